#pragma once

#include <string>
#include <utility>
#include <vector>

#include "interpreter/findings_list.hpp"
#include "interpreter/findings_reasons.hpp"
#include "interpreter/removal.hpp"

// Findings about what rules, outcomes and amendments do. Private to interpreter/findings*.cpp.
namespace proviso {

class Effects {
 public:
  /// All must outlive it.
  Effects(const Program& program, const Shown& shown, const FindingOptions& options, FindingList& list)
      : program_(program), policy_(program.policy), shown_(shown), options_(options), list_(list) {}

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
  template <class Visit>
  void each_text(const Visit& visit) const {
    for (RuleId r = 0; r < policy_.rules.size(); ++r) {
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
  const Shown& shown_;
  const FindingOptions& options_;
  FindingList& list_;
  std::size_t work_ = 0, again_ = 0;
  std::vector<std::vector<Fate>> texts_;         ///< by rule and version
  std::vector<std::vector<char>> nobody_;        ///< by decision and outcome: nobody gets it
  std::vector<char> never_yes_;                  ///< by define
  std::vector<char> idle_amendments_;            ///< by amendment
  std::vector<std::pair<RuleId, RuleId>> same_;  ///< of each pair that is the same
};

/// What ends a finding that was proved.
inline constexpr const char* kProved = "proved for everybody, on every day of the policy";

}  // namespace proviso
