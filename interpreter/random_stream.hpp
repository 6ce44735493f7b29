#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace proviso {

/// Random numbers that are the same for a seed on every machine and with every compiler: the generator is one that the
/// standard defines to the bit, and its distributions, which the standard leaves open, are not used. Whoever draws
/// twice in one expression loses that again.
class RandomStream {
 public:
  explicit RandomStream(std::uint64_t seed) : generator_(seed) {}

  /// 0 to n - 1. REQUIRES: n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(generator_() % n); }
  /// from to to, both included.
  std::int64_t between(std::int64_t from, std::int64_t to) {
    return from + static_cast<std::int64_t>(generator_() % static_cast<std::uint64_t>(to - from + 1));
  }
  /// True so many times in a million.
  bool chance(std::uint32_t millionths) { return generator_() % 1'000'000 < millionths; }
  bool percent(std::uint32_t hundredths) { return generator_() % 100 < hundredths; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::mt19937_64 generator_;
};

}  // namespace proviso
