#include "interpreter/explain_json.hpp"

#include <nlohmann/json.hpp>

namespace proviso {

namespace {

using Json = nlohmann::ordered_json;

const char* word(Holds holds) {
  switch (holds) {
    case Holds::no:
      return "no";
    case Holds::yes:
      return "yes";
    default:
      return "unknown";
  }
}

template <class T>
Json list(const std::vector<T>& all);

void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}

template <class T>
void put(Json& json, const char* key, const std::vector<T>& all) {
  if (!all.empty()) json[key] = list(all);
}

Json to_json(const std::string& text) { return text; }

Json to_json(const ReadValue& read) {
  return {{"name", read.name}, {"value", read.known ? Json(read.value) : Json(nullptr)}};
}

Json to_json(const Finding& finding) {
  Json json = {{"holds", word(finding.holds)}, {"condition", finding.text}};
  put(json, "label", finding.label);
  put(json, "values", finding.values);
  put(json, "parts", finding.parts);
  return json;
}

Json to_json(const ExplainedCitation& cited) {
  Json json = {{"source", cited.source}, {"title", cited.title}};
  put(json, "publisher", cited.publisher);
  put(json, "dated", cited.dated);
  put(json, "url", cited.url);
  put(json, "words", cited.words);
  return json;
}

Json to_json(const ExplainedLink& link) {
  Json json = {{"other", link.other}, {"relation", link.relation}, {"holds", word(link.holds)}};
  json["other_value"] = link.other_value;
  json["other_counts"] = word(link.other_counts);
  if (link.rests_on_person) json["rests_on_person"] = true;
  put(json, "other_reason", link.other_reason);
  put(json, "conditions", link.conditions);
  return json;
}

Json to_json(const ExplainedRule& rule) {
  Json json = {{"rule", rule.name}, {"kind", rule.kind}};
  put(json, "label", rule.label);
  json["holds"] = word(rule.holds);
  json["in_force"] = rule.in_force;
  put(json, "period", rule.period);
  put(json, "amendment", rule.amendment);
  put(json, "citations", rule.citations);
  put(json, "readings", rule.readings);
  put(json, "conditions", rule.conditions);
  put(json, "links", rule.links);
  put(json, "exceptions", rule.exceptions);
  return json;
}

Json to_json(const ExplainedOutcome& outcome) {
  Json json = {{"outcome", outcome.name}};
  put(json, "label", outcome.label);
  json["available"] = word(outcome.available);
  if (outcome.otherwise) json["otherwise"] = true;
  put(json, "support", outcome.support);
  put(json, "exclusions", outcome.exclusions);
  put(json, "exclusions_that_do_not_apply", outcome.idle);
  return json;
}

Json to_json(const FactChange& change) {
  Json json = {{"fact", change.path}};
  put(json, "label", change.label);
  json["from"] = change.from;
  json["to"] = change.to;
  return json;
}

Json to_json(const WhatIfRange& range) {
  Json json = {{"if", list(range.changes)}, {"then", range.value}};
  put(json, "label", range.label);
  return json;
}

Json to_json(const OpenFact& fact) {
  Json json = {{"fact", fact.path}};
  put(json, "label", fact.label);
  json["judgement"] = fact.judgement;
  json["ask"] = fact.ask;
  put(json, "answers", fact.answers);
  return json;
}

Json to_json(const WhatIf& what_if) {
  Json json = {{"changes", list(what_if.changes)}, {"searched", what_if.searched}};
  if (!what_if.searched) return json;
  json["people"] = what_if.people;
  json["complete"] = what_if.complete;
  json["tried_pairs"] = what_if.tried_pairs;
  if (what_if.tried_pairs) json["complete_pairs"] = what_if.complete_pairs;
  return json;
}

Json to_json(const ExplainedDecision& decision) {
  Json json = {{"decision", decision.name}};
  put(json, "label", decision.label);
  json["status"] = decision.settled ? "settled" : "undetermined";
  json["value"] = decision.settled ? Json(decision.value) : Json(nullptr);
  put(json, "value_label", decision.value_label);
  put(json, "possible", decision.possible);
  put(json, "because", decision.because);
  if (decision.which_is_open) json["which_rule_is_open"] = true;
  put(json, "derived_from", decision.derived_from);
  put(json, "outcomes", decision.outcomes);
  put(json, "later_outcomes", decision.later);
  put(json, "missing", decision.missing);
  json["what_if"] = to_json(decision.what_if);
  return json;
}

Json to_json(const GoverningText& text) {
  Json json = {{"kind", text.kind}, {"name", text.name}};
  put(json, "label", text.label);
  json["value"] = text.known ? Json(text.value) : Json(nullptr);
  json["origin"] = text.origin;
  return json;
}

Json to_json(const ExplainedAmendment& amendment) {
  Json json = {{"amendment", amendment.name}};
  put(json, "label", amendment.label);
  json["in_force_from"] = amendment.in_force_from;
  json["active"] = word(amendment.active);
  json["in_force"] = amendment.in_force;
  json["in_scope"] = word(amendment.in_scope);
  put(json, "scope", amendment.scope);
  put(json, "spared_by", amendment.spared_by);
  put(json, "changes", amendment.changes);
  put(json, "citations", amendment.citations);
  put(json, "readings", amendment.readings);
  return json;
}

Json to_json(const DefinedValue& define) {
  Json json = {{"name", define.name}};
  put(json, "label", define.label);
  json["value"] = define.known ? Json(define.value) : Json(nullptr);
  return json;
}

Json to_json(const ExplainedPerson& person) {
  Json json = {{"person", person.id}};
  json["decisions"] = list(person.decisions);
  put(json, "amendments", person.amendments);
  put(json, "texts", person.texts);
  put(json, "defines", person.defines);
  return json;
}

template <class T>
Json list(const std::vector<T>& all) {
  Json json = Json::array();
  for (const T& one : all) json.push_back(to_json(one));
  return json;
}

}  // namespace

std::string explain_json(const Explanation& explanation) {
  Json json = {{"format", "proviso.explanation/1"}};
  json["policy"] = {{"name", explanation.policy}, {"title", explanation.title}, {"digest", explanation.digest}};
  json["as_of"] = explanation.as_of;
  json["people"] = list(explanation.people);
  json["statement"] = kStatement;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace proviso
