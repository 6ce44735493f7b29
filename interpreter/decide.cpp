#include "interpreter/decide.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include "interpreter/evaluate.hpp"
#include "interpreter/exact.hpp"

namespace proviso {

namespace {

class Decider {
 public:
  /// `questions`: nothing asks everything.
  Decider(const Program& program, Case& c, const DecideOptions& options, const std::vector<Question>* questions)
      : program_(program),
        policy_(program.policy),
        case_(c),
        options_(options),
        questions_(questions),
        first_(program, c) {}

  CaseAnswers run() {
    first_.run();
    if (refuse_impossible()) return std::move(answers_);
    if (const auto roots = open_roots(); !roots.empty()) {
      exact_ = std::make_unique<Exact>(program_, case_, first_, roots, options_);
      if (exact_->impossible()) {
        refuse(CaseAnswers::Status::impossible);
        return std::move(answers_);
      }
    }
    if (stopped() || refuse_gap()) return std::move(answers_);
    if (questions_ != nullptr) {
      answer_questions();
    } else {
      for (std::uint32_t p = 0; p < case_.people.size(); ++p) answers_.people.push_back(answer_person(p));
    }
    stopped();
    return std::move(answers_);
  }

 private:
  // -- Reading both passes
  // -------------------------------------------------------------------------------------------------

  Value known(NodeId node, std::uint32_t person) const { return first_.at(node, person); }

  Certainty certainty(NodeId node, std::uint32_t person) {
    const Value value = known(node, person);
    if (value != kUnknown) return value == 1 ? Certainty::always : Certainty::never;
    return exact_->certainty(of_person(program_, node, person));
  }

  // Everything that an answer may ask about, where the first pass leaves it open, and every open constraint.
  std::vector<Instance> open_roots() const {
    std::vector<Instance> roots;
    const auto add = [&](NodeId node, std::uint32_t p) {
      if (node != kNoNode && known(node, p) == kUnknown) roots.push_back(of_person(program_, node, p));
    };
    std::vector<NodeId> nodes = program_.impossible;
    nodes.insert(nodes.end(), program_.only_if.begin(), program_.only_if.end());
    nodes.push_back(program_.gap);
    if (questions_ == nullptr) {
      for (DefineId d = 0; d < program_.defines.size(); ++d) {
        if (policy_.defines[d].links.empty()) add_nodes_of({false, d}, nodes);
      }
      for (DecisionId d = 0; d < program_.decisions.size(); ++d) add_nodes_of({true, d}, nodes);
      for (const AmendmentNodes& a : program_.amendments) nodes.push_back(a.active);
    }
    for (const NodeId node : nodes) {
      for (std::uint32_t p = 0; p < case_.people.size(); ++p) add(node, p);
    }
    if (questions_ == nullptr) return roots;
    for (const Question& question : *questions_) {
      nodes.clear();
      add_nodes_of(question.result, nodes);
      for (const NodeId node : nodes) add(node, question.person);
    }
    return roots;
  }

  // What an answer for the result reads.
  void add_nodes_of(ResultRef result, std::vector<NodeId>& nodes) const {
    if (!result.is_decision) {
      nodes.insert(nodes.end(), {program_.defines[result.id], program_.define_in_force[result.id]});
      return;
    }
    const DecisionNodes& decision = program_.decisions[result.id];
    nodes.insert(nodes.end(), {decision.value, decision.in_force});
    for (const auto* lists : {&decision.supports, &decision.excludes}) {
      for (const std::vector<RuleId>& rules : *lists) {
        for (const RuleId r : rules) {
          nodes.push_back(program_.rules[r].holds);
          nodes.insert(nodes.end(), program_.rules[r].holds_as.begin(), program_.rules[r].holds_as.end());
        }
      }
    }
    for (const auto& version : policy_.decisions[result.id].versions) {
      if (version.amendment != kNoId) nodes.push_back(program_.amendments[version.amendment].active);
    }
  }

  bool stopped() {
    if (limit_.empty() && exact_) limit_ = exact_->limit();
    if (limit_.empty()) return false;
    answers_ = {};
    answers_.status = CaseAnswers::Status::incomplete;
    answers_.limit = limit_;
    return true;
  }

  // -- Refusals
  // -------------------------------------------------------------------------------------------------------------

  bool refuse_impossible() {
    for (std::uint32_t i = 0; i < program_.impossible.size(); ++i) {
      for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
        if (known(program_.impossible[i], p) != 1) continue;
        answers_.status = CaseAnswers::Status::impossible;
        add_once(answers_.impossibles, i);
        add_once(answers_.refused_people, p);
      }
    }
    return answers_.status != CaseAnswers::Status::decided;
  }

  void refuse(CaseAnswers::Status status) {
    answers_.status = status;
    for (const Exact::Constraint& constraint : exact_->culprits()) {
      if (constraint.kind == Exact::Constraint::Kind::impossible) add_once(answers_.impossibles, constraint.ref);
      add_once(answers_.refused_people, constraint.person);
    }
  }

  bool refuse_gap() {
    if (program_.gap == kNoNode) return false;
    for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
      if (certainty(program_.gap, p) == Certainty::never) continue;
      answers_.status = CaseAnswers::Status::gap;
      add_once(answers_.refused_people, p);
    }
    return answers_.status != CaseAnswers::Status::decided;
  }

  static void add_once(std::vector<std::uint32_t>& list, std::uint32_t x) {
    const auto at = std::lower_bound(list.begin(), list.end(), x);
    if (at == list.end() || *at != x) list.insert(at, x);
  }

  // -- Answers
  // --------------------------------------------------------------------------------------------------------------

  PersonAnswers answer_person(std::uint32_t p) {
    PersonAnswers answers;
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d) answers.decisions.push_back(answer_decision(d, p));
    for (DefineId d = 0; d < policy_.defines.size(); ++d) answers.defines.push_back(answer_define(d, p));
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
      const Certainty active = certainty(program_.amendments[a].active, p);
      if (active != Certainty::never) answers.amendments.push_back({a, active});
    }
    return answers;
  }

  void answer_questions() {
    PersonAnswers none;
    none.decisions.resize(policy_.decisions.size());
    none.defines.resize(policy_.defines.size());
    answers_.people.assign(case_.people.size(), none);
    for (const Question& question : *questions_) {
      PersonAnswers& answers = answers_.people[question.person];
      const ResultRef result = question.result;
      with_missing_ = question.missing;
      if (result.is_decision) {
        answers.decisions[result.id] = answer_decision(result.id, question.person);
      } else {
        answers.defines[result.id] = answer_define(result.id, question.person);
      }
    }
  }

  Answer answer_decision(DecisionId d, std::uint32_t p) {
    const DecisionNodes& nodes = program_.decisions[d];
    Answer answer = answer_item(nodes.value, nodes.in_force, p, true);
    if (answer.settled) {
      answer.because = because(d, p, answer.value);
      answer.derived_from = derived_from(d, p, answer);
    }
    return answer;
  }

  Answer answer_define(DefineId d, std::uint32_t p) {
    if (!policy_.defines[d].links.empty()) {  // about links: it is no answer for a person
      Answer answer;
      answer.in_force = false;
      return answer;
    }
    const BaseType base = policy_.defines[d].type.base;
    const bool finite = base == BaseType::yes_no || base == BaseType::member;
    return answer_item(program_.defines[d], program_.define_in_force[d], p, finite);
  }

  // An item that an amendment inserts, or that has ended, may have no text for the person.
  Answer answer_item(NodeId node, NodeId in_force, std::uint32_t p, bool finite) {
    const Certainty certain = certainty(in_force, p);
    if (certain == Certainty::always) return answer_node(node, p, finite);
    Answer answer;
    answer.in_force = certain == Certainty::unknown;
    if (!answer.in_force) return answer;
    answer.in_force_open = true;
    const Instance instance = of_person(program_, node, p), exists = of_person(program_, in_force, p);
    if (with_missing_) answer.missing = exact_->missing(instance, exists);
    if (finite) answer.possible = exact_->values(instance, exists);
    return answer;
  }

  Answer answer_node(NodeId node, std::uint32_t p, bool finite) {
    Answer answer;
    const Value value = known(node, p);
    if (value != kUnknown) {
      answer.settled = true;
      answer.value = value;
      answer.possible = {value};
      return answer;
    }
    const Instance instance = of_person(program_, node, p);
    std::vector<Value> values = exact_->values(instance);
    answer.settled = values.size() == 1;
    if (answer.settled) {
      answer.value = values.front();
    } else if (with_missing_) {
      answer.missing = exact_->missing(instance);
    }
    if (finite || answer.settled) answer.possible = std::move(values);
    return answer;
  }

  bool targets(const RuleVersion& version, DecisionId decision, Value outcome) const {
    return std::any_of(version.targets.begin(), version.targets.end(), [&](const OutcomeRef& t) {
      return t.decision == decision && t.outcome == static_cast<std::uint32_t>(outcome);
    });
  }

  // The uses of the rules of some kinds for an outcome, where they may hold.
  std::vector<RuleUse> uses(DecisionId d, std::uint32_t p, Value outcome, bool exclusions) {
    std::vector<RuleUse> found;
    const DecisionNodes& nodes = program_.decisions[d];
    for (const RuleId r : (exclusions ? nodes.excludes : nodes.supports)[static_cast<std::size_t>(outcome)]) {
      const Rule& rule = policy_.rules[r];
      RuleUse use{r, 0, Certainty::never};
      bool for_others = false;  // a text that is not about the outcome may hold
      for (std::uint32_t v = 0; v < rule.versions.size(); ++v) {
        const Certainty holds = certainty(program_.rules[r].holds_as[v], p);
        if (targets(rule.versions[v], d, outcome)) {
          if (holds > use.holds) use = {r, v, holds};
        } else {
          for_others = for_others || holds != Certainty::never;
        }
      }
      if (use.holds == Certainty::never) continue;
      // It may be open which text of the rule governs the person, and the rule hold under each.
      if (!for_others && certainty(program_.rules[r].holds, p) == Certainty::always) use.holds = Certainty::always;
      found.push_back(use);
    }
    return found;
  }

  static bool keep_sure(std::vector<RuleUse>& uses) {
    const auto sure = [](const RuleUse& u) { return u.holds == Certainty::always; };
    if (std::none_of(uses.begin(), uses.end(), sure)) return false;
    std::erase_if(uses, [&](const RuleUse& u) { return !sure(u); });
    return true;
  }

  std::vector<RuleUse> because(DecisionId d, std::uint32_t p, Value value) {
    std::vector<RuleUse> result = uses(d, p, value, false);
    keep_sure(result);
    for (const std::uint32_t earlier : order_for(d, p)) {
      if (earlier == static_cast<std::uint32_t>(value)) break;
      std::vector<RuleUse> support = uses(d, p, earlier, false);
      if (support.empty()) continue;
      for (const RuleUse& exclusion : uses(d, p, earlier, true)) {
        const auto same = [&](const RuleUse& u) { return u.rule == exclusion.rule; };
        if (exclusion.holds == Certainty::always && std::none_of(result.begin(), result.end(), same)) {
          result.push_back(exclusion);
        }
      }
    }
    return result;
  }

  // The order of the outcomes in the decision's text that governs the person.
  const std::vector<std::uint32_t>& order_for(DecisionId d, std::uint32_t p) {
    const auto& versions = policy_.decisions[d].versions;
    for (std::size_t v = versions.size(); v-- > 1;) {
      if (versions[v].amendment != kNoId &&
          certainty(program_.amendments[versions[v].amendment].active, p) == Certainty::always) {
        return versions[v].order;
      }
    }
    return versions.front().order;
  }

  // Those whose outcome carries the person's own: they keep it when the person is counted as having none, so that a
  // couple cannot name each other as their reason.
  std::vector<std::uint32_t> derived_from(DecisionId d, std::uint32_t p, const Answer& answer) {
    std::vector<RuleUse> derivations = uses(d, p, answer.value, false);
    for (const RuleUse& use : derivations) {
      const bool ground = policy_.rules[use.rule].kind == syntax::RuleKind::ground;
      if (ground && use.holds == Certainty::always) return {};
    }
    std::erase_if(derivations,
                  [&](const RuleUse& use) { return policy_.rules[use.rule].kind != syntax::RuleKind::derivation; });
    if (derivations.empty() || case_.first_directed[p] == case_.first_directed[p + 1]) return {};

    const Evaluation::Without without{d, p};
    Evaluation first(program_, case_);
    first.run(without);
    std::vector<std::uint32_t> people;
    std::map<std::uint32_t, Ways> open;
    std::vector<Instance> roots;
    for (const Way& way : ways(derivations, d, p, answer.value)) {
      const Value holds = first.at(way.holds.node, p), clause = first.at_link(way.clause.node, way.link);
      const std::uint32_t other = case_.directed[way.link].other;
      if (holds == 0 || clause == 0) continue;
      if (holds == 1 && clause == 1) add_once(people, other);
      open[other].push_back({way.holds, way.clause});
      if (holds == kUnknown) roots.push_back(way.holds);
      if (clause == kUnknown) roots.push_back(way.clause);
    }
    if (roots.empty()) return people;
    Exact exact(program_, case_, first, roots, options_, without);
    if (limit_.empty()) limit_ = exact.limit();
    for (const auto& [other, other_ways] : open) {
      if (limit_.empty() && exact.some_always(other_ways)) add_once(people, other);
    }
    return people;
  }

  using Ways = std::vector<std::pair<Instance, Instance>>;

  // How the outcome may come from somebody: a text of a derivation holds, and one of its clauses over a link.
  struct Way {
    Instance holds, clause;
    std::uint32_t link;
  };

  std::vector<Way> ways(const std::vector<RuleUse>& derivations, DecisionId d, std::uint32_t p, Value outcome) const {
    std::vector<Way> found;
    for (const RuleUse& use : derivations) {
      const RuleNodes& nodes = program_.rules[use.rule];
      for (std::uint32_t v = 0; v < nodes.through.size(); ++v) {
        const RuleVersion& version = policy_.rules[use.rule].versions[v];
        if (!targets(version, d, outcome)) continue;
        for (std::size_t clause = 0; clause < version.through.size(); ++clause) {
          const auto& relations = version.through[clause].relations;
          for (std::uint32_t i = case_.first_directed[p]; i < case_.first_directed[p + 1]; ++i) {
            if (std::find(relations.begin(), relations.end(), case_.directed[i].relation) == relations.end()) continue;
            found.push_back({of_person(program_, nodes.holds_as[v], p), at_link(nodes.through[v][clause], i), i});
          }
        }
      }
    }
    return found;
  }

  Instance at_link(NodeId node, std::uint32_t link) const {
    const Level level = program_.nodes[node].level;
    return {node, level == Level::once ? 0 : level == Level::link ? link : case_.directed[link].person};
  }

  const Program& program_;
  const Policy& policy_;
  Case& case_;
  const DecideOptions& options_;
  const std::vector<Question>* questions_;
  bool with_missing_ = true;
  Evaluation first_;
  std::unique_ptr<Exact> exact_;
  std::string limit_;  // the first that was reached
  CaseAnswers answers_;
};

}  // namespace

CaseAnswers decide(const Program& program, Case& c, const DecideOptions& options) {
  return Decider(program, c, options, nullptr).run();
}

CaseAnswers decide_only(const Program& program, Case& c, const std::vector<Question>& questions,
                        const DecideOptions& options) {
  return Decider(program, c, options, &questions).run();
}

std::string variable_path(const Program& program, const Case& c, const Variable& variable) {
  const Policy& policy = program.policy;
  switch (variable.kind) {
    case Variable::Kind::fact:
      return fmt::format("{}.{}", c.people[variable.owner].id, policy.facts[variable.fact].heading.name);
    case Variable::Kind::link_fact: {
      const CaseLink& link = c.links[variable.owner];
      const auto& facts = policy.relation_groups[policy.relations[link.relation].group].facts;
      return fmt::format("{}.relations[{}].{}", c.people[link.from].id, link.index,
                         policy.link_facts[facts[variable.fact]].heading.name);
    }
    case Variable::Kind::supplied:
      break;
  }
  const SuppliedSlot& slot = program.supplied[variable.owner];
  return fmt::format("sets.{}",
                     slot.is_set ? policy.sets[slot.ref].heading.name : policy.values[slot.ref].heading.name);
}

bool is_judgement(const Program& program, const Variable& variable) {
  return variable.kind == Variable::Kind::fact && program.policy.facts[variable.fact].judgement;
}

}  // namespace proviso
