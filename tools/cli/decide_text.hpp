#pragma once

#include <string>

#include "interpreter/case.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

namespace proviso::cli {

/// The answers for a person at a terminal: for each person the decisions, with what carried them or what is missing,
/// then the defines. Text from the case cannot command the terminal.
std::string decide_text(const Program& program, const Case& c, const CaseAnswers& answers, bool color);

}  // namespace proviso::cli
