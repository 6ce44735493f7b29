#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "dsl/policy.hpp"
#include "dsl/value.hpp"

namespace proviso {

/// Interned sets of members of one enumeration each: a set value is an index, and two are equal if and only if their
/// indices are. A pool may extend an immutable one: `Program` owns the sets of the rules, each `Case` extends it with
/// its own. Not safe to extend from two threads.
class SetPool {
 public:
  SetPool() = default;
  /// `base` must outlive this pool.
  explicit SetPool(const SetPool* base);

  /// The index of a set of `enumeration`, which has `size` members.
  Value intern(EnumId enumeration, const Bits& bits);
  const Bits& bits(Value set) const {
    const auto i = static_cast<std::size_t>(set);
    return i < first_ ? base_->bits(set) : sets_[i - first_].bits;
  }
  EnumId enumeration(Value set) const;
  std::size_t size() const { return first_ + sets_.size(); }

  static bool contains(const Bits& bits, Value member) {
    const auto word = static_cast<std::size_t>(member) >> 6;
    return word < bits.size() && ((bits[word] >> (member & 63)) & 1) != 0;
  }
  static void insert(Bits& bits, Value member);
  static Value count(const Bits& bits);

 private:
  struct Entry {
    EnumId enumeration;
    Bits bits;
  };
  std::uint64_t hash(EnumId enumeration, const Bits& bits) const;
  const Entry* find(EnumId enumeration, const Bits& bits, Value& index) const;

  const SetPool* base_ = nullptr;
  std::size_t first_ = 0;
  std::vector<Entry> sets_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
};

}  // namespace proviso
