#include "interpreter/conformance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "interpreter/case_refusal.hpp"
#include "interpreter/suite.hpp"

namespace proviso {

namespace {

std::vector<RuleId> carrying_rules(const CaseAnswers& answers) {
  std::vector<RuleId> rules;
  for (const PersonAnswers& person : answers.people) {
    for (const Answer& answer : person.decisions) {
      for (const RuleUse& use : answer.because) rules.push_back(use.rule);
    }
  }
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  return rules;
}

CaseOutcome start(const PreparedCase& prepared) {
  CaseOutcome outcome;
  outcome.id = prepared.id;
  outcome.title = prepared.title;
  outcome.place = prepared.place;
  outcome.diagnostics = prepared.diagnostics;
  if (!prepared.bound) return outcome;
  outcome.as_of = format_date(prepared.bound->value.as_of);
  for (const CasePerson& person : prepared.bound->value.people) outcome.people.push_back(person.id);
  return outcome;
}

}  // namespace

CaseOutcome run_case(const Program& program, PreparedCase& prepared, const SourceSet* sources) {
  using Status = CaseOutcome::Status;
  CaseOutcome outcome = start(prepared);
  const bool refused_as_expected = !prepared.bound && prepared.expect_refusal && !prepared.malformed;
  if (refused_as_expected) return outcome;
  if (!is_ready(prepared)) {
    outcome.status = Status::refused;
    outcome.bad_input = true;
    return outcome;
  }
  const CaseAnswers answers = decide(program, prepared.bound->value);
  if (answers.status != CaseAnswers::Status::decided) {
    report_refusal(program, *prepared.bound, answers, outcome.diagnostics);
    outcome.status = answers.status == CaseAnswers::Status::incomplete ? Status::incomplete
                     : prepared.expect_refusal                         ? Status::passed
                                                                       : Status::refused;
    return outcome;
  }
  outcome.carried = carrying_rules(answers);
  if (prepared.expect_refusal) {
    outcome.status = Status::failed;
    outcome.differences.push_back(
        {"the case", prepared.refusal.empty() ? "refused" : fmt::format("refused: {}", prepared.refusal), "decided"});
    return outcome;
  }
  ComparedCase comparison = compare(program, prepared, answers);
  outcome.reading = std::move(comparison.reading);
  outcome.other_reading = comparison.other_reading;
  outcome.values = std::move(comparison.values);
  outcome.differences = std::move(comparison.differences);
  if (outcome.differences.empty()) return outcome;
  outcome.status = Status::failed;
  if (sources != nullptr)
    outcome.reasons = explain_differences(program, *sources, prepared, answers, outcome.differences);
  return outcome;
}

}  // namespace proviso
