#include <algorithm>
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

// Every combination of values of a small pair, of which some people are told by who they are not.
TEST_CASE("who is meant may be said by who is not") {
  const std::string before = R"(policy moorings "Places in the harbour"
  in force from 2020-01-01
kind motor { petrol, diesel, sail }
fact resident yes/no
fact fishes yes/no
fact licensed yes/no
fact fined yes/no
fact towed yes/no
fact length number
fact winter yes/no
fact engine motor
fact insured_on date or none
fact banned yes/no
decision mooring is the first of { granted, refused otherwise }
ground usual for granted
  if resident and not (towed and fined) and not (length at least 12 and winter)
    and not (engine is petrol and not (insured_on before 2020-01-01))
ground fishing for granted  if fishes and licensed and not fined
)";
  const VersionText a{{{"policy.proviso", before}}, std::nullopt};
  const VersionText b{{{"policy.proviso", before + "exclusion banned_here from granted  if banned\n"}}, std::nullopt};
  const auto pair = ComparedTexts::compare(a, b);
  REQUIRE(pair != nullptr);
  REQUIRE(pair->diff().classes.size() == 1);
  REQUIRE(pair->diff().classes[0].conditions.size() == 1);
  const auto& lists = pair->diff().classes[0].conditions[0].any;
  REQUIRE(lists.size() == 1);
  CHECK(std::any_of(lists[0].begin(), lists[0].end(), [](const Conditions& way) { return way.none.size() == 3; }));
  CHECK(pair->when().faults().empty());

  const nlohmann::json yes_or_no = {true, false};
  std::vector<nlohmann::json> people = {{{"id", "a"}}};
  for (const auto& [fact, values] :
       std::vector<std::pair<std::string, nlohmann::json>>{{"resident", yes_or_no},
                                                           {"fishes", yes_or_no},
                                                           {"licensed", yes_or_no},
                                                           {"fined", yes_or_no},
                                                           {"towed", yes_or_no},
                                                           {"length", {11, 12}},
                                                           {"winter", yes_or_no},
                                                           {"engine", {"petrol", "sail"}},
                                                           {"insured_on", {"none", "2019-12-31", "2020-01-01"}},
                                                           {"banned", yes_or_no}}) {
    std::vector<nlohmann::json> next;
    for (const auto& person : people) {
      for (const auto& value : values) {
        next.push_back(person);
        next.back()[fact] = value;
      }
    }
    people = std::move(next);
  }
  std::size_t differing = 0;
  for (const auto& person : people) {
    const nlohmann::json c = {{"as_of", "2020-02-01"}, {"applicants", {person}}};
    INFO(c.dump());
    REQUIRE(pair->wrong_with(c, differing) == "");
  }
  CHECK(differing > 0);
  CHECK(differing < people.size() / 2);
}

// Both changes are about one link: taken back one by one, each leaves what neither version says.
TEST_CASE("who is meant by two changes that meet in what is read of a partner") {
  const auto policy = [](const std::string& since, const std::string& derives) {
    return R"(policy grant "A grant"
  in force from 2020-01-01
relation partner_of mutual { since date }
fact poor yes/no
fact frail yes/no
decision grant is the first of { full, half, none_at_all otherwise }
ground poor_one for full  if poor and frail
ground frail_one for half  if poor
define close through partner_of if since before )" +
           since + "\nderivation partner of half from full or half  through partner_of if " + derives + "\n";
  };
  const VersionText a{{{"policy.proviso", policy("2023-01-01", "close")}}, std::nullopt};
  const VersionText b{{{"policy.proviso", policy("2024-01-01", "close and frail")}}, std::nullopt};
  const auto pair = ComparedTexts::compare(a, b);
  REQUIRE(pair != nullptr);
  CHECK(pair->diff().complete);
  CHECK(pair->diff().classes.size() > 2);
  for (const ChangeClass& c : pair->diff().classes) CHECK(c.witness);
  CHECK(pair->when().faults().empty());
  std::size_t differing = 0;
  for (const char* since : {"2022-12-31", "2023-01-01", "2024-01-01"}) {
    for (unsigned facts = 0; facts < 16; ++facts) {
      const nlohmann::json relation = {{"to", "b"}, {"relation", "partner_of"}, {"since", since}};
      const nlohmann::json first = {
          {"id", "a"}, {"poor", (facts & 1) != 0}, {"frail", (facts & 2) != 0}, {"relations", {relation}}};
      const nlohmann::json second = {{"id", "b"}, {"poor", (facts & 4) != 0}, {"frail", (facts & 8) != 0}};
      const nlohmann::json c = {{"as_of", "2025-02-01"}, {"applicants", {first, second}}};
      INFO(c.dump());
      REQUIRE(pair->wrong_with(c, differing) == "");
    }
  }
  CHECK(differing >= 8);
}
