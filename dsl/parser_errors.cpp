#include "dsl/parser_errors.hpp"

#include <fmt/format.h>

namespace proviso {

Diagnostic explain(const Unmet& unmet, std::string_view text, const Builder& builder) {
  (void)text;
  return {unmet.expected.kind, fmt::format("{} is expected here", unmet.expected.what), {{builder.file(), unmet.at, unmet.at}, ""}};
}
Diagnostic no_such_day(Span span, std::string_view date) {
  return {Kind::no_such_day, fmt::format("there is no day {}", date), {span, ""}};
}
Diagnostic number_too_large(Span span) { return {Kind::number_too_large, "too large", {span, ""}}; }
Diagnostic nested_too_deep(Span span, std::size_t depth) {
  return {Kind::nested_too_deep, fmt::format("deeper than {}", depth), {span, ""}};
}
Diagnostic limit_reached(Span span, std::size_t limit, std::string_view what) {
  return {Kind::too_many, fmt::format("more than {} {}", limit, what), {span, ""}};
}
Diagnostic mixed_connectives(const Builder& builder) { return {Kind::mixed_connectives, "mixed", {builder.word, ""}}; }
Diagnostic unclear_where(const Builder& builder) { return {Kind::unclear_where, "where", {builder.word, ""}}; }
Diagnostic not_before_order(const Builder& builder) { return {Kind::not_before_order, "not", {builder.word, ""}}; }

}  // namespace proviso
