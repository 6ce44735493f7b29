#include "dsl/policy.hpp"

#include "dsl/digest.hpp"
#include "dsl/fold.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;
using namespace proviso::test;

TEST_CASE("values as people see them") {
  const Resolved r = resolve_text("kind country { UA, PL, NO }\nset safe of country is { NO, UA }\n");
  REQUIRE(r.policy);
  const Policy& p = *r.policy;
  const auto text = [&](BaseType base, Value value) { return format_value(p, {base, 0, true}, value); };
  CHECK(text(BaseType::yes_no, 1) == "yes");
  CHECK(text(BaseType::yes_no, 0) == "no");
  CHECK(text(BaseType::date, 0) == "1970-01-01");
  CHECK(text(BaseType::number, 42) == "42");
  CHECK(text(BaseType::member, 1) == "PL");
  CHECK(text(BaseType::set, p.sets[0].versions[0].constant) == "{ UA, NO }");
  CHECK(text(BaseType::date, kNone) == "none");
  const Bits empty = {0};
  CHECK(format_value(p, {BaseType::set, 0, false}, 0, &empty) == "{ }");
}

TEST_CASE("durations are written in the largest whole unit") {
  const Policy p;
  const auto text = [&](std::int64_t count, DurationUnit unit) {
    return format_value(p, {BaseType::duration, kNoId, false}, make_duration(count, unit));
  };
  CHECK(text(90, DurationUnit::days) == "90 days");
  CHECK(text(1, DurationUnit::days) == "1 day");
  CHECK(text(-1, DurationUnit::days) == "-1 day");
  CHECK(text(18, DurationUnit::months) == "18 months");
  CHECK(text(24, DurationUnit::months) == "2 years");
  CHECK(text(0, DurationUnit::months) == "0 months");
  CHECK(text(-12, DurationUnit::months) == "-1 year");
}

TEST_CASE("names are found in their tables only") {
  const Resolved r = resolve_text("fact b yes/no\nfact a yes/no\ndefine c if a\nvalue d is 3\n");
  REQUIRE(r.policy);
  CHECK(r.policy->find_fact("a") == 0u);
  CHECK(r.policy->find_fact("b") == 1u);
  CHECK_FALSE(r.policy->find_fact("c"));
  CHECK(r.policy->find_define("c") == 0u);
  CHECK(r.policy->find_value("d") == 0u);
  CHECK_FALSE(r.policy->find_rule("a"));
  CHECK_FALSE(r.policy->find_amendment("a"));
}

TEST_CASE("digests") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("folding") {
  CHECK(fold("Kyiv_city") == "kyiv city");
  CHECK(fold("  Ivano-Frankivsk ") == "ivano frankivsk");
  CHECK(fold("Ålesund") == "alesund");
  CHECK(fold("ZÜRICH - Nord") == "zurich nord");
  CHECK(fold("") == "");
  CHECK(fold("\xff") == "\xff");
}
