#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

// Every ```console block of README.md and docs/**/*.md is run, and must print what stands beneath its commands.
// - A command is a line `$ COMMAND`; what it prints, errors included, stands beneath it.
// - A line `…` stands for any number of lines.
// - `<!-- run: COMMAND -->` does what the text asks the reader to do by hand.
// The commands of a document run one after the other in a copy of docs/ and rulesets/. With PROVISO_UPDATE_GOLDEN=1 in
// the environment the documents are rewritten with what the commands print.
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

const fs::path kRoot = PROVISO_SOURCE_DIR;
const std::string kRun = "<!-- run: ", kRunEnd = " -->", kAnyLines = "…";

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Lines split(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string join(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

bool starts_with(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

/// The folder in which the commands of one document run.
class Scratch {
 public:
  explicit Scratch(const std::string& name) : folder_(fs::current_path() / "readme_commands" / name) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const char* part : {"docs", "rulesets"}) fs::copy(kRoot / part, folder_ / part, fs::copy_options::recursive);
  }

  /// What a command prints, errors included.
  Lines run(const std::string& command) const {
    std::ofstream(folder_ / ".command") << command << "\n";
    const std::string path = fs::path(PROVISO_PROGRAM).parent_path().string();
    const std::string whole =
        "cd '" + folder_.string() + "' && PATH='" + path + "':\"$PATH\" NO_COLOR=1 sh .command 2>&1";
    std::string output;
    std::array<char, 4096> buffer;
    FILE* pipe = popen(whole.c_str(), "r");
    REQUIRE(pipe != nullptr);
    for (std::size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) output.append(buffer.data(), n);
    pclose(pipe);
    return split(output);
  }

 private:
  fs::path folder_;
};

bool matches(const Lines& expected, const Lines& actual, std::size_t e = 0, std::size_t a = 0) {
  if (e == expected.size()) return a == actual.size();
  if (expected[e] == kAnyLines) {
    for (std::size_t rest = a; rest <= actual.size(); ++rest) {
      if (matches(expected, actual, e + 1, rest)) return true;
    }
    return false;
  }
  return a < actual.size() && expected[e] == actual[a] && matches(expected, actual, e + 1, a + 1);
}

/// Runs the commands of a document; returns it with what they printed in place of what they should have printed.
std::string check_document(const fs::path& document) {
  const Scratch scratch(document.stem().string());
  const Lines lines = split(read(document));
  Lines rewritten;
  bool in_console = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    rewritten.push_back(line);
    if (!in_console && starts_with(line, kRun) && line.size() > kRun.size() + kRunEnd.size()) {
      INFO(document.string() << ":" << i + 1 << ": " << line);
      CHECK(join(scratch.run(line.substr(kRun.size(), line.size() - kRun.size() - kRunEnd.size()))) == "");
    }
    if (starts_with(line, "```")) in_console = line == "```console";
    if (!in_console || !starts_with(line, "$ ")) continue;

    INFO(document.string() << ":" << i + 1 << ": " << line);
    Lines expected;
    while (i + 1 < lines.size() && !starts_with(lines[i + 1], "$ ") && !starts_with(lines[i + 1], "```"))
      expected.push_back(lines[++i]);
    const Lines actual = scratch.run(line.substr(2));
    const bool same = matches(expected, actual);
    if (!same) CHECK(join(actual) == join(expected));
    const Lines& kept = same ? expected : actual;
    rewritten.insert(rewritten.end(), kept.begin(), kept.end());
  }
  CHECK_FALSE(in_console);
  return join(rewritten);
}

void check_or_update(const fs::path& document) {
  const std::string rewritten = check_document(document);
  if (std::getenv("PROVISO_UPDATE_GOLDEN") != nullptr) std::ofstream(document, std::ios::binary) << rewritten;
}

std::vector<fs::path> documents_below_docs() {
  std::vector<fs::path> documents;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "docs")) {
    if (entry.path().extension() == ".md") documents.push_back(entry.path());
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

}  // namespace

TEST_CASE("The commands of the README print what it says") { check_or_update(kRoot / "README.md"); }

TEST_CASE("The commands of the documents print what they say") {
  for (const fs::path& document : documents_below_docs()) check_or_update(document);
}

TEST_CASE("Every file that a document links to is there") {
  std::vector<fs::path> documents = documents_below_docs();
  for (const char* name : {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}) documents.push_back(kRoot / name);
  Lines missing;
  for (const fs::path& document : documents) {
    const std::string text = read(document);
    for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos;) {
      at += 2;
      const std::string target = text.substr(at, text.find_first_of(")# ", at) - at);
      if (target.empty() || target.find("://") != std::string::npos) continue;
      if (!fs::exists(document.parent_path() / target)) missing.push_back(document.string() + " links to " + target);
    }
  }
  CHECK(missing == Lines());
}
