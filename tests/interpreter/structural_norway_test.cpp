#include <chrono>
#include <iostream>

#include "dsl/load.hpp"
#include "tests/interpreter/structural_fixture.hpp"

// The Norwegian rules between two days, and with the proposal.

using namespace proviso;
using test::ComparedText;
using test::found_changes;
using test::Lines;
using test::lines;

namespace {

ComparedText norway(const char* day, std::vector<std::string> with = {}) {
  const std::string folder = std::string(PROVISO_SOURCE_DIR) + "/rulesets/norway";
  test::Resolved resolved;
  LoadOptions options;
  options.with = std::move(with);
  LoadedFiles files = load_files({folder}, options, resolved.diagnostics);
  resolved.sources = std::move(files.sources);
  resolved.documents = std::move(files.documents);
  resolved.policy = resolve(resolved.sources, resolved.documents, resolved.diagnostics);
  return ComparedText(std::move(resolved), day);
}

const std::string kSecond =
    "any of { application_date on or after 2025-01-13, all of { application_date on or after 2024-09-28, answered_on "
    "is "
    "none or answered_on on or after 2025-01-13 } }";

}  // namespace

TEST_CASE("between two days of the Norwegian rules, what came into force") {
  CHECK(lines(norway("2024-09-26"), norway("2024-09-27")).empty());
  CHECK(lines(norway("2024-09-27"), norway("2024-09-28")) ==
        Lines{"set_changed set safe_areas by safe_areas_2024 if application_date on or after 2024-09-28 +Lviv +Volyn "
              "+Zakarpattia +Ivano_Frankivsk +Ternopil +Rivne from 2024-09-28",
              "value_changed value current_list by safe_areas_2024 if application_date on or after 2024-09-28 none => "
              "six_2024_09_28 from 2024-09-28"});
  const Lines second = lines(norway("2025-01-12"), norway("2025-01-13"));
  CHECK(second ==
        Lines{"set_changed set safe_areas by safe_areas_2025 if " + kSecond +
                  " +Cherkasy +Chernivtsi +Khmelnytskyi +Kirovohrad +Kyiv_oblast +Poltava +Vinnytsia +Zhytomyr from "
                  "2025-01-13",
              "value_changed value current_list by safe_areas_2025 if " + kSecond +
                  " six_2024_09_28 => fourteen_2025_01_13 from 2025-01-13"});
  CHECK(lines(norway("2024-05-21"), norway("2024-05-22")) ==
        Lines{"repealed exception duty_suspended by duty_to_leave_2024 from 2024-05-22"});
}

TEST_CASE("the change of a set in all its parts") {
  const ComparedText before = norway("2025-01-12"), after = norway("2025-01-13");
  const auto found = found_changes(before, after);
  REQUIRE(found.size() == 2);
  const StructuralChange& change = found[0].change;
  CHECK(change.label == "Areas of Ukraine that the Norwegian authorities consider safe");
  CHECK(change.old_text == "set safe_areas is { Lviv, Volyn, Zakarpattia, Ivano_Frankivsk, Ternopil, Rivne }");
  CHECK(change.new_text ==
        "add to safe_areas { Cherkasy, Chernivtsi, Khmelnytskyi, Kirovohrad, Kyiv_oblast, Poltava, Vinnytsia, "
        "Zhytomyr }");
  CHECK(change.new_file.ends_with("amendments/2025-01-13.proviso"));
  CHECK(change.old_file.ends_with("amendments/2024-09-28.proviso"));
  REQUIRE(change.sources.size() == 4);
  CHECK(change.sources[0].source == "news_2025");
  CHECK(found[0].part.b == *after.policy().find_amendment("safe_areas_2025"));
  CHECK(found[0].part.change_b == 0);
  CHECK(found[0].part.change_a == kNoId);
}

TEST_CASE("the proposal, and its mirror") {
  const ComparedText without = norway(nullptr), with = norway(nullptr, {"proposals/2026-02-26.proviso"});
  const Lines added = {"inserted source proposal_2026",
                       "inserted kind sexes",
                       "inserted fact sex",
                       "inserted judgement spared_by_an_exception",
                       "inserted value beyond_oldest",
                       "inserted value youngest",
                       "inserted exception spared_man",
                       "inserted exclusion men_18_to_60 by proposal_men_2026 if application_date on or after "
                       "2026-02-26 from 2026-02-26"};
  CHECK(lines(without, with) == added);
  Lines removed = added;
  for (std::string& line : removed) line.replace(0, 8, "repealed");
  CHECK(lines(with, without) == removed);
}

TEST_CASE("the report of what changed is quick") {
  const ComparedText before = norway("2025-01-12"), after = norway("2025-01-13");
  const auto start = std::chrono::steady_clock::now();
  CHECK(found_changes(before, after).size() == 2);
  std::cout << std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() << " ms\n";
}
