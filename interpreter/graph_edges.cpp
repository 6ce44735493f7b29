#include "interpreter/graph_edges.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace proviso {

namespace {

EdgeSign opposite(EdgeSign sign) {
  if (sign == EdgeSign::either) return sign;
  return sign == EdgeSign::positive ? EdgeSign::negative : EdgeSign::positive;
}

class EdgeReader {
 public:
  EdgeReader(const Policy& policy, const GraphItems& items) : policy_(policy), items_(items) {}

  std::vector<GraphEdge> run() {
    add_decision_edges();
    add_rule_edges();
    add_define_edges();
    add_amendment_edges();
    add_fact_edges();
    sort_edges();
    return std::move(edges_);
  }

 private:
  void connect(std::uint32_t from, std::uint32_t to, EdgeKind kind, EdgeSign sign,
               std::vector<std::string> relations = {}) {
    const auto [it, is_new] = known_.emplace(std::tuple(from, to, kind, !relations.empty()), edges_.size());
    if (is_new) {
      edges_.push_back({from, to, kind, sign, std::move(relations)});
      return;
    }
    GraphEdge& edge = edges_[it->second];
    if (edge.sign != sign) edge.sign = EdgeSign::either;
    for (std::string& relation : relations) {
      const auto place = std::lower_bound(edge.relations.begin(), edge.relations.end(), relation);
      if (place == edge.relations.end() || *place != relation) edge.relations.insert(place, std::move(relation));
    }
  }

  std::vector<std::string> relation_names(const std::vector<RelationId>& relations) const {
    std::vector<std::string> names;
    for (const RelationId r : relations) names.push_back(policy_.relations[r].heading.name);
    std::sort(names.begin(), names.end());
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
    const auto need = [&](std::uint32_t item) {
      connect(reader.item, item, EdgeKind::needs, sign, term.other ? reader.relations : std::vector<std::string>{});
    };
    switch (term.kind) {
      case TermKind::fact:
        if (policy_.facts[term.ref].type.base != BaseType::note) need(items_.fact(term.ref));
        return;
      case TermKind::link_fact:
        return need(items_.of(ItemKind::link_fact, term.ref));
      case TermKind::set:
        return need(items_.of(ItemKind::set, term.ref));
      case TermKind::value:
        return need(items_.of(ItemKind::value, term.ref));
      case TermKind::define:
        return need(items_.of(ItemKind::define, term.ref));
      case TermKind::decision:
        return read_decision(reader, term, nullptr, sign);
      case TermKind::negation:
        return read(reader, policy_.child(term, 0), opposite(sign));
      case TermKind::link:
      case TermKind::link_count:
      case TermKind::link_extreme:
        return read_link(reader, term, sign);
      case TermKind::link_is:
        return read_relations(reader, term, sign);
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
    if (term.kind != TermKind::link) {
      sign = EdgeSign::either;
    } else if (term.value == 0) {
      sign = opposite(sign);
    }
    read_relations(reader, term, sign);
    if (term.kind == TermKind::link && term.ref != kNoId) {
      connect(reader.item, items_.of(ItemKind::link_fact, term.ref), EdgeKind::needs, EdgeSign::either);
    }
    const Reader inside{reader.item, relation_names(policy_.relation_lists[term.relations])};
    for (std::uint32_t i = 0; i < term.child_count; ++i) read(inside, policy_.child(term, i), sign);
  }

  void read_relations(const Reader& reader, const Term& term, EdgeSign sign) {
    for (const RelationId r : policy_.relation_lists[term.relations]) {
      connect(reader.item, items_.of(ItemKind::relation, r), EdgeKind::needs, sign);
    }
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
      connect(reader.item, items_.outcome(term.ref, o), EdgeKind::needs, s,
              term.other ? reader.relations : std::vector<std::string>{});
    }
  }

  // -- What each declaration needs -----------------------------------------------------------------------------------

  void add_decision_edges() {
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d) {
      for (const DecisionVersion& version : policy_.decisions[d].versions) {
        for (std::size_t i = 0; i < version.order.size(); ++i) {
          const std::uint32_t item = items_.outcome(d, version.order[i]);
          if (i > 0) {
            const std::uint32_t before = items_.outcome(d, version.order[i - 1]);
            connect(item, before, EdgeKind::only_after, EdgeSign::negative);
          }
          if (version.amendment != kNoId) amend(item, version.amendment);
        }
      }
    }
  }

  void amend(std::uint32_t item, AmendmentId amendment) {
    connect(item, items_.of(ItemKind::amendment, amendment), EdgeKind::amended_by, EdgeSign::either);
  }

  void add_rule_edges() {
    for (RuleId r = 0; r < policy_.rules.size(); ++r) {
      const std::uint32_t item = items_.rule(r);
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
      connect(items_.outcome(target.decision, target.outcome), item,
              excludes ? EdgeKind::excluded_by : EdgeKind::supported_by,
              excludes ? EdgeSign::negative : EdgeSign::positive);
    }
    for (const RuleId off : version.switches_off) {
      connect(items_.rule(off), item, EdgeKind::switched_off_by, EdgeSign::negative);
    }
    for (const AmendmentId spared : version.spares) {
      connect(items_.of(ItemKind::amendment, spared), item, EdgeKind::switched_off_by, EdgeSign::negative);
    }
  }

  void add_through_edges(std::uint32_t item, const RuleVersion& version, const Through& through) {
    const std::vector<std::string> names = relation_names(through.relations);
    for (const RelationId r : through.relations) {
      connect(item, items_.of(ItemKind::relation, r), EdgeKind::needs, EdgeSign::positive);
    }
    for (const OutcomeRef& from : version.from) {
      connect(item, items_.outcome(from.decision, from.outcome), EdgeKind::needs, EdgeSign::positive, names);
    }
    read({item, names}, through.condition, EdgeSign::positive);
  }

  void add_define_edges() {
    for (DefineId d = 0; d < policy_.defines.size(); ++d) {
      const std::uint32_t item = items_.of(ItemKind::define, d);
      for (const DefineVersion& version : policy_.defines[d].versions) {
        read({item, relation_names(policy_.defines[d].links)}, version.body, EdgeSign::positive);
        if (version.amendment != kNoId) amend(item, version.amendment);
      }
    }
  }

  void add_amendment_edges() {
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
      const Amendment& amendment = policy_.amendments[a];
      const std::uint32_t item = items_.of(ItemKind::amendment, a);
      read({item, {}}, amendment.scope, EdgeSign::positive);
      for (const AmendmentId before : amendment.after) {
        connect(item, items_.of(ItemKind::amendment, before), EdgeKind::only_after, EdgeSign::either);
      }
      for (const Change& change : amendment.changes) {
        switch (change.item) {
          case Change::Item::set:
            amend(items_.of(ItemKind::set, change.ref), a);
            break;
          case Change::Item::value:
            amend(items_.of(ItemKind::value, change.ref), a);
            break;
          case Change::Item::define:
            amend(items_.of(ItemKind::define, change.ref), a);
            break;
          case Change::Item::rule:
            amend(items_.rule(change.ref), a);
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
      read({items_.fact(f), {}}, policy_.facts[f].only_if, EdgeSign::positive);
    }
    for (std::uint32_t i = 0; i < policy_.impossibles.size(); ++i) {
      read({items_.of(ItemKind::impossible, i), {}}, policy_.impossibles[i].condition, EdgeSign::positive);
    }
  }

  void sort_edges() {
    const auto key = [](const GraphEdge& e) { return std::tie(e.from, e.kind, e.to, e.relations, e.sign); };
    std::sort(edges_.begin(), edges_.end(), [&](const GraphEdge& a, const GraphEdge& b) { return key(a) < key(b); });
  }

  const Policy& policy_;
  const GraphItems& items_;
  std::vector<GraphEdge> edges_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, EdgeKind, bool>, std::size_t> known_;  ///< the last: crosses
};

}  // namespace

std::vector<GraphEdge> graph_edges(const Policy& policy, const GraphItems& items) {
  return EdgeReader(policy, items).run();
}

}  // namespace proviso
