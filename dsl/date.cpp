#include "dsl/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace proviso {

namespace chrono = std::chrono;

namespace {

chrono::year_month_day ymd(CivilDate d) {
  return chrono::year{d.year} / chrono::month{static_cast<unsigned>(d.month)} /
         chrono::day{static_cast<unsigned>(d.day)};
}

int last_day_of(int year, int month) {
  const auto last = chrono::year{year} / chrono::month{static_cast<unsigned>(month)} / chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return (a % b != 0 && (a < 0) != (b < 0)) ? q - 1 : q;
}

// The greatest n with add_months(from, n * step) <= to. The calendar fields give it or the one above it.
std::int64_t whole(Days from, Days to, std::int64_t step, MonthEnds rule) {
  const CivilDate a = civil_from_days(from);
  const CivilDate b = civil_from_days(to);
  std::int64_t n = floor_div((b.year - a.year) * 12 + (b.month - a.month), step);
  while (add_months(from, n * step, rule) > to) --n;
  return n;
}

}  // namespace

Days days_from_civil(CivilDate date) { return chrono::sys_days{ymd(date)}.time_since_epoch().count(); }

CivilDate civil_from_days(Days days) {
  const chrono::year_month_day d{chrono::sys_days{chrono::days{days}}};
  return {static_cast<int>(d.year()), static_cast<int>(static_cast<unsigned>(d.month())),
          static_cast<int>(static_cast<unsigned>(d.day()))};
}

bool is_valid(CivilDate date) {
  return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= last_day_of(date.year, date.month);
}

std::optional<Days> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  int part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
    } else if (text[i] >= '0' && text[i] <= '9') {
      parts[part] = parts[part] * 10 + (text[i] - '0');
    } else {
      return std::nullopt;
    }
  }
  const CivilDate date{parts[0], parts[1], parts[2]};
  if (!is_valid(date)) return std::nullopt;
  return days_from_civil(date);
}

std::string format_date(Days days) {
  const CivilDate d = civil_from_days(days);
  return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}

Days add_days(Days days, std::int64_t n) { return std::clamp(days + n, kFirstDay, kLastDay); }

Days add_months(Days days, std::int64_t n, MonthEnds rule) {
  const CivilDate d = civil_from_days(days);
  const std::int64_t month_index = static_cast<std::int64_t>(d.year) * 12 + (d.month - 1) + n;
  const std::int64_t year = floor_div(month_index, 12);
  if (year < 1) return kFirstDay;
  if (year > 9999) return kLastDay;
  const int month = static_cast<int>(month_index - year * 12) + 1;
  const int last = last_day_of(static_cast<int>(year), month);
  if (d.day <= last) return days_from_civil({static_cast<int>(year), month, d.day});
  const Days end = days_from_civil({static_cast<int>(year), month, last});
  return rule == MonthEnds::up ? add_days(end, 1) : end;
}

std::int64_t whole_months(Days from, Days to, MonthEnds rule) { return whole(from, to, 1, rule); }

std::int64_t whole_years(Days from, Days to, MonthEnds rule) { return whole(from, to, 12, rule); }

}  // namespace proviso
