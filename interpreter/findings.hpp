#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

// What is written correctly and cannot do what it is there for: P0401 to P0499 (docs/findings.md).
namespace proviso {

struct FindingOptions {
  DecideOptions proof = {60'000, 300};     ///< bounds of each step of a proof
  DecideOptions again = {200'000, 1'000};  ///< of a few that were stopped by these
  std::size_t most_again = 8;
  DecideOptions search = {100'000, 300};  ///< bounds of the search for an example
  /// Nodes that are gone through, of graphs and of diagrams, over all proofs; then the rest is not examined.
  std::size_t most_work = 40'000'000;
  /// Likewise to tell why, and to find examples; then what is found is told without.
  std::size_t most_telling = 10'000'000;
  /// Files that other policies use as well: that this one does not need what they declare is no finding.
  std::set<FileId> shared = {};
};

struct Findings {
  Diagnostics diagnostics = {};  ///< warnings; what is accepted in the text is left out
  std::size_t accepted = 0;      ///< how many are left out
};

/// What is found is proved for everybody, on every day of the policy, and shown by an example that was decided, where
/// there can be one. `cases` are cases of the policy that save proofs: what they show to happen need not be examined.
/// What is found does not depend on them, but that a definition that one of them expects is needed.
Findings find_findings(const Program& program, const std::vector<PreparedCase>& cases,
                       const FindingOptions& options = {});

}  // namespace proviso
