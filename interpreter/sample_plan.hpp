#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/program.hpp"
#include "interpreter/sample_pools.hpp"

namespace proviso {

/// What a sampler looks up once in a program.
struct SamplePlan {
  /// Something that must not be true of anybody: an `impossible`, or that a text that is needed is not in force.
  struct Obstacle {
    NodeId node = kNoNode;
    std::uint32_t impossible = kNoId;  ///< kNoId: a text is missing
    Footing footing;                   ///< with the facts on which the conditions of its facts rest
  };
  std::vector<Obstacle> obstacles;
  std::vector<char> below_obstacles;  ///< by NodeId

  std::vector<FactId> plain;  ///< facts without a condition
  /// Facts with conditions that can be settled together, and the nodes below these.
  struct Tier {
    std::vector<FactId> facts;
    std::vector<char> below;
  };
  std::vector<Tier> tiers;  ///< each after those that its conditions read
};

SamplePlan plan_sample(const Program& program);

}  // namespace proviso
