#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "interpreter/case_json.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/sample.hpp"
#include "tests/reference/boundary_people.hpp"
#include "tests/reference/compared_texts.hpp"
#include "tests/reference/seeds.hpp"
#include "tests/support/catch.hpp"

// The Norwegian rules on the day before and the day of each amendment, and with the proposal: random applicants are
// decided under both versions, and looked for in what the report says of each class.

using namespace proviso;
using namespace proviso::reference;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMade = 200;     // by the tests' own generator
constexpr std::size_t kAlike = 10;     // by the same, like somebody in each class
constexpr std::size_t kSampled = 100;  // by `proviso sample`

// Without what it uses: all files are given together.
std::string text_of(const fs::path& path) {
  std::ifstream stream(path);
  std::string text;
  for (std::string line; std::getline(stream, line);) text += line.starts_with("use ") ? "\n" : line + "\n";
  return text;
}

Files rules(const std::string& proposal = "") {
  const fs::path root = fs::path(PROVISO_SOURCE_DIR) / "rulesets";
  std::vector<fs::path> paths = {root / "vocabulary" / "countries.proviso",
                                 root / "vocabulary" / "ukraine_regions.proviso"};
  for (const auto& entry : fs::recursive_directory_iterator(root / "norway")) {
    const bool is_proposal = entry.path().parent_path().filename() == "proposals";
    if (entry.path().extension() == ".proviso" && (!is_proposal || entry.path().filename() == proposal))
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Files files;
  for (const fs::path& path : paths) files.emplace_back(path.lexically_relative(root).generic_string(), text_of(path));
  return files;
}

std::vector<nlohmann::json> sampled(const Files& files, std::uint64_t seed) {
  Parsed parsed = parse_files(files);
  auto policy = resolve(parsed.sources, parsed.documents, parsed.diagnostics);
  REQUIRE(policy);
  const auto program = compile(std::move(*policy), parsed.diagnostics);
  REQUIRE(program);
  Sampler sampler(*program, {seed, std::nullopt, 0, 300'000});
  std::vector<nlohmann::json> cases;
  while (cases.size() < kSampled) {
    const auto c = sampler.next(5);
    REQUIRE(c);
    cases.push_back(nlohmann::json::parse(case_json(*program, *c, CaseLayout::line)));
  }
  return cases;
}

struct Pair {
  const char *before, *on;
  const char* proposal = "";
};

void check(const Pair& days, std::uint64_t seed) {
  const VersionText a{rules(), days.before}, b{rules(days.proposal), days.on};
  INFO(days.before << " and " << days.on << " " << days.proposal << ", seed " << seed);
  const auto pair = ComparedTexts::compare(a, b);
  REQUIRE(pair != nullptr);
  REQUIRE(pair->diff().complete);
  CHECK_FALSE(pair->too_long());
  for (const std::string& fault : pair->when().faults()) FAIL_CHECK(fault);
  std::vector<nlohmann::json> cases = boundary_people(b.files, seed, kMade, days.on);
  const auto more = sampled(b.files, seed);
  cases.insert(cases.end(), more.begin(), more.end());
  for (const ChangeClass& c : pair->diff().classes) {
    if (!c.witness) continue;
    const auto like = people_like(b.files, seed, kAlike, nlohmann::json::parse(c.witness->json));
    cases.insert(cases.end(), like.begin(), like.end());
  }
  std::size_t people = 0, differing = 0, refused = 0;
  std::vector<bool> met(pair->diff().classes.size(), false);
  for (const auto& c : cases) {
    INFO(c.dump());
    people += c.at("applicants").size();
    refused += pair->decide(0, c).refused;
    REQUIRE(pair->wrong_with(c, differing) == "");
    for (const auto& mine : pair->when().members(c).of) {
      for (std::size_t i = 0; i < met.size(); ++i) met[i] = met[i] || mine[i];
    }
  }
  std::cout << days.before << " and " << days.on << " " << days.proposal << ", seed " << seed << ": " << people
            << " people in " << cases.size() << " cases (" << refused << " cannot be), " << differing
            << " decisions that differ; somebody in " << std::count(met.begin(), met.end(), true) << " of "
            << met.size() << " classes\n";
  CHECK(refused * 4 < cases.size());
  CHECK(differing > 0);
}

}  // namespace

TEST_CASE("what is said of each class of the Norwegian rules is true of random applicants") {
  const std::vector<Pair> pairs = {
      {"2025-01-12", "2025-01-13"},
      {"2024-09-27", "2024-09-28"},
      {"2024-02-29", "2024-03-01"},
      {"2024-05-21", "2024-05-22"},
      {"2024-06-30", "2024-07-01"},
      {"2026-06-30", "2026-07-01"},
      {"2026-03-10", "2026-03-10", "2026-02-26.proviso"},
  };
  for (std::size_t i = 0; i < seeds(pairs.size(), 1); ++i) check(pairs[i], 1 + i);
}
