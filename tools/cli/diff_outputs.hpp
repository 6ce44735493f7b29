#pragma once

#include <ostream>

#include "tools/cli/diff_sides.hpp"
#include "tools/cli/options.hpp"

// The files that `proviso diff` writes, looked at before it compares: a comparison can take minutes.
namespace proviso::cli {

/// False, and a message for each, if two reports would be one file, if one would take the place of a file that is read,
/// if one cannot be written, or if waivers would take the place of a file that is there.
bool check_outputs(const Options& options, const DiffSide& old_side, const DiffSide& new_side, std::ostream& err);

}  // namespace proviso::cli
