#include "interpreter/pair.hpp"

#include <algorithm>
#include <map>

#include "interpreter/exact.hpp"
#include "interpreter/graph.hpp"
#include "interpreter/node_builder.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

// The results of a person in an order that two programs over one vocabulary share.
class Items {
 public:
  explicit Items(const Program& program) : program_(program) {
    const Policy& policy = program.policy;
    for (DecisionId d = 0; d < policy.decisions.size(); ++d) {
      const EnumId outcomes = policy.decisions[d].enumeration;
      add(program.decisions[d].value, {outcomes == kNoId ? BaseType::yes_no : BaseType::member, outcomes, true});
      for (const NodeId node : program.decisions[d].chosen) add(node, {});
    }
    for (DefineId d = 0; d < policy.defines.size(); ++d) {
      if (policy.defines[d].links.empty()) add(program.defines[d], policy.defines[d].type);
    }
  }

  std::optional<std::uint32_t> find(NodeId node) const {
    for (;;) {
      if (const auto found = number_.find(node); found != number_.end()) return found->second;
      if (program_.nodes[node].op != Op::copy) return std::nullopt;
      node = program_.args_of(program_.nodes[node])[0];
    }
  }
  const std::vector<Type>& types() const { return types_; }

 private:
  void add(NodeId node, Type type) {
    number_.emplace(node, static_cast<std::uint32_t>(types_.size()));
    types_.push_back(type);
  }

  const Program& program_;
  std::map<NodeId, std::uint32_t> number_;
  std::vector<Type> types_;
};

// A fact of which nothing is said.
FactId add_open_fact(Program& program, const Type& type) {
  Fact fact;
  fact.heading.name = "open";
  fact.type = type;
  program.policy.facts.push_back(std::move(fact));
  return static_cast<FactId>(program.policy.facts.size() - 1);
}

// Takes over the nodes of a program into another one.
class Import {
 public:
  /// With `results`, the first of as many open facts as there are items, they stand for the results of other people.
  Import(const Program& from, Program& into, NodeBuilder& build, std::uint32_t date_slot, std::optional<FactId> results)
      : from_(from), into_(into), build_(build), date_slot_(date_slot), to_(from.nodes.size(), kNoNode) {
    if (results) {
      items_.emplace(from);
      results_ = *results;
    }
    for (NodeId id = 0; id < from.nodes.size(); ++id) take(id);
  }
  /// Something of another person is no result.
  bool failed() const { return failed_; }

  /// Every node that the program became.
  const std::vector<NodeId>& all() const { return to_; }
  NodeId operator()(NodeId id) const { return id == kNoNode ? kNoNode : to_[id]; }
  std::vector<NodeId> operator()(const std::vector<NodeId>& ids) const {
    std::vector<NodeId> result;
    for (const NodeId id : ids) result.push_back((*this)(id));
    return result;
  }

 private:
  void take(NodeId id) {
    const NodeId stand_in = to_[id];
    const NodeId made = make(from_.nodes[id]);
    if (stand_in != kNoNode) build_.resolve(stand_in, made);
    to_[id] = made;
  }

  // Inside a recursion an argument may come later: until then something stands in for it.
  NodeId arg(NodeId id) {
    if (to_[id] != kNoNode) return to_[id];
    if (!items_) return to_[id] = build_.placeholder(from_.nodes[id].type, from_.nodes[id].level);
    const auto item = items_->find(id);
    failed_ = failed_ || !item;
    return build_.leaf(Op::fact, from_.nodes[id].type, results_ + item.value_or(0));
  }

  NodeId make(const Node& node) {
    std::vector<NodeId> args;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) args.push_back(arg(from_.args_of(node)[i]));
    switch (node.op) {
      case Op::constant:
        if (node.type != BaseType::set || node.value == kNone) return build_.constant(node.type, node.value);
        return build_.constant(node.type,
                               into_.sets.intern(from_.sets.enumeration(node.value), from_.sets.bits(node.value)));
      case Op::as_of:
        return build_.leaf(Op::supplied, BaseType::date, date_slot_);
      case Op::fact:
      case Op::link_fact:
      case Op::supplied:
        return build_.leaf(node.op, node.type, node.value);
      case Op::all:
        return build_.all(std::move(args));
      case Op::any:
        return build_.any(std::move(args));
      case Op::negation:
        return build_.negation(args[0]);
      case Op::at_least:
        return build_.at_least(node.value, std::move(args));
      case Op::choose:
        return build_.choose(args[0], args[1], args[2]);
      case Op::other:
        return build_.other(args[0]);
      case Op::value_use:
        return build_.value_use(args[0]);
      case Op::extreme:
        return build_.extreme(args, node.value);
      case Op::some_link:
        return build_.some_link(from_.relations_of(node), args[0]);
      case Op::count_links:
        return build_.count_links(from_.relations_of(node), args[0]);
      case Op::extreme_link:
        return build_.extreme_link(from_.relations_of(node), args[0], node.value < 0 ? -1 : 1);
      case Op::alike_link:
        return build_.alike_link(from_.relations_of(node), args[0], args[1]);
      case Op::link_is:
        return build_.link_is(from_.relations_of(node));
      default:
        break;
    }
    return args.size() == 1 ? build_.unary(node.op, node.type, args[0], node.value)
                            : build_.binary(node.op, node.type, args[0], args[1], node.value);
  }

  const Program& from_;
  Program& into_;
  NodeBuilder& build_;
  std::uint32_t date_slot_;
  std::vector<NodeId> to_;
  std::optional<Items> items_;
  FactId results_ = 0;
  bool failed_ = false;
};

// What both programs read alike may be left open: then more people are thinkable than there are, so that "nobody
// differs" is still a proof.
enum class Open : std::uint8_t {
  nothing,
  links,       ///< what is read of links: then one person alone stands for everybody
  conditions,  ///< also whole conditions, but for the tests of which they consist
};

class Maker {
 public:
  Maker(const Program& a, const Program& b, Pair& pair, Open open)
      : a_(a),
        b_(b),
        pair_(pair),
        build_(prepared(a, b, pair)),
        open_(open),
        results_(open != Open::nothing ? std::optional(add_results(a, pair.program)) : std::nullopt),
        from_a_(a, pair.program, build_, pair.date_slot, results_),
        from_b_(b, pair.program, build_, pair.date_slot, results_) {}

  /// False if one person alone does not do.
  bool run() {
    Program& program = pair_.program;
    program.only_if = from_a_(a_.only_if);
    const std::vector<char> in = origins();
    if (results_) {
      if (from_a_.failed() || from_b_.failed()) return false;
      open_shared(in);
    }
    program.only_if.resize(program.policy.facts.size(), kNoNode);
    std::vector<NodeId> decisions, all = {impossible()};
    const NodeId gap_a = gap(from_a_, a_), gap_b = gap(from_b_, b_);
    all.push_back(either(gap_a, gap_b));
    for (DecisionId d = 0; d < a_.decisions.size(); ++d) {
      decisions.push_back(differ(from_a_(a_.decisions[d].value), from_a_(a_.decisions[d].in_force),
                                 from_b_(b_.decisions[d].value), from_b_(b_.decisions[d].in_force)));
      // What is assumed of others must be shown of each: all that stands for a result.
      for (std::size_t o = 0; results_ && o < a_.decisions[d].chosen.size(); ++o) {
        decisions.push_back(either(from_a_(a_.decisions[d].chosen[o]), from_b_(b_.decisions[d].chosen[o])));
      }
    }
    for (DefineId d = 0; d < a_.defines.size(); ++d) {
      if (!a_.policy.defines[d].links.empty()) continue;  // of links, which have no answers of their own
      all.push_back(differ(from_a_(a_.defines[d]), from_a_(a_.define_in_force[d]), from_b_(b_.defines[d]),
                           from_b_(b_.define_in_force[d])));
    }
    // Where neither has a gap; and on a day of the policy.
    const NodeId decided = build_.all({build_.negation(gap_a), build_.negation(gap_b), date_in_force()});
    pair_.decisions_differ = build_.all({build_.any(decisions), decided});
    all.push_back(build_.any(decisions));
    pair_.differ = build_.all({build_.any(std::move(all)), date_in_force()});
    if (build_.is_false(pair_.differ)) {
      pair_.differ = pair_.decisions_differ = kNoNode;
      return true;
    }
    if (results_ && reads_links()) return false;
    find_facts(in);
    Diagnostics diagnostics;  // both graphs are legal, and neither needs the other
    order_graph(program, {}, diagnostics, {&pair_.differ, &pair_.decisions_differ});
    return true;
  }

 private:
  static Program& prepared(const Program& a, const Program& b, Pair& pair) {
    Program& program = pair.program;
    program.policy = a.policy;
    program.sets = b.sets;
    program.supplied = a.supplied;
    pair.date_slot = static_cast<std::uint32_t>(program.supplied.size());
    program.supplied.push_back({false, static_cast<std::uint32_t>(program.policy.values.size())});
    NamedValue date;
    date.heading.name = "as_of";
    date.type = {BaseType::date, kNoId, false};
    date.supplied = true;
    program.policy.values.push_back(std::move(date));
    return program;
  }

  NodeId gap(const Import& import, const Program& program) {
    return program.gap == kNoNode ? build_.truth(false) : import(program.gap);
  }

  NodeId either(NodeId x, NodeId y) {
    if (x == y) return build_.truth(false);
    return build_.any({build_.all({x, build_.negation(y)}), build_.all({build_.negation(x), y})});
  }

  NodeId differ(NodeId a, NodeId a_in_force, NodeId b, NodeId b_in_force) {
    const NodeId other_value =
        a == b ? build_.truth(false) : build_.negation(build_.binary(Op::is, BaseType::yes_no, a, b));
    return build_.any({either(a_in_force, b_in_force), build_.all({a_in_force, other_value})});
  }

  // What only one of the two finds impossible is a difference, not a bound of the search.
  NodeId impossible() {
    const std::vector<NodeId> in_a = from_a_(a_.impossible), in_b = from_b_(b_.impossible);
    std::vector<NodeId> only_a, only_b;
    for (std::size_t i = 0; i < in_a.size(); ++i) {
      if (in_a[i] == in_b[i]) {
        pair_.program.impossible.push_back(in_a[i]);
      } else {
        only_a.push_back(in_a[i]);
        only_b.push_back(in_b[i]);
      }
    }
    return either(build_.any(std::move(only_a)), build_.any(std::move(only_b)));
  }

  NodeId date_in_force() {
    const Policy& policy = a_.policy;
    const NodeId date = build_.leaf(Op::supplied, BaseType::date, pair_.date_slot);
    const auto test = [&](NodeId x, NodeId y) { return build_.binary(Op::less_or_equal, BaseType::yes_no, x, y); };
    return build_.all({test(build_.constant(BaseType::date, policy.in_force_from), date),
                       test(date, build_.constant(BaseType::date, policy.in_force_through))});
  }

  static FactId add_results(const Program& a, Program& program) {
    const auto first = static_cast<FactId>(program.policy.facts.size());
    const Items items(a);
    for (const Type& type : items.types()) add_open_fact(program, type);
    return first;
  }

  // Of each node taken over: 1 from the first program, 2 from the second, 3 from both.
  std::vector<char> origins() const {
    std::vector<char> in(pair_.program.nodes.size(), 0);
    for (const NodeId id : from_a_.all()) in[id] |= 1;
    for (const NodeId id : from_b_.all()) in[id] |= 2;
    return in;
  }

  bool is_left_open(const Node& node) const {
    if (node.level != Level::person) return false;
    if (looks_at_links(node.op)) return true;
    if (open_ != Open::conditions || node.type != BaseType::yes_no) return false;
    return node.op == Op::all || node.op == Op::any || node.op == Op::at_least || node.op == Op::copy ||
           node.op == Op::choose;
  }

  void open_shared(const std::vector<char>& in) {
    Program& program = pair_.program;
    for (NodeId id = 0; id < in.size(); ++id) {
      Node& node = program.nodes[id];
      if (in[id] != 3 || !is_left_open(node)) continue;
      node.arg_count = 0;
      node.value = add_open_fact(program, {node.type, kNoId, node.op == Op::extreme_link});
      node.op = Op::fact;
    }
  }

  bool reads_links() const {
    const std::vector<char> needed = mark_needed(pair_.program, {pair_.differ});
    for (NodeId id = 0; id < needed.size(); ++id) {
      if (needed[id] != 0 && pair_.program.nodes[id].level == Level::link) return true;
      if (needed[id] != 0 && looks_at_links(pair_.program.nodes[id].op)) return true;
    }
    return false;
  }

  // A node of one program only, all of whose arguments are in both, is where they begin to differ.
  void find_facts(const std::vector<char>& in) {
    const Program& program = pair_.program;
    std::vector<NodeId> begin;
    for (NodeId id = 0; id < in.size(); ++id) {
      const Node& node = program.nodes[id];
      const NodeId* args = program.args_of(node);
      const bool first = std::all_of(args, args + node.arg_count, [&](NodeId arg) {
        return arg < in.size() && (in[arg] == 3 || build_.is_constant(arg));
      });
      if ((in[id] == 1 || in[id] == 2) && node.op != Op::constant && first) begin.push_back(id);
    }
    const std::vector<char> needed = mark_needed(program, begin);
    for (NodeId id = 0; id < needed.size(); ++id) {
      if (needed[id] == 0) continue;
      const auto ref = static_cast<std::uint32_t>(program.nodes[id].value);
      if (program.nodes[id].op == Op::fact) pair_.facts.push_back(ref);
      if (program.nodes[id].op == Op::link_fact) pair_.link_facts.push_back(ref);
    }
    std::sort(pair_.facts.begin(), pair_.facts.end());
    std::sort(pair_.link_facts.begin(), pair_.link_facts.end());
  }

  const Program& a_;
  const Program& b_;
  Pair& pair_;
  NodeBuilder build_;
  Open open_;
  std::optional<FactId> results_;
  Import from_a_, from_b_;
};

}  // namespace

Pair make_pair(const Program& a, const Program& b) {
  Pair pair;
  Maker(a, b, pair, Open::nothing).run();
  return pair;
}

bool proved_same(const Program& a, const Program& b, const DecideOptions& options) {
  for (const Open open : {Open::conditions, Open::links}) {
    Pair pair;
    if (!Maker(a, b, pair, open).run()) return false;
    if (pair.same()) return true;
    auto c = blank_case(pair, std::nullopt);
    if (!c) return false;
    const Search found = find_difference(pair, *c, options, [](const Variable&) { return kUnknown; });
    if (found.complete && !found.witness) return true;
  }
  return false;
}

std::optional<Case> case_of_pair(const Pair& pair, const Program& a, const Case& c) {
  Case opened = c;
  for (CasePerson& person : opened.people) {
    for (const FactId fact : pair.facts) {
      person.facts[fact] = kUnknown;
      person.given[fact] = Given::unknown;
    }
  }
  for (CaseLink& link : opened.links) {
    const auto& facts = a.policy.relation_groups[a.policy.relations[link.relation].group].facts;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (!std::binary_search(pair.link_facts.begin(), pair.link_facts.end(), facts[i])) continue;
      link.facts[i] = kUnknown;
      if (!link.given.empty()) link.given[i] = Given::unknown;
    }
  }
  opened.supplied.push_back(kUnknown);
  return rebind(opened, a, pair.program);
}

std::optional<Case> blank_case(const Pair& pair, std::optional<RelationId> link) {
  const Program& program = pair.program;
  const Policy& policy = program.policy;
  Case c;
  c.as_of = policy.in_force_from;
  c.sets = SetPool(&program.sets);
  c.supplied.assign(program.supplied.size(), kUnknown);
  CasePerson person;
  for (const Fact& fact : policy.facts) person.facts.push_back(fact.type.base == BaseType::note ? kNone : kUnknown);
  person.given.assign(policy.facts.size(), Given::unknown);
  person.id = "anna";
  c.people.push_back(person);
  if (link) {
    person.id = "ben";
    c.people.push_back(person);
    const std::size_t facts = policy.relation_groups[policy.relations[*link].group].facts.size();
    c.links.push_back({0, *link, 1, 0, std::vector<Value>(facts, kUnknown), std::vector<Given>(facts, Given::unknown)});
  }
  if (!finish_case(program, c).empty()) return std::nullopt;
  return c;
}

Search find_difference(const Pair& pair, Case& c, const DecideOptions& options,
                       const std::function<Value(const Variable&)>& preferred) {
  Search search;
  if (pair.same()) return search;
  const Program& program = pair.program;
  Evaluation first(program, c);
  first.run();
  std::vector<Instance> wanted, open;
  for (const NodeId node : {pair.decisions_differ, pair.differ}) {
    for (std::uint32_t p = 0; p < c.people.size(); ++p) {
      const Instance instance = of_person(program, node, p);
      const Value value = first.at(instance.node, instance.index);
      if (value == 0) continue;
      wanted.push_back({node, p});
      if (value == kUnknown) open.push_back(instance);
    }
  }
  if (wanted.empty()) return search;
  Exact exact(program, c, first, std::move(open), options);
  for (const Instance& instance : wanted) {
    if (!exact.limit().empty() || exact.impossible()) break;
    auto values = exact.completion(of_person(program, instance.node, instance.index), 1, preferred);
    if (!values) continue;
    search.witness = Witness{std::move(*values), instance.index};
    return search;
  }
  search.complete = exact.limit().empty();
  return search;
}

}  // namespace proviso
