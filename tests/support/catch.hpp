#pragma once

// Catch2 under either of its versions: 2 in Debian 12, 3 in Ubuntu 24.04.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
