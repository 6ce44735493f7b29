#include "interpreter/findings_reasons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "interpreter/case_text.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/rebind.hpp"
#include "interpreter/removal.hpp"
#include "interpreter/shrink_case.hpp"

namespace proviso {

namespace {

// So many examples are looked for that show other rules.
constexpr std::size_t kMostRounds = 4;

Removal removal_of(const RuleText& text) { return {Removal::What::rule, text.rule, text.version}; }

NodeId holds_node(const Program& program, const RuleText& text) {
  return program.rules[text.rule].holds_as[text.version];
}

class Example {
 public:
  Example(const Program& program, const RuleText& text, Effort& effort)
      : program_(program), text_(text), effort_(effort) {}

  // The rules that hold in the case and without which the text would change something in it: each alone; if there is
  // none, few of them together.
  std::vector<RuleText> responsible(const Case& c) const {
    const std::vector<RuleText> holding = holding_in(c);
    std::vector<RuleText> result;
    for (const RuleText& other : holding) {
      if (matters(c, {other})) result.push_back(other);
    }
    if (!result.empty() || !matters(c, holding)) return result;
    result = holding;
    for (const RuleText& other : holding) {
      std::vector<RuleText> fewer = result;
      std::erase(fewer, other);
      if (matters(c, fewer)) result = std::move(fewer);
    }
    return result;
  }

 private:
  std::vector<RuleText> holding_in(const Case& c) const {
    std::vector<RuleText> holding;
    auto copy = rebind(c, program_, program_);
    if (!copy) return holding;
    Evaluation values(program_, *copy);
    values.run();
    for (RuleId r = 0; r < program_.rules.size(); ++r) {
      for (std::uint32_t v = 0; v < program_.rules[r].holds_as.size(); ++v) {
        if (RuleText{r, v} == text_) continue;
        for (std::uint32_t p = 0; p < c.people.size(); ++p) {
          if (values.at(program_.rules[r].holds_as[v], p) != 1) continue;
          holding.push_back({r, v});
          break;
        }
      }
    }
    return holding;
  }

  // Without the others it decides something in the case.
  bool matters(const Case& c, const std::vector<RuleText>& others) const {
    if (effort_.spent()) return false;
    effort_.work += 2 * program_.nodes.size();
    std::vector<Removal> removals;
    for (const RuleText& other : others) removals.push_back(removal_of(other));
    const auto with = without(program_, removals);
    removals.push_back(removal_of(text_));
    const auto none = without(program_, removals);
    if (!with || !none) return false;
    auto bound = rebind(c, program_, *with);
    return bound && decides_differently(*with, *none, *bound);
  }

  const Program& program_;
  const RuleText& text_;
  Effort& effort_;
};

// Somebody for whom the text holds, and none of the others.
Claim outside(const Program& program, const RuleText& text, const std::vector<RuleText>& others) {
  Claim claim{{holds_node(program, text)}};
  for (const RuleText& other : others) claim.none.push_back(holds_node(program, other));
  return claim;
}

bool includes(const Program& program, const RuleText& text, const std::vector<RuleText>& others,
              const FindingOptions& options, Effort& effort) {
  return prove_claims(program, {outside(program, text, others)}, options.proof, effort).front() == Verdict::proved;
}

// "on 2024-01-01 anna { poor yes }"
std::string case_words(const Program& program, const Case& c) {
  const std::string block = case_block(program, c, "", "", {});
  std::string words;
  for (std::size_t i = block.find('\n'); i < block.size(); ++i) {
    const bool space = block[i] == ' ' || block[i] == '\n';
    if (!space) {
      words += block[i];
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  while (!words.empty() && words.back() == ' ') words.pop_back();
  // On one line nothing is left open for the next.
  for (std::size_t at = words.find(", }"); at != std::string::npos; at = words.find(", }")) words.erase(at, 1);
  return words;
}

std::string value_words(const Policy& policy, DecisionId id, Value value) {
  const Decision& decision = policy.decisions[id];
  return decision.outcomes[static_cast<std::size_t>(value)].name;
}

std::string rule_names(const Policy& policy, const std::vector<RuleUse>& uses) {
  std::string names;
  for (const RuleUse& use : uses) {
    names += fmt::format("{}`{}`", names.empty() ? ", because of " : ", ", policy.rules[use.rule].name);
  }
  return names;
}

}  // namespace

Case filled(const Program& program, const Case& c) {
  Case result = c;
  for (CasePerson& person : result.people) {
    for (FactId f = 0; f < program.policy.facts.size(); ++f) {
      const Fact& fact = program.policy.facts[f];
      if (person.facts[f] != kUnknown || fact.type.base == BaseType::note) continue;
      const bool may_be_none = fact.none_declared;
      Value value = 0;
      if (may_be_none) {
        value = kNone;
      } else if (fact.only_if != kNoId) {
        continue;
      } else if (fact.type.base == BaseType::date) {
        value = c.as_of;
      } else if (fact.type.base == BaseType::duration) {
        value = make_duration(0, DurationUnit::days);
      } else if (fact.type.base == BaseType::set) {
        const std::size_t members = program.policy.enumerations[fact.type.enumeration].size();
        value = result.sets.intern(fact.type.enumeration, Bits((members + 63) / 64, 0));
      }
      person.facts[f] = value;
      person.given[f] = Given::value;
    }
  }
  auto bound = rebind(result, program, program);
  if (!bound || decide(program, *bound).status != CaseAnswers::Status::decided) return c;
  return *bound;
}

std::optional<DecisionId> decision_of(const Policy& policy, const RuleText& text) {
  const RuleVersion& version = policy.rules[text.rule].versions[text.version];
  if (!version.targets.empty()) return version.targets.front().decision;
  for (const RuleId off : version.switches_off) {
    for (std::uint32_t v = 0; v < policy.rules[off].versions.size(); ++v) {
      if (off == text.rule) continue;
      const auto& targets = policy.rules[off].versions[v].targets;
      if (!targets.empty()) return targets.front().decision;
    }
  }
  return std::nullopt;
}

std::optional<Somebody> somebody_with(const Program& program, const Shown& shown, NodeId holds,
                                      const FindingOptions& options, Effort& effort) {
  if (auto found = find_somebody(program, {{holds}}, options.search, effort)) return found;
  return shown.somebody(holds);
}

std::string example_of(const Program& program, std::optional<Somebody> somebody, NodeId holds,
                       const std::string& holds_words, std::optional<DecisionId> decision,
                       const FindingOptions& options, Effort& effort) {
  if (!somebody) return "";
  const std::uint32_t person = somebody->person;
  Case c = filled(program, somebody->value);
  const auto answered = [&](Case& tried) -> std::optional<CaseAnswers> {
    if (effort.spent()) return std::nullopt;
    effort.work += program.nodes.size();
    Evaluation values(program, tried);
    values.run();
    if (values.at(holds, person) != 1) return std::nullopt;
    CaseAnswers answers = decide(program, tried, options.search);
    if (answers.status != CaseAnswers::Status::decided) return std::nullopt;
    return answers;
  };
  const auto answers = answered(c);
  if (!answers) return "";
  std::string result;
  const Answer* answer = decision ? &answers->people[person].decisions[*decision] : nullptr;
  if (answer != nullptr && answer->in_force && answer->settled) {
    result =
        fmt::format(", and `{}` is `{}`{}", program.policy.decisions[*decision].name,
                    value_words(program.policy, *decision, answer->value), rule_names(program.policy, answer->because));
  }
  const auto keep = [&](Case& tried) {
    const auto now = answered(tried);
    if (!now || answer == nullptr) return now.has_value();
    const Answer& same = now->people[person].decisions[*decision];
    return same.settled == answer->settled && same.value == answer->value;
  };
  const Case small = shrink_case(program, c, person + 1, keep);
  return fmt::format("For example, {}: {} for {}{}.", case_words(program, small), holds_words, small.people[person].id,
                     result);
}

Reasons reasons_of(const Program& program, const Shown& shown, const RuleText& text, const FindingOptions& options,
                   Effort& effort) {
  Reasons reasons;
  const NodeId holds = holds_node(program, text);
  const Example at(program, text, effort);
  auto somebody = somebody_with(program, shown, holds, options, effort);
  reasons.example =
      example_of(program, somebody, holds, fmt::format("`{}` holds", program.policy.rules[text.rule].name),
                 decision_of(program.policy, text), options, effort);
  for (std::size_t round = 0; somebody && round < kMostRounds; ++round) {
    const std::vector<RuleText> more = at.responsible(filled(program, somebody->value));
    if (more.empty()) break;
    reasons.others.insert(reasons.others.end(), more.begin(), more.end());
    somebody = find_somebody(program, outside(program, text, reasons.others), options.search, effort);
    if (!somebody) reasons.complete = includes(program, text, reasons.others, options, effort);
  }
  for (std::size_t i = reasons.others.size(); reasons.complete && reasons.others.size() > 1 && i-- > 0;) {
    std::vector<RuleText> fewer = reasons.others;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (includes(program, text, fewer, options, effort)) reasons.others = std::move(fewer);
  }
  std::sort(reasons.others.begin(), reasons.others.end());
  reasons.others.erase(std::unique(reasons.others.begin(), reasons.others.end()), reasons.others.end());
  return reasons;
}

}  // namespace proviso
