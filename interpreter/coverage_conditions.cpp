#include "interpreter/coverage_conditions.hpp"

#include <algorithm>

namespace proviso::coverage {

namespace {

bool is_month_span(const Term& term) {
  return term.kind == TermKind::span && (term.unit == syntax::Unit::months || term.unit == syntax::Unit::years);
}

}  // namespace

NodeId ConditionBuilder::node(TermId term, AmendmentId before) const {
  const auto& earlier = program_.earlier_terms;
  const auto at = std::lower_bound(earlier.begin(), earlier.end(), std::pair(term, before),
                                   [](const EarlierTerm& e, const std::pair<TermId, AmendmentId>& wanted) {
                                     return std::pair(e.term, e.before) < wanted;
                                   });
  const bool found = at != earlier.end() && at->term == term && at->before == before;
  return found ? at->node : program_.terms[term];
}

std::uint32_t ConditionBuilder::add(TermId term, const Reading& reading, Text& text, std::uint32_t clause) {
  return condition(term, {reading, text, kNothing, clause});
}

std::uint32_t ConditionBuilder::append(Condition condition, const std::vector<std::uint32_t>& parts) {
  condition.first_part = static_cast<std::uint32_t>(texts_.parts.size());
  condition.part_count = static_cast<std::uint32_t>(parts.size());
  texts_.parts.insert(texts_.parts.end(), parts.begin(), parts.end());
  texts_.conditions.push_back(condition);
  return static_cast<std::uint32_t>(texts_.conditions.size() - 1);
}

std::uint32_t ConditionBuilder::condition(TermId id, const At& at) {
  const Term& term = policy_.term(id);
  const NodeId value = node(id, at.reading.before);
  switch (term.kind) {
    case TermKind::conjunction:
      return group(term, value, term.child_count, at);
    case TermKind::disjunction:
      return group(term, value, 1, at);
    case TermKind::at_least_of:
      return group(term, value, static_cast<std::uint32_t>(term.value), at);
    case TermKind::negation:
      return append({Condition::Kind::negation, value}, {condition(policy_.child(term, 0), at)});
    case TermKind::link:
      // Links that are alike in a fact are one condition: which they are, the link tells that one begins from.
      return term.child_count == 0 || term.ref != kNoId ? atomic(id, value, at) : link(term, value, at);
    default:
      return atomic(id, value, at);
  }
}

std::uint32_t ConditionBuilder::group(const Term& term, NodeId value, std::uint32_t least, const At& at) {
  std::vector<std::uint32_t> parts;
  for (std::uint32_t i = 0; i < term.child_count; ++i) parts.push_back(condition(policy_.child(term, i), at));
  Condition c{Condition::Kind::at_least, value};
  c.least = least;
  return append(c, parts);
}

// `no one` is the same as `someone`, denied: what decides is the same.
std::uint32_t ConditionBuilder::link(const Term& term, NodeId value, const At& at) {
  Condition c{Condition::Kind::link, value};
  c.relations = term.relations;
  return append(c, {condition(policy_.child(term, 0), {at.reading, at.text, term.relations, at.clause})});
}

std::uint32_t ConditionBuilder::atomic(TermId id, NodeId value, const At& at) {
  Condition c{Condition::Kind::atomic, value};
  c.goal = condition_goals(id, value, at.reading);
  if (policy_.term(id).kind == TermKind::comparison) add_threshold(id, at);
  return append(c, {});
}

GoalId ConditionBuilder::condition_goals(TermId id, NodeId value, const Reading& reading) {
  const auto [known, is_new] = known_conditions_.try_emplace(id, static_cast<GoalId>(goals_.size()));
  if (!is_new) return known->second;
  Goal goal = reading.goal;
  goal.kind = GoalKind::condition;
  goal.term = id;
  goal.span = policy_.term(id).span;
  const Truths truths = Reach(program_, reading.days, reading.before).truths(id, value);
  // What is the same in every case never decides; what cannot be false on any of the days decides nothing by being so.
  const bool constant = program_.nodes[value].op == Op::constant;
  for (const bool truth : {true, false}) {
    Goal one = goal;
    one.wanted = truth ? Wanted::decides_true : Wanted::decides_false;
    const bool possible = !constant && (truth ? truths.yes : truths.no);
    if (one.counted() && !possible) one.not_counted = kAlwaysSame;
    goals_.push_back(one);
  }
  return known->second;
}

// -- Thresholds
// -----------------------------------------------------------------------------------------------------------

void ConditionBuilder::set_sides(const Term& comparison, const Reading& reading, Threshold& threshold) const {
  const TermId left = policy_.child(comparison, 0), right = policy_.child(comparison, 1);
  const bool left_span = is_month_span(policy_.term(left)), right_span = is_month_span(policy_.term(right));
  threshold.durations = policy_.term(left).type.base == BaseType::duration;
  if (left_span == right_span) {
    threshold.left = node(left, reading.before);
    threshold.right = node(right, reading.before);
    return;
  }
  const Term& span = policy_.term(left_span ? left : right);
  threshold.unit = span.unit;
  threshold.left = node(policy_.child(span, 0), reading.before);
  threshold.right = node(policy_.child(span, 1), reading.before);
  threshold.duration = node(left_span ? right : left, reading.before);
  const Comparison c = comparison.comparison;
  threshold.above = left_span ? c == Comparison::greater || c == Comparison::less_or_equal
                              : c == Comparison::less || c == Comparison::greater_or_equal;
}

void ConditionBuilder::find_value(TermId id, AmendmentId before, Threshold& threshold, bool& several) const {
  const Term& term = policy_.term(id);
  // What is read of links is one number or date, whichever texts it was read in.
  if (term.kind == TermKind::link_count || term.kind == TermKind::link_extreme) return;
  for (std::uint32_t i = 0; i < term.child_count; ++i) find_value(policy_.child(term, i), before, threshold, several);
  if (term.kind != TermKind::value || policy_.values[term.ref].supplied) return;
  std::vector<ValueText> versions = value_texts(policy_, term.ref, before);
  if (versions.size() < 2) return;
  several =
      several || (threshold.value != kNoId && (threshold.value != term.ref || threshold.value_of_other != term.other));
  threshold.value = term.ref;
  threshold.value_of_other = term.other;
  threshold.value_texts = std::move(versions);
}

void ConditionBuilder::add_threshold(TermId id, const At& at) {
  const Term& comparison = policy_.term(id);
  if (!is_ordered(policy_, comparison)) return;
  if (program_.nodes[node(id, at.reading.before)].op == Op::constant) return;
  Threshold threshold;
  set_sides(comparison, at.reading, threshold);
  threshold.before = at.reading.before;
  threshold.relations = at.relations;
  threshold.clause = at.relations == kNothing ? at.clause : kNothing;
  bool several = false;
  find_value(id, at.reading.before, threshold, several);
  if (several) {
    threshold.value = kNoId;
    threshold.value_texts.clear();
  }
  threshold.goal = threshold_goals(id, at.reading, threshold);
  at.text.thresholds.push_back(std::move(threshold));
}

Range ConditionBuilder::distances(const Term& comparison, const Reach& reach, const Threshold& threshold) const {
  const TermId left = policy_.child(comparison, 0), right = policy_.child(comparison, 1);
  if (threshold.unit == syntax::Unit::days) return reach.difference(left, right);
  const bool left_span = is_month_span(policy_.term(left));
  const Term& span = policy_.term(left_span ? left : right);
  return reach.whole_units(policy_.child(span, 0), policy_.child(span, 1), left_span ? right : left, threshold.unit,
                           threshold.above);
}

GoalId ConditionBuilder::threshold_goals(TermId id, const Reading& reading, const Threshold& threshold) {
  const auto [known, is_new] = known_thresholds_.try_emplace(id, static_cast<GoalId>(goals_.size()));
  if (!is_new) return known->second;
  Goal goal = reading.goal;
  goal.kind = GoalKind::threshold;
  goal.term = id;
  goal.span = policy_.term(id).span;
  goal.part = threshold.value;
  const std::size_t count = std::max<std::size_t>(1, threshold.value_texts.size());
  for (std::size_t i = 0; i < count; ++i) {
    Reach reach(program_, reading.days, reading.before);
    if (threshold.value != kNoId) {
      reach.choose(threshold.value, threshold.value_texts[i]);
      goal.value = threshold.value_texts[i].value;
    }
    const Range range = distances(policy_.term(id), reach, threshold);
    for (const Value distance : {-1, 0, 1}) {
      Goal one = goal;
      one.wanted = distance < 0 ? Wanted::just_before : distance == 0 ? Wanted::at : Wanted::just_after;
      const bool possible = range.low <= distance && distance <= range.high;
      if (one.counted() && is_empty(reach.days())) one.not_counted = kNeverInForce;
      if (one.counted() && !possible) one.not_counted = kOutOfReach;
      goals_.push_back(one);
    }
  }
  return known->second;
}

}  // namespace proviso::coverage
