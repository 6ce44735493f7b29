#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/coverage.hpp"

// Goals in words.
namespace proviso {

/// "rules", "conditions", "boundary days and numbers": what a row of the table counts.
std::string_view goal_kind_words(GoalKind kind);
/// "rule", "condition", "threshold": for programs.
std::string_view goal_kind_name(GoalKind kind);
std::string_view wanted_name(Wanted wanted);
std::string_view goal_item_name(GoalItem item);

/// "ground `own_income`", "decision `grant`".
std::string goal_item_words(const Policy& policy, const Goal& goal);
/// The name alone.
std::string goal_item(const Policy& policy, const Goal& goal);
/// What a case has to show: "somebody for whom it is in force and does not hold".
std::string goal_words(const Policy& policy, const SourceSet& sources, const Goal& goal);
/// What is open of one thing, in one line: "ground `own`: held, failed", "`age at least 18`: deciding while false".
/// REQUIRES: goals of one kind, item, version, condition and day; at least one.
std::string open_goals_words(const Policy& policy, const SourceSet& sources, const std::vector<const Goal*>& goals);

}  // namespace proviso
