#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/claims.hpp"
#include "interpreter/findings.hpp"
#include "interpreter/findings_shown.hpp"

namespace proviso {

/// One text of a rule.
struct RuleText {
  RuleId rule = kNoId;
  std::uint32_t version = 0;
  friend auto operator<=>(const RuleText&, const RuleText&) = default;
};

/// Why a rule that holds changes nothing.
struct Reasons {
  std::vector<RuleText> others;  ///< without these it would
  bool complete = false;         ///< whenever it holds, one of these holds too
  std::string example;           ///< somebody for whom it holds, with what was decided; empty if none was found
};

/// REQUIRES: without this text everybody is decided alike.
Reasons reasons_of(const Program& program, const Shown& shown, const RuleText& text, const FindingOptions& options,
                   Effort& effort);

/// "For example, on 2024-01-01 anna { poor yes }: `rich` holds for anna, and `grant` is `full`, because of `poor`."
/// Whoever is made up is decided first. Empty if there is nobody.
std::string example_of(const Program& program, std::optional<Somebody> somebody, NodeId holds,
                       const std::string& holds_words, std::optional<DecisionId> decision,
                       const FindingOptions& options, Effort& effort);

/// Somebody of whom the node holds: of the cases, or found.
std::optional<Somebody> somebody_with(const Program& program, const Shown& shown, NodeId holds,
                                      const FindingOptions& options, Effort& effort);

/// The case with something for what is still unknown, so that there is an answer; as it is, if that cannot be.
Case filled(const Program& program, const Case& c);

/// The decision that a rule is about: of the rules that it switches off, if it is an exception.
std::optional<DecisionId> decision_of(const Policy& policy, const RuleText& text);

}  // namespace proviso
