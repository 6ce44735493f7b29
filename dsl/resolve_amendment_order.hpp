#pragma once

#include "dsl/resolver.hpp"

namespace proviso::resolution {

/// Whether `after` clauses put `later` behind `earlier`, directly or over others of the same day.
bool is_ordered_after(const Policy& policy, AmendmentId later, AmendmentId earlier);

}  // namespace proviso::resolution
