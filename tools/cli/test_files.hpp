#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proviso::cli {

/// What the names of files of cases end in.
inline constexpr std::string_view kCasesEnding = ".cases.jsonl";

/// The files of cases in a policy's folder, by path; of a policy that is one file, the one of the same name beside it.
/// What lies under `proposals` does not count.
std::vector<std::string> case_files(const std::vector<std::string>& paths);

/// Every file that counts if it appears in a policy's folder: rules and cases.
std::vector<std::string> rule_and_case_files(const std::vector<std::string>& paths);

}  // namespace proviso::cli
