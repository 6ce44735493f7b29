#pragma once

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

#include "interpreter/program.hpp"

namespace proviso {

/// Makes the nodes of a program: equal computations become one node, and what is constant is computed once, here.
/// Nodes may be made in any order; `graph.hpp` sorts them.
class NodeBuilder {
 public:
  explicit NodeBuilder(Program& program) : program_(program) {}

  NodeId constant(BaseType type, Value value);
  NodeId truth(bool value) { return constant(BaseType::yes_no, value ? 1 : 0); }
  NodeId leaf(Op op, BaseType type, Value value);
  NodeId unary(Op op, BaseType type, NodeId arg, Value value = 0);
  NodeId binary(Op op, BaseType type, NodeId a, NodeId b, Value value = 0);

  NodeId all(std::vector<NodeId> args);
  NodeId all(std::initializer_list<NodeId> args) { return all(std::vector<NodeId>(args)); }
  NodeId any(std::vector<NodeId> args);
  NodeId any(std::initializer_list<NodeId> args) { return any(std::vector<NodeId>(args)); }
  NodeId negation(NodeId arg);
  NodeId at_least(Value count, std::vector<NodeId> args);
  NodeId choose(NodeId condition, NodeId then, NodeId otherwise);
  NodeId other(NodeId arg);
  NodeId value_use(NodeId arg);
  NodeId some_link(std::vector<RelationId> relations, NodeId condition);
  NodeId count_links(std::vector<RelationId> relations, NodeId condition);
  /// The earliest (-1) or latest (1) `date`, where it is not none.
  NodeId extreme_link(std::vector<RelationId> relations, NodeId date, Value direction);
  NodeId alike_link(std::vector<RelationId> relations, NodeId condition, NodeId key);
  NodeId link_is(std::vector<RelationId> relations);
  NodeId extreme(const std::vector<NodeId>& dates, Value direction);

  /// A copy of a node that belongs to one decision's outcome alone, so that the outcome can be taken away from a person
  /// without touching an equal computation elsewhere.
  NodeId own(NodeId arg, DecisionId decision, std::uint32_t outcome);

  /// A stand-in for a node that is still being made: what it stands for is set by `resolve`.
  NodeId placeholder(BaseType type, Level level);
  void resolve(NodeId placeholder, NodeId node);

  bool is_true(NodeId node) const { return is_constant(node) && program_.nodes[node].value != 0; }
  bool is_false(NodeId node) const { return is_constant(node) && program_.nodes[node].value == 0; }
  bool is_constant(NodeId node) const { return program_.nodes[node].op == Op::constant; }

 private:
  NodeId make(Op op, BaseType type, Value value, const NodeId* args, std::size_t count);
  NodeId junction(Op op, std::vector<NodeId> args);
  Value relation_list(std::vector<RelationId> relations);
  Level level_of(Op op, const NodeId* args, std::size_t count) const;

  Program& program_;
  std::unordered_multimap<std::uint64_t, NodeId> known_;
};

}  // namespace proviso
