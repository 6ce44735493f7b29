#include "tools/cli/diff_sides.hpp"

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/git_repository.hpp"

// How the sides of a comparison are read: files, days, revisions of git, proposals.
using namespace proviso;
using namespace proviso::cli;
using namespace proviso::test;

namespace fs = std::filesystem;

namespace {

const std::string kUse = "use \"../shared/places.proviso\"\n";
const std::string kRules = R"(policy cards "Cards"
  in force from 2020-01-01
fact age number
fact home place
decision card is the first of { full, junior otherwise }
ground adult for full if age at least 18 and home is town
)";
const std::string kPlaces = "kind place { town, elsewhere }\n";
const std::string kProposal = "ground old for full if age at least 60\n";

void write_rulesets(const std::string& rules) {
  fs::create_directories("rulesets/cards/proposals");
  fs::create_directories("rulesets/shared");
  write_all("rulesets/cards/cards.proviso", kUse + rules);
  write_all("rulesets/shared/places.proviso", kPlaces);
  write_all("rulesets/cards/proposals/old.proviso", kProposal);
}

std::string messages(const DiffSide& side) {
  std::ostringstream err;
  print_side_problems(side, "old", {}, err);
  return err.str();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A folder for temporary files that no other program uses at the same time; it is in the working directory.
class OwnTemporaryFolder {
 public:
  OwnTemporaryFolder() {
    fs::create_directory("temporary");
    ::setenv("TMPDIR", fs::absolute("temporary").c_str(), 1);
  }
  ~OwnTemporaryFolder() { ::unsetenv("TMPDIR"); }
  OwnTemporaryFolder(const OwnTemporaryFolder&) = delete;
  OwnTemporaryFolder& operator=(const OwnTemporaryFolder&) = delete;
};

std::size_t temporary_folders() {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(fs::temp_directory_path()))
    count += entry.path().filename().string().starts_with("proviso-");
  return count;
}

}  // namespace

TEST_CASE("A path, and a path at a day") {
  const WorkFolder folder;
  write_rulesets(kRules);
  const auto plain = read_side("rulesets/cards", {});
  REQUIRE(plain->policy);
  CHECK_FALSE(plain->words.on);
  const auto dated = read_side("rulesets/cards@2025-01-12", {});
  REQUIRE(dated->policy);
  CHECK(dated->words.on == parse_date("2025-01-12"));
  CHECK(dated->given == "rulesets/cards@2025-01-12");
  CHECK(dated->policy->digest == plain->policy->digest);
}

TEST_CASE("A file with @ in its name is a file") {
  const WorkFolder folder;
  write_all("cards@2025-01-12.proviso", kPlaces + kRules);
  const auto side = read_side("cards@2025-01-12.proviso", {});
  REQUIRE(side->policy);
  CHECK_FALSE(side->words.on);
  const auto dated = read_side("cards@2025-01-12.proviso@2025-01-13", {});
  REQUIRE(dated->policy);
  CHECK(dated->words.on == parse_date("2025-01-13"));
}

TEST_CASE("A day that is none, and a path that is none, are told as what they are") {
  const WorkFolder folder;
  write_rulesets(kRules);
  const std::string day = messages(*read_side("rulesets/cards@2025-02-30", {}));
  CHECK(has(day, "The old version, rulesets/cards@2025-02-30:\n"));
  CHECK(has(day, "`2025-02-30` is not a day"));
  CHECK(has(messages(*read_side("rulesets/carts@2025-02-30", {})), "`rulesets/carts@2025-02-30` cannot be read"));
  CHECK(has(messages(*read_side("rulesets/carts@2025-02-03", {})), "`rulesets/carts` cannot be read"));
}

TEST_CASE("A proposal counts for the side to which it is given") {
  const WorkFolder folder;
  write_rulesets(kRules);
  const auto with = read_side("rulesets/cards", {"proposals/old.proviso"});
  REQUIRE(with->policy);
  CHECK(with->policy->rules.size() == 2);
  CHECK(with->given == "rulesets/cards --with proposals/old.proviso");
  CHECK(read_side("rulesets/cards", {})->policy->rules.size() == 1);
}

TEST_CASE("A revision of git has its files, what they use outside the policy, and its proposals") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_repository();
  write_rulesets(kRules);
  commit_all("First");
  write_rulesets(kRules + "ground free for full if age less than 6\n");
  write_all("rulesets/shared/places.proviso", "kind place { town, elsewhere, nowhere }\n");
  fs::remove("rulesets/cards/proposals/old.proviso");
  const OwnTemporaryFolder temporary;
  const std::size_t before = temporary_folders();
  {
    const auto old_side = read_side("git:HEAD:rulesets/cards@2025-01-12", {});
    INFO(messages(*old_side));
    REQUIRE(old_side->policy);
    CHECK(old_side->words.revision == "HEAD");
    CHECK(old_side->words.on == parse_date("2025-01-12"));
    CHECK(old_side->policy->rules.size() == 1);
    CHECK(read_side("rulesets/cards", {})->policy->rules.size() == 2);
    const SourceSet& sources = old_side->files.sources;
    bool seen = false;
    for (FileId file = 0; file < sources.size(); ++file) {
      CHECK(sources.path(file).starts_with("git:HEAD:rulesets/"));
      seen = seen || sources.path(file) == "git:HEAD:rulesets/shared/places.proviso";
    }
    CHECK(seen);
    for (const char* proposal : {"proposals/old.proviso", "old.proviso", "rulesets/cards/proposals/old.proviso"}) {
      INFO(proposal);
      const auto with = read_side("git:HEAD:rulesets/cards", {proposal});
      INFO(messages(*with));
      REQUIRE(with->policy);
      CHECK(with->policy->rules.size() == 2);
    }
    CHECK(temporary_folders() == before + 1);
  }
  CHECK(temporary_folders() == before);
}

TEST_CASE("A path of a revision is of the top, or of the working directory where it begins with a dot") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_repository();
  write_rulesets(kRules);
  commit_all("First");
  fs::current_path("rulesets/cards");
  for (const char* given : {"git:HEAD:rulesets/cards", "git:HEAD:.", "git:HEAD:./", "git:HEAD:../cards",
                            "git:HEAD:./cards.proviso", "git:HEAD:rulesets/cards/cards.proviso"}) {
    INFO(given);
    const auto side = read_side(given, {});
    INFO(messages(*side));
    CHECK(side->policy);
  }
  CHECK(has(messages(*read_side("git:HEAD:cards", {})), "has no `cards`"));
  fs::current_path(folder.path());
}

TEST_CASE("Mistakes in the files of a revision are told with its name, never with that of a temporary folder") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_repository();
  write_rulesets(kRules + "ground broken for\nuse \"../../outside.proviso\"\nuse \"nothing.proviso\"\n");
  commit_all("Broken");
  const std::string text = messages(*read_side("git:HEAD:rulesets/cards", {}));
  INFO(text);
  CHECK(has(text, "--> git:HEAD:rulesets/cards/cards.proviso:"));
  CHECK_FALSE(has(text, "/tmp"));
  CHECK_FALSE(has(text, "/proviso-"));
}

TEST_CASE("What git does not have is told in words") {
  if (!have_git()) return;
  const WorkFolder folder;
  CHECK(has(messages(*read_side("git:HEAD:rulesets/cards", {})), "the working directory is in no git repository"));
  make_repository();
  write_rulesets(kRules);
  commit_all("First");
  CHECK(has(messages(*read_side("git:v9:rulesets/cards", {})), "the repository has no revision `v9`"));
  CHECK(has(messages(*read_side("git:HEAD", {})), "a path is missing"));
  for (const char* given : {"git::rulesets", "git:--output=x:rulesets"}) {
    CHECK(has(messages(*read_side(given, {})), "a revision is missing"));
  }
  CHECK_FALSE(fs::exists("x"));
}

TEST_CASE("A link of a revision that leads out of the root is not followed") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_repository();
  write_rulesets(kRules);
  write_all("secret.proviso", "ground secret for full if age at least 1\n");
  fs::create_symlink(folder.path() / "secret.proviso", "rulesets/cards/link.proviso");
  commit_all("Link");
  const auto side = read_side("git:HEAD:rulesets/cards", {});
  CHECK((!side->policy || side->policy->rules.size() == 1));
}
