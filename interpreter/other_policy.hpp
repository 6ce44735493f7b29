#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "interpreter/json_text.hpp"

namespace proviso {

/// Tells whether the cases of a file are written for another policy: they say so (`"policy": "NAME"`, in a line of its
/// own before the first case, or in each case), or most facts that they give are none of this policy's.
class OtherPolicy {
 public:
  explicit OtherPolicy(const Policy& policy) : policy_(policy) {}

  /// Whether a value is the line before the first case, which says for which policy the file is.
  static bool is_header(const JsonValue& value);
  /// Takes note of a header or a case, in the order of the file. False: the case is for another policy.
  bool takes(const JsonValue& value);

  /// The one message about a file of `count` cases, if there is anything to say. `allow_extra`: facts that are not
  /// declared are no sign of anything.
  std::optional<Diagnostic> verdict(std::size_t count, Span file_start, bool allow_extra) const;
  /// Most facts are not of this policy.
  bool most_facts_are_strange() const;

 private:
  const Policy& policy_;
  bool header_is_other_ = false;
  std::size_t left_out_ = 0;
  std::string other_;              ///< the first other name that was said
  std::optional<Span> said_;       ///< where
  std::set<std::string> strange_;  ///< facts that the policy does not declare
  std::set<std::string> known_;
  std::optional<Span> first_strange_;
};

}  // namespace proviso
