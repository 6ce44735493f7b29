#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

// Sets of the case's own are interned anew: the other program may have more sets than the first.
class Sets {
 public:
  Sets(const Program& from, const SetPool& before, SetPool& after)
      : shared_(from.sets.size()), before_(before), after_(after) {}

  Value operator()(const Type& type, Value value) {
    if (type.base != BaseType::set || value == kNone || value == kUnknown) return value;
    if (static_cast<std::size_t>(value) < shared_) return value;
    return after_.intern(before_.enumeration(value), before_.bits(value));
  }

 private:
  std::size_t shared_;
  const SetPool& before_;
  SetPool& after_;
};

// What nobody gave is open again, so that it can be settled anew.
void rebind_person(const Policy& policy, CasePerson& person, Sets& sets) {
  for (FactId f = 0; f < person.facts.size(); ++f) {
    const Type& type = policy.facts[f].type;
    if (type.base == BaseType::note) continue;
    person.facts[f] = person.given[f] == Given::value ? sets(type, person.facts[f]) : kUnknown;
  }
}

void rebind_link(const Policy& policy, CaseLink& link, Sets& sets) {
  const auto& facts = policy.relation_groups[policy.relations[link.relation].group].facts;
  for (std::size_t i = 0; i < link.facts.size(); ++i) {
    link.facts[i] = sets(policy.link_facts[facts[i]].type, link.facts[i]);
  }
}

}  // namespace

std::optional<Case> rebind(const Case& c, const Program& from, const Program& to) {
  Case result = c;
  result.sets = SetPool(&to.sets);
  Sets sets(from, c.sets, result.sets);
  for (CasePerson& person : result.people) rebind_person(to.policy, person, sets);
  for (CaseLink& link : result.links) rebind_link(to.policy, link, sets);
  for (std::uint32_t slot = 0; slot < from.supplied.size(); ++slot) {
    result.supplied[slot] = sets(supplied_type(from, slot), c.supplied[slot]);
  }
  if (!finish_case(to, result).empty()) return std::nullopt;
  return result;
}

std::optional<PreparedCase> rebind(const PreparedCase& c, const Program& from, const Program& to) {
  auto bound = rebind(c.bound->value, from, to);
  if (!bound) return std::nullopt;
  PreparedCase result = c;
  Sets sets(from, c.bound->value.sets, bound->sets);
  const auto map = [&](ResultRef ref, Value& value) { value = sets(result_type(from.policy, ref), value); };
  for (ExpectedPerson& person : result.people) {
    for (ExpectedValue& expected : person.values) {
      map(expected.result, expected.value);
      if (!expected.possible) continue;
      for (Value& value : *expected.possible) map(expected.result, value);
    }
  }
  for (ExpectedReading& reading : result.readings) {
    for (auto& item : reading.items) map(item.result, item.value);
  }
  result.bound->value = std::move(*bound);
  return result;
}

}  // namespace proviso
