#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolver.hpp"

// What may read what: `only if` reads facts, and neither scopes nor what is impossible depend on a decision.
namespace proviso::resolution {

namespace {

bool is_term(TermId id) { return id != kNoId && id != kBadTerm; }

// Calls `visit` for a term and all below it, in the order of the text.
template <class Visit>
void each_term(const Policy& policy, TermId id, const Visit& visit) {
  if (!is_term(id)) return;
  const Term& term = policy.term(id);
  visit(id, term);
  for (std::uint32_t i = 0; i < term.child_count; ++i) each_term(policy, policy.child(term, i), visit);
}

// Which defines depend on a decision, and over which name in their text.
class DecisionReaders {
 public:
  explicit DecisionReaders(const Policy& policy) : policy_(policy), leads_(policy.defines.size(), kNoId) {
    std::vector<std::vector<std::pair<DefineId, TermId>>> readers(policy.defines.size());
    std::deque<DefineId> open;
    for (DefineId id = 0; id < policy.defines.size(); ++id) {
      for (const DefineVersion& version : policy.defines[id].versions) {
        each_term(policy, version.body, [&](TermId at, const Term& term) {
          if (term.kind == TermKind::define) readers[term.ref].push_back({id, at});
          if (term.kind != TermKind::decision || leads_[id] != kNoId) return;
          leads_[id] = at;
          open.push_back(id);
        });
      }
    }
    while (!open.empty()) {
      const DefineId id = open.front();
      open.pop_front();
      for (const auto& [reader, at] : readers[id]) {
        if (leads_[reader] != kNoId) continue;
        leads_[reader] = at;
        open.push_back(reader);
      }
    }
  }

  /// The names from `root` to a decision, the decision last; empty if there is no such way.
  std::vector<TermId> way(TermId root) const {
    std::vector<TermId> result;
    TermId first = kNoId;
    each_term(policy_, root, [&](TermId at, const Term& term) {
      const bool leads =
          term.kind == TermKind::decision || (term.kind == TermKind::define && leads_[term.ref] != kNoId);
      if (leads && first == kNoId) first = at;
    });
    for (TermId at = first; at != kNoId;) {
      result.push_back(at);
      const Term& term = policy_.term(at);
      at = term.kind == TermKind::define ? leads_[term.ref] : kNoId;
    }
    return result;
  }

 private:
  const Policy& policy_;
  std::vector<TermId> leads_;  ///< of each define: the name in its text that leads to a decision
};

void report_way(State& state, Kind kind, std::string_view reader, const std::vector<TermId>& way,
                std::string_view advice) {
  const Policy& policy = state.policy;
  const auto name = [&](const Term& term) -> const std::string& {
    return term.kind == TermKind::define ? policy.defines[term.ref].name : policy.decisions[term.ref].name;
  };
  std::string walk = fmt::format("{} reads ", reader);
  std::vector<Label> places;
  for (std::size_t i = 0; i < way.size(); ++i) {
    const Term& term = policy.term(way[i]);
    const bool decision = term.kind == TermKind::decision;
    walk += fmt::format("{}the {} `{}`", i == 0 ? "" : ", which reads ", decision ? "decision" : "define", name(term));
    places.push_back({term.span, decision ? "a decision" : fmt::format("reads `{}`", name(term))});
  }
  Label primary = places.front();
  places.erase(places.begin());
  state.report({kind, std::move(walk), std::move(primary), std::move(places), {std::string(advice)}});
}

// -- `only if`
// -----------------------------------------------------------------------------------------------------------

std::vector<bool> changed_items(const Policy& policy, Change::Item item, std::size_t size) {
  std::vector<bool> changed(size, false);
  for (const Amendment& amendment : policy.amendments) {
    for (const Change& change : amendment.changes) {
      if (change.item == item) changed[change.ref] = true;
    }
  }
  return changed;
}

class OnlyIfChecker {
 public:
  explicit OnlyIfChecker(State& state)
      : state_(state),
        changed_sets_(changed_items(state.policy, Change::Item::set, state.policy.sets.size())),
        changed_values_(changed_items(state.policy, Change::Item::value, state.policy.values.size())),
        marks_(state.policy.facts.size(), Mark::fresh) {}

  void check() {
    for (FactId id = 0; id < state_.policy.facts.size(); ++id) check_reads(id);
    for (FactId id = 0; id < state_.policy.facts.size(); ++id) find_cycles(id);
  }

 private:
  enum class Mark : std::uint8_t { fresh, open, done };

  void check_reads(FactId id) {
    const Fact& fact = state_.policy.facts[id];
    each_term(state_.policy, fact.only_if, [&](TermId, const Term& term) {
      const std::string_view text = state_.sources.text(term.span);
      const auto refuse = [&](std::string what, std::string note) {
        state_.report({Kind::only_if_reads,
                       fmt::format("`only if` reads facts of the person, and {}", what),
                       {term.span, "not a fact"},
                       {{fact.heading.name_span, fmt::format("`{}` exists only if this holds", fact.heading.name)}},
                       {std::move(note)}});
      };
      switch (term.kind) {
        case TermKind::define:
          refuse(fmt::format("`{}` is a define", text),
                 "Write the condition of the define out, as far as it reads facts.");
          break;
        case TermKind::decision:
          refuse(fmt::format("`{}` is a decision", text),
                 "What a person is asked cannot depend on what is decided about the person.");
          break;
        case TermKind::link:
        case TermKind::link_count:
        case TermKind::link_extreme:
          refuse("this asks about links to other people", "Test facts of the person alone.");
          break;
        case TermKind::set:
        case TermKind::value:
          if (term.kind == TermKind::set ? changed_sets_[term.ref] : changed_values_[term.ref]) {
            refuse(fmt::format("amendments change `{}`", text),
                   "Whether a fact exists must not depend on the text that governs the person.");
          }
          break;
        default:
          break;
      }
    });
  }

  // Depth first, without recursion: a chain of facts may be long. A fact met again while it is open closes a cycle.
  void find_cycles(FactId start) {
    if (marks_[start] == Mark::fresh) open(start);
    while (!way_.empty()) {
      Step& step = way_.back();
      if (step.next == step.reads.size()) {
        marks_[step.fact] = Mark::done;
        way_.pop_back();
        continue;
      }
      const FactId read = state_.policy.term(step.reads[step.next++]).ref;
      if (marks_[read] == Mark::fresh)
        open(read);
      else if (marks_[read] == Mark::open)
        report_cycle(read);
    }
  }

  void open(FactId id) {
    marks_[id] = Mark::open;
    way_.push_back({id, {}, 0});
    each_term(state_.policy, state_.policy.facts[id].only_if, [&](TermId at, const Term& term) {
      if (term.kind == TermKind::fact && !term.other) way_.back().reads.push_back(at);
    });
  }

  void report_cycle(FactId id) {
    const auto begin = std::find_if(way_.begin(), way_.end(), [&](const Step& step) { return step.fact == id; });
    std::string walk;
    std::vector<Label> places;
    for (auto step = begin; step != way_.end(); ++step) {
      const Term& name = state_.policy.term(step->reads[step->next - 1]);
      const std::string& fact = state_.policy.facts[step->fact].heading.name;
      const std::string& read = state_.policy.facts[name.ref].heading.name;
      walk += fmt::format("{}`{}` exists only if `{}` says so", step == begin ? "" : ", ", fact, read);
      places.push_back({name.span, fmt::format("`{}` depends on `{}`", fact, read)});
    }
    Label primary = places.front();
    places.erase(places.begin());
    state_.report({Kind::only_if_cycle,
                   fmt::format("whether these facts exist depends on themselves: {}", walk),
                   std::move(primary),
                   std::move(places),
                   {"Take one `only if` out, or let it read another fact."}});
  }

  State& state_;
  std::vector<bool> changed_sets_, changed_values_;
  std::vector<Mark> marks_;
  struct Step {
    FactId fact;
    std::vector<TermId> reads;
    std::size_t next;  ///< index into `reads` of the next one to follow
  };
  std::vector<Step> way_;
};

// -- Scopes
// --------------------------------------------------------------------------------------------------------------

constexpr std::string_view kScopeAdvice =
    "To whom an amendment applies is settled before anything is decided. Test the facts that the decision rests on.";

// An exception to an amendment is part of its scope, and so are the exceptions to that exception.
void check_scopes(State& state, const DecisionReaders& readers) {
  const Policy& policy = state.policy;
  std::vector<std::vector<RuleId>> exceptions_to(policy.rules.size());
  for (RuleId id = 0; id < policy.rules.size(); ++id) {
    for (const RuleVersion& version : policy.rules[id].versions) {
      for (const RuleId limited : version.switches_off) exceptions_to[limited].push_back(id);
    }
  }
  std::vector<bool> seen(policy.rules.size(), false);
  for (const Amendment& amendment : policy.amendments) {
    const auto way = readers.way(amendment.scope);
    if (!way.empty()) {
      report_way(state, Kind::scope_reads_decision,
                 fmt::format("the scope of the amendment `{}`", amendment.heading.name), way, kScopeAdvice);
    }
    std::vector<RuleId> open = amendment.exceptions;
    while (!open.empty()) {
      const RuleId id = open.back();
      open.pop_back();
      if (seen[id]) continue;
      seen[id] = true;
      open.insert(open.end(), exceptions_to[id].begin(), exceptions_to[id].end());
      for (const RuleVersion& version : policy.rules[id].versions) {
        const auto exception_way = readers.way(version.test);
        if (exception_way.empty()) continue;
        report_way(state, Kind::scope_reads_decision,
                   fmt::format("the exception `{}`, which tells whom the amendment `{}` spares,", policy.rules[id].name,
                               amendment.heading.name),
                   exception_way, kScopeAdvice);
      }
    }
  }
}

void check_impossibles(State& state, const DecisionReaders& readers) {
  for (const Impossible& impossible : state.policy.impossibles) {
    const auto way = readers.way(impossible.condition);
    if (way.empty()) continue;
    report_way(
        state, Kind::impossible_reads_decision, fmt::format("the impossible `{}`", impossible.heading.name), way,
        "`impossible` says which facts cannot go together; what is decided follows from the facts. Test facts and "
        "links.");
  }
}

}  // namespace

void check_what_is_read(State& state) {
  OnlyIfChecker(state).check();
  const DecisionReaders readers(state.policy);
  check_scopes(state, readers);
  check_impossibles(state, readers);
}

void check_month_ends(State& state) {
  if (!state.month_arithmetic || state.policy.month_ends != MonthEnds::unstated) return;
  if (state.declarations.headers.empty()) return;
  state.report(
      {Kind::month_ends_missing,
       "this counts in months, and the policy does not say what happens where a month is too short",
       {*state.month_arithmetic, "counts in months or years"},
       {{state.declarations.headers.front().tree->name.span, "the header of the policy"}},
       {"Write `month ends round down` in the header, and 1 month after 2023-01-31 is 2023-02-28.",
        "Write `month ends round up`, and it is 2023-03-01.", "Birthdays on 29 February follow the same rule."}});
}

}  // namespace proviso::resolution
