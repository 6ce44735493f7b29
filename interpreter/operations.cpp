#include "interpreter/operations.hpp"

#include <algorithm>

namespace proviso {

namespace {

Value shift(Value duration, Value date, Value direction, MonthEnds month_ends) {
  if (duration == kNone || date == kNone) return kNone;
  const std::int64_t n = duration_count(duration) * direction;
  return duration_unit(duration) == DurationUnit::days ? add_days(date, n) : add_months(date, n, month_ends);
}

Value span(Value from, Value to, syntax::Unit unit, MonthEnds month_ends) {
  if (from == kNone || to == kNone) return kNone;
  switch (unit) {
    case syntax::Unit::months:
      return make_duration(whole_months(from, to, month_ends), DurationUnit::months);
    case syntax::Unit::years:
      return make_duration(12 * whole_years(from, to, month_ends), DurationUnit::months);
    default:
      return make_duration(to - from, DurationUnit::days);
  }
}

bool subset(const Bits& a, const Bits& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if ((a[i] & ~(i < b.size() ? b[i] : 0)) != 0) return false;
  }
  return true;
}

bool share_member(const Bits& a, const Bits& b) {
  const std::size_t size = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < size; ++i) {
    if ((a[i] & b[i]) != 0) return true;
  }
  return false;
}

Value combine(Op op, Value a, Value b, SetPool& sets) {
  if (a == kNone || b == kNone) return a == kNone ? b : a;
  Bits bits = sets.bits(a);
  const Bits& other = sets.bits(b);
  if (op == Op::set_union && bits.size() < other.size()) bits.resize(other.size());
  for (std::size_t i = 0; i < std::min(bits.size(), other.size()); ++i) {
    bits[i] = op == Op::set_union ? bits[i] | other[i] : bits[i] & ~other[i];
  }
  return sets.intern(sets.enumeration(a), bits);
}

}  // namespace

bool is_test(Op op) {
  switch (op) {
    case Op::less:
    case Op::less_or_equal:
    case Op::equal_order:
    case Op::is:
    case Op::in:
    case Op::includes_any:
    case Op::includes_all:
    case Op::includes_only:
      return true;
    default:
      return false;
  }
}

EnumId enumeration_of_leaf(const Program& program, const Node& node) {
  const auto ref = static_cast<std::uint32_t>(node.value);
  switch (node.op) {
    case Op::fact:
      return program.policy.facts[ref].type.enumeration;
    case Op::link_fact:
      return program.policy.link_facts[ref].type.enumeration;
    case Op::supplied: {
      const SuppliedSlot& slot = program.supplied[ref];
      return slot.is_set ? program.policy.sets[slot.ref].of : program.policy.values[slot.ref].type.enumeration;
    }
    default:
      return kNoId;
  }
}

bool is_function(Op op) {
  switch (op) {
    case Op::set_union:
    case Op::set_difference:
    case Op::count:
    case Op::shift:
    case Op::span:
    case Op::extreme:
      return true;
    default:
      return is_test(op);
  }
}

Value apply(Op op, Value immediate, const Value* args, SetPool& sets, MonthEnds month_ends) {
  const Value a = args[0];
  switch (op) {
    case Op::count:
      return a == kNone ? kNone : SetPool::count(sets.bits(a));
    case Op::shift:
      return shift(a, args[1], immediate, month_ends);
    case Op::span:
      return span(a, args[1], static_cast<syntax::Unit>(immediate), month_ends);
    case Op::extreme:
      if (a == kNone || args[1] == kNone) return a == kNone ? args[1] : a;
      return immediate > 0 ? std::max(a, args[1]) : std::min(a, args[1]);
    case Op::is:
      return a == args[1];
    case Op::set_union:
    case Op::set_difference:
      return combine(op, a, args[1], sets);
    default:
      break;
  }
  const Value b = args[1];
  if (a == kNone || b == kNone) return 0;  // none lies in no order, and no set contains it
  if (immediate == kOfDurations && duration_unit(a) != duration_unit(b)) return 0;
  switch (op) {
    case Op::less:
      return a < b;
    case Op::less_or_equal:
      return a <= b;
    case Op::equal_order:
      return a == b;
    case Op::in:
      return SetPool::contains(sets.bits(b), a);
    case Op::includes_any:
      return share_member(sets.bits(a), sets.bits(b));
    case Op::includes_all:
      return subset(sets.bits(b), sets.bits(a));
    case Op::includes_only:
      return subset(sets.bits(a), sets.bits(b));
    default:
      return kNone;
  }
}

}  // namespace proviso
