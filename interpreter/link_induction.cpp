#include "interpreter/link_induction.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMaxTransitions = 40;  // of a group

}  // namespace

LinkInduction::LinkInduction(TestSpace& space, Program& graph, VersionGraph& versions,
                             const TestSpace::Options& options)
    : space_(space), graph_(graph), versions_(versions), options_(options), splits_(versions.splits()) {
  std::erase_if(splits_, [&](const auto& s) { return graph_.nodes[s.nodes[0]].type != BaseType::yes_no; });
  make_groups();
}

NodeId LinkInduction::body(std::uint32_t link) const {
  return graph_.args_of(graph_.nodes[space_.variables()[link].node])[0];
}

NodeId LinkInduction::of_other(FactId fact) {
  NodeBuilder& build = versions_.build();
  return build.other(build.leaf(Op::fact, BaseType::yes_no, fact));
}

// The splits whose stand-ins a condition on a link reads.
std::vector<std::size_t> LinkInduction::splits_read(NodeId body) const {
  std::vector<std::size_t> read;
  std::set<NodeId> seen;
  std::vector<NodeId> open = {body};
  while (!open.empty()) {
    const NodeId id = open.back();
    open.pop_back();
    if (!seen.insert(id).second) continue;
    const Node& node = graph_.nodes[id];
    open.insert(open.end(), graph_.args_of(node), graph_.args_of(node) + node.arg_count);
    if (node.op != Op::fact) continue;
    const auto fact = static_cast<FactId>(node.value);
    for (std::size_t s = 0; s < splits_.size(); ++s) {
      if (splits_[s].facts[0] == fact || splits_[s].facts[1] == fact) read.push_back(s);
    }
  }
  return read;
}

void LinkInduction::make_groups() {
  std::vector<std::size_t> group(splits_.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  const auto root = [&](std::size_t s) {
    while (group[s] != s) s = group[s];
    return s;
  };
  std::vector<std::pair<std::uint32_t, std::size_t>> links;  // and a split that it reads
  for (std::uint32_t v = 0; v < space_.variables().size(); ++v) {
    const TestVariable& x = space_.variables()[v];
    if (x.kind != TestVariable::Kind::truth || graph_.nodes[x.node].op != Op::some_link) continue;
    const std::vector<std::size_t> read = splits_read(body(v));
    if (read.empty()) continue;
    for (const std::size_t s : read) group[root(s)] = root(read[0]);
    links.emplace_back(v, read[0]);
  }
  std::map<std::size_t, Group> groups;
  for (const auto& [link, split] : links) groups[root(split)].links.push_back(link);
  for (std::size_t s = 0; s < splits_.size(); ++s) {
    const auto of = groups.find(root(s));
    if (of != groups.end()) of->second.splits.push_back(s);
  }
  for (auto& [id, g] : groups) groups_.push_back(std::move(g));
  spaces_.resize(groups_.size());
}

std::vector<Diagram> LinkInduction::constraints() {
  Diagrams& d = space_.diagrams();
  std::vector<Diagram> result;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    if (!groups_[g].open) continue;
    find_implied(g);
    for (const auto& [x, y] : groups_[g].implied) result.push_back(d.any(d.variable(x, {1, 0}), d.variable(y, {0, 1})));
  }
  return result;
}

bool LinkInduction::grow(const std::function<bool(Diagram)>& can_be) {
  Diagrams& d = space_.diagrams();
  bool grown = false;
  for (Group& group : groups_) {
    if (!group.open) continue;
    Diagram who = unknown(group);
    if (!can_be(who)) continue;
    Transition transition;
    for (const std::size_t s : group.splits) {
      for (const NodeId node : splits_[s].nodes) {
        const Diagram with = d.all(who, space_.holds(node));
        const bool truth = can_be(with);
        transition.push_back(truth);
        who = truth ? with : d.all(who, d.negation(space_.holds(node)));
      }
    }
    group.known.push_back(std::move(transition));
    group.open = group.known.size() <= kMaxTransitions;
    grown = true;
  }
  return grown;
}

// Somebody who is decided differently, in another way than those who are known.
Diagram LinkInduction::unknown(const Group& group) {
  Diagrams& d = space_.diagrams();
  Diagram who = d.terminal(0);
  for (const std::size_t s : group.splits)
    who = d.any(who, d.negation(d.equal(space_.holds(splits_[s].nodes[0]), space_.holds(splits_[s].nodes[1]))));
  for (const Transition& t : group.known) who = d.all(who, d.negation(is_as(group, t)));
  return who;
}

Diagram LinkInduction::is_as(const Group& group, const Transition& transition) {
  Diagrams& d = space_.diagrams();
  Diagram result = d.terminal(1);
  for (std::size_t i = 0; i < transition.size(); ++i)
    result = d.all(result, d.with_sign(space_.holds(splits_[group.splits[i / 2]].nodes[i % 2]), transition[i] != 0));
  return result;
}

std::vector<LinkInduction::LinkSpace>& LinkInduction::spaces(std::size_t group) {
  std::vector<LinkSpace>& spaces = spaces_[group];
  if (!spaces.empty()) return spaces;
  std::map<RelationId, std::vector<NodeId>> roots;
  for (const std::uint32_t link : groups_[group].links) {
    for (const RelationId r : graph_.relations_of(graph_.nodes[space_.variables()[link].node]))
      roots[r].push_back(body(link));
  }
  for (auto& [relation, bodies] : roots) {
    for (const std::size_t s : groups_[group].splits) {
      for (const FactId fact : splits_[s].facts) bodies.push_back(of_other(fact));
    }
    TestSpace::Options options = options_;
    options.relation = relation;
    spaces.push_back({relation, std::make_unique<TestSpace>(graph_, bodies, options)});
  }
  return spaces;
}

void LinkInduction::find_implied(std::size_t g) {
  Group& group = groups_[g];
  if (group.implied_by == group.known.size()) return;
  group.implied_by = group.known.size();
  group.implied.clear();
  for (const std::uint32_t x : group.links) {
    for (const std::uint32_t y : group.links) {
      const auto relations = [&](std::uint32_t link) { return graph_.nodes[space_.variables()[link].node].value; };
      if (x != y && relations(x) == relations(y) && implies(g, x, y)) group.implied.emplace_back(x, y);
    }
  }
}

// Whether each link that makes x true makes y true.
bool LinkInduction::implies(std::size_t g, std::uint32_t x, std::uint32_t y) {
  const Group& group = groups_[g];
  const std::vector<RelationId> relations = graph_.relations_of(graph_.nodes[space_.variables()[x].node]);
  for (LinkSpace& link : spaces(g)) {
    if (std::find(relations.begin(), relations.end(), link.relation) == relations.end()) continue;
    Diagrams& d = link.space->diagrams();
    const auto in = [&](std::size_t split, std::size_t version) {
      return link.space->holds(of_other(splits_[split].facts[version]));
    };
    const Diagram both = d.all(link.space->holds(body(x)), d.negation(link.space->holds(body(y))));
    Diagram alike = both;
    for (const std::size_t s : group.splits) alike = d.all(alike, d.equal(in(s, 0), in(s, 1)));
    Diagram who = alike;
    for (const Transition& t : group.known) {
      Diagram here = both;
      for (std::size_t i = 0; i < t.size(); ++i)
        here = d.all(here, d.with_sign(in(group.splits[i / 2], i % 2), t[i] != 0));
      who = d.any(who, here);
    }
    if (!d.is(who, 0) || !link.space->limit().empty()) return false;
  }
  return true;
}

}  // namespace proviso
