#include <fmt/format.h>

#include "tools/cli/diff_html_parts.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/page.hpp"

namespace proviso::cli {

namespace {

struct Section {
  const char* anchor;
  const char* title;
  std::string body;
};

std::vector<Section> sections_of(const DiffReport& report) {
  std::vector<Section> sections;
  const auto add = [&](const char* anchor, const char* title, std::string body) {
    if (!body.empty()) sections.push_back({anchor, title, std::move(body)});
  };
  add("classes", "Who is decided differently", html_classes(report));
  add("by-date", "Who is decided differently only because the day of the assessment is different",
      html_classes_by_date(report));
  add("not-affected", report.diff.complete ? "Who is not affected" : "Not complete", html_not_affected(report));
  add("population", "What it means for a population", html_population(report));
  add("changes", "What changed in the rules", html_changes(report, false));
  add("questions", "Open questions", html_questions(report));
  add("no-effect", "Changes without effect", html_changes(report, true));
  add("accepted", "What is accepted", html_accepted(report));
  add("certificate", "Method and certificate", html_certificate(report));
  add("signatures", "Signatures", html_signatures());
  return sections;
}

std::string title_of(const VersionDiff& diff) {
  return diff.new_side.title.empty() ? diff.new_side.name : diff.new_side.title;
}

std::string side_entries(const char* version, const char* digest, const ComparedSide& side) {
  std::string given = markup_name(side.given);
  if (side.on) given += "<br>text and day of assessment: " + markup_words(format_date(*side.on));
  return html_entry(version, given) + html_entry(digest, "<code>" + markup(side.digest) + "</code>");
}

std::string cover(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  return "<header>\n<p class=\"kind\">Comparison of two versions</p>\n<h1>" + markup(title_of(diff)) +
         "</h1>\n<dl class=\"stamp\">\n" + side_entries("Old version", "Its digest", diff.old_side) +
         side_entries("New version", "Its digest", diff.new_side) +
         "</dl>\n<p>This page tells what follows from the encoded rules, which are a model of the legal texts. It is "
         "not a "
         "decision of an authority, and not legal advice.</p>\n</header>\n";
}

std::string answer(const DiffReport& report) {
  const std::vector<std::string> lines = answer_lines(report);
  const bool good = report.diff.same();
  std::string html = "<section aria-labelledby=\"answer\">\n<h2 id=\"answer\">The answer</h2>\n";
  html += fmt::format("<p class=\"verdict {}\">{} {}</p>\n",
                      good                   ? "good"
                      : report.diff.complete ? "differs"
                                             : "bad",
                      good                   ? "✓"
                      : report.diff.complete ? "≠"
                                             : "✗",
                      markup_words(lines.front()));
  std::vector<std::string> rest;
  for (std::size_t i = 1; i < lines.size(); ++i) rest.push_back(markup_words(lines[i]));
  return html + html_list(rest) + "</section>\n";
}

}  // namespace

std::string change_anchor(std::size_t index) { return fmt::format("change-{}", index + 1); }
std::string class_anchor(std::size_t index) { return fmt::format("class-{}", index + 1); }
std::string change_link(std::size_t index) {
  return fmt::format("<a href=\"#{}\">change {}</a>", change_anchor(index), index + 1);
}
std::string class_link(const VersionDiff& diff, std::size_t index) {
  return fmt::format("<a href=\"#{}\">{}</a>", class_anchor(index), markup(diff.classes[index].id));
}
std::string html_entry(std::string_view term, const std::string& body) {
  return body.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>\n", term, body);
}
std::string html_list(const std::vector<std::string>& items) {
  std::string html;
  for (const std::string& item : items) html += "<li>" + item + "</li>\n";
  return html.empty() ? html : "<ul>\n" + html + "</ul>\n";
}
std::string html_acceptance(const DiffReport& report, std::string_view fingerprint) {
  const std::string words = accepted_words(report, fingerprint);
  return words.empty() ? words : html_entry("Review", "<span class=\"accepted\">✓ " + markup_words(words) + "</span>");
}

std::string diff_html(const DiffReport& report) {
  const std::vector<Section> sections = sections_of(report);
  std::string contents = "<li><a href=\"#answer\">The answer</a></li>\n", body = answer(report);
  for (const Section& section : sections) {
    contents += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.anchor, section.title);
    body += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n", section.anchor,
                        section.title, section.body);
  }
  const std::string title = title_of(report.diff);
  const std::string digest = "sha256:" + diff_fingerprint(report.diff).substr(0, 16) + "…";
  return page_head("What changes: " + title, diff_html_style(title, digest)) +
         "<body>\n<a class=\"skip\" href=\"#results\">To the answer</a>\n" + cover(report) +
         "<nav aria-label=\"Contents\">\n<ul class=\"contents\">\n" + contents +
         "</ul>\n</nav>\n<main id=\"results\">\n" + body + "</main>\n</body>\n</html>\n";
}

}  // namespace proviso::cli
