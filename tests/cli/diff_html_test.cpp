#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/html_page.hpp"
#include "tests/support/sample_diff.hpp"
#include "tools/cli/diff_report.hpp"

// That the page of `proviso diff --html` can be read by everyone, printed and signed.
using namespace proviso;
using namespace proviso::cli;
using namespace proviso::test;

namespace {

const std::vector<Waiver> kNone;

Element checked_page(const VersionDiff& diff, const std::vector<Waiver>& waivers = kNone) {
  const Element page = PageReader(diff_html({diff, waivers})).read();
  check_anchors(page);
  check_tables(page);
  check_headings(page);
  check_alone(page);
  REQUIRE(page.parts.size() == 1);
  CHECK(page.parts[0].of("lang") == "en");
  for (const char* once : {"title", "header", "nav", "main", "h1"}) CHECK(all_of(page, {once}).size() == 1);
  CHECK(page.parts[0].parts.at(1).parts.at(0).of("class") == "skip");
  for (const Element* part : all_of(page, {"section", "article"})) {
    const Element& heading = part->parts.at(0);
    CHECK(heading.name == (part->name == "article" ? "h3" : "h2"));
    CHECK(part->of("aria-labelledby") == heading.of("id"));
  }
  return page;
}

std::vector<std::string> headings(const Element& page) {
  std::vector<std::string> texts;
  for (const Element* heading : all_of(page, {"h2"})) texts.push_back(heading->text);
  return texts;
}

std::string text_in(const Element& page, const char* name) {
  std::string text;
  for (const Element* element : all_of(page, {name})) text += element->text + "|";
  return text;
}

}  // namespace

TEST_CASE("The page is in order, with its parts in the order of a reader") {
  const std::vector<Waiver> waivers = {{"11a1b2c3d4e5f602", "Kari Nordmann", "2025-01-10", "A <b>reason</b>", {}}};
  const Element page = checked_page(sample_diff(), waivers);
  CHECK(headings(page) == std::vector<std::string>{"The answer", "Who is decided differently", "Who is not affected",
                                                   "What changed in the rules", "Open questions",
                                                   "Changes without effect", "What is accepted",
                                                   "Method and certificate", "Signatures"});
  CHECK(all_of(page, {"article"}).size() == 7);
}

TEST_CASE("So is the page where nothing changed, and where nothing is known") {
  VersionDiff diff = sample_diff();
  diff.changes.clear();
  diff.classes.clear();
  diff.questions.clear();
  const Element same = checked_page(diff);
  CHECK(headings(same) == std::vector<std::string>{"The answer", "Who is decided differently", "Who is not affected",
                                                   "What changed in the rules", "Method and certificate",
                                                   "Signatures"});
  diff.complete = false;
  diff.bound = {"Too large."};
  const Element open = checked_page(diff);
  CHECK(headings(open)[2] == "Not complete");
  CHECK(open.text.find("Too large.") != std::string::npos);
}

TEST_CASE("Groups of those for whom only a day has passed are rows of a table, to which the changes can lead") {
  VersionDiff diff = sample_diff();
  diff.classes[1].causes.clear();
  const std::vector<Waiver> waivers = {{"11a1b2c3d4e5f602", "Kari Nordmann", "2025-01-10", "A reason", {}}};
  const Element page = checked_page(diff, waivers);
  CHECK(headings(page)[2] == "Who is decided differently only because the day of the assessment is different");
  CHECK(all_of(page, {"article"}).size() == 6);
}

TEST_CASE("Of the texts, what is gone is struck out and what has come is underlined, and nothing else") {
  VersionDiff diff = sample_diff();
  diff.changes = {diff.changes[2]};
  diff.changes[0].classes = {1};
  diff.classes[0].causes = diff.classes[1].causes = {0};
  const Element page = checked_page(diff);
  CHECK(text_in(page, "del") == "struck out|2025-01-01 and not returned|");
  CHECK(text_in(page, "ins") == "underlined|on or|2025-01-13|");
}

TEST_CASE("The witness stands in a table, with what is another in the near miss") {
  const Element page = checked_page(sample_diff());
  const auto tables = all_of(page, {"table"});
  const auto facts =
      std::find_if(tables.begin(), tables.end(), [](const Element* table) { return table->of("class") == "facts"; });
  REQUIRE(facts != tables.end());
  const auto rows = all_of(*all_of(**facts, {"tbody"})[0], {"tr"});
  REQUIRE(rows.size() == 7);
  CHECK(rows[2]->text == "annaapplication_date2025-01-13≠ 2025-01-12");
  CHECK(rows[5]->text == "annaspouse_of petro: since2019-05-04the same");
  CHECK(rows[6]->text == "petroalready_granted_collectivenothe same");
}

TEST_CASE("A title of any kind stays within the style of the page") {
  VersionDiff diff = sample_diff();
  diff.new_side.title = "</style><b>\"; } * { display: none } \\";
  const std::string page = diff_html({diff, kNone});
  CHECK(page.find("</style><b>") == std::string::npos);
  CHECK(page.find("\"\\3c \\2f style\\3e ") != std::string::npos);
  checked_page(diff);
}
