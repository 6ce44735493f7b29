#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "dsl/diagnostic.hpp"
#include "dsl/nearest.hpp"
#include "dsl/render_text.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

/// The kind of "P0204", "p204", "204" or "unknown_member".
const KindInfo* find_kind(std::string_view wanted) {
  std::string_view digits = wanted;
  if (!digits.empty() && (digits.front() == 'P' || digits.front() == 'p')) digits.remove_prefix(1);
  unsigned number = 0;
  const auto [last, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = problem == std::errc() && last == digits.data() + digits.size();
  for (const KindInfo& kind : all_kinds()) {
    if (is_number ? kind.code == number : kind.name == wanted) return &kind;
  }
  return nullptr;
}

const char* severity_word(const KindInfo& kind) { return kind.severity == Severity::error ? "error" : "warning"; }

std::string as_text(const KindInfo& kind) {
  return fmt::format("{} ({}): {}\n\n{}\n", code(kind.kind), severity_word(kind), kind.title, kind.explanation);
}

/// What each range of codes is about, where it begins.
const char* chapter(std::uint16_t number) {
  switch (number / 100) {
    case 0:
      return "Files and limits";
    case 1:
      return "Writing rules";
    case 2:
      return "Names and types";
    case 3:
      return "Versions and dependencies";
    case 4:
      return "Findings";
    case 5:
      return "Cases";
    case 6:
      return "Conformance cases";
    case 8:
      return "From the sources to the rules";
    default:
      return "Others";
  }
}

std::string all_as_markdown() {
  std::string text =
      "# Messages\n\n"
      "Every message has a code, which never changes its meaning. `proviso explain-error CODE` shows one of these.\n"
      "This page is written by `proviso explain-error --all --format markdown`.\n";
  std::string last;
  for (const KindInfo& kind : all_kinds()) {
    if (const std::string heading = chapter(kind.code); heading != last) {
      text += fmt::format("\n## {}\n", heading);
      last = heading;
    }
    text += fmt::format("\n### {}: {}\n\n", code(kind.kind), kind.title);
    if (kind.severity == Severity::warning) text += "A warning. ";
    text += fmt::format("{}\n", kind.explanation);
  }
  return text;
}

std::string all_as_json() {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const KindInfo& kind : all_kinds()) {
    list.push_back({{"code", code(kind.kind)},
                    {"name", kind.name},
                    {"severity", severity_word(kind)},
                    {"title", kind.title},
                    {"explanation", kind.explanation}});
  }
  return list.dump(2) + "\n";
}

std::string all_as_text() {
  std::string text;
  for (const KindInfo& kind : all_kinds()) text += fmt::format("{}  {}\n", code(kind.kind), kind.title);
  return text;
}

}  // namespace

int run_explain_error(const Options& options, std::ostream& out, std::ostream& err) {
  if (options.all) {
    const std::string text = options.format == "markdown" ? all_as_markdown()
                             : options.format == "json"   ? all_as_json()
                                                          : all_as_text();
    return write_result(options, text, kDone, out, err);
  }
  if (options.paths.empty()) {
    err << "proviso explain-error: CODE is missing; `--all` lists every code\n";
    return kFailed;
  }
  std::string text;
  for (const std::string& wanted : options.paths) {
    const KindInfo* kind = find_kind(wanted);
    if (kind == nullptr) {
      std::vector<std::string> codes;
      for (const KindInfo& known : all_kinds()) codes.push_back(code(known.kind));
      const auto meant = nearest(wanted, {codes.begin(), codes.end()});
      err << fmt::format("proviso explain-error: there is no code `{}`{}\n", visible(wanted),
                         meant ? fmt::format("; did you mean `{}`?", *meant) : "; `--all` lists every code");
      return kFailed;
    }
    text += (text.empty() ? "" : "\n") + as_text(*kind);
  }
  return write_result(options, text, kDone, out, err);
}

}  // namespace proviso::cli
