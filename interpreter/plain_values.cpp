#include "interpreter/plain_values.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <vector>

#include "interpreter/operations.hpp"

namespace proviso {

namespace {

constexpr Value kYear = 365, kLifetime = 120 * kYear;

/// The tests that a fact takes part in, and how they come out for a case.
class FactTests {
 public:
  FactTests(const TestSpace& space, const VersionGraph& versions, Case& c, FactId fact)
      : space_(space), versions_(versions), case_(c), fact_(fact) {
    for (std::uint32_t v = 0; v < space.variables().size(); ++v) {
      const TestVariable& variable = space.variables()[v];
      if (variable.kind == TestVariable::Kind::truth) {
        hidden_ = hidden_ || reads(variable.node);
        continue;
      }
      bool about = false, plain = true;
      for (const ExpressionId id : space.open_of(v)) {
        const Expression& e = space.expression(id);
        const Op op = space.program().nodes[e.node].op;
        about = about || is_fact(e);
        plain = plain && !e.of_other && e.type != BaseType::set && (op == Op::fact || op == Op::supplied);
        hidden_ = hidden_ || (op != Op::fact && op != Op::supplied && reads(e.node));
      }
      if (!about) continue;
      hidden_ = hidden_ || !plain;
      variables_.push_back(&variable);
    }
  }

  /// Something reads the fact in a way that is not followed here.
  bool hidden() const { return hidden_; }

  std::vector<Value> outcomes() const {
    std::vector<Value> result;
    for (const TestVariable* variable : variables_) result.push_back(outcome(*variable));
    return result;
  }

  /// Both ends of each range of values that nothing but other facts tells apart and that holds this one.
  std::vector<Value> ends(Value value) const {
    std::vector<Value> result;
    for (const TestVariable* variable : variables_) {
      if (variable->kind != TestVariable::Kind::cells) continue;
      for (const TestCell& cell : variable->cells) {
        if (cell.none || !cell.members.empty() || value < cell.first || value > cell.last) continue;
        result.push_back(cell.last);
        result.push_back(cell.first);
      }
    }
    return result;
  }

 private:
  bool is_fact(const Expression& e) const {
    const Node& node = space_.program().nodes[e.node];
    return node.op == Op::fact && static_cast<FactId>(node.value) == fact_;
  }

  bool reads(NodeId root) const {
    // Whoever has no links reads nothing through them.
    if (case_.links.empty() && looks_at_links(space_.program().nodes[root].op)) return false;
    std::set<NodeId> seen;
    std::vector<NodeId> open = {root};
    while (!open.empty()) {
      const NodeId id = open.back();
      open.pop_back();
      if (id == kNoNode || !seen.insert(id).second) continue;
      const Node& node = space_.program().nodes[id];
      // What stands for an outcome of somebody else may read anything.
      if (node.op == Op::fact &&
          (static_cast<FactId>(node.value) == fact_ || versions_.is_open_fact(static_cast<FactId>(node.value))))
        return true;
      const NodeId* const args = space_.program().args_of(node);
      open.insert(open.end(), args, args + node.arg_count);
    }
    return false;
  }

  Value outcome(const TestVariable& v) const {
    if (v.kind == TestVariable::Kind::test) {
      const Value values[] = {evaluate(v.left), evaluate(v.right)};
      if (values[0] == kUnknown || values[1] == kUnknown) return kUnknown;
      return apply(v.op, v.value, values, case_.sets, space_.program().policy.month_ends);
    }
    const Value value = evaluate(v.open);
    for (std::size_t cell = 0; cell < v.cells.size(); ++cell) {
      if (v.cells[cell].contains(value, space_.expression(v.open).type)) return static_cast<Value>(cell);
    }
    return kUnknown;
  }

  Value evaluate(ExpressionId id) const {
    const Expression& e = space_.expression(id);
    if (e.kind == Expression::Kind::constant) return e.value;
    if (e.kind == Expression::Kind::open) {
      const Node& node = space_.program().nodes[e.node];
      const auto ref = static_cast<std::uint32_t>(node.value);
      if (node.op == Op::fact) return ref < case_.people[0].facts.size() ? case_.people[0].facts[ref] : kUnknown;
      return ref == versions_.date_slot() ? case_.as_of : case_.supplied[ref];
    }
    const Value values[] = {evaluate(e.args[0]), e.args[1] == kNoNode ? kNone : evaluate(e.args[1])};
    if (values[0] == kUnknown || values[1] == kUnknown) return kUnknown;
    return apply(e.op, e.value, values, case_.sets, space_.program().policy.month_ends);
  }

  const TestSpace& space_;
  const VersionGraph& versions_;
  Case& case_;
  FactId fact_;
  std::vector<const TestVariable*> variables_;
  bool hidden_ = false;
};

}  // namespace

bool is_odd_value(BaseType type, Value value, Days today) {
  if (value == kNone) return true;
  if (type == BaseType::date) return std::abs(value - today) > kLifetime;
  return type == BaseType::number && value == kMaxNumber;
}

bool make_plain(const TestSpace& space, const VersionGraph& versions, Case& c) {
  bool changed = false;
  CasePerson& person = c.people[0];
  for (FactId fact = 0; fact < person.facts.size(); ++fact) {
    const Type& type = space.program().policy.facts[fact].type;
    Value& value = person.facts[fact];
    const bool ordered = type.base == BaseType::date || type.base == BaseType::number;
    if (!ordered || person.given[fact] != Given::value || value == kNone) continue;
    // Of the numbers that are alike, the one next to where they end shows more than nought.
    const bool nought = type.base == BaseType::number && value == 0;
    if (!nought && !is_odd_value(type.base, value, c.as_of)) continue;
    const FactTests tests(space, versions, c, fact);
    if (tests.hidden()) continue;
    std::vector<Value> candidates = tests.ends(value);
    if (type.base == BaseType::date) candidates.insert(candidates.end(), {c.as_of - kYear, c.as_of + kYear});
    const std::vector<Value> wanted = tests.outcomes();
    const Value odd = value;
    const auto fits = [&](Value candidate) {
      if (candidate == odd || is_odd_value(type.base, candidate, c.as_of)) return false;
      value = candidate;
      return tests.outcomes() == wanted;
    };
    const bool found = std::any_of(candidates.begin(), candidates.end(), fits);
    if (!found) value = odd;
    changed = changed || found;
  }
  return changed;
}

}  // namespace proviso
