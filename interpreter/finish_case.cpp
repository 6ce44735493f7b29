#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "interpreter/case.hpp"
#include "interpreter/evaluate.hpp"

namespace proviso {

namespace {

// A constant of the policy as a value of the case.
Value constant_of(const Program& program, Case& c, const Type& type, Value value) {
  if (type.base != BaseType::set || value == kNone) return value;
  return c.sets.intern(type.enumeration, program.policy.set_constants[static_cast<std::size_t>(value)]);
}

class Finisher {
 public:
  Finisher(const Program& program, Case& c) : program_(program), policy_(program.policy), case_(c) {}

  std::vector<CaseProblem> run() {
    if (case_.as_of < policy_.in_force_from || case_.as_of > policy_.in_force_through) {
      problems_.push_back({CaseProblem::Kind::outside_policy});
    }
    merge_statements();
    apply_link_defaults();
    draw_links();
    check_acyclic();
    if (problems_.empty()) {
      order_people();
      settle_facts();
    }
    return std::move(problems_);
  }

 private:
  // -- Links
  // ------------------------------------------------------------------------------------------------------------

  struct Side {
    std::uint32_t from, to;
    RelationId relation;
    auto operator<=>(const Side&) const = default;
  };

  std::optional<Side> other_side(const Side& side) const {
    const Relation& relation = policy_.relations[side.relation];
    if (relation.mutual) return Side{side.to, side.from, side.relation};
    if (relation.inverse != kNoId) return Side{side.to, side.from, relation.inverse};
    return std::nullopt;
  }

  bool agree(const CaseLink& a, const CaseLink& b) const { return conflict(a, b) == a.facts.size(); }

  // The first fact of which the two statements say different things.
  std::size_t conflict(const CaseLink& a, const CaseLink& b) const {
    std::size_t i = 0;
    while (i < a.facts.size() && (a.facts[i] == kUnknown || b.facts[i] == kUnknown || a.facts[i] == b.facts[i])) ++i;
    return i;
  }

  std::size_t common(const CaseLink& a, const CaseLink& b) const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < a.facts.size(); ++i) n += a.facts[i] != kUnknown && a.facts[i] == b.facts[i];
    return n;
  }

  // A link stated from both sides is one: each statement of one side is matched with the one of the other that it
  // agrees with most. Statements left over on both sides contradict each other.
  void merge_statements() {
    std::map<Side, std::vector<std::uint32_t>> statements;
    for (std::uint32_t i = 0; i < case_.links.size(); ++i) {
      const CaseLink& link = case_.links[i];
      statements[{link.from, link.to, link.relation}].push_back(i);
    }
    std::vector<char> gone(case_.links.size(), 0);
    for (const auto& [side, mine] : statements) {
      const auto other = other_side(side);
      if (!other || *other < side || *other == side) continue;
      const auto theirs = statements.find(*other);
      if (theirs != statements.end()) match(mine, theirs->second, gone);
    }
    if (std::any_of(problems_.begin(), problems_.end(),
                    [](const CaseProblem& p) { return p.kind == CaseProblem::Kind::contradicting_link; })) {
      return;  // the messages are about the links as they were told
    }
    std::vector<CaseLink> kept;
    for (std::uint32_t i = 0; i < case_.links.size(); ++i) {
      if (gone[i] == 0) kept.push_back(std::move(case_.links[i]));
    }
    case_.links = std::move(kept);
  }

  void match(std::vector<std::uint32_t> mine, std::vector<std::uint32_t> theirs, std::vector<char>& gone) {
    while (!mine.empty() && !theirs.empty()) {
      std::size_t best_a = 0, best_b = 0, best = 0;
      for (std::size_t a = 0; a < mine.size(); ++a) {
        for (std::size_t b = 0; b < theirs.size(); ++b) {
          const CaseLink &x = case_.links[mine[a]], &y = case_.links[theirs[b]];
          const std::size_t score = agree(x, y) ? 1 + common(x, y) : 0;
          if (score > best) std::tie(best, best_a, best_b) = std::tuple(score, a, b);
        }
      }
      CaseLink& kept = case_.links[mine[best_a]];
      CaseLink& merged = case_.links[theirs[best_b]];
      if (best == 0) {
        CaseProblem problem{CaseProblem::Kind::contradicting_link};
        problem.link = mine[best_a];
        problem.other_link = theirs[best_b];
        problem.link_fact = static_cast<std::uint32_t>(conflict(kept, merged));
        problems_.push_back(problem);
        return;
      }
      for (std::size_t i = 0; i < kept.facts.size(); ++i) {
        if (kept.facts[i] == kUnknown) kept.facts[i] = merged.facts[i];
        if (!kept.given.empty() && !merged.given.empty()) kept.given[i] = std::max(kept.given[i], merged.given[i]);
      }
      gone[theirs[best_b]] = 1;
      mine.erase(mine.begin() + static_cast<std::ptrdiff_t>(best_a));
      theirs.erase(theirs.begin() + static_cast<std::ptrdiff_t>(best_b));
    }
  }

  void apply_link_defaults() {
    for (CaseLink& link : case_.links) {
      const auto& facts = policy_.relation_groups[policy_.relations[link.relation].group].facts;
      for (std::size_t i = 0; i < facts.size(); ++i) {
        const LinkFact& fact = policy_.link_facts[facts[i]];
        const bool absent = !link.given.empty() && link.given[i] == Given::absent;
        if (absent && fact.default_value) link.facts[i] = constant_of(program_, case_, fact.type, *fact.default_value);
      }
    }
  }

  void draw_links() {
    std::vector<DirectedLink>& directed = case_.directed;
    directed.clear();
    for (std::uint32_t i = 0; i < case_.links.size(); ++i) {
      const CaseLink& link = case_.links[i];
      directed.push_back({link.from, link.to, link.relation, i});
      if (const auto other = other_side({link.from, link.to, link.relation})) {
        directed.push_back({other->from, other->to, other->relation, i});
      }
    }
    std::stable_sort(directed.begin(), directed.end(),
                     [](const auto& a, const auto& b) { return a.person < b.person; });
    case_.first_directed.assign(case_.people.size() + 1, 0);
    for (const DirectedLink& link : directed) ++case_.first_directed[link.person + 1];
    for (std::size_t p = 0; p < case_.people.size(); ++p) case_.first_directed[p + 1] += case_.first_directed[p];
  }

  // People in an order in which everyone comes after those to whom a link leads; the people of a cycle if there is one.
  bool sort_people(const std::function<bool(RelationId)>& follows, std::vector<std::uint32_t>& order) const {
    enum class State : std::uint8_t { unseen, open, done };
    std::vector<State> state(case_.people.size(), State::unseen);
    struct Frame {
      std::uint32_t person, next;
    };
    for (std::uint32_t start = 0; start < state.size(); ++start) {
      if (state[start] != State::unseen) continue;
      std::vector<Frame> stack = {{start, case_.first_directed[start]}};
      state[start] = State::open;
      while (!stack.empty()) {
        Frame& frame = stack.back();
        if (frame.next == case_.first_directed[frame.person + 1]) {
          state[frame.person] = State::done;
          order.push_back(frame.person);
          stack.pop_back();
          continue;
        }
        const DirectedLink& link = case_.directed[frame.next++];
        if (!follows(link.relation)) continue;
        if (state[link.other] == State::open) {
          order.clear();
          for (auto it = stack.rbegin(); it != stack.rend(); ++it) {
            order.push_back(it->person);
            if (it->person == link.other) break;
          }
          std::reverse(order.begin(), order.end());
          return false;
        }
        if (state[link.other] == State::unseen) {
          state[link.other] = State::open;
          stack.push_back({link.other, case_.first_directed[link.other]});
        }
      }
    }
    return true;
  }

  void check_acyclic() {
    for (std::uint32_t g = 0; g < policy_.relation_groups.size(); ++g) {
      if (policy_.relation_groups[g].family != g) continue;
      const auto follows = [&](RelationId id) {
        return policy_.relation_groups[policy_.relations[id].group].family == g && !policy_.relations[id].is_inverse;
      };
      CaseProblem problem{CaseProblem::Kind::relation_cycle};
      if (!sort_people(follows, problem.people)) problems_.push_back(std::move(problem));
    }
  }

  void order_people() {
    case_.orders.assign(program_.components.size(), {});
    for (std::size_t c = 0; c < program_.components.size(); ++c) {
      const Component& component = program_.components[c];
      if (component.kind != Component::Kind::ordered) continue;
      const auto& list = component.relations;
      sort_people([&](RelationId id) { return std::find(list.begin(), list.end(), id) != list.end(); },
                  case_.orders[c]);
    }
  }

  // -- Facts
  // ------------------------------------------------------------------------------------------------------------

  void settle_facts() {
    case_.conditional_default.assign(case_.people.size(), std::vector<std::uint8_t>(policy_.facts.size(), 0));
    std::vector<FactId> conditional;
    std::vector<NodeId> roots;
    for (FactId f = 0; f < policy_.facts.size(); ++f) {
      if (program_.only_if[f] != kNoNode) {
        conditional.push_back(f);
        roots.push_back(program_.only_if[f]);
        continue;
      }
      for (CasePerson& person : case_.people) {
        if (person.given[f] == Given::absent && policy_.facts[f].default_value) {
          person.facts[f] = default_value_of(program_, case_, policy_.facts[f]);
        }
      }
    }
    if (conditional.empty()) return;
    // A condition may read facts that have conditions themselves; there is no cycle, so this ends.
    const std::vector<char> needed = mark_needed(program_, roots);
    Evaluation evaluation(program_, case_);
    for (bool changed = true; changed && problems_.empty();) {
      changed = false;
      evaluation.run_marked(needed);
      for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
        for (const FactId f : conditional) changed = settle(p, f, evaluation.at(program_.only_if[f], p)) || changed;
      }
    }
  }

  bool settle(std::uint32_t p, FactId f, Value exists) {
    const Fact& fact = policy_.facts[f];
    CasePerson& person = case_.people[p];
    const bool absent = person.given[f] == Given::absent;
    Value value = person.facts[f];
    if (exists == 0) {
      if (person.given[f] == Given::value && value != kNone) problem(CaseProblem::Kind::value_without_condition, p, f);
      value = kNone;
    } else if (exists == 1) {
      if (absent && fact.default_value) value = default_value_of(program_, case_, fact);
      if (value == kNone && !fact.none_declared) problem(CaseProblem::Kind::none_with_condition, p, f);
    }
    case_.conditional_default[p][f] = exists == kUnknown && absent && fact.default_value;
    return std::exchange(person.facts[f], value) != value;
  }

  void problem(CaseProblem::Kind kind, std::uint32_t person, FactId fact) {
    CaseProblem problem{kind};
    problem.person = person;
    problem.fact = fact;
    problems_.push_back(problem);
  }

  const Program& program_;
  const Policy& policy_;
  Case& case_;
  std::vector<CaseProblem> problems_;
};

}  // namespace

Type supplied_type(const Program& program, std::uint32_t slot) {
  const SuppliedSlot& s = program.supplied[slot];
  if (s.is_set) return {BaseType::set, program.policy.sets[s.ref].of, false};
  return program.policy.values[s.ref].type;
}

Value default_value_of(const Program& program, Case& c, const Fact& fact) {
  return constant_of(program, c, fact.type, *fact.default_value);
}

std::vector<CaseProblem> finish_case(const Program& program, Case& c) { return Finisher(program, c).run(); }

}  // namespace proviso
