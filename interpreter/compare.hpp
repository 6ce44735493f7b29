#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/decide.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/program.hpp"

// Answers of a case, compared with what it expects.
namespace proviso {

/// One thing that is not as expected.
struct Difference {
  enum class Of : std::uint8_t { whole_case, value, missing, possible, because, derived_from };
  std::string subject;  ///< "olena protection", "olena protection missing", "the case"
  std::string expected, actual;
  Of of = Of::whole_case;
  std::uint32_t person = 0;
  std::optional<ResultRef> result = {};  ///< value, missing, possible
  Value value = kUnknown;                ///< value: what is expected
  std::vector<Variable> missing = {};    ///< missing: what is expected
  std::vector<RuleId> rules = {};        ///< because: those that were expected and carried nothing
};

/// A value that the case expects, and the one that came out.
struct ComparedValue {
  std::string person, result;
  std::string expected, actual;
};

struct ComparedCase {
  std::vector<Difference> differences;  ///< none: the case passes
  std::vector<ComparedValue> values;    ///< in the order of the text
  std::string reading;                  ///< of an ambiguous case: the one that was met
  bool other_reading = false;           ///< that is not the first one
};

/// REQUIRES: `answers` are those of `decide` for the prepared case, which is bound, and their status is `decided`.
ComparedCase compare(const Program& program, const PreparedCase& prepared, const CaseAnswers& answers);

}  // namespace proviso
