#include "tests/reference/compare.hpp"

#include <algorithm>
#include <exception>

#include "tests/reference/real.hpp"
#include "tests/reference/reference.hpp"

namespace proviso::reference {

namespace {

using nlohmann::json;

json sorted(json list) {
  if (list.is_array()) std::sort(list.begin(), list.end());
  return list;
}

json rules_of(const json& because) {
  json rules = json::array();
  for (const json& use : because) rules.push_back({use.at("rule"), use.at("holds")});
  return sorted(rules);
}

// A list of what is possible is only there for what has few values.
bool is_listed(const json& possible) {
  return possible.is_array() && std::all_of(possible.begin(), possible.end(), [](const json& value) {
           return value.is_boolean() || (value.is_string() && value.get<std::string>().find_first_of("0123456789") > 0);
         });
}

}  // namespace

json essence(const json& result) {
  if (result.contains("error")) return {{"error", result["error"]}};
  json people = json::object();
  for (const auto& [person, answers] : result.at("people").items()) {
    people[person] = json::object();
    for (const auto& [name, answer] : answers.items()) {
      people[person][name] = {{"value", answer.at("value")},
                              {"status", answer.at("status")},
                              {"in_force", answer.value("in_force", json("yes"))},
                              {"possible", sorted(answer.at("possible"))},
                              {"missing", sorted(answer.at("missing"))},
                              {"judgements", sorted(answer.at("judgements"))},
                              {"because", rules_of(answer.at("because"))},
                              {"derived_from", sorted(answer.at("derived_from"))},
                              {"amendments", sorted(answer.at("amendments"))}};
    }
  }
  return {{"people", people}};
}

std::optional<Difference> first_difference(const json& real, const json& reference) {
  const auto differ = [](const std::string& where, const std::string& field, const json& a, const json& b) {
    return Difference{field, where + " " + field + ": the evaluator says " + a.dump() + ", the reference " + b.dump()};
  };
  if (real.contains("error") || reference.contains("error")) {
    const json a = real.value("error", json("answered")), b = reference.value("error", json("answered"));
    return a == b ? std::nullopt : std::optional(differ("the", "case", a, b));
  }
  for (const auto& [person, answers] : reference.at("people").items()) {
    const json& other = real.at("people").value(person, json::object());
    for (const auto& [name, answer] : other.items()) {
      if (!answers.contains(name)) return differ(person, name, answer, json());
    }
    for (const auto& [name, answer] : answers.items()) {
      if (!other.contains(name)) return differ(person, name, json(), answer);
      for (const auto& [field, value] : answer.items()) {
        const json& theirs = other[name][field];
        if (field == "possible" && (!is_listed(value) || !is_listed(theirs))) continue;
        if (theirs != value) return differ(person + " " + name, field, theirs, value);
      }
    }
  }
  return std::nullopt;
}

Comparison compare(const Files& files, const json& case_json) {
  Comparison result;
  const RealPolicy real(files);
  if (!real.errors().empty()) return {Comparison::Verdict::bad_policy, real.errors(), {}, false, {}};
  const Parsed parsed = parse_files(files);
  try {
    result.expected = reference_decide(parsed.documents, case_json);
  } catch (const std::exception& error) {
    result.expected = {{"error", error.what()}};
  }
  const std::string expected_error = result.expected.value("error", "");
  if (expected_error == "too many") {
    result.verdict = Comparison::Verdict::too_large;
    return result;
  }
  result.refused = expected_error == "refused";
  json decided;
  try {
    decided = json::parse(real.decide_json(case_json.dump()));
  } catch (const std::exception& error) {
    decided = {{"error", std::string("an exception: ") + error.what()}};
  }
  if (decided.value("error", "") == "incomplete") {
    result.verdict = Comparison::Verdict::incomplete;
    return result;
  }
  if (const auto difference = first_difference(essence(decided), essence(result.expected))) {
    result.verdict = Comparison::Verdict::different;
    result.words = difference->words;
    result.field = difference->field;
    for (const json* side : std::initializer_list<const json*>{&decided, &result.expected}) {
      if (side->contains("why")) result.words += "\n  " + (*side)["why"].get<std::string>();
    }
  }
  return result;
}

}  // namespace proviso::reference
