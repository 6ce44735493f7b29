#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "interpreter/mutation.hpp"
#include "interpreter/prove_same.hpp"
#include "interpreter/told_apart.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

// A mutant that is said to mean the same as the rules is tried against them on random cases; of one that is said to
// differ, the witness was decided by both before it was told.

using namespace proviso;
using Fate = MutantResult::Fate;

namespace {

constexpr std::uint64_t kSeeds = 6;
constexpr std::uint64_t kCases = 12;
constexpr std::size_t kMaxCompletions = 1;  // everything is known

// The case with its first two people and the first link between them: what the comparison covers.
nlohmann::json small(nlohmann::json c) {
  auto& people = c["applicants"];
  while (people.size() > 2) people.erase(2);
  bool linked = false;
  for (auto& person : people) {
    if (!person.contains("relations")) continue;
    nlohmann::json kept = nlohmann::json::array();
    for (const auto& link : person["relations"]) {
      if (linked || (link["to"] != people.front()["id"] && link["to"] != people.back()["id"])) continue;
      kept.push_back(link);
      linked = true;
    }
    person["relations"] = kept;
  }
  return c;
}

}  // namespace

TEST_CASE("changes that are said to mean the same decide random cases alike") {
  const char* seeds = std::getenv("PROVISO_SEEDS");  // fewer where everything is slow
  const std::uint64_t last = seeds == nullptr ? kSeeds : 1;
  std::size_t same = 0, differ = 0, undecided = 0, compared = 0, proved = 0;
  for (std::uint64_t seed = 1; seed <= last; ++seed) {
    INFO("seed " << seed);
    const reference::RandomPolicy policy = reference::random_policy(seed);
    test::Engine engine(policy.text());
    REQUIRE(engine.program);
    MutationOptions options;
    options.search.diagram_edges = 40'000;
    const Mutation mutation = run_mutation(*engine.program, engine.sources(), {}, options);
    same += mutation.count(Fate::equivalent);
    differ += mutation.count(Fate::survived);
    undecided += mutation.count(Fate::undecided);
    for (std::size_t i = 0; i < mutation.mutants.size(); ++i) {
      if (mutation.results[i].fate != Fate::equivalent) continue;
      const auto mutant = compile_mutant(*engine.program, mutation.mutants[i]);
      REQUIRE(mutant);
      // A proof is for everybody; else only the smallest cases were compared.
      const bool for_everybody = prove_same(*engine.program, *mutant, options.proof).same;
      proved += for_everybody ? 1 : 0;
      for (std::uint64_t k = 0; k < kCases; ++k) {
        auto json = reference::random_case(policy, seed * kCases + k, kMaxCompletions);
        if (!for_everybody) json = small(std::move(json));
        Diagnostics problems;
        auto bound = engine.read(json.dump(), problems);
        if (!bound) continue;
        ++compared;
        INFO(mutation.mutants[i].item << ": " << mutation.mutants[i].change << "\n" << policy.text() << json.dump());
        CHECK_FALSE(told_apart(*engine.program, *mutant, bound->value));
      }
    }
  }
  std::cout << same << " changes mean the same (" << proved << " proved for everybody), " << differ << " do not, "
            << undecided << " are undecided; " << compared << " comparisons\n";
  CHECK(same > 0);
  CHECK(proved > 0);
  CHECK(differ > 0);
  CHECK(undecided * 2 < same + differ);
  CHECK(compared > 0);
}
