#pragma once

#include <vector>

#include "interpreter/cover.hpp"
#include "interpreter/diagram.hpp"

namespace proviso {

/// Truths about different variables that all hold exactly where `truth` does, as small as they can be: what can be said
/// one after the other, joined by "and" (a disjoint decomposition, Ashenhurst 1957, of conjunctions only). Empty: it
/// holds everywhere. In the order of their first variables.
std::vector<Diagram> factors(Diagrams& diagrams, Diagram truth);

/// Lists of boxes about different variables: whoever is in one box of each list is in one of `boxes`, and the other way
/// round. As many lists as there are, if `boxes` are all the ways to put parts of them together; else one.
std::vector<std::vector<CellBox>> factors(const std::vector<CellBox>& boxes);

}  // namespace proviso
