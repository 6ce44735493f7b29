#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "dsl/value.hpp"
#include "interpreter/diagram_memo.hpp"

// Multi-valued, multi-terminal decision diagrams (Bryant 1986; Srinivasan et al. 1990 for many-valued variables): a
// function from the cells of the open variables to values, in one canonical form, so that two functions are equal if
// and only if their references are.
namespace proviso {

/// A diagram, or a part of one. Valid as long as its `Diagrams`.
using Diagram = std::uint32_t;

class Diagrams {
 public:
  /// Variables are numbered from 0 in their order from the root; `arities[v]` is the number of cells of v.
  /// `max_edges` bounds the size of everything that is ever made; see `exhausted`.
  Diagrams(std::vector<std::uint32_t> arities, std::size_t max_edges);

  Diagram terminal(Value value);
  /// The function that gives `values[i]` where `variable` is in cell i.
  Diagram variable(std::uint32_t variable, const std::vector<Value>& values);

  /// The function that is `parts[i]` where `variable` is in cell i. REQUIRES: the parts depend on variables behind it.
  Diagram branch(std::uint32_t variable, const std::vector<Diagram>& parts);

  bool is_terminal(Diagram d) const { return nodes_[d].variable == kTerminal; }
  Value value(Diagram d) const { return values_[nodes_[d].first_child]; }  ///< REQUIRES: is_terminal(d)
  /// It has the value everywhere.
  bool is(Diagram d, Value value) const { return is_terminal(d) && this->value(d) == value; }

  /// `f` of the values of one to four diagrams, cell by cell. `f` is called at most once for each combination of parts,
  /// and uses no diagrams.
  using Function = std::function<Value(const Value*)>;
  Diagram apply(const std::vector<Diagram>& args, const Function& f);
  /// `then` where `condition` is 1, else `otherwise`. REQUIRES: of `condition`, and of the arguments of `all`, `any`
  /// and `negation`, that they are truths: 0 or 1 everywhere.
  Diagram choose(Diagram condition, Diagram then, Diagram otherwise);
  Diagram all(Diagram a, Diagram b) { return a < b ? choose(a, b, terminal(0)) : choose(b, a, terminal(0)); }
  Diagram any(Diagram a, Diagram b) { return a < b ? choose(a, terminal(1), b) : choose(b, terminal(1), a); }
  /// 1 where the function has the value, else 0.
  Diagram equals(Diagram d, Value value) {
    return apply({d}, [&](const Value* v) -> Value { return *v == value; });
  }
  Diagram negation(Diagram a) { return choose(a, terminal(0), terminal(1)); }
  /// Where two truths are the same.
  Diagram equal(Diagram a, Diagram b) { return choose(a, b, negation(b)); }
  /// The truth, or what is not it.
  Diagram with_sign(Diagram a, bool positive) { return positive ? a : negation(a); }
  /// `d` where `variable` is in cell `cell`.
  Diagram restrict(Diagram d, std::uint32_t variable, std::uint32_t cell);

  /// Where the truth holds for some cells of these variables (by variable: not 0).
  Diagram some(Diagram truth, const std::vector<char>& variables);
  /// The variable at the root, and a part below it. REQUIRES: it is no terminal.
  std::uint32_t top(Diagram d) const { return nodes_[d].variable; }
  Diagram part(Diagram d, std::uint32_t cell) const { return children_[nodes_[d].first_child + cell]; }

  /// The value where each variable is in the cell that `cell_of` gives; asked only as far as it decides.
  template <class CellOf>
  Value at(Diagram d, const CellOf& cell_of) const {
    while (!is_terminal(d)) d = part(d, cell_of(top(d)));
    return value(d);
  }

  /// The variables on which the function depends, ascending.
  std::vector<std::uint32_t> support(Diagram d) const;
  /// It and all below it, in no order.
  std::vector<Diagram> parts(Diagram d) const;
  /// The values that the function takes, ascending.
  std::vector<Value> values(Diagram d) const;
  /// A cell for each variable, such that the function has the value and the cells cost least together; nothing if it
  /// never has it. `cost` of a cell is at least 0. Of variables that are not asked, the cell is the cheapest.
  using Cost = std::function<std::uint32_t(std::uint32_t variable, std::uint32_t cell)>;
  struct Way {
    std::vector<std::uint32_t> cells;  ///< by variable
    std::vector<std::uint32_t> asked;  ///< the variables that give the value with these cells, whatever the others are
  };
  std::optional<Way> cheapest(Diagram d, Value value, const Cost& cost) const;
  std::uint32_t arity(std::uint32_t variable) const { return arities_[variable]; }
  std::size_t variables() const { return arities_.size(); }

  /// The bound was reached. From then on results mean nothing.
  bool exhausted() const { return exhausted_; }
  std::size_t size() const { return nodes_.size(); }
  std::size_t edges() const { return children_.size(); }
  /// From here on, `max_edges` is the bound. REQUIRES: not exhausted.
  void bound(std::size_t max_edges) { max_edges_ = max_edges; }

 private:
  static constexpr std::uint32_t kTerminal = ~std::uint32_t{0};
  static constexpr Diagram kNothing = ~Diagram{0};
  static constexpr std::size_t kMaxArgs = std::tuple_size_v<DiagramMemo::Args>;
  struct Node {
    std::uint32_t variable;     // kTerminal: a terminal
    std::uint32_t first_child;  // of a terminal: where its value is
  };
  // Most places that are not the right one are told by the hash, without a look at the node.
  struct Place {
    Diagram node = kNothing;
    std::uint32_t hash = 0;
  };
  struct Choice {
    Diagram condition = 0, then = 0, otherwise = 0, result = kNothing;
  };
  using Args = DiagramMemo::Args;

  // Makes a node of the last children that were put into `scratch_`, and takes them away.
  Diagram make(std::uint32_t variable);
  std::size_t find_place(std::uint32_t hash, std::uint32_t variable, const Diagram* children,
                         std::uint32_t count) const;
  void grow();
  std::size_t choice_place(Diagram condition, Diagram then, Diagram otherwise) const;
  Diagram child(Diagram d, std::uint32_t variable, std::uint32_t cell) const {
    return nodes_[d].variable == variable ? children_[nodes_[d].first_child + cell] : d;
  }
  Diagram apply_to(const Args& args, std::size_t count, const Function& f);
  Diagram restrict_part(Diagram d, std::uint32_t variable, std::uint32_t cell);
  Diagram some_part(Diagram truth, const std::vector<char>& variables);
  template <class Visit>
  void visit(Diagram d, Visit visit) const;

  std::vector<std::uint32_t> arities_;
  std::size_t max_edges_;
  bool exhausted_ = false;
  std::vector<Node> nodes_;
  std::vector<Diagram> children_;
  std::vector<Value> values_;
  std::vector<Diagram> scratch_;
  std::vector<Place> unique_;  // open addressing; a power of two
  std::unordered_map<Value, Diagram> terminals_;
  Diagram truths_[2] = {kNothing, kNothing};  // the terminals 0 and 1
  DiagramMemo memo_;                          // of one operation at a time
  // By node: the last visit that came by. So `support`, `values` and `cheapest` are for one thread at a time.
  mutable std::vector<std::uint32_t> visited_;
  mutable std::uint32_t visits_ = 0;
  std::vector<Choice> choices_;  // remembers some results of `choose`, as many as there are places
};

}  // namespace proviso
