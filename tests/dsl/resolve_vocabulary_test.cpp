#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;
using namespace proviso::test;

TEST_CASE("regions nest: leaves are values, groups are names for them") {
  const Resolved r = resolve_text(R"(
source atlas "An atlas"
regions europe "Europe" {
  nordic "The North" { norway code "NO" also "Norge" cites atlas, sweden { north, south } },
  france,
}
)");
  REQUIRE(r.messages() == "");
  const Enumeration& europe = r.policy->enumerations[*r.policy->find_enumeration("europe")];
  CHECK(europe.regions);
  REQUIRE(europe.members.size() == 6);
  CHECK(europe.size() == 4);
  CHECK(europe.members[0].name == "nordic");
  CHECK(europe.members[0].leaf == -1);
  CHECK(europe.members[0].leaves == std::vector<Value>{0, 1, 2});
  CHECK(europe.members[0].parts == std::vector<std::uint32_t>{1, 2});
  CHECK(europe.members[1].parent == 0);
  CHECK(europe.members[1].code == "NO");
  CHECK(europe.members[1].aliases[0].cites == 0);
  CHECK(europe.leaf(3).name == "france");
}

TEST_CASE("facts know their types, defaults and when they exist") {
  const Resolved r = resolve_text(R"(
kind country { UA, PL }
fact married yes/no default no
fact wedding date only if married
fact left date or none default none
fact citizenships set of country default { PL }
fact remark note
judgement credible decided by "The caseworker"
judgement country_of_origin country or none only if credible decided by "The caseworker"
)");
  REQUIRE(r.messages() == "");
  const auto fact = [&](std::string_view name) { return r.policy->facts[*r.policy->find_fact(name)]; };
  CHECK(fact("married").default_value == 0);
  CHECK(fact("wedding").type == Type{BaseType::date, kNoId, true});
  CHECK_FALSE(fact("wedding").none_declared);
  CHECK(term_text(*r.policy, fact("wedding").only_if) == "married");
  CHECK(fact("left").none_declared);
  CHECK(fact("left").default_value == kNone);
  CHECK(r.policy->set_constants[static_cast<std::size_t>(*fact("citizenships").default_value)] == Bits{2});
  CHECK(fact("remark").type.base == BaseType::note);
  CHECK(fact("credible").type.base == BaseType::yes_no);
  CHECK(fact("credible").judgement);
  CHECK(fact("credible").decided_by == "The caseworker");
  CHECK(fact("country_of_origin").none_declared);
}

TEST_CASE("an inverse joins the relation that it inverts") {
  const Resolved r = resolve_text(R"(
relation child_of inverse of parent_of "The person is a child of the other"
relation spouse_of, cohabitant_of mutual { since date }
relation parent_of acyclic { adopted yes/no default no }
)");
  REQUIRE(r.messages() == "");
  const Policy& p = *r.policy;
  REQUIRE(p.relations.size() == 4);
  const Relation& child = p.relations[*p.find_relation("child_of")];
  const Relation& parent = p.relations[*p.find_relation("parent_of")];
  CHECK(child.is_inverse);
  CHECK_FALSE(parent.is_inverse);
  CHECK(child.group == parent.group);
  CHECK(p.relations[child.inverse].heading.name == "parent_of");
  CHECK(p.relations[parent.inverse].heading.name == "child_of");
  const RelationGroup& group = p.relation_groups[parent.group];
  CHECK(group.acyclic);
  CHECK(group.relations == std::vector<RelationId>{0, 2});
  CHECK(p.link_facts[group.facts[0]].default_value == 0);
  CHECK(p.relations[*p.find_relation("spouse_of")].mutual);
}

TEST_CASE("sets and values with versions") {
  const Resolved r = resolve_text(R"(
kind country { UA, PL }
set safe of country is { } from 2023-01-01 is { PL } from 2024-01-01 is { }
set welcome of country supplied
value fee is 100 from 2024-01-01 is 120
value ceased date or none supplied default none
value origin country is UA
)");
  REQUIRE(r.messages() == "");
  const Policy& p = *r.policy;
  const NamedSet& safe = p.sets[*p.find_set("safe")];
  REQUIRE(safe.versions.size() == 3);
  CHECK(safe.versions[0].from == kFirstDay);
  CHECK(safe.versions[1].from == *parse_date("2023-01-01"));
  CHECK(safe.versions[0].constant == safe.versions[2].constant);
  CHECK(p.sets[*p.find_set("welcome")].supplied);
  const NamedValue& fee = p.values[*p.find_value("fee")];
  CHECK(fee.type.base == BaseType::number);
  CHECK(fee.versions[1].value == 120);
  CHECK(p.values[*p.find_value("ceased")].default_value == kNone);
  CHECK(format_value(p, p.values[*p.find_value("origin")].type, p.values[*p.find_value("origin")].versions[0].value) ==
        "UA");
}

TEST_CASE("aliases and labels may read alike; names and codes may not") {
  CHECK(resolve_text("regions r { a \"Kyiv\" also \"K\", b \"Kyiv\" also \"K\" }\n").messages() == "");
  CHECK(resolve_text("regions r { a code \"X\", b code \"x\" }\n").messages() ==
        "P0207 the code `x` is already the code of a region of r\n");
  CHECK(resolve_text("kind k { UA code \"UA\" }\n").messages() == "");
}

TEST_CASE("a file that could not be read whole is not blamed for what may have been in it") {
  const Resolved r = resolve_text(R"(
fact born dat e
kind country { UA, PL }
fact home country
define old if born before 2000-01-01
define from_ukraine if home is UAA
define never if home is none
)");
  const std::string messages = r.messages();
  CHECK(messages.find("born") == std::string::npos);
  CHECK(messages.find("`UAA` is not a member of country") != std::string::npos);
  CHECK(messages.find("`home` can never be none") != std::string::npos);
}
