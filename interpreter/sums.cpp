#include "interpreter/sums.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace proviso {

namespace {

/// Elimination is done with whole numbers modulo a prime: exact, and the few factors that arise are far below it.
constexpr std::int64_t kPrime = 2147483647;

std::int64_t power(std::int64_t base, std::int64_t exponent) {
  std::int64_t result = 1;
  for (; exponent > 0; exponent >>= 1) {
    if ((exponent & 1) != 0) result = result * base % kPrime;
    base = base * base % kPrime;
  }
  return result;
}

using Row = std::map<Sums::Id, std::int64_t>;

void subtract(Row& from, const Row& row, std::int64_t factor) {
  for (const auto& [number, value] : row) {
    std::int64_t& at = from[number];
    at = ((at - factor * value) % kPrime + kPrime) % kPrime;
    if (at == 0) from.erase(number);
  }
}

/// The numbers that have one solution.
std::vector<Sums::Id> solved(std::vector<Row> rows) {
  std::vector<Row> reduced;
  for (Row& row : rows) {
    for (const Row& known : reduced) {
      const auto at = row.find(known.begin()->first);
      if (at != row.end()) subtract(row, known, at->second);
    }
    if (row.empty()) continue;
    const std::int64_t inverse = power(row.begin()->second, kPrime - 2);
    for (auto& [number, value] : row) value = value * inverse % kPrime;
    for (Row& known : reduced) {
      const auto at = known.find(row.begin()->first);
      if (at != known.end()) subtract(known, row, at->second);
    }
    reduced.push_back(std::move(row));
  }
  std::vector<Sums::Id> result;
  for (const Row& row : reduced) {
    if (row.size() == 1) result.push_back(row.begin()->first);
  }
  return result;
}

}  // namespace

void Sums::add_sum(Id total, const std::vector<Id>& parts) {
  Equation equation = {{total, -1}};
  for (const Id part : parts) equation.push_back({part, 1});
  equations_.push_back(std::move(equation));
}

// A number that stands in one sum only takes up whatever the others of that sum leave: the sum tells nothing of these.
// So sums are set aside one after the other, and few are left to solve; then what was set aside follows backwards.
std::vector<bool> Sums::determined(const std::vector<bool>& left_out) const {
  std::vector<bool> result(count_);
  for (Id i = 0; i < count_; ++i) result[i] = !left_out[i];
  std::vector<std::vector<Id>> open(equations_.size());
  std::vector<std::size_t> uses(count_, 0);
  for (std::size_t e = 0; e < equations_.size(); ++e) {
    for (const Term& term : equations_[e]) {
      if (!left_out[term.number]) continue;
      open[e].push_back(term.number);
      ++uses[term.number];
    }
  }
  std::vector<char> active(equations_.size(), 1);
  std::vector<std::pair<std::size_t, Id>> aside;
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t e = 0; e < equations_.size(); ++e) {
      if (active[e] == 0) continue;
      const auto lone = std::find_if(open[e].begin(), open[e].end(), [&](Id number) { return uses[number] == 1; });
      if (lone == open[e].end()) continue;
      aside.emplace_back(e, *lone);
      for (const Id number : open[e]) --uses[number];
      active[e] = 0;
      changed = true;
    }
  }
  std::vector<Row> rows;
  for (std::size_t e = 0; e < equations_.size(); ++e) {
    if (active[e] == 0 || open[e].empty()) continue;
    Row row;
    for (const Term& term : equations_[e]) {
      if (left_out[term.number]) row[term.number] = term.sign > 0 ? 1 : kPrime - 1;
    }
    rows.push_back(std::move(row));
  }
  for (const Id number : solved(std::move(rows))) result[number] = true;
  for (auto it = aside.rbegin(); it != aside.rend(); ++it) {
    const auto& [equation, lone] = *it;
    result[lone] = std::all_of(open[equation].begin(), open[equation].end(),
                               [&, own = lone](Id number) { return number == own || result[number]; });
  }
  return result;
}

}  // namespace proviso
