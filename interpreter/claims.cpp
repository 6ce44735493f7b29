#include "interpreter/claims.hpp"

#include <utility>

#include "interpreter/concrete_case.hpp"
#include "interpreter/graph.hpp"
#include "interpreter/prover.hpp"

namespace proviso {

namespace {

// The program's graph with an open date, in which a truth is looked for.
Pair graph_with(const Program& program, const Claim& claim) {
  Pair pair;
  PairGraph graph(program, program, pair.program, {}, PairGraph::Recursion::kept);
  pair.date_slot = graph.date_slot();
  pair.program.only_if = graph.of_a(program.only_if);
  pair.program.impossible = graph.of_a(program.impossible);
  std::vector<NodeId> truths = {claim_node(graph, claim), graph.date_in_force()};
  if (program.gap != kNoNode) truths.push_back(graph.build().negation(graph.of_a(program.gap)));
  pair.differ = graph.build().all(std::move(truths));
  Diagnostics diagnostics;  // the graph is legal
  order_graph(pair.program, {}, diagnostics, {&pair.differ});
  return pair;
}

struct Found {
  std::optional<Somebody> somebody;
  bool complete = true;  ///< else the bounds did not suffice
};

Found find_with(const Program& program, const Pair& pair, std::optional<RelationId> link, const DecideOptions& options,
                Effort& effort) {
  auto c = blank_case(pair, link);
  if (!c) return {};
  const Search found = find_difference(pair, *c, {pair.differ}, options,
                                       [&](const Variable& variable) { return plain_value(program, variable); });
  effort.work += pair.program.nodes.size() + found.work;
  if (!found.witness) return {std::nullopt, found.complete};
  auto concrete = concrete_case(program, pair, blank_base(program, *c), *c, *found.witness);
  if (!concrete) return {};
  return {Somebody{std::move(*concrete), found.witness->person}};
}

}  // namespace

std::vector<Verdict> prove_claims(const Program& program, const std::vector<Claim>& claims,
                                  const DecideOptions& options, Effort& effort) {
  if (effort.spent()) return std::vector<Verdict>(claims.size(), Verdict::stopped);
  PairParts parts(program, claims);
  if (parts.failed()) return std::vector<Verdict>(claims.size(), Verdict::stopped);
  effort.work += parts.program().nodes.size();
  std::vector<Verdict> verdicts;
  for (const Part& part : parts.list()) {
    if (effort.spent()) {
      verdicts.push_back(Verdict::stopped);
      continue;
    }
    Prover prover(parts, options);
    const bool proved = prover.prove(part);
    effort.work += prover.work();
    verdicts.push_back(proved ? Verdict::proved : prover.stopped() ? Verdict::stopped : Verdict::open);
  }
  return verdicts;
}

std::optional<Somebody> find_somebody(const Program& program, const Claim& claim, const DecideOptions& options,
                                      Effort& effort) {
  if (effort.spent()) return std::nullopt;
  const Pair pair = graph_with(program, claim);
  Found found = find_with(program, pair, std::nullopt, options, effort);
  // Two are more than one: where the bounds do not suffice for one, they do not for two.
  for (RelationId r = 0; !found.somebody && found.complete && r < program.policy.relations.size(); ++r) {
    if (!program.policy.relations[r].is_inverse) found = find_with(program, pair, r, options, effort);
  }
  return std::move(found.somebody);
}

}  // namespace proviso
