#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/diagram.hpp"

namespace proviso {

/// Cells that are allowed, for some variables, ascending: everything whose cells are among them. Empty: everything.
using CellBox = std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>>;

/// Few boxes that together hold all of `least` and nothing but `most` (irredundant covers; Minato 1992, for variables
/// of several values). Nothing if there are more than `max_boxes`. REQUIRES: `least` implies `most`.
std::optional<std::vector<CellBox>> cover(Diagrams& diagrams, Diagram least, Diagram most, std::size_t max_boxes);

/// The diagram of a box.
Diagram box_diagram(Diagrams& diagrams, const CellBox& box);

}  // namespace proviso
