#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "interpreter/what_if_trial.hpp"

namespace proviso {

/// Values of one fact that lead to the same answers: a range of an ordered type, or one value.
struct Cell {
  Value low = kUnknown;
  Value high = kUnknown;
  bool first = false;  ///< ordered: nothing of the type lies below `low`
  bool last = false;
  Trials::Result result = {};
  bool exact = false;  ///< what is open in `result` is open in truth
};

/// Splits the values of a fact into cells, whose boundaries are found by bisection between values that the tests tell
/// apart. A set is changed by one member.
class FactValues {
 public:
  FactValues(const Program& program, Trials& trials, const Variable& variable);

  const Type& type() const { return type_; }
  Value current() const { return current_; }
  const std::string& label() const { return label_; }

  /// The cells, with `also` set too. Those that are not admissible are left out. Stops, and clears `complete`, when
  /// `trials` has done more than `work`.
  std::vector<Cell> cells(const std::vector<Setting>& also, std::size_t work, bool& complete);

  /// "2024-09-27 or earlier", "any of Lviv, Volyn", "the same with PL added".
  std::string words(const std::vector<Cell>& cells) const;
  std::string format(Value value) const;

 private:
  /// An ordered type as counts: days of a date, a number, or a duration in one unit.
  struct Scale {
    std::int64_t min = 0, max = 0;
    int unit = -1;  ///< DurationUnit; -1: the count is the value
    Value value(std::int64_t count) const {
      return unit < 0 ? count : make_duration(count, static_cast<DurationUnit>(unit));
    }
  };
  struct Point {
    std::int64_t count = 0;
    Trials::Result result = {};
  };

  std::vector<Scale> scales() const;
  std::vector<std::int64_t> seeds(const Scale& scale) const;
  std::vector<Value> single_values() const;
  void add_ordered(const Scale& scale, const std::vector<Setting>& also, std::size_t work, bool& complete,
                   std::vector<Cell>& out);
  Trials::Result run(Value value, const std::vector<Setting>& also);
  std::string range_words(const Cell& cell) const;
  std::string member_words(const std::vector<Cell>& cells) const;
  std::string set_words(const std::vector<Cell>& cells) const;

  const Program& program_;
  Trials& trials_;
  Variable variable_;
  Type type_;
  std::string label_;
  bool or_none_ = false;
  Value current_ = kUnknown;
  std::vector<NodeId> probes_;
};

}  // namespace proviso
