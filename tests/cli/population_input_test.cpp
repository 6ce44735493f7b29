#include "tools/cli/population_input.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "interpreter/case_csv.hpp"
#include "interpreter/case_json.hpp"
#include "interpreter/sample.hpp"
#include "tests/cli/golden_file.hpp"
#include "tests/interpreter/population_fixture.hpp"
#include "tools/cli/population_report.hpp"
#include "tools/cli/record_reader.hpp"

using namespace proviso;
using namespace proviso::test;
using namespace proviso::cli;

namespace {

struct Counted {
  std::optional<PopulationDiff> population;
  std::string err;
  int code = kFound;
};

class Trial {
 public:
  explicit Trial(bool wrong = false) { compared_ = {passes_diff(), passes_pair(wrong)}; }

  const Program& program() const { return compared_.pair->old_program(); }

  /// Counts the people of a file, or of standard input.
  Counted count(const std::string& path, Options options = {}) const {
    std::ostringstream err;
    Counted outcome;
    options.population = path;
    outcome.population = count_population(compared_, 1, options, err, outcome.code);
    outcome.err = err.str();
    return outcome;
  }
  Counted count_text(const std::string& text, Options options = {}) const {
    options.read_input = [&text] { return text; };
    return count("-", options);
  }

 private:
  Compared compared_;
};

const char* const kTable =
    "id,as_of,home,birth_date,applied_on\n"
    "anna,2025-02-10,Mill,1990-05-05,2025-01-31\n"
    "ben,2025-02-10,Hill,1990-05-05,2025-01-31\n"
    "\n"
    "\"cleo, the 3rd\",2025-02-10,Field,1990-05-05,2025-01-31\n"
    "dora,2025-02-10,,1990-05-05,null\n";

std::string summary(const Counted& outcome) {
  REQUIRE(outcome.population);
  const auto& d = outcome.population->decisions.at(0);
  return std::to_string(outcome.population->people.number) + " people, " + std::to_string(d.changed.number) +
         " changed, " + std::to_string(d.unchanged.number) + " alike, " + std::to_string(d.open.number) + " open";
}

}  // namespace

TEST_CASE("a table and the same people as lines give the same figures") {
  const Trial trial;
  const Counted table = trial.count_text(kTable);
  CHECK(table.err.empty());
  CHECK(table.code == kFound);
  CHECK(summary(table) == "4 people, 2 changed, 1 alike, 1 open");
  CHECK_FALSE(table.population->synthetic);
  const std::string start = R"({"as_of":"2025-02-10","applicants":[{"id":)";
  const std::string facts = R"("birth_date":"1990-05-05","applied_on":"2025-01-31"}]})";
  const Counted lines =
      trial.count_text("{\"policy\": \"passes\"}\n" + start + R"("anna","home":"Mill",)" + facts + "\n" + start +
                       R"("ben","home":"Hill",)" + facts + "\n\n" + start + R"("cleo","home":"Field",)" + facts + "\n" +
                       start + R"("dora","birth_date":"1990-05-05","applied_on":null}]})");
  CHECK(lines.err.empty());
  CHECK(summary(lines) == summary(table));
}

TEST_CASE("semicolons divide, and a column that is no fact can be ignored") {
  const Trial trial;
  const std::string text = "as_of;home;birth_date;applied_on;shoe_size\n2025-02-10;Mill;1990-05-05;2025-01-31;38\n";
  Options options;
  const Counted refused = trial.count_text(text, options);
  CHECK_FALSE(refused.population);
  CHECK(refused.code == kFailed);
  CHECK(refused.err.find("error[P0752]: `shoe_size` is not a fact of the policy") != std::string::npos);
  options.allow_extra = true;
  CHECK(summary(trial.count_text(text, options)) == "1 people, 1 changed, 0 alike, 0 open");
}

TEST_CASE("whatever is wrong is told at its line, and then nothing of the population is") {
  const Trial trial;
  const Counted wrong = trial.count_text(
      "id,as_of,home,birth_date,applied_on\nanna,2025-02-10,Mil,1990-05-05,2025-01-31\nben,2025-02-10,Hill\n"
      "cleo,2025-02-30,Hill,1990-05-05,2025-01-31\ndora,,Hill,1990-05-05,2025-01-31\n"
      "eve,2025-02-10,Hill,1990-05-05,1980-01-31\n");
  CHECK_FALSE(wrong.population);
  CHECK(wrong.code == kFailed);
  for (const char* words :
       {"--> standard input:2:17", "did you mean `Mill`?", "--> standard input:3:1",
        "the row has 3 cells, and the first line 5", "--> standard input:4:6", "there is no day 2025-02-30",
        "--> standard input:5:1", "`as_of` is missing", "PATH@2025-02-10", "--> standard input:6:1",
        "the facts of `eve` cannot all be true: the policy rules out `unborn`", "5 errors",
        "nothing is told of the population"}) {
    INFO(words << "\n" << wrong.err);
    CHECK(wrong.err.find(words) != std::string::npos);
  }
  const Counted line =
      trial.count_text("{\"as_of\":\"2025-02-10\",\"applicants\":[{\"id\":\"a\",\"hom\":\"Mill\"}]}\n{ \n");
  CHECK_FALSE(line.population);
  CHECK(line.err.find("did you mean `home`?") != std::string::npos);
  CHECK(line.err.find("standard input:2:") != std::string::npos);
}

TEST_CASE("after many messages the rest is not read") {
  const Trial trial;
  std::string text = "as_of,home\n";
  for (int i = 0; i < 300'000; ++i) text += "2025-02-10,Nowhere\n";
  Options options;
  options.jobs = 3;
  const Counted outcome = trial.count_text(text, options);
  CHECK_FALSE(outcome.population);
  CHECK(outcome.err.find("20 errors") != std::string::npos);
  CHECK(outcome.err.find("the rest of the population was not read") != std::string::npos);
}

TEST_CASE("a population of nobody, of another policy, or that cannot be read is an error") {
  const Trial trial;
  for (const char* text : {"", "\n\n", "id,as_of,home\n", "{\"policy\":\"passes\",\"synthetic\":true}\n"}) {
    INFO(text);
    const Counted outcome = trial.count_text(text);
    CHECK_FALSE(outcome.population);
    CHECK(outcome.code == kFailed);
    CHECK(outcome.err.find("error[P0753]: there is nobody in `standard input`") != std::string::npos);
  }
  CHECK(trial.count_text("{\"policy\":\"bus_pass\"}\n").err.find("are of the policy `bus_pass`") != std::string::npos);
  CHECK(trial.count("no/such/file").err.find("error[P0001]") != std::string::npos);
  CHECK(trial.count_text("a,b\n\"x,1\n").err.find("P0752") != std::string::npos);
  CHECK(trial.count_text("home,as_of\n\"x,1\n").err.find("a quote is not closed") != std::string::npos);
}

TEST_CASE("classes that contradict the decisions are a loud error that names the person") {
  const Trial trial(true);
  const Counted outcome = trial.count_text(kTable);
  CHECK_FALSE(outcome.population);
  CHECK(outcome.code == kFailed);
  CHECK(outcome.err.find("internal error") != std::string::npos);
  CHECK(outcome.err.find("standard input:5: `pass` of `cleo, the 3rd`") != std::string::npos);
}

TEST_CASE("the figures do not depend on how many work on them, nor on where pieces begin") {
  const Trial trial;
  Sampler sampler(trial.program(), {5, parse_date("2025-02-10"), 20'000, 300'000});
  CaseJsonWriter writer(trial.program());
  std::string text = "{\"policy\":\"passes\",\"synthetic\":true,\"seed\":5}\n";
  for (int i = 0; i < 9000; ++i) text += writer.write(*sampler.next(5)) + "\n";
  REQUIRE(text.size() > (1u << 20));
  const WorkFolder folder;
  write_all("people.jsonl", text);
  Options one, many;
  many.jobs = 3;
  const Counted a = trial.count("people.jsonl", one), b = trial.count("people.jsonl", many);
  REQUIRE(a.population);
  REQUIRE(b.population);
  CHECK(a.population->synthetic == std::optional<std::string>("5"));
  CHECK(a.population->cases.number == 9000);
  CHECK(population_json(*a.population).dump() == population_json(*b.population).dump());
  CHECK(a.population->decisions[0].changed.number > 1000);
}

TEST_CASE("a table of synthetic people says so, and lines that are long are read whole") {
  const Trial trial;
  Sampler sampler(trial.program(), {5, parse_date("2025-02-10"), 0, 0});
  CaseTableWriter writer(trial.program());
  std::string text = writer.header(true);
  for (int i = 0; i < 25'000; ++i) text += writer.row(*sampler.next(1), true);
  const Counted outcome = trial.count_text(text);
  REQUIRE(outcome.population);
  CHECK(outcome.population->synthetic);
  CHECK(outcome.population->people.number == 25'000);
  const std::string line = R"({"as_of":"2025-02-10","applicants":[{"id":")" + std::string(3u << 20, 'x') +
                           R"(","home":"Mill","birth_date":"1990-05-05","applied_on":"2025-02-01"}]})";
  const Counted large = trial.count_text(line + "\n" + line);
  REQUIRE(large.population);
  CHECK(large.population->people.number == 2);
  const Counted endless = trial.count_text("home,as_of\n\"" + std::string(20u << 20, 'x'));
  CHECK(endless.err.find("error[P0754]: one case is longer than 16 MB") != std::string::npos);
}

TEST_CASE("the text of a population") {
  const Trial trial;
  Options options;
  options.by = {"applied_on"};
  const Counted outcome = trial.count_text(kTable, options);
  REQUIRE(outcome.population);
  CHECK(population_text(*outcome.population, 100) == R"(What it means for a population
  4 people in 4 cases of standard input, decided under both versions.

  `pass` (The pass)
    2 people decided differently, 1 decided alike; 1 undetermined before or after, because facts are
    unknown.

                  before  after
    A pass             2      2
    No pass            1      1
    undetermined       1      1

    A pass   →  No pass  1
    No pass  →  A pass   1

    pass-1: 1 person
      by `home`: Mill 1
      by month of `applied_on`: 2025-01 1
      by relations: no relations 1

    pass-2: 1 person
      by `home`: Field 1
      by month of `applied_on`: 2025-01 1
      by relations: no relations 1
)");
  options.by = {"aplied_on"};
  const Counted wrong = trial.count_text(kTable, options);
  CHECK(wrong.code == kFailed);
  CHECK(wrong.err == "proviso diff: `aplied_on` is no date fact of the policy; did you mean `applied_on`?\n");
}

TEST_CASE("the JSON of a population, with small numbers left out") {
  const Trial trial;
  Options options;
  options.suppress = 3;
  const Counted outcome = trial.count_text(kTable, options);
  REQUIRE(outcome.population);
  const nlohmann::ordered_json json = population_json(*outcome.population);
  CHECK(json["suppressed_below"] == 3);
  for (const auto& moved : json["decisions"][0]["transitions"]) CHECK_FALSE(moved["people"].is_number());
  CHECK(json["decisions"][0]["classes"][0]["class"] == "pass-1");
  CHECK_FALSE(json["decisions"][0]["classes"][0]["people"].is_number());
}
