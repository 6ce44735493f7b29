#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dsl/policy.hpp"
#include "interpreter/program.hpp"
#include "interpreter/set_pool.hpp"

// A case bound to a program: people, links and facts as values. The list of people and links is closed.
namespace proviso {

/// Where a fact's value comes from.
enum class Given : std::uint8_t {
  absent,   ///< nothing was said: the default if there is one, else unknown
  unknown,  ///< null
  value,    ///< a value, or "none"
};

struct CasePerson {
  std::string id;
  std::vector<Value> facts;                  ///< by FactId; kUnknown if open; a note's slot is kNone
  std::vector<Given> given;                  ///< by FactId
  std::map<FactId, std::string> notes = {};  ///< JSON text of facts declared as notes
};

/// One statement of a relation. Mutual and inverse ones hold from the other side too (see `DirectedLink`).
struct CaseLink {
  std::uint32_t from = 0;  ///< the person who states it
  RelationId relation = kNoId;
  std::uint32_t to = 0;
  std::uint32_t index = 0;        ///< of the statement among the `relations` of `from`
  std::vector<Value> facts;       ///< by position in RelationGroup::facts; kUnknown where nothing was said
  std::vector<Given> given = {};  ///< likewise; empty: what is not kUnknown is a value, the rest was said to be unknown
};

/// A link as one person sees it: "person is the `relation` of other".
struct DirectedLink {
  std::uint32_t person = 0;
  std::uint32_t other = 0;
  RelationId relation = kNoId;
  std::uint32_t link = 0;  ///< index into `Case::links`
};

struct Case {
  std::string id, title;  ///< of a line of a case file; may be empty
  Days as_of = 0;
  std::vector<CasePerson> people;
  std::vector<CaseLink> links;
  std::vector<Value> supplied;  ///< by slot of Program::supplied
  SetPool sets;                 ///< extends `Program::sets`

  // Made by `finish_case`.
  std::vector<DirectedLink> directed;         ///< grouped by person
  std::vector<std::uint32_t> first_directed;  ///< person -> first of its links; one more entry than people
  std::vector<std::vector<std::uint32_t>>
      orders;  ///< for each component of the program that is ordered: people, others first
  std::vector<std::vector<std::uint8_t>> conditional_default;  ///< [person][fact]: absent, its default applies only if
                                                               ///< its condition holds, which is open
};

/// The type of a supplied item.
Type supplied_type(const Program& program, std::uint32_t slot);

/// The default of a fact as a value of the case. REQUIRES: the fact has one.
Value default_value_of(const Program& program, Case& c, const Fact& fact);

/// What a case that breaks a rule of form refers to; the reader turns it into a message at the right place.
struct CaseProblem {
  enum class Kind : std::uint8_t {
    outside_policy,           ///< the policy is not in force on `as_of`
    relation_cycle,           ///< `people` form a cycle over acyclic relations
    value_without_condition,  ///< `fact` of `person` has a value although its `only if` is false
    none_with_condition,      ///< `fact` of `person` is said to be none although its `only if` is true
    contradicting_link,       ///< two statements of one link give different values for a fact (`link`, `other_link`)
  };
  Kind kind;
  std::uint32_t person = 0;
  FactId fact = kNoId;
  std::uint32_t link = 0;
  std::uint32_t other_link = 0;
  std::uint32_t link_fact = 0;  ///< position in RelationGroup::facts
  std::vector<std::uint32_t> people = {};
};

/// Completes a case whose people, links and facts are filled in: merges statements of one link from both sides, draws
/// mutual and inverse links, settles facts whose `only if` is known, applies defaults, finds the order of relations.
/// Returns the problems found; the case may be decided only if there are none.
std::vector<CaseProblem> finish_case(const Program& program, Case& c);

}  // namespace proviso
