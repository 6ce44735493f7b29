#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "interpreter/text_page.hpp"
#include "tests/cli/golden_file.hpp"
#include "tests/support/catch.hpp"
#include "tools/cli/run.hpp"
#include "tools/cli/side_by_side.hpp"
#include "tools/cli/test_selection.hpp"
#include "tools/cli/test_watch.hpp"

// What golden tests of `proviso test` cannot show: threads, watching, terminals, times, widths.
using namespace proviso;
using namespace proviso::cli;
using namespace proviso::test;

namespace {

const std::string kNorway = PROVISO_SOURCE_DIR "/rulesets/norway";

struct Ran {
  int code = 0;
  std::string out, err;
};

Ran run_words(std::vector<std::string> words, const Surroundings& surroundings = {}) {
  std::ostringstream out, err;
  Ran ran;
  ran.code = cli::run(words, surroundings, out, err);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

const char* const kRules = R"(policy cards "Cards"
  in force from 2020-01-01
fact age number
decision card is the first of { full, junior otherwise }
ground adult for full if age at least 18
)";

std::string case_line(int number, int age, const std::string& expected) {
  return R"({"id": "c)" + std::to_string(number) + R"(", "as_of": "2025-02-10", "applicants": [{"id": "a", "age": )" +
         std::to_string(age) + R"(}], "expect": {"a": {"values": {"card": ")" + expected + "\"}}}}\n";
}

/// Sixty cases, of which every seventh fails.
std::string many_cases() {
  std::string text;
  for (int i = 1; i <= 60; ++i) text += case_line(i, i, i >= 18 == (i % 7 != 0) ? "full" : "junior");
  return text;
}

}  // namespace

TEST_CASE("A pattern with a star or a question mark is for the whole name") {
  CHECK(fits("mil", "family"));
  CHECK(fits("", "family"));
  CHECK_FALSE(fits("Fam", "family"));
  CHECK(fits("fam*", "family"));
  CHECK_FALSE(fits("mil*", "family"));
  CHECK(fits("*mi?y", "family"));
  CHECK(fits("f*m*y", "family"));
  CHECK(fits("*", ""));
  CHECK(fits("f**y*", "fay"));
  CHECK_FALSE(fits("?", ""));
  CHECK_FALSE(fits("fam?", "family"));
  CHECK(fits("*a*ab", "aaab"));
}

TEST_CASE("Expected and actual stand side by side in any width") {
  const std::string word(70, 'x');
  const std::vector<ComparedRow> rows = {{"", "expected", "actual"},
                                         {"card", "full", "junior"},
                                         {"card missing", "anna.home, anna.birth_date and others, æøå " + word, word}};
  for (const std::size_t width : {80u, 100u, 120u}) {
    const std::string text = side_by_side(rows, 2, width);
    std::istringstream lines(text);
    std::size_t count = 0, xs = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      CHECK(columns(line) <= width);
      CHECK((line.empty() || line.back() != ' '));
      xs += static_cast<std::size_t>(std::count(line.begin(), line.end(), 'x'));
    }
    CHECK(count > 3);
    CHECK(xs == 2 * word.size() + 1);  // nothing is lost; one stands in "expected"
  }
  CHECK(side_by_side({{"  card", "full", "junior"}}, 2, 80) == "    card   full   junior\n");
}

TEST_CASE("Every report is the same, byte for byte, however many jobs run") {
  const WorkFolder folder;
  write_all("cards.proviso", kRules);
  write_all("cards.cases.jsonl", many_cases());
  std::vector<std::string> seen;
  for (const std::string jobs : {"1", "2", "7"}) {
    for (const bool fast : {false, true}) {
      for (const std::string format : {"text", "json"}) {
        std::vector<std::string> words = {"test",     "cards.proviso", "--jobs",  jobs,
                                          "--format", format,          "--junit", "report.xml",
                                          "--csv",    "report.csv",    "--html",  "report.html"};
        if (fast) words.push_back("--fail-fast");
        const Ran ran = run_words(words);
        CHECK(ran.code == 1);
        seen.push_back(ran.out + read_all("report.xml") + read_all("report.csv") + read_all("report.html"));
      }
    }
  }
  REQUIRE(seen.size() == 12);
  for (std::size_t i = 4; i < seen.size(); ++i) CHECK(seen[i] == seen[i % 4]);
  CHECK(seen[0].find("60 cases: 52 passed, 8 failed\n") != std::string::npos);
  CHECK(seen[2].find("7 cases: 6 passed, 1 failed; 53 not run\n") != std::string::npos);
}

TEST_CASE("The Norwegian cases on several threads") {
  const Ran one = run_words({"test", kNorway, "--jobs", "1", "--format", "json"});
  const Ran four = run_words({"test", kNorway, "--jobs", "4", "--format", "json"});
  CHECK(one.code == 0);
  CHECK(one.out == four.out);
}

TEST_CASE("Time is told on a terminal and in JUnit only; progress goes away again") {
  const WorkFolder folder;
  write_all("cards.proviso", kRules);
  write_all("cards.cases.jsonl", many_cases());
  double now = 0;
  Surroundings terminal;
  terminal.out_is_terminal = terminal.err_is_terminal = true;
  terminal.no_color = true;
  terminal.columns = 80;
  terminal.clock = [&] { return now += 0.0625; };
  const Ran ran = run_words({"test", "cards.proviso", "--jobs", "1", "--junit", "report.xml"}, terminal);
  CHECK(ran.out.find(" cases a second\n") != std::string::npos);
  CHECK(ran.err.find(" of 60 cases, ") != std::string::npos);
  CHECK(ran.err.substr(ran.err.size() - 4) == "\r\x1b[K");
  CHECK(read_all("report.xml").find("time=\"0.062\"") != std::string::npos);
  Surroundings pipe;
  pipe.clock = terminal.clock;
  const Ran piped = run_words({"test", "cards.proviso"}, pipe);
  CHECK(piped.out.find("a second") == std::string::npos);
  CHECK(piped.err.empty());
}

TEST_CASE("Watching runs again when a file changes, comes or goes, and whatever the run said") {
  std::map<std::string, FileState> files = {{"a.proviso", {1, 1}}, {"used.proviso", {1, 1}}};
  std::vector<std::string> log;
  int moment = 0, runs = 0;
  WatchHooks hooks;
  hooks.list = [&] {
    std::vector<std::string> names;
    for (const auto& [name, state] : files) {
      if (name != "used.proviso") names.push_back(name);
    }
    return names;
  };
  hooks.state = [&](const std::string& name) {
    const auto at = files.find(name);
    return at == files.end() ? std::nullopt : std::optional<FileState>(at->second);
  };
  hooks.run = [&](std::set<std::string>& read) {
    read.insert("used.proviso");
    log.push_back("run at " + std::to_string(moment));
    return ++runs;
  };
  hooks.wait = [&] {
    switch (++moment) {
      case 2:
        files["a.proviso"].modified = 2;
        break;
      case 4:
        files["new.cases.jsonl"] = {3, 1};
        break;
      case 6:
        files.erase("new.cases.jsonl");
        break;
      case 8:
        files["used.proviso"].size = 2;
        break;
      case 10:
        return false;
      default:
        break;
    }
    return true;
  };
  CHECK(watch(hooks) == 5);
  CHECK(log == std::vector<std::string>{"run at 0", "run at 3", "run at 5", "run at 7", "run at 9"});
}

TEST_CASE("A file that changes while it is being tested is tested again") {
  int changes = 0, runs = 0, moments = 0;
  WatchHooks hooks;
  hooks.list = [] { return std::vector<std::string>{"a.proviso"}; };
  hooks.state = [&](const std::string&) { return FileState{changes, 1}; };
  hooks.run = [&](std::set<std::string>&) {
    if (++runs == 1) ++changes;
    return runs;
  };
  hooks.wait = [&] { return ++moments < 4; };
  CHECK(watch(hooks) == 2);
}

TEST_CASE("The command watches files on disk until it is interrupted, and errors in the rules do not end it") {
  const WorkFolder folder;
  const std::string good = kRules;
  write_all("cards.proviso", good);
  write_all("cards.cases.jsonl", case_line(1, 20, "full"));
  std::filesystem::create_directory("other");
  write_all("other/other.proviso", "policy other \"Other\"\n" + good.substr(good.find('\n') + 1));
  write_all("other/other.cases.jsonl", case_line(1, 3, "junior"));
  const HeldSignals held;  // so that no other thread takes the signal
  bool in_time = true;
  std::thread editor([&] {
    // Each run ends with a report of the policy that has no errors.
    const auto wait_for_run = [&] {
      for (int tries = 0; !std::filesystem::exists("report.csv"); ++tries) {
        if (tries == 3000) in_time = false;
        if (!in_time) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
      std::filesystem::remove("report.csv");
    };
    wait_for_run();
    write_all("cards.proviso", good.substr(0, good.size() - 4) + " or )\n");
    wait_for_run();
    write_all("cards.proviso", good + "# mended\n");
    wait_for_run();
    ::kill(::getpid(), SIGINT);
  });
  const Ran ran = run_words({"test", "cards.proviso", "other", "--watch", "--jobs", "1", "--csv", "report.csv"});
  editor.join();
  CHECK(in_time);
  CHECK(ran.code == 0);
  const auto count = [](const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  CHECK(count(ran.out, "2 cases: 2 passed\n") == 2);
  CHECK(count(ran.out, "1 case: 1 passed\n") == 1);
  CHECK(count(ran.err, "Watching cards.proviso, other; Ctrl-C ends it.\n") == 3);
  CHECK(count(ran.err, "error[P0") > 0);
  CHECK(ran.out.find('\x1b') == std::string::npos);
}
