#pragma once

#include <string>

#include "interpreter/explain.hpp"

// The words in which every text about reasons says the same things.
namespace proviso {

/// "✓ holds  ": sign and word say the same, so that neither colour nor font is needed to read it.
const char* holds_sign(Holds holds);
/// "holds", "fails" or "open".
const char* holds_word(Holds holds);
/// "NAME (Label)"; a label that only repeats the name, as "Yes" does, is left out.
std::string named(const std::string& name, const std::string& label);
/// "{ A, B, … 14 members }".
std::string shortened(const std::string& value);
/// A condition with the values that it read, without its parts.
std::string finding_words(const Finding& finding);

}  // namespace proviso
