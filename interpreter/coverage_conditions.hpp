#pragma once

#include <unordered_map>
#include <vector>

#include "interpreter/coverage_reach.hpp"

namespace proviso::coverage {

/// Where a condition stands: the item whose test it is, and the text of the policy in which it is read.
struct Reading {
  Goal goal;           ///< item, version, place in force
  Period days;         ///< on which the text may govern
  AmendmentId before;  ///< the amendments before this one have been applied
};

/// Makes the conditions of tests and their goals. A test that is read at several stages of amendment has its goals
/// once.
class ConditionBuilder {
 public:
  ConditionBuilder(const Program& program, Texts& texts, std::vector<Goal>& goals)
      : program_(program), policy_(program.policy), texts_(texts), goals_(goals) {}

  /// Adds the condition; its thresholds go to `text`. `clause`: of the derivation.
  std::uint32_t add(TermId term, const Reading& reading, Text& text, std::uint32_t clause = kNothing);

  /// The node of a term in the text as it stands before an amendment.
  NodeId node(TermId term, AmendmentId before) const;

 private:
  struct At {
    const Reading& reading;
    Text& text;
    std::uint32_t relations, clause;
  };
  std::uint32_t condition(TermId term, const At& at);
  std::uint32_t group(const Term& term, NodeId node, std::uint32_t least, const At& at);
  std::uint32_t link(const Term& term, NodeId node, const At& at);
  std::uint32_t atomic(TermId term, NodeId node, const At& at);
  std::uint32_t append(Condition condition, const std::vector<std::uint32_t>& parts);
  GoalId condition_goals(TermId term, NodeId node, const Reading& reading);

  void add_threshold(TermId term, const At& at);
  void set_sides(const Term& comparison, const Reading& reading, Threshold& threshold) const;
  void find_value(TermId term, AmendmentId before, Threshold& threshold, bool& several) const;
  GoalId threshold_goals(TermId term, const Reading& reading, const Threshold& threshold);
  Range distances(const Term& comparison, const Reach& reach, const Threshold& threshold) const;

  const Program& program_;
  const Policy& policy_;
  Texts& texts_;
  std::vector<Goal>& goals_;
  std::unordered_map<TermId, GoalId> known_conditions_, known_thresholds_;
};

inline constexpr std::string_view kNeverInForce = "its text is in force on no day of the policy";
inline constexpr std::string_view kAlwaysSame = "it is the same in every case";
inline constexpr std::string_view kOutOfReach = "there is no such day or number";
inline constexpr std::string_view kForInformation = "told for information";

}  // namespace proviso::coverage
