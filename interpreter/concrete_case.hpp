#pragma once

#include <optional>

#include "interpreter/case.hpp"
#include "interpreter/pair.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// A completion that was found in `opened`, a case for the graph of a pair, as a case for `rules`, the first of the
/// two programs: `base` with its values. `opened` has the people and links of `base`. Nothing if it is no case.
std::optional<Case> concrete_case(const Program& rules, const Pair& pair, Case base, const Case& opened,
                                  const Witness& witness);

/// A case of which nothing is known (`blank_case`), as a case for `rules`.
Case blank_base(const Program& rules, const Case& blank);

/// What a person who is made up should rather have: defaults, and none where that is possible.
Value plain_value(const Program& rules, const Variable& variable);

}  // namespace proviso
