#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "tests/reference/case.hpp"
#include "tests/reference/conditions.hpp"

// Everything that has a value for some person in one completion, and what each is in terms of the others.
namespace proviso::reference {

struct Node {
  enum class Kind : std::uint8_t {
    active,       ///< amendment number `stage`: yes/no
    rule_text,    ///< which text governs: the number of the amendment that made it, 0 for the base; absent if none does
    define_text,  ///< the same of a define
    decision_text,  ///< the same of a decision
    set,
    value,
    define,     ///< absent if no text of it is in force
    holds,      ///< a rule: yes/no
    available,  ///< an outcome: yes/no
    chosen,     ///< an outcome: yes/no
    decision,   ///< the value of a decision; absent if the text lacks it
  };
  Kind kind = Kind::active;
  std::string_view item = {};
  std::string_view outcome = {};
  int person = 0;
  int stage = 0;  ///< after how many amendments
  int link = -1;  ///< of a define about links: which of the person's
  friend auto operator<=>(const Node&, const Node&) = default;
};

/// The value of another node.
using ReadNode = std::function<Value(const Node&)>;

/// An equation reads everything that it may need in any completion, whether or not it matters in this one, always in
/// the same order. So what it reads in one completion are its dependencies in all of them.
class Equations {
 public:
  Equations(const Book& book, const Case& c, const Completion& completion, const ReadNode& read);

  Value of(const Node& node) const;

  /// The text that governs a person; null if none does or none is in force.
  const Text<syntax::Rule>* rule(std::string_view name, int person, int stage) const;
  const Text<syntax::Decision>* decision(std::string_view name, int person, int stage) const;
  /// The condition of a clause of a derivation over one link.
  Value through_holds(const Text<syntax::Rule>& rule, const syntax::Through& through, int person, int stage,
                      const Link& link) const;
  const Conditions& conditions() const { return conditions_; }

 private:
  Value item(std::string_view name, const Context& context) const;
  Value active(const Node& node) const;
  Value text(const Node& node) const;
  Value set(const Node& node) const;
  Value value(const Node& node) const;
  Value define(const Node& node) const;
  Value holds(const Node& node) const;
  Value available(const Node& node) const;
  Value chosen(const Node& node) const;
  Value decision_value(const Node& node) const;

  Value exception_holds(std::string_view limited, int person, int stage) const;
  Value rule_test(const Text<syntax::Rule>& rule, int person, int stage) const;
  Value derivation_test(const Text<syntax::Rule>& rule, int person, int stage) const;
  Value define_body(const Text<syntax::Define>& define, const Context& context) const;
  Value define_of_links(const Text<syntax::Define>& define, const Context& context) const;
  Value choice(const Text<syntax::Define>& define, const Context& context, const Enumeration* kind) const;

  const Book& book_;
  const Case& case_;
  const ReadNode& read_;
  Conditions conditions_;
};

/// True if the rule's text is about the outcome: for it, of it, or from it.
bool targets(const Book& book, const syntax::Rule& rule, const Outcome& outcome);
/// The outcomes of the other person from which a derivation obtains its own.
std::vector<Outcome> sources_of(const Book& book, const syntax::Rule& derivation);

}  // namespace proviso::reference
