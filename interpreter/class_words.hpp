#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/class_cases.hpp"
#include "interpreter/condition_words.hpp"
#include "interpreter/cover.hpp"
#include "interpreter/nesting.hpp"
#include "interpreter/version_diff.hpp"

namespace proviso {

/// Says who is in a class: exactly, in boxes, and in a sentence.
class ClassWords {
 public:
  /// All must outlive this. `changes`: what sets gained and lost can be named.
  ClassWords(ChangeSpace& space, const Program& old_program, const Program& new_program,
             const std::vector<StructuralChange>& changes, const Differences& differences);

  /// Fills `when`, `conditions` and `sentence` of a class of which the outcomes are told. Nothing in `when`: a part of
  /// it takes more than `max_boxes` boxes.
  void describe(const FoundClass& found, std::size_t max_boxes, ChangeClass& described);
  /// The facts on which a diagram depends, by name; and the sets and values that come with the case.
  std::vector<FactId> facts(Diagram who);

 private:
  void name_nodes(std::size_t version);
  std::string name_of(NodeId node) const;
  bool is_too_large(const FoundClass& found) const;
  std::vector<CellBox> ways(const FoundClass& found);
  std::string sentence(const FoundClass& found, const ChangeClass& described, const std::vector<CellBox>& ways);
  using Lists = std::vector<std::vector<CellBox>>;
  std::optional<Lists> lists(Diagram part, Diagram who, std::size_t max_boxes);
  BoxProduct product(const Lists& lists);
  Conditions conditions(const Lists& lists);
  const Conditions& conditions(const std::vector<CellBox>& boxes);
  Conditions conditions(const CellConditions& said);
  std::vector<Conditions> ways(const std::vector<CellConditions>& said);
  std::vector<Diagram> needed(std::vector<Diagram> factors, Diagram record);
  const std::string* name_in_reading(NodeId node, bool of_other) const;
  std::string said(NodeId node, std::string (ConditionWords::*say)(NodeId) const, std::string& under);
  std::vector<Box> spread(const CellBox& box);
  const std::vector<Literal>& literals(std::uint32_t variable, const std::vector<std::uint32_t>& cells);
  std::vector<Literal> make_literals(std::uint32_t variable, const std::vector<std::uint32_t>& cells);
  Literal cells_literal(const TestVariable& v, const std::vector<std::uint32_t>& cells);
  std::string expression(ExpressionId id) const;
  std::string box_words(const Box& box) const;
  std::string members_words(const std::vector<std::string>& names) const;
  std::string label_of(const Literal& literal) const;

  ChangeSpace& space_;
  const Program& old_;
  const Program& new_;
  const std::vector<StructuralChange>& changes_;
  const Differences& differences_;
  enum class Reading { both, old_version, new_version };
  Reading reading_ = Reading::both;             ///< whose names are meant
  std::map<NodeId, std::string> names_[2];      ///< by version: what has a name there
  std::map<NodeId, std::string> of_others_[2];  ///< by version: and what is called by it only of other people
  std::vector<char> made_by_[2];                ///< by version: the nodes that it makes
  std::map<std::pair<std::uint32_t, std::vector<std::uint32_t>>, std::vector<Literal>> literals_;
  std::map<std::vector<CellBox>, Conditions> said_;  ///< many classes have parts in common
  ConditionWords words_;
};

}  // namespace proviso
