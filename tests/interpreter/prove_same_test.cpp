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
  const std::vector<std::string> expected = {
      "define `very_small`: without `small`",
      "ground `tiny`: it never holds",
      "ground `tiny`: without `very_small`",
      "ground `tiny`: without `age less than 18`",
      "ground `tiny`: any of `very_small and age less than 18` is enough",
      "ground `tiny`: not `very_small`",
      "ground `tiny`: not `age less than 18`",
      "ground `tiny`: 18 becomes 17",
      "ground `tiny`: 18 becomes 19",
  };
  CHECK(proved(R"(
fact age number
define small if age less than 10
define very_small if small and age less than 5
decision card is the first of { free, paid otherwise }
ground young for free  if age less than 18
ground tiny for free  if very_small and age less than 18
)") == expected);
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
)")
            .empty());
  // A fact that exists only under a condition is none elsewhere.
  CHECK(proved(R"(
fact married yes/no
fact married_on date only if married
decision card is the first of { free, paid otherwise }
ground single for free  if married_on is none or married_on before 2020-01-01
)")
            .empty());
}

TEST_CASE("what is impossible is counted on") {
  const std::string rules = R"(
fact from_day date or none
fact to_day date or none
decision card is the first of { free, paid otherwise }
ground long_ago for free  if from_day before 2020-01-01 or to_day before 2020-01-01
)";
  CHECK(proved(rules).empty());
  // Then whatever has ended before that day has begun before it.
  const std::string reversed =
      "impossible reversed  if to_day before from_day or (from_day is none and to_day is not none)\n";
  const std::vector<std::string> expected = {
      "ground `long_ago`: without `to_day before 2020-01-01`",
      "ground `long_ago`: 2020-01-01 becomes 2019-12-31",  // the second of the two
  };
  CHECK(proved(rules + reversed) == expected);
}

TEST_CASE("along links, for every family") {
  const std::vector<std::string> expected = {"ground `parent`: without `other's small`"};
  CHECK(proved(R"(
fact age number
define small if age less than 10
relation child_of acyclic
relation parent_of inverse of child_of
decision card is the first of { free, paid otherwise }
ground parent for free  if is parent_of someone where (other's age less than 5 and other's small)
)") == expected);
}

TEST_CASE("a derivation is the same however long the chain") {
  const std::vector<std::string> expected = {
      "derivation `close`: without `since before 2021-01-01`",
      "derivation `close`: 2021-01-01 becomes 2020-12-31",
      "derivation `close`: 2021-01-01 becomes 2021-01-02",
  };
  CHECK(proved(R"(
fact own yes/no
relation spouse_of mutual { since date }
decision grant is the first of { granted, refused otherwise }
ground of_own for granted  if own
derivation close of granted  through spouse_of if since before 2020-01-01 and since before 2021-01-01
)") == expected);
}

TEST_CASE("what is of a link does not stand in for what is of a person") {
  // With the comparison changed, the ground reads of the person what the count reads of each link.
  test::Engine engine(kHeader + R"(
fact age number
relation child_of acyclic { since date }
decision card is the first of { free, paid otherwise }
ground counted for free  if number of child_of where (since before 2020-01-01 and age less than 5) at least 2
ground one for free  if age less than 5 and is child_of someone where since before 2020-01-01
)");
  INFO(engine.codes());
  REQUIRE(engine.program);
  for (const Mutant& mutant : mutants_of(engine.program->policy, engine.sources())) {
    const auto changed = compile_mutant(*engine.program, mutant);
    if (changed) CHECK_FALSE(prove_same(*engine.program, *changed, {300'000, 300}).same);
  }
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
  // Nothing is said without room to compare.
  const auto mutants = mutants_of(engine.program->policy, engine.sources());
  const auto changed = compile_mutant(*engine.program, mutants.front());
  CHECK_FALSE(prove_same(*engine.program, *changed, {0, 0}).same);
}
