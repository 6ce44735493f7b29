#include "interpreter/case_json.hpp"

#include <algorithm>

#include "tests/interpreter/case_fixture.hpp"
#include "tests/reference/random_policy.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

/// A value that is the same whatever number a set has in its case.
std::string words(const CaseFixture& fixture, const Case& c, const Type& type, Value value) {
  if (value == kUnknown) return "unknown";
  const bool is_set = type.base == BaseType::set && value != kNone;
  return format_value(fixture.program->policy, type, value, is_set ? &c.sets.bits(value) : nullptr);
}

/// Everything that a case says and that `finish_case` made of it.
std::string essence(const CaseFixture& fixture, const Case& c) {
  const Policy& policy = fixture.program->policy;
  std::string text = c.id + "|" + c.title + "|" + format_date(c.as_of) + "\n";
  for (std::uint32_t slot = 0; slot < fixture.program->supplied.size(); ++slot)
    text += words(fixture, c, supplied_type(*fixture.program, slot), c.supplied[slot]) + "\n";
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    const CasePerson& person = c.people[p];
    text += person.id + "\n";
    for (FactId f = 0; f < policy.facts.size(); ++f) {
      text += "  " + policy.facts[f].heading.name + " " + std::to_string(static_cast<int>(person.given[f])) + " ";
      if (policy.facts[f].type.base != BaseType::note) text += words(fixture, c, policy.facts[f].type, person.facts[f]);
      text += c.conditional_default[p][f] != 0 ? " if\n" : "\n";
    }
    for (const auto& [fact, note] : person.notes) text += "  note " + std::to_string(fact) + note + "\n";
  }
  std::vector<std::string> links;
  for (const CaseLink& link : c.links) {
    const Relation& relation = policy.relations[link.relation];
    const auto& facts = policy.relation_groups[relation.group].facts;
    std::string line = std::to_string(link.from) + relation.heading.name + std::to_string(link.to);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      line += " " + words(fixture, c, policy.link_facts[facts[i]].type, link.facts[i]);
      line += std::to_string(static_cast<int>(link.given[i]));
    }
    links.push_back(line);
  }
  std::sort(links.begin(), links.end());
  for (const std::string& link : links) text += link + "\n";
  return text;
}

const char* const kFamily = R"({ "id": "k1", "title": "A \"title\"", "as_of": "2025-02-10",
  "sets": { "safe_countries": ["PL", "NO"], "fee": null },
  "applicants": [
    { "id": "олена \\ \"x\"", "home": "Lvov", "citizenships": [], "visited": null, "birth_date": "1990-05-04",
      "left_on": "none", "visits": 3, "stay": "2 weeks", "married": true, "married_on": "2019-05-04",
      "history": { "n": 1.50, "t": "a  b" },
      "relations": [ { "to": "petro", "relation": "spouse_of", "since": null },
                     { "to": "ivan", "relation": "parent_of", "adopted": false } ] },
    { "id": "petro", "relations": [ { "to": "олена \\ \"x\"", "relation": "spouse_of", "since": "2019-05-04" } ] },
    { "id": "ivan", "married": false, "married_on": null, "relations": [ ] } ] })";

}  // namespace

TEST_CASE("a case is written with what was given, by name") {
  CaseFixture fixture(kPermits);
  const auto bound = fixture.read(R"({ "as_of": "2025-02-10", "sets": { "safe_countries": ["pl"] }, "applicants": [
    { "id": "anna", "married": "no", "visits": null, "home": "UA-46", "citizenships": ["NO", "UA"] } ] })");
  REQUIRE(bound);
  CHECK(case_json(*fixture.program, bound->value) ==
        R"({"as_of":"2025-02-10","sets":{"safe_countries":["PL"],"fee":7},"applicants":[{"id":"anna",)"
        R"("citizenships":["UA","NO"],"home":"Lviv","married":false,"visits":null}]})");
}

TEST_CASE("a case for a person to read has a fact on each line") {
  CaseFixture fixture(kPermits);
  const auto bound = fixture.read(kFamily);
  REQUIRE(bound);
  CHECK(case_json(*fixture.program, bound->value, CaseLayout::indented) == R"({
  "id": "k1",
  "title": "A \"title\"",
  "as_of": "2025-02-10",
  "sets": {
    "safe_countries": ["PL", "NO"],
    "fee": null
  },
  "applicants": [
    {
      "id": "олена \\ \"x\"",
      "birth_date": "1990-05-04",
      "citizenships": [],
      "history": {"n":1.50,"t":"a  b"},
      "home": "Lviv",
      "left_on": "none",
      "married": true,
      "married_on": "2019-05-04",
      "stay": "14 days",
      "visited": null,
      "visits": 3,
      "relations": [
        {"to": "petro", "relation": "spouse_of", "since": "2019-05-04"},
        {"to": "ivan", "relation": "parent_of", "adopted": false}
      ]
    },
    {
      "id": "petro"
    },
    {
      "id": "ivan",
      "married": false,
      "married_on": null
    }
  ]
}
)");
}

TEST_CASE("a member whose name fits another one too is called by its code") {
  CaseFixture fixture(R"(policy places "Places"
  in force from 2020-01-01
kind town { Upper code "U1" also "Lower town", Lower_town code "L1" }
fact home town
decision permit is the first of { granted, refused otherwise }
ground resident for granted if home is Upper
)");
  const auto bound = fixture.read(R"({"as_of":"2025-02-10","applicants":[{"id":"a","home":"L1"}]})");
  REQUIRE(bound);
  CHECK(case_json(*fixture.program, bound->value) == R"({"as_of":"2025-02-10","applicants":[{"id":"a","home":"L1"}]})");
}

TEST_CASE("what was written is read back as the same case") {
  CaseFixture fixture(kPermits);
  const auto bound = fixture.read(kFamily);
  REQUIRE(bound);
  for (const CaseLayout layout : {CaseLayout::line, CaseLayout::indented}) {
    const auto again = fixture.read(case_json(*fixture.program, bound->value, layout));
    INFO(fixture.codes());
    REQUIRE(again);
    CHECK(essence(fixture, again->value) == essence(fixture, bound->value));
  }
}

TEST_CASE("random cases are read back as the same") {
  int compared = 0, with_links = 0, with_unknown = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const reference::RandomPolicy policy = reference::random_policy(seed);
    CaseFixture fixture(policy.text());
    for (std::uint64_t k = 0; k < 3; ++k) {
      const auto bound = fixture.read(reference::random_case(policy, seed * 3 + k, 50).dump());
      if (!bound) continue;
      const std::string text = case_json(*fixture.program, bound->value);
      INFO(text);
      const auto again = fixture.read(text);
      REQUIRE(again);
      CHECK(essence(fixture, again->value) == essence(fixture, bound->value));
      CHECK(case_json(*fixture.program, again->value) == text);
      ++compared;
      with_links += !bound->value.links.empty();
      with_unknown += text.find("null") != std::string::npos;
    }
  }
  CHECK(compared > 100);
  CHECK(with_links > 20);
  CHECK(with_unknown > 20);
}
