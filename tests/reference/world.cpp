#include "tests/reference/world.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

namespace proviso::reference {

using Kind = Node::Kind;

World::World(const Book& book, const Case& c) : book_(book), case_(c) {
  for (const Node& root : roots()) number(root);
  read_admissible();
  find_needs();
  find_components();
}

World::World(const Book& book, const Case& c, const std::vector<Node>& roots) : book_(book), case_(c) {
  for (const Node& root : roots) number(root);
  find_needs();
  find_components();
}

// What a result tells of a person.
std::vector<Node> World::roots() const {
  std::vector<Node> roots;
  for (int p = 0; p < static_cast<int>(case_.people.size()); ++p) {
    for (int stage = 1; stage <= last_stage(); ++stage) roots.push_back({Kind::active, {}, {}, p, stage});
    for (const auto& [name, texts] : book_.defines) {
      if (!is_about_links(book_, name)) roots.push_back({Kind::define, name, {}, p, last_stage()});
    }
    for (const auto& [name, texts] : book_.rules) {
      roots.push_back({Kind::rule_text, name, {}, p, last_stage()});
      roots.push_back({Kind::holds, name, {}, p, last_stage()});
    }
    for (const auto& [name, texts] : book_.decisions) {
      roots.push_back({Kind::decision_text, name, {}, p, last_stage()});
      roots.push_back({Kind::decision, name, {}, p, last_stage()});
    }
  }
  return roots;
}

std::size_t World::number(const Node& node) {
  const auto [it, is_new] = numbers_.emplace(node, nodes_.size());
  if (is_new) nodes_.push_back(node);
  return it->second;
}

void World::read_admissible() {
  const Completion nothing(case_.variables.size(), None{});
  admissible(nothing, [&](const Node& node) -> Value {
    number(node);
    return false;
  });
}

// From the roots along what the equations read. What they would read does not depend on the completion.
void World::find_needs() {
  const Completion nothing(case_.variables.size(), None{});
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    std::vector<std::size_t> needs;
    const ReadNode read = [&](const Node& node) -> Value {
      needs.push_back(number(node));
      return false;
    };
    const Node node = nodes_[i];
    Equations(book_, case_, nothing, read).of(node);
    needs_.push_back(std::move(needs));
  }
}

// Tarjan's algorithm: a component is complete after those that it needs.
void World::find_components() {
  constexpr std::size_t kUnseen = ~std::size_t{0};
  std::vector<std::size_t> order(nodes_.size(), kUnseen), low(nodes_.size(), 0), stack;
  std::vector<bool> open(nodes_.size(), false);
  std::size_t next = 0;
  const std::function<void(std::size_t)> visit = [&](std::size_t n) {
    order[n] = low[n] = next++;
    stack.push_back(n);
    open[n] = true;
    for (const std::size_t needed : needs_[n]) {
      if (order[needed] == kUnseen) visit(needed);
      if (open[needed]) low[n] = std::min(low[n], low[needed]);
    }
    if (low[n] != order[n]) return;
    Component component;
    do {
      component.nodes.push_back(stack.back());
      open[stack.back()] = false;
      stack.pop_back();
    } while (component.nodes.back() != n);
    component.recursive =
        component.nodes.size() > 1 || std::find(needs_[n].begin(), needs_[n].end(), n) != needs_[n].end();
    components_.push_back(std::move(component));
  };
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    if (order[n] == kUnseen) visit(n);
  }
}

std::vector<Value> World::evaluate(const Completion& completion, const std::optional<Held>& held) const {
  std::vector<Value> values(nodes_.size(), false);
  std::size_t current = 0, position = 0;
  const ReadNode read = [&](const Node& node) -> Value {
    const auto& needs = needs_[current];
    if (position < needs.size() && nodes_[needs[position]] == node) return values[needs[position++]];
    throw std::logic_error("an equation reads other nodes than it was found to need");
  };
  const Equations equations(book_, case_, completion, read);
  const auto apply = [&](std::size_t n) -> Value {
    const Node& node = nodes_[n];
    if (held && node.kind == Kind::chosen && node.item == held->decision && node.person == held->person) return false;
    current = n;
    position = 0;
    return equations.of(node);
  };
  for (const Component& component : components_) {
    std::size_t rounds = 0;
    for (bool changed = true; changed; changed = changed && component.recursive) {
      changed = false;
      for (const std::size_t n : component.nodes) {
        Value value = apply(n);
        changed = changed || value != values[n];
        values[n] = std::move(value);
      }
      if (++rounds > 2 * component.nodes.size() + 2) throw std::logic_error("a recursion without a least fixed point");
    }
  }
  return values;
}

// A fact with a condition is none where the condition is false; where it is true, only if its type says so too.
bool World::facts_are_in_order(int person, const Conditions& conditions) const {
  bool result = true;
  for (const auto& [name, fact] : book_.facts) {
    if (fact->only_if == syntax::kNoExpr) continue;
    const bool exists = is_true(conditions.condition(fact.at(fact->only_if), {person, last_stage(), nullptr}));
    const bool is_none = holds<None>(conditions.fact(person, name));
    const bool may_be_none = fact->type && fact->type->or_none;
    result = (exists ? !is_none || may_be_none : is_none) && result;
  }
  return result;
}

bool World::admissible(const Completion& completion, const std::vector<Value>& values) const {
  return admissible(completion, [&](const Node& node) { return values[index(node)]; });
}

// Reads all that it may need, whatever the answer. What is impossible may need a text that is not in force, as rules
// may.
bool World::admissible(const Completion& completion, const ReadNode& read) const {
  const Equations equations(book_, case_, completion, read);
  const Conditions& conditions = equations.conditions();
  bool facts_in_order = true, possible = true, gap = false;
  for (int p = 0; p < static_cast<int>(case_.people.size()); ++p) {
    facts_in_order = facts_are_in_order(p, conditions) && facts_in_order;
    for (const auto& impossible : book_.impossibles) {
      const Value holds = conditions.condition(impossible.at(impossible->condition), {p, last_stage(), nullptr});
      possible = possible && !is_true(holds);
      gap = gap || unusable(holds);
    }
  }
  if (facts_in_order && gap) throw Refused{"what is impossible needs a text that is not in force"};
  return facts_in_order && possible;
}

const Text<syntax::Rule>* World::rule(std::string_view name, int person, const std::vector<Value>& values) const {
  const ReadNode read = [&](const Node& node) { return values[index(node)]; };
  return Equations(book_, case_, {}, read).rule(name, person, last_stage());
}

const Text<syntax::Decision>* World::decision(std::string_view name, int person,
                                              const std::vector<Value>& values) const {
  const ReadNode read = [&](const Node& node) { return values[index(node)]; };
  return Equations(book_, case_, {}, read).decision(name, person, last_stage());
}

std::vector<int> World::sources(const Text<syntax::Rule>& derivation, int person, const Completion& completion,
                                const std::vector<Value>& values, const std::vector<Value>& others) const {
  const ReadNode read = [&](const Node& node) { return values[index(node)]; };
  const Equations equations(book_, case_, completion, read);
  std::vector<int> people;
  for (const syntax::Through& through : derivation->through) {
    for (const Link& link : case_.people[static_cast<std::size_t>(person)].links) {
      if (!is_true(equations.through_holds(derivation, through, person, last_stage(), link))) continue;
      const auto sources = sources_of(book_, *derivation.body);
      const bool has_one = std::any_of(sources.begin(), sources.end(), [&](const Outcome& o) {
        return is_true(others[index({Kind::chosen, o.decision, o.name, link.other, last_stage()})]);
      });
      if (has_one) people.push_back(link.other);
    }
  }
  return people;
}

}  // namespace proviso::reference
