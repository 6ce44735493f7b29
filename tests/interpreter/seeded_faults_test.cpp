#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "dsl/load.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/compare_versions.hpp"
#include "tests/support/catch.hpp"

// A large policy (50 schemes, 300 rules) with one slip of the pen: it is found, told of the right change, and shown.

using namespace proviso;

namespace {

namespace fs = std::filesystem;
using Changed = StructuralChange::Kind;

struct Slip {
  const char *what, *instead;
  Changed kind;
  const char *item, *name;
};

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

struct Side {
  Diagnostics diagnostics;
  LoadedFiles files;
  std::optional<Policy> policy;
  explicit Side(const fs::path& folder) : files(load_files({folder.string()}, {}, diagnostics)) {
    policy = resolve(files.sources, files.documents, diagnostics);
  }
};

fs::path generated() {
  const fs::path folder = fs::temp_directory_path() / ("proviso_seeded_" + std::to_string(std::random_device()()));
  const std::string command = std::string(GENERATE_PROGRAM) + " " + (folder / "old").string() + " 300 50";
  REQUIRE(std::system(command.c_str()) == 0);
  fs::copy(folder / "old", folder / "new", fs::copy_options::recursive);
  return folder;
}

}  // namespace

TEST_CASE("one slip in a large policy is found, and told of the change that made it") {
  const fs::path folder = generated();
  const Side old_side(folder / "old");
  REQUIRE(old_side.policy);
  const std::vector<Slip> slips = {
      {"on or after 2013-06-27", "on or after 2013-06-28", Changed::replaced, "ground", "ground_11_0"},
      {"is { region_44,", "is { region_45,", Changed::set_changed, "set", "safe_11_1"},
      {"exception exception_11_0 to exclusion_11_0 if applied_11_1 before the waiting_11 after day_12\n", "",
       Changed::repealed, "exception", "exception_11_0"},
      {"is region_37 and lives_in", "is region_37 or lives_in", Changed::replaced, "exclusion", "exclusion_11_0"},
  };
  for (const Slip& slip : slips) {
    INFO(slip.what << " becomes " << slip.instead);
    const fs::path file = folder / "new" / "scheme_011.proviso";
    const std::string before = read(file);
    const std::size_t at = before.find(slip.what);
    REQUIRE(at != std::string::npos);
    std::string after = before;
    std::ofstream(file, std::ios::binary) << after.replace(at, std::string(slip.what).size(), slip.instead);
    const Side new_side(folder / "new");
    std::ofstream(file, std::ios::binary) << before;
    REQUIRE(new_side.policy);
    Diagnostics diagnostics;
    const auto compared = compare_versions({*old_side.policy, &old_side.files.sources, "old", {}},
                                           {*new_side.policy, &new_side.files.sources, "new", {}}, {}, diagnostics);
    REQUIRE(compared);
    const VersionDiff& diff = compared->diff;
    CHECK(diff.complete);
    REQUIRE(diff.changes.size() == 1);
    const StructuralChange& change = diff.changes[0];
    CHECK(change.kind == slip.kind);
    CHECK(change.item == slip.item);
    CHECK(change.name == slip.name);
    CHECK(change.effect == StructuralChange::Effect::classes);
    REQUIRE_FALSE(diff.classes.empty());
    CHECK(diff.compared.size() == 50);
    CHECK(diff.unchanged.size() == 49);
    for (const ChangeClass& c : diff.classes) {
      CHECK(c.decision == "scheme_11");
      CHECK(c.from != c.to);
      CHECK(c.causes == std::vector<std::uint32_t>{0});
      CHECK_FALSE(c.by_date);
      CHECK_FALSE(c.sentence.empty());
      CHECK_FALSE(c.when.empty());
    }
    const bool shown = std::any_of(diff.classes.begin(), diff.classes.end(), [](const ChangeClass& c) {
      return c.witness && c.witness->before == c.from && c.witness->after == c.to;
    });
    CHECK(shown);
    // All four are about the ground of this outcome: somebody loses it.
    CHECK(std::any_of(diff.classes.begin(), diff.classes.end(),
                      [](const ChangeClass& c) { return c.from == "outcome_11_2" && c.witness; }));
  }
  fs::remove_all(folder);
}
