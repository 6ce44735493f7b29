#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "interpreter/cover.hpp"
#include "interpreter/diagram.hpp"

namespace proviso {

/// All of `all` hold, one of each list in `any`, and none of `none`.
struct CellConditions {
  CellBox all;
  std::vector<std::vector<CellConditions>> any;
  std::vector<CellConditions> none;
};

/// How many literals it takes to say that a variable is in one of these cells.
using LiteralCount = std::function<std::size_t(std::uint32_t variable, const std::vector<std::uint32_t>& cells)>;

/// Exactly the boxes, for people to read: what many boxes share is said once (factoring as of logic networks; Brayton
/// and McMullen 1982), and where it takes clearly less to say who is not meant, that is said. Boxes that cannot be said
/// clearly shorter stay as they are.
CellConditions nested(Diagrams& diagrams, const std::vector<CellBox>& boxes, const LiteralCount& count);

}  // namespace proviso
