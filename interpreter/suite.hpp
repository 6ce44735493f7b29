#pragma once

#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// The conformance cases of one policy, ready to be decided and compared: what the runner runs, coverage measures and
/// mutation tries against changed rules.
struct Suite {
  /// Case blocks in the order of the documents, then the files in the order given. Each has its place, what was wrong
  /// with it, and, if it could be read, the case bound to the program.
  std::vector<PreparedCase> cases = {};
  /// What is wrong with a file as a whole, or between cases: one that is for another policy (its cases are left out),
  /// one without cases, an id that is there twice (both cases are kept).
  Diagnostics diagnostics = {};
};

/// Reads the `case` blocks of a policy's documents, and files of cases that `sources` already holds
/// (docs/interface.md). `program` and `sources` must outlive the suite; the same texts can be read again for another
/// program, such as one with changed rules.
Suite read_suite(const Program& program, const SourceSet& sources, const std::vector<syntax::Document>& documents,
                 const std::vector<FileId>& files, const CaseOptions& options = {});

/// Whether the case can be decided: it was read, and so was what it expects.
bool is_ready(const PreparedCase& prepared);

/// "sha256:…" of the texts of these cases, whatever their order and files. A `person` that a case block is `like` is
/// part of the policy's own digest.
std::string cases_digest(const SourceSet& sources, const std::vector<const PreparedCase*>& cases);

}  // namespace proviso
