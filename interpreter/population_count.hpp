#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/case_builder.hpp"
#include "interpreter/compare_versions.hpp"
#include "interpreter/population.hpp"

namespace proviso {

struct PopulationOptions {
  std::vector<std::string>
      dates;  ///< date facts by whose months the classes are divided; empty: those they test and changes are about
};

/// Decides people under both versions, and counts them. Counts of parts of a population are added up: the order leaves
/// no trace.
class PopulationCount {
 public:
  /// All must outlive this. REQUIRES: `options.dates` are date facts of the policy.
  PopulationCount(const VersionPair& pair, const VersionDiff& diff, const PopulationOptions& options);
  PopulationCount(PopulationCount&&) noexcept;
  ~PopulationCount();

  enum class Added : std::uint8_t {
    counted,
    left_out,       ///< too large to answer exactly; its people are counted as such
    refused,        ///< it cannot be decided, and the diagnostics say why
    contradiction,  ///< the decisions and the classes of the comparison contradict each other: see `contradiction`
  };
  /// `c` is bound to `pair.old_program()` and its date is that of the old side.
  Added add(const BoundCase& c, Diagnostics& diagnostics);
  /// What is wrong with the comparison, in a sentence that names the person. REQUIRES: `add` said so.
  const std::string& contradiction() const;

  /// Adds what another part counted. REQUIRES: made with the same arguments.
  void merge(const PopulationCount& other);
  /// The figures, all of them shown.
  PopulationDiff finish() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

/// Leaves out what is smaller than `below`, and as much more as it takes that none of it can be worked out from sums.
void suppress_small(PopulationDiff& population, std::uint64_t below);

}  // namespace proviso
