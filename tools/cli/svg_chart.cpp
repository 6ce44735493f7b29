#include "tools/cli/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "interpreter/text_page.hpp"
#include "tools/cli/markup.hpp"

namespace proviso::cli {

namespace {

constexpr int kWidth = 720, kRow = 30, kBar = 18, kLabelWidth = 240, kTextWidth = 110;
constexpr std::size_t kLabelColumns = 28, kHeadColumns = 12;
constexpr int kCellWidth = 96, kCellHeight = 40, kHead = 28;

/// The first columns of a label that is too long for its place.
std::string shortened(const std::string& label, std::size_t most) {
  if (columns(label) <= most) return label;
  std::size_t at = 0, count = 0;
  for (; count + 1 < most; ++count) {
    ++at;
    while (at < label.size() && (static_cast<unsigned char>(label[at]) & 0xC0) == 0x80) ++at;
  }
  return label.substr(0, at) + "…";
}

std::string begin_svg(const std::string& id, const std::string& title, const std::string& words, int width,
                      int height) {
  return fmt::format(
      "<svg class=\"chart\" width=\"{0}\" viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"{2}-title "
      "{2}-words\">\n<title "
      "id=\"{2}-title\">{3}</title>\n<desc id=\"{2}-words\">{4}</desc>\n",
      width, height, markup(id), markup(title), markup(words));
}

std::string text_at(double x, double y, std::string_view anchor, std::string_view words, std::string_view more = {}) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y, anchor, more,
                     markup(words));
}

std::uint64_t greatest(const std::vector<ChartBar>& bars) {
  std::uint64_t most = 0;
  for (const ChartBar& bar : bars) most = std::max(most, bar.value.value_or(0));
  return most;
}

}  // namespace

std::string svg_bars(const std::string& id, const std::string& title, const std::vector<ChartBar>& bars) {
  if (bars.empty()) return {};
  const double most = static_cast<double>(std::max<std::uint64_t>(greatest(bars), 1));
  std::string words, body;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const ChartBar& bar = bars[i];
    words += (i == 0 ? "" : "; ") + fmt::format("{}: {}", bar.label, bar.text);
    const double top = static_cast<double>(i) * kRow, middle = top + kRow / 2.0 + 5;
    body += text_at(kLabelWidth - 10, middle, "end", shortened(bar.label, kLabelColumns));
    const double length = static_cast<double>(bar.value.value_or(0)) / most * (kWidth - kLabelWidth - kTextWidth);
    // Somebody is never shown as nobody.
    const double drawn = bar.value && *bar.value > 0 ? std::max(length, 1.0) : 0;
    body += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{}\"/>\n",
                        bar.value ? "bar" : "hidden", kLabelWidth, top + (kRow - kBar) / 2.0, bar.value ? drawn : 24.0,
                        kBar);
    body += text_at(kLabelWidth + (bar.value ? drawn : 24.0) + 8, middle, "start", bar.text);
  }
  return begin_svg(id, title, words, kWidth, static_cast<int>(bars.size()) * kRow) + body + "</svg>\n";
}

std::string svg_matrix(const std::string& id, const std::string& title, const ChartMatrix& matrix) {
  const std::size_t size = matrix.labels.size();
  if (size == 0) return {};
  // What stays would hide what moves, so each is measured against its own kind.
  std::uint64_t stays = 1, moves = 1;
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j < size; ++j) {
      std::uint64_t& most = i == j ? stays : moves;
      most = std::max(most, matrix.cells[i][j].value.value_or(0));
    }
  }
  std::string words, body = text_at(kLabelWidth - 10, kHead - 8, "end", "before ↓  after →");
  for (std::size_t i = 0; i < size; ++i) {
    const double top = kHead + static_cast<double>(i) * kCellHeight, middle = top + kCellHeight / 2.0 + 5;
    body += text_at(kLabelWidth - 10, middle, "end", shortened(matrix.labels[i], kLabelColumns));
    body += text_at(kLabelWidth + (static_cast<double>(i) + 0.5) * kCellWidth, kHead - 8, "middle",
                    shortened(matrix.labels[i], kHeadColumns));
    for (std::size_t j = 0; j < size; ++j) {
      const ChartBar& cell = matrix.cells[i][j];
      const double value = static_cast<double>(cell.value.value_or(0));
      // Square roots, so that few among many are seen; at most light enough that the number stands out.
      const double shade = 0.28 * std::sqrt(value / static_cast<double>(i == j ? stays : moves));
      const double left = kLabelWidth + static_cast<double>(j) * kCellWidth;
      body += fmt::format(
          "<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{}\" height=\"{}\" fill-opacity=\"{:.2f}\"/>\n",
          i == j ? "stays" : "moves", left, top, kCellWidth - 2, kCellHeight - 2, shade);
      body += text_at(left + kCellWidth / 2.0 - 1, middle, "middle", cell.text);
      if (cell.value != std::uint64_t{0})
        words +=
            fmt::format("{}{} to {}: {}", words.empty() ? "" : "; ", matrix.labels[i], matrix.labels[j], cell.text);
    }
  }
  const int width = kLabelWidth + static_cast<int>(size) * kCellWidth;
  return begin_svg(id, title, words, width, kHead + static_cast<int>(size) * kCellHeight) + body + "</svg>\n";
}

}  // namespace proviso::cli
