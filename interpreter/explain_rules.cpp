#include "interpreter/explain_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "interpreter/result_json.hpp"

namespace proviso {

namespace {

bool names(const std::vector<OutcomeRef>& targets, DecisionId decision, std::uint32_t outcome) {
  return std::find(targets.begin(), targets.end(), OutcomeRef{decision, outcome}) != targets.end();
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

RuleExplainer::RuleExplainer(ConditionReader& reader, const CaseAnswers& answers)
    : reader_(reader), answers_(answers), program_(reader.program()), policy_(program_.policy) {
  exceptions_to_.resize(policy_.rules.size());
  for (RuleId x = 0; x < policy_.rules.size(); ++x) {
    for (const RuleVersion& version : policy_.rules[x].versions) {
      for (const RuleId off : version.switches_off) {
        std::vector<RuleId>& known = exceptions_to_[off];
        if (known.empty() || known.back() != x) known.push_back(x);
      }
    }
  }
}

std::string RuleExplainer::period(const Period& period) const {
  std::string words;
  if (period.from > kFirstDay) words += " from " + format_date(period.from);
  if (period.through < kLastDay) words += " to and including " + format_date(period.through);
  return words.empty() ? words : "in force" + words;
}

std::vector<ExplainedCitation> RuleExplainer::citations(const Heading& heading) const {
  std::vector<ExplainedCitation> all;
  for (const Citation& citation : heading.citations) {
    const SourceDocument& source = policy_.sources[citation.source];
    all.push_back({source.heading.name, source.heading.label, source.publisher,
                   source.dated ? format_date(*source.dated) : "", source.url, citation.words});
  }
  return all;
}

std::uint32_t RuleExplainer::governing_rule(RuleId rule, std::uint32_t person) const {
  const std::vector<NodeId>& versions = program_.rules[rule].versions;
  for (const Holds wanted : {Holds::yes, Holds::unknown}) {
    for (std::uint32_t v = 0; v < versions.size(); ++v) {
      if (reader_.holds(versions[v], {person}) == wanted) return v;
    }
  }
  return kNoId;
}

const DecisionVersion& RuleExplainer::governing_decision(DecisionId decision, std::uint32_t person) const {
  const Decision& d = policy_.decisions[decision];
  const DecisionVersion* governing = &d.versions.front();
  for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
    for (const Change& change : policy_.amendments[a].changes) {
      const bool changes_it = change.item == Change::Item::decision && change.ref == decision;
      if (changes_it && reader_.active(a, person) == Holds::yes) governing = &d.versions[change.version];
    }
  }
  return *governing;
}

// -- Rules
// ---------------------------------------------------------------------------------------------------------------

ExplainedRule RuleExplainer::rule(RuleId id, std::uint32_t person) {
  const Rule& r = policy_.rules[id];
  const std::uint32_t governing = governing_rule(id, person);
  const std::uint32_t v = governing == kNoId ? 0 : governing;
  const RuleVersion& version = r.versions[v];
  ExplainedRule out{rule_kind_word(r.kind), r.name, version.heading.label};
  out.holds = reader_.holds(program_.rules[id].holds, {person});
  out.in_force = governing != kNoId;
  out.period = period(version.in_force);
  if (version.amendment != kNoId) out.amendment = policy_.amendments[version.amendment].heading.name;
  out.citations = citations(version.heading);
  out.readings = version.heading.notes;
  if (!out.in_force) return out;
  const Holds test = reader_.holds(program_.rules[id].tests[v], {person});
  if (test == out.holds || out.holds == Holds::unknown) {
    if (version.through.empty()) {
      out.conditions = reader_.findings(version.test, {person});
      if (version.test == kNoId) out.conditions.push_back({Holds::yes, "always", {}, {}, {}});
    } else {
      add_links(id, v, person, out);
    }
  }
  if (test != Holds::no) add_exceptions(id, person, out);
  return out;
}

// Those that switch the rule off, or may do so.
void RuleExplainer::add_exceptions(RuleId id, std::uint32_t person, ExplainedRule& out) {
  for (const RuleId x : exceptions_to_[id]) {
    if (reader_.holds(program_.rules[x].holds, {person}) == Holds::no) continue;
    const std::uint32_t v = governing_rule(x, person);
    if (v == kNoId || !contains(policy_.rules[x].versions[v].switches_off, id)) continue;
    out.exceptions.push_back(rule(x, person));
  }
}

void RuleExplainer::add_links(RuleId id, std::uint32_t v, std::uint32_t person, ExplainedRule& out) {
  const Case& c = reader_.get_case();
  const RuleVersion& version = policy_.rules[id].versions[v];
  std::vector<std::string> relations;
  for (std::size_t clause = 0; clause < version.through.size(); ++clause) {
    for (const RelationId r : version.through[clause].relations) {
      const std::string& name = policy_.relations[r].heading.name;
      if (!contains(relations, name)) relations.push_back(name);
    }
    for (std::uint32_t l = c.first_directed[person]; l < c.first_directed[person + 1]; ++l) {
      if (!contains(version.through[clause].relations, c.directed[l].relation)) continue;
      ExplainedLink one = link(id, v, clause, l);
      if (out.holds == Holds::yes && one.holds == Holds::no) continue;
      out.links.push_back(std::move(one));
    }
  }
  std::stable_sort(out.links.begin(), out.links.end(), [](const ExplainedLink& a, const ExplainedLink& b) {
    return std::tie(a.other, a.relation) < std::tie(b.other, b.relation);
  });
  if (!out.links.empty()) return;
  Finding none{Holds::no, fmt::format("is {} someone in the case", fmt::join(relations, " or ")), {}, {}, {}};
  out.conditions.push_back(std::move(none));
}

ExplainedLink RuleExplainer::link(RuleId id, std::uint32_t v, std::size_t clause, std::uint32_t l) {
  const Case& c = reader_.get_case();
  const DirectedLink& directed = c.directed[l];
  const RuleVersion& version = policy_.rules[id].versions[v];
  const Place place{directed.person, l};
  ExplainedLink out{c.people[directed.other].id, policy_.relations[directed.relation].heading.name};
  out.holds = reader_.holds(program_.rules[id].through[v][clause], place);
  const TermId condition = version.through[clause].condition;
  const Holds test = condition == kNoId ? Holds::yes : reader_.holds(program_.terms[condition], place);

  const DecisionId decision = version.from.front().decision;
  const Answer& answer = answers_.people[directed.other].decisions[decision];
  out.other_value = "not settled";
  if (answer.settled) {
    out.other_value = policy_.decisions[decision].outcomes[static_cast<std::size_t>(answer.value)].name;
    const bool counts = names(version.from, decision, static_cast<std::uint32_t>(answer.value));
    out.other_counts = counts ? Holds::yes : Holds::no;
    if (counts) out.other_reason = reason(decision, directed.other);
  }
  // A link whose own condition holds, and which fails for the other person's sake, needs no condition shown.
  if (out.holds == Holds::yes || test != Holds::yes) out.conditions = reader_.findings(condition, place);
  return out;
}

// A ground says more than a derivation, which may rest on the one who asks.
std::string RuleExplainer::reason(DecisionId decision, std::uint32_t person) const {
  const Answer& answer = answers_.people[person].decisions[decision];
  const RuleUse* best = nullptr;
  for (const RuleUse& use : answer.because) {
    const syntax::RuleKind kind = policy_.rules[use.rule].kind;
    const bool is_ground = kind == syntax::RuleKind::ground;
    if (is_ground || (kind == syntax::RuleKind::derivation && best == nullptr)) best = &use;
    if (is_ground) break;
  }
  if (best == nullptr) return "being what remains when nothing else is available";
  const Rule& r = policy_.rules[best->rule];
  const std::string& label = r.versions[best->version].heading.label;
  std::string words = fmt::format("{} `{}`", rule_kind_word(r.kind), r.name);
  if (!label.empty()) words += fmt::format(" ({})", label);
  if (r.kind == syntax::RuleKind::derivation && !answer.derived_from.empty()) {
    std::vector<std::string> from;
    for (const std::uint32_t q : answer.derived_from) from.push_back(reader_.get_case().people[q].id);
    std::sort(from.begin(), from.end());
    words += fmt::format(", from {}", fmt::join(from, ", "));
  }
  return words;
}

// -- Outcomes
// ------------------------------------------------------------------------------------------------------------

ExplainedOutcome RuleExplainer::outcome(DecisionId d, std::uint32_t o, std::uint32_t person) {
  const Decision& decision = policy_.decisions[d];
  ExplainedOutcome out{decision.outcomes[o].name, decision.outcomes[o].label};
  out.otherwise = governing_decision(d, person).order.back() == o;
  out.available = out.otherwise ? Holds::yes : reader_.holds(program_.decisions[d].available[o], {person});
  for (RuleId r = 0; r < policy_.rules.size(); ++r) {
    const Rule& rule = policy_.rules[r];
    if (rule.kind == syntax::RuleKind::exception) continue;
    const std::uint32_t governing = governing_rule(r, person);
    if (!names(rule.versions[governing == kNoId ? 0 : governing].targets, d, o)) continue;
    if (rule.kind != syntax::RuleKind::exclusion) {
      out.support.push_back(this->rule(r, person));
      continue;
    }
    ExplainedRule exclusion = this->rule(r, person);
    if (exclusion.holds == Holds::no && exclusion.exceptions.empty()) {
      out.idle.push_back(exclusion.name);
    } else {
      out.exclusions.push_back(std::move(exclusion));
    }
  }
  return out;
}

// -- Amendments
// ----------------------------------------------------------------------------------------------------------

ExplainedAmendment RuleExplainer::amendment(AmendmentId a, std::uint32_t person) {
  const Amendment& amendment = policy_.amendments[a];
  ExplainedAmendment out{amendment.heading.name, amendment.heading.label, format_date(amendment.from)};
  out.active = reader_.active(a, person);
  out.in_force = amendment.from <= reader_.get_case().as_of;
  if (amendment.scope != kNoId) {
    out.in_scope = reader_.holds(program_.amendments[a].scope, {person});
    if (out.in_force) out.scope = reader_.findings(amendment.scope, {person});
  }
  for (const RuleId x : amendment.exceptions) {
    const std::uint32_t v = governing_rule(x, person);
    if (!out.in_force || v == kNoId || !contains(policy_.rules[x].versions[v].spares, a)) continue;
    if (reader_.holds(program_.rules[x].holds, {person}) != Holds::no) out.spared_by.push_back(rule(x, person));
  }
  for (const Change& change : amendment.changes) out.changes.push_back(reader_.words(change.span));
  out.citations = citations(amendment.heading);
  out.readings = amendment.heading.notes;
  return out;
}

}  // namespace proviso
