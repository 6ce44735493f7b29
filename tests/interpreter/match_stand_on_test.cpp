#include <algorithm>

#include "interpreter/match.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;

namespace {

const std::string kText = R"(policy p "P"
  in force from 2020-01-01
  month ends round down
kind country { UA, PL, NO }
fact home country
fact age number
set safe of country
  is { PL }
  from 2021-01-01 is { PL, NO }
value fee number
  is 5
  from 2021-01-01 is 6
define young  if age less than 10
decision card is the first of { free, paid otherwise }
ground child for free in force to and including 2020-12-31  if young
ground child for free in force from 2021-01-01 to and including 2021-12-31  if age less than 12
ground safe_home for free  if home in safe
amendment strict
  in force from 2022-01-01
  applies if age at least 18
{
  set safe is { }
  insert define rich  if fee at least 6
  insert ground wealth for free  if rich
  replace ground safe_home for free  if home is UA
  insert decision stamp is the first of { red, blue otherwise }
  insert ground redness for red  if young
}
amendment milder
  in force from 2023-01-01
{
  replace ground safe_home for free  if home is NO
  repeal ground wealth
}
)";

const Rule& rule(const Policy& policy, const char* name) { return policy.rules[*policy.find_rule(name)]; }

// The changes of an amendment that are left, by the index of the version that they bring.
std::string changes(const Policy& policy, const char* name) {
  std::string text;
  for (const Change& change : policy.amendments[*policy.find_amendment(name)].changes) {
    text += change.version == kNoId ? "-" : std::to_string(change.version);
  }
  return text;
}

}  // namespace

TEST_CASE("the text of a day has what is in force on it, and nothing else") {
  test::Engine engine(kText);
  INFO(engine.codes());
  REQUIRE(engine.program);
  const Policy& whole = engine.program->policy;
  const auto on = [&](const char* day) { return stand_on(whole, *parse_date(day)); };

  const Policy first = on("2020-12-31");
  REQUIRE(first.sets[0].versions.size() == 1);
  CHECK(first.sets[0].versions[0].from == kFirstDay);
  CHECK(first.sets[0].versions[0].constant == whole.sets[0].versions[0].constant);
  CHECK(first.values[0].versions[0].value == 5);
  REQUIRE(rule(first, "child").versions.size() == 1);
  CHECK(rule(first, "child").versions[0].in_force.through == *parse_date("2020-12-31"));
  CHECK(rule(first, "safe_home").versions.size() == 1);
  // What is not there yet keeps the text and the change that will bring it.
  CHECK(changes(first, "strict") == "0000");
  CHECK(changes(first, "milder").empty());
  CHECK(first.amendments.size() == whole.amendments.size());

  const Policy second = on("2021-01-01");
  CHECK(second.sets[0].versions[0].constant == whole.sets[0].versions[1].constant);
  CHECK(second.sets[0].versions[0].from == kFirstDay);
  CHECK(second.values[0].versions[0].value == 6);
  CHECK(rule(second, "child").versions[0].in_force.from == *parse_date("2021-01-01"));

  const Policy third = on("2022-01-01");
  REQUIRE(rule(third, "child").versions.size() == 1);  // none is in force: the first, as it is
  CHECK(rule(third, "child").versions[0].in_force.through == *parse_date("2020-12-31"));
  CHECK(rule(third, "safe_home").versions.size() == 2);
  CHECK(changes(third, "strict") == "-00100");
  CHECK(changes(third, "milder").empty());

  const Policy fourth = on("2023-01-01");
  CHECK(rule(fourth, "safe_home").versions.size() == 3);
  CHECK(changes(fourth, "milder") == "2-");

  for (const Policy* policy : {&first, &second, &third, &fourth}) {
    Diagnostics found;
    CHECK(compile(*policy, found));
    CHECK(found.empty());
  }
}
