#include <fmt/format.h>

#include <numeric>

#include "tools/cli/markup.hpp"
#include "tools/cli/test_report.hpp"
#include "tools/cli/test_selection.hpp"

namespace proviso::cli {

namespace {

using Status = CaseOutcome::Status;

constexpr std::size_t kColumns = 100;

double sum(const std::vector<double>& seconds) { return std::accumulate(seconds.begin(), seconds.end(), 0.0); }

std::string counts_text(const TestCounts& counts, double seconds) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\"", counts.all(), counts.failed,
                     counts.refused + counts.incomplete, seconds);
}

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, markup(value));
}

/// What the message attribute says: the first difference, or the first message.
std::string first_words(const CaseOutcome& outcome) {
  if (!outcome.differences.empty()) {
    const Difference& d = outcome.differences.front();
    return fmt::format("{}: expected {}, actual {}", d.subject, d.expected, d.actual);
  }
  const auto messages = outcome.diagnostics.sorted();
  return messages.empty() ? status_word(outcome.status) : messages.front().message;
}

std::string case_text(const TestRun& run, const CaseOutcome& outcome, double seconds) {
  std::string text = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                                 markup(run.sources().path(outcome.place.file)),
                                 markup(case_name(outcome.id, outcome.title)), seconds);
  if (outcome.status == Status::passed) return text + "/>\n";
  const char* element = outcome.status == Status::failed ? "failure" : "error";
  return text + fmt::format(">\n      <{} message=\"{}\" type=\"{}\">{}\n{}</{}>\n    </testcase>\n", element,
                            markup(first_words(outcome)), status_word(outcome.status),
                            markup(place_words(run.sources(), outcome.place)),
                            markup_lines(failure_text(run, outcome, kColumns, false)), element);
}

/// What is wrong with a file as a whole has no case of its own; a build server should show it all the same.
std::string messages_text(const TestRun& run) {
  std::string text;
  for (const Diagnostic& d : run.diagnostics.sorted())
    text += fmt::format("{}: {}: {}\n", place_words(run.sources(), d.primary.span), code(d.kind), d.message);
  return text.empty() ? text : "    <system-err>" + markup_lines(text) + "</system-err>\n";
}

}  // namespace

std::string test_junit(const TestRuns& runs) {
  double seconds = 0;
  for (const auto& run : runs) seconds += sum(run->seconds);
  std::string text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"proviso test\" {}>\n",
                                 counts_text(count_outcomes(runs), seconds));
  for (const auto& run : runs) {
    text += fmt::format("  <testsuite name=\"{}\" {}>\n    <properties>\n", markup(run->rules().name),
                        counts_text(count_outcomes(*run), sum(run->seconds)));
    text += property("program", "proviso " PROVISO_VERSION) + property("rules", run->rules().digest) +
            property("cases", run->cases_digest) + "    </properties>\n";
    for (std::size_t i = 0; i < run->outcomes.size(); ++i) text += case_text(*run, run->outcomes[i], run->seconds[i]);
    text += messages_text(*run) + "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace proviso::cli
