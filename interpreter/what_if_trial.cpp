#include "interpreter/what_if_trial.hpp"

#include <algorithm>

#include "interpreter/operations.hpp"

namespace proviso {

namespace {

bool is_ordered(BaseType type) {
  return type == BaseType::date || type == BaseType::number || type == BaseType::duration;
}

/// A test for equality says on which side the one lies of the other, so that it too changes in one direction only.
bool is_equality(const Program& program, const Node& node) {
  if (node.op != Op::is && node.op != Op::equal_order) return false;
  return is_ordered(program.nodes[program.args_of(node)[0]].type);
}

Value side(Value a, Value b) {
  if (a == kUnknown || b == kUnknown) return kUnknown;
  if (a == kNone || b == kNone) return a == b ? kNone : kNone + 1;
  return a < b ? -1 : a == b ? 0 : 1;
}

}  // namespace

Trials::Trials(const Program& program, const Case& c, std::vector<Watched> watched)
    : program_(program), case_(c), base_(c), watched_(std::move(watched)) {
  for (CasePerson& person : base_.people) {
    for (FactId f = 0; f < person.facts.size(); ++f) {
      const bool is_note = program.policy.facts[f].type.base == BaseType::note;
      if (!is_note && person.given[f] != Given::value) person.facts[f] = kUnknown;
    }
  }
}

Value Trials::current(const Variable& variable) const {
  return variable.kind == Variable::Kind::fact ? case_.people[variable.owner].facts[variable.fact]
                                               : case_.links[variable.owner].facts[variable.fact];
}

bool Trials::prepare(const std::vector<Setting>& settings, Case& trial) const {
  for (const auto& [variable, value] : settings) {
    const Given given = value == kUnknown ? Given::unknown : Given::value;
    if (variable.kind == Variable::Kind::fact) {
      CasePerson& person = trial.people[variable.owner];
      person.facts[variable.fact] = value;
      person.given[variable.fact] = given;
    } else if (variable.kind == Variable::Kind::link_fact) {
      CaseLink& link = trial.links[variable.owner];
      link.facts[variable.fact] = value;
      if (!link.given.empty()) link.given[variable.fact] = given;
    }
  }
  return finish_case(program_, trial).empty();
}

bool Trials::is_possible(const Evaluation& evaluation, const Case& trial) const {
  const auto is_true_for_someone = [&](NodeId node) {
    if (node == kNoNode) return false;
    for (std::uint32_t p = 0; p < trial.people.size(); ++p) {
      if (evaluation.at(node, p) == 1) return true;
    }
    return false;
  };
  return std::none_of(program_.impossible.begin(), program_.impossible.end(), is_true_for_someone);
}

void Trials::add_signature(const Evaluation& evaluation, const std::vector<NodeId>& probes, Result& result) const {
  for (const NodeId id : probes) {
    const Node& node = program_.nodes[id];
    const bool equality = is_equality(program_, node);
    for (std::uint32_t i = 0; i < evaluation.width(id); ++i) {
      if (!equality) {
        result.signature.push_back(evaluation.at(id, i));
        continue;
      }
      const NodeId* args = program_.args_of(node);
      const auto arg = [&](NodeId a) {
        return node.level == Level::link ? evaluation.at_link(a, i) : evaluation.at(a, i);
      };
      result.signature.push_back(side(arg(args[0]), arg(args[1])));
    }
  }
}

Trials::Result Trials::run(const std::vector<Setting>& settings, const std::vector<NodeId>& probes) {
  Result result;
  Case trial = base_;
  work_ += program_.nodes.size();
  if (!prepare(settings, trial)) return result;
  Evaluation evaluation(program_, trial);
  evaluation.run();
  work_ += program_.nodes.size() * trial.people.size();
  if (!is_possible(evaluation, trial)) return result;
  result.admissible = true;
  for (const Watched& watched : watched_) {
    result.values.push_back(evaluation.at(program_.decisions[watched.decision].value, watched.person));
  }
  add_signature(evaluation, probes, result);
  return result;
}

Trials::Result Trials::run_exact(const std::vector<Setting>& settings) {
  Result result;
  Case trial = base_;
  if (!prepare(settings, trial)) return result;
  const CaseAnswers answers = decide(program_, trial);
  if (answers.status != CaseAnswers::Status::decided) return result;
  result.admissible = true;
  for (const Watched& watched : watched_) {
    const Answer& answer = answers.people[watched.person].decisions[watched.decision];
    result.values.push_back(answer.settled ? answer.value : kUnknown);
  }
  return result;
}

std::vector<NodeId> probes_of(const Program& program, Variable::Kind kind, std::uint32_t fact) {
  const Op leaf = kind == Variable::Kind::fact ? Op::fact : Op::link_fact;
  std::vector<char> depends(program.nodes.size(), 0);
  for (bool changed = true; changed;) {  // again only where a recursion leads back
    changed = false;
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
      if (depends[id] != 0) continue;
      const Node& node = program.nodes[id];
      const NodeId* args = program.args_of(node);
      const bool is_leaf = node.op == leaf && node.value == static_cast<Value>(fact);
      if (!is_leaf && std::none_of(args, args + node.arg_count, [&](NodeId a) { return depends[a] != 0; })) continue;
      depends[id] = 1;
      changed = true;
    }
  }
  std::vector<NodeId> probes;
  for (NodeId id = 0; id < program.nodes.size(); ++id) {
    const Node& node = program.nodes[id];
    if (depends[id] != 0 && node.type == BaseType::yes_no && is_function(node.op)) probes.push_back(id);
  }
  return probes;
}

}  // namespace proviso
