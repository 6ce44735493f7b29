#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "interpreter/diagram.hpp"
#include "interpreter/program.hpp"

// Truths about a person, or about one link of a person, as decision diagrams over what the program's tests can tell
// apart. Where `exact.hpp` asks about one case, this asks about everybody: a diagram says in conditions of the language
// who the people are.
namespace proviso {

/// What a test compares: a constant, something that is open, or computed from such.
struct Expression {
  enum class Kind : std::uint8_t { constant, open, function } kind = Kind::constant;
  BaseType type = BaseType::none;
  Op op = Op::constant;   ///< function
  Value value = 0;        ///< of the constant; the function's own value (see Node)
  NodeId node = kNoNode;  ///< open: a fact, a link's fact, something supplied, or what is read of links
  bool of_other = false;  ///< open: of the other person of the link
  std::uint32_t args[2] = {kNoNode, kNoNode};
  friend auto operator<=>(const Expression&, const Expression&) = default;
};
using ExpressionId = std::uint32_t;

/// The values of something open that no test of it alone tells apart.
struct TestCell {
  bool none = false;           ///< it is none; then nothing else
  std::vector<Value> members;  ///< yes/no and members: these
  Value first = 0, last = 0;   ///< dates, numbers, durations: from one to the other, both included
  bool contains(Value value, BaseType type) const {
    if (none || value == kNone) return none && value == kNone;
    if (!members.empty()) return std::find(members.begin(), members.end(), value) != members.end();
    const bool family = type != BaseType::duration || duration_unit(first) == duration_unit(value);
    return family && first <= value && value <= last;
  }
  Value sample() const { return none ? kNone : members.empty() ? first : members.front(); }
};

/// A variable of the diagrams.
struct TestVariable {
  enum class Kind : std::uint8_t {
    cells,  ///< in which cell the value of `open` is
    test,   ///< whether a test of several open things holds: cell 1, else cell 0
    truth,  ///< whether a node that is not looked into is true
  } kind = Kind::cells;
  ExpressionId open = 0;        ///< cells
  std::vector<TestCell> cells;  ///< cells
  Op op = Op::is;               ///< test: of `left` and `right`
  Value value = 0;
  ExpressionId left = 0, right = 0;
  NodeId node = kNoNode;  ///< truth
  bool of_other = false;
};

class TestSpace {
 public:
  /// How the variables stand in the diagrams, from the root.
  enum class Order : std::uint8_t {
    reading,   ///< as the roots read them
    name,      ///< the facts by name, each followed by the tests that compare it with earlier ones
    together,  ///< what conditions read together stands together (order_by_groups)
  };
  struct Options {
    std::size_t max_edges = 8'000'000;
    Order order = Order::reading;
    /// Of a link: its relation.
    std::optional<RelationId> relation;
    /// Nodes that are not looked into, by NodeId.
    std::vector<char> closed;
    /// Whether an open thing can be none.
    std::function<bool(const Node&)> can_be_none;
    /// Whether a member can be the value of anything.
    std::function<bool(EnumId, Value)> is_value;
    /// The days on which cases are decided.
    Period days;
    std::uint32_t date_slot = kNoId;
  };

  /// Over everything that the roots read; read in the order of the roots. `program` must outlive this;
  /// its sets may grow.
  TestSpace(Program& program, const std::vector<NodeId>& roots, Options options);

  /// Where a truth of the roots, or of what they read, holds.
  Diagram holds(NodeId node) { return truth({node, false}); }
  /// Whether the node is one of the roots, or read by them.
  bool reads(NodeId node) const { return collected_.contains({node, false}); }
  Diagrams& diagrams() { return *diagrams_; }
  const Diagrams& diagrams() const { return *diagrams_; }
  const std::vector<TestVariable>& variables() const { return variables_; }
  const Expression& expression(ExpressionId id) const { return expressions_[id]; }
  const Program& program() const { return program_; }
  /// Why nothing can be said; empty: all is well.
  std::string limit() const;

  /// What it would take for the open thing to be none is known: the diagram of that, or nothing if it never is.
  std::optional<Diagram> is_none(NodeId open);
  /// A test of which a side is none does not hold: for each such test and open thing.
  std::vector<Diagram> none_constraints();

  /// The open things that a variable is about.
  std::vector<ExpressionId> open_of(std::uint32_t variable) const;
  /// The enumeration of an open member or set; kNoId: not known.
  EnumId enumeration(ExpressionId open) const;

 private:
  using Seen = std::pair<NodeId, bool>;  // a node, and whether it is the other person's
  using TestKey = std::tuple<Op, Value, ExpressionId, ExpressionId>;

  // what there is (first)
  void collect(Seen at);
  void collect_children(Seen at);
  const std::vector<ExpressionId>& alternatives(Seen at);
  std::vector<ExpressionId> find_alternatives(Seen at);
  void add_test(const Node& node, ExpressionId left, ExpressionId right);
  void add_open(ExpressionId open);
  std::uint32_t add_truth(Seen at);
  bool is_closed(NodeId node) const;
  bool is_open(const Node& node) const;
  Seen arg(Seen at, std::uint32_t i) const;

  // cells
  void find_cells();
  void find_member_cells(TestVariable& variable, const std::vector<TestKey>& tests);
  void find_ordered_cells(TestVariable& variable, const std::vector<TestKey>& tests);
  std::vector<Value> outcomes(const std::vector<TestKey>& tests, ExpressionId open, Value value);

  // order
  void arrange();
  std::pair<std::uint64_t, bool> by_name(std::uint32_t variable) const;
  std::vector<std::vector<std::uint32_t>> groups();
  std::optional<std::uint32_t> variable_of(const TestKey& test) const;

  // diagrams
  Diagram truth(Seen at);
  Diagram build_truth(Seen at);
  Diagram build_test(Seen at);
  Diagram test(const Node& node, ExpressionId left, ExpressionId right);
  Diagram value(Seen at);
  Diagram build_value(Seen at);

  // expressions
  ExpressionId intern(Expression e);
  ExpressionId constant(BaseType type, Value value);
  ExpressionId open(Seen at);
  ExpressionId function(const Node& node, ExpressionId a, ExpressionId b);
  bool is_constant(ExpressionId id) const { return expressions_[id].kind == Expression::Kind::constant; }
  void collect_open(ExpressionId id, std::vector<ExpressionId>& found) const;
  Value evaluate(ExpressionId id, ExpressionId open, Value value);
  std::optional<ExpressionId> one_scalar(ExpressionId left, ExpressionId right) const;

  Program& program_;
  Options options_;
  std::vector<Expression> expressions_;
  std::map<Expression, ExpressionId> expression_ids_;
  std::map<Seen, std::vector<ExpressionId>> alternatives_;
  std::map<Seen, bool> collected_;
  std::vector<TestVariable> variables_;
  std::map<ExpressionId, std::uint32_t> of_open_;
  std::map<ExpressionId, std::vector<TestKey>> unary_;
  std::map<TestKey, std::uint32_t> of_test_;
  std::map<Seen, std::uint32_t> of_truth_;
  std::map<Seen, Diagram> truths_, values_;
  std::unique_ptr<Diagrams> diagrams_;
  std::string limit_;
};

}  // namespace proviso
