#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "interpreter/expectation.hpp"
#include "tools/cli/options.hpp"

namespace proviso::cli {

/// The cases that did not pass in an earlier JSON report, by id and title.
class NotPassed {
 public:
  /// Reads a report into `sources`. Nothing, and what is wrong, if it is none.
  static std::optional<NotPassed> read(const std::string& path, const Options& options, SourceSet& sources,
                                       Diagnostics& diagnostics);
  bool has(const PreparedCase& prepared) const { return names_.count({prepared.id, prepared.title}) != 0; }
  bool empty() const { return names_.empty(); }

 private:
  std::set<std::pair<std::string, std::string>> names_;
};

}  // namespace proviso::cli
