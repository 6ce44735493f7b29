#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/digest.hpp"
#include "tools/cli/diff_report.hpp"
#include "tools/cli/population_report.hpp"

namespace proviso::cli {

namespace {

constexpr std::size_t kMostBoxes = 5000;  // of a class, multiplied out

using Json = nlohmann::ordered_json;

void add_text(Json& to, const char* key, const std::string& text) {
  if (!text.empty()) to[key] = text;
}
void add_date(Json& to, const char* key, std::optional<Days> days) {
  if (days) to[key] = format_date(*days);
}

/// A number stands as a number: names and dates are none.
Json value_json(const std::string& text) {
  const bool number = !text.empty() && text.size() <= 18 &&
                      text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == text.npos && text != "-";
  return number ? Json(std::stoll(text)) : Json(text);
}
/// "none" is a text, as in a case file.
Json is_json(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  return value_json(text);
}

Json side_json(const ComparedSide& side) {
  Json json = {{"given", side.given}, {"name", side.name}};
  add_text(json, "title", side.title);
  json["digest"] = side.digest;
  add_date(json, "on", side.on);
  return json;
}

Json sources_json(const std::vector<CitedWords>& sources) {
  Json list = Json::array();
  for (const CitedWords& cited : sources) {
    Json one = {{"source", cited.source}};
    add_text(one, "title", cited.title);
    add_text(one, "words", cited.words);
    list.push_back(std::move(one));
  }
  return list;
}

Json class_ids(const VersionDiff& diff, const std::vector<std::uint32_t>& indices) {
  Json ids = Json::array();
  for (const std::uint32_t index : indices) ids.push_back(diff.classes[index].id);
  return ids;
}

void add_place(Json& to, const char* key, const std::string& file, std::uint32_t line) {
  if (!file.empty()) to[key] = {{"file", file}, {"line", line}};
}

Json change_json(const VersionDiff& diff, std::size_t index) {
  const StructuralChange& change = diff.changes[index];
  using Kind = StructuralChange::Kind;
  Json json = {{"number", index + 1}, {"kind", kind_name(change.kind)}, {"item", change.item}, {"name", change.name}};
  add_text(json, "label", change.label);
  add_text(json, "old_name", change.old_name);
  if (change.kind == Kind::renamed) json["likely"] = change.likely;
  add_text(json, "amendment", change.amendment);
  add_text(json, "scope", change.scope);
  add_text(json, "old_text", change.old_text);
  add_text(json, "new_text", change.new_text);
  if (change.kind == Kind::set_changed) {
    json["added"] = change.added;
    json["removed"] = change.removed;
  }
  add_text(json, "old_value", change.old_value);
  add_text(json, "new_value", change.new_value);
  add_place(json, "old_place", change.old_file, change.old_line);
  add_place(json, "new_place", change.new_file, change.new_line);
  add_date(json, "from", change.from);
  add_date(json, "through", change.through);
  json["sources"] = sources_json(change.sources);
  switch (change.effect) {
    case StructuralChange::Effect::unknown:
      json["effect"] = "unknown";
      break;
    case StructuralChange::Effect::none:
      json["effect"] = "none";
      break;
    case StructuralChange::Effect::classes:
      json["effect"] = class_ids(diff, change.classes);
  }
  if (!change.shown.empty()) json["shown"] = change.shown;
  json["fingerprint"] = change.fingerprint;
  return json;
}

Json literal_json(const Literal& literal) {
  Json json = {{"subject", literal.subject}};
  switch (literal.form) {
    case Literal::Form::in: {
      Json values = Json::array();
      for (const std::string& value : literal.values) values.push_back(is_json(value));
      json["fact"] = literal.fact;
      json["in"] = std::move(values);
      break;
    }
    case Literal::Form::range:
      json["fact"] = literal.fact;
      if (!literal.values.at(0).empty()) json["from"] = value_json(literal.values[0]);
      if (!literal.values.at(1).empty()) json["through"] = value_json(literal.values[1]);
      if (literal.or_none) json["or_none"] = true;
      break;
    case Literal::Form::is:
      json["fact"] = literal.fact;
      json["is"] = is_json(literal.values.at(0));
      break;
    case Literal::Form::test:
      json["test"] = literal.test;
      json["is"] = is_json(literal.values.at(0));
  }
  add_text(json, "under", literal.under);
  return json;
}

Json literal_with_words_json(const Literal& literal) {
  Json json = literal_json(literal);
  add_text(json, "words", literal.words);
  return json;
}

Json box_json(const Box& box) {
  Json all = Json::array();
  for (const Literal& literal : box) all.push_back(literal_json(literal));
  return all;
}

Json boxes_json(const std::vector<Box>& boxes) {
  Json any = Json::array();
  for (const Box& box : boxes) any.push_back(box_json(box));
  return any;
}

Json conditions_json(const Conditions& conditions);

/// A way of which there is nothing but literals to say is a box.
Json way_json(const Conditions& way) {
  Json json = conditions_json(way);
  return way.any.empty() && way.none.empty() ? std::move(json["all"]) : std::move(json);
}

Json ways_json(const std::vector<Conditions>& ways) {
  Json list = Json::array();
  for (const Conditions& way : ways) list.push_back(way_json(way));
  return list;
}

Json conditions_json(const Conditions& conditions) {
  Json all = Json::array(), any = Json::array();
  for (const Literal& literal : conditions.all) all.push_back(literal_with_words_json(literal));
  for (const auto& ways : conditions.any) any.push_back(ways_json(ways));
  Json json = {{"all", std::move(all)}, {"any", std::move(any)}};
  if (!conditions.none.empty()) json["none"] = ways_json(conditions.none);
  return json;
}

Json rules_json(const std::vector<DecidingRule>& rules) {
  Json list = Json::array();
  for (const DecidingRule& rule : rules) {
    Json one = {{"rule", rule.name}, {"item", rule.item}};
    add_text(one, "label", rule.label);
    one["sources"] = sources_json(rule.sources);
    list.push_back(std::move(one));
  }
  return list;
}

Json shown_case_json(const ShownCase& shown) {
  Json json = {{"person", shown.person}, {"before", shown.before}, {"after", shown.after}};
  add_text(json, "differs", shown.differs);
  if (!shown.differs.empty()) {
    json["old_value"] = shown.old_value;
    json["new_value"] = shown.new_value;
  }
  json["case"] = Json::parse(shown.json, nullptr, false);
  return json;
}

enum class Boxes : std::uint8_t { shown, left_out };

Json class_json(const ChangeClass& c, Boxes boxes) {
  Json json = {{"id", c.id}, {"decision", c.decision.empty() ? Json() : Json(c.decision)}};
  add_text(json, "decision_label", c.decision_label);
  json["from"] = c.from;
  json["to"] = c.to;
  add_text(json, "from_label", c.from_label);
  add_text(json, "to_label", c.to_label);
  json["sentence"] = c.sentence;
  if (boxes == Boxes::shown) {
    if (const auto when = boxes_of(c.when, kMostBoxes)) json["when"] = boxes_json(*when);
  }
  json["conditions"] = Json::array();
  for (const Conditions& conditions : c.conditions) json["conditions"].push_back(conditions_json(conditions));
  json["causes"] = Json::array();
  for (const std::uint32_t cause : c.causes) json["causes"].push_back(cause + 1);
  json["jointly"] = c.jointly;
  json["mixed"] = c.mixed;
  json["by_date"] = c.by_date;
  json["by_others"] = c.by_others;
  json["decided_before"] = rules_json(c.decided_before);
  json["decided_after"] = rules_json(c.decided_after);
  if (c.witness) json["witness"] = shown_case_json(*c.witness);
  if (c.near_miss) json["near_miss"] = shown_case_json(*c.near_miss);
  json["fingerprint"] = c.fingerprint;
  return json;
}

Json question_json(const OpenQuestion& question) {
  Json json = {{"fact", question.fact}};
  add_text(json, "label", question.label);
  add_text(json, "decided_by", question.decided_by);
  json["decision"] = question.decision;
  json["now_matters"] = question.now_matters;
  return json;
}

/// What the comparison found, without what reviewers said of it.
Json found_json(const VersionDiff& diff, Boxes boxes) {
  Json json = {{"format", "proviso.diff/1"},      {"program", "proviso " PROVISO_VERSION},
               {"old", side_json(diff.old_side)}, {"new", side_json(diff.new_side)},
               {"complete", diff.complete},       {"bound", diff.bound},
               {"assumptions", diff.assumptions}, {"compared", diff.compared},
               {"unchanged", diff.unchanged},     {"changes", Json::array()},
               {"classes", Json::array()},        {"questions", Json::array()}};
  for (std::size_t i = 0; i < diff.changes.size(); ++i) json["changes"].push_back(change_json(diff, i));
  for (const ChangeClass& c : diff.classes) json["classes"].push_back(class_json(c, boxes));
  for (const OpenQuestion& question : diff.questions) json["questions"].push_back(question_json(question));
  json["figures"] = {
      {"tests", diff.figures.tests}, {"nodes", diff.figures.nodes}, {"witnesses", diff.figures.witnesses}};
  return json;
}

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// As `dump` does, but each literal of a box in a line of its own: there are thousands.
void write(const Json& json, std::size_t indent, std::string& text) {
  const bool literal = json.is_object() && json.contains("subject");
  if (!json.is_structured() || json.empty() || literal) {
    text += dumped(json, -1);
    return;
  }
  text += json.is_object() ? '{' : '[';
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    text += (first ? "\n" : ",\n") + std::string(indent + 2, ' ');
    if (json.is_object()) text += dumped(key, -1) + ": ";
    write(value, indent + 2, text);
    first = false;
  }
  text += '\n' + std::string(indent, ' ') + (json.is_object() ? '}' : ']');
}

Json waivers_json(const std::vector<Waiver>& waivers) {
  Json list = Json::array();
  for (const Waiver& waiver : waivers)
    list.push_back(
        {{"fingerprint", waiver.fingerprint}, {"name", waiver.name}, {"date", waiver.date}, {"reason", waiver.reason}});
  return list;
}

}  // namespace

// Two people who compare the same versions get the same, wherever their files lie.
std::string diff_fingerprint(const VersionDiff& diff) {
  Json json = found_json(diff, Boxes::left_out);
  for (const char* side : {"old", "new"}) json[side].erase("given");
  for (Json& change : json["changes"]) {
    for (const char* place : {"old_place", "new_place"}) change.erase(place);
  }
  return sha256(dumped(json, -1));
}

std::string diff_json(const DiffReport& report) {
  Json json = found_json(report.diff, Boxes::shown);
  json["fingerprint"] = diff_fingerprint(report.diff);
  std::vector<Waiver> used;
  const auto add = [&](const auto& parts) {
    for (const auto& part : parts) {
      for (const Waiver* waiver : acceptances(report, part.fingerprint)) used.push_back(*waiver);
    }
  };
  add(report.diff.changes);
  add(report.diff.classes);
  json["accepted"] = waivers_json(used);
  if (report.population != nullptr) json["population"] = population_json(*report.population);
  std::string text;
  write(json, 0, text);
  return text + "\n";
}

}  // namespace proviso::cli
