#include <algorithm>

#include "tests/interpreter/structural_fixture.hpp"

using namespace proviso;
using test::ComparedText;
using test::found_changes;
using test::Lines;
using test::lines;

namespace {

const std::string kBase = R"(
source act "The Act"
  url "https://example.org/act"
kind country { UA "Ukraine", PL, NO }
fact home country "Where they live"
fact age number
fact poor yes/no default no
relation spouse_of mutual { since date }
set safe of country "Safe countries"
  is { PL }
value fee number is 5
define young "Is young"
  if age less than 10 and not poor
decision card "The card" is the first of { free "Free", half, paid otherwise }
ground child for free "Children"
  if young
  cites act "children are free"
ground safe_home for half  if home in safe or age at least 65
exclusion rich from free  if fee at least 6 and not poor
exception never_rich to rich  if poor
impossible old_child  if age more than 120
amendment reform "The reform"
  in force from 2024-01-01
  applies if age at least 18
  cites act "from the new year"
{
  add to safe { UA }
  replace ground child for free  if young or poor
}
)";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kBase;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// What changes from the base text to the one with another piece of text; and back, what is undone.
Lines changed(const std::string& from, const std::string& to) {
  return lines(ComparedText(kBase), ComparedText(with(from, to)));
}
Lines undone(const std::string& from, const std::string& to) {
  return lines(ComparedText(with(from, to)), ComparedText(kBase));
}

}  // namespace

TEST_CASE("nothing is changed by order, layout, comments, or files") {
  const ComparedText base(kBase);
  CHECK(lines(base, base).empty());
  CHECK(changed("age less than 10 and not poor", "all of {\n # a comment\n not poor,\n age less than 10 }").empty());
  CHECK(changed("home in safe or age at least 65", "age at least 65 or home in safe").empty());
  CHECK(changed("kind country { UA \"Ukraine\", PL, NO }", "kind country { NO, PL, UA \"Ukraine\" }").empty());
  CHECK(changed("  add to safe { UA }\n", "").size() == 1);
  const std::string moved = kBase.substr(kBase.find("define"));
  const ComparedText parts(
      test::resolve_files({moved, std::string(test::kHeader), kBase.substr(0, kBase.find("define"))}));
  CHECK(lines(base, parts).empty());
  CHECK(lines(parts, base).empty());
}

TEST_CASE("what is inserted, repealed and replaced") {
  CHECK(changed("fact age number", "fact age number\nfact rich_uncle yes/no") == Lines{"inserted fact rich_uncle"});
  CHECK(undone("fact age number", "fact age number\nfact rich_uncle yes/no") == Lines{"repealed fact rich_uncle"});
  CHECK(changed("fact poor yes/no default no", "fact poor yes/no") == Lines{"replaced fact poor"});
  CHECK(changed("PL, NO }", "PL, NO, SE }") == Lines{"replaced kind country"});
  CHECK(changed("{ since date }", "{ since date, church yes/no }") == Lines{"replaced relation spouse_of"});
  CHECK(changed("less than 10", "less than 11") == Lines{"replaced define young"});
  CHECK(changed("or age at least 65", "and age at least 65") == Lines{"replaced ground safe_home"});
  CHECK(changed("exclusion rich from free", "exclusion rich from half") == Lines{"replaced exclusion rich"});
  CHECK(changed("impossible old_child  if age more than 120", "") == Lines{"repealed impossible old_child"});
  CHECK(changed("free \"Free\", half", "half, free \"Free\"") == Lines{"replaced decision card"});
  CHECK(changed("half, paid", "half, quarter, paid") == Lines{"replaced decision card"});
  CHECK(changed("fact age number\n", "fact age number or none\n").size() == 1);
  CHECK(changed("exception never_rich to rich", "exception never_rich to rich, child") ==
        Lines{"replaced exception never_rich"});
}

TEST_CASE("dates, members, values and wording") {
  CHECK(changed("ground safe_home for half ", "ground safe_home for half in force from 2025-01-01 ") ==
        Lines{"redated ground safe_home from 2025-01-01"});
  CHECK(changed("is { PL }", "is { PL }\n from 2025-01-01 is { NO }") ==
        Lines{"set_changed set safe +NO -PL from 2025-01-01"});
  CHECK(changed("  is { PL }", "  is { NO, PL }") == Lines{"set_changed set safe +NO"});
  CHECK(undone("  is { PL }", "  is { NO, PL }") == Lines{"set_changed set safe -NO"});
  CHECK(changed("value fee number is 5", "value fee number is 5 from 2024-01-01 is 6 from 2025-01-01 is 5") ==
        Lines{"value_changed value fee 5 => 6 from 2024-01-01 through 2024-12-31"});
  const ComparedText early(with("is { PL }", "is { PL }\n from 2025-01-01 is { NO }"));
  const ComparedText late(with("is { PL }", "is { PL }\n from 2025-01-02 is { NO }"));
  CHECK(lines(early, late) == Lines{"redated set safe"});
  CHECK(changed("\"Is young\"", "\"Is very young\"") == Lines{"wording define young"});
  CHECK(changed("\"Ukraine\"", "\"The Ukraine\"") == Lines{"wording kind country"});
  CHECK(changed("\"Free\"", "\"Free of charge\"") == Lines{"wording decision card"});
  CHECK(changed("org/act", "org/acts") == Lines{"wording source act"});
  CHECK(changed("children are free", "children and others") == Lines{"wording ground child"});
}

TEST_CASE("the header") {
  const auto header = [](const std::string& from, const std::string& to) {
    std::string text = std::string(test::kHeader) + kBase;
    text.replace(text.find(from), from.size(), to);
    return lines(ComparedText(kBase), ComparedText(test::resolve_files({text})));
  };
  CHECK(header("round down", "round up") == Lines{"replaced policy p from 2020-01-01"});
  CHECK(header("2020-01-01", "2021-01-01") == Lines{"redated policy p from 2021-01-01"});
  CHECK(header("A policy", "The policy") == Lines{"wording policy p from 2020-01-01"});
}

TEST_CASE("each change of an amendment is told by itself, with whom it concerns") {
  const std::string reform = kBase.substr(kBase.find("amendment"));
  const Lines made = {"set_changed set safe by reform if age at least 18 +UA from 2024-01-01",
                      "replaced ground child by reform if age at least 18 from 2024-01-01"};
  CHECK(undone(reform, "") == made);
  CHECK(changed(reform, "") == Lines{"set_changed set safe by reform if age at least 18 -UA from 2024-01-01", made[1]});

  const auto found = found_changes(ComparedText(with(reform, "")), ComparedText(kBase));
  REQUIRE(found.size() == 2);
  CHECK(found[0].part.item == ChangedPart::Item::amendment_change);
  CHECK(found[0].part.a == kNoId);
  CHECK(found[0].part.b == 0);
  CHECK(found[0].part.change_b == 0);
  CHECK(found[0].change.new_text == "add to safe { UA }");
  CHECK(found[0].change.old_text == "set safe of country \"Safe countries\" is { PL }");
  REQUIRE(found[0].change.sources.size() == 1);
  CHECK(found[0].change.sources[0].words == "from the new year");
  CHECK(found[0].change.sources[0].title == "The Act");
  CHECK(found[1].change.old_text ==
        "ground child for free \"Children\"\n  if young\n  cites act \"children are free\"");
  CHECK(found[1].change.new_text == "replace ground child for free  if young or poor");

  CHECK(changed("from 2024-01-01", "from 2024-01-02") ==
        Lines{"redated amendment reform if age at least 18 from 2024-01-02"});
  CHECK(changed("applies if age at least 18", "applies if age at least 21") ==
        Lines{"replaced amendment reform if age at least 21 from 2024-01-01"});
  CHECK(changed("applies if age at least 18", "applies unless poor") ==
        Lines{"replaced amendment reform if unless poor from 2024-01-01"});
  CHECK(changed("add to safe { UA }", "add to safe { UA, NO }") ==
        Lines{"set_changed set safe by reform if age at least 18 +NO from 2024-01-01"});
  CHECK(changed("add to safe { UA }", "set safe is { UA }") ==
        Lines{"set_changed set safe by reform if age at least 18 -PL from 2024-01-01"});
  CHECK(changed("add to safe { UA }", "value fee is 7") ==
        Lines{"value_changed value fee by reform if age at least 18 5 => 7 from 2024-01-01",
              "set_changed set safe by reform if age at least 18 -UA from 2024-01-01"});
  CHECK(changed("add to safe { UA }", "insert ground any_old for free  if age at least 80") ==
        Lines{"inserted ground any_old by reform if age at least 18 from 2024-01-01",
              "set_changed set safe by reform if age at least 18 -UA from 2024-01-01"});
  CHECK(changed("add to safe { UA }", "repeal exclusion rich").front() ==
        "repealed exclusion rich by reform if age at least 18 from 2024-01-01");
  CHECK(undone("add to safe { UA }", "repeal exclusion rich").back() ==
        "inserted exclusion rich by reform if age at least 18 from 2024-01-01");
  CHECK(changed("young or poor", "young and poor") ==
        Lines{"replaced ground child by reform if age at least 18 from 2024-01-01"});
}

TEST_CASE("between two days, what comes into force and what ends") {
  const auto between = [](const std::string& text, const char* a, const char* b) {
    return lines(ComparedText(text, a), ComparedText(text, b));
  };
  CHECK(between(kBase, "2023-12-30", "2023-12-31").empty());
  CHECK(between(kBase, "2023-12-31", "2024-01-01") ==
        Lines{"set_changed set safe by reform if age at least 18 +UA from 2024-01-01",
              "replaced ground child by reform if age at least 18 from 2024-01-01"});
  const std::string dated = with("value fee number is 5", R"(value fee number is 5 from 2022-01-01 is 6
ground student for half in force from 2021-01-01 to and including 2021-12-31
  if age less than 30
ground student for half in force from 2022-01-01
  if age less than 28)");
  CHECK(between(dated, "2020-12-31", "2021-01-01") ==
        Lines{"inserted ground student from 2021-01-01 through 2021-12-31"});
  CHECK(between(dated, "2021-12-31", "2022-01-01") ==
        Lines{"value_changed value fee 5 => 6 from 2022-01-01", "replaced ground student from 2022-01-01"});
  CHECK(between(dated, "2022-01-01", "2020-12-31") ==
        Lines{"value_changed value fee 6 => 5", "repealed ground student from 2022-01-01"});
}

TEST_CASE("of several texts, those that differ are shown") {
  const std::string two = R"(ground child for free in force to and including 2024-12-31
  if young
ground child for free in force from 2025-01-01
  if young and poor
)";
  const std::string three = R"(ground child for free in force from 2025-01-01
  if young and not poor
ground child for free in force to and including 2024-12-31
  if young
)";
  const std::string before =
      with("ground child for free \"Children\"\n  if young\n  cites act \"children are free\"\n", two);
  std::string after = before;
  after.replace(after.find(two), two.size(), three);
  const auto found = found_changes(ComparedText(before), ComparedText(after));
  REQUIRE(found.size() == 1);
  CHECK(found[0].change.old_text == "ground child for free  in force from 2025-01-01  if young and poor");
  CHECK(found[0].change.new_text == "ground child for free  in force from 2025-01-01  if young and not poor");
  // All that differs is told at once.
  std::string renamed = after;
  for (std::size_t at = 0; (at = renamed.find("young", at)) != std::string::npos; at += 4)
    renamed.replace(at, 5, "kid");
  CHECK(lines(ComparedText(before), ComparedText(renamed)).size() == 2);
}

TEST_CASE("texts are in canonical layout, and a fingerprint is that of the change alone") {
  const auto one = [](const std::string& from, const std::string& to, const std::string& more) {
    const std::string other = with(from, to);
    const auto found = found_changes(ComparedText(kBase), ComparedText(other + more));
    const auto it = std::find_if(found.begin(), found.end(), [](const auto& f) { return f.change.name == "young"; });
    REQUIRE(it != found.end());
    return it->change;
  };
  const StructuralChange change = one("less than 10", "# why\n    less than   11", "");
  CHECK(change.old_text == "define young \"Is young\"  if age less than 10 and not poor");
  CHECK(change.new_text == "define young \"Is young\"  if age less than 11 and not poor");
  CHECK(change.old_file == "a.proviso");
  CHECK(change.old_line == 15);
  CHECK(change.fingerprint.size() == 16);
  CHECK(one("less than 10", "less than 11", "fact more yes/no\n").fingerprint == change.fingerprint);
  CHECK(one("less than 10", "less than 12", "").fingerprint != change.fingerprint);
}

TEST_CASE("what is accepted of one day and one scope is not accepted of others") {
  const std::string reform = kBase.substr(kBase.find("amendment"));
  const ComparedText without(with(reform, ""));
  const auto fingerprint = [&](const std::string& from, const std::string& to) {
    const auto found = found_changes(without, ComparedText(with(from, to)));
    REQUIRE(found.size() == 2);
    CHECK(found[0].change.new_text == "add to safe { UA }");
    return found[0].change.fingerprint;
  };
  const std::string accepted = fingerprint("\"The reform\"", "\"The reform\"");
  CHECK(fingerprint("\"The reform\"", "\"Another name\"") == accepted);
  CHECK(fingerprint("from 2024-01-01", "from 2024-01-02") != accepted);
  CHECK(fingerprint("applies if age at least 18", "applies if age at least 21") != accepted);
}
