#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "interpreter/decide.hpp"
#include "interpreter/pair.hpp"
#include "interpreter/pair_graph.hpp"

// What two programs compute in different ways, in one graph: what `prove_same.hpp` compares.
namespace proviso {

/// What is to hold of nobody, on no day of the policy: nodes of one program.
struct Claim {
  std::vector<NodeId> all = {};   ///< truths that all hold
  std::vector<NodeId> none = {};  ///< and truths of which none holds
  NodeId set_a = kNoNode;         ///< and a set that shares a member with another
  NodeId set_b = kNoNode;
};

/// A part that the programs compute in different ways.
struct Part {
  NodeId a, b;                        ///< in the programs; kNoNode: only the other one has it
  NodeId in_a, in_b;                  ///< in the graph
  NodeId differ;                      ///< in the graph: the two differ, on a day of the policy
  NodeId differ_in_force;             ///< likewise, and a text of it is in force; kNoNode: as `differ`
  bool counts = false;                ///< the answers for a case are made of it
  std::optional<ResultRef> of = {};   ///< it is the value of a result
  std::vector<NodeId> of_links = {};  ///< both look at the same links alike; of what they read there, that it differs

  std::pair<NodeId, NodeId> key() const { return {a, b}; }
};

/// The claim as a truth of a graph whose first program it is about.
NodeId claim_node(PairGraph& graph, const Claim& claim);

class PairParts {
 public:
  /// All arguments must outlive this. `same`: what is known to be the same is one node. Recursion is cut
  /// (`PairGraph::Recursion`), and what stands for another person's is a part that counts.
  PairParts(const Program& a, const Program& b, const SameNodes& same);
  /// One program, in which claims are the parts, in their order.
  PairParts(const Program& program, const std::vector<Claim>& claims);

  /// The recursion cannot be cut: there is nothing else to be had.
  bool failed() const { return graph_.failed(); }
  /// Those that need no others first.
  const std::vector<Part>& list() const { return parts_; }
  /// Whether what the second program reads can read the first's instead: that must not be of a link where the other is
  /// of a person, or of a person where the other is of the whole case.
  bool can_replace(const Part& part) const {
    return part.a != kNoNode && part.b != kNoNode && a_.nodes[part.a].level <= b_.nodes[part.b].level;
  }

  /// The graph, in evaluation order, with no bounds (`only_if`, `impossible`) yet.
  Pair& pair() { return pair_; }
  Program& program() { return pair_.program; }
  /// As it was before anything was added.
  const Policy& policy() const { return a_.policy; }
  /// Both programs read the node.
  bool is_shared(NodeId id) const { return origins_[id] == 3; }
  /// Over which relations links are looked at, of a node about links.
  const std::set<RelationId>& relations_of(NodeId id) const { return relations_[id]; }
  /// Bounds that both have, for each fact and in a list; those that read of other people are left out: a fixed point is
  /// reached through states that need not be possible.
  const std::vector<NodeId>& only_if() const { return only_if_; }
  const std::vector<NodeId>& impossible() const { return impossible_; }

 private:
  void add_claim(const Claim& claim);
  void finish();
  void list_parts();
  void list_results();
  Part* add(NodeId a, NodeId b);
  void add_counting(NodeId a, NodeId b);
  void add_result(ResultRef result, NodeId a, NodeId b, NodeId a_in_force, NodeId b_in_force);
  void add_below(NodeId a, NodeId b);
  NodeId differ(NodeId in_a, NodeId in_b);
  bool is_alike(NodeId a, NodeId b) const;
  void list_bounds();
  void order();
  void find_relations();
  bool reads_stand_in(NodeId root) const;

  const Program& a_;
  const Program& b_;
  Pair pair_;
  PairGraph graph_;
  NodeId in_force_ = kNoNode;
  std::vector<Part> parts_;
  std::vector<NodeId> only_if_, impossible_;
  std::vector<char> origins_;
  std::vector<std::set<RelationId>> relations_;
};

}  // namespace proviso
