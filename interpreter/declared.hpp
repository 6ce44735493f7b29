#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/policy.hpp"

namespace proviso {

/// What a policy declares, by name, as people refer to it.
struct Declared {
  std::string word;  ///< by which it is declared: "ground", "judgement", "define", …
  std::string name;
  Span place;  ///< the name, in the first text
  bool says_a_rule =
      false;  ///< it must come from somewhere: a rule, decision, define, set, value, judgement, amendment
};

/// Every declaration but persons and cases, by word and name; of one with several texts, one.
class DeclaredNames {
 public:
  explicit DeclaredNames(const Policy& policy);

  const std::vector<Declared>& all() const { return all_; }
  /// Those that "NAME" or "WORD NAME" can mean; indices into `all`.
  std::vector<std::size_t> find(std::string_view reference) const;
  /// A name that was probably meant.
  std::optional<std::string> nearest_to(std::string_view reference) const;

 private:
  void add(std::string_view word, const std::string& name, Span place, bool says_a_rule);

  std::vector<Declared> all_;
};

}  // namespace proviso
