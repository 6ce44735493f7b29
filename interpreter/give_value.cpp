#include "interpreter/give_value.hpp"

namespace proviso {

void give_value(const Program& program, Case& c, const Variable& variable, Value value, const SetPool& from) {
  const auto moved = [&](const Type& type) {
    const bool set = type.base == BaseType::set && value != kNone;
    return set ? c.sets.intern(from.enumeration(value), from.bits(value)) : value;
  };
  switch (variable.kind) {
    case Variable::Kind::fact:
      if (variable.fact >= program.policy.facts.size()) break;
      c.people[variable.owner].facts[variable.fact] = moved(program.policy.facts[variable.fact].type);
      c.people[variable.owner].given[variable.fact] = Given::value;
      break;
    case Variable::Kind::link_fact:
      c.links[variable.owner].facts[variable.fact] = value;
      c.links[variable.owner].given[variable.fact] = Given::value;
      break;
    case Variable::Kind::supplied:
      if (variable.owner < program.supplied.size())
        c.supplied[variable.owner] = moved(supplied_type(program, variable.owner));
      break;
  }
}

}  // namespace proviso
