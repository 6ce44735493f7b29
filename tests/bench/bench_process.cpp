// Measures the built program from outside, cold: processor time and peak memory as the operating system counts them.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

extern char** environ;

namespace {

struct Cost {
  double seconds = 0;  ///< of processor time, user and system
  double megabytes = 0;
  int exit_code = -1;
};

/// So that what grows beyond all measure stops, and not the machine.
void limit(pid_t child) {
  constexpr rlim_t kSeconds = 600, kBytes = rlim_t{8} << 30;
  const rlimit time{kSeconds, kSeconds}, memory{kBytes, kBytes};
  prlimit(child, RLIMIT_CPU, &time, nullptr);
  prlimit(child, RLIMIT_AS, &memory, nullptr);
}

/// Runs a program to its end, its output thrown away.
Cost run(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return {};
  limit(child);

  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return {seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024,
          WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

/// The median of several runs, for what others are compared with.
double median_seconds(const std::vector<std::string>& command) {
  std::vector<double> times;
  for (int i = 0; i < 15; ++i) times.push_back(run(command).seconds);
  std::nth_element(times.begin(), times.begin() + 7, times.end());
  return times[7];
}

/// Measures `command`, and says how many times the processor time of `floor_seconds` it takes. Returns the exit code.
int measure(benchmark::State& state, const std::vector<std::string>& command, double floor_seconds,
            const std::vector<int>& exit_codes) {
  double seconds = 0, megabytes = 0;
  int exit_code = 0;
  for (auto _ : state) {
    const Cost cost = run(command);
    exit_code = cost.exit_code;
    if (std::find(exit_codes.begin(), exit_codes.end(), exit_code) == exit_codes.end()) {
      state.SkipWithError(exit_code < 0 ? fmt::format("stopped after {:.0f} s", cost.seconds).c_str()
                                        : fmt::format("exit code {}", exit_code).c_str());
      return exit_code;
    }
    state.SetIterationTime(cost.seconds);
    seconds += cost.seconds;
    megabytes = std::max(megabytes, cost.megabytes);
  }
  state.counters["peak_MB"] = megabytes;
  state.counters["floor_ms"] = 1e3 * floor_seconds;
  state.counters["ratio"] = seconds / static_cast<double>(state.iterations()) / floor_seconds;
  return exit_code;
}

void measure(benchmark::State& state, const std::vector<std::string>& command, const std::vector<std::string>& floor) {
  measure(state, command, median_seconds(floor), {0});
}

const std::string kRulesets = PROVISO_SOURCE_DIR "/rulesets/";

void cold_decide(benchmark::State& state) {
  const std::string policy = kRulesets + "norway", file = kRulesets + "norway/examples/couple.json";
  measure(state, {PROVISO_PROGRAM, "decide", "--format", "json", policy, file}, {READ_FILES_PROGRAM, policy, file});
}

void cold_check_norway(benchmark::State& state) {
  measure(state, {PROVISO_PROGRAM, "check", "--quick", kRulesets + "norway"},
          {READ_FILES_PROGRAM, kRulesets + "norway"});
}

void findings_norway(benchmark::State& state) {
  measure(state, {PROVISO_PROGRAM, "check", kRulesets + "norway"}, {READ_FILES_PROGRAM, kRulesets + "norway"});
}

/// 1,000 rules in as many schemes: what hangs together is examined together.
void findings_generated(benchmark::State& state) {
  const std::string schemes = std::to_string(state.range(0));
  const std::string folder = fmt::format("{}/findings_{}", GENERATED_FOLDER, schemes);
  if (run({GENERATE_PROGRAM, folder, "1000", schemes}).exit_code != 0) {
    state.SkipWithError("the policy could not be generated");
    return;
  }
  measure(state, {PROVISO_PROGRAM, "check", folder}, {READ_FILES_PROGRAM, folder});
}

void cold_test_norway(benchmark::State& state) {
  measure(state, {PROVISO_PROGRAM, "test", kRulesets + "norway"}, {READ_FILES_PROGRAM, kRulesets + "norway"});
}

void check_generated(benchmark::State& state) {
  const std::string folder = fmt::format("{}/{}", GENERATED_FOLDER, state.range(0));
  if (run({GENERATE_PROGRAM, folder, std::to_string(state.range(0)), "100"}).exit_code != 0) {
    state.SkipWithError("the policy could not be generated");
    return;
  }
  measure(state, {PROVISO_PROGRAM, "check", "--quick", folder}, {READ_FILES_PROGRAM, folder});
  state.SetComplexityN(state.range(0));
}

/// Compares two versions: exit code 1 says that somebody is decided differently, 3 that the comparison is not complete.
/// The floor is to read and check both.
void measure_diff(benchmark::State& state, const std::vector<std::string>& sides, const std::vector<std::string>& files,
                  const std::string& format) {
  double floor = 0;
  for (const std::string& file : files) floor += median_seconds({PROVISO_PROGRAM, "check", "--quick", file});
  std::vector<std::string> command = {PROVISO_PROGRAM, "diff", "--format", format};
  command.insert(command.end(), sides.begin(), sides.end());
  state.counters["complete"] = measure(state, command, floor, {1, 3}) == 1 ? 1 : 0;
}

void diff_norway(benchmark::State& state, const std::string& format) {
  const std::string norway = kRulesets + "norway";
  measure_diff(state, {norway + "@2025-01-12", norway + "@2025-01-13"}, {norway, norway}, format);
}

void diff_norway_proposal(benchmark::State& state) {
  const std::string norway = kRulesets + "norway";
  measure_diff(state, {norway, "--with", norway + "/proposals/2026-02-26.proviso"}, {norway, norway}, "json");
}

/// Generated schemes of five rules each, and a version of them in which `changed`.
void diff_generated(benchmark::State& state, const std::string& changed) {
  const std::string schemes = std::to_string(state.range(0)), rules = std::to_string(5 * state.range(0));
  const std::string before = fmt::format("{}/diff_{}", GENERATED_FOLDER, schemes);
  const std::string after = fmt::format("{}_{}", before, changed);
  if (run({GENERATE_PROGRAM, before, rules, schemes}).exit_code != 0 ||
      run({GENERATE_PROGRAM, after, rules, schemes, changed}).exit_code != 0) {
    state.SkipWithError("the policy could not be generated");
    return;
  }
  measure_diff(state, {before, after}, {before, after}, "json");
}

}  // namespace

BENCHMARK(cold_decide)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(cold_check_norway)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(findings_norway)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(findings_generated)
    ->Arg(200)
    ->Arg(100)
    ->Arg(1)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(cold_test_norway)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(check_generated)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oNLogN);
BENCHMARK_CAPTURE(diff_norway, text, "text")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(diff_norway, markdown, "markdown")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(diff_norway, html, "html")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(diff_norway, json, "json")->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(diff_norway_proposal)->UseManualTime()->Unit(benchmark::kMillisecond);
// One run of each is measured: they take long, and differ little.
BENCHMARK_CAPTURE(diff_generated, one, "one")
    ->Arg(50)
    ->Arg(200)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(diff_generated, third, "third")
    ->Arg(50)
    ->Arg(200)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
