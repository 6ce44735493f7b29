#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/date.hpp"
#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "interpreter/case_builder.hpp"
#include "interpreter/json_text.hpp"
#include "interpreter/member_names.hpp"
#include "interpreter/program.hpp"

namespace proviso {

struct CaseOptions {
  std::optional<Days> on;    ///< the date of the assessment, instead of the case's own
  bool allow_extra = false;  ///< ignore facts that the policy does not declare
};

/// Reads case files (docs/interface.md) against one program, which must outlive it and the cases. One reader may read
/// many cases, one after the other.
class CaseReader {
 public:
  /// `sources` holds the text of the cases.
  CaseReader(const Program& program, const SourceSet& sources, CaseOptions options = {});

  /// The case that a JSON value holds, ready to be decided; nothing and all its errors if there are any.
  std::optional<BoundCase> read(const JsonValue& root, Diagnostics& diagnostics);
  /// The value of a type as JSON has it ("none" and null included); sets are put into `sets`.
  std::optional<Value> read_value(const Type& type, const JsonValue& value, SetPool& sets, Diagnostics& diagnostics,
                                  std::string_view subject);
  /// The JSON of a value as it was written, on one line.
  std::string written(const JsonValue& value) const;

 private:
  const Program& program_;
  const SourceSet& sources_;
  CaseOptions options_;
  MemberNames members_;
};

/// The parts of a file of cases, one case on a line: where each line that is not blank stands.
std::vector<Span> case_lines(const SourceSet& sources, FileId file);

}  // namespace proviso
