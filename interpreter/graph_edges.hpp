#pragma once

#include <vector>

#include "interpreter/graph_items.hpp"

namespace proviso {

/// What each item of a policy needs, as its text says; by `from`, then `kind`, then `to`.
std::vector<GraphEdge> graph_edges(const Policy& policy, const GraphItems& items);

}  // namespace proviso
