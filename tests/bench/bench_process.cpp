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

/// Measures `command`, and says how many times the processor time of `floor` it takes.
void measure(benchmark::State& state, const std::vector<std::string>& command, const std::vector<std::string>& floor) {
  const double floor_seconds = median_seconds(floor);
  double seconds = 0, megabytes = 0;
  for (auto _ : state) {
    const Cost cost = run(command);
    if (cost.exit_code != 0) {
      state.SkipWithError(fmt::format("exit code {}", cost.exit_code).c_str());
      return;
    }
    state.SetIterationTime(cost.seconds);
    seconds += cost.seconds;
    megabytes = std::max(megabytes, cost.megabytes);
  }
  state.counters["peak_MB"] = megabytes;
  state.counters["floor_ms"] = 1e3 * floor_seconds;
  state.counters["ratio"] = seconds / static_cast<double>(state.iterations()) / floor_seconds;
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

}  // namespace

BENCHMARK(cold_decide)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(cold_check_norway)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(findings_norway)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(cold_test_norway)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK(check_generated)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Arg(100'000)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oNLogN);
BENCHMARK_MAIN();
