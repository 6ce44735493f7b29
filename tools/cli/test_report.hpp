#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/conformance.hpp"
#include "tools/cli/coverage_report.hpp"
#include "tools/cli/mutation_report.hpp"
#include "tools/cli/test_run.hpp"

// The reports of `proviso test`, each a function from what ran to a text. But for times, none depends on anything else.
namespace proviso::cli {

using TestRuns = std::vector<std::unique_ptr<TestRun>>;

struct TextReport {
  bool with_rules = true;  ///< tell which rules carried nothing; not of a selection
  bool color = false;
  std::size_t columns = 100;
  std::optional<double> seconds = {};          ///< that the run took
  std::size_t survivors = kSurvivorsShown;     ///< so many of the changes that no case notices
  std::size_t coverage_places = kPlacesShown;  ///< of what is not covered, so many lines of the rules
};
/// What did not pass, each with expected and actual side by side and the reasons; then the counts and stamps.
std::string test_text(const TestRuns& runs, const TextReport& options);
/// `proviso.test/1`
std::string test_json(const TestRuns& runs);
/// JUnit XML, which build servers read.
std::string test_junit(const TestRuns& runs);
/// RFC 4180, one row a case; no cell is a formula to a spreadsheet.
std::string test_csv(const TestRuns& runs);
/// One page without scripts, to read and to print.
std::string test_html(const TestRuns& runs);

// -- What the reports share

struct TestCounts {
  std::size_t passed = 0, failed = 0, refused = 0, incomplete = 0, other_reading = 0, not_run = 0;
  std::size_t all() const { return passed + failed + refused + incomplete; }
};
TestCounts count_outcomes(const TestRuns& runs);
TestCounts count_outcomes(const TestRun& run);

const char* status_word(CaseOutcome::Status status);
/// "3 cases", "1 case"
std::string plural(std::size_t count, const char* one);
/// "rules/grounds.proviso:12"
std::string place_words(const SourceSet& sources, Span place);
/// The part of a failure that a difference is about, beside the person: "card missing", "because", "the case".
std::string aspect_words(const TestRun& run, const Difference& difference);
/// "card of anna: why it is full"
std::string part_heading(const DifferenceReason& reason, const ReasonPart& part);
/// The rules that carried no decision in any case that ran, and how many could.
std::vector<std::string> idle_rules(const TestRun& run, std::size_t& all);
/// The differences and reasons, or messages, of a case that did not pass, as lines of text.
std::string failure_text(const TestRun& run, const CaseOutcome& outcome, std::size_t columns, bool color);

}  // namespace proviso::cli
