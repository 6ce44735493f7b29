#include "interpreter/result_json.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include "interpreter/decide.hpp"
#include "tests/interpreter/case_fixture.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

const char* const kPolicy = R"(policy p "Policy"
  in force from 2020-01-01
source law "The law"
kind colour { red, green }
fact birth_date date
fact likes set of colour
fact stay duration
fact paid yes/no default no
judgement honest yes/no decided by "the clerk"
set shades of colour supplied
define day as date or none is birth_date
define half as duration is stay
define in_shade if shades includes red
decision card is the first of { full, none_given otherwise }
ground honest_person for full "Honest" if honest cites law "be honest" note "read narrowly"
decision fee_due yes/no
ground not_paid for fee_due if not paid
amendment later in force from 2024-01-01 applies if paid { replace define in_shade unless shades includes red }
amendment young in force from 2024-06-01 applies if birth_date after 2000-01-01 { repeal ground not_paid }
)";

struct Fixture : CaseFixture {
  Fixture() : CaseFixture(kPolicy) {}
  nlohmann::json result(const std::string& people) {
    text = R"({"id": "case-1", "title": "A title", "as_of": "2025-02-10", "applicants": [)" + people + "]}";
    auto bound = read(text);
    INFO(codes());
    REQUIRE(bound);
    const CaseAnswers answers = decide(*program, bound->value);
    REQUIRE(answers.status == CaseAnswers::Status::decided);
    text = result_json(*program, bound->value, answers);
    return nlohmann::json::parse(text);
  }
  std::string text;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "The head of a result") {
  const auto json = result(R"({"id": "a"})");
  CHECK(json["format"] == "proviso.result/1");
  CHECK(json["policy"]["name"] == "p");
  CHECK(json["policy"]["digest"].get<std::string>().substr(0, 7) == "sha256:");
  CHECK(json["as_of"] == "2025-02-10");
  CHECK(json["id"] == "case-1");
  CHECK(json["note"].get<std::string>().find("not a decision") != std::string::npos);
  CHECK(text.back() == '\n');
}

TEST_CASE_METHOD(Fixture, "Every decision and define of everyone, settled") {
  const auto json = result(
      R"({"id": "a", "birth_date": "1990-01-01", "stay": "3 months", "honest": true, "paid": true}, {"id": "b"})");
  CHECK(json["people"].size() == 2);
  const auto& a = json["people"]["a"];
  CHECK(a["card"]["value"] == "full");
  CHECK(a["card"]["status"] == "settled");
  CHECK(a["card"]["possible"] == nlohmann::json({"full"}));
  CHECK(a["card"]["because"][0]["rule"] == "honest_person");
  CHECK(a["card"]["because"][0]["kind"] == "ground");
  CHECK(a["card"]["because"][0]["holds"] == "yes");
  CHECK(a["card"]["because"][0]["label"] == "Honest");
  CHECK(a["card"]["because"][0]["source"] == "The law: \"be honest\"");
  CHECK(a["card"]["because"][0]["readings"] == nlohmann::json({"read narrowly"}));
  CHECK(a["fee_due"]["value"] == false);
  CHECK(a["day"]["value"] == "1990-01-01");
  CHECK(a["half"]["value"] == "3 months");
  CHECK(a["card"]["amendments"] == nlohmann::json({"later"}));
}

TEST_CASE_METHOD(Fixture, "What is open, and who decides it") {
  const auto json = result(R"({"id": "b", "birth_date": null})");
  const auto& b = json["people"]["b"];
  CHECK(b["card"]["value"].is_null());
  CHECK(b["card"]["status"] == "undetermined");
  CHECK(b["card"]["possible"] == nlohmann::json({"full", "none_given"}));
  CHECK(b["card"]["missing"] == nlohmann::json({"b.honest"}));
  CHECK(b["card"]["judgements"] == nlohmann::json({"b.honest"}));
  CHECK(b["card"]["decided_by"]["b.honest"] == "the clerk");
  CHECK(b["in_shade"]["missing"] == nlohmann::json({"sets.shades"}));
  CHECK(b["in_shade"]["judgements"].empty());
  CHECK(b["day"]["possible"].is_null());  // too many to list
  CHECK(b["fee_due"]["missing"] == nlohmann::json({"b.birth_date"}));
  CHECK(b["fee_due"]["amendments"][0]["name"] == "young");
  CHECK(b["fee_due"]["amendments"][0]["active"] == "unknown");
}

TEST_CASE_METHOD(Fixture, "The same answers give the same bytes") {
  result(R"({"id": "b", "birth_date": null}, {"id": "a", "honest": false})");
  const std::string first = text;
  result(R"({"id": "b", "birth_date": null}, {"id": "a", "honest": false})");
  CHECK(text == first);
}
