#pragma once

#include <map>
#include <string>
#include <vector>

#include "interpreter/cells.hpp"

namespace proviso {

/// The cells of the open variables that are sets (see `Cells`). `counts[v]` tells how far tests of `number of` v count.
/// Returns why it is not complete, or nothing.
std::string fill_set_cells(const Program& program, Case& c, const Evaluation& first_pass, const OpenPart& open,
                           const std::vector<Type>& types, const std::map<std::uint32_t, Value>& counts,
                           std::vector<std::vector<Value>>& values);

}  // namespace proviso
