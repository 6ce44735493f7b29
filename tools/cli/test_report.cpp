#include "tools/cli/test_report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace proviso::cli {

using Status = CaseOutcome::Status;

TestCounts count_outcomes(const TestRun& run) {
  TestCounts counts;
  for (const CaseOutcome& outcome : run.outcomes) {
    counts.passed += outcome.status == Status::passed;
    counts.failed += outcome.status == Status::failed;
    counts.refused += outcome.status == Status::refused;
    counts.incomplete += outcome.status == Status::incomplete;
    counts.other_reading += outcome.status == Status::passed && outcome.other_reading;
  }
  counts.not_run = run.selected.size() - run.outcomes.size();
  return counts;
}

TestCounts count_outcomes(const TestRuns& runs) {
  TestCounts all;
  for (const auto& run : runs) {
    const TestCounts one = count_outcomes(*run);
    all.passed += one.passed;
    all.failed += one.failed;
    all.refused += one.refused;
    all.incomplete += one.incomplete;
    all.other_reading += one.other_reading;
    all.not_run += one.not_run;
  }
  return all;
}

const char* status_word(Status status) {
  switch (status) {
    case Status::passed:
      return "passed";
    case Status::failed:
      return "failed";
    case Status::refused:
      return "refused";
    case Status::incomplete:
      return "incomplete";
  }
  return "";
}

std::string plural(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string place_words(const SourceSet& sources, Span place) {
  return fmt::format("{}:{}", sources.path(place.file), sources.position(place.file, place.begin).line);
}

std::string aspect_words(const TestRun& run, const Difference& difference) {
  const std::string result = difference.result ? result_name(run.rules(), *difference.result) : std::string();
  switch (difference.of) {
    case Difference::Of::whole_case:
      return difference.subject;
    case Difference::Of::value:
      return result;
    case Difference::Of::missing:
      return result + " missing";
    case Difference::Of::possible:
      return result + " possible";
    case Difference::Of::because:
      return "because";
    case Difference::Of::derived_from:
      return "derived from";
  }
  return {};
}

std::string part_heading(const DifferenceReason& reason, const ReasonPart& part) {
  if (reason.result.empty()) return fmt::format("{}: {}", reason.person, part.heading);
  return fmt::format("{} of {}: {}", reason.result, reason.person, part.heading);
}

std::vector<std::string> idle_rules(const TestRun& run, std::size_t& all) {
  const std::vector<Rule>& rules = run.rules().rules;
  std::vector<char> carried(rules.size(), 0);
  for (const CaseOutcome& outcome : run.outcomes) {
    for (const RuleId rule : outcome.carried) carried[rule] = 1;
  }
  std::vector<std::string> names;
  all = 0;
  for (RuleId rule = 0; rule < rules.size(); ++rule) {
    // An exception carries nothing: it takes away what would.
    if (rules[rule].kind == syntax::RuleKind::exception) continue;
    ++all;
    if (carried[rule] == 0) names.push_back(rules[rule].name);
  }
  return names;
}

}  // namespace proviso::cli
