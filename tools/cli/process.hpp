#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proviso::cli {

/// What came of running another program.
struct ProcessResult {
  int status = 0;  ///< its exit code; negative if a signal ended it
  std::string out, err;
};

/// Runs a program that is looked for in PATH, with these words (the first is its name) and no shell, and gives it
/// `input` to read. Nothing, and `problem`, if it is not there or cannot be started.
std::optional<ProcessResult> run_process(const std::vector<std::string>& words, std::string_view input,
                                         std::string& problem);

}  // namespace proviso::cli
