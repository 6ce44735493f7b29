#pragma once

#include <string>

#include "interpreter/version_diff.hpp"

// A comparison filled by hand, for tests of the reports: in the manner of the Norwegian rules of 12 and 13 January
// 2025. The people are invented.
namespace proviso::test {

inline std::string sample_case(const std::string& date) {
  return R"({
  "as_of": "2025-01-13",
  "applicants": [
    { "id": "anna", "citizenships": ["UA"], "application_date": ")" +
         date + R"(", "last_permanent_region": "Rivne", "answer_status": "unanswered",
      "relations": [ { "to": "petro", "relation": "spouse_of", "since": "2019-05-04" } ] },
    { "id": "petro", "already_granted_collective": false }
  ]
})";
}

inline std::vector<StructuralChange> sample_changes() {
  using Kind = StructuralChange::Kind;
  using Effect = StructuralChange::Effect;
  std::vector<StructuralChange> changes(5);
  StructuralChange& inserted = changes[0];
  inserted.kind = Kind::inserted;
  inserted.item = "amendment";
  inserted.name = "safe_areas_2025";
  inserted.label = "No collective protection for people from fourteen areas considered safe";
  inserted.scope = "application_date on or after 2025-01-13";
  inserted.new_text =
      "amendment safe_areas_2025 \"No collective protection for people from fourteen areas considered safe\"\n"
      "  in force from 2025-01-13\n  applies if application_date on or after 2025-01-13\n";
  inserted.new_file = "rulesets/norway/amendments/2025-01-13.proviso";
  inserted.new_line = 3;
  inserted.from = *parse_date("2025-01-13");
  inserted.sources = {
      {"news_2025", "Norway recognises more regions as safe", "has recognized several more regions as safe"}};
  inserted.fingerprint = "00a1b2c3d4e5f601";
  inserted.effect = Effect::classes;
  inserted.classes = {0, 1};
  StructuralChange& set = changes[1];
  set.kind = Kind::set_changed;
  set.item = "set";
  set.name = "safe_areas";
  set.label = "Areas considered <safe> & \"calm\"";
  set.amendment = "safe_areas_2025";
  set.old_text = "set safe_areas of ukraine is { Lviv, Volyn, Zakarpattia }\n";
  set.new_text = "set safe_areas of ukraine is { Lviv, Rivne, Ternopil, Volyn }\n";
  set.added = {"Rivne", "Ternopil"};
  set.removed = {"Zakarpattia"};
  set.old_file = set.new_file = "rulesets/norway/safe_areas.proviso";
  set.old_line = 11;
  set.new_line = 12;
  set.fingerprint = "00a1b2c3d4e5f602";
  set.effect = Effect::classes;
  set.classes = {0};
  StructuralChange& replaced = changes[2];
  replaced.kind = Kind::replaced;
  replaced.item = "exclusion";
  replaced.name = "left_norway";
  replaced.label = "Has left Norway";
  replaced.old_text =
      "exclusion left_norway from collective_protection\n  if left_on before 2025-01-01 and not returned\n";
  replaced.new_text = "exclusion left_norway from collective_protection\n  if left_on on or before 2025-01-13\n";
  replaced.old_file = replaced.new_file = "rulesets/norway/leaving.proviso";
  replaced.old_line = replaced.new_line = 40;
  replaced.fingerprint = "00a1b2c3d4e5f603";
  replaced.shown = {"region_list"};
  replaced.effect = Effect::classes;
  replaced.classes = {1};
  StructuralChange& renamed = changes[3];
  renamed.kind = Kind::renamed;
  renamed.item = "define";
  renamed.name = "from_unsafe_area";
  renamed.old_name = "unsafe_area";
  renamed.old_text = "define unsafe_area if last_permanent_region not in safe_areas\n";
  renamed.new_text = "define from_unsafe_area if last_permanent_region not in safe_areas\n";
  renamed.old_file = renamed.new_file = "rulesets/norway/safe_areas.proviso";
  renamed.old_line = renamed.new_line = 37;
  renamed.fingerprint = "00a1b2c3d4e5f604";
  renamed.effect = Effect::none;
  StructuralChange& value = changes[4];
  value.kind = Kind::value_changed;
  value.item = "value";
  value.name = "longest_wait";
  value.old_value = "3 months";
  value.new_value = "6 months";
  value.old_text = "value longest_wait duration is 3 months\n";
  value.new_text = "value longest_wait duration is 6 months\n";
  value.new_file = value.old_file = "rulesets/norway/answers.proviso";
  value.old_line = value.new_line = 7;
  value.fingerprint = "00a1b2c3d4e5f605";
  value.effect = Effect::none;
  return changes;
}

inline Literal literal(const std::string& fact, Literal::Form form, const std::vector<std::string>& values,
                       const std::string& words) {
  Literal made;
  made.subject = "person";
  made.fact = fact;
  made.form = form;
  made.values = values;
  made.words = words;
  return made;
}

/// As people read it where nothing can be said shorter.
inline std::vector<Conditions> plain_conditions(const std::vector<BoxProduct>& products) {
  std::vector<Conditions> result;
  for (const BoxProduct& product : products) {
    Conditions& conditions = result.emplace_back();
    conditions.all = product.all;
    for (const std::vector<Box>& ways : product.any) {
      auto& list = conditions.any.emplace_back();
      for (const Box& box : ways) list.push_back({box, {}, {}});
    }
  }
  return result;
}

inline std::vector<ChangeClass> sample_classes() {
  using Form = Literal::Form;
  std::vector<ChangeClass> classes(2);
  ChangeClass& individual = classes[0];
  individual.id = "protection-1";
  individual.decision = "protection";
  individual.decision_label = "Protection in Norway";
  individual.from = "collective_protection";
  individual.to = "individual_assessment";
  individual.from_label = "Collective protection";
  individual.to_label = "Individual assessment";
  individual.sentence =
      "People whose last permanent region is Rivne or Ternopil and who applied on or after 2025-01-13, unless they "
      "extend "
      "a permit or came as medical evacuees.";
  Literal before_answer = literal("", Form::test, {"true"}, "applied before the answer");
  before_answer.test = "application_date before answered_on";
  before_answer.under = "new";
  individual.when = {
      {{literal("last_permanent_region", Form::in, {"Rivne", "Ternopil"},
                "the last permanent region is Rivne or Ternopil"),
        literal("application_date", Form::range, {"2025-01-13", ""}, "the application date is 2025-01-13 or later")},
       {{{literal("medical_evacuation", Form::is, {"false"}, "is no medical evacuee")},
         {literal("children", Form::in, {"0", "2"}, "has no child or two"), before_answer}}}},
      {{literal("request_type", Form::in, {"first"}, "applies for the first time")}, {}}};
  individual.conditions = plain_conditions(individual.when);
  individual.causes = {0, 1};
  individual.jointly = true;
  individual.decided_before = {{"displaced_citizen", "A citizen of Ukraine", "ground", {}}};
  individual.witness =
      ShownCase{sample_case("2025-01-13"), "anna", "collective_protection", "individual_assessment", "", "", ""};
  individual.near_miss = ShownCase{sample_case("2025-01-12"),
                                   "anna",
                                   "collective_protection",
                                   "collective_protection",
                                   "anna.application_date",
                                   "2025-01-13",
                                   "2025-01-12"};
  individual.fingerprint = "11a1b2c3d4e5f601";
  ChangeClass& dismissed = classes[1];
  dismissed.id = "protection-2";
  dismissed.decision = "protection";
  dismissed.from = "individual_assessment";
  dismissed.to = "dismissed";
  dismissed.sentence = "People who left Norway on or before 2025-01-13.";
  dismissed.when = {{{literal("left_on", Form::range, {"", "2025-01-13"}, "left by 2025-01-13, or never")}, {}}};
  dismissed.when[0].all[0].or_none = true;
  dismissed.conditions = plain_conditions(dismissed.when);
  dismissed.causes = {2};
  dismissed.by_date = true;
  dismissed.decided_after = {{"left_norway", "Has left Norway", "exclusion", {{"law", "The Act", "whoever leaves"}}}};
  dismissed.witness = ShownCase{sample_case("2025-01-12"), "petro", "individual_assessment", "dismissed", "", "", ""};
  dismissed.fingerprint = "11a1b2c3d4e5f602";
  return classes;
}

inline VersionDiff sample_diff() {
  VersionDiff diff;
  const std::string title = "Temporary collective protection for people displaced from Ukraine";
  diff.old_side = {"rulesets/norway@2025-01-12", "collective_protection", title, "sha256:" + std::string(64, 'a'),
                   *parse_date("2025-01-12")};
  diff.new_side = {"rulesets/norway@2025-01-13", "collective_protection", title, "sha256:" + std::string(64, 'b'),
                   *parse_date("2025-01-13")};
  diff.changes = sample_changes();
  diff.classes = sample_classes();
  diff.compared = {"protection", "may_work", "may_appeal"};
  diff.unchanged = {"may_work", "may_appeal"};
  diff.questions = {{"left_on", "When the person left Norway", "", "protection", true},
                    {"judged_safe", "", "the caseworker", "protection", false}};
  diff.complete = true;
  diff.assumptions = {"Facts are known: what an unknown fact leaves open is not compared.",
                      "Cases that the policy calls impossible are left out."};
  diff.figures = {41, 1234, 4};
  return diff;
}

}  // namespace proviso::test
