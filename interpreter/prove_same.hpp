#pragma once

#include <vector>

#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

namespace proviso {

struct SameProof {
  bool same = false;     ///< nobody is decided differently, in no case whatever
  bool stopped = false;  ///< else: some comparison was not made to its end
  std::size_t work = 0;  ///< nodes that were gone through, of graphs and of diagrams
  /// Else the results of a person for which there is no proof, those that others are made of first.
  std::vector<ResultRef> open = {};
};

/// Looks for a proof that two programs decide everybody alike. What it does not prove may be the same nevertheless.
///
/// What both programs read alike is one node, and what they compute in other ways is compared part by part, from the
/// ground up; a part that is proved equal is one node from then on, so that the rest often follows without a proof
/// (as circuits are compared; Kuehlmann, Krohm 1997). A part is compared in one person, or in two with one link, of
/// whom nothing is known. What both read alike is left open at first, as if it could be anything, and looked into step
/// by step only while that leaves a difference (Clarke, Grumberg, Jha, Lu, Veith 2000). Links stay open always, so that
/// one person stands for every family; that the other people are decided alike is assumed, which is no more than
/// induction along the recursion.
///
/// REQUIRES: as `make_pair` (pair.hpp). `options` bound each comparison of a part.
SameProof prove_same(const Program& a, const Program& b, const DecideOptions& options);

}  // namespace proviso
