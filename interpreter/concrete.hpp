#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "interpreter/decide.hpp"
#include "interpreter/test_space.hpp"
#include "interpreter/version_graph.hpp"

namespace proviso {

/// That a variable of a test space is in one of some cells.
struct Demand {
  std::uint32_t variable = 0;
  std::vector<std::uint32_t> cells;
};

/// Finds real people behind what diagrams of tests say: values of facts, such that tests that are about several of them
/// come out as wanted. Diagrams take each test by itself; only here is it seen that two of them cannot go together.
class Concrete {
 public:
  /// All must outlive this. `days`: on which cases are decided. `space` is about people.
  Concrete(const TestSpace& space, Program& graph, const VersionGraph& versions, Period days);

  struct Answer {
    enum class Status : std::uint8_t { found, impossible, unknown } status = Status::unknown;
    /// found: the facts of the first person, then of the second if there is one, of their link, and what is supplied.
    std::vector<std::pair<Variable, Value>> values;
    std::vector<std::pair<Variable, Value>> more;  ///< found: likewise, of facts for which others would do as well
    std::optional<RelationId> link;                ///< found: from the first person to a second
    std::vector<Demand> core;                      ///< impossible: demands that cannot all be met
    Case sets;                                     ///< found: the pool in which sets of `values` are
  };
  /// Finds somebody, without links, of whom truths of the graph hold or do not, and who is in some cells.
  using Somebody =
      std::function<Answer(const std::vector<std::pair<NodeId, bool>>& truths, const std::vector<Demand>& cells)>;
  void use(Somebody somebody) { somebody_ = std::move(somebody); }
  /// Whether two people are looked for one after the other, which is quick, or together: then more of them is said.
  void look_together(bool together) { together_ = together; }

  /// Of one person without links, and with one link if what is demanded of links asks for one.
  Answer find(const std::vector<Demand>& demands);

 private:
  class Borrowed;
  struct Solved;
  /// What stands for outcomes of others: is it these outcomes, or is it open?
  enum class StandIns : std::uint8_t { looked_into, open };

  bool is_of_links(const Demand& demand) const;
  bool reads_links(const Demand& demand) const;
  std::vector<NodeId> read_by(const Demand& demand) const;
  std::vector<NodeId> facts_of(const Demand& demand) const;
  void add_own_facts(const Demand& demand, std::set<NodeId>& facts) const;
  std::vector<std::vector<Demand>> components(const std::vector<Demand>& demands) const;
  Case blank(const Program& program, std::optional<RelationId> link) const;
  Solved solve(const std::vector<Demand>& demands, std::optional<RelationId> link = {}, std::optional<Days> today = {},
               StandIns stand_ins = StandIns::looked_into);
  Solved with_somebody(const std::vector<Demand>& demands, RelationId link, std::optional<Days> today);
  Solved join(const std::vector<Demand>& demands, RelationId link, std::optional<Days> today, const Solved& linked,
              const Answer& other);
  bool holds(const std::vector<Demand>& demands, RelationId link, std::optional<Days> today, const Solved& solved);
  std::optional<Demand> cell_of(FactId fact, Value x) const;
  Solved assign(const std::vector<Demand>& demands, std::optional<Days> today);
  std::optional<Days> likely_day(const std::vector<Demand>& demands) const;
  std::vector<Demand> minimal(std::vector<Demand> demands);
  void widen(std::vector<Demand>& demands);

  const TestSpace& space_;
  Program& graph_;
  const VersionGraph& versions_;
  Period days_;
  Somebody somebody_;
  bool together_ = false;
  bool nested_ = false;  // somebody to whom there is a link is being looked for
};

}  // namespace proviso
