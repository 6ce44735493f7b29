#include "tools/cli/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/render_text.hpp"

namespace proviso::cli {

namespace {

using Json = nlohmann::ordered_json;
using Level = PipelineResult::Level;

/// A path as a reference that RFC 3986 allows.
std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

Json location_json(const PipelineResult& result) {
  Json place = {{"artifactLocation", {{"uri", uri_of(repository_path(result.file))}}}};
  if (result.line > 0) {
    place["region"] = {{"startLine", result.line}};
    const auto add = [&](const char* key, std::uint32_t value) {
      if (value > 0) place["region"][key] = value;
    };
    add("startColumn", result.column);
    add("endLine", result.end_line);
    add("endColumn", result.end_column);
  }
  return {{"physicalLocation", std::move(place)}};
}

const char* sarif_level(Level level) {
  return level == Level::error ? "error" : level == Level::warning ? "warning" : "note";
}

std::vector<PipelineRule> named_rules(const std::vector<PipelineRule>& rules,
                                      const std::vector<PipelineResult>& results) {
  std::vector<PipelineRule> named;
  std::copy_if(rules.begin(), rules.end(), std::back_inserter(named), [&](const PipelineRule& rule) {
    return std::any_of(results.begin(), results.end(), [&](const auto& result) { return result.rule == rule.id; });
  });
  return named;
}

Json result_json(const PipelineResult& result, const std::vector<PipelineRule>& rules) {
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto& r) { return r.id == result.rule; });
  Json json = {{"ruleId", result.rule}};
  if (rule != rules.end()) json["ruleIndex"] = rule - rules.begin();
  json["level"] = sarif_level(result.level);
  json["message"] = {{"text", result.message}};
  if (!result.file.empty()) json["locations"] = Json::array({location_json(result)});
  if (!result.fingerprint.empty()) json["partialFingerprints"] = {{"proviso/1", result.fingerprint}};
  if (!result.accepted.empty())
    json["suppressions"] =
        Json::array({{{"kind", "external"}, {"status", "accepted"}, {"justification", result.accepted}}});
  return json;
}

/// The escapes of workflow commands, line by line: what cannot be seen is shown by number.
std::string command_data(std::string_view text, bool property) {
  std::string result;
  if (const std::size_t end = text.find('\n'); end != text.npos)
    return command_data(text.substr(0, end), property) + "%0A" + command_data(text.substr(end + 1), property);
  for (const char c : visible(text)) {
    if (c == '%') {
      result += "%25";
    } else if (property && c == ':') {
      result += "%3A";
    } else if (property && c == ',') {
      result += "%2C";
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

std::string_view repository_path(std::string_view file) {
  if (!file.starts_with("git:")) return file;
  const std::size_t colon = file.find(':', 4);
  return colon == file.npos ? file : file.substr(colon + 1);
}

std::string sarif_text(const std::vector<PipelineRule>& rules, const std::vector<PipelineResult>& results) {
  const std::vector<PipelineRule> named = named_rules(rules, results);
  Json rule_list = Json::array(), result_list = Json::array();
  for (const PipelineRule& rule : named) {
    Json one = {{"id", rule.id}, {"shortDescription", {{"text", rule.title}}}};
    if (!rule.help.empty()) one["help"] = {{"text", rule.help}, {"markdown", rule.help}};
    rule_list.push_back(std::move(one));
  }
  for (const PipelineResult& result : results) result_list.push_back(result_json(result, named));
  Json driver = {{"name", "proviso"}, {"version", PROVISO_VERSION}, {"rules", std::move(rule_list)}};
  Json run = {{"tool", {{"driver", std::move(driver)}}},
              {"columnKind", "unicodeCodePoints"},
              {"results", std::move(result_list)}};
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({std::move(run)})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string github_text(const std::vector<PipelineRule>& rules, const std::vector<PipelineResult>& results) {
  std::string text;
  for (const PipelineResult& result : results) {
    if (!result.accepted.empty()) continue;
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const auto& r) { return r.id == result.rule; });
    std::vector<std::string> properties;
    const auto add = [&](const char* key, std::string_view value) {
      properties.push_back(fmt::format("{}={}", key, command_data(value, true)));
    };
    if (!result.file.empty()) add("file", repository_path(result.file));
    if (!result.file.empty() && result.line > 0) {
      add("line", std::to_string(result.line));
      if (result.end_line > 0) add("endLine", std::to_string(result.end_line));
      // GitHub takes columns within one line only.
      if (result.column > 0 && result.end_line <= result.line) add("col", std::to_string(result.column));
    }
    add("title", rule == rules.end() ? result.rule : rule->title);
    const char* command = result.level == Level::error     ? "error"
                          : result.level == Level::warning ? "warning"
                                                           : "notice";
    text += fmt::format("::{} {}::{}\n", command, fmt::join(properties, ","), command_data(result.message, false));
  }
  return text;
}

}  // namespace proviso::cli
