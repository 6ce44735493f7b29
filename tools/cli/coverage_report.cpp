#include "tools/cli/coverage_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "dsl/render_text.hpp"
#include "interpreter/coverage_words.hpp"
#include "interpreter/text_page.hpp"

namespace proviso::cli {

namespace {

// Columns of a line of the rules that are shown, however long the name of the file.
constexpr std::size_t kLeastOfLine = 40;

std::string row(std::string_view name, const CoverageTotal& total) {
  std::string line = fmt::format("  {:<14}{:>7} of {:<7}{:>6}", name, total.met, total.all, share_shown(total));
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

std::string table(const Coverage& coverage) {
  std::string text;
  for (std::size_t k = 0; k < kGoalKinds; ++k) {
    if (coverage.totals[k].all > 0) text += row(goal_kind_words(static_cast<GoalKind>(k)), coverage.totals[k]);
  }
  text += row("all", coverage.total);
  if (coverage.total.not_counted > 0) {
    text +=
        fmt::format("  {} that cannot be shown, or are for information, are not counted\n", coverage.total.not_counted);
  }
  return text;
}

/// Goals that are told in one line: of one condition, of one day.
using GroupKey = std::tuple<GoalItem, std::uint32_t, std::uint32_t, GoalKind, TermId, std::uint32_t, Value, bool>;
GroupKey group_of(const Goal& goal) {
  const bool alone = goal.kind == GoalKind::outcome || goal.kind == GoalKind::derivation;
  const bool by_part = goal.kind == GoalKind::derivation || goal.kind == GoalKind::threshold;
  const bool by_value = alone || goal.kind == GoalKind::threshold || goal.kind == GoalKind::day;
  return {goal.item,
          goal.ref,
          goal.version,
          goal.kind,
          goal.term,
          by_part ? goal.part : kNoId,
          by_value ? goal.value : kNone,
          goal.last_day};
}

/// A line of the rules at which goals are open.
struct OpenPlace {
  FileId file = 0;
  std::uint32_t line = 1;
  std::vector<std::uint32_t> goals;  ///< in order
};

std::vector<OpenPlace> open_places(const CoverageView& view) {
  std::map<std::pair<FileId, std::uint32_t>, OpenPlace> by_line;
  for (const std::uint32_t id : view.coverage.order) {
    const Goal& goal = view.plan.goals()[id];
    if (!goal.counted() || view.coverage.first_cases[id] != kNoCase) continue;
    const std::uint32_t line = view.sources.position(goal.span.file, goal.span.begin).line;
    OpenPlace& place = by_line[{goal.span.file, line}];
    place.file = goal.span.file;
    place.line = line;
    place.goals.push_back(id);
  }
  std::vector<OpenPlace> places;
  for (auto& [key, place] : by_line) places.push_back(std::move(place));
  std::stable_sort(places.begin(), places.end(),
                   [](const OpenPlace& a, const OpenPlace& b) { return a.goals.size() > b.goals.size(); });
  return places;
}

/// What no case shows at a line: one text for each condition, day or item.
std::vector<std::string> open_words(const CoverageView& view, const std::vector<std::uint32_t>& goals) {
  const Policy& policy = view.plan.program().policy;
  std::vector<std::pair<GroupKey, std::vector<const Goal*>>> groups;
  for (const std::uint32_t id : goals) {
    const Goal& goal = view.plan.goals()[id];
    const GroupKey key = group_of(goal);
    const auto known = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == key; });
    if (known == groups.end()) {
      groups.push_back({key, {&goal}});
    } else {
      known->second.push_back(&goal);
    }
  }
  std::vector<std::string> words;
  for (const auto& [key, members] : groups) words.push_back(open_goals_words(policy, view.sources, members));
  return words;
}

}  // namespace

std::string share_shown(const CoverageTotal& total) {
  return total.all == 0 ? "" : fmt::format("{} %", total.met * 100 / total.all);
}

std::string coverage_text(const CoverageView& view, std::size_t max_places, std::size_t columns) {
  std::string text = fmt::format("{}: coverage\n", view.plan.program().policy.name) + table(view.coverage);
  const std::vector<OpenPlace> places = open_places(view);
  if (places.empty()) return text;
  text += "No case shows:\n";
  for (std::size_t i = 0; i < std::min(places.size(), max_places); ++i) {
    const OpenPlace& place = places[i];
    std::string_view source = view.sources.line(place.file, place.line);
    source.remove_prefix(std::min(source.find_first_not_of(" \t"), source.size()));
    const std::string lead = fmt::format("  {}:{}  ", visible(view.sources.path(place.file)), place.line);
    const ShownLine line(source);
    const std::size_t room = std::max<std::size_t>(columns, lead.size() + kLeastOfLine) - lead.size();
    text += lead + line.cells(0, std::min(line.width(), room)) + "\n";
    TextPage page(columns);
    for (const std::string& words : open_words(view, place.goals)) page.paragraph(6, words);
    text += page.take();
  }
  if (places.size() > max_places) {
    text += fmt::format("  and {} more line{}; --coverage=all shows every one\n", places.size() - max_places,
                        places.size() == max_places + 1 ? "" : "s");
  }
  return text;
}

nlohmann::ordered_json coverage_json(const CoverageView& view) {
  using Json = nlohmann::ordered_json;
  const Policy& policy = view.plan.program().policy;
  const auto total = [](const CoverageTotal& t) {
    return Json{{"met", t.met}, {"all", t.all}, {"not_counted", t.not_counted}};
  };
  Json result = total(view.coverage.total);
  result["kinds"] = Json::object();
  for (std::size_t k = 0; k < kGoalKinds; ++k) {
    result["kinds"][std::string(goal_kind_name(static_cast<GoalKind>(k)))] = total(view.coverage.totals[k]);
  }
  result["goals"] = Json::array();
  for (const std::uint32_t id : view.coverage.order) {
    const Goal& goal = view.plan.goals()[id];
    const Position at = view.sources.position(goal.span.file, goal.span.begin);
    Json entry = {{"kind", goal_kind_name(goal.kind)},
                  {"item", goal_item_name(goal.item)},
                  {"name", goal_item(policy, goal)},
                  {"wanted", wanted_name(goal.wanted)},
                  {"words", goal_words(policy, view.sources, goal)},
                  {"file", view.sources.path(goal.span.file)},
                  {"line", at.line},
                  {"column", at.column}};
    const std::uint32_t first = view.coverage.first_cases[id];
    entry["met"] = first != kNoCase;
    if (first != kNoCase && first < view.case_names.size()) entry["case"] = view.case_names[first];
    if (!goal.counted()) entry["not_counted"] = goal.not_counted;
    result["goals"].push_back(std::move(entry));
  }
  return result;
}

std::vector<CoveredLine> coverage_lines(const CoverageView& view) {
  std::map<std::pair<FileId, std::uint32_t>, CoveredLine> by_line;
  for (std::size_t id = 0; id < view.plan.goals().size(); ++id) {
    const Goal& goal = view.plan.goals()[id];
    if (!goal.counted()) continue;
    const std::uint32_t line = view.sources.position(goal.span.file, goal.span.begin).line;
    CoveredLine& covered = by_line[{goal.span.file, line}];
    covered.file = goal.span.file;
    covered.line = line;
    ++covered.all;
    covered.met += view.coverage.first_cases[id] != kNoCase;
  }
  for (const OpenPlace& place : open_places(view)) {
    by_line[{place.file, place.line}].open = open_words(view, place.goals);
  }
  std::vector<CoveredLine> lines;
  for (auto& [key, line] : by_line) lines.push_back(std::move(line));
  return lines;
}

}  // namespace proviso::cli
