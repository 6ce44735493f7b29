#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "tools/cli/pipeline.hpp"

namespace proviso::cli {

/// What `proviso check` found, for a pipeline: adds a result for each message.
void add_results(const SourceSet& sources, const Diagnostics& diagnostics, std::vector<PipelineResult>& results);
/// The kinds of messages as rules of a pipeline.
std::vector<PipelineRule> diagnostic_rules();

}  // namespace proviso::cli
