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

void add_decisions(const Policy& policy, std::uint32_t person, std::vector<Question>& questions) {
  for (DecisionId d = 0; d < policy.decisions.size(); ++d) questions.push_back({person, {true, d}, false});
}

// What must be answered to compare with what is expected.
std::vector<Question> questions_of(const Policy& policy, const PreparedCase& prepared) {
  std::vector<Question> questions;
  for (const ExpectedPerson& expected : prepared.people) {
    bool decisions = false;
    for (const ExpectedValue& value : expected.values) {
      questions.push_back({expected.person, value.result, value.missing.has_value()});
      decisions = decisions || value.result.is_decision;
    }
    const bool reasons = !expected.because.empty() || expected.derived_from;
    if (reasons && !decisions) add_decisions(policy, expected.person, questions);
  }
  for (const ExpectedReading& reading : prepared.readings) {
    for (const auto& item : reading.items) questions.push_back({item.person, item.result, false});
  }
  std::sort(questions.begin(), questions.end());
  questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
  return questions;
}

std::string expected_refusal(const PreparedCase& prepared) {
  return prepared.refusal.empty() ? "refused" : fmt::format("refused: {}", prepared.refusal);
}

std::string refused_by(const Program& program, const CaseAnswers& answers) {
  std::string names;
  for (const std::uint32_t i : answers.impossibles) {
    names += fmt::format("{}{}", names.empty() ? ": " : ", ", program.policy.impossibles[i].heading.name);
  }
  return "refused" + names;
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

// That the case is refused is not enough where it says by what.
bool is_refused_as_expected(const PreparedCase& prepared, const CaseAnswers& answers) {
  if (!prepared.expect_refusal || answers.status == CaseAnswers::Status::incomplete) return false;
  return std::includes(answers.impossibles.begin(), answers.impossibles.end(), prepared.impossibles.begin(),
                       prepared.impossibles.end());
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
  CaseAnswers answers = decide(program, prepared.bound->value);
  const bool all = answers.status != CaseAnswers::Status::incomplete;
  if (!all) answers = decide_only(program, prepared.bound->value, questions_of(program.policy, prepared));
  if (answers.status != CaseAnswers::Status::decided) {
    report_refusal(program, *prepared.bound, answers, outcome.diagnostics);
    outcome.status = answers.status == CaseAnswers::Status::incomplete ? Status::incomplete
                     : is_refused_as_expected(prepared, answers)       ? Status::passed
                     : prepared.expect_refusal                         ? Status::failed
                                                                       : Status::refused;
    if (outcome.status == Status::failed)
      outcome.differences.push_back({"the case", expected_refusal(prepared), refused_by(program, answers)});
    return outcome;
  }
  outcome.carried = carrying_rules(answers);
  if (prepared.expect_refusal) {
    outcome.status = Status::failed;
    outcome.differences.push_back({"the case", expected_refusal(prepared), "decided"});
    return outcome;
  }
  ComparedCase comparison = compare(program, prepared, answers);
  outcome.reading = std::move(comparison.reading);
  outcome.other_reading = comparison.other_reading;
  outcome.values = std::move(comparison.values);
  outcome.differences = std::move(comparison.differences);
  if (outcome.differences.empty()) return outcome;
  outcome.status = Status::failed;
  if (sources != nullptr && all)
    outcome.reasons = explain_differences(program, *sources, prepared, answers, outcome.differences);
  return outcome;
}

bool still_passes(const Program& program, PreparedCase& prepared) {
  if (!is_ready(prepared)) return prepared.expect_refusal && !prepared.bound && !prepared.malformed;
  using Status = CaseAnswers::Status;
  const CaseAnswers answers = decide_only(program, prepared.bound->value, questions_of(program.policy, prepared));
  if (answers.status != Status::decided) return is_refused_as_expected(prepared, answers);
  return !prepared.expect_refusal && compare(program, prepared, answers).differences.empty();
}

}  // namespace proviso
