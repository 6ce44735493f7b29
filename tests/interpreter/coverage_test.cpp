#include "interpreter/coverage.hpp"

#include "interpreter/coverage_reach.hpp"
#include "tests/interpreter/coverage_fixture.hpp"
#include "tests/reference/random.hpp"

using namespace proviso;
using namespace proviso::test;

namespace {

const std::string kHeader = "policy test \"A test\"\n  in force from 2020-01-01\n  month ends round down\n";

// A policy of one ground over yes/no facts, and one person with some of them: what the condition shows.
std::string shown(const std::string& condition, const std::string& facts) {
  const Measured m(kHeader +
                   "fact a yes/no\nfact b yes/no\nfact c yes/no\nfact d yes/no or none\ndecision x yes/no\n"
                   "ground g for x if " +
                   condition + "\ncase \"one\" on 2021-01-01\n  p { " + facts + " }\n  q { a unknown }\n" +
                   "  expect q x undetermined\n");
  return m.met(GoalKind::condition);
}

}  // namespace

TEST_CASE("a small policy, by hand") {
  const std::string policy = kHeader + R"(
fact age number
fact member yes/no
fact blocked yes/no default no
decision card yes/no
ground grown for card if age at least 18 and member
exclusion bar from card if blocked
)";
  // One case. `grown` holds and `bar` does not: 2 of 2 rules times 2. Both parts of `grown` are true, so each decides
  // while true; `blocked` is false and alone: 3 of 3 conditions times 2. The outcome yes, not no: 1 of 2. The age is 18
  // exactly: 1 of 3 sides of the threshold.
  const std::string one = R"(case "a member of 18" on 2021-01-01
  anna { age 18, member yes }
  expect anna card yes
)";
  const Measured first(policy + one);
  CHECK(first.figure(GoalKind::rule) == "2/4");
  CHECK(first.met(GoalKind::rule) == "bar failed, grown held");
  CHECK(first.figure(GoalKind::condition) == "3/6");
  CHECK(first.met(GoalKind::condition) == "blocked -, age at least 18 +, member +");
  CHECK(first.figure(GoalKind::outcome) == "1/2");
  CHECK(first.met(GoalKind::outcome) == "card yes");
  CHECK(first.figure(GoalKind::threshold) == "1/3");
  CHECK(first.met(GoalKind::threshold) == "age at least 18 at");
  CHECK(first.figure(GoalKind::day) == "0/0");
  CHECK(first.figure(GoalKind::amendment) == "0/0");
  CHECK(first.coverage.total.met == 7);
  CHECK(first.coverage.total.all == 15);
  // Two more people. Ben is 17 and no member: `grown` fails, but neither part decides, as the other is false too. Cleo
  // is 17 and a member: her age alone stands in the way. Nobody yet shows `member` deciding while false, nor an age of
  // 19, nor anybody who is barred.
  const Measured more(policy + one + R"(case "too young" on 2021-01-01
  ben { age 17, member no }
  expect ben card no
case "a member, but too young" on 2021-01-01
  cleo { age 17, member yes }
  expect cleo card no
)");
  CHECK(more.open(GoalKind::rule) == "bar held");
  CHECK(more.open(GoalKind::condition) == "blocked +, member -");
  CHECK(more.open(GoalKind::outcome) == "");
  CHECK(more.open(GoalKind::threshold) == "age at least 18 just_after");
  // The first case that shows it: `grown` fails in the second, the age decides while false in the third.
  for (std::size_t i = 0; i < more.plan.goals().size(); ++i) {
    const std::string name = more.name(more.plan.goals()[i]);
    if (name == "grown failed" || name == "age at least 18 just_before") CHECK(more.coverage.first_cases[i] == 1);
    if (name == "age at least 18 -") CHECK(more.coverage.first_cases[i] == 2);
    if (name == "grown held") CHECK(more.coverage.first_cases[i] == 0);
  }
}

TEST_CASE("which part decides") {
  // and: the others are true
  CHECK(shown("a and b and c", "a yes, b yes, c yes") == "a +, b +, c +");
  CHECK(shown("a and b and c", "a yes, b no, c yes") == "b -");
  CHECK(shown("a and b and c", "a no, b no, c yes") == "");
  // or: the others are false
  CHECK(shown("a or b or c", "a no, b no, c no") == "a -, b -, c -");
  CHECK(shown("a or b or c", "a no, b yes, c no") == "b +");
  CHECK(shown("any of { a, b, c }", "a no, b yes, c yes") == "");
  // none of: as `or`; not: as it is; the truth is the condition's own
  CHECK(shown("none of { a, b }", "a no, b yes") == "b +");
  CHECK(shown("not a", "a yes") == "a +");
  CHECK(shown("not (a and b)", "a yes, b no") == "b -");
  // at least 2 of three: exactly one of the others
  CHECK(shown("at least 2 of { a, b, c }", "a yes, b yes, c no") == "a +, b +");
  CHECK(shown("at least 2 of { a, b, c }", "a yes, b no, c no") == "b -, c -");
  CHECK(shown("at least 2 of { a, b, c }", "a yes, b yes, c yes") == "");
  CHECK(shown("at least 2 of { a, b, c }", "a no, b no, c no") == "");
  // if and unless: B decides against
  CHECK(shown("a unless b", "a yes, b no") == "a +, b -");
  CHECK(shown("a unless b", "a yes, b yes") == "b +");
  CHECK(shown("a unless b", "a no, b yes") == "");
  // inside: only where the whole part decides
  CHECK(shown("a and (b or c)", "a yes, b yes, c no") == "a +, b +");
  CHECK(shown("a and (b or c)", "a no, b yes, c no") == "a -");
  CHECK(shown("a and (b or c)", "a yes, b yes, c yes") == "a +");
  CHECK(shown("a or (b and c)", "a yes, b yes, c yes") == "");
}

TEST_CASE("what is not known shows nothing") {
  CHECK(shown("a and b", "a yes") == "");
  CHECK(shown("a or b", "b no") == "");
  CHECK(shown("a and b and c", "a yes, b no") == "");
  CHECK(shown("at least 2 of { a, b, c }", "a yes, b no") == "");
  CHECK(shown("a and (b or c)", "a yes, b yes") == "a +");
  CHECK(shown("a or (b and c)", "a no, b no, c yes") == "a -, b -");
}

TEST_CASE("a yes/no that is none does not hold") {
  CHECK(shown("a and d", "a yes, d none") == "d -");
  CHECK(shown("a and d is none", "a yes, d none") == "a +, d is none +");
}

TEST_CASE("conditions on links: each link for itself") {
  const std::string policy = kHeader + R"(
relation knows { well yes/no }
fact kind_to yes/no
decision x yes/no
ground g for x if is knows someone where (well and other's kind_to)
decision y yes/no
ground h for y if is knows no one where well
)";
  const auto met = [&](const std::string& people) {
    return Measured(policy + "case \"one\" on 2021-01-01\n" + people + "  expect a x no\n").met(GoalKind::condition);
  };
  const std::string others = "  b { kind_to yes }\n  c { kind_to no }\n";
  CHECK(met("  a { knows to b { well no }, knows to c { well yes } }\n" + others) ==
        "well -, other's kind_to -, well +");
  // Two links short of one: each would do. Of the two that do not know well, `h` is decided by either.
  CHECK(met("  a { knows to b { well no }, knows to c { well no } }\n" + others) == "well -, well -");
  CHECK(met("  a { }\n" + others) == "");
}

TEST_CASE("of two links that do, neither decides") {
  const Measured m(kHeader + R"(
relation knows { well yes/no }
decision x yes/no
ground g for x if is knows someone where well
ground acquainted for x if is knows someone
case "one" on 2021-01-01
  a { knows to b { well yes }, knows to c { well yes } }
  b { }
  c { knows to b { well yes }, knows to a { well no } }
  expect a x yes
)");
  // `is knows someone` without `where` is one condition. In c's eyes one link does; b knows nobody.
  CHECK(m.met(GoalKind::condition) == "is knows someone +, is knows someone -, well +");
}

TEST_CASE("derivations: by relation, and which condition of which clause decides") {
  const std::string policy = kHeader + R"(
relation spouse_of { since date }
relation child_of, ward_of
fact own yes/no
decision right yes/no
ground first for right if own
derivation family of right
  through spouse_of if since before 2015-01-01
  through child_of, ward_of
)";
  // Ben obtains it by marriage, Carl as a child; nobody as a ward. Dora's marriage is too late, and the date alone
  // stands in the way, since Carl has the right that she would derive.
  const Measured m(policy + R"(case "a family" on 2021-01-01
  anna { own yes }
  ben { own no, spouse_of to anna { since 2014-12-31 } }
  carl { own no, child_of to anna }
  dora { own no, spouse_of to carl { since 2015-01-01 } }
  expect ben right yes because family derived from anna
  expect carl right yes because family derived from anna
  expect dora right no
)");
  CHECK(m.met(GoalKind::derivation) == "family spouse_of, family child_of");
  CHECK(m.open(GoalKind::derivation) == "family ward_of");
  CHECK(m.met(GoalKind::condition) == "since before 2015-01-01 +, since before 2015-01-01 -, own +, own -");
  CHECK(m.met(GoalKind::threshold) == "since before 2015-01-01 just_before, since before 2015-01-01 at");
  CHECK(m.met(GoalKind::rule) == "family held, family failed, first held, first failed");
  // Whose partner has nothing to give is no test of the date; nor is who obtains it through another clause too.
  const Measured none(policy + R"(case "nothing to give" on 2021-01-01
  anna { own no }
  ben { own no, spouse_of to anna { since 2014-12-31 } }
  expect ben right no
case "twice" on 2021-01-01
  anna { own yes }
  ben { own no, spouse_of to anna { since 2014-12-31 }, child_of to anna }
  expect ben right yes
)");
  CHECK(none.met(GoalKind::condition) == "own +, own -");
}

TEST_CASE("the options of a define") {
  const std::string policy = kHeader + R"(
kind level { low, middle, high }
fact a yes/no
fact b yes/no
fact c yes/no
decision x yes/no
ground g for x if a
define d as level is the first of { high if a, low if b, high if c, low otherwise }
)";
  const auto met = [&](const std::string& facts) {
    return Measured(policy + "case \"one\" on 2021-01-01\n p { a no, " + facts + " }\n expect p x no\n")
        .met(GoalKind::condition);
  };
  // Ground g comes first, with `a -` each time. Nothing holds: low. a or c would make it high; b would make it low, as
  // it is.
  CHECK(met("b no, c no") == "a -, a -, c -");
  // b holds: low. Without b it is low again, by `otherwise`; a would make it high.
  CHECK(met("b yes, c no") == "a -, a -");
  // b holds, and without it c would make it high: b decides.
  CHECK(met("b yes, c yes") == "a -, a -, b +");
  CHECK(met("b no, c yes") == "a -, b -, c +");
  // Whether b holds is not known: then nothing after it, nor a, is shown.
  CHECK(met("c yes") == "a -");
}

TEST_CASE("thresholds: numbers, dates, days, and what cannot be") {
  const std::string policy = kHeader + R"(
kind thing { one, two }
fact n number
fact things set of thing
fact on_day date
fact other_day date
decision x yes/no
ground by_number for x if n less than 1
ground by_count for x if number of things at least 2
ground by_day for x if on_day before other_day
ground by_span for x if whole days from on_day to as_of more than 30 days
ground by_case for x if as_of on or after 2020-01-01
ground by_shift for x if on_day after 10 days before as_of
)";
  const Measured m(policy + R"(case "one" on 2021-03-31
  a { n 1, things { one }, on_day 2021-03-01, other_day 2021-03-02 }
  b { n 0, things { }, on_day 2021-02-28, other_day 2021-02-28 }
  c { n 3, things { two, one }, on_day 2021-03-22, other_day 2021-03-20 }
  expect a x yes
)");
  // by_number: 1 is at the point, 0 below it; 2 is open. by_count: 1, 2, and there are no three things. by_day: a is
  // one day before, b at. by_span: from 1 March to 31 March are 30 days, from 28 February 31. by_case: the policy is in
  // force from that day on, and every day is after it. by_shift: ten days before 31 March is 21 March; c is one after.
  CHECK(m.met(GoalKind::threshold) ==
        "number of things at least 2 just_before, number of things at least 2 at, "
        "on_day before other_day just_before, on_day before other_day at, "
        "n less than 1 just_before, n less than 1 at, "
        "on_day after 10 days before as_of just_after, "
        "whole days from on_day to as_of more than 30 days at, "
        "whole days from on_day to as_of more than 30 days just_after");
  CHECK(m.open(GoalKind::threshold) ==
        "as_of on or after 2020-01-01 at, as_of on or after 2020-01-01 just_after, "
        "on_day before other_day just_after, n less than 1 just_after, "
        "on_day after 10 days before as_of just_before, on_day after 10 days before as_of at, "
        "whole days from on_day to as_of more than 30 days just_before");
  CHECK(m.not_counted(GoalKind::threshold) ==
        "as_of on or after 2020-01-01 just_before, number of things at least 2 just_after");
  // On no day of the policy is it before its first.
  CHECK(m.not_counted(GoalKind::condition) == "as_of on or after 2020-01-01 -");
  CHECK(m.figure(GoalKind::threshold) == "9/16");
}

TEST_CASE("thresholds of whole months and years turn on a day of the calendar") {
  const std::string policy = kHeader + R"(
fact born date
decision x yes/no
ground grown for x if whole years from born to as_of at least 18 years
ground old for x if whole months from born to as_of more than 240 months
ground young for x if 2 years more than whole years from born to as_of
)";
  const auto met = [&](const std::string& day, const std::string& born) {
    return Measured(policy + "case \"one\" on " + day + "\n a { born " + born + " }\n expect a x " +
                    (day < "2021" ? "no" : "yes") + "\n")
        .met(GoalKind::threshold);
  };
  const std::string grown = "whole years from born to as_of at least 18 years ";
  const std::string old = "whole months from born to as_of more than 240 months ";
  const std::string young = "2 years more than whole years from born to as_of ";
  // 18 years after 29 February 2004 is 28 February 2022 where months round down.
  CHECK(met("2022-02-28", "2004-02-29") == grown + "at");
  CHECK(met("2022-03-01", "2004-02-29") == grown + "just_after");
  CHECK(met("2020-05-01", "2002-05-02") == grown + "just_before");
  // More than 240 months is 241 of them: 30 April 2002 and 241 months is 30 May 2022.
  CHECK(met("2022-05-31", "2002-04-30") == old + "just_after");
  CHECK(met("2022-05-30", "2002-04-30") == old + "at");
  // 2 years are more than the whole years until these are 2.
  CHECK(met("2022-05-29", "2020-05-30") == young + "just_before");
}

TEST_CASE("the turning day is the day on which the test turns") {
  reference::Random random(1);
  for (int i = 0; i < 20'000; ++i) {
    const Days from = *parse_date("2000-01-01") + random.between(0, 3000);
    const bool years = random.chance(50), above = random.chance(50);
    const MonthEnds month_ends = random.chance(50) ? MonthEnds::up : MonthEnds::down;
    const std::int64_t months = random.between(0, 60);
    const auto holds = [&](Days to) {
      const std::int64_t whole = years ? 12 * whole_years(from, to, month_ends) : whole_months(from, to, month_ends);
      return above ? whole > months : whole >= months;
    };
    const auto unit = years ? syntax::Unit::years : syntax::Unit::months;
    const auto day = coverage::turning_day(from, make_duration(months, DurationUnit::months), unit, above, month_ends);
    REQUIRE(day);
    INFO(format_date(from) << " and " << months << " months: " << format_date(*day));
    CHECK(holds(*day));
    CHECK_FALSE(holds(*day - 1));
  }
  CHECK_FALSE(
      coverage::turning_day(0, make_duration(30, DurationUnit::days), syntax::Unit::months, false, MonthEnds::down));
}

TEST_CASE("thresholds against a value: each of its texts") {
  const Measured m(kHeader + R"(
fact n number
value limit is 10 from 2021-01-01 is 20
decision x yes/no
ground g for x if n at most limit
amendment later in force from 2022-01-01 applies if n less than 30 { value limit is 25 }
case "first" on 2020-05-01
  a { n 10 }  b { n 11 }
  expect a x yes
case "second" on 2021-05-01
  a { n 19 }  b { n 20 }  c { n 21 }
  expect a x yes
case "third" on 2022-05-01
  a { n 25 }  b { n 30 }
  expect a x yes
)");
  CHECK(m.open(GoalKind::threshold) ==
        "n at most limit just_before of 10, n at most limit just_before of 25, n at most limit just_after of 25, "
        "n less than 30 just_before, n less than 30 just_after");
  CHECK(m.met(GoalKind::day) == "");
  CHECK(m.open(GoalKind::day) ==
        "limit 2021-01-01 just_before, limit 2021-01-01 at, limit 2021-01-01 just_after, "
        "later 2022-01-01 just_before, later 2022-01-01 at, later 2022-01-01 just_after");
}

TEST_CASE("texts and their days") {
  const Measured m(kHeader + R"(
fact a yes/no
decision x yes/no
ground g for x in force to and including 2020-12-31 if a
ground g for x in force from 2021-01-01 if not a
ground early for x in force to and including 2019-06-30 if a
case "the last day of the first text" on 2020-12-31
  p { a yes }
  expect p x yes
case "the first day of the second" on 2021-01-01
  p { a yes }
  expect p x no
)");
  CHECK(m.met(GoalKind::rule) == "g held, g failed");
  CHECK(m.open(GoalKind::rule) == "g failed, g held");
  CHECK(m.not_counted(GoalKind::rule) == "early held, early failed");
  CHECK(m.met(GoalKind::condition) == "a +, a +");
  CHECK(m.open(GoalKind::condition) == "a -, a -");
  // 31 December 2020 is the last day of the one and the day before the other begins; 1 January likewise.
  CHECK(m.met(GoalKind::day) == "g 2020-12-31 at, g 2020-12-31 just_after, g 2021-01-01 just_before, g 2021-01-01 at");
  CHECK(m.open(GoalKind::day) == "g 2020-12-31 just_before, g 2021-01-01 just_after");
  CHECK(m.not_counted(GoalKind::day) ==
        "early 2019-06-30 just_before, early 2019-06-30 at, early 2019-06-30 just_after");
}

TEST_CASE("amendments: day, scope, exceptions, and whose text is judged") {
  const Measured m(kHeader + R"(
fact a yes/no
fact scope yes/no
fact frail yes/no
decision x yes/no
ground g for x if a
amendment reform in force from 2022-01-01 applies if scope { replace ground g for x if not a }
exception spare to reform if frail
amendment total in force from 2030-01-01 { repeal ground g }
case "before" on 2021-12-31
  p { a yes, scope yes, frail yes }
  expect p x yes
case "after" on 2022-01-01
  p { a yes, scope yes, frail no }
  q { a yes, scope no, frail no }
  r { a no, scope yes, frail yes }
  expect p x no
  expect q x yes
  expect r x no
)");
  CHECK(m.met(GoalKind::amendment) ==
        "reform reached, reform not_reached, reform active, reform out_of_scope, reform spared by spare, "
        "total not_reached");
  CHECK(m.open(GoalKind::amendment) == "total reached, total active");
  CHECK(m.not_counted(GoalKind::amendment) == "total out_of_scope");
  // The old text of g: it held for q, and failed for r, who is spared. The new one failed for p. The exception is asked
  // only of those whose day has come: it held for r, not for p and q.
  CHECK(m.met(GoalKind::rule) == "g held, g failed, g failed, spare held, spare failed");
  CHECK(m.open(GoalKind::rule) == "g held");
  CHECK(m.met(GoalKind::condition) == "a +, a -, a +, frail +, frail -, scope +, scope -");
}

TEST_CASE("an exception to an amendment is judged in the text before it") {
  // For everybody 90 is much before the reform and little after it. Before it, p is not poor: the exception is not met.
  const Measured m(kHeader + R"(
fact income number
decision x yes/no
value limit is 50
define poor if income less than limit
ground g for x if income more than 1000
amendment reform in force from 2022-01-01 { value limit is 100 }
exception spare to reform if income less than limit
case "after" on 2022-01-01
  p { income 90 }
  expect p x no
  expect p poor yes
)");
  CHECK(m.met(GoalKind::condition) == "income more than 1000 -, income less than limit -, income less than limit +");
  CHECK(m.open(GoalKind::amendment) == "reform not_reached, reform spared by spare");
  CHECK(m.not_counted(GoalKind::threshold) ==
        "income less than limit just_before of 100, income less than limit at of 100, "
        "income less than limit just_after of 100");
}

TEST_CASE("collectors of several threads make one, whatever their order") {
  const Measured m(kHeader + R"(
fact a yes/no
decision x yes/no
ground g for x if a
case "one" on 2021-01-01
  p { a yes }
  expect p x yes
case "two" on 2021-01-01
  p { a no }
  expect p x no
case "three" on 2021-01-01
  p { a yes }
  expect p x yes
)");
  CoverageCollector left(m.plan), right(m.plan), all(m.plan);
  for (std::uint32_t i = 0; i < m.cases.size(); ++i) {
    Case c = m.cases[i].bound->value;
    (i == 1 ? left : right).add(c, i);
  }
  all.merge(right);
  all.merge(left);
  CHECK(all.first_cases() == m.collector.first_cases());
}
