#include "tests/reference/random_draft.hpp"

#include <algorithm>

namespace proviso::reference {

Speech Draft::speech(std::size_t readable, bool pure_only) const {
  Speech speech;
  const auto add = [&](const std::vector<Named>& names, bool of_other) {
    speech.own.insert(speech.own.end(), names.begin(), names.end());
    if (of_other) speech.other.insert(speech.other.end(), names.begin(), names.end());
  };
  add(vocabulary.facts, true);
  add(vocabulary.sets, true);
  add(vocabulary.values, true);
  add(vocabulary.supplied, false);
  for (std::size_t i = 0; i < std::min(readable, items.size()); ++i) {
    if (pure_only && !items[i].pure) continue;
    add({items[i].named, items[i].named}, true);
  }
  for (std::size_t r = 0; r < vocabulary.relations.size(); ++r) speech.relations.push_back(r);
  return speech;
}

std::string Draft::period(int percent) {
  if (!random.chance(percent)) return "";
  const std::string date = vocabulary.date(random);
  return random.chance(50) ? "\n  in force from " + date : "\n  in force to and including " + date;
}

std::string Draft::test(const DraftDefine& define) { return conditions(define.readable, define.pure).test(random); }

std::string Draft::choice(const DraftDefine& define) {
  const ConditionWriter writer = conditions(define.readable, define.pure);
  std::string text = "as " + type_text(vocabulary, define.named) + period(5) + " is ";
  if (random.chance(20)) return text + writer.operand(define.named, random);
  text += "the first of {\n";
  for (int i = random.between(1, 2); i > 0; --i) {
    text += "  " + writer.operand(define.named, random);
    text += "\n    if " + writer.condition(random, 1) + ",\n";
  }
  return text + "  " + writer.operand(define.named, random) + " otherwise,\n}";
}

std::string Draft::of_links(const DraftDefine& define) {
  // What is said of links reads only what was said before it, also where an amendment says it anew.
  const auto number = [](const Named& named) { return std::stoi(named.name.substr(2)); };
  Vocabulary earlier = vocabulary;
  for (RandomRelation& r : earlier.relations) {
    std::erase_if(r.defines, [&](const Named& other) { return number(other) >= number(define.named); });
  }
  const ConditionWriter writer(earlier, speech(0, true));
  const auto relation = static_cast<std::size_t>(define.relation);
  Strings names = vocabulary.relations[relation].all_names();
  std::string all = names.front();
  for (std::size_t i = 1; i < names.size(); ++i) all += ", " + names[i];
  const auto date = [&] { return random.chance(20) ? std::string("none") : writer.link_date(relation, random); };
  if (define.named.sort == Sort::date) {
    const std::string first = date();
    const std::string condition = writer.link_condition(relation, random);
    const std::string second = date();
    return "as date or none\n  through " + all + "\n  is the first of {\n  " + first + "\n    if (" + condition +
           "),\n  " + second + " otherwise,\n}";
  }
  if (random.chance(50)) names = {all};
  std::string text;
  for (const std::string& name : names) {
    text += "\n  through " + name;
    if (random.chance(80)) text += "\n    if (" + writer.link_condition(relation, random) + ")";
  }
  return text;
}

std::string order_text(const Strings& outcomes) {
  std::string text = "the first of {\n";
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    text += "  " + outcomes[i] + (i + 1 == outcomes.size() ? " otherwise" : "") + ",\n";
  }
  return text + "}";
}

Strings targets(const DraftDecision& decision) {
  if (decision.yes_no()) return {decision.name};
  return {decision.outcomes.begin(), decision.outcomes.end() - 1};
}

}  // namespace proviso::reference
