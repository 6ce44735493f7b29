#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "interpreter/case_builder.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/program.hpp"

// What a conformance case expects, bound to the policy: from a line of a cases file or from a `case` block.
namespace proviso {

struct ExpectedValue {
  ResultRef result;
  Value value = kUnknown;                             ///< kUnknown: undetermined
  std::optional<std::vector<Variable>> missing = {};  ///< sorted; compared as a set
  std::optional<std::vector<Value>> possible = {};    ///< sorted; compared as a set
  bool has_value = true;                              ///< false: only `missing` or `possible` are compared
};

/// What is expected of one person. A person may have several of these.
struct ExpectedPerson {
  std::uint32_t person = 0;
  std::vector<ExpectedValue> values = {};  ///< in the order of the text
  std::vector<RuleId> because = {};  ///< among what carried any of the decisions in `values` (in none: any decision)
  std::optional<std::vector<std::uint32_t>> derived_from = {};  ///< of the same decisions together; sorted
};

/// One of several readings that the text allows: for some people another value of one result.
struct ExpectedReading {
  std::string name;
  struct Item {
    std::uint32_t person = 0;
    ResultRef result;
    Value value = kUnknown;
  };
  std::vector<Item> items = {};
};

/// A case, what it expects, and what was wrong with either.
struct PreparedCase {
  std::string id, title;                    ///< a `case` block has no id
  Span place;                               ///< for people: a line, or the title of a block
  Span whole;                               ///< all of its text
  std::vector<std::string> tags = {};       ///< by which cases are selected, sorted
  std::vector<std::string> inventory = {};  ///< entries of an inventory of the sources that it shows, sorted
  std::string note;                         ///< remarks, in the words of the case
  std::optional<BoundCase> bound = {};      ///< nothing: see `diagnostics`
  bool malformed = false;                   ///< not even a case: not JSON, say
  bool expect_refusal = false;
  std::string refusal;                          ///< why, in the words of the case
  std::vector<std::uint32_t> impossibles = {};  ///< among what must rule it out: indices into Policy::impossibles
  std::vector<ExpectedPerson> people = {};
  std::vector<ExpectedReading> readings = {};  ///< empty, or the first is the one that `people` spells out
  Diagnostics diagnostics = {};
};

std::optional<ResultRef> find_result(const Policy& policy, std::string_view name);
const std::string& result_name(const Policy& policy, ResultRef result);
Type result_type(const Policy& policy, ResultRef result);

/// "olena.birth_date", "b.relations[0].since", "b.spouse_of[0].since" or "sets.NAME" as a variable of the case.
/// `relations` counts all statements of the person, another word those of the relation of that name.
std::optional<Variable> find_path(const Program& program, const BoundCase& c, std::string_view path);

Diagnostic unknown_result(const Policy& policy, std::string_view name, Span place);
Diagnostic unknown_rule(const Policy& policy, std::string_view name, Span place);
Diagnostic unknown_impossible(const Policy& policy, std::string_view name, Span place);
Diagnostic unknown_expected_person(const Case& c, std::string_view id, Span place);
Diagnostic unknown_path(const Program& program, const Case& c, std::string_view path, Span place);

}  // namespace proviso
