#include "tools/cli/test_not_passed.hpp"

#include <fmt/format.h>

#include "interpreter/json_text.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

std::string text_of(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value != nullptr && value->is_text() ? value->text : std::string();
}

}  // namespace

std::optional<NotPassed> NotPassed::read(const std::string& path, const Options& options, SourceSet& sources,
                                         Diagnostics& diagnostics) {
  const auto json = read_json_file(sources, path, options, diagnostics);
  if (!json) return std::nullopt;
  const JsonValue* policies = json->root.find("policies");
  if (text_of(json->root, "format") != "proviso.test/1" || policies == nullptr) {
    diagnostics.add({Kind::not_a_test_report,
                     fmt::format("`{}` is no report of `proviso test`", path),
                     {{json->file, 0, 0}, ""},
                     {},
                     {"Write one with `proviso test POLICY --format json -o FILE`."}});
    return std::nullopt;
  }
  NotPassed result;
  for (const JsonValue& policy : policies->children) {
    const JsonValue* cases = policy.find("cases");
    for (const JsonValue& one : cases == nullptr ? std::vector<JsonValue>() : cases->children) {
      if (text_of(one, "status") != "passed") result.names_.emplace(text_of(one, "id"), text_of(one, "title"));
    }
  }
  return result;
}

}  // namespace proviso::cli
