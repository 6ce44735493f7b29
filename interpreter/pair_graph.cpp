#include "interpreter/pair_graph.hpp"

#include <algorithm>

namespace proviso {

namespace {

// What is read of other people before it is made, in the order in which it is read.
std::vector<NodeId> read_early(const Program& program) {
  std::vector<NodeId> early;
  for (NodeId id = 0; id < program.nodes.size(); ++id) {
    const Node& node = program.nodes[id];
    for (std::uint32_t i = 0; i < node.arg_count; ++i) {
      const NodeId arg = program.args_of(node)[i];
      if (arg >= id && std::find(early.begin(), early.end(), arg) == early.end()) early.push_back(arg);
    }
  }
  return early;
}

}  // namespace

FactId add_open_fact(Program& program, const Type& type) {
  Fact fact;
  fact.heading.name = "open";
  fact.type = type;
  fact.none_declared = type.or_none;
  program.policy.facts.push_back(std::move(fact));
  return static_cast<FactId>(program.policy.facts.size() - 1);
}

NodeId copy_node(const Program& from, const Node& node, std::vector<NodeId> args, Program& into, NodeBuilder& build) {
  switch (node.op) {
    case Op::constant:
      if (node.type != BaseType::set || node.value == kNone) return build.constant(node.type, node.value);
      return build.constant(node.type, into.sets.intern(from.sets.enumeration(node.value), from.sets.bits(node.value)));
    case Op::fact:
    case Op::link_fact:
    case Op::supplied:
      return build.leaf(node.op, node.type, node.value);
    case Op::all:
      return build.all(std::move(args));
    case Op::any:
      return build.any(std::move(args));
    case Op::negation:
      return build.negation(args[0]);
    case Op::at_least:
      return build.at_least(node.value, std::move(args));
    case Op::choose:
      return build.choose(args[0], args[1], args[2]);
    case Op::other:
      return build.other(args[0]);
    case Op::value_use:
      return build.value_use(args[0]);
    case Op::extreme:
      return build.extreme(args, node.value);
    case Op::some_link:
      return build.some_link(from.relations_of(node), args[0]);
    case Op::count_links:
      return build.count_links(from.relations_of(node), args[0]);
    case Op::extreme_link:
      return build.extreme_link(from.relations_of(node), args[0], node.value < 0 ? -1 : 1);
    case Op::alike_link:
      return build.alike_link(from.relations_of(node), args[0], args[1]);
    case Op::link_is:
      return build.link_is(from.relations_of(node));
    default:
      break;
  }
  return args.size() == 1 ? build.unary(node.op, node.type, args[0], node.value)
                          : build.binary(node.op, node.type, args[0], args[1], node.value);
}

std::uint32_t add_date_slot(Program& program) {
  NamedValue date;
  date.heading.name = "as_of";
  date.type = {BaseType::date, kNoId, false};
  date.supplied = true;
  program.supplied.push_back({false, static_cast<std::uint32_t>(program.policy.values.size())});
  program.policy.values.push_back(std::move(date));
  return static_cast<std::uint32_t>(program.supplied.size() - 1);
}

// Takes over the nodes of a program.
class Import {
 public:
  /// What some nodes are known to be in the graph; and the facts that stand for nodes that are read early.
  Import(const Program& from, PairGraph& graph, const std::map<NodeId, NodeId>& known,
         const std::map<NodeId, FactId>& stand_ins)
      : from_(from),
        graph_(graph),
        build_(graph.build_),
        known_(known),
        stand_ins_(stand_ins),
        to_(from.nodes.size(), kNoNode) {}

  std::vector<NodeId> run() {
    for (NodeId id = 0; id < from_.nodes.size(); ++id) take(id);
    return std::move(to_);
  }

 private:
  void take(NodeId id) {
    const NodeId stand_in = to_[id];
    const auto known = known_.find(id);
    const NodeId made = known != known_.end() ? known->second : make(from_.nodes[id]);
    if (stand_in != kNoNode) build_.resolve(stand_in, made);
    to_[id] = made;
  }

  // Inside a recursion an argument may come later: until then something stands in for it.
  NodeId arg(NodeId id) {
    if (to_[id] != kNoNode) return to_[id];
    const Node& node = from_.nodes[id];
    const auto fact = stand_ins_.find(id);
    if (fact != stand_ins_.end()) return build_.leaf(Op::fact, node.type, fact->second);
    return to_[id] = build_.placeholder(node.type, node.level);
  }

  NodeId make(const Node& node) {
    std::vector<NodeId> args;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) args.push_back(arg(from_.args_of(node)[i]));
    if (node.op == Op::as_of) return build_.leaf(Op::supplied, BaseType::date, graph_.date_slot_);
    return copy_node(from_, node, std::move(args), graph_.program_, build_);
  }

  const Program& from_;
  PairGraph& graph_;
  NodeBuilder& build_;
  const std::map<NodeId, NodeId>& known_;
  const std::map<NodeId, FactId>& stand_ins_;
  std::vector<NodeId> to_;
};

PairGraph::PairGraph(const Program& a, const Program& b, Program& into, const SameNodes& same, Recursion recursion)
    : a_(a),
      program_(prepare(a, b, into)),
      date_slot_(static_cast<std::uint32_t>(into.supplied.size() - 1)),
      build_(into) {
  std::map<NodeId, FactId> for_a, for_b;
  if (recursion == Recursion::cut) cut(b, for_a, for_b);
  a_to_ = Import(a, *this, {}, for_a).run();
  std::map<NodeId, NodeId> known;
  for (const auto& [in_b, in_a] : same) known.emplace(in_b, a_to_[in_a]);
  b_to_ = Import(b, *this, known, for_b).run();
}

void PairGraph::cut(const Program& b, std::map<NodeId, FactId>& for_a, std::map<NodeId, FactId>& for_b) {
  const std::vector<NodeId> in_a = read_early(a_), in_b = read_early(b);
  failed_ = in_a.size() != in_b.size();
  for (std::size_t i = 0; !failed_ && i < in_a.size(); ++i) {
    const Node &x = a_.nodes[in_a[i]], &y = b.nodes[in_b[i]];
    const bool has_kind = x.type == BaseType::member || x.type == BaseType::set;  // which one, a node does not say
    failed_ = x.type != y.type || x.level != Level::person || y.level != Level::person || has_kind;
    const FactId fact = add_open_fact(program_, {x.type, kNoId, x.type != BaseType::yes_no});
    for_a.emplace(in_a[i], fact);
    for_b.emplace(in_b[i], fact);
    cuts_.emplace_back(in_a[i], in_b[i]);
  }
}

Program& PairGraph::prepare(const Program& a, const Program& b, Program& into) {
  into = Program{};
  into.policy = a.policy;
  into.sets = b.sets;
  into.supplied = a.supplied;
  add_date_slot(into);
  return into;
}

std::vector<NodeId> PairGraph::of_a(const std::vector<NodeId>& ids) const {
  std::vector<NodeId> result;
  for (const NodeId id : ids) result.push_back(of_a(id));
  return result;
}

std::vector<NodeId> PairGraph::of_b(const std::vector<NodeId>& ids) const {
  std::vector<NodeId> result;
  for (const NodeId id : ids) result.push_back(of_b(id));
  return result;
}

NodeId PairGraph::either(NodeId x, NodeId y) {
  if (x == y) return build_.truth(false);
  return build_.any({build_.all({x, build_.negation(y)}), build_.all({build_.negation(x), y})});
}

NodeId PairGraph::unequal(NodeId x, NodeId y) {
  if (x == y) return build_.truth(false);
  if (program_.nodes[x].type == BaseType::yes_no) return either(x, y);
  return build_.negation(build_.binary(Op::is, BaseType::yes_no, x, y));
}

NodeId PairGraph::date_in_force() {
  const Policy& policy = a_.policy;
  const NodeId date = build_.leaf(Op::supplied, BaseType::date, date_slot_);
  const auto test = [&](NodeId x, NodeId y) { return build_.binary(Op::less_or_equal, BaseType::yes_no, x, y); };
  return build_.all({test(build_.constant(BaseType::date, policy.in_force_from), date),
                     test(date, build_.constant(BaseType::date, policy.in_force_through))});
}

std::vector<char> PairGraph::origins() const {
  std::vector<char> in(program_.nodes.size(), 0);
  for (const NodeId id : a_to_) in[id] |= 1;
  for (const NodeId id : b_to_) in[id] |= 2;
  return in;
}

}  // namespace proviso
