#include "interpreter/decide.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"
#include "tests/support/paired_facts.hpp"

using namespace proviso;
using proviso::test::Engine;
using Paths = std::vector<std::string>;

namespace {

const std::string kHeader = R"(
policy test "A test"
  in force from 2020-01-01
  month ends round down
)";

// A scheme in which protection passes from person to person.
const std::string kFamily = kHeader + R"(
kind region { north, south, east }
fact home region
relation spouse_of mutual { since date }
relation child_of
set safe of region is { north }
decision protection is the first of { protected, assessed otherwise }
ground unsafe for protected if home not in safe
derivation family of protected
  through spouse_of if since before 2022-02-24
  through child_of
)";

}  // namespace

TEST_CASE("two who could only derive from each other derive nothing") {
  Engine e(kFamily);
  REQUIRE(e.codes() == "");
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "home": "north", "relations": [{"to": "b", "relation": "spouse_of", "since": "2010-01-01"}]},
    {"id": "b", "home": "north"}]})");
  CHECK(e.decision(answers, 0, "protection") == "assessed");
  CHECK(e.decision(answers, 1, "protection") == "assessed");
}

TEST_CASE("an outcome derives over a chain, and tells from whom") {
  Engine e(kFamily);
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "home": "south", "relations": [{"to": "b", "relation": "spouse_of", "since": "2010-01-01"}]},
    {"id": "b", "home": "north"},
    {"id": "c", "home": "north", "relations": [{"to": "b", "relation": "child_of"}]}]})");
  CHECK(e.decision(answers, 2, "protection") == "protected");
  CHECK(e.answer(answers, 0, "protection").derived_from.empty());
  CHECK(e.answer(answers, 1, "protection").derived_from == std::vector<std::uint32_t>{0});
  CHECK(e.answer(answers, 2, "protection").derived_from == std::vector<std::uint32_t>{1});
  CHECK(e.because(e.answer(answers, 2, "protection")) == Paths{"family"});
}

TEST_CASE("what is missing may be another person's fact") {
  Engine e(kFamily);
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "home": null, "relations": [{"to": "b", "relation": "spouse_of", "since": "2010-01-01"}]},
    {"id": "b", "home": "north"}]})");
  for (const std::size_t person : {0u, 1u}) {
    CHECK(e.decision(answers, person, "protection") == "undetermined");
    CHECK(e.missing(e.answer(answers, person, "protection")) == Paths{"a.home"});
    CHECK(e.answer(answers, person, "protection").possible == std::vector<Value>{0, 1});
  }
}

TEST_CASE("an unknown fact of the link is named by its place") {
  Engine e(kFamily);
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "home": "north", "relations": [{"to": "b", "relation": "spouse_of", "since": null}]},
    {"id": "b", "home": "south"}]})");
  CHECK(e.missing(e.answer(answers, 0, "protection")) == Paths{"a.relations[0].since"});
}

TEST_CASE("two parents, of whom one or the other holds, settle the child in every completion") {
  Engine e(kHeader + R"(
fact x yes/no
fact flag yes/no default no
relation child_of
relation partner_of
decision d yes/no
ground if_x for d if flag and x
ground if_not_x for d if is partner_of someone where (not other's x)
derivation from_parent of d through child_of
)");
  REQUIRE(e.codes() == "");
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "p", "x": null, "flag": true},
    {"id": "q", "x": true, "relations": [{"to": "p", "relation": "partner_of"}]},
    {"id": "c", "x": false, "relations": [{"to": "p", "relation": "child_of"}, {"to": "q", "relation": "child_of"}]}]})");
  CHECK(e.decision(answers, 0, "d") == "undetermined");
  CHECK(e.decision(answers, 1, "d") == "undetermined");
  CHECK(e.decision(answers, 2, "d") == "yes");
  CHECK(e.answer(answers, 2, "d").derived_from.empty());
}

TEST_CASE("facts that fix each other are both named, or neither") {
  Engine e(kHeader + R"(
kind state { waiting, answered }
fact status state
fact answered_on date only if status is answered
decision early yes/no
ground before_2023 for early if answered_on before 2023-01-01
decision has_answer yes/no
ground answer for has_answer if status is answered
)");
  REQUIRE(e.codes() == "");
  const auto open = e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a"}]})");
  CHECK(e.missing(e.answer(open, 0, "early")) == Paths{"a.answered_on", "a.status"});
  CHECK(e.missing(e.answer(open, 0, "has_answer")) == Paths{"a.answered_on", "a.status"});
  const auto answered = e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a", "status": "answered"}]})");
  CHECK(e.missing(e.answer(answered, 0, "early")) == Paths{"a.answered_on"});
  CHECK(e.decision(answered, 0, "has_answer") == "yes");
  const auto dated = e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a", "answered_on": "2024-01-01"}]})");
  CHECK(e.decision(dated, 0, "has_answer") == "yes");
  const auto waiting = e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a", "status": "waiting"}]})");
  CHECK(e.decision(waiting, 0, "early") == "no");
}

TEST_CASE("tests between two unknown dates are examined over their cells") {
  Engine e(kHeader + R"(
fact applied date
fact basis_end date
fact birth date
impossible born_later if applied before birth
decision d yes/no
ground ends_soon for d if basis_end before 2 months after applied
decision minor yes/no
ground young for minor if applied before 18 years after birth
decision always_true yes/no
ground one for always_true if basis_end before applied
ground other_one for always_true if basis_end on or after applied
)");
  REQUIRE(e.codes() == "");
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a"}]})");
  CHECK(e.missing(e.answer(answers, 0, "d")) == Paths{"a.applied", "a.basis_end"});
  CHECK(e.missing(e.answer(answers, 0, "minor")) == Paths{"a.applied", "a.birth"});
  CHECK(e.decision(answers, 0, "always_true") == "yes");
  const auto known = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "applied": "2024-12-31", "basis_end": "2025-02-28", "birth": "2007-01-01"}]})");
  CHECK(e.decision(known, 0, "d") == "no");
  CHECK(e.decision(known, 0, "minor") == "yes");
}

TEST_CASE("unknown sets are examined over their parts") {
  Engine e(kHeader + R"(
kind country { UA, PL, DE, SE, NO, CH, US }
fact citizenships set of country
set safe of country supplied
decision d yes/no
ground ukrainian for d if citizenships includes UA
exclusion dual from d if number of citizenships at least 2 and citizenships includes any of safe
)");
  REQUIRE(e.codes() == "");
  const auto unknown_set = e.decide(R"({"as_of": "2025-01-01", "sets": {"safe": null}, "applicants": [
    {"id": "a", "citizenships": ["UA"]}, {"id": "b", "citizenships": ["UA", "PL"]}, {"id": "c", "citizenships": null}]})");
  CHECK(e.decision(unknown_set, 0, "d") == "yes");
  CHECK(e.missing(e.answer(unknown_set, 1, "d")) == Paths{"sets.safe"});
  CHECK(e.missing(e.answer(unknown_set, 2, "d")) == Paths{"c.citizenships", "sets.safe"});
  const auto known = e.decide(R"({"as_of": "2025-01-01", "sets": {"safe": ["PL", "DE"]}, "applicants": [
    {"id": "a", "citizenships": null}, {"id": "b", "citizenships": ["UA", "SE"]}, {"id": "c", "citizenships": ["UA", "DE"]}]})");
  CHECK(e.missing(e.answer(known, 0, "d")) == Paths{"a.citizenships"});
  CHECK(e.decision(known, 1, "d") == "yes");
  CHECK(e.decision(known, 2, "d") == "no");
}

TEST_CASE("amendments govern by date and scope, and exceptions spare from them") {
  Engine e(kHeader + R"(
kind region { north, south, east }
fact home region
fact applied date
fact evacuated yes/no default no
set safe of region is { }
decision d yes/no
ground unsafe for d if home not in safe
amendment first in force from 2024-09-28 applies if applied on or after 2024-09-28 { set safe is { north } }
amendment second in force from 2025-01-13 applies if applied on or after 2024-09-28 { add to safe { south } }
exception spared to first, second if evacuated
)");
  REQUIRE(e.codes() == "");
  const auto decide = [&](const char* day, const char* home, const char* applied, const char* more = "") {
    return e.decision(e.decide(std::string(R"({"as_of": ")") + day + R"(", "applicants": [{"id": "a", "home": )" +
                               home + R"(, "applied": )" + applied + more + "}]}"),
                      0, "d");
  };
  CHECK(decide("2024-09-28", R"("north")", R"("2024-09-27")") == "yes");
  CHECK(decide("2024-09-28", R"("north")", R"("2024-09-28")") == "no");
  CHECK(decide("2025-01-12", R"("south")", R"("2024-09-28")") == "yes");
  CHECK(decide("2025-01-13", R"("south")", R"("2024-09-28")") == "no");
  CHECK(decide("2025-01-13", R"("south")", R"("2024-09-28")", R"(, "evacuated": true)") == "yes");
  CHECK(decide("2025-01-13", R"("east")", "null") == "yes");
  CHECK(decide("2025-01-13", R"("south")", "null") == "undetermined");
  const auto answers =
      e.decide(R"({"as_of": "2025-02-01", "applicants": [{"id": "a", "home": "east", "applied": null}]})");
  REQUIRE(answers.people[0].amendments.size() == 2);
  CHECK(answers.people[0].amendments[0].active == Certainty::unknown);
}

TEST_CASE("a minor who does not qualify alone: negation inside a recursion over an acyclic relation") {
  Engine e(kHeader + R"(
fact born_here yes/no
relation parent_of acyclic
relation child_of inverse of parent_of
decision citizen is the first of { by_birth, by_descent, registered, none_at_all otherwise }
ground here for by_birth if born_here
derivation descent of by_descent from by_birth through child_of
ground asked for registered if is child_of someone where (other's citizen is by_descent)
)");
  REQUIRE(e.codes() == "");
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "c", "born_here": false, "relations": [{"to": "p", "relation": "child_of"}]},
    {"id": "p", "born_here": false, "relations": [{"to": "g", "relation": "child_of"}]},
    {"id": "g", "born_here": true}]})");
  CHECK(e.decision(answers, 0, "citizen") == "registered");
  CHECK(e.decision(answers, 1, "citizen") == "by_descent");
  CHECK(e.decision(answers, 2, "citizen") == "by_birth");
}

TEST_CASE("a recursion without meaning is refused") {
  SECTION("something defined by itself") {
    Engine e(kHeader + "define a if b\ndefine b if a\ndecision d yes/no\nground g for d if a\n");
    CHECK_FALSE(e.program.has_value());
    CHECK(e.codes().find("P0351") != std::string::npos);
  }
  SECTION("a negation around the circle") {
    Engine e(kHeader +
             "relation spouse_of mutual\ndecision d yes/no\nground g for d if is spouse_of no one where other's d\n");
    CHECK_FALSE(e.program.has_value());
    CHECK(e.codes().find("P0352") != std::string::npos);
  }
}

TEST_CASE("a case that no completion satisfies is refused") {
  Engine e(kHeader + R"(
fact x yes/no
fact y yes/no
impossible both if x and y
impossible neither if not x and not y
impossible only_x if x and not y
impossible only_y if y and not x
decision d yes/no
ground g for d if x
)");
  REQUIRE(e.codes() == "");
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a"}]})");
  CHECK(answers.status == CaseAnswers::Status::impossible);
  CHECK(answers.impossibles.size() == 4);
}

TEST_CASE("a define out of force is no answer, and refuses the case that needs it") {
  Engine e(kHeader + R"(
fact x yes/no
define later in force from 2026-01-01 if x
decision d yes/no
ground g for d in force from 2025-01-01 if later
)");
  REQUIRE(e.codes() == "");
  const auto early = e.decide(R"({"as_of": "2024-01-01", "applicants": [{"id": "a", "x": true}]})");
  CHECK(early.status == CaseAnswers::Status::decided);
  CHECK_FALSE(early.people[0].defines[0].in_force);
  CHECK(e.decide(R"({"as_of": "2025-06-01", "applicants": [{"id": "a", "x": true}]})").status ==
        CaseAnswers::Status::gap);
  CHECK(e.decision(e.decide(R"({"as_of": "2026-06-01", "applicants": [{"id": "a", "x": true}]})"), 0, "d") == "yes");
}

namespace {

// Descent over two relations that are acyclic together; who adopts on one day adopts together.
const std::string kDescent = kHeader + R"(
relation born_to acyclic
relation adopted_by acyclic with born_to { adopted_on date, resident yes/no }
fact citizen_by_record_on date or none
fact birth_date date
define adopted_together
  through adopted_by if is adopted_by no one with the same adopted_on where (not resident)
define citizen_parent
  through born_to if other's citizen_since on or before birth_date
  through adopted_by if adopted_together and other's citizen_since on or before adopted_on and not born_citizen
define born_citizen if is born_to someone where other's citizen_since on or before birth_date
define adopted_since as date or none is the earliest adopted_on among adopted_by where (citizen_parent)
define born_on as date or none is the first of { birth_date if born_citizen, none otherwise }
define citizen_since as date or none is the earliest of { citizen_by_record_on, born_on, adopted_since }
decision citizen yes/no
ground has for citizen if citizen_since is not none
impossible two_mothers if number of born_to at least 2
)";

std::string since(const Engine& e, const CaseAnswers& answers, std::size_t person) {
  const DefineId id = *e.program->policy.find_define("citizen_since");
  const Answer& answer = answers.people[person].defines[id];
  return answer.settled ? format_value(e.program->policy, e.program->policy.defines[id].type, answer.value) : "open";
}

}  // namespace

TEST_CASE("status at a date runs through two relations, and what is said of links is no answer") {
  Engine e(kDescent);
  REQUIRE(e.codes() == "");
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "birth_date": "2010-01-01", "citizen_by_record_on": "none", "relations": [{"to": "b", "relation": "born_to"}]},
    {"id": "b", "birth_date": "1990-01-01", "citizen_by_record_on": "none", "relations": [
      {"to": "c", "relation": "adopted_by", "adopted_on": "1995-01-01", "resident": true},
      {"to": "d", "relation": "adopted_by", "adopted_on": "1995-01-01", "resident": false},
      {"to": "c", "relation": "adopted_by", "adopted_on": "2000-01-01", "resident": true}]},
    {"id": "c", "birth_date": "1960-01-01", "citizen_by_record_on": "1960-01-01"},
    {"id": "d", "birth_date": "1960-01-01", "citizen_by_record_on": "none"}]})");
  REQUIRE(answers.status == CaseAnswers::Status::decided);
  CHECK(since(e, answers, 0) == "2010-01-01");
  CHECK(since(e, answers, 1) == "2000-01-01");
  CHECK(since(e, answers, 3) == "none");
  CHECK_FALSE(answers.people[0].defines[*e.program->policy.find_define("citizen_parent")].in_force);
}

TEST_CASE("whether two links are of one day may be all that is open") {
  Engine e(kDescent);
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "b", "birth_date": "1990-01-01", "citizen_by_record_on": "none", "relations": [
      {"to": "c", "relation": "adopted_by", "adopted_on": "1995-01-01", "resident": true},
      {"to": "d", "relation": "adopted_by", "adopted_on": null, "resident": false}]},
    {"id": "c", "birth_date": "1960-01-01", "citizen_by_record_on": "1960-01-01"},
    {"id": "d", "birth_date": "1960-01-01", "citizen_by_record_on": "none"}]})");
  CHECK(e.decision(answers, 0, "citizen") == "undetermined");
  CHECK(e.missing(e.answer(answers, 0, "citizen")) == Paths{"b.relations[1].adopted_on"});
}

TEST_CASE("an unknown date that the earliest of several leaves without weight is not asked for") {
  Engine e(kDescent);
  const auto answers = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "birth_date": "1980-01-01", "citizen_by_record_on": null, "relations": [{"to": "c", "relation": "born_to"}]},
    {"id": "c", "birth_date": "1960-01-01", "citizen_by_record_on": "1960-01-01"}]})");
  CHECK(e.decision(answers, 0, "citizen") == "yes");
  CHECK(since(e, answers, 0) == "open");  // the record may be older than the birth: nothing here forbids it
}

TEST_CASE("links are counted, and a circle over both relations is refused") {
  Engine e(kDescent);
  const auto two = e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "relations": [{"to": "b", "relation": "born_to"}, {"to": "c", "relation": "born_to"}]},
    {"id": "b"}, {"id": "c"}]})");
  CHECK(two.status == CaseAnswers::Status::impossible);
  CHECK_THROWS(e.decide(R"({"as_of": "2025-01-01", "applicants": [
    {"id": "a", "relations": [{"to": "b", "relation": "born_to"}]},
    {"id": "b", "relations": [{"to": "a", "relation": "adopted_by"}]}]})"));
}

TEST_CASE("negation over relations that are not acyclic together stays refused") {
  const auto policy = [](const std::string& second) {
    return kHeader + "relation born_to acyclic\nrelation adopted_by acyclic" + second +
           "\ndefine lost if any of { is born_to no one where other's lost, is_adopted }\n"
           "define is_adopted if is adopted_by someone where (not other's lost)\n";
  };
  CHECK(Engine(policy("")).codes().find("P0352") != std::string::npos);
  CHECK(Engine(policy(" with born_to")).codes().find("P0352") == std::string::npos);
}

TEST_CASE("a test moves an unknown date on both of its sides, so far apart that nothing depends on the date") {
  Engine e(kHeader + R"(
fact born date
decision odd yes/no
ground h for odd if 1 month after born on or before 30 days after born
)");
  REQUIRE(e.codes() == "");
  // A month may be longer than 30 days or not: there the program says that it cannot tell.
  CHECK_THROWS(e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a"}]})"));
  Engine far(kHeader + R"(
fact born date
impossible unborn if born after 2100-01-01
decision d yes/no
ground g for d if 1 day after born on or before 1 day before 18 years after born
)");
  const auto answers = far.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a", "born": null}]})");
  CHECK(far.decision(answers, 0, "d") == "yes");
}

TEST_CASE("unknown facts that no order of reading keeps together are examined in an order that does") {
  // 2^24 nodes in the order in which they are read: more than there is room for.
  Engine e(proviso::test::paired_facts(24));
  REQUIRE(e.codes() == "");
  const auto open = e.decide(R"({"as_of": "2025-01-01", "applicants": [{"id": "a"}]})");
  CHECK(e.decision(open, 0, "grant") == "undetermined");
  CHECK(e.missing(e.answer(open, 0, "grant")).size() == 48);
  const auto settled = e.decide(
      R"({"as_of": "2025-01-01", "applicants": [{"id": "a", "asked_7": true, "found_7": true, "asked_9": false}]})");
  CHECK(e.decision(settled, 0, "grant") == "half");
}
