#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "tests/reference/case.hpp"

namespace proviso::reference {

/// Names whose values meet in comparisons, directly or through others, and what they meet.
struct Class {
  std::set<std::string_view> names;
  std::set<Days> dates;
  std::set<std::int64_t> numbers;
  std::set<Duration> durations;
  std::set<syntax::Unit> spans;  ///< the units of `whole UNIT from A to B`
  int moves = 0;                 ///< how often a date is moved or a span is measured, at most, in one comparison
  bool handed_on = false;        ///< a define has the value of a name, not only a test of it
};

/// The classes of a policy and a case; no name is in two.
std::vector<Class> find_classes(const Book& book, const Case& c);
/// Every name that some condition or operand of the policy reads.
std::set<std::string_view> names_read(const Book& book);

}  // namespace proviso::reference
