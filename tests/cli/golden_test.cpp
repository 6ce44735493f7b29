#include <cstdlib>
#include <filesystem>
#include <string>

#include "dsl/diagnostic.hpp"
#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"

// Runs every golden test, and holds the registry of messages against them. PROVISO_UPDATE_GOLDEN=1 rewrites what they
// expect: read the difference before it is kept.
namespace {

namespace fs = std::filesystem;
using namespace proviso;
using namespace proviso::test;

bool updating() {
  const char* update = std::getenv("PROVISO_UPDATE_GOLDEN");
  return update != nullptr && std::string(update) == "1";
}

std::string short_name(const fs::path& path) { return path.lexically_relative(PROVISO_SOURCE_DIR).generic_string(); }

void update(GoldenFile golden, const GoldenResult& result) {
  golden.set("stdout", result.out);
  golden.set("stderr", result.err);
  golden.set("exit", std::to_string(result.code) + "\n");
  for (const GoldenSection& section : result.after) golden.set(section.name, section.text);
  if (golden.text() != read_all(golden.path)) write_all(golden.path, golden.text());
}

std::string section(const GoldenFile& golden, const std::string& name) {
  const std::string* text = golden.find(name);
  return text == nullptr ? std::string() : *text;
}

}  // namespace

TEST_CASE("Every golden test gives what it says") {
  for (const GoldenFile& golden : all_goldens()) {
    INFO(short_name(golden.path));
    const GoldenResult result = run_golden(golden);
    if (updating()) update(golden, result);
    const GoldenFile expected = updating() ? read_golden(golden.path) : golden;
    CHECK(result.out == section(expected, "stdout"));
    CHECK(result.err == section(expected, "stderr"));
    CHECK(std::to_string(result.code) + "\n" == section(expected, "exit"));
    for (const GoldenSection& after : result.after) CHECK(after.text == section(expected, after.name));
  }
}

TEST_CASE("Every golden test says what it shows") {
  for (const GoldenFile& golden : all_goldens()) {
    INFO(short_name(golden.path));
    CHECK(golden.about.compare(0, 2, "# ") == 0);
    CHECK(golden.find("args") != nullptr);
  }
}

TEST_CASE("Every kind of message has a golden test") {
  std::string shown;
  for (const GoldenFile& golden : all_goldens()) shown += section(golden, "stdout") + section(golden, "stderr");
  for (const KindInfo& kind : all_kinds()) {
    INFO(code(kind.kind) << " " << kind.name);
    CHECK(shown.find("[" + code(kind.kind) + "]") != std::string::npos);
  }
}

TEST_CASE("A golden test that is named for a code shows it") {
  for (const GoldenFile& golden : all_goldens()) {
    const std::string name = golden.path.filename().string();
    if (name.size() < 5 || name[0] != 'P' || name.find_first_not_of("0123456789", 1) != 5) continue;
    INFO(short_name(golden.path));
    const std::string shown = section(golden, "stdout") + section(golden, "stderr");
    CHECK(shown.find("[" + name.substr(0, 5) + "]") != std::string::npos);
  }
}

TEST_CASE("No message shows where the test ran") {
  for (const GoldenFile& golden : all_goldens()) {
    INFO(short_name(golden.path));
    CHECK(section(golden, "stderr").find(fs::temp_directory_path().string() + "/") == std::string::npos);
  }
}
