#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"

namespace proviso {

/// Finds members of kinds and regions by the names that people give them in cases: name, code or declared alias, letter
/// case, accents and the difference between `_`, `-` and space aside. Nothing is guessed: what fits two members, or
/// none, is an error that lists the candidates.
class MemberNames {
 public:
  /// `policy` must outlive this.
  explicit MemberNames(const Policy& policy) : policy_(policy), tables_(policy.enumerations.size()) {}

  /// The leaf that `text` names, or nothing and an error at `place`.
  std::optional<Value> find(EnumId enumeration, std::string_view text, Span place, Diagnostics& diagnostics);
  /// The same for rule text, where a member goes by its name alone, exactly as declared.
  std::optional<Value> find_name(EnumId enumeration, std::string_view name, Span place, Diagnostics& diagnostics);
  /// Whether some member, leaf or group, is called so.
  bool is_known(EnumId enumeration, std::string_view text);

 private:
  using Table = std::unordered_map<std::string, std::vector<std::uint32_t>>;
  const Table& table(EnumId enumeration);
  Diagnostic unknown(EnumId enumeration, std::string_view text, Span place);
  Diagnostic ambiguous(EnumId enumeration, std::string_view text, const std::vector<std::uint32_t>& members,
                       Span place) const;
  Diagnostic group(EnumId enumeration, std::string_view text, const EnumMember& member, Span place) const;

  const Policy& policy_;
  std::vector<std::optional<Table>> tables_;  ///< made when first needed
};

/// "`a`", "`a` and `b`", "`a`, `b` and 12 more".
std::string listed(const std::vector<std::string>& names, std::string_view last = "and", std::size_t most = 12);

}  // namespace proviso
