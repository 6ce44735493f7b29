#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/evaluate.hpp"
#include "interpreter/program.hpp"

// How much of a policy its conformance cases show. Every measure is a list of goals; a goal is met by the first decided
// case in which somebody shows it. What is measured, and how to check it by hand, is in `docs/coverage.md`.
//
// Conditions are measured by masking MC/DC: an atomic condition is shown to decide if, with the values of all others as
// they are, changing it alone changes the whole test (J. J. Chilenski, S. P. Miller: Applicability of modified
// condition/decision coverage to software testing, Software Engineering Journal 9(5), 1994; masking: J. J. Chilenski,
// An Investigation of Three Forms of the MC/DC Criterion, DOT/FAA/AR-01/18, 2001; K. J. Hayhurst and others, A
// Practical Tutorial on MC/DC, NASA/TM-2001-210876). It must be shown while it is true and while it is false.
namespace proviso {

enum class GoalKind : std::uint8_t { rule, derivation, condition, outcome, threshold, day, amendment };
inline constexpr std::size_t kGoalKinds = 7;

enum class GoalItem : std::uint8_t { rule, define, decision, amendment, set, value, fact };

enum class Wanted : std::uint8_t {
  held,           ///< rule: the text is in force for somebody and the rule holds
  failed,         ///< rule: the text is in force for somebody and its test does not hold
  derived,        ///< derivation: somebody obtains the outcome over a link of relation `part`
  decides_true,   ///< condition `term`: true, and changing it alone would change the whole test
  decides_false,  ///< likewise while it is false
  obtained,       ///< decision or define: its value is `value`
  undetermined,   ///< decision: what is known of somebody does not settle it
  just_before,    ///< threshold `term`: somebody is one day (or one) below the point where the test turns
  at,
  just_after,
  reached,       ///< amendment: its day has come
  not_reached,   ///< amendment: its day has not come
  active,        ///< amendment: its day has come and it applies to somebody
  out_of_scope,  ///< amendment: its day has come and its scope does not hold for somebody
  spared,        ///< amendment: it would apply to somebody but for the exception `part`
};

/// One thing that some case should show.
struct Goal {
  GoalKind kind = GoalKind::rule;
  Wanted wanted = Wanted::held;
  GoalItem item = GoalItem::rule;
  std::uint32_t ref = kNoId;      ///< the item, in its table
  std::uint32_t version = kNoId;  ///< of the item
  TermId term = kNoId;            ///< condition, threshold
  std::uint32_t part = kNoId;     ///< derived: RelationId; spared: RuleId; threshold: the ValueId whose text `value` is
  Value value = kNone;            ///< obtained: the outcome; day: the day; threshold: what the value `part` is
  bool last_day = false;          ///< day: the last one of a period; else the first one
  NodeId in_force = kNoNode;      ///< of a person: the text governs; kNoNode: everybody
  Span span;
  std::string_view not_counted;  ///< why it is not counted; empty: it is

  bool counted() const { return not_counted.empty(); }
};

namespace coverage {
struct Texts;
}

/// The goals of a program, and how to see in an evaluated case which of them it meets. Immutable: threads may share it.
class CoveragePlan {
 public:
  /// `program` must outlive the plan.
  explicit CoveragePlan(const Program& program);
  ~CoveragePlan();

  const Program& program() const { return program_; }
  const std::vector<Goal>& goals() const { return goals_; }
  const coverage::Texts& texts() const { return *texts_; }

 private:
  const Program& program_;
  std::vector<Goal> goals_;
  std::unique_ptr<coverage::Texts> texts_;
};

inline constexpr std::uint32_t kNoCase = ~std::uint32_t{0};

/// What cases show: for each goal the first of them. One for each thread; in the end they are merged.
class CoverageCollector {
 public:
  /// `plan` must outlive the collector.
  explicit CoverageCollector(const CoveragePlan& plan);

  /// Adds a decided case, the `number`th of the suite. `c.sets` may grow.
  void add(Case& c, std::uint32_t number);
  /// The same with an evaluation of the case that was run.
  void add(const Case& c, const Evaluation& evaluation, std::uint32_t number);
  void merge(const CoverageCollector& other);

  /// By goal: the number of the first case that meets it, or kNoCase.
  const std::vector<std::uint32_t>& first_cases() const { return first_; }

 private:
  const CoveragePlan& plan_;
  std::vector<std::uint32_t> first_;
};

struct CoverageTotal {
  std::size_t met = 0;
  std::size_t all = 0;
  std::size_t not_counted = 0;  ///< goals that cannot be met, or are told for information
};

/// The coverage of a suite. A goal's first case is at the goal's index in `first_cases`.
struct Coverage {
  std::vector<std::uint32_t> order;  ///< indices of goals: by kind, then in the order of the policy
  std::vector<std::uint32_t> first_cases;
  std::array<CoverageTotal, kGoalKinds> totals = {};
  CoverageTotal total;
};
Coverage coverage_of(const CoveragePlan& plan, const CoverageCollector& collector);

}  // namespace proviso
