#pragma once

#include <string_view>

#include "interpreter/expectation.hpp"
#include "interpreter/json_text.hpp"

// What a conformance case is filed under: tags, entries of an inventory, remarks. Cases are selected by them.
namespace proviso {

/// From a line of a file of cases: `tags`, `inventory` (of the case, and of each person under `expect`) and `note`.
void read_labels(const JsonValue& root, PreparedCase& to);

/// From a `note` of a `case` block: "tags: family, boundary", "inventory: G-01, T-04", or a remark.
void read_label(std::string_view note, PreparedCase& to);

}  // namespace proviso
