#include "interpreter/diagram.hpp"

#include <cstdlib>
#include <random>

#include "tests/support/catch.hpp"

using namespace proviso;

namespace {

using Cells = std::vector<std::uint32_t>;

// A function over three variables, as a table and as a diagram.
struct Function {
  std::vector<Value> table;
  Diagram diagram = 0;
};

const Cells kArities = {2, 3, 4};
constexpr std::size_t kSize = 2 * 3 * 4;

Cells cells_of(std::size_t point) {
  return {static_cast<std::uint32_t>(point % 2), static_cast<std::uint32_t>(point / 2 % 3),
          static_cast<std::uint32_t>(point / 6)};
}

// The diagram of a table, built from its variables by `choose` alone.
Diagram from_table(Diagrams& d, const std::vector<Value>& table) {
  Diagram result = d.terminal(table.front());
  for (std::size_t point = 0; point < table.size(); ++point) {
    Diagram here = d.terminal(1);
    const Cells cells = cells_of(point);
    for (std::uint32_t v = 0; v < 3; ++v) {
      std::vector<Value> only(kArities[v], 0);
      only[cells[v]] = 1;
      here = d.all(here, d.variable(v, only));
    }
    result = d.choose(here, d.terminal(table[point]), result);
  }
  return result;
}

Value value_at(Diagrams& d, Diagram diagram, std::size_t point) {
  const Cells cells = cells_of(point);
  for (std::uint32_t v = 0; v < 3; ++v) diagram = d.restrict(diagram, v, cells[v]);
  REQUIRE(d.is_terminal(diagram));
  return d.value(diagram);
}

bool depends_on(const std::vector<Value>& table, std::uint32_t variable) {
  for (std::size_t a = 0; a < table.size(); ++a) {
    for (std::size_t b = 0; b < table.size(); ++b) {
      Cells x = cells_of(a), y = cells_of(b);
      y[variable] = x[variable];
      if (x == y && table[a] != table[b]) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("diagrams agree with tables, and are equal if and only if the tables are") {
  const unsigned seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  Diagrams d(kArities, 1'000'000);
  for (int round = 0; round < 200; ++round) {
    std::vector<Value> a(kSize), b(kSize), sum(kSize);
    const Value spread = 1 + round % 3;
    for (std::size_t i = 0; i < kSize; ++i) {
      a[i] = static_cast<Value>(random() % static_cast<unsigned>(spread + 1));
      b[i] = static_cast<Value>(random() % 2);
      sum[i] = a[i] * 10 + b[i];
    }
    const Diagram x = from_table(d, a), y = from_table(d, b);
    const Diagram both = d.apply({x, y}, [](const Value* v) { return v[0] * 10 + v[1]; });
    CHECK(both == from_table(d, sum));
    for (std::size_t i = 0; i < kSize; ++i) CHECK(value_at(d, both, i) == sum[i]);
    std::vector<std::uint32_t> support;
    for (std::uint32_t v = 0; v < 3; ++v) {
      if (depends_on(a, v)) support.push_back(v);
    }
    CHECK(d.support(x) == support);
    std::vector<Value> values = a;
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    CHECK(d.values(x) == values);
    CHECK((x == from_table(d, b)) == (a == b));
    CHECK(d.negation(d.negation(y)) == y);
  }
}

TEST_CASE("a bound on the diagrams is kept, and said") {
  Diagrams d(Cells(20, 10), 500);
  Diagram sum = d.terminal(0);
  for (std::uint32_t v = 0; v < 20; ++v) {
    std::vector<Value> values(10);
    for (Value i = 0; i < 10; ++i) values[static_cast<std::size_t>(i)] = i;
    sum = d.apply({sum, d.variable(v, values)}, [](const Value* x) { return x[0] + x[1]; });
  }
  CHECK(d.exhausted());
  CHECK(d.size() < 1000);
}
