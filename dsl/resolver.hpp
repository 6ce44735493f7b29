#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"
#include "dsl/unread.hpp"

// What the steps of resolution share. Private to dsl/resolve*.cpp: everybody else includes dsl/resolve.hpp.
//
// The steps run in this order, each over tables that are sorted by name, so that the order of declarations and files
// leaves no trace: collect the declarations, declare every name with its type, then resolve what reads names (literals,
// conditions, changes), then check what may read what. A declaration with an error is still declared, so that its users
// are not blamed for it.
namespace proviso::resolution {

/// A term that had an error. What contains it is itself in error, and silent about it.
inline constexpr TermId kBadTerm = kNoId - 1;

/// A type that could not be told because of an error.
inline constexpr Type kBadType{BaseType::member, kNoId, false};
inline bool is_bad(const Type& t) {
  return (t.base == BaseType::member || t.base == BaseType::set) && t.enumeration == kNoId;
}

/// A declaration, the file that it stands in and, where an amendment makes it, the change.
template <class Tree>
struct Declared {
  const syntax::Document* document = nullptr;
  const Tree* tree = nullptr;
  const syntax::Change* change = nullptr;  ///< null: base text
  AmendmentId amendment = kNoId;
};

/// Every declaration by kind, each list by name, then (base before amendments) by place.
struct Declarations {
  std::vector<Declared<syntax::Policy>> headers;
  std::vector<Declared<syntax::Source>> sources;
  std::vector<Declared<syntax::Enumeration>> enumerations;
  std::vector<Declared<syntax::Fact>> facts;
  std::vector<Declared<syntax::Relation>> relations;
  std::vector<Declared<syntax::Set>> sets;
  std::vector<Declared<syntax::Value>> values;
  std::vector<Declared<syntax::Define>> defines;
  std::vector<Declared<syntax::Decision>> decisions;
  std::vector<Declared<syntax::Rule>> rules;
  std::vector<Declared<syntax::Impossible>> impossibles;
  std::vector<Declared<syntax::Amendment>> amendments;  ///< in the order in which they are applied
  std::vector<Declared<syntax::Person>> persons;
};

/// Things that share one name space, so that a bare name is never two of them.
enum class Thing : std::uint8_t { fact, set, value, define, decision, rule, amendment };

struct Named {
  Thing thing = Thing::fact;
  std::uint32_t id = kNoId;
  Span span;
};

/// Where names lead. Keys are views into the source texts.
struct Names {
  template <class T>
  using Map = std::unordered_map<std::string_view, T>;

  Map<Named> items;  ///< facts, sets, values, defines, decisions
  Map<Named> rules;  ///< rules and amendments
  Map<EnumId> enumerations;
  Map<RelationId> relations;
  Map<SourceId> sources;
  Map<std::vector<OutcomeRef>> outcomes;
  Map<std::vector<LinkFactId>> link_facts;
  std::vector<Map<std::uint32_t>> members;  ///< of each enumeration: index into its members
};

inline std::uint64_t item_key(Thing thing, std::uint32_t id) { return static_cast<std::uint64_t>(thing) << 32 | id; }

/// What people may call members, folded, in the order of the alphabet.
struct Called {
  std::string text;
  std::uint32_t member;
  bool is_name;  ///< its name, else a code, label or alias
};

/// What a declaration declares, as messages call it, and where its name stands.
struct NamedThing {
  std::string_view word;
  Span span;
};

/// An error that is not reported if one of these defines is astray.
struct Consequence {
  Diagnostic diagnostic;
  std::vector<DefineId> defines;
};

/// The state of one resolution, and the helpers that every step uses.
struct State {
  const SourceSet& sources;
  const std::vector<syntax::Document>& documents;
  Diagnostics& diagnostics;
  Unread unread = {};  ///< what could not be read, so that an unknown name may be declared there
  Policy policy = {};
  Declarations declarations = {};
  Names names = {};
  std::unordered_map<const syntax::Change*, std::uint32_t> versions = {};  ///< of an inserted or replacing text
  std::vector<Type> define_types = {};  ///< by which to read each of `declarations.defines`
  std::unordered_map<std::uint64_t, const syntax::Change*> inserted_by = {};  ///< by `item_key`
  std::optional<Span> month_arithmetic = {};                     ///< the first place that needs `month ends round …`
  std::vector<std::optional<DurationUnit>> value_families = {};  ///< of each value: days or months, if always the same
  std::unordered_map<std::string, std::uint32_t> interned_sets = {};
  /// Defines about links that name no relation, or read a fact which these links do not have, so that they most likely
  /// name the wrong one: that is reported, and what does not fit to it elsewhere is right.
  std::unordered_set<DefineId> astray = {};
  std::vector<Consequence> consequences = {};
  std::size_t guesses_left = 10'000'000;                        ///< names that may still be compared with misspelt ones
  std::unordered_map<EnumId, std::vector<Called>> called = {};  ///< made for messages
  std::unordered_map<std::string_view, std::vector<EnumId>> enumerations_of_member = {};  ///< made for messages

  /// Reports an error, unless it stands in a declaration that was not read as it was meant.
  void report(Diagnostic diagnostic) {
    if (!unread.is_broken(diagnostic.primary.span)) diagnostics.add(std::move(diagnostic));
  }
  /// Reports a name that leads nowhere, unless it may be the name of something that could not be read.
  void report_unknown(Diagnostic diagnostic) {
    if (!unread.may_declare(sources.text(diagnostic.primary.span))) report(std::move(diagnostic));
  }
  /// Reports, once every text is resolved, what may be a mere consequence of one of these defines (kNoId: none) being
  /// astray; nothing if one is.
  void report_unless_astray(Diagnostic diagnostic, std::vector<DefineId> defines) {
    consequences.push_back({std::move(diagnostic), std::move(defines)});
  }
  /// The known name nearest to a wrong one; nothing after so many wrong names that guessing would take seconds.
  std::optional<std::string> guess(std::string_view wrong, const std::vector<std::string_view>& known);
  /// "vocabulary/ukraine.proviso:3".
  std::string place(Span span) const;
  /// `what` says the kind of the declaration, such as "source".
  void report_duplicate(std::string_view what, const syntax::Name& name, Span other);
  /// One name of two things of different kinds, which `why` says cannot be.
  void report_two_things(std::string_view name, const NamedThing& a, const NamedThing& b, std::string_view why);
  /// Declares a name, or reports that it is taken.
  void declare(Names::Map<Named>& names, const syntax::Name& name, Thing thing, std::uint32_t id);

  Heading heading(const syntax::Name& name, const std::optional<syntax::Text>& label,
                  const std::vector<syntax::Note>& notes, Span span);
  /// What of `notes` accepts findings. Reports names that are no findings.
  std::vector<Acceptance> accepted(const std::vector<syntax::Note>& notes);
  Type type(const syntax::Type& type);
  /// A period, with an error if it ends before it begins.
  Period period(const std::optional<syntax::InForce>& in_force);
  /// The index of a set in `Policy::set_constants`.
  std::uint32_t intern(EnumId enumeration, const Bits& bits);

  std::optional<std::uint32_t> find_member(EnumId enumeration, std::string_view name) const;
  /// Remembers which version a change of an amendment made, and which change brought an item in.
  void note_version(const syntax::Change* change, Thing thing, std::uint32_t id, std::size_t version);
  /// The type of a fact, set, value, define or decision. REQUIRES: it is one of these.
  Type type_of(const Named& item) const;
};

// The steps, in the order in which they run; each in the file that is named for its subject.
void collect_declarations(State& state);
void order_amendments(State& state);
void resolve_header(State& state);
void declare_sources(State& state);
void declare_enumerations(State& state);
void declare_amendments(State& state);
void declare_facts(State& state);
void declare_relations(State& state);
void declare_sets(State& state);
void declare_values(State& state);
void declare_defines(State& state);
void declare_decisions(State& state);
void declare_rules(State& state);
void declare_impossibles(State& state);
void resolve_values(State& state);
void resolve_facts(State& state);
void resolve_defines(State& state);
void resolve_rules(State& state);
void resolve_impossibles(State& state);
void resolve_amendments(State& state);
void report_consequences(State& state);
void check_link_fact_names(State& state);
void check_what_is_read(State& state);
void check_month_ends(State& state);

}  // namespace proviso::resolution
