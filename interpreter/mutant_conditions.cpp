#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "interpreter/mutant_list.hpp"

// What can be changed inside conditions and operands.
namespace proviso {

namespace {

class Walk {
 public:
  explicit Walk(MutantList& list) : list_(list), policy_(list.policy()) {}

  void condition(TermId id) {
    const Term& term = policy_.term(id);
    switch (term.kind) {
      case TermKind::conjunction:
      case TermKind::disjunction:
        drop_each(id, term);
        join(id, term);
        each_condition(term);
        break;
      case TermKind::negation:
        condition(policy_.child(term, 0));
        break;
      case TermKind::at_least_of:
        count(id, term);
        each_condition(term);
        break;
      case TermKind::link:
        negate(id, term);
        relations(id, term);
        alike(id, term);
        if (term.child_count > 0) {
          drop(id, term, 0, 1);
          condition(policy_.child(term, 0));
        }
        break;
      case TermKind::comparison:
        negate(id, term);
        comparison(id, term);
        operand(policy_.child(term, 0));
        operand(policy_.child(term, 1));
        break;
      case TermKind::link_is:
        negate(id, term);
        relations(id, term);
        break;
      case TermKind::constant:
        break;
      default:
        negate(id, term);
    }
  }

  void operand(TermId id) {
    const Term& term = policy_.term(id);
    if (term.kind == TermKind::constant) {
      constant(id, term);
    } else if (term.kind == TermKind::choice) {
      choice(id, term);
    } else if (term.kind == TermKind::link_count || term.kind == TermKind::link_extreme) {
      links(id, term);
    } else if (term.kind == TermKind::extreme) {
      extreme(id, term);
      drop_each(id, term);
      for (std::uint32_t i = 0; i < term.child_count; ++i) operand(policy_.child(term, i));
    } else if (term.type.base == BaseType::yes_no && is_condition(term.kind)) {
      condition(id);
    } else {
      for (std::uint32_t i = 0; i < term.child_count; ++i) operand(policy_.child(term, i));
    }
  }

 private:
  static bool is_condition(TermKind kind) {
    return kind == TermKind::conjunction || kind == TermKind::disjunction || kind == TermKind::negation ||
           kind == TermKind::at_least_of || kind == TermKind::link || kind == TermKind::comparison;
  }

  void each_condition(const Term& term) {
    for (std::uint32_t i = 0; i < term.child_count; ++i) condition(policy_.child(term, i));
  }

  void drop_each(TermId id, const Term& term) {
    for (std::uint32_t i = 0; i < term.child_count; ++i) drop(id, term, i, 1);
  }

  void drop(TermId id, const Term& term, std::uint32_t first, std::uint32_t count) {
    const Span span = policy_.term(policy_.child(term, first + count - 1)).span;
    list_.add(MutantKind::drop, span, fmt::format("without {}", list_.quoted(span)), [=](Policy& policy) {
      Term& changed = policy.terms[id];
      std::vector<TermId> kept;
      for (std::uint32_t i = 0; i < changed.child_count; ++i) {
        if (i < first || i >= first + count) kept.push_back(policy.child(changed, i));
      }
      changed.first_child = static_cast<std::uint32_t>(policy.term_children.size());
      changed.child_count = static_cast<std::uint32_t>(kept.size());
      policy.term_children.insert(policy.term_children.end(), kept.begin(), kept.end());
    });
  }

  void join(TermId id, const Term& term) {
    if (term.child_count < 2) return;
    const bool all = term.kind == TermKind::conjunction;
    list_.add(
        MutantKind::join, term.span,
        fmt::format("{} of {} is enough", all ? "any" : "not one, but all", list_.quoted(term.span)),
        [id, all](Policy& policy) { policy.terms[id].kind = all ? TermKind::disjunction : TermKind::conjunction; });
  }

  void count(TermId id, const Term& term) {
    for (const Value changed : {term.value - 1, term.value + 1}) {
      if (changed < 1 || changed > static_cast<Value>(term.child_count)) continue;
      list_.add(MutantKind::threshold, term.span, fmt::format("at least {} becomes at least {}", term.value, changed),
                [id, changed](Policy& policy) { policy.terms[id].value = changed; });
    }
  }

  void negate(TermId id, const Term& term) {
    list_.add(MutantKind::negate, term.span, fmt::format("not {}", list_.quoted(term.span)), [id](Policy& policy) {
      const auto copy = static_cast<TermId>(policy.terms.size());
      policy.terms.push_back(policy.terms[id]);
      Term negation;
      negation.kind = TermKind::negation;
      negation.type = {BaseType::yes_no, kNoId, false};
      negation.span = policy.terms[id].span;
      negation.first_child = static_cast<std::uint32_t>(policy.term_children.size());
      negation.child_count = 1;
      policy.term_children.push_back(copy);
      policy.terms[id] = negation;
    });
  }

  void relations(TermId id, const Term& term) {
    const auto& list = policy_.relation_lists[term.relations];
    for (std::size_t i = 0; list.size() > 1 && i < list.size(); ++i) {
      list_.add(MutantKind::relation, term.span, fmt::format("without {}", policy_.relations[list[i]].heading.name),
                [id, i](Policy& policy) {
                  auto kept = policy.relation_lists[policy.terms[id].relations];
                  kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
                  policy.terms[id].relations = static_cast<std::uint32_t>(policy.relation_lists.size());
                  policy.relation_lists.push_back(std::move(kept));
                });
    }
  }

  void alike(TermId id, const Term& term) {
    if (term.ref == kNoId) return;
    list_.add(MutantKind::relation, term.span, fmt::format("with any {}", policy_.link_facts[term.ref].heading.name),
              [id](Policy& policy) { policy.terms[id].ref = kNoId; });
  }

  // What the links of a person give together.
  void links(TermId id, const Term& term) {
    relations(id, term);
    const bool counts = term.kind == TermKind::link_count;
    if (!counts) {
      extreme(id, term);
      operand(policy_.child(term, 0));
    }
    const std::uint32_t which = counts ? 0 : 1;
    if (term.child_count <= which) return;
    drop(id, term, which, 1);
    condition(policy_.child(term, which));
  }

  void extreme(TermId id, const Term& term) {
    list_.add(MutantKind::comparison, term.span, term.value < 0 ? "the latest" : "the earliest",
              [id](Policy& policy) { policy.terms[id].value = -policy.terms[id].value; });
  }

  // Next to a constant the constant is moved instead: that is the same change.
  void comparison(TermId id, const Term& term) {
    const bool by_constant = policy_.term(policy_.child(term, 1)).kind == TermKind::constant;
    const auto change = [&](Comparison to, const char* words) {
      list_.add(MutantKind::comparison, term.span, fmt::format("{}: {}", list_.quoted(term.span), words),
                [id, to](Policy& policy) { policy.terms[id].comparison = to; });
    };
    switch (term.comparison) {
      case Comparison::less:
        if (!by_constant) change(Comparison::less_or_equal, "the same counts too");
        break;
      case Comparison::less_or_equal:
        if (!by_constant) change(Comparison::less, "the same does not count");
        break;
      case Comparison::greater:
        if (!by_constant) change(Comparison::greater_or_equal, "the same counts too");
        break;
      case Comparison::greater_or_equal:
        if (!by_constant) change(Comparison::greater, "the same does not count");
        break;
      case Comparison::equal_order:
        change(Comparison::less_or_equal, "less counts too");
        change(Comparison::greater_or_equal, "more counts too");
        break;
      case Comparison::includes_any:
        change(Comparison::includes_all, "`includes all of`");
        break;
      case Comparison::includes_all:
        change(Comparison::includes_any, "`includes any of`");
        break;
      case Comparison::includes_only:
        change(Comparison::includes_all, "`includes all of`");
        break;
      case Comparison::is:
      case Comparison::is_not:
      case Comparison::in:
      case Comparison::not_in:
      case Comparison::includes:
        break;
    }
  }

  void constant(TermId id, const Term& term) {
    switch (term.type.base) {
      case BaseType::date:
      case BaseType::number:
      case BaseType::duration:
        list_.add_neighbours(term.span, term.type, term.value,
                             [id](Policy& policy, Value value) { policy.terms[id].value = value; });
        break;
      case BaseType::set:
        if (term.value == kNone) break;
        list_.add_members(term.span, term.type.enumeration, static_cast<std::uint32_t>(term.value),
                          [id](Policy& policy, std::uint32_t constant) { policy.terms[id].value = constant; });
        break;
      default:
        break;
    }
  }

  void choice(TermId id, const Term& term) {
    for (std::uint32_t i = 0; i + 1 < term.child_count; i += 2) {
      drop(id, term, i, 2);
      operand(policy_.child(term, i));
      condition(policy_.child(term, i + 1));
    }
    operand(policy_.child(term, term.child_count - 1));
  }

  MutantList& list_;
  const Policy& policy_;
};

}  // namespace

void add_condition_mutants(MutantList& list, TermId condition) { Walk(list).condition(condition); }
void add_operand_mutants(MutantList& list, TermId operand) { Walk(list).operand(operand); }

}  // namespace proviso
