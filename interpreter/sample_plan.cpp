#include "interpreter/sample_plan.hpp"

#include <algorithm>
#include <utility>

#include "interpreter/evaluate.hpp"

namespace proviso {

namespace {

bool contains(const std::vector<FactId>& facts, FactId fact) {
  return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

Footing whole_footing(const Program& program, NodeId node) {
  Footing footing = footing_of(program, node);
  for (std::size_t i = 0; i < footing.facts.size(); ++i) {
    const NodeId condition = program.only_if[footing.facts[i]];
    if (condition == kNoNode) continue;
    for (const FactId f : footing_of(program, condition).facts) {
      if (!contains(footing.facts, f)) footing.facts.push_back(f);
    }
  }
  return footing;
}

void find_obstacles(const Program& program, SamplePlan& plan) {
  std::vector<NodeId> roots;
  const auto add = [&](NodeId node, std::uint32_t impossible) {
    if (node == kNoNode) return;
    plan.obstacles.push_back({node, impossible, whole_footing(program, node)});
    roots.push_back(node);
  };
  for (std::uint32_t i = 0; i < program.impossible.size(); ++i) add(program.impossible[i], i);
  add(program.gap, kNoId);
  plan.below_obstacles = mark_needed(program, roots);
}

// A fact with a condition is settled after those that its condition reads. There is no circle, so this ends.
void find_tiers(const Program& program, SamplePlan& plan) {
  std::vector<FactId> left;
  for (FactId f = 0; f < program.policy.facts.size(); ++f)
    (program.only_if[f] == kNoNode ? plan.plain : left).push_back(f);
  while (!left.empty()) {
    std::vector<FactId> tier, later;
    for (const FactId f : left) {
      const auto reads = footing_of(program, program.only_if[f]).facts;
      const bool waits = std::any_of(reads.begin(), reads.end(), [&](FactId read) { return contains(left, read); });
      (waits ? later : tier).push_back(f);
    }
    if (tier.empty()) tier.swap(later);
    std::vector<NodeId> roots;
    for (const FactId f : tier) roots.push_back(program.only_if[f]);
    plan.tiers.push_back({std::move(tier), mark_needed(program, roots)});
    left = std::move(later);
  }
}

}  // namespace

SamplePlan plan_sample(const Program& program) {
  SamplePlan plan;
  find_obstacles(program, plan);
  find_tiers(program, plan);
  return plan;
}

}  // namespace proviso
