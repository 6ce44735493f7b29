#include "dsl/resolve_terms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve_messages.hpp"

// Conditions: connectives, links, and names that stand for themselves.
namespace proviso::resolution {

using syntax::Expr;
using syntax::ExprId;
using syntax::ExprKind;

TermId TermResolver::add(Term term, const std::vector<TermId>& children) {
  for (const TermId child : children) {
    if (child == kBadTerm) return kBadTerm;
  }
  Policy& policy = state_.policy;
  term.first_child = static_cast<std::uint32_t>(policy.term_children.size());
  term.child_count = static_cast<std::uint32_t>(children.size());
  policy.term_children.insert(policy.term_children.end(), children.begin(), children.end());
  policy.terms.push_back(term);
  return static_cast<TermId>(policy.terms.size() - 1);
}

TermId TermResolver::combine(TermKind kind, Span span, const std::vector<TermId>& children) {
  Term term;
  term.kind = kind;
  term.span = span;
  return add(term, children);
}

TermId TermResolver::truth(Span span) { return constant({BaseType::yes_no, kNoId, false}, 1, span); }

TermId TermResolver::condition(ExprId id) {
  const Expr& e = document_.expr(id);
  switch (e.kind) {
    case ExprKind::conjunction:
    case ExprKind::all_of:
      return connective(TermKind::conjunction, e);
    case ExprKind::disjunction:
    case ExprKind::any_of:
      return connective(TermKind::disjunction, e);
    case ExprKind::none_of: {
      const TermId any = connective(TermKind::disjunction, e);
      return combine(TermKind::negation, e.span, {any});
    }
    case ExprKind::negation:
      return combine(TermKind::negation, e.span, {condition(document_.child(e, 0))});
    case ExprKind::group:
      return condition(document_.child(e, 0));
    case ExprKind::at_least_of:
      return at_least(e);
    case ExprKind::link:
      return link(e);
    case ExprKind::comparison:
      return comparison(e);
    default:
      return as_condition(operand(id), e);
  }
}

TermId TermResolver::test(const syntax::Test& test) {
  if (test.always) return kNoId;
  if (test.unless == syntax::kNoExpr) return condition(test.condition);
  const Span span = document_.expr(test.unless).span;
  if (test.condition == syntax::kNoExpr) return combine(TermKind::negation, span, {condition(test.unless)});
  const TermId holds = condition(test.condition);
  const TermId spared = combine(TermKind::negation, span, {condition(test.unless)});
  return combine(TermKind::conjunction, test.span, {holds, spared});
}

TermId TermResolver::connective(TermKind kind, const Expr& e) {
  std::vector<TermId> children;
  children.reserve(e.child_count);
  for (std::uint32_t i = 0; i < e.child_count; ++i) children.push_back(condition(document_.child(e, i)));
  return combine(kind, e.span, children);
}

TermId TermResolver::at_least(const Expr& e) {
  std::vector<TermId> children;
  children.reserve(e.child_count);
  for (std::uint32_t i = 0; i < e.child_count; ++i) children.push_back(condition(document_.child(e, i)));
  if (e.number < 1 || e.number > static_cast<std::int64_t>(e.child_count)) {
    state_.report(
        {Kind::impossible_count,
         e.number < 1 ? std::string("`at least 0 of` holds for everybody")
                      : fmt::format("`at least {} of` can never hold: only {} {} listed", e.number, e.child_count,
                                    e.child_count == 1 ? "condition is" : "conditions are"),
         {e.op, fmt::format("{} of {}", e.number, e.child_count)},
         {},
         {fmt::format("Write a number from 1 to {}, or list the conditions that are missing.", e.child_count)}});
    return kBadTerm;
  }
  Term term;
  term.kind = TermKind::at_least_of;
  term.value = e.number;
  term.span = e.span;
  return add(term, children);
}

// A yes/no name is a condition. Where it may be none it stands for `NAME is yes`, so that a condition is never none.
TermId TermResolver::as_condition(TermId term_id, const Expr& e) {
  if (term_id == kBadTerm) return kBadTerm;
  if (type(term_id).base != BaseType::yes_no || term(term_id).kind == TermKind::constant) {
    report_not_a_condition(term_id, e);
    return kBadTerm;
  }
  if (!type(term_id).or_none) return term_id;
  Term comparison;
  comparison.kind = TermKind::comparison;
  comparison.comparison = Comparison::is;
  comparison.span = e.span;
  return add(comparison, {term_id, constant({BaseType::yes_no, kNoId, false}, 1, e.span)});
}

void TermResolver::report_not_a_condition(TermId term_id, const Expr& e) {
  const Type& t = type(term_id);
  const std::string_view words = text(e.span);
  std::string example;
  switch (t.base) {
    case BaseType::date:
      example = fmt::format("`{} before 2022-02-24` or `{} on or after 2022-02-24`", words, words);
      break;
    case BaseType::number:
      example = fmt::format("`{} at least 1`", words);
      break;
    case BaseType::duration:
      example = fmt::format("`{} at least 90 days`", words);
      break;
    case BaseType::member: {
      const Enumeration& kind = enumeration(t.enumeration);
      example =
          kind.size() == 0 ? fmt::format("`{} is …`", words) : fmt::format("`{} is {}`", words, kind.leaf(0).name);
      break;
    }
    case BaseType::set: {
      const Enumeration& kind = enumeration(t.enumeration);
      example = kind.size() == 0 ? fmt::format("`{} includes …`", words)
                                 : fmt::format("`{} includes {}`", words, kind.leaf(0).name);
      break;
    }
    default:
      break;
  }
  Diagnostic d{Kind::not_a_condition,
               fmt::format("`{}` is {}, and a condition must be true or not", words, type_words(state_, t)),
               {e.span, "compared with nothing"},
               {},
               {}};
  if (term(term_id).kind == TermKind::decision) {
    d.message = fmt::format("`{}` is a decision with several outcomes, and a condition must be true or not", words);
  }
  if (term(term_id).kind == TermKind::constant && t.base != BaseType::yes_no) {
    d.message = fmt::format("`{}` by itself is not a condition", words);
  } else if (t.base == BaseType::yes_no) {
    d.message = fmt::format("`{}` by itself is not a condition", words);
    d.notes.push_back("For a rule that always holds, write `always` instead of `if`.");
  } else {
    d.notes.push_back(fmt::format("Compare it, for example {}.", example));
  }
  state_.report(std::move(d));
}

TermId TermResolver::choice(const std::vector<syntax::Option>& options, const Type& wanted, std::string_view owner,
                            Span span) {
  std::vector<TermId> children;
  children.reserve(2 * options.size());
  bool good = true;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const syntax::Option& option = options[i];
    const bool last = i + 1 == options.size();
    children.push_back(value(option.value, wanted, owner));
    const bool otherwise = option.condition == syntax::kNoExpr;
    if (!otherwise) children.push_back(condition(option.condition));
    if (otherwise == last) continue;
    report_otherwise(state_, owner, option.span, last);
    good = false;
  }
  if (!good || options.empty()) {
    if (options.empty()) report_otherwise(state_, owner, span, true);
    return kBadTerm;
  }
  Term term;
  term.kind = TermKind::choice;
  term.type = wanted;
  term.span = span;
  return add(term, children);
}

}  // namespace proviso::resolution
