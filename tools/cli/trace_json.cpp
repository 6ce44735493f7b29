#include <nlohmann/json.hpp>

#include "tools/cli/trace_report.hpp"

namespace proviso::cli {

namespace {

using Json = nlohmann::ordered_json;

Json place_json(const SourceSet& sources, Span span) {
  return {{"file", sources.path(span.file)}, {"line", sources.position(span.file, span.begin).line}};
}

Json words_json(const TraceReport& report, const TracedWords& words) {
  const SourceDocument& source = report.policy.sources[words.source];
  Json result = {{"source", source.heading.name}, {"words", words.words}};
  if (!words.file.empty()) result["file"] = words.file;
  if (words.line != 0) result["line"] = words.line;
  if (!source.url.empty()) result["url"] = source.url;
  return result;
}

Json declared_json(const TraceReport& report, std::size_t declared) {
  const Declared& item = report.declared.all()[declared];
  Json result = {{"kind", item.word}, {"name", item.name}};
  result.update(place_json(report.sources, item.place));
  return result;
}

Json entry_json(const TraceReport& report, const TraceRow& row) {
  const InventoryEntry& entry = report.inventory[row.entry];
  Json result = {{"entry", entry.id},      {"mark", mark_letters(entry.mark)}, {"statement", entry.statement},
                 {"words", Json::array()}, {"carried_by", Json::array()},      {"cases", Json::array()},
                 {"remark", entry.remark}};
  for (const TracedWords& words : row.words) result["words"].push_back(words_json(report, words));
  for (const std::size_t d : entry.carried_by) result["carried_by"].push_back(declared_json(report, d));
  for (const std::size_t c : row.cases) {
    Json one = {{"case", case_name(report.cases[c])}};
    one.update(place_json(report.sources, report.cases[c].place));
    result["cases"].push_back(std::move(one));
  }
  return result;
}

}  // namespace

std::string trace_json(const TraceReport& report) {
  Json result = {{"format", "proviso.trace/1"},
                 {"policy", {{"name", report.policy.name}, {"digest", report.policy.digest}}},
                 {"entries", Json::array()},
                 {"declarations", Json::array()},
                 {"missing", Json::array()}};
  for (const TraceRow& row : report.trace.rows) result["entries"].push_back(entry_json(report, row));
  for (const TracedDeclaration& declaration : report.trace.declarations) {
    Json one = declared_json(report, declaration.declared);
    one["entries"] = Json::array();
    for (const std::size_t e : declaration.entries) one["entries"].push_back(report.inventory[e].id);
    result["declarations"].push_back(std::move(one));
  }
  for (const Diagnostic& finding : report.findings) {
    Json one = {{"code", code(finding.kind)}, {"message", finding.message}};
    one.update(place_json(report.sources, finding.primary.span));
    result["missing"].push_back(std::move(one));
  }
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace proviso::cli
