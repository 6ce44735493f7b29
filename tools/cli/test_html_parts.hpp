#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source.hpp"
#include "tools/cli/test_run.hpp"

// The parts of the page that `proviso test --html` writes about one policy, each a function from what ran to markup.
// Headings of a part begin at the fourth level.
namespace proviso::cli {

/// Where things stand on the page: one part writes them, another leads to them.
class HtmlPlaces {
 public:
  /// `number` tells the policies of a page apart. `run` must outlive it.
  HtmlPlaces(const TestRun& run, std::size_t number);

  std::string anchor(std::string_view what) const;  ///< "policy-1-WHAT"
  std::string case_anchor(std::size_t outcome) const;
  std::string file_anchor(FileId file) const;
  std::string line_anchor(FileId file, std::uint32_t line) const;

  /// A place in words, which leads to the line if the page holds it.
  std::string link(Span place) const;
  /// The same with other words.
  std::string link(Span place, std::string_view words) const;
  std::string link(FileId file, std::uint32_t line, std::string_view words) const;

  /// The files of the policy that say more than cases, then those that hold cases alone.
  const std::vector<FileId>& rule_files() const { return rule_files_; }
  const std::vector<FileId>& case_files() const { return case_files_; }

 private:
  const SourceSet& sources_;
  std::size_t number_;
  std::vector<FileId> rule_files_, case_files_;
};

/// Each case that did not pass, with expected and actual and the reasons.
std::string html_failures(const TestRun& run, const HtmlPlaces& places);
/// Every case that ran, by file.
std::string html_cases(const TestRun& run, const HtmlPlaces& places);
/// What the cases show of the rules. REQUIRES: `run.coverage`.
std::string html_coverage(const TestRun& run, const HtmlPlaces& places);
/// Which changes of the rules the cases notice. REQUIRES: `run.mutation`.
std::string html_mutation(const TestRun& run, const HtmlPlaces& places);
/// These files line by line, each line with what the cases show of it if that was measured.
std::string html_files(const TestRun& run, const HtmlPlaces& places, const std::vector<FileId>& files);
/// Messages as the terminal shows them.
std::string html_messages(const SourceSet& sources, const Diagnostics& diagnostics);

}  // namespace proviso::cli
