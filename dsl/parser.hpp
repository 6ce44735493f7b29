#pragma once

#include <cstddef>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"

namespace proviso {

/// Bounds on what is read, so that no input can exhaust the machine. Exceeding one is one clear error.
struct Limits {
  std::size_t file_bytes = 16u << 20;
  std::size_t depth = 200;               ///< of nested conditions, regions, and braces
  std::size_t declarations = 1'000'000;  ///< in all files together
  std::size_t files = 10'000;
  std::size_t errors = 1'000;  ///< in one file, before reading it stops
};

/// Parses one file of `sources`. Never throws. Reports every error it finds and goes on at the next declaration.
/// ENSURES: no error was added if and only if every declaration of the text is in the result.
syntax::Document parse(const SourceSet& sources, FileId file, const Limits& limits, Diagnostics& diagnostics);

}  // namespace proviso
