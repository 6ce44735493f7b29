#pragma once

#include <string>

#include "interpreter/explain.hpp"

namespace proviso {

/// For a person to read: headings, short sentences, lines of at most 100 columns. Signs stand beside words, never
/// alone.
std::string explain_text(const Explanation& explanation);

}  // namespace proviso
