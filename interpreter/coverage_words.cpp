#include "interpreter/coverage_words.hpp"

#include <fmt/format.h>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/policy_words.hpp"

namespace proviso {

std::string_view goal_kind_words(GoalKind kind) {
  switch (kind) {
    case GoalKind::rule:
      return "rules";
    case GoalKind::derivation:
      return "derivations";
    case GoalKind::condition:
      return "conditions";
    case GoalKind::outcome:
      return "outcomes";
    case GoalKind::threshold:
      return "thresholds";
    case GoalKind::day:
      return "days in force";
    case GoalKind::amendment:
      return "amendments";
  }
  return "";
}

std::string_view goal_kind_name(GoalKind kind) {
  switch (kind) {
    case GoalKind::rule:
      return "rule";
    case GoalKind::derivation:
      return "derivation";
    case GoalKind::condition:
      return "condition";
    case GoalKind::outcome:
      return "outcome";
    case GoalKind::threshold:
      return "threshold";
    case GoalKind::day:
      return "day";
    case GoalKind::amendment:
      return "amendment";
  }
  return "";
}

std::string_view wanted_name(Wanted wanted) {
  switch (wanted) {
    case Wanted::held:
      return "held";
    case Wanted::failed:
      return "failed";
    case Wanted::derived:
      return "derived";
    case Wanted::decides_true:
      return "decides_true";
    case Wanted::decides_false:
      return "decides_false";
    case Wanted::obtained:
      return "obtained";
    case Wanted::undetermined:
      return "undetermined";
    case Wanted::just_before:
      return "just_before";
    case Wanted::at:
      return "at";
    case Wanted::just_after:
      return "just_after";
    case Wanted::reached:
      return "reached";
    case Wanted::not_reached:
      return "not_reached";
    case Wanted::active:
      return "active";
    case Wanted::out_of_scope:
      return "out_of_scope";
    case Wanted::spared:
      return "spared";
  }
  return "";
}

std::string_view goal_item_name(GoalItem item) {
  switch (item) {
    case GoalItem::rule:
      return "rule";
    case GoalItem::define:
      return "define";
    case GoalItem::decision:
      return "decision";
    case GoalItem::amendment:
      return "amendment";
    case GoalItem::set:
      return "set";
    case GoalItem::value:
      return "value";
    case GoalItem::fact:
      return "fact";
  }
  return "";
}

std::string goal_item(const Policy& policy, const Goal& goal) {
  switch (goal.item) {
    case GoalItem::rule:
      return policy.rules[goal.ref].name;
    case GoalItem::define:
      return policy.defines[goal.ref].name;
    case GoalItem::decision:
      return policy.decisions[goal.ref].name;
    case GoalItem::amendment:
      return policy.amendments[goal.ref].heading.name;
    case GoalItem::set:
      return policy.sets[goal.ref].heading.name;
    case GoalItem::value:
      return policy.values[goal.ref].heading.name;
    case GoalItem::fact:
      return policy.facts[goal.ref].heading.name;
  }
  return {};
}

std::string goal_item_words(const Policy& policy, const Goal& goal) {
  const std::string_view kind =
      goal.item == GoalItem::rule ? rule_kind_word(policy.rules[goal.ref].kind) : goal_item_name(goal.item);
  return fmt::format("{} `{}`", kind, goal_item(policy, goal));
}

namespace {

std::string while_words(const Policy& policy, const Goal& goal) {
  if (goal.part == kNoId) return {};
  const NamedValue& value = policy.values[goal.part];
  return fmt::format(", while `{}` is {}", value.heading.name, format_value(policy, value.type, goal.value));
}

bool turns_on_a_day(const Policy& policy, const Goal& goal) {
  const Term& comparison = policy.term(goal.term);
  const Term& left = policy.term(policy.child(comparison, 0));
  const Term& right = policy.term(policy.child(comparison, 1));
  const auto is_span = [](const Term& t) { return t.kind == TermKind::span; };
  return left.type.base == BaseType::date || is_span(left) != is_span(right);
}

// Where somebody is, seen from the point or day where a test turns.
const char* distance_words(const Policy& policy, const Goal& goal) {
  const bool day = turns_on_a_day(policy, goal);
  if (goal.wanted == Wanted::at) return day ? "on" : "at";
  if (goal.wanted == Wanted::just_before) return day ? "one day before" : "one below";
  return day ? "one day after" : "one above";
}

std::string threshold_words(const Policy& policy, const Goal& goal, std::string_view distance, std::string_view what) {
  const char* turn = turns_on_a_day(policy, goal) ? "day" : "point";
  return fmt::format("somebody {} the {} where {} turns", distance, turn, what);
}

Value distance_of(const Goal& goal) {
  return goal.wanted == Wanted::just_before ? -1 : goal.wanted == Wanted::at ? 0 : 1;
}

const char* what_day(const Goal& goal) {
  return goal.last_day ? "its last day" : "the day on which it comes into force";
}

std::string day_words(const Goal& goal) {
  const Value distance = distance_of(goal);
  const std::string day = format_date(goal.value + distance);
  const char* what = what_day(goal);
  if (distance == 0) return fmt::format("a case on {}, {}", day, what);
  return fmt::format("a case on {}, the day {} {}", day, distance < 0 ? "before" : "after", what);
}

std::string outcome_words(const Policy& policy, const Goal& goal) {
  if (goal.item == GoalItem::define) return fmt::format("somebody for whom it is {}", goal.value == 1 ? "yes" : "no");
  const Decision& decision = policy.decisions[goal.ref];
  return fmt::format("somebody for whom it is {}", decision.outcomes[static_cast<std::size_t>(goal.value)].name);
}

}  // namespace

std::string goal_words(const Policy& policy, const SourceSet& sources, const Goal& goal) {
  switch (goal.wanted) {
    case Wanted::held:
      return "somebody for whom it holds";
    case Wanted::failed:
      return "somebody for whom it is in force and its test does not hold";
    case Wanted::derived:
      return fmt::format("somebody who obtains the outcome through {}", policy.relations[goal.part].heading.name);
    case Wanted::decides_true:
      return fmt::format("`{}` true and deciding", words_of(sources, goal.span));
    case Wanted::decides_false:
      return fmt::format("`{}` false and deciding", words_of(sources, goal.span));
    case Wanted::obtained:
      return outcome_words(policy, goal);
    case Wanted::undetermined:
      return "somebody for whom it is undetermined";
    case Wanted::just_before:
    case Wanted::at:
    case Wanted::just_after:
      if (goal.kind == GoalKind::day) return day_words(goal);
      return threshold_words(policy, goal, distance_words(policy, goal),
                             fmt::format("`{}`", words_of(sources, goal.span))) +
             while_words(policy, goal);
    case Wanted::reached:
      return "a case on or after its day";
    case Wanted::not_reached:
      return "a case before its day";
    case Wanted::active:
      return "somebody to whom it applies";
    case Wanted::out_of_scope:
      return "somebody on or after its day to whom it does not apply";
    case Wanted::spared:
      return fmt::format("somebody whom exception `{}` spares", policy.rules[goal.part].name);
  }
  return {};
}

std::string open_goals_words(const Policy& policy, const SourceSet& sources, const std::vector<const Goal*>& goals) {
  const Goal& first = *goals.front();
  std::vector<std::string> parts;
  for (const Goal* goal : goals) {
    switch (goal->kind) {
      case GoalKind::condition:
        parts.emplace_back(goal->wanted == Wanted::decides_true ? "while true" : "while false");
        break;
      case GoalKind::threshold:
        parts.emplace_back(distance_words(policy, *goal));
        break;
      case GoalKind::day:
        parts.push_back(format_date(goal->value + distance_of(*goal)));
        break;
      default:
        parts.push_back(goal_words(policy, sources, *goal));
        break;
    }
  }
  std::string list = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) list += (i + 1 < parts.size() ? ", " : " or ") + parts[i];
  switch (first.kind) {
    case GoalKind::condition:
      return fmt::format("`{}` deciding {}", words_of(sources, first.span), list);
    case GoalKind::threshold:
      return fmt::format("`{}`{}: {}", words_of(sources, first.span), while_words(policy, first),
                         threshold_words(policy, first, list, "it"));
    case GoalKind::day:
      return fmt::format("{}: a case on {}, about {} {}", goal_item_words(policy, first), list, what_day(first),
                         format_date(first.value));
    default:
      return fmt::format("{}: {}", goal_item_words(policy, first), list);
  }
}

}  // namespace proviso
