#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "interpreter/match.hpp"

// Two versions of a policy over one vocabulary, so that one case can be decided under both, and that a part of one can
// stand in the other.
namespace proviso {

struct Aligned {
  /// Both have the same kinds, facts, relations, supplied items, decisions, defines, rules and terms in the same
  /// places: those of both versions, under their names in the new one. What only one version has is there in the other
  /// without a text that is ever in force. Amendments are each version's own. Citations and places are as they were.
  Policy old_policy, new_policy;

  /// For each item of the common tables, its id in the version; kNoId: it is not there.
  struct Ids {
    std::vector<std::uint32_t> in_old, in_new;
    bool in_both(std::uint32_t id) const { return in_old[id] != kNoId && in_new[id] != kNoId; }
  };
  /// For each kind of the common tables and each of its values: both versions have it.
  std::vector<std::vector<char>> value_in_both;
  Ids enumerations, facts, relations, link_facts, sets, values, defines, decisions, rules, impossibles;
  /// What a comparison of these two cannot say, since only one of them has the means to: in sentences.
  std::vector<std::string> assumptions;
};

/// Nothing, and messages, where the versions are of different policies, or something that both have is of another
/// type. `old_file` and `new_file`: where a message that has no other place may point.
std::optional<Aligned> align(const Policy& a, const Policy& b, const PolicyMatch& match, Diagnostics& diagnostics);

}  // namespace proviso
