#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/coverage.hpp"

// The coverage of a suite for people and programs. What is measured is in docs/coverage.md.
namespace proviso::cli {

/// What the reports read. All must outlive it.
struct CoverageView {
  const SourceSet& sources;
  const CoveragePlan& plan;
  const Coverage& coverage;
  std::vector<std::string> case_names;  ///< by number
};

inline constexpr std::size_t kPlacesShown = 10;

/// A table of the measures, then the lines of the rules at which something is not shown, those with most first: at most
/// `max_places` of them.
std::string coverage_text(const CoverageView& view, std::size_t max_places, std::size_t columns);

/// "66 %", never 100 while anything is open; nothing if there is nothing to show.
std::string share_shown(const CoverageTotal& total);

/// The member `coverage` of `proviso.test/1`.
nlohmann::ordered_json coverage_json(const CoverageView& view);

/// A line of the rules with goals.
struct CoveredLine {
  FileId file = 0;
  std::uint32_t line = 1;
  std::size_t met = 0, all = 0;
  std::vector<std::string> open;  ///< what no case shows, in words; not longer than `all` - `met`
};
/// Every line with a goal that is counted, by file and line.
std::vector<CoveredLine> coverage_lines(const CoverageView& view);

}  // namespace proviso::cli
