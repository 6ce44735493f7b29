#pragma once

#include <functional>

#include "interpreter/case.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// The case with less in it: facts of people and links that need not be said, supplied items, links, and people. Not
/// said means the default where there is one, else unknown. What is left out is found by halves (Zeller, Hildebrandt
/// 2002: delta debugging), so that the result is small, not smallest. Days at the ends of the calendar, which a search
/// finds first, are moved near the date of the case. `keep` says of a case whether it will still do;
/// of `c` it does. People below `people` are kept. `c` must be finished for `program`.
Case shrink_case(const Program& program, Case c, std::uint32_t people, const std::function<bool(Case&)>& keep);

}  // namespace proviso
