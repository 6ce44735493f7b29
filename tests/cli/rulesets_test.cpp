#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tools/cli/run.hpp"

// The rulesets as people use them from the root of the repository: their cases, their proposals, and the pages that are
// made from them. PROVISO_UPDATE_GOLDEN=1 writes the pages anew.
namespace {

namespace fs = std::filesystem;
using namespace proviso;
using namespace proviso::test;

/// Runs the program in the root of the repository.
class InRepository {
 public:
  InRepository() : before_(fs::current_path()) { fs::current_path(PROVISO_SOURCE_DIR); }
  ~InRepository() { fs::current_path(before_); }
  InRepository(const InRepository&) = delete;
  InRepository& operator=(const InRepository&) = delete;

  int run(const std::vector<std::string>& arguments) {
    std::ostringstream out_stream, err_stream;
    const int code = cli::run(arguments, {}, out_stream, err_stream);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }
  bool says(const std::string& words) const { return out.find(words) != std::string::npos; }

  std::string out, err;

 private:
  fs::path before_;
};

std::vector<std::string> matching(const fs::path& folder, const std::string& extension) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == extension) files.push_back(at->path().generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The policies that have an inventory.
std::vector<std::string> traced_policies() {
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator("rulesets")) {
    if (fs::exists(entry.path() / "inventory.csv")) folders.push_back(entry.path().generic_string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace

TEST_CASE("Traceability: nothing is missing, and the page is the one that the command writes") {
  InRepository here;
  const char* update = std::getenv("PROVISO_UPDATE_GOLDEN");
  REQUIRE_FALSE(traced_policies().empty());
  for (const std::string& policy : traced_policies()) {
    const fs::path page = fs::path(policy) / "TRACEABILITY.md";
    INFO("PROVISO_UPDATE_GOLDEN=1 rulesets_test writes " << page << " anew");
    CHECK(here.run({"trace", policy, "--format", "markdown"}) == 0);
    CHECK(here.err.empty());
    if (update != nullptr && std::string(update) == "1") write_all(page, here.out);
    REQUIRE(fs::exists(page));
    CHECK(read_all(page) == here.out);
  }
}

TEST_CASE("Every proposal is without errors, and its cases pass with it") {
  InRepository here;
  for (const auto& entry : fs::directory_iterator("rulesets")) {
    for (const std::string& proposal : matching(entry.path() / "proposals", ".proviso")) {
      INFO(proposal);
      const std::string policy = entry.path().generic_string();
      CHECK(here.run({"check", policy, "--strict", "--with", proposal}) == 0);
      CHECK(here.run({"test", policy, "--with", proposal}) == 0);
    }
  }
}

TEST_CASE("The proposal of 2026 on men decides where it is given, and nowhere else") {
  InRepository here;
  const std::string policy = "rulesets/norway", example = "rulesets/norway/examples/man_2026.json";
  const std::vector<std::string> with = {"--with", "proposals/2026-02-26.proviso"};
  CHECK(here.run({"decide", policy, example, "--allow-extra"}) == 0);
  CHECK(here.says("Temporary collective protection"));
  CHECK_FALSE(here.says("Assessed individually"));
  CHECK(here.run({"decide", policy, example, with[0], with[1]}) == 0);
  CHECK(here.says("Assessed individually"));
  // The facts that the proposal asks for are not declared without it.
  CHECK(here.run({"decide", policy, example}) == 2);
  CHECK(here.err.find("`sex`") != std::string::npos);
}
