#pragma once

#include <string>
#include <vector>

#include "dsl/policy.hpp"

namespace proviso {

/// The words by which case files name the members of kinds and regions: the name of each, or, if that fits another one
/// too, a code or alias that does not.
class MemberWords {
 public:
  /// `policy` must outlive this.
  explicit MemberWords(const Policy& policy) : policy_(policy), words_(policy.enumerations.size()) {}
  const std::string& of(EnumId enumeration, Value leaf);

 private:
  const Policy& policy_;
  std::vector<std::vector<std::string>> words_;  ///< by enumeration and leaf; made when first needed
};

}  // namespace proviso
