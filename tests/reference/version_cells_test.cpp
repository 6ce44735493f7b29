#include <iostream>
#include <map>
#include <set>

#include "tests/reference/candidates.hpp"
#include "tests/reference/compared_texts.hpp"
#include "tests/reference/known_case.hpp"
#include "tests/reference/seeds.hpp"
#include "tests/reference/slip.hpp"
#include "tests/support/catch.hpp"

// Small pairs, exhaustively: one person without relations, every combination of values that a text of either version
// tells apart. Whose decision differs is in the class that says so, and a class of people without relations has
// somebody among them.

using namespace proviso;
using namespace proviso::reference;

namespace {

constexpr std::uint64_t kFirst = 3;
constexpr std::uint64_t kSeeds = 24, kFewSeeds = 4;
constexpr int kSlips = 4;
constexpr std::size_t kMostCombinations = 600;

using Tried = std::map<std::string, std::set<nlohmann::json>>;  // by path of the fact

VersionText text_of(const std::vector<std::string>& declarations) {
  RandomPolicy policy;
  policy.declarations = declarations;
  return {{{"policy.proviso", policy.text()}}, std::nullopt};
}

nlohmann::json empty_case(const Vocabulary& vocabulary, const std::string& as_of) {
  nlohmann::json c = {{"as_of", as_of}, {"sets", nlohmann::json::object()}, {"applicants", {{{"id", "a"}}}}};
  for (const Named& item : vocabulary.supplied) c["sets"][item.name] = nullptr;
  for (const Named& fact : vocabulary.facts) c["applicants"][0][fact.name] = nullptr;
  return c;
}

// What the reference would try for each fact, from the text of the version.
void add_domains(const VersionText& text, const nlohmann::json& c, Tried& domains) {
  const Parsed parsed = parse_files(text.files);
  const Book book = make_book(parsed.documents);
  const reference::Case read = read_case(book, c);
  const auto tried = candidates(book, read, {});
  for (std::size_t v = 0; v < tried.size(); ++v) {
    for (const reference::Value& value : tried[v]) domains[read.variables[v].path].insert(to_json(value));
  }
}

std::vector<nlohmann::json> combinations(const nlohmann::json& c, const Tried& domains) {
  std::vector<nlohmann::json> all = {c};
  for (const auto& [path, values] : domains) {
    const std::size_t dot = path.find('.');
    std::vector<nlohmann::json> next;
    for (const auto& one : all) {
      for (const nlohmann::json& value : values) {
        next.push_back(one);
        nlohmann::json& to = path.starts_with("sets.") ? next.back()["sets"] : next.back()["applicants"][0];
        to[path.substr(dot + 1)] = value;
      }
    }
    all = std::move(next);
    if (all.size() > kMostCombinations) return {};
  }
  return all;
}

bool asks_about_others(const ChangeClass& c) {
  for (const Box& box : boxes_of(c.when, kMostCombinations).value_or(std::vector<Box>{})) {
    for (const Literal& literal : box) {
      for (const char* words : {"someone", "no one", "number of r", "number of i", " among "}) {
        if (literal.test.find(words) != std::string::npos) return true;
      }
      if (literal.fact.starts_with("number of") || literal.fact.starts_with("the ")) return true;
      if (literal.fact == "as_of") return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("every combination of what the texts tell apart") {
  std::size_t pairs = 0, cases = 0, differing = 0, met = 0, missed = 0;
  for (std::uint64_t seed = kFirst; seed < kFirst + seeds(kSeeds, kFewSeeds); ++seed) {
    const RandomPolicy policy = random_policy(seed);
    Random random(seed);
    for (int i = 0; i < kSlips; ++i) {
      std::string what;
      const auto changed = with_slip(policy.declarations, policy.vocabulary, random, what);
      const VersionText a = text_of(policy.declarations), b = text_of(changed);
      INFO("seed " << seed << ", slip " << i << ": " << what << policy.text());
      const auto pair = ComparedTexts::compare(a, b);
      if (!pair || !pair->diff().complete || pair->too_long()) continue;
      std::vector<bool> found(pair->diff().classes.size(), false);
      bool all = true;
      for (const std::string& as_of : policy.vocabulary.dates) {
        const nlohmann::json empty = empty_case(policy.vocabulary, as_of);
        Tried domains;
        add_domains(a, empty, domains);
        add_domains(b, empty, domains);
        const auto people = combinations(empty, domains);
        all = all && !people.empty();
        for (const auto& c : people) {
          INFO(c.dump());
          ++cases;
          REQUIRE(pair->wrong_with(c, differing) == "");
          const When::Members members = pair->when().members(c);
          for (std::size_t k = 0; k < found.size(); ++k)
            found[k] = found[k] || (members.fault.empty() && members.of[0][k]);
        }
      }
      if (!all) continue;
      ++pairs;
      for (std::size_t k = 0; k < found.size(); ++k) {
        const ChangeClass& c = pair->diff().classes[k];
        if (pair->when().is_unreadable(k) || asks_about_others(c)) continue;
        ++(found[k] ? met : missed);
        INFO(c.id << ": " << c.sentence);
        CHECK(found[k]);
      }
    }
  }
  std::cout << pairs << " pairs in all combinations, " << cases << " cases, " << differing << " decisions that differ, "
            << met << " classes met and " << missed << " missed\n";
  CHECK(differing > 0);
  CHECK(pairs > 0);
}
