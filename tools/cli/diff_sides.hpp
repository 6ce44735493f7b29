#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/load.hpp"
#include "dsl/policy.hpp"
#include "tools/cli/git_tree.hpp"
#include "tools/cli/options.hpp"

// The two sides of a comparison, as they are written on the command line: PATH, PATH@DATE, git:REVISION:PATH,
// git:REVISION:PATH@DATE.
namespace proviso::cli {

/// What the words for a side say.
struct SideWords {
  std::string revision;  ///< empty: the files as they are
  std::string path;
  std::optional<Days> on;
};

/// One side, read. `files.sources` says "git:REVISION:path" of a file of a revision.
struct DiffSide {
  std::string given;
  SideWords words;
  LoadedFiles files;
  std::optional<Policy> policy;  ///< nothing: it has errors
  Diagnostics diagnostics;
  std::string problem;  ///< it could not even be looked for

  // What the documents of `files` point into, where its sources were given other names; and the files of a revision.
  SourceSet loaded;
  std::unique_ptr<GitTree> tree;
};

/// Reads a side with these proposals.
std::unique_ptr<DiffSide> read_side(const std::string& given, const std::vector<std::string>& with);

/// Writes what is wrong with a side under its name. `which` is "old" or "new".
void print_side_problems(const DiffSide& side, const char* which, const Options& options, std::ostream& err);

}  // namespace proviso::cli
