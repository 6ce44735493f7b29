#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What two texts have in common, word by word or line by line.
namespace proviso::cli {

/// A run of the first text, of the second, or of both.
struct TextPiece {
  bool in_old = false, in_new = false;
  std::string old_text, new_text;  ///< with the spaces that stand there; empty where it is not
};

/// The least that has to change to lead from one text to the other, words before signs. Spaces and line ends are no
/// words: where only they differ, nothing does. Joined again, the pieces are the texts.
std::vector<TextPiece> diff_words(std::string_view old_text, std::string_view new_text);

/// The same of lines, each with its line end.
std::vector<TextPiece> diff_lines(std::string_view old_text, std::string_view new_text);

}  // namespace proviso::cli
