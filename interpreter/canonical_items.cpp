#include <algorithm>

#include "interpreter/canonical_text.hpp"

// What declarations say.
namespace proviso {

std::string CanonicalText::wording(const Heading& heading) const {
  std::vector<std::string> lines;
  for (const Citation& citation : heading.citations)
    lines.push_back("cites " + number(MatchTable::source, citation.source) + " " + citation.words);
  for (const std::string& note : heading.notes) lines.push_back("note " + note);
  return "\"" + heading.label + "\" " + sorted_list(std::move(lines));
}

std::string CanonicalText::source(const SourceDocument& source) const {
  return "\"" + source.publisher + "\" \"" + source.file + "\" \"" + source.url + "\" " +
         (source.dated ? std::to_string(*source.dated) : "-");
}

// Also by what names case files may call its members. The order of members means nothing; groups are names for the
// members below them.
std::string CanonicalText::enumeration(EnumId id) const {
  const Enumeration& enumeration = policy_.enumerations[id];
  std::vector<std::string> members;
  for (const EnumMember& member : enumeration.members) {
    std::vector<std::string> leaves, aliases;
    for (const Value value : member.leaves) leaves.push_back(leaf(id, value));
    for (const EnumMember::Alias& alias : member.aliases) aliases.push_back("\"" + alias.text + "\"");
    members.push_back((member.leaf < 0 ? "group" : "") + sorted_list(std::move(leaves)) + "\"" + member.code + "\"" +
                      sorted_list(std::move(aliases)));
  }
  const std::string of = enumeration.decision == kNoId ? (enumeration.regions ? "regions" : "kind")
                                                       : number(MatchTable::decision, enumeration.decision);
  return of + " " + sorted_list(std::move(members));
}

std::string CanonicalText::fact(const Fact& fact) const {
  std::string text = type(fact.type) + (fact.judgement ? " judgement" : "") + (fact.none_declared ? " or_none" : "");
  if (fact.only_if != kNoId) text += " only " + term(fact.only_if);
  if (fact.default_value) text += " default " + value(fact.type, *fact.default_value);
  return text;
}

std::string CanonicalText::link_fact(const LinkFact& fact) const {
  return type(fact.type) + (fact.default_value ? " default " + value(fact.type, *fact.default_value) : "");
}

// An inverse has nothing of its own; relations that were declared together share their facts.
std::string CanonicalText::relation(const Relation& relation) const {
  if (relation.is_inverse) return "inverse of " + number(MatchTable::relation, relation.inverse);
  std::string text = relation.mutual ? "mutual" : "";
  const RelationGroup& group = policy_.relation_groups[relation.group];
  if (group.acyclic) text += "acyclic";
  std::vector<std::string> facts, family;
  for (const LinkFactId id : group.facts)
    facts.push_back(number(MatchTable::link_fact, id) + link_fact(policy_.link_facts[id]));
  for (std::uint32_t g = 0; g < policy_.relation_groups.size(); ++g) {
    const RelationGroup& other = policy_.relation_groups[g];
    if (g == relation.group || group.family == kNoId || other.family != group.family) continue;
    for (const RelationId id : other.relations) {
      if (!policy_.relations[id].is_inverse) family.push_back(number(MatchTable::relation, id));
    }
  }
  return text + " " + sorted_list(std::move(facts)) + sorted_list(std::move(family));
}

std::string CanonicalText::set_type(const NamedSet& set) const {
  return number(MatchTable::enumeration, set.of) + (set.supplied ? " supplied" : "");
}

std::string CanonicalText::value_type(const NamedValue& value) const {
  return type(value.type) + (value.supplied ? " supplied" : "") +
         (value.default_value ? " default " + this->value(value.type, *value.default_value) : "");
}

std::string CanonicalText::define_type(const Define& define) const {
  return type(define.type) + (define.links.empty() ? "" : relations(define.links));
}

std::string CanonicalText::text(const Decision& decision, DecisionId id, const DecisionVersion& version) const {
  if (decision.yes_no) return "yes/no";
  std::string text = "order";
  for (const std::uint32_t index : version.order) text += " " + outcome({id, index});
  return text;
}

std::string CanonicalText::text(const RuleVersion& version) const {
  const auto outcomes = [&](const std::vector<OutcomeRef>& list) {
    std::vector<std::string> parts;
    for (const OutcomeRef& o : list) parts.push_back(outcome(o));
    return sorted_list(std::move(parts));
  };
  std::vector<std::string> limited, clauses;
  for (const RuleId id : version.switches_off) limited.push_back(number(MatchTable::rule, id));
  for (const AmendmentId id : version.spares) limited.push_back(number(MatchTable::amendment, id));
  for (const Through& clause : version.through) clauses.push_back(relations(clause.relations) + term(clause.condition));
  return outcomes(version.targets) + outcomes(version.from) + sorted_list(std::move(limited)) + term(version.test) +
         sorted_list(std::move(clauses));
}

std::string CanonicalText::scope(const Amendment& amendment) const {
  std::vector<std::string> after;
  for (const AmendmentId id : amendment.after) after.push_back(number(MatchTable::amendment, id));
  return term(amendment.scope) + sorted_list(std::move(after));
}

std::string CanonicalText::change(const Change& change) const {
  std::string text =
      "change" + std::to_string(static_cast<int>(change.kind)) + " " + number(table_of(change.item), change.ref);
  if (change.constant != kNoId) text += " " + set(policy_.sets[change.ref].of, change.constant);
  if (change.kind == syntax::ChangeKind::value_is) text += " " + value(policy_.values[change.ref].type, change.value);
  return text;
}

std::string CanonicalText::amendment(AmendmentId id) const {
  const Amendment& amendment = policy_.amendments[id];
  std::vector<std::string> changes;
  for (const Change& c : amendment.changes) changes.push_back(change(c));
  return std::to_string(amendment.from) + scope(amendment) + sorted_list(std::move(changes));
}

std::string CanonicalText::whole(const MatchedItem& item) const {
  std::string text;
  const auto versions = [&](const auto& list, const auto& body) {
    for (const auto& v : list) {
      text += " " + number(MatchTable::amendment, v.amendment) + " ";
      if constexpr (requires { v.in_force; }) text += period(v.in_force);
      text += body(v);
    }
    return text;
  };
  switch (item.table) {
    case MatchTable::source:
      return source(policy_.sources[item.id]);
    case MatchTable::enumeration:
      return enumeration(item.id);
    case MatchTable::fact:
      return fact(policy_.facts[item.id]);
    case MatchTable::relation:
      return relation(policy_.relations[item.id]);
    case MatchTable::link_fact:
      return link_fact(policy_.link_facts[item.id]);
    case MatchTable::set: {
      const NamedSet& s = policy_.sets[item.id];
      text = set_type(s);
      for (const SetVersion& v : s.versions) text += " " + std::to_string(v.from) + set(s.of, v.constant);
      return text;
    }
    case MatchTable::value: {
      const NamedValue& named = policy_.values[item.id];
      text = value_type(named);
      for (const ValueVersion& v : named.versions) text += " " + std::to_string(v.from) + value(named.type, v.value);
      return text;
    }
    case MatchTable::define: {
      const Define& define = policy_.defines[item.id];
      text = define_type(define);
      return versions(define.versions, [&](const DefineVersion& v) { return this->text(v); });
    }
    case MatchTable::decision: {
      const Decision& decision = policy_.decisions[item.id];
      return versions(decision.versions, [&](const DecisionVersion& v) { return this->text(decision, item.id, v); });
    }
    case MatchTable::rule: {
      const Rule& rule = policy_.rules[item.id];
      text = "rule" + std::to_string(static_cast<int>(rule.kind));
      return versions(rule.versions, [&](const RuleVersion& v) { return this->text(v); });
    }
    case MatchTable::amendment:
      return amendment(item.id);
    case MatchTable::impossible:
      return term(policy_.impossibles[item.id].condition);
    case MatchTable::leaf: {
      const EnumMember& member = policy_.enumerations[item.enumeration].leaf(item.id);
      return number(MatchTable::enumeration, item.enumeration) + " \"" + member.code + "\"";
    }
  }
  return text;
}

}  // namespace proviso
