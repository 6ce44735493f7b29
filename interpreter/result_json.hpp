#pragma once

#include <string>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/case.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// `proviso.result/1` (docs/interface.md), indented, with a line end. The same answers give the same bytes.
/// REQUIRES: the status of `answers` is `decided`.
std::string result_json(const Program& program, const Case& c, const CaseAnswers& answers);

/// The type of a decision's value: yes/no, or a member of its outcomes.
Type decision_type(const Decision& decision);
/// "Who is eligible for collective protection?: "the words" / another source"; empty if nothing is cited.
std::string citation_text(const Policy& policy, const Heading& heading);

}  // namespace proviso
