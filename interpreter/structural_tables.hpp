#pragma once

#include <utility>

#include "interpreter/structural.hpp"

namespace proviso::structural {

/// Each item of the table: `make(side, id)` gives what is compared of it, or nothing if the version has no such text.
template <class Make>
void Comparison::compare_table(ChangedPart::Item item, MatchTable table, Make make, StructuralChange::Kind content) {
  for (const Pair& pair : pairs(table)) {
    std::optional<Facet> old_facet, new_facet;
    if (pair.a) old_facet = make(a_, *pair.a);
    if (pair.b) new_facet = make(b_, *pair.b);
    add(compare(part(item, pair), old_facet, new_facet, content), pair.b && match_.is_likely({table, *pair.b}));
  }
}

}  // namespace proviso::structural
