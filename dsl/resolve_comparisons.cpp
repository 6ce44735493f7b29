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

Comparison comparison_of(Compare c) {
  switch (c) {
    case Compare::before:
    case Compare::less_than: return Comparison::less;
    case Compare::on_or_before:
    case Compare::at_most: return Comparison::less_or_equal;
    case Compare::on: return Comparison::equal_order;
    case Compare::on_or_after:
    case Compare::at_least: return Comparison::greater_or_equal;
    case Compare::after:
    case Compare::more_than: return Comparison::greater;
    case Compare::is: return Comparison::is;
    case Compare::is_not: return Comparison::is_not;
    case Compare::in: return Comparison::in;
    case Compare::not_in: return Comparison::not_in;
    case Compare::includes: return Comparison::includes;
    case Compare::includes_any_of: return Comparison::includes_any;
    case Compare::includes_all_of: return Comparison::includes_all;
    case Compare::includes_only: break;
  }
  return Comparison::includes_only;
}

// The test of dates that corresponds to one of numbers, and the other way round.
std::string_view counterpart(Compare c) {
  switch (c) {
    case Compare::before: return "less than";
    case Compare::after: return "more than";
    case Compare::on: return "is";
    case Compare::on_or_before: return "at most";
    case Compare::on_or_after: return "at least";
    case Compare::at_least: return "on or after";
    case Compare::at_most: return "on or before";
    case Compare::more_than: return "after";
    case Compare::less_than: return "before";
    default: return "is";
  }
}

}  // namespace

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
    case Compare::is_not: return equality(e, left);
    case Compare::in:
    case Compare::not_in: return membership(e, left);
    case Compare::includes:
    case Compare::includes_any_of:
    case Compare::includes_all_of:
    case Compare::includes_only: return inclusion(e, left);
    default: return order(e, left);
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
  const bool fits = left_type.base == BaseType::date ? is_date_test(e.compare)
                                                     : (left_type.base == BaseType::number ||
                                                        left_type.base == BaseType::duration) &&
                                                           is_quantity_test(e.compare);
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
        d.notes.push_back("Dates are tested with `before`, `after`, `on`, `on or before`, `on or after` and `is none`.");
      }
      break;
    case BaseType::number:
    case BaseType::duration:
      if (is_date_test(e.compare)) {
        d.notes.push_back(fmt::format("For {}, write `{}`.", t.base == BaseType::number ? "numbers" : "durations",
                                      counterpart(e.compare)));
      } else {
        d.notes.push_back("Numbers and durations are tested with `at least`, `at most`, `more than`, `less than`, `is` "
                          "and `is not`.");
      }
      break;
    case BaseType::member: d.notes.push_back("A member is tested with `is`, `is not`, `in { … }` and `not in { … }`."); break;
    case BaseType::set:
      d.notes.push_back(fmt::format("A set is tested with `includes`, `includes any of`, `includes all of`, `includes only` "
                                    "and `is`; its size with `number of {} at least 2`.",
                                    words));
      break;
    case BaseType::yes_no:
      d.notes.push_back(fmt::format("A yes/no name is a condition by itself: `{}` or `not {}`.", words, words));
      break;
    case BaseType::note:
    case BaseType::none: break;
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
      const std::string_view unit = term(left).kind != TermKind::span           ? "days"
                                    : term(left).unit == syntax::Unit::years    ? "years"
                                    : term(left).unit == syntax::Unit::months   ? "months"
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
  const auto words = [](DurationUnit unit) { return unit == DurationUnit::days ? "counted in days" : "counted in months"; };
  state_.report({Kind::days_and_months,
                 fmt::format("`{}` is {} and `{}` {}: they do not compare", left_words, words(*left_family),
                             text(right_span), words(*right_family)),
                 {right_span, words(*right_family)},
                 {{term(left).span, words(*left_family)}},
                 {"Months have 28 to 31 days. Count both sides in days (or weeks), or both in months (or years)."}});
  return false;
}

TermResolver::RightName TermResolver::right_name(const Expr& right, EnumId kind) {
  RightName result;
  result.member = state_.find_member(kind, right.name.text);
  const bool is_item = find_link_fact(right.name.text) || state_.names.items.count(right.name.text) != 0;
  if (result.member && is_item) {
    report_ambiguous_name(state_, kind, *result.member, right.name);
    result.member.reset();
  } else if (is_item) {
    result.item = name(right.name, right.span, false);
  } else if (!result.member) {
    report_unknown_member(state_, kind, right.name);
  }
  return result;
}

TermId TermResolver::equality(const Expr& e, TermId left) {
  const Expr& right = document_.expr(document_.child(e, 1));
  const Type left_type = type(left);
  const std::string_view words = text(term(left).span);
  if (right.kind == ExprKind::none) {
    if (left_type.or_none) {
      return compared(e, comparison_of(e.compare), left, constant(left_type, kNone, right.span));
    }
    const bool always = e.compare == Compare::is_not;
    state_.report({Kind::never_none,
                   fmt::format("`{}` can never be none, so this {}", words, always ? "always holds" : "never holds"),
                   {e.span, always ? "always true" : "never true"},
                   {},
                   {fmt::format("Declare `{}` with `or none` (or `only if …`) if it may not exist; a fact that is merely "
                                "not known is never none.",
                                words)}});
    return kBadTerm;
  }
  if (left_type.base == BaseType::member) return member_equality(e, left, right);
  if (left_type.base == BaseType::set) {
    const TermId set = set_operand(right, left_type.enumeration,
                                   fmt::format("write `{} includes {}`, or `{} is {{ {} }}` for this one alone", words,
                                               text(right.span), words, text(right.span)));
    return compared(e, comparison_of(e.compare), left, set);
  }
  const TermId value = operand(document_.child(e, 1));
  if (value == kBadTerm || !check_same_type(e, left, value)) return kBadTerm;
  return compared(e, comparison_of(e.compare), left, value);
}

TermId TermResolver::member_equality(const Expr& e, TermId left, const Expr& right) {
  const EnumId kind = type(left).enumeration;
  const bool is_not = e.compare == Compare::is_not;
  if (right.kind == ExprKind::members) {
    state_.report({Kind::wrong_test,
                   fmt::format("`{}` is one member, and `{{ … }}` is a set", text(term(left).span)),
                   {right.span, "a set"},
                   {},
                   {fmt::format("Write `{} {} {}`.", text(term(left).span), is_not ? "not in" : "in", text(right.span))}});
    return kBadTerm;
  }
  TermId value = kBadTerm;
  if (right.kind == ExprKind::name) {
    const RightName meant = right_name(right, kind);
    if (meant.member) {
      const EnumMember& member = enumeration(kind).members[*meant.member];
      if (member.leaf >= 0) {
        value = constant({BaseType::member, kind, false}, member.leaf, right.span);
        return compared(e, comparison_of(e.compare), left, value);
      }
      const std::uint32_t leaves = state_.intern(kind, bits_of(enumeration(kind), member));
      value = constant({BaseType::set, kind, false}, leaves, right.span);
      return compared(e, is_not ? Comparison::not_in : Comparison::in, left, value);
    }
    value = meant.item;
  } else {
    value = operand(document_.child(e, 1));
  }
  if (value == kBadTerm) return kBadTerm;
  if (type(value).base == BaseType::set && type(value).enumeration == kind) {
    state_.report({Kind::wrong_test,
                   fmt::format("`{}` is one member, and `{}` is a set", text(term(left).span), text(right.span)),
                   {right.span, "a set"},
                   {},
                   {fmt::format("Write `{} {} {}`.", text(term(left).span), is_not ? "not in" : "in", text(right.span))}});
    return kBadTerm;
  }
  if (!check_same_type(e, left, value)) return kBadTerm;
  return compared(e, comparison_of(e.compare), left, value);
}

// A set of members of `kind`: written out, named, or a group. A single member is refused with what to write instead.
TermId TermResolver::set_operand(const Expr& right, EnumId kind, std::string_view instead_of_member) {
  if (right.kind == ExprKind::members) {
    const auto bits = listed_members(state_, document_, right, kind, true);
    return bits ? constant({BaseType::set, kind, false}, state_.intern(kind, *bits), right.span) : kBadTerm;
  }
  TermId set = kBadTerm;
  if (right.kind == ExprKind::name) {
    const RightName meant = right_name(right, kind);
    if (meant.member) {
      const EnumMember& member = enumeration(kind).members[*meant.member];
      if (member.leaf < 0) {
        return constant({BaseType::set, kind, false}, state_.intern(kind, bits_of(enumeration(kind), member)),
                        right.span);
      }
    } else {
      set = meant.item;
      if (set == kBadTerm) return kBadTerm;
    }
    const bool one_member =
        meant.member || (type(set).base == BaseType::member && type(set).enumeration == kind);
    if (one_member) {
      state_.report({Kind::wrong_test,
                     fmt::format("`{}` is one {}, and a set is needed here", right.name.text, member_words(state_, kind)),
                     {right.span, "not a set"},
                     {},
                     {fmt::format("For one member, {}.", instead_of_member)}});
      return kBadTerm;
    }
  } else {
    state_.report({Kind::wrong_test,
                   fmt::format("`{}` is not a set of {}", text(right.span), enumeration(kind).heading.name),
                   {right.span, "not a set"},
                   {},
                   {"Write the members in braces, `{ A, B }`, or the name of a set."}});
    return kBadTerm;
  }
  const Type& given = type(set);
  if (given.base == BaseType::set && given.enumeration == kind) return set;
  state_.report({Kind::type_mismatch,
                 fmt::format("a set of {} is needed here, and `{}` is {}", enumeration(kind).heading.name,
                             right.name.text, type_words(state_, given)),
                 {right.span, type_words(state_, given)},
                 {},
                 {}});
  return kBadTerm;
}

TermId TermResolver::membership(const Expr& e, TermId left) {
  const Expr& right = document_.expr(document_.child(e, 1));
  const std::string_view words = text(term(left).span);
  if (type(left).base == BaseType::set) {
    state_.report({Kind::wrong_test,
                   fmt::format("`{}` is a set, and `{}` tests one member", words, text(e.op)),
                   {e.op, "not a test of a set"},
                   {},
                   {fmt::format("Write `{} includes only {}` if all its members must be among them, or `{} includes any "
                                "of {}` if one is enough.",
                                words, text(right.span), words, text(right.span))}});
    return kBadTerm;
  }
  if (type(left).base != BaseType::member) {
    report_wrong_test(e, left);
    return kBadTerm;
  }
  const EnumId kind = type(left).enumeration;
  const TermId set = set_operand(
      right, kind,
      fmt::format("write `{} {} {}`", words, e.compare == Compare::in ? "is" : "is not", text(right.span)));
  return compared(e, comparison_of(e.compare), left, set);
}

TermId TermResolver::inclusion(const Expr& e, TermId left) {
  const Expr& right = document_.expr(document_.child(e, 1));
  const std::string_view words = text(term(left).span);
  if (type(left).base != BaseType::set) {
    if (type(left).base == BaseType::member) {
      state_.report({Kind::wrong_test,
                     fmt::format("`{}` is one {}, and only a set includes members", words,
                                 member_words(state_, type(left).enumeration)),
                     {e.op, "not a test of one member"},
                     {},
                     {fmt::format("Write `{} is …` or `{} in {{ … }}`.", words, words)}});
    } else {
      report_wrong_test(e, left);
    }
    return kBadTerm;
  }
  if (e.compare == Compare::includes) return inclusion_of_member(e, left, right);
  const TermId set =
      set_operand(right, type(left).enumeration,
                  e.compare == Compare::includes_only
                      ? fmt::format("write `{} is {{ {} }}`", words, text(right.span))
                      : fmt::format("write `{} includes {}`", words, text(right.span)));
  return compared(e, comparison_of(e.compare), left, set);
}

TermId TermResolver::inclusion_of_member(const Expr& e, TermId left, const Expr& right) {
  const EnumId kind = type(left).enumeration;
  const RightName meant = right_name(right, kind);
  const std::string_view words = text(term(left).span);
  const auto say_which = [&](std::string_view what) {
    state_.report({Kind::wrong_test,
                   fmt::format("`{}` is {}: is one of them enough, or must all be there?", right.name.text, what),
                   {right.span, std::string(what)},
                   {},
                   {fmt::format("Write `{} includes any of {}` or `{} includes all of {}`.", words, right.name.text, words,
                                right.name.text)}});
    return kBadTerm;
  };
  if (meant.member) {
    const EnumMember& member = enumeration(kind).members[*meant.member];
    if (member.leaf < 0) return say_which("a group");
    return compared(e, Comparison::includes, left, constant({BaseType::member, kind, false}, member.leaf, right.span));
  }
  if (meant.item == kBadTerm) return kBadTerm;
  const Type& given = type(meant.item);
  if (given.base == BaseType::set && given.enumeration == kind) return say_which("a set");
  if (given.base != BaseType::member || given.enumeration != kind) {
    state_.report({Kind::type_mismatch,
                   fmt::format("`{}` has members of {}, and `{}` is {}", words, enumeration(kind).heading.name,
                               right.name.text, type_words(state_, given)),
                   {right.span, type_words(state_, given)},
                   {},
                   {}});
    return kBadTerm;
  }
  return compared(e, Comparison::includes, left, meant.item);
}

}  // namespace proviso::resolution
