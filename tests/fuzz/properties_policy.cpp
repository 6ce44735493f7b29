#include <algorithm>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/parser.hpp"
#include "dsl/resolve.hpp"
#include "dsl/source.hpp"
#include "tests/fuzz/properties.hpp"

namespace proviso::fuzz {
namespace {

Span span_of(const syntax::Declaration& declaration) {
  return std::visit([](const auto& d) { return d.span; }, declaration);
}

/// Whether there is nothing but blanks and comments, and a byte order mark at the very beginning.
bool is_empty(std::string_view text) {
  bool comment = false;
  for (const char c : text) {
    if (c == '\n') comment = false;
    if (c == '#') comment = true;
    if (!comment && c != ' ' && c != '\t' && c != '\r' && c != '\n') return false;
  }
  return true;
}

std::string_view without_byte_order_mark(std::string_view text) {
  return text.substr(0, 3) == "\xEF\xBB\xBF" ? text.substr(3) : text;
}

/// Whether the declarations stand one behind the other and leave out nothing that means something.
bool covers(const syntax::Document& document, std::string_view text) {
  std::size_t end = text.size() - without_byte_order_mark(text).size();
  for (const syntax::Declaration& declaration : document.declarations) {
    const Span span = span_of(declaration);
    if (span.begin < end || span.end < span.begin || !is_empty(text.substr(end, span.begin - end))) return false;
    end = span.end;
  }
  return end <= text.size() && is_empty(text.substr(end));
}

bool is_inside(const SourceSet& sources, Span span) {
  return span.file < sources.size() && span.begin <= span.end && span.end <= sources.text(span.file).size();
}

bool points_into(const SourceSet& sources, const Diagnostic& diagnostic) {
  return is_inside(sources, diagnostic.primary.span) &&
         std::all_of(diagnostic.secondary.begin(), diagnostic.secondary.end(),
                     [&](const Label& label) { return is_inside(sources, label.span); });
}

}  // namespace

std::string policy_property(std::string_view text) {
  SourceSet sources;
  const FileId file = sources.add("fuzz.proviso", std::string(text));
  Diagnostics diagnostics;
  std::vector<syntax::Document> documents;
  documents.push_back(parse(sources, file, Limits(), diagnostics));
  const bool accepted = !diagnostics.has_errors();
  if (accepted && !covers(documents[0], sources.text(file)))
    return "accepted, but the declarations do not cover the text";

  const std::optional<Policy> policy = resolve(sources, documents, diagnostics);
  if (policy.has_value() == diagnostics.has_errors())
    return "resolved in spite of an error, or not resolved without one";
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (!points_into(sources, diagnostic)) return "a message points outside the text: " + diagnostic.message;
    if (diagnostic.message.empty()) return "a message says nothing: " + code(diagnostic.kind);
  }
  return "";
}

}  // namespace proviso::fuzz
