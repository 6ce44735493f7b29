#pragma once

#include <string_view>

#include "dsl/diagnostic.hpp"
#include "dsl/parser_builder.hpp"

// Words for what the parser could not read. The grammar knows what it expected; what is written there instead often
// tells more, so `explain` looks at the text around the place before it says what is missing.
namespace proviso {

/// What a rule of the grammar that must match stands for.
struct Expectation {
  Kind kind;
  std::string_view what;        ///< "the name of the outcome"
  std::string_view write = {};  ///< what to write, for a note; may be empty
  bool closes = false;          ///< a closing bracket
  bool commas = false;          ///< the end of a list whose members are separated by commas
};

/// Thrown where `expected` does not stand at `at`.
struct Unmet {
  const Expectation& expected;
  std::uint32_t at;
};

/// Thrown where text is understood, and refused.
struct Refused {
  Diagnostic diagnostic;
};

Diagnostic explain(const Unmet& unmet, std::string_view text, const Builder& builder);

Diagnostic no_such_day(Span span, std::string_view date);
Diagnostic number_too_large(Span span);
Diagnostic nested_too_deep(Span span, std::size_t depth);
Diagnostic too_many_declarations(Span span, std::size_t limit);
/// Stands at the beginning of the file, so that it is read first.
Diagnostic too_many_errors(Span span, std::size_t limit);
/// `a and b or c`: the chains are the parts of the expression begun last.
Diagnostic mixed_connectives(const Builder& builder);
Diagnostic unclear_where(const Builder& builder);
Diagnostic not_before_order(const Builder& builder);

}  // namespace proviso
