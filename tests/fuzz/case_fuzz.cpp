#include "tests/fuzz/properties.hpp"
#include "tests/fuzz/target.hpp"

PROVISO_FUZZ_TARGET(proviso::fuzz::case_property)
