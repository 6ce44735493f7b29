#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/run.hpp"

// Holds the documents that are made from the program against it. PROVISO_UPDATE_GOLDEN=1 rewrites them.
namespace {

namespace fs = std::filesystem;
using namespace proviso;
using namespace proviso::test;

void check_document(const std::string& name, const std::string& text) {
  const fs::path path = fs::path(PROVISO_SOURCE_DIR) / "docs" / name;
  const char* update = std::getenv("PROVISO_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    fs::create_directories(path.parent_path());
    write_all(path, text);
  }
  INFO("PROVISO_UPDATE_GOLDEN=1 documents_test writes docs/" << name << " anew");
  REQUIRE(fs::exists(path));
  CHECK(read_all(path) == text);
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// A text as the cell of a table.
std::string cell(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c;
  }
  return result;
}

std::string about(const GoldenFile& golden) {
  std::string line = first_line(golden.about).substr(2);
  if (!line.empty() && line.back() == '.') line.pop_back();
  return line;
}

/// Rows for the golden tests of a folder whose names begin with one of these.
std::string rows(const std::vector<GoldenFile>& goldens, const std::string& folder,
                 const std::vector<std::string>& beginnings) {
  std::string text;
  for (const GoldenFile& golden : goldens) {
    if (golden.path.parent_path().filename() != folder) continue;
    const std::string name = golden.path.filename().string();
    const bool wanted = std::any_of(beginnings.begin(), beginnings.end(),
                                    [&](const std::string& b) { return name.compare(0, b.size(), b) == 0; });
    if (!wanted) continue;
    const std::string err = golden.find("stderr") == nullptr ? "" : *golden.find("stderr");
    const std::string out = golden.find("stdout") == nullptr ? "" : *golden.find("stdout");
    // Of a run of cases the message stands in the report.
    const std::size_t message = out.find("error[");
    const std::string said = !err.empty() ? err : message == std::string::npos ? out : out.substr(message);
    text +=
        "| " + cell(about(golden)) + " | " + cell(first_line(said)) + " | " + first_line(*golden.find("exit")) + " |\n";
  }
  return text;
}

std::string bad_input_table() {
  const std::vector<GoldenFile> goldens = all_goldens();
  const std::string head = "\n| what was tried | what it says first | exit code |\n|---|---|---|\n";
  return "# Bad input\n\n"
         "What Proviso does with what it cannot use. Every row is a test (`tests/golden`), and this page is written "
         "from\n"
         "those tests; they have the whole messages.\n"
         "\n## Commands, files and limits\n" +
         head + rows(goldens, "bad-input", {""}) + rows(goldens, "diagnostics", {"P00"}) + "\n## Case files\n" + head +
         rows(goldens, "diagnostics", {"P05"}) + "\n## Conformance cases\n" + head +
         rows(goldens, "diagnostics", {"P06"}) + "\n## Comparisons\n" + head + rows(goldens, "diagnostics", {"P07"}) +
         "\n## Inventories\n" + head + rows(goldens, "diagnostics", {"P08"}) + "\n## Rules\n" + head +
         rows(goldens, "diagnostics", {"P01", "P02", "P03", "P04"});
}

std::string output_of(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  CHECK(cli::run(arguments, {}, out, err) == 0);
  CHECK(err.str().empty());
  return out.str();
}

}  // namespace

TEST_CASE("docs/diagnostics.md explains every message") {
  check_document("diagnostics.md", output_of({"explain-error", "--all", "--format", "markdown"}));
}

TEST_CASE("docs/bad-input.md is the table of the golden tests") { check_document("bad-input.md", bad_input_table()); }

TEST_CASE("Every command has help with an example") {
  const std::vector<cli::CommandPage> pages = cli::command_pages();
  CHECK(pages.size() == 13);
  for (const cli::CommandPage& page : pages) {
    INFO(page.name);
    const std::string help = output_of({page.name, "--help"});
    CHECK(help.find("Usage: proviso " + page.name) != std::string::npos);
    CHECK(help.find("\nExample") != std::string::npos);
    REQUIRE(!page.examples.empty());
    CHECK(page.examples.front().compare(0, 8, "proviso ") == 0);
    for (const cli::OptionPage& option : page.options) CHECK(!option.about.empty());
  }
}
