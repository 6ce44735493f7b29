#include <map>
#include <numeric>

#include "interpreter/population_count.hpp"
#include "interpreter/sample.hpp"
#include "tests/interpreter/population_fixture.hpp"
#include "tests/reference/random.hpp"

using namespace proviso;
using namespace proviso::test;
using Added = PopulationCount::Added;

namespace {

struct Trial {
  std::unique_ptr<HandMadePair> pair;
  VersionDiff diff = passes_diff();
  SourceSet sources;
  Diagnostics diagnostics;

  explicit Trial(bool wrong = false) : pair(passes_pair(wrong)) {}

  BoundCase read(const std::string& applicants) {
    const std::string text = R"({"as_of":"2025-02-10","applicants":[)" + applicants + "]}";
    const FileId file = sources.add("line", text);
    const auto json = read_json(sources, {file, 0, static_cast<std::uint32_t>(text.size())}, {}, diagnostics);
    REQUIRE(json);
    auto bound = CaseReader(pair->old_program(), sources).read(*json, diagnostics);
    REQUIRE(bound);
    return std::move(*bound);
  }
};

std::string person(const std::string& id, const std::string& home, const std::string& applied = "2025-02-01",
                   const std::string& more = "") {
  return R"({"id":")" + id + R"(","home":)" + (home == "null" ? home : "\"" + home + "\"") +
         R"(,"birth_date":"1990-05-05","applied_on":")" + applied + "\"" + more + "}";
}

std::string shown(const HeadCount& count) {
  if (count.shown == HeadCount::Shown::exact) return std::to_string(count.number);
  CHECK(count.number == 0);
  return count.shown == HeadCount::Shown::small ? "small" : "hidden";
}

/// "full 3, none_given 2"
std::string rows(const PopulationDiff::Breakdown& by) {
  std::string text;
  for (const PopulationDiff::Row& row : by.rows) text += (text.empty() ? "" : ", ") + row.name + " " + shown(row.count);
  return text;
}

}  // namespace

TEST_CASE("people are counted by what they had and get, by class, region, month and role") {
  Trial trial;
  PopulationCount count(*trial.pair, trial.diff, {});
  const std::string family = person("a", "Mill", "2025-01-31", R"(,"relations":[{"to":"b","relation":"parent_of"}])") +
                             "," + R"({"id":"b","home":"Mill","birth_date":"2020-01-01","applied_on":"2025-02-01"})";
  for (const std::string& people : {person("c", "Hill"), person("d", "Mill"), person("e", "Mill"), family,
                                    person("f", "Field"), person("g", "null")}) {
    const BoundCase bound = trial.read(people);
    CHECK(count.add(bound, trial.diagnostics) == Added::counted);
  }
  const PopulationDiff result = count.finish();
  CHECK(result.people.number == 7);
  CHECK(result.cases.number == 6);
  REQUIRE(result.decisions.size() == 1);
  const PopulationDiff::OfDecision& pass = result.decisions[0];
  CHECK(pass.name == "pass");
  CHECK(pass.label == "The pass");
  std::string matrix;
  for (std::size_t i = 0; i < pass.outcomes.size(); ++i) {
    matrix += pass.outcomes[i].name + " " + std::to_string(pass.before[i].number) + ":";
    for (const HeadCount& c : pass.moved[i]) matrix += " " + shown(c);
    matrix += "\n";
  }
  CHECK(matrix == "full 5: 2 3 0\nnone_given 1: 1 0 0\nundetermined 1: 0 0 1\n");
  CHECK(pass.outcomes[0].label == "A pass");
  CHECK(pass.outcomes[2].kind == PopulationDiff::Outcome::Kind::undetermined);
  CHECK(pass.changed.number == 4);
  CHECK(pass.unchanged.number == 2);
  CHECK(pass.open.number == 1);
  CHECK(pass.class_open.number == 0);
  REQUIRE(pass.classes.size() == 2);
  CHECK(pass.classes[0].count.number == 3);
  CHECK(pass.classes[1].count.number == 1);
  const auto& by = pass.classes[0].by;
  REQUIRE(by.size() == 4);
  CHECK(by[0].fact == "home");
  CHECK(rows(by[0]) == "Mill 3");
  CHECK(by[1].fact == "applied_on");
  CHECK(rows(by[1]) == "2025-01 1, 2025-02 2");
  CHECK(by[2].fact == "birth_date");
  CHECK(by[3].by == PopulationDiff::Breakdown::By::role);
  CHECK(rows(by[3]) == "no relations 2, parent_of 1");
}

TEST_CASE("many months are told apart by years, and what is chosen counts") {
  Trial trial;
  PopulationCount count(*trial.pair, trial.diff, {{"applied_on"}});
  for (int month = 0; month < 48; ++month) {
    const std::string day = format_date(add_months(*parse_date("2021-01-15"), month, MonthEnds::down));
    const BoundCase bound = trial.read(person("p" + std::to_string(month), "Mill", day));
    CHECK(count.add(bound, trial.diagnostics) == Added::counted);
  }
  const PopulationDiff result = count.finish();
  const auto& by = result.decisions[0].classes[0].by;
  REQUIRE(by.size() == 3);
  CHECK(by[1].by == PopulationDiff::Breakdown::By::year);
  CHECK(rows(by[1]) == "2021 12, 2022 12, 2023 12, 2024 12");
}

TEST_CASE("whoever changes and is in no class is told by name") {
  Trial trial(true);
  PopulationCount count(*trial.pair, trial.diff, {});
  const BoundCase bound = trial.read(person("anna", "Field"));
  CHECK(count.add(bound, trial.diagnostics) == Added::contradiction);
  CHECK(count.contradiction() == "`pass` of `anna` is none_given before and full after, and no class holds the person");
}

TEST_CASE("whoever stays the same and is in a class, or is in the wrong one, is told by name") {
  Trial trial;
  trial.diff.classes[0].to = "full";
  PopulationCount count(*trial.pair, trial.diff, {});
  const BoundCase bound = trial.read(person("anna", "Mill"));
  CHECK(count.add(bound, trial.diagnostics) == Added::contradiction);
  CHECK(count.contradiction().find("the class pass-1 (full to full) holds the person") != std::string::npos);
}

TEST_CASE("a person who cannot be is refused, at the place of the case") {
  Trial trial;
  PopulationCount count(*trial.pair, trial.diff, {});
  const BoundCase bound = trial.read(person("anna", "Mill", "1980-01-01"));
  CHECK(count.add(bound, trial.diagnostics) == Added::refused);
  REQUIRE(trial.diagnostics.all().size() == 1);
  CHECK(trial.diagnostics.all()[0].kind == Kind::case_impossible);
}

TEST_CASE("whoever is ruled out under one version only must be in a class of that") {
  const std::string more = "impossible mill if home is Mill\n";
  const auto member = [](bool found) {
    return [found](const HandMadePair& of, const Case& c, std::uint32_t p) {
      std::vector<VersionPair::Membership> result(2);
      if (found && of.fact(c, p, "home") == 2) result[1].classes = {2};
      return result;
    };
  };
  for (const bool found : {true, false}) {
    Trial trial;
    trial.pair = std::make_unique<HandMadePair>(passes("Hill"), passes("Hill") + more, member(found));
    ChangeClass refused;
    refused.id = "record-1";
    refused.from = "possible";
    refused.to = "impossible";
    trial.diff.classes.push_back(refused);
    PopulationCount count(*trial.pair, trial.diff, {});
    const BoundCase bound =
        trial.read(person("anna", "Mill", "2025-02-01", R"(,"relations":[{"to":"ben","relation":"spouse_of"}])") + "," +
                   person("ben", "Hill"));
    if (!found) {
      CHECK(count.add(bound, trial.diagnostics) == Added::contradiction);
      CHECK(count.contradiction() ==
            "the case of `anna` is possible before and impossible after, and no class holds anybody in it");
      continue;
    }
    CHECK(count.add(bound, trial.diagnostics) == Added::counted);
    CHECK(count.add(trial.read(person("cleo", "Hill")), trial.diagnostics) == Added::counted);
    const PopulationDiff result = count.finish();
    REQUIRE(result.decisions.size() == 2);
    const PopulationDiff::OfDecision& records = result.decisions[1];
    CHECK(records.name.empty());
    CHECK(records.changed.number == 2);
    CHECK(records.unchanged.number == 1);
    CHECK(records.class_open.number == 1);
    REQUIRE(records.classes.size() == 1);
    CHECK(records.classes[0].count.number == 1);
    CHECK(rows(records.classes[0].by.back()) == "spouse_of 1");
  }
}

TEST_CASE("parts of a population are added up") {
  Trial trial;
  PopulationCount whole(*trial.pair, trial.diff, {}), first(*trial.pair, trial.diff, {}),
      second(*trial.pair, trial.diff, {});
  Sampler sampler(trial.pair->old_program(), {1, parse_date("2025-02-10"), 20'000, 400'000});
  for (int i = 0; i < 300; ++i) {
    const BoundCase c{*sampler.next(5), {}};
    CHECK(whole.add(c, trial.diagnostics) == Added::counted);
    CHECK((i % 3 == 0 ? first : second).add(c, trial.diagnostics) == Added::counted);
  }
  second.merge(first);
  const PopulationDiff a = whole.finish(), b = second.finish();
  CHECK(a.people.number == b.people.number);
  CHECK(a.decisions[0].changed.number > 10);
  for (std::size_t i = 0; i < a.decisions[0].outcomes.size(); ++i) {
    for (std::size_t j = 0; j < a.decisions[0].outcomes.size(); ++j)
      CHECK(a.decisions[0].moved[i][j].number == b.decisions[0].moved[i][j].number);
  }
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t i = 0; i < a.decisions[0].classes[k].by.size(); ++i)
      CHECK(rows(a.decisions[0].classes[k].by[i]) == rows(b.decisions[0].classes[k].by[i]));
  }
}

TEST_CASE("small numbers are left out, and cannot be worked out") {
  PopulationDiff population;
  population.people = {203};
  population.cases = {203};
  PopulationDiff::OfDecision d;
  d.name = "pass";
  d.outcomes = {{PopulationDiff::Outcome::Kind::outcome, "full", ""},
                {PopulationDiff::Outcome::Kind::outcome, "none_given", ""}};
  d.moved = {{{120}, {30}}, {{3}, {50}}};
  d.before = {{150}, {53}};
  d.after = {{123}, {80}};
  d.changed = {33};
  d.unchanged = {170};
  d.classes.push_back(
      {"pass-1", "full", "none_given", {30}, {{PopulationDiff::Breakdown::By::region, "home", "", {}}}});
  d.classes[0].by[0].rows = {{"Hill", "", {2}}, {"Mill", "", {20}}, {"Field", "", {8}}};
  d.classes.push_back({"pass-2", "none_given", "full", {3}, {}});
  population.decisions = {d};
  suppress_small(population, 5);
  const PopulationDiff::OfDecision& left = population.decisions[0];
  CHECK(population.suppress_below == 5);
  CHECK(shown(left.moved[1][0]) == "small");
  CHECK(shown(left.classes[1].count) == "small");
  CHECK(shown(left.classes[0].by[0].rows[0].count) == "small");
  CHECK(shown(left.classes[0].count) == "hidden");
  CHECK(rows(left.classes[0].by[0]) == "Hill small, Mill 20, Field 8");
}

namespace {

/// What an attacker who knows every sum can tell of a number that is left out: by trying all.
bool can_be_worked_out(const PopulationDiff& exact, const PopulationDiff& left) {
  // One decision of two outcomes without classes: the four numbers of the table, with what is published of the sums.
  const auto& l = left.decisions[0];
  const auto fits = [](const HeadCount& shown, std::uint64_t value) {
    if (shown.shown == HeadCount::Shown::small) return value >= 1 && value < 4;
    if (shown.shown == HeadCount::Shown::hidden) return value >= 1;
    return shown.number == value;
  };
  std::vector<std::vector<std::uint64_t>> solutions;
  const std::uint64_t most = 24;
  for (std::uint64_t a = 0; a <= most; ++a)
    for (std::uint64_t b = 0; b <= most; ++b)
      for (std::uint64_t c = 0; c <= most; ++c)
        for (std::uint64_t f = 0; f <= most; ++f) {
          if (!fits(l.moved[0][0], a) || !fits(l.moved[0][1], b) || !fits(l.moved[1][0], c) || !fits(l.moved[1][1], f))
            continue;
          if (!fits(l.before[0], a + b) || !fits(l.before[1], c + f) || !fits(l.after[0], a + c) ||
              !fits(l.after[1], b + f) || !fits(l.changed, b + c) || !fits(l.unchanged, a + f) ||
              !fits(left.people, a + b + c + f))
            continue;
          solutions.push_back({a, b, c, f});
        }
  const std::vector<const HeadCount*> cells = {&l.moved[0][0], &l.moved[0][1], &l.moved[1][0], &l.moved[1][1]};
  for (std::size_t i = 0; i < 4; ++i) {
    const std::uint64_t number = exact.decisions[0].moved[i / 2][i % 2].number;
    if (number == 0 || number >= 4) continue;
    if (cells[i]->shown == HeadCount::Shown::exact) return true;
    bool one = true;
    for (const auto& solution : solutions) one = one && solution[i] == solutions[0][i];
    if (one) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("no small number of a random table can be worked out from what is left") {
  reference::Random random(5);
  for (int round = 0; round < 60; ++round) {
    std::uint64_t n[4];
    for (std::uint64_t& x : n) x = random.below(random.chance(50) ? 4 : 12);
    PopulationDiff population;
    population.people = {n[0] + n[1] + n[2] + n[3]};
    population.cases = population.people;
    PopulationDiff::OfDecision d;
    d.outcomes = {{PopulationDiff::Outcome::Kind::outcome, "x", ""}, {PopulationDiff::Outcome::Kind::outcome, "y", ""}};
    d.moved = {{{n[0]}, {n[1]}}, {{n[2]}, {n[3]}}};
    d.before = {{n[0] + n[1]}, {n[2] + n[3]}};
    d.after = {{n[0] + n[2]}, {n[1] + n[3]}};
    d.changed = {n[1] + n[2]};
    d.unchanged = {n[0] + n[3]};
    d.classes = {{"d-1", "x", "y", {n[1]}, {}}, {"d-2", "y", "x", {n[2]}, {}}};
    population.decisions = {d};
    const PopulationDiff exact = population;
    suppress_small(population, 4);
    INFO(n[0] << " " << n[1] << " " << n[2] << " " << n[3]);
    CHECK_FALSE(can_be_worked_out(exact, population));
  }
}
