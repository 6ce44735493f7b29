#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

// The words of the language, and the few questions about characters that the grammar and the messages both ask.
namespace proviso {

/// Words that can never be names. The others of the language only stand where a name cannot, so they are names too.
bool is_reserved(std::string_view word);
std::size_t reserved_word_count();
/// Words of other languages, and of ambiguous English: never names, so that a slip is seen where it is made.
bool is_refused(std::string_view word);
/// `policy`, `fact`, `ground`, …
bool begins_declaration(std::string_view word);
/// `insert`, `repeal`, … `set` and `value` too.
bool begins_change(std::string_view word);
/// Every word of the language that may begin or continue a declaration, for the nearest one to a misspelt word.
const std::vector<std::string_view>& clause_words();
const std::vector<std::string_view>& declaration_words();
const std::vector<std::string_view>& change_words();

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// A character that may continue a name.
constexpr bool is_word_char(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

/// The first place at or after `at` that is neither space nor comment.
const char* skip_space(const char* at, const char* end);
/// The end of the quoted text that begins at `at`: after its closing quote, or where its line ends without one.
const char* skip_quoted(const char* at, const char* end);
/// The end of the name or word at `at`, which is `at` itself where none begins.
const char* word_end(const char* at, const char* end);
/// Matches words with any space or comments between them; null if they are not there, or go on as a longer word.
const char* match_phrase(const char* at, const char* end, std::string_view phrase);

}  // namespace proviso
