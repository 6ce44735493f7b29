#pragma once

#include <string_view>

#include "interpreter/findings_list.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// Sets that share a member though their names or labels say that they are opposites. Private to
/// interpreter/findings*.cpp.
void find_overlaps(const Program& program, const FindingOptions& options, FindingList& list);

/// One is the other with a word that denies it: "safe_areas" and "unsafe_areas", "eligible" and "not eligible".
bool are_opposites(std::string_view a, std::string_view b);

}  // namespace proviso
