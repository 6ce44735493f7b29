#pragma once

#include <vector>

#include "dsl/source.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// Reads a file of conformance cases, one a line (docs/interface.md); a file whose name ends in
/// `.json` holds one case. A case with an error is read as far as it goes. What is wrong with the file as a whole goes
/// to `diagnostics`: it has no cases, or they are for another policy; then those are left out. `program` and the text
/// of the file must outlive the cases.
std::vector<PreparedCase> read_conformance_file(const Program& program, const SourceSet& sources, FileId file,
                                                const CaseOptions& options, Diagnostics& diagnostics);

}  // namespace proviso
