#include "interpreter/diagram.hpp"

#include <algorithm>

namespace proviso {

namespace {

constexpr std::size_t kFirstPlaces = 1 << 10;
constexpr std::size_t kMostChoices = 1 << 20;

std::uint64_t mix(std::uint64_t hash, std::uint64_t x) {
  hash = (hash ^ x) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 29);
}

}  // namespace

std::size_t Diagrams::ArgsHash::operator()(const Args& args) const {
  std::uint64_t hash = 0;
  for (const Diagram d : args) hash = mix(hash, d);
  return hash;
}

Diagrams::Diagrams(std::vector<std::uint32_t> arities, std::size_t max_edges)
    : arities_(std::move(arities)), max_edges_(max_edges), unique_(kFirstPlaces, kNothing), choices_(kFirstPlaces) {}

Diagram Diagrams::terminal(Value value) {
  const auto [it, is_new] = terminals_.try_emplace(value, static_cast<Diagram>(nodes_.size()));
  if (is_new) nodes_.push_back({kTerminal, 0, value});
  return it->second;
}

Diagram Diagrams::variable(std::uint32_t variable, const std::vector<Value>& values) {
  for (const Value value : values) scratch_.push_back(terminal(value));
  return make(variable);
}

Diagram Diagrams::branch(std::uint32_t variable, const std::vector<Diagram>& parts) {
  scratch_.insert(scratch_.end(), parts.begin(), parts.end());
  return make(variable);
}

// Where the node is, or where it would be put.
std::size_t Diagrams::find_place(std::uint32_t variable, const Diagram* children, std::uint32_t count) const {
  std::uint64_t hash = variable;
  for (std::uint32_t i = 0; i < count; ++i) hash = mix(hash, children[i]);
  for (std::size_t place = hash & (unique_.size() - 1);; place = (place + 1) & (unique_.size() - 1)) {
    const Diagram at = unique_[place];
    if (at == kNothing) return place;
    const Node& node = nodes_[at];
    if (node.variable == variable && std::equal(children, children + count, children_.begin() + node.first_child))
      return place;
  }
}

void Diagrams::grow() {
  unique_.assign(2 * unique_.size(), kNothing);
  for (Diagram d = 0; d < nodes_.size(); ++d) {
    const Node& node = nodes_[d];
    if (node.variable == kTerminal) continue;
    unique_[find_place(node.variable, children_.data() + node.first_child, arities_[node.variable])] = d;
  }
  if (choices_.size() < kMostChoices) choices_.assign(unique_.size(), Choice{});
}

Diagram Diagrams::make(std::uint32_t variable) {
  const std::uint32_t count = arities_[variable];
  const Diagram* children = scratch_.data() + scratch_.size() - count;
  Diagram result = children[0];
  if (!std::all_of(children, children + count, [&](Diagram d) { return d == children[0]; })) {
    const std::size_t place = find_place(variable, children, count);
    if (unique_[place] != kNothing) {
      result = unique_[place];
    } else if (children_.size() + count > max_edges_) {
      exhausted_ = true;
    } else {
      result = static_cast<Diagram>(nodes_.size());
      nodes_.push_back({variable, static_cast<std::uint32_t>(children_.size()), 0});
      children_.insert(children_.end(), children, children + count);
      unique_[place] = result;
      if (2 * nodes_.size() > unique_.size()) grow();
    }
  }
  scratch_.resize(scratch_.size() - count);
  return result;
}

Diagram Diagrams::apply(const std::vector<Diagram>& args, const Function& f) {
  Cache cache;
  Args fixed{};
  std::copy(args.begin(), args.end(), fixed.begin());
  return apply_cached(fixed, args.size(), f, cache);
}

// The depth of the recursion is bounded by the number of variables.
Diagram Diagrams::apply_cached(const Args& args, std::size_t count, const Function& f, Cache& cache) {
  if (exhausted_) return args.front();
  std::uint32_t top = kTerminal;
  for (std::size_t i = 0; i < count; ++i) top = std::min(top, nodes_[args[i]].variable);
  if (top == kTerminal) {
    Value values[kMaxArgs];
    for (std::size_t i = 0; i < count; ++i) values[i] = nodes_[args[i]].value;
    return terminal(f(values));
  }
  if (const auto known = cache.find(args); known != cache.end()) return known->second;
  Args parts{};
  for (std::uint32_t cell = 0; cell < arities_[top]; ++cell) {
    for (std::size_t i = 0; i < count; ++i) parts[i] = child(args[i], top, cell);
    const Diagram part = apply_cached(parts, count, f, cache);
    scratch_.push_back(part);
  }
  const Diagram result = make(top);
  cache.emplace(args, result);
  return result;
}

Diagram Diagrams::choose(Diagram condition, Diagram then, Diagram otherwise) {
  if (exhausted_) return condition;
  if (is_terminal(condition)) return value(condition) == 1 ? then : otherwise;
  if (then == otherwise) return then;
  if (is(then, 1) && is(otherwise, 0)) return condition;
  if (condition == then && is(otherwise, 0)) return condition;
  if (condition == otherwise && is(then, 1)) return condition;
  const auto place = [&] { return mix(mix(mix(0, condition), then), otherwise) & (choices_.size() - 1); };
  const Choice& known = choices_[place()];
  if (known.result != kNothing && known.condition == condition && known.then == then && known.otherwise == otherwise)
    return known.result;
  const std::uint32_t top = std::min({nodes_[condition].variable, nodes_[then].variable, nodes_[otherwise].variable});
  for (std::uint32_t cell = 0; cell < arities_[top]; ++cell) {
    const Diagram part = choose(child(condition, top, cell), child(then, top, cell), child(otherwise, top, cell));
    scratch_.push_back(part);
  }
  const Diagram result = make(top);
  choices_[place()] = {condition, then, otherwise, result};
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
  for (std::uint32_t i = 0; i < arities_[top]; ++i) {
    const Diagram part = restrict_cached(child(d, top, i), variable, cell, cache);
    scratch_.push_back(part);
  }
  const Diagram result = make(top);
  return cache.emplace(d, result).first->second;
}

Diagram Diagrams::some(Diagram truth, const std::vector<char>& variables) {
  std::unordered_map<Diagram, Diagram> cache;
  cache.reserve(64);
  return some_cached(truth, variables, cache);
}

Diagram Diagrams::some_cached(Diagram truth, const std::vector<char>& variables,
                              std::unordered_map<Diagram, Diagram>& cache) {
  if (is_terminal(truth) || exhausted_) return truth;
  if (const auto known = cache.find(truth); known != cache.end()) return known->second;
  const std::uint32_t variable = nodes_[truth].variable;
  Diagram result = terminal(0);
  for (std::uint32_t cell = 0; cell < arities_[variable]; ++cell) {
    const Diagram part = some_cached(child(truth, variable, cell), variables, cache);
    if (variables[variable] == 0) {
      scratch_.push_back(part);
    } else {
      result = any(result, part);
    }
  }
  if (variables[variable] == 0) result = make(variable);
  return cache.emplace(truth, result).first->second;
}

template <class Visit>
void Diagrams::visit(Diagram d, Visit visit) const {
  if (visited_.size() < nodes_.size()) visited_.resize(nodes_.size() + nodes_.size() / 2, 0);
  if (++visits_ == 0) {  // of the counter, once in four thousand million
    std::fill(visited_.begin(), visited_.end(), 0);
    visits_ = 1;
  }
  std::vector<Diagram> open = {d};
  visited_[d] = visits_;
  while (!open.empty()) {
    const Diagram current = open.back();
    open.pop_back();
    visit(current);
    if (is_terminal(current)) continue;
    for (std::uint32_t i = 0; i < arities_[nodes_[current].variable]; ++i) {
      const Diagram next = children_[nodes_[current].first_child + i];
      if (visited_[next] == visits_) continue;
      visited_[next] = visits_;
      open.push_back(next);
    }
  }
}

std::vector<Diagram> Diagrams::parts(Diagram d) const {
  std::vector<Diagram> below;
  visit(d, [&](Diagram part) { below.push_back(part); });
  return below;
}

std::vector<std::uint32_t> Diagrams::support(Diagram d) const {
  std::vector<std::uint32_t> variables;
  std::vector<char> found(arities_.size(), 0);
  visit(d, [&](Diagram part) {
    const std::uint32_t variable = nodes_[part].variable;
    if (variable == kTerminal || found[variable] != 0) return;
    found[variable] = 1;
    variables.push_back(variable);
  });
  std::sort(variables.begin(), variables.end());
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
  std::vector<Diagram> below = parts(d);
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
