#include <fmt/format.h>

#include <algorithm>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/findings_effects.hpp"

// Rules that never hold, never change anything, or are written twice.
namespace proviso {

namespace {

bool gives(syntax::RuleKind kind) { return kind == syntax::RuleKind::ground || kind == syntax::RuleKind::derivation; }

std::string joined(const std::vector<std::string>& names, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) text += i + 1 == names.size() ? fmt::format(" {} ", last) : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace

std::string Effects::text_words(const RuleText& text) const {
  const Rule& rule = policy_.rules[text.rule];
  return fmt::format("{}the {} `{}`", rule.versions.size() > 1 ? "this text of " : "", rule_kind_word(rule.kind),
                     rule.name);
}

// Every text of it.
bool Effects::is_idle(RuleId rule) const {
  return std::all_of(texts_[rule].begin(), texts_[rule].end(), [](Fate fate) { return fate != Fate::acts; });
}

// If it does nothing, then because something else does nothing.
bool Effects::is_moot(const RuleText& text) const {
  const RuleVersion& v = version(text);
  if (policy_.rules[text.rule].kind == syntax::RuleKind::exception) {
    return v.spares.empty() &&
           std::all_of(v.switches_off.begin(), v.switches_off.end(), [&](RuleId off) { return is_idle(off); });
  }
  return std::all_of(v.targets.begin(), v.targets.end(),
                     [&](const OutcomeRef& target) { return nobody_[target.decision][target.outcome] != 0; });
}

void Effects::examine(const RuleText& text) {
  Fate& fate = texts_[text.rule][text.version];
  const RuleVersion& v = version(text);
  // Of an amendment without effect that is told alone.
  if (fate != Fate::acts || (v.amendment != kNoId && idle_amendments_[v.amendment] != 0)) return;
  const bool moot = is_moot(text);
  if (moot && policy_.rules[text.rule].kind != syntax::RuleKind::exclusion) {
    fate = Fate::moot;
    return;
  }
  const Verdict verdict =
      without_effect({Removal::What::rule, text.rule, text.version}, program_.rules[text.rule].holds_as[text.version]);
  if (verdict == Verdict::proved) fate = moot ? Fate::moot : Fate::idle;
  if (verdict == Verdict::stopped) {
    list_.add_unexamined(v.heading.name_span, fmt::format("whether {} ever changes anything", text_words(text)));
  }
}

// Exceptions last: what they switch off must be known.
void Effects::find_idle() {
  for (const bool exceptions : {false, true}) {
    each_text([&](const RuleText& text) {
      if ((policy_.rules[text.rule].kind == syntax::RuleKind::exception) == exceptions) examine(text);
    });
  }
}

bool Effects::may_be_same(RuleId a, RuleId b) const {
  const Rule &x = policy_.rules[a], &y = policy_.rules[b];
  const auto idle = [&](RuleId rule) {
    return std::all_of(texts_[rule].begin(), texts_[rule].end(), [](Fate fate) { return fate == Fate::idle; });
  };
  if (x.kind != y.kind || x.kind == syntax::RuleKind::derivation || !idle(a) || !idle(b)) return false;
  const RuleVersion& first = x.versions.front();
  const auto alike = [&](const RuleVersion& v) {
    return v.targets == first.targets && v.switches_off == first.switches_off && v.spares == first.spares;
  };
  return std::all_of(x.versions.begin(), x.versions.end(), alike) &&
         std::all_of(y.versions.begin(), y.versions.end(), alike);
}

// Each with the first that it is the same as. Of rules that are the same, each could be left out.
void Effects::find_same() {
  for (RuleId b = 1; b < policy_.rules.size(); ++b) {
    for (RuleId a = 0; a < b; ++a) {
      if (!may_be_same(a, b)) continue;
      const NodeId x = program_.rules[a].holds, y = program_.rules[b].holds;
      const auto verdicts = x == y ? std::vector<Verdict>(2, Verdict::proved) : prove({{{x}, {y}}, {{y}, {x}}});
      if (verdicts[0] != Verdict::proved || verdicts[1] != Verdict::proved) continue;
      same_.emplace_back(a, b);
      break;
    }
  }
}

void Effects::tell_rules() {
  for (const auto& [a, b] : same_) {
    const Rule &first = policy_.rules[a], &second = policy_.rules[b];
    const char* word = rule_kind_word(second.kind);
    Accepted accepted;
    for (const RuleId rule : {a, b}) {
      for (const RuleVersion& v : policy_.rules[rule].versions) accepted.push_back(&v.heading.accepted);
    }
    const NodeId holds = program_.rules[b].holds;
    Diagnostic d{Kind::same_rule,
                 fmt::format("the {0}s `{1}` and `{2}` are the same", word, first.name, second.name),
                 {second.versions.front().heading.name_span, "holds for the same people, on every day"},
                 {{first.versions.front().heading.name_span, fmt::format("as this {}", word)}},
                 {}};
    const std::string example = example_of(program_, somebody_with(program_, shown_, holds, options_, efforts_.telling),
                                           holds, fmt::format("`{}` and `{}` hold", first.name, second.name),
                                           decision_of(policy_, {b, 0}), options_, efforts_.telling);
    if (!example.empty()) d.notes.push_back(example);
    d.notes.push_back(or_accept("Keep one of them, with the citations of both", Kind::same_rule));
    list_.add(std::move(d), accepted);
  }
  each_text([&](const RuleText& text) {
    const Fate fate = texts_[text.rule][text.version];
    const bool told = std::any_of(same_.begin(), same_.end(), [&](const auto& pair) {
      return pair.first == text.rule || pair.second == text.rule;
    });
    if (fate == Fate::never) tell_never(text);
    if (fate == Fate::idle && !told) tell_idle(text);
  });
}

void Effects::tell_never(const RuleText& text) {
  const RuleVersion& v = version(text);
  const RuleNodes& nodes = program_.rules[text.rule];
  Diagnostic d{
      Kind::never_holds, fmt::format("{} can never hold", text_words(text)), {v.heading.name_span, kProved}, {}, {}};
  if (find_somebody(program_, {{nodes.versions[text.version], nodes.tests[text.version]}}, options_.search,
                    efforts_.telling)) {
    d.notes.push_back("Its test can hold: an exception always holds with it, or another text is in force then.");
  }
  d.notes.push_back(or_accept("Mend its test, or delete it", Kind::never_holds));
  list_.add(std::move(d), {&v.heading.accepted});
}

void Effects::tell_idle(const RuleText& text) {
  const Rule& rule = policy_.rules[text.rule];
  const RuleVersion& v = version(text);
  const Kind kind = gives(rule.kind) ? Kind::never_decides : Kind::never_matters;
  Diagnostic d{kind,
               fmt::format("{} never {}: everybody gets the same without it", text_words(text),
                           gives(rule.kind) ? "decides anything" : "matters"),
               {v.heading.name_span, kProved},
               {},
               {}};
  const Reasons reasons = reasons_of(program_, shown_, text, options_, efforts_.telling);
  std::vector<std::string> names;
  for (const RuleText& other : reasons.others) {
    const std::string name = fmt::format("`{}`", policy_.rules[other.rule].name);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    d.secondary.push_back({version(other).heading.name_span, "makes it so"});
  }
  if (!names.empty() && reasons.complete) {
    d.notes.push_back(
        fmt::format("Whenever `{}` holds, {} holds too, so that it changes nothing.", rule.name, joined(names, "or")));
  } else if (!names.empty()) {
    d.notes.push_back(fmt::format("What makes it so: {}.", joined(names, "and")));
  }
  if (!reasons.example.empty()) d.notes.push_back(reasons.example);
  d.notes.push_back(or_accept("Delete it, or mend its test", kind));
  list_.add(std::move(d), {&v.heading.accepted});
}

}  // namespace proviso
