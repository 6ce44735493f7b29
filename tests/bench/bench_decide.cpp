// Decisions in one process, with the policy compiled and the cases bound: the rows of docs/benchmarks.md under that
// name.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/load.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/conformance.hpp"
#include "interpreter/coverage.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/proviso.hpp"
#include "interpreter/suite.hpp"

namespace {

using namespace proviso;

const std::string kNorway = PROVISO_SOURCE_DIR "/rulesets/norway";

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

[[noreturn]] void stop(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all()) std::fprintf(stderr, "%s\n", diagnostic.message.c_str());
  std::exit(2);
}

const Program& norway() {
  static const Program program = [] {
    Diagnostics diagnostics;
    const LoadedFiles files = load_files({kNorway}, LoadOptions(), diagnostics);
    std::optional<Policy> policy = resolve(files.sources, files.documents, diagnostics);
    if (!policy) stop(diagnostics);
    std::optional<Program> compiled = compile(std::move(*policy), diagnostics);
    if (!compiled) stop(diagnostics);
    return std::move(*compiled);
  }();
  return program;
}

std::string example(const std::string& name) { return read(kNorway + "/examples/" + name + ".json"); }

Case bound_example(const std::string& name) {
  SourceSet sources;
  const std::string text = example(name);
  const FileId file = sources.add(name, text);
  Diagnostics diagnostics;
  const Span whole{file, 0, static_cast<std::uint32_t>(text.size())};
  const std::optional<JsonValue> json = read_json(sources, whole, JsonLimits(), diagnostics);
  if (!json) stop(diagnostics);
  std::optional<BoundCase> bound = CaseReader(norway(), sources).read(*json, diagnostics);
  if (!bound) stop(diagnostics);
  return std::move(bound->value);
}

/// Counts people and the answers (decisions and defines) that each of them gets.
void count(benchmark::State& state, std::size_t people) {
  const auto rounds = static_cast<double>(state.iterations()) * static_cast<double>(people);
  const std::size_t answers = norway().decisions.size() + norway().defines.size();
  state.counters["people/s"] = benchmark::Counter(rounds, benchmark::Counter::kIsRate);
  state.counters["decisions/s"] =
      benchmark::Counter(rounds * static_cast<double>(norway().decisions.size()), benchmark::Counter::kIsRate);
  state.counters["answers/s"] = benchmark::Counter(rounds * static_cast<double>(answers), benchmark::Counter::kIsRate);
}

/// Every decision and define of everyone, by value alone.
void values(benchmark::State& state, const std::string& name) {
  Case bound = bound_example(name);
  Evaluation evaluation(norway(), bound);
  for (auto _ : state) {
    evaluation.run();
    benchmark::DoNotOptimize(evaluation.at(norway().decisions[0].value, 0));
  }
  count(state, bound.people.size());
}

/// The same with reasons, what is missing and what is possible.
void answers(benchmark::State& state, const std::string& name) {
  Case bound = bound_example(name);
  for (auto _ : state) benchmark::DoNotOptimize(decide(norway(), bound));
  count(state, bound.people.size());
}

/// What coverage adds to a case that was decided.
void coverage_added(benchmark::State& state, const std::string& name) {
  Case bound = bound_example(name);
  const CoveragePlan plan(norway());
  CoverageCollector collector(plan);
  for (auto _ : state) collector.add(bound, 0);
  benchmark::DoNotOptimize(collector.first_cases().data());
  count(state, bound.people.size());
}

/// From the JSON of the case to the JSON of the result, through the public interface.
void json_to_json(benchmark::State& state, const std::string& name) {
  const Loaded loaded = load({kNorway});
  if (!loaded) std::exit(2);
  const std::string text = example(name);
  for (auto _ : state) benchmark::DoNotOptimize(loaded.ruleset->decide(text).json);
  count(state, bound_example(name).people.size());
}

/// What to compare `json_to_json` with: nlohmann/json reads the same text and does no more.
void json_alone(benchmark::State& state, const std::string& name) {
  const std::string text = example(name);
  for (auto _ : state) benchmark::DoNotOptimize(nlohmann::json::parse(text));
}

/// The conformance suite of the ruleset, with its policy.
struct NorwegianSuite {
  LoadedFiles files;
  Suite suite;

  NorwegianSuite() {
    Diagnostics diagnostics;
    files = load_files({kNorway}, LoadOptions(), diagnostics);
    std::vector<FileId> cases;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kNorway)) {
      const std::string path = entry.path().string();
      if (path.ends_with(".cases.jsonl")) cases.push_back(files.sources.add(path, read(path)));
    }
    suite = read_suite(norway(), files.sources, files.documents, cases);
    if (!suite.diagnostics.empty()) stop(suite.diagnostics);
  }
};

/// Every case of the suite, decided with reasons and compared, one after the other: what each of the threads of
/// `proviso test` does.
void conformance(benchmark::State& state) {
  NorwegianSuite norwegian;
  for (auto _ : state) {
    for (PreparedCase& prepared : norwegian.suite.cases) benchmark::DoNotOptimize(run_case(norway(), prepared));
  }
  const auto cases = static_cast<double>(state.iterations()) * static_cast<double>(norwegian.suite.cases.size());
  state.counters["cases/s"] = benchmark::Counter(cases, benchmark::Counter::kIsRate);
}

}  // namespace

BENCHMARK(conformance);
BENCHMARK_CAPTURE(values, known_facts, "rivne");
BENCHMARK_CAPTURE(values, couple, "couple");
BENCHMARK_CAPTURE(answers, known_facts, "rivne");
BENCHMARK_CAPTURE(answers, couple, "couple");
BENCHMARK_CAPTURE(answers, open_fact, "undetermined");
BENCHMARK_CAPTURE(coverage_added, known_facts, "rivne");
BENCHMARK_CAPTURE(json_to_json, known_facts, "rivne");
BENCHMARK_CAPTURE(json_alone, known_facts, "rivne");
BENCHMARK_MAIN();
