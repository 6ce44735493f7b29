#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "interpreter/text_page.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_diff.hpp"
#include "tools/cli/diff_report.hpp"
#include "tools/cli/options.hpp"
#include "tools/cli/pipeline.hpp"

// What the reports of `proviso diff` say of a comparison that is filled by hand.
using namespace proviso;
using namespace proviso::cli;
using namespace proviso::test;
using Json = nlohmann::json;

namespace {

const std::vector<Waiver> kNone;

std::vector<Waiver> waiver_of(const std::string& fingerprint) {
  return {{fingerprint, "Kari Nordmann", "2025-01-10", "As decided in the letter of 8 January", {}}};
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

VersionDiff same_diff() {
  VersionDiff diff = sample_diff();
  diff.classes.clear();
  diff.changes.clear();
  diff.questions.clear();
  diff.unchanged = diff.compared;
  return diff;
}

VersionDiff incomplete_diff() {
  VersionDiff diff = same_diff();
  diff.complete = false;
  diff.unchanged.clear();
  diff.bound = {"The diagrams of `protection` grew beyond 8000000 edges."};
  return diff;
}

}  // namespace

TEST_CASE("The text answers first, in lines of a page") {
  const VersionDiff diff = sample_diff();
  const std::string text = diff_text({diff, kNone}, {});
  CHECK(text.find("2 groups of people are decided differently, in 1 of 3 decisions.") < text.find("protection-1"));
  CHECK(text.find("this is proved") < text.find("Who is decided differently"));
  for (const char* part :
       {"Collective protection → Individual assessment", "changes 1 and 2", "Has left Norway",
        "anna: Collective protection before, Individual assessment after",
        "In `may_work` and `may_appeal` nobody is decided differently", "- set safe_areas",
        "added: Rivne and Ternopil; taken out: Zakarpattia", "define `from_unsafe_area` renamed from",
        "3 months → 6 months", "11a1b2c3d4e5f602", "Open questions", "sha256:"}) {
    INFO(part);
    CHECK(has(text, part));
  }
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    // Only a line of the rules is as long as it is there.
    CHECK((columns(line) <= 100 || line.starts_with("    + ")));
  }
}

TEST_CASE("Colour only repeats what signs and words say") {
  const VersionDiff diff = sample_diff();
  const std::string plain = diff_text({diff, kNone}, {}), colored = diff_text({diff, kNone}, {true, 100});
  std::string stripped;
  for (std::size_t at = 0; at < colored.size(); ++at) {
    if (colored[at] == '\x1b') {
      at = colored.find('m', at);
    } else {
      stripped += colored[at];
    }
  }
  CHECK(colored != plain);
  CHECK(stripped == plain);
}

TEST_CASE("Nothing from a policy commands the terminal, a page of Markdown or a workflow") {
  VersionDiff diff = sample_diff();
  diff.classes[0].sentence = "\x1b[2J<script>\n::error::no\n# heading ```";
  diff.changes[1].new_text = "set x is { }\n```\n\x1b[31m\n";
  const DiffReport report{diff, kNone};
  const std::string markdown = diff_markdown(report);
  for (const std::string& text : {diff_text(report, {}), markdown, diff_github(report), diff_html(report)}) {
    CHECK_FALSE(has(text, "\x1b"));
    CHECK_FALSE(has(text, "\n::error::no"));
  }
  CHECK(has(markdown, "\\<script\\>"));
  CHECK_FALSE(has(markdown, " <script"));
  CHECK(has(markdown, "heading \\`\\`\\`"));
  CHECK(has(markdown, "````diff"));
  CHECK_FALSE(has(diff_html(report), "<script"));
}

TEST_CASE("Nobody is mentioned, and nothing leads anywhere, in a review thread") {
  VersionDiff diff = sample_diff();
  diff.classes[0].sentence = "Ask @octocat of #12, https://example.org or www.example.org; `@code #1`; 5 @ 3 # x.";
  const std::string markdown = diff_markdown({diff, kNone});
  for (const char* part : {"@&#8203;octocat", "\\#&#8203;12", "https:&#8203;//example.org", "www&#8203;.example.org",
                           "`@code #1`", "5 @ 3 \\# x."}) {
    INFO(part);
    CHECK(has(markdown, part));
  }
}

TEST_CASE("A report that a review thread would not take is shortened, and says so") {
  VersionDiff diff = sample_diff();
  CHECK_FALSE(has(diff_markdown({diff, kNone}), "shortened"));
  const ChangeClass one = diff.classes[0];
  for (int i = 0; i < 60; ++i) {
    diff.classes.push_back(one);
    diff.classes.back().sentence = "People for whom " + std::string(500, 'x') + ".";
  }
  const std::string long_one = diff_markdown({diff, kNone});
  CHECK(has(long_one, "This report is shortened"));
  CHECK(has(long_one, std::string(500, 'x')));
  CHECK_FALSE(has(long_one, "A person who shows it"));
  CHECK(long_one.size() < 65'536);
  for (ChangeClass& c : diff.classes) c.sentence = "People for whom " + std::string(5'000, 'x') + ".";
  const std::string names = diff_markdown({diff, kNone});
  CHECK_FALSE(has(names, "People for whom"));
  CHECK(has(names, one.fingerprint));
}

TEST_CASE("SARIF has what the schema of version 2.1.0 asks for") {
  VersionDiff diff = sample_diff();
  diff.changes[0].new_file = "git:HEAD~1:rules/a b%\xc3\xa5.proviso";
  diff.changes[0].new_line = 3;
  for (const VersionDiff& shown : {diff, same_diff(), incomplete_diff()}) {
    const std::vector<Waiver> waivers = waiver_of(diff.classes[0].fingerprint);
    const Json log = Json::parse(diff_sarif({shown, waivers}));
    CHECK(log["version"] == "2.1.0");
    for (const auto& [key, value] : log.items()) CHECK((key == "$schema" || key == "version" || key == "runs"));
    REQUIRE(log["runs"].size() == 1);
    const Json& run = log["runs"][0];
    CHECK(run["columnKind"] == "unicodeCodePoints");
    const Json& driver = run["tool"]["driver"];
    CHECK(driver["name"] == "proviso");
    for (const Json& rule : driver["rules"])
      CHECK((rule["id"].is_string() && rule["shortDescription"]["text"].is_string()));
    REQUIRE(run["results"].is_array());
    for (const Json& result : run["results"]) {
      INFO(result.dump(2));
      const Json& rules = driver["rules"];
      CHECK(rules.at(result["ruleIndex"].get<std::size_t>())["id"] == result["ruleId"]);
      CHECK((result["level"] == "note" || result["level"] == "warning" || result["level"] == "error"));
      CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
      const Json places = result.value("locations", Json::array());
      for (const Json& place : places) {
        const std::string uri = place["physicalLocation"]["artifactLocation"]["uri"];
        CHECK(uri.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%") ==
              uri.npos);
        const Json region = place["physicalLocation"].value("region", Json::object());
        for (const Json& number : region) CHECK(number.get<int>() >= 1);
      }
      const Json prints = result.value("partialFingerprints", Json::object());
      for (const Json& print : prints) CHECK(print.is_string());
      const Json suppressions = result.value("suppressions", Json::array());
      for (const Json& one : suppressions)
        CHECK((one["kind"] == "external" && one["status"] == "accepted" && one["justification"].is_string()));
    }
  }
  CHECK(has(diff_sarif({diff, kNone}), "rules/a%20b%25%C3%A5.proviso"));
}

TEST_CASE("Annotations of GitHub escape what its workflow commands would read") {
  VersionDiff diff = sample_diff();
  diff.changes[0].new_file = "a:b,c%d\n.proviso";
  diff.changes[0].label = "100%,\n::error::x\r";
  for (ChangeClass& c : diff.classes) c.sentence = "50% of : and , \r\n::warning::";
  const std::string text = diff_github({diff, kNone});
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(line.find_first_of("\r") == line.npos);
    const bool known = line.starts_with("::warning ") || line.starts_with("::notice ") || line.starts_with("::error ");
    CHECK(known);
    const std::size_t end = line.find("::", 2);
    REQUIRE(end != line.npos);
    // Each property once, and no comma or colon in any.
    const std::string properties = line.substr(0, end);
    CHECK(std::count(properties.begin() + 2, properties.end(), ':') == 0);
    for (std::size_t at = line.find('%'); at != line.npos; at = line.find('%', at + 1)) {
      const std::string escape = line.substr(at, 3);
      CHECK((escape == "%25" || escape == "%0A" || escape == "%0D" || escape == "%3A" || escape == "%2C"));
    }
  }
  CHECK(has(text, "file=a%3Ab%2Cc%25d"));
}

TEST_CASE("No difference, and no answer, are told apart in every format") {
  const VersionDiff same = same_diff(), open = incomplete_diff();
  const DiffReport good{same, kNone}, bad{open, kNone};
  CHECK(has(diff_text(good, {}), "Nobody is decided differently."));
  CHECK(has(diff_markdown(good), "**✓ Nobody is decided differently.**"));
  CHECK(has(diff_html(good), "verdict good\">✓ Nobody is decided differently."));
  CHECK(Json::parse(diff_json(good))["complete"] == true);
  CHECK(Json::parse(diff_sarif(good))["runs"][0]["results"].empty());
  CHECK(diff_github(good).empty());
  for (const std::string& text : {diff_text(bad, {}), diff_markdown(bad), diff_html(bad), diff_github(bad)}) {
    CHECK_FALSE(has(text, "Nobody is decided differently"));
    CHECK_FALSE(has(text, "proved"));
    CHECK(has(text, "8000000 edges"));
  }
  CHECK(Json::parse(diff_json(bad))["complete"] == false);
  CHECK(Json::parse(diff_json(bad))["bound"].size() == 1);
  CHECK(Json::parse(diff_sarif(bad))["runs"][0]["results"][0]["level"] == "error");
}

TEST_CASE("The exit code: nobody affected, somebody, not known") {
  const VersionDiff same = same_diff(), open = incomplete_diff();
  VersionDiff diff = sample_diff();
  CHECK(diff_exit_code({same, kNone}, true) == kDone);
  CHECK(diff_exit_code({open, kNone}, false) == kLimit);
  CHECK(diff_exit_code({diff, kNone}, false) == kFound);
  diff.classes.clear();
  for (StructuralChange& change : diff.changes) {
    change.effect = StructuralChange::Effect::none;
    change.classes.clear();
    change.shown.clear();
  }
  CHECK(diff_exit_code({diff, kNone}, false) == kDone);
  CHECK(diff_exit_code({diff, kNone}, true) == kFound);
  diff.changes[2].shown = {"region_list"};
  CHECK(diff_exit_code({diff, kNone}, false) == kFound);
  CHECK(diff_exit_code({diff, waiver_of(diff.changes[2].fingerprint)}, false) == kDone);
  diff.changes[2].shown.clear();
  diff.changes[4].effect = StructuralChange::Effect::unknown;
  CHECK(diff_exit_code({diff, kNone}, false) == kFound);
}

TEST_CASE("What is accepted is listed as accepted, and is not counted") {
  VersionDiff diff = sample_diff();
  std::vector<Waiver> waivers = waiver_of("11a1b2c3d4e5f602");
  CHECK(diff_exit_code({diff, waivers}, false) == kFound);
  const DiffReport report{diff, waivers};
  for (const std::string& text : {diff_text(report, {}), diff_markdown(report), diff_html(report)})
    CHECK(has(text, "letter of 8 January"));
  const Json json = Json::parse(diff_json(report));
  REQUIRE(json["accepted"].size() == 1);
  CHECK(json["accepted"][0]["name"] == "Kari Nordmann");
  CHECK_FALSE(has(diff_github(report), "protection-2: "));
  const Json sarif = Json::parse(diff_sarif(report));
  for (const Json& result : sarif["runs"][0]["results"]) {
    const bool accepted =
        result.contains("partialFingerprints") && result["partialFingerprints"]["proviso/1"] == "11a1b2c3d4e5f602";
    CHECK(result.contains("suppressions") == accepted);
  }
  waivers.push_back(waiver_of("11a1b2c3d4e5f601")[0]);
  for (StructuralChange& change : diff.changes) {
    for (Waiver waiver : waiver_of(change.fingerprint)) {
      if (!change.shown.empty()) waivers.push_back(waiver);
    }
  }
  CHECK(diff_exit_code({diff, waivers}, false) == kDone);
}

TEST_CASE("JSON: every member that docs/interface.md tells of, in a form that a program can evaluate") {
  const VersionDiff diff = sample_diff();
  const Json json = Json::parse(diff_json({diff, kNone}));
  CHECK(json["format"] == "proviso.diff/1");
  CHECK(json["old"]["on"] == "2025-01-12");
  CHECK(json["complete"] == true);
  REQUIRE(json["changes"].size() == 5);
  CHECK(json["changes"][0]["number"] == 1);
  CHECK(json["changes"][0]["effect"] == Json({"protection-1", "protection-2"}));
  CHECK(json["changes"][3]["effect"] == "none");
  CHECK(json["changes"][3]["likely"] == false);
  CHECK(json["changes"][1]["added"] == Json({"Rivne", "Ternopil"}));
  CHECK(json["changes"][2]["shown"] == Json({"region_list"}));
  REQUIRE(json["classes"].size() == 2);
  const Json& first = json["classes"][0];
  CHECK(first["causes"] == Json({1, 2}));
  CHECK(first["when"][0][0]["in"] == Json({"Rivne", "Ternopil"}));
  CHECK(first["when"][0][1]["from"] == "2025-01-13");
  CHECK_FALSE(first["when"][0][1].contains("through"));
  CHECK(first["when"][0][2]["is"] == false);
  CHECK(first["when"][1][0] == first["when"][0][0]);
  CHECK(first["when"][1][2]["in"] == Json({0, 2}));
  CHECK(first["when"][1][3]["test"] == "application_date before answered_on");
  CHECK(first["when"][1][3]["under"] == "new");
  CHECK(first["when"].size() == 3);
  CHECK(first["conditions"][0]["all"][0]["words"] == "the last permanent region is Rivne or Ternopil");
  CHECK(first["conditions"][0]["any"][0][1][1]["is"] == true);
  CHECK(first["conditions"][1]["any"].empty());
  CHECK(first["witness"]["case"]["applicants"][0]["id"] == "anna");
  CHECK(first["near_miss"]["differs"] == "anna.application_date");
  CHECK_FALSE(first["when"][0][1].contains("or_none"));
  CHECK(json["classes"][1]["when"][0][0]["or_none"] == true);
  CHECK_FALSE(json["classes"][1].contains("near_miss"));
}

TEST_CASE("Who is meant by who is not: nested as far as it goes, in every report that says it") {
  using Form = Literal::Form;
  VersionDiff diff = sample_diff();
  const auto way = [](const std::string& fact) {
    return Conditions{{literal(fact, Form::is, {"true"}, fact + " holds")}, {}, {}};
  };
  Conditions inner = way("resident");
  inner.any = {{way("young"), way("old")}};
  inner.none = {way("fined"), way("towed")};
  Conditions& conditions = diff.classes[1].conditions[0];
  conditions.any = {{inner, way("fishes")}};
  conditions.none = {way("banned")};

  const Json json = Json::parse(diff_json({diff, kNone}))["classes"][1]["conditions"][0];
  CHECK(json["none"][0][0]["fact"] == "banned");
  CHECK(json["any"][0][1][0]["fact"] == "fishes");
  const Json& nested = json["any"][0][0];
  CHECK(nested["all"][0]["fact"] == "resident");
  CHECK(nested["any"][0][1][0]["fact"] == "old");
  CHECK(nested["none"].size() == 2);
  CHECK_FALSE(Json::parse(diff_json({diff, kNone}))["classes"][0]["conditions"][0].contains("none"));

  CHECK(has(diff_markdown({diff, kNone}),
            "- left by 2025-01-13, or never\n- one of these:\n  - resident holds; and\n    - one of these:\n"
            "      - young holds\n      - old holds\n    - none of these:\n      - fined holds\n"
            "      - towed holds\n  - fishes holds\n- none of these:\n  - banned holds\n"));
  const std::string html = diff_html({diff, kNone});
  CHECK(has(html,
            "<tr class=\"ways\"><th scope=\"row\" colspan=\"2\">one of these:\n<ul>\n<li>resident holds; "
            "<em>and</em> one of these:\n<ul>\n<li>young holds</li>\n<li>old holds</li>\n</ul>\n"
            "<em>and</em> none of these:\n<ul>\n<li>fined holds</li>\n<li>towed holds</li>\n</ul>\n</li>\n"
            "<li>fishes holds</li>\n</ul>\n</th></tr>\n"));
  CHECK(has(html, "none of these:\n<ul>\n<li>banned holds</li>\n</ul>\n</th></tr>\n"));
  CHECK(has(diff_text({diff, kNone}, {}), "exactly     as the page"));
}

TEST_CASE("Ways that take more than a page are opened on a screen") {
  VersionDiff diff = sample_diff();
  const Conditions way{{literal("young", Literal::Form::is, {"true"}, "is young")}, {}, {}};
  for (const std::size_t count : {std::size_t{30}, std::size_t{31}}) {
    diff.classes[1].conditions[0].none.assign(count, way);
    CHECK(has(diff_html({diff, kNone}), "<details><summary>none of 31 ways:") == (count > 30));
  }
}

TEST_CASE("JSON: ways that only ask conditions are one condition") {
  using Form = Literal::Form;
  const auto test = [](const std::string& condition, const std::string& value) {
    Literal made = literal("", Form::test, {value}, "");
    made.test = condition;
    return made;
  };
  const Literal age = literal("age", Form::is, {"true"}, "");
  const std::vector<BoxProduct> products = {
      {{age}, {{{test("a is b", "true")}, {test("c is d", "false"), test("e is f", "true")}}, {{age}, {age, age}}}}};
  const auto boxes = boxes_of(products, 2);
  REQUIRE(boxes);
  REQUIRE(boxes->size() == 2);
  REQUIRE((*boxes)[0].size() == 3);
  CHECK((*boxes)[0][1].test == "(a is b) or (not (c is d) and (e is f))");
  CHECK((*boxes)[0][1].values == std::vector<std::string>{"true"});
  CHECK((*boxes)[1].size() == 4);
  CHECK_FALSE(boxes_of(products, 1));

  // Not of two versions, and not where nothing is asked.
  Literal other = test("c is d", "true");
  other.under = "old";
  CHECK(boxes_of({{{}, {{{test("a is b", "true")}, {other}}}}}, 9)->size() == 2);
  CHECK(boxes_of({{{}, {{{test("a is b", "true")}, {}}}}}, 9)->size() == 2);
}

TEST_CASE("The digest of a comparison depends on what is compared, not on where it lies or who accepted it") {
  const VersionDiff diff = sample_diff();
  VersionDiff moved = diff, other = diff;
  moved.old_side.given = "git:HEAD~1:rules";
  moved.changes[0].new_line = 77;
  other.classes[0].to = "dismissed";
  CHECK(diff_fingerprint(diff) == diff_fingerprint(moved));
  CHECK(diff_fingerprint(diff) != diff_fingerprint(other));
  CHECK(Json::parse(diff_json({diff, waiver_of("11a1b2c3d4e5f602")}))["fingerprint"] == diff_fingerprint(diff));
}

TEST_CASE("SARIF: what the standard asks for") {
  VersionDiff diff = sample_diff();
  diff.changes[1].new_file = "git:HEAD~1:rules of the day/ø.proviso";
  const Json log = Json::parse(diff_sarif({diff, kNone}));
  CHECK(log["version"] == "2.1.0");
  const Json& run = log["runs"][0];
  CHECK(run["tool"]["driver"]["name"] == "proviso");
  REQUIRE(run["results"].size() == 9);
  for (const Json& result : run["results"]) {
    INFO(result.dump());
    CHECK(run["tool"]["driver"]["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    const std::string level = result["level"];
    CHECK((level == "note" || level == "warning"));
    CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
  }
  const Json& place = run["results"][3]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "rules%20of%20the%20day/%C3%B8.proviso");
  CHECK(place["region"]["startLine"] == 12);
  CHECK(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
        "rulesets/norway/amendments/2025-01-13.proviso");
}

TEST_CASE("Annotations of GitHub keep to one line, and escape what their syntax uses") {
  const std::vector<PipelineRule> rules = {{"x", "A title: one, two", ""}};
  PipelineResult result;
  result.rule = "x";
  result.level = PipelineResult::Level::warning;
  result.message = "100 %: a, b\nnext::error::";
  result.file = "git:HEAD:a,b:c.proviso";
  result.line = 3;
  CHECK(github_text(rules, {result}) ==
        "::warning file=a%2Cb%3Ac.proviso,line=3,title=A title%3A one%2C two::100 %25: a, b%0Anext::error::\n");
}

TEST_CASE("Of one decision alone: what concerns others is left out, and that is said") {
  VersionDiff diff = sample_diff();
  diff.classes[1].decision = "may_work";
  diff.unchanged = {"may_appeal"};
  select_decisions(diff, {"may_work"});
  REQUIRE(diff.classes.size() == 1);
  CHECK(diff.classes[0].decision == "may_work");
  CHECK(diff.compared == std::vector<std::string>{"may_work"});
  CHECK(diff.unchanged.empty());
  CHECK(diff.questions.empty());
  CHECK(diff.changes[0].classes == std::vector<std::uint32_t>{0});
  CHECK(diff.changes[1].effect == StructuralChange::Effect::classes);
  CHECK(diff.changes[1].classes.empty());
  CHECK(has(diff_text({diff, kNone}, {}), "changes only decisions that are not shown here"));
  CHECK(Json::parse(diff_json({diff, kNone}))["changes"][1]["effect"] == Json::array());
  CHECK(has(diff.assumptions.back(), "`may_work`"));
}

TEST_CASE("Those for whom a day has passed stand apart from those whom a change of the rules concerns") {
  VersionDiff diff = sample_diff();
  diff.classes[1].causes.clear();
  diff.changes[2].classes.clear();
  diff.changes[2].effect = StructuralChange::Effect::none;
  const DiffReport report{diff, kNone};
  for (const std::string& text : {diff_text(report, {false, 400}), diff_markdown(report), diff_html(report)}) {
    CHECK(has(text, "1 because the rules changed, 1 only because the day of the assessment is different."));
    CHECK(has(text, "protection-2"));
    CHECK(has(text, "11a1b2c3d4e5f602"));
    CHECK_FALSE(has(text, "individual_assessment → dismissed (1 group)"));
  }
  CHECK(diff_exit_code({diff, waiver_of("11a1b2c3d4e5f601")}, false) == kFound);
}

TEST_CASE("What is proved and not shown in full is told as that") {
  VersionDiff diff = sample_diff();
  diff.bound = {"Who is in `protection-1` takes more than 400 boxes."};
  const DiffReport report{diff, kNone};
  for (const std::string& text : {diff_text(report, {false, 400}), diff_markdown(report), diff_html(report)}) {
    CHECK(has(text, "400 boxes"));
    CHECK_FALSE(has(text, "ot complete"));
  }
  CHECK(diff_exit_code(report, false) == kFound);
}

TEST_CASE("A group in which nobody was found is told as that, and so are causes that are not told apart") {
  VersionDiff diff = sample_diff();
  for (ChangeClass& c : diff.classes) c.witness = ShownCase{"{}", "anna", "a", "b", "", "", ""};
  CHECK_FALSE(has(verdict_words({diff, kNone}), "cannot be ruled out"));
  diff.classes[0].witness.reset();
  diff.classes[0].causes = {0, 1};
  diff.classes[0].jointly = false;
  diff.classes[0].mixed = true;
  const DiffReport report{diff, kNone};
  for (const std::string& text : {diff_text(report, {false, 400}), diff_markdown(report), diff_html(report)}) {
    CHECK(has(text, "1 more group cannot be ruled out, but nobody was found in it."));
    CHECK(has(text, "nobody was found who is in the group: it may be empty"));
    CHECK(has(text, "(for different people different ones of them)"));
  }
  const Json json = Json::parse(diff_json(report));
  CHECK_FALSE(json["classes"][0].contains("witness"));
  CHECK(json["classes"][0]["mixed"] == true);
  for (ChangeClass& c : diff.classes) c.witness.reset();
  CHECK(has(verdict_words(report), "It is not known whether anybody is decided differently"));
  CHECK(diff_exit_code(report, false) == kFound);
}
