#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/reference/book.hpp"

// A case as the reference evaluator reads it (the form of a case file): people, links, and one variable for each fact
// and each supplied item that is not known.
namespace proviso::reference {

/// Thrown inside the reference where the language refuses a case.
struct Refused {
  std::string why;
};

/// What is known of one fact of a person or of a link, or of one supplied item.
struct Slot {
  std::optional<Value> known;
  int variable = -1;         ///< index into `Case::variables` if unknown
  Place default_while_held;  ///< absent, with a default that applies only while the fact's `only if` holds
};

struct Variable {
  std::string path;
  std::string_view name;  ///< of the fact, the fact of the link, or the supplied item
  std::optional<syntax::Type> type;
  bool may_be_none = false;
  bool only_if = false;
  bool judgement = false;
};

struct LinkRecord {
  int from = 0;
  std::string_view relation;  ///< never an inverse
  int to = 0;
  Table<Slot> facts;
};

/// A link as one person sees it: the person is the `relation` of `other`.
struct Link {
  std::string_view relation;
  int other = 0;
  int record = 0;
};

struct Person {
  std::string id;
  Table<Slot> facts;
  std::vector<Link> links;
};

struct Case {
  Days as_of = 0;
  std::vector<Person> people;
  std::vector<LinkRecord> records;
  Table<Slot> supplied;
  std::vector<Variable> variables;
};

/// A value for each variable of the case.
using Completion = std::vector<Value>;

/// "90 days", "1 year". Throws `Refused`.
Duration read_duration(const std::string& text);

/// Throws `Refused`.
Case read_case(const Book& book, const nlohmann::json& json);

}  // namespace proviso::reference
