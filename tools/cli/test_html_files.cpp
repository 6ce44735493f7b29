#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "tools/cli/markup.hpp"
#include "tools/cli/test_html_parts.hpp"

namespace proviso::cli {

namespace {

using LinesOfFile = std::map<std::uint32_t, const CoveredLine*>;

/// Sign, words and class say the same.
std::string shown_text(const CoveredLine& line) {
  const bool full = line.met == line.all;
  return fmt::format("<span class=\"{}\">{} {} of {}</span>",
                     full           ? "full"
                     : line.met > 0 ? "partial"
                                    : "none",
                     full           ? "✓"
                     : line.met > 0 ? "◐"
                                    : "✗",
                     line.met, line.all);
}

std::string open_text(const CoveredLine& line) {
  if (line.open.empty()) return {};
  std::string html = "<div class=\"open-goals\"><p>No case shows:</p><ul>";
  for (const std::string& words : line.open) html += "<li>" + markup_words(words) + "</li>";
  return html + "</ul></div>";
}

std::string file_text(const TestRun& run, const HtmlPlaces& places, FileId file, const LinesOfFile& covered) {
  const SourceSet& sources = run.sources();
  std::string html =
      fmt::format("<table class=\"text{}\" id=\"{}\" translate=\"no\">\n<caption><h4>{}</h4></caption>\n",
                  covered.empty() ? "" : " measured", places.file_anchor(file), markup_name(sources.path(file)));
  html += covered.empty() ? "<colgroup><col class=\"line\"><col></colgroup>\n"
                          : "<colgroup><col class=\"line\"><col class=\"shown\"><col></colgroup>\n";
  html += "<thead><tr><th scope=\"col\">Line</th>";
  if (!covered.empty()) html += "<th scope=\"col\">Shown</th>";
  html += "<th scope=\"col\">Text</th></tr></thead>\n<tbody>\n";
  std::uint32_t count = sources.line_count(file);
  while (count > 1 && sources.line(file, count).empty()) --count;
  for (std::uint32_t line = 1; line <= count; ++line) {
    const auto found = covered.find(line);
    const CoveredLine* goals = found == covered.end() ? nullptr : found->second;
    html += fmt::format("<tr id=\"{}\"><th scope=\"row\">{}</th>", places.line_anchor(file, line), line);
    if (!covered.empty()) html += "<td>" + (goals != nullptr ? shown_text(*goals) : "") + "</td>";
    html += "<td>" + markup(sources.line(file, line)) + (goals != nullptr ? open_text(*goals) : "") + "</td></tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

}  // namespace

std::string html_files(const TestRun& run, const HtmlPlaces& places, const std::vector<FileId>& files) {
  std::map<FileId, LinesOfFile> covered;
  for (const CoveredLine& line : run.covered_lines) covered[line.file][line.line] = &line;
  std::string html;
  if (files.size() > 1) {
    html += "<ul class=\"files\">\n";
    for (const FileId file : files)
      html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", places.file_anchor(file),
                          markup_name(run.sources().path(file)));
    html += "</ul>\n";
  }
  for (const FileId file : files) html += file_text(run, places, file, covered[file]);
  return html;
}

}  // namespace proviso::cli
