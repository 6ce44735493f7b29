#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "tools/cli/markup.hpp"
#include "tools/cli/test_report.hpp"
#include "tools/cli/test_selection.hpp"

namespace proviso::cli {

namespace {

using Status = CaseOutcome::Status;

constexpr std::size_t kColumns = 100;

double sum(const std::vector<double>& seconds) { return std::accumulate(seconds.begin(), seconds.end(), 0.0); }

/// What a suite holds. Beside the cases, messages about the files are a test of their own: a file that cannot be read
/// has no case that could fail, and the build server should show it all the same.
struct SuiteCounts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
  double seconds = 0;

  explicit SuiteCounts(const TestRun& run) : seconds(sum(run.seconds)) {
    const TestCounts counts = count_outcomes(run);
    tests = counts.all() + counts.not_run + (run.diagnostics.empty() ? 0 : 1);
    failures = counts.failed;
    errors = counts.refused + counts.incomplete + (run.diagnostics.has_errors() ? 1 : 0);
    skipped = counts.not_run;
  }
  SuiteCounts() = default;
  void add(const SuiteCounts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
    skipped += other.skipped;
    seconds += other.seconds;
  }
  std::string text() const {
    return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\"", tests, failures, errors, seconds);
  }
};

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

std::string test_begin(const TestRun& run, Span place, std::string_view name, double seconds) {
  return fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                     markup(run.sources().path(place.file)), markup(name), seconds);
}

std::string case_text(const TestRun& run, const CaseOutcome& outcome, double seconds) {
  const std::string begin = test_begin(run, outcome.place, case_name(outcome.id, outcome.title), seconds);
  if (outcome.status == Status::passed) return begin + "/>\n";
  const char* element = outcome.status == Status::failed ? "failure" : "error";
  return begin + fmt::format(">\n      <{} message=\"{}\" type=\"{}\">{}\n{}</{}>\n    </testcase>\n", element,
                             markup(first_words(outcome)), status_word(outcome.status),
                             markup(place_words(run.sources(), outcome.place)),
                             markup_lines(failure_text(run, outcome, kColumns, false)), element);
}

std::string not_run_text(const TestRun& run, const PreparedCase& prepared) {
  return test_begin(run, prepared.place, case_name(prepared.id, prepared.title), 0) +
         ">\n      <skipped message=\"not run: the run was stopped before\"/>\n    </testcase>\n";
}

std::string messages_text(const TestRun& run) {
  const std::vector<Diagnostic> messages = run.diagnostics.sorted();
  if (messages.empty()) return {};
  std::string text;
  for (const Diagnostic& d : messages)
    text += fmt::format("{}: {}: {}\n", place_words(run.sources(), d.primary.span), code(d.kind), d.message);
  const std::string begin = test_begin(run, messages.front().primary.span, "messages about the files", 0) + ">\n";
  const std::string end = "    </testcase>\n";
  if (!run.diagnostics.has_errors()) return begin + "      <system-err>" + markup_lines(text) + "</system-err>\n" + end;
  const auto error = std::find_if(messages.begin(), messages.end(),
                                  [](const Diagnostic& d) { return info(d.kind).severity == Severity::error; });
  return begin +
         fmt::format("      <error message=\"{}\" type=\"{}\">{}</error>\n", markup(error->message), code(error->kind),
                     markup_lines(text)) +
         end;
}

std::string suite_text(const TestRun& run) {
  const SuiteCounts counts(run);
  std::string text = fmt::format("  <testsuite name=\"{}\" {} skipped=\"{}\">\n    <properties>\n",
                                 markup(run.rules().name), counts.text(), counts.skipped);
  text += property("program", "proviso " PROVISO_VERSION) + property("rules", run.rules().digest) +
          property("cases", run.cases_digest) + "    </properties>\n" + messages_text(run);
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) text += case_text(run, run.outcomes[i], run.seconds[i]);
  for (std::size_t i = run.outcomes.size(); i < run.selected.size(); ++i)
    text += not_run_text(run, run.suite.cases[run.selected[i]]);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string test_junit(const TestRuns& runs) {
  SuiteCounts all;
  std::string suites;
  for (const auto& run : runs) {
    all.add(SuiteCounts(*run));
    suites += suite_text(*run);
  }
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"proviso test\" {}>\n",
                     all.text()) +
         suites + "</testsuites>\n";
}

}  // namespace proviso::cli
