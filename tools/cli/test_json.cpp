#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "interpreter/explain_words.hpp"
#include "tools/cli/diagnostics_json.hpp"
#include "tools/cli/test_report.hpp"

namespace proviso::cli {

namespace {

using Json = nlohmann::ordered_json;
using Status = CaseOutcome::Status;

void add_place(Json& to, const SourceSet& sources, Span place) {
  const Position position = sources.position(place.file, place.begin);
  to["file"] = sources.path(place.file);
  to["line"] = position.line;
}

Json messages_json(const SourceSet& sources, const Diagnostics& diagnostics) {
  Json messages = Json::array();
  for (const Diagnostic& d : diagnostics.sorted()) messages.push_back(diagnostic_json(sources, d));
  return messages;
}

Json line_json(const SourceSet& sources, const ReasonLine& line) {
  Json json = {{"depth", line.depth}};
  if (line.holds) json["holds"] = holds_word(*line.holds);
  json["words"] = line.words;
  if (line.place) add_place(json, sources, *line.place);
  return json;
}

Json reason_json(const SourceSet& sources, const DifferenceReason& reason) {
  Json json = {{"person", reason.person}};
  if (!reason.result.empty()) json["result"] = reason.result;
  json["parts"] = Json::array();
  for (const ReasonPart& part : reason.parts) {
    Json lines = Json::array();
    for (const ReasonLine& line : part.lines) lines.push_back(line_json(sources, line));
    json["parts"].push_back({{"heading", part.heading}, {"lines", std::move(lines)}});
  }
  if (reason.look_at.empty()) return json;
  json["look_at"] = {{"words", reason.look_at}};
  if (reason.look_at_place) add_place(json["look_at"], sources, *reason.look_at_place);
  return json;
}

Json case_json(const TestRun& run, const PreparedCase& prepared, const CaseOutcome& outcome) {
  const SourceSet& sources = run.sources();
  Json json = {{"id", outcome.id}, {"title", outcome.title}};
  add_place(json, sources, outcome.place);
  json["status"] = status_word(outcome.status);
  if (!prepared.tags.empty()) json["tags"] = prepared.tags;
  if (!prepared.inventory.empty()) json["inventory"] = prepared.inventory;
  if (!outcome.as_of.empty()) json["as_of"] = outcome.as_of;
  json["people"] = outcome.people;
  if (!outcome.reading.empty()) json["reading"] = outcome.reading;
  Json values = Json::array();
  for (const ComparedValue& v : outcome.values)
    values.push_back({{"person", v.person}, {"result", v.result}, {"expected", v.expected}, {"actual", v.actual}});
  if (!values.empty()) json["values"] = std::move(values);
  Json differences = Json::array();
  for (const Difference& d : outcome.differences)
    differences.push_back({{"subject", d.subject}, {"expected", d.expected}, {"actual", d.actual}});
  if (!differences.empty()) json["differences"] = std::move(differences);
  for (const DifferenceReason& reason : outcome.reasons) json["reasons"].push_back(reason_json(sources, reason));
  if (outcome.status == Status::passed) return json;
  Json messages = messages_json(sources, outcome.diagnostics);
  if (!messages.empty()) json["messages"] = std::move(messages);
  return json;
}

}  // namespace

std::string test_json(const TestRuns& runs) {
  const TestCounts counts = count_outcomes(runs);
  Json result = {{"format", "proviso.test/1"}, {"program", "proviso " PROVISO_VERSION},
                 {"passed", counts.passed},    {"failed", counts.failed},
                 {"refused", counts.refused},  {"incomplete", counts.incomplete},
                 {"not_run", counts.not_run},  {"policies", Json::array()}};
  for (const auto& run : runs) {
    Json policy = {{"name", run->rules().name},
                   {"title", run->rules().title},
                   {"digest", run->rules().digest},
                   {"cases_digest", run->cases_digest},
                   {"cases", Json::array()}};
    for (std::size_t i = 0; i < run->outcomes.size(); ++i)
      policy["cases"].push_back(case_json(*run, run->suite.cases[run->selected[i]], run->outcomes[i]));
    std::size_t all = 0;
    policy["rules_without_case"] = idle_rules(*run, all);
    if (run->coverage) policy["coverage"] = coverage_json(run->coverage->view(run->sources()));
    if (run->mutation) policy["mutation"] = mutation_json(run->sources(), *run->mutation, run->suite.cases);
    policy["messages"] = messages_json(run->sources(), run->diagnostics);
    result["policies"].push_back(std::move(policy));
  }
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace proviso::cli
