#include "interpreter/prove_same.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "interpreter/exact.hpp"
#include "interpreter/graph.hpp"
#include "interpreter/pair.hpp"
#include "interpreter/pair_graph.hpp"

namespace proviso {

namespace {

// So many steps into what both read alike, and so many parts without a proof, are enough.
constexpr std::size_t kMaxSteps = 100;
constexpr std::size_t kMaxFailures = 40;

// A part that the programs compute in different ways.
struct Part {
  NodeId a, b;                        // in the programs
  NodeId in_a, in_b;                  // in the graph
  NodeId differ;                      // in the graph
  NodeId differ_in_force;             // likewise, where a text of it is in force; kNoNode: the same
  bool counts = false;                // the answers for a case are made of it
  std::optional<ResultRef> of = {};   // it is the value of a result
  std::vector<NodeId> of_links = {};  // both look at the same links in the same way: what they read of them differs

  std::pair<NodeId, NodeId> key() const { return {a, b}; }
};

// Both programs in one graph, in which parts are compared.
class PartProver {
 public:
  PartProver(const Program& a, const Program& b, const SameNodes& same, const DecideOptions& options)
      : a_(a), b_(b), options_(options), graph_(a, b, pair_.program, same, PairGraph::Recursion::cut) {
    if (!graph_.failed()) prepare();
  }

  bool failed() const { return graph_.failed(); }
  /// Whether what the second reads can read the first's instead: it must not be of a link where the other is of a
  /// person, or of a person where the other is of the whole case.
  bool can_replace(const Part& part) const {
    return part.a != kNoNode && part.b != kNoNode && a_.nodes[part.a].level <= b_.nodes[part.b].level;
  }
  /// Those that need no others first.
  const std::vector<Part>& parts() const { return parts_; }

  /// True: the two differ in nobody.
  bool prove(const Part& part) {
    if (!part.of_links.empty()) {
      const auto& relations = program().relations_of(program().nodes[part.in_a]);
      return std::all_of(part.of_links.begin(), part.of_links.end(), [&](NodeId d) { return prove(d, relations); });
    }
    if (program().nodes[part.differ].level != Level::link) return prove(part.differ, std::nullopt);
    const std::set<RelationId>& relations = relations_[part.differ];
    return prove(part.differ, {relations.begin(), relations.end()});
  }
  /// True: they differ in nobody for whom a text of it is in force.
  bool prove_in_force(const Part& part) {
    return part.differ_in_force != kNoNode && prove(part.differ_in_force, std::nullopt);
  }

 private:
  Program& program() { return pair_.program; }

  void prepare() {
    pair_.date_slot = graph_.date_slot();
    in_force_ = graph_.date_in_force();
    list_parts();
    all_only_if_ = graph_.of_a(a_.only_if);
    for (std::size_t i = 0; i < a_.impossible.size(); ++i) {
      const NodeId node = graph_.of_a(a_.impossible[i]);
      if (node == graph_.of_b(b_.impossible[i])) all_impossible_.push_back(node);
    }
    // A fact that only one of them requires is no bound.
    for (FactId f = 0; f < all_only_if_.size(); ++f) {
      if (all_only_if_[f] != graph_.of_b(b_.only_if[f])) all_only_if_[f] = kNoNode;
    }
    origins_ = graph_.origins();
    std::vector<NodeId*> more = {&in_force_};
    for (Part& part : parts_) {
      more.insert(more.end(), {&part.in_a, &part.in_b, &part.differ, &part.differ_in_force});
      for (NodeId& id : part.of_links) more.push_back(&id);
    }
    for (NodeId& id : all_only_if_) more.push_back(&id);
    for (NodeId& id : all_impossible_) more.push_back(&id);
    std::vector<NodeId> place(origins_.size());
    for (NodeId id = 0; id < place.size(); ++id) {
      place[id] = id;
      more.push_back(&place[id]);
    }
    Diagnostics diagnostics;  // both graphs are legal, and neither needs the other
    order_graph(program(), {}, diagnostics, more);
    const std::vector<char> before = std::move(origins_);
    origins_.assign(program().nodes.size(), 0);
    for (NodeId id = 0; id < place.size(); ++id) origins_[place[id]] = before[id];
    std::sort(parts_.begin(), parts_.end(), [](const Part& x, const Part& y) {
      return std::pair(std::max(x.in_a, x.in_b), x.differ) < std::pair(std::max(y.in_a, y.in_b), y.differ);
    });
    find_relations();
    // A fixed point is reached through states that need not be possible: no bounds are what reads of other people.
    std::erase_if(all_impossible_, [&](NodeId node) { return reads_stand_in(node); });
    for (NodeId& node : all_only_if_) {
      if (node != kNoNode && reads_stand_in(node)) node = kNoNode;
    }
  }

  bool reads_stand_in(NodeId root) {
    const std::vector<char> needed = mark_needed(program(), {root});
    for (NodeId id = 0; id < needed.size(); ++id) {
      const Node& node = program().nodes[id];
      const bool open = node.op == Op::fact && node.value >= static_cast<Value>(a_.policy.facts.size());
      if (needed[id] != 0 && open) return true;
    }
    return false;
  }

  // -- Parts
  // ------------------------------------------------------------------------------------------------------------------

  void list_parts() {
    const auto all = [&](const std::vector<NodeId>& in_a, const std::vector<NodeId>& in_b) {
      for (std::size_t i = 0; i < std::min(in_a.size(), in_b.size()); ++i) add(in_a[i], in_b[i]);
    };
    all(a_.terms, b_.terms);
    all(a_.sets_in_force, b_.sets_in_force);
    all(a_.values_in_force, b_.values_in_force);
    for (std::size_t i = 0; i < a_.amendments.size(); ++i) add(a_.amendments[i].active, b_.amendments[i].active);
    for (std::size_t r = 0; r < a_.rules.size(); ++r) {
      const RuleNodes &in_a = a_.rules[r], &in_b = b_.rules[r];
      add(in_a.holds, in_b.holds);
      all(in_a.holds_as, in_b.holds_as);
      all(in_a.versions, in_b.versions);
      all(in_a.tests, in_b.tests);
      for (std::size_t v = 0; v < std::min(in_a.through.size(), in_b.through.size()); ++v)
        all(in_a.through[v], in_b.through[v]);
    }
    for (DefineId d = 0; d < a_.defines.size(); ++d) {
      if (a_.policy.defines[d].links.empty()) {
        add_result({false, d}, a_.defines[d], b_.defines[d], a_.define_in_force[d], b_.define_in_force[d]);
      } else {
        add(a_.defines[d], b_.defines[d]);
        add(a_.define_in_force[d], b_.define_in_force[d]);
      }
    }
    for (DecisionId d = 0; d < a_.decisions.size(); ++d) {
      const DecisionNodes &in_a = a_.decisions[d], &in_b = b_.decisions[d];
      all(in_a.available, in_b.available);
      for (std::size_t o = 0; o < in_a.chosen.size(); ++o) add_counting(in_a.chosen[o], in_b.chosen[o]);
      add_result({true, d}, in_a.value, in_b.value, in_a.in_force, in_b.in_force);
    }
    for (FactId f = 0; f < a_.only_if.size(); ++f) add_counting(a_.only_if[f], b_.only_if[f]);
    for (std::size_t i = 0; i < a_.impossible.size(); ++i) add_counting(a_.impossible[i], b_.impossible[i]);
    add_counting(a_.gap, b_.gap);
    for (const auto& [in_a, in_b] : graph_.cuts()) add_counting(in_a, in_b);
  }

  // Nothing to add if the two are one node already.
  Part* add(NodeId a, NodeId b) {
    const NodeId in_a = graph_.of_a(a), in_b = graph_.of_b(b);
    if (in_a == in_b || in_a == kNoNode || in_b == kNoNode) return nullptr;
    add_below(a, b);
    parts_.push_back({a, b, in_a, in_b, differ(in_a, in_b), kNoNode});
    if (is_alike(a, b) && looks_at_links(a_.nodes[a].op) && a_.nodes[a].level == Level::person) {
      const NodeId *x = a_.args_of(a_.nodes[a]), *y = b_.args_of(b_.nodes[b]);
      for (std::uint32_t i = 0; i < a_.nodes[a].arg_count; ++i) {
        const NodeId of_a = graph_.of_a(x[i]), of_b = graph_.of_b(y[i]);
        if (of_a != of_b) parts_.back().of_links.push_back(differ(of_a, of_b));
      }
    }
    return &parts_.back();
  }

  NodeId differ(NodeId in_a, NodeId in_b) { return graph_.build().all({graph_.unequal(in_a, in_b), in_force_}); }

  // But for what they read.
  bool is_alike(NodeId a, NodeId b) const {
    const Node &x = a_.nodes[a], &y = b_.nodes[b];
    if (x.op != y.op || x.arg_count != y.arg_count || x.level != y.level) return false;
    if (looks_at_links(x.op)) return a_.relations_of(x) == b_.relations_of(y) && (x.value < 0) == (y.value < 0);
    return x.value == y.value;
  }

  // Where two read the same but for one thing, the two things are parts as well.
  void add_below(NodeId a, NodeId b) {
    if (!is_alike(a, b) || looks_at_links(a_.nodes[a].op)) return;
    const auto only_here = [](const Program& here, NodeId id, const Program& there, NodeId other, const auto& of_here,
                              const auto& of_there) {
      std::vector<NodeId> only;
      const Node &node = here.nodes[id], &with = there.nodes[other];
      const NodeId* args = there.args_of(with);
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const NodeId arg = here.args_of(node)[i];
        const bool both = std::any_of(args, args + with.arg_count,
                                      [&](NodeId other_arg) { return of_there(other_arg) == of_here(arg); });
        if (!both) only.push_back(arg);
      }
      return only;
    };
    const auto of_a = [&](NodeId id) { return graph_.of_a(id); };
    const auto of_b = [&](NodeId id) { return graph_.of_b(id); };
    const std::vector<NodeId> in_a = only_here(a_, a, b_, b, of_a, of_b), in_b = only_here(b_, b, a_, a, of_b, of_a);
    if (in_a.size() != 1 || in_b.size() != 1 || in_a[0] >= a || in_b[0] >= b) return;
    if (a_.nodes[in_a[0]].type == b_.nodes[in_b[0]].type) add(in_a[0], in_b[0]);
  }

  void add_counting(NodeId a, NodeId b) {
    if (Part* part = add(a, b)) part->counts = true;
    if ((a == kNoNode) == (b == kNoNode)) return;
    // Only one of them has it. It is a truth, and must be false then.
    const NodeId there = a == kNoNode ? graph_.of_b(b) : graph_.of_a(a);
    parts_.push_back({a, b, graph_.of_a(a), graph_.of_b(b), graph_.build().all({there, in_force_}), kNoNode, true});
  }

  void add_result(ResultRef result, NodeId a, NodeId b, NodeId a_in_force, NodeId b_in_force) {
    add_counting(a_in_force, b_in_force);
    Part* part = add(a, b);
    if (part == nullptr) return;
    part->counts = true;
    part->of = result;
    part->differ_in_force = graph_.build().all({part->differ, graph_.of_a(a_in_force)});
  }

  // Over which relations the links are looked at, for each node about links.
  void find_relations() {
    relations_.resize(program().nodes.size());
    for (NodeId id = static_cast<NodeId>(program().nodes.size()); id-- > 0;) {
      const Node& node = program().nodes[id];
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const NodeId arg = program().args_of(node)[i];
        if (program().nodes[arg].level != Level::link) continue;
        if (looks_at_links(node.op)) {
          const auto& more = program().relations_of(node);
          relations_[arg].insert(more.begin(), more.end());
        }
        if (node.level == Level::link) relations_[arg].insert(relations_[id].begin(), relations_[id].end());
      }
    }
    // What compares two parts is read by nothing: it is about the links that the parts are about.
    for (const Part& part : parts_) {
      for (const NodeId in : {part.in_a, part.in_b}) {
        if (in != kNoNode) relations_[part.differ].insert(relations_[in].begin(), relations_[in].end());
      }
    }
  }

  // -- Proofs
  // -----------------------------------------------------------------------------------------------------------------

  bool prove(NodeId differ, const std::vector<RelationId>& links) {
    return !links.empty() &&
           std::all_of(links.begin(), links.end(), [&](RelationId link) { return prove(differ, std::optional(link)); });
  }

  bool prove(NodeId differ, std::optional<RelationId> link) {
    std::set<NodeId> seen_through;
    bool all_bounds = false;
    for (std::size_t step = 0; step < kMaxSteps; ++step) {
      const View view = look(differ, seen_through);
      if (!view.possible) return false;
      Found found = search(differ, link, view, all_bounds);
      if (found.what != Found::somebody) return found.what == Found::nobody;
      // A difference that hangs on what was left open may be none.
      if (found.because.empty() && std::exchange(all_bounds, true)) return false;
      seen_through.insert(found.because.begin(), found.because.end());
    }
    return false;
  }

  // What is seen of the graph, below a node.
  struct View {
    bool possible = true;      // links are read only where both read them alike
    std::vector<NodeId> open;  // what is left open; ascending
    std::set<FactId> facts;    // what is read
  };

  // Looks into what only one of them reads, and into what both read as far as it is in `seen_through`.
  View look(NodeId root, const std::set<NodeId>& seen_through) {
    View view;
    std::vector<char> reached(program().nodes.size(), 0);
    std::vector<NodeId> stack = {root};
    while (!stack.empty()) {
      const NodeId id = stack.back();
      stack.pop_back();
      if (std::exchange(reached[id], 1) != 0) continue;
      const Node& node = program().nodes[id];
      const bool shared = origins_[id] == 3;
      if (looks_at_links(node.op)) {
        view.possible = view.possible && shared;
        view.open.push_back(id);
      } else if (shared && can_be_open(node) && !seen_through.contains(id)) {
        view.open.push_back(id);
      } else {
        if (node.op == Op::fact) view.facts.insert(static_cast<FactId>(node.value));
        stack.insert(stack.end(), program().args_of(node), program().args_of(node) + node.arg_count);
      }
    }
    std::sort(view.open.begin(), view.open.end());
    return view;
  }

  static bool can_be_open(const Node& node) {
    if (node.level == Level::once || node.arg_count == 0) return false;
    if (node.op == Op::copy || node.op == Op::value_use || node.op == Op::negation) return false;  // no step further
    return node.type == BaseType::yes_no || node.type == BaseType::date || node.type == BaseType::number ||
           node.type == BaseType::duration;
  }

  struct Found {
    enum What : std::uint8_t { nobody, somebody, unknown } what;
    std::vector<NodeId> because = {};  // somebody: of what was left open, what decides it, but for links
  };

  // Somebody in whom the truth holds. With `all_bounds` what is impossible counts as soon as it is about something that
  // is read; else if it is about nothing else.
  Found search(NodeId truth, std::optional<RelationId> link, const View& view, bool all_bounds) {
    const Opened opened(pair_.program, view.open);
    set_bounds(view, all_bounds);
    auto c = blank_case(pair_, link);
    if (!c) return {Found::unknown};
    Evaluation first(program(), *c);
    first.run();
    const auto instance = instance_of(truth, link, *c);
    if (!instance) return {Found::unknown};
    const Value value = first.at(instance->node, instance->index);
    if (value == 0) return {Found::nobody};
    if (value == 1) return {Found::somebody};
    Exact exact(program(), *c, first, {*instance}, options_);
    if (!exact.limit().empty()) return {Found::unknown};
    if (exact.impossible()) return {Found::nobody};
    // Rather a difference in what is real.
    const auto completion = exact.completion(*instance, 1, [&](const Variable& variable, Value) -> std::uint32_t {
      return opened.node_of(variable) != kNoNode ? 1 : 0;
    });
    if (!exact.limit().empty()) return {Found::unknown};
    if (!completion) return {Found::nobody};
    Found found{Found::somebody};
    for (const Variable& variable : completion->needed) {
      const NodeId node = opened.node_of(variable);
      if (node != kNoNode && !opened.of_links(node)) found.because.push_back(node);
    }
    return found;
  }

  std::optional<Instance> instance_of(NodeId node, std::optional<RelationId> link, const Case& c) {
    if (!link) return of_person(program(), node, 0);
    for (std::uint32_t i = 0; i < c.directed.size(); ++i) {
      if (c.directed[i].person == 0 && c.directed[i].relation == *link) return Instance{node, i};
    }
    return std::nullopt;
  }

  // Nodes as facts, of which nothing is known, for as long as this lives.
  class Opened {
   public:
    Opened(Program& program, const std::vector<NodeId>& nodes)
        : program_(program), nodes_(nodes), facts_(program.policy.facts.size()) {
      for (const NodeId id : nodes) {
        Node& node = program.nodes[id];
        before_.push_back(node);
        node.value = add_open_fact(program, {node.type, kNoId, node.type != BaseType::yes_no});
        node.arg_count = 0;
        node.op = Op::fact;
        node.level = Level::person;  // whoever has a link has one alone
      }
    }
    ~Opened() {
      for (std::size_t i = 0; i < nodes_.size(); ++i) program_.nodes[nodes_[i]] = before_[i];
      program_.policy.facts.resize(facts_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    /// The node for which a variable stands; kNoNode: it is real.
    NodeId node_of(const Variable& variable) const {
      const bool open = variable.kind == Variable::Kind::fact && variable.fact >= facts_;
      return open ? nodes_[variable.fact - facts_] : kNoNode;
    }
    bool of_links(NodeId id) const {
      const auto at = std::lower_bound(nodes_.begin(), nodes_.end(), id) - nodes_.begin();
      return looks_at_links(before_[static_cast<std::size_t>(at)].op);
    }

   private:
    Program& program_;
    const std::vector<NodeId>& nodes_;
    std::size_t facts_;
    std::vector<Node> before_;
  };

  void set_bounds(const View& view, bool all_bounds) {
    const auto counts = [&](NodeId bound, std::optional<FactId> also) {
      const std::vector<char> needed = mark_needed(program(), {bound});
      bool some = also && view.facts.contains(*also), every = !also || some;
      for (NodeId id = 0; id < needed.size(); ++id) {
        const Node& node = program().nodes[id];
        if (needed[id] == 0) continue;
        if (looks_at_links(node.op) || node.op == Op::supplied) every = false;
        if (node.op != Op::fact) continue;
        const bool read = view.facts.contains(static_cast<FactId>(node.value));
        some = some || read;
        every = every && read;
      }
      return all_bounds ? some : every;
    };
    Program& p = program();
    p.impossible.clear();
    for (const NodeId bound : all_impossible_) {
      if (counts(bound, std::nullopt)) p.impossible.push_back(bound);
    }
    p.only_if.assign(p.policy.facts.size(), kNoNode);
    for (FactId f = 0; f < all_only_if_.size(); ++f) {
      const bool bound = all_only_if_[f] != kNoNode && counts(all_only_if_[f], f);
      if (bound) p.only_if[f] = all_only_if_[f];
      // Without its bound the fact may be none, and may be something.
      const Fact& fact = a_.policy.facts[f];
      p.policy.facts[f].none_declared = fact.none_declared || (fact.only_if != kNoId && !bound);
    }
  }

  const Program& a_;
  const Program& b_;
  const DecideOptions& options_;
  Pair pair_;
  PairGraph graph_;
  NodeId in_force_ = kNoNode;
  std::vector<Part> parts_;
  std::vector<NodeId> all_only_if_, all_impossible_;
  std::vector<char> origins_;
  std::vector<std::set<RelationId>> relations_;
};

}  // namespace

SameProof prove_same(const Program& a, const Program& b, const DecideOptions& options) {
  using Key = std::pair<NodeId, NodeId>;
  SameNodes same;
  std::set<Key> failed, settled;
  std::size_t failures = 0;
  for (;;) {
    PartProver prover(a, b, same, options);
    if (prover.failed()) return {};
    SameProof result{true};
    bool again = false;
    for (const Part& part : prover.parts()) {
      if (settled.contains(part.key())) continue;
      // One without a proof is enough: what comes later is made of it.
      if (result.same && !failed.contains(part.key()) && failures < kMaxFailures) {
        if (prover.prove(part)) {
          again = prover.can_replace(part);  // from now on it is one node
          settled.insert(part.key());
          if (!again) continue;
          same.emplace(part.b, part.a);
          failed.clear();  // more may follow now
          break;
        }
        failed.insert(part.key());
        ++failures;
        if (prover.prove_in_force(part) && settled.insert(part.key()).second) continue;
      }
      if (!part.counts) continue;
      result.same = false;
      if (part.of) result.open.push_back(*part.of);
    }
    if (!again) return result;
  }
}

}  // namespace proviso
