#include "tools/cli/diff_waivers.hpp"

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_diff.hpp"
#include "tools/cli/diff_report.hpp"

using namespace proviso;
using namespace proviso::cli;
using namespace proviso::test;

namespace {

Waiver waiver_of(const ChangeClass& c, const std::string& about) {
  return {c.fingerprint, "Kari Nordmann", "2025-01-10", "As decided", about};
}

std::string first_message(std::vector<Waiver>& waivers, const VersionDiff& diff) {
  Diagnostics diagnostics;
  check_waivers(waivers, diff, diagnostics);
  return diagnostics.all().empty() ? std::string() : diagnostics.all().front().message;
}

}  // namespace

TEST_CASE("What is written can be filled in, and then accepts everything") {
  const WorkFolder folder;
  const VersionDiff diff = sample_diff();
  const std::vector<Waiver> none;
  std::string text = waiver_file({diff, none});
  write_all("waivers.json", text);
  SourceSet sources;
  Diagnostics diagnostics;
  auto waivers = read_waivers("waivers.json", {}, sources, diagnostics);
  REQUIRE(waivers);
  CHECK(waivers->empty());
  REQUIRE(diagnostics.all().size() == 1);
  CHECK(diagnostics.all()[0].kind == Kind::waiver_unfilled);
  for (const char* key : {"\"name\": \"\"", "\"reason\": \"\""}) {
    for (std::size_t at = text.find(key); at != text.npos; at = text.find(key, at + 1))
      text.insert(at + std::string(key).size() - 1, "Kari Nordmann");
  }
  for (std::size_t at = text.find("\"date\": \"\""); at != text.npos; at = text.find("\"date\": \"\"", at + 1))
    text.insert(at + 9, "2025-01-10");
  write_all("filled.json", text);
  waivers = read_waivers("filled.json", {}, sources, diagnostics);
  REQUIRE(waivers);
  CHECK(waivers->size() == diff.classes.size() + diff.changes.size());
  CHECK(first_message(*waivers, diff).empty());
  CHECK(diff_exit_code({diff, *waivers}, true) == kDone);
  CHECK(waiver_file({diff, *waivers}).empty());
}

TEST_CASE("A waiver that says it is about something else accepts nothing") {
  const VersionDiff diff = sample_diff();
  std::vector<Waiver> waivers = {waiver_of(diff.classes[0], "set `fees`: only a spelling")};
  CHECK(first_message(waivers, diff).find("is not about what it says") != std::string::npos);
  CHECK(waivers.empty());
}

TEST_CASE("A group that is not written down in full cannot be accepted") {
  VersionDiff diff = sample_diff();
  diff.classes[0].when.clear();
  std::vector<Waiver> waivers = {waiver_of(diff.classes[0], "")};
  CHECK(first_message(waivers, diff).find("cannot be accepted") != std::string::npos);
  CHECK(waivers.empty());
  const std::vector<Waiver> none;
  CHECK(waiver_file({diff, none}).find(diff.classes[0].fingerprint) == std::string::npos);
}
