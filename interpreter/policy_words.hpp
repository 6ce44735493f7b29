#pragma once

#include <string>

#include "dsl/source.hpp"

namespace proviso {

/// The policy's words at a place, on one line, without comments.
std::string words_of(const SourceSet& sources, Span span);

}  // namespace proviso
