#pragma once

#include <optional>
#include <vector>

#include "interpreter/node_builder.hpp"
#include "interpreter/program.hpp"

// Any number of programs over one vocabulary in one graph without recursion, where equal computations are one node.
namespace proviso {

/// One of the programs.
struct GraphVersion {
  const Program* program;
  std::optional<Days> on;  ///< the date of the assessment; nothing: open, one more supplied value
  /// Which of the first two programs decides about other people; each of these two itself.
  std::size_t others = 0;
};

/// What a recursion reads of another person stands as an open fact in the graph: "the other's outcome". Where the first
/// two programs compute it alike in everything, under the assumption that they do for others (which is induction along
/// the recursion), one fact stands for both, else one for each.
class VersionGraph {
 public:
  /// All arguments must outlive this. `into` is made anew: the tables of the first program, with the open facts after
  /// its own; nothing is impossible, and no fact depends on a condition. REQUIRES: at least two; tables as `align`
  /// makes them.
  VersionGraph(const std::vector<GraphVersion>& versions, Program& into);

  /// A node of a version, in the graph.
  NodeId of(std::size_t version, NodeId id) const { return id == kNoNode ? kNoNode : to_[version][id]; }
  NodeBuilder& build() { return *build_; }
  std::uint32_t date_slot() const { return date_slot_; }
  bool is_open_fact(FactId fact) const { return fact >= facts_; }

  /// What stands for two outcomes, or defines, of another person that the first two programs do not compute alike.
  struct Split {
    FactId facts[2];  ///< the open facts
    NodeId nodes[2];  ///< of a person: what they stand for
  };
  const std::vector<Split>& splits() const { return splits_; }
  /// What an open fact stands for, a node of a person; kNoNode: not known.
  NodeId stands_for(FactId fact) const { return stands_for_[fact - facts_]; }

  /// The nodes that at least one version makes, of versions that are marked.
  std::vector<char> made_by(const std::vector<std::size_t>& versions) const;

 private:
  friend class GraphImport;
  struct Key {
    int what;
    std::uint32_t id, part;
    friend auto operator<=>(const Key&, const Key&) = default;
  };

  void prepare(const std::vector<GraphVersion>& versions, Program& into);

  std::optional<NodeBuilder> build_;
  std::uint32_t date_slot_ = 0;
  std::size_t facts_ = 0;
  std::vector<std::vector<NodeId>> to_;
  std::vector<Split> splits_;
  std::vector<NodeId> stands_for_;
};

}  // namespace proviso
