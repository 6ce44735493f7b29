#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "interpreter/change_space.hpp"
#include "interpreter/compare_versions.hpp"

namespace proviso {

/// What a comparison was made from, kept to decide other cases.
class ComparedPair : public VersionPair {
 public:
  const Program& old_program() const override { return old_version; }
  const Program& new_program() const override { return new_version; }
  std::optional<Days> old_on() const override { return on.first; }
  std::optional<Days> new_on() const override { return on.second; }
  const std::vector<DecisionId>& compared() const override { return decisions; }
  std::vector<std::vector<Membership>> memberships(const Case& c) const override;

  struct Class {
    DecisionId decision;
    Diagram who;
  };
  Aligned aligned;
  Program old_version, new_version;
  std::pair<std::optional<Days>, std::optional<Days>> on;
  std::vector<DecisionId> decisions;
  std::vector<Class> classes;  ///< as VersionDiff::classes
  std::unique_ptr<ChangeSpace> space;
};

}  // namespace proviso
