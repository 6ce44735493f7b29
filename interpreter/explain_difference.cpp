#include "interpreter/explain_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "interpreter/explain_conditions.hpp"
#include "interpreter/explain_rules.hpp"
#include "interpreter/explain_words.hpp"

namespace proviso {

namespace {

// A reason is read beside its difference: what does not fit is told by `proviso explain`.
constexpr std::size_t kMostLines = 14;
constexpr std::size_t kDeepest = 3;

using Of = Difference::Of;

/// How far a rule is from holding: conditions that fail or are open. A rule that is not in force is farthest.
std::size_t distance(const ExplainedRule& rule) {
  if (!rule.in_force) return 1000;
  std::size_t count = 0;
  for (const Finding& finding : rule.conditions) count += finding.holds != Holds::yes;
  const bool some_link =
      std::any_of(rule.links.begin(), rule.links.end(), [](const auto& link) { return link.holds == Holds::yes; });
  if (!rule.links.empty() && !some_link) ++count;
  if (rule.kind == "derivation" && rule.links.empty()) ++count;  // somebody else would have to be there first
  return count;
}

class DifferenceExplainer {
 public:
  DifferenceExplainer(const Program& program, const SourceSet& sources, const Case& c, const CaseAnswers& answers)
      : program_(program),
        policy_(program.policy),
        case_(c),
        answers_(answers),
        reader_(program, sources, c),
        rules_(reader_, answers) {}

  /// All differences of one result of one person, who was to have it by `wanted` rules.
  DifferenceReason result(std::uint32_t person, ResultRef result, const std::vector<const Difference*>& differences,
                          std::vector<RuleId> wanted) {
    wanted_ = std::move(wanted);
    reason_ = {case_.people[person].id, result_name(policy_, result), {}, {}, {}};
    person_ = person;
    const Answer& answer = answers_.answer(person, result);
    const Difference* value = nullptr;
    for (const Difference* d : differences) value = d->of == Of::value ? d : value;
    if (result.is_decision) {
      why_decision(result.id, answer);
      if (value != nullptr && answer.in_force) why_not(result.id, answer, value->value);
    } else {
      why_define(result.id, answer);
    }
    for (const Difference* d : differences) {
      if (d->of == Of::missing) not_missing(*d, answer);
    }
    still_missing(answer);
    return std::move(reason_);
  }

  /// Rules that were to carry something, and did not; no parts if other reasons of the person tell of them.
  DifferenceReason because(const Difference& difference) {
    person_ = difference.person;
    reason_ = {case_.people[person_].id, {}, {}, {}, {}};
    for (const RuleId rule : difference.rules) {
      if (told_.count({person_, policy_.rules[rule].name}) != 0) continue;
      const ExplainedRule explained = rules_.rule(rule, person_);
      add_part(fmt::format("what became of `{}`", policy_.rules[rule].name));
      add_rule(explained, 0);
      if (explained.holds == Holds::yes) add_sentence("It holds, but it is not what carried the outcome.");
      if (reason_.look_at.empty()) look_at(explained);
    }
    return std::move(reason_);
  }

 private:
  // -- Parts and lines -----------------------------------------------------------------------------------------------

  void add_part(std::string heading) { reason_.parts.push_back({std::move(heading), {}}); }
  void add_line(ReasonLine line) {
    std::vector<ReasonLine>& lines = reason_.parts.back().lines;
    if (lines.size() < kMostLines) {
      lines.push_back(std::move(line));
    } else if (lines.size() == kMostLines) {
      lines.push_back({0, std::nullopt, "… and more, which `proviso explain` tells.", std::nullopt});
    }
  }
  void add_sentence(std::string words) { add_line({0, std::nullopt, std::move(words), std::nullopt}); }

  std::optional<Span> place_of(const ExplainedRule& rule) const {
    const auto id = policy_.find_rule(rule.name);
    if (!id) return std::nullopt;
    const std::uint32_t version = rules_.governing_rule(*id, person_);
    return policy_.rules[*id].versions[version == kNoId ? 0 : version].heading.name_span;
  }
  static std::string rule_words(const ExplainedRule& rule) {
    return fmt::format("{} {}", rule.kind, named(rule.name, rule.label));
  }
  void look_at(const ExplainedRule& rule) {
    reason_.look_at = rule_words(rule);
    reason_.look_at_place = place_of(rule);
  }

  /// A rule that holds is shown with all that it rests on; another one with what keeps it from holding.
  void add_rule(const ExplainedRule& rule, std::size_t depth) {
    const bool again = !told_.insert({person_, rule.name}).second;
    std::string words = rule_words(rule);
    if (!rule.amendment.empty()) words += ", as amended by " + rule.amendment;
    if (!rule.in_force) words += ", which is not in force for this person on that day";
    if (again) words += ", as above";
    add_line({depth, rule.in_force ? rule.holds : Holds::no, std::move(words), place_of(rule)});
    if (again || !rule.in_force) return;
    add_findings(rule.conditions, rule.holds == Holds::yes, depth + 1);
    for (const ExplainedLink& link : rule.links) {
      std::string there = fmt::format("as {} of {}, whose decision is {}", link.relation, link.other, link.other_value);
      if (link.other_counts == Holds::no) there += ", which does not count";
      add_line({depth + 1, link.holds, std::move(there), std::nullopt});
      add_findings(link.conditions, link.holds == Holds::yes, depth + 2);
    }
    for (const ExplainedRule& exception : rule.exceptions) add_rule(exception, depth + 1);
  }

  void add_findings(const std::vector<Finding>& findings, bool all, std::size_t depth) {
    for (const Finding& finding : findings) {
      if (!all && finding.holds == Holds::yes) continue;
      add_line({depth, finding.holds, finding_words(finding) + (finding.parts.empty() ? "" : ":"), std::nullopt});
      if (depth < kDeepest) add_findings(finding.parts, true, depth + 1);
    }
  }

  // -- Decisions -----------------------------------------------------------------------------------------------------

  const std::string& outcome_name(DecisionId d, Value value) const {
    return policy_.decisions[d].outcomes[static_cast<std::size_t>(value)].name;
  }
  std::size_t position(DecisionId d, Value outcome) const {
    const auto& order = rules_.governing_decision(d, person_).order;
    const auto at = std::find(order.begin(), order.end(), static_cast<std::uint32_t>(outcome));
    return static_cast<std::size_t>(at - order.begin());
  }

  void why_decision(DecisionId d, const Answer& answer) {
    if (!answer.in_force) {
      add_part("why it is not in force");
      return add_sentence("No text of this decision is in force for this person on that day.");
    }
    if (!answer.settled) {
      add_part("why it is undetermined");
      std::vector<std::string> names;
      for (const Value value : answer.possible) names.push_back(outcome_name(d, value));
      return add_sentence(fmt::format("It can still be {}.", fmt::join(names, " or ")));
    }
    add_part(fmt::format("why it is {}", outcome_name(d, answer.value)));
    for (const RuleUse& use : answer.because) {
      const ExplainedRule rule = rules_.rule(use.rule, person_);
      add_rule(rule, 0);
      const bool carries = rule.kind != std::string("exclusion");
      if (carries && reason_.look_at.empty()) look_at(rule);
    }
    if (answer.because.empty()) add_sentence("No outcome before it is available; this is what remains.");
    std::vector<std::string> from;
    for (const std::uint32_t q : answer.derived_from) from.push_back(case_.people[q].id);
    std::sort(from.begin(), from.end());
    if (!from.empty()) add_sentence(fmt::format("It is derived from {}.", fmt::join(from, ", ")));
  }

  void why_not(DecisionId d, const Answer& answer, Value expected) {
    if (expected == kUnknown) {
      add_part("why it is not undetermined");
      return add_sentence("Nothing that is not known can change it.");
    }
    const std::string& name = outcome_name(d, expected);
    add_part(fmt::format("why it is not {}", name));
    const DecisionVersion& text = rules_.governing_decision(d, person_);
    const std::size_t wanted = position(d, expected);
    if (wanted == text.order.size()) return add_sentence("The text that governs this person has no such outcome.");
    if (answer.settled && position(d, answer.value) < wanted)
      return add_sentence(
          fmt::format("{} comes before it in the order, and is available.", outcome_name(d, answer.value)));
    const ExplainedOutcome outcome = rules_.outcome(d, static_cast<std::uint32_t>(expected), person_);
    if (outcome.otherwise) return add_sentence("It remains only where no outcome before it is available.");
    if (outcome.support.empty()) add_sentence("No rule gives it.");
    for (const ExplainedRule* rule : nearest_first(outcome.support)) add_rule(*rule, 0);
    for (const ExplainedRule& rule : outcome.exclusions) add_rule(rule, 0);
    look_at_nearest(outcome);
  }

  bool is_wanted(const ExplainedRule& rule) const {
    return std::any_of(wanted_.begin(), wanted_.end(), [&](RuleId id) { return policy_.rules[id].name == rule.name; });
  }

  /// Rules that the case names, then those that hold, then those that lack least.
  std::vector<const ExplainedRule*> nearest_first(const std::vector<ExplainedRule>& rules) const {
    std::vector<const ExplainedRule*> sorted;
    for (const ExplainedRule& rule : rules) sorted.push_back(&rule);
    std::stable_sort(sorted.begin(), sorted.end(), [&](const ExplainedRule* a, const ExplainedRule* b) {
      return std::tuple(!is_wanted(*a), a->holds != Holds::yes, distance(*a)) <
             std::tuple(!is_wanted(*b), b->holds != Holds::yes, distance(*b));
    });
    return sorted;
  }

  /// An exclusion that took the outcome away from a rule that holds; else the rule that is nearest to holding.
  void look_at_nearest(const ExplainedOutcome& outcome) {
    const auto sorted = nearest_first(outcome.support);
    const bool supported = !sorted.empty() && sorted.front()->holds == Holds::yes;
    for (const ExplainedRule& exclusion : outcome.exclusions) {
      if (supported && exclusion.holds != Holds::no) return look_at(exclusion);
    }
    if (!sorted.empty()) look_at(*sorted.front());
  }

  // -- Defines -------------------------------------------------------------------------------------------------------

  void why_define(DefineId d, const Answer& answer) {
    const Define& define = policy_.defines[d];
    const std::uint32_t version = reader_.governing_define(d, person_);
    if (!answer.in_force || version == kNoId) {
      add_part("why it is not in force");
      return add_sentence("No text of this define is in force for this person on that day.");
    }
    const DefineVersion& text = define.versions[version];
    const bool yes_no = define.type.base == BaseType::yes_no;
    const std::string words = fmt::format("define {}", named(define.name, text.heading.label));
    add_part(answer.settled ? fmt::format("why it is {}", reader_.format(define.type, answer.value))
                            : std::string("why it is undetermined"));
    const Holds holds = !answer.settled ? Holds::unknown : answer.value == 1 ? Holds::yes : Holds::no;
    add_line({0, yes_no ? std::optional(holds) : std::nullopt, words, text.heading.name_span});
    std::vector<Finding> findings = reader_.findings(text.body, {person_});
    if (yes_no) {
      add_findings(findings, holds == Holds::yes, 1);
    } else {
      for (const Finding& finding : findings) add_line({1, std::nullopt, finding_words(finding), std::nullopt});
    }
    reason_.look_at = words;
    reason_.look_at_place = text.heading.name_span;
  }

  // -- What is not known ---------------------------------------------------------------------------------------------

  /// The value of a fact as the case has it, in words; empty if it is not known.
  std::string known_words(const Variable& variable) const {
    const auto words = [&](const Type& type, Value value) {
      return value == kUnknown ? std::string() : reader_.format(type, value);
    };
    switch (variable.kind) {
      case Variable::Kind::fact:
        return words(policy_.facts[variable.fact].type, case_.people[variable.owner].facts[variable.fact]);
      case Variable::Kind::link_fact: {
        const CaseLink& link = case_.links[variable.owner];
        const RelationGroup& group = policy_.relation_groups[policy_.relations[link.relation].group];
        return words(policy_.link_facts[group.facts[variable.fact]].type, link.facts[variable.fact]);
      }
      case Variable::Kind::supplied:
        break;
    }
    const SuppliedSlot& slot = program_.supplied[variable.owner];
    const Type type =
        slot.is_set ? Type{BaseType::set, policy_.sets[slot.ref].of, false} : policy_.values[slot.ref].type;
    return words(type, case_.supplied[variable.owner]);
  }

  /// Facts that were expected to be missing, and are not.
  void not_missing(const Difference& difference, const Answer& answer) {
    bool first = true;
    for (const Variable& variable : difference.missing) {
      if (std::find(answer.missing.begin(), answer.missing.end(), variable) != answer.missing.end()) continue;
      if (std::exchange(first, false)) add_part("what was expected to be missing");
      const std::string known = known_words(variable);
      add_sentence(fmt::format("{} is {}.", variable_path(program_, case_, variable),
                               known.empty() ? "not known, but it can no longer change the answer" : shortened(known)));
    }
  }

  void still_missing(const Answer& answer) {
    if (answer.settled || answer.missing.empty()) return;
    add_part("what is not known and can change it");
    for (const Variable& variable : answer.missing) {
      std::string words = variable_path(program_, case_, variable);
      if (variable.kind == Variable::Kind::fact) {
        const Fact& fact = policy_.facts[variable.fact];
        words = named(words, fact.heading.label);
        if (fact.judgement) words += ", decided by " + fact.decided_by;
      }
      add_line({0, Holds::unknown, std::move(words), std::nullopt});
    }
  }

  const Program& program_;
  const Policy& policy_;
  const Case& case_;
  const CaseAnswers& answers_;
  ConditionReader reader_;
  RuleExplainer rules_;
  DifferenceReason reason_;
  std::uint32_t person_ = 0;
  std::vector<RuleId> wanted_;
  std::set<std::pair<std::uint32_t, std::string>> told_;  ///< rules, for whom
};

}  // namespace

std::vector<DifferenceReason> explain_differences(const Program& program, const SourceSet& sources,
                                                  const PreparedCase& prepared, const CaseAnswers& answers,
                                                  const std::vector<Difference>& differences) {
  DifferenceExplainer explainer(program, sources, prepared.bound->value, answers);
  std::vector<DifferenceReason> reasons;
  for (std::size_t i = 0; i < differences.size(); ++i) {
    const Difference& first = differences[i];
    const auto same = [&](const Difference& d) { return d.person == first.person && d.result == first.result; };
    if (first.of == Of::because) {
      DifferenceReason reason = explainer.because(first);
      if (!reason.parts.empty()) reasons.push_back(std::move(reason));
    }
    const auto begin = differences.begin();
    if (!first.result || std::any_of(begin, begin + static_cast<std::ptrdiff_t>(i), same)) continue;
    std::vector<const Difference*> all;
    std::vector<RuleId> wanted;
    for (const Difference& d : differences) {
      if (same(d)) all.push_back(&d);
      if (d.of == Of::because && d.person == first.person) wanted.insert(wanted.end(), d.rules.begin(), d.rules.end());
    }
    reasons.push_back(explainer.result(first.person, *first.result, all, std::move(wanted)));
  }
  return reasons;
}

}  // namespace proviso
