#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "dsl/policy.hpp"
#include "interpreter/set_pool.hpp"

// The one immutable graph that every evaluator reads. A node computes one value for the case, for each person, or for
// each link; its arguments come before it, except inside a recursive component. Equal computations are one node.
namespace proviso {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = ~NodeId{0};

enum class Op : std::uint8_t {
  constant,   ///< `value`
  as_of,      ///< the date of the assessment
  fact,       ///< FactId `value` of the person
  link_fact,  ///< LinkFactId `value` of the link
  supplied,   ///< slot `value` of `Program::supplied`
  other,      ///< argument, of the other person of the link (an edge that crosses from person to person)
  copy,       ///< argument, of each person: an outcome of a decision, or a node that needs itself
  value_use,  ///< argument, a truth taken as a value: for the legality of recursion it may push either way
  all,        ///< every argument is true (none: true)
  any,        ///< some argument is true (none: false)
  negation,
  at_least,  ///< at least `value` arguments are true
  less,      ///< arg0 < arg1; false if a side is none; durations of different families are unordered
  less_or_equal,
  equal_order,    ///< the same day; false if a side is none
  is,             ///< equality, none being a value of its own
  in,             ///< arg0 (a member or none) in set arg1
  includes_any,   ///< sets arg0 and arg1 share a member
  includes_all,   ///< arg1 is a subset of arg0
  includes_only,  ///< arg0 is a subset of arg1
  set_union,
  set_difference,
  count,         ///< number of members of arg0
  shift,         ///< date arg1 moved by duration arg0, forwards if `value` is 1, backwards if -1
  span,          ///< whole syntax::Unit `value` from arg0 to arg1, as a duration
  choose,        ///< arg1 if arg0, else arg2
  extreme,       ///< the latest of its arguments if `value` is 1, the earliest if -1; those left out that are none
  some_link,     ///< arg0 is true for some link of the person whose relation is in relation_lists[value]
  count_links,   ///< how many such links there are
  extreme_link,  ///< the latest or earliest arg0 of such links; `value` is +-(1 + the index of the list)
  alike_link,    ///< arg0 is true for some such link of the same person that has arg1 in common with the link
  link_is,       ///< the link's relation is in relation_lists[value]
};

enum class Level : std::uint8_t { once, person, link };

/// Whether the operation looks at the links of a person.
constexpr bool looks_at_links(Op op) {
  return op == Op::some_link || op == Op::count_links || op == Op::extreme_link || op == Op::alike_link;
}

struct Node {
  Op op;
  Level level;
  BaseType type;            ///< of the result
  std::uint32_t first_arg;  ///< into `Program::args`
  std::uint32_t arg_count;
  std::uint32_t component;  ///< into `Program::components`
  Value value;
};

/// A strongly connected component. Nodes `begin` to `end` of the order are evaluated together.
struct Component {
  enum class Kind : std::uint8_t {
    plain,        ///< one node, evaluated once for each index
    fixed_point,  ///< from false upwards until nothing changes
    ordered,      ///< person by person, along the acyclic relations `relations`: others first
  };
  NodeId begin = 0;
  NodeId end = 0;
  Kind kind = Kind::plain;
  std::vector<RelationId> relations = {};  ///< ordered: the relations that lead to the people to be decided first

  bool follows(RelationId id) const { return std::find(relations.begin(), relations.end(), id) != relations.end(); }
};

/// Nodes that stand for parts of the policy; they are read after evaluation to explain. Indices follow the policy's
/// tables.
struct RuleNodes {
  NodeId holds = kNoNode;                    ///< it is in force, its test is true, and no exception holds
  std::vector<NodeId> holds_as;              ///< for each version: it is the text in force for the person, and it holds
  std::vector<NodeId> versions;              ///< for each version: it is the text in force for the person
  std::vector<NodeId> tests;                 ///< for each version: its test alone (derivation: some link qualifies)
  std::vector<std::vector<NodeId>> through;  ///< derivation: for each version and clause, the link-level condition
                                             ///< together with the other person's outcome
  std::vector<NodeId>
      from;  ///< derivation: for each version, of a link: the other person has an outcome to derive from
};

struct DecisionNodes {
  NodeId value = kNoNode;
  NodeId in_force = kNoNode;      ///< the text that governs the person has it
  std::vector<NodeId> available;  ///< for each outcome
  std::vector<NodeId> chosen;
  std::vector<std::vector<RuleId>>
      supports;  ///< for each outcome: the grounds and derivations that name it in some version
  std::vector<std::vector<RuleId>> excludes;  ///< likewise the exclusions
};

/// An exception to an amendment, as it stands just before that amendment.
struct SparingNodes {
  NodeId holds = kNoNode;        ///< and names the amendment
  std::vector<NodeId> versions;  ///< for each version of the rule: it is the text in force for the person there
  std::vector<NodeId> tests;     ///< for each version: its test alone
};

struct AmendmentNodes {
  NodeId active = kNoNode;
  NodeId scope = kNoNode;                ///< its own test alone, kNoNode: applies to everyone
  std::vector<SparingNodes> exceptions;  ///< in the order of Amendment::exceptions
};

/// A term that says something else in the text as it stands before an amendment than in the last text that reads it.
struct EarlierTerm {
  TermId term = kNoId;
  AmendmentId before = kNoId;
  NodeId node = kNoNode;
};

struct SuppliedSlot {
  bool is_set = false;
  std::uint32_t ref = 0;  ///< SetId or ValueId
};

/// What a text that is in force may need and not find.
struct TextItem {
  bool is_decision = false;
  std::uint32_t ref = kNoId;  ///< DefineId or DecisionId
};

struct Program {
  Policy policy;
  SetPool sets;

  std::vector<Node> nodes;  ///< in evaluation order
  std::vector<NodeId> args;
  std::vector<Component> components;
  std::vector<std::vector<RelationId>> relation_lists;

  std::vector<SuppliedSlot> supplied;
  std::vector<NodeId> only_if;                       ///< for each fact, kNoNode where it has none
  std::vector<NodeId> impossible;                    ///< for each impossible
  std::vector<NodeId> defines;                       ///< for each define: its value
  std::vector<NodeId> define_in_force;               ///< for each define: a text is in force for the person
  std::vector<std::vector<NodeId>> define_versions;  ///< for each define and version: it is that text
  std::vector<DecisionNodes> decisions;
  std::vector<RuleNodes> rules;
  std::vector<AmendmentNodes> amendments;
  std::vector<NodeId> sets_in_force;       ///< for each named set, as it governs the person
  std::vector<NodeId> values_in_force;     ///< for each named value
  std::vector<NodeId> terms;               ///< for each term, of the last text that reads it; kNoNode: never compiled
  std::vector<EarlierTerm> earlier_terms;  ///< where that differs from `terms`; by term, then amendment
  NodeId gap = kNoNode;  ///< a text that is needed is missing for the person; kNoNode: there can be no gap

  const NodeId* args_of(const Node& node) const { return args.data() + node.first_arg; }
  /// REQUIRES: the operation looks at links, or at the relation of one.
  const std::vector<RelationId>& relations_of(const Node& node) const {
    const Value list = node.op == Op::extreme_link ? (node.value < 0 ? -node.value : node.value) - 1 : node.value;
    return relation_lists[static_cast<std::size_t>(list)];
  }
};

}  // namespace proviso
