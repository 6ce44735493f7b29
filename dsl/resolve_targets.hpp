#pragma once

#include <optional>

#include "dsl/resolver.hpp"

namespace proviso::resolution {

/// The outcome that a rule names: of the decision that `in decision` says, else of `home` (if not kNoId), else of the
/// only decision that has it. A yes/no decision is named for its `yes`. Nothing if there was an error.
std::optional<OutcomeRef> resolve_target(State& state, const syntax::Target& target, DecisionId home);

}  // namespace proviso::resolution
