#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace proviso {

/// Text in lines of at most 100 columns, or as many as are given; a column is one code point. A word longer than a line
/// stands alone. What cannot be seen is shown by number, so that nothing from a case or a policy can command the
/// terminal.
class TextPage {
 public:
  static constexpr std::size_t kWidth = 100;

  explicit TextPage(std::size_t width = kWidth) : width_(width) {}

  void blank();
  /// A heading, underlined.
  void heading(std::string_view text, char underline);
  /// `lead`, then `words` in lines that all begin below its first character.
  void paragraph(std::size_t indent, std::string_view lead, std::string_view words);
  void paragraph(std::size_t indent, std::string_view text) { paragraph(indent, {}, text); }

  std::string take() { return std::move(text_); }

 private:
  std::size_t width_;
  std::string text_;
};

/// The number of code points of a UTF-8 text.
std::size_t columns(std::string_view text);

}  // namespace proviso
