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
        Lines{"set_changed set safe_areas by safe_areas_2024 if application_date on or after 2024-09-28 +Volyn "
              "+Zakarpattia +Ivano_Frankivsk +Lviv +Rivne +Ternopil from 2024-09-28",
              "value_changed value current_list by safe_areas_2024 if application_date on or after 2024-09-28 none => "
              "six_2024_09_28 from 2024-09-28"});
  CHECK(lines(norway("2025-01-12"), norway("2025-01-13")) ==
        Lines{"set_changed set safe_areas by safe_areas_2025 if " + kSecond +
                  " +Vinnytsia +Zhytomyr +Kyiv_oblast +Kirovohrad +Poltava +Khmelnytskyi +Cherkasy +Chernivtsi from "
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
        "add to safe_areas {\n  Cherkasy, Chernivtsi, Khmelnytskyi, Kirovohrad, Kyiv_oblast, Poltava, Vinnytsia, "
        "Zhytomyr,\n}");
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

TEST_CASE("under other names, the Norwegian rules are the same") {
  const ComparedText before = norway(nullptr);
  Policy after = before.policy();
  std::size_t names = 0;
  const auto rename = [&](std::string& name) { name = "n" + std::to_string(++names * 7919 % 10007); };
  for (auto& item : after.sources) rename(item.heading.name);
  for (auto& item : after.facts) rename(item.heading.name);
  for (auto& item : after.relations) rename(item.heading.name);
  for (auto& item : after.link_facts) rename(item.heading.name);
  for (auto& item : after.sets) rename(item.heading.name);
  for (auto& item : after.values) rename(item.heading.name);
  for (auto& item : after.amendments) rename(item.heading.name);
  for (auto& item : after.impossibles) rename(item.heading.name);
  for (auto& item : after.enumerations) {
    rename(item.heading.name);
    for (auto& member : item.members) rename(member.name);
  }
  const auto rename_texts = [&](auto& table) {
    for (auto& item : table) {
      rename(item.name);
      for (auto& version : item.versions) version.heading.name = item.name;
    }
  };
  rename_texts(after.defines);
  rename_texts(after.decisions);
  rename_texts(after.rules);
  const PolicyMatch match = match_policies(before.policy(), after);
  // Where nothing tells two of them apart, either may be the other; all that is said of them is the same.
  std::size_t found = 0;
  for (const FoundChange& change :
       structural_changes(before.version(), {after, before.resolved.sources, std::nullopt}, match)) {
    const bool group = change.change.kind == StructuralChange::Kind::wording && change.change.item == "regions";
    INFO(test::line(change.change));
    CHECK((group || change.change.kind == StructuralChange::Kind::renamed));
    ++found;
  }
  CHECK(found > 500);
  CHECK(match.likely.size() * 20 < names);
}
