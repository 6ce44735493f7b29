#include "interpreter/concrete_case.hpp"

#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

// What stays as it was keeps its default too.
void give(Value& place, Given& given, Value value) {
  if (place == value) return;
  place = value;
  given = Given::value;
}

}  // namespace

std::optional<Case> concrete_case(const Program& rules, const Pair& pair, Case base, const Case& opened,
                                  const Witness& witness) {
  const auto value_for = [&](const Type& type, Value value) {
    if (type.base != BaseType::set || value == kNone || value == kUnknown) return value;
    return base.sets.intern(opened.sets.enumeration(value), opened.sets.bits(value));
  };
  for (const auto& [variable, value] : witness.values) {
    switch (variable.kind) {
      case Variable::Kind::fact: {
        CasePerson& person = base.people[variable.owner];
        give(person.facts[variable.fact], person.given[variable.fact],
             value_for(rules.policy.facts[variable.fact].type, value));
        break;
      }
      case Variable::Kind::link_fact: {
        CaseLink& link = base.links[variable.owner];
        const auto& group = rules.policy.relation_groups[rules.policy.relations[link.relation].group];
        Given unused = Given::value;
        give(link.facts[variable.fact], link.given.empty() ? unused : link.given[variable.fact],
             value_for(rules.policy.link_facts[group.facts[variable.fact]].type, value));
        break;
      }
      case Variable::Kind::supplied:
        if (variable.owner == pair.date_slot) {
          base.as_of = value;
        } else {
          base.supplied[variable.owner] = value_for(supplied_type(rules, variable.owner), value);
        }
    }
  }
  return rebind(base, rules, rules);
}

Case blank_base(const Program& rules, const Case& blank) {
  Case base = blank;
  base.supplied.pop_back();
  base.sets = SetPool(&rules.sets);  // nothing is given, so no set is
  return base;
}

Value plain_value(const Program& rules, const Variable& variable) {
  if (variable.kind != Variable::Kind::fact) return kUnknown;
  const Fact& fact = rules.policy.facts[variable.fact];
  if (fact.default_value && fact.type.base != BaseType::set) return *fact.default_value;
  return fact.type.or_none ? kNone : kUnknown;
}

}  // namespace proviso
