#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

namespace proviso::cli {

/// A message with its code, places (lines and columns from 1) and notes.
nlohmann::ordered_json diagnostic_json(const SourceSet& sources, const Diagnostic& diagnostic);

/// `proviso.check/1`: what is wrong, with lines and columns from 1. `policy` and `digest` are empty if there were
/// errors.
std::string check_json(const SourceSet& sources, const Diagnostics& diagnostics, const std::string& policy,
                       const std::string& digest);

}  // namespace proviso::cli
