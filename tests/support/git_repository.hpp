#pragma once

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tools/cli/process.hpp"

// A git repository in the working directory of a test, whatever the user's settings.
namespace proviso::test {

inline cli::ProcessResult git(std::vector<std::string> words) {
  const std::vector<std::string> begin = {
      "git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"};
  words.insert(words.begin(), begin.begin(), begin.end());
  std::string problem;
  const auto result = cli::run_process(words, "", problem);
  INFO(problem);
  REQUIRE(result);
  INFO(result->err);
  REQUIRE(result->status == 0);
  return *result;
}

inline bool have_git() {
  std::string problem;
  return cli::run_process({"git", "--version"}, "", problem).has_value();
}

inline void make_repository() {
  // Neither the settings of whoever runs the tests nor a repository around the folder count.
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF"}) ::unsetenv(name);
  ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
  ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
  git({"init", "-q"});
}

inline void commit_all(const std::string& words) {
  git({"add", "-A"});
  git({"commit", "-q", "-m", words});
}

}  // namespace proviso::test
