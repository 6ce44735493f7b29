#include <fmt/format.h>

#include "tools/cli/markup.hpp"
#include "tools/cli/page.hpp"
#include "tools/cli/test_html_parts.hpp"
#include "tools/cli/test_html_style.hpp"
#include "tools/cli/test_report.hpp"

namespace proviso::cli {

namespace {

struct Section {
  std::string anchor, title, body;
};

std::vector<Section> sections_of(const TestRun& run, const HtmlPlaces& places) {
  std::vector<Section> sections;
  const auto add = [&](const char* name, const char* title, std::string body) {
    sections.push_back({places.anchor(name), title, std::move(body)});
  };
  if (!run.diagnostics.empty())
    add("messages", "Messages about the files", html_messages(run.sources(), run.diagnostics));
  add("failures", "What did not pass", html_failures(run, places));
  add("cases", "The cases", html_cases(run, places));
  if (run.coverage) add("coverage", "Coverage", html_coverage(run, places));
  if (run.mutation) add("changes", "Changes of the rules", html_mutation(run, places));
  add("rules", "The rules", html_files(run, places, places.rule_files()));
  if (!places.case_files().empty()) add("case-files", "The case files", html_files(run, places, places.case_files()));
  return sections;
}

std::string title_of(const Policy& rules) { return markup(rules.title.empty() ? rules.name : rules.title); }

std::string stamp(const TestRun& run) {
  return "<dl class=\"stamp\">\n<dt>Policy</dt><dd><code>" + markup(run.rules().name) +
         "</code></dd>\n<dt>Rules</dt><dd><code>" + markup(run.rules().digest) +
         "</code></dd>\n<dt>Cases</dt><dd><code>" + markup(run.cases_digest) +
         "</code></dd>\n<dt>Program</dt><dd>proviso " PROVISO_VERSION "</dd>\n</dl>\n";
}

std::string counts_list(const TestRun& run) {
  const TestCounts counts = count_outcomes(run);
  std::string html = "<ul class=\"counts\">\n";
  const auto item = [&](std::string_view figure, const char* words) {
    html += fmt::format("<li><strong>{}</strong> {}</li>\n", figure, words);
  };
  const auto count = [&](std::size_t number, const char* words) { item(std::to_string(number), words); };
  count(counts.all(), counts.all() == 1 ? "case" : "cases");
  count(counts.passed, "passed");
  count(counts.failed, "failed");
  if (counts.refused > 0) count(counts.refused, "refused");
  if (counts.incomplete > 0) count(counts.incomplete, "incomplete");
  if (counts.not_run > 0) count(counts.not_run, "not run");
  if (run.coverage) {
    const CoverageTotal& total = run.coverage->view(run.sources()).coverage.total;
    if (total.all > 0) item(share_shown(total), "coverage");
  }
  if (run.mutation) item(count_changes(*run.mutation).score(), "changes noticed");
  return html + "</ul>\n";
}

std::string policy_text(const TestRun& run, const HtmlPlaces& places, const std::vector<Section>& sections) {
  const std::string anchor = places.anchor("name");
  std::string html =
      fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", anchor, title_of(run.rules()));
  html += counts_list(run) + stamp(run);
  for (const Section& section : sections)
    html +=
        fmt::format("<section>\n<h3 id=\"{}\">{}</h3>\n{}</section>\n", section.anchor, section.title, section.body);
  return html + "</section>\n";
}

std::string contents_text(const TestRun& run, const HtmlPlaces& places, const std::vector<Section>& sections) {
  std::string html = fmt::format("<li><a href=\"#{}\">{}</a>\n<ul>\n", places.anchor("name"), title_of(run.rules()));
  for (const Section& section : sections)
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.anchor, section.title);
  return html + "</ul></li>\n";
}

/// Whether all is well, in words and sign.
std::string verdict_text(const TestCounts& counts, bool errors_in_files) {
  const std::size_t others = counts.all() - counts.passed;
  std::string words;
  if (counts.all() == 0) {
    words = "No case ran";
  } else if (others == 0) {
    words = counts.all() == 1 ? "The one case passed" : fmt::format("All {} cases passed", counts.all());
  } else {
    words = fmt::format("{} of {} did not pass", others, plural(counts.all(), "case"));
  }
  if (counts.not_run > 0) words += fmt::format("; {} did not run", counts.not_run);
  if (errors_in_files) words += "; the files have errors";
  const bool good = counts.all() > 0 && others == 0 && counts.not_run == 0 && !errors_in_files;
  return fmt::format("<p class=\"verdict {}\">{} {}.</p>\n", good ? "good" : "bad", good ? "✓" : "✗", words);
}

std::string head_text(const TestRuns& runs) {
  std::string title = "Conformance report";
  for (const auto& run : runs) {
    const Policy& rules = run->rules();
    title += (&run == &runs.front() ? ": " : "; ") + (rules.title.empty() ? rules.name : rules.title);
  }
  return page_head(title, test_html_style());
}

}  // namespace

std::string test_html(const TestRuns& runs) {
  bool errors_in_files = false;
  std::string contents, policies;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const TestRun& run = *runs[i];
    errors_in_files = errors_in_files || run.diagnostics.has_errors();
    const HtmlPlaces places(run, i + 1);
    const std::vector<Section> sections = sections_of(run, places);
    contents += contents_text(run, places, sections);
    policies += policy_text(run, places, sections);
  }
  return head_text(runs) +
         "<body>\n<a class=\"skip\" href=\"#results\">To the results</a>\n<header>\n<h1>Conformance report</h1>\n" +
         verdict_text(count_outcomes(runs), errors_in_files) +
         "<p>Each case says what the rules must give for some people on some day. This page tells what the encoded "
         "rules "
         "imply; it is not a decision of an authority.</p>\n</header>\n<nav aria-label=\"Contents\">\n<ul>\n" +
         contents + "</ul>\n</nav>\n<main id=\"results\">\n" + policies + "</main>\n</body>\n</html>\n";
}

}  // namespace proviso::cli
