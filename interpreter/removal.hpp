#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/policy.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// A part of a policy without which it could be. The tables keep their places.
struct Removal {
  enum class What : std::uint8_t {
    rule,        ///< one text of a rule: it never holds
    amendment,   ///< it never applies
    change,      ///< one change of an amendment
    impossible,  ///< it is possible
  } what = What::rule;
  std::uint32_t id = kNoId;
  std::uint32_t part = 0;  ///< rule: the version; change: which one

  friend auto operator<=>(const Removal&, const Removal&) = default;
};

/// A condition that never holds, new in the policy.
TermId never_true(Policy& policy);

/// The program without these; its sets begin with those of `program`. Nothing if that is no policy: a recursion without
/// a meaning.
std::optional<Program> without(const Program& program, std::vector<Removal> removals);

}  // namespace proviso
