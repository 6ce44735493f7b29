#pragma once

#include <string>
#include <vector>

#include "interpreter/conformance.hpp"
#include "interpreter/coverage.hpp"
#include "tools/cli/coverage_report.hpp"

namespace proviso::cli {

/// The coverage of the cases of one policy that ran.
class TestCoverage {
 public:
  /// `program` must outlive the coverage.
  explicit TestCoverage(const Program& program) : plan_(program), collector_(plan_) {}

  /// Adds the next case of the suite with its outcome; one that was refused, or not decided, shows nothing.
  void add(PreparedCase& prepared, const CaseOutcome& outcome);
  /// Adds one more case, which can be decided.
  void add(Case& c) { collector_.add(c, static_cast<std::uint32_t>(names_.size())); }
  const CoveragePlan& plan() const { return plan_; }
  /// Of each goal: whether some case meets it.
  std::vector<char> met() const;
  void finish() { coverage_ = coverage_of(plan_, collector_); }

  /// After `finish`. `sources` and the coverage must outlive the view.
  CoverageView view(const SourceSet& sources) const { return {sources, plan_, coverage_, names_}; }

 private:
  CoveragePlan plan_;
  CoverageCollector collector_;
  Coverage coverage_;
  std::vector<std::string> names_;
};

}  // namespace proviso::cli
