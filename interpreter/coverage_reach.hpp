#pragma once

#include <optional>
#include <vector>

#include "interpreter/coverage_texts.hpp"

// What no case can show, as far as the text alone tells: days outside the policy, numbers below 0, tests that are the
// same on every day on which their text is in force.
namespace proviso::coverage {

struct Range {
  Value low, high;
};

/// Which truths a condition can have.
struct Truths {
  bool yes = true, no = true;
};

/// The days on which a text may govern somebody: its period, from the amendment that brings it in on, until one that
/// applies to everybody takes it away. Of the amendments only those before `before` count.
Period reign(const Policy& policy, Change::Item item, std::uint32_t ref, Period period, AmendmentId amendment,
             AmendmentId before);
bool is_empty(const Period& period);

/// The texts of a named value that is not supplied, those of all amendments, and the days on which each may govern.
std::vector<ValueText> value_texts(const Policy& policy, ValueId value, AmendmentId before);

/// Reads off the terms of a text what values they can have on some days.
class Reach {
 public:
  Reach(const Program& program, Period days, AmendmentId before) : program_(program), days_(days), before_(before) {}

  /// From here on the value is this text of it, and the days are those on which it may govern.
  void choose(ValueId value, const ValueText& text);
  const Period& days() const { return days_; }

  /// REQUIRES: a date, number or duration. Durations by their count, in either family.
  Range range(TermId term) const;
  Range difference(TermId left, TermId right) const;
  /// How far `to` can be from where `duration` in whole units after `from` is reached, in days.
  Range whole_units(TermId from, TermId to, TermId duration, syntax::Unit unit, bool above) const;
  Truths truths(TermId condition, NodeId node) const;

 private:
  std::optional<Value> fixed(TermId term) const;
  bool may_be_none(TermId term) const;
  Range of_type(TermId term) const;
  Range of_value(ValueId value, const Type& type, TermId term) const;

  const Program& program_;
  Period days_;
  AmendmentId before_;
  ValueId chosen_ = kNoId;
  Value chosen_value_ = kNone;
};

/// The day on which whole units from a day reach a duration, or with `above` more than it. Nothing if the duration
/// counts days.
std::optional<Days> turning_day(Days from, Value duration, syntax::Unit unit, bool above, MonthEnds month_ends);

/// An order test, or equality of what has an order.
bool is_ordered(const Policy& policy, const Term& comparison);

}  // namespace proviso::coverage
