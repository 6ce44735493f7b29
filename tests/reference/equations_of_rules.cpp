#include <algorithm>

#include "tests/reference/equations.hpp"
#include "tests/reference/texts.hpp"

namespace proviso::reference {

using Kind = Node::Kind;

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

// -- Rules

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
  const Context context{person, stage, &link};
  std::vector<Value> meant;
  for (const syntax::Name& name : through.relations) {
    const bool named = name.text == link.relation || is_about(book_, name.text, link.relation);
    if (named) meant.push_back(conditions_.is_meant(name.text, context));
  }
  if (meant.empty()) return false;
  const Value test = through.test ? conditions_.test(rule.document, *through.test, context) : Value(true);
  return all_of({any_of(meant), test});
}

Value Equations::derivation_test(const Text<syntax::Rule>& rule, int person, int stage) const {
  std::vector<Value> ways;
  for (const syntax::Through& through : rule->through) {
    for (const Link& link : case_.people[static_cast<std::size_t>(person)].links) {
      const auto meant = [&](const syntax::Name& name) {
        return name.text == link.relation || is_about(book_, name.text, link.relation);
      };
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
