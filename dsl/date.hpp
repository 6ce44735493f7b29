#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Calendar days of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31, without times or zones.
namespace proviso {

/// Days since 1970-01-01.
using Days = std::int64_t;

struct CivilDate {
  int year, month, day;
};

inline constexpr Days kFirstDay = -719162;  // 0001-01-01
inline constexpr Days kLastDay = 2932896;   // 9999-12-31

Days days_from_civil(CivilDate date);
CivilDate civil_from_days(Days days);
bool is_valid(CivilDate date);
/// Reads exactly "YYYY-MM-DD" of an existing day; nothing for any other text.
std::optional<Days> parse_date(std::string_view text);
std::string format_date(Days days);

/// Where a month lacks the day: the last day of that month, or the first of the next.
enum class MonthEnds : std::uint8_t { unstated, down, up };
/// `n` may be negative. Days outside the calendar are clamped to its first and last day.
Days add_months(Days days, std::int64_t n, MonthEnds rule);
Days add_days(Days days, std::int64_t n);
/// The greatest n with `add_months(from, n) <= to`; negative if `to` lies before `from`.
std::int64_t whole_months(Days from, Days to, MonthEnds rule);
/// The greatest n with `add_months(from, 12 n) <= to`.
std::int64_t whole_years(Days from, Days to, MonthEnds rule);

}  // namespace proviso
