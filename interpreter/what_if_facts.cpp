#include "interpreter/what_if_facts.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proviso {

namespace {

/// Facts, and facts of links, by their index in the policy.
struct NeededFacts {
  std::vector<char> facts, link_facts;
};

NeededFacts needed_facts(const Program& program, const std::vector<Watched>& watched) {
  NeededFacts needed{std::vector<char>(program.policy.facts.size(), 0),
                     std::vector<char>(program.policy.link_facts.size(), 0)};
  std::vector<NodeId> roots;
  for (const Watched& w : watched) roots.push_back(program.decisions[w.decision].value);
  // A fact that only decides whether another exists moves decisions through it.
  for (std::size_t known = 0; known != roots.size();) {
    known = roots.size();
    const std::vector<char> marked = mark_needed(program, roots);
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
      const Node& node = program.nodes[id];
      if (marked[id] == 0 || (node.op != Op::fact && node.op != Op::link_fact)) continue;
      const auto fact = static_cast<std::size_t>(node.value);
      if (node.op == Op::link_fact) {
        needed.link_facts[fact] = 1;
      } else if (needed.facts[fact] == 0) {
        needed.facts[fact] = 1;
        if (program.only_if[fact] != kNoNode) roots.push_back(program.only_if[fact]);
      }
    }
  }
  return needed;
}

}  // namespace

std::vector<std::uint32_t> nearest_people(const Case& c, std::uint32_t person, std::size_t most) {
  std::vector<std::uint32_t> people = {person};
  for (std::size_t next = 0; next < people.size() && people.size() < most; ++next) {
    std::vector<std::uint32_t> found;
    for (const CaseLink& link : c.links) {
      if (link.from != people[next] && link.to != people[next]) continue;
      found.push_back(link.from == people[next] ? link.to : link.from);
    }
    std::sort(found.begin(), found.end(), [&](auto a, auto b) { return c.people[a].id < c.people[b].id; });
    for (const std::uint32_t other : found) {
      const bool is_new = std::find(people.begin(), people.end(), other) == people.end();
      if (is_new && people.size() < most) people.push_back(other);
    }
  }
  return people;
}

std::vector<Variable> movable_facts(const Program& program, const Case& c, const std::vector<Watched>& watched,
                                    const std::vector<std::vector<std::uint32_t>>& people) {
  const NeededFacts needed = needed_facts(program, watched);
  std::vector<char> near(c.people.size(), 0);
  for (const auto& group : people) {
    for (const std::uint32_t p : group) near[p] = 1;
  }
  std::vector<std::pair<std::string, Variable>> named;
  const auto add = [&](const Variable& variable) { named.emplace_back(variable_path(program, c, variable), variable); };
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    for (FactId f = 0; f < needed.facts.size() && near[p] != 0; ++f) {
      if (needed.facts[f] != 0) add({Variable::Kind::fact, p, f});
    }
  }
  for (std::uint32_t l = 0; l < c.links.size(); ++l) {
    const CaseLink& link = c.links[l];
    if (near[link.from] == 0 && near[link.to] == 0) continue;
    const auto& facts = program.policy.relation_groups[program.policy.relations[link.relation].group].facts;
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
      if (needed.link_facts[facts[i]] != 0) add({Variable::Kind::link_fact, l, i});
    }
  }
  std::sort(named.begin(), named.end());
  std::vector<Variable> all;
  for (const auto& [name, variable] : named) all.push_back(variable);
  return all;
}

}  // namespace proviso
