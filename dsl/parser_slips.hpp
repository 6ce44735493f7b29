#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/parser_errors.hpp"

// Slips that the text at a place betrays, whatever the grammar expected there.
namespace proviso {

/// The text around the place where reading stopped.
struct TextPlace {
  std::string_view text;
  FileId file = 0;
  std::uint32_t before = 0;  ///< where the last thing read ends
  std::uint32_t at = 0;      ///< where the next thing begins
  bool at_end = false;       ///< nothing follows in the file
  bool on_new_line = false;  ///< a line ends between the two
  bool first_on_line = false;
  std::string_view word;  ///< the word at `at`; empty if none begins there

  static TextPlace of(std::string_view text, FileId file, std::uint32_t before, std::uint32_t at);
  Span span(std::uint32_t begin, std::uint32_t end) const { return {file, begin, end}; }
  Span gap() const { return {file, before, before}; }
  Span word_span() const { return {file, at, static_cast<std::uint32_t>(at + word.size())}; }
  std::string_view rest() const { return text.substr(at); }
  /// What stands at `at`: a word, a number, a quoted text or one character.
  Span token() const;
  std::string_view view(Span span) const { return text.substr(span.begin, span.end - span.begin); }
  /// The word or other thing that was read last.
  Span last_token() const;
  /// From `at` to where the line, the bracket or the list item ends.
  std::string_view rest_of_item() const;
};

/// Quotes, signs, comments and spaces of elsewhere, names with other letters, dates and numbers in other forms.
std::optional<Diagnostic> slip_of_character(const TextPlace& place, const Expectation& expected);
/// Dates written as elsewhere, at or around the place.
std::optional<Diagnostic> slip_of_date(const TextPlace& place, const Expectation& expected);
/// `the other's NAME`, `NAME of the other`, `the first DATE among RELATION`.
std::optional<Diagnostic> slip_of_phrase(const TextPlace& place, const Expectation& expected, const Builder& builder);
/// Ambiguous and foreign words, capital letters, misspelt words.
std::optional<Diagnostic> slip_of_word(const TextPlace& place, const Expectation& expected, const Builder& builder);

/// User's text on one line, without comments, shortened in the middle if it is longer than `longest` bytes.
std::string quoted_text(std::string_view text, std::size_t longest = 100);

}  // namespace proviso
