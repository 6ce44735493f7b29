#include "interpreter/test_space.hpp"

#include <algorithm>

#include "interpreter/change_points.hpp"
#include "interpreter/operations.hpp"

// What a truth reads: the open things, the tests that tell their values apart, and the expressions in between.
namespace proviso {

namespace {

constexpr std::size_t kMaxAlternatives = 256;

bool is_order(Op op) { return op == Op::less || op == Op::less_or_equal || op == Op::equal_order; }

}  // namespace

TestSpace::TestSpace(Program& program, const std::vector<NodeId>& roots, Options options)
    : program_(program), options_(std::move(options)) {
  for (const NodeId root : roots) {
    if (root != kNoNode) collect({root, false});
  }
  find_cells();
  arrange();
  std::vector<std::uint32_t> arities;
  for (const TestVariable& v : variables_)
    arities.push_back(v.kind == TestVariable::Kind::cells ? static_cast<std::uint32_t>(v.cells.size()) : 2);
  diagrams_ = std::make_unique<Diagrams>(std::move(arities), options_.max_edges);
}

std::string TestSpace::limit() const {
  if (!limit_.empty()) return limit_;
  return diagrams_->exhausted() ? "the conditions combine in too many ways" : "";
}

bool TestSpace::is_closed(NodeId node) const { return node < options_.closed.size() && options_.closed[node] != 0; }

bool TestSpace::is_open(const Node& node) const {
  return node.op == Op::fact || node.op == Op::link_fact || node.op == Op::supplied || node.op == Op::count_links ||
         node.op == Op::extreme_link ||
         (node.op == Op::some_link || node.op == Op::alike_link || node.op == Op::link_is);
}

TestSpace::Seen TestSpace::arg(Seen at, std::uint32_t i) const {
  const Node& node = program_.nodes[at.first];
  const NodeId id = program_.args_of(node)[i];
  if (node.op == Op::other) return {id, true};
  // What belongs to the whole case is nobody's.
  return {id, at.second && program_.nodes[id].level != Level::once};
}

// -- Collecting
// ----------------------------------------------------------------------------------------------------------

// Arguments have smaller ids than what reads them: what is below a root is gone through from the leaves upwards, and
// then once more in the order of the text, which is the order of the variables.
void TestSpace::collect(Seen root) {
  std::vector<Seen> open = {root}, below, order;
  std::map<Seen, bool> seen;
  while (!open.empty()) {
    const Seen at = open.back();
    open.pop_back();
    if (collected_.contains(at) || !seen.emplace(at, true).second) continue;
    below.push_back(at);
    order.push_back(at);
    const Node& node = program_.nodes[at.first];
    if (is_closed(at.first) || is_open(node)) continue;
    for (std::uint32_t i = node.arg_count; i-- > 0;) open.push_back(arg(at, i));
  }
  std::sort(below.begin(), below.end());
  for (const Seen& at : below) {
    if (program_.nodes[at.first].type != BaseType::yes_no) alternatives(at);
  }
  for (const Seen& at : order) {
    if (!collected_.emplace(at, true).second) continue;
    collect_children(at);
  }
}

void TestSpace::collect_children(Seen at) {
  const Node& node = program_.nodes[at.first];
  if (is_closed(at.first)) {
    add_truth(at);
  } else if (node.op == Op::link_is && options_.relation) {
    return;
  } else if (is_open(node) && node.type == BaseType::yes_no && node.op != Op::fact && node.op != Op::link_fact &&
             node.op != Op::supplied) {
    add_truth(at);
  } else if (is_open(node)) {
    add_open(open(at));
  } else if (is_test(node.op)) {
    const std::vector<ExpressionId> left = alternatives(arg(at, 0)), right = alternatives(arg(at, 1));
    for (const ExpressionId a : left) {
      for (const ExpressionId b : right) add_test(node, a, b);
    }
  }
}

const std::vector<ExpressionId>& TestSpace::alternatives(Seen at) {
  if (const auto known = alternatives_.find(at); known != alternatives_.end()) return known->second;
  std::vector<ExpressionId> found = find_alternatives(at);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > kMaxAlternatives) {
    limit_ = "a value depends on too many conditions at once";
    found.resize(1);
  }
  return alternatives_[at] = std::move(found);
}

// Every expression without conditions that a value may be.
std::vector<ExpressionId> TestSpace::find_alternatives(Seen at) {
  const Node& node = program_.nodes[at.first];
  if (node.op == Op::constant) return {constant(node.type, node.value)};
  if (is_open(node) && node.op != Op::some_link && node.op != Op::alike_link && node.op != Op::link_is)
    return {open(at)};
  if (node.type == BaseType::yes_no && node.op != Op::choose && node.op != Op::other)
    return {constant(node.type, 0), constant(node.type, 1)};
  switch (node.op) {
    case Op::other:
      return alternatives(arg(at, 0));
    case Op::choose: {
      std::vector<ExpressionId> result = alternatives(arg(at, 1));
      const std::vector<ExpressionId>& otherwise = alternatives(arg(at, 2));
      result.insert(result.end(), otherwise.begin(), otherwise.end());
      return result;
    }
    default: {
      std::vector<ExpressionId> result;
      const std::vector<ExpressionId> first = alternatives(arg(at, 0));
      const std::vector<ExpressionId> second =
          node.arg_count > 1 ? alternatives(arg(at, 1)) : std::vector<ExpressionId>{kNoNode};
      if (first.size() * second.size() > 4 * kMaxAlternatives) {
        limit_ = "a value depends on too many conditions at once";
        return {first.front()};
      }
      for (const ExpressionId a : first) {
        for (const ExpressionId b : second) result.push_back(function(node, a, b));
      }
      return result;
    }
  }
}

void TestSpace::add_open(ExpressionId id) {
  const Expression& e = expressions_[id];
  if (e.type == BaseType::set || of_open_.contains(id)) return;
  of_open_.emplace(id, static_cast<std::uint32_t>(variables_.size()));
  TestVariable v;
  v.open = id;
  variables_.push_back(std::move(v));
}

std::uint32_t TestSpace::add_truth(Seen at) {
  const auto [known, is_new] = of_truth_.try_emplace(at, static_cast<std::uint32_t>(variables_.size()));
  if (is_new) {
    TestVariable v;
    v.kind = TestVariable::Kind::truth;
    v.node = at.first;
    v.of_other = at.second;
    variables_.push_back(std::move(v));
  }
  return known->second;
}

void TestSpace::add_test(const Node& node, ExpressionId left, ExpressionId right) {
  if (is_constant(left) && is_constant(right)) return;
  std::vector<ExpressionId> open;
  collect_open(left, open);
  collect_open(right, open);
  for (const ExpressionId id : open) add_open(id);
  const TestKey key{node.op, node.value, left, right};
  if (const auto one = one_scalar(left, right)) {
    std::vector<TestKey>& tests = unary_[*one];
    if (std::find(tests.begin(), tests.end(), key) == tests.end()) tests.push_back(key);
    return;
  }
  const auto [known, is_new] = of_test_.try_emplace(key, static_cast<std::uint32_t>(variables_.size()));
  if (!is_new) return;
  TestVariable v;
  v.kind = TestVariable::Kind::test;
  v.op = node.op;
  v.value = node.value;
  v.left = left;
  v.right = right;
  variables_.push_back(std::move(v));
}

// -- Expressions
// ---------------------------------------------------------------------------------------------------------

ExpressionId TestSpace::intern(Expression e) {
  const auto [known, is_new] = expression_ids_.try_emplace(e, static_cast<ExpressionId>(expressions_.size()));
  if (is_new) expressions_.push_back(e);
  return known->second;
}

ExpressionId TestSpace::constant(BaseType type, Value value) {
  Expression e;
  e.type = type;
  e.value = value;
  return intern(e);
}

ExpressionId TestSpace::open(Seen at) {
  Expression e;
  e.kind = Expression::Kind::open;
  e.type = program_.nodes[at.first].type;
  e.node = at.first;
  e.of_other = at.second;
  return intern(e);
}

ExpressionId TestSpace::function(const Node& node, ExpressionId a, ExpressionId b) {
  const bool both = b == kNoNode || is_constant(b);
  if (is_constant(a) && both) {
    const Value values[] = {expressions_[a].value, b == kNoNode ? kNone : expressions_[b].value};
    return constant(node.type, apply(node.op, node.value, values, program_.sets, program_.policy.month_ends));
  }
  Expression e;
  e.kind = Expression::Kind::function;
  e.type = node.type;
  e.op = node.op;
  e.value = node.value;
  e.args[0] = a;
  e.args[1] = b;
  return intern(e);
}

void TestSpace::collect_open(ExpressionId id, std::vector<ExpressionId>& found) const {
  const Expression& e = expressions_[id];
  if (e.kind == Expression::Kind::open) found.push_back(id);
  if (e.kind != Expression::Kind::function) return;
  for (const ExpressionId arg : e.args) {
    if (arg != kNoNode) collect_open(arg, found);
  }
}

// The open thing that a test is about if it is about one alone, once, and that one has values in a row or in a list.
std::optional<ExpressionId> TestSpace::one_scalar(ExpressionId left, ExpressionId right) const {
  std::vector<ExpressionId> open;
  collect_open(left, open);
  collect_open(right, open);
  if (open.size() != 1 || expressions_[open[0]].type == BaseType::set) return std::nullopt;
  if (expressions_[open[0]].type == BaseType::member && enumeration(open[0]) == kNoId) return std::nullopt;
  return open[0];
}

Value TestSpace::evaluate(ExpressionId id, ExpressionId open, Value value) {
  const Expression e = expressions_[id];
  if (id == open) return value;
  if (e.kind == Expression::Kind::constant) return e.value;
  const Value values[] = {evaluate(e.args[0], open, value),
                          e.args[1] == kNoNode ? kNone : evaluate(e.args[1], open, value)};
  return apply(e.op, e.value, values, program_.sets, program_.policy.month_ends);
}

EnumId TestSpace::enumeration(ExpressionId open) const {
  return enumeration_of_leaf(program_, program_.nodes[expressions_[open].node]);
}

std::vector<ExpressionId> TestSpace::open_of(std::uint32_t variable) const {
  const TestVariable& v = variables_[variable];
  std::vector<ExpressionId> found;
  if (v.kind == TestVariable::Kind::cells) return {v.open};
  if (v.kind == TestVariable::Kind::test) {
    collect_open(v.left, found);
    collect_open(v.right, found);
  }
  return found;
}

// -- Cells
// ---------------------------------------------------------------------------------------------------------------

std::vector<Value> TestSpace::outcomes(const std::vector<TestKey>& tests, ExpressionId open, Value value) {
  std::vector<Value> result;
  for (const auto& [op, immediate, left, right] : tests) {
    const Value values[] = {evaluate(left, open, value), evaluate(right, open, value)};
    result.push_back(apply(op, immediate, values, program_.sets, program_.policy.month_ends));
  }
  return result;
}

void TestSpace::find_cells() {
  for (TestVariable& v : variables_) {
    if (v.kind != TestVariable::Kind::cells) continue;
    const std::vector<TestKey>& tests = unary_[v.open];
    const Expression& e = expressions_[v.open];
    if (e.type == BaseType::yes_no || e.type == BaseType::member) {
      find_member_cells(v, tests);
    } else {
      find_ordered_cells(v, tests);
    }
    const Node& node = program_.nodes[e.node];
    const bool none = node.op == Op::extreme_link || (options_.can_be_none && options_.can_be_none(node));
    if (!none) continue;
    TestCell cell;
    cell.none = true;
    v.cells.push_back(std::move(cell));
  }
}

void TestSpace::find_member_cells(TestVariable& v, const std::vector<TestKey>& tests) {
  const Expression& e = expressions_[v.open];
  const EnumId of = enumeration(v.open);
  const Value size = e.type == BaseType::yes_no ? 2
                     : of == kNoId              ? 1
                                                : static_cast<Value>(program_.policy.enumerations[of].size());
  std::map<std::vector<Value>, std::size_t> by_outcomes;
  for (Value value = 0; value < size; ++value) {
    if (of != kNoId && options_.is_value && !options_.is_value(of, value)) continue;
    std::vector<Value> key = outcomes(tests, v.open, value);
    if (e.type == BaseType::yes_no) key.push_back(value);
    const auto [known, is_new] = by_outcomes.try_emplace(std::move(key), v.cells.size());
    if (is_new) v.cells.emplace_back();
    v.cells[known->second].members.push_back(value);
  }
}

void TestSpace::find_ordered_cells(TestVariable& v, const std::vector<TestKey>& tests) {
  constexpr Value kMaxDurationDays = 4'000'000, kMaxDurationMonths = 120'000;
  struct Range {
    Value first, last, step;
  };
  std::vector<Range> ranges;
  const Expression& e = expressions_[v.open];
  const Node& node = program_.nodes[e.node];
  if (e.type == BaseType::date) {
    const bool today = node.op == Op::supplied && static_cast<std::uint32_t>(node.value) == options_.date_slot;
    ranges = {{today ? options_.days.from : kFirstDay, today ? options_.days.through : kLastDay, 1}};
  } else if (e.type == BaseType::number) {
    ranges = {{0, kMaxNumber, 1}};
  } else {
    for (const auto& [unit, most] :
         {std::pair(DurationUnit::days, kMaxDurationDays), std::pair(DurationUnit::months, kMaxDurationMonths)})
      ranges.push_back({make_duration(0, unit), make_duration(most, unit), 2});
  }
  for (const Range& range : ranges) {
    std::vector<Value> starts = {range.first};
    for (const TestKey& test : tests) {
      const auto at = [&](Value n) {
        const Value value = range.first + n * range.step;
        const Value a = evaluate(std::get<2>(test), v.open, value), b = evaluate(std::get<3>(test), v.open, value);
        if (a == kNone || b == kNone) return a == b ? 3 : 2;
        return a < b ? -1 : a == b ? 0 : 1;
      };
      for_change_points((range.last - range.first) / range.step, at,
                        [&](Value, Value high) { starts.push_back(range.first + high * range.step); });
    }
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    std::vector<Value> before;
    for (std::size_t i = 0; i < starts.size(); ++i) {
      std::vector<Value> here = outcomes(tests, v.open, starts[i]);
      const Value end = i + 1 < starts.size() ? starts[i + 1] - range.step : range.last;
      if (i > 0 && here == before) {
        v.cells.back().last = end;
        continue;
      }
      TestCell cell;
      cell.first = starts[i];
      cell.last = end;
      v.cells.push_back(std::move(cell));
      before = std::move(here);
    }
  }
}

// -- Diagrams
// ------------------------------------------------------------------------------------------------------------

Diagram TestSpace::truth(Seen at) {
  const auto known = truths_.find(at);
  if (known != truths_.end()) return known->second;
  // From the leaves upwards, so that nothing is deep.
  std::vector<Seen> open = {at}, below;
  std::map<Seen, bool> seen;
  while (!open.empty()) {
    const Seen next = open.back();
    open.pop_back();
    if (truths_.contains(next) || values_.contains(next) || !seen.emplace(next, true).second) continue;
    below.push_back(next);
    const Node& node = program_.nodes[next.first];
    if (is_closed(next.first) || is_open(node)) continue;
    for (std::uint32_t i = 0; i < node.arg_count; ++i) open.push_back(arg(next, i));
  }
  std::sort(below.begin(), below.end());
  for (const Seen& next : below) {
    if (program_.nodes[next.first].type == BaseType::yes_no) {
      truths_[next] = build_truth(next);
    } else {
      value(next);
    }
  }
  return truths_.at(at);
}

Diagram TestSpace::build_truth(Seen at) {
  const Node& node = program_.nodes[at.first];
  if (node.op == Op::constant) return diagrams_->terminal(node.value == 1);
  if (const auto closed = of_truth_.find(at); closed != of_truth_.end())
    return diagrams_->variable(closed->second, {0, 1});
  if (node.op == Op::link_is) {
    const auto& relations = program_.relations_of(node);
    return diagrams_->terminal(std::find(relations.begin(), relations.end(), *options_.relation) != relations.end());
  }
  if (is_open(node)) {
    const std::uint32_t v = of_open_.at(open(at));
    std::vector<Value> values;
    for (const TestCell& cell : variables_[v].cells) values.push_back(!cell.none && cell.members.front() == 1);
    return diagrams_->variable(v, values);
  }
  if (is_test(node.op)) return build_test(at);
  std::vector<Diagram> args;
  for (std::uint32_t i = 0; i < node.arg_count; ++i) args.push_back(truth(arg(at, i)));
  switch (node.op) {
    case Op::all: {
      Diagram result = diagrams_->terminal(1);
      for (const Diagram a : args) result = diagrams_->all(result, a);
      return result;
    }
    case Op::any: {
      Diagram result = diagrams_->terminal(0);
      for (const Diagram a : args) result = diagrams_->any(result, a);
      return result;
    }
    case Op::negation:
      return diagrams_->negation(args[0]);
    case Op::choose:
      return diagrams_->choose(args[0], args[1], args[2]);
    case Op::at_least: {
      std::vector<Diagram> hold(static_cast<std::size_t>(node.value) + 1, diagrams_->terminal(0));
      hold[0] = diagrams_->terminal(1);
      for (const Diagram a : args) {
        for (std::size_t k = hold.size() - 1; k > 0; --k) hold[k] = diagrams_->choose(a, hold[k - 1], hold[k]);
      }
      return hold.back();
    }
    default:
      return args[0];  // the same of the other person
  }
}

Diagram TestSpace::build_test(Seen at) {
  const Node node = program_.nodes[at.first];
  const Diagram left = value(arg(at, 0)), right = value(arg(at, 1));
  Diagram result = diagrams_->terminal(0);
  for (const Value a : diagrams_->values(left)) {
    const Diagram is_a = diagrams_->equals(left, a);
    for (const Value b : diagrams_->values(right)) {
      const Diagram here = diagrams_->all(is_a, diagrams_->equals(right, b));
      result = diagrams_->choose(here, test(node, static_cast<ExpressionId>(a), static_cast<ExpressionId>(b)), result);
    }
  }
  return result;
}

Diagram TestSpace::test(const Node& node, ExpressionId left, ExpressionId right) {
  if (diagrams_->exhausted()) return diagrams_->terminal(0);  // then these need not be the two of any test
  if (is_constant(left) && is_constant(right)) {
    const Value values[] = {expressions_[left].value, expressions_[right].value};
    return diagrams_->terminal(apply(node.op, node.value, values, program_.sets, program_.policy.month_ends));
  }
  const TestKey key{node.op, node.value, left, right};
  if (const auto one = one_scalar(left, right)) {
    const std::uint32_t v = of_open_.at(*one);
    std::vector<Value> values;
    for (const TestCell& cell : variables_[v].cells) values.push_back(outcomes({key}, *one, cell.sample()).front());
    return diagrams_->variable(v, values);
  }
  return diagrams_->variable(of_test_.at(key), {0, 1});
}

Diagram TestSpace::value(Seen at) {
  const auto known = values_.find(at);
  if (known != values_.end()) return known->second;
  const Diagram built = build_value(at);
  return values_[at] = built;
}

// A diagram whose values are expressions.
Diagram TestSpace::build_value(Seen at) {
  const Node node = program_.nodes[at.first];
  const auto terminal = [&](ExpressionId id) { return diagrams_->terminal(static_cast<Value>(id)); };
  if (node.op == Op::constant) return terminal(constant(node.type, node.value));
  const bool about_links = node.op == Op::some_link || node.op == Op::alike_link || node.op == Op::link_is;
  if (is_open(node) && !about_links) return terminal(open(at));
  if (node.op == Op::other) return value(arg(at, 0));
  if (node.op == Op::choose) return diagrams_->choose(truth(arg(at, 0)), value(arg(at, 1)), value(arg(at, 2)));
  if (node.type == BaseType::yes_no)
    return diagrams_->choose(truth(at), terminal(constant(node.type, 1)), terminal(constant(node.type, 0)));
  std::vector<Diagram> args = {value(arg(at, 0))};
  if (node.arg_count > 1) args.push_back(value(arg(at, 1)));
  return diagrams_->apply(args, [&](const Value* v) {
    return static_cast<Value>(
        function(node, static_cast<ExpressionId>(v[0]), args.size() > 1 ? static_cast<ExpressionId>(v[1]) : kNoNode));
  });
}

std::optional<Diagram> TestSpace::is_none(NodeId node) {
  const auto v = of_open_.find(open({node, false}));
  if (v == of_open_.end()) return std::nullopt;
  std::vector<Value> values;
  for (const TestCell& cell : variables_[v->second].cells) values.push_back(cell.none);
  return diagrams_->variable(v->second, values);
}

std::vector<Diagram> TestSpace::none_constraints() {
  std::vector<Diagram> result;
  for (const auto& [key, variable] : of_test_) {
    const auto& [op, immediate, left, right] = key;
    if (!is_order(op)) continue;
    bool extreme = false;
    for (ExpressionId side : {left, right}) {
      for (const Expression* e = &expressions_[side]; e->kind == Expression::Kind::function;
           e = &expressions_[e->args[e->op == Op::shift ? 1 : 0]])
        extreme = extreme || e->op == Op::extreme || e->op == Op::count;
    }
    if (extreme) continue;
    for (const ExpressionId id : open_of(variable)) {
      const auto v = of_open_.find(id);
      if (v == of_open_.end() || !variables_[v->second].cells.back().none) continue;
      std::vector<Value> values;
      for (const TestCell& cell : variables_[v->second].cells) values.push_back(cell.none);
      const Diagram none = diagrams_->variable(v->second, values);
      result.push_back(diagrams_->negation(diagrams_->all(none, diagrams_->variable(variable, {0, 1}))));
    }
  }
  return result;
}

}  // namespace proviso
