#include "tools/cli/coverage_report.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include "tests/interpreter/coverage_fixture.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

const char* const kCards = R"(policy cards "Library cards"
  in force from 2020-01-01
fact age number
fact member yes/no
fact blocked yes/no default no
decision card yes/no
ground grown for card
  if age at least 18 and member
ground old for card if age more than 65
exclusion bar from card if blocked
amendment stricter in force from 2022-01-01 { repeal ground old }
case "a member of 18" on 2021-01-01
  anna { age 18, member yes }
  expect anna card yes
case "a member of 17" on 2022-01-01
  ben { age 17, member yes }
  expect ben card no
)";

cli::CoverageView view_of(const Measured& m) {
  return {m.sources, m.plan, m.coverage, {"a member of 18", "a member of 17"}};
}

}  // namespace

TEST_CASE("the text: a table, and what no case shows, worst lines first") {
  const Measured m(kCards);
  // Rules: `bar` and `old` hold for nobody. Conditions: nobody is barred, nobody old, nobody of age and no member.
  // Thresholds: 17 and 18, of six. Days: 1 January 2022, not the days around it. The amendment is for everybody.
  CHECK(cli::coverage_text(view_of(m), 2, 100) == R"(cards: coverage
  rules               4 of 6        66 %
  conditions          5 of 8        62 %
  outcomes            2 of 2       100 %
  thresholds          2 of 6        33 %
  days in force       1 of 3        33 %
  amendments          3 of 3       100 %
  all                17 of 28       60 %
  2 that cannot be shown, or are for information, are not counted
No case shows:
  policy.proviso:9  ground old for card if age more than 65
      ground `old`: somebody for whom it holds
      `age more than 65` deciding while true
      `age more than 65`: somebody one below, at or one above the point where it turns
  policy.proviso:8  if age at least 18 and member
      `member` deciding while false
      `age at least 18`: somebody one above the point where it turns
  and 2 more lines; --coverage=all shows every one
)");
  const std::string all = cli::coverage_text(view_of(m), 100, 120);
  CHECK(all.find("more line") == std::string::npos);
  CHECK(all.find("amendment `stricter`: a case on 2021-12-31 or 2022-01-02, about the day on which it comes into "
                 "force 2022-01-01\n") != std::string::npos);
}

TEST_CASE("the JSON holds every goal, with the case that meets it") {
  const Measured m(kCards);
  const auto json = cli::coverage_json(view_of(m));
  CHECK(json["met"] == 17);
  CHECK(json["all"] == 28);
  CHECK(json["kinds"]["threshold"] == nlohmann::ordered_json({{"met", 2}, {"all", 6}, {"not_counted", 0}}));
  std::size_t met = 0, counted = 0;
  for (const auto& goal : json["goals"]) {
    if (goal.contains("not_counted")) continue;
    ++counted;
    met += goal["met"].get<bool>();
    CHECK(goal.contains("case") == goal["met"].get<bool>());
  }
  CHECK(met == 17);
  CHECK(counted == 28);
  const auto& first = json["goals"][0];
  CHECK(first["name"] == "bar");
  CHECK(first["wanted"] == "held");
  CHECK(first["line"] == 10);
  CHECK(first["met"] == false);
  CHECK(json["goals"][1]["case"] == "a member of 18");
}

TEST_CASE("each line of the rules with what it shows") {
  const Measured m(kCards);
  const auto lines = cli::coverage_lines(view_of(m));
  std::string text;
  for (const auto& line : lines) {
    text += std::to_string(line.line) + ": " + std::to_string(line.met) + "/" + std::to_string(line.all) + "\n";
    CHECK(line.open.empty() == (line.met == line.all));
  }
  // 6: card yes, card no. 7: grown held, failed. 8: two conditions and a threshold. 9 and 10: a rule with its
  // condition, and 9 a threshold. 11: three days, and three of the amendment.
  CHECK(text == "6: 2/2\n7: 2/2\n8: 5/7\n9: 2/7\n10: 2/4\n11: 4/6\n");
}
