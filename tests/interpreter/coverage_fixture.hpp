#pragma once

#include <string>
#include <vector>

#include "interpreter/case_blocks.hpp"
#include "interpreter/conformance.hpp"
#include "interpreter/coverage.hpp"
#include "interpreter/coverage_words.hpp"
#include "interpreter/policy_words.hpp"
#include "tests/interpreter/case_fixture.hpp"

namespace proviso::test {

/// A policy with `case` blocks, and what they cover.
struct Measured : CaseFixture {
  explicit Measured(const std::string& text) : CaseFixture(text), plan(*program), collector(plan) {
    cases = read_case_blocks(*program, sources, documents);
    for (std::uint32_t i = 0; i < cases.size(); ++i) {
      INFO(cases[i].title);
      const CaseOutcome outcome = run_case(*program, cases[i]);
      REQUIRE(outcome.status == CaseOutcome::Status::passed);
      collector.add(cases[i].bound->value, i);
    }
    coverage = coverage_of(plan, collector);
  }

  /// "2/4": goals of a kind that are met, of those that are counted.
  std::string figure(GoalKind kind) const {
    const CoverageTotal& total = coverage.totals[static_cast<std::size_t>(kind)];
    return std::to_string(total.met) + "/" + std::to_string(total.all);
  }
  bool is_met(std::uint32_t goal) const { return coverage.first_cases[goal] != kNoCase; }

  /// Goals of a kind in order, those that are met or those that are open: "grown held, age at least 18 decides_true".
  std::string list(GoalKind kind, bool met, bool counted = true) const {
    std::string out;
    for (const std::uint32_t id : coverage.order) {
      const Goal& goal = plan.goals()[id];
      if (goal.kind != kind || is_met(id) != met || goal.counted() != counted) continue;
      out += (out.empty() ? "" : ", ") + name(goal);
    }
    return out;
  }
  std::string met(GoalKind kind) const { return list(kind, true); }
  std::string open(GoalKind kind) const { return list(kind, false); }
  std::string not_counted(GoalKind kind) const { return list(kind, false, false); }

  std::string name(const Goal& goal) const {
    const Policy& policy = program->policy;
    const std::string wanted(wanted_name(goal.wanted));
    switch (goal.wanted) {
      case Wanted::decides_true:
        return words_of(sources, goal.span) + " +";
      case Wanted::decides_false:
        return words_of(sources, goal.span) + " -";
      case Wanted::obtained:
        return goal_item(policy, goal) + " " +
               (goal.item == GoalItem::define
                    ? (goal.value == 1 ? "yes" : "no")
                    : policy.decisions[goal.ref].outcomes[static_cast<std::size_t>(goal.value)].name);
      case Wanted::derived:
        return goal_item(policy, goal) + " " + policy.relations[goal.part].heading.name;
      case Wanted::spared:
        return goal_item(policy, goal) + " spared by " + policy.rules[goal.part].name;
      case Wanted::just_before:
      case Wanted::at:
      case Wanted::just_after:
        if (goal.kind == GoalKind::day) return goal_item(policy, goal) + " " + format_date(goal.value) + " " + wanted;
        return words_of(sources, goal.span) + " " + wanted +
               (goal.part == kNoId ? "" : " of " + format_value(policy, policy.values[goal.part].type, goal.value));
      default:
        return goal_item(policy, goal) + " " + wanted;
    }
  }

  CoveragePlan plan;
  CoverageCollector collector;
  std::vector<PreparedCase> cases;
  Coverage coverage;
};

}  // namespace proviso::test
