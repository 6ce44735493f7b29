#include "interpreter/sample_pools.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "interpreter/case.hpp"
#include "interpreter/evaluate.hpp"

namespace proviso {

namespace {

/// More ways to a value than this are not followed: what is left out is drawn less often, and nothing else.
constexpr std::size_t kMostWays = 64;

/// Either side of a comparison: what it can be, moved in the calendar.
using Side = std::vector<Boundary>;

void sort_unique(Side& side) {
  std::sort(side.begin(), side.end());
  side.erase(std::unique(side.begin(), side.end()), side.end());
}

class PoolMaker {
 public:
  explicit PoolMaker(const Program& program) : program_(program), policy_(program.policy) {
    pools_.facts.resize(policy_.facts.size());
    pools_.link_facts.resize(policy_.link_facts.size());
    pools_.supplied.resize(program.supplied.size());
  }

  Pools run() {
    for (const Node& node : program_.nodes) read(node);
    for (FactId f = 0; f < policy_.facts.size(); ++f) finish(pools_.facts[f], policy_.facts[f].type, {Kind::fact, f});
    for (LinkFactId f = 0; f < policy_.link_facts.size(); ++f)
      finish(pools_.link_facts[f], policy_.link_facts[f].type, {Kind::link_fact, f});
    for (std::uint32_t s = 0; s < program_.supplied.size(); ++s)
      finish(pools_.supplied[s], supplied_type(program_, s), {Kind::supplied, s});
    add_days_of_changes();
    return std::move(pools_);
  }

 private:
  using Kind = Anchor::Kind;
  using Key = std::pair<Kind, std::uint32_t>;

  const Node& argument(const Node& node, std::uint32_t i) const { return program_.nodes[program_.args_of(node)[i]]; }

  void read(const Node& node) {
    switch (node.op) {
      case Op::less:
      case Op::less_or_equal:
      case Op::equal_order:
      case Op::is:
        compare(argument(node, 0), argument(node, 1));
        break;
      case Op::in:
        name_members(argument(node, 0), argument(node, 1));
        [[fallthrough]];
      case Op::includes_any:
      case Op::includes_all:
      case Op::includes_only:
        test_members(argument(node, 0), argument(node, 1));
        test_members(argument(node, 1), argument(node, 0));
        break;
      default:
        break;
    }
  }

  // -- Order and equality
  // ------------------------------------------------------------------------------------------------------------

  void compare(const Node& a, const Node& b) {
    if (a.type == BaseType::duration) {
      compare_spans(a, b);
      compare_spans(b, a);
    }
    const Side left = side(a), right = side(b);
    for (const Boundary& x : left) {
      for (const Boundary& y : right) meet(x, y);
    }
  }

  // `span(from, to)` against a duration: `to` is that far from `from`.
  void compare_spans(const Node& spans, const Node& durations) {
    const Side lengths = side(durations);
    for (const Node* span : spans_of(spans)) {
      const Side from = side(argument(*span, 0)), to = side(argument(*span, 1));
      for (const Boundary& length : lengths) {
        if (length.anchor.kind != Kind::constant || length.anchor.value == kNone) continue;
        for (const Boundary& x : from) {
          for (const Boundary& y : to) meet(moved(x, length.anchor.value, 1), y);
        }
      }
    }
  }

  std::vector<const Node*> spans_of(const Node& node) const {
    if (node.op == Op::span) return {&node};
    std::vector<const Node*> spans;
    for (const std::uint32_t i : values_of(node)) {
      const auto below = spans_of(argument(node, i));
      spans.insert(spans.end(), below.begin(), below.end());
      if (spans.size() > kMostWays) break;
    }
    return spans;
  }

  /// The two sides are equal: so each is what the other is, moved back.
  void meet(const Boundary& x, const Boundary& y) {
    const auto told = [&](const Boundary& of, const Boundary& by) {
      Boundary boundary{by.anchor, by.months - of.months, by.days - of.days};
      boundary.anchor.other = of.anchor.other != by.anchor.other && by.anchor.kind == Kind::fact;
      if (of.anchor.kind == Kind::as_of && by.anchor.kind == Kind::constant) {
        pools_.days.push_back(add_days(add_months(by.anchor.value, boundary.months, MonthEnds::down), boundary.days));
      }
      if (Pool* pool = pool_of(of.anchor)) pool->boundaries.push_back(boundary);
    };
    if (x.anchor == y.anchor && x.anchor.kind != Kind::constant) return;
    told(x, y);
    told(y, x);
  }

  Pool* pool_of(const Anchor& anchor) {
    switch (anchor.kind) {
      case Kind::fact:
        return &pools_.facts[anchor.ref];
      case Kind::link_fact:
        return &pools_.link_facts[anchor.ref];
      case Kind::supplied:
        return &pools_.supplied[anchor.ref];
      case Kind::constant:
      case Kind::as_of:
        break;
    }
    return nullptr;
  }

  static Boundary moved(Boundary boundary, Value duration, std::int64_t sign) {
    const bool months = (duration & 1) == static_cast<int>(DurationUnit::months);
    (months ? boundary.months : boundary.days) += sign * (duration >> 1);
    return boundary;
  }

  /// Which arguments of a node can be its value.
  static std::vector<std::uint32_t> values_of(const Node& node) {
    switch (node.op) {
      case Op::other:
      case Op::copy:
      case Op::value_use:
      case Op::extreme_link:
        return {0};
      case Op::choose:
        return {1, 2};
      case Op::extreme: {
        std::vector<std::uint32_t> all(node.arg_count);
        for (std::uint32_t i = 0; i < node.arg_count; ++i) all[i] = i;
        return all;
      }
      default:
        return {};
    }
  }

  const Side& side(const Node& node) {
    const auto id = static_cast<NodeId>(&node - program_.nodes.data());
    const auto known = sides_.find(id);
    if (known != sides_.end()) return known->second;
    sides_[id];  // a node that needs itself adds nothing anew
    Side result = make_side(node);
    sort_unique(result);
    if (result.size() > kMostWays) result.resize(kMostWays);
    return sides_[id] = std::move(result);
  }

  Side make_side(const Node& node) {
    const auto anchor = [](Kind kind, Value ref) { return Side{{{kind, static_cast<std::uint32_t>(ref)}}}; };
    switch (node.op) {
      case Op::constant:
        return node.value == kNone ? Side{} : Side{{{Kind::constant, 0, node.value}}};
      case Op::as_of:
        return anchor(Kind::as_of, 0);
      case Op::fact:
        return anchor(Kind::fact, node.value);
      case Op::link_fact:
        return anchor(Kind::link_fact, node.value);
      case Op::supplied:
        return anchor(Kind::supplied, node.value);
      case Op::shift:
        return shifted(node);
      default:
        break;
    }
    Side result;
    for (const std::uint32_t i : values_of(node)) {
      const Side& below = side(argument(node, i));
      result.insert(result.end(), below.begin(), below.end());
    }
    if (node.op == Op::other) {
      for (Boundary& boundary : result) boundary.anchor.other = boundary.anchor.kind == Kind::fact;
    }
    return result;
  }

  Side shifted(const Node& node) {
    const Side lengths = side(argument(node, 0)), dates = side(argument(node, 1));
    Side result;
    for (const Boundary& length : lengths) {
      if (length.anchor.kind != Kind::constant) continue;
      for (const Boundary& date : dates) result.push_back(moved(date, length.anchor.value, node.value));
    }
    return result;
  }

  // -- Members
  // ------------------------------------------------------------------------------------------------------------

  void test_members(const Node& tested, const Node& sets) {
    std::set<Value> constants;
    std::set<NodeId> seen;
    find_sets(sets, constants, seen);
    for (const Boundary& boundary : side_of_sets(tested)) {
      std::set<Value>& of = sets_[{boundary.anchor.kind, boundary.anchor.ref}];
      of.insert(constants.begin(), constants.end());
    }
  }

  // `citizenships includes UA`: the member is told from all others.
  void name_members(const Node& member, const Node& set) {
    for (const Boundary& constant : side(member)) {
      if (constant.anchor.kind != Kind::constant) continue;
      for (const Boundary& of : side_of_sets(set))
        named_[{of.anchor.kind, of.anchor.ref}].insert(constant.anchor.value);
    }
  }

  /// What a set that is tested is made of; a member is a side like others.
  Side side_of_sets(const Node& node) {
    if (node.op != Op::set_union && node.op != Op::set_difference) return side(node);
    Side result;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const Side below = side_of_sets(argument(node, i));
      result.insert(result.end(), below.begin(), below.end());
    }
    return result;
  }

  void find_sets(const Node& node, std::set<Value>& constants, std::set<NodeId>& seen) const {
    if (node.type != BaseType::set || !seen.insert(static_cast<NodeId>(&node - program_.nodes.data())).second) return;
    if (node.op == Op::constant && node.value != kNone) constants.insert(node.value);
    for (std::uint32_t i = 0; i < node.arg_count; ++i) find_sets(argument(node, i), constants, seen);
  }

  // Members with the same memberships are one cell; one that a test names alone is one, too.
  void finish(Pool& pool, const Type& type, Key key) {
    sort_unique(pool.boundaries);
    if (type.base != BaseType::member && type.base != BaseType::set) return;
    std::set<Value>& named = named_[key];
    for (const Boundary& boundary : pool.boundaries) {
      if (boundary.anchor.kind == Kind::constant && type.base == BaseType::member) named.insert(boundary.anchor.value);
    }
    std::map<std::vector<bool>, std::vector<Value>> cells;
    const auto size = static_cast<Value>(policy_.enumerations[type.enumeration].size());
    for (Value leaf = 0; leaf < size; ++leaf) {
      std::vector<bool> signature;
      for (const Value set : sets_[key]) signature.push_back(SetPool::contains(program_.sets.bits(set), leaf));
      for (const Value name : named) signature.push_back(name == leaf);
      cells[signature].push_back(leaf);
    }
    for (auto& [signature, leaves] : cells) pool.cells.push_back(std::move(leaves));
  }

  // -- Dates of the rules
  // ------------------------------------------------------------------------------------------------------------

  void add_days_of_changes() {
    const auto add = [&](Days day) {
      if (day > policy_.in_force_from && day <= policy_.in_force_through && day > kFirstDay && day < kLastDay)
        pools_.days.push_back(day);
    };
    const auto add_period = [&](const Period& period) {
      add(period.from);
      if (period.through != kLastDay) add(period.through + 1);
    };
    for (const NamedSet& set : policy_.sets)
      for (const SetVersion& version : set.versions) add(version.from);
    for (const NamedValue& value : policy_.values)
      for (const ValueVersion& version : value.versions) add(version.from);
    for (const Define& define : policy_.defines)
      for (const DefineVersion& version : define.versions) add_period(version.in_force);
    for (const Rule& rule : policy_.rules)
      for (const RuleVersion& version : rule.versions) add_period(version.in_force);
    for (const Amendment& amendment : policy_.amendments) add(amendment.from);
    std::sort(pools_.days.begin(), pools_.days.end());
    pools_.days.erase(std::unique(pools_.days.begin(), pools_.days.end()), pools_.days.end());
    std::erase_if(pools_.days, [&](Days day) { return day < policy_.in_force_from || day > policy_.in_force_through; });
  }

  const Program& program_;
  const Policy& policy_;
  Pools pools_;
  std::map<NodeId, Side> sides_;
  std::map<Key, std::set<Value>> sets_;   ///< constant sets that each is tested with
  std::map<Key, std::set<Value>> named_;  ///< members that tests name alone
};

}  // namespace

Pools sample_pools(const Program& program) { return PoolMaker(program).run(); }

Footing footing_of(const Program& program, NodeId node) {
  const std::vector<char> needed = mark_needed(program, {node});
  Footing footing;
  for (NodeId n = 0; n < program.nodes.size(); ++n) {
    if (needed[n] == 0) continue;
    const Node& below = program.nodes[n];
    if (below.op == Op::fact) footing.facts.push_back(static_cast<FactId>(below.value));
    footing.links = footing.links || looks_at_links(below.op);
    footing.as_of = footing.as_of || below.op == Op::as_of;
  }
  return footing;
}

}  // namespace proviso
