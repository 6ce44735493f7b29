#include <fmt/format.h>

#include <string>
#include <utility>

#include "dsl/citations.hpp"
#include "dsl/load.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_blocks.hpp"
#include "interpreter/compile.hpp"
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
};

/// What is wrong with the `case` blocks: they are part of the policy, though nothing else rests on them.
void check_case_blocks(Checked& checked) {
  for (const PreparedCase& c : read_case_blocks(*checked.program, checked.files.sources, checked.files.documents)) {
    for (const Diagnostic& d : c.diagnostics.all()) checked.diagnostics.add(d);
  }
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
  check_case_blocks(checked);
  return checked;
}

std::string plural(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string summary(const Checked& checked) {
  const Policy& policy = checked.program->policy;
  return fmt::format("{}: {}, {}, {}; {}\n", policy.name, plural(checked.files.documents.size(), "file"),
                     plural(policy.rules.size(), "rule"), plural(policy.decisions.size(), "decision"),
                     checked.diagnostics.empty() ? "nothing wrong" : "no errors");
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
