#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/expectation.hpp"
#include "interpreter/mutant.hpp"
#include "interpreter/program.hpp"
#include "interpreter/told_apart.hpp"

// How much of the rules a suite notices: the suite is run against every mutant of the policy.
namespace proviso {

struct MutantResult {
  enum class Fate : std::uint8_t {
    killed,      ///< some case fails: the suite notices
    survived,    ///< no case fails, and there are people for whom it decides differently
    equivalent,  ///< it decides the same for everyone, as far as was compared: see `Mutation::compared`
    illegal,     ///< it is no policy: a recursion without a meaning
    undecided,   ///< no case fails, and whether it means the same could not be found out in the bounds
  };
  Fate fate = Fate::killed;
  std::size_t killer = 0;  ///< killed: the case, an index into the suite
  /// survived: a case, for the program of the rules, that the mutant decides differently; and what the rules say of it
  /// (`told_apart`).
  std::optional<Case> witness = {};
  Expected expected = {};
};

struct Mutation {
  std::vector<Mutant> mutants;
  std::vector<MutantResult> results;  ///< by mutant
  std::size_t count(MutantResult::Fate fate) const;
};

struct MutationOptions {
  unsigned jobs = 1;
  /// Bounds of the comparison of one part of the rules (`prove_same`).
  DecideOptions proof = {60'000, 300};
  /// Bounds of one search for somebody who is decided differently.
  DecideOptions search = {300'000, 300};
  std::size_t bases = 60;         ///< cases of the suite from which a witness is looked for
  std::size_t bases_stopped = 4;  ///< no more of them, once so many searches have stopped at the bounds
  std::size_t items = 4;          ///< results for each of which a witness is looked for
  /// Called from one thread at a time, with the number of mutants that are done.
  std::function<void(std::size_t done, std::size_t all)> progress = {};
  /// Asked between mutants: then the rest is `undecided`.
  std::function<bool()> interrupted = {};
};

/// REQUIRES: every case that is ready passes against `program` itself.
///
/// A mutant is equivalent if there is a proof that nobody is decided differently (`prove_same`); or, within bounds, if
/// it decides every case of one person with any facts on any day of the policy like the rules
/// do, and, where a link is read, every case of two people with one link. That is decided exactly, with diagrams over
/// both (pair.hpp). A family of three that alone would tell them apart is not looked for.
Mutation run_mutation(const Program& program, const SourceSet& sources, const std::vector<PreparedCase>& cases,
                      const MutationOptions& options);

}  // namespace proviso
