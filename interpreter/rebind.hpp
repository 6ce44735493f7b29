#pragma once

#include <optional>

#include "interpreter/case.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

// A case that was read for one program, for another one over the same vocabulary: a mutant, say. The second program's
// tables have the same indices; its sets begin with those of the first (`compile` with its pool).
namespace proviso {

/// A finished case, for the program `to`. Nothing if it is no case of that program (its day lies outside the policy).
std::optional<Case> rebind(const Case& c, const Program& from, const Program& to);

/// A case that could be bound, with what it expects. Places stay those of the first.
std::optional<PreparedCase> rebind(const PreparedCase& c, const Program& from, const Program& to);

}  // namespace proviso
