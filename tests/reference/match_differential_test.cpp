#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <regex>

#include "tests/interpreter/structural_fixture.hpp"
#include "tests/reference/random_policy.hpp"

// Random policies under other names, in another order, with a declaration less: what is found is that and nothing else.

using namespace proviso;
using reference::Random;
using reference::RandomPolicy;
using test::ComparedText;
using test::found_changes;
using Found = StructuralChange::Kind;

namespace {

constexpr std::uint64_t kSeeds = 80;

std::uint64_t seeds() { return std::getenv("PROVISO_SEEDS") == nullptr ? kSeeds : kSeeds / 10; }

ComparedText shuffled(std::vector<std::string> declarations, Random& random, const char* day = nullptr) {
  random.shuffle(declarations);
  std::vector<std::string> files(2);
  for (const std::string& declaration : declarations) files[random.below(2)] += declaration + "\n";
  return ComparedText(test::resolve_files(files), day);
}

// Every name of the policy is another one, and their order is, too.
std::vector<std::string> renamed(const std::vector<std::string>& declarations, Random& random, std::size_t& names) {
  static const std::regex kName("\\b[a-z]+[0-9]+(_[a-z0-9]+)?\\b");
  std::map<std::string, std::string> to;
  std::vector<std::string> result;
  for (const std::string& declaration : declarations) {
    std::string text;
    std::size_t last = 0;
    for (std::sregex_iterator it(declaration.begin(), declaration.end(), kName), end; it != end; ++it) {
      const auto at = static_cast<std::size_t>(it->position());
      const auto [name, fresh] =
          to.try_emplace(it->str(), "z" + std::to_string(random.below(1'000'000)) + "_" + std::to_string(to.size()));
      text += declaration.substr(last, at - last) + name->second;
      last = at + it->str().size();
    }
    result.push_back(text + declaration.substr(last));
  }
  names = to.size();
  return result;
}

std::string all_lines(const std::vector<FoundChange>& changes) {
  std::string text;
  for (const FoundChange& found : changes) text += test::line(found.change) + "\n";
  return text;
}

// Dates, scope, the word of the item and the name of an amendment are those of the new version.
std::string as_told(StructuralChange change) {
  change.from = change.through = std::nullopt;
  change.scope.clear();
  if (change.item == "judgement") change.item = "fact";
  if (change.item == "regions") change.item = "kind";
  if (!change.amendment.empty()) change.amendment = "an amendment";
  return test::line(change) + "\n" + change.old_text + "\n=>\n" + change.new_text;
}

// What (b, a) must say where (a, b) says this.
std::string mirrored(const StructuralChange& change) {
  StructuralChange back = change;
  if (change.kind == Found::inserted) back.kind = Found::repealed;
  if (change.kind == Found::repealed) back.kind = Found::inserted;
  if (!change.old_name.empty()) std::swap(back.name, back.old_name);
  std::swap(back.old_text, back.new_text);
  std::swap(back.added, back.removed);
  std::swap(back.old_value, back.new_value);
  return as_told(back);
}

void check_mirror(const ComparedText& a, const ComparedText& b) {
  std::vector<std::string> there, back;
  for (const FoundChange& found : found_changes(a, b)) there.push_back(mirrored(found.change));
  for (const FoundChange& found : found_changes(b, a)) back.push_back(as_told(found.change));
  std::sort(there.begin(), there.end());
  std::sort(back.begin(), back.end());
  const auto first_only = [](const std::vector<std::string>& x, const std::vector<std::string>& y) {
    std::vector<std::string> only;
    std::set_difference(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(only));
    return only.empty() ? std::string() : only.front();
  };
  CHECK(first_only(there, back) == first_only(back, there));
}

}  // namespace

TEST_CASE("another order is no change") {
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const RandomPolicy policy = reference::random_policy(seed);
    INFO("seed " << seed << "\n" << policy.text());
    Random random(seed);
    const ComparedText a(test::resolve_files({policy.text()})), b = shuffled(policy.declarations, random);
    CHECK(all_lines(found_changes(a, b)).empty());
    const std::string& day = policy.vocabulary.dates.front();
    const ComparedText on_day(test::resolve_files({policy.text()}), day.c_str());
    CHECK(all_lines(found_changes(on_day, shuffled(policy.declarations, random, day.c_str()))).empty());
  }
}

TEST_CASE("other names are other names and nothing else") {
  std::size_t all = 0, found_names = 0, likely = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const RandomPolicy policy = reference::random_policy(seed);
    Random random(seed);
    std::size_t names = 0;
    const std::vector<std::string> declarations = renamed(policy.declarations, random, names);
    const ComparedText a(test::resolve_files({policy.text()})), b = shuffled(declarations, random);
    const auto found = found_changes(a, b);
    INFO("seed " << seed << "\n" << policy.text() << "\n" << b.resolved.sources.text(0) << b.resolved.sources.text(1));
    std::string others;
    for (const FoundChange& f : found) {
      // The name of a group of members is wording of its kind.
      const bool group = f.change.kind == Found::wording && f.part.item == ChangedPart::Item::enumeration;
      if (f.change.kind != Found::renamed && !group) others += test::line(f.change) + "\n";
      likely += f.change.likely;
      found_names += f.change.kind == Found::renamed;
    }
    CHECK(others.empty());
    all += names;
    check_mirror(a, b);
  }
  std::cout << found_names << " of " << all << " names (groups of members among them) found, " << likely
            << " of them likely\n";
  CHECK(found_names * 10 > all * 8);
  CHECK(likely * 4 < found_names);
}

TEST_CASE("a declaration less is that, and back it is one more") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const RandomPolicy policy = reference::random_policy(seed);
    const ComparedText whole(test::resolve_files({policy.text()}));
    for (std::size_t left_out = 1; left_out < policy.declarations.size(); ++left_out) {
      std::string text;
      for (std::size_t i = 0; i < policy.declarations.size(); ++i) {
        if (i != left_out) text += policy.declarations[i] + "\n";
      }
      test::Resolved resolved = test::resolve_files({text});
      if (!resolved.policy) continue;  // something else needs it
      const ComparedText less(std::move(resolved));
      INFO("seed " << seed << "\n" << policy.declarations[left_out] << "\n" << policy.text());
      const auto found = found_changes(whole, less);
      CHECK_FALSE(found.empty());
      ++compared;
      for (const FoundChange& f : found) CHECK((f.change.new_text.empty() || !f.change.amendment.empty()));
      check_mirror(whole, less);
    }
  }
  std::cout << compared << " policies with a declaration less\n";
  CHECK(compared > seeds());
}

TEST_CASE("between any two days, there and back") {
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const RandomPolicy policy = reference::random_policy(seed);
    INFO("seed " << seed << "\n" << policy.text());
    for (const std::string& a : policy.vocabulary.dates) {
      for (const std::string& b : policy.vocabulary.dates) {
        if (a > b) continue;
        const ComparedText x(test::resolve_files({policy.text()}), a.c_str());
        const ComparedText y(test::resolve_files({policy.text()}), b.c_str());
        check_mirror(x, y);
        if (a == b) CHECK(all_lines(found_changes(x, y)).empty());
      }
    }
  }
}

TEST_CASE("any two policies, there and back") {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    const RandomPolicy a = reference::random_policy(seed), b = reference::random_policy(seed + 1);
    INFO("seed " << seed << "\n" << a.text() << "\n" << b.text());
    const ComparedText x(test::resolve_files({a.text()})), y(test::resolve_files({b.text()}));
    found += found_changes(x, y).size();
    check_mirror(x, y);
  }
  std::cout << found << " changes between policies that have little in common\n";
  CHECK(found > seeds());
}
