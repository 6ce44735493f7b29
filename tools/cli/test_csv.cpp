#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/render_text.hpp"
#include "tools/cli/test_report.hpp"

namespace proviso::cli {

namespace {

/// A cell of RFC 4180, which may hold no control characters: what cannot be seen is shown by number, so that a row is a
/// line too. A text that a spreadsheet would take for a formula begins with an apostrophe, which it does not show.
std::string cell(std::string_view text) {
  std::string result;
  const std::size_t first = text.find_first_not_of(' ');
  if (first != std::string_view::npos && std::string_view("=+-@").find(text[first]) != std::string_view::npos)
    result = "'";
  result += visible(text);
  if (result.find_first_of(",\"") == std::string::npos) return result;
  std::string quoted = "\"";
  for (const char c : result) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string row(const std::vector<std::string>& cells) {
  std::string text;
  for (const std::string& one : cells) text += (text.empty() && &one == &cells.front() ? "" : ",") + cell(one);
  return text + "\r\n";
}

std::string joined(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, "; ")); }

/// The results of which some case expects a value, in the order in which they first occur in a policy.
std::vector<std::string> results_of(const TestRuns& runs) {
  std::vector<std::string> names;
  const auto add = [&](const TestRun& run, const std::string& name) {
    const bool expected = std::any_of(run.outcomes.begin(), run.outcomes.end(), [&](const CaseOutcome& outcome) {
      return std::any_of(outcome.values.begin(), outcome.values.end(), [&](const auto& v) { return v.result == name; });
    });
    if (expected && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (const auto& run : runs) {
    for (const Decision& decision : run->rules().decisions) add(*run, decision.name);
    for (const Define& define : run->rules().defines) add(*run, define.name);
  }
  return names;
}

/// "anna: full; olena: junior"
std::string values_of(const CaseOutcome& outcome, const std::string& result, std::string ComparedValue::*which) {
  std::vector<std::string> parts;
  for (const ComparedValue& v : outcome.values) {
    if (v.result == result) parts.push_back(fmt::format("{}: {}", v.person, v.*which));
  }
  return joined(parts);
}

std::string difference_words(const CaseOutcome& outcome) {
  std::vector<std::string> parts;
  for (const Difference& d : outcome.differences)
    parts.push_back(fmt::format("{}: expected {}, actual {}", d.subject, d.expected, d.actual));
  if (outcome.status != CaseOutcome::Status::passed) {
    for (const Diagnostic& d : outcome.diagnostics.sorted())
      parts.push_back(fmt::format("{}: {}", code(d.kind), d.message));
  }
  return joined(parts);
}

std::string look_at_words(const TestRun& run, const CaseOutcome& outcome) {
  std::vector<std::string> parts;
  for (const DifferenceReason& reason : outcome.reasons) {
    if (reason.look_at.empty() || !reason.look_at_place) continue;
    parts.push_back(fmt::format("{}, {}", reason.look_at, place_words(run.sources(), *reason.look_at_place)));
    if (std::count(parts.begin(), parts.end(), parts.back()) > 1) parts.pop_back();
  }
  return joined(parts);
}

}  // namespace

std::string test_csv(const TestRuns& runs) {
  const std::vector<std::string> results = results_of(runs);
  std::vector<std::string> head = {"policy", "rules digest", "cases digest", "program", "file",    "line", "id",
                                   "title",  "status",       "as of",        "people",  "reading", "tags", "inventory"};
  for (const std::string& result : results) {
    head.push_back(result + " expected");
    head.push_back(result + " actual");
  }
  head.insert(head.end(), {"differences", "look at"});
  std::string text = row(head);
  for (const auto& run : runs) {
    for (std::size_t i = 0; i < run->outcomes.size(); ++i) {
      const CaseOutcome& o = run->outcomes[i];
      const PreparedCase& prepared = run->suite.cases[run->selected[i]];
      std::vector<std::string> cells = {run->rules().name,
                                        run->rules().digest,
                                        run->cases_digest,
                                        "proviso " PROVISO_VERSION,
                                        run->sources().path(o.place.file),
                                        std::to_string(run->sources().position(o.place.file, o.place.begin).line),
                                        o.id,
                                        o.title,
                                        status_word(o.status),
                                        o.as_of,
                                        joined(o.people),
                                        o.reading,
                                        joined(prepared.tags),
                                        joined(prepared.inventory)};
      for (const std::string& result : results) {
        cells.push_back(values_of(o, result, &ComparedValue::expected));
        cells.push_back(values_of(o, result, &ComparedValue::actual));
      }
      cells.insert(cells.end(), {difference_words(o), look_at_words(*run, o)});
      text += row(cells);
    }
  }
  return text;
}

}  // namespace proviso::cli
