#include "interpreter/mutation.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "interpreter/concrete_case.hpp"
#include "interpreter/conformance.hpp"
#include "interpreter/pair.hpp"
#include "interpreter/prove_same.hpp"
#include "interpreter/rebind.hpp"
#include "interpreter/suite.hpp"
#include "interpreter/told_apart.hpp"

namespace proviso {

namespace {

using Fate = MutantResult::Fate;

class Trial {
 public:
  Trial(const Program& rules, const std::vector<PreparedCase>& cases, const std::vector<std::size_t>& bases,
        const MutationOptions& options)
      : rules_(rules), cases_(cases), bases_(bases), options_(options) {}

  MutantResult run(const Mutant& mutant) const {
    MutantResult result;
    const auto program = compile_mutant(rules_, mutant);
    if (!program) {
      result.fate = Fate::illegal;
      return result;
    }
    if (const auto killer = killed_by(*program)) {
      result.killer = *killer;
      return result;
    }
    search(*program, result);
    return result;
  }

 private:
  std::optional<std::size_t> killed_by(const Program& mutant) const {
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      if (!is_ready(cases_[i])) continue;
      auto c = rebind(cases_[i], rules_, mutant);
      if (!c || !still_passes(mutant, *c)) return i;
    }
    return std::nullopt;
  }

  void search(const Program& mutant, MutantResult& result) const {
    result.fate = Fate::equivalent;
    const SameProof proof = prove_same(rules_, mutant, options_.proof);
    if (proof.same) return;
    const Pair pair = make_pair(rules_, mutant);
    if (pair.same()) return;
    // A decision is the better thing to expect, but what it is made of is found sooner.
    if (from_cases(pair, mutant, {{pair.decisions_differ, pair.one_refuses}, {}}, result)) return;
    std::size_t tried = 0;
    for (const ResultRef& open : proof.open) {
      const auto item =
          std::find_if(pair.items.begin(), pair.items.end(), [&](const Pair::Item& i) { return i.result == open; });
      if (item == pair.items.end()) continue;
      if (++tried > options_.items) break;
      if (from_cases(pair, mutant, {{item->differ}, open}, result)) return;
      if (from_nobody(pair, mutant, {{item->differ}, open}, result); result.fate == Fate::survived) return;
    }
    if (!from_nobody(pair, mutant, {{pair.decisions_differ, pair.differ}, {}}, result)) result.fate = Fate::undecided;
  }

  // What is to hold of somebody: one of these, in this order. And the result that differs then, if it is one alone.
  struct Sought {
    std::vector<NodeId> truths;
    std::optional<ResultRef> of;
  };

  // Somebody like one of the suite, but for what the mutant changes.
  bool from_cases(const Pair& pair, const Program& mutant, const Sought& sought, MutantResult& result) const {
    std::size_t stopped = 0, tried = 0;
    for (const std::size_t base : bases_) {
      const Case& c = cases_[base].bound->value;
      if (!has_what_is_read(pair, c)) continue;
      if (++tried > options_.bases) return false;
      const auto found = from_case(pair, mutant, sought, c, result);
      if (found == Found::somebody) return true;
      if (found == Found::unknown && ++stopped == options_.bases_stopped) return false;
    }
    return false;
  }

  // Where the programs begin to differ about a fact of links, a case without such a link shows nothing.
  bool has_what_is_read(const Pair& pair, const Case& c) const {
    const Policy& policy = rules_.policy;
    return pair.link_facts.empty() || std::any_of(c.links.begin(), c.links.end(), [&](const CaseLink& link) {
             const auto& facts = policy.relation_groups[policy.relations[link.relation].group].facts;
             return std::any_of(facts.begin(), facts.end(), [&](LinkFactId fact) {
               return std::binary_search(pair.link_facts.begin(), pair.link_facts.end(), fact);
             });
           });
  }

  enum class Found : std::uint8_t { nobody, somebody, unknown };

  Found from_case(const Pair& pair, const Program& mutant, const Sought& sought, const Case& base,
                  MutantResult& result) const {
    auto c = case_of_pair(pair, rules_, base);
    if (!c) return Found::nobody;
    const Search found = find_difference(pair, *c, sought.truths, options_.search, [&](const Variable& v) {
      switch (v.kind) {
        case Variable::Kind::fact:
          return base.people[v.owner].facts[v.fact];
        case Variable::Kind::link_fact:
          return base.links[v.owner].facts[v.fact];
        case Variable::Kind::supplied:
          break;
      }
      return v.owner == pair.date_slot ? base.as_of : base.supplied[v.owner];
    });
    if (!found.complete) return Found::unknown;
    return found.witness && keep(pair, mutant, sought, base, *c, *found.witness, result) ? Found::somebody
                                                                                         : Found::nobody;
  }

  // Anybody: one person, or two with one link. Two are more than one: where the bounds do not suffice for one, they do
  // not for two. False if the search was not complete.
  bool from_nobody(const Pair& pair, const Program& mutant, const Sought& sought, MutantResult& result) const {
    bool complete = from_nothing(pair, mutant, sought, std::nullopt, result);
    for (RelationId r = 0; complete && result.fate != Fate::survived && r < rules_.policy.relations.size(); ++r) {
      if (!rules_.policy.relations[r].is_inverse) complete = from_nothing(pair, mutant, sought, r, result);
    }
    return complete || result.fate == Fate::survived;
  }

  bool from_nothing(const Pair& pair, const Program& mutant, const Sought& sought, std::optional<RelationId> link,
                    MutantResult& result) const {
    auto c = blank_case(pair, link);
    if (!c) return true;
    const Search found = find_difference(pair, *c, sought.truths, options_.search,
                                         [&](const Variable& v) { return plain_value(rules_, v); });
    if (!found.witness) return found.complete;
    const Case base = blank_base(rules_, *c);
    return keep(pair, mutant, sought, base, *c, *found.witness, result);
  }

  // The completion as a case for the rules, once both programs have decided it.
  bool keep(const Pair& pair, const Program& mutant, const Sought& sought, const Case& base, const Case& opened,
            const Witness& witness, MutantResult& result) const {
    auto concrete = concrete_case(rules_, pair, base, opened, witness);
    if (!concrete) return false;
    // Where all of the answers are too much, one of those that the search was about.
    std::vector<Question> questions;
    for (std::uint32_t p = 0; sought.of && p < concrete->people.size(); ++p)
      questions.push_back({p, *sought.of, false});
    auto expected = told_apart(rules_, mutant, *concrete, questions);
    if (!expected) return false;
    result.fate = Fate::survived;
    result.witness = std::move(concrete);
    result.expected = std::move(*expected);
    return true;
  }

  const Program& rules_;
  const std::vector<PreparedCase>& cases_;
  const std::vector<std::size_t>& bases_;
  const MutationOptions& options_;
};

// Cases to begin a search from: those that are decided, the smallest first.
std::vector<std::size_t> bases_of(const std::vector<PreparedCase>& cases) {
  std::vector<std::size_t> bases;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (is_ready(cases[i]) && !cases[i].expect_refusal) bases.push_back(i);
  }
  std::stable_sort(bases.begin(), bases.end(), [&](std::size_t a, std::size_t b) {
    return cases[a].bound->value.people.size() < cases[b].bound->value.people.size();
  });
  return bases;
}

}  // namespace

std::size_t Mutation::count(Fate fate) const {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [&](const MutantResult& r) { return r.fate == fate; }));
}

Mutation run_mutation(const Program& program, const SourceSet& sources, const std::vector<PreparedCase>& cases,
                      const MutationOptions& options) {
  Mutation mutation;
  mutation.mutants = mutants_of(program.policy, sources);
  mutation.results.resize(mutation.mutants.size());
  const std::vector<std::size_t> bases = bases_of(cases);
  const Trial trial(program, cases, bases, options);
  std::atomic<std::size_t> next = 0;
  std::mutex telling;
  std::size_t done = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < mutation.mutants.size(); i = next++) {
      if (options.interrupted && options.interrupted()) {
        mutation.results[i].fate = Fate::undecided;
        continue;
      }
      mutation.results[i] = trial.run(mutation.mutants[i]);
      const std::lock_guard lock(telling);
      ++done;
      if (options.progress) options.progress(done, mutation.mutants.size());
    }
  };
  std::vector<std::thread> threads;
  for (unsigned t = 1; t < std::max(1u, options.jobs); ++t) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return mutation;
}

}  // namespace proviso
