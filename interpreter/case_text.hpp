#pragma once

#include <string>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/program.hpp"
#include "interpreter/told_apart.hpp"

namespace proviso {

/// A case as a `case` block of the language. Says what was given, not what is a default; notes
/// are left out. People are called by their ids, where these are names of the language.
std::string case_block(const Program& program, const Case& c, const std::string& title, const std::string& note,
                       const Expected& expected);

}  // namespace proviso
