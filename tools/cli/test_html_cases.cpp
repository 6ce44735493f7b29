#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/markup.hpp"
#include "tools/cli/test_html_parts.hpp"
#include "tools/cli/test_report.hpp"
#include "tools/cli/test_selection.hpp"

namespace proviso::cli {

namespace {

using Status = CaseOutcome::Status;

/// The people of whom a case expects the same.
struct ExpectedAlike {
  std::string result, value;
  std::vector<std::string> people;
};

std::vector<ExpectedAlike> expected_alike(const CaseOutcome& outcome) {
  std::vector<ExpectedAlike> groups;
  for (const ComparedValue& v : outcome.values) {
    const auto known = std::find_if(groups.begin(), groups.end(),
                                    [&](const auto& g) { return g.result == v.result && g.value == v.expected; });
    if (known == groups.end()) {
      groups.push_back({v.result, v.expected, {v.person}});
    } else {
      known->people.push_back(v.person);
    }
  }
  return groups;
}

std::string expected_text(const CaseOutcome& outcome, const PreparedCase& prepared) {
  if (prepared.expect_refusal) return markup(prepared.refusal.empty() ? "refused" : "refused: " + prepared.refusal);
  std::string html;
  for (const ExpectedAlike& group : expected_alike(outcome))
    html += fmt::format("<li>{} <strong>{}</strong>: {}</li>", markup_name(group.result), markup_name(group.value),
                        markup_name(fmt::format("{}", fmt::join(group.people, ", "))));
  return html.empty() ? "" : "<ul>" + html + "</ul>";
}

std::string outcome_text(const CaseOutcome& outcome) {
  const char* sign = outcome.status == Status::passed ? "✓" : outcome.status == Status::incomplete ? "◐" : "✗";
  return fmt::format("<td><span class=\"{0}\">{1} {0}</span>{2}</td>", status_word(outcome.status), sign,
                     outcome.other_reading ? " by another reading" : "");
}

std::string row(const TestRun& run, std::size_t i, const HtmlPlaces& places) {
  const CaseOutcome& outcome = run.outcomes[i];
  const std::string name = markup(case_name(outcome.id, outcome.title));
  const std::uint32_t line = run.sources().position(outcome.place.file, outcome.place.begin).line;
  std::string html = "<tr><th scope=\"row\">";
  html += outcome.status == Status::passed ? name : fmt::format("<a href=\"#{}\">{}</a>", places.case_anchor(i), name);
  html += "<span class=\"where\">" + places.link(outcome.place, fmt::format("line {}", line));
  if (!outcome.as_of.empty()) html += ", on " + markup_words(outcome.as_of);
  return html + "</span></th><td>" + expected_text(outcome, run.suite.cases[run.selected[i]]) + "</td>" +
         outcome_text(outcome) + "</tr>\n";
}

std::string table_head(const std::string& path) {
  return "<table class=\"cases\">\n<caption><h4>" + markup_name(path) +
         "</h4></caption>\n<colgroup><col><col><col class=\"outcome\"></colgroup>\n<thead><tr><th scope=\"col\">Case"
         "</th><th scope=\"col\">Expected</th><th scope=\"col\">Outcome</th></tr></thead>\n<tbody>\n";
}

constexpr const char* kTableEnd = "</tbody>\n</table>\n";

std::string idle_text(const TestRun& run) {
  std::size_t all = 0;
  const std::vector<std::string> names = idle_rules(run, all);
  std::string html =
      fmt::format("<p>{} of {} carried a decision in some case.", all - names.size(), plural(all, "rule"));
  if (!names.empty()) html += " Not: " + markup(fmt::format("{}", fmt::join(names, ", "))) + ".";
  return html + "</p>\n";
}

}  // namespace

std::string html_cases(const TestRun& run, const HtmlPlaces& places) {
  std::string html;
  const std::size_t in_suite = run.suite.cases.size();
  if (run.selected.size() < in_suite)
    html += fmt::format("<p>{} of the {} of the suite selected.</p>\n", run.selected.size(), plural(in_suite, "case"));
  html += idle_text(run);
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
    const FileId file = run.outcomes[i].place.file;
    if (i == 0 || file != run.outcomes[i - 1].place.file) {
      html += i == 0 ? "" : kTableEnd;
      html += table_head(run.sources().path(file));
    }
    html += row(run, i, places);
  }
  return run.outcomes.empty() ? html : html + kTableEnd;
}

}  // namespace proviso::cli
