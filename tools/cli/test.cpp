#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "interpreter/case_blocks.hpp"
#include "interpreter/expectation_reader.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"
#include "tools/cli/test_report.hpp"

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".cases.jsonl";
constexpr std::size_t kMaxBytes = 64u << 20;

bool ends_with(const std::string& text, std::string_view ending) {
  return text.size() >= ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

/// The files of cases in a policy's folder; of a policy that is one file, the one of the same name beside it.
std::vector<std::string> case_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  std::error_code error;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path, error)) {
      const fs::path beside = fs::path(path).replace_extension().concat(kEnding);
      if (fs::exists(beside, error)) files.push_back(beside.string());
      continue;
    }
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
      if (at->path().filename() == "proposals" && at->is_directory(error)) {
        at.disable_recursion_pending();
      } else if (at->is_regular_file(error) && ends_with(at->path().string(), kEnding)) {
        files.push_back(at->path().string());
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_wanted(const PreparedCase& c, const std::string& filter) {
  return filter.empty() || c.id.find(filter) != std::string::npos || c.title.find(filter) != std::string::npos;
}

/// Everything that reading the cases of one policy gave.
struct Reading {
  std::unique_ptr<ReadyPolicy> policy;
  std::vector<PreparedCase> cases;
};

void add_files(const std::vector<std::string>& files, const Options& options, Reading& reading,
               Diagnostics& diagnostics) {
  SourceSet& sources = reading.policy->files.sources;
  for (const std::string& path : files) {
    const auto file = read_file(sources, path, options, kMaxBytes, diagnostics);
    if (!file) continue;
    auto cases = read_conformance_file(*reading.policy->program, sources, *file, {std::nullopt, options.allow_extra});
    std::move(cases.begin(), cases.end(), std::back_inserter(reading.cases));
  }
}

/// Nothing could be read: no policy, or a file of cases is not there.
bool read_cases(const std::vector<std::string>& paths, const Options& options, Reading& reading, std::ostream& err) {
  reading.policy = open_policy(paths, options, err);
  if (!reading.policy) return false;
  LoadedFiles& files = reading.policy->files;
  reading.cases = read_case_blocks(*reading.policy->program, files.sources, files.documents);
  Diagnostics diagnostics;
  add_files(case_files(paths), options, reading, diagnostics);
  add_files(options.cases, options, reading, diagnostics);
  print_diagnostics(files.sources, diagnostics, options, err);
  return !diagnostics.has_errors();
}

int exit_code(const TestCounts& counts, bool malformed) {
  if (malformed) return kFailed;
  if (counts.incomplete > 0) return kLimit;
  return counts.failed + counts.refused > 0 ? kFound : kDone;
}

}  // namespace

int run_test(const Options& options, std::ostream& out, std::ostream& err) {
  std::vector<Reading> readings;
  std::vector<TestRun> runs;
  bool malformed = false;
  for (const auto& paths : group_paths(options.paths)) {
    Reading& reading = readings.emplace_back();
    if (!read_cases(paths, options, reading, err)) return kFailed;
    TestRun& run = runs.emplace_back(TestRun{&reading.policy->files.sources, &*reading.policy->program, {}});
    for (PreparedCase& c : reading.cases) {
      if (!is_wanted(c, options.filter)) continue;
      malformed = malformed || c.malformed;
      run.outcomes.push_back(run_case(*run.program, c));
    }
  }
  const TestCounts counts = count_outcomes(runs);
  if (counts.all() == 0) {
    Diagnostics diagnostics;
    diagnostics.add(
        {Kind::no_cases,
         options.filter.empty() ? std::string("there are no cases to run")
                                : fmt::format("no case has `{}` in its id or title", options.filter),
         {},
         {},
         {"Cases are `case` blocks in the policy, files *.cases.jsonl in its folder, and files given with --cases."}});
    print_diagnostics(SourceSet(), diagnostics, options, err);
    return kFailed;
  }
  if (!options.junit.empty() && !write_file(options.junit, test_junit(runs), err)) return kFailed;
  const std::string text =
      options.format == "json" ? test_json(runs) : test_text(runs, options.filter.empty(), options.color_out);
  return write_result(options, text, exit_code(counts, malformed), out, err);
}

}  // namespace proviso::cli
