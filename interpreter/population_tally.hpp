#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "interpreter/compare_versions.hpp"
#include "interpreter/population.hpp"

// The sums behind the figures of a population. Private to it.
namespace proviso {

/// The facts by which classes are divided.
struct DividingFacts {
  std::vector<FactId> regions, dates;
};

/// The people of one class.
class ClassTally {
 public:
  explicit ClassTally(const DividingFacts& facts) : regions_(facts.regions.size()), dates_(facts.dates.size()) {}

  void count(const Policy& policy, const DividingFacts& facts, const Case& c, std::uint32_t person);
  void merge(const ClassTally& other);
  PopulationDiff::OfClass finish(const Policy& policy, const DividingFacts& facts, const ChangeClass& of) const;

 private:
  /// Members by index, dates by month since the year 0; then none and unknown.
  using Rows = std::map<std::int64_t, std::uint64_t>;

  std::uint64_t count_ = 0;
  std::vector<Rows> regions_, dates_;  ///< by position in DividingFacts
  std::map<std::string, std::uint64_t> roles_;
};

/// Who had what in one decision, and has what now. Of kNoId: whether the case is
/// possible, outcome 0, or impossible, outcome 1.
class DecisionTally {
 public:
  DecisionTally(const VersionPair& pair, const VersionDiff& diff, DecisionId decision, const DividingFacts& facts);

  /// What a decision comes to, as a number: an outcome, or one of the three after them.
  using End = std::uint32_t;
  End undetermined() const { return static_cast<End>(outcomes_.size()); }
  End not_in_force() const { return undetermined() + 1; }
  End impossible() const { return undetermined() + 2; }
  End outcome(Value value, bool is_new) const;
  bool settled(End end) const { return end < undetermined() || end == not_in_force(); }
  std::string name(End end) const;

  DecisionId decision() const { return decision_; }
  bool has_classes() const { return !classes_.empty(); }
  /// Whether anybody has another outcome, as far as it is settled.
  bool changes() const;
  void count(End before, End after) { ++moved_[cell(before, after)]; }
  void count_open() { ++class_open_; }
  /// The tally of a class of this decision; null if the class is of another one.
  ClassTally* of_class(std::uint32_t index);
  void merge(const DecisionTally& other);
  PopulationDiff::OfDecision finish(const VersionPair& pair, const VersionDiff& diff, const DividingFacts& facts) const;

 private:
  End ends() const { return undetermined() + 3; }
  std::size_t cell(End before, End after) const { return std::size_t{before} * ends() + after; }
  bool occurs(End end) const;
  PopulationDiff::Outcome described(const VersionPair& pair, End end) const;

  DecisionId decision_;
  std::vector<std::string> outcomes_;  ///< of both versions, by name
  std::vector<End> of_new_;            ///< an outcome of the new version -> index into `outcomes_`
  std::vector<std::uint64_t> moved_;   ///< by `cell`
  std::uint64_t class_open_ = 0;
  std::map<std::uint32_t, ClassTally> classes_;  ///< by index into VersionDiff::classes
};

}  // namespace proviso
