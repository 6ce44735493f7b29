#include <algorithm>

#include "interpreter/coverage_conditions.hpp"

namespace proviso {

namespace coverage {

namespace {

/// Goes through the policy and writes down what a suite should show of each item.
class PlanBuilder {
 public:
  PlanBuilder(const Program& program, Texts& texts, std::vector<Goal>& goals)
      : program_(program),
        policy_(program.policy),
        texts_(texts),
        goals_(goals),
        conditions_(program, texts, goals),
        all_(static_cast<AmendmentId>(program.policy.amendments.size())) {}

  void run() {
    for (RuleId r = 0; r < policy_.rules.size(); ++r) {
      for (std::uint32_t v = 0; v < policy_.rules[r].versions.size(); ++v) add_rule(r, v);
    }
    for (DefineId d = 0; d < policy_.defines.size(); ++d) {
      for (std::uint32_t v = 0; v < policy_.defines[d].versions.size(); ++v) add_define(d, v);
    }
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) add_amendment(a);
    for (FactId f = 0; f < policy_.facts.size(); ++f) add_only_if(f);
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d) add_decision(d);
    for (DefineId d = 0; d < policy_.defines.size(); ++d) add_result_of_define(d);
    add_days();
    std::sort(texts_.days.begin(), texts_.days.end());
  }

 private:
  bool is_constant(NodeId node) const { return program_.nodes[node].op == Op::constant; }
  bool is_true(NodeId node) const { return is_constant(node) && program_.nodes[node].value == 1; }
  bool is_false(NodeId node) const { return is_constant(node) && program_.nodes[node].value != 1; }

  GoalId add_goal(Goal goal, Wanted wanted, std::string_view not_counted = {}) {
    goal.wanted = wanted;
    if (goal.counted()) goal.not_counted = not_counted;
    goals_.push_back(goal);
    return static_cast<GoalId>(goals_.size() - 1);
  }

  static Goal goal_of(GoalKind kind, GoalItem item, std::uint32_t ref, std::uint32_t version, Span span) {
    Goal goal;
    goal.kind = kind;
    goal.item = item;
    goal.ref = ref;
    goal.version = version;
    goal.span = span;
    return goal;
  }

  // -- Rules
  // --------------------------------------------------------------------------------------------------------------

  // An exception to amendments only is read before each of them; every other rule in the text that governs.
  void add_rule(RuleId r, std::uint32_t v) {
    const RuleVersion& version = policy_.rules[r].versions[v];
    const RuleNodes& nodes = program_.rules[r];
    std::vector<Text> texts;
    std::vector<AmendmentId> stages;
    if (version.spares.empty() || !version.switches_off.empty()) {
      Text text;
      text.in_force = nodes.versions[v];
      text.holds = nodes.holds_as[v];
      text.test = nodes.tests[v];
      texts.push_back(std::move(text));
      stages.push_back(all_);
    }
    for (const AmendmentId a : version.spares) {
      const auto& exceptions = policy_.amendments[a].exceptions;
      const auto at = std::find(exceptions.begin(), exceptions.end(), r) - exceptions.begin();
      const SparingNodes& sparing = program_.amendments[a].exceptions[static_cast<std::size_t>(at)];
      Text text;
      text.in_force = sparing.versions[v];
      text.from = policy_.amendments[a].from;
      text.holds = sparing.holds;
      text.test = sparing.tests[v];
      texts.push_back(std::move(text));
      stages.push_back(a);
    }
    Reading reading;
    reading.goal = goal_of(GoalKind::rule, GoalItem::rule, r, v, version.heading.name_span);
    reading.days = {kLastDay, kFirstDay};
    for (std::size_t i = 0; i < texts.size(); ++i) {
      Period days = reign(policy_, Change::Item::rule, r, version.in_force, version.amendment, stages[i]);
      days.from = std::max(days.from, texts[i].from);
      if (is_empty(days)) continue;
      reading.days = {std::min(reading.days.from, days.from), std::max(reading.days.through, days.through)};
    }
    if (is_empty(reading.days)) reading.goal.not_counted = kNeverInForce;
    reading.goal.in_force = texts.front().in_force;
    const bool holds = std::any_of(texts.begin(), texts.end(), [&](const Text& t) { return !is_false(t.test); });
    const bool fails = std::any_of(texts.begin(), texts.end(), [&](const Text& t) { return !is_true(t.test); });
    const GoalId held = add_goal(reading.goal, Wanted::held, holds ? "" : kAlwaysSame);
    add_goal(reading.goal, Wanted::failed, fails ? "" : kAlwaysSame);
    std::vector<Clause> clauses = add_clauses(version, nodes, v, reading);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      texts[i].held = held;
      reading.before = stages[i];
      if (version.test != kNoId) texts[i].condition = conditions_.add(version.test, reading, texts[i]);
      if (!clauses.empty()) add_clause_conditions(version, nodes, v, reading, clauses, texts[i]);
      texts_.texts.push_back(std::move(texts[i]));
    }
  }

  std::vector<Clause> add_clauses(const RuleVersion& version, const RuleNodes& nodes, std::uint32_t v,
                                  const Reading& reading) {
    std::vector<Clause> clauses;
    for (std::size_t i = 0; i < version.through.size(); ++i) {
      Clause clause;
      clause.holds = nodes.through[v][i];
      for (const RelationId relation : version.through[i].relations) {
        Goal goal = reading.goal;
        goal.kind = GoalKind::derivation;
        goal.part = relation;
        goal.span = version.through[i].span;
        clause.relations.emplace_back(relation,
                                      add_goal(goal, Wanted::derived, is_false(clause.holds) ? kAlwaysSame : ""));
      }
      clauses.push_back(std::move(clause));
    }
    return clauses;
  }

  void add_clause_conditions(const RuleVersion& version, const RuleNodes& nodes, std::uint32_t v,
                             const Reading& reading, const std::vector<Clause>& clauses, Text& text) {
    text.derives_from = nodes.from[v];
    text.clauses = clauses;
    for (std::uint32_t i = 0; i < clauses.size(); ++i) {
      const TermId condition = version.through[i].condition;
      if (condition != kNoId) text.clauses[i].condition = conditions_.add(condition, reading, text, i);
    }
  }

  // -- Defines, amendments, facts
  // --------------------------------------------------------------------------------------------------------------

  void add_define(DefineId d, std::uint32_t v) {
    const DefineVersion& version = policy_.defines[d].versions[v];
    const Term& body = policy_.term(version.body);
    Text text;
    text.in_force = program_.define_versions[d][v];
    if (!policy_.defines[d].links.empty()) text.links = &policy_.defines[d].links;
    Reading reading;
    reading.before = all_;
    reading.goal = goal_of(GoalKind::condition, GoalItem::define, d, v, version.heading.name_span);
    reading.goal.in_force = text.in_force;
    reading.days = reign(policy_, Change::Item::define, d, version.in_force, version.amendment, all_);
    if (is_empty(reading.days)) reading.goal.not_counted = kNeverInForce;
    if (body.kind == TermKind::choice) {
      for (std::uint32_t i = 0; i < body.child_count; i += 2) {
        Option option;
        option.value = conditions_.node(policy_.child(body, i), all_);
        if (i + 1 < body.child_count) option.condition = conditions_.add(policy_.child(body, i + 1), reading, text);
        text.options.push_back(option);
      }
    } else if (policy_.defines[d].type.base == BaseType::yes_no) {
      text.condition = conditions_.add(version.body, reading, text);
    } else {
      return;
    }
    texts_.texts.push_back(std::move(text));
  }

  void add_amendment(AmendmentId a) {
    const Amendment& amendment = policy_.amendments[a];
    const AmendmentNodes& nodes = program_.amendments[a];
    Goal goal = goal_of(GoalKind::amendment, GoalItem::amendment, a, kNoId, amendment.heading.name_span);
    const bool begins = amendment.from > policy_.in_force_from, comes = amendment.from <= policy_.in_force_through;
    const GoalId first = add_goal(goal, Wanted::reached, comes ? "" : kOutOfReach);
    add_goal(goal, Wanted::not_reached, begins ? "" : kOutOfReach);
    add_goal(goal, Wanted::active, !comes ? kOutOfReach : is_false(nodes.active) ? kAlwaysSame : "");
    const bool scoped = nodes.scope != kNoNode && !is_true(nodes.scope);
    add_goal(goal, Wanted::out_of_scope, !comes ? kOutOfReach : scoped ? "" : kAlwaysSame);
    for (std::size_t i = 0; i < amendment.exceptions.size(); ++i) {
      goal.part = amendment.exceptions[i];
      add_goal(goal, Wanted::spared, !comes ? kOutOfReach : is_false(nodes.exceptions[i].holds) ? kAlwaysSame : "");
    }
    texts_.amendments.push_back({a, first});
    if (amendment.scope == kNoId) return;
    Text text;
    text.from = amendment.from;
    Reading reading;
    reading.before = a;
    reading.days = {std::max(amendment.from, policy_.in_force_from), policy_.in_force_through};
    reading.goal = goal_of(GoalKind::condition, GoalItem::amendment, a, kNoId, amendment.heading.name_span);
    if (is_empty(reading.days)) reading.goal.not_counted = kNeverInForce;
    text.condition = conditions_.add(amendment.scope, reading, text);
    texts_.texts.push_back(std::move(text));
  }

  // Not a rule: it tells for whom a fact exists.
  void add_only_if(FactId f) {
    const Fact& fact = policy_.facts[f];
    if (fact.only_if == kNoId) return;
    Text text;
    Reading reading;
    reading.before = all_;
    reading.days = {policy_.in_force_from, policy_.in_force_through};
    reading.goal = goal_of(GoalKind::condition, GoalItem::fact, f, kNoId, fact.heading.name_span);
    reading.goal.not_counted = kForInformation;
    text.condition = conditions_.add(fact.only_if, reading, text);
    texts_.texts.push_back(std::move(text));
  }

  // -- Results
  // --------------------------------------------------------------------------------------------------------------

  void add_decision(DecisionId d) {
    const Decision& decision = policy_.decisions[d];
    Result result;
    result.node = program_.decisions[d].value;
    result.in_force = program_.decisions[d].in_force;
    result.values = static_cast<std::uint32_t>(decision.outcomes.size());
    result.goal = static_cast<GoalId>(goals_.size());
    const Span name = decision.versions.front().heading.name_span;
    for (std::uint32_t o = 0; o < decision.outcomes.size(); ++o) {
      const Span span = decision.yes_no ? name : decision.outcomes[o].span;
      Goal goal = goal_of(GoalKind::outcome, GoalItem::decision, d, kNoId, span);
      goal.value = o;
      add_goal(goal, Wanted::obtained, is_never(program_.decisions[d].chosen[o]) ? kAlwaysSame : "");
    }
    const Goal open = goal_of(GoalKind::outcome, GoalItem::decision, d, kNoId, name);
    result.undetermined = add_goal(open, Wanted::undetermined, kForInformation);
    texts_.results.push_back(result);
  }

  /// An outcome is a copy, for each person.
  bool is_never(NodeId node) const {
    while (program_.nodes[node].op == Op::copy) node = *program_.args_of(program_.nodes[node]);
    return is_false(node);
  }

  void add_result_of_define(DefineId d) {
    const Define& define = policy_.defines[d];
    if (!define.links.empty()) return;  // about links: it is no result of a person
    if (define.type.base != BaseType::yes_no) return;
    Result result;
    result.node = program_.defines[d];
    result.in_force = program_.define_in_force[d];
    result.values = 2;
    result.goal = static_cast<GoalId>(goals_.size());
    for (const Value value : {0, 1}) {
      Goal goal = goal_of(GoalKind::outcome, GoalItem::define, d, kNoId, define.versions.front().heading.name_span);
      goal.value = value;
      const bool other = is_constant(result.node) && program_.nodes[result.node].value != value;
      add_goal(goal, Wanted::obtained, other ? kAlwaysSame : "");
    }
    texts_.results.push_back(result);
  }

  // -- Days
  // --------------------------------------------------------------------------------------------------------------

  void add_day(const Goal& item, Days day, bool last) {
    if (day <= kFirstDay || day >= kLastDay) return;
    for (const Value distance : {-1, 0, 1}) {
      Goal goal = item;
      goal.value = day;
      goal.last_day = last;
      const Days on = day + distance;
      const bool possible = policy_.in_force_from <= on && on <= policy_.in_force_through;
      const Wanted wanted = distance < 0 ? Wanted::just_before : distance == 0 ? Wanted::at : Wanted::just_after;
      texts_.days.emplace_back(on, add_goal(goal, wanted, possible ? "" : kOutOfReach));
    }
  }

  template <class Version>
  void add_periods(GoalItem item, std::uint32_t ref, const std::vector<Version>& versions) {
    for (std::uint32_t v = 0; v < versions.size(); ++v) {
      const Goal goal = goal_of(GoalKind::day, item, ref, v, versions[v].heading.name_span);
      add_day(goal, versions[v].in_force.from, false);
      add_day(goal, versions[v].in_force.through, true);
    }
  }

  template <class Item>
  void add_first_days(GoalItem kind, const std::vector<Item>& items) {
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      for (std::uint32_t v = 0; v < items[i].versions.size(); ++v) {
        add_day(goal_of(GoalKind::day, kind, i, v, items[i].heading.name_span), items[i].versions[v].from, false);
      }
    }
  }

  void add_days() {
    for (RuleId r = 0; r < policy_.rules.size(); ++r) add_periods(GoalItem::rule, r, policy_.rules[r].versions);
    for (DefineId d = 0; d < policy_.defines.size(); ++d) {
      add_periods(GoalItem::define, d, policy_.defines[d].versions);
    }
    add_first_days(GoalItem::set, policy_.sets);
    add_first_days(GoalItem::value, policy_.values);
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
      const Heading& heading = policy_.amendments[a].heading;
      add_day(goal_of(GoalKind::day, GoalItem::amendment, a, kNoId, heading.name_span), policy_.amendments[a].from,
              false);
    }
  }

  const Program& program_;
  const Policy& policy_;
  Texts& texts_;
  std::vector<Goal>& goals_;
  ConditionBuilder conditions_;
  AmendmentId all_;
};

}  // namespace

}  // namespace coverage

CoveragePlan::CoveragePlan(const Program& program) : program_(program), texts_(std::make_unique<coverage::Texts>()) {
  coverage::PlanBuilder(program, *texts_, goals_).run();
}

CoveragePlan::~CoveragePlan() = default;

}  // namespace proviso
