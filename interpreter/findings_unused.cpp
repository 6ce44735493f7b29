#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "interpreter/findings_uses.hpp"

namespace proviso {

namespace {

// What the texts of a policy read.
class Uses {
 public:
  explicit Uses(const Policy& policy)
      : facts(policy.facts.size()),
        link_facts(policy.link_facts.size()),
        relations(policy.relations.size()),
        sets(policy.sets.size()),
        values(policy.values.size()),
        defines(policy.defines.size()),
        kinds(policy.enumerations.size()),
        sources(policy.sources.size()),
        policy_(policy) {
    read_vocabulary();
    read_rules();
    cite();
  }

  std::vector<char> facts, link_facts, relations, sets, values, defines, kinds, sources;

 private:
  void read_vocabulary() {
    for (const Fact& fact : policy_.facts) {
      kind(fact.type);
      term(fact.only_if);
    }
    for (const LinkFact& fact : policy_.link_facts) kind(fact.type);
    for (const NamedSet& set : policy_.sets) kinds[set.of] = 1;
    for (const NamedValue& value : policy_.values) kind(value.type);
  }

  void read_rules() {
    for (DefineId id = 0; id < policy_.defines.size(); ++id) {
      const Define& define = policy_.defines[id];
      kind(define.type);
      relate(define.links);
      const char before = defines[id];
      for (const DefineVersion& version : define.versions) term(version.body);
      defines[id] = before;  // by itself it is not needed
    }
    for (const Rule& rule : policy_.rules) {
      for (const RuleVersion& version : rule.versions) {
        term(version.test);
        for (const Through& clause : version.through) {
          relate(clause.relations);
          term(clause.condition);
        }
      }
    }
    for (const Amendment& amendment : policy_.amendments) term(amendment.scope);
    for (const Impossible& impossible : policy_.impossibles) term(impossible.condition);
  }

  void kind(const Type& type) {
    if (type.enumeration != kNoId) kinds[type.enumeration] = 1;
  }

  void relate(const std::vector<RelationId>& ids) {
    for (const RelationId id : ids) relations[id] = 1;
  }

  void term(TermId id) {
    if (id == kNoId) return;
    const Term& t = policy_.term(id);
    kind(t.type);
    if (t.relations != kNoId) relate(policy_.relation_lists[t.relations]);
    switch (t.kind) {
      case TermKind::fact:
        facts[t.ref] = 1;
        break;
      case TermKind::link_fact:
        link_facts[t.ref] = 1;
        break;
      case TermKind::set:
        sets[t.ref] = 1;
        break;
      case TermKind::value:
        values[t.ref] = 1;
        break;
      case TermKind::define:
        defines[t.ref] = 1;
        break;
      case TermKind::link:
        if (t.ref != kNoId) link_facts[t.ref] = 1;
        break;
      default:
        break;
    }
    for (std::uint32_t i = 0; i < t.child_count; ++i) term(policy_.child(t, i));
  }

  void cite() {
    const auto all = [&](const Heading& heading) {
      for (const Citation& citation : heading.citations) sources[citation.source] = 1;
    };
    for (const Enumeration& kind : policy_.enumerations) {
      for (const EnumMember& member : kind.members) {
        for (const auto& alias : member.aliases) {
          if (alias.cites != kNoId) sources[alias.cites] = 1;
        }
      }
    }
    for (const Fact& item : policy_.facts) all(item.heading);
    for (const NamedSet& item : policy_.sets) all(item.heading);
    for (const NamedValue& item : policy_.values) all(item.heading);
    for (const Define& item : policy_.defines) {
      for (const DefineVersion& version : item.versions) all(version.heading);
    }
    for (const Decision& item : policy_.decisions) {
      for (const DecisionVersion& version : item.versions) all(version.heading);
    }
    for (const Rule& item : policy_.rules) {
      for (const RuleVersion& version : item.versions) all(version.heading);
    }
    for (const Amendment& item : policy_.amendments) all(item.heading);
  }

  const Policy& policy_;
};

class Unused {
 public:
  Unused(const Policy& policy, const std::set<FileId>& shared, FindingList& list)
      : policy_(policy), shared_(shared), list_(list) {}

  void run(const std::vector<PreparedCase>& cases) {
    Uses uses(policy_);
    for (const PreparedCase& c : cases) {
      for (const ExpectedPerson& person : c.people) {
        for (const ExpectedValue& value : person.values) {
          if (!value.result.is_decision) uses.defines[value.result.id] = 1;
        }
      }
    }
    for (FactId id = 0; id < policy_.facts.size(); ++id) {
      const Fact& fact = policy_.facts[id];
      if (uses.facts[id] != 0 || fact.type.base == BaseType::note) continue;
      tell(fact.judgement ? "judgement" : "fact", fact.heading, "no rule, definition or `impossible` reads it",
           fact.judgement ? "Delete it" : "Delete it, or declare it as a `note` if it is for people alone");
    }
    for (EnumId id = 0; id < policy_.enumerations.size(); ++id) {
      const Enumeration& kind = policy_.enumerations[id];
      if (uses.kinds[id] != 0 || kind.decision != kNoId) continue;
      tell(kind.regions ? "regions" : "kind", kind.heading, "no fact, set or value has members of it", "Delete it");
    }
    relations(uses);
    const auto each = [&](const auto& items, const std::vector<char>& used, const char* word) {
      for (std::size_t id = 0; id < items.size(); ++id) {
        if (used[id] == 0) tell(word, items[id].heading, "no rule or definition reads it", "Delete it");
      }
    };
    each(policy_.sets, uses.sets, "set");
    each(policy_.values, uses.values, "value");
    for (DefineId id = 0; id < policy_.defines.size(); ++id) {
      if (uses.defines[id] == 0) define(policy_.defines[id]);
    }
    for (SourceId id = 0; id < policy_.sources.size(); ++id) {
      if (uses.sources[id] == 0)
        tell("source", policy_.sources[id].heading, "nothing cites it", "Cite it, or delete it");
    }
  }

 private:
  // A relation and its inverse are the same links.
  void relations(const Uses& uses) {
    for (RelationId id = 0; id < policy_.relations.size(); ++id) {
      const Relation& relation = policy_.relations[id];
      const bool inverse_used = relation.inverse != kNoId && uses.relations[relation.inverse] != 0;
      if (uses.relations[id] != 0 || inverse_used || relation.is_inverse) continue;
      tell("relation", relation.heading, "no rule or definition looks at such links", "Delete it");
    }
    for (const RelationGroup& group : policy_.relation_groups) {
      const bool used = std::any_of(group.relations.begin(), group.relations.end(), [&](RelationId id) {
        const RelationId inverse = policy_.relations[id].inverse;
        return uses.relations[id] != 0 || (inverse != kNoId && uses.relations[inverse] != 0);
      });
      for (const LinkFactId id : group.facts) {
        const LinkFact& fact = policy_.link_facts[id];
        if (!used || uses.link_facts[id] != 0 || fact.type.base == BaseType::note) continue;
        tell("fact of links", fact.heading, "no rule or definition reads it",
             "Delete it, or declare it as a `note` if it is for people alone",
             &policy_.relations[group.relations.front()].heading.accepted);
      }
    }
  }

  void define(const Define& define) {
    Accepted accepted;
    for (const DefineVersion& version : define.versions) accepted.push_back(&version.heading.accepted);
    const Heading& heading = define.versions.front().heading;
    add("definition", define.name, heading, "no rule, definition or `case` of the policy reads it", "Delete it",
        accepted);
  }

  void tell(const char* word, const Heading& heading, const char* why, const char* advice,
            const std::vector<Acceptance>* also = nullptr) {
    Accepted accepted = {&heading.accepted};
    if (also != nullptr) accepted.push_back(also);
    add(word, heading.name, heading, why, advice, accepted);
  }

  void add(const char* word, const std::string& name, const Heading& heading, const char* why, const char* advice,
           const Accepted& accepted) {
    if (shared_.contains(heading.span.file)) return;
    list_.add({Kind::unused,
               fmt::format("nothing needs the {} `{}`", word, name),
               {heading.name_span, why},
               {},
               {or_accept(advice, Kind::unused)}},
              accepted);
  }

  const Policy& policy_;
  const std::set<FileId>& shared_;
  FindingList& list_;
};

}  // namespace

void find_unused(const Policy& policy, const std::vector<PreparedCase>& cases, const std::set<FileId>& shared,
                 FindingList& list) {
  Unused(policy, shared, list).run(cases);
}

}  // namespace proviso
