#include <fmt/format.h>

#include <algorithm>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/compiler.hpp"

// Rules, outcomes and decisions.
namespace proviso {

bool Compiler::matches(const RuleVersion& version, Filter filter) const {
  switch (filter.kind) {
    case Filter::Kind::none:
      return true;
    case Filter::Kind::outcome: {
      const OutcomeRef outcome{filter.a, filter.b};
      return std::find(version.targets.begin(), version.targets.end(), outcome) != version.targets.end();
    }
    case Filter::Kind::rule:
      return std::find(version.switches_off.begin(), version.switches_off.end(), filter.a) !=
             version.switches_off.end();
    case Filter::Kind::amendment:
      return std::find(version.spares.begin(), version.spares.end(), filter.a) != version.spares.end();
  }
  return false;
}

NodeId Compiler::derives_from(const RuleVersion& version, Stage stage) {
  std::vector<NodeId> outcomes;
  for (const OutcomeRef& from : version.from) {
    of_other_ = true;
    outcomes.push_back(build_.other(chosen(from.decision, from.outcome, stage)));
  }
  return build_.any(std::move(outcomes));
}

NodeId Compiler::through(const RuleVersion& version, const Through& clause, Stage stage) {
  const NodeId from = derives_from(version, stage);
  const NodeId test = clause.condition == kNoId ? build_.truth(true) : condition(clause.condition, stage);
  return build_.all({test, from});
}

NodeId Compiler::rule_test(const RuleVersion& version, Stage stage) {
  if (version.through.empty()) return version.test == kNoId ? build_.truth(true) : condition(version.test, stage);
  std::vector<NodeId> ways;
  for (const Through& clause : version.through) {
    ways.push_back(build_.some_link(clause.relations, through(version, clause, stage)));
  }
  return build_.any(std::move(ways));
}

// The text of the rule that governs the person, as a truth: base versions by date, then the amendments one after
// another.
NodeId Compiler::rule_text(RuleId id, Stage stage, Filter filter) {
  const Rule& rule = policy_.rules[id];
  const auto test = [&](const RuleVersion& version) {
    if (!matches(version, filter)) return build_.truth(false);
    return build_.all({in_force(version.in_force), rule_test(version, stage)});
  };
  std::vector<NodeId> base, exists;
  for (const RuleVersion& version : rule.versions) {
    if (version.amendment != kNoId) continue;
    base.push_back(test(version));
    exists.push_back(in_force(version.in_force));
  }
  NodeId holds = build_.any(std::move(base));
  NodeId present = build_.any(std::move(exists));
  for (const auto& [amendment, change] : touches(Change::Item::rule, id)) {
    if (amendment >= stage) break;
    const NodeId act = active(amendment);
    switch (change->kind) {
      case syntax::ChangeKind::insert:
        holds = build_.choose(act, test(rule.versions[change->version]), holds);
        present = build_.any({act, present});
        break;
      case syntax::ChangeKind::replace:
        holds = build_.choose(build_.all({act, present}), test(rule.versions[change->version]), holds);
        break;
      default:  // repeal
        holds = build_.all({holds, build_.negation(act)});
        present = build_.all({present, build_.negation(act)});
        break;
    }
  }
  return holds;
}

NodeId Compiler::rule(RuleId id, Stage stage, Filter filter) {
  const Rule& rule = policy_.rules[id];
  const auto uniform = [&] {
    return std::all_of(rule.versions.begin(), rule.versions.end(), [&](const auto& v) { return matches(v, filter); });
  };
  if (filter.kind != Filter::Kind::none && uniform()) filter = {};
  const Origin origin{fmt::format("{} `{}`", rule_kind_word(rule.kind), rule.name),
                      rule.versions.front().heading.name_span};
  const Key key{What::rule, id, 0, stage, filter.kind, filter.a, filter.b};
  return once(key, BaseType::yes_no, origin, [&] {
    std::vector<NodeId> parts = {rule_text(id, stage, filter)};
    for (const RuleId exception : exceptions_to_[id]) {
      parts.push_back(build_.negation(this->rule(exception, stage, {Filter::Kind::rule, id, 0})));
    }
    return build_.all(std::move(parts));
  });
}

NodeId Compiler::available(DecisionId id, std::uint32_t outcome, Stage stage) {
  const Decision& d = policy_.decisions[id];
  const Origin origin{d.yes_no ? fmt::format("decision `{}`", d.name)
                               : fmt::format("outcome `{}` of decision `{}`", d.outcomes[outcome].name, d.name),
                      d.outcomes[outcome].span};
  return once({What::available, id, outcome, stage, {}, 0, 0}, BaseType::yes_no, origin, [&] {
    std::vector<NodeId> support;
    std::vector<NodeId> parts;
    const auto rules = rules_for_.find({id, outcome});
    if (rules == rules_for_.end()) return build_.truth(false);
    for (const RuleId r : rules->second) {
      const NodeId holds = rule(r, stage, {Filter::Kind::outcome, id, outcome});
      if (policy_.rules[r].kind == syntax::RuleKind::exclusion) {
        parts.push_back(build_.negation(holds));
      } else {
        support.push_back(holds);
      }
    }
    parts.push_back(build_.any(std::move(support)));
    return build_.all(std::move(parts));
  });
}

// The decision's own text at a stage: what `under` gives for the version that governs the person.
template <class Under>
NodeId Compiler::by_decision_version(DecisionId id, Stage stage, Under under) {
  const Decision& d = policy_.decisions[id];
  NodeId node = kNoNode;
  for (const DecisionVersion& version : d.versions) {
    if (version.amendment == kNoId) node = under(version);
  }
  NodeId present = build_.truth(node != kNoNode);
  for (const auto& [amendment, change] : touches(Change::Item::decision, id)) {
    if (amendment >= stage) break;
    const NodeId changed = under(d.versions[change->version]);
    const NodeId act = active(amendment);
    if (node == kNoNode) {
      node = changed;
    } else {
      node =
          build_.choose(change->kind == syntax::ChangeKind::insert ? act : build_.all({act, present}), changed, node);
    }
    if (change->kind == syntax::ChangeKind::insert) present = build_.any({act, present});
  }
  return node;
}

NodeId Compiler::chosen_under(DecisionId id, const DecisionVersion& version, std::uint32_t outcome, Stage stage) {
  std::vector<NodeId> parts;
  for (std::size_t i = 0; i < version.order.size(); ++i) {
    const bool otherwise = i + 1 == version.order.size();
    if (version.order[i] == outcome) {
      if (!otherwise) parts.push_back(available(id, outcome, stage));
      return build_.all(std::move(parts));
    }
    parts.push_back(build_.negation(available(id, version.order[i], stage)));
  }
  return build_.truth(false);  // this version lacks the outcome
}

NodeId Compiler::chosen(DecisionId id, std::uint32_t outcome, Stage stage) {
  const Decision& d = policy_.decisions[id];
  const Origin origin{fmt::format("decision `{}`", d.name), d.versions.front().heading.name_span};
  return once({What::chosen, id, outcome, stage, {}, 0, 0}, BaseType::yes_no, origin, [&] {
    const NodeId node = by_decision_version(
        id, stage, [&](const DecisionVersion& version) { return chosen_under(id, version, outcome, stage); });
    return build_.own(node, id, outcome);
  });
}

NodeId Compiler::decision_under(DecisionId id, const DecisionVersion& version, Stage stage) {
  const BaseType type = policy_.decisions[id].yes_no ? BaseType::yes_no : BaseType::member;
  NodeId node = build_.constant(type, version.order.back());
  for (std::size_t i = version.order.size() - 1; i-- > 0;) {
    node = build_.choose(available(id, version.order[i], stage), build_.constant(type, version.order[i]), node);
  }
  return node;
}

// A decision that an amendment inserts is there for those to whom the amendment applies.
NodeId Compiler::decision_exists(DecisionId id, Stage stage) {
  std::vector<NodeId> parts;
  for (const DecisionVersion& version : policy_.decisions[id].versions) {
    if (version.amendment == kNoId) return build_.truth(true);
  }
  for (const auto& [amendment, change] : touches(Change::Item::decision, id)) {
    if (amendment < stage && change->kind == syntax::ChangeKind::insert) parts.push_back(active(amendment));
  }
  return build_.any(std::move(parts));
}

NodeId Compiler::decision(DecisionId id, Stage stage) {
  const Decision& d = policy_.decisions[id];
  const BaseType type = d.yes_no ? BaseType::yes_no : BaseType::member;
  const Origin origin{fmt::format("decision `{}`", d.name), d.versions.front().heading.name_span};
  return once({What::decision, id, 0, stage, {}, 0, 0}, type, origin, [&] {
    const NodeId node = by_decision_version(
        id, stage, [&](const DecisionVersion& version) { return decision_under(id, version, stage); });
    return build_.own(node, id, static_cast<std::uint32_t>(d.outcomes.size()));
  });
}

}  // namespace proviso
