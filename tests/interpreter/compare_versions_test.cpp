#include "interpreter/compare_versions.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/load.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/class_sample.hpp"
#include "interpreter/sample.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"
#include "tests/support/paired_facts.hpp"

using namespace proviso;

namespace {

// A policy as a version.
struct Side {
  SourceSet sources;
  std::vector<syntax::Document> documents;
  std::optional<Policy> policy;
  std::string wrong;

  explicit Side(const std::string& text) {
    Diagnostics diagnostics;
    const FileId file = sources.add("policy.proviso", text);
    documents.push_back(parse(sources, file, Limits{}, diagnostics));
    policy = resolve(sources, documents, diagnostics);
    for (const Diagnostic& d : diagnostics.sorted()) wrong += d.message + "\n";
  }
};

struct Result {
  std::optional<Compared> compared;
  std::string codes;
};

Result compare(const Side& a, const Side& b, std::optional<Days> old_on = {}, std::optional<Days> new_on = {},
               const CompareOptions& options = {}) {
  INFO(a.wrong << b.wrong);
  REQUIRE(a.policy);
  REQUIRE(b.policy);
  Diagnostics diagnostics;
  Result result;
  result.compared = compare_versions({*a.policy, &a.sources, "old", old_on}, {*b.policy, &b.sources, "new", new_on},
                                     options, diagnostics);
  for (const Diagnostic& d : diagnostics.sorted()) result.codes += code(d.kind) + " ";
  return result;
}

VersionDiff diff(const std::string& a, const std::string& b) {
  const Side x(a), y(b);
  Result result = compare(x, y);
  REQUIRE(result.compared);
  return result.compared->diff;
}

// A small policy with what each test changes in it.
std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

const std::string kGrant = R"(policy grant "A grant"
  authority "The council"
  in force from 2020-01-01
  month ends round down

kind place { North, South, East, West }
set served of place is { North, South }
relation partner_of mutual { since date }

fact home place "Where the person lives"
fact moved_in_on date "The day of moving in"
fact poor yes/no "Has a low income"
fact frail yes/no "Is frail"
fact left_on date or none default none "The day of moving out"

decision grant "The grant" is the first of { full "In full", half "By half", none_at_all "None" otherwise }

ground resident for full "A poor resident"
  if all of { home in served, moved_in_on before 2024-01-01, poor }
ground frail_resident for half "A frail resident"
  if home in served and frail
exclusion gone from full, half "Has moved out"
  if left_on before 2025-01-01
exception still_owner to gone "Is frail, and moved out late"
  if frail and left_on on or after 2024-06-01
derivation partner of half from full or half "The partner of somebody who gets it"
  through partner_of if since before 2023-01-01
)";

std::vector<std::string> transitions(const VersionDiff& d) {
  std::vector<std::string> result;
  for (const ChangeClass& c : d.classes) result.push_back(c.from + " -> " + c.to);
  return result;
}

bool has(const VersionDiff& d, const std::string& transition) {
  const auto all = transitions(d);
  return std::find(all.begin(), all.end(), transition) != all.end();
}

const ChangeClass& of(const VersionDiff& d, const std::string& transition) {
  const auto found = std::find_if(d.classes.begin(), d.classes.end(),
                                  [&](const ChangeClass& c) { return c.from + " -> " + c.to == transition; });
  REQUIRE(found != d.classes.end());
  return *found;
}

}  // namespace

TEST_CASE("a version compared with itself changes nothing for nobody") {
  const VersionDiff d = diff(kGrant, kGrant);
  CHECK(d.changes.empty());
  CHECK(d.classes.empty());
  CHECK(d.complete);
  CHECK(d.unchanged == d.compared);
  CHECK(d.same());
}

TEST_CASE("a day that is moved by one concerns those of that day alone") {
  const VersionDiff d = diff(kGrant, replaced(kGrant, "before 2024-01-01", "before 2024-01-02"));
  CHECK(d.complete);
  REQUIRE(d.changes.size() == 1);
  CHECK(d.changes[0].name == "resident");
  CHECK(d.changes[0].effect == StructuralChange::Effect::classes);
  const ChangeClass& c = of(d, "none_at_all -> full");
  CHECK(c.causes == std::vector<std::uint32_t>{0});
  CHECK(c.sentence.find("2024-01-01") != std::string::npos);
  REQUIRE(c.witness);
  CHECK(c.witness->json.find("\"moved_in_on\": \"2024-01-01\"") != std::string::npos);
  CHECK(c.witness->before == "none_at_all");
  CHECK(c.witness->after == "full");
  REQUIRE(c.near_miss);
  CHECK(c.near_miss->before == c.near_miss->after);
  CHECK(c.near_miss->differs == "anna.moved_in_on");
  // Frail ones had half of it, and their partners and those of the others get half now.
  CHECK(has(d, "half -> full"));
  CHECK(has(d, "none_at_all -> half"));
}

TEST_CASE("a region that is swapped, an exception that is lost, and for or: each is found") {
  const VersionDiff region = diff(kGrant, replaced(kGrant, "is { North, South }", "is { North, East }"));
  REQUIRE(region.changes.size() == 1);
  CHECK(region.changes[0].kind == StructuralChange::Kind::set_changed);
  CHECK(region.changes[0].added == std::vector<std::string>{"East"});
  CHECK(region.changes[0].removed == std::vector<std::string>{"South"});
  CHECK(of(region, "full -> none_at_all").sentence.find("South") != std::string::npos);
  CHECK(of(region, "none_at_all -> full").sentence.find("East") != std::string::npos);

  const std::string exception =
      kGrant.substr(kGrant.find("exception"), kGrant.find("derivation") - kGrant.find("exception"));
  const VersionDiff lost = diff(kGrant, replaced(kGrant, exception, ""));
  REQUIRE(lost.changes.size() == 1);
  CHECK(lost.changes[0].kind == StructuralChange::Kind::repealed);
  CHECK(of(lost, "half -> none_at_all").witness);

  const VersionDiff joined = diff(kGrant, replaced(kGrant, "home in served and frail", "home in served or frail"));
  CHECK(of(joined, "none_at_all -> half").witness);
  for (const VersionDiff* d : {&region, &lost, &joined}) {
    CHECK(d->complete);
    for (const ChangeClass& c : d->classes) CHECK(c.causes == std::vector<std::uint32_t>{0});
  }
}

TEST_CASE("the other way round, everything is turned") {
  const std::string changed =
      replaced(replaced(kGrant, "is { North, South }", "is { North, East }"), "and frail\n", "and not frail\n");
  const VersionDiff there = diff(kGrant, changed), back = diff(changed, kGrant);
  CHECK(there.complete);
  std::vector<std::string> turned;
  for (const ChangeClass& c : back.classes) turned.push_back(c.to + " -> " + c.from);
  std::vector<std::string> straight = transitions(there);
  for (auto* list : {&turned, &straight}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  CHECK(turned == straight);
}

TEST_CASE("other names, another order and other words for the same have no effect, and that is proved") {
  const std::string renamed = replaced(
      replaced(replaced(kGrant, "ground resident", "ground poor_resident"), "fact moved_in_on", "fact arrived_on"),
      "moved_in_on before", "arrived_on before");
  const VersionDiff names = diff(kGrant, renamed);
  CHECK(names.complete);
  CHECK(names.classes.empty());
  REQUIRE(names.changes.size() == 2);
  for (const StructuralChange& c : names.changes) {
    CHECK(c.kind == StructuralChange::Kind::renamed);
    CHECK(c.effect == StructuralChange::Effect::none);
  }
  const std::string worded =
      replaced(kGrant, "if home in served and frail", "if not (home not in served or not frail)");
  const VersionDiff words = diff(kGrant, worded);
  CHECK(words.complete);
  CHECK(words.classes.empty());
  REQUIRE(words.changes.size() == 1);
  CHECK(words.changes[0].effect == StructuralChange::Effect::none);
  CHECK(words.unchanged == words.compared);
}

TEST_CASE("a change that another makes idle has none, and is not the cause of what happens") {
  // Who left before 2025 loses it whatever the first change gives to those who left before 2024.
  const std::string changed = replaced(replaced(kGrant, "and frail\n", "and frail and left_on is none\n"),
                                       "exception still_owner to gone \"Is frail, and moved out late\"\n  if frail and",
                                       "exception still_owner to gone \"Is frail, and moved out late\"\n  if poor and");
  const VersionDiff d = diff(kGrant, changed);
  CHECK(d.complete);
  REQUIRE(d.changes.size() == 2);
  for (const ChangeClass& c : d.classes) CHECK_FALSE(c.causes.empty());
}

TEST_CASE("two changes that undo each other are asked about one by one") {
  // The two grounds have exchanged their conditions, and their labels tell which is which.
  const std::string text = kGrant + R"(ground young for full "Is young" if moved_in_on after 2020-01-01
ground old for full "Is old" if moved_in_on before 2000-01-01
)";
  const std::string changed =
      replaced(replaced(replaced(text, "after 2020-01-01", "HERE"), "before 2000-01-01", "after 2020-01-01"), "HERE",
               "before 2000-01-01");
  const VersionDiff d = diff(text, changed);
  CHECK(d.complete);
  CHECK(d.classes.empty());
  CHECK(d.unchanged == d.compared);
}

TEST_CASE("what the text before an amendment says of others is the same in the same version") {
  const std::string text =
      kGrant + R"(define settled if moved_in_on before 2010-01-01 or is partner_of someone where other's settled
amendment strict "Only those who are settled, and their partners" in force from 2024-01-01
  applies if is partner_of no one where (other's settled)
{ replace define settled if moved_in_on before 2005-01-01 or is partner_of someone where other's settled
  replace ground frail_resident for half if home in served and frail and settled }
)";
  const VersionDiff d = diff(text, text);
  CHECK(d.same());
}

TEST_CASE("what cannot be compared is refused, with the place and what to do") {
  const Side grant(kGrant);
  const Side typed(replaced(replaced(kGrant, "fact frail yes/no", "fact frail date"), "and frail\n",
                            "and frail before 2020-01-01\n"));
  CHECK(typed.policy.has_value() == false);
  const Side other(R"(policy other "Another" authority "x" in force from 2020-01-01
fact a yes/no
decision permit yes/no
ground g for permit if a
)");
  CHECK(compare(grant, other).codes == "P0731 ");
  std::string text = replaced(kGrant, "fact poor yes/no", "fact poor place");
  text = replaced(text, "2024-01-01, poor }", "2024-01-01, poor is North }");
  CHECK(compare(grant, Side(text)).codes == "P0732 ");
  CHECK(compare(grant, Side(replaced(kGrant, "partner_of mutual", "partner_of"))).codes == "P0733 ");
}

TEST_CASE("a version that finds records impossible is told") {
  const VersionDiff d = diff(
      kGrant, kGrant + "impossible left_before_moving_in \"Left before moving in\" if left_on before moved_in_on\n");
  CHECK(d.complete);
  REQUIRE(d.classes.size() == 1);
  CHECK(d.classes[0].decision.empty());
  CHECK(d.classes[0].from == "possible");
  CHECK(d.classes[0].to == "impossible");
  REQUIRE(d.classes[0].witness);
  CHECK(d.classes[0].witness->after == "impossible");
}

TEST_CASE("two days of one text: what the rules do is told from what the day does") {
  const std::string text = kGrant + R"(define recent if whole days from moved_in_on to as_of at most 30 days
ground newcomer for half "Newly moved in" if recent
amendment fewer_places "Only the north is served" in force from 2024-03-01
{ remove from served { South } }
)";
  const Side side(text);
  const Result result = compare(side, side, parse_date("2024-02-29"), parse_date("2024-03-01"));
  REQUIRE(result.compared);
  const VersionDiff& d = result.compared->diff;
  CHECK(d.complete);
  REQUIRE(d.changes.size() == 1);
  CHECK(d.changes[0].amendment == "fewer_places");
  bool rules = false, day = false;
  for (const ChangeClass& c : d.classes) {
    rules = rules || (!c.causes.empty() && !c.by_date);
    day = day || (c.causes.empty() && c.by_date);
    CHECK((!c.causes.empty() || c.by_date));
    CHECK(c.witness);
  }
  CHECK(rules);
  CHECK(day);
}

namespace {

void check_under_every_bound(const Side& a, const Side& wider) {
  const Result whole = compare(a, wider);
  REQUIRE(whole.compared);
  REQUIRE(whole.compared->diff.complete);
  std::size_t stopped = 0, ended = 0;
  for (std::size_t edges = 1; ended < 3; edges += 1 + edges / 8) {
    CompareOptions options;
    options.diagram_edges = edges;
    const Result result = compare(a, wider, {}, {}, options);
    REQUIRE(result.compared);
    const VersionDiff& d = result.compared->diff;
    INFO(edges << " edges");
    if (d.complete) {
      CHECK(transitions(d) == transitions(whole.compared->diff));
      ++ended;
    } else {
      CHECK_FALSE(d.bound.empty());
      CHECK(d.classes.empty());
      CHECK(d.unchanged.empty());
      CHECK_FALSE(d.same());
      for (const StructuralChange& change : d.changes) CHECK(change.effect == StructuralChange::Effect::unknown);
      ++stopped;
    }
  }
  CHECK(stopped > 10);
}

}  // namespace

TEST_CASE("whatever the bound on the diagrams, the comparison is whole, or says that it is not") {
  check_under_every_bound(Side(kGrant), Side(replaced(replaced(kGrant, "{ North, South }", "{ North, South, West }"),
                                                      "home in served and frail", "home in served or frail")));
}

TEST_CASE("where one order of the facts runs out of room, the comparison takes another") {
  // 2^16 nodes and more in the order in which they are read, and by name.
  const Side a(proviso::test::paired_facts(16)), b(proviso::test::paired_facts(16, 5));
  CompareOptions options;
  options.diagram_edges = 100'000;
  options.max_boxes = 20;
  const Result result = compare(a, b, {}, {}, options);
  REQUIRE(result.compared);
  const VersionDiff& d = result.compared->diff;
  CHECK(d.complete);
  CHECK(transitions(d) == std::vector<std::string>{"half -> none_at_all"});
  REQUIRE(d.classes.size() == 1);
  REQUIRE(d.classes[0].witness);
  CHECK(d.classes[0].witness->before == "half");
  CHECK(d.classes[0].witness->after == "none_at_all");
}

namespace {

// Seven limits that decide together.
std::string old_enough(int limit) {
  std::string facts, tests;
  for (const char* fact : {"a", "b", "c", "d", "e", "f", "g"}) {
    facts += std::string("fact ") + fact + " number\ndefine old_enough_" + fact + " if " + fact + " at least " +
             std::to_string(limit) + "\n";
    tests += std::string(tests.empty() ? "" : ", ") + "old_enough_" + fact;
  }
  return "policy p \"P\"\n  in force from 2020-01-01\n" + facts +
         "decision grant yes/no\nground several for grant if at least 4 of { " + tests + " }\n";
}

}  // namespace

TEST_CASE("changes that work together in many ways are named together") {
  const VersionDiff d = diff(old_enough(18), old_enough(16));
  CHECK(d.complete);
  REQUIRE(d.changes.size() == 7);
  REQUIRE(d.classes.size() == 2);
  for (const ChangeClass& c : d.classes) {
    CHECK(c.from == "no");
    CHECK(c.causes.size() == 7);
    CHECK(c.witness);
    CHECK(c.mixed != c.jointly);  // for some, several changes are needed each; for others, no one is
  }
  for (const StructuralChange& change : d.changes) CHECK(change.effect == StructuralChange::Effect::classes);
}

namespace {

// A define of links and the rule that reads it.
std::string with_close(const std::string& close, const std::string& derives) {
  return replaced(kGrant, "through partner_of if since before 2023-01-01",
                  "through partner_of if " + derives + "\ndefine close through partner_of if " + close);
}

// Both changed: they meet in what is read of a partner.
Result compare_close() {
  Result result = compare(Side(with_close("since before 2023-01-01", "close")),
                          Side(with_close("since before 2024-01-01", "close and frail")));
  REQUIRE(result.compared);
  return result;
}

}  // namespace

TEST_CASE("of whom everything is known is in a class or not, although only a variant reads some links") {
  const Result result = compare_close();
  const VersionPair& pair = *result.compared->pair;
  REQUIRE_FALSE(result.compared->diff.classes.empty());
  SampleOptions options;
  options.family_millionths = 800'000;
  Sampler sampler(pair.old_program(), options);
  for (int n = 0; n < 200; ++n) {
    const auto c = sampler.next(n % 2 == 0 ? 1 : 4);
    REQUIRE(c);
    for (const auto& of_person : pair.memberships(*c)) {
      for (const VersionPair::Membership& membership : of_person) CHECK_FALSE(membership.open);
    }
  }
}

TEST_CASE("people who are drawn are shown as the first of their case, in the class that they are in") {
  const Result result = compare_close();
  const VersionPair& pair = *result.compared->pair;
  std::size_t shown = 0, with_others = 0;
  ClassSample(pair.old_program(), pair, {*parse_date("2020-01-01"), *parse_date("2030-01-01")})
      .run([&] { return shown < 50; }, [](std::uint32_t) { return true; },
           [&](std::uint32_t index, Case c) {
             ++shown;
             with_others += c.people.size() > 1;
             CHECK(c.people[0].id == "anna");
             const auto memberships = pair.memberships(c);
             CHECK(std::any_of(memberships[0].begin(), memberships[0].end(), [&](const auto& membership) {
               return membership.classes == std::vector<std::uint32_t>{index};
             }));
           });
  CHECK(shown == 50);
  CHECK(with_others > 0);
}

TEST_CASE("changes that work together in many ways, whatever the bound on the diagrams") {
  check_under_every_bound(Side(old_enough(18)), Side(old_enough(16)));
}
