#pragma once

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/explain.hpp"

namespace proviso {

/// Whom a condition is read for: a person, and inside a condition on links, one of that person's links.
struct Place {
  std::uint32_t person = 0;
  std::uint32_t link = kNoId;  ///< index into Case::directed
};

/// Tells what became of conditions, by the values that the evaluation left on the nodes of the program: nothing is
/// computed here a second time.
class ConditionReader {
 public:
  /// All must outlive the reader. `c` is a case that `finish_case` completed.
  ConditionReader(const Program& program, const SourceSet& sources, const Case& c);

  const Program& program() const { return program_; }
  const Case& get_case() const { return case_; }

  /// The value of a node for a place; kUnknown also for a node that was never made.
  Value value(NodeId node, Place place) const;
  Holds holds(NodeId node, Place place) const;
  Holds active(AmendmentId amendment, std::uint32_t person) const;

  /// The findings of a condition: the parts of an outermost `all of`, or the condition alone.
  std::vector<Finding> findings(TermId term, Place place);
  /// The policy's words at a place, on one line, without comments.
  std::string words(Span span) const;
  std::string format(const Type& type, Value value) const;

  /// The version of a define that governs the person, or kNoId.
  std::uint32_t governing_define(DefineId define, std::uint32_t person) const;

 private:
  Finding finding(TermId term, Place place);
  Finding junction(const Term& term, Holds holds, Place place);
  Finding negation(const Term& term, Holds holds, Place place);
  bool alike(LinkFactId fact, std::uint32_t one, std::uint32_t other) const;
  Finding links(const Term& term, Holds holds, Place place);
  void add_define_parts(const Term& term, Holds holds, Place place, Finding& out);
  void add_choice_parts(const Term& body, Place place, Finding& out);
  void add_values(TermId term, Place place, Finding& out);
  void add_value(const Term& term, const std::string& name, Value value, Finding& out);
  std::string name_at(const Term& term, const std::string& name, Place place) const;
  Value decision_value(const Term& term, Place place) const;

  const Program& program_;
  const Policy& policy_;
  const SourceSet& sources_;
  Case case_;
  Evaluation evaluation_;
  /// Defines being explained, for whom, and for which link.
  std::vector<std::tuple<DefineId, std::uint32_t, std::uint32_t>> open_;
};

}  // namespace proviso
