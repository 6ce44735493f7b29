#include "interpreter/removal.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "interpreter/compile.hpp"

namespace proviso {

namespace {

void remove(Policy& policy, const Removal& removal) {
  switch (removal.what) {
    case Removal::What::rule: {
      RuleVersion& version = policy.rules[removal.id].versions[removal.part];
      version.through.clear();
      version.test = never_true(policy);
      break;
    }
    case Removal::What::amendment:
      policy.amendments[removal.id].scope = never_true(policy);
      break;
    case Removal::What::change: {
      auto& changes = policy.amendments[removal.id].changes;
      changes.erase(changes.begin() + removal.part);
      break;
    }
    case Removal::What::impossible:
      policy.impossibles[removal.id].condition = never_true(policy);
      break;
  }
}

}  // namespace

TermId never_true(Policy& policy) {
  Term term;
  term.kind = TermKind::constant;
  term.type = {BaseType::yes_no, kNoId, false};
  policy.terms.push_back(term);
  return static_cast<TermId>(policy.terms.size() - 1);
}

std::optional<Program> without(const Program& program, std::vector<Removal> removals) {
  Policy policy = program.policy;
  // Of the changes of one amendment the last first, so that the others keep their places.
  std::sort(removals.begin(), removals.end(), std::greater<>());
  for (const Removal& removal : removals) remove(policy, removal);
  Diagnostics diagnostics;
  return compile(std::move(policy), diagnostics, program.sets);
}

}  // namespace proviso
