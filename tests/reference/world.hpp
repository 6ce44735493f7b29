#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "tests/reference/equations.hpp"

namespace proviso::reference {

/// A person whose decision is counted as having no outcome.
struct Held {
  std::string_view decision;
  int person = 0;
};

/// The nodes of a case with their dependencies. They are evaluated component by component: what a component needs comes
/// before it; a recursive one starts from false, and its equations are applied until nothing changes.
class World {
 public:
  World(const Book& book, const Case& c);
  /// Only these and what they need; nothing is asked about who is admissible.
  World(const Book& book, const Case& c, const std::vector<Node>& roots);

  /// The text that governs a person is the one after all amendments.
  int last_stage() const { return static_cast<int>(book_.amendments.size()); }
  /// REQUIRES: the node is an amendment, or a define, rule, outcome or decision at the last stage.
  std::size_t index(const Node& node) const { return numbers_.at(node); }
  /// The value of every node, by index.
  std::vector<Value> evaluate(const Completion& completion, const std::optional<Held>& held = {}) const;

  /// No `impossible` is true, and facts are none where their `only if` says so. `values` are those of every node.
  bool admissible(const Completion& completion, const std::vector<Value>& values) const;

  /// The text in force of a rule or decision for a person, given the value of every node; null if there is none.
  const Text<syntax::Rule>* rule(std::string_view name, int person, const std::vector<Value>& values) const;
  const Text<syntax::Decision>* decision(std::string_view name, int person, const std::vector<Value>& values) const;
  /// The people to whom a link leads over which the derivation's condition is true under `values`, and who have one of
  /// the outcomes that it derives from under `others`.
  std::vector<int> sources(const Text<syntax::Rule>& derivation, int person, const Completion& completion,
                           const std::vector<Value>& values, const std::vector<Value>& others) const;

 private:
  struct Component {
    std::vector<std::size_t> nodes;
    bool recursive = false;
  };

  std::vector<Node> roots() const;
  void read_admissible();
  std::size_t number(const Node& node);
  void find_needs();
  void find_components();
  bool facts_are_in_order(int person, const Conditions& conditions) const;
  bool admissible(const Completion& completion, const ReadNode& read) const;

  const Book& book_;
  const Case& case_;
  std::map<Node, std::size_t> numbers_;
  std::vector<Node> nodes_;
  std::vector<std::vector<std::size_t>> needs_;  ///< by node, in the order in which its equation reads them
  std::vector<Component> components_;
};

}  // namespace proviso::reference
