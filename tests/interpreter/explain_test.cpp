#include "interpreter/explain.hpp"

#include <nlohmann/json.hpp>
#include <sstream>

#include "interpreter/proviso.hpp"
#include "interpreter/text_page.hpp"
#include "tests/support/catch.hpp"

using namespace proviso;
using Json = nlohmann::json;

namespace {

const std::string kRules = R"(policy lending "Who may borrow from the library"
  in force from 2020-01-01
  month ends round down
source statute "Statute of the library" publisher "The library board" dated 2019-12-01

kind district { north, south, east, west }
kind paper { passport, licence, letter }
fact home district "Where the person lives"
fact birth_date date
fact joined_on date
fact papers set of paper "Papers shown"
fact debts number default 0 "Unpaid fees"
fact on_staff yes/no default no
judgement good_standing yes/no "Has always returned books" decided by "the head librarian"
relation ward_of "A ward of the other" { since date }
relation spouse_of mutual

set served of district "Districts that are served" is { north, south }
value most_debts number is 10

amendment more_districts "The east is served too"
  in force from 2024-01-01
  applies if joined_on on or after 2024-01-01
  cites statute "the east shall be served"
  note "Who joined before keeps the old list"
{
  add to served { east }
}
exception veterans to more_districts "Those born before 1950 keep the old list"
  if birth_date before 1950-01-01

decision card "The library card" is the first of {
  full "Full card",
  reading_room "Reading room only" otherwise,
}
define in_reach "Lives in a district that is served" if home in served
ground resident for full "A grown-up who lives in reach"
  if all of {
    in_reach,
    as_of on or after 18 years after birth_date,
    papers includes passport or papers includes licence,
  }
  cites statute "every grown-up resident"
  note "Grown-up on the day of the assessment"
ground trusted for full "In good standing"  if good_standing
derivation family of full "Wards and spouses of those who have a full card"
  through ward_of if since before 2023-01-01
  through spouse_of
exclusion indebted from full "Owes too much"  if debts more than most_debts
exception staff to indebted "Staff pay later"  if on_staff
)";

Json explained(const std::string& applicants, AskOptions options = {}) {
  const Loaded loaded = load_text({{"lending.proviso", kRules}});
  for (const Message& message : loaded.messages) INFO(message.rendered);
  REQUIRE(loaded);
  const Explained result =
      loaded.ruleset->explain(R"({"as_of": "2025-02-10", "applicants": [)" + applicants + "]}", options);
  for (const Message& message : result.messages) UNSCOPED_INFO(message.rendered);
  REQUIRE(result.status == AskStatus::answered);
  std::istringstream lines(result.text);
  for (std::string line; std::getline(lines, line);) CHECK(columns(line) <= TextPage::kWidth);
  Json json = Json::parse(result.json);
  json["text"] = result.text;
  return json;
}

Json only_decision(const Json& json, std::size_t person = 0) { return json["people"][person]["decisions"][0]; }

/// "holds condition — name is value" for each condition, without the parts.
std::vector<std::string> lines(const Json& conditions) {
  std::vector<std::string> all;
  for (const Json& one : conditions) {
    std::string line = one["holds"].get<std::string>() + " " + one["condition"].get<std::string>();
    for (const Json& read : one.value("values", Json::array())) {
      line += " | " + read["name"].get<std::string>() + " " +
              (read["value"].is_null() ? "?" : read["value"].get<std::string>());
    }
    all.push_back(line);
  }
  return all;
}

const Json& by(const Json& list, const char* key, const std::string& name) {
  for (const Json& one : list) {
    if (one[key] == name) return one;
  }
  FAIL("there is no " << name << " in " << list.dump(1));
  throw std::logic_error(name);
}

using Lines = std::vector<std::string>;

const std::string kAda =
    R"("id": "ada", "home": "north", "birth_date": "1980-05-01", "joined_on": "2023-06-01", "papers": ["passport"])";

}  // namespace

TEST_CASE("a rule that carried a decision is told with its label, words, reading and values") {
  const Json card = only_decision(explained("{" + kAda + R"(, "good_standing": false})"));
  CHECK(card["value"] == "full");
  CHECK(card["value_label"] == "Full card");
  REQUIRE(card["because"].size() == 1);
  const Json& rule = card["because"][0];
  CHECK(rule["rule"] == "resident");
  CHECK(rule["label"] == "A grown-up who lives in reach");
  CHECK(rule["citations"][0] == Json{{"source", "statute"},
                                     {"title", "Statute of the library"},
                                     {"publisher", "The library board"},
                                     {"dated", "2019-12-01"},
                                     {"words", "every grown-up resident"}});
  CHECK(rule["readings"][0] == "Grown-up on the day of the assessment");
  CHECK(lines(rule["conditions"]) ==
        Lines{"yes in_reach",
              "yes as_of on or after 18 years after birth_date | as_of 2025-02-10 | birth_date 1980-05-01 | "
              "18 years after birth_date 1998-05-01",
              "yes papers includes passport | papers { passport }"});
  CHECK(rule["conditions"][0]["label"] == "Lives in a district that is served");
  CHECK(lines(rule["conditions"][0]["parts"]) == Lines{"yes home in served | home north | served { north, south }"});
}

TEST_CASE("of what fails, only the failing parts are told") {
  const Json card = only_decision(explained(
      R"({"id": "ada", "home": "west", "birth_date": "1980-05-01", "joined_on": "2023-06-01", "papers": ["letter"],
          "good_standing": false})"));
  CHECK(card["value"] == "reading_room");
  const Json& full = by(card["outcomes"], "outcome", "full");
  CHECK(full["available"] == "no");
  const Json& resident = by(full["support"], "rule", "resident");
  CHECK(lines(resident["conditions"]) == Lines{"no in_reach", "no any of these"});
  CHECK(lines(resident["conditions"][1]["parts"]) ==
        Lines{"no papers includes passport | papers { letter }", "no papers includes licence | papers { letter }"});
  CHECK(lines(by(full["support"], "rule", "family")["conditions"]) ==
        Lines{"no is ward_of or spouse_of someone in the case"});
  CHECK(full["exclusions_that_do_not_apply"] == Json{"indebted"});
}

TEST_CASE("an exclusion that holds, and one that an exception switches off") {
  const Json debtor = only_decision(explained("{" + kAda + R"(, "debts": 11})"));
  CHECK(debtor["value"] == "reading_room");
  const Json& held = by(by(debtor["outcomes"], "outcome", "full")["exclusions"], "rule", "indebted");
  CHECK(held["holds"] == "yes");
  CHECK(lines(held["conditions"]) == Lines{"yes debts more than most_debts | debts 11 | most_debts 10"});

  const Json staff = only_decision(explained("{" + kAda + R"(, "debts": 11, "on_staff": true})"));
  CHECK(staff["value"] == "full");
  const Json& off = by(by(staff["outcomes"], "outcome", "full")["exclusions"], "rule", "indebted");
  CHECK(off["holds"] == "no");
  CHECK(by(off["exceptions"], "rule", "staff")["holds"] == "yes");
}

TEST_CASE("which version of a list governs, and why an amendment applies or not") {
  const auto amendment = [](const std::string& facts) {
    const Json json =
        explained(R"({"id": "ada", "home": "east", "papers": [], "good_standing": false, )" + facts + "}");
    return std::make_pair(json["people"][0]["amendments"][0], by(json["people"][0]["texts"], "name", "served"));
  };
  const auto [active, set] = amendment(R"("birth_date": "1980-05-01", "joined_on": "2024-03-01")");
  CHECK(active["active"] == "yes");
  CHECK(lines(active["scope"]) == Lines{"yes joined_on on or after 2024-01-01 | joined_on 2024-03-01"});
  CHECK(active["changes"] == Json{"add to served { east }"});
  CHECK(active["readings"] == Json{"Who joined before keeps the old list"});
  CHECK(set["value"] == "{ north, south, east }");
  CHECK(set["origin"] == "the text in force from the beginning; changed by amendment `more_districts` of 2024-01-01");

  const auto [out_of_scope, old_set] = amendment(R"("birth_date": "1980-05-01", "joined_on": "2023-03-01")");
  CHECK(out_of_scope["active"] == "no");
  CHECK(lines(out_of_scope["scope"]) == Lines{"no joined_on on or after 2024-01-01 | joined_on 2023-03-01"});
  CHECK(old_set["value"] == "{ north, south }");
  CHECK(old_set["origin"] == "the text in force from the beginning");

  const auto [spared, spared_set] = amendment(R"("birth_date": "1940-05-01", "joined_on": "2024-03-01")");
  CHECK(spared["active"] == "no");
  CHECK(spared["in_scope"] == "yes");
  CHECK(lines(by(spared["spared_by"], "rule", "veterans")["conditions"]) ==
        Lines{"yes birth_date before 1950-01-01 | birth_date 1940-05-01"});
  CHECK(spared_set["value"] == "{ north, south }");
}

TEST_CASE("a derivation tells from whom, through which relation, and that person's own reason") {
  const Json json =
      explained("{" + kAda + R"(, "good_standing": false}, {"id": "bo", "home": "west", "good_standing": false,
      "relations": [{"to": "ada", "relation": "ward_of", "since": "2020-01-01"}]})");
  const Json bo = only_decision(json, 1);
  CHECK(bo["value"] == "full");
  CHECK(bo["derived_from"] == Json{"ada"});
  const Json& link = bo["because"][0]["links"][0];
  CHECK(link["other"] == "ada");
  CHECK(link["relation"] == "ward_of");
  CHECK(link["other_value"] == "full");
  CHECK(link["other_reason"] == "ground `resident` (A grown-up who lives in reach)");
  CHECK(lines(link["conditions"]) == Lines{"yes since before 2023-01-01 | since 2020-01-01"});
}

TEST_CASE("an outcome that rests on the person's own is no reason for it") {
  const Json json =
      explained("{" + kAda + R"(, "good_standing": false, "relations": [{"to": "bo", "relation": "spouse_of"}]},
      {"id": "bo", "home": "west", "good_standing": false})");
  const Json ada = only_decision(json, 0);
  CHECK(ada["because"][0]["rule"] == "resident");
  CHECK(by(ada["because"], "rule", "family")["links"][0]["rests_on_person"] == true);
  CHECK_FALSE(ada.contains("derived_from"));
  CHECK_FALSE(only_decision(json, 1)["because"][0]["links"][0].contains("rests_on_person"));
}

TEST_CASE("what is open names whom to ask, and what each answer would lead to") {
  const Json card = only_decision(explained(R"({"id": "ada", "home": null, "birth_date": "1980-05-01",
      "joined_on": "2023-06-01", "papers": ["passport"]})"));
  CHECK(card["status"] == "undetermined");
  CHECK(card["value"].is_null());
  const Json& judgement = by(card["missing"], "fact", "ada.good_standing");
  CHECK(judgement["judgement"] == true);
  CHECK(judgement["ask"] == "the head librarian");
  CHECK(judgement["answers"][0]["if"][0]["to"] == "yes");
  CHECK(judgement["answers"][0]["then"] == "full");
  const Json& home = by(card["missing"], "fact", "ada.home");
  CHECK(home["ask"] == "ada");
  CHECK(home["answers"].size() == 1);
  CHECK(home["answers"][0]["if"][0]["to"] == "any of north, south");
}

TEST_CASE("one person and one decision can be asked for, and the text says the same") {
  AskOptions options;
  options.person = "bo";
  options.decision = "card";
  const Json json = explained("{" + kAda + R"(}, {"id": "bo", "home": "west", "good_standing": false,
      "birth_date": "1980-05-01", "joined_on": "2023-06-01"})",
                              options);
  REQUIRE(json["people"].size() == 1);
  CHECK(json["people"][0]["person"] == "bo");
  const std::string text = json["text"];
  CHECK(text.find("✗ fails  home in served — home is west; served is { north, south }") != std::string::npos);
  CHECK(text.find("card: reading_room (Reading room only)") != std::string::npos);
  CHECK(text.find("not a decision of an") != std::string::npos);
  CHECK(text.find('\033') == std::string::npos);
}

TEST_CASE("the order of people changes nothing that is told about each") {
  const std::string ada = "{" + kAda + R"(, "relations": [{"to": "bo", "relation": "spouse_of"}]})";
  const std::string bo = R"({"id": "bo", "home": "west", "good_standing": false})";
  const Json one = explained(ada + "," + bo), two = explained(bo + "," + ada);
  CHECK(one["people"][0] == two["people"][1]);
  CHECK(one["people"][1] == two["people"][0]);
}
