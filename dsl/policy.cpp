#include "dsl/policy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/name_of.hpp"

namespace proviso {

namespace {

// The tables are sorted by name. `count`: how many of them to look at.
template <class T>
std::optional<std::uint32_t> find_by_name(const std::vector<T>& table, std::size_t count, std::string_view name) {
  const auto end = table.begin() + static_cast<std::ptrdiff_t>(count);
  const auto found = std::lower_bound(table.begin(), end, name,
                                      [](const T& item, std::string_view wanted) { return name_of(item) < wanted; });
  if (found == end || name_of(*found) != name) return std::nullopt;
  return static_cast<std::uint32_t>(found - table.begin());
}

template <class T>
std::optional<std::uint32_t> find_by_name(const std::vector<T>& table, std::string_view name) {
  return find_by_name(table, table.size(), name);
}

std::string format_duration(Value duration) {
  const std::int64_t count = duration_count(duration);
  const bool months = duration_unit(duration) == DurationUnit::months;
  const bool years = months && count != 0 && count % 12 == 0;
  const std::int64_t shown = years ? count / 12 : count;
  return fmt::format("{} {}{}", shown, years ? "year" : months ? "month" : "day", shown == 1 || shown == -1 ? "" : "s");
}

std::string format_set(const Enumeration& enumeration, const Bits& bits) {
  std::string text = "{";
  for (std::size_t value = 0; value < enumeration.size(); ++value) {
    const std::size_t word = value / 64;
    if (word >= bits.size() || ((bits[word] >> (value % 64)) & 1) == 0) continue;
    text += fmt::format("{} {}", text.size() == 1 ? "" : ",", enumeration.leaf(static_cast<Value>(value)).name);
  }
  return text + " }";
}

}  // namespace

std::optional<FactId> Policy::find_fact(std::string_view wanted) const { return find_by_name(facts, wanted); }
std::optional<RelationId> Policy::find_relation(std::string_view wanted) const {
  return find_by_name(relations, wanted);
}
std::optional<SetId> Policy::find_set(std::string_view wanted) const { return find_by_name(sets, wanted); }
std::optional<ValueId> Policy::find_value(std::string_view wanted) const { return find_by_name(values, wanted); }
std::optional<DefineId> Policy::find_define(std::string_view wanted) const { return find_by_name(defines, wanted); }
std::optional<DecisionId> Policy::find_decision(std::string_view wanted) const {
  return find_by_name(decisions, wanted);
}
std::optional<RuleId> Policy::find_rule(std::string_view wanted) const { return find_by_name(rules, wanted); }

std::optional<AmendmentId> Policy::find_amendment(std::string_view wanted) const {
  const auto found = std::find_if(amendments.begin(), amendments.end(),
                                  [&](const Amendment& amendment) { return amendment.heading.name == wanted; });
  if (found == amendments.end()) return std::nullopt;
  return static_cast<AmendmentId>(found - amendments.begin());
}

std::optional<EnumId> Policy::find_enumeration(std::string_view wanted) const {
  const auto first_outcomes =
      std::find_if(enumerations.begin(), enumerations.end(), [](const Enumeration& e) { return e.decision != kNoId; });
  return find_by_name(enumerations, static_cast<std::size_t>(first_outcomes - enumerations.begin()), wanted);
}

std::string format_value(const Policy& policy, const Type& type, Value value, const Bits* bits) {
  if (value == kNone) return "none";
  switch (type.base) {
    case BaseType::yes_no:
      return value != 0 ? "yes" : "no";
    case BaseType::date:
      return format_date(value);
    case BaseType::number:
      return fmt::format("{}", value);
    case BaseType::duration:
      return format_duration(value);
    case BaseType::member:
      return policy.enumerations[type.enumeration].leaf(value).name;
    case BaseType::set:
      return format_set(policy.enumerations[type.enumeration],
                        bits != nullptr ? *bits : policy.set_constants[static_cast<std::size_t>(value)]);
    case BaseType::note:
    case BaseType::none:
      break;
  }
  return "none";
}

}  // namespace proviso
