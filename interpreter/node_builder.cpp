#include "interpreter/node_builder.hpp"

#include <algorithm>

#include "interpreter/operations.hpp"

namespace proviso {

Level NodeBuilder::level_of(Op op, const NodeId* args, std::size_t count) const {
  switch (op) {
    case Op::constant:
    case Op::as_of:
    case Op::supplied:
      return Level::once;
    case Op::fact:
    case Op::some_link:
    case Op::count_links:
    case Op::extreme_link:
      return Level::person;
    case Op::copy:
      return Level::person;  // also of a constant: a person's outcome is the person's own
    case Op::link_fact:
    case Op::other:
    case Op::alike_link:
    case Op::link_is:
      return Level::link;
    default:
      break;
  }
  Level level = Level::once;
  for (std::size_t i = 0; i < count; ++i) level = std::max(level, program_.nodes[args[i]].level);
  return level;
}

NodeId NodeBuilder::make(Op op, BaseType type, Value value, const NodeId* args, std::size_t count) {
  std::uint64_t hash = (static_cast<std::uint64_t>(op) << 8) + static_cast<std::uint64_t>(type);
  const auto mix = [&hash](std::uint64_t x) { hash = (hash ^ x) * 0x9E3779B97F4A7C15u + (hash >> 31); };
  mix(static_cast<std::uint64_t>(value));
  for (std::size_t i = 0; i < count; ++i) mix(args[i]);
  const auto [first, last] = known_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    const Node& n = program_.nodes[it->second];
    if (n.op == op && n.type == type && n.value == value && n.arg_count == count &&
        std::equal(args, args + count, program_.args_of(n))) {
      return it->second;
    }
  }
  const auto id = static_cast<NodeId>(program_.nodes.size());
  const auto first_arg = static_cast<std::uint32_t>(program_.args.size());
  const Level level = level_of(op, args, count);
  program_.args.insert(program_.args.end(), args, args + count);
  program_.nodes.push_back({op, level, type, first_arg, static_cast<std::uint32_t>(count), 0, value});
  known_.emplace(hash, id);
  return id;
}

NodeId NodeBuilder::constant(BaseType type, Value value) { return make(Op::constant, type, value, nullptr, 0); }

NodeId NodeBuilder::leaf(Op op, BaseType type, Value value) { return make(op, type, value, nullptr, 0); }

NodeId NodeBuilder::unary(Op op, BaseType type, NodeId arg, Value value) {
  if (is_function(op) && is_constant(arg)) {
    const Value a = program_.nodes[arg].value;
    return constant(type, apply(op, value, &a, program_.sets, program_.policy.month_ends));
  }
  return make(op, type, value, &arg, 1);
}

NodeId NodeBuilder::binary(Op op, BaseType type, NodeId a, NodeId b, Value value) {
  if (is_function(op) && is_constant(a) && is_constant(b)) {
    const Value values[] = {program_.nodes[a].value, program_.nodes[b].value};
    return constant(type, apply(op, value, values, program_.sets, program_.policy.month_ends));
  }
  const NodeId args[] = {a, b};
  return make(op, type, value, args, 2);
}

NodeId NodeBuilder::junction(Op op, std::vector<NodeId> args) {
  const bool conjunction = op == Op::all;
  std::vector<NodeId> kept;
  kept.reserve(args.size());
  for (const NodeId arg : args) {
    if (conjunction ? is_false(arg) : is_true(arg)) return arg;
    if (!is_constant(arg)) kept.push_back(arg);
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  if (kept.empty()) return truth(conjunction);
  if (kept.size() == 1) return kept.front();
  return make(op, BaseType::yes_no, 0, kept.data(), kept.size());
}

NodeId NodeBuilder::all(std::vector<NodeId> args) { return junction(Op::all, std::move(args)); }

NodeId NodeBuilder::any(std::vector<NodeId> args) { return junction(Op::any, std::move(args)); }

NodeId NodeBuilder::negation(NodeId arg) {
  const Node& node = program_.nodes[arg];
  if (node.op == Op::constant) return truth(node.value == 0);
  if (node.op == Op::negation) return program_.args[node.first_arg];
  return make(Op::negation, BaseType::yes_no, 0, &arg, 1);
}

NodeId NodeBuilder::at_least(Value count, std::vector<NodeId> args) {
  std::vector<NodeId> kept;
  for (const NodeId arg : args) {
    if (is_true(arg)) {
      --count;
    } else if (!is_false(arg)) {
      kept.push_back(arg);
    }
  }
  if (count <= 0) return truth(true);
  if (static_cast<std::size_t>(count) > kept.size()) return truth(false);
  return make(Op::at_least, BaseType::yes_no, count, kept.data(), kept.size());
}

NodeId NodeBuilder::choose(NodeId condition, NodeId then, NodeId otherwise) {
  if (is_constant(condition)) return is_true(condition) ? then : otherwise;
  if (then == otherwise) return then;
  const BaseType type = program_.nodes[then].type;
  if (type == BaseType::yes_no && is_constant(then) && is_constant(otherwise) && program_.nodes[then].value != kNone &&
      program_.nodes[otherwise].value != kNone) {
    return is_true(then) ? condition : negation(condition);
  }
  const NodeId args[] = {condition, then, otherwise};
  return make(Op::choose, type, 0, args, 3);
}

NodeId NodeBuilder::other(NodeId arg) {
  const Node& node = program_.nodes[arg];
  return node.level == Level::once ? arg : make(Op::other, node.type, 0, &arg, 1);
}

NodeId NodeBuilder::value_use(NodeId arg) {
  const Node& node = program_.nodes[arg];
  return node.op == Op::constant ? arg : make(Op::value_use, node.type, 0, &arg, 1);
}

Value NodeBuilder::relation_list(std::vector<RelationId> relations) {
  std::sort(relations.begin(), relations.end());
  auto& lists = program_.relation_lists;
  const auto known = std::find(lists.begin(), lists.end(), relations);
  const auto index = static_cast<Value>(known - lists.begin());
  if (known == lists.end()) lists.push_back(std::move(relations));
  return index;
}

NodeId NodeBuilder::some_link(std::vector<RelationId> relations, NodeId condition) {
  if (is_false(condition)) return condition;
  return make(Op::some_link, BaseType::yes_no, relation_list(std::move(relations)), &condition, 1);
}

NodeId NodeBuilder::count_links(std::vector<RelationId> relations, NodeId condition) {
  if (is_false(condition)) return constant(BaseType::number, 0);
  return make(Op::count_links, BaseType::number, relation_list(std::move(relations)), &condition, 1);
}

NodeId NodeBuilder::extreme_link(std::vector<RelationId> relations, NodeId date, Value direction) {
  const Value list = 1 + relation_list(std::move(relations));
  return make(Op::extreme_link, BaseType::date, direction * list, &date, 1);
}

NodeId NodeBuilder::alike_link(std::vector<RelationId> relations, NodeId condition, NodeId key) {
  if (is_false(condition)) return condition;
  const NodeId args[] = {condition, key};
  return make(Op::alike_link, BaseType::yes_no, relation_list(std::move(relations)), args, 2);
}

NodeId NodeBuilder::link_is(std::vector<RelationId> relations) {
  return make(Op::link_is, BaseType::yes_no, relation_list(std::move(relations)), nullptr, 0);
}

NodeId NodeBuilder::extreme(const std::vector<NodeId>& dates, Value direction) {
  NodeId result = dates.front();
  for (const NodeId date : dates) {
    if (date != result) result = binary(Op::extreme, BaseType::date, result, date, direction);
  }
  return result;
}

NodeId NodeBuilder::own(NodeId arg, DecisionId decision, std::uint32_t outcome) {
  const Value tag = ((static_cast<Value>(decision) + 1) << 32) | outcome;
  return make(Op::copy, program_.nodes[arg].type, tag, &arg, 1);
}

NodeId NodeBuilder::placeholder(BaseType type, Level level) {
  const auto id = static_cast<NodeId>(program_.nodes.size());
  program_.args.push_back(kNoNode);
  program_.nodes.push_back({Op::copy, level, type, static_cast<std::uint32_t>(program_.args.size() - 1), 1, 0, 0});
  return id;
}

void NodeBuilder::resolve(NodeId placeholder, NodeId node) {
  program_.args[program_.nodes[placeholder].first_arg] = node;
}

}  // namespace proviso
