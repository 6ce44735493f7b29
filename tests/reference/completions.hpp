#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "tests/reference/world.hpp"

namespace proviso::reference {

/// An admissible completion, and the value of every node in it.
struct Possibility {
  std::size_t code = 0;  ///< its place in the product of the candidates
  Completion completion;
  std::vector<Value> values;
};

/// The admissible completions of a case over the candidate values of its variables.
class Completions {
 public:
  Completions(const World& world, std::vector<std::vector<Value>> candidates);

  const std::vector<Possibility>& all() const { return all_; }

  /// The variables in which some adjacent pair differs whose values of x differ: `x[i]` is the value in `all()[i]`. Two
  /// completions are adjacent if no other takes each variable's value from one of the two.
  std::set<std::size_t> missing(const std::vector<Value>& x) const;

 private:
  struct Pair {
    std::size_t first = 0, second = 0;  ///< indices into `all_`
    std::vector<std::size_t> differ;    ///< the variables
  };

  std::size_t digit(std::size_t code, std::size_t variable) const {
    return code / stride_[variable] % candidates_[variable].size();
  }
  std::vector<std::size_t> differing(std::size_t a, std::size_t b) const;
  bool adjacent(std::size_t a, std::size_t b, const std::vector<std::size_t>& differ) const;
  void find_pairs_one_apart();
  void find_all_pairs();

  std::vector<std::vector<Value>> candidates_;
  std::vector<std::size_t> stride_;
  std::vector<std::optional<std::size_t>> index_;  ///< by code, into `all_`
  std::vector<Possibility> all_;
  std::vector<Pair> adjacent_;
};

}  // namespace proviso::reference
