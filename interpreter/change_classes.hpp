#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/change_space.hpp"

namespace proviso {

/// A variant of one of the versions, by which it is seen what a change does.
struct ChangeVariant {
  enum class Kind : std::uint8_t {
    without,  ///< the new version without a change
    alone,    ///< the old version with a change
    date,     ///< the old version on the new day
    others,   ///< the new version, with others decided as in the old one
  } kind = Kind::without;
  std::size_t version = 0;   ///< among the versions of the space
  std::uint32_t change = 0;  ///< without, alone
};

/// Everybody whose decision goes from one outcome to another for the same reasons.
struct FoundClass {
  DecisionId decision = kNoId;        ///< kNoId: whether the person can be decided at all: 1 is "cannot"
  Value from = 0, to = 0;             ///< ChangeSpace::outcome
  Diagram who = 0;                    ///< also some who cannot be
  Diagram own = 0;                    ///< those of them who change whatever others are decided to be
  std::vector<std::uint32_t> causes;  ///< changes; ascending
  bool by_date = false;               ///< the outcome would change on the new day without any change of the rules
  bool by_others = false;             ///< of some, it changes only because others are decided differently
  bool jointly = false;
  bool mixed = false;         ///< different ones of the causes for different people: too many ways to tell apart
  Concrete::Answer somebody;  ///< found, or unknown
};

/// The exact partition of all who are decided differently. Empty classes are left out as far as that is proved.
class ChangeClasses {
 public:
  ChangeClasses(ChangeSpace& space, const std::vector<ChangeVariant>& variants);

  /// The classes of some decisions, one after the other; of kNoId: of whether the record can be decided.
  std::vector<FoundClass> of(const std::vector<DecisionId>& decisions);
  /// For whom taking back a change of the new version makes a difference in some of these decisions: nobody, proved.
  bool does_nothing(const ChangeVariant& variant, const std::vector<DecisionId>& decisions);

 private:
  Diagram differ(Diagram a, Diagram b);
  bool is_nobody(Diagram who);
  void name_all(FoundClass& c) const;
  void find(DecisionId decision, std::vector<FoundClass>& into);
  std::vector<FoundClass> split(const FoundClass& whole);
  std::vector<FoundClass> part_by(const ChangeVariant& variant, Diagram matters, const std::vector<FoundClass>& parts);
  std::vector<FoundClass> part_by_kind(ChangeVariant::Kind kind, Diagram compared, const FoundClass& whole);
  bool is_somebody(FoundClass& found);

  ChangeSpace& space_;
  const std::vector<ChangeVariant>& variants_;
};

}  // namespace proviso
