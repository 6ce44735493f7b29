#include <fmt/format.h>

#include <algorithm>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/findings_effects.hpp"

// Outcomes that nobody gets, definitions that are never `yes`, and what is impossible anyhow.
namespace proviso {

void Effects::tell_outcomes() {
  for (DecisionId d = 0; d < policy_.decisions.size(); ++d) {
    for (std::uint32_t o = 0; o < policy_.decisions[d].outcomes.size(); ++o) {
      if (nobody_[d][o] != 0) tell_outcome(d, o);
    }
  }
}

void Effects::tell_outcome(DecisionId id, std::uint32_t o) {
  const Decision& decision = policy_.decisions[id];
  const Outcome& outcome = decision.outcomes[o];
  const Heading& heading = decision.versions.back().heading;
  Diagnostic d{Kind::nobody_gets,
               fmt::format("nobody can get `{}` of the decision `{}`", outcome.name, decision.name),
               {decision.yes_no ? heading.name_span : outcome.span, kProved},
               {},
               {}};
  const auto& order = decision.versions.back().order;
  const auto& supports = program_.decisions[id].supports[o];
  NodeId holding = kNoNode;
  std::string name;
  for (const RuleId rule : supports) {
    const auto& fates = texts_[rule];
    const bool never = std::all_of(fates.begin(), fates.end(), [](Fate fate) { return fate == Fate::never; });
    d.secondary.push_back({policy_.rules[rule].versions.front().heading.name_span,
                           never ? "for it, and can never hold" : "for it, and always outweighed"});
    if (never || holding != kNoNode) continue;
    holding = program_.rules[rule].holds;
    name = policy_.rules[rule].name;
  }
  if (!order.empty() && order.back() == o) {
    d.notes.push_back("Everybody gets an outcome that stands before it.");
  } else if (supports.empty()) {
    d.notes.push_back("No ground and no derivation is for it.");
  } else if (holding != kNoNode) {
    const std::string example =
        example_of(program_, somebody_with(program_, shown_, holding, options_, efforts_.telling), holding,
                   fmt::format("`{}` holds", name), id, options_, efforts_.telling);
    if (!example.empty()) d.notes.push_back(example);
  }
  d.notes.push_back(or_accept("Mend the rules for it, or take it out of the decision", Kind::nobody_gets));
  Accepted accepted;
  for (const DecisionVersion& version : decision.versions) accepted.push_back(&version.heading.accepted);
  list_.add(std::move(d), accepted);
}

void Effects::tell_defines() {
  for (DefineId id = 0; id < policy_.defines.size(); ++id) {
    if (never_yes_[id] == 0) continue;
    const Define& define = policy_.defines[id];
    Accepted accepted;
    for (const DefineVersion& version : define.versions) accepted.push_back(&version.heading.accepted);
    list_.add({Kind::never_holds,
               fmt::format("the definition `{}` is never `yes`", define.name),
               {define.versions.front().heading.name_span, kProved},
               {},
               {or_accept("Mend its test, or delete it", Kind::never_holds)}},
              accepted);
  }
}

void Effects::find_impossibles() {
  if (part_ != nullptr && !part_->impossibles) return;
  for (std::uint32_t i = 0; i < policy_.impossibles.size(); ++i) {
    if (shown_.refuses_alone(i)) continue;
    const Heading& heading = policy_.impossibles[i].heading;
    const Verdict verdict = without_effect({Removal::What::impossible, i, 0}, kNoNode);
    if (verdict == Verdict::stopped) {
      list_.add_unexamined(heading.name_span,
                           fmt::format("whether the `impossible` `{}` rules anything out", heading.name));
    }
    if (verdict != Verdict::proved) continue;
    list_.add({Kind::never_holds,
               fmt::format("the `impossible` `{}` rules nothing out", heading.name),
               {heading.name_span, kProved},
               {},
               {"Its condition never holds, or another `impossible` or `only if` rules the same out.",
                or_accept("Mend its condition, or delete it", Kind::never_holds)}},
              {&heading.accepted});
  }
}

}  // namespace proviso
