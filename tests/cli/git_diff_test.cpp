#include <filesystem>
#include <string>

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/git_repository.hpp"

// The diff driver of git, as git itself runs it.
using namespace proviso;
using namespace proviso::test;

namespace {

const std::string kRules = R"(# Cards for readers
policy cards "Cards"
  in force from 2020-01-01
fact age number
decision card is the first of { full, junior otherwise }
ground adult for full if age at least 18
ground old for full if age at least 70
case "A child" on 2021-01-01 anna { age 3 } expect anna card junior
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

void make_cards(const std::string& rules) {
  make_repository();
  git({"config", "diff.proviso.command", PROVISO_PROGRAM " git-diff"});
  write_all(".gitattributes", "*.proviso diff=proviso\n");
  write_all("cards.proviso", rules);
  commit_all("First");
}

std::string diff_to(const std::string& rules) {
  write_all("cards.proviso", rules);
  return git({"diff"}).out;
}

}  // namespace

TEST_CASE("git diff shows the declarations that changed") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_cards(kRules);
  std::string rules = replaced(kRules, "age at least 18", "age at least 16");
  rules = replaced(rules, "ground old for full if age at least 70\n", "");
  CHECK(diff_to(rules + "fact town yes/no\n") ==
        "proviso git-diff cards.proviso\n"
        "  replaced: ground adult\n"
        "    - ground adult for full  if age at least 18\n"
        "    + ground adult for full  if age at least 16\n\n"
        "  inserted: fact town\n"
        "    + fact town yes/no\n\n"
        "  repealed: ground old\n"
        "    - ground old for full  if age at least 70\n\n");
}

TEST_CASE("Order, layout and comments are nothing") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_cards(kRules);
  std::string rules = replaced(kRules, "ground old for full if age at least 70\n", "");
  rules = replaced(rules, "fact age number", "# Whole years\nfact\n  age number");
  rules += "# The last\nground old for full  if age at least # a comment inside\n  70\n";
  CHECK(diff_to(rules) ==
        "proviso git-diff cards.proviso\n  The declarations say the same: order, layout or comments differ.\n");
}

TEST_CASE("A # in quotes is no comment") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_cards(kRules);
  CHECK(diff_to(replaced(kRules, "\"Cards\"", "\"Cards # of all\"")).find("replaced: policy cards") !=
        std::string::npos);
}

TEST_CASE("A file that came, went or was renamed") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_cards(kRules);
  write_all("more.proviso", "fact town yes/no\n");
  std::filesystem::rename("cards.proviso", "library.proviso");
  git({"add", "-A"});
  const std::string text = git({"diff", "--cached", "-M"}).out;
  CHECK(text ==
        "proviso git-diff cards.proviso → library.proviso\n"
        "  The declarations say the same: order, layout or comments differ.\n"
        "proviso git-diff more.proviso\n"
        "  inserted: fact town\n"
        "    + fact town yes/no\n\n");
  std::filesystem::remove("more.proviso");
  CHECK(git({"diff"}).out == "proviso git-diff more.proviso\n  repealed: fact town\n    - fact town yes/no\n\n");
}

TEST_CASE("A file with mistakes says so, and git goes on") {
  if (!have_git()) return;
  const WorkFolder folder;
  make_cards(kRules);
  write_all("cards.proviso", kRules + "ground half for\n");
  const auto result = git({"diff"});
  CHECK(result.out.find("`git diff --no-ext-diff` shows its lines") != std::string::npos);
  CHECK(result.err.find("new cards.proviso:") != std::string::npos);
}
