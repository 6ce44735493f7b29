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
  std::string about = {};  ///< what has the fingerprint, in words; empty: it does not say
  Span place = {};         ///< in the file
};

/// Reads a file `proviso.waivers/1`. Nothing, and every mistake of it, if it is none. Several may accept one thing.
/// What is not filled in is told, and left out.
std::optional<std::vector<Waiver>> read_waivers(const std::string& path, const Options& options, SourceSet& sources,
                                                Diagnostics& diagnostics);

/// Reports each waiver that accepts nothing in `diff`, and takes out those of which it is not clear what they accept.
void check_waivers(std::vector<Waiver>& waivers, const VersionDiff& diff, Diagnostics& diagnostics);

/// What a class or a change is, in the words of a file of waivers.
std::string about_words(const ChangeClass& c);
std::string about_words(const StructuralChange& change);
/// Whether the fingerprint of a class is made of everything that tells who is in it.
bool is_written_out(const ChangeClass& c);

struct DiffReport;
/// A file with a waiver, to be filled in, for each class and each change that nobody accepted. Empty: there is none.
std::string waiver_file(const DiffReport& report);

}  // namespace proviso::cli
