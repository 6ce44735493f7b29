#pragma once

#include <map>
#include <utility>
#include <vector>

#include "interpreter/node_builder.hpp"
#include "interpreter/program.hpp"

// Two programs over one vocabulary in one graph: what `pair.hpp` and `prove_same.hpp` begin with.
namespace proviso {

/// Nodes of the second program, each with a node of the first that it is known to equal.
using SameNodes = std::map<NodeId, NodeId>;

class PairGraph {
 public:
  enum class Recursion : std::uint8_t {
    kept,
    cut,  ///< where something of another person is read before it is made, an open fact stands for it: see `cuts`
  };

  /// Takes both programs over. `into` is made anew: the tables are those of the first program, the date of the case is
  /// one more supplied value, and nothing is impossible yet. All arguments must outlive this.
  ///
  /// REQUIRES: both have the same facts, relations, supplied items, decisions and defines, in the same places, and the
  /// pool of `b` begins with that of `a`.
  PairGraph(const Program& a, const Program& b, Program& into, const SameNodes& same, Recursion recursion);

  /// The recursion cannot be cut: the two read different things early.
  bool failed() const { return failed_; }
  /// Of the first and second program: nodes for both of which one open fact stands, one of those added to the facts of
  /// the policy. That they are the same is assumed.
  const std::vector<std::pair<NodeId, NodeId>>& cuts() const { return cuts_; }
  /// A node of the first or second program, in the graph.
  NodeId of_a(NodeId id) const { return id == kNoNode ? kNoNode : a_to_[id]; }
  NodeId of_b(NodeId id) const { return id == kNoNode ? kNoNode : b_to_[id]; }
  std::vector<NodeId> of_a(const std::vector<NodeId>& ids) const;
  std::vector<NodeId> of_b(const std::vector<NodeId>& ids) const;
  std::uint32_t date_slot() const { return date_slot_; }
  NodeBuilder& build() { return build_; }

  /// Of two truths: not the same.
  NodeId either(NodeId x, NodeId y);
  /// Of two values: not the same.
  NodeId unequal(NodeId x, NodeId y);
  /// The date of the case is one of the policy.
  NodeId date_in_force();
  /// Of each node of the graph: 1 from the first program, 2 from the second, 3 from both, 0 made since.
  std::vector<char> origins() const;

 private:
  friend class Import;

  static Program& prepare(const Program& a, const Program& b, Program& into);
  void cut(const Program& b, std::map<NodeId, FactId>& for_a, std::map<NodeId, FactId>& for_b);

  const Program& a_;
  Program& program_;
  std::uint32_t date_slot_;
  NodeBuilder build_;
  std::vector<NodeId> a_to_, b_to_;
  std::vector<std::pair<NodeId, NodeId>> cuts_;
  bool failed_ = false;
};

/// Makes a node of another program anew, of arguments that were made already. REQUIRES: it is not the date of the case.
NodeId copy_node(const Program& from, const Node& node, std::vector<NodeId> args, Program& into, NodeBuilder& build);
/// Adds a supplied value for the date of the case, and returns its slot.
std::uint32_t add_date_slot(Program& program);
/// Adds a fact to the program of which nothing is said.
FactId add_open_fact(Program& program, const Type& type);

}  // namespace proviso
