#include "interpreter/coverage.hpp"

#include <algorithm>
#include <numeric>

#include "interpreter/coverage_reach.hpp"

namespace proviso {

namespace coverage {

namespace {

/// Whom a condition is read for: a person, and inside a condition on links, one of that person's links.
struct Place {
  std::uint32_t person;
  std::uint32_t link = kNothing;
};

/// How many of several truths hold, and how many are not known.
struct Count {
  std::uint32_t holding = 0, open = 0;
  void add(Value truth) {
    holding += truth == 1;
    open += truth == kUnknown;
  }
};

/// Sees what one evaluated case shows.
class Observer {
 public:
  Observer(const CoveragePlan& plan, const Case& c, const Evaluation& evaluation, std::uint32_t number,
           std::vector<std::uint32_t>& first)
      : program_(plan.program()),
        texts_(plan.texts()),
        case_(c),
        evaluation_(evaluation),
        number_(number),
        first_(first) {}

  void run() {
    if (case_.people.empty()) return;
    see_days();
    for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
      for (const Text& text : texts_.texts) {
        if (text.links == nullptr) {
          see_text(text, {p});
        } else {
          for_links(p, *text.links, [&](std::uint32_t l) { see_text(text, {p, l}); });
        }
      }
      for (const Result& result : texts_.results) see_result(result, p);
      for (const AmendmentGoals& goals : texts_.amendments) see_amendment(goals, p);
    }
  }

 private:
  void meet(GoalId goal) { first_[goal] = std::min(first_[goal], number_); }

  Value value(NodeId node, Place place) const {
    return place.link == kNothing ? evaluation_.at(node, place.person) : evaluation_.at_link(node, place.link);
  }
  /// A yes/no that is none does not hold.
  Value truth(NodeId node, Place place) const {
    const Value v = value(node, place);
    return v == kUnknown ? v : Value{v == 1};
  }

  template <class Relations, class See>
  void for_links(std::uint32_t person, const Relations& relations, See see) const {
    for (std::uint32_t l = case_.first_directed[person]; l < case_.first_directed[person + 1]; ++l) {
      const RelationId relation = case_.directed[l].relation;
      if (std::find(relations.begin(), relations.end(), relation) != relations.end()) see(l);
    }
  }

  // -- Days, results, amendments
  // --------------------------------------------------------------------------------------------------------------

  void see_days() {
    const auto from = std::lower_bound(texts_.days.begin(), texts_.days.end(), std::pair(case_.as_of, GoalId{0}));
    for (auto at = from; at != texts_.days.end() && at->first == case_.as_of; ++at) meet(at->second);
  }

  void see_result(const Result& result, std::uint32_t p) {
    if (evaluation_.at(result.in_force, p) != 1) return;
    const Value v = evaluation_.at(result.node, p);
    if (v == kUnknown) {
      if (result.undetermined != kNothing) meet(result.undetermined);
    } else if (v >= 0 && v < result.values) {
      meet(result.goal + static_cast<GoalId>(v));
    }
  }

  void see_amendment(const AmendmentGoals& goals, std::uint32_t p) {
    const Amendment& amendment = program_.policy.amendments[goals.amendment];
    const AmendmentNodes& nodes = program_.amendments[goals.amendment];
    if (case_.as_of < amendment.from) return meet(goals.first + 1);
    meet(goals.first);
    if (evaluation_.at(nodes.active, p) == 1) meet(goals.first + 2);
    const Value scope = nodes.scope == kNoNode ? 1 : truth(nodes.scope, {p});
    if (scope == 0) meet(goals.first + 3);
    if (scope != 1) return;
    for (GoalId i = 0; i < nodes.exceptions.size(); ++i) {
      if (evaluation_.at(nodes.exceptions[i].holds, p) == 1) meet(goals.first + 4 + i);
    }
  }

  // -- Texts
  // --------------------------------------------------------------------------------------------------------------

  void see_text(const Text& text, Place place) {
    if (case_.as_of < text.from) return;
    if (text.in_force != kNoNode && value(text.in_force, place) != 1) return;
    if (text.held != kNothing) {
      if (value(text.holds, place) == 1) meet(text.held);
      if (truth(text.test, place) == 0) meet(text.held + 1);
    }
    if (text.condition != kNothing) see(text.condition, place);
    if (!text.options.empty()) see_options(text.options, place);
    if (!text.clauses.empty()) see_clauses(text, place.person);
    for (const Threshold& threshold : text.thresholds) see_threshold(text, threshold, place);
  }

  // REQUIRES: the truth of the condition, if it is known, decides the whole test.
  void see(std::uint32_t id, Place place) {
    const Condition& condition = texts_.conditions[id];
    const Value holds = truth(condition.node, place);
    if (holds == kUnknown) return;
    switch (condition.kind) {
      case Condition::Kind::atomic:
        return meet(condition.goal + (holds == 1 ? 0 : 1));
      case Condition::Kind::negation:
        return see(texts_.parts[condition.first_part], place);
      case Condition::Kind::at_least:
        return see_parts(condition, place);
      case Condition::Kind::link:
        return see_links(condition, place);
    }
  }

  // A part decides if of the others, all known, exactly one less than are needed hold.
  void see_parts(const Condition& condition, Place place) {
    const std::uint32_t* parts = texts_.parts.data() + condition.first_part;
    const auto part_truth = [&](std::uint32_t i) { return truth(texts_.conditions[parts[i]].node, place); };
    Count count;
    for (std::uint32_t i = 0; i < condition.part_count; ++i) {
      count.add(part_truth(i));
      if (count.open > 0 || count.holding > condition.least) return;
    }
    if (count.holding + 1 < condition.least) return;
    const Value deciding = count.holding == condition.least ? 1 : 0;
    for (std::uint32_t i = 0; i < condition.part_count; ++i) {
      if (part_truth(i) == deciding) see(parts[i], place);
    }
  }

  // Of links at least one must do: each is a part.
  void see_links(const Condition& condition, Place place) {
    const auto& relations = program_.policy.relation_lists[condition.relations];
    const std::uint32_t inner = texts_.parts[condition.first_part];
    const NodeId node = texts_.conditions[inner].node;
    Count count;
    for_links(place.person, relations, [&](std::uint32_t l) { count.add(truth(node, {place.person, l})); });
    if (count.open > 0 || count.holding > 1) return;
    for_links(place.person, relations, [&](std::uint32_t l) {
      const Place there{place.person, l};
      if (truth(node, there) == static_cast<Value>(count.holding)) see(inner, there);
    });
  }

  // The condition of an option decides if the option would be taken, and gives another value than what is taken
  // without it.
  void see_options(const std::vector<Option>& options, Place place) {
    const auto option_truth = [&](const Option& o) {
      return o.condition == kNothing ? Value{1} : truth(texts_.conditions[o.condition].node, place);
    };
    const auto first_from = [&](std::size_t i) {
      while (i < options.size() && option_truth(options[i]) == 0) ++i;
      return i < options.size() && option_truth(options[i]) == 1 ? i : options.size();
    };
    const auto differ = [&](const Option& a, const Option& b) {
      const Value x = value(a.value, place), y = value(b.value, place);
      return x != kUnknown && y != kUnknown && x != y;
    };
    const std::size_t taken = first_from(0);
    if (taken == options.size()) return;
    for (std::size_t i = 0; i < taken; ++i) {
      if (differ(options[i], options[taken])) see(options[i].condition, place);
    }
    if (options[taken].condition == kNothing) return;
    const std::size_t next = first_from(taken + 1);
    if (next < options.size() && differ(options[taken], options[next])) see(options[taken].condition, place);
  }

  // A derivation holds if some link of some clause does; a link does if the condition holds and the other person has an
  // outcome to derive from.
  void see_clauses(const Text& text, std::uint32_t p) {
    Count count;
    const bool holds = evaluation_.at(text.holds, p) == 1;
    for_clause_links(text, p, [&](const Clause& clause, std::uint32_t l) {
      const Value here = truth(clause.holds, {p, l});
      count.add(here);
      if (!holds || here != 1) return;
      for (const auto& [relation, goal] : clause.relations) {
        if (relation == case_.directed[l].relation) meet(goal);
      }
    });
    if (count.open > 0 || count.holding > 1) return;
    for_clause_links(text, p, [&](const Clause& clause, std::uint32_t l) {
      if (clause.condition == kNothing || truth(clause.holds, {p, l}) != static_cast<Value>(count.holding)) return;
      if (truth(text.derives_from, {p, l}) == 1) see(clause.condition, {p, l});
    });
  }

  template <class See>
  void for_clause_links(const Text& text, std::uint32_t p, See see) const {
    for (const Clause& clause : text.clauses) {
      for (std::uint32_t l = case_.first_directed[p]; l < case_.first_directed[p + 1]; ++l) {
        if (is_of(clause, case_.directed[l].relation)) see(clause, l);
      }
    }
  }
  static bool is_of(const Clause& clause, RelationId relation) {
    return std::any_of(clause.relations.begin(), clause.relations.end(),
                       [&](const auto& entry) { return entry.first == relation; });
  }

  // -- Thresholds
  // --------------------------------------------------------------------------------------------------------------

  void see_threshold(const Text& text, const Threshold& threshold, Place place) {
    const std::uint32_t p = place.person;
    if (threshold.relations != kNothing) {
      for_links(p, program_.policy.relation_lists[threshold.relations], [&](std::uint32_t l) {
        see_distance(threshold, {p, l});
      });
    } else if (threshold.clause != kNothing) {
      for (std::uint32_t l = case_.first_directed[p]; l < case_.first_directed[p + 1]; ++l) {
        if (is_of(text.clauses[threshold.clause], case_.directed[l].relation)) see_distance(threshold, {p, l});
      }
    } else {
      see_distance(threshold, place);
    }
  }

  static bool is_value(Value v) { return v != kUnknown && v != kNone; }

  void see_distance(const Threshold& threshold, Place place) {
    const Value left = value(threshold.left, place), right = value(threshold.right, place);
    if (!is_value(left) || !is_value(right)) return;
    Value distance = left - right;
    if (threshold.duration != kNoNode) {
      const Value duration = value(threshold.duration, place);
      if (!is_value(duration)) return;
      const auto turns = turning_day(left, duration, threshold.unit, threshold.above, program_.policy.month_ends);
      if (!turns) return;
      distance = right - *turns;
    } else if (threshold.durations) {
      if (duration_unit(left) != duration_unit(right)) return;
      distance = duration_count(left) - duration_count(right);
    }
    if (distance < -1 || distance > 1) return;
    const auto text = value_text(threshold, place);
    if (text != kNothing) meet(threshold.goal + 3 * text + static_cast<GoalId>(distance + 1));
  }

  /// Which text of the value governs; kNothing if that is open.
  std::uint32_t value_text(const Threshold& threshold, Place place) const {
    if (threshold.value == kNoId) return 0;
    const std::uint32_t person = threshold.value_of_other ? case_.directed[place.link].other : place.person;
    std::uint32_t governing = kNothing;
    for (std::uint32_t i = 0; i < threshold.value_texts.size(); ++i) {
      const ValueText& text = threshold.value_texts[i];
      if (text.amendment == kNoId) {
        if (text.from <= case_.as_of) governing = i;
        continue;
      }
      if (text.amendment >= threshold.before) break;
      const Value active = evaluation_.at(program_.amendments[text.amendment].active, person);
      if (active == kUnknown) return kNothing;
      if (active == 1) governing = i;
    }
    return governing;
  }

  const Program& program_;
  const Texts& texts_;
  const Case& case_;
  const Evaluation& evaluation_;
  std::uint32_t number_;
  std::vector<std::uint32_t>& first_;
};

}  // namespace

}  // namespace coverage

CoverageCollector::CoverageCollector(const CoveragePlan& plan) : plan_(plan), first_(plan.goals().size(), kNoCase) {}

void CoverageCollector::add(Case& c, std::uint32_t number) {
  Evaluation evaluation(plan_.program(), c);
  evaluation.run();
  add(c, evaluation, number);
}

void CoverageCollector::add(const Case& c, const Evaluation& evaluation, std::uint32_t number) {
  coverage::Observer(plan_, c, evaluation, number, first_).run();
}

void CoverageCollector::merge(const CoverageCollector& other) {
  for (std::size_t i = 0; i < first_.size(); ++i) first_[i] = std::min(first_[i], other.first_[i]);
}

Coverage coverage_of(const CoveragePlan& plan, const CoverageCollector& collector) {
  const std::vector<Goal>& goals = plan.goals();
  Coverage result;
  result.first_cases = collector.first_cases();
  result.order.resize(goals.size());
  std::iota(result.order.begin(), result.order.end(), 0);
  std::stable_sort(result.order.begin(), result.order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return goals[a].kind < goals[b].kind; });
  for (std::size_t i = 0; i < goals.size(); ++i) {
    for (CoverageTotal* total : {&result.totals[static_cast<std::size_t>(goals[i].kind)], &result.total}) {
      total->all += goals[i].counted();
      total->not_counted += !goals[i].counted();
      total->met += goals[i].counted() && result.first_cases[i] != kNoCase;
    }
  }
  return result;
}

}  // namespace proviso
