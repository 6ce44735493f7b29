#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "interpreter/compare_versions.hpp"
#include "interpreter/mutant.hpp"
#include "interpreter/rebind.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

// Random policies and a slip of the pen in them, compared: each person of random cases who is decided differently must
// be in exactly one class, of the outcomes that the versions give, and nobody else in any.

using namespace proviso;

namespace {

constexpr std::uint64_t kSeeds = 8, kFewSeeds = 3;
constexpr std::uint64_t kCases = 60;
constexpr std::size_t kMutants = 12;        // of each policy
constexpr std::size_t kMaxCompletions = 1;  // everything is known

std::string name_of(const Program& program, DecisionId decision, const Answer& answer) {
  if (!answer.in_force) return "not_in_force";
  if (!answer.settled) return "undetermined";
  const Decision& d = program.policy.decisions[decision];
  return d.yes_no ? (answer.value == 1 ? "yes" : "no") : d.outcomes[static_cast<std::size_t>(answer.value)].name;
}

struct Counts {
  std::size_t pairs = 0, incomplete = 0, classes = 0, without_witness = 0, people = 0, changed = 0, open = 0, met = 0,
              missed = 0, proved_same = 0, without_near_miss = 0;
};

// Empty: all is well.
std::string check_person(const VersionDiff& diff, std::size_t decision, const std::string& before,
                         const std::string& after, const VersionPair::Membership& membership) {
  if (before == "undetermined" || after == "undetermined") return {};
  const std::string what = diff.compared[decision] + ": " + before + " -> " + after;
  if (membership.open) return {};
  if (before == after) return membership.classes.empty() ? "" : what + ", and in a class";
  if (membership.classes.size() != 1)
    return what + ", and in " + std::to_string(membership.classes.size()) + " classes";
  const ChangeClass& c = diff.classes[membership.classes.front()];
  if (c.from != before || c.to != after) return what + ", and in the class " + c.id + " of " + c.from + " -> " + c.to;
  return {};
}

std::string check_case(const Compared& compared, const Case& c, Counts& counts, std::set<std::uint32_t>& met) {
  const Program &a = compared.pair->old_program(), &b = compared.pair->new_program();
  Case old_case = c;
  auto new_case = rebind(c, a, b);
  if (!new_case) return {};
  const CaseAnswers before = decide(a, old_case), after = decide(b, *new_case);
  if (before.status != CaseAnswers::Status::decided || after.status != CaseAnswers::Status::decided) return {};
  const auto memberships = compared.pair->memberships(c);
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    ++counts.people;
    for (std::size_t d = 0; d < compared.pair->compared().size(); ++d) {
      const DecisionId id = compared.pair->compared()[d];
      const std::string x = name_of(a, id, before.people[p].decisions[id]);
      const std::string y = name_of(b, id, after.people[p].decisions[id]);
      counts.changed += x != y;
      counts.open += memberships[p][d].open;
      met.insert(memberships[p][d].classes.begin(), memberships[p][d].classes.end());
      const std::string wrong = check_person(compared.diff, d, x, y, memberships[p][d]);
      if (!wrong.empty()) return c.people[p].id + ": " + wrong;
    }
  }
  return {};
}

}  // namespace

TEST_CASE("whoever is decided differently is in exactly one class") {
  const char* wanted = std::getenv("PROVISO_SEEDS");  // fewer where everything is slow
  const std::uint64_t last = wanted == nullptr ? kSeeds : kFewSeeds;
  Counts counts;
  for (std::uint64_t seed = 1; seed <= last; ++seed) {
    const reference::RandomPolicy policy = reference::random_policy(seed);
    test::Engine engine(policy.text());
    REQUIRE(engine.program);
    const std::vector<Mutant> mutants = mutants_of(engine.program->policy, engine.sources());
    const std::size_t step = std::max<std::size_t>(1, mutants.size() / kMutants);
    for (std::size_t m = seed % step; m < mutants.size(); m += step) {
      Policy changed = engine.program->policy;
      mutants[m].apply(changed);
      INFO("seed " << seed << ", " << mutants[m].item << ": " << mutants[m].change);
      if (!compile_mutant(*engine.program, mutants[m])) continue;
      Diagnostics problems;
      const auto compared =
          compare_versions({engine.program->policy, &engine.sources(), "old", std::nullopt},
                           {std::move(changed), &engine.sources(), "new", std::nullopt}, {}, problems);
      REQUIRE(compared);
      ++counts.pairs;
      if (!compared->diff.complete) {
        ++counts.incomplete;
        continue;
      }
      counts.classes += compared->diff.classes.size();
      counts.proved_same += compared->diff.classes.empty();
      for (const ChangeClass& c : compared->diff.classes) {
        counts.without_witness += !c.witness;
        counts.without_near_miss += !c.near_miss;
      }
      std::set<std::uint32_t> met;
      for (std::uint64_t k = 0; k < kCases; ++k) {
        const auto json = reference::random_case(policy, seed * kCases + k, kMaxCompletions);
        Diagnostics wrong;
        auto c = engine.read(json.dump(), wrong);
        if (!c) continue;
        auto here = rebind(c->value, *engine.program, compared->pair->old_program());
        if (!here) continue;
        const std::string problem = check_case(*compared, *here, counts, met);
        INFO(policy.text() << json.dump());
        REQUIRE(problem == "");
      }
      for (const std::uint32_t i : met) counts.missed += !compared->diff.classes[i].witness;
      counts.met += met.size();
    }
  }
  std::cout << counts.pairs << " pairs (" << counts.incomplete << " not complete, " << counts.proved_same
            << " proved to be the same), " << counts.classes << " classes (" << counts.without_witness
            << " without a witness, " << counts.without_near_miss << " without a near miss), " << counts.people
            << " people, " << counts.changed << " changed, " << counts.open << " open; " << counts.met
            << " classes met, " << counts.missed << " of them without a witness\n";
  CHECK(counts.changed > 0);
  CHECK(counts.proved_same > 0);
  CHECK(counts.incomplete * 10 < counts.pairs);
}
