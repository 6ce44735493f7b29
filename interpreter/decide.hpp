#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/program.hpp"

// The answers for a case: for each person and each decision and define, its value or what is missing, and why. What a
// field means is in `docs/interface.md` (Result) and `docs/language.md` (Not knowing).
namespace proviso {

/// A variable of the case: a fact of a person, a fact of a link, or a supplied item.
struct Variable {
  enum class Kind : std::uint8_t { fact, link_fact, supplied } kind = Kind::fact;
  std::uint32_t owner = 0;  ///< person, link (index into Case::links), or slot
  std::uint32_t fact = 0;   ///< FactId, position in RelationGroup::facts, or 0
  friend auto operator<=>(const Variable&, const Variable&) = default;
};

/// "olena.application_date", "b.relations[0].since", "sets.generally_safe_countries".
std::string variable_path(const Program& program, const Case& c, const Variable& variable);
bool is_judgement(const Program& program, const Variable& variable);

enum class Certainty : std::uint8_t {
  never,    ///< in no completion
  unknown,  ///< in some completions
  always,   ///< in every completion
};

struct RuleUse {
  RuleId rule = kNoId;
  std::uint32_t version = 0;  ///< index into Rule::versions: the text in force for the person (the first that may be)
  Certainty holds = Certainty::always;
};

struct AmendmentUse {
  AmendmentId amendment = kNoId;
  Certainty active = Certainty::always;
};

/// The answer for one decision or define of one person.
struct Answer {
  bool in_force = true;        ///< a define or decision of which no text is in force for the person has no answer
  bool in_force_open = false;  ///< whether one is in force is open: then it is not settled; `possible` where one is
  bool settled = false;
  Value value = kUnknown;         ///< if settled; kNone is a value
  std::vector<Value> possible;    ///< ascending; every value of some completion (not for dates, numbers, durations)
  std::vector<Variable> missing;  ///< empty if settled; sorted
  std::vector<RuleUse> because;   ///< decisions only; in the order of rules, the outcome's own first
  std::vector<std::uint32_t> derived_from;  ///< people
};

struct PersonAnswers {
  std::vector<Answer> decisions;         ///< by DecisionId
  std::vector<Answer> defines;           ///< by DefineId
  std::vector<AmendmentUse> amendments;  ///< active in every or in some completion
};

/// A decision or define of the policy.
struct ResultRef {
  bool is_decision = true;
  std::uint32_t id = 0;
  friend auto operator<=>(const ResultRef&, const ResultRef&) = default;
};

struct CaseAnswers {
  enum class Status : std::uint8_t {
    decided,
    impossible,  ///< no completion is admissible: `impossibles` and `people` say what rules them out
    gap,         ///< a text that is needed has no version in force for `people`
    incomplete,  ///< a limit was reached: nothing is said about the open answers
  };
  Status status = Status::decided;
  std::vector<PersonAnswers> people;
  std::vector<std::uint32_t> impossibles;  ///< indices into Policy::impossibles
  std::vector<std::uint32_t> refused_people;
  std::string limit;  ///< incomplete: which limit, in words

  /// REQUIRES: decided.
  const Answer& answer(std::uint32_t person, ResultRef result) const {
    const PersonAnswers& of = people[person];
    return result.is_decision ? of.decisions[result.id] : of.defines[result.id];
  }
};

/// The answer that is wanted for one person.
struct Question {
  std::uint32_t person = 0;
  ResultRef result;
  bool missing = true;  ///< what is missing, too, if it is not settled: that can be much more work
  friend auto operator<=>(const Question&, const Question&) = default;
};

struct DecideOptions {
  /// Bound on the decision diagrams of one case, in edges (4 bytes each).
  std::size_t diagram_edges = 8'000'000;
  std::size_t samples = 20'000;  ///< cells of one unknown fact
};

/// Decides everyone in the case. REQUIRES: `finish_case` found no problem. Safe to call from several threads with
/// different cases of one program. `c.sets` may grow.
CaseAnswers decide(const Program& program, Case& c, const DecideOptions& options = {});
/// Answers these questions only, and leaves the other answers, and the amendments, as they are made: what nobody asks
/// cannot make a case too large. Whether the case is refused does not depend on what is asked.
CaseAnswers decide_only(const Program& program, Case& c, const std::vector<Question>& questions,
                        const DecideOptions& options = {});

}  // namespace proviso
