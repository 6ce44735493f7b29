#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

// The words of a rule text and the comments between them, for those who care about the text rather than its meaning.
// The parser does not use it: it reads the same words by its grammar.
namespace proviso {

/// What stands between quotes, after `#`, or is written in letters and digits is one word; so is each bracket and dot.
/// Commas are no words: they only separate, and are kept as `Word::comma_before`.
enum class WordKind : std::uint8_t {
  name,     ///< letters, digits and `_`; also `yes/no` and `other's`
  integer,  ///< digits
  date,     ///< four digits, two, two
  string,   ///< with its quotes, as it was written
  mark,     ///< `{ } ( ) [ ] .`
  end,      ///< the end of the text: always the last word, and empty
};

struct Comment {
  std::string_view text;      ///< from `#`, without spaces at its end
  bool own_line = false;      ///< nothing but spaces stands before it on its line
  bool blank_before = false;  ///< an empty line stands between it and what is before it
};

struct Word {
  WordKind kind = WordKind::end;
  bool comma_before = false;
  bool blank_before = false;        ///< an empty line stands between it and the word or comment before it
  std::uint32_t width = 0;          ///< in columns of a terminal
  std::uint32_t offset = 0;         ///< in the text
  std::uint32_t first_comment = 0;  ///< into `Words::comments`: those between the word before and this one
  std::uint32_t comment_count = 0;
  std::string_view text;
};

/// Never empty. Points into the text that was read.
struct Words {
  std::vector<Word> words;
  std::vector<Comment> comments;
};

/// Reads any text without error: a character that begins no word is a mark of its own, and a string that is not closed
/// ends with its line.
Words read_words(std::string_view text);

/// How many columns of a terminal the text takes.
std::uint32_t display_width(std::string_view text);

}  // namespace proviso
