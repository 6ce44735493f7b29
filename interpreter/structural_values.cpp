#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "dsl/lexer.hpp"
#include "interpreter/structural_tables.hpp"

// Named sets and values: what differs, and since when.
namespace proviso::structural {

using Item = ChangedPart::Item;
using Kind = StructuralChange::Kind;

namespace {

bool has(const Bits& bits, std::size_t value) {
  return value / 64 < bits.size() && ((bits[value / 64] >> (value % 64)) & 1) != 0;
}

void unite(Bits& to, const Bits& more) {
  to.resize(std::max(to.size(), more.size()));
  for (std::size_t word = 0; word < more.size(); ++word) to[word] |= more[word];
}

// Members of the first kind that are in `in` and whose items are not in the other set.
Bits without(const Side& side, EnumId of, const Bits& in, const Side& other, EnumId other_of, const Bits& other_in) {
  std::set<std::uint64_t> there;
  for (std::size_t v = 0; v < other.policy.enumerations[other_of].size(); ++v) {
    if (has(other_in, v)) there.insert(other.numbers.leaves[other_of][v]);
  }
  Bits result(in.size());
  for (std::size_t v = 0; v < side.policy.enumerations[of].size(); ++v) {
    if (has(in, v) && !there.contains(side.numbers.leaves[of][v])) result[v / 64] |= std::uint64_t{1} << (v % 64);
  }
  return result;
}

std::vector<std::string> names(const Side& side, EnumId of, const Bits& bits) {
  std::vector<std::string> result;
  const Enumeration& enumeration = side.policy.enumerations[of];
  for (std::size_t v = 0; v < enumeration.size(); ++v) {
    if (has(bits, v)) result.push_back(enumeration.leaf(static_cast<Value>(v)).name);
  }
  return result;
}

template <class Version>
const Version& version_on(const std::vector<Version>& versions, Days day) {
  const auto later = std::find_if(versions.begin(), versions.end(), [&](const Version& v) { return v.from > day; });
  return later == versions.begin() ? versions.front() : *std::prev(later);
}

// The days on which a set or value of either version becomes another.
template <class Version>
std::vector<Days> days_of(const std::vector<Version>& x, const std::vector<Version>& y) {
  std::set<Days> days;
  for (const auto* versions : {&x, &y}) {
    for (const Version& version : *versions) days.insert(version.from);
  }
  return {days.begin(), days.end()};
}

// The text of one day begins with the version of that day: since when it is in force, the declaration says.
Days start_of_text(const Side& side, Span declaration) {
  Days start = kFirstDay;
  if (!side.version.on) return start;
  const Words words = read_words(side.sources.text(declaration));
  for (std::size_t i = 0; i + 1 < words.words.size(); ++i) {
    if (words.words[i].text != "from" || words.words[i + 1].kind != WordKind::date) continue;
    const auto day = parse_date(words.words[i + 1].text);
    if (day && *day <= *side.version.on) start = std::max(start, *day);
  }
  return start;
}

// From and through which day the two differ, as far as one day ends where the next begins.
struct Differs {
  Period in_force;
  bool any = false;
  void on(Days from, Days through) {
    if (!any) in_force.from = from;
    in_force.through = through;
    any = true;
  }
};

void put(StructuralChange& change, const Differs& differs) {
  change.from.reset();
  change.through.reset();
  if (differs.in_force.from > kFirstDay) change.from = differs.in_force.from;
  if (differs.in_force.through < kLastDay) change.through = differs.in_force.through;
}

template <class Versions>
std::string dates_of(const Versions& versions) {
  std::string text;
  for (const auto& version : versions) text += std::to_string(version.from) + " ";
  return text;
}

}  // namespace

Members members_changed(const Side& a, EnumId of_a, const Bits& in_a, const Side& b, EnumId of_b, const Bits& in_b) {
  return {names(b, of_b, without(b, of_b, in_b, a, of_a, in_a)), names(a, of_a, without(a, of_a, in_a, b, of_b, in_b))};
}

namespace {

void tell_set(const Side& a, const NamedSet& x, const Side& b, const NamedSet& y, StructuralChange& change) {
  Bits added, removed;
  Differs differs;
  const std::vector<Days> days = days_of(x.versions, y.versions);
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Bits& old_bits = a.policy.set_constants[version_on(x.versions, days[i]).constant];
    const Bits& new_bits = b.policy.set_constants[version_on(y.versions, days[i]).constant];
    const Bits more = without(b, y.of, new_bits, a, x.of, old_bits),
               less = without(a, x.of, old_bits, b, y.of, new_bits);
    unite(added, more);
    unite(removed, less);
    const auto any = [](const Bits& bits) {
      return std::any_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word != 0; });
    };
    if (any(more) || any(less)) differs.on(days[i], i + 1 < days.size() ? days[i + 1] - 1 : kLastDay);
  }
  if (b.version.on) differs.in_force.from = start_of_text(b, y.heading.span);
  change.added = names(b, y.of, added);
  change.removed = names(a, x.of, removed);
  put(change, differs);
}

void tell_new_value(const Side& a, const NamedValue& x, const Side& b, const NamedValue& y, StructuralChange& change) {
  Differs differs;
  const std::vector<Days> days = days_of(x.versions, y.versions);
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Value old_value = version_on(x.versions, days[i]).value, new_value = version_on(y.versions, days[i]).value;
    if (a.text.value(x.type, old_value) == b.text.value(y.type, new_value)) continue;
    if (!differs.any) {
      change.old_value = format_value(a.policy, x.type, old_value);
      change.new_value = format_value(b.policy, y.type, new_value);
    }
    differs.on(days[i], i + 1 < days.size() ? days[i + 1] - 1 : kLastDay);
  }
  if (b.version.on) differs.in_force.from = start_of_text(b, y.heading.span);
  put(change, differs);
}

}  // namespace

void Comparison::compare_sets_and_values() {
  const auto set_facet = [](const Side& side, std::uint32_t id) {
    const NamedSet& set = side.policy.sets[id];
    Facet facet = with_heading(side, "set", set.heading);
    facet.body = side.text.set_type(set);
    for (const SetVersion& version : set.versions) facet.content += side.text.set(set.of, version.constant) + " ";
    facet.dates = dates_of(set.versions);
    return facet;
  };
  for (const Pair& pair : pairs(MatchTable::set)) {
    std::optional<Facet> old_facet, new_facet;
    if (pair.a) old_facet = set_facet(a_, *pair.a);
    if (pair.b) new_facet = set_facet(b_, *pair.b);
    auto found = compare(part(Item::set, pair), old_facet, new_facet, Kind::set_changed);
    if (found && found->change.kind == Kind::set_changed)
      tell_set(a_, a_.policy.sets[*pair.a], b_, b_.policy.sets[*pair.b], found->change);
    add(std::move(found), pair.b && match_.is_likely({MatchTable::set, *pair.b}));
  }
  const auto value_facet = [](const Side& side, std::uint32_t id) {
    const NamedValue& value = side.policy.values[id];
    Facet facet = with_heading(side, "value", value.heading);
    facet.body = side.text.value_type(value);
    for (const ValueVersion& version : value.versions)
      facet.content += side.text.value(value.type, version.value) + " ";
    facet.dates = dates_of(value.versions);
    return facet;
  };
  for (const Pair& pair : pairs(MatchTable::value)) {
    std::optional<Facet> old_facet, new_facet;
    if (pair.a) old_facet = value_facet(a_, *pair.a);
    if (pair.b) new_facet = value_facet(b_, *pair.b);
    auto found = compare(part(Item::value, pair), old_facet, new_facet, Kind::value_changed);
    if (found && found->change.kind == Kind::value_changed)
      tell_new_value(a_, a_.policy.values[*pair.a], b_, b_.policy.values[*pair.b], found->change);
    add(std::move(found), pair.b && match_.is_likely({MatchTable::value, *pair.b}));
  }
}

}  // namespace proviso::structural
