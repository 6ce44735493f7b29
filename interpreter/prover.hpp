#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "interpreter/cells.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/pair_parts.hpp"

namespace proviso {

/// Shows of parts of a graph that their truths hold of nobody: see `prove_same` for how.
class Prover {
 public:
  /// Both must outlive it.
  Prover(PairParts& parts, const DecideOptions& options) : parts_(parts), options_(options) {}

  /// True: the two differ in nobody.
  bool prove(const Part& part);
  /// True: they differ in nobody for whom a text of it is in force.
  bool prove_in_force(const Part& part);
  /// Some part that was not proved could not be examined to the end.
  bool stopped() const { return stopped_; }
  /// Nodes of diagrams that were made, and what it took to go through the graph, in the same measure.
  std::size_t work() const { return work_; }

 private:
  // What is seen of the graph, below a node.
  struct View {
    bool possible = true;      // links are read only where both read them alike
    std::vector<NodeId> open;  // what is left open; ascending
    std::set<FactId> facts;    // what is read
  };
  struct Found {
    enum What : std::uint8_t { nobody, somebody, unknown } what;
    std::vector<NodeId> because = {};  // somebody: of what was left open, what decides it, but for links
  };

  Program& program() { return parts_.program(); }
  bool prove(NodeId differ, const std::vector<RelationId>& links);
  bool prove(NodeId differ, std::optional<RelationId> link);
  bool stop();
  View look(NodeId root, const std::set<NodeId>& seen_through);
  Found search(NodeId truth, std::optional<RelationId> link, const View& view, bool all_bounds);
  std::vector<NodeId> what_counts(NodeId truth);
  std::optional<Instance> instance_of(NodeId node, std::optional<RelationId> link, const Case& c);
  void set_bounds(const View& view, bool all_bounds);

  PairParts& parts_;
  const DecideOptions& options_;
  bool stopped_ = false;
  std::size_t work_ = 0;
};

}  // namespace proviso
