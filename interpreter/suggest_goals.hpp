#pragma once

#include <vector>

#include "interpreter/coverage.hpp"
#include "interpreter/suggest.hpp"
#include "interpreter/suite.hpp"

namespace proviso {

/// Cases for the boundary days and numbers, and the days about an amendment, that no case shows: somebody like one of
/// the suite, but for one fact or the date. `met` says of each goal whether some case meets it already. What a
/// suggestion meets besides is not suggested again.
std::vector<Suggestion> suggest_for_goals(const CoveragePlan& plan, std::vector<char> met, const SourceSet& sources,
                                          const std::vector<PreparedCase>& cases);

}  // namespace proviso
