#pragma once

#include "dsl/date.hpp"
#include "interpreter/program.hpp"
#include "interpreter/set_pool.hpp"

namespace proviso {

/// The immediate of an order test of durations: days and months lie in no order.
inline constexpr Value kOfDurations = 1;

/// True for the tests of two values: the functions below whose value is a truth.
bool is_test(Op op);
/// True for the operations that are functions of their arguments' values alone (comparisons, sets, dates): the ones
/// that `apply` computes. Their one meaning is here; every evaluator calls it.
bool is_function(Op op);

/// The enumeration of a fact, a link's fact, or something supplied; kNoId where it has none, or for another node.
EnumId enumeration_of_leaf(const Program& program, const Node& node);

/// The value of such an operation on known arguments; none is a value. Set operations may intern a set in `sets`.
Value apply(Op op, Value immediate, const Value* args, SetPool& sets, MonthEnds month_ends);

}  // namespace proviso
