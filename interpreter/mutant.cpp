#include "interpreter/mutant.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/mutant_list.hpp"
#include "interpreter/removal.hpp"

// What can be changed in the items of a policy.
namespace proviso {

namespace {

template <class T>
void erase_at(std::vector<T>& list, std::size_t i) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
}

class Items {
 public:
  explicit Items(MutantList& list) : list_(list), policy_(list.policy()) {}

  void run() {
    for (SetId s = 0; s < policy_.sets.size(); ++s) set(s);
    for (ValueId v = 0; v < policy_.values.size(); ++v) value(v);
    for (DefineId d = 0; d < policy_.defines.size(); ++d) define(d);
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d) decision(d);
    for (RuleId r = 0; r < policy_.rules.size(); ++r) rule(r);
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) amendment(a);
    for (std::uint32_t i = 0; i < policy_.impossibles.size(); ++i) impossible(i);
  }

 private:
  void set(SetId id) {
    const NamedSet& set = policy_.sets[id];
    list_.begin_item(fmt::format("set `{}`", set.heading.name));
    for (std::size_t v = 0; v < set.versions.size(); ++v) {
      const SetVersion& version = set.versions[v];
      if (version.from > kFirstDay) {
        list_.add_days(set.heading.span, version.from,
                       [id, v](Policy& policy, Days day) { policy.sets[id].versions[v].from = day; });
      }
      list_.add_members(set.heading.span, set.of, version.constant, [id, v](Policy& policy, std::uint32_t constant) {
        policy.sets[id].versions[v].constant = constant;
      });
    }
  }

  void value(ValueId id) {
    const NamedValue& value = policy_.values[id];
    list_.begin_item(fmt::format("value `{}`", value.heading.name));
    for (std::size_t v = 0; v < value.versions.size(); ++v) {
      const ValueVersion& version = value.versions[v];
      if (version.from > kFirstDay) {
        list_.add_days(value.heading.span, version.from,
                       [id, v](Policy& policy, Days day) { policy.values[id].versions[v].from = day; });
      }
      neighbours(value.heading.span, value.type, version.value,
                 [id, v](Policy& policy, Value moved) { policy.values[id].versions[v].value = moved; });
    }
  }

  void neighbours(Span span, const Type& type, Value value, const std::function<void(Policy&, Value)>& set) {
    if (type.base == BaseType::date || type.base == BaseType::number || type.base == BaseType::duration) {
      list_.add_neighbours(span, type, value, set);
    }
  }

  void period(Span span, const Period& period, const std::function<void(Policy&, Days)>& from,
              const std::function<void(Policy&, Days)>& through) {
    if (period.from > kFirstDay) list_.add_days(span, period.from, from);
    if (period.through < kLastDay) list_.add_days(span, period.through, through);
  }

  void define(DefineId id) {
    const Define& define = policy_.defines[id];
    list_.begin_item(fmt::format("define `{}`", define.name));
    for (std::size_t v = 0; v < define.versions.size(); ++v) {
      const DefineVersion& version = define.versions[v];
      period(
          version.heading.name_span, version.in_force,
          [id, v](Policy& policy, Days day) { policy.defines[id].versions[v].in_force.from = day; },
          [id, v](Policy& policy, Days day) { policy.defines[id].versions[v].in_force.through = day; });
      const bool test = define.type.base == BaseType::yes_no && !define.type.or_none &&
                        policy_.term(version.body).kind != TermKind::choice;
      test ? add_condition_mutants(list_, version.body) : add_operand_mutants(list_, version.body);
    }
  }

  void decision(DecisionId id) {
    const Decision& decision = policy_.decisions[id];
    if (decision.yes_no) return;
    list_.begin_item(fmt::format("decision `{}`", decision.name));
    for (std::size_t v = 0; v < decision.versions.size(); ++v) {
      const auto& order = decision.versions[v].order;
      for (std::size_t i = 0; i + 2 < order.size(); ++i) {  // not the last, which is what remains
        list_.add(MutantKind::order, decision.outcomes[order[i]].span,
                  fmt::format("{} before {}", decision.outcomes[order[i + 1]].name, decision.outcomes[order[i]].name),
                  [id, v, i](Policy& policy) {
                    auto& changed = policy.decisions[id].versions[v].order;
                    std::swap(changed[i], changed[i + 1]);
                  });
      }
    }
  }

  void rule(RuleId id) {
    const Rule& rule = policy_.rules[id];
    list_.begin_item(fmt::format("{} `{}`", rule_kind_word(rule.kind), rule.name));
    for (std::size_t v = 0; v < rule.versions.size(); ++v) {
      const RuleVersion& version = rule.versions[v];
      const Span name = version.heading.name_span;
      list_.add(MutantKind::rule, name, "it never holds", [id, v](Policy& policy) {
        RuleVersion& changed = policy.rules[id].versions[v];
        changed.through.clear();
        changed.test = never_true(policy);
      });
      period(
          name, version.in_force,
          [id, v](Policy& policy, Days day) { policy.rules[id].versions[v].in_force.from = day; },
          [id, v](Policy& policy, Days day) { policy.rules[id].versions[v].in_force.through = day; });
      targets(id, v);
      if (version.test != kNoId) {
        list_.add(MutantKind::drop, policy_.term(version.test).span, "it always holds",
                  [id, v](Policy& policy) { policy.rules[id].versions[v].test = kNoId; });
        add_condition_mutants(list_, version.test);
      }
      clauses(id, v);
    }
  }

  template <class T, class Name>
  void one_less(RuleId id, std::size_t v, std::vector<T> RuleVersion::*part, Name name) {
    const auto& list = policy_.rules[id].versions[v].*part;
    for (std::size_t i = 0; list.size() > 1 && i < list.size(); ++i) {
      list_.add(MutantKind::target, policy_.rules[id].versions[v].heading.name_span,
                fmt::format("without {}", name(list[i])),
                [id, v, i, part](Policy& policy) { erase_at(policy.rules[id].versions[v].*part, i); });
    }
  }

  void targets(RuleId id, std::size_t v) {
    const auto outcome = [&](const OutcomeRef& ref) {
      const Decision& decision = policy_.decisions[ref.decision];
      return decision.yes_no ? decision.name : decision.outcomes[ref.outcome].name;
    };
    one_less(id, v, &RuleVersion::targets, outcome);
    one_less(id, v, &RuleVersion::from, [&](const OutcomeRef& ref) { return "from " + outcome(ref); });
    one_less(id, v, &RuleVersion::switches_off, [&](RuleId rule) { return policy_.rules[rule].name; });
  }

  void clauses(RuleId id, std::size_t v) {
    const auto& through = policy_.rules[id].versions[v].through;
    for (std::size_t c = 0; c < through.size(); ++c) {
      const Span span = through[c].span;
      if (through.size() > 1) {
        list_.add(MutantKind::relation, span, fmt::format("without {}", list_.quoted(span)),
                  [id, v, c](Policy& policy) { erase_at(policy.rules[id].versions[v].through, c); });
      }
      const auto& relations = through[c].relations;
      for (std::size_t i = 0; relations.size() > 1 && i < relations.size(); ++i) {
        list_.add(MutantKind::relation, span, fmt::format("without {}", policy_.relations[relations[i]].heading.name),
                  [id, v, c, i](Policy& policy) { erase_at(policy.rules[id].versions[v].through[c].relations, i); });
      }
      if (through[c].condition == kNoId) continue;
      list_.add(MutantKind::drop, policy_.term(through[c].condition).span,
                fmt::format("{} without its condition", list_.quoted(span)),
                [id, v, c](Policy& policy) { policy.rules[id].versions[v].through[c].condition = kNoId; });
      add_condition_mutants(list_, through[c].condition);
    }
  }

  void amendment(AmendmentId id) {
    const Amendment& amendment = policy_.amendments[id];
    list_.begin_item(fmt::format("amendment `{}`", amendment.heading.name));
    const Span name = amendment.heading.name_span;
    list_.add(MutantKind::rule, name, "it never applies",
              [id](Policy& policy) { policy.amendments[id].scope = never_true(policy); });
    list_.add_days(name, amendment.from, [id](Policy& policy, Days day) { policy.amendments[id].from = day; });
    if (amendment.scope != kNoId) {
      list_.add(MutantKind::drop, policy_.term(amendment.scope).span, "it applies to everyone",
                [id](Policy& policy) { policy.amendments[id].scope = kNoId; });
      add_condition_mutants(list_, amendment.scope);
    }
    for (std::size_t e = 0; e < amendment.exceptions.size(); ++e) {
      list_.add(MutantKind::target, name,
                fmt::format("without the exception {}", policy_.rules[amendment.exceptions[e]].name),
                [id, e](Policy& policy) { erase_at(policy.amendments[id].exceptions, e); });
    }
    for (std::size_t c = 0; c < amendment.changes.size(); ++c) change(id, c);
  }

  // The texts that an amendment inserts are versions of their items.
  void change(AmendmentId id, std::size_t c) {
    const Change& change = policy_.amendments[id].changes[c];
    if (change.constant != kNoId) {
      list_.add_members(
          change.span, policy_.sets[change.ref].of, change.constant,
          [id, c](Policy& policy, std::uint32_t constant) { policy.amendments[id].changes[c].constant = constant; });
    } else if (change.kind == syntax::ChangeKind::value_is) {
      neighbours(change.span, policy_.values[change.ref].type, change.value,
                 [id, c](Policy& policy, Value moved) { policy.amendments[id].changes[c].value = moved; });
    }
  }

  void impossible(std::uint32_t id) {
    const Impossible& impossible = policy_.impossibles[id];
    list_.begin_item(fmt::format("impossible `{}`", impossible.heading.name));
    list_.add(MutantKind::rule, impossible.heading.name_span, "it is possible",
              [id](Policy& policy) { policy.impossibles[id].condition = never_true(policy); });
    add_condition_mutants(list_, impossible.condition);
  }

  MutantList& list_;
  const Policy& policy_;
};

}  // namespace

std::optional<Program> compile_mutant(const Program& program, const Mutant& mutant) {
  Policy policy = program.policy;
  mutant.apply(policy);
  Diagnostics diagnostics;
  return compile(std::move(policy), diagnostics, program.sets);
}

std::vector<Mutant> mutants_of(const Policy& policy, const SourceSet& sources) {
  MutantList list(policy, sources);
  Items(list).run();
  return list.take();
}

}  // namespace proviso
