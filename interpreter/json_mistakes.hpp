#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

// Says in words what is wrong with a text that is not JSON. Private to the JSON reader.
namespace proviso {

/// How far a reader came before the mistake.
struct JsonProgress {
  std::string_view text;  ///< of the whole file
  Span place;             ///< what was to be read
  std::uint32_t at = 0;   ///< the end of the last thing that was understood
  struct Open {
    bool object = false;
    std::uint32_t begin = 0;
    std::size_t children = 0;
  };
  std::vector<Open> open;  ///< the objects and lists that are not closed yet
  bool after_key = false;  ///< a key was read and its value was not
  bool done = false;       ///< the whole value was read
  std::string_view unit;
};

Diagnostic json_mistake(const JsonProgress& progress);

}  // namespace proviso
