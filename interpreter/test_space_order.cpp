#include <algorithm>
#include <limits>

#include "interpreter/operations.hpp"
#include "interpreter/test_space.hpp"
#include "interpreter/variable_order.hpp"

// In which order the variables of a test space stand. The size of diagrams depends on it above all else, and no order
// is good for every policy: whoever runs out of room with one tries the next.
namespace proviso {

void TestSpace::arrange() {
  const auto count = static_cast<std::uint32_t>(variables_.size());
  std::vector<std::uint32_t> order(count);
  for (std::uint32_t v = 0; v < count; ++v) order[v] = v;
  switch (options_.order) {
    case Order::reading:
      return;
    case Order::name:
      std::stable_sort(order.begin(), order.end(),
                       [this](std::uint32_t a, std::uint32_t b) { return by_name(a) < by_name(b); });
      break;
    case Order::together:
      order = order_by_groups(count, groups());
      break;
  }
  std::vector<std::uint32_t> place(count);
  std::vector<TestVariable> arranged;
  for (const std::uint32_t v : order) {
    place[v] = static_cast<std::uint32_t>(arranged.size());
    arranged.push_back(std::move(variables_[v]));
  }
  variables_ = std::move(arranged);
  for (auto& [open, v] : of_open_) v = place[v];
  for (auto& [test, v] : of_test_) v = place[v];
  for (auto& [truth, v] : of_truth_) v = place[v];
}

// Facts by name, which is how they are numbered: those of one matter often begin alike. Each is
// followed by the tests that it is the last one needed for; what comes with the case stands first, what is read of
// links last.
std::pair<std::uint64_t, bool> TestSpace::by_name(std::uint32_t variable) const {
  constexpr auto kLast = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t last = 0;
  for (const ExpressionId id : open_of(variable)) {
    const Expression& e = expressions_[id];
    const Node& node = program_.nodes[e.node];
    std::uint64_t here = kLast;
    if (node.op == Op::supplied) here = 0;
    if (node.op == Op::fact || node.op == Op::link_fact)
      here = 1 + 2 * static_cast<std::uint64_t>(node.value) + (e.of_other ? 1 : 0);
    last = std::max(last, here);
  }
  const TestVariable::Kind kind = variables_[variable].kind;
  return {kind == TestVariable::Kind::truth ? kLast : last, kind != TestVariable::Kind::cells};
}

// Which variable tells whether a test holds.
std::optional<std::uint32_t> TestSpace::variable_of(const TestKey& test) const {
  const ExpressionId left = std::get<2>(test), right = std::get<3>(test);
  if (is_constant(left) && is_constant(right)) return std::nullopt;
  if (const auto one = one_scalar(left, right)) return of_open_.at(*one);
  const auto known = of_test_.find(test);
  return known == of_test_.end() ? std::nullopt : std::optional(known->second);
}

// The variables that one condition reads together, and of a test the facts that it compares.
std::vector<std::vector<std::uint32_t>> TestSpace::groups() {
  std::vector<std::vector<std::uint32_t>> result;
  std::map<Seen, std::vector<std::uint32_t>> read;  // no more than kMaxOrderedGroup + 1
  const auto add = [](std::vector<std::uint32_t>& to, std::uint32_t v) {
    if (to.size() <= kMaxOrderedGroup && std::find(to.begin(), to.end(), v) == to.end()) to.push_back(v);
  };
  // Arguments have smaller ids than what reads them.
  for (const auto& [at, ignored] : collected_) {
    const Node& node = program_.nodes[at.first];
    std::vector<std::uint32_t>& here = read[at];
    if (const auto truth = of_truth_.find(at); truth != of_truth_.end()) {
      here = {truth->second};
    } else if (is_open(node)) {
      if (const auto open = of_open_.find(this->open(at)); open != of_open_.end()) here = {open->second};
    } else if (is_test(node.op)) {
      for (const ExpressionId a : alternatives(arg(at, 0))) {
        for (const ExpressionId b : alternatives(arg(at, 1))) {
          if (const auto v = variable_of({node.op, node.value, a, b})) add(here, *v);
        }
      }
    } else {
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const auto below = read.find(arg(at, i));
        if (below == read.end()) continue;
        for (const std::uint32_t v : below->second) add(here, v);
      }
    }
    if (here.size() > 1 && here.size() <= kMaxOrderedGroup) result.push_back(here);
  }
  for (std::uint32_t v = 0; v < variables_.size(); ++v) {
    if (variables_[v].kind != TestVariable::Kind::test) continue;
    std::vector<std::uint32_t> group = {v};
    for (const ExpressionId id : open_of(v)) {
      if (const auto open = of_open_.find(id); open != of_open_.end()) group.push_back(open->second);
    }
    if (group.size() > 1) result.push_back(std::move(group));
  }
  return result;
}

}  // namespace proviso
