#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tests/reference/parsed.hpp"

namespace proviso::reference {

struct Comparison {
  enum class Verdict : std::uint8_t {
    same,
    different,
    incomplete,  ///< the real one stops at a limit, and says so
    bad_policy,  ///< the real one finds errors in the policy: nothing is compared
    too_large,   ///< the reference would take too long
  };
  Verdict verdict = Verdict::same;
  std::string words;  ///< what differs, or the errors
  std::string field;  ///< which field differs; "case" if only one refuses it
  bool refused = false;
  nlohmann::json expected;  ///< what the reference says
};

/// Decides a case with the real evaluator and with the reference, and compares every field that the language defines:
/// value, status, possible, missing, judgements, because, derived_from, amendments, and whether the case is refused.
Comparison compare(const Files& files, const nlohmann::json& case_json);

/// What is compared of a result, in one order: lists that have no order are sorted.
nlohmann::json essence(const nlohmann::json& result);

/// The first thing in which two essences differ; nothing if they are equal.
struct Difference {
  std::string field;
  std::string words;
};
std::optional<Difference> first_difference(const nlohmann::json& real, const nlohmann::json& reference);

}  // namespace proviso::reference
