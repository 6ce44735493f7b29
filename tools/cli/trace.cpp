#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "interpreter/suite.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"
#include "tools/cli/test_files.hpp"
#include "tools/cli/trace_report.hpp"

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxBytes = 64u << 20;

/// The inventory that the options name, or the one in the policy's folder.
std::string inventory_path(const Options& options) {
  if (!options.inventory_file.empty()) return options.inventory_file;
  const fs::path policy = options.paths.front();
  std::error_code error;
  const fs::path folder = fs::is_directory(policy, error) ? policy : policy.parent_path();
  return (folder / "inventory.csv").lexically_normal().generic_string();
}

std::optional<FileId> open_inventory(const std::string& path, const Options& options, SourceSet& sources,
                                     Diagnostics& diagnostics) {
  std::error_code error;
  if (options.inventory_file.empty() && !fs::exists(path, error)) {
    diagnostics.add({Kind::inventory_missing,
                     fmt::format("there is no inventory `{}`", path),
                     {{sources.add(path, {}), 0, 0}, ""},
                     {},
                     {"Write one, or name it with `--inventory FILE`; `proviso help trace` tells what it holds."}});
    return std::nullopt;
  }
  return read_file(sources, path, options, kMaxBytes, diagnostics);
}

Suite read_cases(const ReadyPolicy& ready, SourceSet& sources, const Options& options, Diagnostics& diagnostics) {
  std::vector<std::string> paths = case_files(options.paths);
  paths.insert(paths.end(), options.cases.begin(), options.cases.end());
  std::vector<FileId> files;
  for (const std::string& path : paths) {
    if (const auto file = read_file(sources, path, options, kMaxBytes, diagnostics)) files.push_back(*file);
  }
  Suite suite = read_suite(*ready.program, sources, ready.files.documents, files);
  for (const Diagnostic& d : suite.diagnostics.all()) diagnostics.add(d);
  return suite;
}

std::string report_text(const TraceReport& report, const std::string& format) {
  if (format == "markdown") return trace_markdown(report);
  if (format == "csv") return trace_csv(report);
  return format == "json" ? trace_json(report) : trace_text(report);
}

}  // namespace

int run_trace(const Options& options, std::ostream& out, std::ostream& err) {
  const auto ready = open_policy(options, err);
  if (ready == nullptr) return kFailed;
  const Policy& policy = ready->program->policy;
  SourceSet& sources = ready->files.sources;
  const DeclaredNames declared(policy);
  const std::string path = inventory_path(options);

  Diagnostics diagnostics;
  const auto file = open_inventory(path, options, sources, diagnostics);
  const auto inventory = file ? read_inventory(policy, declared, sources, *file, diagnostics) : std::nullopt;
  const Suite suite = read_cases(*ready, sources, options, diagnostics);
  print_diagnostics(sources, diagnostics, options, err);
  if (!inventory || diagnostics.has_errors()) return kFailed;

  Diagnostics findings;
  const auto texts = read_source_texts(policy, sources, source_folders(options.paths, ready->files));
  const Trace traced = trace(policy, declared, *inventory, suite.cases, texts, findings);
  print_diagnostics(sources, findings, options, err);
  const std::vector<Diagnostic> sorted = findings.sorted();
  const TraceReport report{policy,      sources, declared, *inventory,
                           suite.cases, traced,  sorted,   fs::path(path).parent_path()};
  return write_result(options, report_text(report, options.format), sorted.empty() ? kDone : kFound, out, err);
}

}  // namespace proviso::cli
