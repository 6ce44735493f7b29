#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "interpreter/claims.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// What the cases of a policy show to happen: of that there is no proof of the contrary. Private to
/// interpreter/findings*.cpp.
class Shown {
 public:
  /// Both must outlive it.
  Shown(const Program& program, const std::vector<PreparedCase>& cases);

  /// It holds of somebody. REQUIRES: the node is a truth.
  bool holds(NodeId node) const { return node != kNoNode && !in_[node].empty(); }
  /// It is why a case cannot be, with nothing else: an index into Policy::impossibles.
  bool refuses_alone(std::uint32_t impossible) const { return refuses_[impossible] != 0; }
  /// Somebody of whom it holds.
  std::optional<Somebody> somebody(NodeId node) const;
  /// Another program, whose sets begin with those of the first, decides a case differently in which the node holds.
  bool tells_apart(const Program& other, NodeId node) const;

 private:
  struct Place {
    std::uint32_t index, person;
  };

  void look(std::uint32_t index);

  const Program& program_;
  const std::vector<PreparedCase>& cases_;
  std::vector<std::vector<Place>> in_;  ///< for each node a few cases in which it holds, and of whom
  std::vector<char> refuses_;
};

/// Some decision or definition of somebody has another value, as far as both are settled by the first pass.
bool decides_differently(const Program& program, const Program& other, const Case& c);

}  // namespace proviso
