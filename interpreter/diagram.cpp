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

Diagrams::Diagrams(std::vector<std::uint32_t> arities, std::size_t max_edges)
    : arities_(std::move(arities)), max_edges_(max_edges), unique_(kFirstPlaces), choices_(kFirstPlaces) {}

Diagram Diagrams::terminal(Value value) {
  const bool truth = value == 0 || value == 1;
  if (truth && truths_[value] != kNothing) return truths_[value];
  const auto [it, is_new] = terminals_.try_emplace(value, static_cast<Diagram>(nodes_.size()));
  if (is_new) {
    nodes_.push_back({kTerminal, static_cast<std::uint32_t>(values_.size())});
    values_.push_back(value);
  }
  if (truth) truths_[value] = it->second;
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
std::size_t Diagrams::find_place(std::uint32_t hash, std::uint32_t variable, const Diagram* children,
                                 std::uint32_t count) const {
  for (std::size_t place = hash & (unique_.size() - 1);; place = (place + 1) & (unique_.size() - 1)) {
    const Place& at = unique_[place];
    if (at.node == kNothing) return place;
    if (at.hash != hash) continue;
    const Node& node = nodes_[at.node];
    if (node.variable == variable && std::equal(children, children + count, children_.begin() + node.first_child))
      return place;
  }
}

void Diagrams::grow() {
  std::vector<Place> before(2 * unique_.size());
  before.swap(unique_);
  for (const Place& from : before) {
    if (from.node == kNothing) continue;
    std::size_t place = from.hash & (unique_.size() - 1);
    while (unique_[place].node != kNothing) place = (place + 1) & (unique_.size() - 1);
    unique_[place] = from;
  }
  if (choices_.size() >= kMostChoices) return;
  std::vector<Choice> known(unique_.size());
  known.swap(choices_);
  for (const Choice& c : known) {
    if (c.result != kNothing) choices_[choice_place(c.condition, c.then, c.otherwise)] = c;
  }
}

std::size_t Diagrams::choice_place(Diagram condition, Diagram then, Diagram otherwise) const {
  return mix(mix(mix(0, condition), then), otherwise) & (choices_.size() - 1);
}

Diagram Diagrams::make(std::uint32_t variable) {
  const std::uint32_t count = arities_[variable];
  const Diagram* children = scratch_.data() + scratch_.size() - count;
  Diagram result = children[0];
  if (!std::all_of(children, children + count, [&](Diagram d) { return d == children[0]; })) {
    std::uint64_t hash = variable;
    for (std::uint32_t i = 0; i < count; ++i) hash = mix(hash, children[i]);
    const auto short_hash = static_cast<std::uint32_t>(hash);
    const std::size_t place = find_place(short_hash, variable, children, count);
    if (unique_[place].node != kNothing) {
      result = unique_[place].node;
    } else if (children_.size() + count > max_edges_) {
      exhausted_ = true;
    } else {
      result = static_cast<Diagram>(nodes_.size());
      nodes_.push_back({variable, static_cast<std::uint32_t>(children_.size())});
      children_.insert(children_.end(), children, children + count);
      unique_[place] = {result, short_hash};
      if (2 * nodes_.size() > unique_.size()) grow();
    }
  }
  scratch_.resize(scratch_.size() - count);
  return result;
}

Diagram Diagrams::apply(const std::vector<Diagram>& args, const Function& f) {
  memo_.start();
  Args fixed{};
  std::copy(args.begin(), args.end(), fixed.begin());
  return apply_to(fixed, args.size(), f);
}

// The depth of the recursion is bounded by the number of variables.
Diagram Diagrams::apply_to(const Args& args, std::size_t count, const Function& f) {
  if (exhausted_) return args.front();
  std::uint32_t top = kTerminal;
  Value values[kMaxArgs];
  for (std::size_t i = 0; i < count; ++i) top = std::min(top, nodes_[args[i]].variable);
  if (top == kTerminal) {
    for (std::size_t i = 0; i < count; ++i) values[i] = value(args[i]);
    return terminal(f(values));
  }
  if (const auto known = memo_.find(args)) return *known;
  Args parts{};
  for (std::uint32_t cell = 0; cell < arities_[top]; ++cell) {
    bool constant = true;  // most are
    for (std::size_t i = 0; i < count; ++i) {
      parts[i] = child(args[i], top, cell);
      constant = constant && is_terminal(parts[i]);
      if (constant) values[i] = value(parts[i]);
    }
    const Diagram part = constant ? terminal(f(values)) : apply_to(parts, count, f);
    scratch_.push_back(part);
  }
  const Diagram result = make(top);
  memo_.add(args, result);
  return result;
}

Diagram Diagrams::choose(Diagram condition, Diagram then, Diagram otherwise) {
  if (exhausted_) return condition;
  if (is_terminal(condition)) return value(condition) == 1 ? then : otherwise;
  if (then == otherwise) return then;
  if (is(then, 1) && is(otherwise, 0)) return condition;
  if (condition == then && is(otherwise, 0)) return condition;
  if (condition == otherwise && is(then, 1)) return condition;
  const Choice& known = choices_[choice_place(condition, then, otherwise)];
  if (known.result != kNothing && known.condition == condition && known.then == then && known.otherwise == otherwise)
    return known.result;
  const std::uint32_t top = std::min({nodes_[condition].variable, nodes_[then].variable, nodes_[otherwise].variable});
  for (std::uint32_t cell = 0; cell < arities_[top]; ++cell) {
    const Diagram part = choose(child(condition, top, cell), child(then, top, cell), child(otherwise, top, cell));
    scratch_.push_back(part);
  }
  const Diagram result = make(top);
  choices_[choice_place(condition, then, otherwise)] = {condition, then, otherwise, result};
  return result;
}

Diagram Diagrams::restrict(Diagram d, std::uint32_t variable, std::uint32_t cell) {
  memo_.start();
  return restrict_part(d, variable, cell);
}

Diagram Diagrams::restrict_part(Diagram d, std::uint32_t variable, std::uint32_t cell) {
  const std::uint32_t top = nodes_[d].variable;
  if (top == kTerminal || top > variable) return d;
  if (top == variable) return child(d, variable, cell);
  if (const auto known = memo_.find({d})) return *known;
  for (std::uint32_t i = 0; i < arities_[top]; ++i) {
    const Diagram part = restrict_part(child(d, top, i), variable, cell);
    scratch_.push_back(part);
  }
  const Diagram result = make(top);
  memo_.add({d}, result);
  return result;
}

Diagram Diagrams::some(Diagram truth, const std::vector<char>& variables) {
  memo_.start();
  return some_part(truth, variables);
}

Diagram Diagrams::some_part(Diagram truth, const std::vector<char>& variables) {
  if (is_terminal(truth) || exhausted_) return truth;
  if (const auto known = memo_.find({truth})) return *known;
  const std::uint32_t variable = nodes_[truth].variable;
  Diagram result = terminal(0);
  for (std::uint32_t cell = 0; cell < arities_[variable]; ++cell) {
    const Diagram part = some_part(child(truth, variable, cell), variables);
    if (variables[variable] == 0) {
      scratch_.push_back(part);
    } else {
      result = any(result, part);
    }
  }
  if (variables[variable] == 0) result = make(variable);
  memo_.add({truth}, result);
  return result;
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
    if (node.variable == kTerminal) values.push_back(values_[node.first_child]);
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
