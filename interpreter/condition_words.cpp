#include "interpreter/condition_words.hpp"

#include <fmt/format.h>

#include "dsl/date.hpp"
#include "interpreter/operations.hpp"

namespace proviso {

namespace {

bool is_junction(Op op) { return op == Op::all || op == Op::any || op == Op::at_least; }

const char* unit_word(Value unit) {
  switch (static_cast<syntax::Unit>(unit)) {
    case syntax::Unit::months:
      return "months";
    case syntax::Unit::years:
      return "years";
    default:
      return "days";
  }
}

// "a" less than "b", as the language says it of dates, and of numbers and durations.
const char* less_words(Op op, BaseType type, bool turned) {
  if (op == Op::equal_order) return type == BaseType::date ? "on" : "is";
  const bool strict = op == Op::less;
  if (type == BaseType::date) return turned ? (strict ? "after" : "on or after") : (strict ? "before" : "on or before");
  return turned ? (strict ? "more than" : "at least") : (strict ? "less than" : "at most");
}

}  // namespace

std::string ConditionWords::constant(BaseType type, EnumId enumeration, Value value) const {
  const Type t{type, enumeration, true};
  if (value == kNone) return "none";
  if ((type == BaseType::member || type == BaseType::set) && enumeration == kNoId) return fmt::format("{}", value);
  return format_value(program_.policy, t, value, type == BaseType::set ? &program_.sets.bits(value) : nullptr);
}

std::string ConditionWords::test(Op op, Value, BaseType type, const std::string& left, const std::string& right,
                                 bool left_is_constant) const {
  const std::string& a = left_is_constant ? right : left;
  const std::string& b = left_is_constant ? left : right;
  switch (op) {
    case Op::less:
    case Op::less_or_equal:
    case Op::equal_order:
      return fmt::format("{} {} {}", a, less_words(op, type, left_is_constant), b);
    case Op::in:
      return left_is_constant || type == BaseType::set ? fmt::format("{} includes {}", right, left)
                                                       : fmt::format("{} in {}", left, right);
    case Op::includes_any:
      return fmt::format("{} includes any of {}", left, right);
    case Op::includes_all:
      return fmt::format("{} includes all of {}", left, right);
    case Op::includes_only:
      return fmt::format("{} includes only {}", left, right);
    default:
      return fmt::format("{} is {}", a, b);
  }
}

std::string ConditionWords::function(Op op, Value value, const std::string& a, const std::string& b) const {
  switch (op) {
    case Op::shift:
      return fmt::format("{} {} {}", a, value > 0 ? "after" : "before", b);
    case Op::span:
      return fmt::format("whole {} from {} to {}", unit_word(value), a, b);
    case Op::count:
      return fmt::format("number of {}", a);
    case Op::extreme:
      return fmt::format("the {} of {{ {}, {} }}", value > 0 ? "latest" : "earliest", a, b);
    default:
      return fmt::format("{} {} {}", a, op == Op::set_union ? "and" : "without", b);
  }
}

EnumId ConditionWords::enumeration(NodeId id) const {
  const Node& node = program_.nodes[id];
  if (node.op == Op::constant)
    return node.type == BaseType::set && node.value != kNone ? program_.sets.enumeration(node.value) : kNoId;
  if (node.arg_count == 0) return enumeration_of_leaf(program_, node);
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    if (const EnumId e = enumeration(arg(node, i)); e != kNoId) return e;
  }
  return kNoId;
}

std::string ConditionWords::operand(NodeId id) const {
  if (std::string name = name_of_(id); !name.empty()) return name;
  const Node& node = program_.nodes[id];
  const Policy& policy = program_.policy;
  const auto ref = static_cast<std::uint32_t>(node.value);
  switch (node.op) {
    case Op::constant:
      return constant(node.type, enumeration(id), node.value);
    case Op::fact:
      return policy.facts[ref].heading.name;
    case Op::link_fact:
      return policy.link_facts[ref].heading.name;
    case Op::supplied: {
      const SuppliedSlot& slot = program_.supplied[ref];
      return slot.is_set ? policy.sets[slot.ref].heading.name : policy.values[slot.ref].heading.name;
    }
    case Op::other:
      return "other's " + operand(arg(node, 0));
    case Op::shift:
    case Op::span:
    case Op::extreme:
    case Op::set_union:
    case Op::set_difference:
      return function(node.op, node.value, operand(arg(node, 0)), operand(arg(node, 1)));
    case Op::count:
      return function(node.op, node.value, operand(arg(node, 0)), "");
    case Op::choose:
      return fmt::format("({} if {}, else {})", operand(arg(node, 1)), condition(arg(node, 0)), operand(arg(node, 2)));
    case Op::count_links:
      return "number of " + links(node, false);
    case Op::extreme_link:
      return fmt::format("the {} {} among {}", node.value > 0 ? "latest" : "earliest", operand(arg(node, 0)),
                         links(node, false));
    default:
      return condition(id);
  }
}

std::string ConditionWords::joined(const Node& node, const char* word) const {
  std::string text;
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    if (i > 0) text += fmt::format(" {} ", word);
    text += part(arg(node, i));
  }
  return text;
}

std::string ConditionWords::part(NodeId id) const {
  const Node& node = program_.nodes[id];
  const bool several = is_junction(node.op) || node.op == Op::choose;
  if (several && name_of_(id).empty()) return "(" + condition(id) + ")";
  return condition(id);
}

// The language names one relation at a time.
std::string ConditionWords::links(const Node& node, bool none) const {
  std::string where, text;
  if (node.op != Op::extreme_link && program_.nodes[arg(node, 0)].op != Op::constant)
    where = fmt::format(" where {}", part(arg(node, 0)));
  for (const RelationId r : program_.relations_of(node)) {
    const std::string& name = program_.policy.relations[r].heading.name;
    const bool several = node.op == Op::count_links || node.op == Op::extreme_link;
    const char* between = several ? ", " : none ? " and " : " or ";
    text += text.empty() ? "" : between;
    text += several ? name : fmt::format("is {} {}{}", name, none ? "no one" : "someone", where);
  }
  const bool one = program_.relations_of(node).size() == 1;
  if (node.op == Op::count_links) return text + where;
  return one || node.op == Op::extreme_link ? text : "(" + text + ")";
}

std::string ConditionWords::negated(NodeId id) const {
  const Node& node = program_.nodes[id];
  if (!name_of_(id).empty()) return "not " + condition(id);
  if (node.op == Op::some_link) return links(node, true);
  if (node.op == Op::is && program_.nodes[arg(node, 0)].type != BaseType::yes_no)
    return fmt::format("{} is not {}", operand(arg(node, 0)), operand(arg(node, 1)));
  if (node.op == Op::in && program_.nodes[arg(node, 0)].op != Op::constant)
    return fmt::format("{} not in {}", operand(arg(node, 0)), operand(arg(node, 1)));
  return "not " + part(id);
}

std::string ConditionWords::condition(NodeId id) const {
  if (std::string name = name_of_(id); !name.empty()) return name;
  const Node& node = program_.nodes[id];
  const auto constant_of = [&](NodeId value, NodeId beside) {
    const Node& c = program_.nodes[value];
    if (c.op != Op::constant) return operand(value);
    EnumId e = enumeration(value);
    if (e == kNoId) e = enumeration(beside);
    return constant(c.type, e, c.value);
  };
  switch (node.op) {
    case Op::all:
      return joined(node, "and");
    case Op::any:
      return joined(node, "or");
    case Op::at_least: {
      std::string text = fmt::format("at least {} of {{ ", node.value);
      for (std::uint32_t i = 0; i < node.arg_count; ++i) text += (i > 0 ? ", " : "") + part(arg(node, i));
      return text + " }";
    }
    case Op::negation:
      return negated(arg(node, 0));
    case Op::choose:
      return fmt::format("({} and {}) or (not {} and {})", part(arg(node, 0)), part(arg(node, 1)), part(arg(node, 0)),
                         part(arg(node, 2)));
    case Op::some_link:
    case Op::alike_link:
      return links(node, false);
    case Op::constant:
      return node.value == 1 ? "yes" : "no";
    case Op::less:
    case Op::less_or_equal:
    case Op::equal_order:
    case Op::is:
    case Op::in:
    case Op::includes_any:
    case Op::includes_all:
    case Op::includes_only: {
      const NodeId a = arg(node, 0), b = arg(node, 1);
      return test(node.op, node.value, program_.nodes[a].type, constant_of(a, b), constant_of(b, a),
                  program_.nodes[a].op == Op::constant);
    }
    case Op::link_is: {
      std::string names;
      for (const RelationId r : program_.relations_of(node))
        names += (names.empty() ? "" : " or ") + program_.policy.relations[r].heading.name;
      return "it is " + names;
    }
    default:
      return operand(id);
  }
}

}  // namespace proviso
