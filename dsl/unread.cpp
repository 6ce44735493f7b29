#include "dsl/unread.hpp"

#include <algorithm>
#include <variant>

namespace proviso {

namespace {

constexpr int kFirstSyntaxCode = 100;

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

void add_words(std::string_view text, std::unordered_set<std::string_view>& words) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_word_character(text[end])) ++end;
    if (end > i) words.insert(text.substr(i, end - i));
    i = std::max(end, i + 1);
  }
}

// Where the first word or sign stands; the size of the text if there is none.
std::size_t first_sign(std::string_view text) {
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '#') {
      i = std::min(text.find('\n', i), text.size() - 1);
    } else if (text[i] != ' ' && text[i] != '\t' && text[i] != '\n' && text[i] != '\r') {
      break;
    }
  }
  return i;
}

Span span_of(const syntax::Declaration& declaration) {
  return std::visit([](const auto& d) { return d.span; }, declaration);
}

}  // namespace

bool Unread::is_broken(Span place) const {
  return std::any_of(broken.begin(), broken.end(), [&](const Span& span) {
    return span.file == place.file && span.begin <= place.begin && place.begin <= span.end;
  });
}

Unread find_unread(const SourceSet& sources, const std::vector<syntax::Document>& documents,
                   const Diagnostics& diagnostics) {
  Unread unread;
  std::vector<Span> errors;
  for (const Diagnostic& d : diagnostics.all()) {
    if (info(d.kind).severity != Severity::error) continue;
    if (static_cast<int>(d.kind) < kFirstSyntaxCode) unread.files = true;
    errors.push_back(d.primary.span);
  }
  const auto has_error = [&](Span span) {
    return std::any_of(errors.begin(), errors.end(), [&](const Span& e) {
      return e.file == span.file && span.begin <= e.begin && e.begin < span.end;
    });
  };
  for (const syntax::Document& document : documents) {
    const Span file{document.file, 0, static_cast<std::uint32_t>(sources.text(document.file).size())};
    if (!has_error({file.file, 0, file.end + 1})) continue;
    std::uint32_t read_to = 0;
    Span before{document.file, 0, 0};
    const auto gap = [&](std::uint32_t end) {
      const std::string_view text = sources.text(Span{document.file, read_to, std::max(read_to, end)});
      add_words(text, unread.words);
      // An error right behind a declaration: perhaps it was meant to go on.
      const auto at = static_cast<std::uint32_t>(read_to + first_sign(text));
      if (has_error({document.file, at, at + 1})) unread.broken.push_back(before);
    };
    for (const syntax::Declaration& declaration : document.declarations) {
      const Span span = span_of(declaration);
      gap(span.begin);
      if (has_error(span)) {
        unread.broken.push_back(span);
        add_words(sources.text(span), unread.words);
      }
      read_to = span.end;
      before = span;
    }
    gap(file.end);
  }
  return unread;
}

}  // namespace proviso
