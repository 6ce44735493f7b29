#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

constexpr std::string_view kBase = R"(
kind country { UA, PL, NO }
fact resided yes/no
set safe of country is { }
value fee is 100
decision protection is the first of { granted, refused otherwise }
ground resident for granted if resided
exclusion barred from granted if resided
define old if resided
)";

std::vector<std::string> order(const Resolved& r) {
  std::vector<std::string> names;
  for (const Amendment& amendment : r.policy->amendments) names.push_back(amendment.heading.name);
  return names;
}

}  // namespace

TEST_CASE("amendments are applied by date, then `after`, then name") {
  const Resolved r = resolve_text(std::string(kBase) + R"(
amendment a in force from 2021-01-01 after z { add to safe { UA } }
amendment z in force from 2021-01-01 { add to safe { PL } }
amendment m in force from 2021-01-01 { value fee is 120 }
amendment early in force from 2020-06-01 { value fee is 110 }
)");
  REQUIRE(r.messages() == "");
  CHECK(order(r) == std::vector<std::string>{"early", "m", "z", "a"});
  CHECK(r.policy->amendments[3].after == std::vector<AmendmentId>{2});
  CHECK(r.policy->find_amendment("z") == 2u);
}

TEST_CASE("what an amendment changes") {
  const Resolved r = resolve_text(std::string(kBase) + R"(
amendment one in force from 2021-01-01 applies if resided {
  set safe is { PL, UA }
  value fee is 120
  replace ground resident for granted if not resided
  repeal exclusion barred
  insert define young unless old
  replace decision protection is the first of { gladly, granted, refused otherwise }
}
ground gladly_given for gladly always
amendment two in force from 2022-01-01 { replace define young if old  remove from safe { UA } add to safe { NO } }
)");
  REQUIRE(r.messages() == "");
  const Policy& p = *r.policy;
  const Amendment& one = p.amendments[0];
  CHECK(term_text(p, one.scope) == "resided");
  REQUIRE(one.changes.size() == 6);
  CHECK(one.changes[0].item == Change::Item::set);
  CHECK(p.set_constants[one.changes[0].constant] == Bits{3});
  CHECK(one.changes[1].value == 120);
  const Rule& resident = p.rules[*p.find_rule("resident")];
  REQUIRE(resident.versions.size() == 2);
  CHECK(one.changes[2].kind == syntax::ChangeKind::replace);
  CHECK(one.changes[2].ref == *p.find_rule("resident"));
  CHECK(one.changes[2].version == 1);
  CHECK(resident.versions[1].amendment == 0);
  CHECK(resident.versions[0].amendment == kNoId);
  CHECK(one.changes[3].kind == syntax::ChangeKind::repeal);
  CHECK(one.changes[3].ref == *p.find_rule("barred"));
  const Define& young = p.defines[*p.find_define("young")];
  REQUIRE(young.versions.size() == 2);
  CHECK(one.changes[4].version == 0);
  CHECK(term_text(p, young.versions[0].body) == "(not old)");
  CHECK(p.amendments[1].changes[0].version == 1);
  const Decision& protection = p.decisions[*p.find_decision("protection")];
  CHECK(protection.outcomes.size() == 3);
  CHECK(protection.outcomes[2].name == "gladly");
  CHECK(protection.versions[1].order == std::vector<std::uint32_t>{2, 0, 1});
}

TEST_CASE("amendments of one day that touch one item need an order, also over a third") {
  CHECK(resolve_text(std::string(kBase) + R"(
amendment a in force from 2021-01-01 { value fee is 1 }
amendment b in force from 2021-01-01 { repeal define old }
)")
            .messages() == "");
  CHECK(resolve_text(std::string(kBase) + R"(
amendment a in force from 2021-01-01 { value fee is 1 }
amendment b in force from 2021-01-01 after a { add to safe { UA } }
amendment c in force from 2021-01-01 after b { value fee is 2 }
)")
            .messages() == "");
  CHECK(resolve_text(std::string(kBase) + R"(
amendment a in force from 2021-01-01 { value fee is 1 }
amendment b in force from 2021-01-01 { value fee is 2 }
)")
            .messages() == "P0309 `a` and `b` both change `fee` on 2021-01-01: which comes first?\n");
  CHECK(resolve_text(std::string(kBase) + R"(
amendment a in force from 2021-01-01 { replace ground fresh for granted if resided }
amendment b in force from 2021-01-01 { insert ground fresh for granted always }
)")
            .messages() == "P0309 `a` and `b` both change `fresh` on 2021-01-01: which comes first?\n");
  CHECK(resolve_text(std::string(kBase) + R"(
amendment a in force from 2021-01-01 after b { replace ground fresh for granted if resided }
amendment b in force from 2021-01-01 { insert ground fresh for granted always }
)")
            .messages() == "");
}

TEST_CASE("values that amendments change keep days and months apart only where all texts do") {
  const std::string base =
      "fact born date\ndecision d is the first of { granted, refused otherwise }\nvalue wait is 2 years\n"
      "ground g for granted if whole days from born to as_of at least wait\n";
  CHECK(resolve_text(base).messages() ==
        "P0237 `whole days from born to as_of` is counted in days and `wait` is counted in months: they do not "
        "compare\n");
  CHECK(resolve_text(base + "amendment a in force from 2021-01-01 { value wait is 90 days }\n").messages() == "");
}
