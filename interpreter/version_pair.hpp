#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/change_space.hpp"
#include "interpreter/compare_versions.hpp"
#include "interpreter/evaluate.hpp"

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

  /// To be called once, when the classes are there.
  void finish();

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

 private:
  /// A case under both versions.
  struct Both {
    Case old_case, new_case, graph_case;
    std::optional<Evaluation> old_pass, new_pass, graph_pass;
  };
  /// Where a node of the graph is computed.
  struct Home {
    bool in_new = false;
    NodeId node = kNoNode;
  };

  void find_homeless();
  /// The case with the open facts of the graph, which are what either version makes of them.
  Case graph_case(const Both& both) const;
  Value value_of(const Both& both, NodeId node, std::uint32_t person) const;
  Value evaluate(const Both& both, ExpressionId id, std::uint32_t person, SetPool& sets) const;
  /// kUnknown if that is not known.
  Value cell_of(const Both& both, std::uint32_t variable, std::uint32_t person, SetPool& sets) const;

  std::vector<Home> homes_;           ///< by node of the graph
  std::vector<char> needed_by_both_;  ///< empty, or by node: needed for what classes read and neither version computes
};

}  // namespace proviso
