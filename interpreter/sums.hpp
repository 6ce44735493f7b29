#pragma once

#include <cstdint>
#include <vector>

namespace proviso {

/// Numbers that are published, and the sums that tie them together: finds out what can be worked out of those that are
/// left out.
class Sums {
 public:
  using Id = std::uint32_t;

  Id add_number() { return count_++; }
  /// total is the sum of parts.
  void add_sum(Id total, const std::vector<Id>& parts);

  struct Term {
    Id number;
    int sign;  ///< 1: a part; -1: the total
  };
  using Equation = std::vector<Term>;  ///< that add up to 0
  const std::vector<Equation>& equations() const { return equations_; }
  std::size_t size() const { return count_; }

  /// For each number whether it follows from the published ones alone. `left_out` by Id; what is not left out does.
  std::vector<bool> determined(const std::vector<bool>& left_out) const;

 private:
  Id count_ = 0;
  std::vector<Equation> equations_;
};

}  // namespace proviso
