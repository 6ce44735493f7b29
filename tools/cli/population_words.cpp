#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/population_report.hpp"

namespace proviso::cli {

void select_decisions(PopulationDiff& population, const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::erase_if(population.decisions, [&](const PopulationDiff::OfDecision& decision) {
    return !decision.name.empty() && std::find(names.begin(), names.end(), decision.name) == names.end();
  });
}

std::string count_words(const PopulationDiff& population, const HeadCount& count) {
  switch (count.shown) {
    case HeadCount::Shown::exact:
      return fmt::format("{}", count.number);
    case HeadCount::Shown::small:
      return fmt::format("<{}", population.suppress_below);
    case HeadCount::Shown::hidden:
      break;
  }
  return "–";
}

std::string people_words(const PopulationDiff& population, const HeadCount& count) {
  const bool one = count.shown == HeadCount::Shown::exact && count.number == 1;
  return count_words(population, count) + (one ? " person" : " people");
}

std::vector<std::string> population_words(const PopulationDiff& population) {
  std::vector<std::string> words;
  if (population.synthetic) {
    const std::string seed = population.synthetic->empty() ? "" : fmt::format(" (seed {})", *population.synthetic);
    words.push_back(
        fmt::format("Synthetic{}: these people are made up. The figures say nothing about how many real "
                    "people there are.",
                    seed));
  }
  words.push_back(fmt::format("{} in {} {} of {}, decided under both versions.",
                              people_words(population, population.people), count_words(population, population.cases),
                              population.cases.number == 1 ? "case" : "cases", population.given));
  if (population.left_out.number != 0 || population.left_out.shown != HeadCount::Shown::exact)
    words.push_back(
        fmt::format("Not complete: {} are not counted, because their cases were too large to answer "
                    "exactly.",
                    people_words(population, population.left_out)));
  if (population.suppress_below > 1)
    words.push_back(
        fmt::format("Numbers smaller than {} are not shown (<{}), nor others from which they could be "
                    "worked out (–).",
                    population.suppress_below, population.suppress_below));
  return words;
}

std::string decision_title(const PopulationDiff::OfDecision& decision) {
  if (decision.name.empty()) return "Whether the case is possible";
  const std::string name = fmt::format("`{}`", decision.name);
  return decision.label.empty() ? name : fmt::format("{} ({})", name, decision.label);
}

std::string decision_words(const PopulationDiff& population, const PopulationDiff::OfDecision& decision) {
  const auto some = [](const HeadCount& count) { return count.number != 0 || count.shown != HeadCount::Shown::exact; };
  if (decision.name.empty()) {
    std::string words =
        fmt::format("{} whose case only one version rules out, {} whose case is possible under both",
                    people_words(population, decision.changed), count_words(population, decision.unchanged));
    if (some(decision.class_open))
      words += fmt::format(
          "; of the former, {} are in no group, because facts are unknown, or because their case is ruled out on "
          "account of somebody else in it",
          count_words(population, decision.class_open));
    return words + ".";
  }
  std::string words =
      fmt::format("{} decided differently, {} decided alike", people_words(population, decision.changed),
                  count_words(population, decision.unchanged));
  if (some(decision.open))
    words += fmt::format("; {} undetermined before or after, because facts are unknown",
                         count_words(population, decision.open));
  if (some(decision.ruled_out))
    words += fmt::format("; {} whose case one version rules out", count_words(population, decision.ruled_out));
  if (some(decision.class_open))
    words += fmt::format("; of those decided differently, {} are in no one group, because facts are unknown",
                         count_words(population, decision.class_open));
  return words + ".";
}

std::string end_words(const PopulationDiff::Outcome& outcome) {
  if (outcome.kind == PopulationDiff::Outcome::Kind::not_in_force) return "not in force";
  return outcome.label.empty() ? outcome.name : outcome.label;
}

std::string breakdown_words(const PopulationDiff::Breakdown& by) {
  using By = PopulationDiff::Breakdown::By;
  if (by.by == By::role) return "by relations";
  const std::string fact = fmt::format("`{}`", by.fact) + (by.label.empty() ? "" : " (" + by.label + ")");
  return by.by == By::region ? "by " + fact : fmt::format("by {} of {}", by.by == By::month ? "month" : "year", fact);
}

std::string rows_words(const PopulationDiff& population, const PopulationDiff::Breakdown& by) {
  std::string words;
  for (const PopulationDiff::Row& row : by.rows)
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", row.label.empty() ? row.name : row.label,
                         count_words(population, row.count));
  return words;
}

}  // namespace proviso::cli
