#pragma once

#include <string>
#include <string_view>

// What must hold for every input whatsoever. A fuzz target stops at the first input for which one of these says
// something; the inputs that were found so stand in `kept/`, and `kept_test.cpp` repeats them.
namespace proviso::fuzz {

// Each returns nothing ("") if the property holds, else what went wrong.

/// A policy's text is read and resolved without harm; every message points into the text; what was accepted covers
/// the whole text but for blanks and comments; what was refused is never resolved.
std::string policy_property(std::string_view text);

/// A case's text is answered or refused: an answer is well-formed JSON and the same a second time, a refusal says why.
std::string case_property(std::string_view text);

/// The canonical layout of a correct text keeps its words and its comments, is correct itself, and stays as it is.
std::string format_property(std::string_view text);

}  // namespace proviso::fuzz
