#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "tests/reference/parsed.hpp"
#include "tests/reference/random_policy.hpp"

namespace proviso::reference {

/// A random case of one to three people of whom everything is known, and which the policy allows. Nothing if none was
/// found in some tries.
std::optional<nlohmann::json> known_case(const RandomPolicy& policy, std::uint64_t seed);
/// The case with what is not known in it filled in at random, so that the policy allows it; nothing likewise.
std::optional<nlohmann::json> completed(const Files& policy, const nlohmann::json& case_json, Random& random);
/// Up to so many of them.
std::vector<nlohmann::json> known_cases(const RandomPolicy& policy, std::uint64_t seed, std::size_t count);

}  // namespace proviso::reference
