#include <fmt/format.h>

#include "tools/cli/diff_report.hpp"
#include "tools/cli/pipeline.hpp"

namespace proviso::cli {

namespace {

using Level = PipelineResult::Level;

const std::vector<PipelineRule>& diff_rules() {
  static const std::vector<PipelineRule> rules = {
      {"decided-differently", "A group of people is decided differently", ""},
      {"rule-changed", "A declaration of the rules has changed", ""},
      {"open-question", "A fact or finding that decides is not the one before", ""},
      {"not-complete", "The comparison is not complete", ""},
  };
  return rules;
}

/// Where a change stands: in the new text, or in the old one if it is gone.
void set_place(PipelineResult& result, const StructuralChange& change) {
  const bool is_new = !change.new_file.empty();
  result.file = is_new ? change.new_file : change.old_file;
  result.line = is_new ? change.new_line : change.old_line;
}

PipelineResult class_result(const DiffReport& report, const ChangeClass& c) {
  PipelineResult result;
  result.level = Level::warning;
  result.rule = "decided-differently";
  const std::string decision = c.decision.empty() ? "whether the case is possible" : c.decision;
  result.message =
      fmt::format("{}: {}: {}. {} Because of {}.", c.id, decision, transition_words(c), c.sentence, cause_words(c));
  if (!c.causes.empty()) set_place(result, report.diff.changes[c.causes.front()]);
  result.fingerprint = c.fingerprint;
  result.accepted = accepted_words(report, c.fingerprint);
  return result;
}

PipelineResult change_result(const DiffReport& report, std::size_t index) {
  const StructuralChange& change = report.diff.changes[index];
  PipelineResult result;
  result.rule = "rule-changed";
  std::string delta = delta_words(change);
  if (!delta.empty()) delta = " (" + delta + ")";
  result.message =
      fmt::format("{}. {}{}: {}.", index + 1, change_title(change), delta, effect_words(report.diff, change));
  set_place(result, change);
  result.fingerprint = change.fingerprint;
  result.accepted = accepted_words(report, change.fingerprint);
  return result;
}

std::vector<PipelineResult> results_of(const DiffReport& report) {
  std::vector<PipelineResult> results;
  if (!report.diff.complete) {
    PipelineResult result;
    result.level = Level::error;
    result.rule = "not-complete";
    result.message = "Who else is decided differently is not known.";
    for (const std::string& bound : report.diff.bound) result.message += " " + bound;
    results.push_back(std::move(result));
  }
  for (const ChangeClass& c : report.diff.classes) results.push_back(class_result(report, c));
  for (std::size_t i = 0; i < report.diff.changes.size(); ++i) results.push_back(change_result(report, i));
  for (const OpenQuestion& question : report.diff.questions) {
    PipelineResult result;
    result.rule = "open-question";
    result.message = question_words(question);
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace

std::string diff_sarif(const DiffReport& report) { return sarif_text(diff_rules(), results_of(report)); }
std::string diff_github(const DiffReport& report) { return github_text(diff_rules(), results_of(report)); }

}  // namespace proviso::cli
