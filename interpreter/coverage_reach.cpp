#include "interpreter/coverage_reach.hpp"

#include <algorithm>

namespace proviso::coverage {

namespace {

// Beyond every day, number and count; the difference of two of them still is a Value.
constexpr Value kFar = Value{1} << 60;

bool concerns_everybody(const Amendment& amendment) { return amendment.scope == kNoId && amendment.exceptions.empty(); }

Value measure(const Type& type, Value value) { return type.base == BaseType::duration ? duration_count(value) : value; }

Days moved(Days date, Value duration, Value direction, MonthEnds month_ends) {
  const std::int64_t n = duration_count(duration) * direction;
  return duration_unit(duration) == DurationUnit::days ? add_days(date, n) : add_months(date, n, month_ends);
}

Value divided(Value a, Value b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }

}  // namespace

bool is_empty(const Period& period) { return period.from > period.through; }

Period reign(const Policy& policy, Change::Item item, std::uint32_t ref, Period period, AmendmentId amendment,
             AmendmentId before) {
  period.from = std::max(period.from, policy.in_force_from);
  period.through = std::min(period.through, policy.in_force_through);
  if (amendment != kNoId && amendment >= before) return {kLastDay, kFirstDay};
  if (amendment != kNoId) period.from = std::max(period.from, policy.amendments[amendment].from);
  for (AmendmentId a = amendment == kNoId ? 0 : amendment + 1; a < before && a < policy.amendments.size(); ++a) {
    if (!concerns_everybody(policy.amendments[a])) continue;
    for (const Change& change : policy.amendments[a].changes) {
      if (change.item == item && change.ref == ref)
        period.through = std::min(period.through, policy.amendments[a].from - 1);
    }
  }
  return period;
}

std::vector<ValueText> value_texts(const Policy& policy, ValueId value, AmendmentId before) {
  std::vector<ValueText> texts;
  const NamedValue& named = policy.values[value];
  const auto add = [&](Value is, Period period, AmendmentId amendment) {
    const Period days = reign(policy, Change::Item::value, value, period, amendment, before);
    texts.push_back({is, days, period.from, amendment});
  };
  for (std::size_t i = 0; i < named.versions.size(); ++i) {
    const bool last = i + 1 == named.versions.size();
    add(named.versions[i].value, {named.versions[i].from, last ? kLastDay : named.versions[i + 1].from - 1}, kNoId);
  }
  for (AmendmentId a = 0; a < policy.amendments.size(); ++a) {
    for (const Change& change : policy.amendments[a].changes) {
      if (change.item == Change::Item::value && change.ref == value) add(change.value, {}, a);
    }
  }
  return texts;
}

void Reach::choose(ValueId value, const ValueText& text) {
  chosen_ = value;
  chosen_value_ = text.value;
  days_.from = std::max(days_.from, text.period.from);
  days_.through = std::min(days_.through, text.period.through);
}

std::optional<Value> Reach::fixed(TermId id) const {
  const Term& term = program_.policy.term(id);
  if (term.kind == TermKind::constant && term.value != kNone) return term.value;
  if (term.kind != TermKind::value || program_.policy.values[term.ref].supplied) return std::nullopt;
  if (term.ref == chosen_) return chosen_value_ == kNone ? std::nullopt : std::optional(chosen_value_);
  const std::vector<ValueText> texts = value_texts(program_.policy, term.ref, before_);
  if (texts.size() != 1 || texts.front().value == kNone) return std::nullopt;
  return texts.front().value;
}

Range Reach::of_type(TermId id) const {
  const Term& term = program_.policy.term(id);
  const bool given = term.kind == TermKind::fact || term.kind == TermKind::link_fact || term.kind == TermKind::value;
  switch (term.type.base) {
    case BaseType::date:
      return {kFirstDay, kLastDay};
    case BaseType::number:
      return {0, kMaxNumber};
    default:
      return {given ? 0 : -kFar, kFar};
  }
}

Range Reach::of_value(ValueId value, const Type& type, TermId id) const {
  if (program_.policy.values[value].supplied) return of_type(id);
  Range range{kFar, -kFar};
  for (const ValueText& text : value_texts(program_.policy, value, before_)) {
    if (text.value == kNone || is_empty(text.period)) continue;
    range.low = std::min(range.low, measure(type, text.value));
    range.high = std::max(range.high, measure(type, text.value));
  }
  return range.low > range.high ? of_type(id) : range;
}

Range Reach::range(TermId id) const {
  const Policy& policy = program_.policy;
  const Term& term = policy.term(id);
  if (const auto value = fixed(id)) return {measure(term.type, *value), measure(term.type, *value)};
  switch (term.kind) {
    case TermKind::as_of:
      return {days_.from, days_.through};
    case TermKind::value:
      return of_value(term.ref, term.type, id);
    case TermKind::count: {
      const EnumId of = policy.term(policy.child(term, 0)).type.enumeration;
      return {0, static_cast<Value>(policy.enumerations[of].size())};
    }
    case TermKind::shift: {
      const auto duration = fixed(policy.child(term, 0));
      if (!duration) return of_type(id);
      const Range date = range(policy.child(term, 1));
      return {moved(date.low, *duration, term.value, policy.month_ends),
              moved(date.high, *duration, term.value, policy.month_ends)};
    }
    case TermKind::span:
      if (term.unit != syntax::Unit::days) return of_type(id);
      return difference(policy.child(term, 1), policy.child(term, 0));
    default:
      return of_type(id);
  }
}

Range Reach::difference(TermId left, TermId right) const {
  const Range a = range(left), b = range(right);
  return {a.low - b.high, a.high - b.low};
}

Range Reach::whole_units(TermId from, TermId to, TermId duration, syntax::Unit unit, bool above) const {
  const Range start = range(from), end = range(to);
  const auto length = fixed(duration);
  if (!length) return {-kFar, kFar};
  const MonthEnds month_ends = program_.policy.month_ends;
  const auto first = turning_day(start.low, *length, unit, above, month_ends);
  const auto last = turning_day(start.high, *length, unit, above, month_ends);
  if (!first || !last) return {-kFar, kFar};
  return {end.low - *last, end.high - *first};
}

bool Reach::may_be_none(TermId id) const {
  const Term& term = program_.policy.term(id);
  if (term.type.or_none || (term.kind == TermKind::constant && term.value == kNone)) return true;
  if (term.kind == TermKind::fact && program_.policy.facts[term.ref].only_if != kNoId) return true;
  if (term.kind != TermKind::shift && term.kind != TermKind::span) return false;
  return may_be_none(program_.policy.child(term, 0)) || may_be_none(program_.policy.child(term, 1));
}

Truths Reach::truths(TermId id, NodeId node) const {
  const Policy& policy = program_.policy;
  const Term& term = policy.term(id);
  if (program_.nodes[node].op == Op::constant) {
    const bool holds = program_.nodes[node].value == 1;
    return {holds, !holds};
  }
  if (term.kind != TermKind::comparison || !is_ordered(policy, term)) return {};
  const TermId left = policy.child(term, 0), right = policy.child(term, 1);
  const bool durations = policy.term(left).type.base == BaseType::duration;
  if (durations || may_be_none(left) || may_be_none(right)) return {};
  const auto [low, high] = difference(left, right);
  switch (term.comparison) {
    case Comparison::less:
      return {low < 0, high >= 0};
    case Comparison::less_or_equal:
      return {low <= 0, high > 0};
    case Comparison::greater:
      return {high > 0, low <= 0};
    case Comparison::greater_or_equal:
      return {high >= 0, low < 0};
    case Comparison::is_not:
      return {low != 0 || high != 0, low <= 0 && high >= 0};
    default:
      return {low <= 0 && high >= 0, low != 0 || high != 0};
  }
}

std::optional<Days> turning_day(Days from, Value duration, syntax::Unit unit, bool above, MonthEnds month_ends) {
  if (duration_unit(duration) != DurationUnit::months) return std::nullopt;
  const Value size = unit == syntax::Unit::years ? 12 : 1;
  const Value count = duration_count(duration);
  const Value units = above ? divided(count, size) + 1 : divided(count + size - 1, size);
  return add_months(from, units * size, month_ends);
}

bool is_ordered(const Policy& policy, const Term& comparison) {
  switch (comparison.comparison) {
    case Comparison::less:
    case Comparison::less_or_equal:
    case Comparison::equal_order:
    case Comparison::greater_or_equal:
    case Comparison::greater:
    case Comparison::is:
    case Comparison::is_not:
      break;
    default:
      return false;
  }
  for (std::uint32_t i = 0; i < 2; ++i) {
    const Term& side = policy.term(policy.child(comparison, i));
    const BaseType base = side.type.base;
    if (base != BaseType::date && base != BaseType::number && base != BaseType::duration) return false;
    if (side.kind == TermKind::constant && side.value == kNone) return false;
  }
  return true;
}

}  // namespace proviso::coverage
