#include "interpreter/graph_view.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

using namespace proviso;
using proviso::test::Engine;

namespace {

const std::string kRules = R"(policy test "Rules with a \"quote\" and a \\ in the title"
  in force from 2020-01-01
  month ends round down
kind region { north, south }
fact home region
fact sick yes/no
judgement honest yes/no decided by "a judge"
relation spouse_of mutual { since date }
set safe of region is { north }
decision protection is the first of { protected "Is protected", assessed otherwise }
define unsafe_home if home not in safe
ground unsafe for protected if unsafe_home
derivation family of protected through spouse_of if since before 2022-02-24
exclusion dishonest from protected if not honest
exception ill to dishonest if sick
amendment later in force from 2024-01-01 applies if sick { add to safe { south } }
exception spared to later if honest
decision helped yes/no
ground g for helped if protection is assessed
)";

bool has_edge(const GraphView& view, const std::string& from, const std::string& to, EdgeKind kind, EdgeSign sign,
              const std::vector<std::string>& relations = {}) {
  return std::any_of(view.edges.begin(), view.edges.end(), [&](const GraphEdge& edge) {
    return view.items[edge.from].id == from && view.items[edge.to].id == to && edge.kind == kind && edge.sign == sign &&
           edge.relations == relations;
  });
}

}  // namespace

TEST_CASE("the graph tells needs, exclusions, exceptions, amendments and people apart") {
  Engine e(kRules);
  REQUIRE(e.codes() == "");
  const GraphView view = graph_view(*e.program);
  using enum EdgeKind;
  using enum EdgeSign;
  CHECK(has_edge(view, "outcome protection.protected", "ground unsafe", supported_by, positive));
  CHECK(has_edge(view, "outcome protection.protected", "exclusion dishonest", excluded_by, negative));
  CHECK(has_edge(view, "exclusion dishonest", "exception ill", switched_off_by, negative));
  CHECK(has_edge(view, "exclusion dishonest", "judgement honest", needs, negative));
  CHECK(has_edge(view, "ground unsafe", "define unsafe_home", needs, positive));
  CHECK(has_edge(view, "define unsafe_home", "set safe", needs, negative));
  CHECK(has_edge(view, "set safe", "amendment later", amended_by, either));
  CHECK(has_edge(view, "amendment later", "exception spared", switched_off_by, negative));
  CHECK(has_edge(view, "amendment later", "fact sick", needs, positive));
  CHECK(has_edge(view, "derivation family", "outcome protection.protected", needs, positive, {"spouse_of"}));
  CHECK(has_edge(view, "derivation family", "link fact spouse_of.since", needs, positive));
  CHECK(has_edge(view, "derivation family", "relation spouse_of", needs, positive));
  CHECK(has_edge(view, "outcome protection.assessed", "outcome protection.protected", only_after, negative));
  CHECK(has_edge(view, "ground g", "outcome protection.assessed", needs, positive));
}

TEST_CASE("items that depend on each other from person to person are one recursion") {
  Engine e(kRules);
  const GraphView view = graph_view(*e.program);
  REQUIRE(view.recursions.size() == 1);
  std::vector<std::string> ids;
  for (const std::uint32_t i : view.recursions[0]) ids.push_back(view.items[i].id);
  CHECK(ids == std::vector<std::string>{"outcome protection.protected", "derivation family"});
}

TEST_CASE("the graph of one decision holds what it needs and no more") {
  Engine e(kRules + "\nfact apart yes/no\ndecision other yes/no\nground h for other if apart\n");
  const GraphView view = graph_view(*e.program, e.program->policy.find_decision("other"));
  std::vector<std::string> ids;
  for (const GraphItem& item : view.items) ids.push_back(item.id);
  CHECK(ids == std::vector<std::string>{"outcome other.yes", "outcome other.no", "ground h", "fact apart"});
}

TEST_CASE("DOT escapes quotes and backslashes, and tells edges apart without colour") {
  Engine e(kRules);
  const std::string dot = graph_dot(graph_view(*e.program));
  CHECK(dot.find(R"(label="test: Rules with a \"quote\" and a \\ in the title")") != std::string::npos);
  CHECK(dot.find("color") == std::string::npos);
  CHECK(dot.find("style=dashed, arrowhead=tee, label=\"excluded by\"") != std::string::npos);
  CHECK(dot.find("style=bold, arrowhead=vee, label=\"through spouse_of\"") != std::string::npos);
  CHECK(dot.find("subgraph cluster_recursion_1") != std::string::npos);
}

TEST_CASE("the outline expands an item once") {
  Engine e(kRules);
  const std::string text = graph_text(graph_view(*e.program));
  CHECK(text.find("decision protection\n  1. protected \"Is protected\" [recursion 1]\n") != std::string::npos);
  CHECK(text.find("    excluded by exclusion dishonest\n      needs not judgement honest\n"
                  "      switched off by exception ill\n        needs fact sick\n") != std::string::npos);
  CHECK(text.find("needs outcome protection.protected \"Is protected\" [recursion 1] of the other person (through "
                  "spouse_of) (see its decision)") != std::string::npos);
}

TEST_CASE("JSON names both ends of every edge") {
  Engine e(kRules);
  const auto json = nlohmann::json::parse(graph_json(graph_view(*e.program)));
  CHECK(json["format"] == "proviso.graph/1");
  std::vector<std::string> ids;
  for (const auto& item : json["items"]) ids.push_back(item["id"]);
  for (const auto& edge : json["edges"]) {
    CHECK(std::count(ids.begin(), ids.end(), edge["from"].get<std::string>()) == 1);
    CHECK(std::count(ids.begin(), ids.end(), edge["to"].get<std::string>()) == 1);
  }
}

TEST_CASE("the order of declarations changes nothing") {
  Engine one(
      "policy p \"P\" in force from 2020-01-01\nfact a yes/no\nfact b yes/no\ndecision d yes/no\n"
      "ground g for d if a\nground h for d if b\n");
  Engine two(
      "policy p \"P\" in force from 2020-01-01\nground h for d if b\nground g for d if a\ndecision d yes/no\n"
      "fact b yes/no\nfact a yes/no\n");
  CHECK(graph_json(graph_view(*one.program)) == graph_json(graph_view(*two.program)));
}
