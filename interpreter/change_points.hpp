#pragma once

#include "dsl/value.hpp"

namespace proviso {

/// Calls `found(n, n + 1)` for each n from 0 below `last` at which `of` gives something else than at n + 1. `of` must
/// not come back to a value that it has left: it is found by halving.
template <class Of, class Found>
void for_change_points(Value last, const Of& of, const Found& found) {
  const auto end = of(last);
  for (Value low = 0; of(low) != end;) {
    const auto here = of(low);
    Value high = last;  // the first that differs from `here` lies in (low, high]
    while (high - low > 1) {
      const Value middle = low + (high - low) / 2;
      (of(middle) == here ? low : high) = middle;
    }
    found(low, high);
    low = high;
  }
}

}  // namespace proviso
