#include "interpreter/revert.hpp"

#include <algorithm>

namespace proviso {

namespace {

std::vector<std::uint32_t> places(const std::vector<std::uint32_t>& ids, std::size_t size) {
  std::vector<std::uint32_t> result(size, kNoId);
  for (std::uint32_t i = 0; i < ids.size(); ++i) {
    if (ids[i] != kNoId) result[ids[i]] = i;
  }
  return result;
}

}  // namespace

struct Reverter::Direction {
  const Policy& pattern;
  bool is_new;                                 // the policy that is changed is the new one
  const std::vector<AmendmentId>& amendments;  // of the pattern, in the policy that is changed
};

Reverter::Reverter(const Aligned& aligned, const PolicyMatch& match, const Policy& a, const Policy& b)
    : aligned_(aligned), amendment_in_old_(match.amendments), amendment_in_new_(a.amendments.size(), kNoId) {
  for (AmendmentId i = 0; i < b.amendments.size(); ++i) {
    if (match.amendments[i] != kNoId) amendment_in_new_[match.amendments[i]] = i;
  }
  const auto both = [&](std::vector<std::uint32_t>(&to)[2], const Aligned::Ids& ids, std::size_t in_a,
                        std::size_t in_b) {
    to[0] = places(ids.in_old, in_a);
    to[1] = places(ids.in_new, in_b);
  };
  both(sets_, aligned.sets, a.sets.size(), b.sets.size());
  both(values_, aligned.values, a.values.size(), b.values.size());
  both(defines_, aligned.defines, a.defines.size(), b.defines.size());
  both(decisions_, aligned.decisions, a.decisions.size(), b.decisions.size());
  both(rules_, aligned.rules, a.rules.size(), b.rules.size());
  both(impossibles_, aligned.impossibles, a.impossibles.size(), b.impossibles.size());
  both(facts_, aligned.facts, a.facts.size(), b.facts.size());
}

bool Reverter::can_matter(const ChangedPart& part) const {
  using Item = ChangedPart::Item;
  const bool both = part.a != kNoId && part.b != kNoId;
  switch (part.item) {
    case Item::set:
    case Item::value:
    case Item::define:
    case Item::decision:
    case Item::fact:
      return both;
    case Item::rule:
    case Item::impossible:
    case Item::amendment_change:
      return true;
    case Item::amendment:
      return both;
    default:
      return false;
  }
}

Policy Reverter::new_without(const std::vector<ChangedPart>& parts) const {
  return with(aligned_.new_policy, {aligned_.old_policy, true, amendment_in_new_}, parts);
}

Policy Reverter::old_with(const std::vector<ChangedPart>& parts) const {
  return with(aligned_.old_policy, {aligned_.new_policy, false, amendment_in_old_}, parts);
}

// Amendments that are added move those behind them: they come last.
Policy Reverter::with(Policy policy, const Direction& way, const std::vector<ChangedPart>& parts) const {
  const auto is_added = [&](const ChangedPart& part) {
    return part.item == ChangedPart::Item::amendment_change && (way.is_new ? part.b : part.a) == kNoId;
  };
  for (const bool added : {false, true}) {
    for (const ChangedPart& part : parts) {
      if (is_added(part) == added) apply(way, part, policy);
    }
  }
  return policy;
}

namespace {

// The base texts of the pattern in the place of the item's own; what amendments made of it stays. What has no text then
// keeps one that is never in force.
template <class V>
void take_base(std::vector<V>& versions, const std::vector<V>& pattern, std::vector<Amendment>& amendments,
               Change::Item item, std::uint32_t ref) {
  std::vector<V> result;
  for (const V& v : pattern) {
    if (v.amendment == kNoId) result.push_back(v);
  }
  std::vector<std::uint32_t> moved(versions.size(), kNoId);
  for (std::uint32_t i = 0; i < versions.size(); ++i) {
    if (versions[i].amendment == kNoId) continue;
    moved[i] = static_cast<std::uint32_t>(result.size());
    result.push_back(versions[i]);
  }
  for (Amendment& a : amendments) {
    for (Change& c : a.changes) {
      if (c.item == item && c.ref == ref && c.version != kNoId) c.version = moved[c.version];
    }
  }
  if constexpr (requires(V v) { v.in_force = Period{}; }) {
    if (result.empty() && !versions.empty()) {
      result.push_back(versions.front());
      result.back().in_force = Period{kLastDay, kFirstDay};
    }
  }
  versions = std::move(result);
}

// Exceptions name amendments by their place in their own version.
void move_spares(std::vector<RuleVersion>& versions, const std::vector<AmendmentId>& to) {
  for (RuleVersion& v : versions) {
    if (v.amendment != kNoId) continue;
    std::vector<AmendmentId> spares;
    for (const AmendmentId a : v.spares) {
      if (to[a] != kNoId) spares.push_back(to[a]);
    }
    v.spares = std::move(spares);
  }
}

void find_exceptions(Policy& policy) {
  for (Amendment& a : policy.amendments) a.exceptions.clear();
  for (RuleId r = 0; r < policy.rules.size(); ++r) {
    for (const RuleVersion& v : policy.rules[r].versions) {
      for (const AmendmentId a : v.spares) {
        auto& exceptions = policy.amendments[a].exceptions;
        if (exceptions.empty() || exceptions.back() != r) exceptions.push_back(r);
      }
    }
  }
}

}  // namespace

void Reverter::apply(const Direction& way, const ChangedPart& part, Policy& policy) const {
  using Item = ChangedPart::Item;
  const auto place = [&](const std::vector<std::uint32_t>(&table)[2]) {
    return part.b != kNoId ? table[1][part.b] : table[0][part.a];
  };
  switch (part.item) {
    case Item::fact: {
      const std::uint32_t id = place(facts_);
      policy.facts[id].only_if = way.pattern.facts[id].only_if;
      policy.facts[id].none_declared = way.pattern.facts[id].none_declared;
      break;
    }
    case Item::set: {
      const std::uint32_t id = place(sets_);
      policy.sets[id].versions = way.pattern.sets[id].versions;
      break;
    }
    case Item::value: {
      const std::uint32_t id = place(values_);
      policy.values[id].versions = way.pattern.values[id].versions;
      break;
    }
    case Item::define: {
      const std::uint32_t id = place(defines_);
      take_base(policy.defines[id].versions, way.pattern.defines[id].versions, policy.amendments, Change::Item::define,
                id);
      break;
    }
    case Item::decision: {
      const std::uint32_t id = place(decisions_);
      take_base(policy.decisions[id].versions, way.pattern.decisions[id].versions, policy.amendments,
                Change::Item::decision, id);
      break;
    }
    case Item::rule: {
      const std::uint32_t id = place(rules_);
      std::vector<RuleVersion> pattern = way.pattern.rules[id].versions;
      move_spares(pattern, way.amendments);
      take_base(policy.rules[id].versions, pattern, policy.amendments, Change::Item::rule, id);
      find_exceptions(policy);
      break;
    }
    case Item::impossible: {
      const std::uint32_t id = place(impossibles_);
      policy.impossibles[id].condition = way.pattern.impossibles[id].condition;
      break;
    }
    case Item::amendment: {
      if (part.a == kNoId || part.b == kNoId) break;
      Amendment& to = policy.amendments[way.is_new ? part.b : part.a];
      const Amendment& from = way.pattern.amendments[way.is_new ? part.a : part.b];
      to.from = from.from;
      to.scope = from.scope;
      break;
    }
    case Item::amendment_change:
      if (way.is_new) {
        apply_change(way, part.b, part.change_b, part.a, part.change_a, policy);
      } else {
        apply_change(way, part.a, part.change_a, part.b, part.change_b, policy);
      }
      break;
    default:
      break;
  }
}

namespace {

// The text that a change brings, from one version's item into another's.
template <class V>
std::uint32_t take_version(std::vector<V>& versions, const std::vector<V>& pattern, std::uint32_t index,
                           AmendmentId amendment) {
  versions.push_back(pattern[index]);
  versions.back().amendment = amendment;
  return static_cast<std::uint32_t>(versions.size() - 1);
}

void take_text(Change& change, const Policy& pattern, AmendmentId amendment, Policy& policy) {
  if (change.version == kNoId) return;
  const std::uint32_t ref = change.ref;
  if (change.item == Change::Item::define)
    change.version =
        take_version(policy.defines[ref].versions, pattern.defines[ref].versions, change.version, amendment);
  if (change.item == Change::Item::decision)
    change.version =
        take_version(policy.decisions[ref].versions, pattern.decisions[ref].versions, change.version, amendment);
  if (change.item == Change::Item::rule) {
    change.version = take_version(policy.rules[ref].versions, pattern.rules[ref].versions, change.version, amendment);
    policy.rules[ref].versions.back().spares.clear();
  }
}

// Makes room for an amendment of the pattern where its day comes.
AmendmentId add_amendment(const Amendment& pattern, Policy& policy) {
  const auto after = std::find_if(policy.amendments.begin(), policy.amendments.end(),
                                  [&](const Amendment& a) { return a.from > pattern.from; });
  const auto at = static_cast<AmendmentId>(after - policy.amendments.begin());
  const auto move = [&](AmendmentId& id) {
    if (id != kNoId && id >= at) ++id;
  };
  const auto move_all = [&](auto& items) {
    for (auto& item : items) {
      for (auto& v : item.versions) move(v.amendment);
    }
  };
  move_all(policy.defines);
  move_all(policy.decisions);
  move_all(policy.rules);
  for (Rule& r : policy.rules) {
    for (RuleVersion& v : r.versions) {
      for (AmendmentId& id : v.spares) move(id);
    }
  }
  Amendment added = pattern;
  added.changes.clear();
  added.exceptions.clear();
  added.after.clear();
  policy.amendments.insert(after, std::move(added));
  return at;
}

}  // namespace

void Reverter::apply_change(const Direction& way, std::uint32_t amendment, std::uint32_t change, std::uint32_t pattern,
                            std::uint32_t pattern_change, Policy& policy) const {
  if (pattern_change == kNoId) {  // it is not there
    // Later changes of the amendment keep their places: it is made to change nothing.
    policy.amendments[amendment].changes[change].kind = syntax::ChangeKind::add_to;
    Change& c = policy.amendments[amendment].changes[change];
    c.item = Change::Item::set;
    c.ref = kNoId;
    return;
  }
  const Change& from = way.pattern.amendments[pattern].changes[pattern_change];
  const bool is_there = amendment != kNoId;
  const AmendmentId to = is_there ? amendment : add_amendment(way.pattern.amendments[pattern], policy);
  Change taken = from;
  take_text(taken, way.pattern, to, policy);
  if (is_there && change != kNoId) {
    policy.amendments[to].changes[change] = taken;
  } else {
    policy.amendments[to].changes.push_back(taken);
  }
}

}  // namespace proviso
