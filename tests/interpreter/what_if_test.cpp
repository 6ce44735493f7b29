#include "interpreter/what_if.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

using namespace proviso;
using proviso::test::Engine;
using Lines = std::vector<std::string>;

namespace {

const std::string kHeader = R"(policy test "A test"
  in force from 2020-01-01
  month ends round down
kind region { north, south, east }
kind permit { work, study, visit }
relation spouse_of mutual { since date }
)";

/// "a.home = any of south, east, … -> yes" for each way.
Lines ways(const std::string& rules, const std::string& applicants, std::size_t person = 0, WhatIfLimits limits = {}) {
  Engine e(kHeader + rules);
  REQUIRE(e.codes() == "");
  const CaseAnswers answers = e.decide(R"({"as_of": "2025-02-10", "applicants": [)" + applicants + "]}");
  REQUIRE(answers.status == CaseAnswers::Status::decided);
  const auto found =
      what_if(*e.program, e.last_case(), answers, {{static_cast<std::uint32_t>(person), {0}}}, limits).at(0).at(0);
  Lines all;
  for (const WhatIfRange& range : found.changes) {
    std::string line;
    for (const FactChange& change : range.changes) line += (line.empty() ? "" : ", ") + change.path + " = " + change.to;
    all.push_back(line + " -> " + range.value);
  }
  std::sort(all.begin(), all.end());
  if (!found.complete) all.push_back("incomplete");
  return all;
}

}  // namespace

TEST_CASE("a date is changed by ranges whose ends are exact") {
  const std::string rules = R"(fact lodged date
    decision d yes/no
    ground g for d if lodged on or after 2024-09-28 and lodged before 3 months after 2024-11-30)";
  CHECK(ways(rules, R"({"id": "a", "lodged": "2024-10-02"})") ==
        Lines{"a.lodged = 2024-09-27 or earlier, or 2025-02-28 or later -> no"});
  CHECK(ways(rules, R"({"id": "a", "lodged": "2020-10-02"})") ==
        Lines{"a.lodged = from 2024-09-28 to 2025-02-27 -> yes"});
}

TEST_CASE("a single day between two tests is found") {
  const std::string rules = R"(fact lodged date
    decision d yes/no
    ground g for d if lodged on 2019-03-07)";
  CHECK(ways(rules, R"({"id": "a", "lodged": "2024-10-02"})") == Lines{"a.lodged = 2019-03-07 -> yes"});
}

TEST_CASE("members are grouped, and numbers are ranges") {
  const std::string rules = R"(fact home region
    fact days number
    decision d yes/no
    ground g for d if home in { south, east } and days at least 90)";
  CHECK(ways(rules, R"({"id": "a", "home": "north", "days": 100})") == Lines{"a.home = any of south, east -> yes"});
  CHECK(ways(rules, R"({"id": "a", "home": "south", "days": 100})") ==
        Lines{"a.days = at most 89 -> no", "a.home = north -> no"});
}

TEST_CASE("a set is changed by one member") {
  const std::string rules = R"(fact permits set of permit
    decision d yes/no
    ground g for d if permits includes any of { work, study })";
  CHECK(ways(rules, R"({"id": "a", "permits": ["visit"]})") ==
        Lines{"a.permits = the same with any of work, study added -> yes"});
  CHECK(ways(rules, R"({"id": "a", "permits": ["visit", "work"]})") ==
        Lines{"a.permits = the same without work -> no"});
}

TEST_CASE("facts that no rule reads, or that cannot move the decision, are never suggested") {
  const std::string rules = R"(fact home region
    fact unread region
    fact idle yes/no
    decision d yes/no
    ground g for d if home is north or (idle and not idle))";
  CHECK(ways(rules, R"({"id": "a", "home": "north", "unread": "south", "idle": true})") ==
        Lines{"a.home = any of south, east -> no"});
}

TEST_CASE("what is impossible is never suggested") {
  const std::string rules = R"(fact home region
    fact tall yes/no
    impossible tall_easterner if home is east and tall
    decision d yes/no
    ground g for d if home is not north)";
  CHECK(ways(rules, R"({"id": "a", "home": "north", "tall": true})") == Lines{"a.home = south -> yes"});
}

TEST_CASE("a fact that exists only under a condition changes together with it") {
  const std::string rules = R"(fact answered yes/no
    fact answered_on date only if answered
    decision d yes/no
    ground g for d if answered_on before 2025-01-13)";
  CHECK(ways(rules, R"({"id": "a", "answered": false})") ==
        Lines{"a.answered = yes -> undetermined", "a.answered = yes, a.answered_on = 2025-01-12 or earlier -> yes"});
  CHECK(ways(rules, R"({"id": "a", "answered": true, "answered_on": "2025-01-01"})") ==
        Lines{"a.answered_on = 2025-01-13 or later -> no"});
}

TEST_CASE("two facts are changed where one does not suffice") {
  const std::string rules = R"(fact x yes/no
    fact y yes/no
    fact z yes/no
    decision d yes/no
    ground g for d if x and y
    ground h for d if x and y and z)";
  CHECK(ways(rules, R"({"id": "a", "x": false, "y": false, "z": false})") == Lines{"a.x = yes, a.y = yes -> yes"});
}

TEST_CASE("facts of another person and of a link change a decision") {
  const std::string rules = R"(fact home region
    decision d yes/no
    ground g for d if home is north
    derivation f of d through spouse_of if since before 2022-02-24)";
  const std::string couple = R"({"id": "a", "home": "south",
      "relations": [{"to": "b", "relation": "spouse_of", "since": "2023-01-01"}]}, {"id": "b", "home": "north"})";
  CHECK(ways(rules, couple) == Lines{"a.home = north -> yes", "a.relations[0].since = 2022-02-23 or earlier -> yes"});
  const std::string held = R"({"id": "a", "home": "south",
      "relations": [{"to": "b", "relation": "spouse_of", "since": "2020-01-01"}]}, {"id": "b", "home": "north"})";
  CHECK(ways(rules, held) ==
        Lines{"a.relations[0].since = 2022-02-24 or later -> no", "b.home = any of south, east -> no"});
}

TEST_CASE("an open decision tells what each answer would lead to") {
  const std::string rules = R"(fact home region
    fact sick yes/no
    decision d yes/no
    ground g for d if home is north or sick)";
  CHECK(ways(rules, R"({"id": "a", "home": null, "sick": null})") ==
        Lines{"a.home = north -> yes", "a.sick = yes -> yes"});
  CHECK(ways(rules, R"({"id": "a", "home": null, "sick": false})") ==
        Lines{"a.home = any of south, east -> no", "a.home = north -> yes"});
}

TEST_CASE("what the first pass leaves open is decided exactly") {
  const std::string rules = R"(fact home region
    fact sick yes/no
    decision d yes/no
    ground g for d if home is north and sick
    ground h for d if home is north and not sick)";
  CHECK(ways(rules, R"({"id": "a", "home": "south", "sick": null})") == Lines{"a.home = north -> yes"});
}

TEST_CASE("a search that stops at its limit says so") {
  WhatIfLimits limits;
  limits.single = 1;
  const std::string rules = R"(fact home region
    decision d yes/no
    ground g for d if home is north)";
  CHECK(ways(rules, R"({"id": "a", "home": "south"})", 0, limits) == Lines{"incomplete"});
}
