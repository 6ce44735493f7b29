#include "interpreter/policy_words.hpp"

namespace proviso {

std::string words_of(const SourceSet& sources, Span span) {
  std::string out;
  bool comment = false, gap = false, quoted = false;
  for (const char c : sources.text(span)) {
    if (comment && c != '\n') continue;
    comment = c == '#' && !quoted;
    if (c == '"') quoted = !quoted;
    if (comment || c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = true;
      continue;
    }
    if (c == '}' && out.ends_with(',')) out.pop_back();
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += c;
  }
  return out;
}

}  // namespace proviso
