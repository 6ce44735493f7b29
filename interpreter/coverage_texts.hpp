#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "interpreter/coverage.hpp"

// The conditions of a policy as coverage walks them: every text that can govern a person, with the nodes that hold the
// values of its parts. Private to interpreter/coverage*.cpp.
namespace proviso::coverage {

using GoalId = std::uint32_t;
inline constexpr std::uint32_t kNothing = ~std::uint32_t{0};

/// A part of a test. `and`, `or`, `all of`, `any of` and `at least` are one thing: at least `least` of the parts hold.
struct Condition {
  enum class Kind : std::uint8_t { atomic, at_least, negation, link } kind = Kind::atomic;
  NodeId node = kNoNode;
  std::uint32_t first_part = 0;  ///< into `Texts::parts`; a negation or link has one
  std::uint32_t part_count = 0;
  std::uint32_t least = 0;
  std::uint32_t relations = kNothing;  ///< link: into `Policy::relation_lists`
  GoalId goal = kNothing;              ///< atomic: decides while true; the next one: while false
};

/// One text of a named value.
struct ValueText {
  Value value = kNone;
  Period period;                  ///< in which it can be in force
  Days from = kFirstDay;          ///< base text
  AmendmentId amendment = kNoId;  ///< that sets it; kNoId: base text
};

/// A test of two ordered values, and how far a person is from the point where it turns.
struct Threshold {
  NodeId left = kNoNode, right = kNoNode;  ///< the distance is left - right, in days or by number
  bool durations = false;                  ///< which have a distance only within one family
  syntax::Unit unit = syntax::Unit::days;  ///< months or years: whole units from `left` to `right` against `duration`
  NodeId duration = kNoNode;
  bool above = false;  ///< whole units: it turns where more than `duration` is reached, not where that is
  std::uint32_t relations = kNothing;  ///< inside a condition on links: into `Policy::relation_lists`; of a derivation:
                                       ///< kNothing, and `clause` tells
  std::uint32_t clause = kNothing;
  ValueId value = kNoId;  ///< the goals are told apart by the text of this value
  bool value_of_other = false;
  std::vector<ValueText> value_texts;
  AmendmentId before = 0;  ///< only amendments before this one change the value
  GoalId goal = kNothing;  ///< just before; then at, just after; then those of the next text of the value
};

struct Option {
  std::uint32_t condition = kNothing;  ///< kNothing: otherwise
  NodeId value = kNoNode;
};

struct Clause {
  std::uint32_t condition = kNothing;  ///< kNothing: always
  NodeId holds = kNoNode;              ///< of a link: the condition, and the other person's outcome
  std::vector<std::pair<RelationId, GoalId>> relations;
};

/// A test, the options of a define, or a derivation, as it governs people.
struct Text {
  NodeId in_force = kNoNode;  ///< kNoNode: for everybody
  Days from = kFirstDay;      ///< from this day on
  NodeId holds = kNoNode, test = kNoNode;
  GoalId held = kNothing;                          ///< rule; the next one: failed
  const std::vector<RelationId>* links = nullptr;  ///< of a define about links: it is read for each of these
  std::uint32_t condition = kNothing;
  std::vector<Option> options;
  NodeId derives_from = kNoNode;  ///< of a link: the other person has an outcome to derive from
  std::vector<Clause> clauses;
  std::vector<Threshold> thresholds;
};

/// A decision or a yes/no define: goal + i is met by `values[i]`.
struct Result {
  NodeId node = kNoNode, in_force = kNoNode;
  std::uint32_t values = 0;
  GoalId goal = kNothing;
  GoalId undetermined = kNothing;
};

struct AmendmentGoals {
  AmendmentId amendment = kNoId;
  GoalId first = kNothing;  ///< reached, not reached, active, out of scope, then one for each exception
};

struct Texts {
  std::vector<Condition> conditions;
  std::vector<std::uint32_t> parts;
  std::vector<Text> texts;
  std::vector<Result> results;
  std::vector<AmendmentGoals> amendments;
  std::vector<std::pair<Days, GoalId>> days;  ///< sorted: a case on this day meets the goal
};

}  // namespace proviso::coverage
