#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "interpreter/compare.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/explain_difference.hpp"
#include "interpreter/program.hpp"

namespace proviso {

struct CaseOutcome {
  enum class Status : std::uint8_t {
    passed,
    failed,
    refused,     ///< the case could not be read or decided, though no error was expected: see `diagnostics`
    incomplete,  ///< a limit was reached before the answers were known
  };
  Status status = Status::passed;
  bool bad_input = false;  ///< refused: the case or what it expects could not be read, whatever the rules say
  std::string id, title;
  Span place;
  std::string as_of;                ///< empty if the case could not be read
  std::vector<std::string> people;  ///< ids
  std::string reading;              ///< of an ambiguous case: the one that was met
  bool other_reading = false;       ///< that is not the first one
  std::vector<ComparedValue> values = {};
  std::vector<Difference> differences = {};
  std::vector<DifferenceReason> reasons = {};  ///< of the differences, if they were asked for
  std::vector<RuleId> carried = {};            ///< rules that carried some decision in this case; sorted
  Diagnostics diagnostics = {};
};

/// Runs a conformance case: decides it and compares. `prepared.bound` grows by the sets that come up. With `sources`,
/// those of the rules, the differences are explained. Safe to call from several threads with different cases.
CaseOutcome run_case(const Program& program, PreparedCase& prepared, const SourceSet* sources = nullptr);

/// Whether `run_case` says that the case passed. Faster: it answers only what is expected, and tells no reasons.
bool still_passes(const Program& program, PreparedCase& prepared);

}  // namespace proviso
