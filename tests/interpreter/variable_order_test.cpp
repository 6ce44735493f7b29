#include "interpreter/variable_order.hpp"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>

#include "tests/support/catch.hpp"

using namespace proviso;

namespace {

using Order = std::vector<std::uint32_t>;
using Groups = std::vector<std::vector<std::uint32_t>>;

std::size_t reach(const Order& order, const Groups& groups) {
  Order place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  std::size_t sum = 0;
  for (const auto& group : groups) {
    const auto [first, last] = std::minmax_element(
        group.begin(), group.end(), [&](std::uint32_t a, std::uint32_t b) { return place[a] < place[b]; });
    sum += place[*last] - place[*first];
  }
  return sum;
}

Order numbered(std::uint32_t count) {
  Order order(count);
  std::iota(order.begin(), order.end(), 0u);
  return order;
}

}  // namespace

TEST_CASE("without groups the order stays as it is") {
  CHECK(order_by_groups(0, {}).empty());
  CHECK(order_by_groups(5, {}) == numbered(5));
  CHECK(order_by_groups(5, {{3}, {}}) == numbered(5));
}

TEST_CASE("pairs whose halves are far apart come to stand together") {
  constexpr std::uint32_t kPairs = 20;
  Groups groups;
  for (std::uint32_t i = 0; i < kPairs; ++i) groups.push_back({i, kPairs + i});
  CHECK(reach(order_by_groups(2 * kPairs, groups), groups) == kPairs);
}

TEST_CASE("the order is one of the same variables, and its groups reach no further than before") {
  std::mt19937 random(4711);
  for (int round = 0; round < 200; ++round) {
    const auto count = static_cast<std::uint32_t>(random() % 30 + 1);
    Groups groups(random() % 40);
    for (auto& group : groups) {
      group.resize(random() % 5 + 1);
      for (std::uint32_t& v : group) v = static_cast<std::uint32_t>(random() % count);
    }
    Order order = order_by_groups(count, groups);
    INFO("round " << round);
    CHECK(order == order_by_groups(count, groups));
    CHECK(reach(order, groups) <= reach(numbered(count), groups));
    std::sort(order.begin(), order.end());
    CHECK(order == numbered(count));
  }
}
