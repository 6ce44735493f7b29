#pragma once

#include <string>
#include <string_view>

#include "tools/cli/diff_report.hpp"

// The parts of the page that `proviso diff --html` writes, each a function from what was found to markup. A part holds
// headings of the third level and below; empty: there is nothing to say.
namespace proviso::cli {

/// What the page adds to the look of all pages; `running_title` stands above each page on paper.
std::string diff_html_style(std::string_view running_title, std::string_view running_digest);

/// The structural changes with old and new text side by side: those that have an effect, or those that have none.
std::string html_changes(const DiffReport& report, bool without_effect);
/// Who is decided differently.
std::string html_classes(const DiffReport& report);
/// Who is decided differently only because the day of the assessment is different.
std::string html_classes_by_date(const DiffReport& report);
std::string html_not_affected(const DiffReport& report);
/// How many people of a population, with charts.
std::string html_population(const DiffReport& report);
std::string html_questions(const DiffReport& report);
std::string html_accepted(const DiffReport& report);
/// What was proved and how, and the digests.
std::string html_certificate(const DiffReport& report);
/// A place to sign.
std::string html_signatures();

// -- What the parts share

std::string change_anchor(std::size_t index);
std::string class_anchor(std::size_t index);
/// "change 3", which leads there.
std::string change_link(std::size_t index);
/// The id of a class, which leads there.
std::string class_link(const VersionDiff& diff, std::size_t index);
/// `<dt>…</dt><dd>…</dd>` for a list; nothing if `body` is empty. `body` is markup.
std::string html_entry(std::string_view term, const std::string& body);
/// `<ul>` of these, each markup.
std::string html_list(const std::vector<std::string>& items);
/// Who accepted it, as an entry.
std::string html_acceptance(const DiffReport& report, std::string_view fingerprint);

}  // namespace proviso::cli
