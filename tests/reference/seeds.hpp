#pragma once

#include <cstdint>
#include <cstdlib>

namespace proviso::reference {

/// How many seeds a random test takes: few where everything is slow, in a build that is not optimised or where the
/// environment says so.
inline std::uint64_t seeds(std::uint64_t many, std::uint64_t few) {
#ifdef NDEBUG
  return std::getenv("PROVISO_SEEDS") == nullptr ? many : few;
#else
  static_cast<void>(many);
  return few;
#endif
}

}  // namespace proviso::reference
