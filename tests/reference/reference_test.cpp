#include "tests/reference/reference.hpp"

#include <string>

#include "tests/reference/parsed.hpp"
#include "tests/support/catch.hpp"

// The reference evaluator itself, on examples worked out by hand from the definition of the language.
using nlohmann::json;
using proviso::reference::reference_decide;

namespace {

json decide(const std::string& text, const std::string& applicants, const std::string& more = "",
            const std::string& month_ends = "down") {
  const std::string header = "policy test \"Test\" in force from 2020-01-01 month ends round " + month_ends + "\n";
  const auto parsed = proviso::reference::parse_files({{"test.proviso", header + text}});
  REQUIRE_FALSE(parsed.diagnostics.has_errors());
  const std::string case_json = R"({"as_of":"2025-01-01","applicants":[)" + applicants + "]" + more + "}";
  return reference_decide(parsed.documents, json::parse(case_json));
}

json answer(const json& result, const std::string& person, const std::string& name) {
  INFO(result.dump(2));
  REQUIRE(result.contains("people"));
  return result["people"][person].value(name, json());
}

// Whether a condition holds for one person of whom `given` is known.
json holds(const std::string& facts, const std::string& condition, const std::string& given,
           const std::string& month_ends = "down") {
  const std::string person = R"({"id":"a")" + (given.empty() ? "" : "," + given) + "}";
  return answer(decide(facts + "\ndefine x if " + condition, person, "", month_ends), "a", "x")["value"];
}

bool refused(const json& result) { return result.value("error", "") == "refused"; }

const std::string kFamily = R"(
relation spouse_of mutual
relation parent_of acyclic
relation child_of inverse of parent_of
fact qualifies yes/no default no
decision protection is the first of { granted, rejected otherwise }
ground own for granted if qualifies
derivation family of granted through spouse_of, child_of
)";

}  // namespace

// -- Derivation

TEST_CASE("two who could only derive from each other derive nothing") {
  const json result = decide(kFamily, R"({"id":"a","relations":[{"to":"b","relation":"spouse_of"}]},{"id":"b"})");
  CHECK(answer(result, "a", "protection")["value"] == "rejected");
  CHECK(answer(result, "b", "protection")["value"] == "rejected");
  CHECK(answer(result, "b", "protection")["because"].empty());
}

TEST_CASE("one of a couple qualifies: the other derives from that one, who has an own reason") {
  const json result =
      decide(kFamily, R"({"id":"a","relations":[{"to":"b","relation":"spouse_of"}]},{"id":"b","qualifies":true})");
  CHECK(answer(result, "a", "protection")["value"] == "granted");
  CHECK(answer(result, "a", "protection")["derived_from"] == json({"b"}));
  CHECK(answer(result, "a", "protection")["because"] == json::parse(R"([{"rule":"family","holds":"yes"}])"));
  CHECK(answer(result, "b", "protection")["derived_from"].empty());
}

TEST_CASE("nobody is named as a source who has it only through the person") {
  const json result = decide(kFamily, R"({"id":"a","relations":[{"to":"b","relation":"spouse_of"}]},
    {"id":"b","relations":[{"to":"c","relation":"spouse_of"}]},{"id":"c","qualifies":true})");
  CHECK(answer(result, "a", "protection")["derived_from"] == json({"b"}));
  CHECK(answer(result, "b", "protection")["derived_from"] == json({"c"}));
}

TEST_CASE("one parent has it if x, the other if not x: the child has it in any case") {
  const json result =
      decide(R"(
    relation child_of
    value flag yes/no supplied
    fact if_flag yes/no default no
    fact if_not_flag yes/no default no
    decision protection is the first of { granted, rejected otherwise }
    ground with_flag for granted if if_flag and flag is yes
    ground without_flag for granted if if_not_flag and flag is no
    derivation family of granted through child_of
  )",
             R"({"id":"c","relations":[{"to":"p","relation":"child_of"},{"to":"q","relation":"child_of"}]},
         {"id":"p","if_flag":true},{"id":"q","if_not_flag":true})");
  CHECK(answer(result, "c", "protection")["value"] == "granted");
  CHECK(answer(result, "c", "protection")["missing"].empty());
  CHECK(answer(result, "c", "protection")["because"] == json::parse(R"([{"rule":"family","holds":"yes"}])"));
  CHECK(answer(result, "c", "protection")["derived_from"].empty());
  CHECK(answer(result, "p", "protection")["missing"] == json({"sets.flag"}));
  CHECK(answer(result, "p", "protection")["possible"] == json({"granted", "rejected"}));
}

TEST_CASE("a chain whose links need x and not x carries nothing in any completion") {
  const json result = decide(R"(
    relation child_of { if_yes yes/no }
    value flag yes/no supplied
    fact qualifies yes/no default no
    decision protection is the first of { granted, rejected otherwise }
    ground own for granted if qualifies
    derivation family of granted through child_of
      if any of { all of { flag is yes, if_yes }, all of { flag is no, not if_yes } }
  )",
                             R"({"id":"c","relations":[{"to":"b","relation":"child_of","if_yes":false}]},
         {"id":"b","relations":[{"to":"a","relation":"child_of","if_yes":true}]},
         {"id":"a","qualifies":true})");
  CHECK(answer(result, "c", "protection")["value"] == "rejected");
  CHECK(answer(result, "b", "protection")["missing"] == json({"sets.flag"}));
}

TEST_CASE("descent with an exception inside is worked out along the relation") {
  const json result = decide(R"(
    relation parent_of acyclic
    relation child_of inverse of parent_of
    fact born_in yes/no
    decision citizen yes/no
    ground birth for citizen if born_in
    ground descent for citizen if is child_of someone where other's citizen
    exclusion parent_by_descent from citizen if is child_of someone where (other's citizen and not other's born_in)
  )",
                             R"({"id":"a","born_in":true,"relations":[{"to":"b","relation":"parent_of"}]},
         {"id":"b","born_in":false,"relations":[{"to":"c","relation":"parent_of"}]},{"id":"c","born_in":false})");
  CHECK(answer(result, "b", "citizen")["value"] == true);
  CHECK(answer(result, "c", "citizen")["value"] == false);
  CHECK(answer(result, "c", "citizen")["because"] == json::parse(R"([{"rule":"parent_by_descent","holds":"yes"}])"));
}

// -- What is missing

TEST_CASE("a fact and the condition on which it exists are both missing") {
  const std::string text = R"(
    kind state { unanswered, answered }
    fact status state
    fact answered_on date only if status is answered
    define early if answered_on before 2024-01-01
    define waiting if answered_on is none
  )";
  const json open = decide(text, R"({"id":"a"})");
  CHECK(answer(open, "a", "early")["missing"] == json({"a.answered_on", "a.status"}));
  CHECK(answer(open, "a", "waiting")["missing"] == json({"a.answered_on", "a.status"}));
  const json waiting = decide(text, R"({"id":"a","status":"unanswered","answered_on":null})");
  CHECK(answer(waiting, "a", "early")["value"] == false);
  CHECK(answer(waiting, "a", "waiting")["value"] == true);
  CHECK(refused(decide(text, R"({"id":"a","status":"unanswered","answered_on":"2024-01-01"})")));
  const json dated = decide(text, R"({"id":"a","answered_on":"2023-05-05"})");
  CHECK(answer(dated, "a", "early")["value"] == true);
}

TEST_CASE("what cannot be is left out of the completions, and a case that cannot be is refused") {
  const std::string text = R"(
    fact applied date
    fact answered date
    impossible too_early if answered before applied
    define late if answered after 2024-06-01
  )";
  const json late = decide(text, R"({"id":"a","applied":"2024-08-01"})");
  CHECK(answer(late, "a", "late")["value"] == true);
  const json open = decide(text, R"({"id":"a"})");
  CHECK(answer(open, "a", "late")["missing"] == json({"a.answered"}));
  CHECK(refused(decide(text, R"({"id":"a","applied":"2024-08-01","answered":"2024-07-01"})")));
}

TEST_CASE("a judgement that is missing is told apart") {
  const json result = decide(R"(
    fact asked yes/no
    judgement credible decided by "The caseworker"
    define accepted if asked and credible
  )",
                             R"({"id":"a","asked":true})");
  CHECK(answer(result, "a", "accepted")["missing"] == json({"a.credible"}));
  CHECK(answer(result, "a", "accepted")["judgements"] == json({"a.credible"}));
}

// -- Text in force

TEST_CASE("the scope of an amendment is read in the text just before it") {
  const std::string text = R"(
    fact size number
    fact spared yes/no default no
    value limit is 5
    define big if size more than limit
    amendment first_change in force from 2024-01-01 applies if big { value limit is 10 }
    amendment second_change in force from 2024-02-01 applies if big { value limit is 20 }
    amendment next_year in force from 2026-01-01 { value limit is 0 }
    exception evacuated to first_change if spared
    define limit_used as number is limit
  )";
  const json seven = decide(text, R"({"id":"a","size":7})");
  CHECK(answer(seven, "a", "limit_used")["value"] == 10);
  CHECK(answer(seven, "a", "big")["value"] == false);
  CHECK(answer(seven, "a", "big")["amendments"] == json({"first_change"}));
  CHECK(answer(decide(text, R"({"id":"a","size":15})"), "a", "limit_used")["value"] == 20);
  CHECK(answer(decide(text, R"({"id":"a","size":7,"spared":true})"), "a", "limit_used")["value"] == 20);
  const json open = answer(decide(text, R"({"id":"a","size":7,"spared":null})"), "a", "big");
  CHECK(open["missing"].empty());
  CHECK(open["amendments"] == json::parse(R"([{"name":"first_change","active":"unknown"},
                                               {"name":"second_change","active":"unknown"}])"));
}

TEST_CASE("versions, insertions, replacements and repeals") {
  const std::string text = R"(
    kind place { north, south, west }
    fact home place
    set safe of place is { north } from 2024-01-01 is { south } from 2026-01-01 is { west }
    define is_safe if home in safe
    define rule_one if home is north
    define rule_two if home is south
    amendment change in force from 2024-06-01 applies if home is not west {
      add to safe { west }
      replace define rule_one if always_true
      insert define rule_three if home is north
      repeal define rule_two
    }
    fact always_true yes/no default yes
  )";
  const json south = decide(text, R"({"id":"a","home":"south"})");
  CHECK(answer(south, "a", "is_safe")["value"] == true);
  CHECK(answer(south, "a", "rule_one")["value"] == true);
  CHECK(answer(south, "a", "rule_three")["value"] == false);
  CHECK(answer(south, "a", "rule_two").is_null());
  const json west = decide(text, R"({"id":"a","home":"west"})");
  CHECK(answer(west, "a", "is_safe")["value"] == false);
  CHECK(answer(west, "a", "rule_two")["value"] == false);
  CHECK(answer(west, "a", "rule_three").is_null());
}

TEST_CASE("a text that is needed and not in force refuses the case") {
  const std::string ended = "fact f yes/no\ndefine old in force to and including 2024-12-31 if f\n";
  CHECK_FALSE(refused(decide(ended, R"({"id":"a","f":true})")));
  CHECK(refused(decide(ended + "define new if f and old", R"({"id":"a","f":false})")));
  CHECK_FALSE(
      refused(decide(ended + "define new in force to and including 2023-01-01 if old", R"({"id":"a","f":true})")));
  const std::string chosen = ended + "define new as yes/no is the first of { f if f, old otherwise }";
  CHECK_FALSE(refused(decide(chosen, R"({"id":"a","f":true})")));
  CHECK(refused(decide(chosen, R"({"id":"a"})")));
}

TEST_CASE("an exception to an exception reinstates the rule") {
  const std::string text = R"(
    fact f yes/no default no
    fact g yes/no default no
    fact h yes/no default no
    decision allowed yes/no
    ground base for allowed if f
    exception not_if_g to base if g
    exception unless_h to not_if_g if h
  )";
  CHECK(answer(decide(text, R"({"id":"a","f":true})"), "a", "allowed")["value"] == true);
  CHECK(answer(decide(text, R"({"id":"a","f":true,"g":true})"), "a", "allowed")["value"] == false);
  CHECK(answer(decide(text, R"({"id":"a","f":true,"g":true,"h":true})"), "a", "allowed")["value"] == true);
}

// -- Conditions

TEST_CASE("unless, at least, none of") {
  const std::string facts = "fact f yes/no default no\nfact g yes/no default no\nfact h yes/no default no";
  CHECK(holds(facts, "f unless g", R"("f":true)") == true);
  CHECK(holds(facts, "f unless g", R"("f":true,"g":true)") == false);
  CHECK(holds(facts, "at least 2 of { f, g, h }", R"("f":true,"h":true)") == true);
  CHECK(holds(facts, "at least 2 of { f, g, h }", R"("h":true)") == false);
  CHECK(holds(facts, "none of { f, g, h }", "") == true);
  CHECK(holds(facts, "at least 1 of { f, g }", R"("f":null,"g":true)") == true);
}

TEST_CASE("none: order tests do not hold, is and in are two-valued") {
  const std::string facts = "fact d date or none\nkind k { p, q }\nfact m k or none\nfact s set of k";
  CHECK(holds(facts, "d before 2024-01-01", R"("d":"none")") == false);
  CHECK(holds(facts, "d on or after 2024-01-01", R"("d":"none")") == false);
  CHECK(holds(facts, "1 month after d before 2024-01-01", R"("d":"none")") == false);
  CHECK(holds(facts, "d is none", R"("d":"none")") == true);
  CHECK(holds(facts, "m is p", R"("m":"none")") == false);
  CHECK(holds(facts, "m is not p", R"("m":"none")") == true);
  CHECK(holds(facts, "m not in { p, q }", R"("m":"none")") == true);
  CHECK(holds(facts, "s includes m", R"("m":"none","s":["p","q"])") == false);
  CHECK(holds(facts, "s includes only { p }", R"("s":[])") == true);
  CHECK(holds(facts, "s includes any of { p, q }", R"("s":["q"])") == true);
  CHECK(holds(facts, "s includes all of { p, q }", R"("s":["q"])") == false);
  CHECK(holds(facts, "number of s at most 1", R"("s":["q"])") == true);
}

TEST_CASE("a group stands for its leaves") {
  const std::string facts = "regions r { east { e1, e2 }, west }\nfact m r";
  CHECK(holds(facts, "m is east", R"("m":"e1")") == true);
  CHECK(holds(facts, "m is not east", R"("m":"e1")") == false);
  CHECK(holds(facts, "m in { east }", R"("m":"e2")") == true);
  CHECK(holds(facts, "m in { east, e1 }", R"("m":"west")") == false);
}

TEST_CASE("months end as the policy says") {
  const std::string facts = "fact d date";
  CHECK(holds(facts, "1 month after d on 2024-02-29", R"("d":"2024-01-31")") == true);
  CHECK(holds(facts, "1 month after d on 2024-03-01", R"("d":"2024-01-31")", "up") == true);
  CHECK(holds(facts, "whole years from d to 2021-02-28 at least 1 year", R"("d":"2020-02-29")") == true);
  CHECK(holds(facts, "whole years from d to 2021-02-28 at least 1 year", R"("d":"2020-02-29")", "up") == false);
  CHECK(holds(facts, "whole days from d to 2024-01-01 is 90 days", R"("d":"2023-10-03")") == true);
}

TEST_CASE("links: a plain name is the link's fact or the person's own, other's is the other person's") {
  const json result =
      decide(R"(
    relation spouse_of mutual { since date }
    fact born date
    define married if is spouse_of someone
    define older if is spouse_of someone where (since before 2020-01-01 and other's born after born)
    define alone if is spouse_of no one where other's born before 1990-01-01
  )",
             R"({"id":"a","born":"1980-01-01","relations":[{"to":"b","relation":"spouse_of","since":"2010-01-01"}]},
         {"id":"b","born":"1985-01-01","relations":[{"to":"a","relation":"spouse_of","since":null}]},
         {"id":"c","born":"1985-01-01"})");
  CHECK(answer(result, "a", "older")["value"] == true);
  CHECK(answer(result, "b", "older")["value"] == false);
  CHECK(answer(result, "b", "married")["value"] == true);
  CHECK(answer(result, "c", "married")["value"] == false);
  CHECK(answer(result, "a", "alone")["value"] == false);
  CHECK(answer(result, "c", "alone")["value"] == true);
}

TEST_CASE("cases that are refused") {
  const std::string text = kFamily;
  CHECK(refused(decide(text, R"({"id":"a","relations":[{"to":"z","relation":"spouse_of"}]})")));
  CHECK(refused(decide(text, R"({"id":"a","relations":[{"to":"a","relation":"spouse_of"}]})")));
  CHECK(refused(decide(text, R"({"id":"a","relations":null})")));
  CHECK(refused(decide(text, R"({"id":"a","relations":[{"to":"b","relation":"parent_of"}]},
                                 {"id":"b","relations":[{"to":"a","relation":"parent_of"}]})")));
  CHECK_FALSE(refused(decide(text, R"({"id":"a","relations":[{"to":"b","relation":"parent_of"}]},
                                       {"id":"b","relations":[{"to":"a","relation":"child_of"}]})")));
}
