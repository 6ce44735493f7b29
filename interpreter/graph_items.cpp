#include "interpreter/graph_items.hpp"

#include <algorithm>

namespace proviso {

namespace {

ItemKind kind_of(syntax::RuleKind kind) {
  switch (kind) {
    case syntax::RuleKind::ground:
      return ItemKind::ground;
    case syntax::RuleKind::derivation:
      return ItemKind::derivation;
    case syntax::RuleKind::exclusion:
      return ItemKind::exclusion;
    default:
      return ItemKind::exception;
  }
}

bool is_recursive(const Program& program, NodeId node) {
  return node != kNoNode && program.components[program.nodes[node].component].kind != Component::Kind::plain;
}

}  // namespace

GraphItems::GraphItems(const Program& program) : program_(program), policy_(program.policy) {
  for (DecisionId d = 0; d < policy_.decisions.size(); ++d) add_outcomes(d);
  for (const auto kind : {syntax::RuleKind::ground, syntax::RuleKind::derivation, syntax::RuleKind::exclusion,
                          syntax::RuleKind::exception}) {
    add_rules(kind);
  }
  for (DefineId d = 0; d < policy_.defines.size(); ++d) {
    const Define& define = policy_.defines[d];
    add({ItemKind::define, d, 0}, define.name, define.versions.back().heading.label, program_.defines[d]);
  }
  add_headed(ItemKind::set, policy_.sets);
  add_headed(ItemKind::value, policy_.values);
  add_headed(ItemKind::amendment, policy_.amendments);
  add_headed(ItemKind::impossible, policy_.impossibles);
  add_facts();
  add_link_facts();
  add_headed(ItemKind::relation, policy_.relations);
}

std::uint32_t GraphItems::add(Key key, std::string name, std::string label, NodeId node) {
  const ItemKind kind = std::get<0>(key);
  const auto index = static_cast<std::uint32_t>(items_.size());
  GraphItem item;
  item.kind = kind;
  item.id = std::string(item_word(kind)) + ' ' + name;
  item.name = std::move(name);
  item.label = std::move(label);
  if (is_recursive(program_, node)) {
    const std::uint32_t component = program_.nodes[node].component;
    const auto [it, is_new] = recursion_of_.emplace(component, static_cast<std::uint32_t>(recursions_.size()));
    if (is_new) recursions_.emplace_back();
    item.recursion = it->second;
    recursions_[it->second].push_back(index);
  }
  items_.push_back(std::move(item));
  index_.emplace(key, index);
  return index;
}

template <class Table>
void GraphItems::add_headed(ItemKind kind, const Table& table) {
  for (std::uint32_t i = 0; i < table.size(); ++i) add({kind, i, 0}, table[i].heading.name, table[i].heading.label);
}

void GraphItems::add_outcomes(DecisionId d) {
  const Decision& decision = policy_.decisions[d];
  const std::vector<std::uint32_t>& order = decision.versions.front().order;
  std::vector<std::uint32_t> all = order;
  for (std::uint32_t o = 0; o < decision.outcomes.size(); ++o) {
    if (std::find(all.begin(), all.end(), o) == all.end()) all.push_back(o);
  }
  std::uint32_t rank = 0;
  for (const std::uint32_t o : all) {
    const DecisionNodes& nodes = program_.decisions[d];
    const NodeId node = is_recursive(program_, nodes.available[o]) ? nodes.available[o] : nodes.chosen[o];
    const std::string& own = decision.outcomes[o].label;
    const std::string& label = own.empty() && decision.yes_no ? decision.versions.front().heading.label : own;
    const std::uint32_t item =
        add({ItemKind::outcome, d, o}, decision.name + '.' + decision.outcomes[o].name, label, node);
    items_[item].rank = ++rank;
    items_[item].otherwise = o == order.back();
  }
}

void GraphItems::add_rules(syntax::RuleKind kind) {
  for (RuleId r = 0; r < policy_.rules.size(); ++r) {
    const Rule& rule = policy_.rules[r];
    if (rule.kind != kind) continue;
    add({kind_of(kind), r, 0}, rule.name, rule.versions.back().heading.label, program_.rules[r].holds);
  }
}

void GraphItems::add_facts() {
  for (FactId f = 0; f < policy_.facts.size(); ++f) {
    const Fact& fact = policy_.facts[f];
    if (fact.type.base == BaseType::note) continue;  // no rule can read it
    const ItemKind kind = fact.judgement ? ItemKind::judgement : ItemKind::fact;
    add({kind, f, 0}, fact.heading.name, fact.heading.label);
  }
}

// Link facts of different relations may share a name, so an item is named after its first relation too.
void GraphItems::add_link_facts() {
  for (const RelationGroup& group : policy_.relation_groups) {
    if (group.relations.empty()) continue;
    const std::string& relation = policy_.relations[group.relations.front()].heading.name;
    for (const LinkFactId f : group.facts) {
      const Heading& heading = policy_.link_facts[f].heading;
      add({ItemKind::link_fact, f, 0}, relation + '.' + heading.name, heading.label);
    }
  }
}

std::uint32_t GraphItems::rule(RuleId rule) const { return of(kind_of(policy_.rules[rule].kind), rule); }

std::uint32_t GraphItems::fact(FactId fact) const {
  return of(policy_.facts[fact].judgement ? ItemKind::judgement : ItemKind::fact, fact);
}

void GraphItems::give(GraphView& view) const {
  view.items = items_;
  view.recursions = recursions_;
}

}  // namespace proviso
