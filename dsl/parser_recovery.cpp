#include "dsl/parser_recovery.hpp"

#include <algorithm>

#include "dsl/words.hpp"

namespace proviso {
namespace {

using Where = Recovery::Failure::Where;

std::string_view word_at(const char* at, const char* end) {
  return {at, static_cast<std::size_t>(word_end(at, end) - at)};
}

/// The word after the word at `at`, and the one after that.
struct Following {
  std::string_view first, second;
};
Following following(const char* at, const char* end) {
  const char* first = skip_space(word_end(at, end), end);
  const char* second = skip_space(word_end(first, end), end);
  return {word_at(first, end), word_at(second, end)};
}

/// `set safe_areas is …` and `value limit is …` can only be meant as changes when an amendment is around them.
bool reads_as_change(const char* at, const char* end, std::string_view word) {
  if (word != "set" && word != "value") return begins_change(word);
  return following(at, end).second == "is";
}

bool reads_as_declaration(const char* at, const char* end, std::string_view word) {
  if (!begins_declaration(word)) return false;
  return word != "set" || following(at, end).first != "of";  // `set of country` is a type
}

}  // namespace

Resumption Recovery::find(std::string_view text, const Failure& failure) {
  const char* const end = text.data() + text.size();
  const bool in_body = failure.where == Where::amendment_body;
  const bool in_amendment = failure.where != Where::declaration;
  int depth = 0;
  bool first_on_line = false;
  for (const char* at = text.data() + failure.start; at != end;) {
    const auto offset = static_cast<std::uint32_t>(at - text.data());
    const char c = *at;
    if (is_letter(c)) {
      const std::string_view word = word_at(at, end);
      if (first_on_line && offset >= failure.at) {
        if (in_amendment && offset > failure.start && reads_as_change(at, end, word)) {
          return {Resumption::Place::amendment, offset};
        }
        const bool change_elsewhere =
            (in_amendment || depth + open_braces_ > 0) && word == "set" && reads_as_change(at, end, word);
        const bool moved_on = offset > failure.start || in_amendment;
        if (moved_on && !change_elsewhere && reads_as_declaration(at, end, word)) {
          if (!in_body) open_braces_ += std::max(depth, 0);
          return {Resumption::Place::document, offset};
        }
      }
      at += word.size();
      first_on_line = false;
      continue;
    }
    if (c == '"') {
      at = skip_quoted(at, end);
    } else if (c == '#') {
      at = std::find(at, end, '\n');
      continue;
    } else {
      if (c == '{') ++depth;
      if (c == '}' && in_body && depth == 0 && offset >= failure.at) return {Resumption::Place::amendment, offset};
      if (c == '}') --depth;
      ++at;
    }
    first_on_line = c == '\n' || (first_on_line && (c == ' ' || c == '\t' || c == '\r'));
  }
  return {Resumption::Place::document, static_cast<std::uint32_t>(text.size())};
}

bool Recovery::forgives(std::string_view text, std::uint32_t at) {
  if (open_braces_ == 0 || at >= text.size() || text[at] != '}') return false;
  --open_braces_;
  return true;
}

}  // namespace proviso
