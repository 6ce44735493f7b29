#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

// The picture in docs/architecture.md, held against the code: who may include what.
namespace {

namespace fs = std::filesystem;

struct Include {
  std::string path;     ///< as written
  bool angled = false;  ///< <path>, not "path"
};

struct File {
  std::string name;  ///< from the project's root
  std::string text;
  std::vector<Include> includes;
};

bool starts_with(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}
bool ends_with(const std::string& text, const std::string& suffix) {
  return text.size() >= suffix.size() && text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
}
bool is_code(const std::string& name) {
  return ends_with(name, ".cpp") || ends_with(name, ".hpp") || ends_with(name, ".h") || ends_with(name, ".def");
}

std::vector<Include> includes_of(const std::string& text) {
  static const std::regex pattern(R"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])", std::regex::multiline);
  std::vector<Include> result;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
    result.push_back({(*match)[2], (*match)[1] == "<"});
  return result;
}

std::vector<File> files_below(const std::string& folder) {
  std::vector<File> result;
  const fs::path root = PROVISO_SOURCE_DIR;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    const std::string name = entry.path().lexically_relative(root).generic_string();
    result.push_back({name, text, is_code(name) ? includes_of(text) : std::vector<Include>()});
  }
  std::sort(result.begin(), result.end(), [](const File& a, const File& b) { return a.name < b.name; });
  return result;
}

/// The C++ standard library's headers are the angled ones with neither a folder nor an ending.
bool is_standard(const Include& include) {
  return include.angled && include.path.find('/') == std::string::npos && include.path.find('.') == std::string::npos;
}

/// Libraries by the beginning of what is included, and where in the project they may be.
const std::map<std::string, std::vector<std::string>> kLibraries = {
    {"fmt/", {"dsl/", "interpreter/", "tools/"}},
    {"sha2.h", {"dsl/"}},
    {"utf8proc.h", {"dsl/", "interpreter/"}},
    {"tao/pegtl", {"dsl/grammar.hpp", "dsl/parser.cpp"}},
    {"boost/", {"interpreter/"}},
    {"nlohmann/", {"interpreter/", "tools/"}},
    {"CLI/", {"tools/cli/"}},
    {"unistd.h", {"tools/"}},
    {"fcntl.h", {"tools/"}},
    {"spawn.h", {"tools/"}},
    {"signal.h", {"tools/"}},
    {"sys/", {"tools/"}},
};

bool is_allowed_library(const Include& include, const std::string& file) {
  for (const auto& [library, places] : kLibraries) {
    if (!starts_with(include.path, library)) continue;
    return std::any_of(places.begin(), places.end(),
                       [&](const std::string& place) { return starts_with(file, place); });
  }
  return false;
}

/// What stands against the rule in one folder that may include the given folders of the project; one line each.
std::vector<std::string> violations(const std::string& folder, const std::vector<std::string>& may_include) {
  std::vector<std::string> result;
  for (const File& file : files_below(folder)) {
    for (const Include& include : file.includes) {
      const bool own =
          !include.angled && std::any_of(may_include.begin(), may_include.end(),
                                         [&](const std::string& f) { return starts_with(include.path, f); });
      if (!own && !is_standard(include) && !is_allowed_library(include, file.name))
        result.push_back(file.name + " includes " + include.path);
    }
  }
  return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("dsl/ stands on the standard library, fmt, libmd and utf8proc alone") {
  CHECK(violations("dsl", {"dsl/"}) == Lines());
}

TEST_CASE("interpreter/ stands on dsl/") { CHECK(violations("interpreter", {"interpreter/", "dsl/"}) == Lines()); }

TEST_CASE("tools/ stand on interpreter/ and dsl/") {
  CHECK(violations("tools", {"tools/", "interpreter/", "dsl/"}) == Lines());
}

TEST_CASE("Boost.Graph is in one source file") {
  std::set<std::string> users;
  for (const File& file : files_below("interpreter")) {
    for (const Include& include : file.includes) {
      if (starts_with(include.path, "boost/")) users.insert(file.name);
    }
  }
  CHECK(users.size() <= 1);
  for (const std::string& user : users) CHECK(ends_with(user, ".cpp"));
}

TEST_CASE("Includes are written from the root of the project") {
  Lines found;
  for (const std::string folder : {"dsl", "interpreter", "tools", "tests"}) {
    for (const File& file : files_below(folder)) {
      for (const Include& include : file.includes) {
        if (!include.angled && !fs::exists(fs::path(PROVISO_SOURCE_DIR) / include.path))
          found.push_back(file.name + " includes " + include.path);
      }
    }
  }
  CHECK(found == Lines());
}

TEST_CASE("Every header says #pragma once") {
  Lines found;
  for (const std::string folder : {"dsl", "interpreter", "tools", "tests"}) {
    for (const File& file : files_below(folder)) {
      if (ends_with(file.name, ".hpp") && file.text.find("#pragma once\n") == std::string::npos)
        found.push_back(file.name);
    }
  }
  CHECK(found == Lines());
}

TEST_CASE("rulesets/ hold no code") {
  const std::set<std::string> allowed = {".proviso", ".json", ".jsonl", ".txt", ".md", ".proviso-root", ".csv"};
  Lines found;
  for (const File& file : files_below("rulesets")) {
    const fs::path path = file.name;
    const std::string ending = path.has_extension() ? path.extension().string() : path.filename().string();
    if (allowed.count(ending) == 0) found.push_back(file.name);
  }
  CHECK(found == Lines());
}

TEST_CASE("An include is seen however it is spaced") {
  const std::vector<Include> found = includes_of("#include <vector>\n  #  include \"dsl/date.hpp\"\n// #include no\n");
  REQUIRE(found.size() == 2);
  CHECK((found[0].angled && found[0].path == "vector"));
  CHECK((!found[1].angled && found[1].path == "dsl/date.hpp"));
}
