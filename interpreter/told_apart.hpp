#pragma once

#include <optional>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// One line of what is expected of a case.
struct ExpectedLine {
  std::uint32_t person = 0;
  ResultRef result;
  Value value = kUnknown;  ///< kUnknown: undetermined
  friend bool operator==(const ExpectedLine&, const ExpectedLine&) = default;
};

/// What a case expects of the rules, such that it notices a change of them. Both lists are empty where a `case` block
/// cannot say it: the rules refuse the case for another reason.
struct Expected {
  std::vector<ExpectedLine> lines = {};
  std::vector<std::uint32_t> impossibles = {};  ///< the case cannot be, by these (indices into Policy::impossibles)
};

/// Whether a case, finished for `rules`, is decided differently by `mutant`, a program over the same vocabulary whose
/// sets begin with those of `rules`. Nothing: alike, or a limit was reached; then, if there are `questions`, only these
/// are compared. Else the results of the first person for whom they differ, as `rules` has them: decisions if any of
/// these differs, else defines. If only `mutant` refuses the case, one result.
std::optional<Expected> told_apart(const Program& rules, const Program& mutant, Case& c,
                                   const std::vector<Question>& questions = {});

/// Whether `rules` decides the case as expected, and `mutant` does not.
bool still_told_apart(const Program& rules, const Program& mutant, Case& c, const Expected& expected);

}  // namespace proviso
