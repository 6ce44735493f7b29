#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/date.hpp"

// What a comparison of two versions of a policy found, as every report shows it: names, words and case files, bound to
// nothing. `compare_versions.hpp` makes it.
namespace proviso {

/// Words of a source document that a text cites.
struct CitedWords {
  std::string source;  ///< the name of the source
  std::string title;   ///< its title; may be empty
  std::string words;   ///< empty: the source as a whole
};

/// One of the two versions.
struct ComparedSide {
  std::string given;  ///< as the user wrote it: "rulesets/norway@2025-01-12"
  std::string name, title;
  std::string digest;      ///< "sha256:…"
  std::optional<Days> on;  ///< the day whose text and whose date of assessment are compared; nothing: any date
};

/// One change of the rules themselves, not of their text: reordering, layout and comments are none.
struct StructuralChange {
  enum class Kind : std::uint8_t {
    inserted,
    repealed,
    replaced,
    renamed,
    redated,        ///< the same text, in force at other times
    set_changed,    ///< members of a named set
    value_changed,  ///< a named value
    wording,        ///< labels, notes, citations: nothing that is computed
  };
  Kind kind = Kind::replaced;
  std::string item;                ///< "ground", "exception", "define", "fact", "set", "amendment", …
  std::string name;                ///< in the new version; of what is repealed, in the old one
  std::string label;               ///< likewise; may be empty
  std::string old_name;            ///< renamed: the name before; else empty
  bool likely = false;             ///< renamed: the two are alike, not equal, so this is a guess
  std::string amendment;           ///< the amendment of which it is a part; empty: of the base text
  std::string scope;               ///< whom that amendment concerns, in the words of the policy; empty: everyone
  std::string old_text, new_text;  ///< the declaration in canonical layout; empty where there is none
  std::vector<std::string> added, removed;  ///< set_changed: members by name, in the order of the kind
  std::string old_value, new_value;         ///< value_changed
  std::string old_file, new_file;           ///< where it stands; empty where it does not
  std::uint32_t old_line = 0, new_line = 0;
  std::optional<Days> from, through;  ///< in force; nothing: without a bound
  std::vector<CitedWords> sources;
  /// The same for the same change whatever else changes: SHA-256 over kind, item, name, both texts, the days on which
  /// it is in force and the scope, 16 hex digits.
  std::string fingerprint;

  enum class Effect : std::uint8_t {
    unknown,  ///< it is not known whether it has any
    none,     ///< proved: nobody is decided differently because of it, alone or with the others that have none
    classes,  ///< `classes` are not empty
  };
  Effect effect = Effect::unknown;
  std::vector<std::uint32_t> classes;  ///< that it causes: indices into VersionDiff::classes
  std::vector<std::string> shown;      ///< defines, shown beside the decisions, whose value it changes for somebody
};

/// One thing asked of a person in a class: a fact, or a condition.
struct Literal {
  std::string subject;  ///< "person"; "case" for the date of the assessment (fact `as_of`) and what is supplied
  std::string fact;     ///< empty: `test`
  enum class Form : std::uint8_t {
    in,     ///< one of `values`; "none" is a value
    range,  ///< from `values[0]` through `values[1]`, both included; empty: without a bound. Never none
    is,     ///< `values[0]`: true, false or "none"
    test,   ///< a condition of the language, `values[0]` true or false
  } form = Form::in;
  std::vector<std::string> values;
  bool or_none = false;  ///< range: or it is none
  std::string test;      ///< a condition of the language, about the person
  std::string under;     ///< "old" or "new" if it reads what the versions decide about others; empty: the same in both
  std::string words;     ///< the same for a person to read
};
/// All of these hold.
using Box = std::vector<Literal>;

/// Boxes that are ways to put parts together: all of `all` hold, and of each of `any` one box at least.
struct BoxProduct {
  Box all;
  std::vector<std::vector<Box>> any;
};
/// All of `all` hold, of each list in `any` one at least, and of `none` none.
struct Conditions {
  Box all;
  std::vector<std::vector<Conditions>> any;
  std::vector<Conditions> none;
};

/// A rule that decided, before or after.
struct DecidingRule {
  std::string name, label, item;  ///< item: "ground", …
  std::vector<CitedWords> sources;
};

/// A case that was decided under both versions.
struct ShownCase {
  std::string json;                  ///< a whole case file
  std::string person;                ///< the id of who is meant
  std::string before, after;         ///< what the decision is; "undetermined" too
  std::string differs;               ///< near miss: the fact in which it differs, "anna.application_date"; else empty
  std::string old_value, new_value;  ///< near miss: of that fact, in the witness and here
};

/// Everybody whose decision changes from one outcome to another for the same reasons.
struct ChangeClass {
  std::string id;        ///< "protection-1"
  std::string decision;  ///< empty: whether the case can be at all (`from` or `to` is "impossible")
  std::string decision_label;
  std::string from, to;                ///< outcomes by name; "not_in_force": the version has no text of the decision
  std::string from_label, to_label;    ///< may be empty
  std::string sentence;                ///< who they are, in the words of the policy
  std::vector<BoxProduct> when;        ///< exactly who they are: whoever is in a box of one of these
  std::vector<Conditions> conditions;  ///< the same for people to read: for whom one of these holds
  std::vector<std::uint32_t> causes;   ///< indices into VersionDiff::changes
  bool by_date =
      false;  ///< also because the date of the assessment is another, or only for that if nothing else causes it
  bool by_others = false;  ///< also because others, from whom they would derive the outcome, are decided differently
  bool mixed = false;      ///< different ones of `causes` for different people, in too many ways to tell apart
  bool jointly = false;    ///< each of `causes` would be enough alone, or only all together: none is the one
  std::vector<DecidingRule> decided_before, decided_after;
  std::optional<ShownCase> witness, near_miss;
  std::string fingerprint;  ///< the same for the same class whatever else changes
};

/// Each box that the products are made of, in their order.
template <class Visit>
void for_each_box(const std::vector<BoxProduct>& products, const Visit& visit) {
  for (const BoxProduct& p : products) {
    visit(p.all);
    for (const std::vector<Box>& ways : p.any) {
      for (const Box& box : ways) visit(box);
    }
  }
}

/// The boxes of the products, multiplied out; ways that only ask conditions are one condition, with `or`. Nothing if
/// there are more than `max_boxes`.
std::optional<std::vector<Box>> boxes_of(const std::vector<BoxProduct>& products, std::size_t max_boxes);

/// A fact that matters to a decision in one version only, or a finding that now decides.
struct OpenQuestion {
  std::string fact, label;
  std::string decided_by;  ///< of a judgement; else empty
  std::string decision;
  bool now_matters = true;  ///< else: no longer
};

struct VersionDiff {
  ComparedSide old_side, new_side;
  std::vector<StructuralChange> changes;  ///< numbered from 1 in reports
  std::vector<ChangeClass> classes;       ///< by decision, from, to
  std::vector<std::string> compared;      ///< the decisions that both have, by name
  std::vector<std::string> unchanged;     ///< those of them in which nobody is decided differently, proved
  std::vector<OpenQuestion> questions;
  /// Everybody outside the classes is proved to be decided alike. Else `bound` says what was not covered, in sentences.
  bool complete = false;
  std::vector<std::string> bound;
  /// What the proof is about, in sentences that hold also if it is complete: known facts, valid cases.
  std::vector<std::string> assumptions;
  struct Figures {
    std::size_t tests = 0;      ///< facts and conditions that the versions can tell apart
    std::size_t nodes = 0;      ///< of the decision diagrams
    std::size_t witnesses = 0;  ///< cases that were decided under both versions to show this
  } figures;

  bool same() const { return complete && classes.empty(); }
};

}  // namespace proviso
