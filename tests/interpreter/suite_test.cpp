#include "interpreter/suite.hpp"

#include <string>
#include <vector>

#include "interpreter/conformance.hpp"
#include "tests/interpreter/case_fixture.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

const char* const kCard = R"(policy cards "Library cards"
  in force from 2020-01-01
kind place { town, elsewhere }
fact home place
fact age number
fact owes yes/no default no
judgement trusted yes/no decided by "the librarian"
relation child_of mutual { since date }
decision card is the first of { full, junior, none_given otherwise }
define adult if age at least 18
ground resident for full "An adult of the town" if home is town and adult
ground young for junior if home is town and not adult
derivation through_family of full through child_of if since before 2015-01-01
exclusion debt from full, junior if owes
exception forgiven to debt if trusted
)";

struct Fixture : CaseFixture {
  Fixture() : CaseFixture(kCard) {}

  FileId file(const std::string& name, const std::string& text) { return sources.add(name, text); }
  Suite suite(const std::vector<FileId>& files, bool allow_extra = false) {
    return read_suite(*program, sources, documents, files, CaseOptions{std::nullopt, allow_extra});
  }
  static std::string codes_of(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& d : diagnostics.sorted()) text += code(d.kind) + " ";
    return text;
  }
  /// The reasons for the differences of one case, each part on a line.
  std::string reasons(const std::string& person, const std::string& expect) {
    const std::string line =
        R"({"id": "x", "as_of": "2025-02-10", "applicants": [)" + person + R"(], "expect": {"a": )" + expect + "}}";
    Suite one = suite({file("reasons.jsonl", line)});
    REQUIRE(one.cases.size() == 1);
    const CaseOutcome outcome = run_case(*program, one.cases.front(), &sources);
    REQUIRE(outcome.status == CaseOutcome::Status::failed);
    std::string text;
    for (const DifferenceReason& reason : outcome.reasons) {
      for (const ReasonPart& part : reason.parts) {
        text += part.heading + ":";
        for (const ReasonLine& one_line : part.lines) {
          text += " [" + std::to_string(one_line.depth) + "] " + one_line.words;
          if (one_line.place) text += " @" + std::to_string(sources.position(0, one_line.place->begin).line);
        }
        text += "\n";
      }
      text += "look at: " + reason.look_at + "\n";
    }
    return text;
  }
};

std::string line(const std::string& id, const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "as_of": "2025-02-10", "applicants": [{"id": "a", "home": "town", "age": 20}], )" +
         more + R"("expect": {"a": {"values": {"card": "full"}}}})" + "\n";
}

const std::string kAdult = R"({"id": "a", "home": "town", "age": 20})";

}  // namespace

TEST_CASE_METHOD(Fixture, "Tags, entries and notes of a line") {
  const Suite one =
      suite({file("a.jsonl", line("x", R"("tags": ["b", "a", "b"], "inventory": "L-1", "note": "N", )"))});
  REQUIRE(one.cases.size() == 1);
  CHECK(one.diagnostics.empty());
  CHECK(one.cases[0].tags == std::vector<std::string>{"a", "b"});
  CHECK(one.cases[0].inventory == std::vector<std::string>{"L-1"});
  CHECK(one.cases[0].note == "N");
}

TEST_CASE_METHOD(Fixture, "The entries of what is expected of a person count") {
  const std::string text = R"({"id": "x", "as_of": "2025-02-10", "applicants": [{"id": "a"}],
    "expect": {"a": {"values": {"adult": "undetermined"}, "inventory": ["L-2", "L-1"]}}})";
  const Suite one = suite({file("a.json", text)});
  REQUIRE(one.cases.size() == 1);
  CHECK(one.cases[0].inventory == std::vector<std::string>{"L-1", "L-2"});
  CHECK(is_ready(one.cases[0]));
}

TEST_CASE("Labelled notes of a case block") {
  CaseFixture fixture(std::string(kCard) + R"(
case "Tagged" on 2025-02-10
  note "tags: a,  b ," note "inventory: L-1" note "Q-01: a reading"
  anna { age 3 }
  expect anna adult no
)");
  const Suite suite = read_suite(*fixture.program, fixture.sources, fixture.documents, {});
  REQUIRE(suite.cases.size() == 1);
  CHECK(suite.cases[0].tags == std::vector<std::string>{"a", "b"});
  CHECK(suite.cases[0].inventory == std::vector<std::string>{"L-1"});
  CHECK(suite.cases[0].note == "Q-01: a reading");
}

TEST_CASE_METHOD(Fixture, "Two cases with one id are both kept, and told with both places") {
  const Suite one = suite({file("a.jsonl", line("x") + line("y")), file("b.jsonl", line("x"))});
  CHECK(one.cases.size() == 3);
  REQUIRE(codes_of(one.diagnostics) == "P0609 ");
  const Diagnostic& d = one.diagnostics.all().front();
  CHECK(sources.path(d.primary.span.file) == "b.jsonl");
  REQUIRE(d.secondary.size() == 1);
  CHECK(sources.path(d.secondary.front().span.file) == "a.jsonl");
}

TEST_CASE_METHOD(Fixture, "Cases for another policy are left out, and the rest is kept") {
  const std::string header = R"({"policy": "archive"})"
                             "\n";
  const Suite whole = suite({file("a.jsonl", header + line("x") + line("y")), file("b.jsonl", line("z"))});
  CHECK(codes_of(whole.diagnostics) == "P0610 ");
  REQUIRE(whole.cases.size() == 1);
  CHECK(whole.cases[0].id == "z");
  const Suite one =
      suite({file("c.jsonl", line("x", R"("policy": "archive", )") + line("y", R"("policy": "cards", )"))});
  CHECK(codes_of(one.diagnostics) == "P0610 ");
  REQUIRE(one.cases.size() == 1);
  CHECK(one.cases[0].id == "y");
  const Suite own = suite({file("d.jsonl", R"({"policy": "cards"})"
                                           "\n" +
                                               line("x"))});
  CHECK(own.diagnostics.empty());
  CHECK(own.cases.size() == 1);
}

TEST_CASE_METHOD(Fixture, "Most facts unknown: one message; a slip or two: as before") {
  const auto facts = [](const std::string& names) {
    return R"({"id": "x", "as_of": "2025-02-10", "applicants": [{"id": "a", )" + names +
           R"(}], "expect": {"a": {"values": {"adult": true}}}})"
           "\n";
  };
  const std::string strange = facts(R"("b": 1, "c": 2, "d": 3, "age": 4)");
  const Suite other = suite({file("a.jsonl", strange + strange)});
  CHECK(codes_of(other.diagnostics) == "P0610 ");
  CHECK(other.cases.empty());
  const Suite extra = suite({file("a.jsonl", strange)}, true);
  CHECK(extra.diagnostics.empty());
  CHECK(extra.cases.size() == 1);
  const Suite slip = suite({file("b.jsonl", facts(R"("b": 1, "c": 2)"))});
  CHECK(slip.diagnostics.empty());
  REQUIRE(slip.cases.size() == 1);
  CHECK(codes_of(slip.cases[0].diagnostics) == "P0512 P0512 ");
  // A case that must be refused may be so for its facts.
  std::string refused = strange;
  refused.replace(refused.find("\"expect\""), std::string::npos, "\"expect_error\": \"unknown facts\"}\n");
  CHECK(suite({file("c.jsonl", refused)}).diagnostics.empty());
}

TEST_CASE_METHOD(Fixture, "A file without cases") {
  CHECK(codes_of(suite({file("a.jsonl", "\n \n")}).diagnostics) == "P0611 ");
  CHECK(codes_of(suite({file("a.jsonl", R"({"policy": "cards"})")}).diagnostics) == "P0611 ");
}

TEST_CASE_METHOD(Fixture, "The digest of cases tells their texts, not their files or order") {
  const auto digest = [&](const std::vector<FileId>& files) {
    const Suite one = suite(files);
    std::vector<const PreparedCase*> cases;
    for (const PreparedCase& c : one.cases) cases.push_back(&c);
    return cases_digest(sources, cases);
  };
  const std::string x = line("x"), y = line("y");
  const std::string both = digest({file("a.jsonl", x + y)});
  CHECK(both.substr(0, 7) == "sha256:");
  CHECK(both.size() == 71);
  CHECK(digest({file("b.jsonl", y), file("c.jsonl", x)}) == both);
  CHECK(digest({file("d.jsonl", x)}) != both);
  CHECK(digest({file("e.jsonl", x + line("y", R"("note": "changed", )"))}) != both);
}

TEST_CASE_METHOD(Fixture, "Why: what was expected comes later") {
  CHECK(reasons(kAdult, R"({"values": {"card": "junior"}})") ==
        "why it is full: [0] ground resident (An adult of the town) @11 [1] home is town — home is town "
        "[1] adult: [2] age at least 18 — age is 20\n"
        "why it is not junior: [0] full comes before it in the order, and is available.\n"
        "look at: ground resident (An adult of the town)\n");
}

TEST_CASE_METHOD(Fixture, "Why: what was expected comes earlier, and a condition fails") {
  CHECK(reasons(R"({"id": "a", "home": "town", "age": 3})", R"({"values": {"card": "full"}})") ==
        "why it is junior: [0] ground young @12 [1] home is town — home is town [1] not adult: "
        "[2] age at least 18 — age is 3\n"
        "why it is not full: [0] ground resident (An adult of the town) @11 [1] adult: [2] age at least 18 — age is 3 "
        "[0] derivation through_family @13 [1] is child_of someone in the case\n"
        "look at: ground resident (An adult of the town)\n");
}

TEST_CASE_METHOD(Fixture, "Why: an exclusion took it away") {
  const std::string text = reasons(R"({"id": "a", "home": "town", "age": 20, "owes": true, "trusted": false})",
                                   R"({"values": {"card": "full"}})");
  CHECK(text.find("look at: exclusion debt\n") != std::string::npos);
  CHECK(text.find("why it is not full: [0] ground resident (An adult of the town) @11") != std::string::npos);
  CHECK(text.find("[0] exclusion debt @14 [1] owes — owes is yes") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "Why: the rule that the case names is the one to look at, and is told once") {
  const std::string text = reasons(R"({"id": "a", "home": "elsewhere", "age": 3})",
                                   R"({"values": {"card": "full"}, "because": ["through_family"]})");
  CHECK(text.find("look at: derivation through_family\n") != std::string::npos);
  CHECK(text.find("what became of") == std::string::npos);
  CHECK(text.find("look at: ", text.find("look at: ") + 1) == std::string::npos);
}

TEST_CASE_METHOD(Fixture, "Why: an open fact") {
  CHECK(reasons(R"({"id": "a", "home": null, "age": 20})", R"({"values": {"card": "full"}})") ==
        "why it is undetermined: [0] It can still be full or none_given.\n"
        "why it is not full: [0] ground resident (An adult of the town) @11 [1] home is town — home is not known "
        "[0] derivation through_family @13 [1] is child_of someone in the case\n"
        "what is not known and can change it: [0] a.home\n"
        "look at: ground resident (An adult of the town)\n");
  const std::string known = reasons(kAdult, R"({"missing": {"card": ["a.home"]}})");
  CHECK(known.find("what was expected to be missing: [0] a.home is town.\n") != std::string::npos);
}

TEST_CASE_METHOD(Fixture, "Why: another rule, another value of a define") {
  CHECK(reasons(kAdult, R"({"because": ["young"]})") ==
        "what became of `young`: [0] ground young @12 [1] not adult: [2] age at least 18 — age is 20\n"
        "look at: ground young\n");
  CHECK(reasons(kAdult, R"({"values": {"adult": false}})") ==
        "why it is yes: [0] define adult @10 [1] age at least 18 — age is 20\nlook at: define adult\n");
}
