#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "interpreter/node_builder.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// How many of `Policy::amendments` have been applied to a text: 0 is the base text, all of them the text that governs.
using Stage = std::uint32_t;

/// What a node stands for, to tell a cycle in words.
struct Origin {
  std::string words;  ///< "define `x`", "outcome `o` of decision `d`"
  Span span;
};

/// One step of a walk through the rules: an item, and whether it is another person's than the one before.
struct Step {
  Origin origin;
  bool of_other = false;
};

/// What nodes stand for, and for each stand-in the walk on which the item came to need itself.
struct Origins {
  std::unordered_map<NodeId, Origin> of;
  std::unordered_map<NodeId, std::vector<Step>> walks;
};

/// Turns the items of a policy, at each stage of amendment, into nodes (docs/language.md,
/// "Amendments"). An item at a stage is made when it is first needed; one that is needed while it is being made is
/// recursive and gets a stand-in.
class Compiler {
 public:
  /// `gap_of`: as for `compile`.
  Compiler(Program& program, Diagnostics& diagnostics, std::optional<TextItem> gap_of);

  /// Makes all nodes of the final text and fills the tables of the program.
  void run();

  const Origins& origins() const { return origins_; }

 private:
  enum class What : std::uint8_t {
    define,
    define_exists,
    rule,
    available,
    chosen,
    decision,
    active,
    set,
    value,
    gap_of_define,
    gap_of_rule,
    gap_of_decision,
  };
  /// Restricts a rule's text to the versions that name a target.
  struct Filter {
    enum class Kind : std::uint8_t { none, outcome, rule, amendment } kind = Kind::none;
    std::uint32_t a = 0, b = 0;
  };
  using Key = std::tuple<What, std::uint32_t, std::uint32_t, Stage, Filter::Kind, std::uint32_t, std::uint32_t>;
  struct Entry {
    NodeId node = kNoNode;
    NodeId placeholder = kNoNode;
    bool done = false;
  };

  /// The node of `key`; made by `make` the first time.
  template <class Make>
  NodeId once(Key key, BaseType type, const Origin& origin, Make make, Level level = Level::person) {
    if (const NodeId known = begin(key, type, origin, level); known != kNoNode) return known;
    return finish(key, origin, make());
  }
  NodeId begin(const Key& key, BaseType type, const Origin& origin, Level level);
  NodeId finish(const Key& key, const Origin& origin, NodeId node);

  // terms (compile_terms.cpp)
  NodeId term(TermId id, Stage stage);
  NodeId term_node(const Term& term, Stage stage);
  NodeId condition(TermId id, Stage stage);  ///< a term as a truth: a yes/no that is none does not hold
  std::vector<NodeId> conditions(const Term& term, Stage stage);
  NodeId comparison(const Term& term, Stage stage);
  NodeId decision_test(const Term& term, Stage stage);
  NodeId membership(const Term& term, Stage stage);
  NodeId contains(NodeId set, NodeId member);
  NodeId choice(const Term& term, Stage stage);
  NodeId link_fact(LinkFactId id);
  NodeId constant(const Type& type, Value value);

  // items (compile.cpp)
  NodeId in_force(const Period& period);
  NodeId set(SetId id, Stage stage);
  NodeId value(ValueId id, Stage stage);
  NodeId define(DefineId id, Stage stage);
  NodeId define_exists(DefineId id, Stage stage);
  NodeId active(AmendmentId id);

  // rules and decisions (compile_rules.cpp)
  NodeId rule(RuleId id, Stage stage, Filter filter);
  NodeId rule_text(RuleId id, Stage stage, Filter filter);
  NodeId rule_test(const RuleVersion& version, Stage stage);
  NodeId derives_from(const RuleVersion& version, Stage stage);
  NodeId through(const RuleVersion& version, const Through& clause, Stage stage);
  NodeId available(DecisionId decision, std::uint32_t outcome, Stage stage);
  NodeId chosen(DecisionId decision, std::uint32_t outcome, Stage stage);
  NodeId chosen_under(DecisionId decision, const DecisionVersion& version, std::uint32_t outcome, Stage stage);
  NodeId decision(DecisionId id, Stage stage);
  NodeId decision_exists(DecisionId id, Stage stage);
  NodeId decision_under(DecisionId decision, const DecisionVersion& version, Stage stage);
  template <class Under>
  NodeId by_decision_version(DecisionId id, Stage stage, Under under);

  // texts that are needed but not in force (compile_gaps.cpp)
  bool may_have_gaps() const;
  NodeId gap_anywhere();
  NodeId gap(TermId id, Stage stage);
  NodeId missing(const TextItem& item, NodeId exists);
  NodeId gap_in_choice(const Term& term, Stage stage);
  NodeId gap_of_define(DefineId id, Stage stage);
  NodeId gap_of_rule(RuleId id, Stage stage);
  NodeId gap_of_decision(DecisionId id, Stage stage);
  NodeId gap_in_use_of(DecisionId id, Stage stage);
  template <class Missing>
  NodeId gap_after_changes(Change::Item item, std::uint32_t id, Stage stage, NodeId node, NodeId present,
                           Missing missing);

  // what explanations and coverage read (compile_tables.cpp)
  void fill_tables();
  void fill_amendments();
  void fill_decision(DecisionId id);
  void fill_rule(RuleId id);
  void fill_earlier_terms();
  template <class Version>
  std::vector<NodeId> versions_in_force(Change::Item item, std::uint32_t ref, const std::vector<Version>& texts,
                                        Stage stage);

  struct Touch {
    AmendmentId amendment;
    const Change* change;
  };
  const std::vector<Touch>& touches(Change::Item item, std::uint32_t ref) const;
  bool matches(const RuleVersion& version, Filter filter) const;

  Program& program_;
  const Policy& policy_;
  Diagnostics& diagnostics_;
  std::optional<TextItem> gap_of_;
  NodeBuilder build_;
  Stage final_;
  std::map<Key, Entry> entries_;
  std::unordered_map<std::uint64_t, NodeId> terms_;  ///< (stage, term)
  Origins origins_;
  std::vector<Step> making_;                  ///< the items that are being made, each needed by the one before
  std::vector<const Entry*> making_entries_;  ///< likewise
  bool of_other_ = false;                     ///< the next item is needed of another person
  std::map<std::pair<Change::Item, std::uint32_t>, std::vector<Touch>> touches_;
  std::map<std::pair<DecisionId, std::uint32_t>, std::vector<RuleId>> rules_for_;  ///< grounds, derivations, exclusions
  std::vector<std::vector<RuleId>> exceptions_to_;                                 ///< by rule
  bool too_deep_ = false;
};

}  // namespace proviso
