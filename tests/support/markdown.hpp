#pragma once

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace proviso::testing {

/// A fenced block of a Markdown page: "```proviso error P0204" has the info string `proviso error P0204`.
struct FencedBlock {
  std::string info;
  std::string text;
  unsigned line = 0;  ///< of the fence
};

inline std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::vector<FencedBlock> fenced_blocks(const std::string& page) {
  std::vector<FencedBlock> result;
  std::istringstream lines(page);
  std::string line;
  bool inside = false;
  for (unsigned number = 1; std::getline(lines, line); ++number) {
    if (line.rfind("```", 0) == 0) {
      if (!inside) result.push_back({line.substr(3), "", number});
      inside = !inside;
    } else if (inside) {
      result.back().text += line + "\n";
    }
  }
  return result;
}

}  // namespace proviso::testing
