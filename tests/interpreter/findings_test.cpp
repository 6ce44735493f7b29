#include "interpreter/findings.hpp"

#include <string>

#include "interpreter/case_blocks.hpp"
#include "interpreter/claims.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/findings_overlaps.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;

namespace {

const std::string kBase = "fact age number\nfact poor yes/no\nfact frail yes/no\ndecision pay yes/no\n";

// "never_holds young", one finding a line, each with the words at its place.
std::string findings_of(const std::string& text, FindingOptions options = {}) {
  test::Resolved r = test::resolve_text(text);
  INFO(r.messages());
  REQUIRE(r.policy);
  auto program = compile(std::move(*r.policy), r.diagnostics);
  REQUIRE(program);
  const auto cases = read_case_blocks(*program, r.sources, r.documents);
  const Findings findings = find_findings(*program, cases, options);
  std::string all;
  for (const Diagnostic& d : findings.diagnostics.sorted()) {
    all += std::string(info(d.kind).name) + " " + std::string(r.sources.text(d.primary.span)) + "\n";
  }
  return all;
}

std::string with(const std::string& rules) { return findings_of(kBase + rules); }

}  // namespace

TEST_CASE("a policy in which everything does something has no findings") {
  CHECK(with("ground in_need for pay  if poor and age at least 18\nexclusion well from pay  if not frail") == "");
}

TEST_CASE("what holds for nobody is found through definitions, sets and dates") {
  CHECK(findings_of("fact day date\nkind colour { red, green }\nfact k colour\nset warm of colour is { red }\n"
                    "decision pay yes/no\ndefine early  if day before 2021-01-01\n"
                    "ground a for pay  if early and day after 2022-01-01\n"
                    "ground b for pay  if k in warm and k is green\n"
                    "ground c for pay  if k is red and early") == "never_holds a\nnever_holds b\n");
  CHECK(with("impossible old_and_poor if poor and age at least 70\n"
             "ground a for pay  if poor and age at least 80\nground b for pay  if poor and frail") ==
        "never_holds a\n");
}

TEST_CASE("what is about links is found where no link can be so") {
  const std::string family = kBase + "relation child_of { adopted yes/no }\n";
  CHECK(findings_of(family + "ground own for pay  if frail and poor and age at least 18\n"
                             "derivation child of pay  through child_of if adopted\n"
                             "derivation odd of pay  through child_of if adopted and not adopted") ==
        "never_holds odd\n");
  // A derivation from those who have it anyhow decides something: for the child.
  CHECK(findings_of(family + "ground own for pay  if frail and poor and age at least 18\n"
                             "derivation child of pay  through child_of if adopted") == "");
}

TEST_CASE("an exception that leaves nothing of a rule") {
  CHECK(with("ground in_need for pay  if poor\nexception not_now to in_need  if age at least 18\n"
             "exception nor_ever to in_need  if age less than 18 or frail") ==
        "nobody_gets pay\nnever_holds in_need\n");
}

TEST_CASE("texts of a rule are examined one by one") {
  CHECK(with("ground g for pay  if poor and frail\n"
             "amendment later in force from 2021-01-01 {\n  replace ground g for pay  if age less than 1 and age at "
             "least 2\n}\n") == "never_holds g\n");
}

TEST_CASE("a finding is accepted where it stands, and only there") {
  const std::string rules = "ground wide for pay  if poor or frail\nground narrow for pay  if poor and age at least 18";
  CHECK(with(rules) == "never_decides narrow\n");
  CHECK(with(rules + "\n  accept never_decides \"the Act names it\"") == "");
  CHECK(with(rules + "\n  accept never_holds \"the Act names it\"") ==
        "never_decides narrow\nacceptance_not_needed accept never_holds \"the Act names it\"\n");
  CHECK(with("ground a for pay  if poor and frail and age at least 18\n  accept same_rule \"two Acts\"\n"
             "ground b for pay  if frail and poor and age at least 18") == "");
  CHECK(with("set s of c is { x }  accept unused \"for later\"\nkind c { x }\n"
             "ground a for pay  if poor and frail and age at least 18") == "");
}

TEST_CASE("a change of an amendment is accepted behind it, or for all in the heading") {
  const auto text = [](const std::string& heading, const std::string& change) {
    return kBase + "value limit is 18\nvalue top is 90\nground g for pay  if poor and frail and age at least limit\n" +
           "exclusion old from pay  if age more than top\namendment m in force from 2021-01-01 " + heading +
           " {\n  value limit is 18 " + change + "\n  value top is 80\n}\n";
  };
  CHECK(findings_of(text("", "")) == "no_effect value limit is 18\n");
  CHECK(findings_of(text("", "accept no_effect \"stated again\"")) == "");
  CHECK(findings_of(text("accept no_effect \"stated again\"", "")) == "");
}

TEST_CASE("what a shared file declares may be needed elsewhere") {
  FindingOptions options;
  CHECK(findings_of(kBase + "fact more yes/no\nground g for pay  if poor and frail and age at least 18", options) ==
        "unused more\n");
  options.shared = {0};
  CHECK(findings_of(kBase + "fact more yes/no\nground g for pay  if poor and frail and age at least 18", options) ==
        "");
}

TEST_CASE("a definition that a case expects is needed") {
  const std::string text =
      "define young  if age less than 5\nground g for pay  if poor and frail and age at least 18\n";
  CHECK(with(text) == "unused young\n");
  CHECK(with(text + "case \"young\" on 2021-01-01\n  anna { age 1 }\n  expect anna young yes") == "");
}

TEST_CASE("where nothing may be gone through, what is not shown is told as not examined") {
  FindingOptions options;
  options.most_work = 0;
  const std::string found = findings_of(kBase + "ground g for pay  if poor and frail and age at least 18", options);
  CHECK(found == "not_examined g\n");
}

TEST_CASE("words that deny others") {
  CHECK(are_opposites("safe_areas", "unsafe_areas"));
  CHECK(are_opposites("not_eligible", "eligible"));
  CHECK(are_opposites("Parishes served", "Parishes not served"));
  CHECK(are_opposites("eligible_kinds", "ineligible_kinds"));
  CHECK_FALSE(are_opposites("safe_areas", "safe_places"));
  CHECK_FALSE(are_opposites("ion_list", "union_list"));
  CHECK_FALSE(are_opposites("side_areas", "inside_areas"));
  CHECK_FALSE(are_opposites("safe", "safe_too"));
  CHECK_FALSE(are_opposites("", ""));
}

TEST_CASE("somebody is found with one link, where one person is not enough") {
  test::Resolved r =
      test::resolve_text(kBase + "relation child_of\nground g for pay  if is child_of someone where other's poor");
  REQUIRE(r.policy);
  auto program = compile(std::move(*r.policy), r.diagnostics);
  REQUIRE(program);
  const auto found = find_somebody(*program, {{program->rules[0].holds}}, {300'000, 300});
  REQUIRE(found);
  CHECK(found->value.people.size() == 2);
}
