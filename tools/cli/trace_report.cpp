#include "tools/cli/trace_report.hpp"

#include <fmt/format.h>

#include <string_view>
#include <system_error>

#include "interpreter/csv.hpp"
#include "interpreter/text_page.hpp"

namespace proviso::cli {

namespace {

std::string count_of(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string place(const TraceReport& report, Span span) {
  return fmt::format("{}:{}", report.sources.path(span.file), report.sources.position(span.file, span.begin).line);
}

std::string words_in_text(const TraceReport& report, const TracedWords& words) {
  const std::string& source = report.policy.sources[words.source].heading.name;
  if (words.words.empty()) return source;
  const std::string line = words.line == 0 ? std::string() : fmt::format(" (line {})", words.line);
  return fmt::format("{}{}: \"{}\"", source, line, words.words);
}

std::string names_of_cases(const TraceReport& report, const TraceRow& row) {
  std::string names;
  for (const std::size_t c : row.cases) {
    const PreparedCase& prepared = report.cases[c];
    names += names.empty() ? "" : ", ";
    names += prepared.id.empty() ? '"' + prepared.title + '"' : prepared.id;
  }
  return names;
}

template <class Items, class Text>
std::string joined(const Items& items, const char* between, const Text& text) {
  std::string result;
  for (const auto& item : items) {
    if (!result.empty()) result += between;
    result += text(item);
  }
  return result;
}

/// Text in the cell of a Markdown table, with nothing that means something there.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\|<*_`[]").find(c) != std::string_view::npos) result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string link(const TraceReport& report, std::string_view words, const std::filesystem::path& file,
                 std::uint32_t line) {
  std::error_code error;
  const std::filesystem::path from = std::filesystem::absolute(report.folder / ".", error).lexically_normal();
  const std::filesystem::path to = std::filesystem::absolute(file, error).lexically_normal();
  std::string target = to.lexically_relative(from).generic_string();
  if (target.empty()) target = file.generic_string();
  return line == 0 ? fmt::format("[{}]({})", words, target) : fmt::format("[{}]({}#L{})", words, target, line);
}

std::string link_to(const TraceReport& report, std::string_view words, Span span) {
  return link(report, words, report.sources.path(span.file), report.sources.position(span.file, span.begin).line);
}

std::string linked_words(const TraceReport& report, const TracedWords& words) {
  const SourceDocument& source = report.policy.sources[words.source];
  std::string name = fmt::format("`{}`", source.heading.name);
  if (!words.file.empty()) {
    name = link(report, name, words.file, words.line);
  } else if (!source.url.empty()) {
    name = fmt::format("[{}]({})", name, source.url);
  }
  return words.words.empty() ? name : fmt::format("{} “{}”", name, cell(words.words));
}

std::string linked_declaration(const TraceReport& report, std::size_t declared) {
  const Declared& item = report.declared.all()[declared];
  return link_to(report, fmt::format("{} `{}`", item.word, item.name), item.place);
}

std::string linked_cases(const TraceReport& report, const TraceRow& row) {
  return joined(row.cases, ", ", [&](std::size_t c) {
    const PreparedCase& prepared = report.cases[c];
    return prepared.id.empty() ? link_to(report, cell(prepared.title), prepared.place) : cell(prepared.id);
  });
}

std::string shown_by(const TraceReport& report, const TraceRow& row) {
  const std::string cases = linked_cases(report, row);
  const std::string remark = cell(report.inventory[row.entry].remark);
  return cases.empty() ? remark : remark.empty() ? cases : fmt::format("{} ({})", cases, remark);
}

std::string markdown_row(const TraceReport& report, const TraceRow& row) {
  const InventoryEntry& entry = report.inventory[row.entry];
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", cell(entry.id), mark_letters(entry.mark),
                     cell(entry.statement),
                     joined(row.words, "<br>", [&](const TracedWords& w) { return linked_words(report, w); }),
                     joined(entry.carried_by, "<br>", [&](std::size_t d) { return linked_declaration(report, d); }),
                     shown_by(report, row));
}

}  // namespace

const std::string& case_name(const PreparedCase& prepared) {
  return prepared.id.empty() ? prepared.title : prepared.id;
}

std::string trace_summary(const TraceReport& report) {
  return fmt::format("{}, {}, {}; {}", count_of(report.trace.rows.size(), "entry", "entries"),
                     count_of(report.trace.declarations.size(), "declaration", "declarations"),
                     count_of(report.cases.size(), "case", "cases"),
                     report.findings.empty()
                         ? "nothing is missing"
                         : count_of(report.findings.size(), "thing is missing", "things are missing"));
}

std::string trace_text(const TraceReport& report) {
  TextPage page;
  for (const TraceRow& row : report.trace.rows) {
    const InventoryEntry& entry = report.inventory[row.entry];
    page.paragraph(0, fmt::format("{}  {}  ", entry.id, mark_letters(entry.mark)), entry.statement);
    for (const TracedWords& words : row.words) page.paragraph(2, "says     ", words_in_text(report, words));
    for (const std::size_t d : entry.carried_by) {
      const Declared& item = report.declared.all()[d];
      page.paragraph(2, "carried  ", fmt::format("{} {}  {}", item.word, item.name, place(report, item.place)));
    }
    if (!row.cases.empty())
      page.paragraph(
          2, "shown    ",
          fmt::format("by {}: {}", count_of(row.cases.size(), "case", "cases"), names_of_cases(report, row)));
    if (!entry.remark.empty()) page.paragraph(2, "remark   ", entry.remark);
    page.blank();
  }
  page.paragraph(0, fmt::format("{}: {}", report.policy.name, trace_summary(report)));
  return page.take();
}

std::string trace_markdown(const TraceReport& report) {
  std::string text = fmt::format(
      "# Traceability: {}\n\n"
      "What the sources say, where they say it, what carries it, and the cases that show it. Written by `proviso "
      "trace`\n"
      "from the rules, the cases and the inventory: change those, not this page. Marks: **M** a machine decides it "
      "from\n"
      "recorded facts, **M/H** once a person has recorded a finding, **H** needs human judgement, **N** is "
      "information.\n\n"
      "{}.\n",
      cell(report.policy.title), trace_summary(report));
  if (!report.findings.empty()) text += "\n## Missing\n\n";
  for (const Diagnostic& finding : report.findings) text += fmt::format("- {}\n", finding.message);
  text +=
      "\n## From the sources to the rules\n\n"
      "| entry | mark | what the sources say | where | carried by | shown by |\n|---|---|---|---|---|---|\n";
  for (const TraceRow& row : report.trace.rows) text += markdown_row(report, row);
  text +=
      "\n## From the rules to the sources\n\n"
      "Everything that says a rule, and what else an entry names.\n\n"
      "| declaration | entries |\n|---|---|\n";
  for (const TracedDeclaration& d : report.trace.declarations) {
    text += fmt::format("| {} | {} |\n", linked_declaration(report, d.declared),
                        joined(d.entries, ", ", [&](std::size_t e) { return cell(report.inventory[e].id); }));
  }
  return text;
}

std::string trace_csv(const TraceReport& report) {
  std::string text = "entry,mark,statement,words,carried by,cases,remark\n";
  for (const TraceRow& row : report.trace.rows) {
    const InventoryEntry& entry = report.inventory[row.entry];
    const std::string words = joined(row.words, "; ", [&](const TracedWords& w) { return words_in_text(report, w); });
    const std::string carried = joined(entry.carried_by, ", ", [&](std::size_t d) {
      const Declared& item = report.declared.all()[d];
      return fmt::format("{} {}", item.word, item.name);
    });
    text +=
        fmt::format("{},{},{},{},{},{},{}\n", csv_cell(entry.id), mark_letters(entry.mark), csv_cell(entry.statement),
                    csv_cell(words), csv_cell(carried), csv_cell(names_of_cases(report, row)), csv_cell(entry.remark));
  }
  return text;
}

}  // namespace proviso::cli
