#pragma once

#include <string>
#include <vector>

#include "tests/reference/random_vocabulary.hpp"

namespace proviso::reference {

/// Declarations with one small thing in one of them changed, as a slip of the pen would change it: a date by a day, a
/// comparison, `and` for `or`, a member, a condition or a whole rule less. The result may be no policy. `what` is told
/// what was done. The vocabulary of facts, kinds and relations stays as it is.
std::vector<std::string> with_slip(std::vector<std::string> declarations, const Vocabulary& vocabulary, Random& random,
                                   std::string& what);

}  // namespace proviso::reference
