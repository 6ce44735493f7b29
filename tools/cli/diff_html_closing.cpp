#include <fmt/format.h>

#include "tools/cli/diff_html_parts.hpp"
#include "tools/cli/markup.hpp"

namespace proviso::cli {

namespace {

std::vector<std::string> code_list(const std::vector<std::string>& names) {
  std::vector<std::string> list;
  for (const std::string& name : names) list.push_back("<code>" + markup_name(name) + "</code>");
  return list;
}

std::vector<std::string> sentences(const std::vector<std::string>& list) {
  std::vector<std::string> items;
  for (const std::string& words : list) items.push_back(markup_words(words));
  return items;
}

template <class Part>
std::string accepted_rows(const DiffReport& report, const std::vector<Part>& parts,
                          const std::vector<std::string>& links) {
  std::string rows;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (const Waiver* waiver : acceptances(report, parts[i].fingerprint))
      rows += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", links[i],
                          markup(waiver->name), markup_words(waiver->date), markup_words(waiver->reason));
  }
  return rows;
}

}  // namespace

std::string html_not_affected(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  if (!diff.complete)
    return "<p class=\"verdict bad\">✗ This comparison is not complete. Whoever is not named above may be decided "
           "differently too.</p>\n<p>What was not covered:</p>\n" +
           html_list(sentences(diff.bound));
  std::string html = diff.classes.empty()
                         ? "<p>It is proved that nobody is decided differently.</p>\n"
                         : "<p>It is proved that nobody outside the groups above is decided differently.</p>\n";
  if (!diff.unchanged.empty())
    html += fmt::format(
        "<p>Decisions in which nobody is decided differently:</p>\n<ul class=\"names\">\n<li>{}</li>\n</ul>\n",
        fmt::join(code_list(diff.unchanged), "</li>\n<li>"));
  return html;
}

std::string html_questions(const DiffReport& report) {
  std::vector<std::string> items;
  for (const OpenQuestion& question : report.diff.questions) items.push_back(markup_words(question_words(question)));
  return items.empty() ? std::string()
                       : "<p>What has to be known, or found by somebody, for a decision is not what it was:</p>\n" +
                             html_list(items);
}

std::string html_accepted(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  std::vector<std::string> classes, changes;
  for (std::size_t i = 0; i < diff.classes.size(); ++i) classes.push_back(class_link(diff, i));
  for (std::size_t i = 0; i < diff.changes.size(); ++i) changes.push_back(change_link(i));
  const std::string rows = accepted_rows(report, diff.classes, classes) + accepted_rows(report, diff.changes, changes);
  if (rows.empty()) return {};
  return "<table class=\"accepted-list\">\n<caption>What reviewers accepted before</caption>\n<thead><tr><th "
         "scope=\"col\">What</th><th scope=\"col\">Accepted by</th><th scope=\"col\">On</th><th "
         "scope=\"col\">Because</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

std::string html_certificate(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  std::string html =
      "<p>Both versions are read as one set of conditions. Facts are divided only where some condition of either "
      "version "
      "tells values apart, so that what holds for one value of a part holds for all. The decisions of both versions "
      "are "
      "laid over each other; where they differ is exactly who is decided differently. The groups are checked to cover "
      "that set and nothing else. Each case on this page was decided under both versions by the same evaluator that "
      "decides real cases, before it was printed.</p>\n";
  if (!diff.assumptions.empty()) html += "<p>This rests on:</p>\n" + html_list(sentences(diff.assumptions));
  if (diff.complete && !diff.bound.empty())
    html += "<p>What is proved and not shown in full:</p>\n" + html_list(sentences(diff.bound));
  std::string entries = html_entry("Result", diff.complete ? "complete: proved for everybody" : "not complete");
  entries += html_entry("Decisions", fmt::format("{}", fmt::join(code_list(diff.compared), ", ")));
  entries += html_entry("Conditions", fmt::format("{} that the versions can tell apart", diff.figures.tests));
  entries += html_entry("Diagrams", counted(diff.figures.nodes, "node"));
  entries += html_entry("Cases", fmt::format("{} decided under both versions", diff.figures.witnesses));
  entries += html_entry("Old rules", "<code>" + markup(diff.old_side.digest) + "</code>");
  entries += html_entry("New rules", "<code>" + markup(diff.new_side.digest) + "</code>");
  entries += html_entry("Comparison", "<code>sha256:" + diff_fingerprint(diff) + "</code>");
  entries += html_entry("Program", "proviso " PROVISO_VERSION);
  return html + "<dl class=\"stamp\">\n" + entries +
         "</dl>\n<p>The digest of the comparison is the same for everybody who compares the same two versions with the "
         "same program: compare again, and compare the digests.</p>\n";
}

std::string html_signatures() {
  std::string rows;
  for (const char* role : {"Legal review", "Approval"})
    rows += fmt::format("<tr><th scope=\"row\">{}</th><td></td><td></td><td></td></tr>\n", role);
  return "<p>Who signs has read the answer, the changes and the groups above, and signs for the comparison with the "
         "digest "
         "given in the certificate.</p>\n<table class=\"signatures\">\n<caption>To be filled in by "
         "hand</caption>\n<thead><tr><th scope=\"col\">Role</th><th scope=\"col\">Name</th><th "
         "scope=\"col\">Date</th><th "
         "scope=\"col\">Signature</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

}  // namespace proviso::cli
