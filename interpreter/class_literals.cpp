#include <fmt/format.h>

#include <algorithm>

#include "interpreter/class_words.hpp"

// What is asked of a person, as literals: variables of the diagrams in the names that the policy gives, each version
// its own.
namespace proviso {

// What others are decided to be is called by its name, and so is what only a name can say. A yes/no of the person's own
// is written out.
void ClassWords::name_nodes(std::size_t version) {
  const VersionGraph& graph = space_.versions();
  const Program& program = version == 0 ? old_ : new_;
  const auto name = [&](std::map<NodeId, std::string>& names, NodeId of, const std::string& text) {
    const NodeId node = graph.of(version, of);
    if (node == kNoNode) return;
    // A fact of one's own has its own name.
    const Op op = space_.graph().nodes[node].op;
    const bool leaf = op == Op::constant || op == Op::fact || op == Op::link_fact || op == Op::supplied;
    (leaf ? of_others_[version] : names)[node] = text;
  };
  for (DefineId d = 0; d < program.defines.size(); ++d) {
    const bool truth = program.policy.defines[d].type.base == BaseType::yes_no;
    name(truth ? of_others_[version] : names_[version], program.defines[d], program.policy.defines[d].name);
  }
  for (std::size_t s = 0; s < program.sets_in_force.size(); ++s)
    name(names_[version], program.sets_in_force[s], program.policy.sets[s].heading.name);
  for (std::size_t v = 0; v < program.values_in_force.size(); ++v)
    name(names_[version], program.values_in_force[v], program.policy.values[v].heading.name);
  for (DecisionId d = 0; d < program.decisions.size(); ++d) {
    const Decision& decision = program.policy.decisions[d];
    name(names_[version], program.decisions[d].value, decision.name);
    for (std::size_t o = 0; o < program.decisions[d].chosen.size(); ++o) {
      if (decision.yes_no && o == 0) continue;
      name(names_[version], program.decisions[d].chosen[o],
           decision.yes_no ? decision.name : fmt::format("{} is {}", decision.name, decision.outcomes[o].name));
    }
  }
}

// A name that both versions have, but for different things, says nothing where both are read.
const std::string* ClassWords::name_in_reading(NodeId node, bool of_other) const {
  const auto find = [&](std::size_t version) -> const std::string* {
    const auto name = names_[version].find(node);
    if (name != names_[version].end()) return &name->second;
    const auto others = of_others_[version].find(node);
    return of_other && others != of_others_[version].end() ? &others->second : nullptr;
  };
  if (reading_ != Reading::both) return find(reading_ == Reading::old_version ? 0 : 1);
  const std::string *a = find(0), *b = find(1);
  return a != nullptr && b != nullptr && *a == *b ? a : nullptr;
}

std::string ClassWords::name_of(NodeId id) const {
  const Node& node = space_.graph().nodes[id];
  const auto open = [&](NodeId of) {
    const Node& fact = space_.graph().nodes[of];
    return fact.op == Op::fact && space_.versions().is_open_fact(static_cast<FactId>(fact.value));
  };
  const auto name = [&](NodeId of, bool of_other) {
    if (open(of)) of = space_.versions().stands_for(static_cast<FactId>(space_.graph().nodes[of].value));
    const std::string* found = of == kNoNode ? nullptr : name_in_reading(of, of_other);
    return found == nullptr ? std::string() : *found;
  };
  if (node.op != Op::other) return name(id, open(id));
  const NodeId what = space_.graph().args_of(node)[0];
  if (space_.graph().nodes[what].op == Op::fact && !open(what)) return "";
  const std::string of_other = name(what, true);
  return of_other.empty() ? "" : "other's " + of_other;
}

// In words of the language, if it can be said so: under both versions, or else under one that says it.
std::string ClassWords::said(NodeId node, std::string (ConditionWords::*say)(NodeId) const, std::string& under) {
  const auto makes = [&](std::size_t version) {
    return node < made_by_[version].size() && made_by_[version][node] != 0;
  };
  std::vector<Reading> readings;
  if (makes(0) == makes(1)) readings.push_back(Reading::both);
  // What only a variant makes reads others as one of the two decides them.
  const bool of_variant = !makes(0) && !makes(1);
  if (makes(0) || of_variant) readings.push_back(Reading::old_version);
  if (makes(1) || of_variant) readings.push_back(Reading::new_version);
  std::optional<std::string> first;
  for (const Reading reading : readings) {
    reading_ = reading;
    std::string text = (words_.*say)(node);
    const bool in_language = words_.in_language();
    reading_ = Reading::both;
    if (!in_language && (first || readings.size() > 1)) {
      if (!first) first = std::move(text);
      continue;
    }
    under = reading == Reading::both ? "" : reading == Reading::old_version ? "old" : "new";
    return text;
  }
  under = readings.front() == Reading::both ? "" : readings.front() == Reading::old_version ? "old" : "new";
  return first.value_or("");
}

std::string ClassWords::expression(ExpressionId id) const {
  const Expression& e = space_.space().expression(id);
  switch (e.kind) {
    case Expression::Kind::constant:
      return words_.constant(
          e.type, e.type == BaseType::set && e.value != kNone ? space_.graph().sets.enumeration(e.value) : kNoId,
          e.value);
    case Expression::Kind::open:
      return words_.operand(e.node);
    case Expression::Kind::function:
      break;
  }
  return words_.function(e.op, e.value, expression(e.args[0]), e.args[1] == kNoNode ? "" : expression(e.args[1]));
}

Literal ClassWords::cells_literal(const TestVariable& v, const std::vector<std::uint32_t>& cells) {
  Literal literal;
  const TestSpace& space = space_.space();
  const Expression& e = space.expression(v.open);
  const Node& node = space.program().nodes[e.node];
  const bool date = node.op == Op::supplied && static_cast<std::uint32_t>(node.value) == space_.versions().date_slot();
  literal.subject = node.op == Op::supplied ? "case" : "person";
  literal.fact = date ? "as_of" : said(e.node, &ConditionWords::operand, literal.under);
  if (looks_at_links(node.op)) {
    literal.test = literal.fact;
  } else {
    literal.under.clear();  // a fact is the same in both
  }
  bool none = false;
  Value first = 0, last = 0;
  bool has_range = false;
  std::vector<std::string> members;
  for (const std::uint32_t c : cells) {
    const TestCell& cell = v.cells[c];
    none = none || cell.none;
    if (cell.none) continue;
    for (const Value m : cell.members) {
      if (e.type == BaseType::yes_no) {
        members.emplace_back(m == 1 ? "true" : "false");
      } else {
        const EnumId of = space.enumeration(v.open);
        members.push_back(of == kNoId ? fmt::format("{}", m) : space.program().policy.enumerations[of].leaf(m).name);
      }
    }
    if (cell.members.empty()) {
      first = has_range ? std::min(first, cell.first) : cell.first;
      last = has_range ? std::max(last, cell.last) : cell.last;
      has_range = true;
    }
  }
  if (has_range) {
    const auto bound = [&](Value x, Value end) {
      const bool open = x == end && e.type != BaseType::duration;
      return open ? std::string() : words_.constant(e.type, kNoId, x);
    };
    const bool is_date = e.type == BaseType::date;
    literal.form = Literal::Form::range;
    literal.values = {bound(first, is_date ? kFirstDay : 0), bound(last, is_date ? kLastDay : kMaxNumber)};
    literal.or_none = none;
    return literal;
  }
  if (none) members.emplace_back("none");
  literal.form = members.size() == 1 ? Literal::Form::is : Literal::Form::in;
  literal.values = std::move(members);
  return literal;
}

const std::vector<Literal>& ClassWords::literals(std::uint32_t variable, const std::vector<std::uint32_t>& cells) {
  const auto [known, is_new] = literals_.try_emplace({variable, cells});
  if (is_new) known->second = make_literals(variable, cells);
  return known->second;
}

// One literal for each run of values that stand in a row.
std::vector<Literal> ClassWords::make_literals(std::uint32_t variable, const std::vector<std::uint32_t>& cells) {
  const TestVariable& v = space_.space().variables()[variable];
  std::vector<Literal> result;
  if (v.kind == TestVariable::Kind::cells) {
    std::vector<std::vector<std::uint32_t>> runs;
    // Days and months are two rows of durations, each of which takes every second number.
    const Value step = space_.space().expression(v.open).type == BaseType::duration ? 2 : 1;
    for (const std::uint32_t c : cells) {
      const TestCell& cell = v.cells[c];
      const bool ordered = !cell.none && cell.members.empty();
      const bool goes_on = !runs.empty() && (!ordered || v.cells[runs.back().back()].last + step == cell.first);
      if (goes_on) {
        runs.back().push_back(c);
      } else {
        runs.push_back({c});
      }
    }
    for (const auto& run : runs) result.push_back(cells_literal(v, run));
    for (Literal& literal : result) literal.words = label_of(literal);
    return result;
  }
  Literal literal;
  literal.subject = "person";
  literal.form = Literal::Form::test;
  literal.values = {cells.front() == 1 ? "true" : "false"};
  if (v.kind == TestVariable::Kind::test) {
    const auto& left = space_.space().expression(v.left);
    const auto member = [&](ExpressionId id, ExpressionId beside) {
      const Expression& e = space_.space().expression(id);
      if (e.kind != Expression::Kind::constant || e.type != BaseType::member) return expression(id);
      const Expression& other = space_.space().expression(beside);
      const EnumId of = other.kind == Expression::Kind::open       ? space_.space().enumeration(beside)
                        : other.kind == Expression::Kind::constant ? space_.graph().sets.enumeration(other.value)
                                                                   : kNoId;
      return words_.constant(e.type, of, e.value);
    };
    const std::string a = member(v.left, v.right), b = member(v.right, v.left);
    literal.test = words_.test(v.op, v.value, left.type, a, b, left.kind == Expression::Kind::constant);
  } else {
    literal.test = said(v.node, &ConditionWords::condition, literal.under);
    Literal in_short = literal;
    in_short.test = said(v.node, &ConditionWords::condition_in_short, in_short.under);
    literal.words = label_of(in_short);
    return {literal};
  }
  literal.words = label_of(literal);
  return {literal};
}

// A box of cells is several boxes where the values of something do not stand in a row.
std::vector<Box> ClassWords::spread(const CellBox& cells) {
  std::vector<Box> boxes = {{}};
  for (const auto& [variable, allowed] : cells) {
    std::vector<Box> next;
    for (const Literal& literal : literals(variable, allowed)) {
      for (const Box& box : boxes) {
        next.push_back(box);
        next.back().push_back(literal);
      }
    }
    boxes = std::move(next);
  }
  return boxes;
}

}  // namespace proviso
