#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/match.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

namespace proviso::test {

/// A version of a policy for a comparison: the text of all days, or of one.
struct ComparedText {
  Resolved resolved;
  std::optional<Days> on;

  /// Declarations behind the header of `resolve_text`.
  explicit ComparedText(const std::string& text, const char* day = nullptr) : ComparedText(resolve_text(text), day) {}
  explicit ComparedText(Resolved from, const char* day = nullptr) : resolved(std::move(from)) {
    INFO(resolved.messages());
    REQUIRE(resolved.policy);
    if (day == nullptr) return;
    on = parse_date(day);
    resolved.policy = stand_on(std::move(*resolved.policy), *on);
  }
  const Policy& policy() const { return *resolved.policy; }
  PolicyVersion version() const { return {policy(), resolved.sources, on}; }
};

inline const char* word(StructuralChange::Kind kind) {
  static constexpr const char* kWords[] = {"inserted", "repealed",    "replaced",      "renamed",
                                           "redated",  "set_changed", "value_changed", "wording"};
  return kWords[static_cast<std::size_t>(kind)];
}

inline std::vector<FoundChange> found_changes(const ComparedText& a, const ComparedText& b) {
  return structural_changes(a.version(), b.version(), match_policies(a.policy(), b.policy()));
}

/// "renamed (likely) ground young, was old", "set_changed set safe by reform + UA - PL from 2024-01-01".
inline std::string line(const StructuralChange& change) {
  std::string text = word(change.kind);
  if (change.likely) text += " (likely)";
  text += " " + change.item + " " + change.name;
  if (!change.old_name.empty()) text += ", was " + change.old_name;
  if (!change.amendment.empty()) text += " by " + change.amendment;
  if (!change.scope.empty()) text += " if " + change.scope;
  for (const std::string& member : change.added) text += " +" + member;
  for (const std::string& member : change.removed) text += " -" + member;
  if (!change.old_value.empty() || !change.new_value.empty())
    text += " " + change.old_value + " => " + change.new_value;
  if (change.from) text += " from " + format_date(*change.from);
  if (change.through) text += " through " + format_date(*change.through);
  return text;
}

inline std::vector<std::string> lines(const ComparedText& a, const ComparedText& b) {
  std::vector<std::string> result;
  for (const FoundChange& found : found_changes(a, b)) result.push_back(line(found.change));
  return result;
}

using Lines = std::vector<std::string>;

}  // namespace proviso::test
