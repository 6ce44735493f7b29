#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"

// Operands: names, literals, arithmetic on dates.
namespace proviso::resolution {

using syntax::Expr;
using syntax::ExprId;
using syntax::ExprKind;

TermId TermResolver::constant(const Type& constant_type, Value value, Span at) {
  Term term;
  term.kind = TermKind::constant;
  term.type = constant_type;
  term.value = value;
  term.span = at;
  return add(term, {});
}

TermId TermResolver::operand(ExprId id) {
  const Expr& e = document_.expr(id);
  switch (e.kind) {
    case ExprKind::name:
      return name(e.name, e.span, false);
    case ExprKind::others_name:
      return others_name(e);
    case ExprKind::number_of:
      return counts_links(e) ? link_count(e) : count(e);
    case ExprKind::extreme:
      return extreme(e);
    case ExprKind::extreme_of_links:
      return link_extreme(e);
    case ExprKind::as_of: {
      Term term;
      term.kind = TermKind::as_of;
      term.type = {BaseType::date, kNoId, false};
      term.span = e.span;
      return add(term, {});
    }
    case ExprKind::date:
      return constant({BaseType::date, kNoId, false}, e.number, e.span);
    case ExprKind::number:
      return constant({BaseType::number, kNoId, false}, e.number, e.span);
    case ExprKind::duration:
      return constant({BaseType::duration, kNoId, false}, duration_value(e), e.span);
    case ExprKind::yes:
    case ExprKind::no:
      return constant({BaseType::yes_no, kNoId, false}, e.kind == ExprKind::yes ? 1 : 0, e.span);
    case ExprKind::none:
      return constant({BaseType::none, kNoId, true}, kNone, e.span);
    case ExprKind::shift:
      return shift(e);
    case ExprKind::span:
      return span(e);
    case ExprKind::members:
      state_.report(
          {Kind::misplaced_set,
           "a set in braces cannot stand here",
           {e.span, "this set"},
           {},
           {"`{ … }` stands on the right of `in`, `includes` and `is`, where the left side tells its kind."}});
      return kBadTerm;
    default:
      return kBadTerm;  // the grammar has only operands here
  }
}

std::optional<LinkFactId> TermResolver::find_link_fact(std::string_view wanted) const {
  if (link_group_ == kNoId) return std::nullopt;
  for (const LinkFactId id : state_.policy.relation_groups[link_group_].facts) {
    if (state_.policy.link_facts[id].heading.name == wanted) return id;
  }
  return std::nullopt;
}

TermId TermResolver::name(const syntax::Name& wanted, Span at, bool other) {
  if (!other) {
    if (const auto link_fact = find_link_fact(wanted.text)) {
      const Type& fact_type = state_.policy.link_facts[*link_fact].type;
      if (is_bad(fact_type)) return kBadTerm;
      if (fact_type.base == BaseType::note) {
        report_note_tested(state_, wanted, state_.policy.link_facts[*link_fact].heading.name_span);
        return kBadTerm;
      }
      Term term;
      term.kind = TermKind::link_fact;
      term.type = fact_type;
      term.ref = *link_fact;
      term.span = at;
      return add(term, {});
    }
  }
  const auto found = state_.names.items.find(wanted.text);
  if (found != state_.names.items.end()) return item(found->second, at, other);
  if (!reads_other_links(wanted, other)) report_unknown_name(state_, wanted, other ? kNoId : link_group_);
  return kBadTerm;
}

// Whoever names the wrong relation reads most of its facts in vain: that is said once.
bool TermResolver::reads_other_links(const syntax::Name& wanted, bool other) {
  const std::vector<RelationId> meant = relations_with_fact(state_, wanted.text);
  if (meant.empty()) return false;
  if (other || !on_links()) {
    report_link_fact(state_, wanted, meant, {});
    return true;
  }
  if (std::find(misread_.begin(), misread_.end(), meant.front()) != misread_.end()) return true;
  misread_.push_back(meant.front());
  if (about_ != kNoId) state_.astray.insert(about_);
  report_link_fact(state_, wanted, meant, links_);
  return true;
}

TermId TermResolver::item(const Named& named, Span at, bool other) {
  const Type item_type = state_.type_of(named);
  if (is_bad(item_type)) return kBadTerm;
  if (item_type.base == BaseType::note) {
    const Fact& fact = state_.policy.facts[named.id];
    report_note_tested(state_, {fact.heading.name, at}, fact.heading.name_span);
    return kBadTerm;
  }
  Term term;
  switch (named.thing) {
    case Thing::fact:
      term.kind = TermKind::fact;
      break;
    case Thing::set:
      term.kind = TermKind::set;
      break;
    case Thing::value:
      term.kind = TermKind::value;
      break;
    case Thing::define:
      if (!about_these_links(named.id, at, other)) return kBadTerm;
      term.kind = TermKind::define;
      break;
    default:
      term.kind = TermKind::decision;
      break;
  }
  term.type = item_type;
  term.ref = named.id;
  term.other = other;
  term.span = at;
  return add(term, {});
}

TermId TermResolver::others_name(const Expr& e) {
  if (!on_links()) {
    state_.report(
        {Kind::other_outside_link,
         fmt::format("there is no other person here: `other's {}` has nobody to mean", e.name.text),
         {e.span, "outside a condition on a link"},
         {},
         {"`other's` means the person at the other end of a link. Write it behind `is RELATION someone where` "
          "or, in a derivation, behind `through RELATION if`."}});
    return kBadTerm;
  }
  if (const auto link_fact = find_link_fact(e.name.text)) {
    state_.report({Kind::other_outside_link,
                   fmt::format("`{}` belongs to the link, not to the other person", e.name.text),
                   {e.span, "a fact of the link"},
                   {{state_.policy.link_facts[*link_fact].heading.name_span, "declared here"}},
                   {fmt::format("Write `{}` alone.", e.name.text)}});
    return kBadTerm;
  }
  return name(e.name, e.span, true);
}

bool TermResolver::counts_links(const Expr& e) const {
  if (e.child_count != 0) return true;
  const auto item = state_.names.items.find(e.name.text);
  if (item == state_.names.items.end()) return state_.names.relations.count(e.name.text) != 0;
  return item->second.thing == Thing::define && !state_.policy.defines[item->second.id].links.empty();
}

TermId TermResolver::count(const Expr& e) {
  const TermId set = name(e.name, e.name.span, false);
  if (set == kBadTerm) return kBadTerm;
  if (type(set).base != BaseType::set) {
    state_.report({Kind::wrong_operand,
                   fmt::format("`number of` counts the members of a set, and `{}` is {}", e.name.text,
                               type_words(state_, type(set))),
                   {e.name.span, "not a set"},
                   {},
                   {"Use it with a fact of type `set of …`, with a named set, or with a relation."}});
    return kBadTerm;
  }
  Term term;
  term.kind = TermKind::count;
  term.type = {BaseType::number, kNoId, type(set).or_none};
  term.span = e.span;
  return add(term, {set});
}

bool TermResolver::require_date(TermId date, std::string_view use) {
  if (type(date).base == BaseType::date) return true;
  state_.report(
      {Kind::wrong_operand,
       fmt::format("{} needs a date, and `{}` is {}", use, text(term(date).span), type_words(state_, type(date))),
       {term(date).span, "not a date"},
       {},
       {}});
  return false;
}

TermId TermResolver::shift(const Expr& e) {
  const TermId duration = operand(document_.child(e, 0));
  const TermId date = operand(document_.child(e, 1));
  if (duration == kBadTerm || date == kBadTerm) return kBadTerm;
  const std::string_view word = e.after ? "after" : "before";
  if (type(duration).base != BaseType::duration) {
    state_.report({Kind::wrong_operand,
                   fmt::format("`the … {} …` needs a duration, and `{}` is {}", word,
                               document_.expr(document_.child(e, 0)).name.text, type_words(state_, type(duration))),
                   {document_.expr(document_.child(e, 0)).name.span, "not a duration"},
                   {},
                   {"A duration is written `90 days`, `2 months`, `3 years`, or is the name of a value or fact of type "
                    "`duration`."}});
    return kBadTerm;
  }
  if (!require_date(date, fmt::format("`{}`", word))) return kBadTerm;
  if (family(duration) != DurationUnit::days) need_month_ends(e.span);
  Term moved;
  moved.kind = TermKind::shift;
  moved.type = {BaseType::date, kNoId, type(duration).or_none || type(date).or_none};
  moved.value = e.after ? 1 : -1;
  moved.span = e.span;
  return add(moved, {duration, date});
}

TermId TermResolver::span(const Expr& e) {
  const TermId from = operand(document_.child(e, 0));
  const TermId to = operand(document_.child(e, 1));
  if (from == kBadTerm || to == kBadTerm) return kBadTerm;
  const bool from_is_date = require_date(from, "`whole … from … to …`");
  const bool to_is_date = require_date(to, "`whole … from … to …`");
  if (!from_is_date || !to_is_date) return kBadTerm;
  if (e.unit != syntax::Unit::days) need_month_ends(e.span);
  Term length;
  length.kind = TermKind::span;
  length.unit = e.unit;
  length.type = {BaseType::duration, kNoId, type(from).or_none || type(to).or_none};
  length.span = e.span;
  return add(length, {from, to});
}

void TermResolver::need_month_ends(Span at) {
  auto& first = state_.month_arithmetic;
  if (!first || std::tie(at.file, at.begin) < std::tie(first->file, first->begin)) first = at;
}

// Days or months, where the text alone tells.
std::optional<DurationUnit> TermResolver::family(TermId id) const {
  const Term& t = term(id);
  switch (t.kind) {
    case TermKind::constant:
      return duration_unit(t.value);
    case TermKind::span:
      return t.unit == syntax::Unit::days ? DurationUnit::days : DurationUnit::months;
    case TermKind::value:
      return state_.value_families[t.ref];
    default:
      return std::nullopt;
  }
}

TermId TermResolver::value(ExprId id, const Type& wanted, std::string_view owner) {
  const Expr& e = document_.expr(id);
  if (is_bad(wanted)) {
    // What the name means is open; anything else can still be looked at.
    if (e.kind != ExprKind::name && e.kind != ExprKind::members) operand(id);
    return kBadTerm;
  }
  if (e.kind == ExprKind::none) {
    if (wanted.or_none) return constant(wanted, kNone, e.span);
    report_none_not_allowed(state_, wanted, e.span, owner);
    return kBadTerm;
  }
  TermId result = kBadTerm;
  if (e.kind == ExprKind::name && wanted.base == BaseType::member) {
    const RightName right = right_name(e, wanted.enumeration);
    if (right.member) {
      const EnumMember& member = enumeration(wanted.enumeration).members[*right.member];
      if (member.leaf >= 0) return constant(wanted, member.leaf, e.span);
      report_group_as_value(state_, wanted.enumeration, *right.member, e.name);
      return kBadTerm;
    }
    result = right.item;
  } else if (e.kind == ExprKind::members && wanted.base == BaseType::set) {
    const auto bits = listed_members(state_, document_, e, wanted.enumeration, true);
    if (bits) result = constant(wanted, state_.intern(wanted.enumeration, *bits), e.span);
  } else {
    result = operand(id);
  }
  if (result == kBadTerm) return kBadTerm;
  const Type& given = type(result);
  if (given.base != wanted.base || given.enumeration != wanted.enumeration) {
    state_.report({Kind::type_mismatch,
                   fmt::format("`{}` is declared as {}, and `{}` is {}", owner, type_words(state_, wanted),
                               text(e.span), type_words(state_, given)),
                   {e.span, type_words(state_, given)},
                   {},
                   {fmt::format("Give a value of the declared type, or declare `{}` `as` another type.", owner)}});
    return kBadTerm;
  }
  if (given.or_none && !wanted.or_none) {
    state_.report({Kind::none_not_allowed,
                   fmt::format("`{}` can be none, and `{}` is declared without `or none`", text(e.span), owner),
                   {e.span, "can be none"},
                   {},
                   {fmt::format("Write `or none` behind the type of `{}`, or choose another value where this one is "
                                "none.",
                                owner)}});
    return kBadTerm;
  }
  return result;
}

}  // namespace proviso::resolution
