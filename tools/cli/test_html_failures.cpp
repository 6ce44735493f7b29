#include <fmt/format.h>

#include "dsl/render.hpp"
#include "interpreter/explain_words.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/test_html_parts.hpp"
#include "tools/cli/test_report.hpp"
#include "tools/cli/test_selection.hpp"

namespace proviso::cli {

namespace {

std::string cell(std::string_view text) { return "<td>" + markup_name(text) + "</td>"; }

std::string differences(const TestRun& run, const CaseOutcome& outcome) {
  std::string html =
      "<table class=\"compared\">\n<caption>Expected and actual</caption>\n<thead><tr><th scope=\"col\">Person</th>"
      "<th scope=\"col\">Result</th><th scope=\"col\">Expected</th><th scope=\"col\">Actual</th></tr></thead>\n"
      "<tbody>\n";
  for (const Difference& d : outcome.differences) {
    html += "<tr>";
    if (d.of == Difference::Of::whole_case) {
      html += "<th scope=\"row\" colspan=\"2\">" + markup(aspect_words(run, d)) + "</th>";
    } else {
      html += "<th scope=\"row\">" + markup_name(outcome.people[d.person]) + "</th>" + cell(aspect_words(run, d));
    }
    html += cell(d.expected) + cell(d.actual) + "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

std::string line_text(const ReasonLine& line, const HtmlPlaces& places) {
  std::string html = "<li>";
  if (line.holds) html += fmt::format("<span class=\"{}\">{}</span>", holds_word(*line.holds), holds_sign(*line.holds));
  html += markup_words(line.words);
  if (line.place) html += " (" + places.link(*line.place) + ")";
  return html;
}

/// As lists within lists.
std::string lines_text(const std::vector<ReasonLine>& lines, const HtmlPlaces& places) {
  std::string html;
  std::size_t open = 0;  // lists; each has an item open
  for (const ReasonLine& line : lines) {
    for (; open > line.depth + 1; --open) html += "</li></ul>";
    if (open == line.depth + 1) html += "</li>\n";
    for (; open < line.depth + 1; ++open)
      html += "<ul class=\"reasons\">\n" + std::string(open < line.depth ? "<li>" : "");
    html += line_text(line, places);
  }
  for (; open > 0; --open) html += "</li></ul>\n";
  return html;
}

std::string reason_text(const DifferenceReason& reason, const HtmlPlaces& places) {
  std::string html;
  for (const ReasonPart& part : reason.parts)
    html += "<h5>" + markup_words(part_heading(reason, part)) + "</h5>\n" + lines_text(part.lines, places);
  if (reason.look_at.empty()) return html;
  html += "<p class=\"look\"><strong>Look at:</strong> " + markup_words(reason.look_at);
  if (reason.look_at_place) html += ", " + places.link(*reason.look_at_place);
  return html + "</p>\n";
}

std::string failure(const TestRun& run, const CaseOutcome& outcome, const std::string& anchor,
                    const HtmlPlaces& places) {
  std::string html = fmt::format("<article id=\"{0}\" aria-labelledby=\"{0}-name\">\n<h4 id=\"{0}-name\">{1}</h4>\n",
                                 anchor, markup(case_name(outcome.id, outcome.title)));
  html += fmt::format("<p class=\"where\"><strong class=\"{0}\">{0}</strong>, {1}", status_word(outcome.status),
                      places.link(outcome.place));
  html += outcome.as_of.empty() ? "</p>\n" : ", assessed on " + markup_words(outcome.as_of) + "</p>\n";
  if (!outcome.differences.empty()) html += differences(run, outcome);
  for (const DifferenceReason& one : outcome.reasons) html += reason_text(one, places);
  return html + html_messages(run.sources(), outcome.diagnostics) + "</article>\n";
}

}  // namespace

std::string html_failures(const TestRun& run, const HtmlPlaces& places) {
  std::string html;
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
    const CaseOutcome& outcome = run.outcomes[i];
    if (outcome.status != CaseOutcome::Status::passed) html += failure(run, outcome, places.case_anchor(i), places);
  }
  if (html.empty() && run.outcomes.empty()) return "<p>No case ran.</p>\n";
  return html.empty() ? "<p>Every case that ran passed.</p>\n" : html;
}

// What does not fit can be moved sideways, by keyboard too.
std::string html_messages(const SourceSet& sources, const Diagnostics& diagnostics) {
  std::string html;
  for (const Diagnostic& d : diagnostics.sorted())
    html += "<pre tabindex=\"0\">" + markup_lines(render(sources, d)) + "</pre>\n";
  return html;
}

}  // namespace proviso::cli
