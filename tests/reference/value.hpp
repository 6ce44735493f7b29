#pragma once

#include <compare>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <variant>
#include <vector>

#include "dsl/date.hpp"

// Values as the reference evaluator knows them: what one would write down on paper. Names are views into the policy's
// text.
namespace proviso::reference {

struct None {
  friend auto operator<=>(const None&, const None&) = default;
};
/// A text that is needed has no version in force. It makes everything that needs it a gap too.
struct Gap {
  friend auto operator<=>(const Gap&, const Gap&) = default;
};
/// The text that governs a person lacks the item. That is no fault until somebody needs the item.
struct Absent {
  friend auto operator<=>(const Absent&, const Absent&) = default;
};
struct Date {
  Days days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};
struct Number {
  std::int64_t count = 0;
  friend auto operator<=>(const Number&, const Number&) = default;
};
struct Duration {
  std::int64_t count = 0;
  bool months = false;  ///< else days
  friend auto operator<=>(const Duration&, const Duration&) = default;
};
struct Member {
  std::string_view name;
  friend auto operator<=>(const Member&, const Member&) = default;
};
struct Set {
  std::vector<std::string_view> members;  ///< sorted, each once
  friend auto operator<=>(const Set&, const Set&) = default;
};

using Value = std::variant<None, Gap, Absent, bool, Date, Number, Duration, Member, Set>;

template <class T>
bool holds(const Value& value) {
  return std::holds_alternative<T>(value);
}
/// A gap, or an item that the text lacks: both make what needs them a gap.
inline bool unusable(const Value& value) { return holds<Gap>(value) || holds<Absent>(value); }
/// A yes/no that is none does not hold.
inline bool is_true(const Value& value) { return value == Value(true); }

/// Truths together: a gap in one is a gap in all, whatever the others say.
Value all_of(const std::vector<Value>& truths);
Value any_of(const std::vector<Value>& truths);
Value opposite(const Value& truth);

Set make_set(std::vector<std::string_view> members);
bool contains(const Set& set, std::string_view member);
Set unite(const Set& a, const Set& b);
Set subtract(const Set& a, const Set& b);

/// As a result file shows it.
nlohmann::json to_json(const Value& value);

}  // namespace proviso::reference
