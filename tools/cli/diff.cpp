#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "dsl/nearest.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/compare_versions.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/diff_outputs.hpp"
#include "tools/cli/diff_report.hpp"
#include "tools/cli/diff_sides.hpp"
#include "tools/cli/population_input.hpp"
#include "tools/cli/session.hpp"
#include "tools/cli/waiting.hpp"

namespace proviso::cli {

namespace {

/// One run of the command.
class DiffCommand {
 public:
  DiffCommand(const Options& options, std::ostream& out, std::ostream& err) : options_(options), out_(out), err_(err) {}

  int run() {
    if (!check_words() || !read_waiver_file() || !read_sides() || !check_decisions() ||
        !check_outputs(options_, *old_, *new_, err_))
      return kFailed;
    auto compared = compare();
    if (!compared) return kFailed;
    int population_code = kDone;
    // Everybody is looked for in all classes, so before any is left out.
    std::optional<PopulationDiff> population;
    if (!options_.population.empty()) {
      const std::size_t files = std::max(old_->files.sources.size(), new_->files.sources.size());
      population = count_population(*compared, files, options_, err_, population_code);
      if (!population) return population_code;
    }
    VersionDiff& diff = compared->diff;
    Diagnostics diagnostics;
    check_waivers(waivers_, diff, diagnostics);
    select_decisions(diff, options_.of_decisions);
    print_diagnostics(waiver_file_, diagnostics, options_, err_);
    const DiffReport report{diff, waivers_, population ? &*population : nullptr};
    const int code = population_code != kDone ? population_code : diff_exit_code(report, options_.strict);
    if (!write_reports(report)) return kFailed;
    return write_result(options_, result_text(report), code, out_, err_);
  }

 private:
  bool refuse(const std::string& words) {
    err_ << fmt::format("proviso diff: {}\n", visible(words));
    return false;
  }

  bool check_words() {
    if (options_.new_version.empty() && options_.with.empty() && options_.with_old.empty())
      return refuse(
          "the new version is missing; give two versions, or one and --with FILE to see what a proposal changes");
    if (options_.population.empty() && (options_.suppress != 0 || !options_.by.empty()))
      return refuse(fmt::format("{} is about a population; give one with --population FILE",
                                options_.suppress != 0 ? "--suppress" : "--by"));
    return true;
  }

  bool read_waiver_file() {
    if (options_.waivers.empty()) return true;
    Diagnostics diagnostics;
    auto waivers = read_waivers(options_.waivers, options_, waiver_file_, diagnostics);
    print_diagnostics(waiver_file_, diagnostics, options_, err_);
    if (waivers) waivers_ = std::move(*waivers);
    return waivers.has_value();
  }

  // Both are read before either is complained of, so that one run tells all.
  bool read_sides() {
    old_ = read_side(options_.old_version, options_.with_old);
    new_ = read_side(options_.new_version.empty() ? options_.old_version : options_.new_version, options_.with);
    print_side_problems(*old_, "old", options_, err_);
    print_side_problems(*new_, "new", options_, err_);
    if (!old_->policy || !new_->policy) return false;
    if (old_->words.on.has_value() == new_->words.on.has_value()) return true;
    const DiffSide& dated = old_->words.on ? *old_ : *new_;
    const DiffSide& other = old_->words.on ? *new_ : *old_;
    return refuse(
        fmt::format("`{}` has a day and `{}` has none; give both a day, or neither", dated.given, other.given));
  }

  bool check_decisions() {
    std::vector<std::string_view> known;
    for (const Decision& decision : new_->policy->decisions) {
      if (old_->policy->find_decision(decision.name)) known.push_back(decision.name);
    }
    bool good = true;
    for (const std::string& name : options_.of_decisions) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const auto meant = nearest(name, known);
      good = refuse(fmt::format(
          "the versions have no common decision `{}`; {}", name,
          meant ? fmt::format("did you mean `{}`?", *meant) : fmt::format("there are {}", fmt::join(known, ", "))));
    }
    return good;
  }

  std::optional<Compared> compare() {
    const auto input = [](DiffSide& side) {
      return CompareInput{std::move(*side.policy), &side.files.sources, side.given, side.words.on};
    };
    Diagnostics diagnostics;
    std::optional<Compared> compared;
    {
      const Waiting waiting(options_, "comparing the versions", err_);
      compared = compare_versions(input(*old_), input(*new_), {}, diagnostics);
    }
    print_comparison_problems(diagnostics);
    return compared;
  }

  // A message points at the new version first, and beside it at the old one: the files of both stand in one list.
  void print_comparison_problems(const Diagnostics& diagnostics) {
    SourceSet sources = new_->files.sources.extended();
    const auto before = static_cast<FileId>(sources.size());
    const SourceSet& old_sources = old_->files.sources;
    for (FileId file = 0; file < old_sources.size(); ++file)
      sources.add(old_sources.path(file), std::string(old_sources.text(file)));
    Diagnostics shown;
    for (Diagnostic d : diagnostics.all()) {
      for (Label& label : d.secondary) label.span.file += before;
      shown.add(std::move(d));
    }
    print_diagnostics(sources, shown, options_, err_);
  }

  /// Each is written whole or not at all. False if one cannot be written; the others are.
  bool write_reports(const DiffReport& report) {
    bool written = true;
    const auto write = [&](const std::string& path, auto make) {
      if (!path.empty() && !write_file(path, make(report), err_)) written = false;
    };
    write(options_.html, diff_html);
    write(options_.markdown_file, diff_markdown);
    write(options_.json_file, diff_json);
    write(options_.sarif_file, diff_sarif);
    return write_empty_waivers(report) && written;
  }

  bool write_empty_waivers(const DiffReport& report) {
    if (options_.write_waivers.empty()) return true;
    if (!report.diff.complete)
      return refuse("the comparison is not complete, so there is nothing yet to accept: no waivers are written");
    const std::string text = waiver_file(report);
    if (!text.empty()) return write_file(options_.write_waivers, text, err_);
    err_ << fmt::format("proviso diff: there is nothing left to accept: `{}` is not written\n",
                        visible(options_.write_waivers));
    return true;
  }

  std::string result_text(const DiffReport& report) const {
    if (options_.format == "json") return diff_json(report);
    if (options_.format == "markdown") return diff_markdown(report);
    if (options_.format == "html") return diff_html(report);
    if (options_.format == "sarif") return diff_sarif(report);
    if (options_.format == "github") return diff_github(report);
    return diff_text(report, {options_.color_out, options_.columns});
  }

  const Options& options_;
  std::ostream& out_;
  std::ostream& err_;
  SourceSet waiver_file_;
  std::vector<Waiver> waivers_;
  std::unique_ptr<DiffSide> old_, new_;
};

}  // namespace

int run_diff(const Options& options, std::ostream& out, std::ostream& err) {
  return DiffCommand(options, out, err).run();
}

}  // namespace proviso::cli
