#pragma once

#include <string>

#include "interpreter/explain.hpp"

namespace proviso {

/// `proviso.explanation/1`, described in docs/explain.md.
std::string explain_json(const Explanation& explanation);

}  // namespace proviso
