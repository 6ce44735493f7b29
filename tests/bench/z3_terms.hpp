#pragma once

#include <z3++.h>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/version_pair.hpp"

// The graph of two versions as terms of Z3. Only what is known of one person is translated; what is read of links stays
// open: a truth, number or day that could be anything.
namespace proviso::bench {

/// Something of the language that is not translated.
struct Untranslated : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Z3Terms {
 public:
  /// Both must outlive it.
  Z3Terms(z3::context& z3, const ComparedPair& pair)
      : z3_(z3), pair_(pair), graph_(pair.space->graph()), bounds_(z3.bool_val(true)) {}

  /// The decision has another outcome in the new version, or is in force in only one of them.
  z3::expr differs(DecisionId decision);
  /// The person is in the class, as the comparison says it.
  z3::expr in_class(const ComparedPair::Class& c);
  /// What is known of everybody whom both versions can decide, and of the values of all facts that were read.
  z3::expr possible();
  /// The tests of the terms that were made so far: each true or false of a person.
  const std::vector<z3::expr>& tests() const { return tests_; }
  /// A term hangs on links, of which nothing is said.
  bool reads_links() const { return links_ != 0; }

 private:
  /// A value, or none. Of a duration, its count and whether it is of months.
  struct Term {
    z3::expr value, none, months;
  };

  Term term(NodeId id);
  Term make(NodeId id);
  Term open(NodeId id, BaseType type, EnumId enumeration, bool may_be_none);
  Term constant(BaseType type, Value value);
  Term operation(const Node& node, const std::vector<Term>& args, const std::vector<EnumId>& kinds);
  Term merged(const z3::expr& condition, const Term& a, const Term& b);
  Term shifted(const Node& node, const Term& duration, const Term& day);
  Term truth_of(const z3::expr& condition) { return {condition, z3_.bool_val(false), z3_.bool_val(false)}; }
  z3::expr truth(NodeId id);
  z3::expr test(const z3::expr& condition);
  z3::expr equal(const Term& a, const Term& b);
  /// Something new between two numbers.
  z3::expr integer(Value first, Value last);
  /// A month of the calendar: its first day, and how many it has.
  struct Month {
    z3::expr first, length;
  };
  /// `index`: twelve times the year, and the month from 0.
  Month month(const z3::expr& index);
  z3::expr add_months(const z3::expr& day, const z3::expr& months);
  z3::expr bits(const Bits& bits, std::size_t size);
  z3::expr number(Value value) { return z3_.int_val(static_cast<std::int64_t>(value)); }
  void bound_facts();
  EnumId kind(NodeId id) const;
  std::size_t size_of(EnumId kind) const { return std::max<std::size_t>(1, graph_.policy.enumerations[kind].size()); }
  Term expression(ExpressionId id);
  z3::expr in_cell(std::uint32_t variable, std::uint32_t cell);
  z3::expr make_cell(const TestVariable& variable, std::uint32_t cell);
  z3::expr diagram(Diagram d, std::map<Diagram, z3::expr>& known);

  z3::context& z3_;
  const ComparedPair& pair_;
  const Program& graph_;
  z3::expr bounds_;
  std::map<NodeId, Term> terms_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, z3::expr> cells_;  // of a variable of the classes
  std::vector<z3::expr> tests_;
  std::map<unsigned, std::pair<z3::expr, z3::expr>> calendar_;  // by term: the month of a day, and the day in it
  std::vector<z3::expr> kept_;                                  // so that no number of a term is given again
  std::size_t links_ = 0, fresh_ = 0;
};

}  // namespace proviso::bench
