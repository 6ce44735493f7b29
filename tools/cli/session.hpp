#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/citations.hpp"
#include "dsl/diagnostic.hpp"
#include "dsl/load.hpp"
#include "interpreter/case_builder.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/json_text.hpp"
#include "interpreter/program.hpp"
#include "tools/cli/options.hpp"

// The steps that the commands share: read a policy, read a case, say what is wrong, write a result.
namespace proviso::cli {

/// A policy that is ready to decide. Cases point into it, so it never moves.
struct ReadyPolicy {
  LoadedFiles files;
  std::optional<Program> program;
};

/// The policies that `paths` name: each folder is one, and all files together are one.
std::vector<std::vector<std::string>> group_paths(const std::vector<std::string>& paths);

/// Reads, resolves and compiles the policy of these paths, and writes what is wrong with it. Null if it has errors:
/// then nothing is decided, and the exit code is kFailed.
std::unique_ptr<ReadyPolicy> open_policy(const std::vector<std::string>& paths, const Options& options,
                                         std::ostream& err);
inline std::unique_ptr<ReadyPolicy> open_policy(const Options& options, std::ostream& err) {
  return open_policy(options.paths, options, err);
}

/// Where the files of the sources of a policy are looked for.
SourceFolders source_folders(const std::vector<std::string>& paths, const LoadedFiles& files);

/// A case that was read and decided.
struct DecidedCase {
  BoundCase bound;
  CaseAnswers answers;  ///< their status is `decided`
};

/// Reads and decides `options.case_file`. Nothing, messages written and `code` set, if that cannot be done.
std::optional<DecidedCase> decide_case(const Options& options, ReadyPolicy& policy, std::ostream& err, int& code);

/// Adds a file, or standard input for "-", to the sources. Nothing, and an error, if it cannot be read.
std::optional<FileId> read_file(SourceSet& sources, const std::string& path, const Options& options,
                                std::size_t max_bytes, Diagnostics& diagnostics);

/// A file that holds one JSON value, or standard input for "-". Nothing, and an error, if it cannot be read.
struct JsonFile {
  FileId file;
  JsonValue root;
};
std::optional<JsonFile> read_json_file(SourceSet& sources, const std::string& path, const Options& options,
                                       Diagnostics& diagnostics);

void print_diagnostics(const SourceSet& sources, const Diagnostics& diagnostics, const Options& options,
                       std::ostream& err);

/// Writes a result to `options.output`, whole or not at all, or to `out`. Returns `code`, or kFailed if it cannot be
/// written.
int write_result(const Options& options, std::string_view text, int code, std::ostream& out, std::ostream& err);
/// Writes a file whole or not at all: beside it first, then in its place.
bool write_file(const std::string& path, std::string_view text, std::ostream& err);

}  // namespace proviso::cli
