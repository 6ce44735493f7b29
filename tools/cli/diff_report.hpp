#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/population.hpp"
#include "interpreter/version_diff.hpp"
#include "tools/cli/diff_waivers.hpp"

// The reports of `proviso diff`, each a function from what a comparison found to a text. None depends on anything else.
namespace proviso::cli {

struct DiffReport {
  const VersionDiff& diff;
  const std::vector<Waiver>& waivers;
  const PopulationDiff* population = nullptr;  ///< null: nobody was counted
};

struct DiffTextOptions {
  bool color = false;
  std::size_t columns = 100;
};
/// The answer first; then changes, groups of people, who is not affected, what is open.
std::string diff_text(const DiffReport& report, const DiffTextOptions& options);
/// For a review thread; long parts are folded.
std::string diff_markdown(const DiffReport& report);
/// `proviso.diff/1`
std::string diff_json(const DiffReport& report);
/// SARIF 2.1.0: a result for each group of people and each structural change.
std::string diff_sarif(const DiffReport& report);
/// Workflow commands of GitHub Actions, which stand beside the changed lines.
std::string diff_github(const DiffReport& report);
/// One page without scripts, to read, to print and to sign.
std::string diff_html(const DiffReport& report);

/// Leaves the classes of these decisions only, and what is said of them; a change whose classes are all left out keeps
/// its effect and has none. REQUIRES: each is in `diff.compared`.
void select_decisions(VersionDiff& diff, const std::vector<std::string>& names);

/// kDone, kFound or kLimit. With `strict`, a structural change that nobody accepted is something to look at though it
/// has no effect.
int diff_exit_code(const DiffReport& report, bool strict);

// -- What the reports share

/// SHA-256 over everything that the comparison found, in 64 hexadecimal digits: the same for the same comparison.
std::string diff_fingerprint(const VersionDiff& diff);

/// Who accepted what has this fingerprint.
std::vector<const Waiver*> acceptances(const DiffReport& report, std::string_view fingerprint);
/// "accepted by Kari Nordmann on 2025-01-10: As decided"; empty if nobody did.
std::string accepted_words(const DiffReport& report, std::string_view fingerprint);

/// "3 groups", "1 group"
std::string counted(std::size_t count, const char* one);
/// "a, b and c"
std::string joined(const std::vector<std::string>& words, std::string_view last = "and");

const char* kind_name(StructuralChange::Kind kind);   ///< as in JSON: "set_changed"
const char* kind_words(StructuralChange::Kind kind);  ///< "set changed"
/// "exception `extending_a_permit` inserted"
std::string change_title(const StructuralChange& change);
/// "changes the decision of groups protection-1 and protection-2"; "no effect on any decision (proved)"
std::string effect_words(const VersionDiff& diff, const StructuralChange& change);
/// What it is a part of, whom it concerns, and when it is in force; may be empty.
std::string context_words(const StructuralChange& change);
/// What a structural change says in one line where no texts are shown: members and values.
std::string delta_words(const StructuralChange& change);
/// "from 2025-01-13"; empty: without a bound.
std::string period_words(std::optional<Days> from, std::optional<Days> through);
std::string citation_words(const CitedWords& cited);
/// The words of one source.
struct CitedSource {
  std::string title;  ///< "The guideline (udi_2022)"; what is cited already: "the same as change 3"
  std::vector<std::string> words;
};
/// What a change cites, each source once; nothing twice in one report.
std::vector<CitedSource> cited_sources(const VersionDiff& diff, std::size_t change);

/// "Individual assessment" or, without label, "individual_assessment"; "not in force".
std::string outcome_words(const std::string& name, const std::string& label);
/// What a case of the class comes to, by name: the same with the labels of the class.
std::string decided_words(const ChangeClass& c, const std::string& outcome);
/// Not a change of the rules makes that they are decided differently, but another day of the assessment.
bool only_by_date(const ChangeClass& c);
/// "`protection`"; "whether the case is possible"
std::string decision_words(const ChangeClass& c);
/// "Collective protection → Individual assessment"
std::string transition_words(const ChangeClass& c);
/// "changes 1 and 3; also because the day of the assessment is different"
std::string cause_words(const ChangeClass& c);
/// Of a group without a witness.
inline constexpr const char* kNobodyFound = "nobody was found who is in the group: it may be empty";
/// "ground `displaced_citizen` (A citizen of Ukraine)"
std::string rule_words(const DecidingRule& rule);
/// All that decided; or that none did.
std::string deciding_words(const std::vector<DecidingRule>& rules);
/// "rulesets/norway, as of 2025-01-12"
std::string side_words(const ComparedSide& side);
/// The question that is open, in a sentence.
std::string question_words(const OpenQuestion& question);

/// The answer in at most five lines: who is decided differently, how, what of it is proved, what changed in the rules,
/// what is left to do.
std::vector<std::string> answer_lines(const DiffReport& report);
/// "Nobody is decided differently"; "2 groups of people are decided differently"; "Not complete: …"
std::string verdict_words(const DiffReport& report);

}  // namespace proviso::cli
