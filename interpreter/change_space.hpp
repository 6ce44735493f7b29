#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/align.hpp"
#include "interpreter/concrete.hpp"
#include "interpreter/cover.hpp"
#include "interpreter/test_space.hpp"
#include "interpreter/version_graph.hpp"

namespace proviso {

/// Two versions, and variants of them, as diagrams over what their tests tell apart of one person, together with what
/// is possible: valid records, the induction along recursion, and what was learned of tests that cannot go together.
class ChangeSpace {
 public:
  /// The first two versions are the old and the new one. All must outlive this. `closed`: truths that are not looked
  /// into.
  ChangeSpace(const Aligned& aligned, const std::vector<GraphVersion>& versions, Period days, std::size_t max_edges,
              const std::vector<DecisionId>& decisions);

  /// Outcomes of decisions that are no outcomes.
  static constexpr Value kNotInForce = -1;
  /// The outcome of a decision in a version: an index, or kNotInForce.
  Diagram outcome(std::size_t version, DecisionId decision);
  /// The version cannot decide the person: the record is impossible, or a text is missing. REQUIRES: version 0 or 1.
  Diagram refuses(std::size_t version);
  /// The decision is the same computation in both versions.
  bool is_same(std::size_t version, std::size_t other, DecisionId decision) const;
  bool refusals_are_same() const { return refusals_are_same_; }
  /// Where a define about people has another value in a version than in the new one; nothing: nowhere, it is the same
  /// computation.
  std::optional<Diagram> define_differs(std::size_t version, DefineId define);

  /// `who` without those who cannot be.
  Diagram possible(Diagram who);
  /// Somebody who is in `who`: `found` if there is one, impossible if it is proved that there is none (from then on
  /// `possible(who)` is empty), else unknown.
  Concrete::Answer somebody(Diagram who);
  /// The same by another way, which takes longer and says more of the people.
  Concrete::Answer somebody_else(Diagram who);

  TestSpace& space() { return *space_; }
  const TestSpace& space() const { return *space_; }
  Diagrams& diagrams() { return space_->diagrams(); }
  const Diagrams& diagrams() const { return space_->diagrams(); }
  Program& graph() { return graph_; }
  const Program& graph() const { return graph_; }
  const VersionGraph& versions() const { return *versions_; }
  /// Variables that are read where two of the versions begin to differ; by variable: not 0.
  std::vector<char> variables_of_difference(std::size_t version, std::size_t other);
  /// What is possible, as far as it is about nothing but what `who` is about.
  Diagram record_of(Diagram who);
  std::string limit() const { return space_->limit(); }

 private:
  struct Constraint {
    Diagram diagram;
    std::vector<std::uint32_t> support;
  };

  std::vector<NodeId> begin_of_difference(std::size_t version, std::size_t other) const;
  std::vector<NodeId> roots(const std::vector<DecisionId>& decisions);
  void add_decision_roots(std::size_t version, DecisionId decision, std::vector<NodeId>& roots) const;
  void add_defines(std::vector<NodeId>& roots);
  void close_over_constraints(std::vector<NodeId>& roots);
  std::vector<char> facts_read(const std::vector<NodeId>& roots) const;
  void add_constraint(Diagram diagram);
  void constrain_records();
  void constrain_links();
  std::unique_ptr<TestSpace> smallest_space(const std::vector<NodeId>& roots);
  TestSpace::Options options() const;
  CellBox impossible_part(CellBox box);
  bool can_be_none(const Node& node) const;
  bool is_value(EnumId enumeration, Value value) const;

  const Aligned& aligned_;
  std::vector<GraphVersion> given_;
  Period days_;
  std::size_t max_edges_;
  Program graph_;
  std::unique_ptr<VersionGraph> versions_;
  std::unique_ptr<TestSpace> space_;
  std::unique_ptr<Concrete> concrete_;
  std::vector<Constraint> constraints_;
  std::vector<Diagram> lessons_;  // constraints that tests cannot go together, whatever is held of links
  std::map<std::pair<std::size_t, DefineId>, NodeId> defines_;  // by version: the define has another value there
  std::vector<FactId> bound_facts_;                             // whose condition is looked at
  std::vector<std::uint32_t> shared_, only_old_, only_new_;     // impossibles
  bool refusals_are_same_ = true;
};

}  // namespace proviso
