#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/program.hpp"
#include "interpreter/random_stream.hpp"
#include "interpreter/sample_pools.hpp"

namespace proviso {

/// How common things are in one case: so the whole population has cases of every kind, and not only the average.
struct Leaning {
  std::uint32_t yes = 50;         ///< percent of yes/no facts that are yes
  std::uint32_t none = 30;        ///< of facts that may be none
  std::uint32_t near = 50;        ///< of values near what the rules tell apart
  std::uint32_t by_default = 60;  ///< of facts with a default that are left out
};
Leaning draw_leaning(RandomStream& random);

/// Draws values for the facts of a case that is being put together.
class ValueDrawer {
 public:
  ValueDrawer(const Program& program, const Pools& pools, RandomStream& random)
      : program_(program), policy_(program.policy), pools_(pools), random_(random) {}

  Value fact(Case& c, const Leaning& leaning, std::uint32_t person, FactId fact);
  Value link_fact(Case& c, const Leaning& leaning, const CaseLink& link, LinkFactId fact);
  Value supplied(Case& c, const Leaning& leaning, std::uint32_t slot);
  /// A day of assessment.
  Days as_of();

 private:
  /// Whose facts a boundary may read.
  struct Position {
    std::uint32_t person = 0;
    const CaseLink* link = nullptr;
  };
  Value draw(Case& c, const Leaning& leaning, const Position& at, const Type& type, const Pool& pool);
  /// The value of a boundary; kUnknown if it is not known yet, or none.
  Value at_boundary(const Case& c, const Position& at, const Boundary& boundary);
  Value near_boundary(const Case& c, const Position& at, const Type& type, const Pool& pool);
  Value any_date(const Case& c, const Position& at, const Pool& pool);
  Value any_number(const Pool& pool);
  Value any_duration(const Pool& pool);
  Value member(const Leaning& leaning, const Type& type, const Pool& pool);
  Value set(Case& c, const Leaning& leaning, const Type& type, const Pool& pool);

  const Program& program_;
  const Policy& policy_;
  const Pools& pools_;
  RandomStream& random_;
};

}  // namespace proviso
