#include "interpreter/compiler.hpp"

// Gaps: a define of which no text is in force for a person, and which a text that is in force needs. What is needed is
// read off the text, not off the answer: both sides of `and` are needed, but only the option of a conditional value
// that is chosen, and nothing of a rule that is not in force.
namespace proviso {

NodeId Compiler::missing(const TextItem& item, NodeId exists) {
  const bool counts = !gap_of_ || (gap_of_->is_decision == item.is_decision && gap_of_->ref == item.ref);
  return counts ? build_.negation(exists) : build_.truth(false);
}

NodeId Compiler::gap(TermId id, Stage stage) {
  const Term& t = policy_.term(id);
  if (t.kind == TermKind::choice) return gap_in_choice(t, stage);
  std::vector<NodeId> parts;
  for (std::uint32_t i = 0; i < t.child_count; ++i) parts.push_back(gap(policy_.child(t, i), stage));
  const NodeId inside = build_.any(std::move(parts));
  if (t.kind == TermKind::conjunction && policy_.term(policy_.child(t, 0)).kind == TermKind::link_is) {
    return build_.all({term(policy_.child(t, 0), stage), inside});  // a clause: of its links only
  }
  const auto of = [&](NodeId node) { return t.other ? build_.other(node) : node; };
  switch (t.kind) {
    case TermKind::define:
      return of(build_.any({missing({false, t.ref}, define_exists(t.ref, stage)), gap_of_define(t.ref, stage)}));
    case TermKind::decision:
      return of(gap_in_use_of(t.ref, stage));
    case TermKind::link:
    case TermKind::link_count:
    case TermKind::link_extreme:
      return build_.some_link(policy_.relation_lists[t.relations], inside);
    default:
      return inside;
  }
}

NodeId Compiler::gap_in_choice(const Term& t, Stage stage) {
  NodeId node = gap(policy_.child(t, t.child_count - 1), stage);
  for (std::uint32_t i = t.child_count - 1; i >= 2; i -= 2) {
    const TermId test = policy_.child(t, i - 1);
    const NodeId chosen = build_.choose(condition(test, stage), gap(policy_.child(t, i - 2), stage), node);
    node = build_.any({gap(test, stage), chosen});
  }
  return node;
}

// What is missing in the texts of a define or rule, from what is missing in the base text: each amendment that makes a
// change puts its own text in the place of the one before, if there is one.
template <class Missing>
NodeId Compiler::gap_after_changes(Change::Item item, std::uint32_t id, Stage stage, NodeId node, NodeId present,
                                   Missing missing) {
  for (const auto& [amendment, change] : touches(item, id)) {
    if (amendment >= stage) break;
    const NodeId act = active(amendment);
    if (change->kind == syntax::ChangeKind::repeal) {
      node = build_.all({node, build_.negation(act)});
      present = build_.all({present, build_.negation(act)});
      continue;
    }
    const bool insert = change->kind == syntax::ChangeKind::insert;
    node = build_.choose(insert ? act : build_.all({act, present}), missing(change->version), node);
    if (insert) present = build_.any({act, present});
  }
  return node;
}

NodeId Compiler::gap_of_define(DefineId id, Stage stage) {
  const Define& d = policy_.defines[id];
  const Origin origin{"define `" + d.name + "`", d.versions.front().heading.name_span};
  return once(
      {What::gap_of_define, id, 0, stage, {}, 0, 0}, BaseType::yes_no, origin,
      [&] {
        const auto missing = [&](const DefineVersion& v) {
          return build_.all({in_force(v.in_force), gap(v.body, stage)});
        };
        std::vector<NodeId> base, exists;
        for (const DefineVersion& version : d.versions) {
          if (version.amendment != kNoId) continue;
          base.push_back(missing(version));
          exists.push_back(in_force(version.in_force));
        }
        return gap_after_changes(Change::Item::define, id, stage, build_.any(std::move(base)),
                                 build_.any(std::move(exists)),
                                 [&](std::uint32_t version) { return missing(d.versions[version]); });
      },
      d.links.empty() ? Level::person : Level::link);
}

NodeId Compiler::gap_of_rule(RuleId id, Stage stage) {
  const Rule& r = policy_.rules[id];
  const Origin origin{"rule `" + r.name + "`", r.versions.front().heading.name_span};
  return once({What::gap_of_rule, id, 0, stage, {}, 0, 0}, BaseType::yes_no, origin, [&] {
    const auto missing = [&](const RuleVersion& v) {
      std::vector<NodeId> parts;
      if (v.test != kNoId) parts.push_back(gap(v.test, stage));
      for (const Through& clause : v.through) {
        std::vector<NodeId> inside;
        if (clause.condition != kNoId) inside.push_back(gap(clause.condition, stage));
        for (const OutcomeRef& from : v.from) inside.push_back(build_.other(gap_in_use_of(from.decision, stage)));
        parts.push_back(build_.some_link(clause.relations, build_.any(std::move(inside))));
      }
      for (const RuleId exception : exceptions_to_[id]) parts.push_back(gap_of_rule(exception, stage));
      return build_.all({in_force(v.in_force), build_.any(std::move(parts))});
    };
    std::vector<NodeId> base, exists;
    for (const RuleVersion& version : r.versions) {
      if (version.amendment != kNoId) continue;
      base.push_back(missing(version));
      exists.push_back(in_force(version.in_force));
    }
    return gap_after_changes(Change::Item::rule, id, stage, build_.any(std::move(base)), build_.any(std::move(exists)),
                             [&](std::uint32_t version) { return missing(r.versions[version]); });
  });
}

NodeId Compiler::gap_in_use_of(DecisionId id, Stage stage) {
  return build_.any({missing({true, id}, decision_exists(id, stage)), gap_of_decision(id, stage)});
}

NodeId Compiler::gap_of_decision(DecisionId id, Stage stage) {
  const Decision& d = policy_.decisions[id];
  const Origin origin{"decision `" + d.name + "`", d.versions.front().heading.name_span};
  return once({What::gap_of_decision, id, 0, stage, {}, 0, 0}, BaseType::yes_no, origin, [&] {
    // The rules for and against the outcomes that the governing text has.
    const auto missing = [&](const DecisionVersion& version) {
      std::vector<NodeId> parts;
      for (const std::uint32_t outcome : version.order) {
        const auto rules = rules_for_.find({id, outcome});
        if (rules == rules_for_.end() || outcome == version.order.back()) continue;
        for (const RuleId r : rules->second) parts.push_back(gap_of_rule(r, stage));
      }
      return build_.any(std::move(parts));
    };
    NodeId node = build_.truth(false);
    for (const DecisionVersion& version : d.versions) {
      if (version.amendment == kNoId) node = missing(version);
    }
    for (const auto& [amendment, change] : touches(Change::Item::decision, id)) {
      if (amendment >= stage) break;
      const bool insert = change->kind == syntax::ChangeKind::insert;
      const NodeId present = insert ? build_.truth(true) : decision_exists(id, amendment);
      node = build_.choose(build_.all({active(amendment), present}), missing(d.versions[change->version]), node);
    }
    return node;
  });
}

// What the whole final text and `impossible` need, and what the scopes of amendments whose day has come need of the
// text before them.
NodeId Compiler::gap_anywhere() {
  std::vector<NodeId> parts;
  for (DefineId d = 0; d < policy_.defines.size(); ++d) {
    if (!policy_.defines[d].links.empty()) continue;  // no answer: needed only where it is read
    parts.push_back(build_.all({define_exists(d, final_), gap_of_define(d, final_)}));
  }
  for (DecisionId d = 0; d < policy_.decisions.size(); ++d) {
    parts.push_back(build_.all({decision_exists(d, final_), gap_of_decision(d, final_)}));
  }
  for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
    const Amendment& amendment = policy_.amendments[a];
    std::vector<NodeId> needed;
    if (amendment.scope != kNoId) needed.push_back(gap(amendment.scope, a));
    for (const RuleId exception : amendment.exceptions) needed.push_back(gap_of_rule(exception, a));
    parts.push_back(build_.all({in_force({amendment.from, kLastDay}), build_.any(std::move(needed))}));
  }
  for (const Impossible& impossible : policy_.impossibles) parts.push_back(gap(impossible.condition, final_));
  return build_.any(std::move(parts));
}

bool Compiler::may_have_gaps() const {
  for (const Define& d : policy_.defines) {
    for (const DefineVersion& version : d.versions) {
      if (version.in_force.from > policy_.in_force_from || version.in_force.through < kLastDay) return true;
    }
  }
  for (const Amendment& amendment : policy_.amendments) {
    for (const Change& change : amendment.changes) {
      const bool added = change.kind == syntax::ChangeKind::insert || change.kind == syntax::ChangeKind::repeal;
      if ((change.item == Change::Item::define || change.item == Change::Item::decision) && added) return true;
    }
  }
  return false;
}

}  // namespace proviso
