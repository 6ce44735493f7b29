#include "interpreter/pair.hpp"

#include <algorithm>

#include "interpreter/exact.hpp"
#include "interpreter/graph.hpp"
#include "interpreter/pair_graph.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

class Maker {
 public:
  Maker(const Program& a, const Program& b, Pair& pair)
      : a_(a), b_(b), pair_(pair), graph_(a, b, pair.program, {}, PairGraph::Recursion::kept), build_(graph_.build()) {}

  void run() {
    Program& program = pair_.program;
    pair_.date_slot = graph_.date_slot();
    program.only_if = graph_.of_a(a_.only_if);
    const std::vector<char> in = graph_.origins();
    std::vector<NodeId> decisions, all;
    pair_.one_refuses = impossible();
    const NodeId gap_a = a_.gap == kNoNode ? build_.truth(false) : graph_.of_a(a_.gap);
    const NodeId gap_b = b_.gap == kNoNode ? build_.truth(false) : graph_.of_b(b_.gap);
    pair_.one_refuses = build_.any({pair_.one_refuses, graph_.either(gap_a, gap_b)});
    all.push_back(pair_.one_refuses);
    for (DecisionId d = 0; d < a_.decisions.size(); ++d) {
      decisions.push_back(add({true, d}, a_.decisions[d].value, a_.decisions[d].in_force, b_.decisions[d].value,
                              b_.decisions[d].in_force));
    }
    for (DefineId d = 0; d < a_.defines.size(); ++d) {
      if (!a_.policy.defines[d].links.empty()) continue;  // of links, which have no answers of their own
      all.push_back(add({false, d}, a_.defines[d], a_.define_in_force[d], b_.defines[d], b_.define_in_force[d]));
    }
    // Where neither has a gap; and on a day of the policy.
    const NodeId in_force = graph_.date_in_force();
    const NodeId decided = build_.all({build_.negation(gap_a), build_.negation(gap_b), in_force});
    pair_.decisions_differ = build_.all({build_.any(decisions), decided});
    all.push_back(build_.any(decisions));
    pair_.differ = build_.all({build_.any(std::move(all)), in_force});
    pair_.one_refuses = build_.all({pair_.one_refuses, in_force});
    if (build_.is_false(pair_.differ)) {
      pair_ = {};
      return;
    }
    std::vector<NodeId*> more = {&pair_.differ, &pair_.decisions_differ, &pair_.one_refuses};
    for (Pair::Item& item : pair_.items) {
      item.differ = build_.all({item.differ, decided});
      more.push_back(&item.differ);
    }
    find_facts(in);
    Diagnostics diagnostics;  // both graphs are legal, and neither needs the other
    order_graph(program, {}, diagnostics, more);
    std::erase_if(pair_.items, [&](const Pair::Item& item) { return build_.is_false(item.differ); });
  }

 private:
  NodeId add(ResultRef result, NodeId a, NodeId a_in_force, NodeId b, NodeId b_in_force) {
    const NodeId there = graph_.of_a(a_in_force);
    const NodeId differ = build_.any({graph_.either(there, graph_.of_b(b_in_force)),
                                      build_.all({there, graph_.unequal(graph_.of_a(a), graph_.of_b(b))})});
    pair_.items.push_back({result, differ});
    return differ;
  }

  // What only one of the two finds impossible is a difference, not a bound of the search.
  NodeId impossible() {
    const std::vector<NodeId> in_a = graph_.of_a(a_.impossible), in_b = graph_.of_b(b_.impossible);
    std::vector<NodeId> only_a, only_b;
    for (std::size_t i = 0; i < in_a.size(); ++i) {
      if (in_a[i] == in_b[i]) {
        pair_.program.impossible.push_back(in_a[i]);
      } else {
        only_a.push_back(in_a[i]);
        only_b.push_back(in_b[i]);
      }
    }
    return graph_.either(build_.any(std::move(only_a)), build_.any(std::move(only_b)));
  }

  // A node of one program only, all of whose arguments are in both, is where they begin to differ.
  void find_facts(const std::vector<char>& in) {
    const Program& program = pair_.program;
    std::vector<NodeId> begin;
    for (NodeId id = 0; id < in.size(); ++id) {
      const Node& node = program.nodes[id];
      const NodeId* args = program.args_of(node);
      const bool first = std::all_of(args, args + node.arg_count, [&](NodeId arg) {
        return arg < in.size() && (in[arg] == 3 || build_.is_constant(arg));
      });
      if ((in[id] == 1 || in[id] == 2) && node.op != Op::constant && first) begin.push_back(id);
    }
    const std::vector<char> needed = mark_needed(program, begin);
    for (NodeId id = 0; id < needed.size(); ++id) {
      if (needed[id] == 0) continue;
      const auto ref = static_cast<std::uint32_t>(program.nodes[id].value);
      if (program.nodes[id].op == Op::fact) pair_.facts.push_back(ref);
      if (program.nodes[id].op == Op::link_fact) pair_.link_facts.push_back(ref);
    }
    std::sort(pair_.facts.begin(), pair_.facts.end());
    std::sort(pair_.link_facts.begin(), pair_.link_facts.end());
  }

  const Program& a_;
  const Program& b_;
  Pair& pair_;
  PairGraph graph_;
  NodeBuilder& build_;
};

}  // namespace

Pair make_pair(const Program& a, const Program& b) {
  Pair pair;
  Maker(a, b, pair).run();
  return pair;
}

std::optional<Case> case_of_pair(const Pair& pair, const Program& a, const Case& c) {
  Case opened = c;
  for (CasePerson& person : opened.people) {
    for (const FactId fact : pair.facts) {
      person.facts[fact] = kUnknown;
      person.given[fact] = Given::unknown;
    }
  }
  for (CaseLink& link : opened.links) {
    const auto& facts = a.policy.relation_groups[a.policy.relations[link.relation].group].facts;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (!std::binary_search(pair.link_facts.begin(), pair.link_facts.end(), facts[i])) continue;
      link.facts[i] = kUnknown;
      if (!link.given.empty()) link.given[i] = Given::unknown;
    }
  }
  opened.supplied.push_back(kUnknown);
  return rebind(opened, a, pair.program);
}

std::optional<Case> blank_case(const Pair& pair, std::optional<RelationId> link) {
  const Program& program = pair.program;
  const Policy& policy = program.policy;
  Case c;
  c.as_of = policy.in_force_from;
  c.sets = SetPool(&program.sets);
  c.supplied.assign(program.supplied.size(), kUnknown);
  CasePerson person;
  for (const Fact& fact : policy.facts) person.facts.push_back(fact.type.base == BaseType::note ? kNone : kUnknown);
  person.given.assign(policy.facts.size(), Given::unknown);
  person.id = "anna";
  c.people.push_back(person);
  if (link) {
    person.id = "ben";
    c.people.push_back(person);
    const std::size_t facts = policy.relation_groups[policy.relations[*link].group].facts.size();
    c.links.push_back({0, *link, 1, 0, std::vector<Value>(facts, kUnknown), std::vector<Given>(facts, Given::unknown)});
  }
  if (!finish_case(program, c).empty()) return std::nullopt;
  return c;
}

Search find_difference(const Pair& pair, Case& c, const std::vector<NodeId>& truths, const DecideOptions& options,
                       const std::function<Value(const Variable&)>& preferred) {
  Search search;
  const Program& program = pair.program;
  Evaluation first(program, c);
  first.run();
  std::vector<Instance> wanted, open;
  for (const NodeId node : truths) {
    for (std::uint32_t p = 0; p < c.people.size(); ++p) {
      const Instance instance = of_person(program, node, p);
      const Value value = first.at(instance.node, instance.index);
      if (value == 0) continue;
      wanted.push_back({node, p});
      if (value == kUnknown) open.push_back(instance);
    }
  }
  if (wanted.empty()) return search;
  Exact exact(program, c, first, std::move(open), options);
  search.work = exact.size();
  for (const Instance& instance : wanted) {
    if (!exact.limit().empty() || exact.impossible()) break;
    auto completion = exact.completion(of_person(program, instance.node, instance.index), 1,
                                       [&](const Variable& variable, Value value) -> std::uint32_t {
                                         const Value wish = preferred(variable);
                                         return wish == kUnknown || wish == value ? 0 : 1;
                                       });
    if (!completion) continue;
    search.witness = Witness{std::move(completion->values), instance.index};
    return search;
  }
  search.complete = exact.limit().empty();
  return search;
}

}  // namespace proviso
