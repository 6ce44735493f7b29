#pragma once

#include <string>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

namespace proviso::cli {

/// `proviso.check/1`: what is wrong, with lines and columns from 1. `policy` and `digest` are empty if there were
/// errors.
std::string check_json(const SourceSet& sources, const Diagnostics& diagnostics, const std::string& policy,
                       const std::string& digest);

}  // namespace proviso::cli
