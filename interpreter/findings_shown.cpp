#include "interpreter/findings_shown.hpp"

#include <algorithm>

#include "interpreter/evaluate.hpp"
#include "interpreter/rebind.hpp"
#include "interpreter/suite.hpp"

namespace proviso {

namespace {

constexpr std::size_t kEnough = 60;

}  // namespace

Shown::Shown(const Program& program, const std::vector<PreparedCase>& cases)
    : program_(program), cases_(cases), in_(program.nodes.size()), refuses_(program.impossible.size(), 0) {
  for (std::uint32_t i = 0; i < cases.size(); ++i) {
    if (is_ready(cases[i])) look(i);
  }
}

void Shown::look(std::uint32_t index) {
  Case c = cases_[index].bound->value;
  Evaluation values(program_, c);
  values.run();
  const auto people = static_cast<std::uint32_t>(c.people.size());
  std::vector<std::uint32_t> refusing;
  bool open = false;
  for (std::uint32_t i = 0; i < program_.impossible.size(); ++i) {
    for (std::uint32_t p = 0; p < people; ++p) {
      const Value value = values.at(program_.impossible[i], p);
      open = open || value == kUnknown;
      if (value == 1) refusing.push_back(i);
    }
  }
  refusing.erase(std::unique(refusing.begin(), refusing.end()), refusing.end());
  if (refusing.size() == 1 && !open) refuses_[refusing.front()] = 1;
  if (!refusing.empty()) return;
  // What is settled is so in every completion: one is enough.
  if (open && decide_only(program_, c, {}).status != CaseAnswers::Status::decided) return;
  for (std::uint32_t p = 0; program_.gap != kNoNode && p < people; ++p) {
    if (values.at(program_.gap, p) != 0) return;
  }
  for (NodeId id = 0; id < program_.nodes.size(); ++id) {
    const Node& node = program_.nodes[id];
    if (node.type != BaseType::yes_no || in_[id].size() >= kEnough) continue;
    for (std::uint32_t i = 0; i < values.width(id); ++i) {
      if (values.at(id, i) != 1) continue;
      in_[id].push_back({index, node.level == Level::link ? c.directed[i].person : i});
      break;
    }
  }
}

std::optional<Somebody> Shown::somebody(NodeId node) const {
  if (!holds(node)) return std::nullopt;
  const Place& place = in_[node].front();
  return Somebody{cases_[place.index].bound->value, place.person};
}

bool Shown::tells_apart(const Program& other, NodeId node) const {
  if (node == kNoNode) return false;
  return std::any_of(in_[node].begin(), in_[node].end(), [&](const Place& place) {
    return decides_differently(program_, other, cases_[place.index].bound->value);
  });
}

bool decides_differently(const Program& program, const Program& other, const Case& c) {
  auto before = rebind(c, program, program), after = rebind(c, program, other);
  if (!before || !after) return false;
  Evaluation a(program, *before), b(other, *after);
  a.run();
  b.run();
  const auto differs = [&](NodeId in_a, NodeId in_b, std::uint32_t person) {
    const Value x = a.at(in_a, person), y = b.at(in_b, person);
    return x != kUnknown && y != kUnknown && x != y;
  };
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    for (DecisionId d = 0; d < program.decisions.size(); ++d) {
      if (differs(program.decisions[d].value, other.decisions[d].value, p)) return true;
    }
    for (DefineId d = 0; d < program.defines.size(); ++d) {
      const bool comparable =
          program.policy.defines[d].links.empty() && program.policy.defines[d].type.base != BaseType::set;
      if (comparable && differs(program.defines[d], other.defines[d], p)) return true;
    }
  }
  return false;
}

}  // namespace proviso
