// The comparison of two versions in one process, from resolved policies to the classes and the proof: the engine behind
// `proviso diff` without reading files and without writing reports.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

#include "dsl/date.hpp"
#include "dsl/load.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/compare_versions.hpp"
#include "interpreter/compile.hpp"

namespace {

using namespace proviso;

const std::string kNorway = PROVISO_SOURCE_DIR "/rulesets/norway";
const std::string kProposal = kNorway + "/proposals/2026-02-26.proviso";

[[noreturn]] void stop(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all()) std::fprintf(stderr, "%s\n", diagnostic.message.c_str());
  std::exit(2);
}

/// The Norwegian rules, read.
struct Version {
  LoadedFiles files;
  std::optional<Policy> policy;
  std::optional<Days> on;

  explicit Version(const char* day, const LoadOptions& load = {}) {
    if (day != nullptr) on = parse_date(day);
    Diagnostics diagnostics;
    files = load_files({kNorway}, load, diagnostics);
    policy = resolve(files.sources, files.documents, diagnostics);
    if (!policy) stop(diagnostics);
  }

  CompareInput input() const { return {*policy, &files.sources, kNorway, on}; }
};

void engine(benchmark::State& state, const Version& before, const Version& after) {
  VersionDiff last;
  for (auto _ : state) {
    Diagnostics diagnostics;
    auto compared = compare_versions(before.input(), after.input(), {}, diagnostics);
    if (!compared) stop(diagnostics);
    state.PauseTiming();
    last = std::move(compared->diff);
    state.ResumeTiming();
  }
  state.counters["changes"] = static_cast<double>(last.changes.size());
  state.counters["classes"] = static_cast<double>(last.classes.size());
  state.counters["complete"] = last.complete ? 1 : 0;
}

void engine_norway(benchmark::State& state) { engine(state, Version("2025-01-12"), Version("2025-01-13")); }

void engine_norway_proposal(benchmark::State& state) {
  LoadOptions with;
  with.with = {kProposal};
  engine(state, Version(nullptr), Version(nullptr, with));
}

/// What to compare these with: both policies are compiled, and no more.
void compile_both(benchmark::State& state) {
  const Version version(nullptr);
  for (auto _ : state) {
    for (int i = 0; i < 2; ++i) {
      Diagnostics diagnostics;
      benchmark::DoNotOptimize(compile(*version.policy, diagnostics));
    }
  }
}

}  // namespace

BENCHMARK(compile_both)->Unit(benchmark::kMillisecond);
BENCHMARK(engine_norway)->Unit(benchmark::kMillisecond);
BENCHMARK(engine_norway_proposal)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
