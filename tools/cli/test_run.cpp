#include "tools/cli/test_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <iterator>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "interpreter/suggest_goals.hpp"
#include "tools/cli/test_files.hpp"

namespace proviso::cli {

namespace {

constexpr std::size_t kMaxBytes = 64u << 20;

std::vector<FileId> read_case_files(const std::vector<std::string>& paths, const Options& options, SourceSet& sources,
                                    Diagnostics& diagnostics) {
  std::vector<FileId> files;
  for (const std::string& path : paths) {
    if (const auto file = read_file(sources, path, options, kMaxBytes, diagnostics)) files.push_back(*file);
  }
  return files;
}

/// A file that is named beside the policy's own may be one of these.
bool is_among(const std::string& path, const std::vector<std::string>& paths) {
  std::error_code error;
  return std::any_of(paths.begin(), paths.end(),
                     [&](const std::string& known) { return std::filesystem::equivalent(path, known, error); });
}

/// Runs cases on several threads: each takes the next that nobody has taken.
class Workers {
 public:
  Workers(TestRun& run, const RunControl& control)
      : run_(run), control_(control), count_(run.selected.size()), first_failure_(count_) {
    run_.outcomes.resize(count_);
    run_.seconds.assign(count_, 0);
  }

  void run() {
    const unsigned wanted = control_.jobs != 0 ? control_.jobs : std::max(1u, std::thread::hardware_concurrency());
    const std::size_t helpers = std::min<std::size_t>(wanted, std::max<std::size_t>(count_, 1)) - 1;
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < helpers; ++i) threads.emplace_back([this] { work(false); });
    work(true);
    for (std::thread& thread : threads) thread.join();
    if (problem_) std::rethrow_exception(problem_);
    // Whoever was quicker: what comes after the first failure did not run.
    std::size_t end = count_;
    if (control_.fail_fast) end = std::min(end, first_failure_.load() + 1);
    if (stopped_) end = std::min(end, first_left_out_.load());
    run_.outcomes.resize(end);
    run_.seconds.resize(end);
  }

 private:
  void work(bool calling_thread) {
    try {
      for (std::size_t i; (i = next_++) < count_;) {
        if (control_.fail_fast && i > first_failure_.load()) return;
        if (stopped_ || (control_.interrupted && control_.interrupted())) {
          stopped_ = true;
          lower(first_left_out_, i);
          return;
        }
        run_one(i);
        if (calling_thread && control_.progress) control_.progress(done_.load(), failed_.load());
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      problem_ = std::current_exception();
      next_ = count_;
    }
  }

  void run_one(std::size_t i) {
    const double begin = now();
    run_.outcomes[i] = run_case(run_.program(), run_.suite.cases[run_.selected[i]], &run_.sources());
    run_.seconds[i] = now() - begin;
    ++done_;
    if (run_.outcomes[i].status == CaseOutcome::Status::passed) return;
    ++failed_;
    lower(first_failure_, i);
  }
  double now() const { return control_.clock ? control_.clock() : 0; }

  static void lower(std::atomic<std::size_t>& to, std::size_t value) {
    std::size_t known = to.load();
    while (value < known && !to.compare_exchange_weak(known, value)) {
    }
  }

  TestRun& run_;
  const RunControl& control_;
  const std::size_t count_;
  std::atomic<std::size_t> next_ = 0, done_ = 0, failed_ = 0, first_failure_;
  std::atomic<std::size_t> first_left_out_ = ~std::size_t{0};
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::exception_ptr problem_;
};

}  // namespace

std::unique_ptr<TestRun> open_test_run(const std::vector<std::string>& paths, const Options& options,
                                       std::ostream& err) {
  auto run = std::make_unique<TestRun>();
  run->policy = open_policy(paths, options, err);
  if (!run->policy) return nullptr;
  LoadedFiles& files = run->policy->files;
  std::vector<std::string> paths_of_cases = case_files(paths);
  for (const std::string& path : options.cases) {
    if (!is_among(path, paths_of_cases)) paths_of_cases.push_back(path);
  }
  const auto read = read_case_files(paths_of_cases, options, files.sources, run->diagnostics);
  run->suite =
      read_suite(run->program(), files.sources, files.documents, read, CaseOptions{std::nullopt, options.allow_extra});
  for (const Diagnostic& d : run->suite.diagnostics.all()) run->diagnostics.add(d);
  return run;
}

void run_selected(TestRun& run, const RunControl& control) {
  Workers(run, control).run();
  std::vector<const PreparedCase*> ran;
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) ran.push_back(&run.suite.cases[run.selected[i]]);
  run.cases_digest = cases_digest(run.sources(), ran);
}

void mutate_rules(TestRun& run, const RunControl& control) {
  std::vector<PreparedCase> cases;
  for (const std::size_t i : run.selected) cases.push_back(run.suite.cases[i]);
  MutationOptions options;
  options.jobs = control.jobs != 0 ? control.jobs : std::max(1u, std::thread::hardware_concurrency());
  options.interrupted = control.interrupted;
  if (control.progress) options.progress = [&](std::size_t done, std::size_t all) { control.progress(done, all); };
  run.mutation = run_mutation(run.program(), run.sources(), cases, options);
  for (MutantResult& result : run.mutation->results) {
    if (result.fate == MutantResult::Fate::killed) result.killer = run.selected[result.killer];
  }
}

void measure_coverage(TestRun& run) {
  run.coverage = std::make_unique<TestCoverage>(run.program());
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
    run.coverage->add(run.suite.cases[run.selected[i]], run.outcomes[i]);
  }
  run.coverage->finish();
  run.covered_lines = coverage_lines(run.coverage->view(run.sources()));
}

std::vector<Suggestion> suggestions_for(const TestRun& run) {
  std::vector<Suggestion> suggestions = suggest(run.program(), run.sources(), *run.mutation);
  // What these cases show need not be shown by others.
  TestCoverage coverage(run.program());
  std::vector<PreparedCase> cases;
  for (std::size_t i = 0; i < run.outcomes.size(); ++i) {
    cases.push_back(run.suite.cases[run.selected[i]]);
    coverage.add(cases.back(), run.outcomes[i]);
  }
  for (Suggestion& suggestion : suggestions) {
    if (suggestion.expected.impossibles.empty()) coverage.add(suggestion.value);
  }
  auto more = suggest_for_goals(coverage.plan(), coverage.met(), run.sources(), cases);
  std::move(more.begin(), more.end(), std::back_inserter(suggestions));
  return suggestions;
}

}  // namespace proviso::cli
