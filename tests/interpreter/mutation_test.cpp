#include "interpreter/mutation.hpp"

#include <algorithm>
#include <string>

#include "interpreter/suggest.hpp"
#include "interpreter/suggest_goals.hpp"
#include "interpreter/suite.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

using namespace proviso;
using Fate = MutantResult::Fate;

namespace {

// A policy with its cases, and what the mutation of it finds.
class Run {
 public:
  explicit Run(const std::string& text, MutationOptions options = {}) {
    Diagnostics diagnostics;
    documents_.push_back(parse(sources_, sources_.add("policy.proviso", text), Limits{}, diagnostics));
    auto policy = resolve(sources_, documents_, diagnostics);
    for (const Diagnostic& d : diagnostics.all()) UNSCOPED_INFO(d.message);
    REQUIRE(policy);
    program_ = compile(std::move(*policy), diagnostics);
    REQUIRE(program_);
    suite_ = read_suite(*program_, sources_, documents_, {});
    mutation = run_mutation(*program_, sources_, suite_.cases, options);
  }

  // "item: change", of those with a fate.
  std::vector<std::string> with(Fate fate) const {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < mutation.mutants.size(); ++i) {
      if (mutation.results[i].fate == fate)
        found.push_back(mutation.mutants[i].item + ": " + mutation.mutants[i].change);
    }
    return found;
  }
  std::string suggestions() const { return suggestions_text(*program_, suggest(*program_, sources_, mutation)); }

  Mutation mutation;

 private:
  SourceSet sources_;
  std::vector<syntax::Document> documents_;
  std::optional<Program> program_;
  Suite suite_;
};

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

const std::string kCard = R"(policy card "Library card"
  in force from 2020-01-01
  month ends round down
regions town "Town" { Hill, Lake, Mill }
fact age number
fact home town
decision card "Card" is the first of { free, paid otherwise }
set near of town is { Hill, Lake }
ground young for free  if all of { age less than 18, home in near }
)";

const std::string kCardCases = R"(
case "a child" on 2021-01-01 anna { age 17, home Hill } expect anna card free
case "grown up" on 2021-01-01 anna { age 18, home Hill } expect anna card paid
case "by the lake" on 2021-01-01 anna { age 3, home Lake } expect anna card free
case "at the mill" on 2021-01-01 anna { age 3, home Mill } expect anna card paid
)";

const std::string kFamily = R"(policy family "Family"
  in force from 2020-01-01
  month ends round down
fact resident yes/no default no
fact applied date
relation spouse_of mutual { since date }
relation child_of
decision grant is the first of { granted, refused otherwise }
value first_day is 2022-02-24
ground own for granted  if resident
derivation close of granted  through spouse_of if since before first_day
  through child_of
exclusion late from granted  if applied after 2024-05-01 unless resident
exception spared to late  if is child_of someone where (other's resident)
impossible early  if applied before 2020-06-01 and resident
)";

}  // namespace

TEST_CASE("cases at every boundary notice every change") {
  const Run run(kCard + kCardCases);
  CHECK(run.with(Fate::survived).empty());
  CHECK(run.with(Fate::undecided).empty());
  // near: three members; the ground: never, always, two conditions dropped and negated, any instead of all, two ages.
  CHECK(run.mutation.mutants.size() == 3 + 2 + 2 + 2 + 1 + 2);
}

TEST_CASE("without cases nothing is noticed, and without a case for a day that day") {
  CHECK(Run(kCard).mutation.count(Fate::killed) == 0);
  const Run run(kCard + R"(
case "a child" on 2021-01-01 anna { age 10, home Hill } expect anna card free
case "grown up" on 2021-01-01 anna { age 30, home Hill } expect anna card paid
case "at the mill" on 2021-01-01 anna { age 3, home Mill } expect anna card paid
)");
  CHECK(run.with(Fate::survived) == std::vector<std::string>{"set `near`: without Lake",
                                                             "ground `young`: 18 becomes 17",
                                                             "ground `young`: 18 becomes 19"});
}

TEST_CASE("a change that means the same for everyone is no hole in the suite") {
  const Run run(R"(policy same "Same"
  in force from 2020-01-01
fact age number
decision card is the first of { free, paid otherwise }
ground young for free  if age less than 18
ground small for free  if age less than 10
case "a child" on 2021-01-01 anna { age 17 } expect anna card free
case "grown up" on 2021-01-01 anna { age 18 } expect anna card paid
)");
  // What the second ground says, the first says too: to lose it, or to move its age up or down by one, changes nothing.
  CHECK(run.with(Fate::equivalent) == std::vector<std::string>{"ground `small`: it never holds",
                                                               "ground `small`: 10 becomes 9",
                                                               "ground `small`: 10 becomes 11"});
  CHECK(run.with(Fate::survived).empty());
}

TEST_CASE("what the suggestions expect, and what they notice") {
  const Run before(kCard);
  REQUIRE(before.mutation.count(Fate::survived) > 0);
  const std::string suggestions = before.suggestions();
  INFO(suggestions);
  CHECK(suggestions.find("To be confirmed: ") != std::string::npos);
  const Run after(kCard + suggestions);
  CHECK(after.with(Fate::survived).empty());
}

TEST_CASE("suggestions for families, days and exceptions") {
  const Run before(kFamily);
  REQUIRE(before.mutation.count(Fate::survived) > 10);
  CHECK(before.mutation.count(Fate::undecided) == 0);
  const std::string suggestions = before.suggestions();
  INFO(suggestions);
  const Run after(kFamily + suggestions);
  // What is refused stands in comments.
  for (const std::string& left : after.with(Fate::survived)) {
    INFO(left);
    CHECK(left.rfind("impossible `early`", 0) == 0);
  }
  CHECK(contains(before.with(Fate::survived),
                 "derivation `close`: `through spouse_of if since before first_day` without its condition"));
}

TEST_CASE("the number of threads leaves no trace") {
  MutationOptions options;
  options.jobs = 3;
  const Run one(kFamily), three(kFamily, options);
  CHECK(one.suggestions() == three.suggestions());
  CHECK(one.with(Fate::equivalent) == three.with(Fate::equivalent));
}

TEST_CASE("a suggestion says no more than it needs") {
  const Run run(R"(policy p "P"
  in force from 2020-01-01
  month ends round down
fact age number
fact town yes/no
fact visits number
decision card is the first of { free, paid otherwise }
ground young for free  if age less than 18
exclusion late from free  if visits more than 90 and town
case "young" on 2021-01-01 anna { age 3, town no, visits 7 } expect anna card free
case "old" on 2021-01-01 anna { age 40, town no, visits 7 } expect anna card paid
)");
  const std::string suggestions = run.suggestions();
  INFO(suggestions);
  // Eighteen or seventeen: whether in town or not, and how often there.
  CHECK(suggestions.find("  anna { age 18 }\n") != std::string::npos);
  CHECK(suggestions.find("0001-") == std::string::npos);
}

TEST_CASE("what cannot be is suggested as such") {
  const Run before(R"(policy p "P"
  in force from 2020-01-01
  month ends round down
fact born date
fact died date or none default none
decision card yes/no
ground alive for card  if died is none
impossible died_before_birth  if died before born
case "alive" on 2021-01-01 anna { born 1990-01-01 } expect anna card yes
case "dead" on 2021-01-01 anna { born 1990-01-01, died 2000-01-01 } expect anna card no
)");
  const std::string suggestions = before.suggestions();
  INFO(suggestions);
  CHECK(suggestions.find("  expect impossible died_before_birth\n") != std::string::npos);
  CHECK(suggestions.find("0001-") == std::string::npos);  // days near the case
}

TEST_CASE("boundaries that no case shows are suggested, each once") {
  const auto goals_without_case = [](const std::string& text) {
    Diagnostics diagnostics;
    SourceSet sources;
    std::vector<syntax::Document> documents;
    documents.push_back(parse(sources, sources.add("policy.proviso", text), Limits{}, diagnostics));
    auto policy = resolve(sources, documents, diagnostics);
    REQUIRE(policy);
    const auto program = compile(std::move(*policy), diagnostics);
    REQUIRE(program);
    Suite suite = read_suite(*program, sources, documents, {});
    const CoveragePlan plan(*program);
    CoverageCollector collector(plan);
    for (PreparedCase& c : suite.cases) collector.add(c.bound->value, 0);
    std::vector<char> met;
    std::size_t open = 0;
    for (std::size_t g = 0; g < plan.goals().size(); ++g) {
      met.push_back(collector.first_cases()[g] != kNoCase ? 1 : 0);
      const Goal& goal = plan.goals()[g];
      const bool boundary = goal.kind == GoalKind::threshold || goal.kind == GoalKind::day;
      if (met.back() == 0 && boundary && goal.counted()) ++open;
    }
    return std::pair(open, suggestions_text(*program, suggest_for_goals(plan, met, sources, suite.cases)));
  };
  const std::string rules = R"(policy p "P"
  in force from 2020-01-01
  month ends round down
fact born date
fact applied_on date
fact visits number
relation child_of { since date }
decision card is the first of { free, paid otherwise }
ground young for free  if applied_on before 18 years after born
ground family for free  if is child_of someone where since before applied_on
exclusion often from free  if visits more than 90
amendment later in force from 2022-01-01  { replace exclusion often from free  if visits more than 60 }
case "grown up" on 2021-01-01
  anna { born 1990-01-01, applied_on 2020-06-01, visits 0, child_of to ben { since 2020-02-01 } }
  ben { born 1960-01-01, applied_on 2020-06-01, visits 0 }
  expect anna card free
)";
  const auto [open, suggestions] = goals_without_case(rules);
  INFO(suggestions);
  CHECK(open == 15);
  CHECK(goals_without_case(rules + suggestions).first == 0);
  CHECK(goals_without_case(rules + suggestions).second.find("case ") == std::string::npos);
}
