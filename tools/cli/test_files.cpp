#include "tools/cli/test_files.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <system_error>

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRulesEnding = ".proviso";

void add_below(const std::string& folder, const std::function<bool(const std::string&)>& counts,
               std::vector<std::string>& files) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename() == "proposals" && at->is_directory(error)) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file(error) && counts(at->path().string())) {
      files.push_back(at->path().string());
    }
  }
}

}  // namespace

std::vector<std::string> case_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  std::error_code error;
  for (const std::string& path : paths) {
    if (fs::is_directory(path, error)) {
      add_below(
          path, [](const std::string& name) { return name.ends_with(kCasesEnding); }, files);
      continue;
    }
    const fs::path beside = fs::path(path).replace_extension().concat(kCasesEnding);
    if (fs::exists(beside, error)) files.push_back(beside.string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> rule_and_case_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  std::error_code error;
  for (const std::string& path : paths) {
    if (fs::is_directory(path, error)) {
      const auto counts = [](const std::string& name) {
        return name.ends_with(kCasesEnding) || name.ends_with(kRulesEnding);
      };
      add_below(path, counts, files);
    } else {
      files.push_back(path);
      files.push_back(fs::path(path).replace_extension().concat(kCasesEnding).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace proviso::cli
