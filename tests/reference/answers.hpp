#pragma once

#include <nlohmann/json.hpp>

#include "tests/reference/completions.hpp"

namespace proviso::reference {

/// What the admissible completions have in common, for every person and every decision and define. Throws `Refused` if
/// there is none, or a text that is needed is missing in one.
nlohmann::json answers(const Book& book, const Case& c, const World& world, const Completions& completions);

}  // namespace proviso::reference
