#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace proviso {

/// Larger groups tie together what nothing orders: better left out.
inline constexpr std::size_t kMaxOrderedGroup = 24;

/// An order of the variables 0 … count-1 in which those that stand in a group together are near each other (FORCE:
/// Aloul, Markov, Sakallah 2003): by position, which variable. Each round moves every variable to the middle of its
/// groups; the best round is kept, and where nothing is better, the order in which they are numbered.
/// `groups`: variables, each below `count`.
std::vector<std::uint32_t> order_by_groups(std::uint32_t count, const std::vector<std::vector<std::uint32_t>>& groups);

}  // namespace proviso
