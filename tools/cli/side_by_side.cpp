#include "tools/cli/side_by_side.hpp"

#include <algorithm>
#include <string_view>

#include "dsl/render_text.hpp"
#include "interpreter/text_page.hpp"

namespace proviso::cli {

namespace {

constexpr std::size_t kGap = 3;
constexpr std::size_t kNarrowest = 12;

/// The bytes of the first `count` code points.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    --count;
  }
  return at;
}

/// Breaks a text at spaces, and a word that is too long where the line ends. Spaces at the beginning stay.
std::vector<std::string> broken(std::string_view text, std::size_t width) {
  const std::size_t margin = std::min({text.find_first_not_of(' '), text.size(), width / 2});
  text.remove_prefix(margin);
  width -= margin;
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!lines.back().empty() && columns(lines.back()) + 1 + columns(word) > width) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    while (columns(word) > width) {
      const std::size_t cut = bytes_of(word, width);
      lines.back() += word.substr(0, cut);
      lines.emplace_back();
      word.remove_prefix(cut);
    }
    lines.back() += word;
  }
  for (std::string& line : lines) line.insert(0, margin, ' ');
  return lines;
}

/// Narrow columns keep their width; wide ones share what is left.
std::array<std::size_t, 3> widths_of(const std::vector<ComparedRow>& rows, std::size_t available) {
  std::array<std::size_t, 3> widths{};
  for (const ComparedRow& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  }
  widths[0] = std::min(widths[0], available / 3);
  const std::size_t rest = available - widths[0];
  if (widths[1] + widths[2] <= rest) return widths;
  const std::size_t half = std::max(rest / 2, kNarrowest);
  if (widths[1] < half) {
    widths[2] = std::max(rest - widths[1], kNarrowest);
  } else if (widths[2] < half) {
    widths[1] = std::max(rest - widths[2], kNarrowest);
  } else {
    widths[1] = widths[2] = half;
  }
  return widths;
}

}  // namespace

std::string side_by_side(const std::vector<ComparedRow>& rows, std::size_t indent, std::size_t columns_in_all) {
  std::vector<ComparedRow> shown = rows;
  for (ComparedRow& row : shown) {
    for (std::string& cell : row) cell = visible(cell);
  }
  const auto widths = widths_of(shown, columns_in_all - indent - 2 * kGap);
  std::string text;
  for (const ComparedRow& row : shown) {
    std::array<std::vector<std::string>, 3> cells;
    std::size_t height = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells[i] = broken(row[i], widths[i]);
      height = std::max(height, cells[i].size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::string out(indent, ' ');
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string cell = line < cells[i].size() ? cells[i][line] : std::string();
        out += cell;
        if (i + 1 < cells.size()) out += std::string(widths[i] - columns(cell) + kGap, ' ');
      }
      out.erase(out.find_last_not_of(' ') + 1);
      text += out + '\n';
    }
  }
  return text;
}

}  // namespace proviso::cli
