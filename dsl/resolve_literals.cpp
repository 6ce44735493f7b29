#include <fmt/format.h>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"
#include "dsl/resolver.hpp"

// Literals where nothing else may stand: defaults, versions of sets and values, changes of amendments.
namespace proviso::resolution {

namespace {

using syntax::Expr;
using syntax::ExprKind;

std::optional<Value> wrong_type(State& state, const Expr& expr, const Type& type, std::string_view owner) {
  Diagnostic d{Kind::wrong_literal,
               fmt::format("`{}` takes {}, not `{}`", owner, type_words(state, type), state.sources.text(expr.span)),
               {expr.span, fmt::format("not {}", type_words(state, type))},
               {},
               {}};
  if (type.base == BaseType::duration && expr.kind == ExprKind::number) {
    d.notes.push_back(fmt::format("Write the unit too, such as `{} days`, `{} months` or `{} years`.", expr.number,
                                  expr.number, expr.number));
  } else if (type.base == BaseType::set) {
    d.notes.push_back("A set is written `{ A, B }`; the empty set is `{ }`.");
  } else if (type.base == BaseType::member && expr.kind == ExprKind::members) {
    d.notes.push_back("One member is written without braces.");
  }
  state.report(std::move(d));
  return std::nullopt;
}

std::optional<Value> member_literal(State& state, const Expr& expr, EnumId enumeration) {
  const auto member = state.find_member(enumeration, expr.name.text);
  if (!member) {
    report_unknown_member(state, enumeration, expr.name);
    return std::nullopt;
  }
  const Value leaf = state.policy.enumerations[enumeration].members[*member].leaf;
  if (leaf >= 0) return leaf;
  report_group_as_value(state, enumeration, *member, expr.name);
  return std::nullopt;
}

}  // namespace

Value duration_value(const Expr& expr) {
  switch (expr.unit) {
    case syntax::Unit::days:
      return make_duration(expr.number, DurationUnit::days);
    case syntax::Unit::weeks:
      return make_duration(expr.number * 7, DurationUnit::days);
    case syntax::Unit::months:
      return make_duration(expr.number, DurationUnit::months);
    case syntax::Unit::years:
      break;
  }
  return make_duration(expr.number * 12, DurationUnit::months);
}

Bits bits_of(const Enumeration& enumeration, const EnumMember& member) {
  Bits bits((enumeration.size() + 63) / 64, 0);
  for (const Value leaf : member.leaves) bits[static_cast<std::size_t>(leaf) / 64] |= std::uint64_t{1} << (leaf % 64);
  return bits;
}

std::optional<Bits> listed_members(State& state, const syntax::Document& document, const Expr& list, EnumId enumeration,
                                   bool in_condition) {
  if (enumeration == kNoId) return std::nullopt;
  bool good = true;
  Bits bits((state.policy.enumerations[enumeration].size() + 63) / 64, 0);
  std::unordered_map<std::string_view, Span> seen;
  for (std::uint32_t i = 0; i < list.child_count; ++i) {
    const syntax::Name& name = document.expr(document.child(list, i)).name;
    const auto [first, fresh] = seen.emplace(name.text, name.span);
    if (!fresh) {
      report_repeated(state, name, first->second);
      good = false;
      continue;
    }
    const auto member = state.find_member(enumeration, name.text);
    if (!member) {
      report_unknown_member(state, enumeration, name);
      good = false;
      continue;
    }
    if (in_condition && state.names.items.count(name.text) != 0) {
      report_ambiguous_name(state, enumeration, *member, name);
      good = false;
    }
    const Bits added =
        bits_of(state.policy.enumerations[enumeration], state.policy.enumerations[enumeration].members[*member]);
    for (std::size_t word = 0; word < bits.size(); ++word) bits[word] |= added[word];
  }
  if (!good) return std::nullopt;
  return bits;
}

std::optional<Value> literal(State& state, const syntax::Document& document, syntax::ExprId id, const Type& type,
                             std::string_view owner) {
  if (is_bad(type) || id == syntax::kNoExpr) return std::nullopt;
  const Expr& expr = document.expr(id);
  if (expr.kind == ExprKind::none) {
    if (type.or_none) return kNone;
    report_none_not_allowed(state, type, expr.span, owner);
    return std::nullopt;
  }
  switch (type.base) {
    case BaseType::yes_no:
      if (expr.kind == ExprKind::yes) return 1;
      if (expr.kind == ExprKind::no) return 0;
      break;
    case BaseType::date:
      if (expr.kind == ExprKind::date) return expr.number;
      break;
    case BaseType::number:
      if (expr.kind == ExprKind::number) return expr.number;
      break;
    case BaseType::duration:
      if (expr.kind == ExprKind::duration) return duration_value(expr);
      break;
    case BaseType::member:
      if (expr.kind == ExprKind::name) return member_literal(state, expr, type.enumeration);
      break;
    case BaseType::set:
      if (expr.kind == ExprKind::members) {
        const auto bits = listed_members(state, document, expr, type.enumeration, false);
        if (!bits) return std::nullopt;
        return state.intern(type.enumeration, *bits);
      }
      break;
    case BaseType::note:
    case BaseType::none:
      break;
  }
  return wrong_type(state, expr, type, owner);
}

}  // namespace proviso::resolution
