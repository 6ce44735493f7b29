#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/findings_list.hpp"
#include "interpreter/findings_reasons.hpp"
#include "interpreter/policy_parts.hpp"
#include "interpreter/removal.hpp"

// Findings about what rules, outcomes and amendments do. Private to interpreter/findings*.cpp.
namespace proviso {

/// What may be spent, and was spent, over all parts of a policy.
struct Efforts {
  Effort proofs, telling;
  std::size_t again = 0;  ///< proofs that were tried once more
};

class Effects {
 public:
  /// All must outlive it. `part`: what of the program is examined; nothing: all of it.
  Effects(const Program& program, const PolicyPart* part, const Shown& shown, const FindingOptions& options,
          Efforts& efforts, FindingList& list)
      : program_(program),
        policy_(program.policy),
        part_(part),
        shown_(shown),
        options_(options),
        efforts_(efforts),
        list_(list) {}

  void run();

 private:
  enum class Fate : std::uint8_t {
    acts,
    never,  ///< it holds for nobody
    idle,   ///< without it everybody is decided alike
    moot,   ///< likewise, since something else does nothing: no finding of its own
  };

  // what holds of nobody (findings_effects.cpp)
  void find_never();
  void never_holding();
  std::vector<Verdict> prove(const std::vector<Claim>& claims);
  Verdict without_effect(const Removal& removal, NodeId where);
  bool somebody_tells_apart(const Program& other, NodeId where);

  // rules (findings_rules.cpp)
  void find_idle();
  void examine(const RuleText& text);
  bool is_moot(const RuleText& text) const;
  void tell_rules();
  void tell_never(const RuleText& text);
  void tell_idle(const RuleText& text);
  void find_same();
  bool may_be_same(RuleId a, RuleId b) const;
  bool is_idle(RuleId rule) const;
  std::string text_words(const RuleText& text) const;
  const RuleVersion& version(const RuleText& text) const { return policy_.rules[text.rule].versions[text.version]; }
  bool examines(const std::vector<char> PolicyPart::*table, std::uint32_t id) const {
    return part_ == nullptr || (part_->*table)[id] != 0;
  }
  template <class Visit>
  void each_text(const Visit& visit) const {
    for (RuleId r = 0; r < policy_.rules.size(); ++r) {
      if (!examines(&PolicyPart::rules, r)) continue;
      for (std::uint32_t v = 0; v < policy_.rules[r].versions.size(); ++v) visit(RuleText{r, v});
    }
  }

  // outcomes, definitions, what is impossible (findings_outcomes.cpp)
  void tell_outcomes();
  void tell_outcome(DecisionId decision, std::uint32_t outcome);
  void tell_defines();
  void find_impossibles();

  // amendments (findings_amendments.cpp)
  void find_amendments();
  void find_changes(AmendmentId id);

  const Program& program_;
  const Policy& policy_;
  const PolicyPart* part_;
  const Shown& shown_;
  const FindingOptions& options_;
  Efforts& efforts_;
  FindingList& list_;
  std::map<NodeId, std::optional<Case>> somebody_;  ///< of whom a node holds, if somebody was found
  std::vector<std::vector<Fate>> texts_;            ///< by rule and version
  std::vector<std::vector<char>> nobody_;           ///< by decision and outcome: nobody gets it
  std::vector<char> never_yes_;                     ///< by define
  std::vector<char> idle_amendments_;               ///< by amendment
  std::vector<std::pair<RuleId, RuleId>> same_;     ///< of each pair that is the same
};

/// What ends a finding that was proved.
inline constexpr const char* kProved = "proved for everybody, on every day of the policy";

}  // namespace proviso
