#pragma once

#include "dsl/diagnostic.hpp"
#include "interpreter/case_builder.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// Says why a case was not decided: its facts cannot be, a text is missing, or a limit was reached.
/// REQUIRES: the status of `answers` is not `decided`.
void report_refusal(const Program& program, const BoundCase& c, const CaseAnswers& answers, Diagnostics& diagnostics);

}  // namespace proviso
