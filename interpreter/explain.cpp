#include "interpreter/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "interpreter/explain_conditions.hpp"
#include "interpreter/explain_rules.hpp"
#include "interpreter/graph_view.hpp"
#include "interpreter/result_json.hpp"

namespace proviso {

namespace {

Holds holds_of(Certainty certainty) {
  switch (certainty) {
    case Certainty::never:
      return Holds::no;
    case Certainty::always:
      return Holds::yes;
    default:
      return Holds::unknown;
  }
}

class Explainer {
 public:
  Explainer(const Program& program, const SourceSet& sources, const Case& c, const CaseAnswers& answers,
            const ExplainOptions& options)
      : program_(program),
        policy_(program.policy),
        case_(c),
        answers_(answers),
        options_(options),
        reader_(program, sources, c),
        rules_(reader_, answers) {
    for (const GraphItem& item : graph_view(program, options.decision).items) needed_.insert(item.id);
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d) {
      if (!options.decision || *options.decision == d) decisions_.push_back(d);
    }
  }

  Explanation run() {
    Explanation out{policy_.name, policy_.title, policy_.digest, format_date(case_.as_of)};
    std::vector<WhatIfRequest> requests;
    for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
      if (!options_.person || *options_.person == p) requests.push_back({p, decisions_});
    }
    std::vector<std::vector<WhatIf>> changes = what_if(program_, case_, answers_, requests, options_.what_if);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      out.people.push_back(person(requests[i].person, std::move(changes[i])));
    }
    return out;
  }

 private:
  bool is_needed(ItemKind kind, const std::string& name) const {
    return needed_.count(std::string(item_word(kind)) + ' ' + name) != 0;
  }

  ExplainedPerson person(std::uint32_t p, std::vector<WhatIf> changes) {
    ExplainedPerson out{case_.people[p].id};
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
      if (!is_needed(ItemKind::amendment, policy_.amendments[a].heading.name)) continue;
      out.amendments.push_back(rules_.amendment(a, p));
    }
    add_texts(p, out);
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      if (!answers_.people[p].decisions[decisions_[i]].in_force) continue;
      out.decisions.push_back(decision(p, decisions_[i], std::move(changes[i])));
    }
    add_defines(p, out);
    return out;
  }

  // -- The text that governs a person --------------------------------------------------------------------------------

  void add_texts(std::uint32_t p, ExplainedPerson& out) {
    for (SetId s = 0; s < policy_.sets.size(); ++s) {
      const NamedSet& set = policy_.sets[s];
      if (!is_needed(ItemKind::set, set.heading.name)) continue;
      std::vector<Days> days;
      for (const SetVersion& version : set.versions) days.push_back(version.from);
      const Value value = reader_.value(program_.sets_in_force[s], {p});
      add_text("set", set.heading, reader_.format({BaseType::set, set.of, false}, value), value,
               origin(Change::Item::set, s, set.supplied, days, p), out);
    }
    for (ValueId v = 0; v < policy_.values.size(); ++v) {
      const NamedValue& named = policy_.values[v];
      if (!is_needed(ItemKind::value, named.heading.name)) continue;
      std::vector<Days> days;
      for (const ValueVersion& version : named.versions) days.push_back(version.from);
      const Value value = reader_.value(program_.values_in_force[v], {p});
      add_text("value", named.heading, reader_.format(named.type, value), value,
               origin(Change::Item::value, v, named.supplied, days, p), out);
    }
  }

  static void add_text(const char* kind, const Heading& heading, std::string text, Value value, std::string origin,
                       ExplainedPerson& out) {
    out.texts.push_back({kind, heading.name, heading.label, std::move(text), value != kUnknown, std::move(origin)});
  }

  /// The version of the base text, and what amendments made of it for this person.
  std::string origin(Change::Item item, std::uint32_t ref, bool supplied, const std::vector<Days>& days,
                     std::uint32_t p) const {
    std::string base = supplied ? "supplied with the case" : "the text in force from the beginning";
    for (const Days day : days) {
      if (day > kFirstDay && day <= case_.as_of) base = "the version in force from " + format_date(day);
    }
    std::vector<std::string> steps = {base};
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
      const Amendment& amendment = policy_.amendments[a];
      const Holds active = reader_.active(a, p);
      if (active == Holds::no) continue;
      const std::string name = fmt::format("amendment `{}` of {}", amendment.heading.name, format_date(amendment.from));
      for (const Change& change : amendment.changes) {
        if (change.item != item || change.ref != ref) continue;
        const bool adds = change.kind == syntax::ChangeKind::add_to || change.kind == syntax::ChangeKind::remove_from;
        if (active == Holds::yes && !adds) steps.clear();
        steps.push_back((active == Holds::unknown ? "changed, if it applies to this person, by "
                         : adds                   ? "changed by "
                                                  : "set by ") +
                        name);
      }
    }
    return fmt::format("{}", fmt::join(steps, "; "));
  }

  void add_defines(std::uint32_t p, ExplainedPerson& out) {
    for (DefineId d = 0; d < policy_.defines.size(); ++d) {
      const Define& define = policy_.defines[d];
      const Answer& answer = answers_.people[p].defines[d];
      if (!answer.in_force || !is_needed(ItemKind::define, define.name)) continue;
      const std::uint32_t version = reader_.governing_define(d, p);
      const std::string& label = define.versions[version == kNoId ? 0 : version].heading.label;
      const Value value = answer.settled ? answer.value : kUnknown;
      out.defines.push_back({define.name, label, reader_.format(define.type, value), answer.settled});
    }
  }

  // -- Decisions -----------------------------------------------------------------------------------------------------

  ExplainedDecision decision(std::uint32_t p, DecisionId d, WhatIf changes) {
    const Decision& decision = policy_.decisions[d];
    const Answer& answer = answers_.people[p].decisions[d];
    const DecisionVersion& text = rules_.governing_decision(d, p);
    ExplainedDecision out{decision.name, text.heading.label, decision.yes_no, answer.settled};
    if (answer.settled) {
      const Outcome& chosen = decision.outcomes[static_cast<std::size_t>(answer.value)];
      out.value = chosen.name;
      out.value_label = chosen.label;
      add_because(p, answer, out);
    }
    for (const Value value : answer.possible) {
      if (!answer.settled) out.possible.push_back(decision.outcomes[static_cast<std::size_t>(value)].name);
    }
    for (const std::uint32_t q : answer.derived_from) out.derived_from.push_back(case_.people[q].id);
    std::sort(out.derived_from.begin(), out.derived_from.end());
    add_outcomes(p, d, text, answer, out);
    add_missing(answer, changes, out);
    out.what_if = std::move(changes);
    return out;
  }

  void add_because(std::uint32_t p, const Answer& answer, ExplainedDecision& out) {
    out.which_is_open = !answer.because.empty();
    for (const RuleUse& use : answer.because) {
      const syntax::RuleKind kind = policy_.rules[use.rule].kind;
      if (kind == syntax::RuleKind::exclusion || kind == syntax::RuleKind::exception) continue;
      out.because.push_back(rules_.rule(use.rule, p));
      ExplainedRule& rule = out.because.back();
      rule.holds = holds_of(use.holds);
      for (ExplainedLink& link : rule.links) {
        const bool independent = std::any_of(answer.derived_from.begin(), answer.derived_from.end(),
                                             [&](std::uint32_t q) { return case_.people[q].id == link.other; });
        link.rests_on_person = rule.holds == Holds::yes && link.holds == Holds::yes && !independent;
      }
      if (use.holds == Certainty::always) out.which_is_open = false;
    }
    if (out.because.empty()) out.which_is_open = false;
    std::stable_partition(out.because.begin(), out.because.end(),
                          [](const ExplainedRule& rule) { return rule.kind == "ground"; });
  }

  void add_outcomes(std::uint32_t p, DecisionId d, const DecisionVersion& text, const Answer& answer,
                    ExplainedDecision& out) {
    bool reached = false;
    for (const std::uint32_t o : text.order) {
      if (reached) {
        out.later.push_back(policy_.decisions[d].outcomes[o].name);
        continue;
      }
      ExplainedOutcome outcome = rules_.outcome(d, o, p);
      reached = answer.settled && answer.value == static_cast<Value>(o);
      if (reached) {
        outcome.available = Holds::yes;
        // What carried it is told under `because`.
        std::erase_if(outcome.support, [&](const ExplainedRule& rule) {
          return std::any_of(out.because.begin(), out.because.end(),
                             [&](const ExplainedRule& carried) { return carried.name == rule.name; });
        });
      }
      out.outcomes.push_back(std::move(outcome));
    }
  }

  void add_missing(const Answer& answer, WhatIf& changes, ExplainedDecision& out) const {
    for (const Variable& variable : answer.missing) {
      OpenFact open{variable_path(program_, case_, variable), {}, is_judgement(program_, variable)};
      switch (variable.kind) {
        case Variable::Kind::fact: {
          const Fact& fact = policy_.facts[variable.fact];
          open.label = fact.heading.label;
          open.ask = fact.judgement ? fact.decided_by : case_.people[variable.owner].id;
          break;
        }
        case Variable::Kind::link_fact: {
          const CaseLink& link = case_.links[variable.owner];
          const RelationGroup& group = policy_.relation_groups[policy_.relations[link.relation].group];
          open.label = policy_.link_facts[group.facts[variable.fact]].heading.label;
          open.ask = fmt::format("{} or {}", case_.people[link.from].id, case_.people[link.to].id);
          break;
        }
        case Variable::Kind::supplied: {
          const SuppliedSlot& slot = program_.supplied[variable.owner];
          open.label = slot.is_set ? policy_.sets[slot.ref].heading.label : policy_.values[slot.ref].heading.label;
          open.ask = "whoever supplies the case";
          break;
        }
      }
      take_answers(changes, open);
      out.missing.push_back(std::move(open));
    }
    std::sort(out.missing.begin(), out.missing.end(),
              [](const OpenFact& a, const OpenFact& b) { return a.path < b.path; });
  }

  /// What an answer would lead to belongs to the open fact, not to the changes of known ones.
  static void take_answers(WhatIf& changes, OpenFact& open) {
    const auto is_answer = [&](const WhatIfRange& range) {
      return range.changes.size() == 1 && range.changes.front().path == open.path;
    };
    std::copy_if(changes.changes.begin(), changes.changes.end(), std::back_inserter(open.answers), is_answer);
    std::erase_if(changes.changes, is_answer);
  }

  const Program& program_;
  const Policy& policy_;
  const Case& case_;
  const CaseAnswers& answers_;
  const ExplainOptions& options_;
  ConditionReader reader_;
  RuleExplainer rules_;
  std::set<std::string> needed_;  ///< ids of the items that the decisions need, as in the graph
  std::vector<DecisionId> decisions_;
};

}  // namespace

Explanation explain(const Program& program, const SourceSet& sources, const Case& c, const CaseAnswers& answers,
                    const ExplainOptions& options) {
  return Explainer(program, sources, c, answers, options).run();
}

}  // namespace proviso
