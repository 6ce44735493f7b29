#include "interpreter/conformance.hpp"

#include <string>

#include "interpreter/case_blocks.hpp"
#include "interpreter/expectation_reader.hpp"
#include "tests/interpreter/case_fixture.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

using Status = CaseOutcome::Status;

const char* const kFamily = R"(policy family "Family"
  in force from 2020-01-01
fact citizen yes/no
fact excluded yes/no default no
fact age number
relation spouse_of, friend_of mutual { since date }
set islands of place supplied
kind place { here, there }
impossible too_old if age more than 200
decision right is the first of { granted, refused otherwise }
define adult if age at least 18
define years as number is age
ground own for granted if citizen
exclusion barred from granted if excluded
derivation through_spouse of granted through spouse_of if since before 2015-01-01
)";

struct Fixture : CaseFixture {
  explicit Fixture(const std::string& more = "") : CaseFixture(kFamily + more) {}

  CaseOutcome line(const std::string& people, const std::string& rest) {
    const std::string text = R"({"id": "x", "as_of": "2025-02-10", "applicants": [)" + people + "], " + rest + "}";
    const FileId file = sources.add("x.json", text);
    Diagnostics of_file;
    auto cases = read_conformance_file(*program, sources, file, {}, of_file);
    CHECK(of_file.empty());
    REQUIRE(cases.size() == 1);
    return run_case(*program, cases[0]);
  }
  std::string words(const CaseOutcome& outcome) {
    std::string text;
    for (const Difference& d : outcome.differences) text += d.subject + ": " + d.expected + " / " + d.actual + "; ";
    for (const Diagnostic& d : outcome.diagnostics.all()) text += code(d.kind) + " ";
    return text;
  }
  /// "passed", or what is wrong.
  std::string run(const std::string& people, const std::string& rest) {
    const CaseOutcome outcome = line(people, rest);
    return outcome.status == Status::passed ? "passed" : words(outcome);
  }
};

const std::string kCitizen = R"({"id": "a", "citizen": true, "age": 20})";
const std::string kCouple = R"({"id": "a", "citizen": true, "age": 20},
  {"id": "b", "citizen": false, "age": null, "relations": [{"to": "a", "relation": "friend_of"},
                                                            {"to": "a", "relation": "spouse_of", "since": null}]})";

}  // namespace

TEST_CASE_METHOD(Fixture, "Values of every type") {
  CHECK(run(kCitizen, R"("expect": {"a": {"values": {"right": "granted", "adult": true, "years": 20}}})") == "passed");
  CHECK(run(kCitizen, R"("expect": {"a": {"values": {"adult": "yes", "right": "Granted"}}})") == "passed");
  CHECK(run(kCitizen, R"("expect": {"a": {"values": {"adult": "no"}}})") == "a adult: no / yes; ");
  CHECK(run(kCitizen, R"("expect": {"a": {"values": {"right": "undetermined"}}})") ==
        "a right: undetermined / granted; ");
  CHECK(run(kCitizen, R"("expect": {"a": {"values": {"years": "20"}}})") == "P0603 ");
}

TEST_CASE_METHOD(Fixture, "What is missing is compared as a set, by any name of a link") {
  const auto missing = [&](const std::string& paths) {
    return run(kCouple,
               R"("expect": {"b": {"values": {"right": "undetermined"}, "missing": {"right": [)" + paths + "]}}}");
  };
  CHECK(missing(R"("b.relations[1].since")") == "passed");
  CHECK(missing(R"("b.spouse_of[0].since", "b.relations[1].since")").substr(0, 16) == "b right missing:");
  CHECK(missing(R"("b.spouse_of[0].since")") == "passed");
  CHECK(missing(R"("b.relations[0].since")") == "b right missing: b.relations[0].since / b.relations[1].since; ");
  CHECK(missing(R"("b.relations[2].since")") == "P0604 ");
  CHECK(missing("") == "b right missing: nothing / b.relations[1].since; ");
}

TEST_CASE_METHOD(Fixture, "What is possible, because of what, derived from whom") {
  CHECK(run(kCouple, R"("expect": {"b": {"possible": {"right": ["refused", "granted"]}}})") == "passed");
  CHECK(run(kCouple, R"("expect": {"b": {"possible": {"right": ["refused"]}}})") ==
        "b right possible: refused / granted, refused; ");
  CHECK(run(kCitizen, R"("expect": {"a": {"because": ["own"], "derived_from": []}})") == "passed");
  CHECK(run(kCitizen, R"("expect": {"a": {"because": ["barred"]}})") == "a because: barred / own; ");
  const std::string settled = R"({"id": "a", "citizen": true}, {"id": "b", "citizen": false,
    "relations": [{"to": "a", "relation": "spouse_of", "since": "2010-01-01"}]})";
  CHECK(run(settled, R"("expect": {"b": {"values": {"right": "granted"}, "because": ["through_spouse"],
                                         "derived_from": ["a"]}})") == "passed");
  CHECK(run(settled, R"("expect": {"b": {"derived_from": []}})") == "b derived from: nobody / a; ");
}

TEST_CASE_METHOD(Fixture, "A case that must be refused") {
  CHECK(run(R"({"id": "a", "age": -1})", R"("expect_error": "a negative age")") == "passed");
  CHECK(run(R"({"id": "a", "age": 201})", R"("expect_error": "too old")") == "passed");
  CHECK(run(kCitizen, R"("expect_error": "anything")") == "the case: refused: anything / decided; ");
  CHECK(line(R"({"id": "a", "age": 201})", R"("expect": {"a": {"values": {"adult": true}}})").status ==
        Status::refused);
  CHECK(line(R"({"id": "a", "size": 1})", R"("expect": {"a": {"values": {"adult": true}}})").status == Status::refused);
}

TEST_CASE_METHOD(Fixture, "Readings") {
  const auto reading = [&](const std::string& first, const std::string& second, const std::string& expect) {
    return line(kCitizen, R"("ambiguous": true, "readings": [{"reading": "one", "expect": {"a": )" + first +
                              R"(}}, {"reading": "two", "expect": {"a": )" + second +
                              "}}], \"expect\": {\"a\": " + expect + "}");
  };
  const CaseOutcome one =
      reading("\"granted\"", "\"refused\"", R"({"values": {"right": "granted"}, "because": ["own"]})");
  CHECK((one.status == Status::passed && one.reading == "one" && !one.other_reading));
  // For another reading than the first only the value counts.
  const CaseOutcome two =
      reading("\"refused\"", "\"granted\"", R"({"values": {"right": "refused"}, "because": ["barred"]})");
  CHECK((two.status == Status::passed && two.reading == "two" && two.other_reading));
  // The first reading's value tells which result is meant.
  const CaseOutcome of_define = reading("false", "true", R"({"values": {"right": "granted", "adult": false}})");
  CHECK((of_define.status == Status::passed && of_define.reading == "two"));
  // A later reading that repeats the first one's value is the first, whole.
  const CaseOutcome same = reading("\"granted\"", "\"granted\"", R"({"values": {"right": "granted", "adult": false}})");
  CHECK(words(same) == "a adult: no / yes; ");
  const CaseOutcome neither = reading("\"refused\"", "\"undetermined\"", R"({"values": {"right": "refused"}})");
  CHECK(words(neither) == "a right: refused / granted; ");
}

TEST_CASE_METHOD(Fixture, "An expectation that cannot be met is told, not passed") {
  CHECK(run(kCitizen, R"("expect": {"b": {}})") == "P0601 ");
  CHECK(run(kCitizen, R"("expect": {"a": {"values": {"rigt": "granted"}}})") == "P0602 ");
  CHECK(run(kCitizen, R"("expect": {"a": {"values": {"right": "grant"}}})") == "P0603 ");
  CHECK(run(kCitizen, R"("expect": {"a": {"because": ["owm"]}})") == "P0605 ");
  CHECK(run(kCitizen, R"("note": "nothing")") == "P0606 ");
  CHECK(run(kCitizen, R"("expect": [])") == "P0607 ");
}

TEST_CASE("Case blocks: templates, changes, links, supplied items, expectations") {
  Fixture fixture(R"(
person citizen { citizen yes, age 20 }
case "One like another, with changes"
  on 2025-02-10
  given islands { here }
  a like citizen { age unknown }
  b like citizen { citizen no, excluded no, friend_of to a { since unknown }, spouse_of to a { since unknown } }
  expect a right granted because own
  expect a adult undetermined missing a.age
  expect a years undetermined
  expect b right undetermined missing b.spouse_of[0].since
  expect b right undetermined missing b.relations[1].since
case "Derived"
  on 2025-02-10
  a like citizen
  b like citizen { citizen no, spouse_of to a { since 2010-01-01 } }
  expect b right granted because through_spouse derived from a
case "Wrong"
  on 2025-02-10
  a like citizen
  expect a right refused
  expect a years 21
)");
  auto cases = read_case_blocks(*fixture.program, fixture.sources, fixture.documents);
  REQUIRE(cases.size() == 3);
  CHECK(fixture.words(run_case(*fixture.program, cases[0])).empty());
  CHECK(fixture.words(run_case(*fixture.program, cases[1])).empty());
  CHECK(fixture.words(run_case(*fixture.program, cases[2])) == "a right: refused / granted; a years: 21 / 20; ");
}

TEST_CASE("Case blocks of what cannot be") {
  Fixture fixture(R"(
impossible barred_citizen if excluded and citizen
case "Older than anybody" on 2025-02-10 a { age 201 } expect impossible too_old
case "Nobody knows of what age" on 2025-02-10 a { } expect impossible too_old
case "For another reason" on 2025-02-10 a { excluded yes, citizen yes } expect impossible too_old
case "For one of two" on 2025-02-10 a { excluded yes, citizen yes, age 300 } expect impossible barred_citizen
case "For both" on 2025-02-10 a { excluded yes, citizen yes, age 300 } expect impossible too_old, barred_citizen
case "For two, of which there is one" on 2025-02-10 a { age 300 } expect impossible too_old, barred_citizen
)");
  auto cases = read_case_blocks(*fixture.program, fixture.sources, fixture.documents);
  REQUIRE(cases.size() == 6);
  std::vector<std::string> all;
  for (PreparedCase& c : cases) {
    const CaseOutcome outcome = run_case(*fixture.program, c);
    CHECK(still_passes(*fixture.program, c) == (outcome.status == Status::passed));
    all.push_back(outcome.status == Status::passed ? "passed" : fixture.words(outcome));
  }
  CHECK(all[0] == "passed");
  CHECK(all[1] == "the case: refused: too_old / decided; ");
  CHECK(all[2] == "the case: refused: too_old / refused: barred_citizen; P0530 ");
  CHECK(all[3] == "passed");
  CHECK(all[4] == "passed");
  CHECK(all[5] == "the case: refused: too_old, barred_citizen / refused: too_old; P0530 ");
}

TEST_CASE("The order of people and templates does not matter") {
  const std::string first = "person one { citizen yes }\nperson two { citizen no }\n";
  const std::string last = "person two { citizen no }\nperson one { citizen yes }\n";
  const auto run = [](const std::string& people, const std::string& a, const std::string& b) {
    Fixture fixture(people + "case \"x\" on 2025-02-10 " + a + " " + b +
                    " expect a right granted expect b right undetermined missing b.spouse_of[0].since");
    auto cases = read_case_blocks(*fixture.program, fixture.sources, fixture.documents);
    return fixture.words(run_case(*fixture.program, cases.at(0)));
  };
  const std::string a = "a like one { }", b = "b like two { spouse_of to a { since unknown } }";
  CHECK(run(first, a, b).empty());
  CHECK(run(last, b, a).empty());
}
