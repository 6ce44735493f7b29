#include "interpreter/case.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

using namespace proviso;
using proviso::test::Engine;

namespace {

const std::string kPolicy = R"(
policy test "A test"
  in force from 2020-01-01
relation spouse_of mutual { since date, home yes/no default yes }
relation parent_of acyclic { legal yes/no }
relation child_of inverse of parent_of
fact status yes/no
fact answered_on date only if status
fact place yes/no only if status default yes
decision d yes/no
ground g for d if is spouse_of someone where (since before 2022-01-01 and home)
decision e yes/no
ground h for e if is child_of someone where legal
)";

std::string people(const std::string& a, const std::string& b, const std::string& more = "") {
  return R"({"as_of": "2025-01-01", "applicants": [{"id": "a", "relations": [)" + a +
         R"(]}, {"id": "b", "relations": [)" + b + "]}" + more + "]}";
}

}  // namespace

TEST_CASE("a mutual link holds on both sides, and an inverse one too, with the same facts") {
  Engine e(kPolicy);
  REQUIRE(e.codes() == "");
  auto answers = e.decide(people(R"({"to": "b", "relation": "spouse_of", "since": "2020-01-01"})", ""));
  CHECK(e.decision(answers, 0, "d") == "yes");
  CHECK(e.decision(answers, 1, "d") == "yes");
  answers = e.decide(people(R"({"to": "b", "relation": "parent_of", "legal": true})", ""));
  CHECK(e.decision(answers, 0, "e") == "no");
  CHECK(e.decision(answers, 1, "e") == "yes");
}

TEST_CASE("two statements of one link are one: a value completes an unknown, two values contradict each other") {
  Engine e(kPolicy);
  const auto answers =
      e.decide(people(R"({"to": "b", "relation": "spouse_of", "since": null})",
                      R"({"to": "a", "relation": "spouse_of", "since": "2020-01-01", "home": false})"));
  CHECK(e.last_case().links.size() == 1);
  CHECK(e.decision(answers, 0, "d") == "no");
  CHECK_THROWS(e.decide(people(R"({"to": "b", "relation": "spouse_of", "since": "2019-01-01"})",
                               R"({"to": "a", "relation": "spouse_of", "since": "2020-01-01"})")));
}

TEST_CASE("several links between two people are several, each matched with its twin") {
  Engine e(kPolicy);
  e.decide(people(R"({"to": "b", "relation": "spouse_of", "since": "2010-01-01"},
                     {"to": "b", "relation": "spouse_of", "since": "2023-01-01"})",
                  R"({"to": "a", "relation": "spouse_of", "since": "2023-01-01"},
                     {"to": "a", "relation": "spouse_of", "since": "2010-01-01"})"));
  CHECK(e.last_case().links.size() == 2);
}

TEST_CASE("acyclic relations with their inverses form no circle") {
  Engine e(kPolicy);
  CHECK_THROWS(e.decide(people(R"({"to": "b", "relation": "parent_of"})", R"({"to": "a", "relation": "parent_of"})")));
  CHECK_NOTHROW(e.decide(people(R"({"to": "b", "relation": "parent_of"})", R"({"to": "a", "relation": "child_of"})")));
}

TEST_CASE("a fact exists only if its condition holds") {
  Engine e(kPolicy);
  const auto fact = [&](const std::string& facts, const char* name) {
    e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a")" + facts + "}]}");
    return e.last_case().people[0].facts[*e.program->policy.find_fact(name)];
  };
  CHECK(fact(R"(, "status": false)", "answered_on") == kNone);
  CHECK(fact(R"(, "status": false, "answered_on": null)", "answered_on") == kNone);
  CHECK(fact(R"(, "status": true)", "answered_on") == kUnknown);
  CHECK(fact(R"(, "status": false)", "place") == kNone);
  CHECK(fact(R"(, "status": true)", "place") == 1);
  CHECK(fact("", "place") == kUnknown);
  CHECK_THROWS(fact(R"(, "status": false, "answered_on": "2024-01-01")", "answered_on"));
  CHECK_THROWS(fact(R"(, "status": true, "answered_on": "none")", "answered_on"));
}
