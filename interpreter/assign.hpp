#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "interpreter/concrete.hpp"
#include "interpreter/test_space.hpp"

namespace proviso {

/// Looks for values of open things such that tests come out as wanted, one thing after the other: first where it
/// changes the outcome of a test with what has a value already. Quick where there is an answer; that it finds none
/// proves nothing.
class Assigner {
 public:
  /// `sets`: where new sets are put. `today`: of the date of the case, if it is open and known.
  Assigner(const TestSpace& space, const Program& graph, SetPool& sets, std::uint32_t date_slot,
           std::optional<Days> today);

  /// Values of the open things of the demands; each is a fact of the person, or supplied.
  std::optional<std::vector<std::pair<ExpressionId, Value>>> find(const std::vector<Demand>& demands);

 private:
  bool assign(std::size_t next);
  std::vector<Value> candidates(std::size_t index);
  void add_points(const Demand& demand, ExpressionId open, Value low, Value high, Value step,
                  std::vector<Value>& values);
  std::vector<Value> sets_for(ExpressionId open);
  bool holds(const Demand& demand);
  bool is_known(const Demand& demand) const;
  Value evaluate(ExpressionId id);

  const TestSpace& space_;
  const Program& graph_;
  SetPool& sets_;
  std::uint32_t date_slot_;
  std::optional<Days> today_;
  const std::vector<Demand>* demands_ = nullptr;
  std::vector<ExpressionId> open_;
  std::vector<std::pair<ExpressionId, Value>> values_;  ///< of the first of `open_`
  std::size_t steps_ = 0;
};

}  // namespace proviso
