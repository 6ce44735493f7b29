#include <fmt/format.h>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"

// `is`, `in` and `includes`: what the name on the right means, and members against sets.
namespace proviso::resolution {

using syntax::Compare;
using syntax::Expr;
using syntax::ExprKind;

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

// How to say that a set has one member and no other. Braces take names of members only.
std::string TermResolver::only_member(std::string_view set, const Expr& member, EnumId kind) const {
  const std::string_view name = member.name.text;
  if (state_.find_member(kind, name)) return fmt::format("`{} is {{ {} }}`", set, name);
  return fmt::format("`{} includes {} and number of {} is 1`", set, name, set);
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
    state_.report(
        {Kind::never_none,
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
                                   fmt::format("write `{} includes {}`, or {} for this one alone", words,
                                               text(right.span), only_member(words, right, left_type.enumeration)));
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
    state_.report(
        {Kind::wrong_test,
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
    state_.report(
        {Kind::wrong_test,
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
    const bool one_member = meant.member || (type(set).base == BaseType::member && type(set).enumeration == kind);
    if (one_member) {
      state_.report(
          {Kind::wrong_test,
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
    state_.report(
        {Kind::wrong_test,
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
  const TermId set =
      set_operand(right, kind,
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
  const TermId set = set_operand(right, type(left).enumeration,
                                 e.compare == Compare::includes_only
                                     ? fmt::format("write {}", only_member(words, right, type(left).enumeration))
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
                   {fmt::format("Write `{} includes any of {}` or `{} includes all of {}`.", words, right.name.text,
                                words, right.name.text)}});
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
