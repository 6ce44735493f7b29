#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "interpreter/test_space.hpp"
#include "interpreter/version_graph.hpp"

namespace proviso {

/// What two versions read of the same links differs only as far as others are decided differently. Which outcomes
/// others can have in both versions, grows from "the same in both" until nothing is new (induction along the recursion:
/// what it computes hangs, in the end, on somebody for whom it does not). Outcomes that no link reads together grow
/// apart from one another.
class LinkInduction {
 public:
  /// All must outlive this. `options`: of spaces of links.
  LinkInduction(TestSpace& space, Program& graph, VersionGraph& versions, const TestSpace::Options& options);

  /// What holds of links of everybody, as far as others are what is known up to now.
  std::vector<Diagram> constraints();
  /// Whether there is somebody who is not known up to now; if so, they are from now on. `can_be`: whether somebody can
  /// be in what a diagram says, under `constraints()`; what is not known can be.
  bool grow(const std::function<bool(Diagram)>& can_be);

 private:
  /// What both versions make of somebody: for each split of a group, the truth in the old and in the new one.
  using Transition = std::vector<char>;
  /// Outcomes that links read together, and these links.
  struct Group {
    std::vector<std::size_t> splits;   // of `splits_`
    std::vector<std::uint32_t> links;  // variables
    std::vector<Transition> known;
    bool open = true;  // else: nothing is said of what others are
    std::vector<std::pair<std::uint32_t, std::uint32_t>> implied;
    std::size_t implied_by = ~std::size_t{0};  // the number of `known` from which that was found
  };
  /// Somebody's link of one relation, as the links of a group read it.
  struct LinkSpace {
    RelationId relation;
    std::unique_ptr<TestSpace> space;
  };

  void make_groups();
  std::vector<std::size_t> splits_read(NodeId body) const;
  NodeId body(std::uint32_t link) const;
  NodeId of_other(FactId fact);
  std::vector<LinkSpace>& spaces(std::size_t group);
  void find_implied(std::size_t group);
  bool implies(std::size_t group, std::uint32_t x, std::uint32_t y);
  Diagram unknown(const Group& group);
  Diagram is_as(const Group& group, const Transition& transition);

  TestSpace& space_;
  Program& graph_;
  VersionGraph& versions_;
  TestSpace::Options options_;
  std::vector<VersionGraph::Split> splits_;  // of truths
  std::vector<Group> groups_;
  std::vector<std::vector<LinkSpace>> spaces_;  // by group
};

}  // namespace proviso
