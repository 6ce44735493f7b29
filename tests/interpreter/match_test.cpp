#include <regex>

#include "tests/interpreter/structural_fixture.hpp"

using namespace proviso;
using test::ComparedText;
using test::Lines;
using test::lines;

namespace {

const std::string kBase = R"(
source law "The Act"
  url "https://example.org/act"
kind country { UA "Ukraine", PL "Poland", NO "Norway" }
kind colour { red, green }
fact home country
fact birthplace country
fact age number
fact poor yes/no
fact ill yes/no
fact eyes colour
relation spouse_of mutual { since date }
set safe of country is { PL }
value fee number is 5
define young  if age less than 10 and not poor
define close  if is spouse_of someone where since before 2020-01-01
decision card is the first of { free, half, paid otherwise }
decision stamp yes/no
ground child for free  if young
  cites law
ground safe_home for half  if home in safe and birthplace is not UA and not ill
ground blue for stamp  if eyes is red or close
exclusion rich from free  if fee at least 6
exception never_rich to rich  if poor
impossible old_child  if age more than 120
amendment reform
  in force from 2024-01-01
  applies if age at least 18
{
  add to safe { UA }
  replace ground child for free  if young or poor
}
)";

// The text with a word put in the place of another, wherever it stands.
std::string renamed(std::string text, const std::string& from, const std::string& to) {
  return std::regex_replace(text, std::regex("\\b" + from + "\\b"), to);
}

Lines after(const std::string& text) { return lines(ComparedText(kBase), ComparedText(text)); }

}  // namespace

TEST_CASE("a new name of one item is that and nothing else") {
  const std::pair<const char*, const char*> kItems[] = {{"law", "source"},
                                                        {"country", "kind"},
                                                        {"colour", "kind"},
                                                        {"home", "fact"},
                                                        {"birthplace", "fact"},
                                                        {"age", "fact"},
                                                        {"poor", "fact"},
                                                        {"ill", "fact"},
                                                        {"eyes", "fact"},
                                                        {"spouse_of", "relation"},
                                                        {"since", "link fact"},
                                                        {"safe", "set"},
                                                        {"fee", "value"},
                                                        {"young", "define"},
                                                        {"close", "define"},
                                                        {"card", "decision"},
                                                        {"stamp", "decision"},
                                                        {"child", "ground"},
                                                        {"safe_home", "ground"},
                                                        {"blue", "ground"},
                                                        {"rich", "exclusion"},
                                                        {"never_rich", "exception"},
                                                        {"old_child", "impossible"},
                                                        {"reform", "amendment"},
                                                        {"free", "outcome"},
                                                        {"half", "outcome"},
                                                        {"paid", "outcome"},
                                                        {"UA", "member"},
                                                        {"PL", "member"},
                                                        {"NO", "member"},
                                                        {"red", "member"}};
  for (const auto& [name, item] : kItems) {
    INFO(name);
    const std::string text = renamed(kBase, name, "renamed_x");
    const Lines found = after(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rfind("renamed " + std::string(item) + " renamed_x, was " + name, 0) == 0);
    const Lines back = lines(ComparedText(text), ComparedText(kBase));
    REQUIRE(back.size() == 1);
    CHECK(back[0].rfind("renamed " + std::string(item) + " " + name + ", was renamed_x", 0) == 0);
  }
}

TEST_CASE("everything has a new name") {
  std::string text = kBase;
  const char* kNames[] = {"law",   "country",   "colour", "home", "birthplace", "age",       "poor",   "ill",
                          "eyes",  "since",     "safe",   "fee",  "young",      "close",     "card",   "stamp",
                          "child", "safe_home", "blue",   "rich", "never_rich", "old_child", "reform", "free",
                          "half",  "paid",      "UA",     "PL",   "NO",         "red",       "green",  "spouse_of"};
  int next = 97;
  for (const char* name : kNames) text = renamed(text, name, "z_" + std::to_string(next = next * 31 % 9973));
  const Lines found = after(text);
  CHECK(found.size() == std::size(kNames));
  for (const std::string& line : found) CHECK(line.rfind("renamed ", 0) == 0);
}

TEST_CASE("what says nearly the same is likely the same") {
  std::string text = renamed(kBase, "safe_home", "at_home");
  text = text.replace(text.find("and not ill"), 11, "and ill and age at least 5");
  CHECK(after(text) == Lines{"replaced (likely) ground at_home, was safe_home"});
  // The label is the same.
  const std::string labelled = kBase + "exclusion old_bar from half \"The bar\"  if fee at least 6 and poor\n";
  const std::string other = kBase + "exclusion new_bar from free \"The bar\"  if age at least 90\n";
  CHECK(lines(ComparedText(labelled), ComparedText(other)) ==
        Lines{"replaced (likely) exclusion new_bar, was old_bar"});
}

TEST_CASE("a name keeps what it names, whatever becomes of it") {
  const ComparedText a(kBase + "fact extra number\n"), b(kBase + "fact extra date\n");
  const PolicyMatch match = match_policies(a.policy(), b.policy());
  CHECK(match.facts[*b.policy().find_fact("extra")] == *a.policy().find_fact("extra"));
  CHECK(lines(a, b) == Lines{"replaced fact extra"});
  CHECK(match.likely.empty());
  // Of two with one text, each has a new name.
  const std::string twins =
      kBase + "fact one yes/no\nfact two yes/no\nground g1 for half  if one\nground g2 for half  if two\n";
  std::string others = twins;
  for (const char* name : {"one", "two", "g1", "g2"}) others = renamed(others, name, std::string("z") + name);
  CHECK(lines(ComparedText(twins), ComparedText(others)) ==
        Lines{"renamed fact zone, was one", "renamed fact ztwo, was two", "renamed ground zg1, was g1",
              "renamed ground zg2, was g2"});
}

TEST_CASE("what is another thing is not taken for a new name") {
  const auto plus = [](const std::string& more) { return ComparedText(kBase + more); };
  // Of another type, for another outcome, with other words.
  CHECK(lines(plus("fact old_one yes/no \"A\"\n"), plus("fact new_one number \"A\"\n")) ==
        Lines{"inserted fact new_one", "repealed fact old_one"});
  // Nothing but the type speaks for it.
  CHECK(lines(plus("fact old_one yes/no\n"), plus("fact new_one yes/no\n")) ==
        Lines{"renamed (likely) fact new_one, was old_one"});
  CHECK(lines(plus("ground one for half  if poor and ill\n"), plus("exclusion two from half  if poor and ill\n")) ==
        Lines{"repealed ground one", "inserted exclusion two"});
  CHECK(lines(plus("ground one for half  if poor\n"), plus("ground two for free  if age less than 3\n")) ==
        Lines{"repealed ground one", "inserted ground two"});
}
