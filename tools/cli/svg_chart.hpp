#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Charts as SVG inside a page: no scripts, and the colours of the page. Each says its numbers in words too.
namespace proviso::cli {

struct ChartBar {
  std::string label;
  std::string text;                      ///< the number as it is shown: "1 204", "fewer than 5"
  std::optional<std::uint64_t> value{};  ///< nothing: it is not shown, and the bar is empty
};
/// Bars from left to right, one below the other. `title` tells what they show, to those who cannot see them too.
/// `id` tells the charts of a page apart. Empty if there are no bars.
std::string svg_bars(const std::string& id, const std::string& title, const std::vector<ChartBar>& bars);

/// One square for each pair, darker where there are more; those who stay stand on the diagonal.
struct ChartMatrix {
  std::vector<std::string> labels;             ///< of rows (before) and columns (after)
  std::vector<std::vector<ChartBar>> cells{};  ///< [before][after]; their labels are not shown
};
std::string svg_matrix(const std::string& id, const std::string& title, const ChartMatrix& matrix);

}  // namespace proviso::cli
