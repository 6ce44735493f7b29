#include "tests/bench/z3_terms.hpp"

#include <algorithm>
#include <utility>

#include "interpreter/operations.hpp"

namespace proviso::bench {

z3::expr Z3Terms::truth(NodeId id) {
  const Term t = term(id);
  return t.value && !t.none;
}

// What is true or false of a person by itself: between these, solutions are told apart.
z3::expr Z3Terms::test(const z3::expr& condition) {
  const z3::expr simple = condition.simplify();
  if (!simple.is_true() && !simple.is_false()) tests_.push_back(simple);
  return simple;
}

// Arguments have smaller numbers than what reads them, so that the depth is that of the rules.
Z3Terms::Term Z3Terms::term(NodeId id) {
  const auto known = terms_.find(id);
  if (known != terms_.end()) return known->second;
  const Term made = make(id);
  terms_.emplace(id, made);
  return made;
}

Z3Terms::Term Z3Terms::make(NodeId id) {
  const Node& node = graph_.nodes[id];
  switch (node.op) {
    case Op::constant:
      return constant(node.type, node.value);
    case Op::fact: {
      const Type& type = graph_.policy.facts[static_cast<std::size_t>(node.value)].type;
      return open(id, node.type, type.enumeration, true);
    }
    case Op::supplied:
      return open(id, node.type, kind(id), false);
    case Op::some_link:
    case Op::alike_link:
    case Op::count_links:
    case Op::extreme_link:
      ++links_;
      return open(id, node.type, kNoId, node.op == Op::extreme_link);
    case Op::link_fact:
    case Op::link_is:
    case Op::other:
      throw Untranslated("a condition on a link by itself");
    default:
      break;
  }
  std::vector<Term> args;
  std::vector<EnumId> kinds;
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    const NodeId arg = graph_.args_of(node)[i];
    args.push_back(term(arg));
    kinds.push_back(kind(arg));
  }
  return operation(node, args, kinds);
}

// Of a member or a set: of which kind.
EnumId Z3Terms::kind(NodeId id) const {
  const Node& node = graph_.nodes[id];
  if (node.op == Op::fact) return graph_.policy.facts[static_cast<std::size_t>(node.value)].type.enumeration;
  if (node.op == Op::constant)
    return node.type == BaseType::set && node.value != kNone ? graph_.sets.enumeration(node.value) : kNoId;
  if (node.op == Op::supplied) {
    const SuppliedSlot& slot = graph_.supplied[static_cast<std::size_t>(node.value)];
    if (slot.is_set) return graph_.policy.sets[slot.ref].of;
    return slot.ref < graph_.policy.values.size() ? graph_.policy.values[slot.ref].type.enumeration : kNoId;
  }
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    const NodeId arg = graph_.args_of(node)[i];
    if (graph_.nodes[arg].type != node.type) continue;
    if (const EnumId found = kind(arg); found != kNoId) return found;
  }
  return kNoId;
}

Z3Terms::Term Z3Terms::constant(BaseType type, Value value) {
  const z3::expr none = z3_.bool_val(value == kNone), no = z3_.bool_val(false);
  if (type == BaseType::yes_no) return {z3_.bool_val(value == 1), none, no};
  if (type == BaseType::set) {
    if (value == kNone) throw Untranslated("a set that is none");
    return {bits(graph_.sets.bits(value), size_of(graph_.sets.enumeration(value))), none, no};
  }
  if (value == kNone) return {number(0), none, no};
  if (type == BaseType::duration)
    return {number(duration_count(value)), none, z3_.bool_val(duration_unit(value) == DurationUnit::months)};
  return {number(value), none, no};
}

z3::expr Z3Terms::bits(const Bits& set, std::size_t size) {
  z3::expr_vector parts(z3_);
  for (std::size_t member = size; member-- > 0;)
    parts.push_back(z3_.bv_val(SetPool::contains(set, static_cast<Value>(member)) ? 1 : 0, 1));
  return z3::concat(parts);
}

Z3Terms::Term Z3Terms::open(NodeId id, BaseType type, EnumId kind, bool may_be_none) {
  const std::string name = "n" + std::to_string(id);
  const z3::expr none = may_be_none ? z3_.bool_const((name + "_none").c_str()) : z3_.bool_val(false);
  const auto integer = [&](Value first, Value last) {
    const z3::expr value = z3_.int_const(name.c_str());
    bounds_ = bounds_ && value >= number(first) && value <= number(last);
    return value;
  };
  const z3::expr no = z3_.bool_val(false);
  switch (type) {
    case BaseType::yes_no:
      return {test(z3_.bool_const(name.c_str())), none, no};
    case BaseType::date:
      return {integer(kFirstDay, kLastDay), none, no};
    case BaseType::number:
      return {integer(0, kMaxNumber), none, no};
    case BaseType::duration:
      return {integer(0, kMaxNumber), none, z3_.bool_const((name + "_months").c_str())};
    case BaseType::member:
      if (kind == kNoId) throw Untranslated("a member of a kind that is not known");
      return {integer(0, static_cast<Value>(size_of(kind)) - 1), none, no};
    case BaseType::set:
      if (kind == kNoId) throw Untranslated("a set of a kind that is not known");
      return {z3_.bv_const(name.c_str(), static_cast<unsigned>(size_of(kind))), none, no};
    default:
      throw Untranslated("a type without values");
  }
}

z3::expr Z3Terms::equal(const Term& a, const Term& b) {
  return (a.none && b.none) || (!a.none && !b.none && a.value == b.value && a.months == b.months);
}

Z3Terms::Term Z3Terms::merged(const z3::expr& condition, const Term& a, const Term& b) {
  return {z3::ite(condition, a.value, b.value), z3::ite(condition, a.none, b.none),
          z3::ite(condition, a.months, b.months)};
}

Z3Terms::Term Z3Terms::operation(const Node& node, const std::vector<Term>& args, const std::vector<EnumId>& kinds) {
  const auto holds = [&](std::size_t i) { return args[i].value && !args[i].none; };
  z3::expr_vector truths(z3_);
  switch (node.op) {
    case Op::all:
    case Op::any:
    case Op::at_least:
      for (std::size_t i = 0; i < args.size(); ++i) truths.push_back(holds(i));
      if (node.op == Op::all) return truth_of(z3::mk_and(truths));
      if (node.op == Op::any) return truth_of(z3::mk_or(truths));
      return truth_of(z3::atleast(truths, static_cast<unsigned>(node.value)));
    case Op::negation:
      return truth_of(!holds(0));
    case Op::choose:
      return merged(holds(0), args[1], args[2]);
    case Op::copy:
    case Op::value_use:
      return args[0];
    case Op::is:
      return truth_of(test(equal(args[0], args[1])));
    case Op::extreme: {
      Term result = args[0];
      for (std::size_t i = 1; i < args.size(); ++i) {
        const z3::expr better = node.value > 0 ? args[i].value > result.value : args[i].value < result.value;
        result = merged(!args[i].none && (result.none || better), args[i], result);
      }
      return result;
    }
    case Op::shift:
      return shifted(node, args[0], args[1]);
    case Op::span:
      if (static_cast<syntax::Unit>(node.value) == syntax::Unit::months ||
          static_cast<syntax::Unit>(node.value) == syntax::Unit::years)
        throw Untranslated("whole months or years between two days");
      return {args[1].value - args[0].value, args[0].none || args[1].none, z3_.bool_val(false)};
    case Op::set_union:
    case Op::set_difference: {
      const z3::expr both = node.op == Op::set_union ? args[0].value | args[1].value : args[0].value & ~args[1].value;
      const Term combined{both, z3_.bool_val(false), z3_.bool_val(false)};
      return merged(args[0].none, args[1], merged(args[1].none, args[0], combined));
    }
    case Op::count: {
      z3::expr sum = number(0);
      for (unsigned i = 0; i < args[0].value.get_sort().bv_size(); ++i)
        sum = sum + z3::ite(args[0].value.extract(i, i) == z3_.bv_val(1, 1), number(1), number(0));
      return {sum, args[0].none, z3_.bool_val(false)};
    }
    default:
      break;
  }
  const Term &a = args[0], &b = args[1];
  z3::expr known = !a.none && !b.none;
  if (node.value == kOfDurations && node.op != Op::in) known = known && a.months == b.months;
  switch (node.op) {
    case Op::less:
      return truth_of(test(known && a.value < b.value));
    case Op::less_or_equal:
      return truth_of(test(known && a.value <= b.value));
    case Op::equal_order:
      return truth_of(test(known && a.value == b.value));
    case Op::in: {
      z3::expr_vector ways(z3_);
      for (unsigned i = 0; i < b.value.get_sort().bv_size(); ++i)
        ways.push_back(a.value == number(i) && b.value.extract(i, i) == z3_.bv_val(1, 1));
      return truth_of(test(known && z3::mk_or(ways)));
    }
    case Op::includes_any:
      return truth_of(test(known && (a.value & b.value) != z3_.bv_val(0, a.value.get_sort().bv_size())));
    case Op::includes_all:
      return truth_of(test(known && (a.value & b.value) == b.value));
    case Op::includes_only:
      return truth_of(test(known && (a.value & b.value) == a.value));
    default:
      throw Untranslated("operation " + std::to_string(static_cast<int>(node.op)) + " of kind " +
                         std::to_string(kinds.size()));
  }
}

z3::expr Z3Terms::integer(Value first, Value last) {
  const z3::expr value = z3_.int_const(("v" + std::to_string(fresh_++)).c_str());
  bounds_ = bounds_ && value >= number(first) && value <= number(last);
  return value;
}

// The calendar by sums alone: how often 4, 100 and 400 go into the years before, and what remains.
Z3Terms::Month Z3Terms::month(const z3::expr& index) {
  const z3::expr before = integer(0, 9998), of_year = integer(0, 11);
  bounds_ = bounds_ && index == 12 * (before + 1) + of_year;
  const auto divided = [&](Value by) {
    const z3::expr quotient = integer(0, 9998 / by), rest = integer(0, by - 1);
    bounds_ = bounds_ && before == number(by) * quotient + rest;
    return std::pair(quotient, rest);
  };
  const auto [fours, of_four] = divided(4);
  const auto [hundreds, of_hundred] = divided(100);
  const auto [four_hundreds, of_four_hundred] = divided(400);
  const z3::expr leap = of_four == 3 && (of_hundred != 99 || of_four_hundred == 399);
  constexpr int kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  z3::expr days = number(0), length = number(kLengths[0]);
  for (int m = 1, sum = kLengths[0]; m < 12; sum += kLengths[m++]) {
    days = z3::ite(of_year == m, number(sum), days);
    length = z3::ite(of_year == m, number(kLengths[m]), length);
  }
  const z3::expr one = number(1), none = number(0);
  days = days + z3::ite(leap && of_year >= 2, one, none);
  length = length + z3::ite(leap && of_year == 1, one, none);
  return {number(kFirstDay) + 365 * before + fours - hundreds + four_hundreds + days, length};
}

z3::expr Z3Terms::add_months(const z3::expr& days, const z3::expr& months) {
  // The month of the day itself is the same for every duration.
  auto known = calendar_.find(days.id());
  if (known == calendar_.end()) {
    const z3::expr index = integer(12, 12 * 9999 + 11), day = integer(1, 31);
    const Month of_day = month(index);
    bounds_ = bounds_ && days == of_day.first + day - 1 && day <= of_day.length;
    kept_.push_back(days);
    known = calendar_.emplace(days.id(), std::pair(index, day)).first;
  }
  const auto [index, day] = known->second;
  // Outside the calendar is its first or last day; then the month of the result may be any.
  const z3::expr wanted = index + months, inside = integer(12, 12 * 9999 + 11);
  const z3::expr early = wanted<12, late = wanted> 12 * 9999 + 11;
  bounds_ = bounds_ && (early || late || inside == wanted);
  const Month target = month(inside);
  const z3::expr end = target.first + target.length - (graph_.policy.month_ends == MonthEnds::up ? 0 : 1);
  const z3::expr last = number(kLastDay);
  const z3::expr moved = z3::ite(day <= target.length, target.first + day - 1, z3::ite(end > last, last, end));
  return z3::ite(early, number(kFirstDay), z3::ite(late, last, moved));
}

Z3Terms::Term Z3Terms::shifted(const Node& node, const Term& duration, const Term& day) {
  const z3::expr count = node.value > 0 ? duration.value : -duration.value;
  const z3::expr by_days = day.value + count;
  const z3::expr clamped = z3::ite(by_days < number(kFirstDay), number(kFirstDay),
                                   z3::ite(by_days > number(kLastDay), number(kLastDay), by_days));
  const z3::expr of_months = duration.months.simplify();
  const z3::expr moved =
      of_months.is_false() ? clamped : z3::ite(of_months, add_months(day.value, count.simplify()), clamped).simplify();
  return {moved, (duration.none || day.none).simplify(), z3_.bool_val(false)};
}

z3::expr Z3Terms::differs(DecisionId decision) {
  const DecisionNodes &a = pair_.old_version.decisions[decision], &b = pair_.new_version.decisions[decision];
  const VersionGraph& versions = pair_.space->versions();
  const NodeId in_a = versions.of(0, a.value), in_b = versions.of(1, b.value);
  const NodeId force_a = versions.of(0, a.in_force), force_b = versions.of(1, b.in_force);
  if (in_a == in_b && force_a == force_b) return z3_.bool_val(false);
  const z3::expr x = truth(force_a), y = truth(force_b);
  return x != y || (x && y && !equal(term(in_a), term(in_b)));
}

// What both versions require of a record: of the facts that were read, when they are none; and what is impossible.
void Z3Terms::bound_facts() {
  const VersionGraph& versions = pair_.space->versions();
  const Program* programs[] = {&pair_.old_version, &pair_.new_version};
  for (std::size_t v = 0; v < 2; ++v) {
    const Program& program = *programs[v];
    const auto& there = v == 0 ? pair_.aligned.facts.in_old : pair_.aligned.facts.in_new;
    for (const NodeId impossible : program.impossible) bounds_ = bounds_ && !truth(versions.of(v, impossible));
    if (program.gap != kNoNode) bounds_ = bounds_ && !truth(versions.of(v, program.gap));
    // A condition may read further facts.
    std::vector<char> done(graph_.nodes.size(), 0);
    for (bool more = true; more;) {
      more = false;
      const std::map<NodeId, Term> read = terms_;
      for (const auto& [id, fact] : read) {
        const auto f = static_cast<std::size_t>(graph_.nodes[id].value);
        if (graph_.nodes[id].op != Op::fact || done[id] != 0 || f >= program.only_if.size()) continue;
        done[id] = 1;
        if (there[f] == kNoId) continue;
        const bool declared = program.policy.facts[f].none_declared;
        if (program.only_if[f] == kNoNode) {
          if (!declared) bounds_ = bounds_ && !fact.none;
          continue;
        }
        const z3::expr exists = truth(versions.of(v, program.only_if[f]));
        bounds_ = bounds_ && (exists || fact.none);
        if (!declared) bounds_ = bounds_ && (!exists || !fact.none);
        more = true;
      }
    }
  }
}

z3::expr Z3Terms::possible() {
  bound_facts();
  const Period a{pair_.old_version.policy.in_force_from, pair_.old_version.policy.in_force_through};
  const Period b{pair_.new_version.policy.in_force_from, pair_.new_version.policy.in_force_through};
  for (const auto& [id, day] : terms_) {
    const Node& node = graph_.nodes[id];
    if (node.op != Op::supplied || node.value != static_cast<Value>(pair_.space->versions().date_slot())) continue;
    bounds_ = bounds_ && day.value >= number(std::max(a.from, b.from));
    bounds_ = bounds_ && day.value <= number(std::min(a.through, b.through));
  }
  return bounds_;
}

Z3Terms::Term Z3Terms::expression(ExpressionId id) {
  const Expression& e = pair_.space->space().expression(id);
  if (e.kind == Expression::Kind::constant) return constant(e.type, e.value);
  if (e.of_other) throw Untranslated("a class about another person");
  if (e.kind == Expression::Kind::open) return term(e.node);
  std::vector<Term> args;
  for (const ExpressionId arg : e.args) {
    if (arg != kNoNode) args.push_back(expression(arg));
  }
  return operation({e.op, Level::person, e.type, 0, 0, 0, e.value}, args, {kNoId, kNoId});
}

z3::expr Z3Terms::in_cell(std::uint32_t variable, std::uint32_t cell) {
  const auto known = cells_.find({variable, cell});
  if (known != cells_.end()) return known->second;
  const z3::expr made = make_cell(pair_.space->space().variables()[variable], cell);
  return cells_.emplace(std::pair(variable, cell), made).first->second;
}

z3::expr Z3Terms::make_cell(const TestVariable& variable, std::uint32_t cell) {
  if (variable.of_other) throw Untranslated("a class about another person");
  if (variable.kind == TestVariable::Kind::truth) return cell == 1 ? truth(variable.node) : !truth(variable.node);
  if (variable.kind == TestVariable::Kind::test) {
    const Node node{variable.op, Level::person, BaseType::yes_no, 0, 0, 0, variable.value};
    const Term holds = operation(node, {expression(variable.left), expression(variable.right)}, {kNoId, kNoId});
    return cell == 1 ? holds.value : !holds.value;
  }
  const Term value = expression(variable.open);
  const TestCell& values = variable.cells[cell];
  if (values.none) return value.none;
  const BaseType type = pair_.space->space().expression(variable.open).type;
  z3::expr inside = z3_.bool_val(false);
  for (const Value member : values.members)
    inside =
        inside || (type == BaseType::yes_no ? value.value == z3_.bool_val(member == 1) : value.value == number(member));
  if (values.members.empty() && type == BaseType::duration) {
    inside = value.months == z3_.bool_val(duration_unit(values.first) == DurationUnit::months) &&
             value.value >= number(duration_count(values.first)) && value.value <= number(duration_count(values.last));
  } else if (values.members.empty()) {
    inside = value.value >= number(values.first) && value.value <= number(values.last);
  }
  return !value.none && inside;
}

z3::expr Z3Terms::diagram(Diagram d, std::map<Diagram, z3::expr>& known) {
  const Diagrams& diagrams = pair_.space->diagrams();
  if (diagrams.is_terminal(d)) return z3_.bool_val(diagrams.value(d) == 1);
  if (const auto found = known.find(d); found != known.end()) return found->second;
  z3::expr_vector ways(z3_);
  for (std::uint32_t cell = 0; cell < diagrams.arity(diagrams.top(d)); ++cell) {
    const z3::expr below = diagram(diagrams.part(d, cell), known);
    if (!below.is_false()) ways.push_back(in_cell(diagrams.top(d), cell) && below);
  }
  return known.emplace(d, z3::mk_or(ways)).first->second;
}

z3::expr Z3Terms::in_class(const ComparedPair::Class& c) {
  std::map<Diagram, z3::expr> known;
  return diagram(c.who, known);
}

}  // namespace proviso::bench
