#pragma once

#include <string>
#include <string_view>

namespace proviso {

/// A text with what people write differently taken away: letter case, accents, and the difference between `_`, `-` and
/// space (a run of these is one space; none at the ends). Two names of members that fold alike are the same to a
/// reader. Text that is not UTF-8 folds to itself.
std::string fold(std::string_view text);

}  // namespace proviso
