#pragma once

#include "dsl/policy.hpp"

namespace proviso {

/// "a date", as messages call a type that is of no kind; null for members and sets, which are called by their kind.
constexpr const char* scalar_words(BaseType type) {
  switch (type) {
    case BaseType::yes_no:
      return "yes or no";
    case BaseType::date:
      return "a date";
    case BaseType::number:
      return "a number";
    case BaseType::duration:
      return "a duration";
    case BaseType::note:
      return "a note";
    case BaseType::none:
      return "none";
    case BaseType::member:
    case BaseType::set:
      break;
  }
  return nullptr;
}

}  // namespace proviso
