#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proviso {

/// The known name that a person most likely meant by `wrong`: the one with the fewest letters added, left out, changed
/// or swapped with their neighbour, letter case and accents aside; the first in the alphabet among equals. Nothing if
/// more than a third of the letters would differ.
std::optional<std::string> nearest(std::string_view wrong, const std::vector<std::string_view>& known);

}  // namespace proviso
