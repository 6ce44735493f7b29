#include "tools/cli/population_report.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/html_page.hpp"
#include "tests/support/sample_diff.hpp"
#include "tools/cli/diff_report.hpp"

// What a comparison means for a population, in the page and in a review thread.
using namespace proviso;
using namespace proviso::cli;
using namespace proviso::test;

namespace {

const std::vector<Waiver> kNone;

HeadCount small() { return {0, HeadCount::Shown::small}; }
HeadCount hidden() { return {0, HeadCount::Shown::hidden}; }

PopulationDiff sample_population() {
  using Kind = PopulationDiff::Outcome::Kind;
  using By = PopulationDiff::Breakdown::By;
  PopulationDiff population;
  population.given = "people <1>.jsonl";
  population.synthetic = "7";
  population.suppress_below = 5;
  population.people = {1204};
  population.cases = {900};
  PopulationDiff::OfDecision protection;
  protection.name = "protection";
  protection.label = "Which protection";
  protection.outcomes = {{Kind::outcome, "collective_protection", "Collective protection"},
                         {Kind::outcome, "individual_assessment", "Individual & own"},
                         {Kind::undetermined, "undetermined", ""}};
  protection.moved = {{{700}, {310}, {0}}, {small(), hidden(), {0}}, {{0}, {0}, {20}}};
  protection.before = {{1010}, hidden(), {20}};
  protection.after = {hidden(), hidden(), {20}};
  protection.changed = hidden();
  protection.unchanged = hidden();
  protection.open = {20};
  PopulationDiff::OfClass individual{"protection-1", "collective_protection", "individual_assessment", {310}, {}};
  individual.by = {{By::region, "last_permanent_region", "Where <last>", {{"Lviv", "", {300}}, {"Rivne", "", {10}}}},
                   {By::month, "application_date", "", {{"2025-01", "", {310}}}},
                   {By::role, "", "", {{"no relations", "", small()}, {"spouse_of", "", hidden()}}}};
  protection.classes = {individual, {"protection-2", "individual_assessment", "dismissed", {0}, {}}};
  population.decisions = {protection};
  return population;
}

}  // namespace

TEST_CASE("The page shows what a comparison means for a population") {
  const VersionDiff diff = sample_diff();
  const PopulationDiff population = sample_population();
  const std::string html = diff_html({diff, kNone, &population});
  const Element page = PageReader(html).read();
  check_anchors(page);
  check_tables(page);
  check_headings(page);
  CHECK(all_of(page, {"svg"}).size() == 3);
  for (const char* words :
       {"What it means for a population", "Synthetic (seed 7)", "people &lt;1&gt;.jsonl", "Individual &amp; own",
        "Numbers smaller than 5 are not shown", "20 undetermined before or after", "by month of",
        "<a href=\"#class-1\">protection-1</a>: 310 people", "Nobody is in <a href=\"#class-2\">protection-2</a>."}) {
    INFO(words);
    CHECK(html.find(words) != std::string::npos);
  }
  CHECK(diff_html({diff, kNone}).find("population") == std::string::npos);
}

TEST_CASE("So does the report for a review thread") {
  const VersionDiff diff = sample_diff();
  const PopulationDiff population = sample_population();
  const std::string text = diff_markdown({diff, kNone, &population});
  for (const char* words :
       {"### What it means for a population", "people \\<1\\>.jsonl",
        "| Collective protection | Individual \\& own | 310 |", "| Individual \\& own | Collective protection | \\<5 |",
        "no relations \\<5, spouse\\_of –"}) {
    INFO(words << "\n" << text);
    CHECK(text.find(words) != std::string::npos);
  }
}

TEST_CASE("Only the decisions that were asked for are left") {
  PopulationDiff population = sample_population();
  population.decisions.push_back(population.decisions[0]);
  population.decisions[1].name = "other";
  select_decisions(population, {});
  CHECK(population.decisions.size() == 2);
  select_decisions(population, {"other"});
  REQUIRE(population.decisions.size() == 1);
  CHECK(population.decisions[0].name == "other");
}
