#pragma once

#include <string>
#include <vector>

#include "tests/reference/random_vocabulary.hpp"

namespace proviso::reference {

/// What a condition may speak of.
struct Speech {
  std::vector<Named> own;              ///< of the person, or of the policy
  std::vector<Named> other;            ///< of the other person of a link
  std::vector<std::size_t> relations;  ///< indices into `Vocabulary::relations`
  bool as_of = true;
};

/// Writes random conditions that are free of errors. Parts stand on lines of their own, so that a line can be taken
/// out.
class ConditionWriter {
 public:
  ConditionWriter(const Vocabulary& vocabulary, Speech speech) : vocabulary_(vocabulary), speech_(std::move(speech)) {}

  /// Any condition, with blocks, links and connectives.
  std::string condition(Random& random, int depth = 2) const;
  /// One test of one name of the person.
  std::string leaf(Random& random) const;
  /// `if C`, `if C unless D`, `unless D`, `always`.
  std::string test(Random& random) const;
  /// A condition on a link of the relation and its other person, in parentheses or a block.
  std::string link_condition(std::size_t relation, Random& random) const;
  /// A date of the link, of the person, of the other person, or a constant.
  std::string link_date(std::size_t relation, Random& random) const;
  /// Something of the person with a value of the sort (and kind); or a constant.
  std::string operand(const Named& wanted, Random& random) const;

 private:
  using Strings = std::vector<std::string>;

  struct Subject {
    Named named;
    bool other = false;
    std::string text() const { return other ? "other's " + named.name : named.name; }
  };

  std::vector<Subject> subjects(std::size_t relation, bool in_link) const;
  std::string test_of(const Subject& subject, const std::vector<Subject>& all, Random& random) const;
  std::string date_test(const Subject& subject, const std::vector<Subject>& all, Random& random) const;
  std::string date_operand(const Subject& not_this, const std::vector<Subject>& all, Random& random) const;
  std::string member_test(const Subject& subject, const std::vector<Subject>& all, Random& random) const;
  std::string set_test(const Subject& subject, const std::vector<Subject>& all, Random& random) const;
  std::string any_test(const std::vector<Subject>& all, Random& random) const;
  std::string link(Random& random) const;
  std::string alike(std::size_t relation, Random& random) const;
  std::string number_of_links(Random& random) const;
  std::string extreme(const Subject& not_this, Strings dates, Random& random) const;
  std::string links_of(std::size_t relation, Random& random) const;
  std::string bracketed(std::size_t relation, Random& random) const;

  const Vocabulary& vocabulary_;
  Speech speech_;
};

/// `all of {`, the parts on a line each, `}`.
std::string block(const std::string& word, const std::vector<std::string>& parts);

}  // namespace proviso::reference
