#pragma once

#include <string>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/conformance.hpp"
#include "interpreter/program.hpp"

namespace proviso::cli {

/// The run of one policy's cases.
struct TestRun {
  const SourceSet* sources = nullptr;
  const Program* program = nullptr;
  std::vector<CaseOutcome> outcomes;
};

struct TestCounts {
  std::size_t passed = 0, failed = 0, refused = 0, incomplete = 0, other_reading = 0;
  std::size_t all() const { return passed + failed + refused + incomplete; }
};
TestCounts count_outcomes(const std::vector<TestRun>& runs);

/// What did not pass, each with expected and actual, then the counts and, if wanted, which rules no case reached.
std::string test_text(const std::vector<TestRun>& runs, bool with_coverage, bool color);
/// `proviso.test/1`
std::string test_json(const std::vector<TestRun>& runs);
/// The report format that build servers read.
std::string test_junit(const std::vector<TestRun>& runs);

}  // namespace proviso::cli
