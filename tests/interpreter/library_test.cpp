#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "interpreter/proviso.hpp"
#include "tests/support/catch.hpp"

using namespace proviso;

namespace {

std::string read(const std::string& path) {
  std::ifstream in(std::string(PROVISO_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Loaded bus_pass() { return load({std::string(PROVISO_SOURCE_DIR) + "/docs/examples/bus_pass.proviso"}); }

const std::string kMia = R"({"as_of": "2025-02-10", "applicants": [
  {"id": "mia", "birth_date": "2012-05-01", "lives_in": "Harbour"}]})";

}  // namespace

TEST_CASE("a policy is loaded and tells what it declares") {
  const Loaded loaded = bus_pass();
  REQUIRE(loaded);
  const Ruleset& rules = *loaded.ruleset;
  CHECK(rules.name() == "bus_pass");
  CHECK(rules.title() == "Free travel on city buses");
  CHECK(rules.in_force_from() == "2024-01-01");
  CHECK(rules.digest().starts_with("sha256:"));
  REQUIRE(rules.decisions().size() == 1);
  CHECK(rules.decisions()[0].name == "free_travel");
  CHECK(rules.decisions()[0].label == "Travels free of charge");
  REQUIRE(rules.outcomes("free_travel").size() == 2);
  CHECK(rules.outcomes("free_travel")[0].name == "yes");
  CHECK(rules.outcomes("nothing").empty());
  CHECK(rules.facts().size() == 2);
}

TEST_CASE("a case is decided, as JSON and as a view") {
  const Loaded loaded = bus_pass();
  const Answered answer = loaded.ruleset->decide(kMia);
  REQUIRE(answer.status == AskStatus::answered);
  CHECK(answer.messages.empty());
  CHECK(answer.json.find("\"proviso.result/1\"") != std::string::npos);
  REQUIRE(answer.find("mia") != nullptr);
  CHECK(answer.find("nobody") == nullptr);
  const ValueView* value = answer.find("mia")->find("free_travel");
  REQUIRE(value != nullptr);
  CHECK(value->is_decision);
  CHECK(value->settled);
  CHECK(value->value == "true");
  CHECK(value->because == std::vector<std::string>{"child"});
}

TEST_CASE("an open decision names what is missing") {
  const Answered answer = bus_pass().ruleset->decide(read("docs/examples/mia.json"));
  REQUIRE(answer.status == AskStatus::answered);
  const ValueView* value = answer.people[0].find("free_travel");
  REQUIRE(value != nullptr);
  CHECK_FALSE(value->settled);
  CHECK(value->missing == std::vector<std::string>{"mia.lives_in"});
  CHECK(value->possible == std::vector<std::string>{"false", "true"});
}

TEST_CASE("what is wrong with a policy comes back as messages with places") {
  const Loaded loaded = load_text({{"a.proviso",
                                    "policy p \"P\"\n  in force from 2020-01-01\ndecision d yes/no\n"
                                    "ground g for d if no_such_fact\n"}});
  CHECK_FALSE(loaded);
  REQUIRE(loaded.messages.size() == 1);
  const Message& message = loaded.messages[0];
  CHECK(message.is_error);
  CHECK(message.code.starts_with("P02"));
  CHECK(message.file == "a.proviso");
  CHECK(message.line == 4);
  CHECK(message.column == 19);
  CHECK(message.rendered.find("a.proviso:4:19") != std::string::npos);
}

TEST_CASE("a file that is not there is a message") {
  const Loaded loaded = load({"/no/such/policy.proviso"});
  CHECK_FALSE(loaded);
  CHECK_FALSE(loaded.messages.empty());
}

TEST_CASE("texts in memory may be several, in any order, and bring in no files") {
  const std::pair<std::string, std::string> header{"1.proviso", "policy p \"P\"\n  in force from 2020-01-01\n"};
  const std::pair<std::string, std::string> rules{"2.proviso",
                                                  "fact a yes/no\ndecision d yes/no\nground g for d if a\n"};
  const Loaded one = load_text({header, rules}), two = load_text({rules, header});
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one.ruleset->digest() == two.ruleset->digest());
  CHECK_FALSE(load_text({header, rules, {"3.proviso", "use \"2.proviso\"\n"}}));
}

TEST_CASE("a case that cannot be read is refused with messages") {
  const Loaded loaded = bus_pass();
  const auto refused = [&](const std::string& json, const AskOptions& options = {}) {
    const Answered answer = loaded.ruleset->decide(json, options);
    CHECK(answer.status == AskStatus::refused);
    CHECK(answer.json.empty());
    CHECK(answer.people.empty());
    REQUIRE_FALSE(answer.messages.empty());
    CHECK_FALSE(answer.messages[0].rendered.empty());
    const Explained explained = loaded.ruleset->explain(json, options);
    CHECK(explained.status == AskStatus::refused);
    CHECK(explained.text.empty());
    CHECK_FALSE(explained.messages.empty());
  };
  refused("");
  refused("{");
  refused("[]");
  refused(R"({"as_of": "2025-02-30", "applicants": []})");
  refused(R"({"as_of": "1999-01-01", "applicants": [{"id": "mia"}]})");
  refused(R"({"as_of": "2025-02-10", "applicants": [{"id": "mia", "lives_inn": "Harbour"}]})");
  AskOptions options;
  options.on = "tomorrow";
  refused(kMia, options);
}

TEST_CASE("options change the date and what is ignored") {
  const Loaded loaded = bus_pass();
  AskOptions options;
  options.on = "2035-01-01";
  options.allow_extra = true;
  const Answered answer = loaded.ruleset->decide(
      R"({"as_of": "2025-02-10", "applicants": [{"id": "mia", "birth_date": "2012-05-01", "lives_in": "Hill", "x": 1}]})",
      options);
  REQUIRE(answer.status == AskStatus::answered);
  CHECK(answer.people[0].find("free_travel")->value == "false");
}

TEST_CASE("an explanation of a person or decision that is not there is refused") {
  const Loaded loaded = bus_pass();
  AskOptions person, decision;
  person.person = "nobody";
  decision.decision = "nothing";
  CHECK(loaded.ruleset->explain(kMia, person).status == AskStatus::refused);
  CHECK(loaded.ruleset->explain(kMia, decision).messages[0].text == "the policy has no decision `nothing`");
}

TEST_CASE("several threads ask one ruleset at the same time") {
  const Loaded loaded = bus_pass();
  const std::string expected = loaded.ruleset->decide(kMia).json;
  std::vector<std::string> results(4);
  std::vector<std::thread> threads;
  for (std::string& result : results) {
    threads.emplace_back([&result, rules = *loaded.ruleset] {
      for (int i = 0; i < 20; ++i) result = rules.decide(i % 2 == 0 ? "{" : kMia).json;
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& result : results) CHECK(result == expected);
}

TEST_CASE("the page about the library shows the example program as it is") {
  const std::string page = read("docs/library.md");
  CHECK(page.find("```cpp\n" + read("docs/examples/embed/main.cpp") + "```\n") != std::string::npos);
  CHECK(page.find("```cmake\n" + read("docs/examples/embed/CMakeLists.txt") + "```\n") != std::string::npos);
  CHECK(page.find("```text\n" + read("docs/examples/embed/expected.txt") + "```\n") != std::string::npos);
}
