#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

// The smallest changes of facts that would change a decision, found by deciding the changed case again.
namespace proviso {

/// Bounds of the search. What lies outside is not searched, and the result says so.
struct WhatIfLimits {
  std::size_t single = 300'000'000;  ///< one fact at a time: values of nodes that are computed, for all people together
  std::size_t pairs = 200'000'000;   ///< likewise for two facts of one person at a time
  std::size_t exact = 64;        ///< of one fact: values that the first pass leaves open and the exact engine decides
  std::size_t people = 8;        ///< whose facts are changed: the person, and those nearest by links
  std::size_t pair_results = 3;  ///< ways of two facts that are told for one decision
};

/// One fact and the values that it would have to have.
struct FactChange {
  std::string path;   ///< "olena.application_date"
  std::string label;  ///< of the fact; may be empty
  std::string from;   ///< the value now; "not known" if open
  std::string to;     ///< "2024-09-27 or earlier", "any of Lviv, Volyn", "yes", "the same with PL added"
};

/// The value that a decision has when the facts that are known do not settle it.
inline constexpr const char* kUndetermined = "undetermined";

/// If all of `changes` were so, the decision would be `value`.
struct WhatIfRange {
  std::vector<FactChange> changes;
  std::string value, label;  ///< an outcome, or kUndetermined: a settled decision would become open
};

struct WhatIf {
  std::vector<WhatIfRange> changes;  ///< the fewest facts first
  bool searched = false;             ///< a search was made
  bool complete = true;              ///< every single fact was searched
  bool tried_pairs = false;
  bool complete_pairs = true;
  std::size_t people = 0;  ///< whose facts were changed
};

/// What is asked about one person.
struct WhatIfRequest {
  std::uint32_t person = 0;
  std::vector<DecisionId> decisions;
};

/// For each request, what would change each of its decisions, in their order; for an open decision, what each answer to
/// a missing fact would lead to. REQUIRES: `answers` are those of `decide` for `c`.
std::vector<std::vector<WhatIf>> what_if(const Program& program, const Case& c, const CaseAnswers& answers,
                                         const std::vector<WhatIfRequest>& requests, const WhatIfLimits& limits);

}  // namespace proviso
