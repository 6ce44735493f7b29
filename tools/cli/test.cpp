#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <limits>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "interpreter/suggest.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"
#include "tools/cli/test_files.hpp"
#include "tools/cli/test_not_passed.hpp"
#include "tools/cli/test_report.hpp"
#include "tools/cli/test_run.hpp"
#include "tools/cli/test_selection.hpp"
#include "tools/cli/test_watch.hpp"

namespace proviso::cli {

namespace {

/// Says on a terminal how far the run has come, in one line that goes away.
class Progress {
 public:
  Progress(const Options& options, std::size_t all, std::ostream& err)
      : clock_(options.err_is_terminal ? options.clock : nullptr), all_(all), err_(err) {
    if (clock_) last_ = clock_();
  }
  ~Progress() {
    if (shown_) err_ << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::size_t done, std::size_t failed) {
    show([&] { return fmt::format("{} of {} cases, {} did not pass", done, all_, failed); });
  }
  void show_changes(std::size_t done, std::size_t all) {
    show([&] { return fmt::format("{} of {} changes of the rules tried", done, all); });
  }

 private:
  template <class Words>
  void show(Words words) {
    if (!clock_ || clock_() - last_ < kSeconds) return;
    last_ = clock_();
    shown_ = true;
    err_ << "\r\x1b[K" << words() << std::flush;
  }

  static constexpr double kSeconds = 0.1;
  std::function<double()> clock_;
  std::size_t all_;
  std::ostream& err_;
  double last_ = 0;
  bool shown_ = false;
};

/// One run of the command, from reading the rules to the reports.
class TestCommand {
 public:
  TestCommand(const Options& options, std::ostream& out, std::ostream& err) : options_(options), out_(out), err_(err) {}

  int run(const std::function<bool()>& interrupted, std::set<std::string>& read) {
    const double begin = now();
    open(read);
    if (!select()) return kFailed;
    if (options_.list) {
      const std::string text = options_.format == "json" ? list_json(runs_) : list_text(runs_);
      return write_result(options_, text, failed_ ? kFailed : kDone, out_, err_);
    }
    for (const auto& run : runs_) {
      run_cases(*run, interrupted);
      if (!options_.coverage.empty()) measure_coverage(*run);
      if (mutates()) mutate(*run, interrupted);
    }
    const std::size_t selected =
        std::count_if(runs_.begin(), runs_.end(), [](const auto& r) { return !r->selected.empty(); });
    if (selected == 0) return failed_ ? kFailed : nothing_left();
    write_reports();
    if (!options_.suggest.empty()) write_suggestions();
    return write_result(options_, result_text(now() - begin), exit_code(), out_, err_);
  }

 private:
  double now() const { return options_.clock ? options_.clock() : 0; }

  int nothing_left() const {
    err_ << fmt::format("proviso test: every case passed in `{}`: nothing is left to run\n", options_.not_passed);
    return kDone;
  }

  /// A policy with errors runs nothing; the others do.
  void open(std::set<std::string>& read) {
    for (const auto& paths : group_paths(options_.paths)) {
      auto run = open_test_run(paths, options_, err_);
      if (!run) {
        failed_ = true;
        continue;
      }
      const SourceSet& sources = run->sources();
      for (FileId file = 0; file < sources.size(); ++file) read.insert(sources.path(file));
      print_diagnostics(sources, run->diagnostics, options_, err_);
      failed_ = failed_ || run->diagnostics.has_errors();
      runs_.push_back(std::move(run));
    }
  }

  /// False if there is nothing to go on with.
  bool select() {
    Diagnostics diagnostics;
    std::optional<NotPassed> not_passed;
    SourceSet sources;
    if (!options_.not_passed.empty()) {
      not_passed = NotPassed::read(options_.not_passed, options_, sources, diagnostics);
      print_diagnostics(sources, diagnostics, options_, err_);
      if (!not_passed) return false;
    }
    if (runs_.empty()) return false;
    diagnostics = {};
    select_cases(runs_, options_, not_passed ? &*not_passed : nullptr, diagnostics);
    print_diagnostics(SourceSet(), diagnostics, options_, err_);
    failed_ = failed_ || diagnostics.has_errors();
    return true;
  }

  void run_cases(TestRun& run, const std::function<bool()>& interrupted) {
    Progress progress(options_, run.selected.size(), err_);
    RunControl control{options_.jobs, options_.fail_fast, interrupted, options_.clock, {}};
    control.progress = [&](std::size_t done, std::size_t failed) { progress.show(done, failed); };
    if (options_.fail_fast && stopped_) control.interrupted = [] { return true; };
    run_selected(run, control);
    const TestCounts counts = count_outcomes(run);
    stopped_ = stopped_ || counts.passed < counts.all() || counts.not_run > 0;
  }

  bool mutates() const { return !options_.mutate.empty() || !options_.suggest.empty(); }

  void mutate(TestRun& run, const std::function<bool()>& interrupted) {
    const TestCounts counts = count_outcomes(run);
    if (counts.all() == 0) return;
    if (counts.passed < counts.all() || counts.not_run > 0) {
      err_ << fmt::format("proviso test: the rules of {} are not changed, since not every case passes\n",
                          run.rules().name);
      return;
    }
    Progress progress(options_, counts.all(), err_);
    RunControl control{options_.jobs, false, interrupted, options_.clock, {}};
    control.progress = [&](std::size_t done, std::size_t all) { progress.show_changes(done, all); };
    mutate_rules(run, control);
  }

  // A file that is there already may hold cases that somebody confirmed.
  void write_suggestions() {
    const auto refuse = [&](const std::string& words) {
      err_ << fmt::format("proviso test: {}\n", words);
      failed_ = true;
    };
    if (runs_.size() != 1) return refuse("--suggest writes the cases of one policy; give one");
    std::error_code error;
    if (std::filesystem::exists(options_.suggest, error)) {
      return refuse(fmt::format("`{}` is there already; give the name of a new file", options_.suggest));
    }
    const TestRun& run = *runs_.front();
    if (!run.mutation) return;
    const std::vector<Suggestion> suggestions = suggestions_for(run);
    if (suggestions.empty()) {
      err_
          << "proviso test: the cases notice every change that could be told apart, and show every boundary for which a"
             " case was found; nothing is suggested\n";
      return;
    }
    if (!write_file(options_.suggest, suggestions_text(run.program(), suggestions), err_)) failed_ = true;
    err_ << fmt::format("proviso test: {} to be confirmed in `{}`\n", plural(suggestions.size(), "case"),
                        options_.suggest);
  }

  void write_reports() {
    const auto write = [&](const std::string& path, auto report) {
      if (!path.empty() && !write_file(path, report(runs_), err_)) failed_ = true;
    };
    write(options_.junit, test_junit);
    write(options_.csv, test_csv);
    write(options_.html, test_html);
  }

  std::string result_text(double seconds) const {
    if (options_.format == "json") return test_json(runs_);
    TextReport report{!has_filters(options_), options_.color_out, options_.columns, {}};
    if (options_.coverage == "all") report.coverage_places = std::numeric_limits<std::size_t>::max();
    if (options_.mutate == "all") report.survivors = std::numeric_limits<std::size_t>::max();
    if (options_.out_is_terminal && options_.clock) report.seconds = seconds;
    return test_text(runs_, report);
  }

  int exit_code() const {
    bool bad_input = failed_;
    for (const auto& run : runs_) {
      for (const CaseOutcome& outcome : run->outcomes) bad_input = bad_input || outcome.bad_input;
    }
    const TestCounts counts = count_outcomes(runs_);
    if (bad_input) return kFailed;
    if (counts.incomplete > 0) return kLimit;
    const bool holes = std::any_of(runs_.begin(), runs_.end(), [](const auto& run) { return has_holes(*run); });
    return counts.failed + counts.refused > 0 || holes ? kFound : kDone;
  }

  // Some change of the rules is not noticed.
  static bool has_holes(const TestRun& run) {
    using Fate = MutantResult::Fate;
    return run.mutation && run.mutation->count(Fate::survived) + run.mutation->count(Fate::undecided) > 0;
  }

  const Options& options_;
  std::ostream& out_;
  std::ostream& err_;
  TestRuns runs_;
  bool failed_ = false;   ///< something could not be read or written
  bool stopped_ = false;  ///< a case did not pass, or the run was interrupted
};

int watch_tests(const Options& options, std::ostream& out, std::ostream& err) {
  constexpr auto kInterval = std::chrono::milliseconds(200);
  const HeldSignals signals;
  WatchHooks hooks;
  hooks.run = [&](std::set<std::string>& read) {
    if (options.out_is_terminal) out << "\x1b[2J\x1b[3J\x1b[H";
    const int code = TestCommand(options, out, err).run([&] { return signals.pending(); }, read);
    out << std::flush;
    err << fmt::format("Watching {}; Ctrl-C ends it.\n", fmt::join(options.paths, ", ")) << std::flush;
    return code;
  };
  hooks.list = [&] {
    std::vector<std::string> files = rule_and_case_files(options.paths);
    files.insert(files.end(), options.cases.begin(), options.cases.end());
    files.insert(files.end(), options.with.begin(), options.with.end());
    return files;
  };
  hooks.state = file_state;
  hooks.wait = [&] {
    std::this_thread::sleep_for(kInterval);
    return !signals.pending();
  };
  return watch(hooks);
}

}  // namespace

int run_test(const Options& options, std::ostream& out, std::ostream& err) {
  if (options.watch) return watch_tests(options, out, err);
  std::set<std::string> read;
  return TestCommand(options, out, err).run({}, read);
}

}  // namespace proviso::cli
