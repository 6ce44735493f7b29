#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/reference/random.hpp"

// The names of a random policy: what its conditions may speak of, and what its cases must supply.
namespace proviso::reference {

enum class Sort : std::uint8_t { yes_no, date, number, duration, member, set };

struct Named {
  std::string name;
  Sort sort = Sort::yes_no;
  std::size_t kind = 0;  ///< index into `Vocabulary::kinds`
  bool or_none = false;  ///< declared so
  bool only_if = false;
  bool has_default = false;
  bool constant = false;  ///< a value of the policy: never unknown
  bool may_be_none() const { return or_none || only_if; }
};

struct RandomKind {
  std::string name;
  std::vector<std::string> leaves;
  std::vector<std::string> groups;
};

struct RandomRelation {
  std::vector<std::string> names;  ///< declared together
  std::string inverse;             ///< of the first; may be empty
  bool mutual = false;
  bool acyclic = false;
  bool with_first = false;  ///< acyclic together with the first relation
  std::vector<Named> facts;
  std::vector<Named> defines;  ///< about its links
  std::vector<std::string> all_names() const;
};

struct Vocabulary {
  std::vector<std::string> dates;  ///< the few that the policy and its cases turn around
  std::vector<RandomKind> kinds;   ///< declared ones, then the outcomes of decisions
  std::vector<Named> facts;
  std::vector<RandomRelation> relations;
  std::vector<Named> sets, values;  ///< constants of the policy
  std::vector<Named> supplied;      ///< sets and values that come with the case
  std::string date(Random& random) const { return random.pick(dates); }
};

/// Declares kinds, facts, relations, sets and values: their text, one declaration each.
Vocabulary random_vocabulary(Random& random, std::vector<std::string>& declarations);

/// `yes/no`, `date`, `set of k0`, with `or none` where it is declared.
std::string type_text(const Vocabulary& vocabulary, const Named& named);
/// A constant of the type, as the language writes it; never none.
std::string literal_text(const Vocabulary& vocabulary, const Named& named, Random& random);
/// `{ a, b }`, maybe empty, maybe with groups.
std::string members_text(const RandomKind& kind, Random& random);

}  // namespace proviso::reference
