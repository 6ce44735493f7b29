#include "interpreter/evaluate.hpp"

#include <algorithm>

#include "interpreter/operations.hpp"

namespace proviso {

bool looks_at(const Program& program, const Node& node, RelationId relation) {
  const auto& relations = program.relations_of(node);
  return std::find(relations.begin(), relations.end(), relation) != relations.end();
}

std::vector<std::uint32_t> links_looked_at(const Program& program, const Case& c, const Node& node,
                                           std::uint32_t person) {
  std::vector<std::uint32_t> links;
  for (std::uint32_t i = c.first_directed[person]; i < c.first_directed[person + 1]; ++i) {
    if (looks_at(program, node, c.directed[i].relation)) links.push_back(i);
  }
  return links;
}

Evaluation::Evaluation(const Program& program, Case& c) : program_(program), case_(c) {
  widths_[static_cast<int>(Level::once)] = 1;
  widths_[static_cast<int>(Level::person)] = static_cast<std::uint32_t>(c.people.size());
  widths_[static_cast<int>(Level::link)] = static_cast<std::uint32_t>(c.directed.size());
  offsets_.reserve(program.nodes.size());
  std::uint32_t next = 0;
  for (const Node& node : program.nodes) {
    offsets_.push_back(next);
    next += widths_[static_cast<int>(node.level)];
  }
  slots_.assign(next, kUnknown);
}

Value Evaluation::read(NodeId node, Level level, std::uint32_t index) const {
  const Level own = program_.nodes[node].level;
  if (own == Level::once) return slots_[offsets_[node]];
  if (own == Level::person && level == Level::link) index = case_.directed[index].person;
  return slots_[offsets_[node] + index];
}

Value Evaluation::link_fact(const Node& node, std::uint32_t index) const {
  const DirectedLink& link = case_.directed[index];
  const auto& group = program_.policy.relation_groups[program_.policy.relations[link.relation].group];
  const auto position = std::find(group.facts.begin(), group.facts.end(), static_cast<LinkFactId>(node.value));
  if (position == group.facts.end()) return kNone;  // a link of other relations: nobody asks
  return case_.links[link.link].facts[static_cast<std::size_t>(position - group.facts.begin())];
}

Value Evaluation::some_link(const Node& node, std::uint32_t person) const {
  Value result = 0;
  for (const std::uint32_t link : links_looked_at(program_, case_, node, person)) {
    const Value value = read(program_.args_of(node)[0], Level::link, link);
    if (value == 1) return 1;
    if (value == kUnknown) result = kUnknown;
  }
  return result;
}

Value Evaluation::count_links(const Node& node, std::uint32_t person) const {
  Value count = 0;
  for (const std::uint32_t link : links_looked_at(program_, case_, node, person)) {
    const Value value = read(program_.args_of(node)[0], Level::link, link);
    if (value == kUnknown) return kUnknown;
    count += value;
  }
  return count;
}

Value Evaluation::extreme_link(const Node& node, std::uint32_t person) const {
  Value result = kNone;
  for (const std::uint32_t link : links_looked_at(program_, case_, node, person)) {
    const Value values[] = {result, read(program_.args_of(node)[0], Level::link, link)};
    if (values[1] == kUnknown) return kUnknown;
    result = apply(Op::extreme, node.value, values, case_.sets, program_.policy.month_ends);
  }
  return result;
}

Value Evaluation::alike_link(const Node& node, std::uint32_t link) const {
  const NodeId* args = program_.args_of(node);
  const Value key = read(args[1], Level::link, link);
  Value result = 0;
  for (const std::uint32_t other : links_looked_at(program_, case_, node, case_.directed[link].person)) {
    const Value holds = read(args[0], Level::link, other), its_key = read(args[1], Level::link, other);
    const bool known = other == link || (key != kUnknown && its_key != kUnknown);
    if (holds == 0 || (known && other != link && key != its_key)) continue;
    if (holds == 1 && known) return 1;
    result = kUnknown;
  }
  return result;
}

Value Evaluation::compute(const Node& node, std::uint32_t index) const {
  const NodeId* args = program_.args_of(node);
  const auto arg = [&](std::uint32_t i) { return read(args[i], node.level, index); };
  switch (node.op) {
    case Op::constant:
      return node.value;
    case Op::as_of:
      return case_.as_of;
    case Op::fact:
      return case_.people[index].facts[static_cast<std::size_t>(node.value)];
    case Op::link_fact:
      return link_fact(node, index);
    case Op::supplied:
      return case_.supplied[static_cast<std::size_t>(node.value)];
    case Op::other:
      return read(args[0], Level::person, case_.directed[index].other);
    case Op::copy:
    case Op::value_use:
      return arg(0);
    case Op::some_link:
      return some_link(node, index);
    case Op::count_links:
      return count_links(node, index);
    case Op::extreme_link:
      return extreme_link(node, index);
    case Op::alike_link:
      return alike_link(node, index);
    case Op::link_is:
      return looks_at(program_, node, case_.directed[index].relation);
    case Op::negation: {
      const Value a = arg(0);
      return a == kUnknown ? a : Value{a == 0};
    }
    case Op::all: {
      Value result = 1;
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const Value a = arg(i);
        if (a == 0) return 0;
        if (a == kUnknown) result = kUnknown;
      }
      return result;
    }
    case Op::any: {
      Value result = 0;
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const Value a = arg(i);
        if (a == 1) return 1;
        if (a == kUnknown) result = kUnknown;
      }
      return result;
    }
    case Op::at_least: {
      Value sure = 0, open = 0;
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const Value a = arg(i);
        sure += a == 1;
        open += a == kUnknown;
      }
      return sure >= node.value ? 1 : sure + open >= node.value ? kUnknown : 0;
    }
    case Op::choose: {
      const Value condition = arg(0);
      if (condition != kUnknown) return arg(condition == 1 ? 1 : 2);
      const Value then = arg(1);
      return then == arg(2) ? then : kUnknown;
    }
    default:
      break;
  }
  Value values[2];
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    values[i] = arg(i);
    if (values[i] == kUnknown) return kUnknown;
  }
  return apply(node.op, node.value, values, case_.sets, program_.policy.month_ends);
}

bool Evaluation::taken_away(NodeId node, std::uint32_t index) const {
  const Node& n = program_.nodes[node];
  return without_ && n.op == Op::copy && (n.value >> 32) == static_cast<Value>(without_->decision) + 1 &&
         index == without_->person;
}

bool Evaluation::set(NodeId node, std::uint32_t index) {
  const Node& n = program_.nodes[node];
  const Value value =
      without_ && taken_away(node, index) ? (n.type == BaseType::yes_no ? 0 : kNone) : compute(n, index);
  Value& slot = slots_[offsets_[node] + index];
  if (slot == value) return false;
  slot = value;
  return true;
}

void Evaluation::run_plain(const Component& component) {
  for (NodeId node = component.begin; node < component.end; ++node) {
    const std::uint32_t n = width(node);
    for (std::uint32_t i = 0; i < n; ++i) set(node, i);
  }
}

// From false upwards: a truth that becomes possible is first kUnknown, and 1 once it is sure. Both steps are monotone.
void Evaluation::run_fixed_point(const Component& component) {
  for (NodeId node = component.begin; node < component.end; ++node) {
    for (std::uint32_t i = 0; i < width(node); ++i) slots_[offsets_[node] + i] = 0;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (NodeId node = component.begin; node < component.end; ++node) {
      for (std::uint32_t i = 0; i < width(node); ++i) changed = set(node, i) || changed;
    }
  }
}

void Evaluation::run_ordered(const Component& component, std::uint32_t component_id) {
  for (const std::uint32_t person : case_.orders[component_id]) {
    for (NodeId node = component.begin; node < component.end; ++node) {
      if (program_.nodes[node].level == Level::person) {
        set(node, person);
        continue;
      }
      for (std::uint32_t i = case_.first_directed[person]; i < case_.first_directed[person + 1]; ++i) {
        if (component.follows(case_.directed[i].relation)) set(node, i);
      }
    }
  }
  // Links over other relations may lead to people who come later. Nothing in the component reads them.
  for (NodeId node = component.begin; node < component.end; ++node) {
    if (program_.nodes[node].level != Level::link) continue;
    for (std::uint32_t i = 0; i < case_.directed.size(); ++i) {
      if (!component.follows(case_.directed[i].relation)) set(node, i);
    }
  }
}

void Evaluation::run(std::optional<Without> without) {
  without_ = without;
  for (std::uint32_t id = 0; id < program_.components.size(); ++id) {
    const Component& component = program_.components[id];
    switch (component.kind) {
      case Component::Kind::plain:
        run_plain(component);
        break;
      case Component::Kind::fixed_point:
        run_fixed_point(component);
        break;
      case Component::Kind::ordered:
        run_ordered(component, id);
        break;
    }
  }
}

void Evaluation::run_marked(const std::vector<char>& needed) {
  without_.reset();
  for (NodeId node = 0; node < needed.size(); ++node) {
    if (needed[node] == 0) continue;
    for (std::uint32_t i = 0; i < width(node); ++i) set(node, i);
  }
}

std::vector<char> mark_needed(const Program& program, const std::vector<NodeId>& roots) {
  std::vector<char> needed(program.nodes.size(), 0);
  std::vector<NodeId> open;
  const auto add = [&](NodeId node) {
    if (node == kNoNode || needed[node] != 0) return;
    needed[node] = 1;
    open.push_back(node);
  };
  for (const NodeId root : roots) add(root);
  while (!open.empty()) {
    const Node& node = program.nodes[open.back()];
    open.pop_back();
    std::for_each_n(program.args_of(node), node.arg_count, add);
  }
  return needed;
}

}  // namespace proviso
