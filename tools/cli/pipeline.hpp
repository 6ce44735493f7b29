#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a check in a pipeline shows beside the lines of a change: as SARIF, or as annotations of GitHub.
namespace proviso::cli {

struct PipelineRule {
  std::string id;     ///< "P0204", "decided-differently"
  std::string title;  ///< one line
  std::string help;   ///< Markdown; may be empty
};

struct PipelineResult {
  enum class Level : std::uint8_t { note, warning, error };
  Level level = Level::note;
  std::string rule;     ///< the id of a PipelineRule
  std::string message;  ///< plain text
  std::string file;     ///< "git:REV:path" is the path; empty: it has no place
  std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;  ///< from 1; 0: not known
  std::string fingerprint;                                           ///< the same for the same thing in another run
  std::string accepted;                                              ///< by whom and why; empty: by nobody
};

/// SARIF 2.1.0, one run. Only rules that a result names are listed.
std::string sarif_text(const std::vector<PipelineRule>& rules, const std::vector<PipelineResult>& results);
/// One workflow command a line. What is accepted is left out.
std::string github_text(const std::vector<PipelineRule>& rules, const std::vector<PipelineResult>& results);

/// A file as a repository calls it: without "git:REV:".
std::string_view repository_path(std::string_view file);

}  // namespace proviso::cli
