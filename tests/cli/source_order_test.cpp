#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"

// The Norwegian rules promise that a file has each sentence of a source once, and in the order of the source. This test
// looks at the texts alone: what is quoted after `cites`, and where that stands in the file of the source.
namespace {

namespace fs = std::filesystem;
using namespace proviso::test;

const fs::path kPolicy = fs::path(PROVISO_SOURCE_DIR) / "rulesets/norway";

/// One space for every run of spaces, and plain quotation marks.
std::string plain(const std::string& text) {
  const std::string quotes = std::regex_replace(text, std::regex("\xE2\x80\x9C|\xE2\x80\x9D|\\\\\""), "\"");
  return std::regex_replace(quotes, std::regex("\\s+"), " ");
}

/// The text of each source that has a file, by name.
std::map<std::string, std::string> source_texts() {
  std::map<std::string, std::string> texts;
  const std::string declared = read_all(kPolicy / "sources.proviso");
  const std::regex source("source (\\w+)\\s+\"[^\"]*\"(?:\\s+(?:publisher|url) \"[^\"]*\")*\\s+file \"([^\"]*)\"");
  for (std::sregex_iterator at(declared.begin(), declared.end(), source), end; at != end; ++at)
    texts[(*at)[1]] = plain(read_all(kPolicy / "sources" / (*at)[2].str()));
  return texts;
}

struct Place {
  std::size_t begin, end;
};

std::vector<fs::path> rule_files() {
  std::vector<fs::path> files;
  for (const fs::path& folder : {kPolicy, kPolicy / "amendments"}) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".proviso") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("Each sentence of a source is quoted once, and a file quotes in the order of the source") {
  const auto texts = source_texts();
  CHECK(texts.size() >= 5);
  std::map<std::string, std::vector<Place>> quoted;
  std::size_t count = 0;
  const std::regex cites("cites (\\w+)\\s+\"((?:[^\"\\\\]|\\\\.)*)\"");
  for (const fs::path& file : rule_files()) {
    std::map<std::string, std::size_t> reached;
    const std::string rules = read_all(file);
    for (std::sregex_iterator at(rules.begin(), rules.end(), cites), end; at != end; ++at) {
      const auto source = texts.find((*at)[1]);
      if (source == texts.end()) continue;
      const std::string words = plain((*at)[2]);
      INFO(file.filename().string() << " cites " << source->first << ": " << words);
      const std::size_t begin = source->second.find(words, reached[source->first]);
      REQUIRE(begin != std::string::npos);
      const Place place{begin, begin + words.size()};
      std::vector<Place>& before = quoted[source->first];
      CHECK(std::none_of(before.begin(), before.end(),
                         [&](const Place& p) { return p.begin < place.end && place.begin < p.end; }));
      before.push_back(place);
      reached[source->first] = begin;
      ++count;
    }
  }
  CHECK(count > 100);
}
