#include "interpreter/change_space.hpp"

#include <algorithm>
#include <set>

#include "interpreter/link_induction.hpp"

namespace proviso {

namespace {

constexpr std::size_t kFirstShare = 16;     // of the room for diagrams: with a part of it each order is tried first
constexpr std::size_t kFewEdges = 100'000;  // with so many, no other order is tried
constexpr std::size_t kClearlyLess = 4;     // another order is taken if it needs a fourth: less does not pay
constexpr std::size_t kMaxLessons = 2000;   // learned of one class, before it is given up

}  // namespace

ChangeSpace::ChangeSpace(const Aligned& aligned, const std::vector<GraphVersion>& versions, Period days,
                         std::size_t max_edges, const std::vector<DecisionId>& decisions)
    : aligned_(aligned), given_(versions), days_(days), max_edges_(max_edges) {
  versions_ = std::make_unique<VersionGraph>(versions, graph_);
  const Program &a = *versions[0].program, &b = *versions[1].program;
  for (std::uint32_t i = 0; i < a.impossible.size(); ++i) {
    const NodeId x = versions_->of(0, a.impossible[i]), y = versions_->of(1, b.impossible[i]);
    if (x == y) shared_.push_back(i);
    if (x != y) only_old_.push_back(i), only_new_.push_back(i);
  }
  const NodeId never = versions_->build().truth(false);
  const auto gap = [&](std::size_t v, const Program& p) { return p.gap == kNoNode ? never : versions_->of(v, p.gap); };
  refusals_are_same_ = only_old_.empty() && gap(0, a) == gap(1, b);
  space_ = smallest_space(roots(decisions));
  concrete_ = std::make_unique<Concrete>(*space_, graph_, *versions_, days);
  concrete_->use([this](const auto& truths, const std::vector<Demand>& cells) {
    Diagrams& d = diagrams();
    Diagram who = d.terminal(1);
    for (const auto& [node, truth] : truths) who = d.all(who, d.with_sign(space_->holds(node), truth));
    for (const Demand& demand : cells) who = d.all(who, box_diagram(d, {{demand.variable, demand.cells}}));
    return somebody(who);
  });
  constrain_records();
  constrain_links();
}

// The truths of the roots, in an order of variables that takes little room. No order is good for every policy: where
// one needs millions of edges, another may do with hundreds.
std::unique_ptr<TestSpace> ChangeSpace::smallest_space(const std::vector<NodeId>& roots) {
  using Order = TestSpace::Order;
  TestSpace::Options options = this->options();
  std::unique_ptr<TestSpace> smallest, too_large;
  for (const std::size_t room : {max_edges_ / kFirstShare, max_edges_}) {
    for (const Order order : {Order::reading, Order::name, Order::together}) {
      options.order = order;
      options.max_edges = smallest ? smallest->diagrams().edges() / kClearlyLess : room;
      too_large.reset();
      auto space = std::make_unique<TestSpace>(graph_, roots, options);
      for (const NodeId root : roots) {
        if (graph_.nodes[root].type == BaseType::yes_no) space->holds(root);
      }
      if (space->diagrams().exhausted()) {
        too_large = std::move(space);
        continue;
      }
      smallest = std::move(space);
      if (smallest->diagrams().edges() <= kFewEdges) break;
    }
    if (smallest) break;
  }
  if (!smallest) return too_large;
  smallest->diagrams().bound(max_edges_);
  return smallest;
}

TestSpace::Options ChangeSpace::options() const {
  TestSpace::Options options;
  options.max_edges = max_edges_;
  options.can_be_none = [this](const Node& node) { return can_be_none(node); };
  options.is_value = [this](EnumId e, Value v) { return is_value(e, v); };
  options.days = days_;
  options.date_slot = versions_->date_slot();
  return options;
}

// -- What is looked at
// ---------------------------------------------------------------------------------------------------

bool ChangeSpace::can_be_none(const Node& node) const {
  const auto ref = static_cast<std::uint32_t>(node.value);
  const Policy& policy = graph_.policy;
  switch (node.op) {
    case Op::fact: {
      if (versions_->is_open_fact(ref)) return policy.facts[ref].type.or_none;
      const auto allowed = [&](const Fact& f, bool there) { return !there || f.none_declared || f.only_if != kNoId; };
      return allowed(aligned_.old_policy.facts[ref], aligned_.facts.in_old[ref] != kNoId) &&
             allowed(aligned_.new_policy.facts[ref], aligned_.facts.in_new[ref] != kNoId);
    }
    case Op::link_fact:
      return policy.link_facts[ref].type.or_none;
    case Op::supplied: {
      const SuppliedSlot& slot = graph_.supplied[ref];
      return !slot.is_set && policy.values[slot.ref].type.or_none;
    }
    default:
      return true;
  }
}

bool ChangeSpace::is_value(EnumId enumeration, Value value) const {
  return graph_.policy.enumerations[enumeration].decision != kNoId ||
         aligned_.value_in_both[enumeration][static_cast<std::size_t>(value)] != 0;
}

// The first truths that only one of two versions computes, of what both read.
std::vector<NodeId> ChangeSpace::begin_of_difference(std::size_t version, std::size_t other) const {
  const std::vector<char> in_one = versions_->made_by({version}), in_other = versions_->made_by({other});
  const auto in = [](const std::vector<char>& made, NodeId id) { return id < made.size() && made[id] != 0; };
  std::vector<NodeId> begin;
  std::vector<char> after(graph_.nodes.size(), 0);  // a truth below it is only in one
  for (NodeId id = 0; id < graph_.nodes.size(); ++id) {
    const Node& node = graph_.nodes[id];
    const NodeId* args = graph_.args_of(node);
    after[id] = std::any_of(args, args + node.arg_count, [&](NodeId arg) { return after[arg] != 0; });
    if (after[id] != 0 || node.type != BaseType::yes_no || node.op == Op::constant) continue;
    if (in(in_one, id) == in(in_other, id)) continue;
    begin.push_back(id);
    after[id] = 1;
  }
  return begin;
}

std::vector<char> ChangeSpace::variables_of_difference(std::size_t version, std::size_t other) {
  std::vector<char> result(space_->variables().size(), 0);
  for (const NodeId node : begin_of_difference(version, other)) {
    if (!space_->reads(node)) continue;
    for (const std::uint32_t v : diagrams().support(space_->holds(node))) result[v] = 1;
  }
  return result;
}

void ChangeSpace::add_decision_roots(std::size_t version, DecisionId decision, std::vector<NodeId>& roots) const {
  const DecisionNodes& nodes = given_[version].program->decisions[decision];
  roots.push_back(versions_->of(version, nodes.in_force));
  for (const NodeId chosen : nodes.chosen) roots.push_back(versions_->of(version, chosen));
}

std::vector<NodeId> ChangeSpace::roots(const std::vector<DecisionId>& decisions) {
  std::vector<NodeId> roots;
  for (const DecisionId d : decisions) {
    // Changes that undo each other are asked about one by one.
    bool same = true;
    for (std::size_t v = 0; v < given_.size(); ++v) same = same && is_same(v, 1, d);
    if (same) continue;
    for (std::size_t v = 0; v < given_.size(); ++v) add_decision_roots(v, d, roots);
  }
  const Program &a = *given_[0].program, &b = *given_[1].program;
  if (!refusals_are_same_) {
    for (const std::uint32_t i : only_old_) roots.push_back(versions_->of(0, a.impossible[i]));
    for (const std::uint32_t i : only_new_) roots.push_back(versions_->of(1, b.impossible[i]));
  }
  if (a.gap != kNoNode) roots.push_back(versions_->of(0, a.gap));
  if (b.gap != kNoNode) roots.push_back(versions_->of(1, b.gap));
  add_defines(roots);
  for (const VersionGraph::Split& split : versions_->splits()) {
    if (graph_.nodes[split.nodes[0]].type != BaseType::yes_no) continue;
    roots.insert(roots.end(), {split.nodes[0], split.nodes[1]});
  }
  close_over_constraints(roots);
  std::erase(roots, kNoNode);
  return roots;
}

// Of each version but the new one: where a define has another value than in the new one.
void ChangeSpace::add_defines(std::vector<NodeId>& roots) {
  NodeBuilder& build = versions_->build();
  const Program& program = *given_[1].program;
  for (DefineId d = 0; d < program.defines.size(); ++d) {
    if (!program.policy.defines[d].links.empty()) continue;
    const NodeId now = versions_->of(1, program.defines[d]), here = versions_->of(1, program.define_in_force[d]);
    for (std::size_t v = 0; v < given_.size(); ++v) {
      const Program& other = *given_[v].program;
      const NodeId then = versions_->of(v, other.defines[d]), there = versions_->of(v, other.define_in_force[d]);
      if (v == 1 || (now == then && here == there)) continue;
      const auto unequal = [&](NodeId x, NodeId y) {
        if (graph_.nodes[x].type != BaseType::yes_no)
          return build.negation(build.binary(Op::is, BaseType::yes_no, x, y));
        return build.any({build.all({x, build.negation(y)}), build.all({build.negation(x), y})});
      };
      const NodeId differs = build.any({unequal(here, there), build.all({here, unequal(now, then)})});
      defines_.emplace(std::pair(v, d), differs);
      roots.push_back(differs);
    }
  }
}

std::optional<Diagram> ChangeSpace::define_differs(std::size_t version, DefineId define) {
  const auto node = defines_.find({version, define});
  if (node == defines_.end()) return std::nullopt;
  return space_->holds(node->second);
}

// The facts of the person that are read below nodes, links not looked at.
std::vector<char> ChangeSpace::facts_read(const std::vector<NodeId>& roots) const {
  std::vector<char> facts(graph_.policy.facts.size(), 0), seen(graph_.nodes.size(), 0);
  std::vector<NodeId> open = roots;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (id == kNoNode || seen[id] != 0) continue;
    seen[id] = 1;
    const Node& node = graph_.nodes[id];
    if (node.op == Op::fact) facts[static_cast<std::size_t>(node.value)] = 1;
    if (!looks_at_links(node.op)) open.insert(open.end(), graph_.args_of(node), graph_.args_of(node) + node.arg_count);
  }
  return facts;
}

// Conditions of facts that are read, and what is impossible about them; and of the facts that these read.
void ChangeSpace::close_over_constraints(std::vector<NodeId>& roots) {
  const Program &a = *given_[0].program, &b = *given_[1].program;
  std::set<std::uint32_t> impossible;
  std::set<FactId> bound;
  for (bool again = true; again;) {
    again = false;
    const std::vector<char> read = facts_read(roots);
    for (FactId f = 0; f < a.only_if.size(); ++f) {
      if (read[f] == 0 || bound.contains(f) || (a.only_if[f] == kNoNode && b.only_if[f] == kNoNode)) continue;
      bound.insert(f);
      roots.push_back(versions_->of(0, a.only_if[f]));
      roots.push_back(versions_->of(1, b.only_if[f]));
      again = true;
    }
    for (const std::uint32_t i : shared_) {
      const NodeId node = versions_->of(0, a.impossible[i]);
      if (impossible.contains(i)) continue;
      const std::vector<char> about = facts_read({node});
      bool touches = false;
      for (std::size_t f = 0; f < about.size(); ++f) touches = touches || (about[f] != 0 && read[f] != 0);
      if (!touches) continue;
      impossible.insert(i);
      roots.push_back(node);
      again = true;
    }
  }
  bound_facts_.assign(bound.begin(), bound.end());
  shared_.assign(impossible.begin(), impossible.end());
}

// -- What is possible
// ----------------------------------------------------------------------------------------------------

void ChangeSpace::add_constraint(Diagram diagram) {
  if (diagrams().is(diagram, 1)) return;
  constraints_.push_back({diagram, diagrams().support(diagram)});
}

void ChangeSpace::constrain_records() {
  Diagrams& d = diagrams();
  const Program* programs[] = {given_[0].program, given_[1].program};
  const Aligned::Ids& facts = aligned_.facts;
  for (const FactId f : bound_facts_) {
    const BaseType type = programs[0]->policy.facts[f].type.base;
    const auto none = space_->is_none(versions_->build().leaf(Op::fact, type, f));
    if (!none) continue;
    for (std::size_t v = 0; v < 2; ++v) {
      if ((v == 0 ? facts.in_old : facts.in_new)[f] == kNoId || programs[v]->only_if[f] == kNoNode) continue;
      const Diagram exists = space_->holds(versions_->of(v, programs[v]->only_if[f]));
      const bool may = programs[v]->policy.facts[f].none_declared;
      add_constraint(d.choose(exists, may ? d.terminal(1) : d.negation(*none), *none));
    }
  }
  for (const std::uint32_t i : shared_)
    add_constraint(d.negation(space_->holds(versions_->of(0, programs[0]->impossible[i]))));
  for (const Diagram constraint : space_->none_constraints()) add_constraint(constraint);
}

void ChangeSpace::constrain_links() {
  LinkInduction links(*space_, graph_, *versions_, options());
  const std::vector<Constraint> records = constraints_;
  const auto can_be = [&](Diagram who) { return somebody(who).status != Concrete::Answer::Status::impossible; };
  do {
    // What was learned by what was held of links before, may be wrong now.
    constraints_ = records;
    for (const Diagram lesson : lessons_) add_constraint(lesson);
    for (const Diagram constraint : links.constraints()) add_constraint(constraint);
  } while (links.grow(can_be));
}

Diagram ChangeSpace::record_of(Diagram who) {
  Diagrams& d = diagrams();
  const std::vector<std::uint32_t> about = d.support(who);
  Diagram record = d.terminal(1);
  for (const Constraint& c : constraints_) {
    if (std::includes(about.begin(), about.end(), c.support.begin(), c.support.end()))
      record = d.all(record, c.diagram);
  }
  return record;
}

// With every constraint that is about what `who` is about, or about what such constraints are about.
Diagram ChangeSpace::possible(Diagram who) {
  Diagrams& d = diagrams();
  std::vector<char> used(constraints_.size(), 0), about(space_->variables().size(), 0);
  for (const std::uint32_t v : d.support(who)) about[v] = 1;
  for (bool again = true; again && !d.exhausted();) {
    again = false;
    for (std::size_t i = 0; i < constraints_.size(); ++i) {
      const std::vector<std::uint32_t>& of = constraints_[i].support;
      if (used[i] != 0 || std::none_of(of.begin(), of.end(), [&](std::uint32_t v) { return about[v] != 0; })) continue;
      used[i] = 1;
      again = true;
      for (const std::uint32_t v : of) about[v] = 1;
      who = d.all(who, constraints_[i].diagram);
    }
  }
  return who;
}

// As few of the cells of a box as it takes for nobody to be in it, and as many others with them as can be.
CellBox ChangeSpace::impossible_part(CellBox box) {
  Diagrams& d = diagrams();
  const auto is_impossible = [&](const CellBox& b) { return d.is(possible(box_diagram(d, b)), 0); };
  for (std::size_t i = 0; i < box.size();) {
    CellBox less = box;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
    if (is_impossible(less)) {
      box = std::move(less);
    } else {
      ++i;
    }
  }
  for (auto& [variable, cells] : box) {
    for (std::uint32_t cell = 0; cell < d.arity(variable) && cells.size() + 1 < d.arity(variable); ++cell) {
      if (std::find(cells.begin(), cells.end(), cell) != cells.end()) continue;
      const std::vector<std::uint32_t> before = cells;
      cells.push_back(cell);
      std::sort(cells.begin(), cells.end());
      if (!is_impossible(box)) cells = before;
    }
  }
  return box;
}

Concrete::Answer ChangeSpace::somebody(Diagram who) {
  Diagrams& d = diagrams();
  Concrete::Answer unknown;
  // Rather without links, and rather as a record usually is.
  const auto cost = [&](std::uint32_t v, std::uint32_t cell) -> std::uint32_t {
    const TestVariable& x = space_->variables()[v];
    if (x.kind == TestVariable::Kind::truth) return cell == 1 ? 8 : 0;
    if (x.kind == TestVariable::Kind::test) return 0;
    return x.cells[cell].none ? 0 : 1;
  };
  // Constraints are brought to a path, not to everybody: the diagram of all who can be is much larger.
  Diagram left = who;
  for (std::size_t lesson = 0; lesson < kMaxLessons; ++lesson) {
    const auto way = d.cheapest(left, 1, cost);
    if (d.exhausted()) return unknown;
    if (!way) {
      unknown.status = Concrete::Answer::Status::impossible;
      return unknown;
    }
    CellBox box;
    for (const std::uint32_t v : way->asked) box.push_back({v, {way->cells[v]}});
    const auto real = d.cheapest(possible(box_diagram(d, box)), 1, cost);
    CellBox never;
    if (!real) {
      never = impossible_part(box);
    } else {
      std::vector<Demand> demands;
      for (const std::uint32_t v : real->asked) demands.push_back({v, {real->cells[v]}});
      Concrete::Answer answer = concrete_->find(demands);
      if (answer.status != Concrete::Answer::Status::impossible) return answer;
      for (const Demand& demand : answer.core) never.emplace_back(demand.variable, demand.cells);
      std::sort(never.begin(), never.end());
    }
    const Diagram learned = d.negation(box_diagram(d, never));
    add_constraint(learned);
    if (real) lessons_.push_back(learned);
    left = d.all(left, learned);
  }
  return unknown;
}

Concrete::Answer ChangeSpace::somebody_else(Diagram who) {
  concrete_->look_together(true);
  Concrete::Answer answer = somebody(who);
  concrete_->look_together(false);
  return answer;
}

// -- Versions
// ------------------------------------------------------------------------------------------------------------

bool ChangeSpace::is_same(std::size_t version, std::size_t other, DecisionId decision) const {
  std::vector<NodeId> a, b;
  add_decision_roots(version, decision, a);
  add_decision_roots(other, decision, b);
  return a == b;
}

Diagram ChangeSpace::outcome(std::size_t version, DecisionId decision) {
  Diagrams& d = diagrams();
  const DecisionNodes& nodes = given_[version].program->decisions[decision];
  const Decision& text = graph_.policy.decisions[decision];
  Diagram result = d.terminal(kNotInForce);
  for (std::size_t o = nodes.chosen.size(); o-- > 0;) {
    if (text.yes_no && o == 0) continue;
    result = d.choose(space_->holds(versions_->of(version, nodes.chosen[o])), d.terminal(static_cast<Value>(o)),
                      text.yes_no ? d.terminal(0) : result);
  }
  return d.choose(space_->holds(versions_->of(version, nodes.in_force)), result, d.terminal(kNotInForce));
}

Diagram ChangeSpace::refuses(std::size_t version) {
  Diagrams& d = diagrams();
  const Program& program = *given_[version].program;
  Diagram result = d.terminal(0);
  for (const std::uint32_t i : version == 0 ? only_old_ : only_new_)
    result = d.any(result, space_->holds(versions_->of(version, program.impossible[i])));
  if (program.gap != kNoNode) result = d.any(result, space_->holds(versions_->of(version, program.gap)));
  return result;
}

}  // namespace proviso
