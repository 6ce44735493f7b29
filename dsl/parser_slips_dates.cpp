#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "dsl/date.hpp"
#include "dsl/parser_slips.hpp"
#include "dsl/words.hpp"

// Dates written as elsewhere, with the way to write them here.
namespace proviso {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

bool is_date_char(char c) { return is_digit(c) || c == '.' || c == '/' || c == '-'; }

/// 1 to 12, or 0: "January", "jan".
int month_of(std::string_view word) {
  if (word.size() < 3) return 0;
  std::string lower;
  for (const char c : word) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == lower || (lower.size() == 3 && kMonths[i].starts_with(lower))) return static_cast<int>(i) + 1;
  }
  return 0;
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits.substr(0, 8)) number = number * 10 + (c - '0');
  return number;
}

void offer(std::vector<std::string>& dates, int year, int month, int day) {
  const CivilDate date{year, month, day};
  if (!is_valid(date)) return;
  std::string text = format_date(days_from_civil(date));
  if (std::find(dates.begin(), dates.end(), text) == dates.end()) dates.push_back(std::move(text));
}

/// What `13.01.2025`, `1/2/25` or `2025/1/13` can mean.
std::vector<std::string> readings(std::string_view run) {
  std::vector<std::string_view> parts;
  while (!run.empty()) {
    const std::size_t end = std::min(run.find_first_not_of("0123456789"), run.size());
    if (end == 0) return {};
    parts.push_back(run.substr(0, end));
    run.remove_prefix(end == run.size() ? end : end + 1);
  }
  if (parts.size() != 3) return {};
  const int first = number_of(parts[0]);
  const int second = number_of(parts[1]);
  const int third = number_of(parts[2]);
  std::vector<std::string> dates;
  if (parts[0].size() == 4) {
    offer(dates, first, second, third);
  } else {
    const int year = parts[2].size() == 2 ? 2000 + third : third;
    offer(dates, year, second, first);
    offer(dates, year, first, second);
  }
  return dates;
}

Diagnostic otherwise_written(const TextPlace& place, Span span, const std::vector<std::string>& dates) {
  Diagnostic diagnostic{
      Kind::date_form, fmt::format("the date `{}` is not written as year-month-day", place.view(span)), {span, ""}};
  if (dates.size() == 1) diagnostic.primary.text = fmt::format("write `{}`", dates.front());
  if (dates.size() == 2) {
    diagnostic.notes.push_back(fmt::format("it can be read in two ways: write `{}` or `{}`", dates[0], dates[1]));
  }
  if (dates.empty()) diagnostic.notes.push_back("write a date as `2025-01-13`: four digits, two and two");
  return diagnostic;
}

/// `13.01.2025`, with the place anywhere in it.
std::optional<Diagnostic> with_signs(const TextPlace& place) {
  std::uint32_t begin = place.at;
  std::uint32_t end = place.at;
  while (begin > 0 && is_date_char(place.text[begin - 1])) --begin;
  while (end < place.text.size() && is_date_char(place.text[end])) ++end;
  while (end > begin && !is_digit(place.text[end - 1])) --end;
  if (begin == end || !is_digit(place.text[begin]) || end <= place.at) return std::nullopt;
  const std::string_view run = place.text.substr(begin, end - begin);
  if (std::count_if(run.begin(), run.end(), [](char c) { return !is_digit(c); }) != 2) return std::nullopt;
  if (run.size() < 6) return std::nullopt;
  if (parse_date(run)) return std::nullopt;
  return otherwise_written(place, place.span(begin, end), readings(run));
}

/// `13 January 2025`, or `January 13, 2025`.
std::optional<Diagnostic> with_month_name(const TextPlace& place) {
  std::uint32_t begin = place.at;
  if (month_of(place.word) != 0 && !place.on_new_line) {
    const Span last = place.last_token();
    const std::string_view digits = place.view(last);
    if (!digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit)) begin = last.begin;
  }
  std::vector<std::string_view> parts;
  const char* at = place.text.data() + begin;
  const char* const end = place.text.data() + place.text.size();
  while (parts.size() < 3) {
    const char* past = std::find_if_not(at, end, is_word_char);
    if (past == at) return std::nullopt;
    parts.emplace_back(at, static_cast<std::size_t>(past - at));
    at = past;
    if (parts.size() == 3) break;
    while (at != end && (*at == ' ' || *at == ',' || *at == '.')) ++at;
  }
  const int month = std::max(month_of(parts[0]), month_of(parts[1]));
  const std::string_view day = month_of(parts[0]) != 0 ? parts[1] : parts[0];
  const auto numeric = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_digit); };
  if (month == 0 || !numeric(day) || !numeric(parts[2])) return std::nullopt;
  std::vector<std::string> dates;
  offer(dates, number_of(parts[2]), month, number_of(day));
  return otherwise_written(place, place.span(begin, static_cast<std::uint32_t>(at - place.text.data())), dates);
}

}  // namespace

std::optional<Diagnostic> slip_of_date(const TextPlace& place, const Expectation& expected) {
  if (place.at_end) return std::nullopt;
  if (auto slip = with_signs(place)) return slip;
  if (auto slip = with_month_name(place)) return slip;
  const std::string_view token = place.view(place.token());
  if (expected.kind == Kind::expected_date && token.size() == 8 && std::all_of(token.begin(), token.end(), is_digit)) {
    std::vector<std::string> dates;
    offer(dates, number_of(token.substr(0, 4)), number_of(token.substr(4, 2)), number_of(token.substr(6, 2)));
    return otherwise_written(place, place.token(), dates);
  }
  return std::nullopt;
}

Diagnostic no_such_day(Span span, std::string_view date) {
  const int year = number_of(date.substr(0, 4));
  const int month = number_of(date.substr(5, 2));
  Diagnostic diagnostic{Kind::no_such_day, fmt::format("there is no day {}", date), {span, ""}};
  if (year < 1) {
    diagnostic.notes.push_back("years run from 0001 to 9999");
  } else if (month < 1 || month > 12) {
    diagnostic.notes.push_back("the month stands in the middle and runs from 01 to 12");
  } else {
    int last = 31;
    while (!is_valid({year, month, last})) --last;
    std::string name(kMonths[static_cast<std::size_t>(month - 1)]);
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    diagnostic.notes.push_back(fmt::format("{} {} has {} days", name, year, last));
  }
  return diagnostic;
}

}  // namespace proviso
