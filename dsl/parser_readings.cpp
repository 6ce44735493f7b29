#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parser_errors.hpp"
#include "dsl/parser_slips.hpp"

// English that can be read in two ways: the messages write both out in the user's own words.
namespace proviso {

using syntax::Compare;
using syntax::ExprId;
using syntax::ExprKind;

namespace {

constexpr std::size_t kLongestReading = 500;

std::string text_of(const Builder& builder, ExprId id) { return quoted_text(builder.view(builder.expr(id).span)); }

/// The pieces with the runs joined by `tight` in parentheses: `(a and b) or c`.
std::string reading(const std::vector<std::string>& pieces, const std::vector<bool>& is_and, bool tight) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool joined_before = i > 0 && is_and[i - 1] == tight;
    const bool joined_after = i < is_and.size() && is_and[i] == tight;
    if (joined_after && !joined_before) text += "(";
    text += pieces[i];
    if (joined_before && !joined_after) text += ")";
    if (i < is_and.size()) text += is_and[i] ? " and " : " or ";
  }
  return quoted_text(text, kLongestReading);
}

std::string_view opposite(Compare compare) {
  switch (compare) {
    case Compare::before:
      return "on or after";
    case Compare::after:
      return "on or before";
    case Compare::on_or_before:
      return "after";
    case Compare::on_or_after:
      return "before";
    case Compare::at_least:
      return "less than";
    case Compare::at_most:
      return "more than";
    case Compare::more_than:
      return "at most";
    default:
      return "at least";
  }
}

}  // namespace

Diagnostic mixed_connectives(const Builder& builder) {
  const std::vector<ExprId> parts = builder.parts_so_far();
  std::vector<std::string> pieces;
  for (const ExprId part : parts) pieces.push_back(text_of(builder, part));
  const bool first_is_and = builder.opening().kind == ExprKind::conjunction;
  std::vector<bool> is_and(pieces.size() - 1 - builder.mixed.size(), first_is_and);
  is_and.insert(is_and.end(), builder.mixed.begin(), builder.mixed.end());
  const Span whole = {builder.file(), builder.expr(parts.front()).span.begin, builder.expr(parts.back()).span.end};
  return {Kind::mixed_connectives,
          "`and` and `or` stand together, so this can be read in two ways",
          {whole, "which is meant?"},
          {},
          {fmt::format("write `{}`", reading(pieces, is_and, true)),
           fmt::format("or write `{}`", reading(pieces, is_and, false))}};
}

Diagnostic unclear_where(const Builder& builder) {
  // A link inside the condition has a `where` of its own, begun later and finished by now.
  const std::size_t first = std::min(builder.where_height, builder.finished() - 1);
  const std::uint32_t begin = builder.expr(builder.finished(first)).span.begin;
  const Span link{builder.file(), builder.opening().span.begin, builder.expr(builder.finished(first)).span.end};
  const std::uint32_t end = builder.expr(builder.finished(builder.finished() - 1)).span.end;
  const std::string inside = quoted_text(builder.view({builder.file(), begin, end}));
  const std::string head = quoted_text(builder.view({builder.file(), link.begin, begin}));
  const std::string rest = quoted_text(builder.view({builder.file(), link.end, end}));
  return {Kind::unclear_where,
          fmt::format("it is not clear whether what follows `{}` still belongs to `where`",
                      builder.mixed.front() ? "and" : "or"),
          {{builder.file(), begin, end}, "which of these are about the link or the other person?"},
          {},
          {fmt::format("write `{}({})` if all of it is", head, inside),
           fmt::format("write `({}){}` if only the first test is", quoted_text(builder.view(link)), rest)}};
}

Diagnostic not_before_order(const Builder& builder) {
  const ExprId id = builder.finished(builder.finished() - 1);
  const syntax::Expr& test = builder.expr(id);
  const Span negation = builder.opening().op;
  const std::string left =
      quoted_text(builder.view({builder.file(), test.span.begin, builder.expr(builder.child(test, 0)).span.end}));
  const std::string right = text_of(builder, builder.child(test, 1));
  const std::string contrary = test.compare == Compare::on
                                   ? fmt::format("({0} before {1} or {0} after {1})", left, right)
                                   : fmt::format("{} {} {}", left, opposite(test.compare), right);
  return {Kind::not_before_order,
          fmt::format("`not` before `{}` leaves open what holds when there is no `{}`",
                      quoted_text(builder.view(test.op)), left),
          {cover(negation, test.span), ""},
          {},
          {fmt::format("write `{}`, which does not hold where `{}` is none", contrary, left),
           fmt::format("or write `{} is none or {}`", left, contrary)}};
}

}  // namespace proviso
