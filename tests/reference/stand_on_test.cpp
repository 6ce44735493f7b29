#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "dsl/date.hpp"
#include "interpreter/match.hpp"
#include "interpreter/rebind.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

// The text of one day decides each case of that day as the whole policy does.

using namespace proviso;

namespace {

constexpr std::uint64_t kSeeds = 150;
constexpr std::size_t kMaxCompletions = 60;

// The whole answer, or how the case is refused.
std::string answer(const Program& program, const Case& c) {
  Case own = c;
  const CaseAnswers answers = decide(program, own);
  if (answers.status == CaseAnswers::Status::decided) return result_json(program, own, answers);
  std::string text = "refused " + std::to_string(static_cast<int>(answers.status));
  for (const std::uint32_t person : answers.refused_people) text += " " + std::to_string(person);
  return text;
}

std::size_t texts(const Policy& policy) {
  std::size_t count = 0;
  for (const Rule& rule : policy.rules) count += rule.versions.size();
  for (const Define& define : policy.defines) count += define.versions.size();
  for (const Amendment& amendment : policy.amendments) count += amendment.changes.size();
  return count;
}

}  // namespace

TEST_CASE("the text of one day decides the cases of that day as all of the text does") {
  const std::uint64_t seeds = std::getenv("PROVISO_SEEDS") == nullptr ? kSeeds : kSeeds / 10;
  std::size_t compared = 0, shorter = 0, refused = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    INFO("seed " << seed);
    const reference::RandomPolicy policy = reference::random_policy(seed);
    test::Engine engine(policy.text());
    REQUIRE(engine.program);
    nlohmann::json json = reference::random_case(policy, seed, kMaxCompletions);
    std::set<Days> days = {*parse_date(json["as_of"].get<std::string>())};
    for (const std::string& date : policy.vocabulary.dates) {
      days.insert(*parse_date(date));
      days.insert(*parse_date(date) - 1);
    }
    for (const Days day : days) {
      json["as_of"] = format_date(day);
      INFO(json.dump() << "\n" << policy.text());
      Diagnostics found;
      const Policy text = stand_on(engine.program->policy, day);
      const auto standing = compile(text, found, engine.program->sets);
      REQUIRE(standing);
      CHECK(texts(text) <= texts(engine.program->policy));
      shorter += texts(text) < texts(engine.program->policy);
      Diagnostics problems;
      const auto bound = engine.read(json.dump(), problems);
      if (!bound) continue;
      const std::string whole = answer(*engine.program, bound->value);
      const auto rebound = rebind(bound->value, *engine.program, *standing);
      REQUIRE(rebound);
      CHECK(answer(*standing, *rebound) == whole);
      ++compared;
      refused += whole.rfind("refused", 0) == 0;
    }
  }
  std::cout << compared << " cases, " << refused << " refused; " << shorter << " texts shorter than the whole\n";
  CHECK(compared > seeds);
  CHECK(refused * 2 < compared);
  CHECK(shorter > 0);
}
