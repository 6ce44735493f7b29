#include "interpreter/match.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "interpreter/match_colours.hpp"

namespace proviso {

std::vector<std::uint32_t>& PolicyMatch::table(MatchTable table) {
  std::vector<std::uint32_t>* const tables[] = {&sources,    &enumerations, &facts,      &relations,
                                                &link_facts, &sets,         &values,     &defines,
                                                &decisions,  &rules,        &amendments, &impossibles};
  return *tables[static_cast<std::size_t>(table)];
}

const std::vector<std::uint32_t>& PolicyMatch::table(MatchTable table) const {
  return const_cast<PolicyMatch*>(this)->table(table);
}

bool PolicyMatch::is_likely(const MatchedItem& item) const {
  return std::binary_search(likely.begin(), likely.end(), item);
}

namespace {

// Beyond so many choices among items that nothing tells apart, all that are left are taken by name at once.
constexpr int kMaxChoices = 64;

PolicyMatch nothing_matched(const Policy& policy) {
  PolicyMatch match;
  for (std::size_t t = 0; t < kMatchTables; ++t) {
    const auto table = static_cast<MatchTable>(t);
    match.table(table).assign(size_of(policy, table), kNoId);
  }
  for (const Enumeration& enumeration : policy.enumerations) match.leaves.emplace_back(enumeration.size(), kNoId);
  return match;
}

bool is_open(const PolicyMatch& match, const MatchedItem& item) {
  const auto& to = item.table == MatchTable::leaf ? match.leaves[item.enumeration] : match.table(item.table);
  return to[item.id] == kNoId;
}

// What is found by name alone: the kind of a rule is part of its name. Outcomes follow their decision, members their
// kind, facts of links their relation.
std::string key_of(const Policy& policy, const MatchedItem& item) {
  if (item.table == MatchTable::leaf || item.table == MatchTable::link_fact) return {};
  if (item.table == MatchTable::enumeration && policy.enumerations[item.id].decision != kNoId) return {};
  std::string key = name_of(policy, item);
  if (item.table == MatchTable::rule) key += " " + std::to_string(static_cast<int>(policy.rules[item.id].kind));
  return key;
}

void match_by_name(Matching& matching) {
  std::map<std::pair<MatchTable, std::string>, MatchedItem> in_a;
  for (const MatchedItem& item : items_of(matching.a)) in_a[{item.table, key_of(matching.a, item)}] = item;
  for (const MatchedItem& item : items_of(matching.b)) {
    const std::string key = key_of(matching.b, item);
    if (key.empty() || !matching.open_in_b(item)) continue;
    if (const auto found = in_a.find({item.table, key}); found != in_a.end()) matching.add(found->second, item);
  }
}

bool add_alike(Matching& matching, const Colours& colours, bool labels, const MatchedItem& a, const MatchedItem& b) {
  if (!matching.fits(a, b)) return false;
  matching.add(a, b, !colours.a().has_evidence(a, labels) || !colours.b().has_evidence(b, labels));
  return true;
}

// Pairs of which no other item has the colour.
bool match_unique(Matching& matching, bool labels) {
  Colours colours(matching, labels);
  colours.refine();
  bool any = false;
  for (const auto& [a, b] : colours.alike()) {
    if (a.size() == 1 && b.size() == 1) any |= add_alike(matching, colours, labels, a.front(), b.front());
  }
  return any;
}

// Nothing tells these apart, so any of them may be the one. What hangs together with it follows from that, once colours
// are seen again; so at most one is chosen among items that hang together, unless it is to be `all_at_once`.
bool match_one_of_several(Matching& matching, bool all_at_once) {
  Colours colours(matching, true);
  colours.refine();
  const auto in_a = colours.a().components(), in_b = colours.b().components();
  std::set<MatchedItem> chosen_in_a, chosen_in_b;
  bool any = false;
  for (const auto& [a, b] : colours.alike()) {
    if (a.size() != b.size()) continue;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const MatchedItem &of_a = in_a.at(a[i]), &of_b = in_b.at(b[i]);
      if (!all_at_once && (chosen_in_a.contains(of_a) || chosen_in_b.contains(of_b))) continue;
      if (!add_alike(matching, colours, true, a[i], b[i])) continue;
      chosen_in_a.insert(of_a);
      chosen_in_b.insert(of_b);
      any = true;
    }
  }
  return any;
}

bool may_match_more(const Matching& matching) {
  std::array<bool, kMatchTables + 1> in_a{}, in_b{};
  for (const MatchedItem& item : items_of(matching.a))
    in_a[static_cast<std::size_t>(item.table)] |= matching.open_in_a(item);
  for (const MatchedItem& item : items_of(matching.b))
    in_b[static_cast<std::size_t>(item.table)] |= matching.open_in_b(item);
  for (std::size_t t = 0; t < in_a.size(); ++t) {
    if (in_a[t] && in_b[t]) return true;
  }
  return false;
}

}  // namespace

Matching::Matching(const Policy& old_policy, const Policy& new_policy)
    : a(old_policy), b(new_policy), to_old(nothing_matched(new_policy)), to_new(nothing_matched(old_policy)) {}

bool Matching::open_in_a(const MatchedItem& item) const { return is_open(to_new, item); }
bool Matching::open_in_b(const MatchedItem& item) const { return is_open(to_old, item); }

bool Matching::fits(const MatchedItem& old_item, const MatchedItem& new_item) const {
  if (!open_in_a(old_item) || !open_in_b(new_item)) return false;
  if (old_item.table == MatchTable::leaf) return to_old.enumerations[new_item.enumeration] == old_item.enumeration;
  if (old_item.table != MatchTable::link_fact) return true;
  const auto relations = [](const Policy& policy, LinkFactId fact) {
    for (const RelationGroup& group : policy.relation_groups) {
      if (std::find(group.facts.begin(), group.facts.end(), fact) != group.facts.end()) return group.relations;
    }
    return std::vector<RelationId>{};
  };
  const std::vector<RelationId> olds = relations(a, old_item.id), news = relations(b, new_item.id);
  return std::any_of(news.begin(), news.end(), [&](RelationId id) {
    return std::find(olds.begin(), olds.end(), to_old.relations[id]) != olds.end();
  });
}

void Matching::add(const MatchedItem& old_item, const MatchedItem& new_item, bool likely) {
  if (!open_in_a(old_item) || !open_in_b(new_item)) return;
  const std::uint32_t x = old_item.id, y = new_item.id;
  if (likely && name_of(a, old_item) != name_of(b, new_item)) to_old.likely.push_back(new_item);
  if (old_item.table == MatchTable::leaf) {
    to_old.leaves[new_item.enumeration][y] = x;
    to_new.leaves[old_item.enumeration][x] = y;
    return;
  }
  to_old.table(old_item.table)[y] = x;
  to_new.table(old_item.table)[x] = y;
  const auto by_name = [&](const std::vector<MatchedItem>& olds, const std::vector<MatchedItem>& news) {
    for (const MatchedItem& n : news) {
      const auto o = std::find_if(olds.begin(), olds.end(),
                                  [&](const MatchedItem& item) { return name_of(a, item) == name_of(b, n); });
      if (o != olds.end()) add(*o, n);
    }
  };
  if (old_item.table == MatchTable::decision) {
    const EnumId e = a.decisions[x].enumeration, f = b.decisions[y].enumeration;
    if (e != kNoId && f != kNoId) add({MatchTable::enumeration, e}, {MatchTable::enumeration, f});
  } else if (old_item.table == MatchTable::enumeration) {
    const auto leaves = [](const Policy& policy, EnumId of) {
      std::vector<MatchedItem> items;
      for (std::uint32_t v = 0; v < policy.enumerations[of].size(); ++v) items.push_back({MatchTable::leaf, v, of});
      return items;
    };
    by_name(leaves(a, x), leaves(b, y));
  } else if (old_item.table == MatchTable::relation) {
    const auto facts = [](const Policy& policy, RelationId of) {
      std::vector<MatchedItem> items;
      for (const LinkFactId id : policy.relation_groups[policy.relations[of].group].facts)
        items.push_back({MatchTable::link_fact, id});
      return items;
    };
    by_name(facts(a, x), facts(b, y));
  }
}

PolicyMatch match_policies(const Policy& a, const Policy& b) {
  Matching matching(a, b);
  match_by_name(matching);
  int choices = 0;
  while (may_match_more(matching)) {
    if (match_unique(matching, true) || match_unique(matching, false)) continue;
    if (match_one_of_several(matching, ++choices > kMaxChoices)) continue;
    if (!match_likely(matching)) break;
  }
  std::sort(matching.to_old.likely.begin(), matching.to_old.likely.end());
  return std::move(matching.to_old);
}

}  // namespace proviso
