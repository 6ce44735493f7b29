#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/properties.hpp"
#include "tests/support/catch.hpp"

// Every input that a fuzz target ever stumbled over, and the rulesets as they are.
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = PROVISO_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> result;
  if (!fs::exists(folder)) return result;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) result.push_back(entry.path());
  }
  std::sort(result.begin(), result.end());
  return result;
}

template <typename Property>
void check_kept(const std::string& name, Property property) {
  for (const fs::path& file : files_below(kRoot / "tests/fuzz/kept" / name)) {
    INFO(file.string());
    CHECK(property(read(file)) == "");
  }
}

}  // namespace

TEST_CASE("What the policy target found stays mended") { check_kept("policy", proviso::fuzz::policy_property); }
TEST_CASE("What the case target found stays mended") { check_kept("case", proviso::fuzz::case_property); }
TEST_CASE("What the format target found stays mended") { check_kept("format", proviso::fuzz::format_property); }

TEST_CASE("The rulesets have the properties that the fuzz targets assert") {
  for (const fs::path& file : files_below(kRoot / "rulesets")) {
    if (file.extension() != ".proviso") continue;
    INFO(file.string());
    CHECK(proviso::fuzz::policy_property(read(file)) == "");
    CHECK(proviso::fuzz::format_property(read(file)) == "");
  }
}

TEST_CASE("A text cut off anywhere is refused or accepted, never worse") {
  for (const fs::path& file : files_below(kRoot / "rulesets")) {
    if (file.extension() != ".proviso") continue;
    const std::string text = read(file);
    const std::size_t step = std::max<std::size_t>(1, text.size() / 40);
    for (std::size_t size = 0; size < text.size(); size += step) {
      INFO(file.string() << " cut after " << size << " bytes");
      CHECK(proviso::fuzz::policy_property(std::string_view(text).substr(0, size)) == "");
    }
  }
}
