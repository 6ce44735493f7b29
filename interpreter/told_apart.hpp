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
};

/// Whether a case, finished for `rules`, is decided differently by `mutant`, a program over the same vocabulary whose
/// sets begin with those of `rules`. Nothing: alike, or a limit was reached. Else the results of the first person for
/// whom they differ, as `rules` has them: decisions if any of these differs, else defines. Empty: one of the two
/// refuses the case.
std::optional<std::vector<ExpectedLine>> told_apart(const Program& rules, const Program& mutant, Case& c);

}  // namespace proviso
