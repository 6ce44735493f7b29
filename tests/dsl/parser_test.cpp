#include "dsl/parser.hpp"

#include <random>
#include <string>
#include <vector>

#include "dsl/words.hpp"
#include "tests/dsl/parse_text.hpp"
#include "tests/support/catch.hpp"

using namespace proviso;
using namespace proviso::syntax;

namespace {

template <typename T>
const T& only(const ParsedText& parsed) {
  INFO(parsed.rendered());
  REQUIRE(parsed.diagnostics.empty());
  REQUIRE(parsed.document.declarations.size() == 1);
  return std::get<T>(parsed.document.declarations.front());
}

/// A condition written out with all its brackets: "(and a (is b c))".
std::string shape(const ParsedText& parsed, ExprId id) {
  if (id == kNoExpr) return "-";
  const Expr& expr = parsed.expr(id);
  static const char* const kKinds[] = {"and", "or",       "not",         "group",   "all",
                                       "any", "none_of",  "at_least_of", "link",    "cmp",
                                       "",    "other",    "number",      "as_of",   "date",
                                       "num", "duration", "yes",         "no",      "none",
                                       "{}",  "shift",    "span",        "extreme", "extreme_of_links"};
  static const char* const kCompares[] = {
      "before",          "after",           "on",           "on_or_before", "on_or_after", "at_least", "at_most",
      "more_than",       "less_than",       "is",           "is_not",       "in",          "not_in",   "includes",
      "includes_any_of", "includes_all_of", "includes_only"};
  static const char* const kUnits[] = {"days", "weeks", "months", "years"};
  std::string text = expr.kind == ExprKind::comparison ? kCompares[static_cast<int>(expr.compare)]
                                                       : kKinds[static_cast<int>(expr.kind)];
  if (expr.kind == ExprKind::name) return std::string(expr.name.text);
  if (expr.kind == ExprKind::date) return format_date(expr.number);
  if (expr.kind == ExprKind::number) return std::to_string(expr.number);
  if (expr.kind == ExprKind::duration) return std::to_string(expr.number) + kUnits[static_cast<int>(expr.unit)];
  if (expr.kind == ExprKind::at_least_of) text += std::to_string(expr.number);
  if (expr.kind == ExprKind::link) text += expr.someone ? "_someone" : "_no_one";
  if (expr.kind == ExprKind::shift) text = expr.after ? "shift_after" : "shift_before";
  if (expr.kind == ExprKind::extreme || expr.kind == ExprKind::extreme_of_links)
    text = expr.latest ? "latest" : "earliest";
  if (!expr.same.text.empty()) text += "_same_" + std::string(expr.same.text);
  if (expr.kind == ExprKind::span) text += std::string("_") + kUnits[static_cast<int>(expr.unit)];
  if (!expr.name.text.empty()) text += " " + std::string(expr.name.text);
  for (std::uint32_t i = 0; i < expr.child_count; ++i) text += " " + shape(parsed, parsed.document.child(expr, i));
  return expr.child_count == 0 && expr.name.text.empty() ? text : "(" + text + ")";
}

std::string condition(const std::string& text) {
  const ParsedText parsed("define d if " + text + "\n");
  const auto& define = only<Define>(parsed);
  CHECK(parsed.text(parsed.expr(define.test.condition).span) == text);
  return shape(parsed, define.test.condition);
}

std::string operand(const std::string& text) {
  const ParsedText parsed("define d as date is " + text + "\n");
  return shape(parsed, only<Define>(parsed).value);
}

}  // namespace

TEST_CASE("policy") {
  const ParsedText parsed(
      "policy p \"Title\" authority \"A\" basis \"B\" in force from 2022-03-11 to and including 2030-01-01\n"
      "  month ends round down\n");
  const auto& policy = only<Policy>(parsed);
  CHECK(policy.name.text == "p");
  CHECK(policy.title.value == "Title");
  CHECK(policy.authority.at(0).value == "A");
  CHECK(policy.basis.at(0).value == "B");
  CHECK(format_date(policy.in_force.at(0).from->days) == "2022-03-11");
  CHECK(format_date(policy.in_force.at(0).through->days) == "2030-01-01");
  CHECK(parsed.text(policy.in_force.at(0).span) == "in force from 2022-03-11 to and including 2030-01-01");
  CHECK(policy.month_ends.at(0).rule == MonthEnds::down);
  CHECK(parsed.text(policy.month_ends.at(0).span) == "month ends round down");
  CHECK(parsed.text(policy.keyword) == "policy");
  CHECK(policy.span.end == parsed.sources.text(0).size() - 1);
}

TEST_CASE("use and source") {
  const ParsedText use("use \"a \\\"b\\\" \\\\.proviso\"\n");
  CHECK(only<Use>(use).path.value == "a \"b\" \\.proviso");
  const ParsedText parsed("source s \"T\" publisher \"P\" file \"f.txt\" url \"https://x\" dated 2025-01-15");
  const auto& source = only<Source>(parsed);
  CHECK(source.title.value == "T");
  CHECK(source.publisher.at(0).value == "P");
  CHECK(source.file.at(0).value == "f.txt");
  CHECK(source.url.at(0).value == "https://x");
  CHECK(format_date(source.dated.at(0).days) == "2025-01-15");
}

TEST_CASE("regions and kinds") {
  const ParsedText parsed(
      "regions r \"R\" {\n  a \"A\" code \"1\" also \"x\", \"y\" cites s, \"z\",\n  b { c, d { } }\n  code\n}\n");
  const auto& regions = only<Enumeration>(parsed);
  CHECK(regions.regions);
  CHECK(regions.label->value == "R");
  REQUIRE(regions.members.size() == 3);
  const Member& a = regions.members[0];
  CHECK(a.label->value == "A");
  CHECK(a.code->value == "1");
  REQUIRE(a.aliases.size() == 3);
  CHECK(a.aliases[1].text.value == "y");
  CHECK(a.aliases[1].cites->text == "s");
  CHECK(!a.aliases[2].cites);
  CHECK(!a.has_parts);
  CHECK(parsed.text(a.span) == "a \"A\" code \"1\" also \"x\", \"y\" cites s, \"z\"");
  const Member& b = regions.members[1];
  CHECK(b.has_parts);
  CHECK(b.parts.at(1).name.text == "d");
  CHECK(b.parts.at(1).has_parts);
  CHECK(regions.members[2].name.text == "code");
  const ParsedText kind("kind k { a b, c, }");
  CHECK(!only<Enumeration>(kind).regions);
  CHECK(only<Enumeration>(kind).members.size() == 3);
}

TEST_CASE("facts and judgements") {
  const ParsedText parsed("fact f set of k or none only if not a default { x } \"L\" cites s \"w\" note \"n\"");
  const auto& fact = only<Fact>(parsed);
  CHECK(fact.type->base == BaseType::set_of);
  CHECK(fact.type->name.text == "k");
  CHECK(fact.type->or_none);
  CHECK(parsed.text(fact.type->span) == "set of k or none");
  CHECK(shape(parsed, fact.only_if) == "(not a)");
  CHECK(shape(parsed, fact.default_value) == "({} x)");
  CHECK(fact.label->value == "L");
  REQUIRE(fact.notes.size() == 2);
  CHECK(fact.notes[0].source->text == "s");
  CHECK(fact.notes[0].text->value == "w");
  CHECK(!fact.notes[1].source);
  CHECK(parsed.text(fact.notes[1].span) == "note \"n\"");
  for (const auto& [text, base] : {std::pair{"yes/no", BaseType::yes_no},
                                   {"date", BaseType::date},
                                   {"number", BaseType::number},
                                   {"duration", BaseType::duration},
                                   {"note", BaseType::note},
                                   {"dates", BaseType::named}}) {
    const ParsedText typed("fact f " + std::string(text) + "\n");
    CHECK(only<Fact>(typed).type->base == base);
  }
  const ParsedText plain("judgement j \"L\" decided by \"who\"");
  CHECK(only<Fact>(plain).judgement);
  CHECK(!only<Fact>(plain).type);
  CHECK(only<Fact>(plain).decided_by->value == "who");
  const ParsedText typed("judgement j k or none only if a decided by \"who\" note \"n\"");
  CHECK(only<Fact>(typed).type->name.text == "k");
  CHECK(only<Fact>(typed).only_if != kNoExpr);
}

TEST_CASE("relations") {
  const ParsedText parsed("relation a, b mutual \"L\" { since date, lived k or none default none \"l\" }");
  const auto& relation = only<Relation>(parsed);
  CHECK(relation.names.size() == 2);
  CHECK(relation.form == RelationForm::mutual);
  REQUIRE(relation.facts.size() == 2);
  CHECK(relation.facts[0].type.base == BaseType::date);
  CHECK(relation.facts[0].default_value == kNoExpr);
  CHECK(shape(parsed, relation.facts[1].default_value) == "none");
  CHECK(relation.facts[1].label->value == "l");
  CHECK(only<Relation>(ParsedText("relation a acyclic")).form == RelationForm::acyclic);
  CHECK(only<Relation>(ParsedText("relation a")).form == RelationForm::plain);
  const ParsedText together("relation a acyclic with b \"L\" { since date }");
  CHECK(only<Relation>(together).form == RelationForm::acyclic);
  CHECK(only<Relation>(together).with->text == "b");
  const ParsedText inverse("relation a inverse of b");
  CHECK(only<Relation>(inverse).inverse_of->text == "b");
}

TEST_CASE("sets and values") {
  const ParsedText parsed("set s of k \"L\" is { } from 2024-01-01 is { a, b, } cites x");
  const auto& set = only<Set>(parsed);
  CHECK(set.of.text == "k");
  REQUIRE(set.versions.size() == 2);
  CHECK(!set.versions[0].from);
  CHECK(shape(parsed, set.versions[0].value) == "{}");
  CHECK(format_date(set.versions[1].from->days) == "2024-01-01");
  CHECK(shape(parsed, set.versions[1].value) == "({} a b)");
  CHECK(set.notes.size() == 1);
  CHECK(only<Set>(ParsedText("set s of k supplied")).supplied);
  const ParsedText value("value v duration \"L\" is 3 years from 2025-01-01 is 5 years");
  REQUIRE(only<syntax::Value>(value).versions.size() == 2);
  CHECK(shape(value, only<syntax::Value>(value).versions[1].value) == "5years");
  CHECK(format_date(only<syntax::Value>(value).versions[1].from->days) == "2025-01-01");
  const ParsedText date("value v is 2022-02-24 from 2023-01-01 is 2023-02-02");
  CHECK(format_date(only<syntax::Value>(date).versions[1].from->days) == "2023-01-01");
  const ParsedText supplied("value v date or none supplied default none");
  CHECK(only<syntax::Value>(supplied).supplied);
  CHECK(shape(supplied, only<syntax::Value>(supplied).default_value) == "none");
}

TEST_CASE("definitions") {
  const ParsedText test("define d \"L\" in force from 2024-01-01 if a unless b cites s");
  const auto& define = only<Define>(test);
  CHECK(!define.type);
  CHECK(define.label->value == "L");
  CHECK(define.in_force->from);
  CHECK(!define.in_force->through);
  CHECK(shape(test, define.test.condition) == "a");
  CHECK(shape(test, define.test.unless) == "b");
  CHECK(test.text(define.test.span) == "if a unless b");
  const ParsedText choice(
      "define d as date or none is the first of { 2 months after a if b, the wait after c if d, none otherwise }");
  const auto& chosen = only<Define>(choice);
  CHECK(chosen.type->or_none);
  REQUIRE(chosen.options.size() == 3);
  CHECK(shape(choice, chosen.options[0].value) == "(shift_after 2months a)");
  CHECK(shape(choice, chosen.options[1].condition) == "d");
  CHECK(chosen.options[2].condition == kNoExpr);
  CHECK(choice.text(chosen.options[0].span) == "2 months after a if b");
  CHECK(shape(ParsedText("define d as k is a"), 0) == "a");
  CHECK(only<Define>(ParsedText("define d always")).test.always);
  const ParsedText links("define d \"L\" in force from 2024-01-01 through a, b if c unless e through f note \"n\"");
  const auto& of_links = only<Define>(links);
  CHECK(of_links.in_force->from);
  REQUIRE(of_links.through.size() == 2);
  CHECK(of_links.through[0].relations.size() == 2);
  CHECK(shape(links, of_links.through[0].test->unless) == "e");
  CHECK(links.text(of_links.through[0].span) == "through a, b if c unless e");
  CHECK_FALSE(of_links.through[1].test);
  CHECK(of_links.notes.size() == 1);
  const ParsedText dates("define d as date or none \"L\" through a, b is the first of { c if e, none otherwise }");
  REQUIRE(only<Define>(dates).through.size() == 1);
  CHECK(only<Define>(dates).through[0].relations.size() == 2);
  CHECK(only<Define>(dates).options.size() == 2);
  CHECK(only<Define>(ParsedText("define d unless x")).test.unless != kNoExpr);
}

TEST_CASE("decisions") {
  const ParsedText parsed("decision d \"L\" is the first of { a \"A\", b, c otherwise } cites s");
  const auto& decision = only<Decision>(parsed);
  CHECK(!decision.yes_no);
  REQUIRE(decision.outcomes.size() == 3);
  CHECK(decision.outcomes[0].label->value == "A");
  CHECK(decision.outcomes[2].otherwise);
  CHECK(!decision.outcomes[1].otherwise);
  CHECK(only<Decision>(ParsedText("decision d yes/no \"L\"")).yes_no);
}

TEST_CASE("rules") {
  const ParsedText ground("ground g for o in decision d \"L\" in force to and including 2024-05-21 always note \"n\"");
  const auto& g = only<Rule>(ground);
  CHECK(g.kind == RuleKind::ground);
  CHECK(g.targets.at(0).outcome.text == "o");
  CHECK(g.targets.at(0).decision->text == "d");
  CHECK(!g.in_force->from);
  CHECK(g.in_force->through);
  CHECK(g.test.always);
  CHECK(g.notes.size() == 1);
  const ParsedText exclusion("exclusion e from a, b in decision d if x");
  CHECK(only<Rule>(exclusion).kind == RuleKind::exclusion);
  CHECK(only<Rule>(exclusion).targets.size() == 2);
  const ParsedText exception("exception e to a, b unless x");
  CHECK(only<Rule>(exception).kind == RuleKind::exception);
  CHECK(only<Rule>(exception).switched_off.size() == 2);
  const ParsedText derivation("derivation d of o from o or p in decision q \"L\" through r, s if a through t cites u");
  const auto& d = only<Rule>(derivation);
  CHECK(d.kind == RuleKind::derivation);
  CHECK(d.targets.size() == 1);
  REQUIRE(d.from.size() == 2);
  CHECK(d.from[1].decision->text == "q");
  REQUIRE(d.through.size() == 2);
  CHECK(d.through[0].relations.size() == 2);
  CHECK(shape(derivation, d.through[0].test->condition) == "a");
  CHECK(derivation.text(d.through[0].span) == "through r, s if a");
  CHECK(!d.through[1].test);
  const ParsedText impossible("impossible i \"L\" if a before b");
  CHECK(shape(impossible, only<Impossible>(impossible).condition) == "(before a b)");
}

TEST_CASE("amendments") {
  const ParsedText parsed(
      "amendment a \"L\" in force from 2025-01-13 after x, y applies if z note \"n\" {\n"
      "  insert ground g for o if a\n  replace define d as date is b\n  repeal exclusion e\n  set s is { a }\n"
      "  add to s { b, c }\n  remove from s { }\n  value v is 3 years\n  insert decision q yes/no\n}");
  const auto& amendment = only<Amendment>(parsed);
  CHECK(format_date(amendment.from.days) == "2025-01-13");
  CHECK(amendment.after.size() == 2);
  CHECK(shape(parsed, amendment.applies->condition) == "z");
  CHECK(amendment.notes.size() == 1);
  REQUIRE(amendment.changes.size() == 8);
  const auto& changes = amendment.changes;
  CHECK(changes[0].kind == ChangeKind::insert);
  CHECK(std::get<Rule>(*changes[0].body).name.text == "g");
  CHECK(parsed.text(changes[0].span) == "insert ground g for o if a");
  CHECK(std::get<Define>(*changes[1].body).value != kNoExpr);
  CHECK(changes[2].kind == ChangeKind::repeal);
  CHECK(changes[2].word->text == "exclusion");
  CHECK(changes[2].name.text == "e");
  CHECK(changes[3].kind == ChangeKind::set_is);
  CHECK(shape(parsed, changes[4].value) == "({} b c)");
  CHECK(changes[5].kind == ChangeKind::remove_from);
  CHECK(shape(parsed, changes[6].value) == "3years");
  CHECK(std::get<Decision>(*changes[7].body).yes_no);
  CHECK(only<Amendment>(ParsedText("amendment a in force from 2025-01-13 { }")).changes.empty());
}

TEST_CASE("persons and cases") {
  const ParsedText person(
      "person p \"L\" { a { x }, b unknown c 3 days spouse to q { since 2010-01-01 }, child to r }");
  const auto& p = only<Person>(person);
  REQUIRE(p.entries.size() == 5);
  CHECK(shape(person, p.entries[0].value) == "({} x)");
  CHECK(p.entries[1].unknown);
  CHECK(p.entries[3].to->text == "q");
  CHECK(p.entries[3].link_facts.at(0).name.text == "since");
  CHECK(p.entries[4].link_facts.empty());
  const ParsedText parsed(
      "case \"T\" on 2025-02-10 note \"n\" given s { a }\n"
      "  olena like p { a yes }\n  petro { }\n  maria like p\n"
      "  expect olena d undetermined missing olena.a, petro.spouse[1].since because r, s derived from petro\n"
      "  expect petro d yes\n");
  const auto& c = only<Case>(parsed);
  CHECK(c.title.value == "T");
  CHECK(format_date(c.on.days) == "2025-02-10");
  CHECK(c.notes.at(0).value == "n");
  CHECK(shape(parsed, c.given.at(0).value) == "({} a)");
  REQUIRE(c.persons.size() == 3);
  CHECK(c.persons[0].like->text == "p");
  CHECK(c.persons[0].entries.size() == 1);
  CHECK(c.persons[2].entries.empty());
  REQUIRE(c.expectations.size() == 2);
  const Expect& expect = c.expectations[0];
  CHECK(expect.undetermined);
  REQUIRE(expect.missing.size() == 2);
  CHECK(expect.missing[1].name.text == "spouse");
  CHECK(expect.missing[1].index == 1);
  CHECK(expect.missing[1].link_fact->text == "since");
  CHECK(parsed.text(expect.missing[1].span) == "petro.spouse[1].since");
  CHECK(expect.because.size() == 2);
  CHECK(expect.derived_from.at(0).text == "petro");
  CHECK(shape(parsed, c.expectations[1].value) == "yes");
}

TEST_CASE("conditions") {
  CHECK(condition("a") == "a");
  CHECK(condition("a and b and not c") == "(and a b (not c))");
  CHECK(condition("a or (b and c)") == "(or a (group (and b c)))");
  CHECK(condition("all of { a, any of { b }, none of { c, d, } }") == "(all a (any b) (none_of c d))");
  CHECK(condition("at least 2 of { a, b, c }") == "(at_least_of2 a b c)");
  CHECK(condition("is r someone") == "(link_someone r)");
  CHECK(condition("is r no one where (since before 2022-02-24 and other's x)") ==
        "(link_no_one r (group (and (before since 2022-02-24) (other x))))");
  CHECK(condition("is r someone where other’s x is y") == "(link_someone r (is (other x) y))");
  CHECK(condition("is r someone where all of { a } and b") == "(and (link_someone r (all a)) b)");
  CHECK(condition("not is r someone") == "(not (link_someone r))");
  CHECK(condition("a is not none") == "(is_not a none)");
  CHECK(condition("a is { x, y }") == "(is a ({} x y))");
  CHECK(condition("a in { x } or b not in s") == "(or (in a ({} x)) (not_in b s))");
  CHECK(condition("not a in s") == "(not (in a s))");
  CHECK(condition("a includes x") == "(includes a x)");
  CHECK(condition("a includes any of s") == "(includes_any_of a s)");
  CHECK(condition("a include all of { x }") == "(includes_all_of a ({} x))");
  CHECK(condition("a includes only { x }") == "(includes_only a ({} x))");
  CHECK(condition("number of a at least 2") == "(at_least (number a) 2)");
  CHECK(condition("a on or before as_of") == "(on_or_before a as_of)");
  CHECK(condition("a at most 90 days") == "(at_most a 90days)");
  CHECK(condition("a on 2025-01-01") == "(on a 2025-01-01)");
  CHECK(condition("whole days from a to b more than 1 week") == "(more_than (span_days a b) 1weeks)");
  CHECK(condition("5 after a") == "(after 5 a)");
  CHECK(operand("2 months after 3 days before b") == "(shift_after 2months (shift_before 3days b))");
  CHECK(operand("the wait before whole years from a to b") == "(shift_before wait (span_years a b))");
  CHECK(condition("is r no one with the same since where (other's x)") ==
        "(link_no_one_same_since r (group (other x)))");
  CHECK(condition("number of r where (x and y) at least 2") == "(at_least (number r (group (and x y))) 2)");
  CHECK(condition("number of r where any of { x } is 1") == "(is (number r (any x)) 1)");
  CHECK(operand("the earliest of { a, 2 days after b }") == "(earliest a (shift_after 2days b))");
  CHECK(operand("the latest other's x among r where (y)") == "(latest r (other x) (group y))");
  CHECK(operand("1 day after the latest since among r") == "(shift_after 1days (latest r since))");
  CHECK(operand("the earliest after a") == "(shift_after earliest a)");  // a duration of that name
  CHECK(condition("first is other") == "(is first other)");              // words that are names too
}

TEST_CASE("a comparison remembers its words") {
  const ParsedText parsed("define d if a on  or # x\n before b");
  CHECK(parsed.text(parsed.expr(only<Define>(parsed).test.condition).op) == "on  or # x\n before");
}

TEST_CASE("the lines of every platform, and a byte order mark") {
  const ParsedText parsed(
      "\xEF\xBB\xBF"
      "fact a date\r\n# c\r\nfact b date\r\n");
  CHECK(parsed.diagnostics.empty());
  CHECK(parsed.document.declarations.size() == 2);
  CHECK(ParsedText("").diagnostics.empty());
  CHECK(ParsedText("# only a comment").diagnostics.empty());
}

namespace {

/// Whether nothing but space and comments lies outside the declarations of the tree.
bool all_reached_the_tree(const ParsedText& parsed) {
  const std::string_view text = parsed.sources.text(0);
  const char* at = skip_space(text.data(), text.data() + text.size());
  for (const Declaration& declaration : parsed.document.declarations) {
    const Span span = std::visit([](const auto& declared) { return declared.span; }, declaration);
    if (text.data() + span.begin != at) return false;
    at = skip_space(text.data() + span.end, text.data() + text.size());
  }
  return at == text.data() + text.size();
}

constexpr const char* kSample = R"(policy p "T" in force from 2022-03-11
regions r { a { b "B" also "x" cites s, c }, d code "1" }
fact f set of r or none only if not g default { } "L" cites s "w"
relation x, y mutual { since date, k kind_of }
set s of r is { a } from 2024-01-01 is { b, c }
value v is 3 years
decision d is the first of { one "One", two otherwise }
define e as date is the first of { 2 months after g if h, none otherwise }
ground g1 for one in force from 2024-01-01 to and including 2024-06-30
  if all of { g before 2025-01-01, at least 1 of { h, is x someone where (other's h and k is l) } } unless not h
derivation d1 of one from one or two through x, y if since on or after 18 years after g
exception z to g1 if (a or b) and number of f at least 2
amendment am in force from 2025-01-13 applies if h
{
  add to s { d }
  replace define e as date is g
  value v is 4 years
}
case "c" on 2025-01-01
  olena like p { f { a }, x to petro { since 2010-01-01 } }
  expect olena d undetermined missing olena.f because g1
)";

}  // namespace

TEST_CASE("there are no errors if and only if every declaration reached the tree") {
  REQUIRE(ParsedText(kSample).diagnostics.empty());
  REQUIRE(all_reached_the_tree(ParsedText(kSample)));
  static const std::string kScraps[] = {"{",  "}",   "(",  ")",   "\"",        ",",   "\n",         " ",
                                        "if", "and", "or", "not", "fact x",    "set", "2025-13-01", "until",
                                        "#",  ".",   "=",  "is",  "amendment", "é",   "9"};
  std::mt19937 random(7);  // NOLINT: the same every time
  const auto pick = [&random](std::size_t size) { return random() % size; };
  for (int round = 0; round < 4000; ++round) {
    std::string text = kSample;
    for (std::size_t edits = 1 + pick(3); edits > 0; --edits) {
      const std::size_t at = pick(text.size());
      switch (pick(4)) {
        case 0:
          text.erase(at, 1 + pick(12));
          break;
        case 1:
          text.insert(at, kScraps[pick(std::size(kScraps))]);
          break;
        case 2:
          text.insert(at, text.substr(pick(text.size()), pick(40)));
          break;
        default:
          text.resize(text.size() - std::min(text.size() - 1, pick(60)));
      }
    }
    const ParsedText parsed(text);
    INFO(text);
    INFO(parsed.rendered());
    REQUIRE(parsed.diagnostics.empty() == all_reached_the_tree(parsed));
  }
}

TEST_CASE("errors do not cascade") {
  const ParsedText parsed(
      "policy p \"title\"\n"
      "kind k { a, b\n"
      "fact x date\n"
      "fact y\n"
      "amendment one in force from 2025-01-01\n{\n  repel exclusion x\n  add to s { A, B\n  value v is 3\n"
      "  replace define q if a and b or c\n  set s is { A }\n}\n"
      "amendmnt two in force from 2025-01-01 {\n  set s is { A }\n  value v is 3\n}\n"
      "amendment three in force 2025-01-01\n  applies if any of {\n    a,\n    b\n  }\n{\n  set s is { A }\n"
      "  insert ground g for x if a between 3 and 4\n}\n"
      "fact z date\n"
      "}\n"
      "fact last set\n  of k\n");
  CHECK(parsed.summary() ==
        "P0120 2:14 `}` is missing after `b`\n"
        "P0116 4:7 the kind of value of the fact is missing after `y`\n"
        "P0122 7:3 `repel` does not begin a change\n"
        "P0120 8:18 `}` is missing after `B`\n"
        "P0123 10:23 `and` and `or` stand together, so this can be read in two ways\n"
        "P0101 13:1 `amendmnt` does not begin a declaration\n"
        "P0119 17:26 `2025-01-01` stands where `from` with a date should stand\n"
        "P0127 24:30 `between` does not say whether the ends count\n");
  CHECK(parsed.document.declarations.size() == 5);  // `value v` too: it may well be one
}

TEST_CASE("limits end in one clear error each") {
  const auto repeat = [](const std::string& text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
  };
  const auto kinds = [](const ParsedText& parsed) {
    std::vector<Kind> found;
    for (const Diagnostic& diagnostic : parsed.diagnostics.all()) found.push_back(diagnostic.kind);
    return found;
  };
  using Kinds = std::vector<Kind>;
  constexpr std::size_t kDeep = 5000;
  for (const std::string& deep :
       {"define x if " + repeat("(", kDeep) + "a" + repeat(")", kDeep), "define x if " + repeat("all of { ", kDeep),
        "regions r { " + repeat("a { ", kDeep) + repeat("}", kDeep) + "}", "person p { " + repeat("a to b { ", kDeep),
        "define x if a before " + repeat("2 days after ", kDeep) + "b",
        "define x if " + repeat("whole days from ", kDeep) + "b",
        "define x if " + repeat("is r someone where (", kDeep) + "b"}) {
    CHECK(kinds(ParsedText(deep + "\nfact y date\n")) == Kinds{Kind::nested_too_deep});
  }
  CHECK(kinds(ParsedText("define x if " + repeat("(", 200) + "a" + repeat(")", 200))).empty());
  Limits limits;
  limits.declarations = 2;
  CHECK(kinds(ParsedText("fact a date fact b date", limits)).empty());
  CHECK(kinds(ParsedText("fact a date fact b date fact c date", limits)) == Kinds{Kind::too_many});
  limits.file_bytes = 10;
  CHECK(kinds(ParsedText("fact a date", limits)) == Kinds{Kind::file_too_large});
  const ParsedText many(repeat("fact\n", 1500));
  CHECK(many.diagnostics.all().size() == Limits{}.errors + 1);
  CHECK(many.diagnostics.all().back().kind == Kind::too_many);
}

TEST_CASE("a file that is not clean text is refused, once for each trouble") {
  const auto summary = [](std::string text) { return ParsedText(std::move(text)).summary(); };
  CHECK(summary(std::string("fact\0 a\0", 8)) == "P0021 1:5 this file has a NUL byte, so it is not plain text\n");
  CHECK(summary("# \xE5r\n") == "P0022 1:3 this file is not UTF-8 text: the byte E5 cannot stand here\n");
  for (const char* hidden : {"\u202A", "\u202E", "\u2066", "\u2069", "\u200E", "\u200F", "\u061C"}) {
    CHECK(summary(std::string("# a") + hidden).substr(0, 9) == "P0023 1:4");
  }
  for (const char* unseen : {"\u200B", "\u00AD", "\uFEFF", "\u2028", "\u0085", "\x01", "\x7F", "\u200D", "\uFFFE",
                             "\uFFFF", "\uFDD0", "\U0010FFFF"}) {
    CHECK(summary(std::string("# a") + unseen + "b").substr(0, 9) == "P0024 1:4");
  }
  CHECK(summary("fact a date\rfact b date\n") ==
        "P0025 1:12 a line ends here for some programs and goes on for others\n");
  CHECK(summary("# \u0645\u06CC\u200C\u062E\u0648\n").empty());  // a joiner that Persian needs
  const ParsedText twice("# \u200B\u200B\n");
  CHECK(twice.diagnostics.all().at(0).notes.at(0) == "this file has 2 of them; this is the first");
}

TEST_CASE("reading takes time in proportion to the text") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "define d" + std::to_string(i) + " if all of { a, (b or not c) } cites s\n";
  const ParsedText parsed(text);
  CHECK(parsed.diagnostics.empty());
  CHECK(parsed.document.declarations.size() == 20'000);
}
