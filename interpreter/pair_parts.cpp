#include "interpreter/pair_parts.hpp"

#include <algorithm>

#include "interpreter/evaluate.hpp"
#include "interpreter/graph.hpp"

namespace proviso {

PairParts::PairParts(const Program& a, const Program& b, const SameNodes& same)
    : a_(a), b_(b), graph_(a, b, pair_.program, same, PairGraph::Recursion::cut) {
  if (graph_.failed()) return;
  pair_.date_slot = graph_.date_slot();
  in_force_ = graph_.date_in_force();
  list_parts();
  finish();
  std::sort(parts_.begin(), parts_.end(), [](const Part& x, const Part& y) {
    return std::pair(std::max(x.in_a, x.in_b), x.differ) < std::pair(std::max(y.in_a, y.in_b), y.differ);
  });
}

NodeId claim_node(PairGraph& graph, const Claim& claim) {
  std::vector<NodeId> truths = graph.of_a(claim.all);
  for (const NodeId id : claim.none) truths.push_back(graph.build().negation(graph.of_a(id)));
  if (claim.set_a != kNoNode) {
    truths.push_back(
        graph.build().binary(Op::includes_any, BaseType::yes_no, graph.of_a(claim.set_a), graph.of_a(claim.set_b)));
  }
  return graph.build().all(std::move(truths));
}

PairParts::PairParts(const Program& program, const std::vector<Claim>& claims)
    : a_(program), b_(program), graph_(program, program, pair_.program, {}, PairGraph::Recursion::cut) {
  if (graph_.failed()) return;
  pair_.date_slot = graph_.date_slot();
  in_force_ = graph_.date_in_force();
  for (const Claim& claim : claims) add_claim(claim);
  finish();
}

void PairParts::add_claim(const Claim& claim) {
  const NodeId holds = claim_node(graph_, claim);
  parts_.push_back({holds, holds, holds, holds, graph_.build().all({holds, in_force_}), kNoNode});
}

void PairParts::finish() {
  list_bounds();
  order();
  find_relations();
  std::erase_if(impossible_, [&](NodeId node) { return reads_stand_in(node); });
  for (NodeId& node : only_if_) {
    if (node != kNoNode && reads_stand_in(node)) node = kNoNode;
  }
}

// What only one of them requires is no bound.
void PairParts::list_bounds() {
  only_if_ = graph_.of_a(a_.only_if);
  for (FactId f = 0; f < only_if_.size(); ++f) {
    if (only_if_[f] != graph_.of_b(b_.only_if[f])) only_if_[f] = kNoNode;
  }
  for (std::size_t i = 0; i < a_.impossible.size(); ++i) {
    const NodeId node = graph_.of_a(a_.impossible[i]);
    if (node == graph_.of_b(b_.impossible[i])) impossible_.push_back(node);
  }
}

// Renumbers the graph, and everything that refers to it.
void PairParts::order() {
  const std::vector<char> before = graph_.origins();
  std::vector<NodeId> place(before.size());
  std::vector<NodeId*> more;
  for (Part& part : parts_) {
    more.insert(more.end(), {&part.in_a, &part.in_b, &part.differ, &part.differ_in_force});
    for (NodeId& id : part.of_links) more.push_back(&id);
  }
  for (auto* list : {&only_if_, &impossible_}) {
    for (NodeId& id : *list) more.push_back(&id);
  }
  for (NodeId id = 0; id < place.size(); ++id) {
    place[id] = id;
    more.push_back(&place[id]);
  }
  Diagnostics diagnostics;  // both graphs are legal, and neither needs the other
  order_graph(pair_.program, {}, diagnostics, more);
  origins_.assign(pair_.program.nodes.size(), 0);
  for (NodeId id = 0; id < place.size(); ++id) origins_[place[id]] = before[id];
}

bool PairParts::reads_stand_in(NodeId root) const {
  const std::vector<char> needed = mark_needed(pair_.program, {root});
  for (NodeId id = 0; id < needed.size(); ++id) {
    const Node& node = pair_.program.nodes[id];
    const bool open = node.op == Op::fact && node.value >= static_cast<Value>(a_.policy.facts.size());
    if (needed[id] != 0 && open) return true;
  }
  return false;
}

void PairParts::list_parts() {
  const auto all = [&](const std::vector<NodeId>& in_a, const std::vector<NodeId>& in_b) {
    for (std::size_t i = 0; i < std::min(in_a.size(), in_b.size()); ++i) add(in_a[i], in_b[i]);
  };
  all(a_.terms, b_.terms);
  all(a_.sets_in_force, b_.sets_in_force);
  all(a_.values_in_force, b_.values_in_force);
  for (std::size_t i = 0; i < a_.amendments.size(); ++i) add(a_.amendments[i].active, b_.amendments[i].active);
  for (std::size_t r = 0; r < a_.rules.size(); ++r) {
    const RuleNodes &in_a = a_.rules[r], &in_b = b_.rules[r];
    add(in_a.holds, in_b.holds);
    all(in_a.holds_as, in_b.holds_as);
    all(in_a.versions, in_b.versions);
    all(in_a.tests, in_b.tests);
    for (std::size_t v = 0; v < std::min(in_a.through.size(), in_b.through.size()); ++v)
      all(in_a.through[v], in_b.through[v]);
  }
  list_results();
  for (FactId f = 0; f < a_.only_if.size(); ++f) add_counting(a_.only_if[f], b_.only_if[f]);
  for (std::size_t i = 0; i < a_.impossible.size(); ++i) add_counting(a_.impossible[i], b_.impossible[i]);
  add_counting(a_.gap, b_.gap);
  for (const auto& [in_a, in_b] : graph_.cuts()) add_counting(in_a, in_b);
}

void PairParts::list_results() {
  for (DefineId d = 0; d < a_.defines.size(); ++d) {
    if (a_.policy.defines[d].links.empty()) {
      add_result({false, d}, a_.defines[d], b_.defines[d], a_.define_in_force[d], b_.define_in_force[d]);
    } else {
      add(a_.defines[d], b_.defines[d]);
      add(a_.define_in_force[d], b_.define_in_force[d]);
    }
  }
  for (DecisionId d = 0; d < a_.decisions.size(); ++d) {
    const DecisionNodes &in_a = a_.decisions[d], &in_b = b_.decisions[d];
    for (std::size_t o = 0; o < in_a.available.size(); ++o) add(in_a.available[o], in_b.available[o]);
    for (std::size_t o = 0; o < in_a.chosen.size(); ++o) add_counting(in_a.chosen[o], in_b.chosen[o]);
    add_result({true, d}, in_a.value, in_b.value, in_a.in_force, in_b.in_force);
  }
}

// Nothing to add if the two are one node already.
Part* PairParts::add(NodeId a, NodeId b) {
  const NodeId in_a = graph_.of_a(a), in_b = graph_.of_b(b);
  if (in_a == in_b || in_a == kNoNode || in_b == kNoNode) return nullptr;
  add_below(a, b);
  parts_.push_back({a, b, in_a, in_b, differ(in_a, in_b), kNoNode});
  if (is_alike(a, b) && looks_at_links(a_.nodes[a].op) && a_.nodes[a].level == Level::person) {
    const NodeId *x = a_.args_of(a_.nodes[a]), *y = b_.args_of(b_.nodes[b]);
    for (std::uint32_t i = 0; i < a_.nodes[a].arg_count; ++i) {
      const NodeId of_a = graph_.of_a(x[i]), of_b = graph_.of_b(y[i]);
      if (of_a != of_b) parts_.back().of_links.push_back(differ(of_a, of_b));
    }
  }
  return &parts_.back();
}

NodeId PairParts::differ(NodeId in_a, NodeId in_b) {
  return graph_.build().all({graph_.unequal(in_a, in_b), in_force_});
}

// But for what they read.
bool PairParts::is_alike(NodeId a, NodeId b) const {
  const Node &x = a_.nodes[a], &y = b_.nodes[b];
  if (x.op != y.op || x.arg_count != y.arg_count || x.level != y.level) return false;
  if (looks_at_links(x.op)) return a_.relations_of(x) == b_.relations_of(y) && (x.value < 0) == (y.value < 0);
  return x.value == y.value;
}

// Where two read the same but for one thing, the two things are parts as well.
void PairParts::add_below(NodeId a, NodeId b) {
  if (!is_alike(a, b) || looks_at_links(a_.nodes[a].op)) return;
  const auto only_here = [](const Program& here, NodeId id, const Program& there, NodeId other, const auto& of_here,
                            const auto& of_there) {
    std::vector<NodeId> only;
    const Node &node = here.nodes[id], &with = there.nodes[other];
    const NodeId* args = there.args_of(with);
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const NodeId arg = here.args_of(node)[i];
      const bool both = std::any_of(args, args + with.arg_count,
                                    [&](NodeId other_arg) { return of_there(other_arg) == of_here(arg); });
      if (!both) only.push_back(arg);
    }
    return only;
  };
  const auto of_a = [&](NodeId id) { return graph_.of_a(id); };
  const auto of_b = [&](NodeId id) { return graph_.of_b(id); };
  const std::vector<NodeId> in_a = only_here(a_, a, b_, b, of_a, of_b), in_b = only_here(b_, b, a_, a, of_b, of_a);
  if (in_a.size() != 1 || in_b.size() != 1 || in_a[0] >= a || in_b[0] >= b) return;
  if (a_.nodes[in_a[0]].type == b_.nodes[in_b[0]].type) add(in_a[0], in_b[0]);
}

void PairParts::add_counting(NodeId a, NodeId b) {
  if (Part* part = add(a, b)) part->counts = true;
  if ((a == kNoNode) == (b == kNoNode)) return;
  // Only one of them has it. It is a truth, and must be false then.
  const NodeId there = a == kNoNode ? graph_.of_b(b) : graph_.of_a(a);
  parts_.push_back({a, b, graph_.of_a(a), graph_.of_b(b), graph_.build().all({there, in_force_}), kNoNode, true});
}

void PairParts::add_result(ResultRef result, NodeId a, NodeId b, NodeId a_in_force, NodeId b_in_force) {
  add_counting(a_in_force, b_in_force);
  Part* part = add(a, b);
  if (part == nullptr) return;
  part->counts = true;
  part->of = result;
  part->differ_in_force = graph_.build().all({part->differ, graph_.of_a(a_in_force)});
}

// Over which relations the links are looked at, for each node about links.
void PairParts::find_relations() {
  relations_.resize(pair_.program.nodes.size());
  for (NodeId id = static_cast<NodeId>(pair_.program.nodes.size()); id-- > 0;) {
    const Node& node = pair_.program.nodes[id];
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const NodeId arg = pair_.program.args_of(node)[i];
      if (pair_.program.nodes[arg].level != Level::link) continue;
      if (looks_at_links(node.op)) {
        const auto& more = pair_.program.relations_of(node);
        relations_[arg].insert(more.begin(), more.end());
      }
      if (node.level == Level::link) relations_[arg].insert(relations_[id].begin(), relations_[id].end());
    }
  }
  // What compares two parts is read by nothing: it is about the links that the parts are about.
  for (const Part& part : parts_) {
    for (const NodeId in : {part.in_a, part.in_b}) {
      if (in != kNoNode) relations_[part.differ].insert(relations_[in].begin(), relations_[in].end());
    }
  }
}

}  // namespace proviso
