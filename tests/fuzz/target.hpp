#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// The one form of a fuzz target: hand the bytes to a property, stop if it says something.
#define PROVISO_FUZZ_TARGET(property)                                                 \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    const std::string_view input(reinterpret_cast<const char*>(data), size);          \
    if (const std::string wrong = property(input); !wrong.empty()) {                  \
      std::fprintf(stderr, "%s\n", wrong.c_str());                                    \
      std::abort();                                                                   \
    }                                                                                 \
    return 0;                                                                         \
  }
