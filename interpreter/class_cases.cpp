#include "interpreter/class_cases.hpp"

#include <algorithm>
#include <tuple>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/case_json.hpp"
#include "interpreter/give_value.hpp"
#include "interpreter/plain_values.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

ClassCases::ClassCases(ChangeSpace& space, const Program& old_program, const Program& new_program,
                       std::optional<Days> old_on, std::optional<Days> new_on, Period days,
                       const Differences& differences)
    : space_(space),
      old_(old_program),
      new_(new_program),
      old_on_(old_on),
      new_on_(new_on),
      days_(days),
      differences_(differences) {}

std::optional<Case> ClassCases::build(const Concrete::Answer& answer, bool with_more) const {
  const Policy& policy = old_.policy;
  Case c;
  c.sets = SetPool(&old_.sets);
  c.supplied.assign(old_.supplied.size(), kUnknown);
  for (std::uint32_t slot = 0; slot < old_.supplied.size(); ++slot) {
    const SuppliedSlot& s = old_.supplied[slot];
    if (!s.is_set && policy.values[s.ref].default_value) c.supplied[slot] = *policy.values[s.ref].default_value;
  }
  // Where the day does not matter, one on which every text that there will be is in force.
  Days latest = days_.from;
  for (const Amendment& a : new_.policy.amendments) latest = std::max(latest, a.from);
  c.as_of = old_on_ ? *old_on_ : std::min(latest, days_.through);
  CasePerson person;
  for (const Fact& fact : policy.facts) person.facts.push_back(fact.type.base == BaseType::note ? kNone : kUnknown);
  person.given.assign(policy.facts.size(), Given::absent);
  person.id = "anna";
  c.people.push_back(person);
  if (answer.link) {
    person.id = "ben";
    c.people.push_back(person);
    const std::size_t facts = policy.relation_groups[policy.relations[*answer.link].group].facts.size();
    c.links.push_back(
        {0, *answer.link, 1, 0, std::vector<Value>(facts, kUnknown), std::vector<Given>(facts, Given::absent)});
  }
  const auto give = [&](const Variable& v, Value x) {
    if (v.kind == Variable::Kind::supplied && v.owner == space_.versions().date_slot()) {
      c.as_of = x;
    } else {
      give_value(old_, c, v, x, answer.sets.sets);
    }
  };
  for (const auto& [variable, x] : answer.values) give(variable, x);
  if (with_more) {
    for (const auto& [variable, x] : answer.more) give(variable, x);
  }
  if (!finish_case(old_, c).empty()) return std::nullopt;
  return c;
}

bool ClassCases::is_as(const CaseAnswers& answers, DecisionId decision, Value outcome) const {
  const bool refused = answers.status == CaseAnswers::Status::impossible || answers.status == CaseAnswers::Status::gap;
  if (decision == kNoId) return answers.status != CaseAnswers::Status::incomplete && refused == (outcome == 1);
  if (answers.status != CaseAnswers::Status::decided) return false;
  const Answer& answer = answers.people[0].decisions[decision];
  if (outcome == ChangeSpace::kNotInForce) return !answer.in_force;
  return answer.in_force && answer.settled && answer.value == outcome;
}

std::optional<ClassCases::Witness> ClassCases::decide_both(Case c, DecisionId decision) {
  Case under_new = c;
  if (new_on_) under_new.as_of = *new_on_;
  auto other = rebind(under_new, old_, new_);
  if (!other) return std::nullopt;
  ++decided_;
  std::vector<Question> questions;
  if (decision != kNoId) questions.push_back({0, {true, decision}, false});
  Witness witness;
  witness.before = decide_only(old_, c, questions);
  witness.after = decide_only(new_, *other, questions);
  witness.c = std::move(c);
  return witness;
}

std::optional<ClassCases::Witness> ClassCases::decide_as(Case c, const FoundClass& found) {
  auto witness = decide_both(std::move(c), found.decision);
  const bool fits =
      witness && is_as(witness->before, found.decision, found.from) && is_as(witness->after, found.decision, found.to);
  return fits ? std::move(witness) : std::nullopt;
}

std::optional<ClassCases::Witness> ClassCases::witness(const FoundClass& found) {
  if (found.somebody.status != Concrete::Answer::Status::found) return std::nullopt;
  for (const bool with_more : {false, true}) {
    auto c = build(found.somebody, with_more);
    if (!c) continue;
    if (auto witness = decide_as(std::move(*c), found)) return plain(std::move(*witness), found);
  }
  return std::nullopt;
}

// The same person with values that are easier to read, if it is.
ClassCases::Witness ClassCases::plain(Witness witness, const FoundClass& found) {
  Case c = witness.c;
  if (!make_plain(space_.space(), space_.versions(), c)) return witness;
  auto bound = rebind(c, old_, old_);
  auto plainer = bound ? decide_as(std::move(*bound), found) : std::nullopt;
  return plainer ? std::move(*plainer) : std::move(witness);
}

std::optional<ClassCases::Witness> ClassCases::witness_among(std::vector<Case> cases, const FoundClass& found,
                                                             const std::function<bool(const Case&)>& is_in_class) {
  for (Case& c : cases) {
    if (!is_in_class(c)) continue;
    if (auto witness = decide_as(std::move(c), found)) return plain(std::move(*witness), found);
  }
  return std::nullopt;
}

std::string ClassCases::value_words(const CaseAnswers& answers, DecisionId decision) const {
  if (answers.status == CaseAnswers::Status::impossible) return "impossible";
  if (answers.status != CaseAnswers::Status::decided) return "not_in_force";
  if (decision == kNoId) return "possible";
  const Answer& answer = answers.people[0].decisions[decision];
  if (!answer.in_force) return "not_in_force";
  if (!answer.settled) return "undetermined";
  const Decision& d = old_.policy.decisions[decision];
  return d.yes_no ? (answer.value == 1 ? "yes" : "no") : d.outcomes[static_cast<std::size_t>(answer.value)].name;
}

ShownCase ClassCases::shown(const Witness& witness, DecisionId decision) const {
  ShownCase shown;
  shown.json = case_json(new_, witness.c, CaseLayout::indented);
  shown.person = witness.c.people[0].id;
  shown.before = value_words(witness.before, decision);
  shown.after = value_words(witness.after, decision);
  return shown;
}

std::string ClassCases::fact_words(const Case& c, FactId fact) const {
  const Type& type = old_.policy.facts[fact].type;
  const Value value = c.people[0].facts[fact];
  if (value == kUnknown) return "unknown";
  return format_value(old_.policy, type, value,
                      type.base == BaseType::set && value != kNone ? &c.sets.bits(value) : nullptr);
}

// Values that a person would write come first; of these, of facts with which the change begins, and near the witness.
std::vector<ClassCases::Step> ClassCases::steps(const Case& c, const FoundClass& found) const {
  const TestSpace& space = space_.space();
  const std::vector<char>& of_changes = differences_.of(found);
  std::vector<Step> steps;
  for (std::uint32_t v = 0; v < space.variables().size(); ++v) {
    const TestVariable& variable = space.variables()[v];
    if (variable.kind != TestVariable::Kind::cells) continue;
    const Node& node = space.program().nodes[space.expression(variable.open).node];
    const auto fact = static_cast<FactId>(node.value);
    if (node.op != Op::fact || fact >= old_.policy.facts.size() || c.people[0].given[fact] != Given::value) continue;
    const BaseType type = old_.policy.facts[fact].type.base;
    const Value now = c.people[0].facts[fact];
    for (const TestCell& cell : variable.cells) {
      const bool ordered = !cell.none && cell.members.empty();
      if (ordered ? cell.first <= now && now <= cell.last : cell.sample() == now) continue;
      // From none, the end that is a value.
      const bool from_none = is_odd_value(type, cell.first, c.as_of);
      const Value near = !ordered           ? cell.sample()
                         : now == kNone     ? (from_none ? cell.last : cell.first)
                         : cell.first > now ? cell.first
                                            : cell.last;
      const Value distance = near == kNone || now == kNone ? kMaxNumber : std::abs(near - now);
      steps.push_back({is_odd_value(type, near, c.as_of), of_changes[v] == 0, v, distance, fact, near});
    }
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
    return std::tie(a.odd, a.aside, a.variable, a.distance) < std::tie(b.odd, b.aside, b.variable, b.distance);
  });
  return steps;
}

std::optional<ShownCase> ClassCases::near_miss(const Witness& witness, const FoundClass& found) {
  for (const Step& step : steps(witness.c, found)) {
    Case c = witness.c;
    c.people[0].facts[step.fact] = step.value;
    auto bound = rebind(c, old_, old_);
    if (!bound) continue;
    auto decided = decide_both(std::move(*bound), found.decision);
    if (!decided) continue;
    const std::string before = value_words(decided->before, found.decision);
    const bool decides = before != "undetermined" && (found.decision == kNoId || before != "impossible");
    if (!decides || before != value_words(decided->after, found.decision)) continue;
    ShownCase shown = this->shown(*decided, found.decision);
    shown.differs = shown.person + "." + old_.policy.facts[step.fact].heading.name;
    shown.old_value = fact_words(witness.c, step.fact);
    shown.new_value = fact_words(decided->c, step.fact);
    return shown;
  }
  return std::nullopt;
}

std::vector<DecidingRule> ClassCases::rules(const Program& program, const CaseAnswers& answers,
                                            DecisionId decision) const {
  std::vector<DecidingRule> rules;
  if (answers.status != CaseAnswers::Status::decided || decision == kNoId) return rules;
  for (const RuleUse& use : answers.people[0].decisions[decision].because) {
    const Rule& rule = program.policy.rules[use.rule];
    const Heading& heading = rule.versions[use.version].heading;
    DecidingRule found{rule.name, heading.label, std::string(rule_kind_word(rule.kind)), {}};
    for (const Citation& citation : heading.citations) {
      const Heading& source = program.policy.sources[citation.source].heading;
      found.sources.push_back({source.name, source.label, citation.words});
    }
    rules.push_back(std::move(found));
  }
  return rules;
}

}  // namespace proviso
