#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/policy.hpp"
#include "interpreter/program.hpp"

// Mutants of a policy (DeMillo, Lipton, Sayward 1978): the rules with one small thing changed, as a slip of the pen
// would change it. A suite that cannot tell a mutant from the rules does not test that thing.
namespace proviso {

/// What is changed.
enum class MutantKind : std::uint8_t {
  date,        ///< a date by a day: in a condition, a period, a version, an amendment
  threshold,   ///< a number or duration by one of its unit, or how many of a list must hold
  comparison,  ///< the words that compare
  member,      ///< one member into or out of a set
  drop,        ///< a condition, an option of a choice, the scope of an amendment
  negate,      ///< a condition
  join,        ///< and for or, or for and
  rule,        ///< a whole text of a rule, an amendment, what is impossible
  target,      ///< one of several outcomes or rules that a rule is for, from or to
  relation,    ///< one of several relations of a link, a clause of a derivation
  order,       ///< two neighbouring outcomes of a decision
};
inline constexpr std::size_t kMutantKinds = 11;

/// "dates", "thresholds", …: for tables.
const char* words(MutantKind kind);

struct Mutant {
  MutantKind kind = MutantKind::date;
  std::string item;    ///< the rule, define, set, … that is changed: "ground `displaced`"
  std::string change;  ///< "2024-09-28 becomes 2024-09-29", "without `poor`"
  Span span;           ///< what is changed, in the text
  /// Makes the change. The tables keep their indices, so that what is bound to the policy can be bound to the mutant.
  std::function<void(Policy&)> apply;
};

/// The program with the change made; its sets begin with those of `program`. Nothing if that is no policy: a recursion
/// without a meaning.
std::optional<Program> compile_mutant(const Program& program, const Mutant& mutant);

/// Every mutant, in the order of the policy's tables. The words of the rules are read from `sources`.
std::vector<Mutant> mutants_of(const Policy& policy, const SourceSet& sources);

}  // namespace proviso
