#include "interpreter/version_graph.hpp"

#include <map>
#include <set>

#include "interpreter/pair_graph.hpp"

namespace proviso {

// Takes the nodes of one version over.
class GraphImport {
 public:
  using Key = VersionGraph::Key;
  using OpenFacts = std::map<Key, FactId>;

  /// `open`: the facts that stand for what a recursion reads of others; those that are not there yet are added.
  GraphImport(const GraphVersion& version, std::size_t number, Program& into, NodeBuilder& build,
              std::uint32_t date_slot, OpenFacts& open)
      : from_(*version.program),
        on_(version.on),
        number_(number),
        into_(into),
        build_(build),
        date_slot_(date_slot),
        open_(open),
        to_(from_.nodes.size(), kNoNode) {
    name_nodes();
  }

  std::vector<NodeId> run() {
    for (NodeId id = 0; id < from_.nodes.size(); ++id) take(id);
    return std::move(to_);
  }
  /// What was read of others early, as nodes of the version.
  const std::map<Key, NodeId>& read_early() const { return read_; }

 private:
  // What a node is called in every version: a table of the program, and a place in it.
  void name_nodes() {
    const auto name = [&](NodeId node, int what, std::size_t id, std::size_t part = 0) {
      if (node == kNoNode) return;
      names_.try_emplace(node, Key{what, static_cast<std::uint32_t>(id), static_cast<std::uint32_t>(part)});
    };
    for (std::size_t d = 0; d < from_.decisions.size(); ++d) {
      name(from_.decisions[d].value, 1, d);
      for (std::size_t o = 0; o < from_.decisions[d].chosen.size(); ++o) {
        name(from_.decisions[d].chosen[o], 2, d, o);
        name(from_.decisions[d].available[o], 3, d, o);
      }
    }
    for (std::size_t d = 0; d < from_.defines.size(); ++d) {
      name(from_.defines[d], 4, d);
      name(from_.define_in_force[d], 5, d);
    }
    for (std::size_t r = 0; r < from_.rules.size(); ++r) name(from_.rules[r].holds, 6, r);
  }

  Type type_of(const Key& key, BaseType base) const {
    if (key.what == 1 && base == BaseType::member) return {base, from_.policy.decisions[key.id].enumeration, true};
    if (key.what == 4) return from_.policy.defines[key.id].type;
    return {base, kNoId, base != BaseType::yes_no};
  }

  // The depth is bounded by the depth of the definitions, inside one recursion.
  NodeId take(NodeId id) {
    if (to_[id] == kNoNode) to_[id] = make(id);
    return to_[id];
  }

  // What has no name, such as the text before an amendment, is taken for that of the other version in the same order:
  // whether it is the same is found out. Of a variant it is its own.
  Key unnamed(NodeId arg) {
    if (number_ > 1) return Key{100 + static_cast<int>(number_), arg, 0};
    const auto order = unnamed_.try_emplace(arg, static_cast<std::uint32_t>(unnamed_.size())).first->second;
    return Key{100, order, 0};
  }

  NodeId read_of_other(NodeId id, NodeId arg) {
    const bool recursion = from_.components[from_.nodes[id].component].kind != Component::Kind::plain &&
                           from_.nodes[arg].component == from_.nodes[id].component;
    // What others are decided to be is open even where it could be written out: so it is seen together.
    const auto name = names_.find(arg);
    if (!recursion && (name == names_.end() || from_.nodes[arg].op == Op::constant)) return build_.other(take(arg));
    if (!recursion) take(arg);
    const Key key = name != names_.end() ? name->second : unnamed(arg);
    read_.emplace(key, arg);
    const BaseType base = from_.nodes[arg].type;
    const auto [fact, is_new] = open_.try_emplace(key, 0);
    if (is_new) fact->second = add_open_fact(into_, type_of(key, base));
    return build_.other(build_.leaf(Op::fact, base, fact->second));
  }

  NodeId make(NodeId id) {
    const Node& node = from_.nodes[id];
    if (node.op == Op::other) return read_of_other(id, from_.args_of(node)[0]);
    std::vector<NodeId> args;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) args.push_back(take(from_.args_of(node)[i]));
    switch (node.op) {
      case Op::as_of:
        return on_ ? build_.constant(BaseType::date, *on_) : build_.leaf(Op::supplied, BaseType::date, date_slot_);
      case Op::copy:
      case Op::value_use:
        return args[0];
      default:
        return copy_node(from_, node, std::move(args), into_, build_);
    }
  }

  const Program& from_;
  std::optional<Days> on_;
  std::size_t number_;
  Program& into_;
  NodeBuilder& build_;
  std::uint32_t date_slot_;
  OpenFacts& open_;
  std::map<NodeId, Key> names_;
  std::map<NodeId, std::uint32_t> unnamed_;  // in the order in which they are read
  std::map<Key, NodeId> read_;
  std::vector<NodeId> to_;
};

VersionGraph::VersionGraph(const std::vector<GraphVersion>& versions, Program& into) {
  std::set<Key> split;
  for (;;) {
    prepare(versions, into);
    // Open facts of the first version, and of the second: the same where nothing split them.
    GraphImport::OpenFacts open[2];
    GraphImport first(versions[0], 0, into, *build_, date_slot_, open[0]);
    to_.push_back(first.run());
    for (const auto& [key, fact] : open[0]) {
      if (!split.contains(key)) open[1].emplace(key, fact);
    }
    GraphImport second(versions[1], 1, into, *build_, date_slot_, open[1]);
    to_.push_back(second.run());
    bool stable = true;
    for (const auto& [key, in_second] : second.read_early()) {
      const auto in_first = first.read_early().find(key);
      if (in_first == first.read_early().end()) continue;
      const NodeId nodes[2] = {to_[0][in_first->second], to_[1][in_second]};
      if (nodes[0] == nodes[1] && !split.contains(key)) continue;
      stable = stable && !split.insert(key).second;
      splits_.push_back({{open[0].at(key), open[1].at(key)}, {nodes[0], nodes[1]}});
    }
    if (!stable) continue;
    stands_for_.assign(into.policy.facts.size() - facts_, kNoNode);
    const auto stand = [&](const GraphImport& version, std::size_t number) {
      for (const auto& [key, node] : version.read_early())
        stands_for_[open[number].at(key) - facts_] = to_[number][node];
    };
    stand(second, 1);
    stand(first, 0);
    for (std::size_t v = 2; v < versions.size(); ++v)
      to_.push_back(GraphImport(versions[v], v, into, *build_, date_slot_, open[versions[v].others]).run());
    stands_for_.resize(into.policy.facts.size() - facts_, kNoNode);
    into.only_if.resize(into.policy.facts.size(), kNoNode);
    return;
  }
}

void VersionGraph::prepare(const std::vector<GraphVersion>& versions, Program& into) {
  const Program& first = *versions[0].program;
  into = Program{};
  into.policy = first.policy;
  into.sets = versions.back().program->sets;
  into.supplied = first.supplied;
  date_slot_ = add_date_slot(into);
  facts_ = into.policy.facts.size();
  into.only_if.assign(facts_, kNoNode);
  build_.emplace(into);
  to_.clear();
  splits_.clear();
}

std::vector<char> VersionGraph::made_by(const std::vector<std::size_t>& versions) const {
  std::vector<char> made;
  for (const std::size_t v : versions) {
    for (const NodeId id : to_[v]) {
      if (id >= made.size()) made.resize(id + 1, 0);
      made[id] = 1;
    }
  }
  return made;
}

}  // namespace proviso
