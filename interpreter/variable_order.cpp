#include "interpreter/variable_order.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace proviso {

namespace {

constexpr std::size_t kMaxRounds = 200;
constexpr std::size_t kRoundsWithoutGain = 10;

// How far the groups reach, together.
std::uint64_t reach(const std::vector<std::vector<std::uint32_t>>& groups, const std::vector<std::uint32_t>& place) {
  std::uint64_t sum = 0;
  for (const std::vector<std::uint32_t>& group : groups) {
    std::uint32_t first = ~std::uint32_t{0}, last = 0;
    for (const std::uint32_t v : group) {
      first = std::min(first, place[v]);
      last = std::max(last, place[v]);
    }
    if (!group.empty()) sum += last - first;
  }
  return sum;
}

}  // namespace

std::vector<std::uint32_t> order_by_groups(std::uint32_t count, const std::vector<std::vector<std::uint32_t>>& groups) {
  std::vector<std::uint32_t> order(count), place(count);
  std::iota(order.begin(), order.end(), 0u);
  place = order;
  std::vector<std::uint32_t> best = order;
  std::uint64_t least = reach(groups, place);
  std::size_t without_gain = 0;
  std::vector<double> pull(count);
  std::vector<std::uint32_t> pulls(count);
  for (std::size_t round = 0; round < kMaxRounds && without_gain < kRoundsWithoutGain; ++round) {
    std::fill(pull.begin(), pull.end(), 0.0);
    std::fill(pulls.begin(), pulls.end(), 0u);
    for (const std::vector<std::uint32_t>& group : groups) {
      double middle = 0;
      for (const std::uint32_t v : group) middle += place[v];
      for (const std::uint32_t v : group) {
        pull[v] += middle / static_cast<double>(group.size());
        ++pulls[v];
      }
    }
    for (std::uint32_t v = 0; v < count; ++v) pull[v] = pulls[v] == 0 ? place[v] : pull[v] / pulls[v];
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return pull[a] < pull[b]; });
    for (std::uint32_t i = 0; i < count; ++i) place[order[i]] = i;
    const std::uint64_t now = reach(groups, place);
    ++without_gain;
    if (now >= least) continue;
    least = now;
    best = order;
    without_gain = 0;
  }
  return best;
}

}  // namespace proviso
