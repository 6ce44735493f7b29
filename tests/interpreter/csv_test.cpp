#include "interpreter/csv.hpp"

#include "tests/support/catch.hpp"

using namespace proviso;

namespace {

using Table = std::vector<std::vector<std::string>>;

Table read(const std::string& text, bool& good) {
  SourceSet sources;
  const FileId file = sources.add("table.csv", text);
  Diagnostics diagnostics;
  const auto rows = read_csv(sources, file, diagnostics);
  good = rows.has_value();
  CHECK(diagnostics.has_errors() != good);
  Table table;
  for (const CsvRow& row : rows.value_or(std::vector<CsvRow>())) {
    table.emplace_back();
    for (const CsvCell& cell : row) table.back().push_back(cell.text);
  }
  return table;
}

Table read(const std::string& text) {
  bool good = false;
  const Table table = read(text, good);
  CHECK(good);
  return table;
}

}  // namespace

TEST_CASE("a table is read as spreadsheets write it") {
  CHECK(read("") == Table());
  CHECK(read("a,b\n1,2\n") == Table{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\r\n1,2") == Table{{"a", "b"}, {"1", "2"}});
  CHECK(read("\xEF\xBB\xBF"
             "a,b\n,\n\n1,\n") == Table{{"a", "b"}, {"1", ""}});
  CHECK(read("a,b\n\"x, \"\"y\"\"\nz\",2\n") == Table{{"a", "b"}, {"x, \"y\"\nz", "2"}});
  CHECK(read("a;b\n1,5;2\n") == Table{{"a", "b"}, {"1,5", "2"}});
}

TEST_CASE("a quote that is not closed is an error") {
  bool good = true;
  read("a,b\n\"x,2\n", good);
  CHECK_FALSE(good);
}

TEST_CASE("what is written is read back") {
  for (const std::string text : {"plain", "with, comma", "with \"quotes\"", "two\nlines", "semi;colon", ""})
    CHECK(read("a," + csv_cell(text) + "\n") == Table{{"a", text}});
}

TEST_CASE("a cell knows where it stands") {
  SourceSet sources;
  const FileId file = sources.add("table.csv", "a,b\n\"x\",yy\n");
  Diagnostics diagnostics;
  const auto rows = read_csv(sources, file, diagnostics);
  REQUIRE(rows);
  CHECK(sources.text((*rows)[1][0].span) == "\"x\"");
  CHECK(sources.text((*rows)[1][1].span) == "yy");
}

TEST_CASE("a table is read in pieces of whole rows") {
  CHECK(csv_whole_rows("", ',') == 0);
  CHECK(csv_whole_rows("a,b", ',') == 0);
  CHECK(csv_whole_rows("a,b\n1,2", ',') == 4);
  CHECK(csv_whole_rows("a,\"x\ny\"\n", ',') == 8);
  CHECK(csv_whole_rows("a,\"x\ny", ',') == 0);
  CHECK(csv_whole_rows("a\n\"x \"\"\ny\"\"\"\nb", ',') == 13);
  CHECK(csv_whole_rows("a;\"x\ny\"\n", ';') == 8);
  CHECK(csv_whole_rows("a\"b\n1\n", ',') == 6);  // a quote inside a cell opens nothing
}
