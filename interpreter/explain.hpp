#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/case.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"
#include "interpreter/what_if.hpp"

// Why: the answers of a case in the words of the policy, with the facts of each person put in. A plain value that
// `explain_text.hpp` and `explain_json.hpp` lay out; both say the same.
namespace proviso {

/// What every explanation ends with.
inline constexpr const char* kStatement =
    "This is what the encoded rules imply for the facts as they are given. It is not a decision of an authority.";

enum class Holds : std::uint8_t { no, unknown, yes };

/// What a condition read: "application_date" was "2024-10-02".
struct ReadValue {
  std::string name;   ///< as in the policy; of another person or a link: "petro.birth_date"
  std::string value;  ///< "not known" if open
  bool known = true;
};

/// A condition in the policy's own words, and what became of it. Parts are those that made it so.
struct Finding {
  Holds holds = Holds::unknown;
  std::string text;
  std::string label;  ///< of a define, when the condition is one
  std::vector<ReadValue> values = {};
  std::vector<Finding> parts = {};
};

struct ExplainedCitation {
  std::string source, title, publisher, dated, url;
  std::string words;  ///< empty: the source as a whole
};

/// One way in which a derivation was tried: a link of the person to another.
struct ExplainedLink {
  std::string other;     ///< id
  std::string relation;  ///< what the person is to the other: "spouse_of"
  Holds holds = Holds::unknown;
  std::vector<Finding> conditions = {};
  std::string other_value = {};         ///< outcome of the other person, "not settled" if open
  Holds other_counts = Holds::unknown;  ///< it is one that the derivation takes over
  bool rests_on_person = false;         ///< the other's outcome rests on this person's, so it is no reason by itself
  std::string other_reason = {};        ///< that person's own reason in one line; empty unless it counts
};

struct ExplainedRule {
  std::string kind, name, label;
  Holds holds = Holds::unknown;
  bool in_force = true;
  std::string period = {};     ///< "in force to and including 2024-05-21"; empty if unlimited
  std::string amendment = {};  ///< that brought in the text which governs; empty: the base text
  std::vector<ExplainedCitation> citations = {};
  std::vector<std::string> readings = {};  ///< its notes
  std::vector<Finding> conditions = {};
  std::vector<ExplainedLink> links = {};       ///< derivation
  std::vector<ExplainedRule> exceptions = {};  ///< those that matter here
};

struct ExplainedOutcome {
  std::string name, label;
  Holds available = Holds::unknown;
  bool otherwise = false;
  std::vector<ExplainedRule> support = {};     ///< grounds and derivations
  std::vector<ExplainedRule> exclusions = {};  ///< that hold, may hold, or are switched off by an exception
  std::vector<std::string> idle = {};          ///< names of exclusions that do not apply
};

/// A fact that is open and could still change the answer.
struct OpenFact {
  std::string path, label;
  bool judgement = false;
  std::string ask = {};                   ///< whom: "UDI caseworker", "petro", "whoever supplies the case"
  std::vector<WhatIfRange> answers = {};  ///< what each answer would lead to, where that alone settles it
};

struct ExplainedDecision {
  std::string name, label;
  bool yes_no = false;
  bool settled = false;
  std::string value = {}, value_label = {};
  std::vector<std::string> possible = {};
  std::vector<ExplainedRule> because = {};  ///< what carried a settled outcome
  bool which_is_open = false;               ///< settled, though no single rule holds for sure
  std::vector<std::string> derived_from = {};
  std::vector<ExplainedOutcome> outcomes =
      {};                               ///< up to the one chosen, in their order; all of them if it is not settled
  std::vector<std::string> later = {};  ///< outcomes after the chosen one, which were not reached
  std::vector<OpenFact> missing = {};
  WhatIf what_if = {};
};

/// A set, value or define as it governs one person.
struct GoverningText {
  std::string kind, name, label, value;
  bool known = true;
  std::string origin;  ///< "supplied with the case", "as changed by amendment `x`"
};

struct ExplainedAmendment {
  std::string name, label, in_force_from;
  Holds active = Holds::unknown;
  bool in_force = false;
  Holds in_scope = Holds::yes;
  std::vector<Finding> scope = {};
  std::vector<ExplainedRule> spared_by = {};  ///< exceptions that hold or may hold
  std::vector<std::string> changes = {};      ///< in the policy's words
  std::vector<ExplainedCitation> citations = {};
  std::vector<std::string> readings = {};
};

struct DefinedValue {
  std::string name, label, value;
  bool known = true;
};

struct ExplainedPerson {
  std::string id;
  std::vector<ExplainedAmendment> amendments = {};  ///< in the order in which they are applied
  std::vector<GoverningText> texts = {};            ///< sets and values that the decisions read
  std::vector<ExplainedDecision> decisions = {};
  std::vector<DefinedValue> defines = {};
};

struct Explanation {
  std::string policy, title, digest, as_of;
  std::vector<ExplainedPerson> people = {};
};

struct ExplainOptions {
  std::optional<std::uint32_t> person = {};  ///< index into `Case::people`
  std::optional<DecisionId> decision = {};
  WhatIfLimits what_if = {};
};

/// Explains the answers of a case. REQUIRES: `answers` are those of `decide` for `c`, and their status is `decided`.
Explanation explain(const Program& program, const SourceSet& sources, const Case& c, const CaseAnswers& answers,
                    const ExplainOptions& options = {});

}  // namespace proviso
