#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"

// Conditions on links, what is said of links, and what is taken together over links.
namespace proviso::resolution {

using syntax::Expr;

TermResolver::TermResolver(State& state, const syntax::Document& document, NamedLinks links, DefineId about)
    : state_(state), document_(document), links_(std::move(links)), about_(about) {
  const auto& relations = links_.relations;
  const auto group = [&](RelationId id) { return state_.policy.relations[id].group; };
  const bool one = on_links() && std::all_of(relations.begin(), relations.end(),
                                             [&](RelationId id) { return group(id) == group(relations.front()); });
  if (one) link_group_ = group(relations.front());
}

std::optional<NamedLinks> named_links(State& state, const syntax::Name& name) {
  if (const auto found = state.names.relations.find(name.text); found != state.names.relations.end()) {
    if (state.policy.relations[found->second].group == kNoId) return std::nullopt;
    return NamedLinks{{found->second}};
  }
  if (const auto item = state.names.items.find(name.text);
      item != state.names.items.end() && item->second.thing == Thing::define) {
    const Define& define = state.policy.defines[item->second.id];
    const bool condition = define.type.base == BaseType::yes_no && !define.type.or_none;
    if (condition && !define.links.empty()) return NamedLinks{define.links, item->second.id};
    if (state.astray.contains(item->second.id)) return std::nullopt;
  }
  report_unknown_relation(state, name);
  return std::nullopt;
}

std::uint32_t TermResolver::relation_list(const std::vector<RelationId>& relations) {
  state_.policy.relation_lists.push_back(relations);
  return static_cast<std::uint32_t>(state_.policy.relation_lists.size() - 1);
}

TermId TermResolver::narrowed(const NamedLinks& links, TermId condition, Span span) {
  if (links.define == kNoId) return condition;
  Term holds;
  holds.kind = TermKind::define;
  holds.type = state_.policy.defines[links.define].type;
  holds.ref = links.define;
  holds.span = span;
  const TermId define = add(holds, {});
  return condition == kNoId ? define : combine(TermKind::conjunction, span, {define, condition});
}

// The condition of `someone where …`, or of `number of …`, if there is one.
TermId TermResolver::condition_on(const NamedLinks& links, const Expr& e) {
  TermResolver inside(state_, document_, links);
  return inside.narrowed(links, e.child_count == 0 ? kNoId : inside.condition(document_.child(e, 0)), e.name.span);
}

TermId TermResolver::link(const Expr& e) {
  const auto links = named_links(state_, e.name);
  if (!links) return kBadTerm;
  const TermId condition = condition_on(*links, e);
  Term term;
  term.kind = TermKind::link;
  if (!e.same.text.empty()) {
    const auto same = same_fact(e, *links);
    if (!same) return kBadTerm;
    term.ref = *same;
  }
  term.relations = relation_list(links->relations);
  term.value = e.someone ? 1 : 0;
  term.span = e.span;
  return add(term, condition == kNoId ? std::vector<TermId>{} : std::vector<TermId>{condition});
}

// The fact of `with the same`: of the link in question, and of those that are looked for.
std::optional<LinkFactId> TermResolver::same_fact(const Expr& e, const NamedLinks& links) {
  const auto report = [&](std::string message, std::string label, std::string note) {
    state_.report_unless_astray(
        {Kind::bad_same, std::move(message), {e.same.span, std::move(label)}, {}, {std::move(note)}},
        {about_, links_.define, links.define});
    return std::nullopt;
  };
  if (!on_links()) {
    return report(fmt::format("there is no link here whose `{}` others could share", e.same.text),
                  "outside a condition on a link",
                  "`with the same` compares links of one person: write it in a condition on a link, or in a define "
                  "about links.");
  }
  const auto fact = find_link_fact(e.same.text);
  const bool shared = fact && TermResolver(state_, document_, links).find_link_fact(e.same.text) == fact;
  if (!shared) {
    return report(fmt::format("`{}` is not a fact of both links", e.same.text), "not of both",
                  "`with the same` names a fact that the declaration of the relations has, and both links have.");
  }
  const Type& type = state_.policy.link_facts[*fact].type;
  if (is_bad(type)) return std::nullopt;
  if (type.base == BaseType::set || type.base == BaseType::note) {
    return report(fmt::format("links cannot be told alike by `{}`, which is {}", e.same.text, type_words(state_, type)),
                  type_words(state_, type), "Name a fact that is a date, a number, a duration, a member or yes/no.");
  }
  return fact;
}

TermId TermResolver::link_is(const std::vector<RelationId>& relations, Span span) {
  Term term;
  term.kind = TermKind::link_is;
  term.relations = relation_list(relations);
  term.span = span;
  return add(term, {});
}

TermId TermResolver::clauses(const std::vector<syntax::Through>& through) {
  std::vector<TermId> parts;
  for (const syntax::Through& clause : through) {
    std::vector<RelationId> relations;
    for (const syntax::Name& name : clause.relations) {
      const auto found = state_.names.relations.find(name.text);
      if (found == state_.names.relations.end()) {
        parts.push_back(kBadTerm);
      } else if (state_.policy.relations[found->second].group != kNoId) {
        relations.push_back(found->second);
      }
    }
    if (relations.empty()) continue;
    std::sort(relations.begin(), relations.end());
    TermResolver inside(state_, document_, {relations}, about_);
    const TermId test = clause.test ? inside.test(*clause.test) : kNoId;
    if (through.size() == 1 && parts.empty()) return test == kNoId ? truth(clause.span) : test;
    const TermId is = link_is(relations, cover(clause.relations.front().span, clause.relations.back().span));
    parts.push_back(test == kNoId ? is : combine(TermKind::conjunction, clause.span, {is, test}));
  }
  if (parts.empty()) return kBadTerm;
  return combine(TermKind::disjunction, cover(through.front().span, through.back().span), parts);
}

bool TermResolver::about_these_links(DefineId id, Span at, bool other) {
  const Define& define = state_.policy.defines[id];
  if (define.links.empty()) return true;
  const bool known = std::all_of(links_.relations.begin(), links_.relations.end(), [&](RelationId relation) {
    return std::binary_search(define.links.begin(), define.links.end(), relation);
  });
  if (!other && on_links() && known) return true;
  std::vector<std::string> relations;
  for (const RelationId link : define.links) relations.push_back(state_.policy.relations[link].heading.name);
  const std::string of = fmt::format("links of {}", listed(relations));
  state_.report_unless_astray(
      {Kind::define_of_links,
       other ? fmt::format("`{}` is about {}, not about the other person", define.name, of)
             : fmt::format("`{}` is about {}, and this is not a condition on those alone", define.name, of),
       {at, "says something of a link"},
       {{define.versions.front().heading.name_span, "declared here"}},
       {other ? fmt::format("Write `{}` alone, where the link is meant.", define.name)
              : fmt::format("Read it behind `is {} someone where`, behind `through {}`, or in another define "
                            "with `through {}`.",
                            relations.front(), relations.front(), relations.front())}},
      {id, about_, links_.define});
  return false;
}

// -- Taken together over links
// ------------------------------------------------------------------------------------------

TermId TermResolver::link_count(const Expr& e) {
  const auto links = named_links(state_, e.name);
  if (!links) return kBadTerm;
  const TermId condition = condition_on(*links, e);
  Term term;
  term.kind = TermKind::link_count;
  term.type = {BaseType::number, kNoId, false};
  term.relations = relation_list(links->relations);
  term.span = e.span;
  return add(term, condition == kNoId ? std::vector<TermId>{} : std::vector<TermId>{condition});
}

TermId TermResolver::link_extreme(const Expr& e) {
  const auto links = named_links(state_, e.name);
  if (!links) return kBadTerm;
  TermResolver inside(state_, document_, *links);
  const TermId date = inside.operand(document_.child(e, 0));
  const TermId condition =
      inside.narrowed(*links, e.child_count == 1 ? kNoId : inside.condition(document_.child(e, 1)), e.name.span);
  if (date == kBadTerm || !require_date(date, e.latest ? "`the latest`" : "`the earliest`")) return kBadTerm;
  Term term;
  term.kind = TermKind::link_extreme;
  term.type = {BaseType::date, kNoId, true};
  term.value = e.latest ? 1 : -1;
  term.relations = relation_list(links->relations);
  term.span = e.span;
  return add(term, condition == kNoId ? std::vector<TermId>{date} : std::vector<TermId>{date, condition});
}

TermId TermResolver::extreme(const Expr& e) {
  std::vector<TermId> dates;
  bool or_none = true;
  for (std::uint32_t i = 0; i < e.child_count; ++i) {
    TermId date = operand(document_.child(e, i));
    if (date != kBadTerm && !require_date(date, e.latest ? "`the latest`" : "`the earliest`")) date = kBadTerm;
    if (date != kBadTerm) or_none = or_none && type(date).or_none;
    dates.push_back(date);
  }
  Term term;
  term.kind = TermKind::extreme;
  term.type = {BaseType::date, kNoId, or_none};
  term.value = e.latest ? 1 : -1;
  term.span = e.span;
  return add(term, dates);
}

}  // namespace proviso::resolution
