#include "interpreter/graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <optional>
#include <utility>

namespace proviso {

Sign sign_of(const Node& node, std::uint32_t arg) {
  switch (node.op) {
    case Op::all:
    case Op::any:
    case Op::at_least:
    case Op::some_link:
    case Op::other:
    case Op::copy:
      return Sign::positive;
    case Op::alike_link:
      return arg == 0 ? Sign::positive : Sign::either;
    case Op::negation:
      return Sign::negative;
    case Op::choose:
      return arg > 0 && node.type == BaseType::yes_no ? Sign::positive : Sign::either;
    default:
      return Sign::either;
  }
}

namespace {

using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
using ComponentId = std::uint32_t;

class Orderer {
 public:
  Orderer(Program& program, const Origins& origins, Diagnostics& diagnostics, const std::vector<NodeId*>& more)
      : program_(program), origins_(origins), diagnostics_(diagnostics), more_(more), of_(program.nodes.size()) {}

  bool run() {
    find_components();
    for (auto first = order_.begin(); first != order_.end();) {
      auto last = first;
      while (last != order_.end() && of_[*last] == of_[*first]) ++last;
      add_component(first, last);
      first = last;
    }
    if (diagnostics_.error_count() != errors_before_) return false;
    renumber();
    return true;
  }

 private:
  using Iterator = std::vector<NodeId>::iterator;

  const NodeId* args(NodeId id) const { return program_.args_of(program_.nodes[id]); }
  bool inside(NodeId a, NodeId b) const { return of_[a] == of_[b]; }

  void find_components() {
    std::vector<std::pair<NodeId, NodeId>> edges;
    edges.reserve(program_.args.size());
    for (NodeId id = 0; id < program_.nodes.size(); ++id) {
      for (std::uint32_t i = 0; i < program_.nodes[id].arg_count; ++i) edges.emplace_back(id, args(id)[i]);
    }
    const Graph graph(boost::edges_are_sorted, edges.begin(), edges.end(), program_.nodes.size());
    boost::strong_components(graph, boost::make_iterator_property_map(of_.begin(), get(boost::vertex_index, graph)));
    order_.resize(program_.nodes.size());
    for (NodeId id = 0; id < order_.size(); ++id) order_[id] = id;
    // Tarjan's algorithm numbers a component after those that it needs: that is the order of evaluation.
    std::stable_sort(order_.begin(), order_.end(), [&](NodeId a, NodeId b) { return of_[a] < of_[b]; });
  }

  bool recursive(Iterator first, Iterator last) const {
    if (last - first > 1) return true;
    const Node& node = program_.nodes[*first];
    return std::find(args(*first), args(*first) + node.arg_count, *first) != args(*first) + node.arg_count;
  }

  void add_component(Iterator first, Iterator last) {
    const auto begin = static_cast<NodeId>(first - order_.begin());
    const auto end = static_cast<NodeId>(last - order_.begin());
    if (!recursive(first, last)) {
      auto& all = program_.components;
      if (all.empty() || all.back().kind != Component::Kind::plain) all.push_back({begin, end, Component::Kind::plain});
      all.back().end = end;
      return;
    }
    if (!sort_without_crossings(first, last)) return;
    Component component{begin, end, Component::Kind::fixed_point};
    if (const auto edge = find_negation(first, last)) {
      if (!one_direction(first, last, component.relations)) {
        report(Kind::circular_negation, "this holds only if it does not hold for somebody else", edge->first,
               edge->second);
        return;
      }
      component.kind = Component::Kind::ordered;
    }
    program_.components.push_back(std::move(component));
  }

  // Arguments first, leaving out the edges that cross to another person. False if a cycle remains.
  bool sort_without_crossings(Iterator first, Iterator last) {
    enum class State : std::uint8_t { unseen, open, done };
    std::unordered_map<NodeId, State> state;
    std::vector<NodeId> sorted;
    struct Frame {
      NodeId node;
      std::uint32_t next;
    };
    for (auto it = first; it != last; ++it) {
      if (state[*it] != State::unseen) continue;
      std::vector<Frame> stack = {{*it, 0}};
      state[*it] = State::open;
      while (!stack.empty()) {
        Frame& frame = stack.back();
        const Node& node = program_.nodes[frame.node];
        if (node.op == Op::other || frame.next == node.arg_count) {
          state[frame.node] = State::done;
          sorted.push_back(frame.node);
          stack.pop_back();
          continue;
        }
        const NodeId arg = args(frame.node)[frame.next++];
        if (!inside(arg, *first)) continue;
        if (state[arg] == State::open) {
          report(Kind::circular_definition, "this is defined by itself", frame.node, arg, false);
          return false;
        }
        if (state[arg] == State::unseen) {
          state[arg] = State::open;
          stack.push_back({arg, 0});
        }
      }
    }
    std::copy(sorted.begin(), sorted.end(), first);
    return true;
  }

  std::optional<std::pair<NodeId, NodeId>> find_negation(Iterator first, Iterator last) const {
    for (auto it = first; it != last; ++it) {
      const Node& node = program_.nodes[*it];
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        if (inside(args(*it)[i], *it) && sign_of(node, i) != Sign::positive) return {{*it, args(*it)[i]}};
      }
    }
    return std::nullopt;
  }

  bool one_direction(Iterator first, Iterator last, std::vector<RelationId>& relations) const {
    const Policy& policy = program_.policy;
    for (auto it = first; it != last; ++it) {
      const Node& node = program_.nodes[*it];
      if (!looks_at_links(node.op)) continue;
      const auto& list = program_.relations_of(node);
      relations.insert(relations.end(), list.begin(), list.end());
    }
    std::sort(relations.begin(), relations.end());
    relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
    return std::all_of(relations.begin(), relations.end(), [&](RelationId id) {
      const Relation& r = policy.relations[id];
      const Relation& front = policy.relations[relations.front()];
      const RelationGroup& group = policy.relation_groups[r.group];
      return group.acyclic && group.family == policy.relation_groups[front.group].family &&
             r.is_inverse == front.is_inverse;
    });
  }

  // The shortest way from `to` back to `from` inside the component.
  std::vector<NodeId> way_back(NodeId from, NodeId to, bool crossings) const {
    std::unordered_map<NodeId, NodeId> reached_from = {{to, to}};
    std::vector<NodeId> queue = {to};
    for (std::size_t i = 0; i < queue.size() && !reached_from.contains(from); ++i) {
      const Node& node = program_.nodes[queue[i]];
      if (node.op == Op::other && !crossings) continue;
      for (std::uint32_t k = 0; k < node.arg_count; ++k) {
        const NodeId arg = args(queue[i])[k];
        if (inside(arg, to) && reached_from.emplace(arg, queue[i]).second) queue.push_back(arg);
      }
    }
    std::vector<NodeId> way;
    if (!reached_from.contains(from)) return way;
    for (NodeId node = from; node != to; node = reached_from.at(node)) way.push_back(node);
    way.push_back(to);
    std::reverse(way.begin(), way.end());
    return way;
  }

  // The walk of a stand-in on the way from `to` back to `from`: it says most. Else the items on the way itself.
  std::vector<Step> walk_on(const std::vector<NodeId>& way) const {
    for (const NodeId node : way) {
      if (const auto walk = origins_.walks.find(node); walk != origins_.walks.end()) return walk->second;
    }
    std::vector<Step> walk;
    bool of_other = false;
    for (const NodeId node : way) {
      of_other = of_other || program_.nodes[node].op == Op::other;
      const auto origin = origins_.of.find(node);
      if (origin != origins_.of.end()) walk.push_back({origin->second, std::exchange(of_other, false)});
    }
    if (!walk.empty()) walk.front().of_other = of_other;
    return walk;
  }

  // Runs of one item (an outcome and its decision, say) are one step.
  static void merge_steps(std::vector<Step>& walk) {
    const auto same = [](const Step& a, const Step& b) { return a.origin.words == b.origin.words && !b.of_other; };
    walk.erase(std::unique(walk.begin(), walk.end(), same), walk.end());
  }

  void report(Kind kind, const char* what, NodeId from, NodeId to, bool crossings = true) {
    std::vector<Step> walk = walk_on(way_back(from, to, crossings));
    merge_steps(walk);
    Diagnostic diagnostic{kind, what, {}, {}, {}};
    if (!walk.empty()) {
      const Origin& start = walk.front().origin;
      diagnostic.message = fmt::format("{}: {}", start.words, what);
      diagnostic.primary = {start.span, ""};
      std::string words = start.words;
      for (std::size_t i = 1; i <= walk.size(); ++i) {
        const Step& step = walk[i % walk.size()];
        words += fmt::format("{} needs {}{}", i == 1 ? "" : ", which", step.of_other ? "another person's " : "",
                             step.origin.words);
        const bool listed = std::any_of(diagnostic.secondary.begin(), diagnostic.secondary.end(),
                                        [&](const Label& label) { return label.span == step.origin.span; });
        if (i < walk.size() && !listed && step.origin.span != start.span) {
          diagnostic.secondary.push_back({step.origin.span, ""});
        }
      }
      diagnostic.notes.push_back(words);
    }
    diagnostics_.add(std::move(diagnostic));
  }

  void renumber() {
    std::vector<NodeId> new_id(program_.nodes.size());
    for (NodeId i = 0; i < order_.size(); ++i) new_id[order_[i]] = i;
    const auto map = [&](NodeId& id) {
      if (id != kNoNode) id = new_id[id];
    };
    const auto map_all = [&](std::vector<NodeId>& ids) { std::for_each(ids.begin(), ids.end(), map); };
    std::vector<Node> nodes(program_.nodes.size());
    for (NodeId id = 0; id < nodes.size(); ++id) nodes[new_id[id]] = program_.nodes[id];
    program_.nodes = std::move(nodes);
    for (std::uint32_t c = 0; c < program_.components.size(); ++c) {
      for (NodeId id = program_.components[c].begin; id < program_.components[c].end; ++id) {
        program_.nodes[id].component = c;
      }
    }
    map_all(program_.args);
    map_all(program_.only_if);
    map_all(program_.impossible);
    map_all(program_.defines);
    map_all(program_.define_in_force);
    for (std::vector<NodeId>& versions : program_.define_versions) map_all(versions);
    map_all(program_.sets_in_force);
    map_all(program_.values_in_force);
    map_all(program_.terms);
    for (EarlierTerm& earlier : program_.earlier_terms) map(earlier.node);
    map(program_.gap);
    for (NodeId* id : more_) map(*id);
    for (DecisionNodes& d : program_.decisions) {
      map(d.value);
      map(d.in_force);
      map_all(d.available);
      map_all(d.chosen);
    }
    for (AmendmentNodes& a : program_.amendments) {
      map(a.active);
      map(a.scope);
      for (SparingNodes& exception : a.exceptions) {
        map(exception.holds);
        map_all(exception.versions);
        map_all(exception.tests);
      }
    }
    for (RuleNodes& r : program_.rules) {
      map(r.holds);
      map_all(r.holds_as);
      map_all(r.versions);
      map_all(r.tests);
      std::for_each(r.through.begin(), r.through.end(), map_all);
      map_all(r.from);
    }
  }

  Program& program_;
  const Origins& origins_;
  Diagnostics& diagnostics_;
  const std::vector<NodeId*>& more_;
  std::size_t errors_before_ = diagnostics_.error_count();
  std::vector<ComponentId> of_;
  std::vector<NodeId> order_;
};

}  // namespace

bool order_graph(Program& program, const Origins& origins, Diagnostics& diagnostics, const std::vector<NodeId*>& more) {
  return Orderer(program, origins, diagnostics, more).run();
}

}  // namespace proviso
