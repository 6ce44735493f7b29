#include "dsl/rule_kind_word.hpp"

namespace proviso {

const char* rule_kind_word(syntax::RuleKind kind) {
  switch (kind) {
    case syntax::RuleKind::ground:
      return "ground";
    case syntax::RuleKind::derivation:
      return "derivation";
    case syntax::RuleKind::exclusion:
      return "exclusion";
    case syntax::RuleKind::exception:
      return "exception";
  }
  return "rule";
}

}  // namespace proviso
