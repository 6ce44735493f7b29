#include "tools/cli/diagnostics_json.hpp"

#include <nlohmann/json.hpp>

namespace proviso::cli {

namespace {

using Json = nlohmann::ordered_json;

Json place_json(const SourceSet& sources, const Label& label) {
  const Position begin = sources.position(label.span.file, label.span.begin);
  const Position end = sources.position(label.span.file, label.span.end);
  Json place = {{"file", sources.path(label.span.file)},
                {"line", begin.line},
                {"column", begin.column},
                {"end_line", end.line},
                {"end_column", end.column}};
  if (!label.text.empty()) place["text"] = label.text;
  return place;
}

}  // namespace

Json diagnostic_json(const SourceSet& sources, const Diagnostic& d) {
  const KindInfo& kind = info(d.kind);
  Json result = {{"code", code(d.kind)},
                 {"severity", kind.severity == Severity::error ? "error" : "warning"},
                 {"message", d.message}};
  if (sources.size() > 0) {
    result["place"] = place_json(sources, d.primary);
    for (const Label& label : d.secondary) result["related"].push_back(place_json(sources, label));
  }
  if (!d.notes.empty()) result["notes"] = d.notes;
  return result;
}

std::string check_json(const SourceSet& sources, const Diagnostics& diagnostics, const std::string& policy,
                       const std::string& digest) {
  Json result = {{"format", "proviso.check/1"}};
  if (!policy.empty()) result["policy"] = {{"name", policy}, {"digest", digest}};
  const auto sorted = diagnostics.sorted();
  std::size_t errors = 0;
  Json messages = Json::array();
  for (const Diagnostic& d : sorted) {
    errors += info(d.kind).severity == Severity::error;
    messages.push_back(diagnostic_json(sources, d));
  }
  result["errors"] = errors;
  result["warnings"] = sorted.size() - errors;
  result["messages"] = std::move(messages);
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace proviso::cli
