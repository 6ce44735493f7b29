#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/program.hpp"

namespace proviso {

/// Writes nodes of a graph as conditions and operands of the language, with the names of its tables.
class ConditionWords {
 public:
  /// `name_of`: a name for a node ("protection is granted"); empty: it has none. What is read of other people, and what
  /// the language cannot write out, is called by its name.
  ConditionWords(const Program& program, std::function<std::string(NodeId)> name_of)
      : program_(program), name_of_(std::move(name_of)) {}

  std::string condition(NodeId node) const;
  /// A condition as one operand of `and`, `or` and `not`: in parentheses if it has several parts.
  std::string part(NodeId node) const;
  std::string operand(NodeId node) const;
  /// A test of two operands in words.
  std::string test(Op op, Value value, BaseType type, const std::string& left, const std::string& right,
                   bool left_is_constant) const;
  std::string function(Op op, Value value, const std::string& a, const std::string& b) const;
  std::string constant(BaseType type, EnumId enumeration, Value value) const;
  /// Whether all that was written since this was asked last is in the language: else it is for people to read only.
  bool in_language() const { return std::exchange(in_language_, true); }
  /// A condition for people: what is asked alike of links of several relations is written once.
  std::string condition_in_short(NodeId node) const;

 private:
  std::string negated(NodeId node) const;
  std::string link(NodeId node, bool none) const;
  std::string fold(NodeId node) const;
  std::string where(NodeId condition) const;
  std::string joined(const Node& node) const;
  std::string at_least(const Node& node) const;
  std::string chosen(const Node& node) const;
  std::string test(const Node& node, NodeId a, NodeId b) const;
  std::optional<bool> settled(const Node& test, NodeId a, NodeId b) const;
  std::string truths(NodeId a, NodeId b) const;
  std::string value(NodeId node, NodeId beside) const;
  std::string outside_language(std::string text) const;
  std::optional<bool> known(NodeId node) const;
  bool is_plain(NodeId node) const;
  EnumId enumeration(NodeId node) const;
  NodeId arg(const Node& node, std::uint32_t i) const { return program_.args_of(node)[i]; }

  const Program& program_;
  std::function<std::string(NodeId)> name_of_;
  mutable std::optional<RelationId> relation_;  ///< of the link of which is being written
  mutable bool in_language_ = true;
  mutable bool in_short_ = false;
};

}  // namespace proviso
