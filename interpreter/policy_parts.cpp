#include "interpreter/policy_parts.hpp"

#include <algorithm>
#include <numeric>

namespace proviso {

namespace {

/// Leaves out what is not kept, and says where the rest is then.
template <class Table>
std::vector<std::uint32_t> compact(Table& table, const std::vector<char>& kept, std::size_t first) {
  std::vector<std::uint32_t> place(table.size(), kNoId);
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < place.size(); ++i) {
    if (kept[first + i] == 0) continue;
    place[i] = next;
    if (next != i) table[next] = std::move(table[i]);
    ++next;
  }
  table.resize(next);
  return place;
}

/// Puts the new places into what refers to items.
struct Places {
  std::vector<std::uint32_t> rules, decisions, defines, amendments, sets, values, facts, terms;

  static void set(std::uint32_t& ref, const std::vector<std::uint32_t>& place) {
    if (ref != kNoId) ref = place[ref];
  }
  void set(std::vector<OutcomeRef>& outcomes) const {
    for (OutcomeRef& outcome : outcomes) set(outcome.decision, decisions);
  }
  static void set(std::vector<std::uint32_t>& refs, const std::vector<std::uint32_t>& place) {
    for (std::uint32_t& ref : refs) set(ref, place);
  }

  void set(Rule& rule) const {
    for (RuleVersion& version : rule.versions) {
      set(version.test, terms);
      for (Through& clause : version.through) set(clause.condition, terms);
      set(version.targets);
      set(version.from);
      set(version.switches_off, rules);
      set(version.spares, amendments);
      set(version.amendment, amendments);
    }
  }
  void set(Change& change) const {
    switch (change.item) {
      case Change::Item::set:
        return set(change.ref, sets);
      case Change::Item::value:
        return set(change.ref, values);
      case Change::Item::define:
        return set(change.ref, defines);
      case Change::Item::decision:
        return set(change.ref, decisions);
      case Change::Item::rule:
        return set(change.ref, rules);
    }
  }
  void set(Amendment& amendment) const {
    amendment.after.clear();  // the order of the table is the order in which they apply
    set(amendment.scope, terms);
    set(amendment.exceptions, rules);
    for (Change& change : amendment.changes) set(change);
  }
  void set(Define& define) const {
    for (DefineVersion& version : define.versions) {
      set(version.body, terms);
      set(version.amendment, amendments);
    }
  }
  void set(Decision& decision) const {
    for (DecisionVersion& version : decision.versions) set(version.amendment, amendments);
  }
  void set(Term& term) const {
    if (term.kind == TermKind::fact) set(term.ref, facts);
    if (term.kind == TermKind::set) set(term.ref, sets);
    if (term.kind == TermKind::value) set(term.ref, values);
    if (term.kind == TermKind::define) set(term.ref, defines);
    if (term.kind == TermKind::decision) set(term.ref, decisions);
  }
};

}  // namespace

PolicyParts::PolicyParts(const Policy& policy) : policy_(policy) {
  number_items();
  find_shared_defines();
  tie_items();
  // Parts in the order of their first items.
  part_of_.assign(items_, kNoId);
  std::vector<std::uint32_t> number(items_, kNoId);
  for (Item item = 0; item < items_; ++item) {
    const Item of = top(item);
    if (of == top(bounds_) || (is_shared(item) && of == item)) continue;
    if (number[of] == kNoId) number[of] = static_cast<std::uint32_t>(count_++);
    part_of_[item] = number[of];
  }
  for (Item item = 0; item < items_; ++item) {
    if (part_of_[item] == kNoId) part_of_[item] = static_cast<std::uint32_t>(count_);
  }
  ++count_;
}

// The bounds are one item: they hold for everybody.
void PolicyParts::number_items() {
  const auto next = [&](std::size_t size) {
    const Item first = items_;
    items_ += static_cast<Item>(size);
    return first;
  };
  rules_ = next(policy_.rules.size());
  decisions_ = next(policy_.decisions.size());
  defines_ = next(policy_.defines.size());
  amendments_ = next(policy_.amendments.size());
  sets_ = next(policy_.sets.size());
  values_ = next(policy_.values.size());
  bounds_ = next(1);
  above_.resize(items_);
  std::iota(above_.begin(), above_.end(), Item{0});
  shared_.assign(items_, 0);
}

PolicyParts::Item PolicyParts::item_of(const Term& term) const {
  switch (term.kind) {
    case TermKind::set:
      return sets_ + term.ref;
    case TermKind::value:
      return values_ + term.ref;
    case TermKind::define:
      return defines_ + term.ref;
    case TermKind::decision:
      return decisions_ + term.ref;
    default:
      return kNoId;
  }
}

PolicyParts::Item PolicyParts::item_of(const Change& change) const {
  switch (change.item) {
    case Change::Item::set:
      return sets_ + change.ref;
    case Change::Item::value:
      return values_ + change.ref;
    case Change::Item::define:
      return defines_ + change.ref;
    case Change::Item::decision:
      return decisions_ + change.ref;
    case Change::Item::rule:
      break;
  }
  return rules_ + change.ref;
}

template <class Visit>
void PolicyParts::each_read(TermId id, const Visit& visit) const {
  if (id == kNoId) return;
  const Term& term = policy_.term(id);
  visit(id, item_of(term));
  for (std::uint32_t i = 0; i < term.child_count; ++i) each_read(policy_.child(term, i), visit);
}

template <class Visit>
void PolicyParts::each_bound(const Visit& visit) const {
  for (const Impossible& impossible : policy_.impossibles) visit(impossible.condition);
  for (const Fact& fact : policy_.facts) visit(fact.only_if);
}

template <class Visit>
void PolicyParts::each_term_of(Item item, const Visit& visit) const {
  if (item < decisions_) {
    for (const RuleVersion& version : policy_.rules[item].versions) {
      visit(version.test);
      for (const Through& clause : version.through) visit(clause.condition);
    }
  } else if (item >= defines_ && item < amendments_) {
    for (const DefineVersion& version : policy_.defines[item - defines_].versions) visit(version.body);
  } else if (item >= amendments_ && item < sets_) {
    visit(policy_.amendments[item - amendments_].scope);
  } else if (item == bounds_) {
    each_bound(visit);
  }
}

bool PolicyParts::reads_no_rules(TermId id, const std::vector<char>& known) const {
  bool none = true;
  each_read(id, [&](TermId, Item item) { none = none && (item == kNoId || known[item] != 0); });
  return none;
}

// Sets, values and definitions that no amendment changes, and that read nothing else than such.
void PolicyParts::find_shared_defines() {
  std::fill(shared_.begin() + sets_, shared_.begin() + bounds_, 1);
  std::vector<char> changed(items_, 0);
  for (const Amendment& amendment : policy_.amendments) {
    for (const Change& change : amendment.changes) changed[item_of(change)] = 1;
  }
  for (Item item = sets_; item < bounds_; ++item) shared_[item] = changed[item] == 0;
  for (bool more = true; more;) {
    more = false;
    for (Item item = defines_; item < amendments_; ++item) {
      if (shared_[item] != 0 || changed[item] != 0) continue;
      bool shared = true;
      each_term_of(item, [&](TermId term) { shared = shared && reads_no_rules(term, shared_); });
      if (!shared) continue;
      shared_[item] = 1;
      more = true;
    }
  }
}

PolicyParts::Item PolicyParts::top(Item item) const {
  while (above_[item] != item) item = above_[item] = above_[above_[item]];
  return item;
}

void PolicyParts::tie(Item a, Item b) {
  if (!is_shared(a) && !is_shared(b)) above_[top(a)] = top(b);
}

void PolicyParts::tie_all(Item item, TermId term) {
  each_read(term, [&](TermId, Item read) {
    if (read != kNoId) tie(item, read);
  });
}

void PolicyParts::tie_items() {
  const auto amended = [&](Item item, const auto& versions) {
    for (const auto& version : versions) {
      if (version.amendment != kNoId) tie(item, amendments_ + version.amendment);
    }
  };
  for (Item item = 0; item < items_; ++item) {
    each_term_of(item, [&](TermId term) { tie_all(item, term); });
  }
  for (RuleId r = 0; r < policy_.rules.size(); ++r) {
    for (const RuleVersion& version : policy_.rules[r].versions) {
      for (const auto* outcomes : {&version.targets, &version.from}) {
        for (const OutcomeRef& outcome : *outcomes) tie(rules_ + r, decisions_ + outcome.decision);
      }
      for (const RuleId off : version.switches_off) tie(rules_ + r, rules_ + off);
      for (const AmendmentId spared : version.spares) tie(rules_ + r, amendments_ + spared);
    }
    amended(rules_ + r, policy_.rules[r].versions);
  }
  for (DecisionId d = 0; d < policy_.decisions.size(); ++d) amended(decisions_ + d, policy_.decisions[d].versions);
  for (DefineId d = 0; d < policy_.defines.size(); ++d) amended(defines_ + d, policy_.defines[d].versions);
  for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
    for (const RuleId exception : policy_.amendments[a].exceptions) tie(amendments_ + a, rules_ + exception);
    for (const Change& change : policy_.amendments[a].changes) tie(amendments_ + a, item_of(change));
  }
}

// What an item reads of the shared vocabulary, and what that reads.
void PolicyParts::add_read(Item item, std::vector<char>& kept) const {
  each_term_of(item, [&](TermId term) {
    each_read(term, [&](TermId, Item read) {
      if (read == kNoId || kept[read] != 0) return;
      kept[read] = 1;
      add_read(read, kept);
    });
  });
}

PolicyPart PolicyParts::part(std::size_t index) const {
  std::vector<char> own(items_, 0), kept(items_, 0);
  const bool last = index + 1 == count_;
  for (Item item = 0; item < items_; ++item) {
    own[item] = part_of_[item] == index;
    // What the bounds are tied to is in every part.
    kept[item] = own[item] != 0 || (!is_shared(item) && top(item) == top(bounds_));
  }
  for (SetId s = 0; s < policy_.sets.size(); ++s) kept[sets_ + s] |= policy_.sets[s].supplied;
  for (ValueId v = 0; v < policy_.values.size(); ++v) kept[values_ + v] |= policy_.values[v].supplied;
  for (Item item = 0; item < items_; ++item) {
    if (kept[item] != 0) add_read(item, kept);
  }
  PolicyPart part{policy_, {}, {}, {}, {}, {}, last};
  Policy& p = part.policy;
  const auto belongs = [&](Item first, std::size_t size) {
    std::vector<char> result;
    for (std::size_t i = 0; i < size; ++i) {
      if (kept[first + i] != 0) result.push_back(own[first + i]);
    }
    return result;
  };
  part.rules = belongs(rules_, p.rules.size());
  part.decisions = belongs(decisions_, p.decisions.size());
  part.defines = belongs(defines_, p.defines.size());
  part.amendments = belongs(amendments_, p.amendments.size());
  // What the terms of all of these read.
  std::vector<char> terms(p.terms.size(), 0), facts(p.facts.size(), 0);
  for (Item item = 0; item < items_; ++item) {
    if (kept[item] == 0) continue;
    each_term_of(item, [&](TermId term) {
      each_read(term, [&](TermId id, Item) {
        terms[id] = 1;
        if (p.terms[id].kind == TermKind::fact) facts[p.terms[id].ref] = 1;
      });
    });
  }
  for (FactId fact = 0; fact < facts.size(); ++fact) {
    if (facts[fact] != 0) part.facts.push_back(fact);
  }
  const Places places{compact(p.rules, kept, rules_),     compact(p.decisions, kept, decisions_),
                      compact(p.defines, kept, defines_), compact(p.amendments, kept, amendments_),
                      compact(p.sets, kept, sets_),       compact(p.values, kept, values_),
                      compact(p.facts, facts, 0),         compact(p.terms, terms, 0)};
  std::vector<TermId> children;
  for (Term& term : p.terms) {
    places.set(term);
    const auto first = static_cast<std::uint32_t>(children.size());
    for (std::uint32_t i = 0; i < term.child_count; ++i) children.push_back(places.terms[p.child(term, i)]);
    term.first_child = first;
  }
  p.term_children = std::move(children);
  for (Rule& rule : p.rules) places.set(rule);
  for (Define& define : p.defines) places.set(define);
  for (Decision& decision : p.decisions) places.set(decision);
  for (Amendment& amendment : p.amendments) places.set(amendment);
  for (Fact& fact : p.facts) Places::set(fact.only_if, places.terms);
  for (Impossible& impossible : p.impossibles) Places::set(impossible.condition, places.terms);
  for (Enumeration& kind : p.enumerations) {
    if (kind.decision == kNoId) continue;
    kind.decision = places.decisions[kind.decision];
    if (kind.decision == kNoId) kind = Enumeration{};  // of a decision of another part: nothing has its values
  }
  return part;
}

}  // namespace proviso
