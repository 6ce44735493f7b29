#include "interpreter/what_if_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace proviso {

namespace {

// Durations are searched up to two centuries.
constexpr std::int64_t kMaxDays = 73'000, kMaxMonths = 2'400;

bool same(const Trials::Result& a, const Trials::Result& b) {
  return a.admissible == b.admissible && a.values == b.values && a.signature == b.signature;
}

}  // namespace

FactValues::FactValues(const Program& program, Trials& trials, const Variable& variable)
    : program_(program), trials_(trials), variable_(variable) {
  const Policy& policy = program.policy;
  std::uint32_t fact = variable.fact;
  if (variable.kind == Variable::Kind::fact) {
    const Fact& declared = policy.facts[fact];
    type_ = declared.type;
    label_ = declared.heading.label;
    or_none_ = declared.none_declared;
  } else {
    const CaseLink& link = trials.base().links[variable.owner];
    fact = policy.relation_groups[policy.relations[link.relation].group].facts[variable.fact];
    const LinkFact& declared = policy.link_facts[fact];
    type_ = declared.type;
    label_ = declared.heading.label;
    or_none_ = declared.type.or_none;
  }
  current_ = trials.current(variable);
  probes_ = probes_of(program, variable.kind, fact);
}

std::string FactValues::format(Value value) const {
  if (value == kUnknown) return "not known";
  const bool is_set = type_.base == BaseType::set && value != kNone;
  return format_value(program_.policy, type_, value, is_set ? &trials_.sets().bits(value) : nullptr);
}

std::vector<FactValues::Scale> FactValues::scales() const {
  switch (type_.base) {
    case BaseType::date:
      return {{kFirstDay, kLastDay}};
    case BaseType::number:
      return {{0, kMaxNumber}};
    case BaseType::duration:
      return {{0, kMaxDays, 0}, {0, kMaxMonths, 1}};
    default:
      return {};
  }
}

/// Where a boundary is likely: constants of the rules, and what the case says of the same type. They only spare steps.
std::vector<std::int64_t> FactValues::seeds(const Scale& scale) const {
  std::set<std::int64_t> seeds = {scale.min, scale.max};
  const auto add = [&](BaseType type, Value value) {
    if (type != type_.base || value == kUnknown || value == kNone) return;
    if (scale.unit >= 0 && static_cast<int>(duration_unit(value)) != scale.unit) return;
    const std::int64_t count = scale.unit >= 0 ? duration_count(value) : value;
    for (const std::int64_t near : {count - 1, count, count + 1}) {
      if (near >= scale.min && near <= scale.max) seeds.insert(near);
    }
  };
  for (const Node& node : program_.nodes) {
    if (node.op == Op::constant) add(node.type, node.value);
  }
  const Case& c = trials_.base();
  add(BaseType::date, c.as_of);
  if (variable_.kind == Variable::Kind::fact) {
    const CasePerson& person = c.people[variable_.owner];
    for (FactId f = 0; f < person.facts.size(); ++f) add(program_.policy.facts[f].type.base, person.facts[f]);
  }
  return {seeds.begin(), seeds.end()};
}

/// What a type without order is changed to, one value at a time.
std::vector<Value> FactValues::single_values() const {
  std::vector<Value> values;
  if (type_.base == BaseType::yes_no) values = {0, 1};
  if (type_.base == BaseType::member) {
    const auto size = static_cast<Value>(program_.policy.enumerations[type_.enumeration].size());
    for (Value v = 0; v < size; ++v) values.push_back(v);
  }
  if (type_.base == BaseType::set) {
    const auto size = static_cast<Value>(program_.policy.enumerations[type_.enumeration].size());
    const bool has_members = current_ != kUnknown && current_ != kNone;
    const Bits bits = has_members ? trials_.sets().bits(current_) : Bits{};
    if (!has_members) values.push_back(trials_.sets().intern(type_.enumeration, {}));
    for (Value v = 0; v < size; ++v) {
      Bits changed = bits;
      SetPool::insert(changed, v);
      if (SetPool::contains(bits, v)) changed[static_cast<std::size_t>(v) >> 6] ^= std::uint64_t{1} << (v & 63);
      values.push_back(trials_.sets().intern(type_.enumeration, changed));
    }
  }
  if (or_none_) values.push_back(kNone);
  return values;
}

Trials::Result FactValues::run(Value value, const std::vector<Setting>& also) {
  std::vector<Setting> settings = also;
  settings.push_back({variable_, value});
  return trials_.run(settings, probes_);
}

std::vector<Cell> FactValues::cells(const std::vector<Setting>& also, std::size_t work, bool& complete) {
  std::vector<Cell> all;
  for (const Scale& scale : scales()) add_ordered(scale, also, work, complete, all);
  for (const Value value : single_values()) {
    if (trials_.work() > work) {
      complete = false;
      break;
    }
    all.push_back({value, value, false, false, run(value, also), false});
  }
  std::erase_if(all, [](const Cell& cell) { return !cell.result.admissible; });
  return all;
}

// A test changes in one direction along an ordered fact, so that two values between which no test changes have none
// between them either.
void FactValues::add_ordered(const Scale& scale, const std::vector<Setting>& also, std::size_t work, bool& complete,
                             std::vector<Cell>& out) {
  const auto point = [&](std::int64_t count) { return Point{count, run(scale.value(count), also)}; };
  const auto add = [&](Point p) {
    const Value value = scale.value(p.count);
    const bool extends = !out.empty() && !out.back().last && same(out.back().result, p.result);
    if (extends) {
      out.back().high = value;
      out.back().last = p.count == scale.max;
    } else {
      out.push_back({value, value, p.count == scale.min, p.count == scale.max, std::move(p.result), false});
    }
  };
  std::vector<std::int64_t> seeds_left = seeds(scale);
  std::reverse(seeds_left.begin(), seeds_left.end());
  Point left = point(seeds_left.back());
  seeds_left.pop_back();
  add(left);
  std::vector<Point> pending;  // to the right of `left`, the nearest last
  while (!pending.empty() || !seeds_left.empty()) {
    if (trials_.work() > work) {
      complete = false;
      return;
    }
    if (pending.empty()) {
      pending.push_back(point(seeds_left.back()));
      seeds_left.pop_back();
    }
    const Point& right = pending.back();
    if (right.count > left.count + 1 && !same(left.result, right.result)) {
      pending.push_back(point(left.count + (right.count - left.count) / 2));
      continue;
    }
    left = std::move(pending.back());
    pending.pop_back();
    add(left);
  }
}

// -- Words
// ---------------------------------------------------------------------------------------------------------------

std::string FactValues::range_words(const Cell& cell) const {
  if (cell.low == cell.high) return format(cell.low);
  const bool is_date = type_.base == BaseType::date;
  if (cell.first && cell.last) return is_date ? "any date" : "any value";
  if (cell.first) return is_date ? format(cell.high) + " or earlier" : "at most " + format(cell.high);
  if (cell.last) return is_date ? format(cell.low) + " or later" : "at least " + format(cell.low);
  return fmt::format("from {} to {}", format(cell.low), format(cell.high));
}

std::string FactValues::member_words(const std::vector<Cell>& cells) const {
  const Enumeration& enumeration = program_.policy.enumerations[type_.enumeration];
  std::vector<std::string> named, others;
  const auto is_named = [&](Value v) {
    return std::any_of(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.low == v; });
  };
  for (Value v = 0; v < static_cast<Value>(enumeration.size()); ++v) {
    (is_named(v) ? named : others).push_back(enumeration.leaf(v).name);
  }
  if (is_named(kNone)) named.push_back("none");
  if (named.size() == 1) return named.front();
  const bool all_but_few = !others.empty() && others.size() <= 8 && others.size() * 2 < named.size();
  if (others.empty()) return "any value";
  if (all_but_few) {
    return fmt::format("{} other than {}", is_named(kNone) ? "none, or any" : "any", fmt::join(others, ", "));
  }
  return fmt::format("any of {}", fmt::join(named, ", "));
}

std::string FactValues::set_words(const std::vector<Cell>& cells) const {
  const Enumeration& enumeration = program_.policy.enumerations[type_.enumeration];
  const bool has_members = current_ != kUnknown && current_ != kNone;
  const Bits before = has_members ? trials_.sets().bits(current_) : Bits{};
  std::vector<std::string> added, removed, other;
  for (const Cell& cell : cells) {
    if (!has_members || cell.low == kNone) {
      other.push_back(format(cell.low));
      continue;
    }
    const Bits& after = trials_.sets().bits(cell.low);
    for (Value v = 0; v < static_cast<Value>(enumeration.size()); ++v) {
      const bool was = SetPool::contains(before, v), is = SetPool::contains(after, v);
      if (was != is) (is ? added : removed).push_back(enumeration.leaf(v).name);
    }
  }
  std::vector<std::string> ways;
  const auto one_of = [](const std::vector<std::string>& names) {
    return names.size() == 1 ? names.front() : fmt::format("any of {}", fmt::join(names, ", "));
  };
  if (!added.empty()) ways.push_back("the same with " + one_of(added) + " added");
  if (!removed.empty()) ways.push_back("the same without " + one_of(removed));
  ways.insert(ways.end(), other.begin(), other.end());
  return fmt::format("{}", fmt::join(ways, ", or "));
}

std::string FactValues::words(const std::vector<Cell>& cells) const {
  if (type_.base == BaseType::member) return member_words(cells);
  if (type_.base == BaseType::set) return set_words(cells);
  std::vector<std::string> ways;
  Cell merged;
  const auto flush = [&] {
    if (merged.low != kUnknown) ways.push_back(range_words(merged));
  };
  for (const Cell& cell : cells) {
    const bool adjoins = merged.low != kUnknown && merged.high != kNone && cell.low != kNone && !cell.first &&
                         type_.base != BaseType::yes_no &&
                         cell.low - merged.high == (type_.base == BaseType::duration ? 2 : 1);
    if (adjoins) {
      merged.high = cell.high;
      merged.last = cell.last;
    } else {
      flush();
      merged = {cell.low, cell.high, cell.first, cell.last, {}, false};
    }
  }
  flush();
  return fmt::format("{}", fmt::join(ways, ", or "));
}

}  // namespace proviso
