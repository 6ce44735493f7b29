#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/html_page.hpp"
#include "tools/cli/page.hpp"
#include "tools/cli/run.hpp"

// That the page of `proviso test --html` can be read by everyone: its structure, and its colours. What it says is in
// the golden tests.
using namespace proviso;
using namespace proviso::cli;
using namespace proviso::test;

namespace {

// A policy and a failure can be gone to by name. The parts of a policy are called the same in every policy.
void check_landmarks(const Element& page) {
  REQUIRE(page.parts.size() == 1);
  CHECK(page.parts[0].of("lang") == "en");
  CHECK(all_of(page, {"title"}).size() == 1);
  for (const char* once : {"header", "nav", "main"}) CHECK(all_of(page, {once}).size() == 1);
  CHECK_FALSE(all_of(page, {"nav"})[0]->of("aria-label").empty());
  std::size_t policies = 0;
  for (const Element* part : all_of(page, {"section", "article"})) {
    const Element& heading = part->parts.at(0);
    INFO(heading.text);
    CHECK(heading.name == (part->name == "article" ? "h4" : part->of("aria-labelledby").empty() ? "h3" : "h2"));
    CHECK(part->of("aria-labelledby") == (heading.name == "h3" ? "" : heading.of("id")));
    policies += heading.name == "h2";
  }
  CHECK(policies == all_of(page, {"h2"}).size());
  const Element& body = page.parts[0].parts.at(1);
  CHECK(body.parts.at(0).of("href") == "#results");  // the first that a keyboard reaches
}

/// What the colour of an element says, its text says.
void check_signs(const Element& page) {
  const std::map<std::string, std::vector<std::string>> said = {
      {"passed", {"passed"}}, {"failed", {"failed"}}, {"refused", {"refused"}}, {"incomplete", {"incomplete"}},
      {"full", {"✓"}},        {"partial", {"◐"}},     {"none", {"✗"}},          {"holds", {"holds"}},
      {"fails", {"fails"}},   {"open", {"open"}},     {"verdict good", {"✓"}},  {"verdict bad", {"✗"}}};
  std::size_t seen = 0;
  for (const Element* element : all_of(page)) {
    const auto found = said.find(element->of("class"));
    if (found == said.end()) continue;
    ++seen;
    for (const std::string& word : found->second) {
      INFO(element->of("class") << ": " << element->text);
      CHECK(element->text.find(word) != std::string::npos);
    }
  }
  CHECK(seen > 1);
}

Element checked_page(std::string_view text) {
  const Element page = PageReader(text).read();
  check_anchors(page);
  check_tables(page);
  check_headings(page);
  check_landmarks(page);
  check_signs(page);
  check_alone(page);
  return page;
}

/// The page of a run in the folder of the test.
std::string page_of(std::vector<std::string> words) {
  words.insert(words.begin(), "test");
  words.insert(words.end(), {"--html", "report.html"});
  std::ostringstream out, err;
  cli::run(words, {}, out, err);
  return read_all("report.html");
}

const char* const kRules = R"(policy cards "Cards <for> readers"
  in force from 2020-01-01
fact age number
fact since date
decision card is the first of { full, junior otherwise }
ground adult for full if age at least 18
exclusion late from full "Too late" if since after 2024-05-01
)";

std::string case_line(const std::string& id, const std::string& facts, const std::string& expected,
                      const std::string& as_of = "2025-02-10") {
  return R"({"id": ")" + id + R"(", "title": "A <b>title</b> & \"more\"", "as_of": ")" + as_of +
         R"(", "applicants": [{"id": "a", )" + facts + R"(}], "expect": {"a": {"values": {"card": ")" + expected +
         "\"}}}}\n";
}

// -- Colours

double channel(const std::string& two_digits) {
  const double value = std::stoi(two_digits, nullptr, 16) / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

/// Relative luminance of WCAG 2; "#abc" or "#aabbcc".
double luminance(std::string color) {
  if (color.size() == 4) color = {'#', color[1], color[1], color[2], color[2], color[3], color[3]};
  REQUIRE(color.size() == 7);
  return 0.2126 * channel(color.substr(1, 2)) + 0.7152 * channel(color.substr(3, 2)) +
         0.0722 * channel(color.substr(5, 2));
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

/// "--ink" and the like, from the first block of `:root` at or after `from`.
std::map<std::string, std::string> colors_after(std::string_view from) {
  const std::string style(page_style());
  std::size_t at = style.find(":root {", style.find(from));
  REQUIRE(at != std::string::npos);
  const std::string block = style.substr(at, style.find('}', at) - at);
  std::map<std::string, std::string> colors;
  for (at = block.find("--"); at != std::string::npos; at = block.find("--", at + 2)) {
    const std::size_t colon = block.find(':', at), end = block.find(';', at);
    colors[block.substr(at + 2, colon - at - 2)] = block.substr(colon + 2, end - colon - 2);
  }
  return colors;
}

}  // namespace

TEST_CASE("The pages of the rulesets are in order") {
  const WorkFolder folder;
  for (const char* ruleset : {"norway", "uk", "tutorial"}) {
    INFO(ruleset);
    const std::string rules = std::string(PROVISO_SOURCE_DIR "/rulesets/") + ruleset;
    const Element page = checked_page(page_of({rules, "--coverage"}));
    CHECK(all_of(page, {"p"})[0]->text.find("cases passed.") != std::string::npos);
    CHECK(all_of(page, {"article"}).empty());
  }
}

TEST_CASE("So is the page of a suite with every kind of outcome, of files with errors, and of several policies") {
  const WorkFolder folder;
  std::filesystem::create_directories("cards");
  std::filesystem::create_directories("other");
  write_all("cards/cards.proviso", kRules);
  write_all("cards/a.cases.jsonl", case_line("passes", "\"age\": 20, \"since\": \"2024-05-01\"", "full") +
                                       case_line("fails", "\"age\": 20, \"since\": \"2024-05-02\"", "full") +
                                       case_line("refused", "\"size\": 3", "full") +
                                       case_line("early", "\"age\": 20", "full", "2019-02-10") + "no case at all\n" +
                                       case_line("fails", "\"age\": 3", "full") +
                                       R"({"id": "decided", "as_of": "2025-02-10", "applicants": [{"id": "a"}], )"
                                       R"("expect_error": true})" +
                                       "\n");
  write_all("other/other.proviso",
            std::string(kRules) + "case \"One\" on 2025-01-01\n  a { age 4 }\n  expect a card junior\n");
  const std::string text = page_of({"cards", "other", "--coverage"});
  const Element page = checked_page(text);
  CHECK(all_of(page, {"article"}).size() == 6);
  CHECK(all_of(page, {"p"})[0]->text == "✗ 6 of 8 cases did not pass; the files have errors.");
  CHECK(text.find("<b>") == std::string::npos);
  CHECK(all_of(page, {"title"})[0]->text == "Conformance report: Cards &lt;for&gt; readers; Cards &lt;for&gt; readers");
  // A whole case that differs takes the place of person and result.
  CHECK(text.find("<th scope=\"row\" colspan=\"2\">the case</th>") != std::string::npos);
}

TEST_CASE("Beside the lines of the rules stands what the cases show, if that was measured") {
  const WorkFolder folder;
  write_all("cards.proviso", kRules);
  write_all("cards.cases.jsonl", case_line("one", "\"age\": 20, \"since\": \"2024-05-01\"", "full"));
  const std::string plain = page_of({"cards.proviso"});
  CHECK(plain.find("Shown") == std::string::npos);
  CHECK(plain.find(">Coverage<") == std::string::npos);
  const std::string page = page_of({"cards.proviso", "--coverage"});
  checked_page(page);
  CHECK(
      page.find("<tr id=\"policy-1-file-0-line-6\"><th scope=\"row\">6</th><td><span class=\"partial\">◐ 2 of 7</span>"
                "</td><td>ground adult for full if age at least 18<div class=\"open-goals\"><p>No case shows:</p><ul>"
                "<li>ground <code>adult</code>: somebody for whom it is in force and its test does not hold</li>") !=
      std::string::npos);
  CHECK(page.find("<a href=\"#policy-1-file-0-line-6\">cards.proviso:6</a>") != std::string::npos);
}

TEST_CASE("With changes of the rules, the page tells which are noticed, and lists those that are not") {
  const WorkFolder folder;
  write_all("cards.proviso", kRules);
  write_all("cards.cases.jsonl", case_line("one", "\"age\": 20, \"since\": \"2024-05-01\"", "full"));
  const std::string text = page_of({"cards.proviso", "--mutate"});
  const Element page = checked_page(text);
  const auto tables = all_of(page, {"table"});
  const auto named = [&](const std::string& caption) {
    return std::count_if(tables.begin(), tables.end(), [&](const Element* t) { return t->parts[0].text == caption; });
  };
  CHECK(named("Changes of the rules, and whether some case notices") == 1);
  CHECK(named("Changes that no case notices") == 1);
  CHECK(text.find("<code>ground adult for full if age at least 18</code></td><td>ground <code>adult</code>: ") !=
        std::string::npos);
}

TEST_CASE("Dates and names of files break between their parts alone") {
  const WorkFolder folder;
  std::filesystem::create_directories("cards_of_all");
  write_all("cards_of_all/cards.proviso", kRules);
  write_all("cards_of_all/a.cases.jsonl", case_line("fails", "\"age\": 20, \"since\": \"2024-05-02\"", "full"));
  const std::string page = page_of({"cards_of_all"});
  CHECK(page.find("since after <time>2024-05-01</time> — since is <time>2024-05-02</time>") != std::string::npos);
  CHECK(page.find(">cards_<wbr>of_<wbr>all/<wbr>cards.proviso:7</a>") != std::string::npos);
}

TEST_CASE("Text stands out from what is behind it, 7 to 1 at least, in light and in dark") {
  const std::vector<std::array<const char*, 2>> pairs = {
      {"ink", "paper"},  {"quiet", "paper"}, {"link", "paper"},   {"bad", "paper"},
      {"good", "paper"}, {"half", "paper"},  {"ink", "soft"},     {"link", "soft"},
      {"quiet", "here"}, {"ink", "here"},    {"good", "here"},    {"bad", "here"},
      {"half", "here"},  {"link", "here"},   {"bad", "bad-soft"}, {"good", "good-soft"}};
  const auto light = colors_after(""), dark = colors_after("prefers-color-scheme: dark");
  CHECK(light.at("paper") != dark.at("paper"));
  for (const auto& colors : {light, dark}) {
    for (const auto& [text, behind] : pairs) {
      INFO(text << " on " << behind << " (" << colors.at(text) << " on " << colors.at(behind) << ")");
      CHECK(contrast(colors.at(text), colors.at(behind)) >= 7);
    }
    // What only shows where a part begins or ends.
    CHECK(contrast(colors.at("edge"), colors.at("paper")) >= 3);
  }
}
