#include "interpreter/graph_view.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace proviso {

namespace {

ItemKind kind_of(syntax::RuleKind kind) {
  switch (kind) {
    case syntax::RuleKind::ground:
      return ItemKind::ground;
    case syntax::RuleKind::derivation:
      return ItemKind::derivation;
    case syntax::RuleKind::exclusion:
      return ItemKind::exclusion;
    default:
      return ItemKind::exception;
  }
}

EdgeSign opposite(EdgeSign sign) {
  if (sign == EdgeSign::either) return sign;
  return sign == EdgeSign::positive ? EdgeSign::negative : EdgeSign::positive;
}

bool is_recursive(const Program& program, NodeId node) {
  return node != kNoNode && program.components[program.nodes[node].component].kind != Component::Kind::plain;
}

class ViewBuilder {
 public:
  explicit ViewBuilder(const Program& program) : program_(program), policy_(program.policy) {}

  GraphView build() {
    view_.policy = policy_.name;
    view_.title = policy_.title;
    add_items();
    add_decision_edges();
    add_rule_edges();
    add_define_edges();
    add_amendment_edges();
    add_fact_edges();
    sort_edges();
    return std::move(view_);
  }

 private:
  /// Which item is meant: the kind's table and the index in it; outcomes have two indices.
  using Key = std::tuple<ItemKind, std::uint32_t, std::uint32_t>;

  std::uint32_t add(Key key, std::string name, std::string label, NodeId node = kNoNode) {
    const ItemKind kind = std::get<0>(key);
    const auto index = static_cast<std::uint32_t>(view_.items.size());
    GraphItem item;
    item.kind = kind;
    item.id = std::string(item_word(kind)) + ' ' + name;
    item.name = std::move(name);
    item.label = std::move(label);
    if (is_recursive(program_, node)) {
      const std::uint32_t component = program_.nodes[node].component;
      const auto [it, is_new] = recursions_.emplace(component, static_cast<std::uint32_t>(view_.recursions.size()));
      if (is_new) view_.recursions.emplace_back();
      item.recursion = it->second;
      view_.recursions[it->second].push_back(index);
    }
    view_.items.push_back(std::move(item));
    index_.emplace(key, index);
    return index;
  }

  void add_items() {
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d) add_outcomes(d);
    for (const auto kind : {syntax::RuleKind::ground, syntax::RuleKind::derivation, syntax::RuleKind::exclusion,
                            syntax::RuleKind::exception}) {
      for (RuleId r = 0; r < policy_.rules.size(); ++r) {
        const Rule& rule = policy_.rules[r];
        if (rule.kind != kind) continue;
        add({kind_of(kind), r, 0}, rule.name, rule.versions.back().heading.label, program_.rules[r].holds);
      }
    }
    for (DefineId d = 0; d < policy_.defines.size(); ++d) {
      const Define& define = policy_.defines[d];
      add({ItemKind::define, d, 0}, define.name, define.versions.back().heading.label, program_.defines[d]);
    }
    add_headed(ItemKind::set, policy_.sets);
    add_headed(ItemKind::value, policy_.values);
    add_headed(ItemKind::amendment, policy_.amendments);
    add_headed(ItemKind::impossible, policy_.impossibles);
    for (FactId f = 0; f < policy_.facts.size(); ++f) {
      const Fact& fact = policy_.facts[f];
      if (fact.type.base == BaseType::note) continue;  // no rule can read it
      const ItemKind kind = fact.judgement ? ItemKind::judgement : ItemKind::fact;
      add({kind, f, 0}, fact.heading.name, fact.heading.label);
    }
    add_link_facts();
    add_headed(ItemKind::relation, policy_.relations);
  }

  void add_outcomes(DecisionId d) {
    const Decision& decision = policy_.decisions[d];
    const std::vector<std::uint32_t>& order = decision.versions.front().order;
    std::vector<std::uint32_t> all = order;
    for (std::uint32_t o = 0; o < decision.outcomes.size(); ++o) {
      if (std::find(all.begin(), all.end(), o) == all.end()) all.push_back(o);
    }
    std::uint32_t rank = 0;
    for (const std::uint32_t o : all) {
      const DecisionNodes& nodes = program_.decisions[d];
      const NodeId node = is_recursive(program_, nodes.available[o]) ? nodes.available[o] : nodes.chosen[o];
      const std::string& own = decision.outcomes[o].label;
      const std::string& label = own.empty() && decision.yes_no ? decision.versions.front().heading.label : own;
      const std::uint32_t item =
          add({ItemKind::outcome, d, o}, decision.name + '.' + decision.outcomes[o].name, label, node);
      view_.items[item].rank = ++rank;
      view_.items[item].otherwise = o == order.back();
    }
  }

  template <class Table>
  void add_headed(ItemKind kind, const Table& table) {
    for (std::uint32_t i = 0; i < table.size(); ++i) add({kind, i, 0}, table[i].heading.name, table[i].heading.label);
  }

  /// Link facts of different relations may share a name, so an item is named after its first relation too.
  void add_link_facts() {
    for (const RelationGroup& group : policy_.relation_groups) {
      if (group.relations.empty()) continue;
      const std::string& relation = policy_.relations[group.relations.front()].heading.name;
      for (const LinkFactId f : group.facts) {
        const Heading& heading = policy_.link_facts[f].heading;
        add({ItemKind::link_fact, f, 0}, relation + '.' + heading.name, heading.label);
      }
    }
  }

  std::uint32_t fact_item(FactId f) const {
    return index_.at({policy_.facts[f].judgement ? ItemKind::judgement : ItemKind::fact, f, 0});
  }
  std::uint32_t rule_item(RuleId r) const { return index_.at({kind_of(policy_.rules[r].kind), r, 0}); }

  void connect(std::uint32_t from, std::uint32_t to, EdgeKind kind, EdgeSign sign,
               std::vector<std::string> relations = {}) {
    const auto [it, is_new] = edges_.emplace(std::tuple(from, to, kind, relations), view_.edges.size());
    if (is_new) {
      view_.edges.push_back({from, to, kind, sign, std::move(relations)});
    } else if (view_.edges[it->second].sign != sign) {
      view_.edges[it->second].sign = EdgeSign::either;
    }
  }

  std::vector<std::string> relation_names(const std::vector<RelationId>& relations) const {
    std::vector<std::string> names;
    for (const RelationId r : relations) names.push_back(policy_.relations[r].heading.name);
    return names;
  }

  // -- What a condition reads ----------------------------------------------------------------------------------------

  struct Reader {
    std::uint32_t item;
    std::vector<std::string> relations;  ///< of the innermost link
  };

  void read(const Reader& reader, TermId id, EdgeSign sign) {
    if (id == kNoId) return;
    const Term& term = policy_.term(id);
    const auto need = [&](Key key, EdgeSign s) {
      connect(reader.item, index_.at(key), EdgeKind::needs, s,
              term.other ? reader.relations : std::vector<std::string>{});
    };
    switch (term.kind) {
      case TermKind::fact: {
        const ItemKind kind = policy_.facts[term.ref].judgement ? ItemKind::judgement : ItemKind::fact;
        if (policy_.facts[term.ref].type.base != BaseType::note) need({kind, term.ref, 0}, sign);
        return;
      }
      case TermKind::link_fact:
        return need({ItemKind::link_fact, term.ref, 0}, sign);
      case TermKind::set:
        return need({ItemKind::set, term.ref, 0}, sign);
      case TermKind::value:
        return need({ItemKind::value, term.ref, 0}, sign);
      case TermKind::define:
        return need({ItemKind::define, term.ref, 0}, sign);
      case TermKind::decision:
        return read_decision(reader, term, nullptr, sign);
      case TermKind::negation:
        return read(reader, policy_.child(term, 0), opposite(sign));
      case TermKind::link:
        return read_link(reader, term, sign);
      case TermKind::comparison:
        return read_comparison(reader, term, sign);
      case TermKind::choice:
        sign = EdgeSign::either;
        break;
      default:
        break;
    }
    for (std::uint32_t i = 0; i < term.child_count; ++i) read(reader, policy_.child(term, i), sign);
  }

  void read_link(const Reader& reader, const Term& term, EdgeSign sign) {
    if (term.value == 0) sign = opposite(sign);
    const std::vector<RelationId>& relations = policy_.relation_lists[term.relations];
    for (const RelationId r : relations) {
      connect(reader.item, index_.at({ItemKind::relation, r, 0}), EdgeKind::needs, sign);
    }
    if (term.child_count != 0) read({reader.item, relation_names(relations)}, policy_.child(term, 0), sign);
  }

  void read_comparison(const Reader& reader, const Term& term, EdgeSign sign) {
    if (term.comparison == Comparison::is_not || term.comparison == Comparison::not_in) sign = opposite(sign);
    const Term& left = policy_.term(policy_.child(term, 0));
    const Term& right = policy_.term(policy_.child(term, 1));
    if (left.kind == TermKind::decision && right.kind == TermKind::constant) {
      return read_decision(reader, left, &right, sign);
    }
    for (std::uint32_t i = 0; i < term.child_count; ++i) {
      const TermKind kind = policy_.term(policy_.child(term, i)).kind;
      const bool pushes_either_way = kind == TermKind::define || kind == TermKind::decision;
      read(reader, policy_.child(term, i), pushes_either_way ? EdgeSign::either : sign);
    }
  }

  /// The outcomes that are named on the right, or all of them.
  void read_decision(const Reader& reader, const Term& term, const Term* named, EdgeSign sign) {
    const Decision& decision = policy_.decisions[term.ref];
    const auto names = [&](Value outcome) {
      if (named == nullptr) return !decision.yes_no || outcome == 1;
      if (named->type.base == BaseType::set) {
        return SetPool::contains(policy_.set_constants[static_cast<std::size_t>(named->value)], outcome);
      }
      return named->value == outcome;
    };
    const EdgeSign s = named == nullptr && !decision.yes_no ? EdgeSign::either : sign;
    for (std::uint32_t o = 0; o < decision.outcomes.size(); ++o) {
      if (!names(static_cast<Value>(o))) continue;
      connect(reader.item, index_.at({ItemKind::outcome, term.ref, o}), EdgeKind::needs, s,
              term.other ? reader.relations : std::vector<std::string>{});
    }
  }

  // -- What each declaration needs -----------------------------------------------------------------------------------

  void add_decision_edges() {
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d) {
      for (const DecisionVersion& version : policy_.decisions[d].versions) {
        for (std::size_t i = 0; i < version.order.size(); ++i) {
          const std::uint32_t item = index_.at({ItemKind::outcome, d, version.order[i]});
          if (i > 0) {
            const std::uint32_t before = index_.at({ItemKind::outcome, d, version.order[i - 1]});
            connect(item, before, EdgeKind::only_after, EdgeSign::negative);
          }
          if (version.amendment != kNoId) amend(item, version.amendment);
        }
      }
    }
  }

  void amend(std::uint32_t item, AmendmentId amendment) {
    connect(item, index_.at({ItemKind::amendment, amendment, 0}), EdgeKind::amended_by, EdgeSign::either);
  }

  void add_rule_edges() {
    for (RuleId r = 0; r < policy_.rules.size(); ++r) {
      const std::uint32_t item = rule_item(r);
      for (const RuleVersion& version : policy_.rules[r].versions) {
        add_target_edges(r, item, version);
        read({item, {}}, version.test, EdgeSign::positive);
        for (const Through& through : version.through) add_through_edges(item, version, through);
        if (version.amendment != kNoId) amend(item, version.amendment);
      }
    }
  }

  void add_target_edges(RuleId r, std::uint32_t item, const RuleVersion& version) {
    const bool excludes = policy_.rules[r].kind == syntax::RuleKind::exclusion;
    for (const OutcomeRef& target : version.targets) {
      connect(index_.at({ItemKind::outcome, target.decision, target.outcome}), item,
              excludes ? EdgeKind::excluded_by : EdgeKind::supported_by,
              excludes ? EdgeSign::negative : EdgeSign::positive);
    }
    for (const RuleId off : version.switches_off) {
      connect(rule_item(off), item, EdgeKind::switched_off_by, EdgeSign::negative);
    }
    for (const AmendmentId spared : version.spares) {
      connect(index_.at({ItemKind::amendment, spared, 0}), item, EdgeKind::switched_off_by, EdgeSign::negative);
    }
  }

  void add_through_edges(std::uint32_t item, const RuleVersion& version, const Through& through) {
    const std::vector<std::string> names = relation_names(through.relations);
    for (const RelationId r : through.relations) {
      connect(item, index_.at({ItemKind::relation, r, 0}), EdgeKind::needs, EdgeSign::positive);
    }
    for (const OutcomeRef& from : version.from) {
      connect(item, index_.at({ItemKind::outcome, from.decision, from.outcome}), EdgeKind::needs, EdgeSign::positive,
              names);
    }
    read({item, names}, through.condition, EdgeSign::positive);
  }

  void add_define_edges() {
    for (DefineId d = 0; d < policy_.defines.size(); ++d) {
      const std::uint32_t item = index_.at({ItemKind::define, d, 0});
      for (const DefineVersion& version : policy_.defines[d].versions) {
        read({item, {}}, version.body, EdgeSign::positive);
        if (version.amendment != kNoId) amend(item, version.amendment);
      }
    }
  }

  void add_amendment_edges() {
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
      const Amendment& amendment = policy_.amendments[a];
      const std::uint32_t item = index_.at({ItemKind::amendment, a, 0});
      read({item, {}}, amendment.scope, EdgeSign::positive);
      for (const AmendmentId before : amendment.after) {
        connect(item, index_.at({ItemKind::amendment, before, 0}), EdgeKind::only_after, EdgeSign::either);
      }
      for (const Change& change : amendment.changes) {
        switch (change.item) {
          case Change::Item::set:
            amend(index_.at({ItemKind::set, change.ref, 0}), a);
            break;
          case Change::Item::value:
            amend(index_.at({ItemKind::value, change.ref, 0}), a);
            break;
          case Change::Item::define:
            amend(index_.at({ItemKind::define, change.ref, 0}), a);
            break;
          case Change::Item::rule:
            amend(rule_item(change.ref), a);
            break;
          case Change::Item::decision:
            break;  // its outcomes have been connected
        }
      }
    }
  }

  void add_fact_edges() {
    for (FactId f = 0; f < policy_.facts.size(); ++f) {
      if (policy_.facts[f].type.base == BaseType::note) continue;
      read({fact_item(f), {}}, policy_.facts[f].only_if, EdgeSign::positive);
    }
    for (std::uint32_t i = 0; i < policy_.impossibles.size(); ++i) {
      read({index_.at({ItemKind::impossible, i, 0}), {}}, policy_.impossibles[i].condition, EdgeSign::positive);
    }
  }

  void sort_edges() {
    const auto key = [](const GraphEdge& e) { return std::tie(e.from, e.kind, e.to, e.relations, e.sign); };
    std::sort(view_.edges.begin(), view_.edges.end(),
              [&](const GraphEdge& a, const GraphEdge& b) { return key(a) < key(b); });
  }

  const Program& program_;
  const Policy& policy_;
  GraphView view_;
  std::map<Key, std::uint32_t> index_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, EdgeKind, std::vector<std::string>>, std::size_t> edges_;
  std::map<std::uint32_t, std::uint32_t> recursions_;  ///< component of the program -> recursion of the view
};

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
  GraphView view = ViewBuilder(program).build();
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
