#pragma once

#include <functional>
#include <string>
#include <vector>

#include "interpreter/program.hpp"

namespace proviso {

/// Writes nodes of a graph as conditions and operands of the language, with the names of its tables.
class ConditionWords {
 public:
  /// `name_of`: a name for a node that need not be written out ("protection is granted"); empty: it is written out.
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

 private:
  std::string negated(NodeId node) const;
  std::string links(const Node& node, bool none) const;
  std::string joined(const Node& node, const char* word) const;
  EnumId enumeration(NodeId node) const;
  NodeId arg(const Node& node, std::uint32_t i) const { return program_.args_of(node)[i]; }

  const Program& program_;
  std::function<std::string(NodeId)> name_of_;
};

}  // namespace proviso
