#pragma once

#include <vector>

#include "dsl/source.hpp"
#include "dsl/syntax.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// The conformance cases that stand in the rule texts themselves: their `case` blocks, with the `person` declarations
/// that these are `like`. In the order of `documents`; each with what is wrong with it. `program` and `sources` must
/// outlive them.
std::vector<PreparedCase> read_case_blocks(const Program& program, const SourceSet& sources,
                                           const std::vector<syntax::Document>& documents);

}  // namespace proviso
