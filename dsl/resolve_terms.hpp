#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/resolver.hpp"

// Conditions and operands: from expressions of the syntax tree to typed terms. Private to dsl/resolve*.cpp.
namespace proviso::resolution {

/// A literal of a known type: a default, a version of a set or value, or what an amendment sets. `owner` is the name of
/// what gets it. Nothing if it had an error (also if `type` is bad).
std::optional<Value> literal(State& state, const syntax::Document& document, syntax::ExprId id, const Type& type,
                             std::string_view owner);
/// A duration as a value. REQUIRES: the expression is a duration.
Value duration_value(const syntax::Expr& expr);
/// The members that `{ … }` lists, with every group as its leaves; nothing if a name was wrong.
/// `in_condition`: a name that could also be an item is refused.
std::optional<Bits> listed_members(State& state, const syntax::Document& document, const syntax::Expr& list,
                                   EnumId enumeration, bool in_condition);
/// One member, or all parts of a group.
Bits bits_of(const Enumeration& enumeration, const EnumMember& member);
/// The test that comparing words stand for.
Comparison comparison_of(syntax::Compare compare);

/// The links that a name after `is`, `among` or `through` stands for: those of a relation, or of a define about links.
struct NamedLinks {
  std::vector<RelationId> relations = {};
  DefineId define = kNoId;  ///< only those for which it holds
};
/// Nothing (and a report) if the name stands for none.
std::optional<NamedLinks> named_links(State& state, const syntax::Name& name);

/// Resolves the expressions of one document. Every function reports what is wrong and returns kBadTerm then.
class TermResolver {
 public:
  /// `links`: inside a condition on links, which ones; else none. `about`: the define that says it of these links.
  TermResolver(State& state, const syntax::Document& document, NamedLinks links = {}, DefineId about = kNoId);

  TermId condition(syntax::ExprId id);
  /// kNoId for `always`.
  TermId test(const syntax::Test& test);
  /// An operand that gives a value of `type` to `owner`; a bare name is first a member of the type's kind.
  TermId value(syntax::ExprId id, const Type& type, std::string_view owner);
  /// `the first of { … }` with values of `type`.
  TermId choice(const std::vector<syntax::Option>& options, const Type& type, std::string_view owner, Span span);
  /// A condition that always holds, as a term.
  TermId truth(Span span);
  /// What a define about links says of each: some clause names its relation, and the clause's test holds.
  TermId clauses(const std::vector<syntax::Through>& through);
  /// `condition` (kNoId: always) of those links alone for which the define holds, if `links` has one.
  TermId narrowed(const NamedLinks& links, TermId condition, Span span);

 private:
  using Expr = syntax::Expr;

  // resolve_terms.cpp
  TermId add(Term term, const std::vector<TermId>& children);
  TermId combine(TermKind kind, Span span, const std::vector<TermId>& children);
  TermId connective(TermKind kind, const Expr& e);
  TermId at_least(const Expr& e);
  TermId as_condition(TermId term, const Expr& e);
  void report_not_a_condition(TermId term, const Expr& e);

  // resolve_links.cpp
  TermId condition_on(const NamedLinks& links, const Expr& e);
  TermId link(const Expr& e);
  std::optional<LinkFactId> same_fact(const Expr& e, const NamedLinks& links);
  TermId link_is(const std::vector<RelationId>& relations, Span span);
  TermId link_count(const Expr& e);
  TermId link_extreme(const Expr& e);
  TermId extreme(const Expr& e);
  bool about_these_links(DefineId define, Span at, bool other);
  std::uint32_t relation_list(const std::vector<RelationId>& relations);

  // resolve_operands.cpp
  TermId operand(syntax::ExprId id);
  TermId name(const syntax::Name& name, Span span, bool other);
  bool reads_other_links(const syntax::Name& name, bool other);
  TermId item(const Named& named, Span span, bool other);
  TermId others_name(const Expr& e);
  bool counts_links(const Expr& e) const;
  TermId count(const Expr& e);
  TermId shift(const Expr& e);
  TermId span(const Expr& e);
  TermId constant(const Type& type, Value value, Span at);
  bool require_date(TermId term, std::string_view use);
  void need_month_ends(Span span);
  std::optional<DurationUnit> family(TermId term) const;

  // resolve_comparisons.cpp
  TermId comparison(const Expr& e);
  TermId order(const Expr& e, TermId left);

  // resolve_memberships.cpp
  TermId equality(const Expr& e, TermId left);
  TermId member_equality(const Expr& e, TermId left, const Expr& right);
  TermId membership(const Expr& e, TermId left);
  TermId inclusion(const Expr& e, TermId left);
  TermId inclusion_of_member(const Expr& e, TermId left, const Expr& right);
  TermId set_operand(const Expr& right, EnumId enumeration, std::string_view instead_of_member);
  std::string only_member(std::string_view set, const Expr& member, EnumId enumeration) const;
  TermId compared(const Expr& e, Comparison comparison, TermId left, TermId right);
  bool check_same_type(const Expr& e, TermId left, TermId right);
  void report_wrong_test(const Expr& e, TermId left);

  /// What a name on the right of a kind means: a member, an item, or (reported) neither or both.
  struct RightName {
    std::optional<std::uint32_t> member;
    TermId item = kBadTerm;
  };
  RightName right_name(const Expr& right, EnumId enumeration);

  bool on_links() const { return !links_.relations.empty(); }
  std::optional<LinkFactId> find_link_fact(std::string_view name) const;
  const Term& term(TermId id) const { return state_.policy.terms[id]; }
  const Type& type(TermId id) const { return state_.policy.terms[id].type; }
  std::string_view text(Span span) const { return state_.sources.text(span); }
  const Enumeration& enumeration(EnumId id) const { return state_.policy.enumerations[id]; }

  State& state_;
  const syntax::Document& document_;
  NamedLinks links_;
  DefineId about_ = kNoId;
  std::vector<RelationId> misread_;  ///< relations whose facts were read, and are not of these links: said once of each
  std::uint32_t link_group_ = kNoId;  ///< of them all; kNoId if they have none in common
};

}  // namespace proviso::resolution
