#include "tools/cli/check_pipeline.hpp"

#include <fmt/format.h>

#include "dsl/digest.hpp"

namespace proviso::cli {

namespace {

constexpr std::size_t kFingerprintDigits = 16;

/// The same wherever the line stands.
std::string fingerprint_of(const SourceSet& sources, const Diagnostic& d, const PipelineResult& result) {
  const std::string_view line =
      result.file.empty() ? std::string_view() : sources.line(d.primary.span.file, result.line);
  return sha256(fmt::format("{}\n{}\n{}\n{}", result.rule, result.file, result.message, line))
      .substr(0, kFingerprintDigits);
}

}  // namespace

void add_results(const SourceSet& sources, const Diagnostics& diagnostics, std::vector<PipelineResult>& results) {
  for (const Diagnostic& d : diagnostics.sorted()) {
    PipelineResult result;
    result.level =
        info(d.kind).severity == Severity::error ? PipelineResult::Level::error : PipelineResult::Level::warning;
    result.rule = code(d.kind);
    result.message = d.message;
    for (const std::string& note : d.notes) result.message += "\n" + note;
    if (sources.size() > 0) {
      const Span place = d.primary.span;
      const Position begin = sources.position(place.file, place.begin);
      const Position end = sources.position(place.file, place.end);
      result.file = sources.path(place.file);
      result.line = begin.line;
      result.column = begin.column;
      result.end_line = end.line;
      result.end_column = end.column;
    }
    result.fingerprint = fingerprint_of(sources, d, result);
    results.push_back(std::move(result));
  }
}

std::vector<PipelineRule> diagnostic_rules() {
  std::vector<PipelineRule> rules;
  for (const KindInfo& kind : all_kinds())
    rules.push_back(
        {code(kind.kind), fmt::format("{}: {}", code(kind.kind), kind.title), std::string(kind.explanation)});
  return rules;
}

}  // namespace proviso::cli
