#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/reference/compare.hpp"
#include "tests/reference/minimise.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/support/catch.hpp"

// The evaluator against the reference: random policies with random cases, and the minimised failures of the past.
//   PROVISO_SEEDS=N    runs N seeds
//   PROVISO_FIRST=S    from this seed on
//   PROVISO_SEED=S     runs one seed
//   PROVISO_KEEP=1     writes what fails, made small, to tests/reference/kept
using namespace proviso::reference;
using nlohmann::json;

namespace {

constexpr std::uint64_t kSeeds = 300;
constexpr int kCasesOfSeed = 2;
constexpr std::size_t kMaxCompletions = 400;
const std::string kKept = std::string(PROVISO_SOURCE_DIR) + "/tests/reference/kept";

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

Comparison compare(const Example& example) {
  return proviso::reference::compare(Files{{"policy.proviso", example.policy}}, example.case_json);
}

// The difference made small: the same kind of difference, in the fewest lines.
std::string smallest(const Example& example, const std::string& name) {
  const std::string field = compare(example).field;
  const Example small = minimise(example, [&](const Example& e) {
    const Comparison c = compare(e);
    return c.verdict == Comparison::Verdict::different && c.field == field;
  });
  if (std::getenv("PROVISO_KEEP") != nullptr) keep(small, kKept, name);
  return compare(small).words + "\n" + small.policy + small.case_json.dump();
}

}  // namespace

TEST_CASE("the evaluator and the reference agree on random policies") {
  std::uint64_t first = number_from("PROVISO_FIRST", 1);
  std::uint64_t last = first + number_from("PROVISO_SEEDS", kSeeds) - 1;
  if (const std::uint64_t one = number_from("PROVISO_SEED", 0)) first = last = one;
  int compared = 0, refused = 0, too_large = 0;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const RandomPolicy policy = random_policy(seed);
    for (int k = 0; k < kCasesOfSeed; ++k) {
      const Example example{policy.text(),
                            random_case(policy, seed * 1000 + static_cast<std::uint64_t>(k), kMaxCompletions)};
      const Comparison comparison = compare(example);
      INFO("PROVISO_SEED=" << seed);
      if (comparison.verdict == Comparison::Verdict::bad_policy) {
        FAIL_CHECK("the random policy has errors:\n" << comparison.words);
        break;
      }
      ++compared;
      refused += comparison.refused;
      if (comparison.refused && std::getenv("PROVISO_WHY")) std::cerr << comparison.expected["why"] << "\n";
      too_large += comparison.verdict == Comparison::Verdict::too_large;
      if (comparison.verdict != Comparison::Verdict::different) continue;
      FAIL_CHECK(comparison.words << "\n" << smallest(example, "seed_" + std::to_string(seed)));
      break;
    }
  }
  std::cout << compared << " cases compared, " << refused << " of them refused, " << too_large << " too large\n";
  CHECK(refused * 3 < compared + 20);
  CHECK(too_large * 20 < compared + 20);
}

TEST_CASE("failures of the past stay mended") {
  for (const auto& [name, example] : kept(kKept)) {
    INFO(name << "\n" << example.policy << example.case_json.dump());
    const Comparison comparison = compare(example);
    INFO(comparison.words);
    CHECK(comparison.verdict == Comparison::Verdict::same);
  }
}
