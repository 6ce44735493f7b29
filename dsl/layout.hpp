#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/lexer.hpp"

// How the words of a text may be broken into lines, and the printing that chooses. In the manner of Wadler's "A
// prettier printer": a group stands on one line if it fits, otherwise each of its own gaps is a line end.
namespace proviso {

/// What stands between two words. A gap with comments in it is a line end whatever its kind.
enum class Gap : std::uint8_t {
  tight,      ///< nothing
  space,      ///< one space
  soft,       ///< one space, or a line end where the group is broken
  soft_wide,  ///< two spaces, or a line end: between clauses
  hard,       ///< a line end
  paragraph,  ///< a line end, and an empty line if the author left one
};

enum class LayoutKind : std::uint8_t {
  word,
  gap,             ///< before word `index`
  closing_gap,     ///< before the bracket `index` that ends a list: its comments stand with the list
  comma,           ///< always written
  trailing_comma,  ///< written where the group is broken
  sequence,
  indent,  ///< its lines stand two columns further in
  group,
  fill,  ///< child, gap, child, gap, …: each gap for itself is a line end only if what follows does not fit
};

/// One piece of a text, in the order of its words.
struct Layout {
  LayoutKind kind = LayoutKind::sequence;
  Gap gap = Gap::tight;
  bool broken = false;      ///< cannot stand on one line
  std::uint32_t index = 0;  ///< of the word
  std::vector<Layout> children = {};

  Layout& add(Layout child) {
    broken |= child.broken;
    children.push_back(std::move(child));
    return *this;
  }
};

/// Writes layouts one after the other into one text. Every word is written once, every comment where its gap is.
class LayoutPrinter {
 public:
  LayoutPrinter(const Words& words, std::uint32_t columns) : words_(words), columns_(columns) {}

  void print(const Layout& layout);
  /// The text so far, with a line end after the last line.
  std::string take() &&;

 private:
  // A layout that waits to be written, and how.
  struct Pending {
    const Layout* layout;
    std::uint32_t indent;
    bool flat;
    std::uint32_t child = 0;  // where a fill goes on
  };

  void write(Pending pending);
  void write_gap(const Layout& gap, std::uint32_t indent, bool flat);
  void write_fill(Pending fill);
  void new_line(std::uint32_t indent, bool blank_before = false);
  bool fits(Pending first) const;

  const Words& words_;
  std::uint32_t columns_;
  std::string out_;
  std::uint32_t column_ = 0;
  std::vector<Pending> stack_;  // the last is next
};

}  // namespace proviso
