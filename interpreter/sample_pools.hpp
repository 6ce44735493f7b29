#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/program.hpp"

// What the rules compare facts with, read off a program: near such values people are decided differently.
namespace proviso {

/// What can stand on one side of a comparison.
struct Anchor {
  enum class Kind : std::uint8_t { constant, as_of, fact, link_fact, supplied } kind = Kind::constant;
  std::uint32_t ref = 0;  ///< FactId, LinkFactId or slot
  Value value = 0;        ///< constant
  bool other = false;     ///< fact: of another person
  friend auto operator<=>(const Anchor&, const Anchor&) = default;
};

/// A value that the rules tell from those below or above it: an anchor, moved in the calendar.
struct Boundary {
  Anchor anchor;
  std::int64_t months = 0, days = 0;  ///< dates only
  friend auto operator<=>(const Boundary&, const Boundary&) = default;
};

/// What the values of one fact, link fact or supplied item are tested for.
struct Pool {
  std::vector<Boundary> boundaries;       ///< sorted
  std::vector<std::vector<Value>> cells;  ///< members and sets: members that no test tells apart, together
};

struct Pools {
  std::vector<Pool> facts;       ///< by FactId
  std::vector<Pool> link_facts;  ///< by LinkFactId
  std::vector<Pool> supplied;    ///< by slot
  std::vector<Days> days;        ///< on which the rules change, or with which the date of the assessment is compared
};

Pools sample_pools(const Program& program);

/// The facts that a node rests on, and whether it looks at links.
struct Footing {
  std::vector<FactId> facts;
  bool links = false;
  bool as_of = false;
};
Footing footing_of(const Program& program, NodeId node);

}  // namespace proviso
