#include "interpreter/assign.hpp"

#include <algorithm>
#include <set>

#include "interpreter/change_points.hpp"
#include "interpreter/operations.hpp"

namespace proviso {

namespace {

constexpr std::size_t kMaxSteps = 20'000;

}  // namespace

Assigner::Assigner(const TestSpace& space, const Program& graph, SetPool& sets, std::uint32_t date_slot,
                   std::optional<Days> today)
    : space_(space), graph_(graph), sets_(sets), date_slot_(date_slot), today_(today) {}

std::optional<std::vector<std::pair<ExpressionId, Value>>> Assigner::find(const std::vector<Demand>& demands) {
  demands_ = &demands;
  steps_ = 0;
  open_.clear();
  values_.clear();
  for (const Demand& d : demands) {
    const TestVariable& v = space_.variables()[d.variable];
    if (v.kind == TestVariable::Kind::truth) return std::nullopt;
    for (const ExpressionId id : space_.open_of(d.variable)) {
      const Node& node = graph_.nodes[space_.expression(id).node];
      if (node.op != Op::fact && node.op != Op::supplied) return std::nullopt;
      const bool date = node.op == Op::supplied && static_cast<std::uint32_t>(node.value) == date_slot_;
      if (date && today_) {
        if (values_.empty() || values_.front().first != id) values_.insert(values_.begin(), {id, *today_});
        continue;
      }
      if (std::find(open_.begin(), open_.end(), id) == open_.end()) open_.push_back(id);
    }
  }
  if (!std::all_of(demands.begin(), demands.end(), [&](const Demand& d) { return !is_known(d) || holds(d); }))
    return std::nullopt;
  if (!assign(0)) return std::nullopt;
  return values_;
}

bool Assigner::assign(std::size_t next) {
  if (next == open_.size()) return true;
  for (const Value value : candidates(next)) {
    if (++steps_ > kMaxSteps) return false;
    values_.emplace_back(open_[next], value);
    const bool fits = std::all_of(demands_->begin(), demands_->end(), [&](const Demand& d) {
      const std::vector<ExpressionId> about = space_.open_of(d.variable);
      const bool touched = std::find(about.begin(), about.end(), open_[next]) != about.end();
      return !touched || !is_known(d) || holds(d);
    });
    if (fits && assign(next + 1)) return true;
    values_.pop_back();
  }
  return false;
}

bool Assigner::is_known(const Demand& demand) const {
  const std::vector<ExpressionId> about = space_.open_of(demand.variable);
  return std::all_of(about.begin(), about.end(), [&](ExpressionId id) {
    return std::any_of(values_.begin(), values_.end(), [&](const auto& value) { return value.first == id; });
  });
}

Value Assigner::evaluate(ExpressionId id) {
  const Expression& e = space_.expression(id);
  if (e.kind == Expression::Kind::constant) return e.value;
  if (e.kind == Expression::Kind::open) {
    const auto value = std::find_if(values_.begin(), values_.end(), [&](const auto& v) { return v.first == id; });
    return value->second;
  }
  const Value values[] = {evaluate(e.args[0]), e.args[1] == kNoNode ? kNone : evaluate(e.args[1])};
  return apply(e.op, e.value, values, sets_, graph_.policy.month_ends);
}

bool Assigner::holds(const Demand& demand) {
  const TestVariable& v = space_.variables()[demand.variable];
  if (v.kind == TestVariable::Kind::test) {
    const Value values[] = {evaluate(v.left), evaluate(v.right)};
    const Value cell = apply(v.op, v.value, values, sets_, graph_.policy.month_ends);
    return std::find(demand.cells.begin(), demand.cells.end(), static_cast<std::uint32_t>(cell)) != demand.cells.end();
  }
  const Value value = evaluate(v.open);
  return std::any_of(demand.cells.begin(), demand.cells.end(),
                     [&](std::uint32_t c) { return v.cells[c].contains(value, space_.expression(v.open).type); });
}

// Within what is demanded of the thing alone: the ends, and both sides of each point at which a test with what has a
// value turns.
std::vector<Value> Assigner::candidates(std::size_t index) {
  const ExpressionId open = open_[index];
  const BaseType type = space_.expression(open).type;
  if (type == BaseType::set) return sets_for(open);
  std::vector<Value> values;
  for (const TestVariable& v : space_.variables()) {
    if (v.kind != TestVariable::Kind::cells || v.open != open) continue;
    const auto number = static_cast<std::uint32_t>(&v - space_.variables().data());
    const auto demand =
        std::find_if(demands_->begin(), demands_->end(), [&](const Demand& d) { return d.variable == number; });
    for (std::uint32_t c = 0; c < v.cells.size(); ++c) {
      const bool allowed =
          demand == demands_->end() || std::find(demand->cells.begin(), demand->cells.end(), c) != demand->cells.end();
      if (!allowed) continue;
      const TestCell& cell = v.cells[c];
      if (cell.none || !cell.members.empty()) {
        values.push_back(cell.sample());
        continue;
      }
      values.push_back(cell.first);
      values.push_back(cell.last);
      for (const Demand& d : *demands_)
        add_points(d, open, cell.first, cell.last, type == BaseType::duration ? 2 : 1, values);
    }
  }
  // Rather something than nothing, and rather a day of our time than an end of the calendar.
  const Days today = today_.value_or(20'000);
  const auto strange = [&](Value x) -> Value {
    if (x == kNone) return kMaxNumber;
    return type == BaseType::date ? std::abs(x - today) : 0;
  };
  std::stable_sort(values.begin(), values.end(), [&](Value a, Value b) { return strange(a) < strange(b); });
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

void Assigner::add_points(const Demand& demand, ExpressionId open, Value low, Value high, Value step,
                          std::vector<Value>& values) {
  const TestVariable& v = space_.variables()[demand.variable];
  if (v.kind != TestVariable::Kind::test) return;
  const std::vector<ExpressionId> about = space_.open_of(demand.variable);
  if (std::count(about.begin(), about.end(), open) != 1) return;
  values_.emplace_back(open, low);
  if (is_known(demand)) {
    const auto at = [&](Value n) {
      values_.back().second = low + n * step;
      const Value a = evaluate(v.left), b = evaluate(v.right);
      if (a == kNone || b == kNone) return a == b ? 3 : 2;
      return a < b ? -1 : a == b ? 0 : 1;
    };
    for_change_points((high - low) / step, at, [&](Value before, Value after) {
      values.push_back(low + before * step);
      values.push_back(low + after * step);
    });
  }
  values_.pop_back();
}

// Sets of the members that tests name, one of the sets that they name, and small ones.
std::vector<Value> Assigner::sets_for(ExpressionId open) {
  const EnumId of = space_.enumeration(open);
  if (of == kNoId) return {};
  std::set<Value> members;
  std::vector<Value> values;
  const auto add = [&](const Bits& bits) { values.push_back(sets_.intern(of, bits)); };
  for (const Demand& d : *demands_) {
    const std::vector<ExpressionId> about = space_.open_of(d.variable);
    if (std::find(about.begin(), about.end(), open) == about.end()) continue;
    const TestVariable& v = space_.variables()[d.variable];
    for (const ExpressionId side : {v.left, v.right}) {
      const Expression& e = space_.expression(side);
      if (e.kind == Expression::Kind::constant && e.type == BaseType::member && e.value != kNone)
        members.insert(e.value);
      if (e.kind != Expression::Kind::constant || e.type != BaseType::set || e.value == kNone) continue;
      add(sets_.bits(e.value));
      for (Value m = 0; m < static_cast<Value>(graph_.policy.enumerations[of].size()); ++m) {
        if (!SetPool::contains(sets_.bits(e.value), m)) continue;
        members.insert(m);
        break;
      }
    }
  }
  // Two that nothing names, to be others.
  for (Value m = 0; m < static_cast<Value>(graph_.policy.enumerations[of].size()) && members.size() < 6; ++m)
    members.insert(m);
  std::vector<Value> list(members.begin(), members.end());
  if (list.size() > 6) list.resize(6);
  for (std::size_t subset = 0; subset < (std::size_t{1} << list.size()); ++subset) {
    Bits bits;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if ((subset >> i) & 1) SetPool::insert(bits, list[i]);
    }
    add(bits);
  }
  std::stable_sort(values.begin(), values.end(),
                   [&](Value a, Value b) { return SetPool::count(sets_.bits(a)) < SetPool::count(sets_.bits(b)); });
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace proviso
