#include <algorithm>
#include <utility>

#include "interpreter/match.hpp"

// The text of one day. What an amendment inserts and what it replaces with are versions of the item, to which its
// change points; so the two go together.
namespace proviso {

namespace {

using Item = Change::Item;

class DayText {
 public:
  DayText(Policy& policy, Days day) : policy_(policy), day_(day) {}

  void make() {
    for (std::uint32_t i = 0; i < policy_.sets.size(); ++i) keep_last(policy_.sets[i].versions);
    for (std::uint32_t i = 0; i < policy_.values.size(); ++i) keep_last(policy_.values[i].versions);
    for (std::uint32_t i = 0; i < policy_.defines.size(); ++i) keep_texts(Item::define, i, policy_.defines[i].versions);
    for (std::uint32_t i = 0; i < policy_.decisions.size(); ++i)
      keep_texts(Item::decision, i, policy_.decisions[i].versions);
    for (std::uint32_t i = 0; i < policy_.rules.size(); ++i) keep_texts(Item::rule, i, policy_.rules[i].versions);
    for (Amendment& amendment : policy_.amendments) drop_later_changes(amendment);
  }

 private:
  // Of a set or value, each version ends the one before.
  template <class Version>
  void keep_last(std::vector<Version>& versions) const {
    if (versions.empty()) return;  // supplied
    const auto later =
        std::find_if(versions.begin(), versions.end(), [&](const Version& version) { return version.from > day_; });
    Version kept = *std::prev(later);
    kept.from = kFirstDay;
    versions = {kept};
  }

  bool stands(const DecisionVersion& version) const { return amendment_stands(version.amendment); }
  template <class Version>
  bool stands(const Version& version) const {
    return version.amendment == kNoId ? version.in_force.contains(day_) : amendment_stands(version.amendment);
  }
  bool amendment_stands(AmendmentId id) const { return id == kNoId || policy_.amendments[id].from <= day_; }

  template <class Version>
  void keep_texts(Item item, std::uint32_t ref, std::vector<Version>& versions) {
    const bool none = std::none_of(versions.begin(), versions.end(), [&](const Version& v) { return stands(v); });
    std::vector<Version> kept;
    std::vector<std::uint32_t> places;  // of each version among those that are kept; kNoId: dropped
    for (std::size_t v = 0; v < versions.size(); ++v) {
      const bool keeps = none ? v == 0 : stands(versions[v]);
      places.push_back(keeps ? static_cast<std::uint32_t>(kept.size()) : kNoId);
      if (keeps) kept.push_back(std::move(versions[v]));
    }
    versions = std::move(kept);
    for (Amendment& amendment : policy_.amendments) {
      for (Change& change : amendment.changes) {
        if (change.item == item && change.ref == ref && change.version != kNoId)
          change.version = places[change.version];
      }
    }
  }

  // All but those whose text was kept because the item would have none.
  void drop_later_changes(Amendment& amendment) const {
    if (amendment.from <= day_) return;
    std::vector<Change> kept;
    for (const Change& change : amendment.changes) {
      if (change.version != kNoId) kept.push_back(change);
    }
    amendment.changes = std::move(kept);
  }

  Policy& policy_;
  Days day_;
};

}  // namespace

Policy stand_on(Policy policy, Days day) {
  DayText(policy, day).make();
  return policy;
}

}  // namespace proviso
