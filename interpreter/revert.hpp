#pragma once

#include <vector>

#include "interpreter/align.hpp"
#include "interpreter/match.hpp"

namespace proviso {

/// One version with single changes taken back, to see what a change does.
class Reverter {
 public:
  /// `a` and `b` are the policies that were aligned. All must outlive this.
  Reverter(const Aligned& aligned, const PolicyMatch& match, const Policy& a, const Policy& b);

  /// Whether taking the change back can make a difference by itself: a fact, kind, relation, set or define that is new,
  /// or gone, does nothing but for what reads it.
  bool can_matter(const ChangedPart& part) const;
  /// The new version without these changes.
  Policy new_without(const std::vector<ChangedPart>& parts) const;
  /// The old version with these changes.
  Policy old_with(const std::vector<ChangedPart>& parts) const;

 private:
  struct Direction;  // what is changed, and after which pattern
  Policy with(Policy policy, const Direction& way, const std::vector<ChangedPart>& parts) const;
  void apply(const Direction& way, const ChangedPart& part, Policy& policy) const;
  void apply_change(const Direction& way, std::uint32_t amendment, std::uint32_t change, std::uint32_t pattern,
                    std::uint32_t pattern_change, Policy& policy) const;

  const Aligned& aligned_;
  std::vector<AmendmentId> amendment_in_old_, amendment_in_new_;  // of the new one's in the old, and the other way
  std::vector<std::uint32_t> sets_[2], values_[2], defines_[2], decisions_[2], rules_[2], impossibles_[2],
      facts_[2];  // by id in the old, the new version: id in the common tables
};

}  // namespace proviso
