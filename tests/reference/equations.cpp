#include "tests/reference/equations.hpp"

#include <algorithm>

#include "tests/reference/texts.hpp"

// The text in force, sets, values and defines. Rules and decisions: equations_of_rules.cpp.
namespace proviso::reference {

using Kind = Node::Kind;
using syntax::ChangeKind;

Equations::Equations(const Book& book, const Case& c, const Completion& completion, const ReadNode& read)
    : book_(book),
      case_(c),
      read_(read),
      conditions_(book, c, completion, [this](std::string_view name, const Context& at) { return item(name, at); }) {}

Value Equations::of(const Node& node) const {
  switch (node.kind) {
    case Kind::active:
      return active(node);
    case Kind::rule_text:
    case Kind::define_text:
    case Kind::decision_text:
      return text(node);
    case Kind::set:
      return set(node);
    case Kind::value:
      return value(node);
    case Kind::define:
      return define(node);
    case Kind::holds:
      return holds(node);
    case Kind::available:
      return available(node);
    case Kind::chosen:
      return chosen(node);
    case Kind::decision:
      return decision_value(node);
  }
  return Gap{};
}

Value Equations::item(std::string_view name, const Context& context) const {
  const Kind kind = book_.sets.contains(name)      ? Kind::set
                    : book_.values.contains(name)  ? Kind::value
                    : book_.defines.contains(name) ? Kind::define
                                                   : Kind::decision;
  int link = -1;
  if (kind == Kind::define && is_about_links(book_, name)) {
    link = static_cast<int>(context.link - case_.people[static_cast<std::size_t>(context.person)].links.data());
  }
  return read_({kind, name, {}, context.person, context.stage, link});
}

// -- Text in force

Value Equations::active(const Node& node) const {
  const auto& amendment = book_.amendments[static_cast<std::size_t>(node.stage) - 1];
  if (amendment->from.days > case_.as_of) return false;
  const int before = node.stage - 1;
  std::vector<Value> parts;
  if (amendment->applies) {
    parts.push_back(conditions_.test(amendment.document, *amendment->applies, {node.person, before, nullptr}));
  }
  parts.push_back(opposite(exception_holds(amendment->name.text, node.person, before)));
  return all_of(parts);
}

Value Equations::text(const Node& node) const {
  if (node.stage == 0) {
    const auto in_base = [&](const auto& texts) {
      return made_by(texts.at(node.item), Number{0}, case_.as_of) != nullptr;
    };
    const bool there = node.kind == Kind::rule_text     ? in_base(book_.rules)
                       : node.kind == Kind::define_text ? in_base(book_.defines)
                                                        : in_base(book_.decisions);
    return there ? Value(Number{0}) : Value(Absent{});
  }
  Node before = node;
  --before.stage;
  const Value old = read_(before);
  const auto& amendment = book_.amendments[static_cast<std::size_t>(node.stage) - 1];
  const syntax::Change* change = change_to(*amendment.body, node.kind, node.item);
  if (change == nullptr) return old;
  const Value active = read_({Kind::active, {}, {}, node.person, node.stage});
  if (reference::holds<Gap>(old) || unusable(active)) return Gap{};
  if (!is_true(active)) return old;
  if (change->kind == ChangeKind::insert) return Number{node.stage};
  if (reference::holds<Absent>(old)) return old;
  return change->kind == ChangeKind::replace ? Value(Number{node.stage}) : Value(Absent{});
}

Value Equations::set(const Node& node) const {
  const Text<syntax::Set>& declared = book_.sets.at(node.item);
  const Enumeration* kind = &book_.kinds.at(declared->of.text);
  if (node.stage == 0) {
    if (declared->supplied) return conditions_.slot(case_.supplied.at(node.item));
    return literal(version_on(declared.document, declared->versions, case_.as_of), kind);
  }
  const Value old = read_({Kind::set, node.item, {}, node.person, node.stage - 1});
  const auto& amendment = book_.amendments[static_cast<std::size_t>(node.stage) - 1];
  const syntax::Change* change = change_to(*amendment.body, Kind::set, node.item);
  if (change == nullptr) return old;
  const Value active = read_({Kind::active, {}, {}, node.person, node.stage});
  if (reference::holds<Gap>(old) || unusable(active)) return Gap{};
  if (!is_true(active)) return old;
  const Set members = std::get<Set>(literal(amendment.at(change->value), kind));
  if (change->kind == ChangeKind::set_is || !reference::holds<Set>(old)) return members;
  const Set& before = std::get<Set>(old);
  return change->kind == ChangeKind::add_to ? unite(before, members) : subtract(before, members);
}

Value Equations::value(const Node& node) const {
  const Text<syntax::Value>& declared = book_.values.at(node.item);
  const Enumeration* kind = kind_of(book_, declared->type);
  if (node.stage == 0) {
    if (declared->supplied) return conditions_.slot(case_.supplied.at(node.item));
    return literal(version_on(declared.document, declared->versions, case_.as_of), kind);
  }
  const Value old = read_({Kind::value, node.item, {}, node.person, node.stage - 1});
  const auto& amendment = book_.amendments[static_cast<std::size_t>(node.stage) - 1];
  const syntax::Change* change = change_to(*amendment.body, Kind::value, node.item);
  if (change == nullptr) return old;
  const Value active = read_({Kind::active, {}, {}, node.person, node.stage});
  if (reference::holds<Gap>(old) || unusable(active)) return Gap{};
  return is_true(active) ? literal(amendment.at(change->value), kind) : old;
}

const Text<syntax::Rule>* Equations::rule(std::string_view name, int person, int stage) const {
  return made_by(book_.rules.at(name), read_({Kind::rule_text, name, {}, person, stage}), case_.as_of);
}

const Text<syntax::Decision>* Equations::decision(std::string_view name, int person, int stage) const {
  return made_by(book_.decisions.at(name), read_({Kind::decision_text, name, {}, person, stage}), case_.as_of);
}

// -- Defines

Value Equations::define(const Node& node) const {
  const Value governing = read_({Kind::define_text, node.item, {}, node.person, node.stage});
  const auto& texts = book_.defines.at(node.item);
  const Text<syntax::Define>* in_force_now = made_by(texts, governing, case_.as_of);
  const auto& links = case_.people[static_cast<std::size_t>(node.person)].links;
  Value result = reference::holds<Gap>(governing) ? Value(Gap{}) : Value(Absent{});
  for (const Text<syntax::Define>& text : texts) {
    if (text.amendment > node.stage) continue;
    const Context context{node.person, node.stage,
                          node.link < 0 ? nullptr : &links[static_cast<std::size_t>(node.link)]};
    const Value value = define_body(text, context);
    if (&text == in_force_now) result = unusable(value) ? Value(Gap{}) : value;
  }
  return result;
}

Value Equations::define_body(const Text<syntax::Define>& define, const Context& context) const {
  const Enumeration* kind = kind_of(book_, define->type);
  if (!define->options.empty()) return choice(define, context, kind);
  if (define->value != syntax::kNoExpr) return conditions_.operand(define.at(define->value), context, kind);
  if (!define->through.empty()) return define_of_links(define, context);
  return conditions_.test(define.document, define->test, context);
}

// Some clause names the link's relation, and its test holds.
Value Equations::define_of_links(const Text<syntax::Define>& define, const Context& context) const {
  std::vector<Value> ways;
  for (const syntax::Through& clause : define->through) {
    const bool named = std::any_of(clause.relations.begin(), clause.relations.end(),
                                   [&](const syntax::Name& name) { return name.text == context.link->relation; });
    if (!named) continue;
    ways.push_back(clause.test ? conditions_.test(define.document, *clause.test, context) : Value(true));
  }
  return any_of(ways);
}

// The first option whose condition is true. The conditions up to it are needed, and its value.
Value Equations::choice(const Text<syntax::Define>& define, const Context& context, const Enumeration* kind) const {
  std::optional<Value> result;
  for (const syntax::Option& option : define->options) {
    const bool otherwise = option.condition == syntax::kNoExpr;
    const Value condition = otherwise ? Value(true) : conditions_.condition(define.at(option.condition), context);
    const Value value = conditions_.operand(define.at(option.value), context, kind);
    if (result) continue;
    if (unusable(condition)) result = Gap{};
    if (is_true(condition)) result = value;
  }
  return result.value_or(Gap{});
}

}  // namespace proviso::reference
