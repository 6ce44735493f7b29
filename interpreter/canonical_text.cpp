#include "interpreter/canonical_text.hpp"

#include <algorithm>
#include <string_view>

// Items and their numbers, types, values, conditions.
namespace proviso {

ItemNumbers::ItemNumbers(const Policy& policy) {
  for (std::size_t t = 0; t < kMatchTables; ++t) of[t].resize(size_of(policy, static_cast<MatchTable>(t)));
  for (const Enumeration& enumeration : policy.enumerations) leaves.emplace_back(enumeration.size());
}

std::size_t size_of(const Policy& policy, MatchTable table) {
  switch (table) {
    case MatchTable::source:
      return policy.sources.size();
    case MatchTable::enumeration:
      return policy.enumerations.size();
    case MatchTable::fact:
      return policy.facts.size();
    case MatchTable::relation:
      return policy.relations.size();
    case MatchTable::link_fact:
      return policy.link_facts.size();
    case MatchTable::set:
      return policy.sets.size();
    case MatchTable::value:
      return policy.values.size();
    case MatchTable::define:
      return policy.defines.size();
    case MatchTable::decision:
      return policy.decisions.size();
    case MatchTable::rule:
      return policy.rules.size();
    case MatchTable::amendment:
      return policy.amendments.size();
    case MatchTable::impossible:
      return policy.impossibles.size();
    case MatchTable::leaf:
      break;
  }
  return 0;
}

MatchTable table_of(Change::Item item) {
  static constexpr MatchTable kTables[] = {MatchTable::set, MatchTable::value, MatchTable::define, MatchTable::decision,
                                           MatchTable::rule};
  return kTables[static_cast<std::size_t>(item)];
}

std::vector<MatchedItem> items_of(const Policy& policy) {
  std::vector<MatchedItem> items;
  for (std::size_t t = 0; t < kMatchTables; ++t) {
    const auto table = static_cast<MatchTable>(t);
    for (std::uint32_t id = 0; id < size_of(policy, table); ++id) items.push_back({table, id});
  }
  for (EnumId e = 0; e < policy.enumerations.size(); ++e) {
    for (std::uint32_t v = 0; v < policy.enumerations[e].size(); ++v) items.push_back({MatchTable::leaf, v, e});
  }
  return items;
}

namespace {

const Heading* heading_of(const Policy& policy, const MatchedItem& item) {
  switch (item.table) {
    case MatchTable::source:
      return &policy.sources[item.id].heading;
    case MatchTable::enumeration:
      return &policy.enumerations[item.id].heading;
    case MatchTable::fact:
      return &policy.facts[item.id].heading;
    case MatchTable::relation:
      return &policy.relations[item.id].heading;
    case MatchTable::link_fact:
      return &policy.link_facts[item.id].heading;
    case MatchTable::set:
      return &policy.sets[item.id].heading;
    case MatchTable::value:
      return &policy.values[item.id].heading;
    case MatchTable::define:
      return &policy.defines[item.id].versions.back().heading;
    case MatchTable::decision:
      return &policy.decisions[item.id].versions.back().heading;
    case MatchTable::rule:
      return &policy.rules[item.id].versions.back().heading;
    case MatchTable::amendment:
      return &policy.amendments[item.id].heading;
    case MatchTable::impossible:
      return &policy.impossibles[item.id].heading;
    case MatchTable::leaf:
      break;
  }
  return nullptr;
}

const EnumMember& member_of(const Policy& policy, const MatchedItem& item) {
  return policy.enumerations[item.enumeration].leaf(item.id);
}

constexpr std::string_view kLetters = "sefrlnvdcgaim";

}  // namespace

const std::string& name_of(const Policy& policy, const MatchedItem& item) {
  if (item.table == MatchTable::leaf) return member_of(policy, item).name;
  return heading_of(policy, item)->name;
}

const std::string& label_of(const Policy& policy, const MatchedItem& item) {
  if (item.table == MatchTable::leaf) return member_of(policy, item).label;
  return heading_of(policy, item)->label;
}

std::string sorted_list(std::vector<std::string> parts) {
  std::sort(parts.begin(), parts.end());
  std::string text = "(";
  for (const std::string& part : parts) text += part + " ";
  return text + ")";
}

std::string CanonicalText::number(MatchTable table, std::uint32_t id) const {
  if (id == kNoId) return "-";
  if (seen_ != nullptr) seen_->push_back({table, id});
  return kLetters[static_cast<std::size_t>(table)] + std::to_string(numbers_.table(table)[id]);
}

std::string CanonicalText::leaf(EnumId enumeration, Value value) const {
  const auto id = static_cast<std::uint32_t>(value);
  if (seen_ != nullptr) seen_->push_back({MatchTable::leaf, id, enumeration});
  return "m" + std::to_string(numbers_.leaves[enumeration][id]);
}

std::string CanonicalText::type(const Type& type) const {
  std::string text = "t" + std::to_string(static_cast<int>(type.base)) + (type.or_none ? "?" : "");
  if (type.enumeration != kNoId) text += number(MatchTable::enumeration, type.enumeration);
  return text;
}

std::string CanonicalText::set(EnumId of, std::uint32_t constant) const {
  const Bits& bits = policy_.set_constants[constant];
  std::vector<std::string> members;
  for (std::size_t v = 0; v < policy_.enumerations[of].size(); ++v) {
    if (v / 64 < bits.size() && ((bits[v / 64] >> (v % 64)) & 1) != 0)
      members.push_back(leaf(of, static_cast<Value>(v)));
  }
  return sorted_list(std::move(members));
}

std::string CanonicalText::value(const Type& type, Value value) const {
  if (value == kNone) return "none";
  if (type.base == BaseType::set) return set(type.enumeration, static_cast<std::uint32_t>(value));
  if (type.base == BaseType::member) return leaf(type.enumeration, value);
  return std::to_string(static_cast<int>(type.base)) + ":" + std::to_string(value);
}

std::string CanonicalText::period(const Period& period) const {
  return std::to_string(period.from) + ".." + std::to_string(period.through);
}

std::string CanonicalText::relations(const std::vector<RelationId>& relations) const {
  std::vector<std::string> parts;
  for (const RelationId id : relations) parts.push_back(number(MatchTable::relation, id));
  return sorted_list(std::move(parts));
}

std::string CanonicalText::outcome(const OutcomeRef& outcome) const {
  const Decision& decision = policy_.decisions[outcome.decision];
  const std::string of = number(MatchTable::decision, outcome.decision);
  return of + (decision.yes_no ? "=" + std::to_string(outcome.outcome) : leaf(decision.enumeration, outcome.outcome));
}

std::string CanonicalText::term(TermId id) const { return id == kNoId ? "always" : node(policy_.term(id)); }

// `a and (b and c)` is `a and b and c`.
void CanonicalText::parts(TermId id, TermKind kind, std::vector<std::string>& into) const {
  const Term& t = policy_.term(id);
  if (t.kind != kind) {
    into.push_back(node(t));
    return;
  }
  for (std::uint32_t i = 0; i < t.child_count; ++i) parts(policy_.child(t, i), kind, into);
}

std::string CanonicalText::node(const Term& t) const {
  std::string head = t.other ? "other " : "";
  switch (t.kind) {
    case TermKind::constant:
      return value(t.type, t.value);
    case TermKind::fact:
      return head + number(MatchTable::fact, t.ref);
    case TermKind::link_fact:
      return head + number(MatchTable::link_fact, t.ref);
    case TermKind::set:
      return head + number(MatchTable::set, t.ref);
    case TermKind::value:
      return head + number(MatchTable::value, t.ref);
    case TermKind::define:
      return head + number(MatchTable::define, t.ref);
    case TermKind::decision:
      return head + number(MatchTable::decision, t.ref);
    case TermKind::comparison:
      head += "compare" + std::to_string(static_cast<int>(t.comparison));
      break;
    case TermKind::link:
      head += "link " + number(MatchTable::link_fact, t.ref);
      break;
    case TermKind::span:
      head += "span" + std::to_string(static_cast<int>(t.unit));
      break;
    default:
      head += "k" + std::to_string(static_cast<int>(t.kind));
      break;
  }
  head += " " + std::to_string(t.value) + " ";
  if (t.relations != kNoId) head += relations(policy_.relation_lists[t.relations]);
  const bool flat = t.kind == TermKind::conjunction || t.kind == TermKind::disjunction;
  const bool equality =
      t.kind == TermKind::comparison && (t.comparison == Comparison::is || t.comparison == Comparison::is_not);
  std::vector<std::string> children;
  for (std::uint32_t i = 0; i < t.child_count; ++i) {
    if (flat) {
      parts(policy_.child(t, i), t.kind, children);
    } else {
      children.push_back(term(policy_.child(t, i)));
    }
  }
  const bool any_order = flat || equality || t.kind == TermKind::at_least_of || t.kind == TermKind::extreme;
  if (any_order) return head + sorted_list(std::move(children));
  head += "[";
  for (const std::string& child : children) head += child + " ";
  return head + "]";
}

}  // namespace proviso
