#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace proviso {

/// The results of one operation on diagrams, by its arguments: a table that is used again for the next operation, so
/// that small ones cost no memory of their own.
class DiagramMemo {
 public:
  using Diagram = std::uint32_t;
  using Args = std::array<Diagram, 4>;

  /// Forgets everything.
  void start() {
    if (places_.size() > kMostKept) places_ = {};
    count_ = 0;
    ++operation_;
  }

  std::optional<Diagram> find(const Args& args) const {
    if (places_.empty()) return std::nullopt;
    const Place& place = places_[place_of(args)];
    return place.operation == operation_ ? std::optional(place.result) : std::nullopt;
  }

  /// REQUIRES: it is not known.
  void add(const Args& args, Diagram result) {
    if (2 * ++count_ > places_.size()) grow();
    places_[place_of(args)] = {args, result, operation_};
  }

 private:
  static constexpr std::size_t kFirstPlaces = 64;
  static constexpr std::size_t kMostKept = std::size_t{1} << 14;
  struct Place {
    Args args;
    Diagram result;
    std::uint64_t operation;  // another: the place is free
  };

  // Where the arguments are, or where they would be put.
  std::size_t place_of(const Args& args) const {
    std::uint64_t hash = 0;
    for (const Diagram d : args) hash = (hash ^ d) * 0x9E3779B97F4A7C15u;
    std::size_t at = (hash ^ (hash >> 29)) & (places_.size() - 1);
    while (places_[at].operation == operation_ && places_[at].args != args) at = (at + 1) & (places_.size() - 1);
    return at;
  }

  void grow() {
    std::vector<Place> before(places_.empty() ? kFirstPlaces : 2 * places_.size(), Place{{}, 0, 0});
    before.swap(places_);
    for (const Place& place : before) {
      if (place.operation == operation_) places_[place_of(place.args)] = place;
    }
  }

  std::vector<Place> places_;  // open addressing; a power of two
  std::size_t count_ = 0;
  std::uint64_t operation_ = 0;
};

}  // namespace proviso
