#include "interpreter/explain_conditions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "interpreter/policy_words.hpp"

namespace proviso {

namespace {

// Links of one person that a condition is shown for.
constexpr std::size_t kMaxLinks = 20;

Holds opposite(Holds holds) {
  if (holds == Holds::unknown) return holds;
  return holds == Holds::yes ? Holds::no : Holds::yes;
}

bool is_junction(TermKind kind) {
  return kind == TermKind::conjunction || kind == TermKind::disjunction || kind == TermKind::at_least_of;
}

}  // namespace

ConditionReader::ConditionReader(const Program& program, const SourceSet& sources, const Case& c)
    : program_(program), policy_(program.policy), sources_(sources), case_(c), evaluation_(program, case_) {
  evaluation_.run();
}

Value ConditionReader::value(NodeId node, Place place) const {
  if (node == kNoNode) return kUnknown;
  const Level level = program_.nodes[node].level;
  if (level == Level::link && place.link == kNoId) return kUnknown;
  return evaluation_.at(node, level == Level::link ? place.link : place.person);
}

Holds ConditionReader::holds(NodeId node, Place place) const {
  const Value v = value(node, place);
  return v == kUnknown ? Holds::unknown : v == 1 ? Holds::yes : Holds::no;
}

Holds ConditionReader::active(AmendmentId amendment, std::uint32_t person) const {
  return holds(program_.amendments[amendment].active, {person});
}

std::string ConditionReader::words(Span span) const { return words_of(sources_, span); }

std::string ConditionReader::format(const Type& type, Value value) const {
  if (value == kUnknown) return "not known";
  const bool is_set = type.base == BaseType::set && value != kNone;
  return format_value(policy_, type, value, is_set ? &case_.sets.bits(value) : nullptr);
}

std::uint32_t ConditionReader::governing_define(DefineId define, std::uint32_t person) const {
  const Define& d = policy_.defines[define];
  std::uint32_t governing = kNoId;
  for (std::uint32_t v = 0; v < d.versions.size(); ++v) {
    const DefineVersion& version = d.versions[v];
    if (version.amendment == kNoId && version.in_force.contains(case_.as_of)) governing = v;
  }
  for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
    for (const Change& change : policy_.amendments[a].changes) {
      if (change.item != Change::Item::define || change.ref != define || active(a, person) != Holds::yes) continue;
      const bool changes_nothing = change.kind == syntax::ChangeKind::replace && governing == kNoId;
      if (!changes_nothing) governing = change.version;  // kNoId for a repeal
    }
  }
  return governing;
}

std::vector<Finding> ConditionReader::findings(TermId term, Place place) {
  if (term == kNoId) return {};
  Finding root = finding(term, place);
  if (policy_.term(term).kind != TermKind::conjunction) return {std::move(root)};
  return std::move(root.parts);
}

Finding ConditionReader::finding(TermId id, Place place) {
  const Term& term = policy_.term(id);
  const Holds truth = holds(program_.terms[id], place);
  if (is_junction(term.kind)) {
    Finding out = junction(term, truth, place);
    const bool one_decides = term.kind == TermKind::disjunction && truth != Holds::no;
    return one_decides && out.parts.size() == 1 ? std::move(out.parts.front()) : std::move(out);
  }
  if (term.kind == TermKind::negation) return negation(term, truth, place);
  if (term.kind == TermKind::link) return links(term, truth, place);
  Finding out{truth, words(term.span), {}, {}, {}};
  if (term.kind == TermKind::define) {
    add_define_parts(term, truth, place, out);
    return out;
  }
  add_values(id, place, out);
  return out;
}

// Shows the parts that made it so: of what fails those that fail, of what is open those that are open, and of an
// alternative that holds those that hold.
Finding ConditionReader::junction(const Term& term, Holds truth, Place place) {
  Finding out{truth, {}, {}, {}, {}};
  switch (term.kind) {
    case TermKind::conjunction:
      out.text = "all of these";
      break;
    case TermKind::disjunction:
      out.text = "any of these";
      break;
    default:
      out.text = fmt::format("at least {} of these", term.value);
      break;
  }
  for (std::uint32_t i = 0; i < term.child_count; ++i) {
    const TermId child = policy_.child(term, i);
    const Term& part = policy_.term(child);
    if (holds(program_.terms[child], place) != truth) continue;
    Finding one = finding(child, place);
    if (term.kind == TermKind::conjunction && part.kind == TermKind::conjunction) {
      out.parts.insert(out.parts.end(), one.parts.begin(), one.parts.end());
    } else {
      out.parts.push_back(std::move(one));
    }
  }
  return out;
}

// What is denied is shown with its own signs.
Finding ConditionReader::negation(const Term& term, Holds truth, Place place) {
  const TermId id = policy_.child(term, 0);
  const Term& child = policy_.term(id);
  if (is_junction(child.kind)) {
    Finding inner = junction(child, holds(program_.terms[id], place), place);
    const std::string text = child.kind == TermKind::disjunction ? "none of these" : "not " + inner.text;
    return {truth, text, {}, {}, std::move(inner.parts)};
  }
  Finding out = finding(id, place);
  const std::string own = words(term.span);
  out.holds = truth;
  out.text = own.starts_with("not") ? own : "not " + out.text;  // `unless x` has no `not` of its own
  return out;
}

Finding ConditionReader::links(const Term& term, Holds truth, Place place) {
  Finding out{truth, words(term.span), {}, {}, {}};
  const std::vector<RelationId>& relations = policy_.relation_lists[term.relations];
  const Holds some = term.value != 0 ? truth : opposite(truth);
  std::size_t shown = 0;
  bool any = false;
  for (std::uint32_t l = case_.first_directed[place.person]; l < case_.first_directed[place.person + 1]; ++l) {
    const DirectedLink& link = case_.directed[l];
    if (std::find(relations.begin(), relations.end(), link.relation) == relations.end()) continue;
    if (term.ref != kNoId && !alike(term.ref, place.link, l)) continue;
    any = true;
    const Place there{place.person, l};
    const TermId condition = term.child_count == 0 ? kNoId : policy_.child(term, 0);
    const Holds here = condition == kNoId ? Holds::yes : holds(program_.terms[condition], there);
    if (here != some || ++shown > kMaxLinks) continue;
    const std::string who =
        fmt::format("{} of {}", policy_.relations[link.relation].heading.name, case_.people[link.other].id);
    out.parts.push_back({here, who, {}, {}, findings(condition, there)});
  }
  std::stable_sort(out.parts.begin(), out.parts.end(),
                   [](const Finding& a, const Finding& b) { return a.text < b.text; });
  if (!any) out.values.push_back({"such links", "none", true});
  return out;
}

// Whether two links agree in a fact, or may.
bool ConditionReader::alike(LinkFactId fact, std::uint32_t one, std::uint32_t other) const {
  const auto value_of = [&](std::uint32_t directed) {
    const DirectedLink& link = case_.directed[directed];
    const auto& facts = policy_.relation_groups[policy_.relations[link.relation].group].facts;
    const auto position = std::find(facts.begin(), facts.end(), fact) - facts.begin();
    return case_.links[link.link].facts[static_cast<std::size_t>(position)];
  };
  if (one == kNoId || one == other) return true;
  const Value a = value_of(one), b = value_of(other);
  return a == kUnknown || b == kUnknown || a == b;
}

// -- What conditions read
// ------------------------------------------------------------------------------------------------

std::string ConditionReader::name_at(const Term& term, const std::string& name, Place place) const {
  if (!term.other || place.link == kNoId) return name;
  return case_.people[case_.directed[place.link].other].id + '.' + name;
}

Value ConditionReader::decision_value(const Term& term, Place place) const {
  const std::uint32_t person = term.other && place.link != kNoId ? case_.directed[place.link].other : place.person;
  return value(program_.decisions[term.ref].value, {person});
}

void ConditionReader::add_value(const Term& term, const std::string& name, Value value, Finding& out) {
  const auto known = std::find_if(out.values.begin(), out.values.end(), [&](const auto& v) { return v.name == name; });
  if (known == out.values.end()) out.values.push_back({name, format(term.type, value), value != kUnknown});
}

void ConditionReader::add_values(TermId id, Place place, Finding& out) {
  const Term& term = policy_.term(id);
  const Value v = value(program_.terms[id], place);
  const auto add = [&](const std::string& name, Value what) { add_value(term, name_at(term, name, place), what, out); };
  switch (term.kind) {
    case TermKind::constant:
      return;
    case TermKind::as_of:
      return add_value(term, "as_of", case_.as_of, out);
    case TermKind::fact:
      return add(policy_.facts[term.ref].heading.name, v);
    case TermKind::link_fact:
      return add(policy_.link_facts[term.ref].heading.name, v);
    case TermKind::set:
      return add(policy_.sets[term.ref].heading.name, v);
    case TermKind::value:
      return add(policy_.values[term.ref].heading.name, v);
    case TermKind::define:
      add(policy_.defines[term.ref].name, v);
      return add_define_parts(term, Holds::unknown, place, out);
    case TermKind::decision:
      return add(policy_.decisions[term.ref].name, decision_value(term, place));
    case TermKind::link_count:
    case TermKind::link_extreme:
      return add_value(term, words(term.span), v, out);
    default:
      break;
  }
  for (std::uint32_t i = 0; i < term.child_count; ++i) add_values(policy_.child(term, i), place, out);
  const bool computed = term.kind == TermKind::shift || term.kind == TermKind::span || term.kind == TermKind::count ||
                        term.kind == TermKind::extreme;
  if (computed && !out.values.empty()) add_value(term, words(term.span), v, out);
}

// A define is told by its own text, unless that text gives something else than what was read: an amendment's scope
// reads an earlier text.
void ConditionReader::add_define_parts(const Term& term, Holds truth, Place place, Finding& out) {
  const std::uint32_t person = term.other && place.link != kNoId ? case_.directed[place.link].other : place.person;
  const std::uint32_t version = governing_define(term.ref, person);
  if (version == kNoId) return;
  const bool of_link = !policy_.defines[term.ref].links.empty();
  const Place there{person, of_link ? place.link : kNoId};
  const std::tuple key{term.ref, person, there.link};
  if (std::find(open_.begin(), open_.end(), key) != open_.end()) return;  // recursion from person to person
  const DefineVersion& text = policy_.defines[term.ref].versions[version];
  const Term& body = policy_.term(text.body);
  const bool as_condition = out.values.empty() && out.label.empty() && term.type.base == BaseType::yes_no;
  if (as_condition) out.label = text.heading.label;
  open_.push_back(key);
  if (as_condition) {
    if (holds(program_.terms[text.body], there) == truth) out.parts = findings(text.body, there);
  } else if (body.kind == TermKind::choice) {
    add_choice_parts(body, there, out);
  }
  open_.pop_back();
}

/// The options of `the first of` up to the one taken, with the condition of each.
void ConditionReader::add_choice_parts(const Term& body, Place place, Finding& out) {
  for (std::uint32_t i = 0; i + 1 < body.child_count; i += 2) {
    const TermId condition = policy_.child(body, i + 1);
    Finding option = finding(condition, place);
    const bool bare = option.parts.empty() || policy_.term(condition).kind == TermKind::define;
    const std::string value = words(policy_.term(policy_.child(body, i)).span);
    if (bare) {
      option.text = fmt::format("{} if {}", value, option.text);
    } else {
      option = {option.holds, fmt::format("{} if", value), {}, {}, {std::move(option)}};
    }
    const Holds truth = option.holds;
    out.parts.push_back(std::move(option));
    if (truth == Holds::yes) return;
  }
}

}  // namespace proviso
