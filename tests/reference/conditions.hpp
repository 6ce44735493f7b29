#pragma once

#include <functional>

#include "tests/reference/case.hpp"

// Conditions and operands, read off the syntax tree for one person in one completion.
namespace proviso::reference {

/// Where a condition is read: for a person, in the text after `stage` amendments, under the innermost link if any.
struct Context {
  int person = 0;
  int stage = 0;
  const Link* link = nullptr;
};

/// The value of a define, set, value or decision for a person at a stage; of a define about links, for that link.
using ReadItem = std::function<Value(std::string_view name, const Context& context)>;

class Conditions {
 public:
  Conditions(const Book& book, const Case& c, const Completion& completion, ReadItem read)
      : book_(book), case_(c), completion_(completion), read_(std::move(read)) {}

  /// Every part is evaluated, also where another already tells the answer: what it needs, it needs. True, false or a
  /// gap.
  Value condition(Place place, const Context& context) const;
  /// `always`, `if C`, `if C unless D`, `unless D`.
  Value test(const syntax::Document* document, const syntax::Test& test, const Context& context) const;
  /// `expected`: the kind whose members a bare name means first.
  Value operand(Place place, const Context& context, const Enumeration* expected) const;
  Value fact(int person, std::string_view name) const;
  Value slot(const Slot& slot) const;
  /// Whether the link is one that the name means: of a relation, or one for which a define about links holds.
  Value is_meant(std::string_view name, const Context& context) const;

 private:
  Value name(std::string_view name, const Context& context) const;
  Value others_name(std::string_view name, const Context& context) const;
  const Slot* link_fact(std::string_view name, const Context& context) const;

  std::vector<Value> children(Place place, const Context& context) const;
  Value link(Place place, const Context& context) const;
  std::vector<Value> over_links(Place place, Place where, const Context& context) const;
  bool alike(std::string_view fact, const Context& one, const Context& other) const;
  Value count_links(Place place, const Context& context) const;
  Value extreme(Place place, const Context& context) const;
  Value extreme_of_links(Place place, const Context& context) const;
  Value comparison(Place place, const Context& context) const;
  Value shift(Place place, const Context& context) const;
  Value span(Place place, const Context& context) const;
  const Enumeration* kind_of_operand(Place place, const Context& context) const;
  const Enumeration* kind_of_name(std::string_view name, const Context& context) const;

  const Book& book_;
  const Case& case_;
  const Completion& completion_;
  ReadItem read_;
};

/// `whole UNIT from A to B`.
Duration whole(syntax::Unit unit, Days from, Days to, MonthEnds month_ends);
Days move(Days day, const Duration& by, bool after, MonthEnds month_ends);

}  // namespace proviso::reference
