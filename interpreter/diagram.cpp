#include "interpreter/diagram.hpp"

#include <algorithm>

namespace proviso {

std::size_t Diagrams::KeyHash::operator()(const std::vector<Diagram>& key) const {
  std::uint64_t h = 0x9E3779B97F4A7C15u;
  for (const Diagram d : key) h = (h ^ d) * 0xFF51AFD7ED558CCDu + (h >> 31);
  return h;
}

Diagrams::Diagrams(std::vector<std::uint32_t> arities, std::size_t max_edges)
    : arities_(std::move(arities)), max_edges_(max_edges) {}

Diagram Diagrams::terminal(Value value) {
  const auto [it, is_new] = terminals_.try_emplace(value, static_cast<Diagram>(nodes_.size()));
  if (is_new) nodes_.push_back({kTerminal, 0, value});
  return it->second;
}

Diagram Diagrams::variable(std::uint32_t variable, const std::vector<Value>& values) {
  std::vector<Diagram> children;
  children.reserve(values.size());
  for (const Value value : values) children.push_back(terminal(value));
  return make(variable, children);
}

Diagram Diagrams::make(std::uint32_t variable, const std::vector<Diagram>& children) {
  if (std::all_of(children.begin(), children.end(), [&](Diagram d) { return d == children.front(); })) {
    return children.front();
  }
  const std::size_t hash = KeyHash{}(children) ^ (variable * 0x9E3779B97F4A7C15u);
  const auto [first, last] = unique_.equal_range(hash);
  for (auto it = first; it != last; ++it) {
    const Node& node = nodes_[it->second];
    if (node.variable == variable &&
        std::equal(children.begin(), children.end(), children_.begin() + node.first_child)) {
      return it->second;
    }
  }
  if (children_.size() + children.size() > max_edges_) {
    exhausted_ = true;
    return children.front();
  }
  const auto id = static_cast<Diagram>(nodes_.size());
  nodes_.push_back({variable, static_cast<std::uint32_t>(children_.size()), 0});
  children_.insert(children_.end(), children.begin(), children.end());
  unique_.emplace(hash, id);
  return id;
}

Diagram Diagrams::apply(const std::vector<Diagram>& args, const Function& f) {
  Cache cache;
  return apply_cached(args, f, cache);
}

// The depth of the recursion is bounded by the number of variables.
Diagram Diagrams::apply_cached(const std::vector<Diagram>& args, const Function& f, Cache& cache) {
  if (exhausted_) return args.front();
  std::uint32_t top = kTerminal;
  for (const Diagram d : args) top = std::min(top, nodes_[d].variable);
  if (top == kTerminal) {
    Value values[4];
    for (std::size_t i = 0; i < args.size(); ++i) values[i] = nodes_[args[i]].value;
    return terminal(f(values));
  }
  if (const auto known = cache.find(args); known != cache.end()) return known->second;
  std::vector<Diagram> children;
  children.reserve(arities_[top]);
  std::vector<Diagram> parts(args.size());
  for (std::uint32_t cell = 0; cell < arities_[top]; ++cell) {
    for (std::size_t i = 0; i < args.size(); ++i) parts[i] = child(args[i], top, cell);
    children.push_back(apply_cached(parts, f, cache));
  }
  return cache.emplace(args, make(top, children)).first->second;
}

Diagram Diagrams::choose(Diagram condition, Diagram then, Diagram otherwise) {
  if (exhausted_) return condition;
  if (is_terminal(condition)) return value(condition) == 1 ? then : otherwise;
  if (then == otherwise) return then;
  const std::vector<Diagram> key = {condition, then, otherwise};
  if (const auto known = choose_cache_.find(key); known != choose_cache_.end()) return known->second;
  const std::uint32_t top = std::min({nodes_[condition].variable, nodes_[then].variable, nodes_[otherwise].variable});
  std::vector<Diagram> children;
  children.reserve(arities_[top]);
  for (std::uint32_t cell = 0; cell < arities_[top]; ++cell) {
    children.push_back(choose(child(condition, top, cell), child(then, top, cell), child(otherwise, top, cell)));
  }
  const Diagram result = make(top, children);
  choose_cache_.emplace(key, result);
  return result;
}

Diagram Diagrams::restrict(Diagram d, std::uint32_t variable, std::uint32_t cell) {
  std::unordered_map<Diagram, Diagram> cache;
  return restrict_cached(d, variable, cell, cache);
}

Diagram Diagrams::restrict_cached(Diagram d, std::uint32_t variable, std::uint32_t cell,
                                  std::unordered_map<Diagram, Diagram>& cache) {
  const std::uint32_t top = nodes_[d].variable;
  if (top == kTerminal || top > variable) return d;
  if (top == variable) return child(d, variable, cell);
  if (const auto known = cache.find(d); known != cache.end()) return known->second;
  std::vector<Diagram> children;
  children.reserve(arities_[top]);
  for (std::uint32_t i = 0; i < arities_[top]; ++i) {
    children.push_back(restrict_cached(child(d, top, i), variable, cell, cache));
  }
  return cache.emplace(d, make(top, children)).first->second;
}

Diagram Diagrams::some(Diagram truth, const std::vector<char>& variables) {
  std::unordered_map<Diagram, Diagram> cache;
  return some_cached(truth, variables, cache);
}

Diagram Diagrams::some_cached(Diagram truth, const std::vector<char>& variables,
                              std::unordered_map<Diagram, Diagram>& cache) {
  if (is_terminal(truth) || exhausted_) return truth;
  if (const auto known = cache.find(truth); known != cache.end()) return known->second;
  const std::uint32_t variable = nodes_[truth].variable;
  std::vector<Diagram> children;
  for (std::uint32_t cell = 0; cell < arities_[variable]; ++cell)
    children.push_back(some_cached(child(truth, variable, cell), variables, cache));
  Diagram result = children.front();
  if (variables[variable] == 0) {
    result = make(variable, children);
  } else {
    for (const Diagram next : children) result = any(result, next);
  }
  return cache.emplace(truth, result).first->second;
}

template <class Visit>
void Diagrams::visit(Diagram d, Visit visit) const {
  std::vector<Diagram> open = {d};
  std::unordered_map<Diagram, char> seen = {{d, 1}};
  while (!open.empty()) {
    const Diagram current = open.back();
    open.pop_back();
    visit(current);
    if (is_terminal(current)) continue;
    for (std::uint32_t i = 0; i < arities_[nodes_[current].variable]; ++i) {
      const Diagram next = children_[nodes_[current].first_child + i];
      if (seen.emplace(next, 1).second) open.push_back(next);
    }
  }
}

std::vector<std::uint32_t> Diagrams::support(Diagram d) const {
  std::vector<std::uint32_t> variables;
  visit(d, [&](Diagram part) {
    const Node& node = nodes_[part];
    if (node.variable != kTerminal) variables.push_back(node.variable);
  });
  std::sort(variables.begin(), variables.end());
  variables.erase(std::unique(variables.begin(), variables.end()), variables.end());
  return variables;
}

std::vector<Value> Diagrams::values(Diagram d) const {
  std::vector<Value> values;
  visit(d, [&](Diagram part) {
    const Node& node = nodes_[part];
    if (node.variable == kTerminal) values.push_back(node.value);
  });
  std::sort(values.begin(), values.end());
  return values;
}

std::optional<Diagrams::Way> Diagrams::cheapest(Diagram d, Value value, const Cost& cost) const {
  constexpr std::uint32_t kNever = ~std::uint32_t{0};
  std::vector<std::vector<std::uint32_t>> costs(arities_.size());
  Way way;
  way.cells.assign(arities_.size(), 0);
  for (std::uint32_t v = 0; v < arities_.size(); ++v) {
    for (std::uint32_t cell = 0; cell < arities_[v]; ++cell) costs[v].push_back(cost(v, cell));
    way.cells[v] = static_cast<std::uint32_t>(std::min_element(costs[v].begin(), costs[v].end()) - costs[v].begin());
  }
  struct Step {
    std::uint32_t cost, cell;
  };
  std::unordered_map<Diagram, Step> steps;
  // Children have smaller references than their node: they are made first.
  std::vector<Diagram> below;
  visit(d, [&](Diagram part) { below.push_back(part); });
  std::sort(below.begin(), below.end());
  for (const Diagram part : below) {
    Step step{is_terminal(part) && this->value(part) == value ? 0 : kNever, 0};
    for (std::uint32_t cell = 0; !is_terminal(part) && cell < arities_[nodes_[part].variable]; ++cell) {
      const Step next = steps.at(children_[nodes_[part].first_child + cell]);
      if (next.cost == kNever) continue;
      const std::uint32_t sum = next.cost + costs[nodes_[part].variable][cell];
      if (sum < step.cost) step = {sum, cell};
    }
    steps.emplace(part, step);
  }
  if (steps.at(d).cost == kNever) return std::nullopt;
  while (!is_terminal(d)) {
    const std::uint32_t variable = nodes_[d].variable;
    way.cells[variable] = steps.at(d).cell;
    way.asked.push_back(variable);
    d = children_[nodes_[d].first_child + way.cells[variable]];
  }
  return way;
}

}  // namespace proviso
