#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "interpreter/findings.hpp"
#include "interpreter/removal.hpp"
#include "interpreter/told_apart.hpp"
#include "tests/reference/parsed.hpp"
#include "tests/reference/random.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/reference/reference.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

// Findings against brute force: of small policies every person is decided by the reference evaluator, with each rule
// and without it; of large ones a finding is tried on random cases.

using namespace proviso;
using nlohmann::json;

namespace {

// -- Small policies: two yes/no facts, a kind of three, a number of three cells

struct SmallRule {
  std::string kind, name, target, test;  // the target as written
  std::string text(bool never) const {
    const std::string word = kind == "ground" ? "for" : kind == "exclusion" ? "from" : "to";
    return fmt::format("{} {} {} {}  if {}\n", kind, name, word, target, never ? "a and not a" : "own_" + name);
  }
};

struct SmallPolicy {
  std::vector<SmallRule> rules;
  std::string text(std::size_t without) const {
    std::string text =
        "policy p \"P\"\n  in force from 2020-01-01\nkind colour { red, green, blue }\nfact a yes/no\nfact b yes/no\n"
        "fact k colour\nfact n number\ndecision d is the first of { best, good, rest otherwise }\n";
    for (std::size_t i = 0; i < rules.size(); ++i) {
      text += fmt::format("define own_{}  if {}\n", rules[i].name, rules[i].test);
      text += rules[i].text(i == without);
    }
    return text;
  }
};

constexpr std::size_t kNone = ~std::size_t{0};

SmallPolicy small_policy(std::uint64_t seed) {
  reference::Random random(seed);
  const std::vector<std::string> atoms = {"a",
                                          "b",
                                          "k is red",
                                          "k is green",
                                          "k in { green, blue }",
                                          "not a",
                                          "n at least 20",
                                          "n less than 10",
                                          "n at least 10"};
  const auto condition = [&] {
    std::string text = random.pick(atoms);
    const std::string joint = random.chance(70) ? " and " : " or ";
    const int more = random.between(0, 2);
    for (int i = 0; i < more; ++i) text += joint + random.pick(atoms);
    return text;
  };
  SmallPolicy policy;
  const int count = random.between(3, 7);
  for (int i = 0; i < count; ++i) {
    const bool excludes = i > 1 && random.chance(35);
    SmallRule rule{excludes ? "exclusion" : "ground", fmt::format("r{}", i), random.chance(50) ? "best" : "good", ""};
    rule.test = condition();
    policy.rules.push_back(rule);
  }
  const int exceptions = random.between(0, 2);
  for (int i = 0; i < exceptions; ++i) {
    SmallRule rule{"exception", fmt::format("x{}", i), random.pick(policy.rules).name, ""};
    rule.test = condition();
    policy.rules.push_back(rule);
  }
  return policy;
}

// Every person, decided by the reference: what is decided, and for whom the test of each rule holds.
struct Decided {
  std::vector<std::string> outcomes;
  std::vector<std::map<std::string, bool>> own;
};

Decided decide_everybody(const std::string& text) {
  const auto parsed = reference::parse_files({{"p.proviso", text}});
  REQUIRE_FALSE(parsed.diagnostics.has_errors());
  Decided decided;
  for (int cell = 0; cell < 36; ++cell) {
    const std::vector<std::string> colours = {"red", "green", "blue"};
    const json person = {{"id", "p"},
                         {"a", cell % 2 == 0},
                         {"b", cell / 2 % 2 == 0},
                         {"k", colours[static_cast<std::size_t>(cell / 4 % 3)]},
                         {"n", 5 + 10 * (cell / 12)}};
    const json result =
        reference::reference_decide(parsed.documents, {{"as_of", "2021-01-01"}, {"applicants", {person}}});
    REQUIRE(result.contains("people"));
    const json& of = result["people"]["p"];
    decided.outcomes.push_back(of["d"]["value"]);
    decided.own.emplace_back();
    for (const auto& [name, answer] : of.items()) {
      if (name.starts_with("own_")) decided.own.back()[name.substr(4)] = answer["value"] == true;
    }
  }
  return decided;
}

using Names = std::map<std::string, std::set<std::string>>;  // by finding, what it is about

Names find(const std::string& text) {
  test::Engine engine(text);
  REQUIRE(engine.program);
  const Findings findings = find_findings(*engine.program, {});
  Names names;
  for (const Diagnostic& d : findings.diagnostics.all()) {
    auto& of = names[std::string(info(d.kind).name)];
    of.insert(std::string(engine.sources().text(d.primary.span)));
    if (d.kind == Kind::same_rule) of.insert(std::string(engine.sources().text(d.secondary.front().span)));
  }
  return names;
}

void compare(const SmallPolicy& policy, std::map<std::string, std::size_t>& counts) {
  const std::string text = policy.text(kNone);
  INFO(text);
  const Decided all = decide_everybody(text);
  Names found = find(text);
  REQUIRE(found["not_examined"].empty());
  std::set<std::string> idle, nobody_gets;
  for (const char* outcome : {"best", "good", "rest"}) {
    const bool nobody = std::find(all.outcomes.begin(), all.outcomes.end(), outcome) == all.outcomes.end();
    CHECK(found["nobody_gets"].contains(outcome) == nobody);
    if (nobody) nobody_gets.insert(outcome);
  }
  const auto holds = [&](const SmallRule& rule, std::size_t person) {
    if (!all.own[person].at(rule.name)) return false;
    return std::none_of(policy.rules.begin(), policy.rules.end(), [&](const SmallRule& other) {
      return other.kind == "exception" && other.target == rule.name && all.own[person].at(other.name);
    });
  };
  // Exceptions come last: whether what they switch off does anything is known then.
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const SmallRule& rule = policy.rules[i];
    INFO(rule.name);
    bool never = true;
    for (std::size_t person = 0; person < all.own.size(); ++person) never = never && !holds(rule, person);
    CHECK(found["never_holds"].contains(rule.name) == never);
    const bool changes = !never && decide_everybody(policy.text(i)).outcomes != all.outcomes;
    if (!changes) idle.insert(rule.name);
    const std::string kind = rule.kind == "ground" ? "never_decides" : "never_matters";
    const bool told = found[kind].contains(rule.name), same = found["same_rule"].contains(rule.name);
    const bool of_nothing = rule.kind == "exception" ? idle.contains(rule.target) : nobody_gets.contains(rule.target);
    CHECK((told || same) == (!changes && !never && !of_nothing));
    counts["rules"] += 1;
    counts["never"] += never ? 1 : 0;
    counts["idle"] += told ? 1 : 0;
    counts["same"] += same ? 1 : 0;
  }
  counts["nobody"] += nobody_gets.size();
}

// -- Random policies of the whole language

// What a finding says of a part of the policy, as a removal that changes nothing.
std::optional<Removal> removal_of(const Policy& policy, const Diagnostic& d) {
  const auto at = [&](Span span) { return span.begin == d.primary.span.begin && span.end == d.primary.span.end; };
  for (RuleId r = 0; r < policy.rules.size(); ++r) {
    for (std::uint32_t v = 0; v < policy.rules[r].versions.size(); ++v) {
      if (at(policy.rules[r].versions[v].heading.name_span)) return Removal{Removal::What::rule, r, v};
    }
  }
  for (AmendmentId a = 0; a < policy.amendments.size(); ++a) {
    if (at(policy.amendments[a].heading.name_span)) return Removal{Removal::What::amendment, a, 0};
    for (std::uint32_t c = 0; c < policy.amendments[a].changes.size(); ++c) {
      if (at(policy.amendments[a].changes[c].span)) return Removal{Removal::What::change, a, c};
    }
  }
  for (std::uint32_t i = 0; i < policy.impossibles.size(); ++i) {
    if (at(policy.impossibles[i].heading.name_span)) return Removal{Removal::What::impossible, i, 0};
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("what is found in small policies is what brute force finds") {
  std::map<std::string, std::size_t> counts;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    compare(small_policy(seed), counts);
  }
  for (const auto& [what, count] : counts) std::cout << count << " " << what << "; ";
  std::cout << "\n";
  for (const char* what : {"never", "idle", "nobody"}) CHECK(counts[what] > 0);
}

TEST_CASE("no random case contradicts a finding") {
  std::size_t compared = 0, removed = 0, outcomes = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    INFO("seed " << seed);
    const reference::RandomPolicy policy = reference::random_policy(seed);
    test::Engine engine(policy.text());
    REQUIRE(engine.program);
    const Findings findings = find_findings(*engine.program, {});
    std::vector<json> cases;
    for (std::uint64_t k = 0; k < 12; ++k) cases.push_back(reference::random_case(policy, seed * 100 + k, 1));
    for (const Diagnostic& d : findings.diagnostics.all()) {
      INFO(code(d.kind) << " " << d.message << "\n" << policy.text());
      const auto removal = removal_of(engine.program->policy, d);
      if (d.kind == Kind::unused || d.kind == Kind::not_in_force || d.kind == Kind::not_examined) continue;
      std::optional<Program> other;
      if (removal) other = without(*engine.program, {*removal});
      removed += other ? 1 : 0;
      const std::string outcome(engine.sources().text(d.primary.span));
      for (const json& c : cases) {
        Diagnostics problems;
        auto bound = engine.read(c.dump(), problems);
        if (!bound) continue;
        INFO(c.dump());
        ++compared;
        if (other) CHECK_FALSE(told_apart(*engine.program, *other, bound->value));
        if (d.kind != Kind::nobody_gets) continue;
        const auto parsed = reference::parse_files({{"policy.proviso", policy.text()}});
        const json result = reference::reference_decide(parsed.documents, c);
        if (!result.contains("people")) continue;
        ++outcomes;
        for (const auto& [person, answers] : result["people"].items()) {
          for (const auto& [name, answer] : answers.items()) CHECK(answer.value("value", json()) != json(outcome));
        }
      }
    }
  }
  std::cout << compared << " comparisons, " << removed << " parts that do nothing, " << outcomes << " of outcomes\n";
  CHECK(removed > 0);
  CHECK(compared > 0);
}
