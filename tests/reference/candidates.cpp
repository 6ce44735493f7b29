#include "tests/reference/candidates.hpp"

#include <algorithm>
#include <set>

#include "tests/reference/classes.hpp"
#include "tests/reference/conditions.hpp"

namespace proviso::reference {

namespace {

constexpr std::int64_t kGreatestNumber = 1'000'000'000;
constexpr std::size_t kMany = 1000;

Days clamp(Days day) { return std::clamp(day, kFirstDay, kLastDay); }

class DateCandidates {
 public:
  DateCandidates(const Class& c, int unknown, MonthEnds month_ends)
      : class_(c), unknown_(unknown), month_ends_(month_ends), moves_(possible_moves()) {}

  std::set<Days> find() const {
    std::set<Days> days = class_.dates;
    if (!moves_.empty()) days.insert(kLastDay);
    days.insert(kFirstDay);
    // A constant may itself be moved, as often as dates are moved in one comparison.
    for (int i = 0; i < class_.moves && days.size() < kMany; ++i) days = moved(days);
    days = unknown_ > 1 ? chains(days) : cells(days);
    if (class_.handed_on) days = with_following(days, 1);
    return days;
  }

 private:
  // Durations that a date is moved by. A span compared with n units turns over at n and beside it, in whole units.
  std::vector<Duration> possible_moves() const {
    std::set<Duration> moves;
    if (class_.moves == 0) return {};
    for (const Duration& d : class_.durations) {
      moves.insert(d);
      for (const syntax::Unit unit : class_.spans) {
        if (d.months != (unit != syntax::Unit::days)) continue;
        const std::int64_t size = unit == syntax::Unit::years ? 12 : 1;
        for (std::int64_t n = -1; n <= 1; ++n) moves.insert({d.count / size * size + n * size, d.months});
      }
    }
    return {moves.begin(), moves.end()};
  }

  // The least day whose move is `day` or later; the last day of all if there is none.
  Days least(Days day, const Duration& by, bool after) const {
    Days low = clamp(move(day, by, !after, month_ends_) - 40), high = clamp(low + 80);
    if (low == kFirstDay || move(low, by, after, month_ends_) >= day) low = kFirstDay;
    if (move(high, by, after, month_ends_) < day) high = kLastDay;
    while (low < high) {
      const Days middle = low + (high - low) / 2;
      if (move(middle, by, after, month_ends_) >= day)
        high = middle;
      else
        low = middle + 1;
    }
    return low;
  }

  std::set<Days> moved(std::set<Days> days) const {
    const std::set<Days> from = days;
    for (const Days day : from) {
      for (const Duration& by : moves_) {
        for (const bool after : {true, false}) days.insert(move(day, by, after, month_ends_));
      }
    }
    return days;
  }

  // And where a moved day comes to lie on a day, or beyond it.
  std::set<Days> turned(std::set<Days> days) const {
    const std::set<Days> from = days;
    for (const Days day : from) {
      for (const Duration& by : moves_) {
        for (const bool after : {true, false}) {
          days.insert(least(day, by, after));
          if (day < kLastDay) days.insert(least(day + 1, by, after));
        }
      }
    }
    return days;
  }

  static std::set<Days> with_following(const std::set<Days>& days, int count) {
    std::set<Days> all;
    for (const Days day : days) {
      for (int i = 0; i <= count; ++i) all.insert(clamp(day + i));
    }
    return all;
  }

  std::set<Days> cells(const std::set<Days>& constants) const {
    std::set<Days> days = turned(constants);
    for (const Days day : constants) days.insert(clamp(day + 1));
    return days;
  }

  std::set<Days> chains(std::set<Days> days) const {
    // Beyond this many the case is too large anyhow.
    for (int i = 0; i < unknown_ && days.size() < kMany; ++i) {
      const std::set<Days> forwards = moved(days);
      days = turned(days);
      days.insert(forwards.begin(), forwards.end());
    }
    return with_following(days, 2 * unknown_ - 1);
  }

  const Class& class_;
  int unknown_;
  MonthEnds month_ends_;
  std::vector<Duration> moves_;
};

std::set<std::int64_t> following(std::set<std::int64_t> from, int count) {
  from.insert(0);
  std::set<std::int64_t> all;
  for (const std::int64_t n : from) {
    for (int i = 0; i <= count; ++i) all.insert(std::clamp<std::int64_t>(n + i, 0, kGreatestNumber));
  }
  return all;
}

class Finder {
 public:
  Finder(const Book& book, const Case& c, const Domains& domains)
      : book_(book), case_(c), domains_(domains), classes_(find_classes(book, c)), read_(names_read(book)) {}

  std::vector<Value> of(const Variable& variable) const {
    std::vector<Value> values;
    if (variable.may_be_none || variable.only_if) values.push_back(None{});
    const bool any_value = !variable.may_be_none || read_.contains(variable.name);
    if (any_value) add_values(variable, values);
    // What nothing reads may have any value: one will do.
    if (!read_.contains(variable.name)) values.resize(std::min<std::size_t>(values.size(), variable.only_if ? 2 : 1));
    return values;
  }

 private:
  const Class& class_of(std::string_view name) const {
    return *std::find_if(classes_.begin(), classes_.end(), [&](const Class& c) { return c.names.contains(name); });
  }

  static syntax::BaseType base(const Variable& variable) {
    return variable.type ? variable.type->base : syntax::BaseType::yes_no;
  }

  int unknown_beside(const Class& c, syntax::BaseType type) const {
    return static_cast<int>(std::count_if(case_.variables.begin(), case_.variables.end(), [&](const Variable& v) {
      return base(v) == type && c.names.contains(v.name);
    }));
  }

  void add_values(const Variable& variable, std::vector<Value>& values) const {
    switch (base(variable)) {
      case syntax::BaseType::yes_no:
        values.insert(values.end(), {false, true});
        break;
      case syntax::BaseType::date:
        add_dates(variable, values);
        break;
      case syntax::BaseType::number:
        add_numbers(variable, values);
        break;
      case syntax::BaseType::duration:
        add_durations(variable, values);
        break;
      case syntax::BaseType::named:
        for (const std::string_view leaf : kind_of(book_, variable.type)->leaves) values.push_back(Member{leaf});
        break;
      case syntax::BaseType::set_of:
        add_subsets(kind_of(book_, variable.type)->leaves, values);
        break;
      case syntax::BaseType::note:
        break;
    }
  }

  void add_dates(const Variable& variable, std::vector<Value>& values) const {
    if (domains_.dates) {
      for (const Days day : *domains_.dates) values.push_back(Date{day});
      return;
    }
    const Class& c = class_of(variable.name);
    const DateCandidates finder(c, unknown_beside(c, syntax::BaseType::date), book_.month_ends);
    for (const Days day : finder.find()) values.push_back(Date{day});
  }

  void add_numbers(const Variable& variable, std::vector<Value>& values) const {
    if (domains_.numbers) {
      for (const std::int64_t n : *domains_.numbers) values.push_back(Number{n});
      return;
    }
    const Class& c = class_of(variable.name);
    const int unknown = unknown_beside(c, syntax::BaseType::number);
    for (const std::int64_t n : following(c.numbers, (c.handed_on ? 1 : 0) + 2 * unknown - 1))
      values.push_back(Number{n});
  }

  // Days and months are two lines without an order between them.
  void add_durations(const Variable& variable, std::vector<Value>& values) const {
    const Class& c = class_of(variable.name);
    for (const bool months : {false, true}) {
      std::set<std::int64_t> counts;
      for (const Duration& d : c.durations) {
        if (d.months == months) counts.insert(d.count);
      }
      for (const std::int64_t n : following(counts, 2)) values.push_back(Duration{n, months});
    }
  }

  static void add_subsets(const std::vector<std::string_view>& leaves, std::vector<Value>& values) {
    for (std::size_t bits = 0; bits < std::size_t{1} << leaves.size(); ++bits) {
      std::vector<std::string_view> members;
      for (std::size_t i = 0; i < leaves.size(); ++i) {
        if ((bits >> i & 1) != 0) members.push_back(leaves[i]);
      }
      values.push_back(make_set(std::move(members)));
    }
  }

  const Book& book_;
  const Case& case_;
  const Domains& domains_;
  std::vector<Class> classes_;
  std::set<std::string_view> read_;
};

}  // namespace

std::vector<std::vector<Value>> candidates(const Book& book, const Case& c, const Domains& domains) {
  const Finder finder(book, c, domains);
  std::vector<std::vector<Value>> all;
  for (const Variable& variable : c.variables) all.push_back(finder.of(variable));
  return all;
}

}  // namespace proviso::reference
