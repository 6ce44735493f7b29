#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Text as a terminal shows it, cell by cell.
namespace proviso {

/// `text` with everything that cannot be seen written as its number, such as `<U+202E>`, and broken UTF-8 as `<E5>`.
std::string visible(std::string_view text);

/// A line of source made ready to show, and the terminal column of each of its bytes.
class ShownLine {
 public:
  explicit ShownLine(std::string_view line);

  /// The column, from 0, at which the character at this byte begins; at or past the end, the width of the line.
  std::size_t column(std::size_t byte) const;
  std::size_t width() const { return columns_.back(); }

  /// The cells from `begin` to `end`, with `…` in the place of what is left out at either side.
  std::string cells(std::size_t begin, std::size_t end) const;

 private:
  struct Piece {
    std::string text;
    std::size_t column;
    std::size_t width;
  };
  std::vector<Piece> pieces_;
  std::vector<std::size_t> columns_;  ///< by byte, and the width of the line at the end
};

}  // namespace proviso
