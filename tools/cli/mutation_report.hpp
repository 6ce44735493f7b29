#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/mutation.hpp"

// What a mutation run found, for people and programs. What is changed, and what counts, is in docs/mutation.md.
namespace proviso::cli {

inline constexpr std::size_t kSurvivorsShown = 20;

/// The score, a table of the kinds of change, then the changes that no case notices, with their lines of the rules: at
/// most `max_survivors`.
std::string mutation_text(const SourceSet& sources, const Mutation& mutation, std::size_t max_survivors);

/// The member `mutation` of `proviso.test/1`.
nlohmann::ordered_json mutation_json(const SourceSet& sources, const Mutation& mutation,
                                     const std::vector<PreparedCase>& cases);

}  // namespace proviso::cli
