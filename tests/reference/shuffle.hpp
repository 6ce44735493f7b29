#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/reference/parsed.hpp"
#include "tests/reference/random_policy.hpp"

// The same policy and case in another order, which must mean the same.
namespace proviso::reference {

/// "a.relations[0]" in the new case -> the same statement in the old one.
using Paths = std::map<std::string, std::string>;

struct Shuffled {
  Files files;
  nlohmann::json case_json;
  Paths back;
};

/// Shuffles the declarations and parts them into two files; shuffles people, and the relations of each.
Shuffled shuffle(const RandomPolicy& policy, const nlohmann::json& case_json, Random& random);

/// What the real evaluator says, as `essence` has it.
nlohmann::json decide(const Files& files, const nlohmann::json& case_json);
/// With the paths of links led back, or left out.
nlohmann::json with_paths(nlohmann::json essence, const Paths& back, bool keep_links);
/// True if two people speak of each other: then either may be named for a fact of their link.
bool states_a_link_twice(const nlohmann::json& case_json);

}  // namespace proviso::reference
