#pragma once

#include <vector>

#include "interpreter/diagram.hpp"

namespace proviso {

/// Truths about different variables that all hold exactly where `truth` does, as small as they can be: what can be said
/// one after the other, joined by "and" (a disjoint decomposition, Ashenhurst 1957, of conjunctions only). Empty: it
/// holds everywhere. In the order of their first variables.
std::vector<Diagram> factors(Diagrams& diagrams, Diagram truth);

}  // namespace proviso
