#include "interpreter/version_pair.hpp"

#include <algorithm>
#include <set>

#include "interpreter/operations.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

void ComparedPair::finish() {
  homes_.assign(space->graph().nodes.size(), Home{});
  for (const bool in_new : {true, false}) {
    const Program& program = in_new ? new_version : old_version;
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
      const NodeId node = space->versions().of(in_new ? 1 : 0, id);
      if (node != kNoNode) homes_[node] = {in_new, id};
    }
  }
  find_homeless();
}

// What only a variant computes: changes that meet in what is read of links part people by it.
void ComparedPair::find_homeless() {
  std::vector<NodeId> homeless;
  const auto add = [&](NodeId id) {
    const Op op = space->graph().nodes[id].op;
    if (op != Op::fact && op != Op::supplied && homes_[id].node == kNoNode) homeless.push_back(id);
  };
  std::set<std::uint32_t> variables;
  for (const Class& c : classes) {
    for (const std::uint32_t v : space->diagrams().support(c.who)) variables.insert(v);
  }
  for (const std::uint32_t v : variables) {
    const TestVariable& variable = space->space().variables()[v];
    if (variable.kind == TestVariable::Kind::truth) add(variable.node);
    for (const ExpressionId open : space->space().open_of(v)) add(space->space().expression(open).node);
  }
  needed_by_both_.clear();
  if (!homeless.empty()) needed_by_both_ = mark_needed(space->graph(), homeless);
}

Case ComparedPair::graph_case(const Both& both) const {
  const Program& graph = space->graph();
  Case c = both.new_case;
  c.sets = SetPool(&graph.sets);
  const auto move = [&](Value x, bool is_set, const SetPool& from) {
    return !is_set || x == kNone || x == kUnknown ? x : c.sets.intern(from.enumeration(x), from.bits(x));
  };
  const auto is_set = [&](FactId f) { return graph.policy.facts[f].type.base == BaseType::set; };
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    std::vector<Value>& facts = c.people[p].facts;
    for (FactId f = 0; f < facts.size(); ++f) facts[f] = move(facts[f], is_set(f), both.new_case.sets);
    for (auto f = static_cast<FactId>(facts.size()); f < graph.policy.facts.size(); ++f) {
      const NodeId node = space->versions().stands_for(f);
      const Home home = node == kNoNode ? Home{} : homes_[node];
      const auto& pass = home.in_new ? both.new_pass : both.old_pass;
      const SetPool& sets = home.in_new ? both.new_case.sets : both.old_case.sets;
      facts.push_back(home.node == kNoNode ? kUnknown : move(pass->at(home.node, p), is_set(f), sets));
    }
  }
  for (std::size_t slot = 0; slot < c.supplied.size(); ++slot)
    c.supplied[slot] = move(c.supplied[slot], graph.supplied[slot].is_set, both.new_case.sets);
  c.supplied.resize(graph.supplied.size(), kUnknown);
  if (space->versions().date_slot() < c.supplied.size()) c.supplied[space->versions().date_slot()] = c.as_of;
  return c;
}

// What is known of the person is read off the case; what a version makes of family members, off its evaluation.
Value ComparedPair::value_of(const Both& both, NodeId id, std::uint32_t person) const {
  const Node& node = space->graph().nodes[id];
  const auto ref = static_cast<std::size_t>(node.value);
  if (node.op == Op::fact) return both.new_case.people[person].facts[ref];
  if (node.op == Op::supplied)
    return node.value == static_cast<Value>(space->versions().date_slot()) ? both.new_case.as_of
                                                                           : both.new_case.supplied[ref];
  const Home& home = homes_[id];
  if (home.node == kNoNode) return both.graph_pass ? both.graph_pass->at(id, person) : kUnknown;
  return (home.in_new ? both.new_pass : both.old_pass)->at(home.node, person);
}

Value ComparedPair::evaluate(const Both& both, ExpressionId id, std::uint32_t person, SetPool& sets) const {
  const Expression& e = space->space().expression(id);
  if (e.kind == Expression::Kind::constant) {
    // The sets of the new version come first in every pool; the graph has more.
    const bool own = e.type == BaseType::set && e.value >= static_cast<Value>(new_version.sets.size());
    const SetPool& pool = space->graph().sets;
    return own ? sets.intern(pool.enumeration(e.value), pool.bits(e.value)) : e.value;
  }
  if (e.kind == Expression::Kind::open) return value_of(both, e.node, person);
  const Value values[] = {evaluate(both, e.args[0], person, sets),
                          e.args[1] == kNoNode ? kNone : evaluate(both, e.args[1], person, sets)};
  if (values[0] == kUnknown || values[1] == kUnknown) return kUnknown;
  return apply(e.op, e.value, values, sets, space->graph().policy.month_ends);
}

Value ComparedPair::cell_of(const Both& both, std::uint32_t variable, std::uint32_t person, SetPool& sets) const {
  const TestVariable& v = space->space().variables()[variable];
  if (v.kind == TestVariable::Kind::truth) return value_of(both, v.node, person);
  if (v.kind == TestVariable::Kind::test) {
    const Value values[] = {evaluate(both, v.left, person, sets), evaluate(both, v.right, person, sets)};
    if (values[0] == kUnknown || values[1] == kUnknown) return kUnknown;
    return apply(v.op, v.value, values, sets, space->graph().policy.month_ends);
  }
  const Expression& e = space->space().expression(v.open);
  const Value value = value_of(both, e.node, person);
  if (value == kUnknown) return kUnknown;
  for (std::size_t cell = 0; cell < v.cells.size(); ++cell) {
    if (v.cells[cell].contains(value, e.type)) return static_cast<Value>(cell);
  }
  return kUnknown;  // a value that only one version has
}

std::vector<std::vector<VersionPair::Membership>> ComparedPair::memberships(const Case& c) const {
  std::vector<std::vector<Membership>> result(c.people.size(), std::vector<Membership>(decisions.size() + 1));
  if (classes.empty()) return result;
  Both both{c, {}, {}, {}, {}, {}};
  if (on.first) both.old_case.as_of = *on.first;
  Case later = c;
  if (on.second) later.as_of = *on.second;
  auto bound = rebind(later, old_version, new_version);
  if (!bound) {
    for (auto& of_person : result) of_person.back().open = true;
    return result;
  }
  both.new_case = std::move(*bound);
  both.old_pass.emplace(old_version, both.old_case).run();
  both.new_pass.emplace(new_version, both.new_case).run();
  if (!needed_by_both_.empty()) {
    both.graph_case = graph_case(both);
    both.graph_pass.emplace(space->graph(), both.graph_case).run_marked(needed_by_both_);
  }
  SetPool& sets = both.new_case.sets;
  const Diagrams& d = space->diagrams();
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    std::vector<Value> cells(space->space().variables().size(), -1);
    for (std::uint32_t i = 0; i < classes.size(); ++i) {
      const auto at = std::find(decisions.begin(), decisions.end(), classes[i].decision);
      if (at == decisions.end() && classes[i].decision != kNoId) continue;
      Membership& membership = result[p][static_cast<std::size_t>(at - decisions.begin())];
      // Where something is unknown, every way counts.
      bool in = false, out = false;
      std::vector<Diagram> open = {classes[i].who};
      std::set<Diagram> seen;
      while (!open.empty() && !(in && out)) {
        const Diagram who = open.back();
        open.pop_back();
        if (!seen.insert(who).second) continue;
        if (d.is_terminal(who)) {
          (d.value(who) == 1 ? in : out) = true;
          continue;
        }
        Value& cell = cells[d.top(who)];
        if (cell == -1) cell = cell_of(both, d.top(who), p, sets);
        for (std::uint32_t part = 0; part < d.arity(d.top(who)); ++part) {
          if (cell == kUnknown || cell == static_cast<Value>(part)) open.push_back(d.part(who, part));
        }
      }
      membership.open = membership.open || (in && out);
      if (in && !out) membership.classes.push_back(i);
    }
  }
  return result;
}

}  // namespace proviso
