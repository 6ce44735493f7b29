#include <fmt/format.h>

#include "interpreter/coverage_words.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/test_html_parts.hpp"
#include "tools/cli/test_report.hpp"

namespace proviso::cli {

namespace {

/// The head of a table; the columns after the first hold numbers.
std::string figures_head(std::string_view caption, const std::vector<std::string_view>& columns) {
  std::string html = fmt::format("<table class=\"figures\">\n<caption>{}</caption>\n<thead><tr>", caption);
  for (const std::string_view column : columns) html += fmt::format("<th scope=\"col\">{}</th>", column);
  return html + "</tr></thead>\n<tbody>\n";
}

template <class... Cells>
std::string figures_row(std::string_view name, const Cells&... cells) {
  return fmt::format("<tr><th scope=\"row\">{}</th>", name) + (fmt::format("<td>{}</td>", cells) + ...) + "</tr>\n";
}

/// The head of a table whose rows begin with a line of the rules. `kind` is the class of the table.
std::string lines_head(std::string_view kind, std::string_view caption, std::string_view last) {
  return fmt::format(
      "<table class=\"{}\">\n<caption>{}</caption>\n<colgroup><col class=\"place\"><col><col "
      "class=\"last\"></colgroup>\n"
      "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Text</th><th "
      "scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      kind, caption, last);
}

std::string lines_row(const TestRun& run, const HtmlPlaces& places, FileId file, std::uint32_t line,
                      const std::string& last) {
  std::string_view text = run.sources().line(file, line);
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  const std::string where = fmt::format("{}:{}", run.sources().path(file), line);
  return fmt::format("<tr><th scope=\"row\">{}</th><td><code>{}</code></td><td>{}</td></tr>\n",
                     places.link(file, line, where), markup(text), last);
}

constexpr const char* kTableEnd = "</tbody>\n</table>\n";

}  // namespace

std::string html_coverage(const TestRun& run, const HtmlPlaces& places) {
  const CoverageView view = run.coverage->view(run.sources());
  const CoverageTotal& all = view.coverage.total;
  std::string html = figures_head("What the cases show of the rules", {"What", "Shown", "Of", "Share"});
  const auto row = [&](std::string_view name, const CoverageTotal& total) {
    if (total.all > 0) html += figures_row(name, total.met, total.all, share_shown(total));
  };
  for (std::size_t k = 0; k < kGoalKinds; ++k) row(goal_kind_words(static_cast<GoalKind>(k)), view.coverage.totals[k]);
  row("all", all);
  html += kTableEnd;
  if (all.not_counted > 0)
    html += fmt::format("<p>Not counted, since it cannot be shown or is for information: {}.</p>\n", all.not_counted);
  if (all.met == all.all) return html;
  html += lines_head(
      "open-lines",
      "Lines that the cases show in part or not at all; what no case shows stands below the line in the rules",
      "Shown");
  for (const CoveredLine& line : run.covered_lines) {
    if (line.met < line.all)
      html += lines_row(run, places, line.file, line.line, fmt::format("{} of {}", line.met, line.all));
  }
  return html + kTableEnd;
}

std::string html_mutation(const TestRun& run, const HtmlPlaces& places) {
  const Mutation& mutation = *run.mutation;
  const ChangeCounts all = count_changes(mutation);
  std::string html = fmt::format(
      "<p>The rules were changed one small thing at a time. The cases notice {} of {} changes that mean something else "
      "({}).</p>\n",
      all.noticed, all.counted(), all.score());
  html += figures_head("Changes of the rules, and whether some case notices",
                       {"What is changed", "Noticed", "Unnoticed", "Same", "Score"});
  const auto row = [&](const char* name, const ChangeCounts& c) {
    if (c.all() > 0) html += figures_row(name, c.noticed, c.open(), c.not_counted(), c.score());
  };
  for (std::size_t k = 0; k < kMutantKinds; ++k) {
    const auto kind = static_cast<MutantKind>(k);
    row(words(kind), count_changes(mutation, kind));
  }
  row("all", all);
  html += kTableEnd;
  const std::vector<std::size_t> open = open_changes(mutation);
  if (open.empty()) return html;
  html += lines_head("open-changes", "Changes that no case notices", "Change");
  for (const std::size_t i : open) {
    const Span span = mutation.mutants[i].span;
    html += lines_row(run, places, span.file, run.sources().position(span.file, span.begin).line,
                      markup_words(mutation.mutants[i].item + ": " + change_words(mutation, i)));
  }
  return html + kTableEnd;
}

}  // namespace proviso::cli
