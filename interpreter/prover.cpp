#include "interpreter/prover.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "interpreter/exact.hpp"

namespace proviso {

namespace {

// So many steps into what both read alike are enough.
constexpr std::size_t kMaxSteps = 100;

// To go once through so many nodes of a graph takes as long as to make one of a diagram.
constexpr std::size_t kNodesOfGraph = 16;

// Nodes as facts, of which nothing is known, for as long as this lives.
class Opened {
 public:
  Opened(Program& program, const std::vector<NodeId>& nodes)
      : program_(program), nodes_(nodes), facts_(program.policy.facts.size()) {
    for (const NodeId id : nodes) {
      Node& node = program.nodes[id];
      before_.push_back(node);
      node.value = add_open_fact(program, {node.type, kNoId, node.type != BaseType::yes_no});
      node.arg_count = 0;
      node.op = Op::fact;
      node.level = Level::person;  // whoever has a link has one alone
    }
  }
  ~Opened() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) program_.nodes[nodes_[i]] = before_[i];
    program_.policy.facts.resize(facts_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  /// The node for which a variable stands; kNoNode: it is real.
  NodeId node_of(const Variable& variable) const {
    const bool open = variable.kind == Variable::Kind::fact && variable.fact >= facts_;
    return open ? nodes_[variable.fact - facts_] : kNoNode;
  }
  bool of_links(NodeId id) const {
    const auto at = std::lower_bound(nodes_.begin(), nodes_.end(), id) - nodes_.begin();
    return looks_at_links(before_[static_cast<std::size_t>(at)].op);
  }

 private:
  Program& program_;
  const std::vector<NodeId>& nodes_;
  std::size_t facts_;
  std::vector<Node> before_;
};

bool can_be_open(const Node& node) {
  if (node.level == Level::once || node.arg_count == 0) return false;
  if (node.op == Op::copy || node.op == Op::value_use || node.op == Op::negation) return false;  // no step further
  return node.type == BaseType::yes_no || node.type == BaseType::date || node.type == BaseType::number ||
         node.type == BaseType::duration;
}

}  // namespace

bool Prover::prove(const Part& part) {
  if (!part.of_links.empty()) {
    const auto& relations = program().relations_of(program().nodes[part.in_a]);
    return std::all_of(part.of_links.begin(), part.of_links.end(), [&](NodeId d) { return prove(d, relations); });
  }
  if (program().nodes[part.differ].level != Level::link) return prove(part.differ, std::nullopt);
  const std::set<RelationId>& relations = parts_.relations_of(part.differ);
  return prove(part.differ, {relations.begin(), relations.end()});
}

bool Prover::prove_in_force(const Part& part) {
  return part.differ_in_force != kNoNode && prove(part.differ_in_force, std::nullopt);
}

bool Prover::prove(NodeId differ, const std::vector<RelationId>& links) {
  return !links.empty() &&
         std::all_of(links.begin(), links.end(), [&](RelationId link) { return prove(differ, std::optional(link)); });
}

bool Prover::prove(NodeId differ, std::optional<RelationId> link) {
  if (program().nodes[differ].op == Op::constant) return program().nodes[differ].value == 0;
  std::set<NodeId> seen_through;
  bool all_bounds = false;
  for (std::size_t step = 0; step < kMaxSteps; ++step) {
    const View view = look(differ, seen_through);
    if (!view.possible) return false;
    Found found = search(differ, link, view, all_bounds);
    if (found.what == Found::unknown) return stop();
    if (found.what == Found::nobody) return true;
    // A difference that hangs on what was left open may be none.
    if (found.because.empty() && std::exchange(all_bounds, true)) return false;
    seen_through.insert(found.because.begin(), found.because.end());
  }
  return stop();
}

bool Prover::stop() {
  stopped_ = true;
  return false;
}

// Looks into what only one of them reads, and into what both read as far as it is in `seen_through`.
Prover::View Prover::look(NodeId root, const std::set<NodeId>& seen_through) {
  View view;
  std::vector<char> reached(program().nodes.size(), 0);
  std::vector<NodeId> stack = {root};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    if (std::exchange(reached[id], 1) != 0) continue;
    const Node& node = program().nodes[id];
    const bool shared = parts_.is_shared(id);
    if (looks_at_links(node.op)) {
      view.possible = view.possible && shared;
      view.open.push_back(id);
    } else if (shared && can_be_open(node) && !seen_through.contains(id)) {
      view.open.push_back(id);
    } else {
      if (node.op == Op::fact) view.facts.insert(static_cast<FactId>(node.value));
      stack.insert(stack.end(), program().args_of(node), program().args_of(node) + node.arg_count);
    }
  }
  std::sort(view.open.begin(), view.open.end());
  return view;
}

// Somebody in whom the truth holds. With `all_bounds` what is impossible counts as soon as it is about something that
// is read; else if it is about nothing else.
Prover::Found Prover::search(NodeId truth, std::optional<RelationId> link, const View& view, bool all_bounds) {
  work_ += program().nodes.size() / kNodesOfGraph;
  const Opened opened(program(), view.open);
  set_bounds(view, all_bounds);
  auto c = blank_case(parts_.pair(), link);
  if (!c) return {Found::unknown};
  Evaluation first(program(), *c);
  first.run_marked(mark_needed(program(), what_counts(truth)));
  const auto instance = instance_of(truth, link, *c);
  if (!instance) return {Found::unknown};
  const Value value = first.at(instance->node, instance->index);
  if (value == 0) return {Found::nobody};
  if (value == 1) return {Found::somebody};
  Exact exact(program(), *c, first, {*instance}, options_);
  work_ += exact.size();
  if (!exact.limit().empty()) return {Found::unknown};
  if (exact.impossible()) return {Found::nobody};
  // Rather a difference in what is real.
  const auto completion = exact.completion(*instance, 1, [&](const Variable& variable, Value) -> std::uint32_t {
    return opened.node_of(variable) != kNoNode ? 1 : 0;
  });
  if (!exact.limit().empty()) return {Found::unknown};
  if (!completion) return {Found::nobody};
  Found found{Found::somebody};
  for (const Variable& variable : completion->needed) {
    const NodeId node = opened.node_of(variable);
    if (node != kNoNode && !opened.of_links(node)) found.because.push_back(node);
  }
  return found;
}

// The truth, and what bounds the people of whom it is asked.
std::vector<NodeId> Prover::what_counts(NodeId truth) {
  std::vector<NodeId> nodes = {truth};
  nodes.insert(nodes.end(), program().impossible.begin(), program().impossible.end());
  std::copy_if(program().only_if.begin(), program().only_if.end(), std::back_inserter(nodes),
               [](NodeId node) { return node != kNoNode; });
  return nodes;
}

std::optional<Instance> Prover::instance_of(NodeId node, std::optional<RelationId> link, const Case& c) {
  if (!link) return of_person(program(), node, 0);
  for (std::uint32_t i = 0; i < c.directed.size(); ++i) {
    if (c.directed[i].person == 0 && c.directed[i].relation == *link) return Instance{node, i};
  }
  return std::nullopt;
}

void Prover::set_bounds(const View& view, bool all_bounds) {
  const auto counts = [&](NodeId bound, std::optional<FactId> also) {
    const std::vector<char> needed = mark_needed(program(), {bound});
    bool some = also && view.facts.contains(*also), every = !also || some;
    for (NodeId id = 0; id < needed.size(); ++id) {
      const Node& node = program().nodes[id];
      if (needed[id] == 0) continue;
      if (looks_at_links(node.op) || node.op == Op::supplied) every = false;
      if (node.op != Op::fact) continue;
      const bool read = view.facts.contains(static_cast<FactId>(node.value));
      some = some || read;
      every = every && read;
    }
    return all_bounds ? some : every;
  };
  Program& p = program();
  p.impossible.clear();
  for (const NodeId bound : parts_.impossible()) {
    if (counts(bound, std::nullopt)) p.impossible.push_back(bound);
  }
  p.only_if.assign(p.policy.facts.size(), kNoNode);
  for (FactId f = 0; f < parts_.only_if().size(); ++f) {
    const bool bound = parts_.only_if()[f] != kNoNode && counts(parts_.only_if()[f], f);
    if (bound) p.only_if[f] = parts_.only_if()[f];
    // Without its bound the fact may be none, and may be something.
    const Fact& fact = parts_.policy().facts[f];
    p.policy.facts[f].none_declared = fact.none_declared || (fact.only_if != kNoId && !bound);
  }
}

}  // namespace proviso
