#include "tools/cli/diff_waivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "dsl/date.hpp"
#include "dsl/nearest.hpp"
#include "interpreter/json_text.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

constexpr std::size_t kFingerprintDigits = 16;

class WaiverReader {
 public:
  explicit WaiverReader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::vector<Waiver> read(const JsonValue& list) {
    std::vector<Waiver> waivers;
    for (const JsonValue& one : list.children) {
      if (!one.is_object()) {
        report(one.span, fmt::format("a waiver is an object, and this is {}", json_words(one)));
        continue;
      }
      waivers.push_back(read_one(one));
    }
    return waivers;
  }

 private:
  Waiver read_one(const JsonValue& object) {
    for (const JsonValue& member : object.children) {
      const auto known = {"fingerprint", "name", "date", "reason"};
      if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      const auto name = nearest(member.key, {known.begin(), known.end()});
      report(member.key_span, fmt::format("a waiver has no `{}`", member.key),
             name ? fmt::format("Did you mean `{}`?", *name) : "It has `fingerprint`, `name`, `date` and `reason`.");
    }
    Waiver waiver{text(object, "fingerprint", "which change or group of people is accepted"),
                  text(object, "name", "who accepts it"), text(object, "date", "on which day"),
                  text(object, "reason", "why"), object.span};
    const bool digits = waiver.fingerprint.size() == kFingerprintDigits &&
                        waiver.fingerprint.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!waiver.fingerprint.empty() && !digits)
      report(object.find("fingerprint")->span, fmt::format("`{}` is not a fingerprint", waiver.fingerprint),
             "A fingerprint has 16 hexadecimal digits; every report of `proviso diff` shows them.");
    if (!waiver.date.empty() && !parse_date(waiver.date))
      report(object.find("date")->span, fmt::format("`{}` is not a day", waiver.date),
             "Write year-month-day, such as 2025-02-10.");
    return waiver;
  }

  std::string text(const JsonValue& object, std::string_view key, std::string_view says) {
    const JsonValue* value = object.find(key);
    if (value != nullptr && value->is_text() && value->text.find_first_not_of(" \t\r\n") != std::string::npos)
      return value->text;
    if (value == nullptr) {
      report({object.span.file, object.span.begin, object.span.begin + 1},
             fmt::format("a waiver has no `{}`: it does not say {}", key, says));
    } else {
      report(value->span, fmt::format("`{}` must be a text that says {}", key, says));
    }
    return {};
  }

  void report(Span place, std::string message, std::string note = {}) {
    Diagnostic diagnostic{Kind::waiver_incomplete, std::move(message), {place, ""}};
    if (!note.empty()) diagnostic.notes.push_back(std::move(note));
    diagnostics_.add(std::move(diagnostic));
  }

  Diagnostics& diagnostics_;
};

}  // namespace

std::optional<std::vector<Waiver>> read_waivers(const std::string& path, const Options& options, SourceSet& sources,
                                                Diagnostics& diagnostics) {
  const JsonLimits limits;
  const auto file = read_file(sources, path, options, limits.bytes, diagnostics);
  if (!file) return std::nullopt;
  const auto end = static_cast<std::uint32_t>(sources.text(*file).size());
  const auto root = read_json(sources, {*file, 0, end}, limits, diagnostics);
  if (!root) return std::nullopt;
  const JsonValue* format = root->find("format");
  const JsonValue* list = root->find("waivers");
  if (format == nullptr || format->text != "proviso.waivers/1" || list == nullptr || !list->is_list()) {
    diagnostics.add({Kind::waivers_shape,
                     fmt::format("`{}` is no file of waivers", path),
                     {{*file, 0, 0}, ""},
                     {},
                     {R"(Write { "format": "proviso.waivers/1", "waivers": [ … ] }.)"}});
    return std::nullopt;
  }
  const std::size_t errors = diagnostics.error_count();
  std::vector<Waiver> waivers = WaiverReader(diagnostics).read(*list);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return waivers;
}

void report_unused_waivers(const std::vector<Waiver>& waivers, const VersionDiff& diff, Diagnostics& diagnostics) {
  for (const Waiver& waiver : waivers) {
    const auto fits = [&](const auto& part) { return part.fingerprint == waiver.fingerprint; };
    if (std::any_of(diff.changes.begin(), diff.changes.end(), fits) ||
        std::any_of(diff.classes.begin(), diff.classes.end(), fits))
      continue;
    diagnostics.add({Kind::waiver_unused,
                     fmt::format("nothing in this comparison has the fingerprint `{}`", waiver.fingerprint),
                     {waiver.place, ""},
                     {},
                     {fmt::format("{} accepted it on {}. Take the waiver out, or look at what it has become.",
                                  waiver.name, waiver.date)}});
  }
}

}  // namespace proviso::cli
