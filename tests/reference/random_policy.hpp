#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/reference/random_vocabulary.hpp"

namespace proviso::reference {

/// A small policy without errors that uses whatever the language has. The same seed gives the same text whatever the
/// compiler: each draw of the generator stands in a statement of its own, since operands are evaluated in any order.
struct RandomPolicy {
  std::vector<std::string> declarations;  ///< the header first
  Vocabulary vocabulary;
  std::string text() const;
};
RandomPolicy random_policy(std::uint64_t seed);
/// Another policy over the vocabulary of `random_policy(seed)`: only defines, decisions, rules and amendments differ.
RandomPolicy random_policy(std::uint64_t seed, std::uint64_t rules_seed);

/// A case of one to three people for the policy, in the form of a case file. So many facts are left open that the
/// reference has at most about `max_completions` ways to fill them in.
nlohmann::json random_case(const RandomPolicy& policy, std::uint64_t seed, std::size_t max_completions);

}  // namespace proviso::reference
