#include "interpreter/set_pool.hpp"

#include <bit>

namespace proviso {

SetPool::SetPool(const SetPool* base) : base_(base), first_(base->size()) {}

void SetPool::insert(Bits& bits, Value member) {
  const auto word = static_cast<std::size_t>(member) >> 6;
  if (bits.size() <= word) bits.resize(word + 1);
  bits[word] |= std::uint64_t{1} << (member & 63);
}

Value SetPool::count(const Bits& bits) {
  Value n = 0;
  for (const std::uint64_t word : bits) n += std::popcount(word);
  return n;
}

std::uint64_t SetPool::hash(EnumId enumeration, const Bits& bits) const {
  std::uint64_t h = 0x9E3779B97F4A7C15u ^ enumeration;
  for (const std::uint64_t word : bits) h = (h ^ word) * 0xFF51AFD7ED558CCDu + (h >> 29);
  return h;
}

const SetPool::Entry* SetPool::find(EnumId enumeration, const Bits& bits, Value& index) const {
  const auto [first, last] = by_hash_.equal_range(hash(enumeration, bits));
  for (auto it = first; it != last; ++it) {
    const Entry& entry = sets_[it->second];
    if (entry.enumeration == enumeration && entry.bits == bits) {
      index = static_cast<Value>(first_ + it->second);
      return &entry;
    }
  }
  return base_ != nullptr ? base_->find(enumeration, bits, index) : nullptr;
}

Value SetPool::intern(EnumId enumeration, const Bits& bits) {
  Bits canonical = bits;
  while (!canonical.empty() && canonical.back() == 0) canonical.pop_back();  // equal sets have equal words
  Value index = 0;
  if (find(enumeration, canonical, index) != nullptr) return index;
  by_hash_.emplace(hash(enumeration, canonical), static_cast<std::uint32_t>(sets_.size()));
  sets_.push_back({enumeration, std::move(canonical)});
  return static_cast<Value>(first_ + sets_.size() - 1);
}

EnumId SetPool::enumeration(Value set) const {
  const auto i = static_cast<std::size_t>(set);
  return i < first_ ? base_->enumeration(set) : sets_[i - first_].enumeration;
}

}  // namespace proviso
