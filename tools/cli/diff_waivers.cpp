#include "tools/cli/diff_waivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "dsl/date.hpp"
#include "dsl/nearest.hpp"
#include "interpreter/json_text.hpp"
#include "tools/cli/diff_report.hpp"
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
      if (is_unfilled(one)) {
        ++unfilled_;
        if (!first_unfilled_) first_unfilled_ = one.span;
      } else {
        waivers.push_back(read_one(one));
      }
    }
    tell_unfilled(list.children.size());
    return waivers;
  }

 private:
  // As `--write-waivers` writes it.
  static bool is_unfilled(const JsonValue& object) {
    const auto is_empty = [&](std::string_view key) {
      const JsonValue* value = object.find(key);
      return value != nullptr && value->is_text() && value->text.empty();
    };
    return is_empty("name") && is_empty("date") && is_empty("reason");
  }

  void tell_unfilled(std::size_t all) {
    if (!first_unfilled_) return;
    const Span first{first_unfilled_->file, first_unfilled_->begin, first_unfilled_->begin + 1};
    diagnostics_.add({Kind::waiver_unfilled,
                      fmt::format("{} of {} waivers {} not filled in, and {} nothing", unfilled_, all,
                                  unfilled_ == 1 ? "is" : "are", unfilled_ == 1 ? "accepts" : "accept"),
                      {first, "this is the first"},
                      {},
                      {"Whoever accepts it writes `name`, `date` and `reason`; take out what nobody accepts."}});
  }

  Waiver read_one(const JsonValue& object) {
    for (const JsonValue& member : object.children) {
      const auto known = {"fingerprint", "about", "name", "date", "reason"};
      if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      const auto name = nearest(member.key, {known.begin(), known.end()});
      report(member.key_span, fmt::format("a waiver has no `{}`", member.key),
             name ? fmt::format("Did you mean `{}`?", *name)
                  : "It has `fingerprint`, `name`, `date` and `reason`, and may have `about`.");
    }
    Waiver waiver{text(object, "fingerprint", "which change or group of people is accepted"),
                  text(object, "name", "who accepts it"), text(object, "date", "on which day"),
                  text(object, "reason", "why")};
    waiver.place = object.span;
    if (object.find("about") != nullptr) waiver.about = text(object, "about", "what is accepted");
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
  std::size_t unfilled_ = 0;
  std::optional<Span> first_unfilled_;
};

void refuse_shape(Span place, std::string message, Diagnostics& diagnostics) {
  diagnostics.add({Kind::waivers_shape,
                   std::move(message),
                   {place, ""},
                   {},
                   {R"(Write { "format": "proviso.waivers/1", "waivers": [ … ] }.)"}});
}

/// Takes a waiver out of which it is not clear what it accepts. False: it is clear.
bool is_unclear(const Waiver& waiver, const std::string& about, bool written_out, Diagnostics& diagnostics) {
  const auto tell = [&](std::string message, std::string note) {
    diagnostics.add({Kind::waiver_unclear, std::move(message), {waiver.place, ""}, {}, {std::move(note)}});
    return true;
  };
  if (!written_out)
    return tell(fmt::format("`{}` cannot be accepted: who these people are is not written down in full", about),
                "Its fingerprint would stay the same though others were in the group.");
  if (waiver.about.empty() || waiver.about == about) return false;
  return tell(
      fmt::format("the waiver is not about what it says: `{}` is “{}”", waiver.fingerprint, about),
      fmt::format("{} did not accept this. Look at it anew, and write what it is, or leave `about` out.", waiver.name));
}

}  // namespace

std::string about_words(const ChangeClass& c) {
  return fmt::format("{}: {}. {}", decision_words(c), transition_words(c), c.sentence);
}

std::string about_words(const StructuralChange& change) {
  const std::string delta = delta_words(change);
  return delta.empty() ? change_title(change) : fmt::format("{} ({})", change_title(change), delta);
}

bool is_written_out(const ChangeClass& c) { return !c.when.empty(); }

std::optional<std::vector<Waiver>> read_waivers(const std::string& path, const Options& options, SourceSet& sources,
                                                Diagnostics& diagnostics) {
  const auto json = read_json_file(sources, path, options, diagnostics);
  if (!json) return std::nullopt;
  const JsonValue* format = json->root.find("format");
  const JsonValue* list = json->root.find("waivers");
  if (format == nullptr || format->text != "proviso.waivers/1" || list == nullptr || !list->is_list()) {
    refuse_shape({json->file, 0, 0}, fmt::format("`{}` is no file of waivers", path), diagnostics);
    return std::nullopt;
  }
  const std::size_t errors = diagnostics.error_count();
  // Whoever writes it means something by it.
  for (const JsonValue& member : json->root.children) {
    if (member.key != "format" && member.key != "waivers")
      refuse_shape(member.key_span, fmt::format("a file of waivers has no `{}`", member.key), diagnostics);
  }
  std::vector<Waiver> waivers = WaiverReader(diagnostics).read(*list);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return waivers;
}

void check_waivers(std::vector<Waiver>& waivers, const VersionDiff& diff, Diagnostics& diagnostics) {
  std::vector<Waiver> clear;
  for (Waiver& waiver : waivers) {
    const auto fits = [&](const auto& part) { return part.fingerprint == waiver.fingerprint; };
    const auto change = std::find_if(diff.changes.begin(), diff.changes.end(), fits);
    const auto c = std::find_if(diff.classes.begin(), diff.classes.end(), fits);
    const bool is_class = c != diff.classes.end();
    if (is_class || change != diff.changes.end()) {
      const std::string about = is_class ? about_words(*c) : about_words(*change);
      if (!is_unclear(waiver, about, !is_class || is_written_out(*c), diagnostics)) clear.push_back(std::move(waiver));
      continue;
    }
    diagnostics.add({Kind::waiver_unused,
                     fmt::format("nothing in this comparison has the fingerprint `{}`", waiver.fingerprint),
                     {waiver.place, ""},
                     {},
                     {fmt::format("{} accepted it on {}. Take the waiver out, or look at what it has become.",
                                  waiver.name, waiver.date)}});
  }
  waivers = std::move(clear);
}

}  // namespace proviso::cli
