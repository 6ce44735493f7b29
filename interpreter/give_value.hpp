#pragma once

#include "interpreter/case.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// Writes the value of a variable into a case of `program`, as if it had been given. `from`: the pool in which a set
/// is. What stands for no fact of the program is left out; so is the day, which the caller knows.
void give_value(const Program& program, Case& c, const Variable& variable, Value value, const SetPool& from);

}  // namespace proviso
