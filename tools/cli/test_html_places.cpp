#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "dsl/syntax.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/test_html_parts.hpp"
#include "tools/cli/test_report.hpp"

namespace proviso::cli {

namespace {

bool holds_cases_alone(const syntax::Document& document) {
  const auto is_of_case = [](const syntax::Declaration& d) {
    return std::holds_alternative<syntax::Case>(d) || std::holds_alternative<syntax::Person>(d);
  };
  return !document.declarations.empty() &&
         std::all_of(document.declarations.begin(), document.declarations.end(), is_of_case);
}

bool contains(const std::vector<FileId>& files, FileId file) {
  return std::find(files.begin(), files.end(), file) != files.end();
}

}  // namespace

HtmlPlaces::HtmlPlaces(const TestRun& run, std::size_t number) : sources_(run.sources()), number_(number) {
  for (const syntax::Document& document : run.policy->files.documents)
    (holds_cases_alone(document) ? case_files_ : rule_files_).push_back(document.file);
}

std::string HtmlPlaces::anchor(std::string_view what) const { return fmt::format("policy-{}-{}", number_, what); }

std::string HtmlPlaces::case_anchor(std::size_t outcome) const { return anchor(fmt::format("case-{}", outcome + 1)); }

std::string HtmlPlaces::file_anchor(FileId file) const { return anchor(fmt::format("file-{}", file)); }

std::string HtmlPlaces::line_anchor(FileId file, std::uint32_t line) const {
  return fmt::format("{}-line-{}", file_anchor(file), line);
}

std::string HtmlPlaces::link(Span place) const { return link(place, place_words(sources_, place)); }

std::string HtmlPlaces::link(Span place, std::string_view words) const {
  return link(place.file, sources_.position(place.file, place.begin).line, words);
}

std::string HtmlPlaces::link(FileId file, std::uint32_t line, std::string_view words) const {
  if (!contains(rule_files_, file) && !contains(case_files_, file)) return markup_name(words);
  return fmt::format("<a href=\"#{}\">{}</a>", line_anchor(file, line), markup_name(words));
}

}  // namespace proviso::cli
