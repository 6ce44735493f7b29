#include "interpreter/concrete.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "interpreter/assign.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/exact.hpp"
#include "interpreter/graph.hpp"
#include "interpreter/pair_graph.hpp"

namespace proviso {

namespace {

constexpr DecideOptions kBounds = {1'000'000, 3'000};
constexpr std::size_t kMaxCore = 12;  // demands that are looked at one by one

// A set that is in one pool, in another.
Value move_set(const Program& program, const Variable& v, Value x, const SetPool& from, SetPool& to) {
  const bool fact = v.kind == Variable::Kind::fact && program.policy.facts[v.fact].type.base == BaseType::set;
  const bool supplied = v.kind == Variable::Kind::supplied && program.supplied[v.owner].is_set;
  if ((!fact && !supplied) || x == kNone || x == kUnknown) return x;
  return to.intern(from.enumeration(x), from.bits(x));
}

}  // namespace

// A small program of demands alone, with the tables of the graph for as long as it lives.
class Concrete::Borrowed {
 public:
  /// `today`: the day of the assessment, where that is not to be found.
  Borrowed(const TestSpace& space, Program& graph, const VersionGraph& versions, std::optional<Days> today,
           StandIns stand_ins)
      : space_(space), graph_(graph), versions_(versions), today_(today), stand_ins_(stand_ins), build_(program_) {
    std::swap(program_.policy, graph.policy);
    program_.sets = graph.sets;
    program_.supplied = graph.supplied;
    program_.only_if.assign(program_.policy.facts.size(), kNoNode);
    // Whether a fact may be none is part of the demands.
    for (Fact& fact : program_.policy.facts) {
      none_declared_.push_back(fact.none_declared);
      fact.none_declared = fact.none_declared || fact.only_if != kNoId;
    }
  }
  ~Borrowed() {
    for (std::size_t f = 0; f < none_declared_.size(); ++f) program_.policy.facts[f].none_declared = none_declared_[f];
    std::swap(program_.policy, graph_.policy);
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;

  NodeId demand(const Demand& demand) {
    const TestVariable& v = space_.variables()[demand.variable];
    if (v.kind == TestVariable::Kind::cells) {
      std::vector<NodeId> ways;
      for (const std::uint32_t cell : demand.cells) ways.push_back(in_cell(v.open, v.cells[cell]));
      return build_.any(std::move(ways));
    }
    if (demand.cells.size() > 1) return build_.truth(true);
    const NodeId truth = v.kind == TestVariable::Kind::test
                             ? build_.binary(v.op, BaseType::yes_no, expression(v.left), expression(v.right), v.value)
                             : truth_of(v.node);
    return demand.cells.front() == 1 ? truth : build_.negation(truth);
  }
  NodeId all(std::vector<NodeId> nodes) { return build_.all(std::move(nodes)); }
  /// Puts the program in order, ready to be evaluated.
  void finish(NodeId& root) {
    Diagnostics diagnostics;
    order_graph(program_, {}, diagnostics, {&root});
  }
  Program& program() { return program_; }

 private:
  NodeId test(Op op, NodeId a, NodeId b) { return build_.binary(op, BaseType::yes_no, a, b); }

  NodeId in_cell(ExpressionId open, const TestCell& cell) {
    const NodeId value = expression(open);
    const BaseType type = space_.expression(open).type;
    if (cell.none) return test(Op::is, value, build_.constant(type, kNone));
    if (!cell.members.empty()) {
      std::vector<NodeId> ways;
      for (const Value member : cell.members) ways.push_back(test(Op::is, value, build_.constant(type, member)));
      return build_.any(std::move(ways));
    }
    return build_.all({test(Op::less_or_equal, build_.constant(type, cell.first), value),
                       test(Op::less_or_equal, value, build_.constant(type, cell.last))});
  }

  NodeId expression(ExpressionId id) {
    const Expression e = space_.expression(id);
    if (e.kind == Expression::Kind::constant) return build_.constant(e.type, e.value);
    if (e.kind == Expression::Kind::open) return truth_of(e.node);
    const NodeId a = expression(e.args[0]);
    if (e.args[1] == kNoNode) return build_.unary(e.op, e.type, a, e.value);
    return build_.binary(e.op, e.type, a, expression(e.args[1]), e.value);
  }

  /// A node of the graph, of a person who has no links but the one that is asked about.
  NodeId truth_of(NodeId root) {
    const Node& node = graph_.nodes[root];
    if (node.op == Op::some_link) {
      const std::vector<RelationId> relations = graph_.relations_of(node);
      return build_.some_link(relations, without_links(graph_.args_of(node)[0]));
    }
    return without_links(root);
  }

  // Of whoever else there is, links are not looked at; what stands for an outcome of theirs is that outcome.
  NodeId without_links(NodeId root) {
    if (const auto known = made_.find(root); known != made_.end()) return known->second;
    const Node node = graph_.nodes[root];
    NodeId result = kNoNode;
    if (stand_ins_ == StandIns::looked_into && node.op == Op::fact &&
        versions_.is_open_fact(static_cast<FactId>(node.value))) {
      const NodeId stands_for = versions_.stands_for(static_cast<FactId>(node.value));
      result = stands_for == kNoNode ? copy(node) : without_links(stands_for);
    } else if (node.op == Op::some_link || node.op == Op::alike_link) {
      result = build_.truth(false);
    } else if (node.op == Op::count_links) {
      result = build_.constant(node.type, 0);
    } else if (node.op == Op::extreme_link) {
      result = build_.constant(node.type, kNone);
    } else {
      result = copy(node);
    }
    return made_[root] = result;
  }

  NodeId copy(const Node& node) {
    const bool date = node.op == Op::supplied && static_cast<std::uint32_t>(node.value) == versions_.date_slot();
    if (date && today_) return build_.constant(BaseType::date, *today_);
    std::vector<NodeId> args;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) args.push_back(without_links(graph_.args_of(node)[i]));
    return copy_node(graph_, node, std::move(args), program_, build_);
  }

  const TestSpace& space_;
  Program& graph_;
  const VersionGraph& versions_;
  std::optional<Days> today_;
  StandIns stand_ins_;
  Program program_;
  NodeBuilder build_;
  std::vector<char> none_declared_;
  std::map<NodeId, NodeId> made_;
};

struct Concrete::Solved {
  Answer::Status status = Answer::Status::unknown;
  std::vector<std::pair<Variable, Value>> values = {}, more = {};
  Case c = {};
};

Concrete::Concrete(const TestSpace& space, Program& graph, const VersionGraph& versions, Period days)
    : space_(space), graph_(graph), versions_(versions), days_(days) {}

bool Concrete::is_of_links(const Demand& demand) const {
  const TestVariable& v = space_.variables()[demand.variable];
  return v.kind == TestVariable::Kind::truth && looks_at_links(graph_.nodes[v.node].op);
}

// A day on which the demands can be met, if they can at all on a day like others: where it is fixed, tests hang
// together far less.
std::optional<Days> Concrete::likely_day(const std::vector<Demand>& demands) const {
  for (std::uint32_t v = 0; v < space_.variables().size(); ++v) {
    const TestVariable& x = space_.variables()[v];
    if (x.kind != TestVariable::Kind::cells) continue;
    const Node& node = graph_.nodes[space_.expression(x.open).node];
    if (node.op != Op::supplied || static_cast<std::uint32_t>(node.value) != versions_.date_slot()) continue;
    const auto demand = std::find_if(demands.begin(), demands.end(), [&](const Demand& d) { return d.variable == v; });
    const TestCell& cell = demand == demands.end() ? x.cells.back() : x.cells[demand->cells.front()];
    return cell.first > days_.from ? cell.first : cell.last < days_.through ? cell.last : cell.first;
  }
  return std::nullopt;
}

// Quickly, if it can be.
Concrete::Solved Concrete::assign(const std::vector<Demand>& demands, std::optional<Days> today) {
  Solved solved;
  solved.c.sets = SetPool(&graph_.sets);
  Assigner assigner(space_, graph_, solved.c.sets, versions_.date_slot(), today);
  const auto values = assigner.find(demands);
  if (!values) return solved;
  solved.status = Answer::Status::found;
  for (const auto& [open, value] : *values) {
    const Node& node = graph_.nodes[space_.expression(open).node];
    const auto ref = static_cast<std::uint32_t>(node.value);
    if (node.op == Op::fact) solved.values.push_back({{Variable::Kind::fact, 0, ref}, value});
    if (node.op == Op::supplied) solved.values.push_back({{Variable::Kind::supplied, ref, 0}, value});
  }
  return solved;
}

// The case of one person, or of two and their link, of whom nothing is known.
Case Concrete::blank(const Program& program, std::optional<RelationId> link) const {
  Case c;
  c.as_of = days_.from;
  c.sets = SetPool(&program.sets);
  c.supplied.assign(program.supplied.size(), kUnknown);
  CasePerson person;
  for (const Fact& fact : program.policy.facts)
    person.facts.push_back(fact.type.base == BaseType::note ? kNone : kUnknown);
  person.given.assign(program.policy.facts.size(), Given::unknown);
  c.people.push_back(person);
  if (link) {
    c.people.push_back(person);
    const std::size_t facts = program.policy.relation_groups[program.policy.relations[*link].group].facts.size();
    c.links.push_back({0, *link, 1, 0, std::vector<Value>(facts, kUnknown), std::vector<Given>(facts, Given::unknown)});
  }
  return c;
}

Concrete::Solved Concrete::solve(const std::vector<Demand>& demands, std::optional<RelationId> link,
                                 std::optional<Days> today, StandIns stand_ins) {
  Solved solved;
  Borrowed small(space_, graph_, versions_, today, stand_ins);
  std::vector<NodeId> nodes;
  for (const Demand& d : demands) nodes.push_back(small.demand(d));
  NodeId root = small.all(std::move(nodes));
  Program& program = small.program();
  small.finish(root);
  Case& c = solved.c;
  c = blank(program, link);
  if (!finish_case(program, c).empty()) return solved;
  Evaluation first(program, c);
  first.run();
  const Instance instance = of_person(program, root, 0);
  const Value value = first.at(instance.node, instance.index);
  if (value != kUnknown) {
    solved.status = value == 1 ? Answer::Status::found : Answer::Status::impossible;
    return solved;
  }
  Exact exact(program, c, first, {instance}, kBounds);
  if (!exact.limit().empty()) return solved;
  // Days that a reader would expect: not the ends of the calendar.
  const Days near_first = days_.from - 30 * 366, near_last = std::min<Days>(days_.through, days_.from + 10 * 366) + 366;
  const auto completion = exact.completion(instance, 1, [&](const Variable& v, Value x) -> std::uint32_t {
    const bool day = v.kind == Variable::Kind::fact && program.policy.facts[v.fact].type.base == BaseType::date;
    return day && x != kNone && (x < near_first || x > near_last) ? 2 : x == kNone ? 1 : 0;
  });
  if (!exact.limit().empty()) return solved;
  solved.status = completion ? Answer::Status::found : Answer::Status::impossible;
  if (!completion) return solved;
  for (const auto& [variable, x] : completion->values) {
    const bool needed =
        std::find(completion->needed.begin(), completion->needed.end(), variable) != completion->needed.end();
    (needed ? solved.values : solved.more).emplace_back(variable, x);
  }
  // The pool that the sets are in outlives the small program.
  SetPool pool(&graph_.sets);
  for (auto* values : {&solved.values, &solved.more}) {
    for (auto& [variable, x] : *values) x = move_set(program, variable, x, c.sets, pool);
  }
  c.sets = std::move(pool);
  return solved;
}

// The link first, with what the other is decided to be left open; then somebody who is decided so; and then both
// together, looked at once more.
Concrete::Solved Concrete::with_somebody(const std::vector<Demand>& demands, RelationId link,
                                         std::optional<Days> today) {
  if (!somebody_ || nested_ || together_) return {};
  Solved solved = solve(demands, link, today, StandIns::open);
  if (solved.status != Answer::Status::found) return solved;
  std::vector<std::pair<NodeId, bool>> truths;
  std::vector<Demand> cells;
  for (const auto& [v, x] : solved.values) {
    if (v.kind != Variable::Kind::fact || v.owner != 1) continue;
    if (!versions_.is_open_fact(v.fact)) {
      if (const auto cell = cell_of(v.fact, x)) cells.push_back(*cell);
      continue;
    }
    const NodeId node = versions_.stands_for(v.fact);
    if (node == kNoNode || graph_.nodes[node].type != BaseType::yes_no || !space_.reads(node)) return {};
    truths.emplace_back(node, x == 1);
  }
  nested_ = true;
  const Answer other = somebody_(truths, cells);
  nested_ = false;
  if (other.status != Answer::Status::found || other.link) return {};
  return join(demands, link, today, solved, other);
}

// In which cell a value of a fact is; nothing if nobody tells cells of it apart.
std::optional<Demand> Concrete::cell_of(FactId fact, Value x) const {
  for (std::uint32_t v = 0; v < space_.variables().size(); ++v) {
    const TestVariable& variable = space_.variables()[v];
    if (variable.kind != TestVariable::Kind::cells) continue;
    const Expression& e = space_.expression(variable.open);
    const Node& node = graph_.nodes[e.node];
    if (node.op != Op::fact || static_cast<FactId>(node.value) != fact) continue;
    for (std::uint32_t cell = 0; cell < variable.cells.size(); ++cell) {
      if (variable.cells[cell].contains(x, e.type)) return Demand{v, {cell}};
    }
  }
  return std::nullopt;
}

Concrete::Solved Concrete::join(const std::vector<Demand>& demands, RelationId link, std::optional<Days> today,
                                const Solved& linked, const Answer& other) {
  std::map<Variable, Value> values;
  Solved solved;
  solved.c.sets = SetPool(&graph_.sets);
  const auto moved = [&](const Variable& v, Value x, const SetPool& from) {
    return move_set(graph_, v, x, from, solved.c.sets);
  };
  for (const auto& [v, x] : linked.values) {
    if (v.kind != Variable::Kind::fact || !versions_.is_open_fact(v.fact)) values[v] = moved(v, x, linked.c.sets);
  }
  for (const auto* list : {&other.values, &other.more}) {
    for (const auto& [variable, x] : *list) {
      Variable v = variable;
      if (v.kind == Variable::Kind::fact) v.owner = 1;
      const auto [known, is_new] = values.try_emplace(v, moved(v, x, other.sets.sets));
      const bool same = known->second == moved(v, x, other.sets.sets);
      if (!same && v.kind == Variable::Kind::supplied) return {};  // for one of them it is this, for one that
    }
  }
  solved.values.assign(values.begin(), values.end());
  for (const auto& [v, x] : linked.more) {
    const bool stands_in = v.kind == Variable::Kind::fact && versions_.is_open_fact(v.fact);
    if (!stands_in && !values.contains(v)) solved.more.emplace_back(v, moved(v, x, linked.c.sets));
  }
  solved.status = holds(demands, link, today, solved) ? Answer::Status::found : Answer::Status::unknown;
  return solved;
}

// Whether what is demanded is so of these people.
bool Concrete::holds(const std::vector<Demand>& demands, RelationId link, std::optional<Days> today,
                     const Solved& solved) {
  Borrowed small(space_, graph_, versions_, today, StandIns::looked_into);
  std::vector<NodeId> nodes;
  for (const Demand& d : demands) nodes.push_back(small.demand(d));
  NodeId root = small.all(std::move(nodes));
  small.finish(root);
  const Program& program = small.program();
  Case c = blank(program, link);
  for (const auto* values : {&solved.values, &solved.more}) {
    for (const auto& [v, value] : *values) {
      const Value x = move_set(program, v, value, solved.c.sets, c.sets);
      if (v.kind == Variable::Kind::supplied) c.supplied[v.owner] = x;
      if (v.kind == Variable::Kind::link_fact) c.links[v.owner].facts[v.fact] = x;
      if (v.kind == Variable::Kind::fact) c.people[v.owner].facts[v.fact] = x;
    }
  }
  if (!finish_case(program, c).empty()) return false;
  Evaluation evaluation(program, c);
  evaluation.run();
  const Instance instance = of_person(program, root, 0);
  const Value value = evaluation.at(instance.node, instance.index);
  if (value != kUnknown) return value == 1;
  Exact exact(program, c, evaluation, {instance}, kBounds);
  return exact.limit().empty() && exact.values(instance) == std::vector<Value>{1};
}

// Every node that decides about a demand.
std::vector<NodeId> Concrete::read_by(const Demand& demand) const {
  const TestVariable& v = space_.variables()[demand.variable];
  std::vector<NodeId> open, result;
  if (v.kind == TestVariable::Kind::truth) {
    open.push_back(v.node);
  } else {
    for (const ExpressionId id : space_.open_of(demand.variable)) open.push_back(space_.expression(id).node);
  }
  std::set<NodeId> seen;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (!seen.insert(id).second) continue;
    result.push_back(id);
    const Node& node = graph_.nodes[id];
    if (!looks_at_links(node.op)) open.insert(open.end(), graph_.args_of(node), graph_.args_of(node) + node.arg_count);
  }
  return result;
}

bool Concrete::reads_links(const Demand& demand) const {
  const std::vector<NodeId> nodes = read_by(demand);
  return std::any_of(nodes.begin(), nodes.end(), [&](NodeId id) { return looks_at_links(graph_.nodes[id].op); });
}

std::vector<NodeId> Concrete::facts_of(const Demand& demand) const {
  std::vector<NodeId> nodes = read_by(demand);
  std::erase_if(nodes,
                [&](NodeId id) { return graph_.nodes[id].op != Op::fact && graph_.nodes[id].op != Op::supplied; });
  return nodes;
}

// What a demand on links reads of the person who has them.
void Concrete::add_own_facts(const Demand& demand, std::set<NodeId>& facts) const {
  std::vector<NodeId> open = {space_.variables()[demand.variable].node};
  std::set<NodeId> seen;
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (!seen.insert(id).second) continue;
    const Node& node = graph_.nodes[id];
    if (node.op == Op::fact || node.op == Op::supplied) facts.insert(id);
    if (node.op != Op::other) open.insert(open.end(), graph_.args_of(node), graph_.args_of(node) + node.arg_count);
  }
}

// Demands that share facts, directly or through others.
std::vector<std::vector<Demand>> Concrete::components(const std::vector<Demand>& demands) const {
  std::vector<std::size_t> part(demands.size());
  std::iota(part.begin(), part.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (part[i] != i) i = part[i];
    return i;
  };
  std::map<NodeId, std::size_t> last_with;
  for (std::size_t i = 0; i < demands.size(); ++i) {
    for (const NodeId fact : facts_of(demands[i])) {
      const auto [it, is_new] = last_with.try_emplace(fact, i);
      if (!is_new) part[root(it->second)] = root(i);
    }
  }
  std::map<std::size_t, std::vector<Demand>> by_root;
  for (std::size_t i = 0; i < demands.size(); ++i) by_root[root(i)].push_back(demands[i]);
  std::vector<std::vector<Demand>> result;
  for (auto& [id, list] : by_root) result.push_back(std::move(list));
  return result;
}

std::vector<Demand> Concrete::minimal(std::vector<Demand> demands) {
  if (demands.size() > kMaxCore) return demands;
  for (std::size_t i = 0; i < demands.size() && demands.size() > 1;) {
    std::vector<Demand> less = demands;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
    if (solve(less).status == Answer::Status::impossible) {
      demands = std::move(less);
    } else {
      ++i;
    }
  }
  widen(demands);
  return demands;
}

// What cannot be met with more cells either says more.
void Concrete::widen(std::vector<Demand>& demands) {
  if (demands.size() > 3) return;
  for (Demand& d : demands) {
    const TestVariable& v = space_.variables()[d.variable];
    if (v.kind != TestVariable::Kind::cells) continue;
    for (std::uint32_t cell = 0; cell < v.cells.size(); ++cell) {
      if (std::find(d.cells.begin(), d.cells.end(), cell) != d.cells.end()) continue;
      const std::vector<std::uint32_t> before = d.cells;
      d.cells.push_back(cell);
      std::sort(d.cells.begin(), d.cells.end());
      if (solve(demands).status != Answer::Status::impossible) d.cells = before;
    }
  }
}

Concrete::Answer Concrete::find(const std::vector<Demand>& demands) {
  std::vector<Demand> own;
  std::vector<Demand> wanted_links, other_links;
  for (const Demand& d : demands) {
    if (!is_of_links(d)) {
      own.push_back(d);
    } else if (d.cells.size() == 1) {
      (d.cells.front() == 1 ? wanted_links : other_links).push_back(d);
    }
  }
  Answer answer;
  answer.status = Answer::Status::found;
  answer.sets.sets = SetPool(&graph_.sets);
  const auto take = [&](const Solved& solved) {
    for (const auto& [variable, x] : solved.values)
      answer.values.emplace_back(variable, move_set(graph_, variable, x, solved.c.sets, answer.sets.sets));
    for (const auto& [variable, x] : solved.more)
      answer.more.emplace_back(variable, move_set(graph_, variable, x, solved.c.sets, answer.sets.sets));
  };
  std::optional<Days> today = likely_day(own);
  const std::vector<std::vector<Demand>> parts = components(own);
  // On the one day, or else with the day open, which must then be the same for all.
  std::vector<Solved> met;
  const auto meet = [&](const std::vector<Demand>& part) {
    Solved solved = assign(part, today);
    met.push_back(solved.status == Answer::Status::found ? std::move(solved) : solve(part, std::nullopt, today));
    return met.back().status == Answer::Status::found;
  };
  if (today && !std::all_of(parts.begin(), parts.end(), meet)) {
    today.reset();
    met.clear();
  }
  if (today) answer.values.emplace_back(Variable{Variable::Kind::supplied, versions_.date_slot(), 0}, *today);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::vector<Demand>& part = parts[i];
    if (met.size() == i) meet(part);
    const Solved& solved = met[i];
    if (solved.status == Answer::Status::impossible) {
      const bool links = std::any_of(part.begin(), part.end(), [&](const Demand& d) { return reads_links(d); });
      if (links) return {};
      return {solved.status, {}, {}, {}, minimal(part), {}};
    }
    if (solved.status == Answer::Status::unknown) answer.status = solved.status;
    if (wanted_links.empty()) take(solved);
  }
  if (wanted_links.empty() || answer.status != Answer::Status::found) return answer;
  // One link that does all that links are wanted for, with what else of the person it reads.
  std::vector<Demand> all = wanted_links;
  all.insert(all.end(), other_links.begin(), other_links.end());
  std::set<NodeId> read;
  for (const Demand& d : all) add_own_facts(d, read);
  std::vector<const Solved*> apart;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool joined = std::any_of(parts[i].begin(), parts[i].end(), [&](const Demand& d) {
      const std::vector<NodeId> facts = facts_of(d);
      return reads_links(d) || std::any_of(facts.begin(), facts.end(), [&](NodeId f) { return read.contains(f); });
    });
    if (joined) {
      all.insert(all.end(), parts[i].begin(), parts[i].end());
    } else {
      apart.push_back(&met[i]);
    }
  }
  for (const RelationId relation :
       graph_.relations_of(graph_.nodes[space_.variables()[wanted_links[0].variable].node])) {
    Solved solved = with_somebody(all, relation, today);
    if (solved.status != Answer::Status::found) solved = solve(all, relation, today, StandIns::looked_into);
    if (solved.status != Answer::Status::found) continue;
    for (const Solved* part : apart) take(*part);
    take(solved);
    answer.link = relation;
    return answer;
  }
  answer.status = Answer::Status::unknown;
  return answer;
}

}  // namespace proviso
