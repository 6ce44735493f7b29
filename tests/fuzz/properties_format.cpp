#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dsl/format.hpp"
#include "tests/fuzz/properties.hpp"

namespace proviso::fuzz {
namespace {

std::optional<std::string> format(std::string_view text) {
  SourceSet sources;
  const FileId file = sources.add("fuzz.proviso", std::string(text));
  Diagnostics diagnostics;
  return format_text(sources, file, diagnostics);
}

/// What a layout may not change, read apart from the project's own lexer: the words, and the comments. Commas are left
/// out, since the layout sets those between members in order.
struct Content {
  std::vector<std::string> words, comments;
  bool operator==(const Content&) const = default;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
  return at < text.size() ? at + 1 : text.size();
}

Content content_of(std::string_view text) {
  Content content;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (text[at] == '#') {
      end = std::min(text.find('\n', at), text.size());
      std::string_view comment = text.substr(at, end - at);
      while (is_blank(comment.back())) comment.remove_suffix(1);
      content.comments.emplace_back(comment);
    } else if (!is_blank(text[at]) && text[at] != ',') {
      if (text[at] == '"') end = string_end(text, at);
      while (is_word(text[at]) && end < text.size() && is_word(text[end])) ++end;
      content.words.emplace_back(text.substr(at, end - at));
    }
    at = end;
  }
  return content;
}

}  // namespace

std::string format_property(std::string_view text) {
  const std::optional<std::string> once = format(text);
  if (!once) return "";
  const std::optional<std::string> twice = format(*once);
  if (!twice) return "the canonical layout is refused:\n" + *once;
  if (*twice != *once)
    return "the canonical layout of the canonical layout is another:\n" + *once + "\n----\n" + *twice;
  const Content before = content_of(text), after = content_of(*once);
  if (before.words != after.words) return "the words have changed:\n" + *once;
  if (before.comments != after.comments) return "the comments have changed:\n" + *once;
  return "";
}

}  // namespace proviso::fuzz
