#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/reference/parsed.hpp"

namespace proviso::reference {

/// Cases of one to three people for a policy, everything known. Their dates are those that stand in the text, and days
/// and years from them; their members those that the text names most: so that people stand on both sides of what the
/// rules tell apart. Nothing is shared with `proviso sample`: this looks at the words of the text alone.
/// REQUIRES: `only if` and `impossible` read facts only.
std::vector<nlohmann::json> boundary_people(const Files& policy, std::uint64_t seed, std::size_t count,
                                            const std::string& as_of);

/// Cases like one: what it states stays, but of every second case one fact of one person; the rest is made up likewise.
std::vector<nlohmann::json> people_like(const Files& policy, std::uint64_t seed, std::size_t count,
                                        const nlohmann::json& like);

}  // namespace proviso::reference
