#include "tests/reference/completions.hpp"

#include <algorithm>

namespace proviso::reference {

Completions::Completions(const World& world, std::vector<std::vector<Value>> candidates)
    : candidates_(std::move(candidates)) {
  std::size_t count = 1;
  for (const auto& values : candidates_) {
    stride_.push_back(count);
    count *= values.size();
  }
  index_.resize(count);
  for (std::size_t code = 0; code < count; ++code) {
    Completion completion;
    for (std::size_t v = 0; v < candidates_.size(); ++v) completion.push_back(candidates_[v][digit(code, v)]);
    std::vector<Value> values = world.evaluate(completion);
    if (!world.admissible(completion, values)) continue;
    index_[code] = all_.size();
    all_.push_back({code, std::move(completion), std::move(values)});
  }
  // Where every combination is admissible, two that differ in more than one variable have others between them.
  if (all_.size() == count) {
    find_pairs_one_apart();
  } else {
    find_all_pairs();
  }
}

std::vector<std::size_t> Completions::differing(std::size_t a, std::size_t b) const {
  std::vector<std::size_t> differ;
  for (std::size_t v = 0; v < candidates_.size(); ++v) {
    if (digit(a, v) != digit(b, v)) differ.push_back(v);
  }
  return differ;
}

// Tries every way to take some, but not all, of the values that differ from the second.
bool Completions::adjacent(std::size_t a, std::size_t b, const std::vector<std::size_t>& differ) const {
  for (std::size_t some = 1; some + 1 < std::size_t{1} << differ.size(); ++some) {
    std::size_t between = a;
    for (std::size_t i = 0; i < differ.size(); ++i) {
      if ((some >> i & 1) == 0) continue;
      const std::size_t v = differ[i];
      between += (digit(b, v) - digit(a, v)) * stride_[v];  // wraps round where the digit is less, and back
    }
    if (index_[between]) return false;
  }
  return true;
}

void Completions::find_pairs_one_apart() {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    for (std::size_t v = 0; v < candidates_.size(); ++v) {
      for (std::size_t d = digit(all_[i].code, v) + 1; d < candidates_[v].size(); ++d) {
        const std::size_t other = all_[i].code + (d - digit(all_[i].code, v)) * stride_[v];
        if (all_[i].values != all_[*index_[other]].values) adjacent_.push_back({i, *index_[other], {v}});
      }
    }
  }
}

void Completions::find_all_pairs() {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    for (std::size_t j = i + 1; j < all_.size(); ++j) {
      if (all_[i].values == all_[j].values) continue;
      std::vector<std::size_t> differ = differing(all_[i].code, all_[j].code);
      if (adjacent(all_[i].code, all_[j].code, differ)) adjacent_.push_back({i, j, std::move(differ)});
    }
  }
}

std::set<std::size_t> Completions::missing(const std::vector<Value>& x) const {
  std::set<std::size_t> variables;
  for (const Pair& pair : adjacent_) {
    if (x[pair.first] != x[pair.second]) variables.insert(pair.differ.begin(), pair.differ.end());
  }
  return variables;
}

}  // namespace proviso::reference
