#pragma once

#include <optional>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"

namespace proviso {

/// Binds every name, checks every type and puts versions in order, over all files of one policy in any order.
/// Reports all errors it finds, without consequences of earlier ones. Nothing if there was an error, also an earlier
/// one in `diagnostics`: a policy with errors never decides anything.
std::optional<Policy> resolve(const SourceSet& sources, const std::vector<syntax::Document>& documents,
                              Diagnostics& diagnostics);

}  // namespace proviso
