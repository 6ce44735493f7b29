#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <utility>

#include "dsl/citations.hpp"
#include "dsl/load.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_blocks.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/findings.hpp"
#include "tools/cli/check_pipeline.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/diagnostics_json.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

struct Checked {
  LoadedFiles files;
  std::optional<Program> program;
  Diagnostics diagnostics;
  std::size_t accepted = 0;  ///< findings that the text accepts
};

/// What is wrong with the `case` blocks: they are part of the policy, though nothing else rests on them.
void check_case_blocks(Checked& checked, const std::vector<PreparedCase>& cases) {
  for (const PreparedCase& c : cases) {
    for (const Diagnostic& d : c.diagnostics.all()) checked.diagnostics.add(d);
  }
}

/// The files that were read since others `use` them: other policies may too.
std::set<FileId> used_files(const std::vector<std::string>& paths, const SourceSet& sources) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::set<FileId> used;
  for (FileId file = 0; file < sources.size(); ++file) {
    const std::string path = fs::weakly_canonical(sources.path(file), error).string();
    const bool given = std::any_of(paths.begin(), paths.end(), [&](const std::string& p) {
      const fs::path whole = fs::weakly_canonical(p, error);
      return path == whole.string() || path.starts_with((whole / "").string());
    });
    if (!given) used.insert(file);
  }
  return used;
}

void check_findings(Checked& checked, const std::vector<PreparedCase>& cases, const std::vector<std::string>& paths) {
  FindingOptions options;
  options.shared = used_files(paths, checked.files.sources);
  const Findings findings = find_findings(*checked.program, cases, options);
  for (const Diagnostic& d : findings.diagnostics.all()) checked.diagnostics.add(d);
  checked.accepted = findings.accepted;
}

Checked check(const std::vector<std::string>& paths, const Options& options) {
  Checked checked;
  LoadOptions load;
  load.with = options.with;
  checked.files = load_files(paths, load, checked.diagnostics);
  if (auto policy = resolve(checked.files.sources, checked.files.documents, checked.diagnostics))
    checked.program = compile(std::move(*policy), checked.diagnostics);
  if (!checked.program) return checked;
  check_citations(checked.program->policy, checked.files.sources, source_folders(paths, checked.files),
                  checked.diagnostics);
  const std::vector<PreparedCase> cases =
      read_case_blocks(*checked.program, checked.files.sources, checked.files.documents);
  check_case_blocks(checked, cases);
  if (!options.quick && !checked.diagnostics.has_errors()) check_findings(checked, cases, paths);
  return checked;
}

std::string plural(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string summary(const Checked& checked) {
  const Policy& policy = checked.program->policy;
  return fmt::format(
      "{}: {}, {}, {}; {}\n", policy.name, plural(checked.files.documents.size(), "file"),
      plural(policy.rules.size(), "rule"), plural(policy.decisions.size(), "decision"),
      (checked.diagnostics.empty() ? "nothing wrong" : "no errors") +
          (checked.accepted == 0 ? "" : fmt::format(", {} accepted", plural(checked.accepted, "finding"))));
}

}  // namespace

int run_check(const Options& options, std::ostream& out, std::ostream& err) {
  std::string text;
  bool errors = false, warnings = false;
  std::vector<PipelineResult> results;
  for (const auto& paths : group_paths(options.paths)) {
    const Checked checked = check(paths, options);
    const SourceSet& sources = checked.files.sources;
    errors = errors || checked.diagnostics.has_errors();
    warnings = warnings || checked.diagnostics.all().size() > checked.diagnostics.error_count();
    if (options.format == "sarif" || options.format == "github") {
      add_results(sources, checked.diagnostics, results);
      continue;
    }
    if (options.format == "json") {
      const bool good = checked.program && !checked.diagnostics.has_errors();
      text += check_json(sources, checked.diagnostics, good ? checked.program->policy.name : std::string(),
                         good ? checked.program->policy.digest : std::string());
      continue;
    }
    print_diagnostics(sources, checked.diagnostics, options, err);
    if (!checked.diagnostics.has_errors()) text += summary(checked);
  }
  if (options.format == "sarif") text = sarif_text(diagnostic_rules(), results);
  if (options.format == "github") text = github_text(diagnostic_rules(), results);
  const int code = errors ? kFailed : warnings && options.strict ? kFound : kDone;
  return write_result(options, text, code, out, err);
}

}  // namespace proviso::cli
