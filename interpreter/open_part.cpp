#include <algorithm>
#include <numeric>
#include <tuple>

#include "interpreter/cells.hpp"
#include "interpreter/operations.hpp"
#include "interpreter/variable_order.hpp"

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
  } else if (node.op == Op::alike_link) {
    add(args[1], Level::link, instance.index);
    for (const std::uint32_t i : links_looked_at(program, c, node, c.directed[instance.index].person)) {
      add(args[0], Level::link, i);
      add(args[1], Level::link, i);
    }
  } else if (looks_at_links(node.op)) {
    for (const std::uint32_t i : links_looked_at(program, c, node, instance.index)) add(args[0], Level::link, i);
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

namespace {

// The size of diagrams depends on the order of the variables above all else: those that one test or constraint joins
// stand next to each other, each person's together, and a supplied item next to the facts of the one person who needs
// it.
class VariableOrder {
 public:
  VariableOrder(const Program& program, const Case& c, OpenPart& part)
      : program_(program), case_(c), part_(part), cluster_(part.variables.size()) {
    std::iota(cluster_.begin(), cluster_.end(), 0u);
    for (const Variable& v : part.variables) owner_.push_back(owner(v));
  }

  void run(OpenOrder order) {
    std::vector<Instance> arguments;
    for (const Instance& instance : part_.instances) {
      std::vector<std::uint32_t> reads;
      arguments_of(program_, case_, instance, arguments);
      for (const Instance& argument : arguments) {
        const auto known = reads_.find(argument);
        if (known != reads_.end()) reads.insert(reads.end(), known->second.begin(), known->second.end());
      }
      const Node& node = program_.nodes[instance.node];
      const bool leaf = node.op == Op::fact || node.op == Op::link_fact || node.op == Op::supplied;
      if (leaf && !is_conditional_default(program_, case_, instance)) {
        reads.push_back(part_.number.at(variable_of(program_, case_, instance)));
      }
      std::sort(reads.begin(), reads.end());
      reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
      if (order == OpenOrder::people && is_function(node.op)) join(reads);
      if (order == OpenOrder::together && reads.size() > 1 && reads.size() <= kMaxOrderedGroup)
        groups_.push_back(reads);
      reads_[instance] = std::move(reads);
    }
    if (order == OpenOrder::together) {
      arrange(order_by_groups(static_cast<std::uint32_t>(part_.variables.size()), groups_));
      return;
    }
    join_constraints();
    sort();
  }

 private:
  // 0 for a supplied item that several people need, or none.
  std::uint32_t owner(const Variable& v) const {
    if (v.kind == Variable::Kind::supplied) return 0;
    return 1 + (v.kind == Variable::Kind::fact ? v.owner : case_.links[v.owner].from);
  }

  std::uint32_t root(std::uint32_t v) const {
    while (cluster_[v] != v) v = cluster_[v];
    return v;
  }

  void join(const std::vector<std::uint32_t>& variables) {
    std::uint32_t person = 0;
    for (const std::uint32_t v : variables) person = std::max(person, owner_[v]);
    std::uint32_t first = kNoId;
    for (const std::uint32_t v : variables) {
      const bool supplied = part_.variables[v].kind == Variable::Kind::supplied;
      if (supplied && owner_[v] == 0 && !shared_[v]) owner_[v] = person;
      if (owner_[v] != person) {
        if (supplied) shared_[v] = true;
        continue;
      }
      if (first != kNoId) cluster_[root(v)] = root(first);
      first = v;
    }
  }

  void join_constraints() {
    const auto join_read = [&](Instance instance, std::vector<std::uint32_t> with) {
      const auto known = reads_.find(instance);
      if (known == reads_.end()) return;
      with.insert(with.end(), known->second.begin(), known->second.end());
      join(with);
    };
    for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
      for (FactId f = 0; f < program_.only_if.size(); ++f) {
        const auto v = part_.number.find({Variable::Kind::fact, p, f});
        if (program_.only_if[f] == kNoNode || v == part_.number.end()) continue;
        join_read(of_person(program_, program_.only_if[f], p), {v->second});
      }
      for (const NodeId node : program_.impossible) join_read(of_person(program_, node, p), {});
    }
  }

  // Clusters by the first use of a member; members by first use. A supplied item that several people share goes first.
  void sort() {
    std::vector<std::uint32_t> first(cluster_.size(), kNoId);
    for (std::uint32_t v = 0; v < cluster_.size(); ++v) {
      if (shared_[v]) owner_[v] = 0;
      first[root(v)] = std::min(first[root(v)], v);
    }
    std::vector<std::uint32_t> order(cluster_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tuple(owner_[a], first[root(a)], a) < std::tuple(owner_[b], first[root(b)], b);
    });
    arrange(order);
  }

  void arrange(const std::vector<std::uint32_t>& order) {
    std::vector<Variable> variables;
    for (const std::uint32_t v : order) variables.push_back(part_.variables[v]);
    part_.variables = std::move(variables);
    for (std::uint32_t i = 0; i < order.size(); ++i) part_.number[part_.variables[i]] = i;
  }

  const Program& program_;
  const Case& case_;
  OpenPart& part_;
  std::vector<std::uint32_t> cluster_, owner_;
  std::map<std::uint32_t, bool> shared_;
  std::map<Instance, std::vector<std::uint32_t>> reads_;  // variables, by their position before sorting
  std::vector<std::vector<std::uint32_t>> groups_;        // that are read together, likewise
};

}  // namespace

OpenPart open_part(const Program& program, const Case& c, const Evaluation& first_pass,
                   const std::vector<Instance>& roots, const std::vector<Variable>& also, OpenOrder order) {
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
  for (const Instance& instance : part.instances) {
    const Op op = program.nodes[instance.node].op;
    if (op != Op::fact && op != Op::link_fact && op != Op::supplied) continue;
    if (is_conditional_default(program, c, instance)) continue;
    const Variable variable = variable_of(program, c, instance);
    if (part.number.try_emplace(variable, part.variables.size()).second) part.variables.push_back(variable);
  }
  for (const Variable& variable : also) {
    if (part.number.try_emplace(variable, part.variables.size()).second) part.variables.push_back(variable);
  }
  VariableOrder(program, c, part).run(order);
  return part;
}

}  // namespace proviso
