#include <nlohmann/json.hpp>

#include "tools/cli/population_report.hpp"

namespace proviso::cli {

namespace {

using Json = nlohmann::ordered_json;

class PopulationJson {
 public:
  explicit PopulationJson(const PopulationDiff& population) : population_(population) {}

  Json run() const {
    Json json = {{"file", population_.given}, {"synthetic", population_.synthetic.has_value()}};
    if (population_.synthetic && !population_.synthetic->empty()) json["seed"] = *population_.synthetic;
    json["people"] = count(population_.people);
    json["cases"] = count(population_.cases);
    json["left_out"] = count(population_.left_out);
    if (population_.suppress_below > 1) json["suppressed_below"] = population_.suppress_below;
    json["decisions"] = Json::array();
    for (const PopulationDiff::OfDecision& of : population_.decisions) json["decisions"].push_back(decision(of));
    return json;
  }

 private:
  /// A number; "<5"; null if it is not shown.
  Json count(const HeadCount& count) const {
    if (count.shown == HeadCount::Shown::exact) return count.number;
    if (count.shown == HeadCount::Shown::hidden) return nullptr;
    return count_words(population_, count);
  }

  static void add_label(Json& to, const std::string& label) {
    if (!label.empty()) to["label"] = label;
  }

  Json decision(const PopulationDiff::OfDecision& of) const {
    Json json = {{"decision", of.name.empty() ? Json() : Json(of.name)}};
    add_label(json, of.label);
    json["changed"] = count(of.changed);
    json["unchanged"] = count(of.unchanged);
    json["undetermined"] = count(of.open);
    json["ruled_out"] = count(of.ruled_out);
    json["in_no_one_class"] = count(of.class_open);
    json["outcomes"] = Json::array();
    for (std::size_t i = 0; i < of.outcomes.size(); ++i) {
      Json outcome = {{"name", of.outcomes[i].name}};
      add_label(outcome, of.outcomes[i].label);
      outcome["before"] = count(of.before[i]);
      outcome["after"] = count(of.after[i]);
      json["outcomes"].push_back(std::move(outcome));
    }
    json["transitions"] = transitions(of);
    json["classes"] = Json::array();
    for (const PopulationDiff::OfClass& c : of.classes) json["classes"].push_back(one_class(c));
    return json;
  }

  Json transitions(const PopulationDiff::OfDecision& of) const {
    Json list = Json::array();
    for (std::size_t i = 0; i < of.outcomes.size(); ++i) {
      for (std::size_t j = 0; j < of.outcomes.size(); ++j) {
        const HeadCount& moved = of.moved[i][j];
        if (moved.number == 0 && moved.shown == HeadCount::Shown::exact) continue;
        list.push_back({{"from", of.outcomes[i].name}, {"to", of.outcomes[j].name}, {"people", count(moved)}});
      }
    }
    return list;
  }

  Json one_class(const PopulationDiff::OfClass& of) const {
    Json json = {{"class", of.id}, {"people", count(of.count)}, {"by", Json::array()}};
    for (const PopulationDiff::Breakdown& by : of.by) {
      Json one = {{"by", by_name(by.by)}};
      if (!by.fact.empty()) one["fact"] = by.fact;
      add_label(one, by.label);
      one["rows"] = Json::array();
      for (const PopulationDiff::Row& row : by.rows) {
        Json line = {{"value", row.name}};
        add_label(line, row.label);
        line["people"] = count(row.count);
        one["rows"].push_back(std::move(line));
      }
      json["by"].push_back(std::move(one));
    }
    return json;
  }

  static const char* by_name(PopulationDiff::Breakdown::By by) {
    using By = PopulationDiff::Breakdown::By;
    return by == By::region ? "region" : by == By::month ? "month" : by == By::year ? "year" : "role";
  }

  const PopulationDiff& population_;
};

}  // namespace

nlohmann::ordered_json population_json(const PopulationDiff& population) { return PopulationJson(population).run(); }

}  // namespace proviso::cli
