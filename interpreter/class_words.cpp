#include "interpreter/class_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/date.hpp"

namespace proviso {

namespace {

constexpr std::size_t kMaxSentenceBoxes = 5;
constexpr std::size_t kMaxRanges = 4;

std::string listed(const std::vector<std::string>& parts, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? fmt::format(" {} ", last) : ", ") + parts[i];
  return text;
}

}  // namespace

ClassWords::ClassWords(ChangeSpace& space, const Program& old_program, const Program& new_program,
                       const std::vector<StructuralChange>& changes, const Differences& differences)
    : space_(space),
      old_(old_program),
      new_(new_program),
      changes_(changes),
      differences_(differences),
      words_(space.graph(), [this](NodeId node) { return name_of(node); }) {
  // What others are decided to be is called by its name.
  const VersionGraph& graph = space.versions();
  for (const std::size_t version : {std::size_t{1}, std::size_t{0}}) {
    const Program& program = version == 0 ? old_ : new_;
    for (DecisionId d = 0; d < program.decisions.size(); ++d) {
      const Decision& decision = program.policy.decisions[d];
      names_[graph.of(version, program.decisions[d].value)] = decision.name;
      for (std::size_t o = 0; o < program.decisions[d].chosen.size(); ++o) {
        if (decision.yes_no && o == 0) continue;
        names_[graph.of(version, program.decisions[d].chosen[o])] =
            decision.yes_no ? decision.name : fmt::format("{} is {}", decision.name, decision.outcomes[o].name);
      }
    }
  }
  std::erase_if(names_, [&](const auto& entry) { return space.graph().nodes[entry.first].op == Op::constant; });
}

std::string ClassWords::name_of(NodeId id) const {
  const Node& node = space_.graph().nodes[id];
  const auto fact = static_cast<FactId>(node.value);
  if (node.op == Op::fact && space_.versions().is_open_fact(fact)) {
    const auto name = names_.find(space_.versions().stands_for(fact));
    return name == names_.end() ? "an outcome" : name->second;
  }
  if (node.op != Op::other) return "";
  // Of the other person, an outcome is named; what is written out would say "other's" of each fact.
  const auto name = names_.find(space_.graph().args_of(node)[0]);
  return name == names_.end() ? "" : "other's " + name->second;
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
  literal.fact = date ? "as_of" : words_.operand(e.node);
  if (node.op == Op::count_links || node.op == Op::extreme_link) literal.test = literal.fact;
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
    const auto bound = [&](Value x, Value end) { return x == end ? std::string() : words_.constant(e.type, kNoId, x); };
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

// One literal for each run of values that stand in a row.
std::vector<Literal> ClassWords::literals(std::uint32_t variable, const std::vector<std::uint32_t>& cells) {
  const TestVariable& v = space_.space().variables()[variable];
  std::vector<Literal> result;
  if (v.kind == TestVariable::Kind::cells) {
    std::vector<std::vector<std::uint32_t>> runs;
    for (const std::uint32_t c : cells) {
      const TestCell& cell = v.cells[c];
      const bool ordered = !cell.none && cell.members.empty();
      const bool goes_on = !runs.empty() && (!ordered || cell.none || runs.back().back() + 1 == c);
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
    std::string a = expression(v.left), b = expression(v.right);
    const auto member = [&](ExpressionId id, ExpressionId beside) {
      const Expression& e = space_.space().expression(id);
      if (e.kind != Expression::Kind::constant || e.type != BaseType::member) return expression(id);
      const Expression& other = space_.space().expression(beside);
      const EnumId of = other.kind == Expression::Kind::open       ? space_.space().enumeration(beside)
                        : other.kind == Expression::Kind::constant ? space_.graph().sets.enumeration(other.value)
                                                                   : kNoId;
      return words_.constant(e.type, of, e.value);
    };
    a = member(v.left, v.right);
    b = member(v.right, v.left);
    literal.test = words_.test(v.op, v.value, left.type, a, b, left.kind == Expression::Kind::constant);
  } else {
    literal.test = words_.condition(v.node);
    const std::vector<char> in_old = space_.versions().made_by({0}), in_new = space_.versions().made_by({1});
    const bool old_one = v.node < in_old.size() && in_old[v.node] != 0;
    const bool new_one = v.node < in_new.size() && in_new[v.node] != 0;
    if (old_one != new_one) literal.under = old_one ? "old" : "new";
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

std::optional<std::vector<Box>> ClassWords::boxes(Diagram who, std::size_t max_boxes) {
  Diagrams& d = space_.diagrams();
  const Diagram record = space_.record_of(who);
  const auto covered = cover(d, d.all(who, record), d.any(who, d.negation(record)), max_boxes);
  if (!covered) return std::nullopt;
  std::vector<Box> boxes;
  for (const CellBox& cells : *covered) {
    for (Box& box : spread(cells)) boxes.push_back(std::move(box));
    if (boxes.size() > kMaxRanges * max_boxes) return std::nullopt;
  }
  return boxes;
}

std::string ClassWords::members_words(const std::vector<std::string>& names) const {
  for (const StructuralChange& change : changes_) {
    std::vector<std::string> sorted = names;
    std::vector<std::string> added = change.added, removed = change.removed;
    for (auto* list : {&sorted, &added, &removed}) std::sort(list->begin(), list->end());
    if (sorted.size() < 2) break;
    if (sorted == added) return fmt::format("{} (added to `{}`)", listed(names, "or"), change.name);
    if (sorted == removed) return fmt::format("{} (removed from `{}`)", listed(names, "or"), change.name);
  }
  return listed(names, "or");
}

std::string ClassWords::label_of(const Literal& literal) const {
  if (literal.form == Literal::Form::test) {
    const std::string under = literal.under.empty() ? "" : fmt::format(" under the {} version", literal.under);
    return fmt::format("{}`{}`{}", literal.values[0] == "true" ? "" : "not ", literal.test, under);
  }
  const Policy& policy = new_.policy;
  std::string label;
  if (const auto fact = policy.find_fact(literal.fact)) label = policy.facts[*fact].heading.label;
  if (const auto value = policy.find_value(literal.fact)) label = policy.values[*value].heading.label;
  if (literal.fact == "as_of") label = "The day of the assessment";
  const auto alike = std::count_if(policy.facts.begin(), policy.facts.end(),
                                   [&](const Fact& fact) { return fact.heading.label == label; });
  std::string name = label.empty() ? fmt::format("`{}`", literal.fact) : fmt::format("“{}”", label);
  if (!label.empty() && alike > 1) name += fmt::format(" (`{}`)", literal.fact);
  const std::string none = literal.or_none ? ", or none" : "";
  if (literal.form == Literal::Form::range) {
    const std::string &from = literal.values[0], &through = literal.values[1];
    if (from.empty() && through.empty())
      return fmt::format("{} is {}", name, literal.or_none ? "anything" : "not none");
    if (from == through) return fmt::format("{} is {}{}", name, from, none);
    const bool date = literal.fact == "as_of" || parse_date(from.empty() ? through : from).has_value();
    if (from.empty()) return fmt::format("{} is {} or {}{}", name, through, date ? "earlier" : "less", none);
    if (through.empty()) return fmt::format("{} is {} or {}{}", name, from, date ? "later" : "more", none);
    return fmt::format("{} is from {} through {}{}", name, from, through, none);
  }
  std::vector<std::string> values = literal.values;
  for (std::string& value : values) {
    if (value == "true") value = "yes";
    if (value == "false") value = "no";
  }
  return fmt::format("{} is {}", name, members_words(values));
}

std::string ClassWords::box_words(const Box& box) const {
  std::vector<std::string> parts;
  for (const Literal& literal : box) parts.push_back(literal.words);
  return listed(parts, "and");
}

std::string ClassWords::sentence(const FoundClass& found, const ChangeClass& described) {
  Diagrams& d = space_.diagrams();
  std::vector<char> others = differences_.of(found);
  for (char& v : others) v = v == 0;
  // What tells the class in the facts with which the change begins, and then the rest by the rules that decided.
  const Diagram about = d.some(space_.possible(found.own), others);
  std::vector<std::string> ways;
  if (const auto covered = cover(d, about, about, kMaxSentenceBoxes)) {
    for (const CellBox& cells : *covered) {
      for (const Box& box : spread(cells)) {
        if (!box.empty()) ways.push_back(box_words(box));
      }
    }
  }
  std::string text;
  if (ways.empty() || ways.size() > kMaxSentenceBoxes) {
    text = found.by_others ? "People who derive it from somebody who is decided differently"
                           : "People as the table of facts says";
  } else if (ways.size() == 1) {
    text = "People for whom " + ways[0];
  } else {
    text = "People for whom either ";
    for (std::size_t i = 0; i < ways.size(); ++i)
      text += fmt::format("{}({}) {}", i > 0 ? ", or " : "", i + 1, ways[i]);
  }
  const auto name = [](const std::string& outcome, const std::string& label) {
    return label.empty() ? fmt::format("`{}`", outcome) : fmt::format("“{}”", label);
  };
  if (described.decision.empty()) {
    text +=
        described.to == "impossible" ? "; their records are not possible any more" : "; their records are possible now";
    return text + ".";
  }
  std::vector<std::string> grounds;
  if (found.from >= 0) {
    const auto& supports = old_.decisions[found.decision].supports[static_cast<std::size_t>(found.from)];
    for (const RuleId r : supports) {
      const NodeId holds = space_.versions().of(0, old_.rules[r].holds);
      if (!space_.space().reads(holds)) continue;
      const Diagram both = space_.possible(d.all(found.who, space_.space().holds(holds)));
      if (!d.is_terminal(both) || d.value(both) == 1) grounds.push_back(fmt::format("`{}`", old_.policy.rules[r].name));
    }
  }
  text += fmt::format("; {} before{}, {} now", name(described.from, described.from_label),
                      grounds.empty() ? "" : fmt::format(" (by {})", listed(grounds, "or")),
                      name(described.to, described.to_label));
  const bool only_others = d.is_terminal(found.own) && d.value(found.own) == 0;
  if (found.by_others && !only_others)
    text += "; and those who change only because somebody from whom they derive it does";
  return text + ".";
}

std::vector<FactId> ClassWords::facts(Diagram who) {
  std::vector<FactId> facts;
  const TestSpace& space = space_.space();
  for (const std::uint32_t v : space_.diagrams().support(who)) {
    for (const ExpressionId id : space.open_of(v)) {
      const Node& node = space.program().nodes[space.expression(id).node];
      const auto fact = static_cast<FactId>(node.value);
      if (node.op == Op::fact && !space_.versions().is_open_fact(fact)) facts.push_back(fact);
    }
  }
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace proviso
