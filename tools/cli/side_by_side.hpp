#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace proviso::cli {

/// A row of a table of three columns: what it is about, and two texts to compare.
using ComparedRow = std::array<std::string, 3>;

/// The rows in `columns` columns, each line indented by `indent`: narrow where the texts are, and broken over lines
/// where they are not. Plain text without lines, which reads the same without colour.
std::string side_by_side(const std::vector<ComparedRow>& rows, std::size_t indent, std::size_t columns);

}  // namespace proviso::cli
