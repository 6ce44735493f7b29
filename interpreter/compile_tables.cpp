#include <algorithm>
#include <tuple>

#include "interpreter/compiler.hpp"

// The tables of the program: which nodes stand for which parts of the policy.
namespace proviso {

// Which text of a rule or define governs the person: the base texts by date, then the amendments one after another.
template <class Version>
std::vector<NodeId> Compiler::versions_in_force(Change::Item item, std::uint32_t ref, const std::vector<Version>& texts,
                                                Stage stage) {
  std::vector<NodeId> versions, exists;
  for (const Version& text : texts) {
    versions.push_back(text.amendment == kNoId ? in_force(text.in_force) : build_.truth(false));
    if (text.amendment == kNoId) exists.push_back(versions.back());
  }
  NodeId present = build_.any(std::move(exists));
  for (const auto& [amendment, change] : touches(item, ref)) {
    if (amendment >= stage) break;
    const NodeId act = active(amendment);
    const NodeId applies = change->kind == syntax::ChangeKind::replace ? build_.all({act, present}) : act;
    for (NodeId& version : versions) version = build_.all({version, build_.negation(applies)});
    if (change->kind != syntax::ChangeKind::repeal) {
      versions[change->version] = build_.all({applies, in_force(texts[change->version].in_force)});
    }
    present = change->kind == syntax::ChangeKind::insert   ? build_.any({act, present})
              : change->kind == syntax::ChangeKind::repeal ? build_.all({present, build_.negation(act)})
                                                           : present;
  }
  return versions;
}

void Compiler::fill_rule(RuleId id) {
  const Rule& r = policy_.rules[id];
  RuleNodes nodes;
  nodes.holds = rule(id, final_, {});
  for (const RuleVersion& version : r.versions) {
    nodes.tests.push_back(rule_test(version, final_));
    std::vector<NodeId> clauses;
    for (const Through& clause : version.through) clauses.push_back(through(version, clause, final_));
    nodes.through.push_back(std::move(clauses));
    if (r.kind == syntax::RuleKind::derivation) nodes.from.push_back(derives_from(version, final_));
  }
  nodes.versions = versions_in_force(Change::Item::rule, id, r.versions, final_);
  for (const NodeId version : nodes.versions) nodes.holds_as.push_back(build_.all({version, nodes.holds}));
  program_.rules.push_back(std::move(nodes));
}

void Compiler::fill_amendments() {
  for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
    const Amendment& amendment = policy_.amendments[a];
    AmendmentNodes nodes;
    nodes.active = active(a);
    if (amendment.scope != kNoId) nodes.scope = condition(amendment.scope, a);
    for (const RuleId exception : amendment.exceptions) {
      const std::vector<RuleVersion>& texts = policy_.rules[exception].versions;
      SparingNodes sparing;
      sparing.holds = rule(exception, a, {Filter::Kind::amendment, a, 0});
      sparing.versions = versions_in_force(Change::Item::rule, exception, texts, a);
      for (const RuleVersion& text : texts) {
        const bool names = matches(text, {Filter::Kind::amendment, a, 0});
        sparing.tests.push_back(names ? rule_test(text, a) : build_.truth(false));
      }
      nodes.exceptions.push_back(std::move(sparing));
    }
    program_.amendments.push_back(std::move(nodes));
  }
}

void Compiler::fill_decision(DecisionId id) {
  DecisionNodes nodes;
  nodes.value = decision(id, final_);
  nodes.in_force = decision_exists(id, final_);
  for (std::uint32_t o = 0; o < policy_.decisions[id].outcomes.size(); ++o) {
    nodes.available.push_back(available(id, o, final_));
    nodes.chosen.push_back(chosen(id, o, final_));
    nodes.supports.emplace_back();
    nodes.excludes.emplace_back();
    const auto rules = rules_for_.find({id, o});
    if (rules == rules_for_.end()) continue;
    for (const RuleId r : rules->second) {
      const bool excludes = policy_.rules[r].kind == syntax::RuleKind::exclusion;
      (excludes ? nodes.excludes : nodes.supports).back().push_back(r);
    }
  }
  program_.decisions.push_back(std::move(nodes));
}

void Compiler::fill_tables() {
  for (const Fact& fact : policy_.facts) {
    program_.only_if.push_back(fact.only_if == kNoId ? kNoNode : condition(fact.only_if, final_));
  }
  for (const Impossible& impossible : policy_.impossibles) {
    program_.impossible.push_back(condition(impossible.condition, final_));
  }
  fill_amendments();
  for (DecisionId d = 0; d < policy_.decisions.size(); ++d) fill_decision(d);
  for (DefineId d = 0; d < policy_.defines.size(); ++d) {
    program_.defines.push_back(define(d, final_));
    program_.define_in_force.push_back(define_exists(d, final_));
    program_.define_versions.push_back(versions_in_force(Change::Item::define, d, policy_.defines[d].versions, final_));
  }
  for (RuleId r = 0; r < policy_.rules.size(); ++r) fill_rule(r);
  for (SetId s = 0; s < policy_.sets.size(); ++s) program_.sets_in_force.push_back(set(s, final_));
  for (ValueId v = 0; v < policy_.values.size(); ++v) program_.values_in_force.push_back(value(v, final_));
}

void Compiler::fill_earlier_terms() {
  for (const auto& [key, node] : terms_) {
    const auto stage = static_cast<Stage>(key >> 32);
    const auto id = static_cast<TermId>(key);
    if (stage != final_ && node != program_.terms[id]) program_.earlier_terms.push_back({id, stage, node});
  }
  std::sort(program_.earlier_terms.begin(), program_.earlier_terms.end(),
            [](const EarlierTerm& a, const EarlierTerm& b) {
              return std::tie(a.term, a.before) < std::tie(b.term, b.before);
            });
}

}  // namespace proviso
