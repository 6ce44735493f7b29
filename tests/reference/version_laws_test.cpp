#include <algorithm>
#include <iostream>

#include "tests/reference/compared_texts.hpp"
#include "tests/reference/known_case.hpp"
#include "tests/reference/seeds.hpp"
#include "tests/reference/slip.hpp"
#include "tests/support/catch.hpp"

// What must hold of comparisons whatever the versions are: a version and itself; there and back; in two steps; two
// policies that have only their vocabulary in common.

using namespace proviso;
using namespace proviso::reference;

namespace {

constexpr std::uint64_t kFirst = 5;
constexpr std::uint64_t kSeeds = 16, kFewSeeds = 2;
constexpr int kSlips = 4;  // of each policy
constexpr std::size_t kCases = 60;

VersionText text_of(const std::vector<std::string>& declarations) {
  RandomPolicy policy;
  policy.declarations = declarations;
  return {{{"policy.proviso", policy.text()}}, std::nullopt};
}

bool is_whole(const ComparedTexts& pair) { return pair.diff().complete && !pair.too_long(); }

// Whom a class is said to be about, and people beside them.
void add_shown(const ComparedTexts& pair, const VersionText& text, std::vector<nlohmann::json>& cases) {
  Random random(1);
  for (const ChangeClass& c : pair.diff().classes) {
    for (const auto& shown : {c.witness, c.near_miss}) {
      auto known = shown ? completed(text.files, nlohmann::json::parse(shown->json), random) : std::nullopt;
      if (known) cases.push_back(std::move(*known));
    }
  }
}

struct Change {
  std::string from, to;
  friend bool operator==(const Change&, const Change&) = default;
};
using Changes = std::vector<std::vector<std::optional<Change>>>;  // by person, then compared decision

// What the classes say of everybody in a case. Nothing if a text of somebody is missing.
std::optional<Changes> changes_of(ComparedTexts& pair, const nlohmann::json& c, bool back = false) {
  const When::Members members = pair.when().members(c);
  if (!members.fault.empty()) return std::nullopt;
  Changes changes;
  for (const auto& mine : members.of) {
    auto& of_person = changes.emplace_back();
    for (const std::string& decision : pair.diff().compared) {
      const auto classes = pair.classes_of(decision, mine);
      REQUIRE(classes.size() <= 1);
      of_person.emplace_back();
      if (classes.empty()) continue;
      const ChangeClass& found = pair.diff().classes[classes[0]];
      of_person.back() = back ? Change{found.to, found.from} : Change{found.from, found.to};
    }
  }
  return changes;
}

// Whoever cannot be under one of the versions is in no class of decisions of it.
bool can_be(const ComparedTexts& pair, const nlohmann::json& c) {
  return !pair.decide(0, c).refused && !pair.decide(1, c).refused;
}

struct Counts {
  std::size_t pairs = 0, cases = 0, changes = 0;
};

void check_mirror(ComparedTexts& there, ComparedTexts& back, const std::vector<nlohmann::json>& cases, Counts& counts) {
  if (!is_whole(there) || !is_whole(back)) return;
  if (!there.when().faults().empty() || !back.when().faults().empty()) return;
  ++counts.pairs;
  REQUIRE(there.diff().compared == back.diff().compared);
  CHECK(there.diff().unchanged == back.diff().unchanged);
  for (const auto& c : cases) {
    if (!can_be(there, c)) continue;
    INFO(c.dump());
    const auto x = changes_of(there, c), y = changes_of(back, c, true);
    if (!x || !y) continue;
    ++counts.cases;
    CHECK(*x == *y);
    for (const auto& person : *x) {
      for (const auto& change : person) counts.changes += change.has_value();
    }
  }
}

std::optional<Change> composed(const std::optional<Change>& first, const std::optional<Change>& second) {
  if (!first || !second) return first ? first : second;
  CHECK(first->to == second->from);
  if (first->from == second->to) return std::nullopt;
  return Change{first->from, second->to};
}

void check_steps(ComparedTexts& first, ComparedTexts& second, ComparedTexts& both,
                 const std::vector<nlohmann::json>& cases, Counts& counts) {
  for (ComparedTexts* pair : {&first, &second, &both}) {
    if (!is_whole(*pair) || !pair->when().faults().empty()) return;
    if (pair->diff().compared != both.diff().compared) return;
  }
  ++counts.pairs;
  for (const auto& c : cases) {
    if (!can_be(first, c) || !can_be(second, c)) continue;
    INFO(c.dump());
    const auto x = changes_of(first, c), y = changes_of(second, c), z = changes_of(both, c);
    if (!x || !y || !z) continue;
    ++counts.cases;
    for (std::size_t p = 0; p < z->size(); ++p) {
      for (std::size_t d = 0; d < (*z)[p].size(); ++d) {
        counts.changes += (*z)[p][d].has_value();
        CHECK((*z)[p][d] == composed((*x)[p][d], (*y)[p][d]));
      }
    }
  }
}

void tell(const char* what, const Counts& counts) {
  std::cout << what << ": " << counts.pairs << " times, " << counts.cases << " cases, " << counts.changes
            << " changed decisions\n";
  CHECK(counts.changes > 0);
}

// Here decisions are found by their names.
bool renames_decisions(const ComparedTexts& pair) {
  const auto& changes = pair.diff().changes;
  return std::any_of(changes.begin(), changes.end(), [](const StructuralChange& change) {
    return change.kind == StructuralChange::Kind::renamed && (change.item == "decision" || change.item == "outcome");
  });
}

}  // namespace

TEST_CASE("a version and itself are the same") {
  for (std::uint64_t seed = 1; seed <= seeds(60, 8); ++seed) {
    const VersionText text = text_of(random_policy(seed).declarations);
    INFO("seed " << seed << "\n" << text.files[0].second);
    const auto pair = ComparedTexts::compare(text, text);
    REQUIRE(pair != nullptr);
    CHECK(pair->diff().same());
    CHECK(pair->diff().changes.empty());
    CHECK(pair->diff().unchanged == pair->diff().compared);
  }
}

TEST_CASE("there and back, and in two steps") {
  Counts back_counts, step_counts;
  for (std::uint64_t seed = kFirst; seed < kFirst + seeds(kSeeds, kFewSeeds); ++seed) {
    const RandomPolicy policy = random_policy(seed);
    const auto cases = known_cases(policy, seed, kCases);
    Random random(seed);
    for (int i = 0; i < kSlips; ++i) {
      std::string what;
      const auto once = with_slip(policy.declarations, policy.vocabulary, random, what);
      const auto twice = with_slip(once, policy.vocabulary, random, what);
      INFO("seed " << seed << ", slip " << i << "\n" << what << policy.text());
      const VersionText x = text_of(policy.declarations), y = text_of(once), z = text_of(twice);
      const auto first = ComparedTexts::compare(x, y), back = ComparedTexts::compare(y, x);
      if (!first || !back) continue;
      auto people = cases;
      add_shown(*first, x, people);
      check_mirror(*first, *back, people, back_counts);
      const auto second = ComparedTexts::compare(y, z), both = ComparedTexts::compare(x, z);
      if (!second || !both) continue;
      add_shown(*second, x, people);
      check_steps(*first, *second, *both, people, step_counts);
    }
  }
  tell("there and back", back_counts);
  tell("in two steps", step_counts);
}

TEST_CASE("two policies that have only their vocabulary in common") {
  std::size_t pairs = 0, cases = 0, classes = 0, differing = 0;
  for (std::uint64_t seed = kFirst; seed < kFirst + seeds(40, 8); ++seed) {
    const RandomPolicy policy = random_policy(seed), other = random_policy(seed, 1000 + seed);
    INFO("seed " << seed << "\n" << policy.text() << "\n" << other.text());
    const auto pair = ComparedTexts::compare(text_of(policy.declarations), text_of(other.declarations));
    if (!pair || !is_whole(*pair) || renames_decisions(*pair)) continue;
    ++pairs;
    classes += pair->diff().classes.size();
    auto people = known_cases(policy, seed, kCases);
    add_shown(*pair, text_of(policy.declarations), people);
    for (const auto& c : people) {
      INFO(c.dump());
      ++cases;
      REQUIRE(pair->wrong_with(c, differing) == "");
    }
  }
  std::cout << "unrelated: " << pairs << " pairs, " << classes << " classes, " << cases << " cases, " << differing
            << " decisions that differ\n";
  CHECK(pairs > 0);
}
