#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "dsl/citations.hpp"
#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tools/cli/run.hpp"
#include "tools/cli/session.hpp"

// The rulesets as people use them from the root of the repository: their cases, their proposals, and the pages that are
// made from them. PROVISO_UPDATE_GOLDEN=1 writes the pages anew.
namespace {

namespace fs = std::filesystem;
using namespace proviso;
using namespace proviso::test;

/// Runs the program in the root of the repository.
class InRepository {
 public:
  InRepository() : before_(fs::current_path()) { fs::current_path(PROVISO_SOURCE_DIR); }
  ~InRepository() { fs::current_path(before_); }
  InRepository(const InRepository&) = delete;
  InRepository& operator=(const InRepository&) = delete;

  int run(const std::vector<std::string>& arguments) {
    std::ostringstream out_stream, err_stream;
    const int code = cli::run(arguments, {}, out_stream, err_stream);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }
  bool says(const std::string& words) const { return out.find(words) != std::string::npos; }

  std::string out, err;

 private:
  fs::path before_;
};

std::vector<std::string> matching(const fs::path& folder, const std::string& extension) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == extension) files.push_back(at->path().generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The policies that rest on texts of others.
std::vector<std::string> sourced_policies() {
  std::vector<std::string> folders;
  for (const auto& entry : fs::directory_iterator("rulesets")) {
    if (fs::exists(entry.path() / "sources")) folders.push_back(entry.path().generic_string());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// The rules and the cases of a policy that are in force; no proposals.
std::vector<std::string> rule_files(const fs::path& policy) {
  std::vector<std::string> files = matching(policy, ".proviso");
  for (const std::string& file : matching(policy / "amendments", ".proviso")) files.push_back(file);
  return files;
}

std::vector<std::string> lines_of(const std::string& file) {
  std::istringstream text(read_all(file));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

/// The words that a line `cites SOURCE "WORDS"` quotes.
struct Quotation {
  std::string source, words;
};
std::optional<Quotation> quotation(const std::string& line) {
  static const std::regex kCites(R"re(\s*cites (\w+) "((?:[^"\\]|\\.)*)")re");
  std::smatch match;
  if (!std::regex_match(line, match, kCites)) return std::nullopt;
  return Quotation{match[1], std::regex_replace(match[2].str(), std::regex(R"(\\(.))"), "$1")};
}

/// The entries that a comment such as `# B-01, Q-04` names; questions are none.
std::vector<std::string> numbers(const std::string& line) {
  static const std::regex kComment(R"(\s*# [A-Z]-\d\d(, [A-Z]-\d\d)*)"), kNumber(R"([A-PR-Z]-\d\d)");
  if (!std::regex_match(line, kComment)) return {};
  const std::sregex_token_iterator first(line.begin(), line.end(), kNumber), last;
  return {first, last};
}

}  // namespace

TEST_CASE("Traceability: nothing is missing, and the page is the one that the command writes") {
  InRepository here;
  const char* update = std::getenv("PROVISO_UPDATE_GOLDEN");
  REQUIRE_FALSE(sourced_policies().empty());
  for (const std::string& policy : sourced_policies()) {
    const fs::path page = fs::path(policy) / "TRACEABILITY.md";
    INFO("PROVISO_UPDATE_GOLDEN=1 rulesets_test writes " << page << " anew");
    CHECK(here.run({"trace", policy, "--format", "markdown"}) == 0);
    CHECK(here.err.empty());
    if (update != nullptr && std::string(update) == "1") write_all(page, here.out);
    REQUIRE(fs::exists(page));
    CHECK(read_all(page) == here.out);
  }
}

TEST_CASE("The numbers above a rule are those of the entries that it carries") {
  InRepository here;
  for (const std::string& policy : sourced_policies()) {
    REQUIRE(here.run({"trace", policy, "--format", "json"}) == 0);
    std::size_t above_rules = 0, all = 0;
    const nlohmann::json report = nlohmann::json::parse(here.out);
    for (const auto& declared : report["declarations"]) {
      const auto line = declared["line"].get<std::size_t>();
      if (line < 2) continue;
      const std::string above = lines_of(declared["file"].get<std::string>())[line - 2];
      const std::vector<std::string> found = numbers(above);
      if (found.empty()) continue;
      ++above_rules;
      INFO(declared["file"] << ":" << line << " `" << declared["name"] << "`");
      CHECK(found == declared["entries"].get<std::vector<std::string>>());
    }
    for (const std::string& file : rule_files(policy)) {
      for (const std::string& line : lines_of(file)) all += numbers(line).empty() ? 0 : 1;
    }
    INFO("numbers in " << policy << " that stand above no declaration");
    CHECK(above_rules == all);
  }
}

TEST_CASE("Each sentence of a source is cited once, and in a file in the order of the text") {
  InRepository here;
  for (const std::string& policy : sourced_policies()) {
    cli::Options options;
    options.paths = {policy};
    std::ostringstream messages;
    const auto ready = cli::open_policy(options, messages);
    REQUIRE(ready != nullptr);
    const std::vector<SourceDocument>& documents = ready->program->policy.sources;
    const std::vector<SourceText> texts = read_source_texts(ready->program->policy, ready->files.sources,
                                                            cli::source_folders(options.paths, ready->files));
    std::set<std::pair<std::string, std::string>> cited;
    for (const std::string& file : rule_files(policy)) {
      std::map<std::string, std::uint32_t> reached;
      for (const std::string& line : lines_of(file)) {
        const auto quoted = quotation(line);
        if (!quoted) continue;
        INFO(file << ": cites " << quoted->source << " \"" << quoted->words << '"');
        CHECK(cited.insert({quoted->source, quoted->words}).second);
        const auto document = std::find_if(documents.begin(), documents.end(),
                                           [&](const SourceDocument& d) { return d.heading.name == quoted->source; });
        REQUIRE(document != documents.end());
        const SourceText& source = texts[static_cast<std::size_t>(document - documents.begin())];
        REQUIRE(source.text.has_value());
        const std::uint32_t at = source.text->find(quoted->words).line;
        CHECK(at >= reached[quoted->source]);
        reached[quoted->source] = at;
      }
    }
    CHECK_FALSE(cited.empty());
  }
}

TEST_CASE("Every proposal is without errors, and its cases pass with it") {
  InRepository here;
  for (const auto& entry : fs::directory_iterator("rulesets")) {
    for (const std::string& proposal : matching(entry.path() / "proposals", ".proviso")) {
      INFO(proposal);
      const std::string policy = entry.path().generic_string();
      CHECK(here.run({"check", policy, "--strict", "--with", proposal}) == 0);
      CHECK(here.run({"test", policy, "--with", proposal}) == 0);
    }
  }
}

TEST_CASE("The proposal of 2026 on men decides where it is given, and nowhere else") {
  InRepository here;
  const std::string policy = "rulesets/norway", example = "rulesets/norway/examples/man_2026.json";
  const std::vector<std::string> with = {"--with", "proposals/2026-02-26.proviso"};
  CHECK(here.run({"decide", policy, example, "--allow-extra"}) == 0);
  CHECK(here.says("Temporary collective protection"));
  CHECK_FALSE(here.says("Assessed individually"));
  CHECK(here.run({"decide", policy, example, with[0], with[1]}) == 0);
  CHECK(here.says("Assessed individually"));
  // The facts that the proposal asks for are not declared without it.
  CHECK(here.run({"decide", policy, example}) == 2);
  CHECK(here.err.find("`sex`") != std::string::npos);
}
