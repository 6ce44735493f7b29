#include "interpreter/graph_view.hpp"

#include <algorithm>

#include "interpreter/graph_edges.hpp"
#include "interpreter/graph_items.hpp"

namespace proviso {

namespace {

/// Keeps what `start` needs, directly or through others. The order among outcomes is no need: a decision is shown
/// whole.
GraphView reachable(const GraphView& view, const std::string& decision) {
  std::vector<std::vector<std::uint32_t>> out(view.items.size());
  for (const GraphEdge& edge : view.edges) out[edge.from].push_back(edge.to);
  std::vector<std::uint8_t> seen(view.items.size(), 0);
  std::vector<std::uint32_t> open;
  const auto visit = [&](std::uint32_t item) {
    if (seen[item] == 0) open.push_back(item);
    seen[item] = 1;
  };
  for (std::uint32_t i = 0; i < view.items.size(); ++i) {
    const GraphItem& item = view.items[i];
    if (item.kind == ItemKind::outcome && item.name.starts_with(decision + '.')) visit(i);
  }
  while (!open.empty()) {
    const std::uint32_t item = open.back();
    open.pop_back();
    for (const std::uint32_t to : out[item]) visit(to);
  }

  GraphView kept{view.policy, view.title, {}, {}, {}};
  std::vector<std::uint32_t> renumbered(view.items.size(), kNoId), recursion(view.recursions.size(), kNoId);
  for (std::uint32_t i = 0; i < view.items.size(); ++i) {
    if (seen[i] == 0) continue;
    renumbered[i] = static_cast<std::uint32_t>(kept.items.size());
    kept.items.push_back(view.items[i]);
    std::uint32_t& own = kept.items.back().recursion;
    if (own == kNoId) continue;
    if (recursion[own] == kNoId) {
      recursion[own] = static_cast<std::uint32_t>(kept.recursions.size());
      kept.recursions.emplace_back();
    }
    own = recursion[own];
    kept.recursions[own].push_back(renumbered[i]);
  }
  for (GraphEdge edge : view.edges) {
    if (seen[edge.from] == 0 || seen[edge.to] == 0) continue;
    edge.from = renumbered[edge.from];
    edge.to = renumbered[edge.to];
    kept.edges.push_back(std::move(edge));
  }
  return kept;
}

}  // namespace

GraphView graph_view(const Program& program, std::optional<DecisionId> decision) {
  const GraphItems items(program);
  GraphView view{program.policy.name, program.policy.title, {}, graph_edges(program.policy, items), {}};
  items.give(view);
  return decision ? reachable(view, program.policy.decisions[*decision].name) : view;
}

const char* item_word(ItemKind kind) {
  switch (kind) {
    case ItemKind::outcome:
      return "outcome";
    case ItemKind::ground:
      return "ground";
    case ItemKind::derivation:
      return "derivation";
    case ItemKind::exclusion:
      return "exclusion";
    case ItemKind::exception:
      return "exception";
    case ItemKind::define:
      return "define";
    case ItemKind::set:
      return "set";
    case ItemKind::value:
      return "value";
    case ItemKind::amendment:
      return "amendment";
    case ItemKind::impossible:
      return "impossible";
    case ItemKind::fact:
      return "fact";
    case ItemKind::judgement:
      return "judgement";
    case ItemKind::link_fact:
      return "link fact";
    case ItemKind::relation:
      return "relation";
  }
  return "";
}

const char* edge_words(EdgeKind kind) {
  switch (kind) {
    case EdgeKind::needs:
      return "needs";
    case EdgeKind::supported_by:
      return "supported by";
    case EdgeKind::excluded_by:
      return "excluded by";
    case EdgeKind::switched_off_by:
      return "switched off by";
    case EdgeKind::amended_by:
      return "amended by";
    case EdgeKind::only_after:
      return "only after";
  }
  return "";
}

}  // namespace proviso
