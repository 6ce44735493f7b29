#pragma once

#include <string>
#include <string_view>

#include "dsl/parser.hpp"
#include "dsl/render.hpp"

// A text, parsed, with what is needed to look at the result.
namespace proviso {

struct ParsedText {
  SourceSet sources;
  Diagnostics diagnostics;
  syntax::Document document;

  explicit ParsedText(std::string text, const Limits& limits = {}) {
    const FileId file = sources.add("policy.proviso", std::move(text));
    document = parse(sources, file, limits, diagnostics);
  }

  const syntax::Expr& expr(syntax::ExprId id) const { return document.expr(id); }
  std::string_view text(Span span) const { return sources.text(span); }
  /// "P0102 1:5 message", a line for each.
  std::string summary() const {
    std::string lines;
    for (const Diagnostic& diagnostic : diagnostics.sorted()) {
      const Position position = sources.position(diagnostic.primary.span.file, diagnostic.primary.span.begin);
      lines += code(diagnostic.kind) + " " + std::to_string(position.line) + ":" + std::to_string(position.column) +
               " " + diagnostic.message + "\n";
    }
    return lines;
  }
  std::string rendered() const { return render_all(sources, diagnostics.sorted()); }
};

}  // namespace proviso
