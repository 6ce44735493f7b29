#pragma once

#include <string>
#include <vector>

#include "interpreter/explain.hpp"
#include "interpreter/explain_conditions.hpp"

namespace proviso {

/// Tells what became of rules, outcomes and amendments for one person at a time.
class RuleExplainer {
 public:
  /// Both must outlive the explainer. `answers` are those of the reader's case.
  RuleExplainer(ConditionReader& reader, const CaseAnswers& answers);

  ExplainedRule rule(RuleId rule, std::uint32_t person);
  ExplainedOutcome outcome(DecisionId decision, std::uint32_t outcome, std::uint32_t person);
  ExplainedAmendment amendment(AmendmentId amendment, std::uint32_t person);

  /// The text of a rule that is in force for the person, else the first that may be, else kNoId.
  std::uint32_t governing_rule(RuleId rule, std::uint32_t person) const;
  /// The version of a decision that governs the person.
  const DecisionVersion& governing_decision(DecisionId decision, std::uint32_t person) const;
  std::vector<ExplainedCitation> citations(const Heading& heading) const;
  /// A person's own reason for an outcome, in a few words: "ground `x` (label)".
  std::string reason(DecisionId decision, std::uint32_t person) const;

 private:
  void add_exceptions(RuleId rule, std::uint32_t person, ExplainedRule& out);
  void add_links(RuleId rule, std::uint32_t version, std::uint32_t person, ExplainedRule& out);
  ExplainedLink link(RuleId rule, std::uint32_t version, std::size_t clause, std::uint32_t link);
  std::string period(const Period& period) const;

  ConditionReader& reader_;
  const CaseAnswers& answers_;
  const Program& program_;
  const Policy& policy_;
  std::vector<std::vector<RuleId>> exceptions_to_;  ///< by rule: exceptions of which some text names it
};

}  // namespace proviso
