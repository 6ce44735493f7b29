#include <fmt/format.h>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"

// Comparisons: which test fits which type, and what the name on the right means.
namespace proviso::resolution {

using syntax::Compare;
using syntax::Expr;
using syntax::ExprKind;

namespace {

bool is_date_test(Compare c) {
  return c == Compare::before || c == Compare::after || c == Compare::on || c == Compare::on_or_before ||
         c == Compare::on_or_after;
}

bool is_quantity_test(Compare c) {
  return c == Compare::at_least || c == Compare::at_most || c == Compare::more_than || c == Compare::less_than;
}

// The test of dates that corresponds to one of numbers, and the other way round.
std::string_view counterpart(Compare c) {
  switch (c) {
    case Compare::before:
      return "less than";
    case Compare::after:
      return "more than";
    case Compare::on:
      return "is";
    case Compare::on_or_before:
      return "at most";
    case Compare::on_or_after:
      return "at least";
    case Compare::at_least:
      return "on or after";
    case Compare::at_most:
      return "on or before";
    case Compare::more_than:
      return "after";
    case Compare::less_than:
      return "before";
    default:
      return "is";
  }
}

}  // namespace

Comparison comparison_of(Compare c) {
  switch (c) {
    case Compare::before:
    case Compare::less_than:
      return Comparison::less;
    case Compare::on_or_before:
    case Compare::at_most:
      return Comparison::less_or_equal;
    case Compare::on:
      return Comparison::equal_order;
    case Compare::on_or_after:
    case Compare::at_least:
      return Comparison::greater_or_equal;
    case Compare::after:
    case Compare::more_than:
      return Comparison::greater;
    case Compare::is:
      return Comparison::is;
    case Compare::is_not:
      return Comparison::is_not;
    case Compare::in:
      return Comparison::in;
    case Compare::not_in:
      return Comparison::not_in;
    case Compare::includes:
      return Comparison::includes;
    case Compare::includes_any_of:
      return Comparison::includes_any;
    case Compare::includes_all_of:
      return Comparison::includes_all;
    case Compare::includes_only:
      break;
  }
  return Comparison::includes_only;
}

TermId TermResolver::comparison(const Expr& e) {
  const TermId left = operand(document_.child(e, 0));
  const Expr& right = document_.expr(document_.child(e, 1));
  if (left == kBadTerm) {
    // What a bare name on the right means depends on the left; anything else can be looked at by itself.
    if (right.kind != ExprKind::name && right.kind != ExprKind::members) operand(document_.child(e, 1));
    return kBadTerm;
  }
  if (type(left).base == BaseType::none) {
    state_.report({Kind::wrong_test,
                   "`none` stands on the right: `NAME is none` or `NAME is not none`",
                   {term(left).span, "on the left"},
                   {},
                   {}});
    return kBadTerm;
  }
  switch (e.compare) {
    case Compare::is:
    case Compare::is_not:
      return equality(e, left);
    case Compare::in:
    case Compare::not_in:
      return membership(e, left);
    case Compare::includes:
    case Compare::includes_any_of:
    case Compare::includes_all_of:
    case Compare::includes_only:
      return inclusion(e, left);
    default:
      return order(e, left);
  }
}

TermId TermResolver::compared(const Expr& e, Comparison comparison, TermId left, TermId right) {
  Term result;
  result.kind = TermKind::comparison;
  result.comparison = comparison;
  result.span = e.span;
  return add(result, {left, right});
}

TermId TermResolver::order(const Expr& e, TermId left) {
  const Type left_type = type(left);
  const bool fits =
      left_type.base == BaseType::date
          ? is_date_test(e.compare)
          : (left_type.base == BaseType::number || left_type.base == BaseType::duration) && is_quantity_test(e.compare);
  const Expr& right_expr = document_.expr(document_.child(e, 1));
  if (!fits) {
    report_wrong_test(e, left);
    if (right_expr.kind != ExprKind::name && right_expr.kind != ExprKind::members) operand(document_.child(e, 1));
    return kBadTerm;
  }
  const TermId right = operand(document_.child(e, 1));
  if (right == kBadTerm || !check_same_type(e, left, right)) return kBadTerm;
  return compared(e, comparison_of(e.compare), left, right);
}

void TermResolver::report_wrong_test(const Expr& e, TermId left) {
  const Type& t = type(left);
  const std::string_view test = text(e.op);
  const std::string_view words = text(term(left).span);
  Diagnostic d{Kind::wrong_test,
               fmt::format("`{}` does not fit `{}`, which is {}", test, words, type_words(state_, t)),
               {e.op, fmt::format("not a test of {}", type_words(state_, t))},
               {},
               {}};
  switch (t.base) {
    case BaseType::date:
      if (is_quantity_test(e.compare)) {
        d.notes.push_back(fmt::format("For dates, write `{}`.", counterpart(e.compare)));
      } else {
        d.notes.push_back(
            "Dates are tested with `before`, `after`, `on`, `on or before`, `on or after` and `is none`.");
      }
      break;
    case BaseType::number:
    case BaseType::duration:
      if (is_date_test(e.compare)) {
        d.notes.push_back(fmt::format("For {}, write `{}`.", t.base == BaseType::number ? "numbers" : "durations",
                                      counterpart(e.compare)));
      } else {
        d.notes.push_back(
            "Numbers and durations are tested with `at least`, `at most`, `more than`, `less than`, `is` "
            "and `is not`.");
      }
      break;
    case BaseType::member:
      d.notes.push_back("A member is tested with `is`, `is not`, `in { … }` and `not in { … }`.");
      break;
    case BaseType::set:
      d.notes.push_back(
          fmt::format("A set is tested with `includes`, `includes any of`, `includes all of`, `includes only` "
                      "and `is`; its size with `number of {} at least 2`.",
                      words));
      break;
    case BaseType::yes_no:
      d.notes.push_back(fmt::format("A yes/no name is a condition by itself: `{}` or `not {}`.", words, words));
      break;
    case BaseType::note:
    case BaseType::none:
      break;
  }
  state_.report(std::move(d));
}

// One type on both sides; a bare number is never taken for a duration, nor days for months.
bool TermResolver::check_same_type(const Expr& e, TermId left, TermId right) {
  const Type& l = type(left);
  const Type& r = type(right);
  const Span right_span = term(right).span;
  const std::string_view left_words = text(term(left).span);
  if (r.base == BaseType::none) {
    state_.report({Kind::wrong_test,
                   fmt::format("`{} none` never holds: none is neither earlier nor later, more nor less", text(e.op)),
                   {right_span, "none"},
                   {},
                   {fmt::format("Write `{} is none`.", left_words)}});
    return false;
  }
  const bool number_and_duration = (l.base == BaseType::number && r.base == BaseType::duration) ||
                                   (l.base == BaseType::duration && r.base == BaseType::number);
  if (number_and_duration) {
    Diagnostic d{Kind::number_and_duration,
                 fmt::format("`{}` is {} and `{}` is {}: they do not compare", left_words, type_words(state_, l),
                             text(right_span), type_words(state_, r)),
                 {right_span, type_words(state_, r)},
                 {{term(left).span, type_words(state_, l)}},
                 {}};
    if (term(right).kind == TermKind::constant && r.base == BaseType::number) {
      const std::string_view unit = term(left).kind != TermKind::span         ? "days"
                                    : term(left).unit == syntax::Unit::years  ? "years"
                                    : term(left).unit == syntax::Unit::months ? "months"
                                                                              : "days";
      d.notes.push_back(fmt::format("Write the unit too: `{} {}`.", text(right_span), unit));
    } else if (term(right).kind == TermKind::constant) {
      d.notes.push_back(fmt::format("Write `{}`, without the unit, or declare `{}` as a duration.",
                                    text(right_span).substr(0, text(right_span).find(' ')), left_words));
    }
    state_.report(std::move(d));
    return false;
  }
  if (l.base != r.base || l.enumeration != r.enumeration) {
    state_.report({Kind::type_mismatch,
                   fmt::format("`{}` is {} and `{}` is {}: they do not compare", left_words, type_words(state_, l),
                               text(right_span), type_words(state_, r)),
                   {right_span, type_words(state_, r)},
                   {{term(left).span, type_words(state_, l)}},
                   {}});
    return false;
  }
  if (l.base != BaseType::duration) return true;
  const auto left_family = family(left);
  const auto right_family = family(right);
  if (!left_family || !right_family || *left_family == *right_family) return true;
  const auto words = [](DurationUnit unit) {
    return unit == DurationUnit::days ? "counted in days" : "counted in months";
  };
  state_.report({Kind::days_and_months,
                 fmt::format("`{}` is {} and `{}` is {}: they do not compare", left_words, words(*left_family),
                             text(right_span), words(*right_family)),
                 {right_span, words(*right_family)},
                 {{term(left).span, words(*left_family)}},
                 {"Months have 28 to 31 days. Count both sides in days (or weeks), or both in months (or years)."}});
  return false;
}

}  // namespace proviso::resolution
