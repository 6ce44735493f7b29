#pragma once

#include <cstddef>
#include <cstdint>
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
  std::vector<std::string> paths;  ///< POLICY…; FILE… of fmt; what git passes to git-diff; the word after `help`,
                                   ///< `completion`, `explain-error`
  std::string case_file;           ///< decide, explain; "-" is standard input

  std::string format = "text";  ///< text or json; graph: also dot or svg; explain-error: also markdown; and so on
  std::string output;           ///< `-o`; empty: standard output
  std::vector<std::string> with;
  std::optional<Days> on;
  bool allow_extra = false;
  bool exit_code = false;
  bool strict = false;
  bool quick = false;  ///< check: without the search for findings
  bool check = false;  ///< fmt
  bool all = false;    ///< explain-error
  bool man = false;    ///< help
  std::string person, decision;

  // test
  std::vector<std::string> cases;                              ///< also trace: files of cases beside the policy's own
  std::vector<std::string> filter, tags, inventory, in_files;  ///< which cases: of each kind one that fits
  std::vector<std::string> of_decisions;                       ///< likewise: cases that expect something of it
  std::string not_passed;                                      ///< a report: the cases that did not pass in it
  std::string mutate;   ///< empty: not done; "some" or "all": so many of the changes that no case notices are listed
  std::string suggest;  ///< a file to write the cases to that the suite lacks
  std::string junit, csv, html;  ///< reports to write
  unsigned jobs = 0;             ///< threads; 0: as many as the machine has
  bool list = false, fail_fast = false, watch = false;
  std::string coverage;  ///< empty: not measured; "some" or "all": so many of the lines that are not covered are listed

  // diff
  std::string old_version, new_version;              ///< PATH, PATH@DATE, git:REVISION:PATH, git:REVISION:PATH@DATE
  std::vector<std::string> with_old;                 ///< proposals of the old version; `with` are of the new one
  std::string waivers;                               ///< a file in which reviewers accept changes
  std::string write_waivers;                         ///< a new file of waivers that are to be filled in
  std::string markdown_file, json_file, sarif_file;  ///< reports to write, beside `html`
  // diff, with a population
  std::string population;       ///< a file of people; "-" is standard input; empty: none
  std::uint64_t suppress = 0;   ///< smaller numbers are not shown
  std::vector<std::string> by;  ///< date facts by whose months the classes are divided

  // sample
  std::uint64_t count = 1000;  ///< people
  std::uint64_t seed = 1;
  std::uint32_t unknown_millionths = 0;            ///< of the facts
  std::optional<std::uint32_t> family_millionths;  ///< of the cases

  std::string inventory_file;  ///< trace; empty: the one in the policy's folder

  bool color_out = false;  ///< what goes to standard output may be coloured
  bool color_err = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t columns = 100;                     ///< of a line of a table
  std::function<std::string()> read_input = {};  ///< reads all of standard input
  std::function<double()> clock = {};            ///< seconds from some point on; nothing: time is not measured
};

}  // namespace proviso::cli
