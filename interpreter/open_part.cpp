#include <algorithm>

#include "interpreter/cells.hpp"

namespace proviso {

void arguments_of(const Program& program, const Case& c, Instance instance, std::vector<Instance>& arguments) {
  arguments.clear();
  const Node& node = program.nodes[instance.node];
  const NodeId* args = program.args_of(node);
  const auto add = [&](NodeId arg, Level level, std::uint32_t index) {
    const Level own = program.nodes[arg].level;
    if (own == Level::once) index = 0;
    if (own == Level::person && level == Level::link) index = c.directed[index].person;
    arguments.push_back({arg, index});
  };
  if (node.op == Op::fact) {
    const NodeId condition = program.only_if[static_cast<std::size_t>(node.value)];
    if (is_conditional_default(program, c, instance)) add(condition, Level::person, instance.index);
  } else if (node.op == Op::other) {
    arguments.push_back({args[0], c.directed[instance.index].other});
  } else if (node.op == Op::some_link) {
    const auto& relations = program.relation_lists[static_cast<std::size_t>(node.value)];
    for (std::uint32_t i = c.first_directed[instance.index]; i < c.first_directed[instance.index + 1]; ++i) {
      const auto relation = c.directed[i].relation;
      if (std::find(relations.begin(), relations.end(), relation) != relations.end()) add(args[0], Level::link, i);
    }
  } else {
    for (std::uint32_t i = 0; i < node.arg_count; ++i) add(args[i], node.level, instance.index);
  }
}

Variable variable_of(const Program& program, const Case& c, Instance instance) {
  const Node& node = program.nodes[instance.node];
  const auto ref = static_cast<std::uint32_t>(node.value);
  if (node.op == Op::fact) return {Variable::Kind::fact, instance.index, ref};
  if (node.op == Op::supplied) return {Variable::Kind::supplied, ref, 0};
  const DirectedLink& link = c.directed[instance.index];
  const auto& facts = program.policy.relation_groups[program.policy.relations[link.relation].group].facts;
  const auto position = std::find(facts.begin(), facts.end(), ref) - facts.begin();
  return {Variable::Kind::link_fact, link.link, static_cast<std::uint32_t>(position)};
}

bool is_conditional_default(const Program& program, const Case& c, Instance instance) {
  const Node& node = program.nodes[instance.node];
  return node.op == Op::fact && !c.conditional_default.empty() &&
         c.conditional_default[instance.index][static_cast<std::size_t>(node.value)] != 0;
}

OpenPart open_part(const Program& program, const Case& c, const Evaluation& first_pass,
                   const std::vector<Instance>& roots, const std::vector<Variable>& also) {
  OpenPart part;
  std::map<Instance, bool> seen;
  std::vector<Instance> open;
  std::vector<Instance> arguments;
  const auto add = [&](Instance instance) {
    if (first_pass.at(instance.node, instance.index) != kUnknown) return;
    if (seen.emplace(instance, true).second) open.push_back(instance);
  };
  for (const Instance& root : roots) add(root);
  while (!open.empty()) {
    const Instance instance = open.back();
    open.pop_back();
    part.instances.push_back(instance);
    arguments_of(program, c, instance, arguments);
    for (const Instance& argument : arguments) add(argument);
  }
  std::sort(part.instances.begin(), part.instances.end());
  const auto owner = [&](const Variable& v) {
    if (v.kind == Variable::Kind::supplied) return std::uint32_t{0};
    return 1 + (v.kind == Variable::Kind::fact ? v.owner : c.links[v.owner].from);
  };
  for (const Instance& instance : part.instances) {
    const Op op = program.nodes[instance.node].op;
    if (op != Op::fact && op != Op::link_fact && op != Op::supplied) continue;
    if (is_conditional_default(program, c, instance)) continue;
    const Variable variable = variable_of(program, c, instance);
    if (part.number.emplace(variable, 0).second) part.variables.push_back(variable);
  }
  for (const Variable& variable : also) {
    if (part.number.emplace(variable, 0).second) part.variables.push_back(variable);
  }
  std::stable_sort(part.variables.begin(), part.variables.end(),
                   [&](const Variable& a, const Variable& b) { return owner(a) < owner(b); });
  for (std::uint32_t i = 0; i < part.variables.size(); ++i) part.number[part.variables[i]] = i;
  return part;
}

}  // namespace proviso
