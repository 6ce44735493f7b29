#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/cells.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/diagram.hpp"
#include "interpreter/evaluate.hpp"

namespace proviso {

/// The exact answers for what the first pass left open: each open instance as a decision diagram over the cells of the
/// open variables, read from the same program, and restricted to the admissible completions (docs/language.md,
/// "Not knowing").
class Exact {
 public:
  /// Examines `roots` and everything below them. All arguments must outlive this. With `without` (as `first_pass` was
  /// run with), a person has no outcome in a decision.
  Exact(const Program& program, Case& c, const Evaluation& first_pass, std::vector<Instance> roots,
        const DecideOptions& options, std::optional<Evaluation::Without> without = std::nullopt);

  /// Why nothing can be said; empty if everything was examined.
  const std::string& limit() const { return limit_; }
  /// How large the diagrams became: a measure of the effort.
  std::size_t size() const { return diagrams_ ? diagrams_->size() : 0; }
  /// No completion is admissible; then `culprits` are the constraints that rule them out together.
  bool impossible() const { return impossible_; }
  struct Constraint {
    enum class Kind : std::uint8_t { only_if, impossible } kind;
    std::uint32_t ref;  ///< FactId or index into Policy::impossibles
    std::uint32_t person;
  };
  const std::vector<Constraint>& culprits() const { return culprits_; }

  /// The values that an instance takes in admissible completions, ascending.
  std::vector<Value> values(Instance instance) { return values(of(instance)); }
  /// Those that it takes where `exists` is true.
  std::vector<Value> values(Instance instance, Instance exists) { return values(where(exists, instance)); }
  /// In which of them a truth holds.
  Certainty certainty(Instance instance);
  /// True if in each of them both truths of some pair hold.
  bool some_always(const std::vector<std::pair<Instance, Instance>>& pairs);
  /// The variables that can change the instance's value, sorted; see `missing` in docs/interface.md.
  std::vector<Variable> missing(Instance instance) { return missing(of(instance)); }
  /// Those that can change it, or whether it has one: where `exists` is false it has none.
  std::vector<Variable> missing(Instance instance, Instance exists) { return missing(where(exists, instance)); }
  /// An admissible completion in which the instance has the value, with the least that `cost` asks for: of the values
  /// that are needed for it. Nothing if there is none. REQUIRES: no limit was reached.
  struct Completion {
    std::vector<std::pair<Variable, Value>> values;  ///< of every open variable
    std::vector<Variable> needed;                    ///< with their values the instance has its value
  };
  using Cost = std::function<std::uint32_t(const Variable&, Value)>;
  std::optional<Completion> completion(Instance instance, Value value, const Cost& cost);

 private:
  struct Condition {
    Constraint constraint;
    Diagram diagram;
    std::vector<std::uint32_t> support;
  };
  struct Group {  // constraints that share variables
    Diagram diagram;
    std::vector<std::uint32_t> variables;
    std::vector<Constraint> constraints;
  };

  void open_in_order(OpenPart open, const DecideOptions& options);
  void build_open_part(std::size_t max_edges);
  void build_all();
  Diagram of(Instance instance) const;
  Diagram build(Instance instance);
  Diagram build_junction(const Node& node, const std::vector<Diagram>& args);
  Diagram build_fold(const Node& node, const std::vector<Diagram>& args);
  Diagram build_alike(Instance instance, const std::vector<Diagram>& args);
  Diagram build_at_least(Value count, const std::vector<Diagram>& args);
  void build_fixed_point(std::size_t first, std::size_t last);
  void build_ordered(std::uint32_t component, std::size_t first, std::size_t last);
  void build_constraints();
  void rule_out(Instance instance, Constraint constraint);
  void add_constraint(Constraint constraint, Diagram diagram);
  void group_constraints();
  Diagram where(Instance exists, Instance instance);
  Diagram admissible(Diagram plain, std::vector<const Group*>* groups = nullptr);
  std::vector<Value> values(Diagram plain);
  std::vector<Variable> missing(Diagram plain);
  void missing_in_group(Diagram f, const Group& group, std::vector<char>& missing);
  std::vector<std::uint32_t> distinct_cells(Diagram f, const Group& group, std::uint32_t variable);
  Diagram fact_diagram(std::uint32_t person, FactId fact);

  const Program& program_;
  Case& case_;
  const Evaluation& first_pass_;
  std::optional<Evaluation::Without> without_;
  std::string limit_;
  bool impossible_ = false;
  std::vector<Constraint> culprits_;
  OpenPart open_;
  Cells cells_;
  std::unique_ptr<Diagrams> diagrams_;
  std::map<Instance, Diagram> built_;
  std::vector<Condition> conditions_;
  std::vector<Group> groups_;
  std::map<Diagram, std::pair<Diagram, std::vector<const Group*>>> admissible_;
};

}  // namespace proviso
