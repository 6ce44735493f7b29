#include <string>

#include "tests/interpreter/case_fixture.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

std::string one(const std::string& facts) {
  return R"({"as_of": "2025-02-10", "applicants": [{"id": "a")" + (facts.empty() ? "" : ", " + facts) + "}]}";
}

struct Fixture : CaseFixture {
  Fixture() : CaseFixture(kPermits) {}

  /// The value of a fact of the one person.
  Value fact(const std::string& name, const std::string& json) {
    const auto bound = read(one("\"" + name + "\": " + json));
    INFO(name << " " << json << " " << codes());
    REQUIRE(bound);
    return bound->value.people[0].facts[*program->policy.find_fact(name)];
  }
  std::string problem(const std::string& facts, CaseOptions options = {}) {
    CHECK(!read(one(facts), options));
    return codes();
  }
  std::string shown(const std::string& name, const std::string& json) {
    const auto bound = read(one("\"" + name + "\": " + json));
    REQUIRE(bound);
    const FactId id = *program->policy.find_fact(name);
    const Value value = bound->value.people[0].facts[id];
    const Type& type = program->policy.facts[id].type;
    const bool is_set = type.base == BaseType::set && value != kNone;
    return format_value(program->policy, type, value, is_set ? &bound->value.sets.bits(value) : nullptr);
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "A fact is a value, unknown, absent, or none") {
  CHECK(fact("visits", "3") == 3);
  CHECK(fact("visits", "0") == 0);
  CHECK(fact("visits", "1000000000") == kMaxNumber);
  CHECK(fact("visits", "null") == kUnknown);
  CHECK(fact("left_on", "\"none\"") == kNone);
  CHECK(fact("left_on", "null") == kUnknown);
  CHECK(fact("married", "true") == 1);
  CHECK(fact("married", "\"no\"") == 0);
  CHECK(fact("birth_date", "\"1970-01-02\"") == 1);
  const auto absent = read(one(""));
  REQUIRE(absent);
  const auto value = [&](const char* name) { return absent->value.people[0].facts[*program->policy.find_fact(name)]; };
  CHECK(value("visits") == kUnknown);
  CHECK(value("left_on") == kNone);
}

TEST_CASE_METHOD(Fixture, "Defaults of sets hold where nothing is said") {
  CHECK(shown("visited", "[\"NO\", \"UA\"]") == "{ UA, NO }");
  CHECK(shown("visited", "[]") == "{ }");
  const auto absent = read(one(""));
  const Value visited = absent->value.people[0].facts[*program->policy.find_fact("visited")];
  CHECK(SetPool::count(absent->value.sets.bits(visited)) == 1);
}

TEST_CASE_METHOD(Fixture, "Durations") {
  CHECK(fact("stay", "\"90 days\"") == make_duration(90, DurationUnit::days));
  CHECK(fact("stay", "\"1 week\"") == make_duration(7, DurationUnit::days));
  CHECK(fact("stay", "\"3 months\"") == make_duration(3, DurationUnit::months));
  CHECK(fact("stay", "\"2 Years\"") == make_duration(24, DurationUnit::months));
  for (const char* wrong : {"\"90\"", "\"days\"", "\"-3 days\"", "\"3 fortnights\"", "\"3 days ago\"", "90", "\"\""})
    CHECK(problem(std::string("\"stay\": ") + wrong) == "P0517");
}

TEST_CASE_METHOD(Fixture, "Members by name, code or alias, whatever their letter case and accents") {
  for (const char* name :
       {"\"Lviv\"", "\"lviv\"", "\"UA-46\"", "\"ua 46\"", "\"LVOV\"", "\"Lv\xC3\xADv\"", "\" Lviv \""})
    CHECK(shown("home", name) == "Lviv");
  CHECK(shown("home", "\"kyiv-city\"") == "Kyiv_city");
  CHECK(problem("\"home\": \"Lwiw\"") == "P0513");
  CHECK(problem("\"home\": \"South\"") == "P0515");
  CHECK(problem("\"home\": \"none\"") == "P0518");
}

TEST_CASE("A name that fits two members is not guessed") {
  CaseFixture fixture(R"(policy p "P" in force from 2020-01-01
kind place { north also "The lake", south also "the Lake", Kyiv_city, Kyiv_oblast }
fact home place
)");
  CHECK(!fixture.read(one("\"home\": \"the lake\"")));
  CHECK(fixture.codes() == "P0514");
  CHECK(!fixture.read(one("\"home\": \"Kyiv\"")));
  CHECK(fixture.codes() == "P0514");
}

TEST_CASE_METHOD(Fixture, "What is no value of the type is refused") {
  CHECK(problem("\"visits\": -1") == "P0516");
  CHECK(problem("\"visits\": 1000000001") == "P0516");
  CHECK(problem("\"visits\": 99999999999999999999") == "P0516");
  CHECK(problem("\"visits\": 1.0") == "P0516");
  CHECK(problem("\"visits\": \"3\"") == "P0517");
  CHECK(problem("\"visits\": [3]") == "P0517");
  CHECK(problem("\"married\": 1") == "P0517");
  CHECK(problem("\"birth_date\": \"2025-02-30\"") == "P0507");
  CHECK(problem("\"birth_date\": \"2025-2-3\"") == "P0507");
  CHECK(problem("\"citizenships\": \"UA\"") == "P0517");
  CHECK(problem("\"citizenships\": [\"UA\", null]") == "P0517");
  CHECK(problem("\"citizenships\": \"none\"") == "P0518");
  CHECK(problem("\"married_on\": \"2020-01-01\", \"married\": false") == "P0525");
  CHECK(problem("\"married_on\": \"none\", \"married\": true") == "P0525");
}

TEST_CASE_METHOD(Fixture, "Several errors are told in one run") {
  CHECK(problem("\"hom\": 1, \"home\": \"x\", \"visits\": \"x\", \"permit\": \"granted\"") ==
        "P0512 P0513 P0517 P0533");
}

TEST_CASE_METHOD(Fixture, "Facts that are not declared are refused, or ignored if wanted") {
  CHECK(problem("\"shoe_size\": 38") == "P0512");
  CaseOptions lenient;
  lenient.allow_extra = true;
  CHECK(read(one("\"shoe_size\": 38"), lenient));
  CHECK(read(R"({"as_of": "2025-02-10", "sets": {"other": 1}, "set": 1, "applicants": [{"id": "a"}]})", lenient));
}

TEST_CASE_METHOD(Fixture, "A note keeps any JSON on one line") {
  const auto bound = read(one("\"history\": { \"a b\":\n [1.50, \"x \\\" y\"] }"));
  REQUIRE(bound);
  CHECK(bound->value.people[0].notes.at(*program->policy.find_fact("history")) == R"({"a b":[1.50,"x \" y"]})");
}

TEST_CASE_METHOD(Fixture, "The date comes from the case or from the caller") {
  CHECK(read(one(""))->value.as_of == *parse_date("2025-02-10"));
  CaseOptions options;
  options.on = parse_date("2024-01-01");
  CHECK(read(one(""), options)->value.as_of == *parse_date("2024-01-01"));
  CHECK(read(R"({"applicants": [{"id": "a"}]})", options));
  CHECK(!read(R"({"applicants": [{"id": "a"}]})"));
  CHECK(codes() == "P0506");
  options.on = parse_date("2019-12-31");
  CHECK(problem("", options) == "P0508");
}

TEST_CASE_METHOD(Fixture, "Supplied items: a value, unknown, absent") {
  const auto slot = [&](const std::string& sets, std::size_t i) {
    const auto bound = read(R"({"as_of": "2025-02-10", "sets": )" + sets + R"(, "applicants": [{"id": "a"}]})");
    INFO(sets << " " << codes());
    REQUIRE(bound);
    return bound->value.supplied[i];
  };
  REQUIRE(program->supplied.size() == 2);
  const std::size_t set = program->supplied[0].is_set ? 0 : 1, fee = 1 - set;
  CHECK(slot("{}", set) == kUnknown);
  CHECK(slot("{}", fee) == 7);
  CHECK(slot(R"({"safe_countries": null, "fee": null})", set) == kUnknown);
  CHECK(slot(R"({"safe_countries": null, "fee": null})", fee) == kUnknown);
  CHECK(slot(R"({"fee": 9})", fee) == 9);
  CHECK(slot(R"({"safe_countries": ["NO"]})", set) != kUnknown);
  CHECK(!read(R"({"as_of": "2025-02-10", "sets": {"saf_countries": []}, "applicants": [{"id": "a"}]})"));
  CHECK(codes() == "P0527");
}

TEST_CASE_METHOD(Fixture, "A link that both sides tell is one link") {
  const auto couple = [&](const std::string& mine, const std::string& theirs) {
    return read(R"({"as_of": "2025-02-10", "applicants": [
      {"id": "a", "relations": [{"to": "b", "relation": "spouse_of")" +
                mine + R"(}]},
      {"id": "b", "relations": [{"to": "a", "relation": "spouse_of")" +
                theirs + "}]}]}");
  };
  const auto merged = couple(R"(, "since": null)", R"(, "since": "2010-01-01", "church": true)");
  REQUIRE(merged);
  REQUIRE(merged->value.links.size() == 1);
  // The facts of a link are by name: church, since.
  CHECK(merged->value.links[0].facts == std::vector<Value>{1, *parse_date("2010-01-01")});
  const auto defaults = couple("", "");
  REQUIRE(defaults);
  CHECK(defaults->value.links[0].facts == std::vector<Value>{0, kUnknown});
  CHECK(!couple(R"(, "since": "2010-01-01")", R"(, "since": "2011-01-01")"));
  CHECK(codes() == "P0526");
}

TEST_CASE_METHOD(Fixture, "Links that cannot be") {
  const auto links = [&](const std::string& relations) {
    CHECK(!read(R"({"as_of": "2025-02-10", "applicants": [{"id": "a", "relations": )" + relations +
                R"(}, {"id": "b"}]})"));
    return codes();
  };
  CHECK(links("null") == "P0523");
  CHECK(links("{}") == "P0505");
  CHECK(links(R"([{"to": "c", "relation": "spouse_of"}])") == "P0519");
  CHECK(links(R"([{"to": "a", "relation": "spouse_of"}])") == "P0520");
  CHECK(links(R"([{"to": "b", "relation": "friend_of"}])") == "P0521");
  CHECK(links(R"([{"to": "b", "relation": "spouse_of", "until": "2020-01-01"}])") == "P0522");
  CHECK(links(R"([{"to": "b", "relation": "parent_of"}, {"to": "b", "relation": "child_of"}])") == "P0524");
  CHECK(links(R"([{"relation": "spouse_of"}])") == "P0505");
}

TEST_CASE_METHOD(Fixture, "The people of a case") {
  const auto people = [&](const std::string& list) {
    CHECK(!read(R"({"as_of": "2025-02-10", "applicants": )" + list + "}"));
    return codes();
  };
  CHECK(people("[]") == "P0509");
  CHECK(people("null") == "P0505");
  CHECK(people(R"([{"id": "a"}, {"id": "a"}])") == "P0510");
  CHECK(people(R"([{"id": ""}])") == "P0534");
  CHECK(people("[[]]") == "P0505");
}

TEST_CASE_METHOD(Fixture, "Lines of a file of cases, and where they stand") {
  const FileId file = sources.add("cases.jsonl", "\n  {\"a\": 1}\r\n\t\n{}");
  const std::vector<Span> lines = case_lines(sources, file);
  REQUIRE(lines.size() == 2);
  CHECK(sources.text(lines[0]) == "{\"a\": 1}");
  CHECK(sources.text(lines[1]) == "{}");
  CHECK(sources.position(file, lines[0].begin).line == 2);
}
