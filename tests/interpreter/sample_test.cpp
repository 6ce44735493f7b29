#include "interpreter/sample.hpp"

#include <map>
#include <set>

#include "dsl/load.hpp"
#include "interpreter/case_csv.hpp"
#include "interpreter/case_json.hpp"
#include "interpreter/decide.hpp"
#include "tests/interpreter/case_fixture.hpp"
#include "tests/reference/random_policy.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

/// A policy of the project, from its folder or file.
struct Loaded {
  LoadedFiles files;
  std::optional<Program> program;

  explicit Loaded(const std::string& path) {
    Diagnostics diagnostics;
    files = load_files({std::string(PROVISO_SOURCE_DIR) + "/" + path}, {}, diagnostics);
    auto policy = resolve(files.sources, files.documents, diagnostics);
    REQUIRE(policy);
    program = compile(std::move(*policy), diagnostics);
    REQUIRE(program);
  }
};

std::vector<std::string> lines(const Program& program, const SampleOptions& options, std::size_t people) {
  Sampler sampler(program, options);
  CaseJsonWriter writer(program);
  std::vector<std::string> result;
  for (std::size_t made = 0; made < people;) {
    const auto c = sampler.next(people - made);
    REQUIRE(c);
    made += c->people.size();
    result.push_back(writer.write(*c));
  }
  return result;
}

/// Each case is read as any other, and decided.
void check_sample(const Program& program, const SampleOptions& options, std::size_t people) {
  for (const std::string& line : lines(program, options, people)) {
    INFO(line);
    SourceSet sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("line", line);
    const auto json = read_json(sources, {file, 0, static_cast<std::uint32_t>(line.size())}, {}, diagnostics);
    REQUIRE(json);
    auto bound = CaseReader(program, sources).read(*json, diagnostics);
    REQUIRE(bound);
    Case& c = bound->value;
    CHECK(case_json(program, c) == line);
    const CaseAnswers answers = decide(program, c);
    if (answers.status == CaseAnswers::Status::incomplete) continue;
    REQUIRE(answers.status == CaseAnswers::Status::decided);
    if (options.unknown_millionths != 0) continue;
    for (const CasePerson& person : c.people) {
      for (const Value value : person.facts) CHECK(value != kUnknown);
    }
    for (const CaseLink& link : c.links) {
      for (const Value value : link.facts) CHECK(value != kUnknown);
    }
  }
}

}  // namespace

TEST_CASE("synthetic people of the rulesets are possible, and decided") {
  for (const char* path :
       {"rulesets/norway", "rulesets/uk", "rulesets/tutorial", "docs/examples/reading_room.proviso"}) {
    INFO(path);
    const Loaded loaded(path);
    const std::uint32_t families = loaded.program->policy.relations.empty() ? 0 : 400'000;
    check_sample(*loaded.program, {1, std::nullopt, 0, families}, 120);
    check_sample(*loaded.program, {2, std::nullopt, 50'000, families}, 40);
  }
}

TEST_CASE("synthetic people of random policies are possible, and decided") {
  int made = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const reference::RandomPolicy policy = reference::random_policy(seed);
    CaseFixture fixture(policy.text());
    const std::uint32_t families = fixture.program->policy.relations.empty() ? 0 : 500'000;
    Sampler sampler(*fixture.program, {seed, std::nullopt, 0, families});
    if (!sampler.next(1)) continue;  // hardly anybody can be
    ++made;
    check_sample(*fixture.program, {seed, std::nullopt, 0, families}, 10);
  }
  CHECK(made > 50);
}

TEST_CASE("the same seed gives the same people, another one others, and few are the first of many") {
  const Loaded loaded("rulesets/norway");
  const SampleOptions options{7, std::nullopt, 0, 300'000};
  const auto few = lines(*loaded.program, options, 30), again = lines(*loaded.program, options, 30);
  const auto many = lines(*loaded.program, options, 60);
  CHECK(few == again);
  CHECK(few.front() == many.front());
  CHECK(few.front() != lines(*loaded.program, {8, std::nullopt, 0, 300'000}, 30).front());
}

TEST_CASE("boundaries of the rules are met on both sides") {
  const Loaded loaded("docs/examples/bus_pass.proviso");
  const Program& program = *loaded.program;
  Sampler sampler(program, {1, std::nullopt, 0, 0});
  const FactId born = *program.policy.find_fact("birth_date");
  std::map<Days, int> distance;  // of the day of assessment from the 18th birthday
  for (int i = 0; i < 3000; ++i) {
    const auto c = sampler.next(1);
    REQUIRE(c);
    ++distance[c->as_of - add_months(c->people[0].facts[born], 216, MonthEnds::down)];
  }
  CHECK(distance[-1] > 100);
  CHECK(distance[0] > 100);
  CHECK(distance[1] > 100);
  CHECK(distance.begin()->first < -1000);
  CHECK(distance.rbegin()->first > 1000);
}

TEST_CASE("outcomes of a real policy all occur") {
  const Loaded loaded("rulesets/norway");
  const Program& program = *loaded.program;
  const DecisionId protection = *program.policy.find_decision("protection");
  Sampler sampler(program, {1, std::nullopt, 0, 300'000});
  std::map<Value, int> outcomes;
  for (int i = 0; i < 4000; ++i) {
    auto c = sampler.next(5);
    REQUIRE(c);
    const CaseAnswers answers = decide(program, *c);
    REQUIRE(answers.status == CaseAnswers::Status::decided);
    for (const PersonAnswers& person : answers.people) ++outcomes[person.decisions[protection].value];
  }
  for (Value o = 0; o < static_cast<Value>(program.policy.decisions[protection].outcomes.size()); ++o) {
    INFO(program.policy.decisions[protection].outcomes[static_cast<std::size_t>(o)].name);
    CHECK(outcomes[o] > 0);
  }
}

TEST_CASE("what is hardly possible is found, and what is impossible is said") {
  const std::string head =
      "policy p \"P\"\n  in force from 2020-01-01\n  month ends round down\nfact n number\nfact m number\n";
  const std::string tail = "\ndecision d yes/no\nground g for d if n more than 3 and m more than 2000\n";
  CaseFixture hard(head + "impossible a if n is not 3\nimpossible b if m is not 2001" + tail);
  Sampler sampler(*hard.program, {1, std::nullopt, 0, 0});
  for (int i = 0; i < 20; ++i) {
    const auto c = sampler.next(1);
    REQUIRE(c);
    CHECK(c->people[0].facts == std::vector<Value>{2001, 3});
  }
  CaseFixture never(head + "impossible a if n is 3\nimpossible b if n is not 3" + tail);
  Sampler none(*never.program, {1, std::nullopt, 0, 0});
  CHECK_FALSE(none.next(1));
  CHECK(none.obstacles().size() == 1);
}

TEST_CASE("a table of synthetic people reads back as the same people") {
  const Loaded loaded("rulesets/norway");
  const Program& program = *loaded.program;
  Sampler sampler(program, {3, std::nullopt, 30'000, 0});
  CaseTableWriter writer(program);
  std::vector<std::string> expected;
  std::string text = writer.header(true);
  for (int i = 0; i < 200; ++i) {
    const auto c = sampler.next(1);
    REQUIRE(c);
    text += writer.row(*c, true);
    expected.push_back(case_json(program, *c));
  }
  SourceSet sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("people.csv", text);
  const auto rows = read_csv(sources, file, diagnostics);
  REQUIRE(rows);
  CaseTableReader reader(program);
  const auto columns = reader.read_header(rows->front(), diagnostics);
  REQUIRE(columns);
  CHECK(columns->synthetic);
  // What is not given and what is said to be unknown are told apart by an empty cell.
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto bound = reader.read_row(*columns, (*rows)[i + 1], i + 1, diagnostics);
    REQUIRE(bound);
    CHECK(case_json(program, bound->value) == expected[i]);
  }
  CHECK(diagnostics.empty());
}
