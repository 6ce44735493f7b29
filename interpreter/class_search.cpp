#include "interpreter/class_search.hpp"

#include "interpreter/exact.hpp"
#include "interpreter/give_value.hpp"
#include "interpreter/graph.hpp"
#include "interpreter/pair_graph.hpp"

namespace proviso {

namespace {

constexpr DecideOptions kBounds = {300'000, 300};

}  // namespace

ClassSearch::ClassSearch(const Program& old_program, const Program& new_program,
                         std::pair<std::optional<Days>, std::optional<Days>> on, const std::vector<FoundClass>& classes)
    : old_(old_program), on_(on) {
  PairGraph graph(old_program, new_program, pair_.program, {}, PairGraph::Recursion::kept, on);
  pair_.date_slot = graph.date_slot();
  NodeBuilder& build = graph.build();
  const auto outcome = [&](const Program& program, const auto& of, const FoundClass& c, Value value) {
    const DecisionNodes& nodes = program.decisions[c.decision];
    const NodeId there = of(nodes.in_force);
    if (value == ChangeSpace::kNotInForce) return build.negation(there);
    const bool no = program.policy.decisions[c.decision].yes_no && value == 0;
    const NodeId chosen = of(nodes.chosen[static_cast<std::size_t>(no ? 1 : value)]);
    return build.all({there, no ? build.negation(chosen) : chosen});
  };
  for (const FoundClass& c : classes) {
    if (c.decision == kNoId) {
      truths_.push_back(build.truth(false));
      continue;
    }
    truths_.push_back(build.all({outcome(
                                     old_program, [&](NodeId id) { return graph.of_a(id); }, c, c.from),
                                 outcome(
                                     new_program, [&](NodeId id) { return graph.of_b(id); }, c, c.to),
                                 graph.date_in_force()}));
  }
  Program& program = pair_.program;
  program.only_if = graph.of_a(old_program.only_if);
  for (std::size_t i = 0; i < old_program.impossible.size(); ++i) {
    program.impossible.push_back(graph.of_a(old_program.impossible[i]));
    program.impossible.push_back(graph.of_b(new_program.impossible[i]));
  }
  std::vector<NodeId*> more;
  for (NodeId& truth : truths_) more.push_back(&truth);
  Diagnostics diagnostics;  // both graphs are legal, and neither needs the other
  order_graph(program, {}, diagnostics, more);
}

std::vector<Case> ClassSearch::skeletons() {
  std::vector<Case> result;
  const std::size_t relations = pair_.program.policy.relations.size();
  for (RelationId r = 0; r < relations; ++r) {
    if (auto c = blank_case(pair_, r)) result.push_back(std::move(*c));
  }
  // A third one, to whom the first or the second is linked.
  const std::size_t couples = result.size();
  for (std::size_t i = 0; i < couples && couples <= 4; ++i) {
    for (RelationId r = 0; r < relations; ++r) {
      for (const std::uint32_t from : {0u, 1u}) {
        Case c = result[i];
        c.people.push_back(c.people[1]);
        c.people.back().id = "clara";
        const RelationGroup& group = pair_.program.policy.relation_groups[pair_.program.policy.relations[r].group];
        c.links.push_back({from, r, 2, from == 0 ? 1u : 0u, std::vector<Value>(group.facts.size(), kUnknown),
                           std::vector<Given>(group.facts.size(), Given::unknown)});
        if (finish_case(pair_.program, c).empty()) result.push_back(std::move(c));
      }
    }
  }
  return result;
}

std::optional<Case> ClassSearch::complete(Case c, NodeId truth) {
  const Program& program = pair_.program;
  Evaluation first(program, c);
  first.run();
  const Instance instance = of_person(program, truth, 0);
  if (first.at(instance.node, instance.index) != kUnknown) return std::nullopt;
  Exact exact(program, c, first, {instance}, kBounds);
  if (!exact.limit().empty() || exact.impossible()) return std::nullopt;
  const auto completion =
      exact.completion(instance, 1, [](const Variable&, Value x) -> std::uint32_t { return x == kNone ? 0 : 1; });
  if (!completion) return std::nullopt;
  // The same people, under the old program: its sets are others.
  Case result;
  result.as_of = on_.first.value_or(c.as_of);
  result.sets = SetPool(&old_.sets);
  result.links = c.links;
  result.supplied.assign(old_.supplied.size(), kUnknown);
  for (CasePerson& person : c.people) {
    person.given.assign(old_.policy.facts.size(), Given::absent);
    person.facts.assign(old_.policy.facts.size(), kUnknown);
    result.people.push_back(person);
  }
  for (CaseLink& link : result.links) {
    link.facts.assign(link.facts.size(), kUnknown);
    link.given.assign(link.facts.size(), Given::absent);
  }
  for (const auto& [v, value] : completion->values) {
    if (v.kind != Variable::Kind::supplied || v.owner != pair_.date_slot) {
      give_value(old_, result, v, value, c.sets);
    } else if (!on_.first) {
      result.as_of = value;
    }
  }
  if (!finish_case(old_, result).empty()) return std::nullopt;
  return result;
}

std::vector<Case> ClassSearch::find(std::size_t index) {
  std::vector<Case> found;
  for (Case& skeleton : skeletons()) {
    if (auto c = complete(std::move(skeleton), truths_[index])) found.push_back(std::move(*c));
  }
  return found;
}

}  // namespace proviso
