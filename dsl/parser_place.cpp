#include <algorithm>

#include "dsl/parser_slips.hpp"
#include "dsl/words.hpp"

namespace proviso {

TextPlace TextPlace::of(std::string_view text, FileId file, std::uint32_t before, std::uint32_t at) {
  TextPlace place;
  place.text = text;
  place.file = file;
  place.before = std::min(before, at);
  place.at = at;
  place.at_end = at >= text.size();
  place.on_new_line = text.substr(place.before, at - place.before).find('\n') != std::string_view::npos;
  const std::size_t blank = text.substr(0, at).find_last_not_of(" \t");
  place.first_on_line = blank == std::string_view::npos || text[blank] == '\n';
  const char* end = text.data() + text.size();
  place.word = text.substr(at, static_cast<std::size_t>(word_end(text.data() + at, end) - (text.data() + at)));
  return place;
}

Span TextPlace::token() const {
  if (at_end) return gap();
  const char* begin = text.data() + at;
  const char* end = text.data() + text.size();
  const char* past = begin + 1;
  if (is_word_char(*begin)) {
    past = std::find_if_not(begin, end, [](char c) { return is_word_char(c); });
    const bool dashed = is_digit(*begin);
    while (dashed && past + 1 < end && *past == '-' && is_digit(past[1])) {
      past = std::find_if_not(past + 1, end, [](char c) { return is_word_char(c); });
    }
  } else if (*begin == '"') {
    past = skip_quoted(begin, end);
  } else {
    while (past != end && (static_cast<unsigned char>(*past) & 0xC0) == 0x80) ++past;
  }
  return span(at, static_cast<std::uint32_t>(past - text.data()));
}

Span TextPlace::last_token() const {
  if (before == 0) return span(0, 0);
  std::uint32_t begin = before - 1;
  if (is_word_char(text[begin])) {
    while (begin > 0 && (is_word_char(text[begin - 1]) || text[begin - 1] == '-')) --begin;
  } else if (text[begin] == '"') {
    while (begin > 0 && text[begin - 1] != '\n' && (text[begin - 1] != '"' || (begin > 1 && text[begin - 2] == '\\'))) {
      --begin;
    }
    if (begin > 0 && text[begin - 1] == '"') --begin;
  }
  return span(begin, before);
}

std::string_view TextPlace::rest_of_item() const {
  std::size_t size = 0;
  int depth = 0;
  for (; size < rest().size(); ++size) {
    const char c = rest()[size];
    if (c == '{' || c == '(') ++depth;
    if (c == '#' || c == '\n' || c == '"' || (c == ',' && depth == 0)) break;
    if ((c == '}' || c == ')') && depth-- == 0) break;
  }
  std::string_view item = rest().substr(0, size);
  while (!item.empty() && (item.back() == ' ' || item.back() == '\t' || item.back() == '\r')) item.remove_suffix(1);
  return item;
}

std::string quoted_text(std::string_view text, std::size_t longest) {
  std::string line;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    if (*at == '"') {
      const char* past = skip_quoted(at, end);
      line.append(at, past);
      at = past;
      continue;
    }
    const char* next = skip_space(at, end);
    if (next != at) {
      line += ' ';
      at = next;
    } else {
      line += *at++;
    }
  }
  if (line.size() <= longest) return line;
  const auto boundary = [&line](std::size_t i) {
    while ((static_cast<unsigned char>(line[i]) & 0xC0) == 0x80) --i;
    return i;
  };
  return line.substr(0, boundary(longest / 2)) + " … " + line.substr(boundary(line.size() - longest / 3));
}

}  // namespace proviso
