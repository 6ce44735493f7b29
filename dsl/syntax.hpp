#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dsl/date.hpp"
#include "dsl/source.hpp"

// The syntax tree: one `Document` for each file, in the order of the text, with nothing resolved. Names are views into
// the text of the `SourceSet`, which must outlive the document. `docs/language.md` has the grammar; each struct below
// bears the name of its rule there.
namespace proviso::syntax {

struct Name {
  std::string_view text;
  Span span;
};

/// A quoted string, its escapes undone. The span includes the quotes.
struct Text {
  std::string value;
  Span span;
};

struct DateLiteral {
  Days days = 0;
  Span span;
};

// -- Conditions and operands ------------------------------------------------------------------------------------------

using ExprId = std::uint32_t;
inline constexpr ExprId kNoExpr = ~ExprId{0};

enum class ExprKind : std::uint8_t {
  // conditions
  conjunction,  ///< children joined by `and`
  disjunction,  ///< children joined by `or`
  negation,     ///< `not` child
  group,        ///< ( child )
  all_of,       ///< all of { children }
  any_of,
  none_of,
  at_least_of,  ///< `number` of the children
  link,         ///< is NAME someone|no one [with the same `same`] [where child]; `someone` tells which
  comparison,   ///< `compare` child[0] child[1]
  // operands; one that is yes/no is a condition too
  name,         ///< a bare name
  others_name,  ///< other's NAME
  number_of,    ///< number of NAME [where child]
  as_of,
  date,      ///< `number` = Days
  number,    ///< `number`
  duration,  ///< `number` of `unit`
  yes,
  no,
  none,
  members,           ///< { children }, each a `name`
  shift,             ///< child[0] (a duration, or the name after `the`) after/before child[1]; `after` tells which
  span,              ///< whole `unit` from child[0] to child[1]
  extreme,           ///< the earliest|latest of { children }; `latest` tells which
  extreme_of_links,  ///< the earliest|latest child[0] among NAME [where child[1]]
};

enum class Compare : std::uint8_t {
  before,
  after,
  on,
  on_or_before,
  on_or_after,
  at_least,
  at_most,
  more_than,
  less_than,
  is,
  is_not,
  in,
  not_in,
  includes,
  includes_any_of,
  includes_all_of,
  includes_only,
};

enum class Unit : std::uint8_t { days, weeks, months, years };

struct Expr {
  ExprKind kind;
  Compare compare = Compare::is;  ///< comparison
  Unit unit = Unit::days;         ///< duration, span
  bool someone = true;            ///< link: `someone`, else `no one`
  bool after = true;              ///< shift: `after`, else `before`
  bool latest = false;            ///< extreme, extreme_of_links: `latest`, else `earliest`
  Span span;
  Span op;                        ///< comparison: the comparing words; else the first word of the expression
  std::uint32_t first_child = 0;  ///< into `Document::children`
  std::uint32_t child_count = 0;
  std::int64_t number = 0;
  Name name{};
  Name same{};  ///< link: the fact in which the links agree; empty if none is named
};

// -- Parts of declarations
// ---------------------------------------------------------------------------------------------

/// `in force from D to and including D`; either end may be open.
struct InForce {
  Span span;
  std::optional<DateLiteral> from;
  std::optional<DateLiteral> through;
};

/// `cites SOURCE "words"`, `note "…"` or `accept FINDING "why"`.
struct Note {
  Span span;
  std::optional<Name> source;   ///< set for `cites`
  std::optional<Name> accepts;  ///< set for `accept`: the finding
  std::optional<Text> text;     ///< the quoted words (may be absent), the note, or why
};

enum class BaseType : std::uint8_t { yes_no, date, number, duration, note, set_of, named };

struct Type {
  BaseType base = BaseType::yes_no;
  Name name{};  ///< set_of, named
  bool or_none = false;
  Span span;
};

/// `always`, `if C`, `if C unless D`, `unless D`.
struct Test {
  bool always = false;
  ExprId condition = kNoExpr;
  ExprId unless = kNoExpr;
  Span span;
};

struct Target {
  Name outcome;
  std::optional<Name> decision;  ///< `in decision NAME`
};

// -- Declarations
// ------------------------------------------------------------------------------------------------------ Every
// declaration has `span` (from its first word to its last) and `keyword` (its first word).

struct Policy {
  Span span, keyword;
  Name name;
  Text title;
  std::vector<Text> authority, basis;
  std::vector<InForce> in_force;  ///< more than one is an error that the resolver tells
  struct MonthEndsClause {
    MonthEnds rule;
    Span span;
  };
  std::vector<MonthEndsClause> month_ends;
  std::vector<Note> notes;  ///< `accept` only, as in all that cites nothing
};

struct Use {
  Span span, keyword;
  Text path;
};

struct Source {
  Span span, keyword;
  Name name;
  Text title;
  std::vector<Text> publisher, file, url;
  std::vector<DateLiteral> dated;
  std::vector<Note> notes;
};

struct Alias {
  Text text;
  std::optional<Name> cites;
};

struct Member {
  Span span;
  Name name;
  std::optional<Text> label;
  std::optional<Text> code;
  std::vector<Alias> aliases;
  std::vector<Member> parts;
  bool has_parts = false;  ///< braces were written
};

struct Enumeration {
  Span span, keyword;
  bool regions = false;  ///< `regions`, else `kind`
  Name name;
  std::optional<Text> label;
  std::vector<Member> members;
  std::vector<Note> notes;
};

struct Fact {
  Span span, keyword;
  bool judgement = false;
  Name name;
  std::optional<Type> type;  ///< absent only in a judgement: yes/no
  ExprId only_if = kNoExpr;
  ExprId default_value = kNoExpr;
  std::optional<Text> label;
  std::optional<Text> decided_by;  ///< set for a judgement
  std::vector<Note> notes;
};

enum class RelationForm : std::uint8_t { plain, mutual, acyclic, inverse };

struct LinkFact {
  Span span;
  Name name;
  Type type;
  ExprId default_value = kNoExpr;
  std::optional<Text> label;
};

struct Relation {
  Span span, keyword;
  std::vector<Name> names;
  RelationForm form = RelationForm::plain;
  std::optional<Name> inverse_of;
  std::optional<Name> with;  ///< `acyclic with NAME`
  std::optional<Text> label;
  std::vector<LinkFact> facts;
  std::vector<Note> notes;
};

/// One version of a set or value; the first has no date.
struct Version {
  std::optional<DateLiteral> from;
  ExprId value = kNoExpr;  ///< `members` for a set
};

struct Set {
  Span span, keyword;
  Name name;
  Name of;
  std::optional<Text> label;
  bool supplied = false;
  std::vector<Version> versions;
  std::vector<Note> notes;
};

struct Value {
  Span span, keyword;
  Name name;
  std::optional<Type> type;
  std::optional<Text> label;
  bool supplied = false;
  ExprId default_value = kNoExpr;  ///< of a supplied one
  std::vector<Version> versions;
  std::vector<Note> notes;
};

/// One line of `the first of { … }`; `otherwise` if `condition` is kNoExpr.
struct Option {
  ExprId value = kNoExpr;
  ExprId condition = kNoExpr;
  Span span;
};

/// `through R, S if C` of a derivation, or of a define about links.
struct Through {
  Span span;
  std::vector<Name> relations;
  std::optional<Test> test;
};

struct Define {
  Span span, keyword;
  Name name;
  std::optional<Type> type;  ///< `as TYPE is …`; else yes/no by `test`
  std::optional<Text> label;
  std::optional<InForce> in_force;
  Test test;
  std::vector<Through> through;  ///< about links: which ones; one without a test before the `is` of a value
  ExprId value = kNoExpr;        ///< `as TYPE is OPERAND`
  std::vector<Option> options;   ///< `as TYPE is the first of { … }`
  std::vector<Note> notes;
};

struct Outcome {
  Name name;
  std::optional<Text> label;
  bool otherwise = false;
  Span span;
};

struct Decision {
  Span span, keyword;
  Name name;
  std::optional<Text> label;
  bool yes_no = false;
  std::vector<Outcome> outcomes;
  std::vector<Note> notes;
};

enum class RuleKind : std::uint8_t { ground, derivation, exclusion, exception };

struct Rule {
  Span span, keyword;
  RuleKind kind = RuleKind::ground;
  Name name;
  std::vector<Target> targets;     ///< ground and derivation: one; exclusion: one or more
  std::vector<Target> from;        ///< derivation: the outcomes of the other person; empty: the rule's own target
  std::vector<Name> switched_off;  ///< exception: the rules or amendments that it limits
  std::optional<Text> label;
  std::optional<InForce> in_force;
  Test test;                     ///< not for a derivation
  std::vector<Through> through;  ///< derivation
  std::vector<Note> notes;
};

struct Impossible {
  Span span, keyword;
  Name name;
  std::optional<Text> label;
  ExprId condition = kNoExpr;
  std::vector<Note> notes;
};

enum class ChangeKind : std::uint8_t { insert, replace, repeal, set_is, add_to, remove_from, value_is };

struct Change {
  Span span, keyword;
  ChangeKind kind;
  std::optional<std::variant<Rule, Define, Decision>> body;  ///< insert, replace
  std::optional<Name> word;                                  ///< repeal: the word before the name, such as `exclusion`
  Name name{};                                               ///< repeal, set_is, add_to, remove_from, value_is
  ExprId value = kNoExpr;                                    ///< `members`, or the literal
  std::vector<Note> notes;                                   ///< of all but insert and replace, whose body has them
};

struct Amendment {
  Span span, keyword;
  Name name;
  std::optional<Text> label;
  DateLiteral from;
  std::vector<Name> after;
  std::optional<Test> applies;
  std::vector<Note> notes;
  std::vector<Change> changes;
};

// -- Persons and cases
// -------------------------------------------------------------------------------------------------

struct Entry {
  Span span;
  Name name;  ///< a fact, or a relation when `to` is set
  bool unknown = false;
  std::optional<Name> to;
  std::vector<Entry> link_facts;
  ExprId value = kNoExpr;
};

struct Person {
  Span span, keyword;
  Name name;
  std::optional<Text> label;
  std::vector<Entry> entries;
};

struct CasePerson {
  Span span;
  Name name;
  std::optional<Name> like;
  std::vector<Entry> entries;
};

/// `person.fact` or `person.relation[I].fact`.
struct Path {
  Span span;
  Name person;
  Name name;  ///< the fact, or the relation when `link_fact` is set
  std::int64_t index = 0;
  std::optional<Name> link_fact;
};

struct Expect {
  Span span;
  std::vector<Name> impossible;  ///< not empty: the case cannot be, by these; and the rest is not there
  Name person;
  Name decision;
  bool undetermined = false;
  bool has_missing = false;
  std::vector<Path> missing;
  ExprId value = kNoExpr;
  std::vector<Name> because;
  std::vector<Name> derived_from;
};

struct Given {
  Span span;
  Name name;
  ExprId value = kNoExpr;
};

struct Case {
  Span span, keyword;
  Text title;
  DateLiteral on;
  std::vector<Text> notes;
  std::vector<Given> given;
  std::vector<CasePerson> persons;
  std::vector<Expect> expectations;
};

using Declaration = std::variant<Policy, Use, Source, Enumeration, Fact, Relation, Set, Value, Define, Decision, Rule,
                                 Impossible, Amendment, Person, Case>;

/// One parsed file. Immutable after parsing. If the file had errors, `declarations` holds those that were understood.
struct Document {
  FileId file = 0;
  std::vector<Declaration> declarations;
  std::vector<Expr> exprs;
  std::vector<ExprId> children;

  const Expr& expr(ExprId id) const { return exprs[id]; }
  ExprId child(const Expr& e, std::uint32_t i) const { return children[e.first_child + i]; }
};

}  // namespace proviso::syntax
