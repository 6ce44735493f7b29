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
  Effort effort;
  const auto found = find_somebody(*program, {{program->rules[0].holds}}, {300'000, 300}, effort);
  REQUIRE(found);
  CHECK(found->value.people.size() == 2);
}

namespace {

// One of several schemes that have nothing in common but facts, what is impossible, a set and a definition.
std::string scheme(const std::string& name) {
  std::string text =
      "decision pay_of_NAME yes/no\nset near_NAME of district is { north }\n"
      "define ready_NAME  if grown and lives_in in near_NAME\n"
      "ground child_NAME for pay_of_NAME  if age less than 10\n"
      "ground old_NAME for pay_of_NAME  if poor and age at least 67\n"
      "ground never_NAME for pay_of_NAME  if poor and frail and age at least 18\n"
      "ground home_NAME for pay_of_NAME  if ready_NAME and not poor\n"
      "exclusion out_NAME from pay_of_NAME  if frail and age at least 67\n"
      "amendment later_NAME\n  in force from 2024-01-01\n  applies if age at least 1\n"
      "{\n  add to near_NAME { south }\n  replace ground child_NAME for pay_of_NAME  if age less than 9\n}\n";
  for (std::size_t at = text.find("NAME"); at != text.npos; at = text.find("NAME")) text.replace(at, 4, name);
  return text;
}

const std::string kShared =
    "fact age number\nfact poor yes/no\nfact frail yes/no\nkind district { north, south, west }\n"
    "fact lives_in district\ndefine grown  if age at least 18\nimpossible frail_and_poor if poor and frail\n";

std::string only(const std::string& findings, const std::string& name) {
  std::string lines;
  for (std::size_t at = 0; at < findings.size();) {
    const std::size_t end = findings.find('\n', at) + 1;
    const std::string line = findings.substr(at, end - at);
    if (line.ends_with("_" + name + "\n")) lines += line;
    at = end;
  }
  return lines;
}

}  // namespace

TEST_CASE(
    "parts of a policy that have nothing to do with each other are examined by themselves, with what bounds all") {
  const std::string alone = findings_of(kShared + scheme("a"));
  CHECK(alone.find("never_holds never_a\n") != alone.npos);
  CHECK(alone.find("never_matters") == alone.npos);
  const std::string both = findings_of(kShared + scheme("a") + scheme("b"));
  CHECK(only(both, "a") == only(alone, "a"));
  CHECK(only(both, "b") == only(findings_of(kShared + scheme("b")), "b"));
  CHECK(only(both, "a").size() + only(both, "b").size() == both.size());
  // What one scheme reads of the other ties them together.
  const std::string tied = findings_of(kShared + scheme("a") + scheme("b") + "ground more for pay_of_b  if pay_of_a\n");
  CHECK(only(tied, "a") == only(alone, "a"));
}

TEST_CASE("cases save proofs in each part, and change no finding") {
  const std::string cases =
      "case \"young\"\n  on 2023-01-01\n  anna { age 5, poor no, frail no, lives_in west }\n"
      "  expect anna pay_of_a yes\n";
  const std::string text = kShared + scheme("a") + scheme("b");
  CHECK(findings_of(text + cases) == findings_of(text));
}

TEST_CASE("where the bound on all proofs together is reached, the rest is told as not examined") {
  FindingOptions options;
  options.most_work = 2000;
  const std::string found = findings_of(kShared + scheme("a") + scheme("b"), options);
  CHECK(found.find("not_examined") != found.npos);
  // To tell why is bounded by itself: what is found is told without.
  options = {};
  options.most_telling = 0;
  CHECK(findings_of(kShared + scheme("a"), options) == findings_of(kShared + scheme("a")));
}
