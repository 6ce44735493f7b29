#include "interpreter/exact.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <set>
#include <unordered_set>

#include "interpreter/operations.hpp"

namespace proviso {

namespace {

// The value of everything in a completion that is not admissible.
constexpr Value kInadmissible = std::numeric_limits<Value>::min() + 2;

// The value of what has none, since the text that governs the person lacks it.
constexpr Value kNoText = std::numeric_limits<Value>::min() + 3;

// Of facts that are tied together: so many admissible assignments, and so many with those that are not.
constexpr std::size_t kMaxAssignments = 8'000;
constexpr std::size_t kMaxCodes = std::size_t{1} << 60;
constexpr std::size_t kMaxMixtures = std::size_t{1} << 26;  // looked at, of all pairs together

constexpr const char* kTooManyWays = "the facts that are unknown combine in too many ways";

}  // namespace

Exact::Exact(const Program& program, Case& c, const Evaluation& first_pass, std::vector<Instance> roots,
             const DecideOptions& options, std::optional<Evaluation::Without> without)
    : program_(program), case_(c), first_pass_(first_pass), without_(without) {
  // Constraints are examined always: they may leave nothing admissible, or tie open facts together.
  std::vector<Variable> tied;
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    for (FactId f = 0; f < program.only_if.size(); ++f) {
      const NodeId condition = program.only_if[f];
      if (condition == kNoNode || first_pass.at(condition, p) != kUnknown) continue;
      roots.push_back(of_person(program, condition, p));
      if (c.people[p].facts[f] == kUnknown && c.conditional_default[p][f] == 0) {
        tied.push_back({Variable::Kind::fact, p, f});
      }
    }
    for (const NodeId node : program.impossible) {
      if (first_pass.at(node, p) == kUnknown) roots.push_back(of_person(program, node, p));
    }
  }
  // No order of the variables is good for every case: where one runs out of room, another often takes a fraction.
  for (const OpenOrder order : {OpenOrder::people, OpenOrder::together}) {
    open_in_order(open_part(program, c, first_pass, roots, tied, order), options);
    if (!cells_.limit.empty()) return;
    build_open_part(options.diagram_edges);
    if (!diagrams_->exhausted()) return;
  }
}

// The cells are the same in each order, and they take longer to find than to move.
void Exact::open_in_order(OpenPart open, const DecideOptions& options) {
  if (cells_.values.empty()) {
    cells_ = find_cells(program_, case_, first_pass_, open, options);
    limit_ = cells_.limit;
  } else {
    std::vector<std::vector<Value>> values;
    for (const Variable& v : open.variables) values.push_back(std::move(cells_.values[open_.number.at(v)]));
    cells_.values = std::move(values);
  }
  open_ = std::move(open);
}

void Exact::build_open_part(std::size_t max_edges) {
  limit_.clear();
  built_.clear();
  conditions_.clear();
  groups_.clear();
  culprits_.clear();
  impossible_ = false;
  std::vector<std::uint32_t> arities;
  for (const auto& values : cells_.values) arities.push_back(static_cast<std::uint32_t>(values.size()));
  diagrams_ = std::make_unique<Diagrams>(std::move(arities), max_edges);
  build_all();
  build_constraints();
  if (diagrams_->exhausted()) limit_ = kTooManyWays;
  if (limit_.empty()) group_constraints();
}

Diagram Exact::of(Instance instance) const {
  const Value known = first_pass_.at(instance.node, instance.index);
  return known != kUnknown ? diagrams_->terminal(known) : built_.at(instance);
}

Diagram Exact::fact_diagram(std::uint32_t person, FactId fact) {
  const Value known = case_.people[person].facts[fact];
  if (known != kUnknown) return diagrams_->terminal(known);
  const std::uint32_t v = open_.number.at({Variable::Kind::fact, person, fact});
  return diagrams_->variable(v, cells_.values[v]);
}

Diagram Exact::build_junction(const Node& node, const std::vector<Diagram>& args) {
  Diagram result = diagrams_->terminal(node.op == Op::all);
  for (const Diagram arg : args)
    result = node.op == Op::all ? diagrams_->all(result, arg) : diagrams_->any(result, arg);
  return result;
}

Diagram Exact::build_at_least(Value count, const std::vector<Diagram>& args) {
  // hold[k] = at least k of the arguments seen so far
  std::vector<Diagram> hold(static_cast<std::size_t>(count) + 1, diagrams_->terminal(0));
  hold[0] = diagrams_->terminal(1);
  for (const Diagram arg : args) {
    for (std::size_t k = hold.size() - 1; k > 0; --k) hold[k] = diagrams_->choose(arg, hold[k - 1], hold[k]);
  }
  return hold.back();
}

Diagram Exact::build(Instance instance) {
  const Node& node = program_.nodes[instance.node];
  if (without_ && node.op == Op::copy && (node.value >> 32) == static_cast<Value>(without_->decision) + 1 &&
      instance.index == without_->person) {
    return diagrams_->terminal(node.type == BaseType::yes_no ? 0 : kNone);
  }
  std::vector<Instance> arguments;
  arguments_of(program_, case_, instance, arguments);
  std::vector<Diagram> args;
  for (const Instance& argument : arguments) args.push_back(of(argument));
  switch (node.op) {
    case Op::fact:
      if (is_conditional_default(program_, case_, instance)) {
        const Fact& fact = program_.policy.facts[static_cast<std::size_t>(node.value)];
        const Diagram value = diagrams_->terminal(default_value_of(program_, case_, fact));
        return diagrams_->choose(args[0], value, diagrams_->terminal(kNone));
      }
      [[fallthrough]];
    case Op::link_fact:
    case Op::supplied: {
      const std::uint32_t v = open_.number.at(variable_of(program_, case_, instance));
      return diagrams_->variable(v, cells_.values[v]);
    }
    case Op::other:
    case Op::copy:
    case Op::value_use:
      return args[0];
    case Op::negation:
      return diagrams_->negation(args[0]);
    case Op::all:
    case Op::any:
    case Op::some_link:
      return build_junction(node, args);
    case Op::alike_link:
      return build_alike(instance, args);
    case Op::at_least:
      return build_at_least(node.value, args);
    case Op::choose:
      return diagrams_->choose(args[0], args[1], args[2]);
    default:
      break;
  }
  if (node.op == Op::count_links || node.op == Op::extreme_link) return build_fold(node, args);
  return diagrams_->apply(args, [&](const Value* values) {
    return apply(node.op, node.value, values, case_.sets, program_.policy.month_ends);
  });
}

// The links one after another: how many so far, or the earliest or latest so far.
Diagram Exact::build_fold(const Node& node, const std::vector<Diagram>& args) {
  const bool count = node.op == Op::count_links;
  Diagram result = diagrams_->terminal(count ? 0 : kNone);
  for (const Diagram arg : args) {
    result = diagrams_->apply({result, arg}, [&](const Value* values) {
      if (count) return values[0] + values[1];
      return apply(Op::extreme, node.value, values, case_.sets, program_.policy.month_ends);
    });
  }
  return result;
}

// `args` as in `arguments_of`: the link's own key, then of each link whether the condition holds, and its key.
Diagram Exact::build_alike(Instance instance, const std::vector<Diagram>& args) {
  const Node& node = program_.nodes[instance.node];
  Diagram result = diagrams_->terminal(0);
  std::size_t next = 1;
  for (const std::uint32_t link : links_looked_at(program_, case_, node, case_.directed[instance.index].person)) {
    const Diagram holds = args[next++], key = args[next++];
    const Diagram same =
        link == instance.index
            ? diagrams_->terminal(1)
            : diagrams_->apply({args[0], key}, [](const Value* values) -> Value { return values[0] == values[1]; });
    result = diagrams_->any(result, diagrams_->all(holds, same));
  }
  return result;
}

void Exact::build_all() {
  const auto& all = open_.instances;
  for (std::size_t first = 0; first < all.size() && !diagrams_->exhausted();) {
    const std::uint32_t id = program_.nodes[all[first].node].component;
    const Component& component = program_.components[id];
    std::size_t last = first;
    while (last < all.size() && all[last].node < component.end) ++last;
    switch (component.kind) {
      case Component::Kind::plain:
        for (; first < last; ++first) built_[all[first]] = build(all[first]);
        break;
      case Component::Kind::fixed_point:
        build_fixed_point(first, last);
        break;
      case Component::Kind::ordered:
        build_ordered(id, first, last);
        break;
    }
    first = last;
  }
}

void Exact::build_fixed_point(std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) built_[open_.instances[i]] = diagrams_->terminal(0);
  for (bool changed = true; changed && !diagrams_->exhausted();) {
    changed = false;
    for (std::size_t i = first; i < last; ++i) {
      Diagram& diagram = built_[open_.instances[i]];
      const Diagram next = build(open_.instances[i]);
      changed = changed || next != diagram;
      diagram = next;
    }
  }
}

void Exact::build_ordered(std::uint32_t component, std::size_t first, std::size_t last) {
  std::map<std::uint32_t, std::vector<Instance>> by_person;
  std::vector<Instance> others;  // links over other relations, which nothing in the component reads
  for (std::size_t i = first; i < last; ++i) {
    const Instance& instance = open_.instances[i];
    const bool link = program_.nodes[instance.node].level == Level::link;
    if (link && !program_.components[component].follows(case_.directed[instance.index].relation)) {
      others.push_back(instance);
    } else {
      by_person[link ? case_.directed[instance.index].person : instance.index].push_back(instance);
    }
  }
  for (const std::uint32_t person : case_.orders[component]) {
    for (const Instance& instance : by_person[person]) built_[instance] = build(instance);
  }
  for (const Instance& instance : others) built_[instance] = build(instance);
}

// -- Admissible completions
// ------------------------------------------------------------------------------------------------

void Exact::build_constraints() {
  const Policy& policy = program_.policy;
  for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
    for (FactId f = 0; f < program_.only_if.size(); ++f) {
      const NodeId condition = program_.only_if[f];
      if (condition == kNoNode || first_pass_.at(condition, p) != kUnknown) continue;
      if (case_.conditional_default[p][f] != 0) continue;  // its value follows from the condition
      const Diagram exists = of(of_person(program_, condition, p));
      const Diagram is_none = diagrams_->apply({fact_diagram(p, f)}, [](const Value* v) { return Value{*v == kNone}; });
      const Diagram otherwise = diagrams_->negation(is_none);
      add_constraint(
          {Constraint::Kind::only_if, f, p},
          diagrams_->choose(exists, policy.facts[f].none_declared ? diagrams_->terminal(1) : otherwise, is_none));
    }
    for (std::uint32_t i = 0; i < program_.impossible.size(); ++i) {
      rule_out(of_person(program_, program_.impossible[i], p), {Constraint::Kind::impossible, i, p});
    }
  }
}

// Each of several things that are impossible is a constraint of its own, so that facts are tied together only where one
// of them is about both: what rules out a mother and what rules out a father, say, does not tie the two.
void Exact::rule_out(Instance instance, Constraint constraint) {
  if (first_pass_.at(instance.node, instance.index) != kUnknown) return;
  const Op op = program_.nodes[instance.node].op;
  if (op != Op::any && op != Op::some_link && op != Op::copy && op != Op::other) {
    return add_constraint(constraint, diagrams_->negation(of(instance)));
  }
  std::vector<Instance> arguments;
  arguments_of(program_, case_, instance, arguments);
  for (const Instance& argument : arguments) rule_out(argument, constraint);
}

void Exact::add_constraint(Constraint constraint, Diagram diagram) {
  if (diagrams_->is(diagram, 1)) return;
  conditions_.push_back({constraint, diagram, diagrams_->support(diagram)});
}

void Exact::group_constraints() {
  std::vector<std::size_t> group_of(conditions_.size());
  std::iota(group_of.begin(), group_of.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (group_of[i] != i) i = group_of[i];
    return i;
  };
  std::map<std::uint32_t, std::size_t> last_with;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    for (const std::uint32_t v : conditions_[i].support) {
      const auto [it, is_new] = last_with.try_emplace(v, i);
      if (!is_new) group_of[root(it->second)] = root(i);
      it->second = i;
    }
  }
  std::map<std::size_t, Group> groups;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    Group& group = groups.try_emplace(root(i), Group{diagrams_->terminal(1), {}, {}}).first->second;
    group.diagram = diagrams_->all(group.diagram, conditions_[i].diagram);
    group.constraints.push_back(conditions_[i].constraint);
    group.variables.insert(group.variables.end(), conditions_[i].support.begin(), conditions_[i].support.end());
  }
  for (auto& [id, group] : groups) {
    std::sort(group.variables.begin(), group.variables.end());
    group.variables.erase(std::unique(group.variables.begin(), group.variables.end()), group.variables.end());
    if (diagrams_->is(group.diagram, 0)) {
      impossible_ = true;
      culprits_.insert(culprits_.end(), group.constraints.begin(), group.constraints.end());
    }
    groups_.push_back(std::move(group));
  }
  if (diagrams_->exhausted()) limit_ = kTooManyWays;
}

// The instance where the completion is admissible, kInadmissible elsewhere. Only the constraints that touch its
// variables matter: the others are independent of them and leave something admissible.
Diagram Exact::admissible(Diagram plain, std::vector<const Group*>* groups) {
  auto it = admissible_.find(plain);
  if (it == admissible_.end()) {
    const std::vector<std::uint32_t> support = diagrams_->support(plain);
    Diagram result = plain;
    std::vector<const Group*> touched;
    for (const Group& group : groups_) {
      const bool touches = std::any_of(support.begin(), support.end(), [&](std::uint32_t v) {
        return std::binary_search(group.variables.begin(), group.variables.end(), v);
      });
      if (!touches) continue;
      touched.push_back(&group);
      result = diagrams_->choose(group.diagram, result, diagrams_->terminal(kInadmissible));
    }
    if (diagrams_->exhausted()) limit_ = kTooManyWays;
    it = admissible_.emplace(plain, std::pair(result, std::move(touched))).first;
  }
  if (groups != nullptr) *groups = it->second.second;
  return it->second.first;
}

Diagram Exact::where(Instance exists, Instance instance) {
  return diagrams_->choose(of(exists), of(instance), diagrams_->terminal(kNoText));
}

std::vector<Value> Exact::values(Diagram plain) {
  std::vector<Value> values = diagrams_->values(admissible(plain));
  std::erase_if(values, [](Value value) { return value == kInadmissible || value == kNoText; });
  return values;
}

Certainty Exact::certainty(Instance instance) {
  const std::vector<Value> found = values(instance);
  if (found.size() > 1) return Certainty::unknown;
  return found.front() == 1 ? Certainty::always : Certainty::never;
}

bool Exact::some_always(const std::vector<std::pair<Instance, Instance>>& pairs) {
  Diagram some = diagrams_->terminal(0);
  for (const auto& [a, b] : pairs) some = diagrams_->any(some, diagrams_->all(of(a), of(b)));
  return values(some) == std::vector<Value>{1};
}

std::optional<Exact::Completion> Exact::completion(Instance instance, Value value, const Cost& cost) {
  Diagram f = of(instance);
  for (const Group& group : groups_) f = diagrams_->choose(group.diagram, f, diagrams_->terminal(kInadmissible));
  if (diagrams_->exhausted()) limit_ = kTooManyWays;
  if (!limit_.empty()) return std::nullopt;
  const auto way = diagrams_->cheapest(
      f, value, [&](std::uint32_t v, std::uint32_t cell) { return cost(open_.variables[v], cells_.values[v][cell]); });
  if (!way) return std::nullopt;
  Completion completion;
  for (std::uint32_t v = 0; v < open_.variables.size(); ++v) {
    completion.values.emplace_back(open_.variables[v], cells_.values[v][way->cells[v]]);
  }
  for (const std::uint32_t v : way->asked) completion.needed.push_back(open_.variables[v]);
  return completion;
}

std::vector<Variable> Exact::missing(Diagram plain) {
  std::vector<const Group*> groups;
  const Diagram f = admissible(plain, &groups);
  std::vector<char> missing(open_.variables.size(), 0);
  std::vector<char> tied(open_.variables.size(), 0);
  for (const Group* group : groups) {
    for (const std::uint32_t v : group->variables) tied[v] = 1;
    missing_in_group(f, *group, missing);
  }
  for (const std::uint32_t v : diagrams_->support(f)) {
    if (tied[v] == 0) missing[v] = 1;
  }
  std::vector<Variable> result;
  for (std::uint32_t v = 0; v < missing.size(); ++v) {
    if (missing[v] != 0) result.push_back(open_.variables[v]);
  }
  std::sort(result.begin(), result.end());
  return result;
}

// Facts that constraints tie together cannot change one at a time. Two admissible assignments of the group are adjacent
// if no mixture of them is admissible but themselves; where they lead to different values, the facts in which they
// differ matter. Cells of a fact that make no difference to anything count as one.
void Exact::missing_in_group(Diagram f, const Group& group, std::vector<char>& missing) {
  const std::size_t width = group.variables.size();
  struct Assignment {
    std::vector<std::uint32_t> cells;  // by position in the group, counted among those that differ
    std::size_t code;                  // all of them as one number
    Diagram rest;
  };
  const Diagram nothing = diagrams_->terminal(kInadmissible);
  std::vector<Assignment> assignments = {{{}, 0, f}};
  std::vector<std::size_t> strides;
  std::size_t codes = 1;
  for (const std::uint32_t v : group.variables) {
    const std::vector<std::uint32_t> cells = distinct_cells(f, group, v);
    strides.push_back(codes);
    std::vector<Assignment> grown;
    for (const Assignment& a : assignments) {
      for (std::uint32_t i = 0; i < cells.size(); ++i) {
        const Diagram rest = diagrams_->restrict(a.rest, v, cells[i]);
        if (rest == nothing) continue;  // whatever the others are
        grown.push_back({a.cells, a.code + codes * i, rest});
        grown.back().cells.push_back(i);
      }
      if (grown.size() > kMaxAssignments) break;
    }
    if (grown.size() > kMaxAssignments || codes > kMaxCodes / cells.size() || diagrams_->exhausted()) {
      limit_ = "facts that depend on each other are unknown in too many ways";
      return;
    }
    codes *= cells.size();
    assignments = std::move(grown);
  }
  std::unordered_set<std::size_t> admissible;
  for (const Assignment& a : assignments) admissible.insert(a.code);

  // Any mixture of a and b takes some of the cells in which they differ from b: `steps` moves the code there.
  std::vector<std::ptrdiff_t> steps;
  std::size_t mixtures = 0;
  const auto has_mixture = [&](const Assignment& a) {
    for (std::size_t subset = 1; subset + 1 < (std::size_t{1} << steps.size()); ++subset) {
      auto code = static_cast<std::ptrdiff_t>(a.code);
      for (std::size_t k = 0; k < steps.size(); ++k) code += ((subset >> k) & 1) != 0 ? steps[k] : 0;
      if (admissible.contains(static_cast<std::size_t>(code))) return true;
      if (++mixtures > kMaxMixtures) break;
    }
    return false;
  };
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    for (std::size_t j = i + 1; j < assignments.size(); ++j) {
      const Assignment &a = assignments[i], &b = assignments[j];
      if (a.rest == b.rest) continue;
      steps.clear();
      bool news = false;
      for (std::size_t k = 0; k < width; ++k) {
        if (a.cells[k] == b.cells[k]) continue;
        const auto difference = static_cast<std::ptrdiff_t>(b.cells[k]) - static_cast<std::ptrdiff_t>(a.cells[k]);
        steps.push_back(difference * static_cast<std::ptrdiff_t>(strides[k]));
        news = news || missing[group.variables[k]] == 0;
      }
      if (!news || has_mixture(a)) continue;
      if (mixtures > kMaxMixtures) {
        limit_ = "facts that depend on each other are unknown in too many ways";
        return;
      }
      for (std::size_t k = 0; k < width; ++k) {
        if (a.cells[k] != b.cells[k]) missing[group.variables[k]] = 1;
      }
    }
  }
}

// One cell of a variable for each of its behaviours, in the value and in the group's constraints.
std::vector<std::uint32_t> Exact::distinct_cells(Diagram f, const Group& group, std::uint32_t variable) {
  std::vector<std::uint32_t> cells;
  std::set<std::pair<Diagram, Diagram>> seen;
  for (std::uint32_t cell = 0; cell < diagrams_->arity(variable); ++cell) {
    const Diagram value = diagrams_->restrict(f, variable, cell);
    if (seen.emplace(value, diagrams_->restrict(group.diagram, variable, cell)).second) cells.push_back(cell);
  }
  return cells;
}

}  // namespace proviso
