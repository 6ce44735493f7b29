#pragma once

#include <vector>

#include "dsl/diagnostic.hpp"
#include "interpreter/case.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// The defines and decisions for whose want a case has a gap: a text that is in force reads them, and they have none.
/// Decides the case once more for each that may be one: for messages only. REQUIRES: deciding it found a gap.
std::vector<TextItem> missing_texts(const Program& program, const Case& c);

/// Where the texts of a define or decision stand, with when they are in force, and what repeals it.
std::vector<Label> texts_of(const Policy& policy, const TextItem& item);
/// Where texts that are in force on `day` read it, at most `most` places.
std::vector<Label> readers_of(const Policy& policy, const TextItem& item, Days day, std::size_t most);

}  // namespace proviso
