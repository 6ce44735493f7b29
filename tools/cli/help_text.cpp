#include "tools/cli/help_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace proviso::cli {

namespace {

constexpr std::size_t kColumns = 100;

/// `left` in a column, `right` beside it in lines of at most kColumns.
void write_row(std::string& text, const std::string& left, std::string_view right, std::size_t width) {
  std::string line = fmt::format("  {:<{}}  ", left, width);
  const std::string indent(width + 4, ' ');
  bool first = true;
  for (std::size_t begin = 0; begin < right.size();) {
    const std::size_t end = std::min(right.find(' ', begin), right.size());
    const std::string_view word = right.substr(begin, end - begin);
    if (!first && line.size() + 1 + word.size() > kColumns) {
      text += line + "\n";
      line = indent;
      first = true;
    }
    line += (first ? "" : " ") + std::string(word);
    first = false;
    begin = end + 1;
  }
  text += line + "\n";
}

void write_rows(std::string& text, const std::vector<std::pair<std::string, std::string>>& rows) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.first.size());
  for (const auto& row : rows) write_row(text, row.first, row.second, width);
}

std::string program_help() {
  std::string text =
      "Proviso: rules that decide about people, as text that a lawyer can read and a machine can run.\n\n"
      "Usage: proviso COMMAND [OPTION]… [ARGUMENT]…\n\n"
      "Commands:\n";
  std::vector<std::pair<std::string, std::string>> rows;
  for (const CommandPage& page : command_pages()) rows.emplace_back(page.name, page.about);
  write_rows(text, rows);
  text +=
      "\nOptions:\n  -h, --help  Show this help; after a command, the help of that command\n"
      "  --version   Show the version\n\n"
      "Example:\n  proviso decide rulesets/norway case.json\n\n"
      "What the program says is what the encoded rules imply. It is not a decision of an authority.\n";
  return text;
}

std::string command_help(const CommandPage& page) {
  std::string text = fmt::format("{}.\n\nUsage: {}\n", page.about, usage_line(page));
  if (!page.details.empty()) text += "\n" + page.details + "\n";
  for (const bool arguments : {true, false}) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const OptionPage& option : page.options) {
      if (option.is_argument == arguments) rows.emplace_back(option_heading(option), option.about);
    }
    if (rows.empty()) continue;
    text += arguments ? "\nArguments:\n" : "\nOptions:\n";
    write_rows(text, rows);
  }
  text += page.examples.size() > 1 ? "\nExamples:\n" : "\nExample:\n";
  for (const std::string& example : page.examples) text += "  " + example + "\n";
  return text;
}

constexpr std::string_view kCaseFile =
    R"(A case is a JSON file:

  { "as_of": "2025-02-10",
    "sets": { "generally_safe_countries": ["CH", "NO", "PL"] },
    "applicants": [
      { "id": "olena",
        "citizenships": ["UA"], "application_date": "2024-10-02", "last_permanent_region": "UA-56",
        "relations": [ { "to": "petro", "relation": "spouse_of", "since": "2019-05-04" } ] },
      { "id": "petro", "already_granted_collective": true } ] }

  as_of        The day for which the case is decided; `--on DATE` overrides it.
  sets         What the policy declares `supplied`.
  applicants   Everyone in the case: each is decided. The keys of a person are facts of the policy.
  relations    "I am the `relation` of the person `to`", with the facts of the link.

How a fact is written:

  yes/no                true, false, "yes" or "no"
  date                  "2025-02-10"
  number                3
  duration              "90 days", "3 months", "2 years"
  member or region      its name, code or declared alias; letter case and accents do not matter
  set                   ["UA", "PL"]; [] if it is known that there are none
  known not to exist    "none"
  asked and not known   null
  left out              the default that the policy declares, else not known
)";

constexpr std::string_view kExitCodes =
    R"(Exit codes, the same for every command:

  0  done, and nothing to look at
  1  done, and there is something to look at: a case failed, a file would change, somebody is
     decided differently, a warning under `--strict`, an undetermined decision under `--exit-code`
  2  it could not be done: wrong usage, rules or input with errors, a file that cannot be read
  3  stopped at a limit: the answer is incomplete
)";

}  // namespace

std::string option_heading(const OptionPage& option) {
  std::string heading;
  for (const std::string& name : option.names) heading += (heading.empty() ? "" : ", ") + name;
  if (option.is_argument) return heading;
  return option.value.empty() ? heading : heading + " " + option.value;
}

std::string help_text(std::string_view command) {
  for (const CommandPage& page : command_pages()) {
    if (page.name == command) return command_help(page);
  }
  return program_help();
}

std::string topic_text(std::string_view topic) {
  if (topic == "case-file") return std::string(kCaseFile);
  if (topic == "exit-codes") return std::string(kExitCodes);
  return {};
}

}  // namespace proviso::cli
