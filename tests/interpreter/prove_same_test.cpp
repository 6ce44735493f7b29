#include "interpreter/prove_same.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "interpreter/mutant.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

using namespace proviso;

namespace {

const std::string kHeader = "policy p \"P\"\n  in force from 2020-01-01\n  month ends round down\n";

// Of the changes of a policy, "item: change", those that are proved to mean the same.
std::vector<std::string> proved(const std::string& text) {
  test::Engine engine(kHeader + text);
  INFO(engine.codes());
  REQUIRE(engine.program);
  std::vector<std::string> found;
  for (const Mutant& mutant : mutants_of(engine.program->policy, engine.sources())) {
    const auto changed = compile_mutant(*engine.program, mutant);
    if (changed && prove_same(*engine.program, *changed, {300'000, 300}).same)
      found.push_back(mutant.item + ": " + mutant.change);
  }
  return found;
}

}  // namespace

TEST_CASE("what a definition implies is found at any depth") {
  CHECK(proved(R"(
fact age number
define small if age less than 10
define very_small if small and age less than 5
decision card is the first of { free, paid otherwise }
ground young for free  if age less than 18
ground tiny for free  if very_small and age less than 18
)") == std::vector<std::string>{"define `very_small`: without `small`", "ground `tiny`: it never holds",
                                "ground `tiny`: without `very_small`", "ground `tiny`: without `age less than 18`",
                                "ground `tiny`: not `very_small`", "ground `tiny`: not `age less than 18`",
                                "ground `tiny`: 18 becomes 17", "ground `tiny`: 18 becomes 19",
                                "ground `tiny`: any of `very_small and age less than 18` is enough"});
}

TEST_CASE("that a value may be none is no detail") {
  // Without `last is none`, whoever has neither day is refused.
  CHECK(proved(R"(
fact one date or none
fact other_day date or none
fact start date
define last as date or none is the latest of { one, other_day }
decision card is the first of { free, paid otherwise }
ground in_time for free  if last is none or last on or after start
)") == std::vector<std::string>{});
  // A fact that exists only under a condition is none elsewhere.
  CHECK(proved(R"(
fact married yes/no
fact married_on date only if married
decision card is the first of { free, paid otherwise }
ground single for free  if married_on is none or married_on before 2020-01-01
)") == std::vector<std::string>{});
}

TEST_CASE("what is impossible is counted on") {
  const std::string rules = R"(
fact from_day date or none
fact to_day date or none
decision card is the first of { free, paid otherwise }
ground long_ago for free  if from_day before 2020-01-01 or to_day before 2020-01-01
)";
  CHECK(proved(rules) == std::vector<std::string>{});
  CHECK(
      proved(rules + "impossible reversed  if to_day before from_day or (from_day is none and to_day is not none)\n") ==
      std::vector<std::string>{"ground `long_ago`: without `to_day before 2020-01-01`"});
}

TEST_CASE("along links, for every family") {
  // Whoever has a wealthy child has a child; and the father's clause says nothing that the mother's leaves open.
  CHECK(proved(R"(
fact wealthy yes/no
relation child_of acyclic
relation parent_of inverse of child_of
decision card is the first of { free, paid otherwise }
ground parent for free  if is parent_of someone
ground helped for free  if is parent_of someone where other's wealthy
)") == std::vector<std::string>{
           "ground `helped`: it never holds", "ground `helped`: not `is parent_of someone where other's wealthy`",
           "ground `helped`: without `other's wealthy`", "ground `helped`: not `other's wealthy`"});
}

TEST_CASE("a derivation that only repeats another is the same however long the chain") {
  const std::vector<std::string> found = proved(R"(
fact own yes/no
fact age number
relation spouse_of mutual { since date }
decision grant is the first of { granted, refused otherwise }
ground of_own for granted  if own
derivation wide of granted  through spouse_of
derivation narrow of granted  through spouse_of if since before 2020-01-01
)");
  CHECK(std::find(found.begin(), found.end(), "derivation `narrow`: it never holds") != found.end());
  CHECK(std::find(found.begin(), found.end(), "derivation `wide`: it never holds") == found.end());
}

TEST_CASE("what is not proved is told with the result that is made first") {
  test::Engine engine(kHeader + R"(
fact age number
define grown if age at least 18
decision card is the first of { paid, free otherwise }
ground adult for paid  if grown
)");
  REQUIRE(engine.program);
  for (const Mutant& mutant : mutants_of(engine.program->policy, engine.sources())) {
    if (mutant.item != "define `grown`") continue;
    const auto changed = compile_mutant(*engine.program, mutant);
    REQUIRE(changed);
    const SameProof proof = prove_same(*engine.program, *changed, {300'000, 300});
    CHECK_FALSE(proof.same);
    CHECK(proof.open == std::vector<ResultRef>{{false, 0}, {true, 0}});
  }
  // Nothing can be said without room to compare.
  const auto mutants = mutants_of(engine.program->policy, engine.sources());
  const auto changed = compile_mutant(*engine.program, mutants.front());
  CHECK_FALSE(prove_same(*engine.program, *changed, {0, 0}).same);
}
