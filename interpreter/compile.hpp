#pragma once

#include <optional>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// Compiles a resolved policy into its graph and checks that every recursion has a meaning. Nothing if it does not:
/// each illegal cycle is told as a walk through the rules.
/// `sets` is what the program's pool begins with: with that of another program, what is bound to that one keeps the
/// indices of its sets.
/// `gap_of`: `Program::gap` is about this item alone, as if every other had a text wherever one is needed.
std::optional<Program> compile(Policy policy, Diagnostics& diagnostics, SetPool sets = {},
                               std::optional<TextItem> gap_of = std::nullopt);

}  // namespace proviso
