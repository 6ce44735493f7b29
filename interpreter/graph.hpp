#pragma once

#include <unordered_map>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "interpreter/compiler.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// How a node depends on one of its arguments: a truth may push it up, down, or either way.
enum class Sign : std::uint8_t { positive, negative, either };
Sign sign_of(const Node& node, std::uint32_t arg);

/// Finds the strongly connected components of the dependency graph, refuses those without a meaning, and renumbers the
/// nodes so that they can be evaluated from first to last. A component is legal if every cycle in it crosses from
/// person to person, and either no cycle passes through a negation (least fixed point), or all links of it go through
/// one acyclic relation in one direction (person by person). False if a diagnostic was added. `more` are nodes beside
/// those of the program's tables, to be renumbered with them.
bool order_graph(Program& program, const Origins& origins, Diagnostics& diagnostics,
                 const std::vector<NodeId*>& more = {});

}  // namespace proviso
