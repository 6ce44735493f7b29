#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/version_diff.hpp"

// What a comparison of two versions means for a population, in numbers, as every report shows it: names, labels and
// counts, bound to nothing. `population_count.hpp` makes it.
namespace proviso {

/// How many people, as it may be shown. What may not be shown is not here.
struct HeadCount {
  std::uint64_t number = 0;  ///< 0 unless exact
  enum class Shown : std::uint8_t {
    exact,
    small,   ///< fewer than PopulationDiff::suppress_below, and not none
    hidden,  ///< left out, because something small could be worked out from it; or small where that mark would tell
  } shown = Shown::exact;
};

struct PopulationDiff {
  std::string given;                     ///< the file, as the user wrote it
  std::optional<std::string> synthetic;  ///< the people are made up; holds the seed, where it is known
  std::uint64_t suppress_below = 0;      ///< smaller numbers, but for 0, are not shown; 0: all are
  HeadCount people, cases;               ///< decided under both versions
  /// Not decided, because the case was too large to answer exactly. Not 0: the numbers are not of the whole population.
  HeadCount left_out;

  /// What a decision can come to: an outcome by name, or one of the below.
  struct Outcome {
    enum class Kind : std::uint8_t {
      outcome,
      undetermined,  ///< something that decides it is unknown
      not_in_force,  ///< the version has no text of the decision for the person
      impossible,    ///< the version rules the case out
    } kind = Kind::outcome;
    std::string name;  ///< of the kinds without a name: "undetermined", "not_in_force", "impossible"
    std::string label;
  };

  struct Row {
    std::string name;   ///< a region by name, "2025-01", "2025", "spouse_of, parent_of"; "none", "unknown"
    std::string label;  ///< may be empty
    HeadCount count;
  };
  /// The people of a class, divided by one thing. The rows add up to the class; those without anybody are left out.
  struct Breakdown {
    enum class By : std::uint8_t {
      region,
      month,
      year,  ///< of a date that falls into too many months to tell apart
      role,  ///< in the family: the relations in which the person stands
    } by = By::region;
    std::string fact;       ///< region, month, year: by name
    std::string label;      ///< of the fact; may be empty
    std::vector<Row> rows;  ///< in the order of the policy, of the calendar, or by name; "none" and "unknown" last
  };
  struct OfClass {
    std::string id, from, to;  ///< as in ChangeClass
    HeadCount count;
    std::vector<Breakdown> by;
  };

  struct OfDecision {
    std::string name, label;
    std::vector<Outcome> outcomes;              ///< those that somebody has under either version
    std::vector<std::vector<HeadCount>> moved;  ///< [before][after]: indices into `outcomes`
    std::vector<HeadCount> before, after;       ///< by outcome: the sums of the rows and columns of `moved`
    HeadCount changed;                          ///< settled before and after, and differently
    HeadCount unchanged;                        ///< settled before and after, and alike
    HeadCount open;                             ///< undetermined before, after, or both
    HeadCount ruled_out;                        ///< impossible under one version
    HeadCount class_open;                       ///< changed, and an unknown fact leaves open to which class they belong
    std::vector<OfClass> classes;               ///< of this decision, in their order; those of nobody too
  };
  /// The last may be about whether the case is possible: without a name, and with the outcomes `possible` and
  /// `impossible`. Of it, `class_open` are also those whose own record is possible, and whose case is ruled out because
  /// of somebody else in it.
  std::vector<OfDecision> decisions;
};

}  // namespace proviso
