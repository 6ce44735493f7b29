#pragma once

#include "dsl/syntax.hpp"

namespace proviso {

/// The word that declares a rule: "ground", "derivation", "exclusion", "exception".
const char* rule_kind_word(syntax::RuleKind kind);

}  // namespace proviso
