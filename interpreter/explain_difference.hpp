#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/compare.hpp"
#include "interpreter/explain.hpp"

// Why a result is not as a case expects it, short enough to stand beside the difference: why it came out as it did, why
// it is not what was expected, what is not known, and the rule to look at.
namespace proviso {

struct ReasonLine {
  std::size_t depth = 0;       ///< what stands under a rule or condition has one more
  std::optional<Holds> holds;  ///< of a rule or condition; nothing: a sentence
  std::string words;
  std::optional<Span> place;  ///< of a rule or define, in the text that governs the person
};

struct ReasonPart {
  std::string heading;  ///< "why it is full", "why it is not junior", "what is not known and can change it"
  std::vector<ReasonLine> lines;
};

/// About one result of one person.
struct DifferenceReason {
  std::string person, result;
  std::vector<ReasonPart> parts;
  std::string look_at;  ///< "ground resident (Lives in the town)"; empty if no rule is nearer than another
  std::optional<Span> look_at_place;
};

/// The reasons for the differences of a case that failed. REQUIRES: `answers` are those of `decide` for the prepared
/// case, which is bound, and `differences` came of comparing them.
std::vector<DifferenceReason> explain_differences(const Program& program, const SourceSet& sources,
                                                  const PreparedCase& prepared, const CaseAnswers& answers,
                                                  const std::vector<Difference>& differences);

}  // namespace proviso
