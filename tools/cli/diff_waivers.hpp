#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "interpreter/version_diff.hpp"
#include "tools/cli/options.hpp"

// Waivers: what a reviewer accepts of a comparison, with name, date and reason.
namespace proviso::cli {

struct Waiver {
  std::string fingerprint;  ///< of a structural change, or of a class
  std::string name, date, reason;
  Span place;  ///< in the file
};

/// Reads a file `proviso.waivers/1`. Nothing, and every mistake of it, if it is none. Several may accept one thing.
std::optional<std::vector<Waiver>> read_waivers(const std::string& path, const Options& options, SourceSet& sources,
                                                Diagnostics& diagnostics);

/// Reports each waiver that fits nothing in `diff`.
void report_unused_waivers(const std::vector<Waiver>& waivers, const VersionDiff& diff, Diagnostics& diagnostics);

}  // namespace proviso::cli
