#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dsl/date.hpp"

// What a command line says, for any command: each command reads what concerns it.
namespace proviso::cli {

/// Exit codes, the same for every command (docs/interface.md).
inline constexpr int kDone = 0;    ///< done, and nothing to look at
inline constexpr int kFound = 1;   ///< done, and there is something to look at
inline constexpr int kFailed = 2;  ///< it could not be done
inline constexpr int kLimit = 3;   ///< stopped at a limit: the answer is incomplete

struct Options {
  std::string command;
  std::vector<std::string> paths;  ///< POLICY…; FILE… of fmt; the word after `help`, `completion`, `explain-error`
  std::string case_file;           ///< decide, explain; "-" is standard input

  std::string format = "text";  ///< text or json; graph: also dot or svg; explain-error: also markdown
  std::string output;           ///< `-o`; empty: standard output
  std::vector<std::string> with;
  std::optional<Days> on;
  bool allow_extra = false;
  bool exit_code = false;
  bool strict = false;
  bool check = false;  ///< fmt
  bool all = false;    ///< explain-error
  bool man = false;    ///< help
  std::string person, decision;
  std::vector<std::string> cases;  ///< test
  std::string junit, filter;       ///< test

  bool color_out = false;  ///< what goes to standard output may be coloured
  bool color_err = false;
  std::function<std::string()> read_input = {};  ///< reads all of standard input
};

}  // namespace proviso::cli
