#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/syntax.hpp"
#include "tests/reference/value.hpp"

// The declarations of a policy found by name: an index of the syntax trees, with nothing worked out.
namespace proviso::reference {

/// A condition, an operand or a literal, where it is written.
struct Place {
  const syntax::Document* document = nullptr;
  syntax::ExprId id = syntax::kNoExpr;

  explicit operator bool() const { return id != syntax::kNoExpr; }
  const syntax::Expr& operator*() const { return document->expr(id); }
  const syntax::Expr* operator->() const { return &document->expr(id); }
  Place child(std::uint32_t i) const { return {document, document->child(**this, i)}; }
};

/// A declaration, where it is written. `amendment` counts from 1 in the order of application; 0 is the base text.
template <class T>
struct Text {
  const syntax::Document* document = nullptr;
  const T* body = nullptr;
  int amendment = 0;
  const T* operator->() const { return body; }
  Place at(syntax::ExprId id) const { return {document, id}; }
};

/// The members of a kind or of regions, or the outcomes of a decision.
struct Enumeration {
  std::vector<std::string_view> leaves;
  std::map<std::string_view, std::vector<std::string_view>> names;  ///< a leaf or a group -> the leaves it stands for
  std::map<std::string, std::string_view> spellings;  ///< name, label, code or alias of a leaf -> the leaf
};

struct Relation {
  Text<syntax::Relation> text;
  std::string_view base;  ///< the relation that an `inverse of` inverts; else its own name
  bool inverse = false;
  const std::vector<syntax::LinkFact>* facts = nullptr;
};

template <class T>
using Table = std::map<std::string_view, T>;

struct Book {
  const syntax::Policy* policy = nullptr;
  MonthEnds month_ends = MonthEnds::unstated;
  Days first_day = kFirstDay;
  Days last_day = kLastDay;
  std::vector<const syntax::Document*> documents;

  Table<Enumeration> kinds;
  Table<Text<syntax::Fact>> facts;
  Table<Relation> relations;
  Table<Text<syntax::Set>> sets;
  Table<Text<syntax::Value>> values;
  Table<std::vector<Text<syntax::Define>>> defines;
  Table<std::vector<Text<syntax::Decision>>> decisions;
  Table<std::vector<Text<syntax::Rule>>> rules;
  Table<Enumeration> outcomes;                      ///< of every text of a decision
  std::vector<Text<syntax::Amendment>> amendments;  ///< A1 is the first
  std::vector<Text<syntax::Impossible>> impossibles;
};

Book make_book(const std::vector<syntax::Document>& documents);

/// The decision and outcome that a target means; a yes/no decision has the outcomes `yes` and `no`.
struct Outcome {
  std::string_view decision, name;
  friend auto operator<=>(const Outcome&, const Outcome&) = default;
};
/// A name that several decisions have is looked for in `preferred` first.
Outcome resolve(const Book& book, const syntax::Target& target, std::string_view preferred = {});

/// Whether a define says something of links of this relation.
bool is_about(const Book& book, std::string_view define, std::string_view relation);
bool is_about_links(const Book& book, std::string_view define);
/// `number of R`, where R is no set.
bool counts_links(const Book& book, Place place);

bool in_force(const std::optional<syntax::InForce>& period, Days day);
/// The kind that a type names; null for others.
const Enumeration* kind_of(const Book& book, const std::optional<syntax::Type>& type);
/// A declared literal. A group stands for its leaves.
Value literal(Place place, const Enumeration* kind);
Duration duration(std::int64_t count, syntax::Unit unit);

}  // namespace proviso::reference
