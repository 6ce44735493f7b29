#include "tests/reference/book.hpp"

#include <algorithm>
#include <set>

namespace proviso::reference {

namespace {

using syntax::Document;

std::vector<std::string_view> add_members(Enumeration& kind, const std::vector<syntax::Member>& members) {
  std::vector<std::string_view> all;
  for (const syntax::Member& member : members) {
    std::vector<std::string_view> leaves = {member.name.text};
    if (member.has_parts) {
      leaves = add_members(kind, member.parts);
    } else {
      kind.leaves.push_back(member.name.text);
      kind.spellings[std::string(member.name.text)] = member.name.text;
      if (member.label) kind.spellings[member.label->value] = member.name.text;
      if (member.code) kind.spellings[member.code->value] = member.name.text;
      for (const syntax::Alias& alias : member.aliases) kind.spellings[alias.text.value] = member.name.text;
    }
    kind.names[member.name.text] = leaves;
    all.insert(all.end(), leaves.begin(), leaves.end());
  }
  return all;
}

// By date, then `after`; amendments that neither orders touch nothing in common, so their names may.
std::vector<Text<syntax::Amendment>> in_order(std::vector<Text<syntax::Amendment>> open) {
  std::sort(open.begin(), open.end(), [](const auto& a, const auto& b) {
    return std::pair(a->from.days, a->name.text) < std::pair(b->from.days, b->name.text);
  });
  std::vector<Text<syntax::Amendment>> ordered;
  std::set<std::string_view> done;
  while (!open.empty()) {
    auto next = std::find_if(open.begin(), open.end(), [&](const auto& amendment) {
      return amendment->from.days == open.front()->from.days &&
             std::all_of(amendment->after.begin(), amendment->after.end(),
                         [&](const syntax::Name& name) { return done.contains(name.text); });
    });
    if (next == open.end()) next = open.begin();
    done.insert((*next)->name.text);
    next->amendment = static_cast<int>(ordered.size()) + 1;
    ordered.push_back(*next);
    open.erase(next);
  }
  return ordered;
}

struct Indexer {
  Book& book;
  const Document* document;
  int amendment = 0;

  template <class T>
  Text<T> text(const T& body) const {
    return {document, &body, amendment};
  }
  void operator()(const syntax::Policy& policy) const {
    book.policy = &policy;
    if (!policy.month_ends.empty()) book.month_ends = policy.month_ends.front().rule;
    if (!policy.in_force.empty()) {
      const syntax::InForce& period = policy.in_force.front();
      if (period.from) book.first_day = period.from->days;
      if (period.through) book.last_day = period.through->days;
    }
  }
  void operator()(const syntax::Enumeration& enumeration) const {
    add_members(book.kinds[enumeration.name.text], enumeration.members);
  }
  void operator()(const syntax::Fact& fact) const { book.facts[fact.name.text] = text(fact); }
  void operator()(const syntax::Relation& relation) const {
    for (const syntax::Name& name : relation.names) {
      const bool inverse = relation.form == syntax::RelationForm::inverse;
      book.relations[name.text] = {text(relation), inverse ? relation.inverse_of->text : name.text, inverse,
                                   &relation.facts};
    }
  }
  void operator()(const syntax::Set& set) const { book.sets[set.name.text] = text(set); }
  void operator()(const syntax::Value& value) const { book.values[value.name.text] = text(value); }
  void operator()(const syntax::Define& define) const { book.defines[define.name.text].push_back(text(define)); }
  void operator()(const syntax::Decision& decision) const {
    book.decisions[decision.name.text].push_back(text(decision));
    Enumeration& outcomes = book.outcomes[decision.name.text];
    for (const syntax::Outcome& outcome : decision.outcomes) {
      if (outcomes.names.emplace(outcome.name.text, std::vector{outcome.name.text}).second) {
        outcomes.leaves.push_back(outcome.name.text);
      }
    }
  }
  void operator()(const syntax::Rule& rule) const { book.rules[rule.name.text].push_back(text(rule)); }
  void operator()(const syntax::Impossible& impossible) const { book.impossibles.push_back(text(impossible)); }
  void operator()(const syntax::Amendment& declared) const { book.amendments.push_back(text(declared)); }
  void operator()(const syntax::Use&) const {}
  void operator()(const syntax::Source&) const {}
  void operator()(const syntax::Person&) const {}
  void operator()(const syntax::Case&) const {}
};

std::vector<std::string_view> names_in(Place members, const Enumeration* kind) {
  std::vector<std::string_view> leaves;
  for (std::uint32_t i = 0; i < members->child_count; ++i) {
    const auto& named = kind->names.at(members.child(i)->name.text);
    leaves.insert(leaves.end(), named.begin(), named.end());
  }
  return leaves;
}

}  // namespace

Book make_book(const std::vector<Document>& documents) {
  Book book;
  for (const Document& document : documents) {
    book.documents.push_back(&document);
    for (const syntax::Declaration& declaration : document.declarations)
      std::visit(Indexer{book, &document}, declaration);
  }
  for (auto& [name, relation] : book.relations) {
    if (relation.inverse) relation.facts = book.relations.at(relation.base).facts;
  }
  book.amendments = in_order(std::move(book.amendments));
  for (const auto& amendment : book.amendments) {
    for (const syntax::Change& change : amendment->changes) {
      if (change.body) std::visit(Indexer{book, amendment.document, amendment.amendment}, *change.body);
    }
  }
  return book;
}

Outcome resolve(const Book& book, const syntax::Target& target, std::string_view preferred) {
  const std::string_view name = target.outcome.text;
  constexpr std::string_view kYes = "yes";
  if (const auto own = book.outcomes.find(preferred); !target.decision && own != book.outcomes.end()) {
    if (own->second.names.contains(name)) return {preferred, name};
  }
  if (const auto named = book.decisions.find(name); !target.decision && named != book.decisions.end()) {
    if (named->second.front()->yes_no) return {name, kYes};
  }
  if (target.decision) {
    const bool yes_no = book.decisions.at(target.decision->text).front()->yes_no;
    return {target.decision->text, yes_no ? kYes : name};
  }
  for (const auto& [decision, outcomes] : book.outcomes) {
    if (outcomes.names.contains(name)) return {decision, name};
  }
  return {};
}

bool in_force(const std::optional<syntax::InForce>& period, Days day) {
  if (!period) return true;
  if (period->from && day < period->from->days) return false;
  return !period->through || day <= period->through->days;
}

const Enumeration* kind_of(const Book& book, const std::optional<syntax::Type>& type) {
  if (!type || (type->base != syntax::BaseType::named && type->base != syntax::BaseType::set_of)) return nullptr;
  return &book.kinds.at(type->name.text);
}

Duration duration(std::int64_t count, syntax::Unit unit) {
  switch (unit) {
    case syntax::Unit::days:
      return {count, false};
    case syntax::Unit::weeks:
      return {7 * count, false};
    case syntax::Unit::months:
      return {count, true};
    case syntax::Unit::years:
      return {12 * count, true};
  }
  return {};
}

Value literal(Place place, const Enumeration* kind) {
  switch (place->kind) {
    case syntax::ExprKind::yes:
      return true;
    case syntax::ExprKind::no:
      return false;
    case syntax::ExprKind::date:
      return Date{place->number};
    case syntax::ExprKind::number:
      return Number{place->number};
    case syntax::ExprKind::duration:
      return duration(place->number, place->unit);
    case syntax::ExprKind::members:
      return make_set(names_in(place, kind));
    case syntax::ExprKind::name:
      return Member{place->name.text};
    default:
      return None{};
  }
}

bool is_about(const Book& book, std::string_view define, std::string_view relation) {
  const auto found = book.defines.find(define);
  if (found == book.defines.end()) return false;
  const auto& clauses = found->second.front()->through;
  return std::any_of(clauses.begin(), clauses.end(), [&](const syntax::Through& clause) {
    return std::any_of(clause.relations.begin(), clause.relations.end(),
                       [&](const syntax::Name& name) { return name.text == relation; });
  });
}

bool is_about_links(const Book& book, std::string_view define) {
  const auto found = book.defines.find(define);
  return found != book.defines.end() && !found->second.front()->through.empty();
}

bool counts_links(const Book& book, Place place) {
  return place->child_count != 0 || book.relations.contains(place->name.text) || is_about_links(book, place->name.text);
}

}  // namespace proviso::reference
