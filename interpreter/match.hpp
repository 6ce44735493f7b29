#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/policy.hpp"
#include "dsl/source.hpp"
#include "interpreter/version_diff.hpp"

// What in one version of a policy is what in the other, and what changed of it. All of it is read off resolved
// policies: the order of declarations, files, layout and comments are nothing.
namespace proviso {

enum class MatchTable : std::uint8_t {
  source,
  enumeration,
  fact,
  relation,
  link_fact,
  set,
  value,
  define,
  decision,
  rule,
  amendment,
  impossible,
  leaf,  ///< a value of an enumeration; last, since each enumeration has its own
};
inline constexpr std::size_t kMatchTables = 12;  ///< without `leaf`

/// An item of one of the two versions.
struct MatchedItem {
  MatchTable table = MatchTable::fact;
  std::uint32_t id = kNoId;
  EnumId enumeration = kNoId;  ///< leaf: whose value `id` is
  friend auto operator<=>(const MatchedItem&, const MatchedItem&) = default;
};

/// For each item of the new version, by its id there, the item of the old version that it is; kNoId: it is new.
struct PolicyMatch {
  std::vector<std::uint32_t> sources, enumerations, facts, relations, link_facts, sets, values, defines, decisions,
      rules, amendments, impossibles;
  /// For each enumeration of the new version (outcomes of decisions included) and each of its values (leaves), the
  /// value in the old one.
  std::vector<std::vector<std::uint32_t>> leaves;
  /// Items of the new version that have another name than in the old one, where that they are the same is a guess.
  /// Sorted. (What else has another name is equal in all that is computed, and so is what reads it.)
  std::vector<MatchedItem> likely;

  std::vector<std::uint32_t>& table(MatchTable table);
  const std::vector<std::uint32_t>& table(MatchTable table) const;
  bool is_likely(const MatchedItem& item) const;
};

/// A version of a policy, as its text stands: `on` nothing: the text of all days.
struct PolicyVersion {
  const Policy& policy;
  const SourceSet& sources;
  std::optional<Days> on;
};

/// The policy as its text stands on a day: amendments that are in force later have no changes, and of versions of one
/// item only those in force on that day are left. An item without any keeps its first as it is, though that is in force
/// on other days; where a later amendment inserts it, the change that does so stays as well. Every table keeps its
/// indices. On that day, each case is decided as under the whole policy.
Policy stand_on(Policy policy, Days day);

/// Matches by name (rules by kind and name; outcomes, members and link facts within what declares them), then what has
/// another name and is equal in all that it says and in where it is read, then what is likely the same. Of several that
/// nothing tells apart, as many in both versions, the first by name is the first.
PolicyMatch match_policies(const Policy& a, const Policy& b);

/// Which part of the policies a structural change is about.
struct ChangedPart {
  enum class Item : std::uint8_t {
    header,
    source,
    enumeration,
    fact,
    relation,
    set,
    value,
    define,
    decision,
    rule,
    impossible,
    amendment,         ///< its dates, scope or exceptions
    amendment_change,  ///< one change that an amendment makes
  } item = Item::header;
  std::uint32_t a = kNoId, b = kNoId;  ///< ids in the old and new version; amendment_change: of the amendment
  std::uint32_t change_a = kNoId, change_b = kNoId;  ///< amendment_change: indices into Amendment::changes
  friend bool operator==(const ChangedPart&, const ChangedPart&) = default;
};

struct FoundChange {
  ChangedPart part;
  StructuralChange change;  ///< all but its effect
};

/// What changed, in the order in which a reader expects it: by item as the language page has them, then by name; the
/// changes of amendments last, in the order in which they are applied.
/// - What changed in several ways is one change of the gravest kind: replaced, set or value changed, redated, renamed,
///   wording. `old_name` is set whichever it is. Members of kinds, outcomes and link facts with another name are a
///   change each, whose part is what declares them.
/// - Of a rule or define with several texts, `old_text` and `new_text` are those that differ.
/// - An amendment that one version lacks, or that is in force on one of the two days only, is told by its changes. Each
///   has as its other text what it puts its own in the place of, as that stands in the same version. Undone, what was
///   inserted is repealed, and what was repealed is inserted.
/// - An exception to an amendment is told as the rule that it is.
/// From (b, a) one learns the inverse of what one learns from (a, b).
/// REQUIRES: both policies are as `stand_on` leaves them if they have a day.
std::vector<FoundChange> structural_changes(const PolicyVersion& a, const PolicyVersion& b, const PolicyMatch& match);

}  // namespace proviso
