#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

// Two programs over one vocabulary in one graph, to ask exactly whether, and for whom, they decide differently. Equal
// computations are one node, so what is the same in both is seen to be the same; the rest is compared with decision
// diagrams (exact.hpp).
namespace proviso {

struct Pair {
  /// The tables are those of the first program. The date of the case is one more supplied value, which may be open.
  /// What is impossible is what both find impossible.
  Program program;
  std::uint32_t date_slot = 0;
  /// Of a person: the programs refuse different cases, or some decision or define has another value. The decisions
  /// alone: `decisions_differ`.
  NodeId differ = kNoNode;
  NodeId decisions_differ = kNoNode;
  NodeId one_refuses = kNoNode;  ///< only one of the programs refuses the case, or each for another reason
  /// Each result, decisions first, that may differ: of a person, it does.
  struct Item {
    ResultRef result;
    NodeId differ = kNoNode;
  };
  std::vector<Item> items;
  /// The facts that are read where the two begin to differ; ascending.
  std::vector<FactId> facts;
  std::vector<LinkFactId> link_facts;

  /// No node: nothing differs for anybody.
  bool same() const { return differ == kNoNode; }
};

/// REQUIRES: both have the same facts, relations, supplied items, decisions and defines, in the same places, and the
/// pool of `b` begins with that of `a`.
Pair make_pair(const Program& a, const Program& b);

/// A case for the graph of a pair: the people and links of `c`, a finished case of the first program, and its date.
/// The facts of the pair are unknown for everyone, and so is the date. Nothing if the case cannot be.
std::optional<Case> case_of_pair(const Pair& pair, const Program& a, const Case& c);

/// A case of one person, or of two with one link from the first to the second, of whom nothing is known.
std::optional<Case> blank_case(const Pair& pair, std::optional<RelationId> link);

/// One completion of a case in which somebody is decided differently.
struct Witness {
  std::vector<std::pair<Variable, Value>> values;  ///< of what was open
  std::uint32_t person = 0;                        ///< who is decided differently
};

/// What the search for a completion found.
struct Search {
  std::optional<Witness> witness;
  std::size_t work = 0;  ///< the size of the diagrams
  bool complete = true;  ///< no witness: there is none. Else a limit was reached.
};

/// Looks for a completion in which one of these truths holds of somebody: the first of them that does. `preferred`
/// gives the value that a variable should have if it can: kUnknown for no wish.
Search find_difference(const Pair& pair, Case& c, const std::vector<NodeId>& truths, const DecideOptions& options,
                       const std::function<Value(const Variable&)>& preferred);

}  // namespace proviso
