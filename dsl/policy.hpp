#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsl/date.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"
#include "dsl/value.hpp"

// A resolved policy: every name is bound, every type is checked, every version has its place. One value that owns
// nothing but itself; spans point into the `SourceSet` it was resolved from. All tables are in a canonical order (by
// name; versions by date), so that two texts that differ only in the order of declarations or files resolve to the same
// policy.
namespace proviso {

using EnumId = std::uint32_t;
using FactId = std::uint32_t;
using RelationId = std::uint32_t;
using LinkFactId = std::uint32_t;
using SetId = std::uint32_t;
using ValueId = std::uint32_t;
using DefineId = std::uint32_t;
using DecisionId = std::uint32_t;
using RuleId = std::uint32_t;
using AmendmentId = std::uint32_t;
using SourceId = std::uint32_t;
using TermId = std::uint32_t;
inline constexpr std::uint32_t kNoId = ~std::uint32_t{0};

// -- Types
// ---------------------------------------------------------------------------------------------------------------

enum class BaseType : std::uint8_t { yes_no, date, number, duration, member, set, note, none };

struct Type {
  BaseType base = BaseType::yes_no;
  EnumId enumeration = kNoId;  ///< member, set; an outcome has type member of the decision's own enumeration
  bool or_none = false;

  friend bool operator==(const Type&, const Type&) = default;
};

/// What `cites` and `note` say at the end of a declaration.
struct Citation {
  SourceId source = kNoId;
  std::string words;  ///< empty: the source as a whole
  Span span;
};

/// `accept FINDING "why"`: the finding is known, and not told.
struct Acceptance {
  std::string finding;  ///< one that is: `is_finding`
  std::string reason;
  Span span;
};

struct Heading {
  std::string name;
  std::string label;  ///< empty if none was written
  std::vector<Citation> citations;
  std::vector<std::string> notes;
  Span span;       ///< the whole declaration
  Span name_span;  ///< the name alone
  std::vector<Acceptance> accepted = {};
};

/// Days on which something is in force, both ends included.
struct Period {
  Days from = kFirstDay;
  Days through = kLastDay;
  bool contains(Days day) const { return from <= day && day <= through; }
  bool overlaps(const Period& o) const { return from <= o.through && o.from <= through; }
};

// -- Vocabulary
// ----------------------------------------------------------------------------------------------------------

struct SourceDocument {
  Heading heading;
  std::string publisher, file, url;
  std::optional<Days> dated;
};

/// A leaf of an enumeration is a value; a group is a name for all the leaves below it.
struct EnumMember {
  std::string name, label, code;
  struct Alias {
    std::string text;
    SourceId cites = kNoId;
  };
  std::vector<Alias> aliases;
  std::uint32_t parent = kNoId;      ///< index into `Enumeration::members`
  std::vector<std::uint32_t> parts;  ///< indices into `Enumeration::members`
  Value leaf = -1;                   ///< the value, or -1 for a group
  std::vector<Value> leaves;         ///< this leaf, or every leaf below this group
  Span span;
};

struct Enumeration {
  Heading heading;
  bool regions = false;
  DecisionId decision = kNoId;                              ///< set if these are the outcomes of a decision
  std::vector<EnumMember> members;                          ///< in the order of the text, a group before its parts
  std::vector<std::uint32_t> leaf_members;                  ///< value -> index into `members`
  std::size_t size() const { return leaf_members.size(); }  ///< number of values
  const EnumMember& leaf(Value value) const { return members[leaf_members[static_cast<std::size_t>(value)]]; }
};

/// A subset of the leaves of one enumeration: bit v of word v/64 is value v.
using Bits = std::vector<std::uint64_t>;

struct Fact {
  Heading heading;
  Type type;
  bool judgement = false;
  std::string decided_by;
  TermId only_if = kNoId;
  bool none_declared =
      false;  ///< the type says `or none`; with `only if` alone, none is only where the condition fails
  std::optional<Value> default_value;  ///< a set is an index into `Policy::set_constants`
};

struct LinkFact {
  Heading heading;
  Type type;
  std::optional<Value> default_value;
};

/// A declaration of relations: one or more names that share their facts.
struct RelationGroup {
  std::vector<RelationId> relations;
  std::vector<LinkFactId> facts;
  bool acyclic = false;
  std::uint32_t family = kNoId;  ///< acyclic: the first of the groups that form no circle together
  Span span;
};

struct Relation {
  Heading heading;
  std::uint32_t group = kNoId;  ///< an inverse is in the group of the relation that it inverts, and shares its facts
  bool mutual = false;
  RelationId inverse = kNoId;  ///< set on both sides of `inverse of`
  bool is_inverse = false;     ///< declared as `inverse of` the other
};

struct SetVersion {
  Days from = kFirstDay;
  std::uint32_t constant = kNoId;  ///< index into `Policy::set_constants`
};

/// A named set. Supplied ones come with the case and have no versions.
struct NamedSet {
  Heading heading;
  EnumId of = kNoId;
  bool supplied = false;
  std::vector<SetVersion> versions;  ///< ascending; the first is from kFirstDay
};

struct ValueVersion {
  Days from = kFirstDay;
  Value value = kNone;
};

struct NamedValue {
  Heading heading;
  Type type;
  bool supplied = false;
  std::optional<Value> default_value;  ///< of a supplied one
  std::vector<ValueVersion> versions;
};

// -- Terms: resolved conditions and operands
// -----------------------------------------------------------------------------

enum class TermKind : std::uint8_t {
  constant,   ///< `value` of `type` (a set: index into `Policy::set_constants`)
  fact,       ///< FactId `ref`, of the person or, with `other`, of the other person of the link
  link_fact,  ///< LinkFactId `ref` of the innermost link
  set,        ///< SetId `ref`; `other`: in the other person's text
  value,      ///< ValueId `ref`; `other`
  define,     ///< DefineId `ref`; `other`
  decision,   ///< DecisionId `ref`; `other`; a yes/no decision has type yes_no, another the member type of its outcomes
  as_of,
  conjunction,  ///< `and`, `all of`; `C unless D` is C and not D
  disjunction,  ///< `or`, `any of`; `none of` is not any of
  negation,
  at_least_of,  ///< at least `value` of the children hold
  link,     ///< some link of one of `relations` for which child[0] (if any) is true; `value` 0: there is no such link.
            ///< `ref` a LinkFactId: among those that have it in common with the innermost link
  link_is,  ///< the innermost link is of one of `relations`
  link_count,    ///< how many links of `relations` there are for which child[0] (if any) is true
  link_extreme,  ///< the earliest (`value` -1) or latest (1) child[0] of the links of `relations` for which child[1]
                 ///< (if any) is true; none where there is none
  extreme,       ///< the earliest or latest of the children, those left out that are none
  comparison,    ///< `order` of child[0] and child[1]
  count,         ///< number of members of child[0]
  shift,         ///< child[1] moved by the duration child[0], `value` +1 (after) or -1 (before)
  span,          ///< whole `unit` from child[0] to child[1], a duration
  choice,        ///< child[0] if child[1], child[2] if child[3], …, last child otherwise
};

enum class Comparison : std::uint8_t {
  less,
  less_or_equal,
  equal_order,
  greater_or_equal,
  greater,  ///< order tests: do not hold if a side is none
  is,
  is_not,  ///< equality; none is a value of its own
  in,
  not_in,    ///< member (or none) in set
  includes,  ///< set includes member
  includes_any,
  includes_all,
  includes_only,  ///< set and set
};

struct Term {
  TermKind kind = TermKind::constant;
  Comparison comparison = Comparison::is;
  syntax::Unit unit = syntax::Unit::days;
  bool other = false;
  Type type;
  std::uint32_t ref = kNoId;
  std::uint32_t first_child = 0;  ///< into `Policy::term_children`
  std::uint32_t child_count = 0;
  std::uint32_t relations = kNoId;  ///< link: index into `Policy::relation_lists`
  Value value = 0;
  Span span;
};

// -- Items with versions
// --------------------------------------------------------------------------------------------------

/// One text of a define.
struct DefineVersion {
  Period in_force;
  TermId body = kNoId;
  AmendmentId amendment = kNoId;  ///< the amendment that inserts it or replaces with it; kNoId: base text
  Heading heading;
};

struct Define {
  std::string name;
  Type type;
  std::vector<RelationId> links;        ///< it is about links of these relations; empty: about persons. Sorted
  std::vector<DefineVersion> versions;  ///< base texts (periods do not overlap), then those of amendments
};

struct Outcome {
  std::string name, label;
  Span span;
};

struct DecisionVersion {
  std::vector<std::uint32_t> order;  ///< indices into `Decision::outcomes`; the last is `otherwise`
  AmendmentId amendment = kNoId;
  Heading heading;
};

struct Decision {
  std::string name;
  bool yes_no = false;         ///< then outcomes are 0 `no` and 1 `yes`, in the order yes, no (so values are 0 and 1)
  EnumId enumeration = kNoId;  ///< of the outcomes; kNoId for yes/no. Its leaves are `outcomes`, in the same order
  std::vector<Outcome> outcomes;  ///< of every version
  std::vector<DecisionVersion> versions;
};

/// An outcome of a decision.
struct OutcomeRef {
  DecisionId decision = kNoId;
  std::uint32_t outcome = 0;
  friend bool operator==(const OutcomeRef&, const OutcomeRef&) = default;
};

struct Through {
  std::vector<RelationId> relations;  ///< all of one RelationGroup
  TermId condition = kNoId;           ///< kNoId: always
  Span span;
};

/// One text of a rule.
struct RuleVersion {
  Period in_force;
  std::vector<OutcomeRef> targets;   ///< ground, derivation, exclusion
  std::vector<OutcomeRef> from;      ///< derivation: never empty
  std::vector<RuleId> switches_off;  ///< exception
  std::vector<AmendmentId> spares;   ///< exception to amendments
  TermId test = kNoId;               ///< kNoId: always; a derivation has none
  std::vector<Through> through;
  AmendmentId amendment = kNoId;
  Heading heading;
};

/// Grounds, derivations, exclusions and exceptions. A replacement may change everything but the kind.
struct Rule {
  std::string name;
  syntax::RuleKind kind = syntax::RuleKind::ground;
  std::vector<RuleVersion> versions;
};

struct Change {
  syntax::ChangeKind kind;
  enum class Item : std::uint8_t { set, value, define, decision, rule } item;
  std::uint32_t ref = kNoId;       ///< index of the item in its table
  std::uint32_t version = kNoId;   ///< insert, replace: index into the item's versions
  std::uint32_t constant = kNoId;  ///< set_is, add_to, remove_from: index into `Policy::set_constants`
  Value value = kNone;             ///< value_is
  Span span;
  std::vector<Acceptance> accepted = {};  ///< of all but insert and replace, whose text has them
};

struct Amendment {
  Heading heading;
  Days from = kFirstDay;
  TermId scope = kNoId;  ///< kNoId: applies to everyone
  std::vector<AmendmentId> after;
  std::vector<RuleId> exceptions;  ///< exceptions to this amendment
  std::vector<Change> changes;
};

struct Impossible {
  Heading heading;
  TermId condition = kNoId;
};

// -- The policy
// -----------------------------------------------------------------------------------------------------------

struct Policy {
  std::string name, title;
  std::vector<std::string> authority, basis;
  Days in_force_from = kFirstDay;
  Days in_force_through = kLastDay;
  MonthEnds month_ends = MonthEnds::unstated;
  Span span;  ///< the header
  std::vector<Acceptance> accepted;

  std::vector<SourceDocument> sources;
  std::vector<Enumeration> enumerations;  ///< the declared ones by name, then the outcomes of decisions by name
  std::vector<Fact> facts;                ///< notes included, with type `note`
  std::vector<RelationGroup> relation_groups;
  std::vector<Relation> relations;
  std::vector<LinkFact> link_facts;
  std::vector<NamedSet> sets;
  std::vector<NamedValue> values;
  std::vector<Define> defines;
  std::vector<Decision> decisions;
  std::vector<Rule> rules;
  std::vector<Amendment> amendments;  ///< in the order in which they are applied: by date, then `after`
  std::vector<Impossible> impossibles;

  std::vector<Term> terms;
  std::vector<TermId> term_children;
  std::vector<Bits> set_constants;
  std::vector<std::vector<RelationId>> relation_lists;

  /// SHA-256 over the canonical text of every file: "sha256:…".
  std::string digest;

  const Term& term(TermId id) const { return terms[id]; }
  TermId child(const Term& t, std::uint32_t i) const { return term_children[t.first_child + i]; }

  /// What a name means; kNoId where it is not one of these. Facts, defines, values, sets and decisions share one name
  /// space, so that a bare name is never two things.
  std::optional<FactId> find_fact(std::string_view name) const;
  std::optional<RelationId> find_relation(std::string_view name) const;
  std::optional<SetId> find_set(std::string_view name) const;
  std::optional<ValueId> find_value(std::string_view name) const;
  std::optional<DefineId> find_define(std::string_view name) const;
  std::optional<DecisionId> find_decision(std::string_view name) const;
  std::optional<RuleId> find_rule(std::string_view name) const;
  std::optional<AmendmentId> find_amendment(std::string_view name) const;
  std::optional<EnumId> find_enumeration(std::string_view name) const;
};

/// A value as people and JSON see it: a name, an ISO date, a number, "90 days", "none", a set as "{ A, B }".
/// `bits` is used for sets only. REQUIRES: value is not kUnknown.
std::string format_value(const Policy& policy, const Type& type, Value value, const Bits* bits = nullptr);

}  // namespace proviso
