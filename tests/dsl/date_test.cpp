#include "dsl/date.hpp"

#include "tests/support/catch.hpp"

using namespace proviso;

namespace {
Days day(const char* text) { return *parse_date(text); }
}  // namespace

TEST_CASE("a date is an existing day in the form YYYY-MM-DD") {
  CHECK(parse_date("1970-01-01") == 0);
  CHECK(day("0001-01-01") == kFirstDay);
  CHECK(day("9999-12-31") == kLastDay);
  CHECK(format_date(day("2024-02-29")) == "2024-02-29");
  for (const char* text : {"2025-02-30", "2025-2-03", "2025-13-01", "0000-01-01", "2025-00-10", "2025-01-00",
                           "25-01-01", "2025/01/01", "2025-01-01 ", ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
}

TEST_CASE("months are added to the same day, by the calendar rule where there is none") {
  CHECK(format_date(add_months(day("2024-12-31"), 2, MonthEnds::down)) == "2025-02-28");
  CHECK(format_date(add_months(day("2024-12-31"), 2, MonthEnds::up)) == "2025-03-01");
  CHECK(format_date(add_months(day("2024-02-29"), 12, MonthEnds::down)) == "2025-02-28");
  CHECK(format_date(add_months(day("2024-03-15"), -15, MonthEnds::down)) == "2022-12-15");
  CHECK(add_months(day("9999-12-01"), 1, MonthEnds::down) == kLastDay);
  CHECK(add_months(day("0001-01-01"), -1, MonthEnds::down) == kFirstDay);
}

TEST_CASE("whole years and months are the greatest count that fits") {
  CHECK(whole_years(day("2007-02-03"), day("2025-02-02"), MonthEnds::down) == 17);
  CHECK(whole_years(day("2007-02-03"), day("2025-02-03"), MonthEnds::down) == 18);
  CHECK(whole_years(day("2004-02-29"), day("2022-02-28"), MonthEnds::down) == 18);
  CHECK(whole_years(day("2004-02-29"), day("2022-02-28"), MonthEnds::up) == 17);
  CHECK(whole_months(day("2025-01-31"), day("2025-02-28"), MonthEnds::down) == 1);
  CHECK(whole_months(day("2025-02-28"), day("2025-01-31"), MonthEnds::down) == -1);
  CHECK(whole_years(day("2025-01-01"), day("2020-06-01"), MonthEnds::down) == -5);
}
