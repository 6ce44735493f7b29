#include <iostream>

#include "tests/reference/compared_texts.hpp"
#include "tests/reference/known_case.hpp"
#include "tests/reference/seeds.hpp"
#include "tests/reference/slip.hpp"
#include "tests/support/catch.hpp"

// Random policies and a slip of the pen in them: what the report says of each class in conditions (`when`) is read and
// evaluated apart from the comparison. Whoever is decided differently must be in exactly one class by it, of the
// outcomes that the versions give, and nobody else in any.

using namespace proviso;
using namespace proviso::reference;

namespace {

constexpr std::uint64_t kFirst = 3;  // the ones before are slow, and of what has no words
constexpr std::uint64_t kSeeds = 16, kFewSeeds = 3;
constexpr std::size_t kSlips = 8;  // of each policy
constexpr std::size_t kCases = 120;

struct Counts {
  std::size_t pairs = 0, incomplete = 0, too_long = 0, without_words = 0, classes = 0, cases = 0, differing = 0;
};

VersionText text_of(const std::vector<std::string>& declarations) {
  RandomPolicy policy;
  policy.declarations = declarations;
  return {{{"policy.proviso", policy.text()}}, std::nullopt};
}

// Two things have no words in the language: a sum over links of several relations, and what the text before an
// amendment says of another person.
bool has_no_words(const std::string& fault) {
  return fault.find("the sum of {") != std::string::npos || fault.find("other's (") != std::string::npos ||
         fault.find("other's an outcome") != std::string::npos;
}

bool can_be_read(ComparedTexts& pair, Counts& counts) {
  if (!pair.diff().complete || pair.too_long()) {
    ++(pair.diff().complete ? counts.too_long : counts.incomplete);
    return false;
  }
  for (const std::string& fault : pair.when().faults()) {
    if (!has_no_words(fault)) FAIL_CHECK(fault);
  }
  return true;
}

void check_pair(const VersionText& a, const VersionText& b, std::vector<nlohmann::json> cases, Counts& counts) {
  const auto pair = ComparedTexts::compare(a, b);
  if (!pair) return;
  ++counts.pairs;
  if (!can_be_read(*pair, counts)) return;
  for (std::size_t c = 0; c < pair->diff().classes.size(); ++c)
    ++(pair->when().is_unreadable(c) ? counts.without_words : counts.classes);
  Random random(1);
  for (const ChangeClass& c : pair->diff().classes) {
    for (const auto& shown : {c.witness, c.near_miss}) {
      for (int i = 0; shown && i < 3; ++i) {
        auto known = completed(a.files, nlohmann::json::parse(shown->json), random);
        if (known) cases.push_back(std::move(*known));
      }
    }
  }
  for (const auto& c : cases) {
    ++counts.cases;
    INFO(c.dump());
    REQUIRE(pair->wrong_with(c, counts.differing) == "");
  }
}

}  // namespace

TEST_CASE("what is said of each class is true of those who are decided differently, and of nobody else") {
  Counts counts;
  for (std::uint64_t seed = kFirst; seed < kFirst + seeds(kSeeds, kFewSeeds); ++seed) {
    const RandomPolicy policy = random_policy(seed);
    const auto cases = known_cases(policy, seed, kCases);
    Random random(seed);
    for (std::size_t i = 0; i < kSlips; ++i) {
      std::string what;
      const auto changed = with_slip(policy.declarations, policy.vocabulary, random, what);
      INFO("seed " << seed << ", slip " << i << ": " << what << "\n" << policy.text());
      check_pair(text_of(policy.declarations), text_of(changed), cases, counts);
    }
  }
  std::cout << counts.pairs << " pairs (" << counts.incomplete << " not complete, " << counts.too_long
            << " with a class that is too long), " << counts.classes << " classes and " << counts.without_words
            << " without words, " << counts.cases << " cases, " << counts.differing << " decisions that differ\n";
  CHECK(counts.differing > 0);
  CHECK(counts.classes > 0);
}
