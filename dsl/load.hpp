#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/parser.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"

namespace proviso {

/// The files of a policy, read and parsed.
struct LoadedFiles {
  SourceSet sources;
  std::vector<syntax::Document> documents;  ///< sorted by path, so that nothing depends on the file system's order
  std::filesystem::path root;               ///< the folder that `use` may not leave
};

struct LoadOptions {
  Limits limits;
  std::vector<std::string> with;  ///< proposals to add: files under a folder named `proposals` count only if named here
};

/// Reads a policy: a `.proviso` file, or a folder (every `.proviso` file below it but those under `proposals/`), and
/// what they `use`. The root is the folder, or the folder of the file, widened to the nearest ancestor called
/// `rulesets` if there is one. Paths in messages are relative to the working directory where that is shorter.
LoadedFiles load_files(const std::vector<std::string>& paths, const LoadOptions& options, Diagnostics& diagnostics);

}  // namespace proviso
