#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

constexpr std::string_view kPolicy = R"(
fact resided yes/no
relation spouse_of mutual { since date }
relation guest_of { paid yes/no }
relation host_of inverse of guest_of
decision protection "Protection" is the first of { granted "Granted", renewed, refused otherwise }
decision work is the first of { allowed, refused otherwise }
decision must_leave yes/no
ground resident for granted if resided
ground told for must_leave always
derivation family of granted from granted or renewed "Family"
  through spouse_of if since before 2020-01-01
derivation guests of must_leave through spouse_of, host_of, guest_of
exclusion barred from granted, renewed, must_leave if not resided
exception spared to barred, told, late if resided
exception spared_again to spared if not resided
amendment late in force from 2021-01-01 applies if resided { insert ground fresh for allowed always }
)";

}  // namespace

TEST_CASE("decisions have their outcomes as a kind of their own") {
  const Resolved r = resolve_text(kPolicy);
  REQUIRE(r.messages() == "");
  const Policy& p = *r.policy;
  const Decision& protection = p.decisions[*p.find_decision("protection")];
  CHECK_FALSE(protection.yes_no);
  REQUIRE(protection.outcomes.size() == 3);
  CHECK(protection.outcomes[0].label == "Granted");
  CHECK(protection.versions[0].order == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(p.enumerations[protection.enumeration].leaf(1).name == "renewed");
  CHECK(p.enumerations[protection.enumeration].decision == *p.find_decision("protection"));
  CHECK_FALSE(p.find_enumeration("protection"));
  const Decision& must_leave = p.decisions[*p.find_decision("must_leave")];
  CHECK(must_leave.yes_no);
  CHECK(must_leave.outcomes[0].name == "no");
  CHECK(must_leave.versions[0].order == std::vector<std::uint32_t>{1, 0});
}

TEST_CASE("rules know their outcomes, relations and what they switch off") {
  const Resolved r = resolve_text(kPolicy);
  REQUIRE(r.messages() == "");
  const Policy& p = *r.policy;
  const auto rule = [&](std::string_view name) { return p.rules[*p.find_rule(name)].versions[0]; };
  const DecisionId protection = *p.find_decision("protection");
  const DecisionId must_leave = *p.find_decision("must_leave");
  CHECK(rule("told").targets == std::vector<OutcomeRef>{{must_leave, 1}});
  CHECK(rule("family").from == std::vector<OutcomeRef>{{protection, 0}, {protection, 1}});
  CHECK(rule("guests").from == std::vector<OutcomeRef>{{must_leave, 1}});
  CHECK(rule("barred").targets == std::vector<OutcomeRef>{{protection, 0}, {protection, 1}, {must_leave, 1}});
  REQUIRE(rule("guests").through.size() == 2);
  CHECK(rule("guests").through[0].relations ==
        std::vector<RelationId>{*p.find_relation("guest_of"), *p.find_relation("host_of")});
  CHECK(rule("guests").through[1].relations == std::vector<RelationId>{*p.find_relation("spouse_of")});
  CHECK(rule("guests").through[0].condition == kNoId);
  CHECK(term_text(p, rule("family").through[0].condition) == "(link's since < 2020-01-01)");
  CHECK(rule("spared").switches_off == std::vector<RuleId>{*p.find_rule("barred"), *p.find_rule("told")});
  CHECK(rule("spared").spares == std::vector<AmendmentId>{0});
  CHECK(p.amendments[0].exceptions == std::vector<RuleId>{*p.find_rule("spared")});
  CHECK(rule("spared_again").switches_off == std::vector<RuleId>{*p.find_rule("spared")});
}

TEST_CASE("several relations with different facts are resolved one group at a time") {
  const Resolved r = resolve_text(
      std::string(kPolicy) + "derivation both of renewed through spouse_of, guest_of if since before 2020-01-01\n");
  CHECK(r.messages() == "P0205 `since` cannot be read here: links of `guest_of` do not have it\n");
}

TEST_CASE("texts of one name follow each other in time") {
  const Resolved r = resolve_text(R"(
fact resided yes/no
decision protection is the first of { granted, refused otherwise }
ground former for granted in force from 2024-07-01 if not resided
ground former for granted in force to and including 2024-06-30 if resided
)");
  REQUIRE(r.messages() == "");
  const Rule& former = r.policy->rules[0];
  REQUIRE(former.versions.size() == 2);
  CHECK(former.versions[0].in_force.through == *parse_date("2024-06-30"));
  CHECK(former.versions[1].in_force.from == *parse_date("2024-07-01"));
  CHECK(former.versions[1].in_force.through == kLastDay);
}

TEST_CASE("an outcome of two decisions needs its decision") {
  CHECK(resolve_text(std::string(kPolicy) + "exclusion e from allowed, granted always\n").messages() == "");
  CHECK(resolve_text(std::string(kPolicy) +
                     "derivation d of allowed from granted in decision protection through spouse_of\n")
            .messages() == "");
  CHECK(resolve_text(std::string(kPolicy) + "derivation d of allowed from granted through spouse_of\n").messages() ==
        "P0214 `granted` is not an outcome of work, but of `protection`\n");
}

TEST_CASE("the order of files and declarations leaves no trace") {
  const std::vector<std::string> parts = {
      std::string(kHeader),
      "fact resided yes/no\nfact born date\n",
      "kind country { UA, PL }\nrelation child_of inverse of parent_of\n",
      "relation parent_of { adopted yes/no, known yes/no }\nset safe of country is { PL }\n",
      "decision protection is the first of { granted, refused otherwise }\n",
      "define old if born before 2000-01-01\nground resident for granted if resided and old\n",
      "exception spared to resident, second if old\n",
      "amendment second in force from 2021-01-01 after first { add to safe { UA } }\n",
      "amendment first in force from 2021-01-01 { set safe is { } }\n",
  };
  std::string one_way, other_way;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    one_way += parts[i];
    other_way += parts[parts.size() - 1 - i];
  }
  const auto summary = [](const Resolved& r) {
    REQUIRE(r.messages() == "");
    std::string text;
    for (const auto& relation : r.policy->relations) text += relation.heading.name + std::to_string(relation.group);
    for (const auto& fact : r.policy->link_facts) text += fact.heading.name;
    for (const auto& amendment : r.policy->amendments) text += amendment.heading.name;
    for (const Term& term : r.policy->terms) {
      text += std::to_string(static_cast<int>(term.kind)) + "," + std::to_string(term.ref) + ",";
    }
    for (const auto& rule : r.policy->rules) text += rule.name + term_text(*r.policy, rule.versions[0].test);
    return text;
  };
  const Resolved a = resolve_files({one_way});
  const Resolved b = resolve_files({other_way});
  CHECK(summary(a) == summary(b));
  const Resolved c = resolve_files(parts);
  const Resolved d = resolve_files({parts.rbegin(), parts.rend()});
  CHECK(summary(c) == summary(a));
  CHECK(summary(d) == summary(a));
  CHECK(c.policy->digest == d.policy->digest);
  CHECK(c.policy->digest != a.policy->digest);
}
