#include "tests/reference/equations.hpp"

#include <algorithm>

namespace proviso::reference {

namespace {

using Kind = Node::Kind;
using syntax::ChangeKind;

Value all_of(const std::vector<Value>& values) {
  if (std::any_of(values.begin(), values.end(), unusable)) return Gap{};
  return std::all_of(values.begin(), values.end(), is_true);
}

Value any_of(const std::vector<Value>& values) {
  if (std::any_of(values.begin(), values.end(), unusable)) return Gap{};
  return std::any_of(values.begin(), values.end(), is_true);
}

Value opposite(const Value& value) { return unusable(value) ? Value(Gap{}) : Value(!is_true(value)); }

// The change that an amendment makes to an item of a sort; null if it makes none.
const syntax::Change* change_to(const syntax::Amendment& amendment, Kind sort, std::string_view name) {
  for (const syntax::Change& change : amendment.changes) {
    if (change.body) {
      const Kind made = std::holds_alternative<syntax::Rule>(*change.body)     ? Kind::rule_text
                        : std::holds_alternative<syntax::Define>(*change.body) ? Kind::define_text
                                                                               : Kind::decision_text;
      if (made == sort && std::visit([](const auto& b) { return b.name.text; }, *change.body) == name) return &change;
      continue;
    }
    if (change.name.text != name) continue;
    Kind touched = change.kind == ChangeKind::value_is ? Kind::value : Kind::set;
    if (change.kind == ChangeKind::repeal) {
      const std::string_view word = change.word->text;
      touched = word == "define"  ? Kind::define_text
                : word == "set"   ? Kind::set
                : word == "value" ? Kind::value
                                  : Kind::rule_text;
    }
    if (touched == sort) return &change;
  }
  return nullptr;
}

// The version of a set or value that is in force on a day: the last that has begun.
Place version_on(const syntax::Document* document, const std::vector<syntax::Version>& versions, Days day) {
  const syntax::Version* last = &versions.front();
  for (const syntax::Version& version : versions) {
    if (version.from && version.from->days <= day) {
      if (!last->from || last->from->days <= version.from->days) last = &version;
    }
  }
  return {document, last->value};
}

template <class T>
const Text<T>* made_by(const std::vector<Text<T>>& texts, const Value& governing, Days day) {
  if (!reference::holds<Number>(governing)) return nullptr;
  for (const Text<T>& text : texts) {
    if (text.amendment != std::get<Number>(governing).count) continue;
    if constexpr (requires { text->in_force; }) {
      if (!in_force(text->in_force, day)) continue;
    }
    return &text;
  }
  return nullptr;
}

}  // namespace

bool targets(const Book& book, const syntax::Rule& rule, const Outcome& outcome) {
  return std::any_of(rule.targets.begin(), rule.targets.end(),
                     [&](const syntax::Target& target) { return resolve(book, target) == outcome; });
}

std::vector<Outcome> sources_of(const Book& book, const syntax::Rule& derivation) {
  std::vector<Outcome> sources;
  const Outcome own = resolve(book, derivation.targets.front());
  for (const syntax::Target& from : derivation.from) sources.push_back(resolve(book, from, own.decision));
  if (sources.empty()) sources.push_back(own);
  return sources;
}

Equations::Equations(const Book& book, const Case& c, const Completion& completion, const ReadNode& read)
    : book_(book),
      case_(c),
      read_(read),
      conditions_(book, c, completion, [this](std::string_view name, int p, int i) { return item(name, p, i); }) {}

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

Value Equations::item(std::string_view name, int person, int stage) const {
  const Kind kind = book_.sets.contains(name)      ? Kind::set
                    : book_.values.contains(name)  ? Kind::value
                    : book_.defines.contains(name) ? Kind::define
                                                   : Kind::decision;
  return read_({kind, name, {}, person, stage});
}

// -- Text in force
// -----------------------------------------------------------------------------------------------------

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
  if (!is_true(active) || reference::holds<Absent>(old)) return old;
  if (change->kind == ChangeKind::repeal) return Absent{};
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
  if (!is_true(active) || reference::holds<Absent>(old)) return old;
  return change->kind == ChangeKind::repeal ? Value(Absent{}) : literal(amendment.at(change->value), kind);
}

const Text<syntax::Rule>* Equations::rule(std::string_view name, int person, int stage) const {
  return made_by(book_.rules.at(name), read_({Kind::rule_text, name, {}, person, stage}), case_.as_of);
}

const Text<syntax::Decision>* Equations::decision(std::string_view name, int person, int stage) const {
  return made_by(book_.decisions.at(name), read_({Kind::decision_text, name, {}, person, stage}), case_.as_of);
}

// -- Defines
// -------------------------------------------------------------------------------------------------------------

Value Equations::define(const Node& node) const {
  const Value governing = read_({Kind::define_text, node.item, {}, node.person, node.stage});
  const auto& texts = book_.defines.at(node.item);
  const Text<syntax::Define>* in_force_now = made_by(texts, governing, case_.as_of);
  Value result = reference::holds<Gap>(governing) ? Value(Gap{}) : Value(Absent{});
  for (const Text<syntax::Define>& text : texts) {
    if (text.amendment > node.stage) continue;
    const Value value = define_body(text, node.person, node.stage);
    if (&text == in_force_now) result = unusable(value) ? Value(Gap{}) : value;
  }
  return result;
}

Value Equations::define_body(const Text<syntax::Define>& define, int person, int stage) const {
  const Context context{person, stage, nullptr};
  const Enumeration* kind = kind_of(book_, define->type);
  if (!define->options.empty()) return choice(define, context, kind);
  if (define->value != syntax::kNoExpr) return conditions_.operand(define.at(define->value), context, kind);
  return conditions_.test(define.document, define->test, context);
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

// -- Rules
// ---------------------------------------------------------------------------------------------------------------

Value Equations::exception_holds(std::string_view limited, int person, int stage) const {
  std::vector<Value> hold;
  for (const auto& [name, texts] : book_.rules) {
    const auto limits = [&](const Text<syntax::Rule>& text) {
      return std::any_of(text->switched_off.begin(), text->switched_off.end(),
                         [&](const syntax::Name& target) { return target.text == limited; });
    };
    if (std::none_of(texts.begin(), texts.end(), limits)) continue;
    const Value governing = read_({Kind::rule_text, name, {}, person, stage});
    const Text<syntax::Rule>* text = made_by(texts, governing, case_.as_of);
    const Value holds = read_({Kind::holds, name, {}, person, stage});
    if (reference::holds<Gap>(governing)) hold.push_back(Gap{});
    if (text != nullptr && limits(*text)) hold.push_back(holds);
  }
  return any_of(hold);
}

Value Equations::holds(const Node& node) const {
  const Value governing = read_({Kind::rule_text, node.item, {}, node.person, node.stage});
  const auto& texts = book_.rules.at(node.item);
  const Text<syntax::Rule>* in_force_now = made_by(texts, governing, case_.as_of);
  std::vector<Value> parts;
  for (const Text<syntax::Rule>& text : texts) {
    if (text.amendment > node.stage) continue;
    const Value test = rule_test(text, node.person, node.stage);
    if (&text == in_force_now) parts.push_back(test);
  }
  parts.push_back(opposite(exception_holds(node.item, node.person, node.stage)));
  if (reference::holds<Gap>(governing)) return Gap{};
  return in_force_now == nullptr ? Value(false) : all_of(parts);
}

Value Equations::rule_test(const Text<syntax::Rule>& rule, int person, int stage) const {
  if (rule->kind == syntax::RuleKind::derivation) return derivation_test(rule, person, stage);
  return conditions_.test(rule.document, rule->test, {person, stage, nullptr});
}

Value Equations::through_holds(const Text<syntax::Rule>& rule, const syntax::Through& through, int person, int stage,
                               const Link& link) const {
  const bool meant = std::any_of(through.relations.begin(), through.relations.end(),
                                 [&](const syntax::Name& name) { return name.text == link.relation; });
  if (!meant) return false;
  return through.test ? conditions_.test(rule.document, *through.test, {person, stage, &link}) : Value(true);
}

Value Equations::derivation_test(const Text<syntax::Rule>& rule, int person, int stage) const {
  std::vector<Value> ways;
  for (const syntax::Through& through : rule->through) {
    for (const Link& link : case_.people[static_cast<std::size_t>(person)].links) {
      const auto meant = [&](const syntax::Name& name) { return name.text == link.relation; };
      if (std::none_of(through.relations.begin(), through.relations.end(), meant)) continue;
      std::vector<Value> outcomes;
      for (const Outcome& from : sources_of(book_, *rule.body)) {
        outcomes.push_back(read_({Kind::chosen, from.decision, from.name, link.other, stage}));
      }
      ways.push_back(all_of({through_holds(rule, through, person, stage, link), any_of(outcomes)}));
    }
  }
  return any_of(ways);
}

// -- Decisions
// -----------------------------------------------------------------------------------------------------------

Value Equations::available(const Node& node) const {
  const Outcome outcome{node.item, node.outcome};
  std::vector<Value> support, exclude;
  for (const auto& [name, texts] : book_.rules) {
    const auto about = [&](const Text<syntax::Rule>& text) { return targets(book_, *text.body, outcome); };
    if (std::none_of(texts.begin(), texts.end(), about)) continue;
    const Value governing = read_({Kind::rule_text, name, {}, node.person, node.stage});
    const Text<syntax::Rule>* text = made_by(texts, governing, case_.as_of);
    const Value holds = read_({Kind::holds, name, {}, node.person, node.stage});
    if (reference::holds<Gap>(governing)) support.push_back(Gap{});
    if (text == nullptr || !about(*text)) continue;
    ((*text)->kind == syntax::RuleKind::exclusion ? exclude : support).push_back(holds);
  }
  return all_of({any_of(support), opposite(any_of(exclude))});
}

namespace {

std::vector<std::string_view> order_of(const syntax::Decision& decision) {
  if (decision.yes_no) return {"yes", "no"};
  std::vector<std::string_view> order;
  for (const syntax::Outcome& outcome : decision.outcomes) order.push_back(outcome.name.text);
  return order;
}

}  // namespace

// Available, and no outcome before it is. The last is always available.
Value Equations::chosen(const Node& node) const {
  const auto& texts = book_.decisions.at(node.item);
  const Value governing = read_({Kind::decision_text, node.item, {}, node.person, node.stage});
  const Text<syntax::Decision>* in_force_now = made_by(texts, governing, case_.as_of);
  Value result = reference::holds<Gap>(governing) ? Value(Gap{}) : Value(Absent{});
  for (const Text<syntax::Decision>& text : texts) {
    const auto order = order_of(*text.body);
    const auto place = std::find(order.begin(), order.end(), node.outcome);
    std::vector<Value> parts;
    for (auto o = order.begin(); o != place; ++o) {
      parts.push_back(opposite(read_({Kind::available, node.item, *o, node.person, node.stage})));
    }
    if (place == order.end()) {
      parts = {false};
    } else if (place + 1 != order.end()) {
      parts.push_back(read_({Kind::available, node.item, *place, node.person, node.stage}));
    }
    if (&text == in_force_now) result = all_of(parts);
  }
  return result;
}

Value Equations::decision_value(const Node& node) const {
  const auto& texts = book_.decisions.at(node.item);
  const Value governing = read_({Kind::decision_text, node.item, {}, node.person, node.stage});
  const bool yes_no = texts.front()->yes_no;
  const auto outcomes = yes_no ? std::vector<std::string_view>{"yes", "no"} : book_.outcomes.at(node.item).leaves;
  std::vector<Value> all;
  Value result = None{};
  for (const std::string_view outcome : outcomes) {
    all.push_back(read_({Kind::chosen, node.item, outcome, node.person, node.stage}));
    if (is_true(all.back())) result = yes_no ? Value(outcome == "yes") : Value(Member{outcome});
  }
  if (reference::holds<Absent>(governing)) return Absent{};
  return std::any_of(all.begin(), all.end(), unusable) ? Value(Gap{}) : result;
}

}  // namespace proviso::reference
