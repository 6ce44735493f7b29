#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "interpreter/structural_tables.hpp"

// The header, sources, kinds and their members, facts, relations.
namespace proviso::structural {

using Item = ChangedPart::Item;

namespace {

std::string quoted(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += "\"" + text + "\" ";
  return all;
}

}  // namespace

Facet Comparison::with_heading(const Side& side, std::string item, const Heading& heading) {
  Facet facet;
  facet.side = &side;
  facet.item = std::move(item);
  facet.name = heading.name;
  facet.label = heading.label;
  facet.wording = side.text.wording(heading);
  facet.texts = {{heading.span}};
  facet.citations = &heading.citations;
  return facet;
}

void Comparison::compare_header() {
  const auto facet = [](const Side& side) {
    const Policy& policy = side.policy;
    Facet result;
    result.side = &side;
    result.item = "policy";
    result.name = policy.name;
    result.label = policy.title;
    result.body = std::to_string(static_cast<int>(policy.month_ends));
    result.in_force = {policy.in_force_from, policy.in_force_through};
    result.dates = side.text.period(result.in_force);
    result.wording = quoted({policy.title}) + quoted(policy.authority) + "; " + quoted(policy.basis);
    result.texts = {{policy.span}};
    return result;
  };
  add(compare({}, facet(a_), facet(b_)), false);
}

void Comparison::compare_vocabulary() {
  compare_table(Item::source, MatchTable::source, [](const Side& side, std::uint32_t id) {
    const SourceDocument& source = side.policy.sources[id];
    Facet facet = with_heading(side, "source", source.heading);
    facet.wording += side.text.source(source);  // nothing is computed from it
    return facet;
  });
  compare_table(Item::enumeration, MatchTable::enumeration,
                [](const Side& side, std::uint32_t id) -> std::optional<Facet> {
                  const Enumeration& enumeration = side.policy.enumerations[id];
                  if (enumeration.decision != kNoId) return std::nullopt;  // outcomes change with their decision
                  Facet facet = with_heading(side, enumeration.regions ? "regions" : "kind", enumeration.heading);
                  facet.body = side.text.enumeration(id);
                  std::vector<std::string> labels;
                  for (const EnumMember& member : enumeration.members) {
                    std::vector<std::string> said;
                    for (const Value value : member.leaves) said.push_back(side.text.leaf(id, value));
                    for (const EnumMember::Alias& alias : member.aliases)
                      said.push_back("\"" + alias.text + "\"" + side.text.number(MatchTable::source, alias.cites));
                    // The rules that name a group are compared by its members.
                    labels.push_back((member.leaf < 0 ? "group " + member.name : "") + sorted_list(std::move(said)) +
                                     "\"" + member.label + "\"");
                  }
                  facet.wording += sorted_list(std::move(labels));
                  return facet;
                });
  compare_table(Item::fact, MatchTable::fact, [](const Side& side, std::uint32_t id) {
    const Fact& fact = side.policy.facts[id];
    Facet facet = with_heading(side, fact.judgement ? "judgement" : "fact", fact.heading);
    facet.body = side.text.fact(fact);
    facet.wording += "\"" + fact.decided_by + "\"";
    return facet;
  });
  compare_table(Item::relation, MatchTable::relation, [](const Side& side, std::uint32_t id) {
    const Relation& relation = side.policy.relations[id];
    Facet facet = with_heading(side, "relation", relation.heading);
    facet.body = side.text.relation(relation);
    if (relation.is_inverse) return facet;
    for (const LinkFactId fact : side.policy.relation_groups[relation.group].facts)
      facet.wording +=
          side.text.number(MatchTable::link_fact, fact) + "\"" + side.policy.link_facts[fact].heading.label + "\" ";
    return facet;
  });
}

// New names of what has no declaration of its own: members of kinds, facts of links. All else of them is compared with
// the declaration that they are part of.
void Comparison::compare_members() {
  const auto renamed = [&](const ChangedPart& part, const MatchedItem& old_item, const MatchedItem& new_item,
                           const std::string& word, Span old_span, Span new_span) {
    const auto facet = [&](const Side& side, const MatchedItem& item, Span span) {
      Facet result;
      result.side = &side;
      result.item = word;
      result.name = name_of(side.policy, item);
      result.label = label_of(side.policy, item);
      result.texts = {{span, false, false}};
      return result;
    };
    add(compare(part, facet(a_, old_item, old_span), facet(b_, new_item, new_span)), match_.is_likely(new_item));
  };
  for (EnumId e = 0; e < b_.policy.enumerations.size(); ++e) {
    const EnumId old_e = match_.enumerations[e];
    if (old_e == kNoId) continue;
    const Enumeration &old_kind = a_.policy.enumerations[old_e], &new_kind = b_.policy.enumerations[e];
    const bool outcomes = new_kind.decision != kNoId;
    const ChangedPart changed =
        outcomes ? part(Item::decision, {old_kind.decision, new_kind.decision}) : part(Item::enumeration, {old_e, e});
    for (std::uint32_t v = 0; v < new_kind.size(); ++v) {
      const std::uint32_t old_v = match_.leaves[e][v];
      if (old_v == kNoId) continue;
      const auto span = [&](const Side& side, const Enumeration& kind, std::uint32_t value) {
        return outcomes ? side.policy.decisions[kind.decision].outcomes[value].span : kind.leaf(value).span;
      };
      renamed(changed, {MatchTable::leaf, old_v, old_e}, {MatchTable::leaf, v, e}, outcomes ? "outcome" : "member",
              span(a_, old_kind, old_v), span(b_, new_kind, v));
    }
  }
  for (RelationId r = 0; r < b_.policy.relations.size(); ++r) {
    const RelationGroup& group = b_.policy.relation_groups[b_.policy.relations[r].group];
    const auto first = std::find_if(group.relations.begin(), group.relations.end(),
                                    [&](RelationId id) { return match_.relations[id] != kNoId; });
    if (first == group.relations.end() || *first != r) continue;
    for (const LinkFactId fact : group.facts) {
      const LinkFactId old_fact = match_.link_facts[fact];
      if (old_fact == kNoId) continue;
      renamed(part(Item::relation, {match_.relations[r], r}), {MatchTable::link_fact, old_fact},
              {MatchTable::link_fact, fact}, "link fact", a_.policy.link_facts[old_fact].heading.span,
              b_.policy.link_facts[fact].heading.span);
    }
  }
}

}  // namespace proviso::structural
