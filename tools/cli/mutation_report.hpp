#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/mutation.hpp"

// What a mutation run found, for people and programs. What is changed, and what counts, is in docs/mutation.md.
namespace proviso::cli {

inline constexpr std::size_t kSurvivorsShown = 20;

/// What became of changes of the rules.
struct ChangeCounts {
  std::size_t noticed = 0, unnoticed = 0, undecided = 0, same = 0, no_policy = 0;
  std::size_t all() const { return counted() + not_counted(); }
  std::size_t counted() const { return noticed + unnoticed + undecided; }
  std::size_t open() const { return unnoticed + undecided; }
  std::size_t not_counted() const { return same + no_policy; }
  /// "99.6 %" of those that count are noticed, rounded down, so that 100 % means all; "-" if none counts.
  std::string score() const;
};
ChangeCounts count_changes(const Mutation& mutation);
ChangeCounts count_changes(const Mutation& mutation, MutantKind kind);

/// The changes that no case notices, or of which it is not known: indices into `mutation.mutants`.
std::vector<std::size_t> open_changes(const Mutation& mutation);
/// "2024-09-28 becomes 2024-09-29", and whether it is not known if that means the same.
std::string change_words(const Mutation& mutation, std::size_t index);

/// The score, a table of the kinds of change, then the changes that no case notices, with their lines of the rules: at
/// most `max_survivors`.
std::string mutation_text(const SourceSet& sources, const Mutation& mutation, std::size_t max_survivors);

/// The member `mutation` of `proviso.test/1`.
nlohmann::ordered_json mutation_json(const SourceSet& sources, const Mutation& mutation,
                                     const std::vector<PreparedCase>& cases);

}  // namespace proviso::cli
