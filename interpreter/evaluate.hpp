#pragma once

#include <optional>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// The first pass over a case: strong Kleene logic, in which an unknown fact is a third truth value. What it settles is
/// settled; what it leaves at kUnknown may still have one answer in every completion (`exact.hpp`). With every fact
/// known it is the whole evaluation.
class Evaluation {
 public:
  /// Both must outlive the evaluation. `c` may be changed in its facts (not its people and links) between runs.
  Evaluation(const Program& program, Case& c);

  /// Evaluates every node. With `without`, the person has no outcome in the decision (all of its outcomes are false).
  struct Without {
    DecisionId decision;
    std::uint32_t person;
  };
  void run(std::optional<Without> without = std::nullopt);
  /// Evaluates only the nodes marked in `needed` (by NodeId).
  void run_marked(const std::vector<char>& needed);

  /// The value of a node, for a person or directed link as its level says.
  Value at(NodeId node, std::uint32_t index) const {
    const Level level = program_.nodes[node].level;
    return slots_[offsets_[node] + (level == Level::once ? 0 : index)];
  }
  /// The value of a node as seen from a directed link: the link's own, or that of its person.
  Value at_link(NodeId node, std::uint32_t link) const { return read(node, Level::link, link); }
  /// How many values a node has: 1, the number of people, or of directed links.
  std::uint32_t width(NodeId node) const { return widths_[static_cast<int>(program_.nodes[node].level)]; }

 private:
  Value read(NodeId node, Level level, std::uint32_t index) const;
  Value compute(const Node& node, std::uint32_t index) const;
  Value link_fact(const Node& node, std::uint32_t index) const;
  Value some_link(const Node& node, std::uint32_t person) const;
  Value count_links(const Node& node, std::uint32_t person) const;
  Value extreme_link(const Node& node, std::uint32_t person) const;
  Value alike_link(const Node& node, std::uint32_t link) const;
  void run_plain(const Component& component);
  void run_fixed_point(const Component& component);
  void run_ordered(const Component& component, std::uint32_t component_id);
  bool set(NodeId node, std::uint32_t index);
  bool taken_away(NodeId node, std::uint32_t index) const;

  const Program& program_;
  Case& case_;
  std::uint32_t widths_[3];
  std::vector<std::uint32_t> offsets_;
  std::vector<Value> slots_;
  std::optional<Without> without_;
};

/// The person's links of the relations that a node looks at. REQUIRES: `looks_at_links(node.op)`.
std::vector<std::uint32_t> links_looked_at(const Program& program, const Case& c, const Node& node,
                                           std::uint32_t person);

/// Marks `roots` and every node that they need.
std::vector<char> mark_needed(const Program& program, const std::vector<NodeId>& roots);

}  // namespace proviso
