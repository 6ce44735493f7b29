#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/reference/compare.hpp"
#include "tests/reference/minimise.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/reference/shuffle.hpp"
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
constexpr std::uint64_t kCasesOfSeed = 2;
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

// How much of the language the cases reach, counted in answers of the reference.
struct Reach {
  int compared = 0, refused = 0, too_large = 0, incomplete = 0;
  int undetermined = 0, derived = 0, excluded = 0, open_rules = 0, open_text = 0, judgements = 0, links = 0;

  void count(const Comparison& comparison) {
    ++compared;
    refused += comparison.refused;
    too_large += comparison.verdict == Comparison::Verdict::too_large;
    incomplete += comparison.verdict == Comparison::Verdict::incomplete;
    if (!comparison.expected.contains("people")) return;
    for (const json& person : comparison.expected["people"]) {
      for (const json& answer : person) count_answer(answer);
    }
  }

  void count_answer(const json& answer) {
    undetermined += answer["status"] == "undetermined";
    derived += !answer["derived_from"].empty();
    excluded += answer["because"].size() > 1;
    for (const json& use : answer["because"]) open_rules += use["holds"] == "unknown";
    for (const json& amendment : answer["amendments"]) open_text += amendment.is_object();
    judgements += !answer["judgements"].empty();
    for (const json& path : answer["missing"]) links += path.get<std::string>().find("relations[") != std::string::npos;
  }
};

}  // namespace

TEST_CASE("the evaluator and the reference agree on random policies") {
  const std::uint64_t one = number_from("PROVISO_SEED", 0);
  const std::uint64_t first = one != 0 ? one : number_from("PROVISO_FIRST", 1);
  const std::uint64_t seeds = one != 0 ? 1 : number_from("PROVISO_SEEDS", kSeeds);
  Reach reach;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    INFO("PROVISO_SEED=" << seed);
    const RandomPolicy policy = random_policy(seed);
    for (std::uint64_t k = 0; k < kCasesOfSeed; ++k) {
      const Example example{policy.text(), random_case(policy, seed * kCasesOfSeed + k, kMaxCompletions)};
      const Comparison comparison = compare(example);
      reach.count(comparison);
      if (comparison.verdict == Comparison::Verdict::bad_policy) {
        FAIL_CHECK("the random policy has errors:\n" << comparison.words);
        break;
      }
      if (comparison.verdict != Comparison::Verdict::different) continue;
      FAIL_CHECK(comparison.words << "\n" << smallest(example, "seed_" + std::to_string(seed)));
      break;
    }
  }
  std::cout << reach.compared << " cases: " << reach.refused << " refused, " << reach.too_large
            << " too large for the reference, " << reach.incomplete
            << " beyond a limit; answers: " << reach.undetermined << " undetermined, " << reach.derived
            << " derived from somebody, " << reach.excluded << " with several rules, " << reach.open_rules
            << " rules and " << reach.open_text << " amendments open, " << reach.judgements << " wait for a judgement, "
            << reach.links << " for a fact of a link\n";
  if (one != 0 || seeds < kSeeds) return;
  CHECK(reach.refused * 4 < reach.compared);
  CHECK(reach.too_large * 20 < reach.compared);
  CHECK(reach.incomplete * 200 < reach.compared);
  for (const int reached : {reach.undetermined, reach.derived, reach.excluded, reach.open_rules, reach.open_text,
                            reach.judgements, reach.links}) {
    CHECK(reached > 0);
  }
}

TEST_CASE("the order of declarations, files, people and relations leaves no trace") {
  const std::uint64_t one = number_from("PROVISO_SEED", 0);
  const std::uint64_t first = one != 0 ? one : number_from("PROVISO_FIRST", 1);
  const std::uint64_t seeds = one != 0 ? 1 : number_from("PROVISO_SEEDS", kSeeds) / 3;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    INFO("PROVISO_SEED=" << seed);
    const RandomPolicy policy = random_policy(seed);
    const json case_json = random_case(policy, seed * kCasesOfSeed, kMaxCompletions);
    Random random(seed);
    const json plain = decide({{"policy.proviso", policy.text()}}, case_json);
    const Shuffled shuffled = shuffle(policy, case_json, random);
    const json other = decide(shuffled.files, shuffled.case_json);
    const bool links = !states_a_link_twice(case_json);
    const auto difference = first_difference(with_paths(other, shuffled.back, links), with_paths(plain, {}, links));
    if (!difference) continue;
    FAIL_CHECK(difference->words << "\n" << policy.text() << case_json.dump() << "\n" << shuffled.case_json.dump());
  }
}

TEST_CASE("failures of the past stay mended") {
  for (const auto& [name, example] : kept(kKept)) {
    INFO(name << "\n" << example.policy << example.case_json.dump());
    const Comparison comparison = compare(example);
    INFO(comparison.words);
    CHECK(comparison.verdict == Comparison::Verdict::same);
  }
}
