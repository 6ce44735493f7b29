#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/change_classes.hpp"
#include "interpreter/pair.hpp"

namespace proviso {

/// Looks for people with family members who are in a class: where what is said of links hangs together so that a path
/// through the class does not tell who the others are. Everybody's facts are open, and so is what others are decided to
/// be, in families of two, and then of three.
class ClassSearch {
 public:
  /// All must outlive this.
  ClassSearch(const Program& old_program, const Program& new_program,
              std::pair<std::optional<Days>, std::optional<Days>> on, const std::vector<FoundClass>& classes);

  /// A case, bound to the old program, whose first person may be in the class; several to be tried.
  std::vector<Case> find(std::size_t index);

 private:
  std::vector<Case> skeletons();
  std::optional<Case> complete(Case c, NodeId truth);

  const Program& old_;
  std::pair<std::optional<Days>, std::optional<Days>> on_;
  Pair pair_;
  std::vector<NodeId> truths_;  ///< by class
};

}  // namespace proviso
