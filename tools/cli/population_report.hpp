#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "interpreter/population.hpp"

// What a comparison means for a population, as reports show it.
namespace proviso::cli {

/// For a terminal, with line ends; no colour.
std::string population_text(const PopulationDiff& population, std::size_t columns);
/// The member `population` of `proviso.diff/1`.
nlohmann::ordered_json population_json(const PopulationDiff& population);

/// Leaves these decisions only; no names: all.
void select_decisions(PopulationDiff& population, const std::vector<std::string>& names);

// -- What the reports share

/// "1204"; "<5" if it is small; "–" if it is not shown.
std::string count_words(const PopulationDiff& population, const HeadCount& count);
/// "1204 people", "1 person"
std::string people_words(const PopulationDiff& population, const HeadCount& count);
/// Whose figures these are, in sentences: the file, that the people are made up, what is not counted and not shown.
std::vector<std::string> population_words(const PopulationDiff& population);
/// "`card` (The card)"; "Whether the case is possible"
std::string decision_title(const PopulationDiff::OfDecision& decision);
/// How many people of one decision changed, stayed, are open, in one line.
std::string decision_words(const PopulationDiff& population, const PopulationDiff::OfDecision& decision);
/// "Individual assessment" or, without label, "individual_assessment"; "undetermined", "not in force", "impossible".
std::string end_words(const PopulationDiff::Outcome& outcome);
/// "by `home` (Where the person lives)", "by month of `applied_on`", "by relations"
std::string breakdown_words(const PopulationDiff::Breakdown& by);
/// "Lviv 3, Odesa <5"
std::string rows_words(const PopulationDiff& population, const PopulationDiff::Breakdown& by);

}  // namespace proviso::cli
