#include "interpreter/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "interpreter/evaluate.hpp"
#include "interpreter/random_stream.hpp"
#include "interpreter/sample_plan.hpp"
#include "interpreter/sample_pools.hpp"
#include "interpreter/sample_values.hpp"

namespace proviso {

namespace {

/// A case that cannot be is mended so often, then drawn anew so often, before it is given up.
constexpr int kMends = 60, kDraws = 40;

}  // namespace

class Sampler::Work {
 public:
  Work(const Program& program, const SampleOptions& options)
      : program_(program),
        policy_(program.policy),
        options_(options),
        plan_(plan_sample(program)),
        pools_(sample_pools(program)),
        random_(options.seed),
        drawer_(program, pools_, random_) {
    draw_supplied();
  }

  std::optional<Case> next(std::size_t most_people) {
    for (int draw = 0; draw < kDraws; ++draw) {
      draw_case(most_people);
      for (int mend = 0; mend < kMends; ++mend) {
        auto settled = settle();
        if (!settled || !find_violations(*settled)) break;
        if (violations_.empty()) return handed_out(std::move(*settled));
        mend_case();
      }
    }
    return std::nullopt;
  }

  std::vector<std::uint32_t> obstacles;
  bool gap = false;

 private:
  /// The same for the whole population: what a policy declares `supplied` is not of a person.
  void draw_supplied() {
    supplied_.sets = SetPool(&program_.sets);
    supplied_.as_of = options_.on.value_or(policy_.in_force_from);
    supplied_.supplied.assign(program_.supplied.size(), kUnknown);
    Leaning leaning;
    leaning.near = 80;
    for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot) {
      const SuppliedSlot& item = program_.supplied[slot];
      if (!item.is_set && policy_.values[item.ref].default_value && random_.percent(50)) {
        supplied_.supplied[slot] = supplied_default(slot);
      } else {
        supplied_.supplied[slot] = drawer_.supplied(supplied_, leaning, slot);
      }
    }
  }
  Value supplied_default(std::uint32_t slot) {
    const NamedValue& value = policy_.values[program_.supplied[slot].ref];
    Fact like;
    like.type = value.type;
    like.default_value = value.default_value;
    return default_value_of(program_, supplied_, like);
  }

  // -- One case
  // ------------------------------------------------------------------------------------------------------------

  void draw_case(std::size_t most_people) {
    static const std::vector<std::size_t> kSizes = {2, 2, 2, 3, 3, 4, 4, 5};
    case_ = supplied_;
    kept_.clear();
    leaning_ = draw_leaning(random_);
    case_.as_of = options_.on ? *options_.on : drawer_.as_of();
    const bool family = random_.chance(options_.family_millionths);
    std::size_t size = 1;
    if (family && most_people > 1) size = std::min(most_people, random_.pick(kSizes));
    for (std::size_t p = 0; p < size; ++p) {
      CasePerson person;
      person.facts.assign(policy_.facts.size(), kUnknown);
      person.given.assign(policy_.facts.size(), Given::absent);
      case_.people.push_back(std::move(person));
    }
    for (std::uint32_t p = 0; p < size; ++p) {
      for (const FactId f : plan_.plain) draw_fact(p, f);
    }
    if (size > 1) draw_links();
  }

  void draw_fact(std::uint32_t p, FactId f) {
    const Fact& fact = policy_.facts[f];
    CasePerson& person = case_.people[p];
    person.given[f] = Given::absent;
    if (fact.type.base == BaseType::note) {
      person.facts[f] = kNone;
      return;
    }
    const bool by_default = random_.percent(leaning_.by_default);
    if (fact.default_value && by_default) {
      person.facts[f] = default_value_of(program_, case_, fact);
      return;
    }
    person.facts[f] = drawer_.fact(case_, leaning_, p, f);
    person.given[f] = Given::value;
  }

  // What was drawn stays until it is mended, also while the condition of the fact does not hold for a time.
  void keep_or_draw(std::uint32_t p, FactId f) {
    const auto kept = kept_.find({p, f});
    if (kept == kept_.end()) {
      draw_fact(p, f);
      kept_[{p, f}] = {case_.people[p].facts[f], case_.people[p].given[f]};
    } else {
      std::tie(case_.people[p].facts[f], case_.people[p].given[f]) = kept->second;
    }
  }

  // Everyone is linked to somebody before; then a few more. What may form no circle leads from the first people to the
  // last, or from the last to the first.
  void draw_links() {
    linked_.clear();
    forwards_ = random_.percent(50);
    const std::size_t people = case_.people.size();
    for (std::size_t p = 1; p < people; ++p) {
      const std::size_t to = random_.below(p);
      draw_link(static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(to));
    }
    const std::size_t more = random_.below(people);
    for (std::size_t i = 0; i < more; ++i) {
      const std::size_t p = 1 + random_.below(people - 1);
      const std::size_t to = random_.below(p);
      draw_link(static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(to));
    }
  }

  void draw_link(std::uint32_t later, std::uint32_t earlier) {
    const auto id = static_cast<RelationId>(random_.below(policy_.relations.size()));
    const Relation& relation = policy_.relations[id];
    bool from_later = random_.percent(50);
    if (policy_.relation_groups[relation.group].acyclic) from_later = relation.is_inverse == forwards_;
    if (!linked_.emplace(relation.group, later, earlier).second) return;
    CaseLink link{from_later ? later : earlier, id, from_later ? earlier : later, 0, {}, {}};
    link.facts.assign(policy_.relation_groups[relation.group].facts.size(), kUnknown);
    link.given.assign(link.facts.size(), Given::absent);
    for (const CaseLink& known : case_.links) link.index += known.from == link.from;
    draw_link_facts(link);
    case_.links.push_back(std::move(link));
  }

  void draw_link_facts(CaseLink& link) {
    const auto& facts = policy_.relation_groups[policy_.relations[link.relation].group].facts;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const bool by_default = random_.percent(leaning_.by_default);
      link.given[i] = Given::absent;
      link.facts[i] = kUnknown;
      if (policy_.link_facts[facts[i]].default_value && by_default) continue;
      link.facts[i] = drawer_.link_fact(case_, leaning_, link, facts[i]);
      link.given[i] = Given::value;
    }
  }

  /// Draws the facts whose conditions hold, and finishes the case. Nothing if it breaks a rule of form.
  std::optional<Case> settle() {
    for (CasePerson& person : case_.people) {
      for (const SamplePlan::Tier& tier : plan_.tiers) {
        for (const FactId f : tier.facts) {
          person.facts[f] = kUnknown;
          person.given[f] = Given::absent;
        }
      }
    }
    Case finished = case_;
    if (!finish_case(program_, finished).empty()) return std::nullopt;
    if (plan_.tiers.empty()) return finished;
    for (const SamplePlan::Tier& tier : plan_.tiers) {
      Evaluation evaluation(program_, finished);
      evaluation.run_marked(tier.below);
      for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
        for (const FactId f : tier.facts) {
          const Value exists = evaluation.at(program_.only_if[f], p);
          if (exists == kUnknown) return std::nullopt;
          case_.people[p].facts[f] = kNone;
          if (exists == 1) keep_or_draw(p, f);
          finished.people[p].facts[f] = case_.people[p].facts[f];
        }
      }
    }
    finished = case_;
    if (!finish_case(program_, finished).empty()) return std::nullopt;
    return finished;
  }

  // -- What cannot be
  // ------------------------------------------------------------------------------------------------------------

  struct Violation {
    const SamplePlan::Obstacle* obstacle;
    std::uint32_t person;
  };

  /// False: something could not be worked out, so the case is of no use.
  bool find_violations(Case& finished) {
    violations_.clear();
    if (plan_.obstacles.empty()) return true;
    Evaluation evaluation(program_, finished);
    evaluation.run_marked(plan_.below_obstacles);
    obstacles.clear();
    gap = false;
    for (const SamplePlan::Obstacle& obstacle : plan_.obstacles) {
      bool met = false;
      for (std::uint32_t i = 0; i < evaluation.width(obstacle.node); ++i) {
        const Value holds = evaluation.at(obstacle.node, i);
        if (holds == kUnknown) return false;
        if (holds != 1) continue;
        const bool of_person = program_.nodes[obstacle.node].level == Level::person;
        violations_.push_back({&obstacle, of_person ? i : 0});
        met = true;
      }
      if (met && obstacle.impossible != kNoId) obstacles.push_back(obstacle.impossible);
      gap = gap || (met && obstacle.impossible == kNoId);
    }
    return true;
  }

  void mend_case() {
    leaning_ = Leaning();
    const Violation violation = random_.pick(violations_);
    const Footing& footing = violation.obstacle->footing;
    const std::uint64_t way = random_.below(100);
    if (footing.links && !case_.links.empty() && way < 40) {
      const std::size_t link = random_.below(case_.links.size());
      if (way < 20) {
        draw_link_facts(case_.links[link]);
      } else {
        case_.links.erase(case_.links.begin() + static_cast<std::ptrdiff_t>(link));
      }
      return;
    }
    if (!options_.on && (footing.facts.empty() || (footing.as_of && way < 60))) {
      case_.as_of = drawer_.as_of();
      return;
    }
    if (footing.facts.empty()) return;
    const FactId fact = random_.pick(footing.facts);
    std::uint32_t person = violation.person;
    if (footing.links) person = static_cast<std::uint32_t>(random_.below(case_.people.size()));
    if (program_.only_if[fact] == kNoNode) {
      draw_fact(person, fact);
    } else {
      kept_.erase({person, fact});
    }
  }

  // -- Handing out
  // ------------------------------------------------------------------------------------------------------------

  std::optional<Case> handed_out(Case finished) {
    if (options_.unknown_millionths != 0) {
      blank();
      finished = case_;
      if (!finish_case(program_, finished).empty()) return std::nullopt;
    }
    for (CasePerson& person : finished.people) person.id = fmt::format("synthetic-{}", ++people_);
    return finished;
  }

  // What is known of the case is known to be possible, so less of it is, too.
  void blank() {
    for (CasePerson& person : case_.people) {
      for (FactId f = 0; f < policy_.facts.size(); ++f) {
        if (policy_.facts[f].type.base == BaseType::note) continue;
        blank(person.facts[f], person.given[f], policy_.facts[f].default_value.has_value());
      }
    }
    for (CaseLink& link : case_.links) {
      const auto& facts = policy_.relation_groups[policy_.relations[link.relation].group].facts;
      for (std::size_t i = 0; i < facts.size(); ++i)
        blank(link.facts[i], link.given[i], policy_.link_facts[facts[i]].default_value.has_value());
    }
  }
  void blank(Value& value, Given& given, bool has_default) {
    const bool known = given == Given::value || has_default;
    if (!known || !random_.chance(options_.unknown_millionths)) return;
    const bool left_out = random_.percent(50);
    value = kUnknown;
    given = left_out && !has_default ? Given::absent : Given::unknown;
  }

  const Program& program_;
  const Policy& policy_;
  const SampleOptions options_;
  const SamplePlan plan_;
  const Pools pools_;
  RandomStream random_;
  ValueDrawer drawer_;

  Case supplied_;  ///< nobody, with what is supplied

  Case case_;  ///< being put together
  Leaning leaning_;
  bool forwards_ = true;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> linked_;  ///< group, and the two people
  std::map<std::pair<std::uint32_t, FactId>, std::pair<Value, Given>> kept_;  ///< facts with conditions, by person
  std::vector<Violation> violations_;
  std::uint64_t people_ = 0;
};

Sampler::Sampler(const Program& program, const SampleOptions& options)
    : work_(std::make_unique<Work>(program, options)) {}
Sampler::~Sampler() = default;

std::optional<Case> Sampler::next(std::size_t most_people) { return work_->next(most_people); }
const std::vector<std::uint32_t>& Sampler::obstacles() const { return work_->obstacles; }
bool Sampler::gap() const { return work_->gap; }

}  // namespace proviso
