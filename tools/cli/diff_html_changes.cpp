#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/diff_html_parts.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/word_diff.hpp"

namespace proviso::cli {

namespace {

using Effect = StructuralChange::Effect;

/// Text in an element, line by line: the spaces at the beginning and end of a line are left outside.
std::string in_element(std::string_view text, std::string_view element) {
  std::string html;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t last = line.find_last_not_of(' ') + 1;
    html += line.substr(0, first);
    if (last > first)
      html +=
          fmt::format("<{0}>{1}</{0}>", element, markup(line.substr(first, last - first))).append(line.substr(last));
    if (end < text.size()) html += '\n';
    at = end + 1;
  }
  return html;
}

std::string unmarked(std::string_view text) {
  std::string html = markup_lines(text);
  if (!text.ends_with('\n') && html.ends_with('\n')) html.pop_back();
  return html;
}

std::string text_block(const char* heading, const std::string& body) {
  return fmt::format("<div><h4>{}</h4>\n<pre>{}</pre>\n</div>\n", heading, body);
}

/// Old and new text: what is gone is struck out, what has come is underlined. A text that is alone takes the whole
/// width.
std::string texts(const StructuralChange& change) {
  if (change.old_text.empty() && change.new_text.empty()) return {};
  std::string old_text, new_text;
  for (const TextPiece& piece : diff_words(change.old_text, change.new_text)) {
    const bool both = piece.in_old && piece.in_new;
    if (piece.in_old) old_text += both ? unmarked(piece.old_text) : in_element(piece.old_text, "del");
    if (piece.in_new) new_text += both ? unmarked(piece.new_text) : in_element(piece.new_text, "ins");
  }
  if (old_text.empty()) return text_block("New text; there was none", new_text);
  if (new_text.empty()) return text_block("Old text; there is none now", old_text);
  return "<div class=\"texts\">\n" + text_block("Old text", old_text) + text_block("New text", new_text) + "</div>\n";
}

std::string effect(const VersionDiff& diff, const StructuralChange& change) {
  if (change.effect != Effect::classes || change.classes.empty()) return markup_words(effect_words(diff, change));
  std::vector<std::string> links;
  for (const std::uint32_t index : change.classes) links.push_back(class_link(diff, index));
  std::string html =
      fmt::format("changes the decision of {} {}", links.size() == 1 ? "group" : "groups", joined(links));
  std::vector<std::string> names;
  for (const std::string& name : change.shown) names.push_back("<code>" + markup(name) + "</code>");
  return names.empty() ? html : html + "; changes what is shown as " + joined(names);
}

std::string place(const std::string& file, std::uint32_t line) {
  return file.empty() ? std::string() : fmt::format("{}:{}", markup_name(file), line);
}

std::string places(const StructuralChange& change) {
  const std::string from = place(change.old_file, change.old_line), to = place(change.new_file, change.new_line);
  if (from == to) return from;
  std::vector<std::string> parts;
  if (!from.empty()) parts.push_back("old: " + from);
  if (!to.empty()) parts.push_back("new: " + to);
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string cited(const VersionDiff& diff, std::size_t index) {
  std::vector<std::string> items;
  for (const CitedSource& source : cited_sources(diff, index)) {
    std::string item = markup_words(source.title);
    for (const std::string& words : source.words) item += "<span class=\"cited\">" + markup_words(words) + "</span>";
    items.push_back(std::move(item));
  }
  return items.size() == 1 ? items.front() : html_list(items);
}

std::string one_change(const DiffReport& report, std::size_t index) {
  const StructuralChange& change = report.diff.changes[index];
  const std::string anchor = change_anchor(index);
  std::string html = fmt::format("<article class=\"change\" aria-labelledby=\"{0}\">\n<h3 id=\"{0}\">{1}. {2}</h3>\n",
                                 anchor, index + 1, markup_words(change_title(change)));
  if (!change.label.empty()) html += "<p class=\"label\">" + markup_words(change.label) + "</p>\n";
  std::string entries = html_entry("Effect", effect(report.diff, change));
  if (!change.amendment.empty())
    entries += html_entry("Part of", "amendment <code>" + markup(change.amendment) + "</code>");
  entries += html_entry("In force", markup_words(period_words(change.from, change.through)));
  entries += html_entry("Applies if", change.scope.empty() ? "" : markup_words(change.scope));
  entries += html_entry("Difference", markup_words(delta_words(change)));
  entries += html_entry("Authority", cited(report.diff, index));
  entries += html_entry("Place", places(change));
  entries += html_entry("Fingerprint", "<code>" + markup(change.fingerprint) + "</code>");
  entries += html_acceptance(report, change.fingerprint);
  return html + "<dl class=\"stamp\">\n" + entries + "</dl>\n" + texts(change) + "</article>\n";
}

}  // namespace

std::string html_changes(const DiffReport& report, bool without_effect) {
  std::string html;
  for (std::size_t i = 0; i < report.diff.changes.size(); ++i) {
    if ((report.diff.changes[i].effect == Effect::none) == without_effect) html += one_change(report, i);
  }
  if (html.empty() && !without_effect && report.diff.changes.empty())
    return "<p>Nothing: no declaration has changed. Order, layout and comments are not compared.</p>\n";
  if (html.empty()) return html;
  const char* intro =
      without_effect ? "It is proved that nobody is decided differently because of these, alone or together."
                     : "What is gone is <del>struck out</del>, what has come is <ins>underlined</ins>. The numbers "
                       "are those of all changes.";
  return fmt::format("<p>{}</p>\n", intro) + html;
}

}  // namespace proviso::cli
