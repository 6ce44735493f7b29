#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/policy.hpp"
#include "dsl/source.hpp"
#include "interpreter/version_diff.hpp"

// What in one version of a policy is what in the other, and what changed of it. All of it is read off resolved
// policies: the order of declarations, files, layout and comments are nothing.
namespace proviso {

/// For each item of the new version, by its id there, the item of the old version that it is; kNoId: it is new.
struct PolicyMatch {
  std::vector<std::uint32_t> sources, enumerations, facts, relations, link_facts, sets, values, defines, decisions,
      rules, amendments, impossibles;
  /// For each enumeration of the new version (outcomes of decisions included) and each of its values (leaves), the
  /// value in the old one.
  std::vector<std::vector<std::uint32_t>> leaves;
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

/// Matches by name, then what has another name and an equal body (also what reads it, where that tells), then what is
/// likely the same.
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
};

struct FoundChange {
  ChangedPart part;
  StructuralChange change;  ///< all but its effect
};

/// What changed, in the order in which a reader expects it: by item as the language page has them, then by name.
/// Both policies as `stand_on` left them if they have a day.
std::vector<FoundChange> structural_changes(const PolicyVersion& a, const PolicyVersion& b, const PolicyMatch& match);

}  // namespace proviso
