#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/reference/random_conditions.hpp"
#include "tests/reference/random_vocabulary.hpp"

// A random policy while it is being written: what there is already, and what both the base text and amendments need to
// say.
namespace proviso::reference {

using Strings = std::vector<std::string>;

// A define, as amendments may replace it.
struct DraftDefine {
  Named named;
  std::size_t readable = 0;  ///< how many of the items made before it may be read by it
  bool pure = false;         ///< reads no decision
  int relation = -1;         ///< it is about links of this relation
};

struct DraftRule {
  std::string name;
  std::string word;     ///< ground, derivation, exclusion, exception
  std::string targets;  ///< as written: `for x`, `to y`
  std::size_t readable = 0;
  bool pure_only = false;    ///< reads no decision, since it limits an amendment
  bool replaceable = false;  ///< by a text with any condition
  std::string since;         ///< the date of the amendment that inserts it; empty: base text
};

struct DraftDecision {
  std::string name;
  Strings outcomes;  ///< the last is `otherwise`; empty: yes/no
  std::size_t readable = 0;
  bool derives = false;
  bool yes_no() const { return outcomes.empty(); }
};

struct DraftItem {
  Named named;
  bool pure = true;  ///< reads no decision
};

struct Draft {
  explicit Draft(std::uint64_t seed) : random(seed) {}

  Random random;
  Strings declarations;
  Vocabulary vocabulary;
  std::vector<DraftItem> items;  ///< defines and decisions, each reading only those before it
  std::vector<DraftDefine> defines;
  std::vector<DraftDecision> decisions;
  std::vector<DraftRule> rules;
  int next_name = 0;

  std::string name(const std::string& prefix) { return prefix + std::to_string(next_name++); }
  void add(const std::string& declaration) { declarations.push_back(declaration); }
  /// What the first `readable` items say, and all facts, sets and values.
  Speech speech(std::size_t readable, bool pure_only) const;
  ConditionWriter conditions(std::size_t readable, bool pure_only = false) const {
    return {vocabulary, speech(readable, pure_only)};
  }
  /// `in force …` on a line of its own, or nothing.
  std::string period(int percent);
  /// The text of a yes/no define, and of one with a value.
  std::string test(const DraftDefine& define);
  std::string choice(const DraftDefine& define);
  /// What follows the name of a define about links.
  std::string of_links(const DraftDefine& define);
};

/// `the first of { … otherwise }`.
std::string order_text(const Strings& outcomes);
/// The outcomes that rules may be for: not the last.
Strings targets(const DraftDecision& decision);

/// Adds amendments and exceptions to them.
void write_amendments(Draft& draft);

}  // namespace proviso::reference
