#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tools/cli/run.hpp"

// That programs can read the reports of `proviso test` which have a format of their own: JUnit XML and CSV.
using namespace proviso;
using namespace proviso::test;

namespace {

const char* const kRules = R"(policy cards "Cards"
  in force from 2020-01-01
fact age number
decision card is the first of { full, junior otherwise }
ground adult for full if age at least 18
)";

/// A case; `id`, `title` and `tag` are texts of JSON.
std::string case_line(const std::string& id, int age, const std::string& title = "A title",
                      const std::string& tag = "some") {
  return R"({"id": ")" + id + R"(", "title": ")" + title + R"(", "tags": [")" + tag +
         R"("], "as_of": "2025-02-10", "applicants": [{"id": "a", "age": )" + std::to_string(age) +
         R"(}], "expect": {"a": {"values": {"card": "full"}}}})" + "\n";
}

struct Reports {
  std::string junit, csv, html;
};

Reports reports_of(const std::string& cases, const std::vector<std::string>& more = {}) {
  write_all("cards.proviso", kRules);
  write_all("cards.cases.jsonl", cases);
  std::vector<std::string> words = {"test",       "cards.proviso", "--jobs",     "1",      "--junit",
                                    "report.xml", "--csv",         "report.csv", "--html", "report.html"};
  words.insert(words.end(), more.begin(), more.end());
  std::ostringstream out, err;
  cli::run(words, {}, out, err);
  return {read_all("report.xml"), read_all("report.csv"), read_all("report.html")};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// The figures of a suite are those of what is in it.
void check_counts(const std::string& junit) {
  const auto figure = [&](const char* name, const char* element) {
    return std::string(name) + "=\"" + std::to_string(count(junit, element)) + "\"";
  };
  const std::string figures = figure("tests", "<testcase ") + " " + figure("failures", "<failure ") + " " +
                              figure("errors", "<error ") + " time=\"0.000\"";
  INFO(junit);
  CHECK(count(junit, "<testsuites name=\"proviso test\" " + figures + ">") == 1);
  CHECK(count(junit, "<testsuite name=\"cards\" " + figures + " " + figure("skipped", "<skipped ") + ">") == 1);
}

/// Reads what RFC 4180 allows, with any character beyond ASCII, and nothing else.
std::vector<std::vector<std::string>> read_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  while (!text.empty()) {
    rows.emplace_back();
    for (bool more = true; more;) {
      std::string cell;
      if (text.substr(0, 1) == "\"") {
        text.remove_prefix(1);
        for (std::size_t quote = text.find('"');; quote = text.find('"')) {
          REQUIRE(quote != text.npos);
          cell += text.substr(0, quote);
          text.remove_prefix(quote + 1);
          if (text.substr(0, 1) != "\"") break;
          cell += '"';
          text.remove_prefix(1);
        }
      } else {
        const std::size_t end = std::min(text.find_first_of(",\"\r\n"), text.size());
        cell = text.substr(0, end);
        text.remove_prefix(end);
      }
      rows.back().push_back(cell);
      more = text.substr(0, 1) == ",";
      if (!more) REQUIRE(text.substr(0, 2) == "\r\n");
      text.remove_prefix(more ? 1 : 2);
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("JUnit: passed, failed, refused and not run are told apart, and counted") {
  const WorkFolder folder;
  const std::string all = case_line("passes", 20) + case_line("fails", 3) + "no case\n" + case_line("after", 4);
  const std::string junit = reports_of(all).junit;
  check_counts(junit);
  CHECK(count(junit, "<failure message=\"a card: expected full, actual junior\" type=\"failed\">") == 2);
  CHECK(count(junit, "type=\"refused\">") == 1);
  CHECK(count(junit, "<skipped") == 0);
  const std::string stopped = reports_of(all, {"--fail-fast"}).junit;
  check_counts(stopped);
  CHECK(count(stopped, "<failure ") == 1);
  CHECK(count(stopped, "<skipped message=\"not run: the run was stopped before\"/>") == 2);
}

TEST_CASE("JUnit: an error in a file is an error of the suite, though every case passes") {
  const WorkFolder folder;
  const std::string junit = reports_of(case_line("same", 20) + case_line("same", 21)).junit;
  check_counts(junit);
  CHECK(count(junit,
              "<testcase classname=\"cards.cases.jsonl\" name=\"messages about the files\" time=\"0.000\">\n"
              "      <error message=\"two cases have the id `same`\" type=\"P0609\">cards.cases.jsonl:2: P0609: "
              "two cases have the id `same`\n</error>\n    </testcase>\n") == 1);
}

TEST_CASE("CSV: a row is a line, whatever the cases hold, and no cell is a formula") {
  const WorkFolder folder;
  const auto rows = read_csv(
      reports_of(case_line("one", 20, R"( -1+\"2\",\r\n=3)", R"(=a, \"b\")") + case_line(R"(\t=x)", 3, R"(@\u0000)"))
          .csv);
  REQUIRE(rows.size() == 3);
  const auto column = [&](const std::string& name) {
    const auto found = std::find(rows[0].begin(), rows[0].end(), name);
    REQUIRE(found != rows[0].end());
    return static_cast<std::size_t>(found - rows[0].begin());
  };
  for (const auto& row : rows) CHECK(row.size() == rows[0].size());
  CHECK(rows[1][column("title")] == "' -1+\"2\",<U+000D><U+000A>=3");
  CHECK(rows[1][column("tags")] == "'=a, \"b\"");
  CHECK(rows[1][column("status")] == "passed");
  CHECK(rows[2][column("id")] == "<U+0009>=x");
  CHECK(rows[2][column("title")] == "'@<U+0000>");
  CHECK(rows[2][column("differences")] == "a card: expected full, actual junior");
}

TEST_CASE("No report holds what its format may not: controls, or what is no character") {
  const WorkFolder folder;
  const Reports reports = reports_of(case_line(
      "one", 3, R"(\u0000 \u0007 \u001b[2J \u007f \u0085 \u2028 \u202e \ufffe \uffff ]]> <b> & \" ' \ud83d\ude00)"));
  for (const std::string& report : {reports.junit, reports.csv, reports.html}) {
    CHECK(std::none_of(report.begin(), report.end(), [](char c) {
      return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r') || c == 0x7F;
    }));
    for (const char* unseen : {"\xC2\x85", "\u2028", "\u202E", "\uFFFE", "\uFFFF"}) CHECK(count(report, unseen) == 0);
    CHECK(count(report, "U+FFFE") > 0);
    CHECK(count(report, "\U0001F600") > 0);
  }
  CHECK(count(reports.junit, "]]>") + count(reports.junit, "<b>") == 0);
}
