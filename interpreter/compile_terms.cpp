#include "interpreter/compiler.hpp"
#include "interpreter/operations.hpp"

// Terms: conditions and operands of the policy's text, read at one stage of amendment.
namespace proviso {

NodeId Compiler::constant(const Type& type, Value value) {
  if (type.base == BaseType::set && value != kNone) {
    value = program_.sets.intern(type.enumeration, policy_.set_constants[static_cast<std::size_t>(value)]);
  }
  return build_.constant(type.base, value);
}

NodeId Compiler::term(TermId id, Stage stage) {
  const std::uint64_t key = (static_cast<std::uint64_t>(stage) << 32) | id;
  if (const auto known = terms_.find(key); known != terms_.end()) return known->second;
  const NodeId node = term_node(policy_.term(id), stage);
  terms_.emplace(key, node);
  // What only an earlier text reads (the scope of an amendment, say) is explained by its node there.
  if (stage == final_ || program_.terms[id] == kNoNode) program_.terms[id] = node;
  return node;
}

NodeId Compiler::condition(TermId id, Stage stage) {
  const NodeId node = term(id, stage);
  if (!policy_.term(id).type.or_none) return node;
  return build_.binary(Op::is, BaseType::yes_no, node, build_.truth(true));
}

std::vector<NodeId> Compiler::conditions(const Term& term, Stage stage) {
  std::vector<NodeId> nodes;
  nodes.reserve(term.child_count);
  for (std::uint32_t i = 0; i < term.child_count; ++i) nodes.push_back(condition(policy_.child(term, i), stage));
  return nodes;
}

NodeId Compiler::term_node(const Term& t, Stage stage) {
  const auto of = [&](NodeId node) { return t.other ? build_.other(node) : node; };
  of_other_ = t.other && t.kind != TermKind::fact;
  const auto child = [&](std::uint32_t i) { return term(policy_.child(t, i), stage); };
  switch (t.kind) {
    case TermKind::constant:
      return constant(t.type, t.value);
    case TermKind::fact:
      return of(build_.leaf(Op::fact, t.type.base, t.ref));
    case TermKind::link_fact:
      return link_fact(t.ref);
    case TermKind::set:
      return of(set(t.ref, stage));
    case TermKind::value:
      return of(value(t.ref, stage));
    case TermKind::define:
      return of(define(t.ref, stage));
    case TermKind::decision:
      return policy_.decisions[t.ref].yes_no ? of(chosen(t.ref, 1, stage))
                                             : build_.value_use(of(decision(t.ref, stage)));
    case TermKind::as_of:
      return build_.leaf(Op::as_of, BaseType::date, 0);
    case TermKind::conjunction:
      return build_.all(conditions(t, stage));
    case TermKind::disjunction:
      return build_.any(conditions(t, stage));
    case TermKind::negation:
      return build_.negation(condition(policy_.child(t, 0), stage));
    case TermKind::at_least_of:
      return build_.at_least(t.value, conditions(t, stage));
    case TermKind::link: {
      const NodeId inner = t.child_count == 0 ? build_.truth(true) : condition(policy_.child(t, 0), stage);
      const std::vector<RelationId>& relations = policy_.relation_lists[t.relations];
      const NodeId some =
          t.ref == kNoId ? build_.some_link(relations, inner) : build_.alike_link(relations, inner, link_fact(t.ref));
      return t.value != 0 ? some : build_.negation(some);
    }
    case TermKind::link_is:
      return build_.link_is(policy_.relation_lists[t.relations]);
    case TermKind::link_count: {
      const NodeId inner = t.child_count == 0 ? build_.truth(true) : condition(policy_.child(t, 0), stage);
      return build_.count_links(policy_.relation_lists[t.relations], inner);
    }
    case TermKind::link_extreme: {
      const NodeId date = child(0);
      const NodeId inner = t.child_count == 1 ? build_.truth(true) : condition(policy_.child(t, 1), stage);
      const NodeId counted = build_.choose(inner, date, build_.constant(BaseType::date, kNone));
      return build_.extreme_link(policy_.relation_lists[t.relations], counted, t.value);
    }
    case TermKind::extreme: {
      std::vector<NodeId> dates;
      for (std::uint32_t i = 0; i < t.child_count; ++i) dates.push_back(child(i));
      return build_.extreme(dates, t.value);
    }
    case TermKind::comparison:
      return comparison(t, stage);
    case TermKind::count:
      return build_.unary(Op::count, BaseType::number, child(0));
    case TermKind::shift:
      return build_.binary(Op::shift, BaseType::date, child(0), child(1), t.value);
    case TermKind::span:
      return build_.binary(Op::span, BaseType::duration, child(0), child(1), static_cast<Value>(t.unit));
    case TermKind::choice:
      return choice(t, stage);
  }
  return kNoNode;
}

NodeId Compiler::link_fact(LinkFactId id) { return build_.leaf(Op::link_fact, policy_.link_facts[id].type.base, id); }

NodeId Compiler::choice(const Term& t, Stage stage) {
  NodeId node = term(policy_.child(t, t.child_count - 1), stage);
  for (std::uint32_t i = t.child_count - 1; i >= 2; i -= 2) {
    const NodeId value = term(policy_.child(t, i - 2), stage);
    node = build_.choose(condition(policy_.child(t, i - 1), stage), value, node);
  }
  return node;
}

NodeId Compiler::comparison(const Term& t, Stage stage) {
  const Term& left = policy_.term(policy_.child(t, 0));
  if (left.kind == TermKind::decision && !policy_.decisions[left.ref].yes_no) {
    if (const NodeId node = decision_test(t, stage); node != kNoNode) return node;
  }
  const NodeId a = term(policy_.child(t, 0), stage);
  const NodeId b = term(policy_.child(t, 1), stage);
  const Value of = left.type.base == BaseType::duration ? kOfDurations : 0;
  const auto test = [&](Op op, NodeId x, NodeId y) { return build_.binary(op, BaseType::yes_no, x, y, of); };
  switch (t.comparison) {
    case Comparison::less:
      return test(Op::less, a, b);
    case Comparison::less_or_equal:
      return test(Op::less_or_equal, a, b);
    case Comparison::greater:
      return test(Op::less, b, a);
    case Comparison::greater_or_equal:
      return test(Op::less_or_equal, b, a);
    case Comparison::equal_order:
      return test(Op::equal_order, a, b);
    case Comparison::is:
      return build_.binary(Op::is, BaseType::yes_no, a, b);
    case Comparison::is_not:
      return build_.negation(build_.binary(Op::is, BaseType::yes_no, a, b));
    case Comparison::in:
      return contains(b, a);
    case Comparison::not_in:
      return build_.negation(contains(b, a));
    case Comparison::includes:
      return contains(a, b);
    case Comparison::includes_any:
      return build_.binary(Op::includes_any, BaseType::yes_no, a, b);
    case Comparison::includes_all:
      return build_.binary(Op::includes_all, BaseType::yes_no, a, b);
    case Comparison::includes_only:
      return build_.binary(Op::includes_only, BaseType::yes_no, a, b);
  }
  return kNoNode;
}

// Membership in a set that amendments change: pushed through the versions down to constant sets, so that what is not
// known of one version does not hide what another says, and no set is built at evaluation.
NodeId Compiler::contains(NodeId set, NodeId member) {
  const Node node = program_.nodes[set];
  const auto arg = [&](std::uint32_t i) { return program_.args[node.first_arg + i]; };
  switch (node.op) {
    case Op::choose: {
      const NodeId condition = arg(0), then = arg(1), otherwise = arg(2);
      const NodeId in_then = contains(then, member);
      return build_.choose(condition, in_then, contains(otherwise, member));
    }
    case Op::set_union: {
      const NodeId first = arg(0), second = arg(1);
      const NodeId in_first = contains(first, member);
      return build_.any({in_first, contains(second, member)});
    }
    case Op::set_difference: {
      const NodeId first = arg(0), second = arg(1);
      const NodeId in_first = contains(first, member);
      return build_.all({in_first, build_.negation(contains(second, member))});
    }
    default:
      return build_.binary(Op::in, BaseType::yes_no, member, set);
  }
}

// `d is o`, `d in { o, p }`: asks whether one of these outcomes is the chosen one, which says more than the whole value
// when something is unknown. For recursion it is still a use of the decision's value.
NodeId Compiler::decision_test(const Term& t, Stage stage) {
  const Term& left = policy_.term(policy_.child(t, 0));
  const Term& right = policy_.term(policy_.child(t, 1));
  if (right.kind != TermKind::constant) return kNoNode;
  std::vector<NodeId> nodes;
  const auto add = [&](std::uint32_t outcome) {
    of_other_ = left.other;
    const NodeId node = chosen(left.ref, outcome, stage);
    nodes.push_back(build_.value_use(left.other ? build_.other(node) : node));
  };
  if (right.type.base == BaseType::set) {
    const Bits& bits = policy_.set_constants[static_cast<std::size_t>(right.value)];
    for (std::uint32_t o = 0; o < policy_.decisions[left.ref].outcomes.size(); ++o) {
      if (SetPool::contains(bits, o)) add(o);
    }
  } else if (right.value != kNone) {
    add(static_cast<std::uint32_t>(right.value));
  }
  const NodeId some = build_.any(std::move(nodes));
  const bool negative = t.comparison == Comparison::is_not || t.comparison == Comparison::not_in;
  return negative ? build_.negation(some) : some;
}

}  // namespace proviso
