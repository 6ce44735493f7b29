#include "dsl/resolve_targets.hpp"

#include <fmt/format.h>

#include "dsl/resolve_messages.hpp"

// Which outcome of which decision a rule is about.
namespace proviso::resolution {

namespace {

constexpr std::uint32_t kYes = 1;

std::optional<OutcomeRef> outcome_of(const State& state, DecisionId id, std::string_view name) {
  const Decision& decision = state.policy.decisions[id];
  if (decision.yes_no) {
    if (decision.name != name) return std::nullopt;
    return OutcomeRef{id, kYes};
  }
  const auto member = state.find_member(decision.enumeration, name);
  if (!member) return std::nullopt;
  return OutcomeRef{id, *member};
}

void report_not_an_outcome(State& state, const syntax::Name& name, DecisionId id) {
  const Decision& decision = state.policy.decisions[id];
  Diagnostic d{Kind::unknown_outcome,
               fmt::format("`{}` is not an outcome of {}", name.text, decision.name),
               {name.span, "not an outcome"},
               {},
               {}};
  if (decision.yes_no) {
    d.notes.push_back(fmt::format("`{}` is yes or no: rules for it name it, `for {}`.", decision.name, decision.name));
  } else {
    std::vector<std::string_view> known;
    std::vector<std::string> shown;
    for (const Outcome& outcome : decision.outcomes) known.push_back(outcome.name);
    for (const Outcome& outcome : decision.outcomes) shown.push_back(outcome.name);
    if (const auto near = state.guess(name.text, known)) d.primary.text = fmt::format("did you mean `{}`?", *near);
    d.notes.push_back(fmt::format("Its outcomes are {}, declared in {}.", listed(shown),
                                  state.place(decision.versions.front().heading.name_span)));
  }
  state.report_unknown(std::move(d));
}

// A name that no decision has as an outcome, and that is no yes/no decision.
void report_no_outcome(State& state, const syntax::Name& name) {
  Diagnostic d{Kind::unknown_outcome,
               fmt::format("no decision has an outcome `{}`", name.text),
               {name.span, "not an outcome"},
               {},
               {}};
  const auto item = state.names.items.find(name.text);
  if (item != state.names.items.end() && item->second.thing == Thing::decision) {
    const Decision& decision = state.policy.decisions[item->second.id];
    std::vector<std::string> shown;
    for (const Outcome& outcome : decision.outcomes) shown.push_back(outcome.name);
    d.message = fmt::format("`{}` is a decision with several outcomes: which one?", name.text);
    d.primary.text = "a decision";
    d.notes.push_back(fmt::format("Name an outcome: {}.", listed(shown, "or")));
  } else {
    std::vector<std::string_view> known;
    for (const Decision& decision : state.policy.decisions) {
      if (decision.yes_no) known.push_back(decision.name);
      for (const Outcome& outcome : decision.outcomes) {
        if (!decision.yes_no) known.push_back(outcome.name);
      }
    }
    if (const auto near = state.guess(name.text, known)) d.primary.text = fmt::format("did you mean `{}`?", *near);
    if (item != state.names.items.end()) {
      d.notes.push_back(fmt::format("`{}` is a {}, declared in {}.", name.text, thing_word(state, item->second),
                                    state.place(item->second.span)));
    }
    d.notes.push_back("A rule names an outcome of a decision, or a yes/no decision.");
  }
  state.report_unknown(std::move(d));
}

std::vector<OutcomeRef> candidates(const State& state, std::string_view name) {
  std::vector<OutcomeRef> result;
  const auto outcomes = state.names.outcomes.find(name);
  if (outcomes != state.names.outcomes.end()) result = outcomes->second;
  const auto item = state.names.items.find(name);
  if (item != state.names.items.end() && item->second.thing == Thing::decision &&
      state.policy.decisions[item->second.id].yes_no) {
    result.push_back({item->second.id, kYes});
  }
  return result;
}

}  // namespace

std::optional<OutcomeRef> resolve_target(State& state, const syntax::Target& target, DecisionId home) {
  const syntax::Name& name = target.outcome;
  if (target.decision) {
    const auto item = state.names.items.find(target.decision->text);
    if (item == state.names.items.end() || item->second.thing != Thing::decision) {
      report_unknown_decision(state, *target.decision);
      return std::nullopt;
    }
    const auto outcome = outcome_of(state, item->second.id, name.text);
    if (!outcome) report_not_an_outcome(state, name, item->second.id);
    return outcome;
  }
  if (home != kNoId) {
    if (const auto outcome = outcome_of(state, home, name.text)) return outcome;
  }
  const std::vector<OutcomeRef> found = candidates(state, name.text);
  if (found.empty()) {
    if (home != kNoId) {
      report_not_an_outcome(state, name, home);
    } else {
      report_no_outcome(state, name);
    }
    return std::nullopt;
  }
  if (found.size() == 1 && home == kNoId) return found.front();
  std::vector<std::string> decisions;
  std::vector<Label> places;
  for (const OutcomeRef& ref : found) {
    const Decision& decision = state.policy.decisions[ref.decision];
    decisions.push_back(decision.name);
    places.push_back(
        {decision.yes_no ? decision.versions.front().heading.name_span : decision.outcomes[ref.outcome].span,
         fmt::format("of {}", decision.name)});
  }
  state.report({Kind::ambiguous_outcome,
                home == kNoId
                    ? fmt::format("`{}` is an outcome of {}: of which one here?", name.text, listed(decisions))
                    : fmt::format("`{}` is not an outcome of {}, but of {}", name.text,
                                  state.policy.decisions[home].name, listed(decisions)),
                {name.span, "of which decision?"},
                std::move(places),
                {fmt::format("Write `{} in decision {}`.", name.text, decisions.front())}});
  return std::nullopt;
}

}  // namespace proviso::resolution
