#pragma once

#include <string>
#include <vector>

#include "interpreter/mutation.hpp"

namespace proviso {

/// A case that a suite lacks, for a person to confirm: what it expects is what the rules say now.
struct Suggestion {
  std::string title;  ///< begins with "To be confirmed: "
  std::string note;   ///< the changes of the rules that no case notices now, and this one would
  Case value;
  Expected expected;
  std::vector<std::size_t> mutants;  ///< that it notices
};

/// Few cases that notice every mutant that survived, each with little more in it than that needs.
std::vector<Suggestion> suggest(const Program& program, const SourceSet& sources, const Mutation& mutation);

/// Suggestions as a file of `case` blocks. Those that no `case` block can express (there is a gap in the rules) are
/// told in comments.
std::string suggestions_text(const Program& program, const std::vector<Suggestion>& suggestions);

}  // namespace proviso
