#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/coverage.hpp"
#include "interpreter/coverage_words.hpp"
#include "interpreter/evaluate.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/engine.hpp"

// Which conditions decide, against a slow twin: it works out every test again with one atomic condition changed, for
// random policies and cases. The values of the atomic conditions are the program's; all else is told a second time.
//   PROVISO_SEED=S     runs one seed
using namespace proviso;
using proviso::test::Engine;

namespace {

constexpr std::uint64_t kSeeds = 150;

Value both(Value a, Value b) { return a == 0 || b == 0 ? 0 : a == 1 && b == 1 ? 1 : kUnknown; }
Value opposite(Value a) { return a == kUnknown ? a : Value{a == 0}; }

/// An atomic condition of a test, and on which links one is when one comes to it.
struct Leaf {
  TermId term = kNoId;
  std::vector<std::uint32_t> links;
  friend auto operator<=>(const Leaf&, const Leaf&) = default;
};

class Twin {
 public:
  using Shown = std::set<std::pair<TermId, bool>>;

  Twin(const Program& program, Case& c)
      : program_(program), policy_(program.policy), case_(c), values_(program, case_) {
    values_.run();
  }

  Shown run() {
    for (person_ = 0; person_ < case_.people.size(); ++person_) {
      for (RuleId r = 0; r < policy_.rules.size(); ++r) rule(r);
      for (DefineId d = 0; d < policy_.defines.size(); ++d) define(d);
      for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) scope(a);
      for (const Fact& fact : policy_.facts) {
        if (fact.only_if != kNoId) test(fact.only_if, all());
      }
    }
    return shown_;
  }

 private:
  AmendmentId all() const { return static_cast<AmendmentId>(policy_.amendments.size()); }

  // -- Whose text governs
  // --------------------------------------------------------------------------------------------------------------

  /// The text that surely governs the person before an amendment, or kNoId.
  template <class Texts>
  std::uint32_t governing(Change::Item item, std::uint32_t ref, const Texts& texts, AmendmentId before) const {
    std::uint32_t text = kNoId;
    Value present = 0;
    for (std::uint32_t v = 0; v < texts.size(); ++v) {
      if (texts[v].amendment != kNoId || !texts[v].in_force.contains(case_.as_of)) continue;
      text = v;
      present = 1;
    }
    for (AmendmentId a = 0; a < before; ++a) {
      for (const Change& change : policy_.amendments[a].changes) {
        if (change.item != item || change.ref != ref) continue;
        const Value active = values_.at(program_.amendments[a].active, person_);
        const bool replaces = change.kind == syntax::ChangeKind::replace;
        const Value applies = replaces ? both(active, present) : active;
        if (applies == kUnknown) text = kNoId;
        if (applies == 1) {
          const bool repeals = change.kind == syntax::ChangeKind::repeal;
          text = repeals || !texts[change.version].in_force.contains(case_.as_of) ? kNoId : change.version;
        }
        if (change.kind == syntax::ChangeKind::insert) present = opposite(both(opposite(present), opposite(active)));
        if (change.kind == syntax::ChangeKind::repeal) present = both(present, opposite(active));
      }
    }
    return text;
  }

  void rule(RuleId r) {
    const Rule& rule = policy_.rules[r];
    const std::uint32_t v = governing(Change::Item::rule, r, rule.versions, all());
    if (v != kNoId) {
      const RuleVersion& version = rule.versions[v];
      if (!version.through.empty()) {
        derivation(version);
      } else if (version.test != kNoId && (version.spares.empty() || !version.switches_off.empty())) {
        test(version.test, all());
      }
    }
    for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
      const std::uint32_t w = governing(Change::Item::rule, r, rule.versions, a);
      if (w == kNoId || case_.as_of < policy_.amendments[a].from) continue;
      for (const AmendmentId spared : rule.versions[w].spares) {
        if (spared == a && rule.versions[w].test != kNoId) test(rule.versions[w].test, a);
      }
    }
  }

  void define(DefineId d) {
    const std::uint32_t v = governing(Change::Item::define, d, policy_.defines[d].versions, all());
    if (v == kNoId) return;
    const TermId body = policy_.defines[d].versions[v].body;
    const std::vector<RelationId>& links = policy_.defines[d].links;
    if (links.empty()) return define_text(d, body);
    for (std::uint32_t l = 0; l < case_.directed.size(); ++l) {
      if (case_.directed[l].person != person_ || !is_one_of(case_.directed[l].relation, links)) continue;
      links_.push_back(l);
      define_text(d, body);
      links_.pop_back();
    }
  }

  void define_text(DefineId d, TermId body) {
    if (policy_.term(body).kind == TermKind::choice) {
      choice(body);
    } else if (policy_.defines[d].type.base == BaseType::yes_no) {
      test(body, all());
    }
  }

  void scope(AmendmentId a) {
    const Amendment& amendment = policy_.amendments[a];
    if (amendment.scope != kNoId && case_.as_of >= amendment.from) test(amendment.scope, a);
  }

  // -- Changing one condition
  // --------------------------------------------------------------------------------------------------------------

  template <class Whole>
  void try_all(AmendmentId before, Whole whole) {
    before_ = before;
    changed_ = {};
    leaves_.clear();
    const Value now = whole();
    if (now == kUnknown) return;
    for (const auto& [leaf, value] : std::map<Leaf, Value>(leaves_)) {
      if (value == kUnknown) continue;
      changed_ = leaf;
      const Value then = whole();
      if (then != kUnknown && then != now) shown_.emplace(leaf.term, value == 1);
    }
    changed_ = {};
  }

  void test(TermId id, AmendmentId before) {
    try_all(before, [&] { return truth(id); });
  }

  void choice(TermId id) {
    const Term& term = policy_.term(id);
    try_all(all(), [&] {
      Value taken = kUnknown;
      bool found = false, open = false;
      for (std::uint32_t i = 0; i < term.child_count; i += 2) {
        const Value holds = i + 1 < term.child_count ? truth(policy_.child(term, i + 1)) : 1;
        open = open || (!found && holds == kUnknown);
        if (found || holds != 1) continue;
        taken = value_of(node(policy_.child(term, i)));
        found = true;
      }
      return open ? kUnknown : taken;
    });
  }

  void derivation(const RuleVersion& version) {
    try_all(all(), [&] {
      Value some = 0;
      for (const Through& clause : version.through) {
        for (std::uint32_t l = 0; l < case_.directed.size(); ++l) {
          const DirectedLink& link = case_.directed[l];
          if (link.person != person_ || !is_one_of(link.relation, clause.relations)) continue;
          Value from = 0;
          for (const OutcomeRef& o : version.from) {
            from = either(from, values_.at(program_.decisions[o.decision].chosen[o.outcome], link.other));
          }
          links_.push_back(l);
          const Value holds = clause.condition == kNoId ? 1 : truth(clause.condition);
          links_.pop_back();
          some = either(some, both(holds, from));
        }
      }
      return some;
    });
  }

  // -- Conditions
  // --------------------------------------------------------------------------------------------------------------

  static Value either(Value a, Value b) { return opposite(both(opposite(a), opposite(b))); }
  static bool is_one_of(RelationId relation, const std::vector<RelationId>& relations) {
    for (const RelationId r : relations) {
      if (r == relation) return true;
    }
    return false;
  }

  NodeId node(TermId id) const {
    for (const EarlierTerm& earlier : program_.earlier_terms) {
      if (earlier.term == id && earlier.before == before_) return earlier.node;
    }
    return program_.terms[id];
  }

  Value value_of(NodeId n) const { return links_.empty() ? values_.at(n, person_) : values_.at_link(n, links_.back()); }

  Value truth(TermId id) {
    const Term& term = policy_.term(id);
    switch (term.kind) {
      case TermKind::conjunction: {
        Value value = 1;
        for (std::uint32_t i = 0; i < term.child_count; ++i) value = both(value, truth(policy_.child(term, i)));
        return value;
      }
      case TermKind::disjunction: {
        Value value = 0;
        for (std::uint32_t i = 0; i < term.child_count; ++i) value = either(value, truth(policy_.child(term, i)));
        return value;
      }
      case TermKind::negation:
        return opposite(truth(policy_.child(term, 0)));
      case TermKind::at_least_of: {
        Value sure = 0, possible = 0;
        for (std::uint32_t i = 0; i < term.child_count; ++i) {
          const Value value = truth(policy_.child(term, i));
          sure += value == 1;
          possible += value != 0;
        }
        return sure >= term.value ? 1 : possible >= term.value ? kUnknown : 0;
      }
      case TermKind::link:
        if (term.child_count > 0 && term.ref == kNoId) return link(term);
        break;
      default:
        break;
    }
    return atomic(id);
  }

  Value link(const Term& term) {
    Value some = 0;
    for (std::uint32_t l = 0; l < case_.directed.size(); ++l) {
      const DirectedLink& directed = case_.directed[l];
      if (directed.person != person_ || !is_one_of(directed.relation, policy_.relation_lists[term.relations])) continue;
      links_.push_back(l);
      some = either(some, truth(policy_.child(term, 0)));
      links_.pop_back();
    }
    return term.value != 0 ? some : opposite(some);
  }

  Value atomic(TermId id) {
    const NodeId n = node(id);
    Value value = value_of(n);
    if (value != kUnknown) value = value == 1;
    const Leaf leaf{id, links_};
    leaves_[leaf] = value;
    return leaf == changed_ ? opposite(value) : value;
  }

  const Program& program_;
  const Policy& policy_;
  Case& case_;
  Evaluation values_;
  std::uint32_t person_ = 0;
  AmendmentId before_ = 0;
  std::vector<std::uint32_t> links_;
  Leaf changed_;
  std::map<Leaf, Value> leaves_;
  Shown shown_;
};

std::string words(const Twin::Shown& shown) {
  std::string text;
  for (const auto& [term, truth] : shown) text += std::to_string(term) + (truth ? "+ " : "- ");
  return text;
}

}  // namespace

TEST_CASE("conditions decide as a slow twin says, in random policies") {
  const char* one = std::getenv("PROVISO_SEED");
  const std::uint64_t first = one != nullptr ? std::strtoull(one, nullptr, 10) : 1;
  std::size_t cases = 0, seen = 0, goals = 0, earlier = 0;
  for (std::uint64_t seed = first; seed < first + (one != nullptr ? 1 : kSeeds); ++seed) {
    INFO("PROVISO_SEED=" << seed);
    const reference::RandomPolicy policy = reference::random_policy(seed);
    Engine engine(policy.text());
    REQUIRE(engine.program);
    const CoveragePlan plan(*engine.program);
    earlier += engine.program->earlier_terms.size();
    for (const Goal& goal : plan.goals()) goals += goal.kind == GoalKind::condition;
    for (std::uint64_t k = 0; k < 4; ++k) {
      try {
        const auto json = reference::random_case(policy, seed * 4 + k, 400);
        if (engine.decide(json.dump()).status != CaseAnswers::Status::decided) continue;
      } catch (const std::runtime_error&) {
        continue;  // refused
      }
      Case c = engine.last_case();
      CoverageCollector collector(plan);
      collector.add(c, 0);
      Twin::Shown shown;
      for (std::size_t i = 0; i < plan.goals().size(); ++i) {
        const Goal& goal = plan.goals()[i];
        if (collector.first_cases()[i] == kNoCase) continue;
        const bool condition = goal.kind == GoalKind::condition;
        if (condition) shown.emplace(goal.term, goal.wanted == Wanted::decides_true);
        // What is said to be out of reach must not be reached. (A constant part of a test, which can be neither true
        // nor false in turn, is no goal, but can decide.)
        const std::size_t partner = goal.wanted == Wanted::decides_true ? i + 1 : i - 1;
        const bool constant = condition && !goal.counted() && !plan.goals()[partner].counted();
        INFO(goal_item_words(engine.program->policy, goal) << ' ' << wanted_name(goal.wanted) << '\n' << policy.text());
        if (!constant && goal.not_counted != "told for information") CHECK(goal.counted());
      }
      const Twin::Shown expected = Twin(*engine.program, c).run();
      ++cases;
      seen += expected.size();
      if (shown == expected) continue;
      FAIL_CHECK("coverage: " << words(shown) << "\nthe twin: " << words(expected) << "\n" << policy.text());
    }
  }
  std::cout << cases << " cases show " << seen << " of " << goals << " goals for conditions; " << earlier
            << " terms read in an earlier text\n";
  if (one != nullptr) return;
  CHECK(cases > kSeeds * 2);
  CHECK(seen > cases);
  CHECK(earlier > 0);
}
