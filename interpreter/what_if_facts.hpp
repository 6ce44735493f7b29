#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "interpreter/what_if_trial.hpp"

namespace proviso {

/// The person, and those who are reached by the fewest links, nearest first; among equals by id.
std::vector<std::uint32_t> nearest_people(const Case& c, std::uint32_t person, std::size_t most);

/// The facts of these people, and of their links, that some watched decision needs: what no rule reads cannot move it.
/// In the order of their names, so that nothing depends on the order of people and links.
std::vector<Variable> movable_facts(const Program& program, const Case& c, const std::vector<Watched>& watched,
                                    const std::vector<std::vector<std::uint32_t>>& people);

}  // namespace proviso
