#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

constexpr std::string_view kVocabulary = R"(
kind country { UA, PL, NO }
regions europe { nordic { norway, sweden { north, south } }, france }
fact born date
fact left date or none
fact children number
fact stay duration
fact home europe
fact passport country or none
fact citizenships set of country
fact married yes/no
fact asked yes/no only if married
set safe of country is { PL }
value waiting is 2 years
relation spouse_of mutual { since date, happy yes/no }
relation parent_of { adopted yes/no }
relation child_of inverse of parent_of
decision protection is the first of { granted, refused otherwise }
decision must_leave yes/no
define lucky if married
define opened as date or none is left
define near
  through parent_of if adopted
  through spouse_of, child_of
define long_ago
  through spouse_of if since before 2000-01-01
define met as date or none
  through spouse_of
  is since
)";

// The test of a ground, as a line of text; the messages if there were any.
std::string condition(const std::string& test) {
  const Resolved r = resolve_text(std::string(kVocabulary) + "ground g for granted " + test + "\n");
  if (!r.policy) return r.messages();
  return term_text(*r.policy, r.policy->rules[*r.policy->find_rule("g")].versions[0].test);
}

}  // namespace

TEST_CASE("connectives keep the grouping of the text") {
  CHECK(condition("always") == "always");
  CHECK(condition("if married and lucky") == "(and married lucky)");
  CHECK(condition("if married and (lucky or not must_leave)") == "(and married (or lucky (not must_leave)))");
  CHECK(condition("if all of { married, any of { lucky, must_leave } }") == "(and married (or lucky must_leave))");
  CHECK(condition("if none of { married, lucky }") == "(not (or married lucky))");
  CHECK(condition("if at least 2 of { married, lucky, must_leave }") == "(at least 2 of married lucky must_leave)");
  CHECK(condition("if married unless lucky") == "(and married (not lucky))");
  CHECK(condition("unless lucky") == "(not lucky)");
}

TEST_CASE("links that a define is about, and what they give together") {
  CHECK(condition("if is near someone") == "(some link child_of parent_of spouse_of near)");
  CHECK(condition("if is near no one where other's married") ==
        "(no link child_of parent_of spouse_of (and near other's married))");
  CHECK(condition("if is spouse_of someone where (long_ago and met after left)") ==
        "(some link spouse_of (and long_ago (met > left)))");
  CHECK(condition("if number of near at least 2") == "((number of child_of parent_of spouse_of near) >= 2)");
  CHECK(condition("if number of parent_of where (adopted) is 1") == "((number of parent_of link's adopted) is 1)");
  CHECK(condition("if the latest since among spouse_of where (happy) before left") ==
        "((latest of spouse_of link's since link's happy) < left)");
  CHECK(condition("if the earliest of { born, left } after 2000-01-01") == "((earliest born left) > 2000-01-01)");
  CHECK(condition("if is spouse_of someone where (is spouse_of no one with the same since where happy)") ==
        "(some link spouse_of (no link spouse_of alike in since link's happy))");
}

TEST_CASE("what stands nowhere but in conditions on its links") {
  CHECK(condition("if long_ago").find("P0226") != std::string::npos);
  CHECK(condition("if is child_of someone where long_ago").find("P0226") != std::string::npos);
  CHECK(condition("if is spouse_of someone where other's long_ago").find("P0226") != std::string::npos);
  CHECK(condition("if is met someone").find("P0210") != std::string::npos);  // a date says of no link whether it counts
  CHECK(condition("if the latest happy among spouse_of after left").find("P0239") != std::string::npos);
  CHECK(condition("if is child_of someone with the same adopted").find("P0227") != std::string::npos);
}

TEST_CASE("a yes/no name that may be none stands for its yes") {
  CHECK(condition("if asked") == "(asked is yes)");
  CHECK(condition("if not asked") == "(not (asked is yes))");
  CHECK(condition("if asked is none") == "(asked is none)");
}

TEST_CASE("order tests") {
  CHECK(condition("if born before 2000-01-01") == "(born < 2000-01-01)");
  CHECK(condition("if born on or before left") == "(born <= left)");
  CHECK(condition("if born on 2000-01-01") == "(born = 2000-01-01)");
  CHECK(condition("if as_of on or after 18 years after born") == "(as_of >= (18 years after born))");
  CHECK(condition("if left after 90 days before born") == "(left > (90 days before born))");
  CHECK(condition("if born before the waiting after left") == "(born < (waiting after left))");
  CHECK(condition("if children more than 2") == "(children > 2)");
  CHECK(condition("if number of citizenships at least 2") == "((number of citizenships) >= 2)");
  CHECK(condition("if whole days from born to left at most 3 weeks") == "((whole days from born to left) <= 21 days)");
  CHECK(condition("if whole years from born to as_of less than 18 years") ==
        "((whole years from born to as_of) < 18 years)");
  CHECK(condition("if stay at least 3 months") == "(stay >= 3 months)");
}

TEST_CASE("members, groups and sets") {
  CHECK(condition("if passport is UA") == "(passport is UA)");
  CHECK(condition("if passport is none") == "(passport is none)");
  CHECK(condition("if passport is not none") == "(passport is not none)");
  CHECK(condition("if home is france") == "(home is france)");
  CHECK(condition("if home is nordic") == "(home in { norway, north, south })");
  CHECK(condition("if home is not sweden") == "(home not in { north, south })");
  CHECK(condition("if home in nordic") == "(home in { norway, north, south })");
  CHECK(condition("if home not in { france, sweden }") == "(home not in { north, south, france })");
  CHECK(condition("if passport in safe") == "(passport in safe)");
  CHECK(condition("if passport not in { UA, NO }") == "(passport not in { UA, NO })");
  CHECK(condition("if passport in { }") == "(passport in { })");
  CHECK(condition("if passport in citizenships") == "(passport in citizenships)");
  CHECK(condition("if citizenships includes UA") == "(citizenships includes UA)");
  CHECK(condition("if citizenships includes passport") == "(citizenships includes passport)");
  CHECK(condition("if citizenships includes any of safe") == "(citizenships includes any safe)");
  CHECK(condition("if citizenships includes all of { UA, PL }") == "(citizenships includes all { UA, PL })");
  CHECK(condition("if citizenships includes only safe") == "(citizenships includes only safe)");
  CHECK(condition("if citizenships is { UA }") == "(citizenships is { UA })");
  CHECK(condition("if citizenships is not safe") == "(citizenships is not safe)");
}

TEST_CASE("decisions in conditions") {
  CHECK(condition("if must_leave") == "must_leave");
  CHECK(condition("if protection is refused") == "(protection is refused)");
  CHECK(condition("if protection is not granted") == "(protection is not granted)");
  CHECK(condition("if protection in { granted, refused }") == "(protection in { granted, refused })");
}

TEST_CASE("links: a plain name is the link's fact first, then the applicant's") {
  CHECK(condition("if is spouse_of someone") == "(some link spouse_of)");
  CHECK(condition("if is spouse_of no one where since before born") == "(no link spouse_of (link's since < born))");
  CHECK(condition("if is child_of someone where (adopted and other's married)") ==
        "(some link child_of (and link's adopted other's married))");
  CHECK(condition("if is spouse_of someone where (is parent_of someone where adopted)") ==
        "(some link spouse_of (some link parent_of link's adopted))");
  CHECK(condition("if is spouse_of someone where (is parent_of someone where happy)") ==
        "P0205 `happy` cannot be read here: links of `parent_of` do not have it\n");
  CHECK(condition("if is spouse_of someone where other's protection is granted") ==
        "(some link spouse_of (other's protection is granted))");
  CHECK(condition("if is spouse_of someone where other's passport in safe") ==
        "(some link spouse_of (other's passport in safe))");
}

TEST_CASE("types carry none along") {
  const Resolved r = resolve_text(std::string(kVocabulary) + R"(
define one as date or none is 2 days after left
define two as number is number of citizenships
define three as duration or none is whole days from born to left
define four as date or none is the first of { none if married, left otherwise }
)");
  REQUIRE(r.messages() == "");
  const auto& define = r.policy->defines[*r.policy->find_define("four")];
  CHECK(define.type == Type{BaseType::date, kNoId, true});
  CHECK(term_text(*r.policy, define.versions[0].body) == "(choice none married left)");
  CHECK(r.policy->term(r.policy->defines[*r.policy->find_define("three")].versions[0].body).type.or_none);
}

TEST_CASE("every term points at its text") {
  const Resolved r =
      resolve_text(std::string(kVocabulary) + "ground g for granted if married and born before 2000-01-01\n");
  REQUIRE(r.policy);
  const Term& both = r.policy->term(r.policy->rules[0].versions[0].test);
  CHECK(r.sources.text(both.span) == "married and born before 2000-01-01");
  CHECK(r.sources.text(r.policy->term(r.policy->child(both, 1)).span) == "born before 2000-01-01");
}

TEST_CASE("one mistake gives one message") {
  CHECK(condition("if borrn before 2000-01-01 and borrn after 1990-01-01") ==
        "P0205 nothing is called `borrn`\nP0205 nothing is called `borrn`\n");
  CHECK(condition("if number of borrn at least 2") == "P0205 nothing is called `borrn`\n");
  CHECK(condition("if whole days from borrn to born at least 3 months") == "P0205 nothing is called `borrn`\n");
  const Resolved r = resolve_text(R"(
fact home zone
define far if home is moon
set safe of zone is { moon }
define safe_home if home in safe
decision protection is the first of { granted, refused otherwise }
ground g for granted if far and home not in { moon, mars }
)");
  CHECK(r.messages() ==
        "P0209 `zone` is not a type, nor a kind that is declared\n"
        "P0209 `zone` is not a type, nor a kind that is declared\n");
}
