#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "interpreter/case_builder.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// One thing that is not as expected.
struct Difference {
  std::string subject;  ///< "olena protection", "olena protection missing", "the case"
  std::string expected, actual;
};

struct CaseOutcome {
  enum class Status : std::uint8_t {
    passed,
    failed,
    refused,     ///< the case could not be read or decided, though no error was expected: see `diagnostics`
    incomplete,  ///< a limit was reached before the answers were known
  };
  Status status = Status::passed;
  std::string id, title;
  Span place;
  std::string reading;         ///< of an ambiguous case: the one that was met
  bool other_reading = false;  ///< that is not the first one
  std::vector<Difference> differences = {};
  std::vector<RuleId> carried = {};  ///< rules that carried some decision in this case; sorted
  Diagnostics diagnostics = {};
};

/// Runs a conformance case: decides it and compares. `prepared.bound` grows by the sets that come up.
CaseOutcome run_case(const Program& program, PreparedCase& prepared);

}  // namespace proviso
