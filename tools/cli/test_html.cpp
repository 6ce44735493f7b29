#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/render.hpp"
#include "interpreter/explain_words.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/test_html_style.hpp"
#include "tools/cli/test_report.hpp"
#include "tools/cli/test_selection.hpp"

namespace proviso::cli {

namespace {

using Status = CaseOutcome::Status;

/// A tag with text in it.
std::string in(const char* tag, std::string_view text) { return fmt::format("<{0}>{1}</{0}>", tag, markup(text)); }

/// Writes the part of the page about one policy. `number` tells the policies of a page apart.
class PolicyPart {
 public:
  PolicyPart(const TestRun& run, std::size_t number) : run_(run), sources_(run.sources()), number_(number) {
    for (const syntax::Document& document : run.policy->files.documents) rule_files_.push_back(document.file);
    for (const LineMark& mark : run.marks) marks_[{mark.file, mark.line}].push_back(&mark);
  }

  std::string text() {
    const Policy& rules = run_.rules();
    html_ += fmt::format("<section aria-labelledby=\"policy-{0}\">\n<h2 id=\"policy-{0}\">{1}</h2>\n", number_,
                         markup(named(rules.name, rules.title)));
    stamp();
    counts();
    messages();
    failures();
    all_cases();
    idle();
    rule_texts();
    return html_ + "</section>\n";
  }

 private:
  void stamp() {
    html_ += "<dl class=\"stamp\">\n<dt>Rules</dt><dd class=\"digest\">" + markup(run_.rules().digest) +
             "</dd>\n<dt>Cases</dt><dd class=\"digest\">" + markup(run_.cases_digest) +
             "</dd>\n<dt>Program</dt><dd>proviso " PROVISO_VERSION "</dd>\n</dl>\n";
  }

  void counts() {
    const TestCounts counts = count_outcomes(run_);
    html_ += "<ul class=\"counts\">\n";
    const auto item = [&](std::size_t count, const char* words) {
      html_ += fmt::format("<li><strong>{}</strong> {}</li>\n", count, words);
    };
    item(counts.all(), counts.all() == 1 ? "case" : "cases");
    item(counts.passed, "passed");
    item(counts.failed, "failed");
    if (counts.refused > 0) item(counts.refused, "refused");
    if (counts.incomplete > 0) item(counts.incomplete, "incomplete");
    if (counts.not_run > 0) item(counts.not_run, "not run");
    html_ += "</ul>\n";
  }

  void messages() {
    if (run_.diagnostics.empty()) return;
    html_ += "<h3>Messages about the files</h3>\n";
    for (const Diagnostic& d : run_.diagnostics.sorted())
      html_ += "<pre>" + markup_lines(render(sources_, d)) + "</pre>\n";
  }

  // -- What did not pass ---------------------------------------------------------------------------------------------

  std::string case_anchor(std::size_t i) const { return fmt::format("policy-{}-case-{}", number_, i + 1); }

  void failures() {
    html_ += "<h3>What did not pass</h3>\n";
    const std::size_t before = html_.size();
    for (std::size_t i = 0; i < run_.outcomes.size(); ++i) {
      if (run_.outcomes[i].status != Status::passed) failure(run_.outcomes[i], case_anchor(i));
    }
    if (html_.size() == before) html_ += "<p>Every case that ran passed.</p>\n";
  }

  void failure(const CaseOutcome& outcome, const std::string& anchor) {
    html_ += fmt::format("<article id=\"{0}\" aria-labelledby=\"{0}-name\">\n<h4 id=\"{0}-name\">{1}</h4>\n", anchor,
                         markup(case_name(outcome.id, outcome.title)));
    html_ += fmt::format("<p><span class=\"{0}\">{0}</span>, {1}", status_word(outcome.status), place(outcome.place));
    html_ += outcome.as_of.empty() ? "</p>\n" : ", assessed on " + markup(outcome.as_of) + "</p>\n";
    if (!outcome.differences.empty()) differences(outcome);
    for (const DifferenceReason& one : outcome.reasons) reason(one);
    for (const Diagnostic& d : outcome.diagnostics.sorted())
      html_ += "<pre>" + markup_lines(render(sources_, d)) + "</pre>\n";
    html_ += "</article>\n";
  }

  void differences(const CaseOutcome& outcome) {
    html_ +=
        "<table>\n<caption>Expected and actual</caption>\n<thead><tr><th scope=\"col\">Person</th><th scope=\"col\">"
        "Result</th><th scope=\"col\">Expected</th><th scope=\"col\">Actual</th></tr></thead>\n<tbody>\n";
    for (const Difference& d : outcome.differences) {
      const std::string person = d.of == Difference::Of::whole_case ? "" : outcome.people[d.person];
      html_ += "<tr><th scope=\"row\">" + markup(person) + "</th>" + in("td", aspect_words(run_, d)) +
               in("td", d.expected) + in("td", d.actual) + "</tr>\n";
    }
    html_ += "</tbody>\n</table>\n";
  }

  void reason(const DifferenceReason& reason) {
    for (const ReasonPart& part : reason.parts) {
      html_ += in("h5", part_heading(reason, part)) + "\n";
      lines(part.lines);
    }
    if (reason.look_at.empty()) return;
    html_ += "<p class=\"look\"><strong>Look at:</strong> " + markup(reason.look_at);
    if (reason.look_at_place) html_ += ", " + place(*reason.look_at_place);
    html_ += "</p>\n";
  }

  /// As lists within lists.
  void lines(const std::vector<ReasonLine>& lines) {
    std::size_t open = 0;  // lists; each has an item open
    for (const ReasonLine& line : lines) {
      for (; open > line.depth + 1; --open) html_ += "</li></ul>";
      if (open == line.depth + 1) html_ += "</li>\n";
      for (; open < line.depth + 1; ++open)
        html_ += "<ul class=\"reasons\">\n" + std::string(open < line.depth ? "<li>" : "");
      html_ += "<li>" + (line.holds ? markup(holds_sign(*line.holds)) : std::string()) + markup(line.words);
      if (line.place) html_ += " (" + place(*line.place) + ")";
    }
    for (; open > 0; --open) html_ += "</li></ul>\n";
  }

  // -- All cases -----------------------------------------------------------------------------------------------------

  void all_cases() {
    html_ +=
        "<h3>All cases</h3>\n<table>\n<caption>Every case that ran</caption>\n<thead><tr><th scope=\"col\">Case</th>"
        "<th scope=\"col\">Outcome</th><th scope=\"col\">Where</th><th scope=\"col\">Expected</th></tr></thead>\n"
        "<tbody>\n";
    for (std::size_t i = 0; i < run_.outcomes.size(); ++i) {
      const CaseOutcome& outcome = run_.outcomes[i];
      const std::string name = markup(case_name(outcome.id, outcome.title));
      const bool passed = outcome.status == Status::passed;
      html_ += "<tr><th scope=\"row\">" +
               (passed ? name : fmt::format("<a href=\"#{}\">{}</a>", case_anchor(i), name)) + "</th>";
      html_ += fmt::format("<td class=\"{0}\">{0}{1}</td><td>{2}</td><td>", status_word(outcome.status),
                           outcome.other_reading ? " by another reading" : "", place(outcome.place));
      for (const ComparedValue& v : outcome.values)
        html_ += markup(fmt::format("{}, {}: {}", v.person, v.result, v.expected)) + "<br>";
      html_ += "</td></tr>\n";
    }
    html_ += "</tbody>\n</table>\n";
  }

  void idle() {
    std::size_t all = 0;
    const std::vector<std::string> names = idle_rules(run_, all);
    html_ += fmt::format("<p>{} of {} carried a decision in some case.", all - names.size(), plural(all, "rule"));
    if (!names.empty()) html_ += " Not: " + markup(fmt::format("{}", fmt::join(names, ", "))) + ".";
    html_ += "</p>\n";
  }

  // -- The rules -----------------------------------------------------------------------------------------------------

  bool is_rule_file(FileId file) const {
    return std::find(rule_files_.begin(), rule_files_.end(), file) != rule_files_.end();
  }
  std::string line_anchor(FileId file, std::uint32_t line) const {
    return fmt::format("policy-{}-file-{}-line-{}", number_, file, line);
  }
  /// A place in words, which leads to the line if the page holds it.
  std::string place(Span span) const {
    const std::string words = markup(place_words(sources_, span));
    if (!is_rule_file(span.file)) return words;
    const std::uint32_t line = sources_.position(span.file, span.begin).line;
    return fmt::format("<a href=\"#{}\">{}</a>", line_anchor(span.file, line), words);
  }

  void rule_texts() {
    html_ += "<h3>The rules</h3>\n";
    for (const FileId file : rule_files_) {
      const std::string path = markup(sources_.path(file));
      html_ += "<h4>" + path + "</h4>\n<table class=\"rules\">\n<caption>Lines of " + path + "</caption>\n";
      html_ += "<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Text</th>";
      if (!marks_.empty()) html_ += "<th scope=\"col\">Coverage</th>";
      html_ += "</tr></thead>\n<tbody>\n";
      std::uint32_t count = sources_.line_count(file);
      while (count > 1 && sources_.line(file, count).empty()) --count;
      for (std::uint32_t line = 1; line <= count; ++line) rule_line(file, line);
      html_ += "</tbody>\n</table>\n";
    }
  }

  void rule_line(FileId file, std::uint32_t line) {
    html_ += fmt::format("<tr id=\"{}\"><th scope=\"row\">{}</th><td>{}</td>", line_anchor(file, line), line,
                         markup(sources_.line(file, line)));
    if (!marks_.empty()) {
      html_ += "<td class=\"mark\">";
      const auto found = marks_.find({file, line});
      if (found != marks_.end()) {
        for (const LineMark* mark : found->second) html_ += mark_text(*mark);
      }
      html_ += "</td>";
    }
    html_ += "</tr>\n";
  }
  static std::string mark_text(const LineMark& mark) {
    const bool full = mark.sign == LineMark::Sign::full, partial = mark.sign == LineMark::Sign::partial;
    return fmt::format("<div class=\"{}\">{} {}</div>",
                       full      ? "full"
                       : partial ? "partial"
                                 : "none",
                       full      ? "✓"
                       : partial ? "◐"
                                 : "✗",
                       markup(mark.words));
  }

  const TestRun& run_;
  const SourceSet& sources_;
  std::size_t number_;
  std::vector<FileId> rule_files_;
  std::map<std::pair<FileId, std::uint32_t>, std::vector<const LineMark*>> marks_;
  std::string html_;
};

}  // namespace

std::string test_html(const TestRuns& runs) {
  const TestCounts counts = count_outcomes(runs);
  const std::string verdict = fmt::format("{}, {} passed, {} did not", plural(counts.all(), "case"), counts.passed,
                                          counts.all() - counts.passed);
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\">\n<title>Conformance: " +
      verdict + "</title>\n<style>" + std::string(test_html_style()) + "</style>\n</head>\n<body>\n";
  html += "<a class=\"skip\" href=\"#results\">To the results</a>\n<header>\n<h1>Conformance report</h1>\n<p>" +
          verdict + ". What the encoded rules imply; not a decision of an authority.</p>\n</header>\n";
  if (runs.size() > 1) {
    html += "<nav aria-label=\"Policies\">\n<ul>\n";
    for (std::size_t i = 0; i < runs.size(); ++i)
      html += fmt::format("<li><a href=\"#policy-{}\">{}</a></li>\n", i + 1, markup(runs[i]->rules().name));
    html += "</ul>\n</nav>\n";
  }
  html += "<main id=\"results\">\n";
  for (std::size_t i = 0; i < runs.size(); ++i) html += PolicyPart(*runs[i], i + 1).text();
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace proviso::cli
