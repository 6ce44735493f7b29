#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "interpreter/case.hpp"
#include "interpreter/json_text.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// One statement of a relation, as it was written; `Case::links` has one link where two sides tell the same one.
struct LinkStatement {
  std::uint32_t from = 0;
  std::uint32_t index = 0;  ///< among the statements of `from`
  RelationId relation = kNoId;
  std::uint32_t to = 0;
};

/// Where the parts of a case stand in its text.
struct CasePlaces {
  Span whole;
  Span as_of;                ///< `whole` if the date came from elsewhere
  std::vector<Span> people;  ///< by person: the id
  std::vector<LinkStatement> statements;
};

/// A case that is bound to a program and may be decided. It points into the program, which must outlive it.
struct BoundCase {
  Case value;
  CasePlaces places;
};

/// Puts a case together from its people, facts and links, whichever form they were written in, and reports what is
/// wrong with it at the place where it stands. Names are those of the policy.
class CaseBuilder {
 public:
  /// `root`: the JSON that the case is read from, for pointers in messages; null for a `case` block.
  CaseBuilder(const Program& program, const JsonValue* root, Diagnostics& diagnostics);

  void set_names(std::string id, std::string title);
  void set_date(Days as_of, Span place);

  /// Everyone is added before the first link. Nothing if the id is taken.
  std::optional<std::uint32_t> add_person(std::string_view id, Span place);
  std::optional<std::uint32_t> find_person(std::string_view id) const;

  /// The fact of that name. `quiet`: one that is not declared is no error.
  std::optional<FactId> find_fact(std::string_view name, Span place, bool quiet = false);
  void give(std::uint32_t person, FactId fact, Value value, Span place);  ///< kUnknown: said to be unknown
  void give_note(std::uint32_t person, FactId fact, std::string text);

  std::optional<RelationId> find_relation(std::string_view name, Span place);
  /// `index`: of the statement among those of the person. Nothing if `to` is nobody, or the person itself.
  std::optional<std::uint32_t> add_link(std::uint32_t from, RelationId relation, std::string_view to,
                                        std::uint32_t index, Span place, Span to_place);
  /// The position of a fact of the link in RelationGroup::facts.
  std::optional<std::uint32_t> find_link_fact(RelationId relation, std::string_view name, Span place,
                                              bool quiet = false);
  void give_link_fact(std::uint32_t link, std::uint32_t position, Value value, Span place);

  /// The slot of a supplied item.
  std::optional<std::uint32_t> find_supplied(std::string_view name, Span place);
  void give_supplied(std::uint32_t slot, Value value);

  const Type& link_fact_type(RelationId relation, std::uint32_t position) const;
  Type supplied_type(std::uint32_t slot) const;
  SetPool& sets() { return case_.sets; }
  const Program& program() const { return program_; }

  /// Adds the JSON pointer, where the case is JSON.
  void report(Diagnostic diagnostic);
  Diagnostics& diagnostics() { return diagnostics_; }

  /// The finished case, or nothing if anything was reported since this builder was made.
  std::optional<BoundCase> finish(Span whole);

 private:
  void report_unknown_fact(std::string_view name, Span place);
  void report_problem(const CaseProblem& problem);
  void report_contradiction(const CaseProblem& problem);
  void report_cycle(const CaseProblem& problem);
  Span fact_place(std::uint32_t person, FactId fact) const;
  Span statement_place(const CaseLink& link) const;
  const RelationGroup& group(RelationId relation) const;

  struct LinkPlaces {
    std::uint32_t from, index;  ///< as in the link
    Span statement;
    std::vector<Span> facts;
  };

  const Program& program_;
  const JsonValue* root_;
  Diagnostics& diagnostics_;
  std::size_t errors_before_;
  Case case_;
  CasePlaces places_;
  std::vector<std::vector<std::pair<FactId, Span>>> fact_places_;  ///< by person
  std::vector<LinkPlaces> link_places_;                            ///< in the order of reading
  std::vector<std::uint8_t> supplied_given_;
  std::unordered_map<std::string, std::uint32_t> by_id_;
};

}  // namespace proviso
