#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "interpreter/graph_view.hpp"

namespace proviso {

/// The items of a policy's graph in their order, and where each of them stands in it.
class GraphItems {
 public:
  explicit GraphItems(const Program& program);

  std::uint32_t outcome(DecisionId decision, std::uint32_t outcome) const {
    return index_.at({ItemKind::outcome, decision, outcome});
  }
  std::uint32_t rule(RuleId rule) const;
  std::uint32_t fact(FactId fact) const;  ///< REQUIRES: it is no note
  /// A set, value, define, amendment, link fact, relation or `impossible`, by its index in the policy.
  std::uint32_t of(ItemKind kind, std::uint32_t ref) const { return index_.at({kind, ref, 0}); }

  /// Fills in the items and recursions of a view.
  void give(GraphView& view) const;

 private:
  /// Which item is meant: the kind's table and the index in it; outcomes have two indices.
  using Key = std::tuple<ItemKind, std::uint32_t, std::uint32_t>;

  std::uint32_t add(Key key, std::string name, std::string label, NodeId node = kNoNode);
  void add_outcomes(DecisionId decision);
  void add_rules(syntax::RuleKind kind);
  void add_facts();
  void add_link_facts();
  template <class Table>
  void add_headed(ItemKind kind, const Table& table);

  const Program& program_;
  const Policy& policy_;
  std::vector<GraphItem> items_;
  std::vector<std::vector<std::uint32_t>> recursions_;
  std::map<Key, std::uint32_t> index_;
  std::map<std::uint32_t, std::uint32_t> recursion_of_;  ///< component of the program -> recursion of the view
};

}  // namespace proviso
