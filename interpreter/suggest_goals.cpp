#include "interpreter/suggest_goals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "dsl/render_text.hpp"
#include "interpreter/cells.hpp"
#include "interpreter/coverage_words.hpp"
#include "interpreter/rebind.hpp"
#include "interpreter/shrink_case.hpp"

namespace proviso {

namespace {

// So many cases of the suite, the smallest, are tried for one goal; and so many values of one fact.
constexpr std::size_t kMaxBases = 60;
constexpr DecideOptions kBounds = {300'000, 300};

class GoalSearch {
 public:
  GoalSearch(const CoveragePlan& plan, std::vector<char> met, const SourceSet& sources,
             const std::vector<PreparedCase>& cases)
      : plan_(plan), program_(plan.program()), policy_(program_.policy), sources_(sources), met_(std::move(met)) {
    for (const PreparedCase& c : cases) {
      if (is_ready(c) && !c.expect_refusal) bases_.push_back(&c.bound->value);
    }
    std::stable_sort(bases_.begin(), bases_.end(),
                     [](const Case* a, const Case* b) { return a->people.size() < b->people.size(); });
    if (bases_.size() > kMaxBases) bases_.resize(kMaxBases);
  }

  std::vector<Suggestion> run() {
    for (std::uint32_t g = 0; g < plan_.goals().size(); ++g) {
      const Goal& goal = plan_.goals()[g];
      if (met_[g] != 0 || !goal.counted()) continue;
      if (goal.kind == GoalKind::day) try_days(g);
      if (goal.kind == GoalKind::threshold) try_facts(g);
    }
    return std::move(suggestions_);
  }

 private:
  // -- Cases that may do
  // -----------------------------------------------------------------------------------------------------

  void try_days(std::uint32_t goal) {
    const Days day = plan_.goals()[goal].value;
    for (const Case* base : bases_) {
      for (const Days as_of : {day - 1, day, day + 1}) {
        Case c = *base;
        c.as_of = as_of;
        if (takes(goal, c, 0)) return;
      }
    }
  }

  void try_facts(std::uint32_t goal) {
    const TermId term = plan_.goals()[goal].term;
    std::vector<NodeId> nodes;
    if (program_.terms[term] != kNoNode) nodes.push_back(program_.terms[term]);
    for (const EarlierTerm& earlier : program_.earlier_terms) {
      if (earlier.term == term) nodes.push_back(earlier.node);
    }
    std::set<FactId> facts;
    std::set<LinkFactId> link_facts;
    const std::vector<char> needed = mark_needed(program_, nodes);
    for (NodeId id = 0; id < needed.size(); ++id) {
      const Node& node = program_.nodes[id];
      if (needed[id] == 0 || (node.type != BaseType::date && node.type != BaseType::number)) continue;
      if (node.op == Op::fact) facts.insert(static_cast<FactId>(node.value));
      if (node.op == Op::link_fact) link_facts.insert(static_cast<LinkFactId>(node.value));
    }
    const Period days = days_of(plan_.goals()[goal]);
    for (const Case* of_suite : bases_) {
      Case base = *of_suite;
      base.as_of = std::clamp(base.as_of, days.from, days.through);
      for (std::uint32_t p = 0; p < base.people.size(); ++p) {
        for (const FactId f : facts) {
          if (try_fact(goal, nodes, base, {Variable::Kind::fact, p, f}, p)) return;
        }
      }
      for (std::uint32_t l = 0; l < base.links.size(); ++l) {
        const auto& of_group = policy_.relation_groups[policy_.relations[base.links[l].relation].group].facts;
        for (std::uint32_t i = 0; i < of_group.size(); ++i) {
          if (!link_facts.contains(of_group[i])) continue;
          if (try_fact(goal, nodes, base, {Variable::Kind::link_fact, l, i}, base.links[l].from)) return;
        }
      }
    }
  }

  // On which the text that the goal is about may govern.
  Period days_of(const Goal& goal) const {
    Period days{policy_.in_force_from, policy_.in_force_through};
    const auto within = [&](const Period& period, AmendmentId amendment) {
      days.from = std::max(days.from, period.from);
      days.through = std::min(days.through, period.through);
      if (amendment != kNoId) days.from = std::max(days.from, policy_.amendments[amendment].from);
    };
    if (goal.item == GoalItem::rule) {
      const RuleVersion& version = policy_.rules[goal.ref].versions[goal.version];
      within(version.in_force, version.amendment);
    }
    if (goal.item == GoalItem::define) {
      const DefineVersion& version = policy_.defines[goal.ref].versions[goal.version];
      within(version.in_force, version.amendment);
    }
    if (goal.item == GoalItem::amendment) within({}, goal.ref);
    return days.from <= days.through ? days : Period{policy_.in_force_from, policy_.in_force_through};
  }

  // The days and numbers on which some test of the condition turns, and those beside them.
  bool try_fact(std::uint32_t goal, const std::vector<NodeId>& nodes, const Case& base, const Variable& variable,
                std::uint32_t person) {
    Case open = base;
    give(open, variable, kUnknown, Given::unknown);
    auto c = rebind(open, program_, program_);
    if (!c) return false;
    Evaluation first(program_, *c);
    first.run();
    std::vector<Instance> roots;
    for (const NodeId node : nodes) {
      for (std::uint32_t i = 0; i < first.width(node); ++i) {
        if (first.at(node, i) == kUnknown) roots.push_back({node, i});
      }
    }
    if (roots.empty()) return false;
    const OpenPart part = open_part(program_, *c, first, roots);
    const auto number = part.number.find(variable);
    if (number == part.number.end()) return false;
    const Cells cells = find_cells(program_, *c, first, part, kBounds);
    if (!cells.limit.empty()) return false;
    std::set<Value> values;
    for (const Value value : cells.values[number->second]) {
      if (value != kNone) values.insert({value - 1, value, value + 1});
    }
    return std::any_of(values.begin(), values.end(), [&](Value value) {
      Case candidate = base;
      give(candidate, variable, value, Given::value);
      return takes(goal, candidate, person);
    });
  }

  static void give(Case& c, const Variable& variable, Value value, Given given) {
    if (variable.kind == Variable::Kind::fact) {
      c.people[variable.owner].facts[variable.fact] = value;
      c.people[variable.owner].given[variable.fact] = given;
      return;
    }
    CaseLink& link = c.links[variable.owner];
    link.facts[variable.fact] = value;
    if (!link.given.empty()) link.given[variable.fact] = given;
  }

  // -- Whether they do
  // -------------------------------------------------------------------------------------------------------

  std::vector<std::uint32_t> met_by(Case& c) const {
    CoverageCollector collector(plan_);
    collector.add(c, 0);
    return collector.first_cases();
  }

  bool takes(std::uint32_t goal, const Case& candidate, std::uint32_t person) {
    auto c = rebind(candidate, program_, program_);
    if (!c || met_by(*c)[goal] != 0) return false;
    const Expected expected = expect(goal, *c, person);
    if (expected.lines.empty()) return false;
    std::uint32_t people = 1;
    for (const ExpectedLine& line : expected.lines) people = std::max(people, line.person + 1);
    Case small = shrink_case(program_, std::move(*c), people, [&](Case& less) {
      return met_by(less)[goal] == 0 && answers(less, expected.lines) == expected.lines;
    });
    const std::vector<std::uint32_t> met = met_by(small);
    std::vector<const Goal*> all;
    for (std::uint32_t g = 0; g < met.size(); ++g) {
      if (met[g] != 0 || met_[g] != 0) continue;
      met_[g] = 1;
      const GoalKind kind = plan_.goals()[g].kind;
      if (kind == GoalKind::day || kind == GoalKind::threshold) all.push_back(&plan_.goals()[g]);
    }
    add(all, std::move(small), expected);
    return true;
  }

  // Of the person, what the goal is about: the decisions that a rule is for, a define; else the first decision.
  Expected expect(std::uint32_t g, Case& c, std::uint32_t person) const {
    const Goal& goal = plan_.goals()[g];
    std::set<ResultRef> results;
    if (goal.item == GoalItem::rule) {
      for (const RuleVersion& version : policy_.rules[goal.ref].versions) {
        for (const OutcomeRef& target : version.targets) results.insert({true, target.decision});
      }
    }
    if (goal.item == GoalItem::define && policy_.defines[goal.ref].links.empty()) results.insert({false, goal.ref});
    if (results.empty()) results.insert({true, 0});
    std::vector<ExpectedLine> lines;
    for (const ResultRef& result : results) lines.push_back({person, result});
    return {answers(c, lines)};
  }

  // The lines with what the rules say; without those that are not settled.
  std::vector<ExpectedLine> answers(Case& c, const std::vector<ExpectedLine>& lines) const {
    std::vector<Question> questions;
    for (const ExpectedLine& line : lines) questions.push_back({line.person, line.result, false});
    const CaseAnswers all = decide_only(program_, c, questions, kBounds);
    std::vector<ExpectedLine> result;
    if (all.status != CaseAnswers::Status::decided) return result;
    for (ExpectedLine line : lines) {
      const Answer& answer = all.answer(line.person, line.result);
      if (!answer.in_force || !answer.settled) continue;
      line.value = answer.value;
      result.push_back(line);
    }
    return result;
  }

  void add(const std::vector<const Goal*>& goals, Case c, const Expected& expected) {
    const std::string item = goal_item_words(policy_, *goals.front());
    const int number = ++named_[item];
    std::vector<std::string> words;
    for (const Goal* goal : goals) {
      words.push_back(fmt::format("{}:{}, {}: {}", visible(sources_.path(goal->span.file)),
                                  sources_.position(goal->span.file, goal->span.begin).line,
                                  goal_item_words(policy_, *goal), open_goals_words(policy_, sources_, {goal})));
    }
    suggestions_.push_back(
        {fmt::format("To be confirmed: {}, at a boundary{}", item, number > 1 ? fmt::format(" ({})", number) : ""),
         fmt::format("No other case shows: {}", fmt::join(words, "; ")),
         std::move(c),
         expected,
         {}});
  }

  const CoveragePlan& plan_;
  const Program& program_;
  const Policy& policy_;
  const SourceSet& sources_;
  std::vector<char> met_;
  std::vector<const Case*> bases_;
  std::map<std::string, int> named_;
  std::vector<Suggestion> suggestions_;
};

}  // namespace

std::vector<Suggestion> suggest_for_goals(const CoveragePlan& plan, std::vector<char> met, const SourceSet& sources,
                                          const std::vector<PreparedCase>& cases) {
  return GoalSearch(plan, std::move(met), sources, cases).run();
}

}  // namespace proviso
