#include "interpreter/sample_values.hpp"

#include <algorithm>

namespace proviso {

namespace {

constexpr Days kYear = 366;
/// Dates that lie so many months from another are ages and the like: they spread over a life.
constexpr std::int64_t kAgeMonths = 24;
constexpr Days kLife = 95 * kYear;

}  // namespace

Leaning draw_leaning(RandomStream& random) {
  static const std::vector<std::uint32_t> kYes = {5, 15, 30, 50, 50, 85}, kNoneRates = {10, 30, 50, 90},
                                          kNear = {20, 50, 50, 80}, kDefault = {30, 60, 95};
  Leaning leaning;
  leaning.yes = random.pick(kYes);
  leaning.none = random.pick(kNoneRates);
  leaning.near = random.pick(kNear);
  leaning.by_default = random.pick(kDefault);
  return leaning;
}

Value ValueDrawer::fact(Case& c, const Leaning& leaning, std::uint32_t person, FactId id) {
  const Fact& fact = policy_.facts[id];
  Type type = fact.type;
  if (fact.only_if != kNoId) type.or_none = fact.none_declared;
  return draw(c, leaning, {person, nullptr}, type, pools_.facts[id]);
}

Value ValueDrawer::link_fact(Case& c, const Leaning& leaning, const CaseLink& link, LinkFactId fact) {
  return draw(c, leaning, {link.from, &link}, policy_.link_facts[fact].type, pools_.link_facts[fact]);
}

Value ValueDrawer::supplied(Case& c, const Leaning& leaning, std::uint32_t slot) {
  return draw(c, leaning, {}, supplied_type(program_, slot), pools_.supplied[slot]);
}

Days ValueDrawer::as_of() {
  const std::vector<Days>& days = pools_.days;
  const Days first = std::max(policy_.in_force_from, days.empty() ? kFirstDay : days.front() - kYear);
  Days last = std::min(policy_.in_force_through, days.empty() ? kLastDay : days.back() + kYear);
  if (first == kFirstDay || last == kLastDay) last = std::min(policy_.in_force_through, first + 3 * kYear);
  Days day = random_.between(first, std::max(first, last));
  const bool near = random_.percent(50);
  if (near && !days.empty()) {
    day = random_.pick(days);
    day += random_.between(-1, 1);
  }
  return std::clamp(day, policy_.in_force_from, policy_.in_force_through);
}

Value ValueDrawer::draw(Case& c, const Leaning& leaning, const Position& at, const Type& type, const Pool& pool) {
  const bool none = random_.percent(leaning.none);
  if (type.or_none && none) return kNone;
  if (type.base == BaseType::yes_no) return random_.percent(leaning.yes) ? 1 : 0;
  if (type.base == BaseType::member) return member(leaning, type, pool);
  if (type.base == BaseType::set) return set(c, leaning, type, pool);
  const bool near = random_.percent(leaning.near);
  if (near && !pool.boundaries.empty()) {
    const Value value = near_boundary(c, at, type, pool);
    if (value != kUnknown) return value;
  }
  if (type.base == BaseType::date) return any_date(c, at, pool);
  return type.base == BaseType::number ? any_number(pool) : any_duration(pool);
}

// -- Near what the rules tell apart
// --------------------------------------------------------------------------------------------------------------

Value ValueDrawer::at_boundary(const Case& c, const Position& at, const Boundary& boundary) {
  Value value = kUnknown;
  switch (boundary.anchor.kind) {
    case Anchor::Kind::constant:
      value = boundary.anchor.value;
      break;
    case Anchor::Kind::as_of:
      value = c.as_of;
      break;
    case Anchor::Kind::fact: {
      if (c.people.empty()) break;  // what is supplied is drawn first
      std::uint32_t person = at.person;
      if (boundary.anchor.other) person = static_cast<std::uint32_t>(random_.below(c.people.size()));
      if (at.link != nullptr && random_.percent(50)) person = at.link->to;
      value = c.people[person].facts[boundary.anchor.ref];
      break;
    }
    case Anchor::Kind::link_fact:
      for (const CaseLink& link : c.links) {
        const auto& facts = policy_.relation_groups[policy_.relations[link.relation].group].facts;
        const auto found = std::find(facts.begin(), facts.end(), boundary.anchor.ref);
        if (found != facts.end()) value = link.facts[static_cast<std::size_t>(found - facts.begin())];
      }
      break;
    case Anchor::Kind::supplied:
      value = c.supplied[boundary.anchor.ref];
      break;
  }
  return value == kNone ? kUnknown : value;
}

Value ValueDrawer::near_boundary(const Case& c, const Position& at, const Type& type, const Pool& pool) {
  const Boundary& boundary = random_.pick(pool.boundaries);
  const Value value = at_boundary(c, at, boundary);
  if (value == kUnknown) return kUnknown;
  const std::int64_t beside = random_.between(-1, 1);
  switch (type.base) {
    case BaseType::date: {
      const Days moved = add_months(value, boundary.months, MonthEnds::down);
      return std::clamp(moved + boundary.days + beside, kFirstDay, kLastDay);
    }
    case BaseType::number:
      return std::clamp<Value>(value + beside, 0, kMaxNumber);
    case BaseType::duration:
      return make_duration(std::clamp<Value>((value >> 1) + beside, 0, kMaxNumber),
                           static_cast<DurationUnit>(value & 1));
    default:
      return value;
  }
}

// -- Anything
// --------------------------------------------------------------------------------------------------------------

Value ValueDrawer::any_date(const Case& c, const Position& at, const Pool& pool) {
  Days from = kLastDay;
  Value birth = kUnknown;
  for (const Boundary& boundary : pool.boundaries) {
    if (boundary.anchor.kind == Anchor::Kind::constant) from = std::min(from, boundary.anchor.value);
    if (boundary.months <= -kAgeMonths) birth = std::max(birth, at_boundary(c, at, boundary));
  }
  if (birth != kUnknown) return std::max(birth - random_.between(0, kLife), kFirstDay);
  if (from == kLastDay) from = policy_.in_force_from == kFirstDay ? c.as_of - 10 * kYear : policy_.in_force_from;
  const Days ahead = random_.percent(10) ? kYear : 0;
  const Days through = std::min(c.as_of + ahead, kLastDay);
  from = std::clamp(std::min(from - 2 * kYear, through - 2 * kYear), kFirstDay, kLastDay);
  return random_.between(from, std::max(from, through));
}

Value ValueDrawer::any_number(const Pool& pool) {
  Value most = 5;
  for (const Boundary& boundary : pool.boundaries) {
    if (boundary.anchor.kind == Anchor::Kind::constant) most = std::max(most, 2 * boundary.anchor.value);
  }
  return random_.between(0, std::min(most, kMaxNumber));
}

Value ValueDrawer::any_duration(const Pool& pool) {
  Value days = 400, months = 60;
  for (const Boundary& boundary : pool.boundaries) {
    if (boundary.anchor.kind != Anchor::Kind::constant) continue;
    Value& most = (boundary.anchor.value & 1) == static_cast<int>(DurationUnit::months) ? months : days;
    most = std::max(most, 2 * (boundary.anchor.value >> 1));
  }
  const bool in_days = random_.percent(50);
  const Value count = random_.between(0, std::min(in_days ? days : months, kMaxNumber));
  return make_duration(count, in_days ? DurationUnit::days : DurationUnit::months);
}

Value ValueDrawer::member(const Leaning& leaning, const Type& type, const Pool& pool) {
  const bool near = random_.percent(leaning.near);
  if (near) {
    const std::vector<Value>& cell = random_.pick(pool.cells);
    return random_.pick(cell);
  }
  return static_cast<Value>(random_.below(policy_.enumerations[type.enumeration].size()));
}

Value ValueDrawer::set(Case& c, const Leaning& leaning, const Type& type, const Pool& pool) {
  static const std::vector<int> kSizes = {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4};
  Bits bits((policy_.enumerations[type.enumeration].size() + 63) / 64);
  const int size = random_.pick(kSizes);
  for (int i = 0; i < size; ++i) SetPool::insert(bits, member(leaning, type, pool));
  return c.sets.intern(type.enumeration, bits);
}

}  // namespace proviso
