#pragma once

#include <set>
#include <vector>

#include "dsl/policy.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/findings_list.hpp"

// Findings that are read off the text, without a proof. Private to interpreter/findings*.cpp.
namespace proviso {

/// Facts, kinds, relations, sets, values, definitions and sources that nothing needs.
void find_unused(const Policy& policy, const std::vector<PreparedCase>& cases, const std::set<FileId>& shared,
                 FindingList& list);

/// Days between two texts of a rule or definition on which it has none, and days on which the policy has no rule that
/// gives anything.
void find_not_in_force(const Policy& policy, FindingList& list);

}  // namespace proviso
