#pragma once

#include <cstdint>
#include <limits>

// Values as every stage stores them: one 64-bit integer, whose meaning its type tells.
namespace proviso {

/// - yes/no: 0 or 1
/// - date: days since 1970-01-01 (see date.hpp)
/// - number: itself
/// - duration: see `make_duration`
/// - a member of a kind or of regions: the index of the member among the leaves of its enumeration
/// - a set: the index of an interned set (`SetPool`), equal if and only if the sets are equal
/// - a decision: the index of the outcome in `Decision::outcomes`
using Value = std::int64_t;

/// A fact that exists but is not known.
inline constexpr Value kUnknown = std::numeric_limits<Value>::min();
/// Known not to exist (`none`).
inline constexpr Value kNone = std::numeric_limits<Value>::min() + 1;

/// Numbers of facts range from 0 to this.
inline constexpr Value kMaxNumber = 1'000'000'000;

/// A duration is a count of days or a count of months (a week is 7 days, a year 12 months). The two families do not
/// compare: an order test between them does not hold, and they are never equal.
enum class DurationUnit : std::uint8_t { days = 0, months = 1 };
constexpr Value make_duration(std::int64_t count, DurationUnit unit) { return count * 2 + static_cast<int>(unit); }
constexpr DurationUnit duration_unit(Value duration) { return static_cast<DurationUnit>(duration & 1); }
constexpr std::int64_t duration_count(Value duration) { return (duration - (duration & 1)) / 2; }

}  // namespace proviso
