#pragma once

#include <optional>
#include <ostream>

#include "dsl/source.hpp"
#include "interpreter/compare_versions.hpp"
#include "interpreter/population.hpp"
#include "tools/cli/options.hpp"

namespace proviso::cli {

/// Reads `options.population`, JSON lines or a table, and counts its people under both versions. Has the decisions of
/// `options.of_decisions` only, if there are any, and leaves out what is smaller than `options.suppress`. Nothing,
/// messages written and `code` set to kFailed, if anything in the file is wrong: nothing is told of a part of it.
/// `code` is kLimit if cases were too large, else it stays as it is. `compared` has all its classes still.
/// `policy_files`: the files of either version, whichever has more.
std::optional<PopulationDiff> count_population(const Compared& compared, std::size_t policy_files,
                                               const Options& options, std::ostream& err, int& code);

}  // namespace proviso::cli
