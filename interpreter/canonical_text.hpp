#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "dsl/policy.hpp"
#include "interpreter/match.hpp"

// What a part of a policy says, as a text in which numbers stand for names: two texts are equal where the two parts say
// the same of the same items. Private to interpreter/match*.cpp and interpreter/structural*.cpp.
namespace proviso {

/// A number for each item of a policy.
struct ItemNumbers {
  std::array<std::vector<std::uint64_t>, kMatchTables> of;
  std::vector<std::vector<std::uint64_t>> leaves;

  explicit ItemNumbers(const Policy& policy);
  std::vector<std::uint64_t>& table(MatchTable t) { return of[static_cast<std::size_t>(t)]; }
  const std::vector<std::uint64_t>& table(MatchTable t) const { return of[static_cast<std::size_t>(t)]; }
  std::uint64_t& at(const MatchedItem& item) {
    return item.table == MatchTable::leaf ? leaves[item.enumeration][item.id] : table(item.table)[item.id];
  }
};

/// How many items a table has. REQUIRES: not `leaf`.
std::size_t size_of(const Policy& policy, MatchTable table);
MatchTable table_of(Change::Item item);
/// Every item of the policy, table by table.
std::vector<MatchedItem> items_of(const Policy& policy);
const std::string& name_of(const Policy& policy, const MatchedItem& item);
/// Empty if there is none.
const std::string& label_of(const Policy& policy, const MatchedItem& item);

/// Where the order of parts means nothing, their texts are sorted.
class CanonicalText {
 public:
  CanonicalText(const Policy& policy, const ItemNumbers& numbers) : policy_(policy), numbers_(numbers) {}

  /// From now on, each item that a text speaks of is added here.
  void record(std::vector<MatchedItem>* seen) { seen_ = seen; }

  std::string term(TermId id) const;  ///< kNoId: always
  std::string type(const Type& type) const;
  std::string value(const Type& type, Value value) const;
  std::string set(EnumId of, std::uint32_t constant) const;
  std::string period(const Period& period) const;
  /// What is written for readers: label, citations, notes.
  std::string wording(const Heading& heading) const;

  // What is computed: without names, labels and dates.
  std::string source(const SourceDocument& source) const;
  std::string enumeration(EnumId id) const;
  std::string fact(const Fact& fact) const;
  std::string relation(const Relation& relation) const;
  std::string link_fact(const LinkFact& fact) const;
  std::string set_type(const NamedSet& set) const;
  std::string value_type(const NamedValue& value) const;
  std::string define_type(const Define& define) const;
  std::string text(const DefineVersion& version) const { return term(version.body); }
  std::string text(const Decision& decision, DecisionId id, const DecisionVersion& version) const;
  std::string text(const RuleVersion& version) const;
  std::string scope(const Amendment& amendment) const;
  /// The change without the text that it brings in.
  std::string change(const Change& change) const;

  /// All of the item: every version, with its dates.
  std::string whole(const MatchedItem& item) const;

  std::string number(MatchTable table, std::uint32_t id) const;
  std::string leaf(EnumId enumeration, Value value) const;

 private:
  std::string outcome(const OutcomeRef& outcome) const;
  std::string relations(const std::vector<RelationId>& relations) const;
  std::string node(const Term& term) const;
  void parts(TermId id, TermKind kind, std::vector<std::string>& into) const;
  std::string amendment(AmendmentId id) const;

  const Policy& policy_;
  const ItemNumbers& numbers_;
  std::vector<MatchedItem>* seen_ = nullptr;
};

/// "(a b c)", the parts sorted.
std::string sorted_list(std::vector<std::string> parts);

}  // namespace proviso
