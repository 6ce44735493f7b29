#include "interpreter/compare_versions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/digest.hpp"
#include "interpreter/change_classes.hpp"
#include "interpreter/class_cases.hpp"
#include "interpreter/class_sample.hpp"
#include "interpreter/class_search.hpp"
#include "interpreter/class_words.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/match.hpp"
#include "interpreter/revert.hpp"
#include "interpreter/version_pair.hpp"

namespace proviso {

namespace {

using Effect = StructuralChange::Effect;

constexpr std::size_t kMaxInVain = 8;  // searches among families that find nobody, before they end

ComparedSide side_of(const CompareInput& input) {
  return {input.given, input.policy.name, input.policy.title, input.policy.digest, input.on};
}

std::string label_of(const Decision& decision, Value outcome) {
  if (outcome < 0 || decision.yes_no) return {};
  return decision.outcomes[static_cast<std::size_t>(outcome)].label;
}

std::string name_of(const Decision& decision, Value outcome) {
  if (outcome < 0) return "not_in_force";
  if (decision.yes_no) return outcome == 1 ? "yes" : "no";
  return decision.outcomes[static_cast<std::size_t>(outcome)].name;
}

// The text of a day, in force on every day: then the day of the assessment counts only where rules speak of it, and
// what the day does can be told from what the rules do.
void hold_on(Policy& policy, Days day) {
  for (Amendment& a : policy.amendments) a.from = a.from <= day ? kFirstDay : kLastDay + 1;
  const auto hold = [day](auto& items) {
    for (auto& item : items) {
      for (auto& v : item.versions) v.in_force = v.in_force.contains(day) ? Period{} : Period{kLastDay, kFirstDay};
    }
  };
  hold(policy.defines);
  hold(policy.rules);
}

// The comparison of two policies over one vocabulary, from their programs to the classes.
class Comparer {
 public:
  Comparer(CompareInput a, CompareInput b, const CompareOptions& options, Diagnostics& diagnostics)
      : a_(std::move(a)), b_(std::move(b)), options_(options), diagnostics_(diagnostics) {}

  std::optional<Compared> run() {
    if (a_.on) a_.policy = stand_on(std::move(a_.policy), *a_.on);
    if (b_.on) b_.policy = stand_on(std::move(b_.policy), *b_.on);
    match_ = match_policies(a_.policy, b_.policy);
    auto pair = std::make_unique<ComparedPair>();
    const auto changes = structural_changes({a_.policy, *a_.sources, a_.on}, {b_.policy, *b_.sources, b_.on}, match_);
    if (a_.on) hold_on(a_.policy, *a_.on);
    if (b_.on) hold_on(b_.policy, *b_.on);
    auto aligned = align(a_.policy, b_.policy, match_, diagnostics_);
    if (!aligned) return std::nullopt;
    pair->aligned = std::move(*aligned);
    auto old_program = compile(pair->aligned.old_policy, diagnostics_);
    if (!old_program) return std::nullopt;
    auto new_program = compile(pair->aligned.new_policy, diagnostics_, old_program->sets);
    if (!new_program) return std::nullopt;
    pair->old_version = std::move(*old_program);
    pair->new_version = std::move(*new_program);
    pair->on = {a_.on, b_.on};
    pair_ = pair.get();
    diff_.old_side = side_of(a_);
    diff_.new_side = side_of(b_);
    for (const FoundChange& found : changes) {
      parts_.push_back(found.part);
      diff_.changes.push_back(found.change);
    }
    list_decisions();
    make_variants();
    compare();
    return Compared{std::move(diff_), std::move(pair)};
  }

 private:
  const Policy& names() const { return pair_->new_version.policy; }

  void list_decisions() {
    const Aligned& aligned = pair_->aligned;
    for (DecisionId d = 0; d < aligned.decisions.in_old.size(); ++d) {
      if (!aligned.decisions.in_both(d)) continue;
      pair_->decisions.push_back(d);
      diff_.compared.push_back(names().decisions[d].name);
    }
  }

  // The new version without each change, and the old one with it.
  void make_variants() {
    const Reverter reverter(pair_->aligned, match_, a_.policy, b_.policy);
    const bool other_day = a_.on != b_.on;
    // Several entries can be about one part: they are taken back together.
    std::vector<std::uint32_t> matter;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
      const auto first =
          std::find_if(matter.begin(), matter.end(), [&](std::uint32_t m) { return parts_[m] == parts_[i]; });
      if (first == matter.end() && says_something(i) && reverter.can_matter(parts_[i])) matter.push_back(i);
    }
    versions_ = {{&pair_->old_version, a_.on, 0}, {&pair_->new_version, b_.on, 1}};
    variant_programs_.reserve(2 * matter.size());
    const auto add = [&](Policy policy, ChangeVariant::Kind kind, std::uint32_t change) {
      Diagnostics ignored;  // a variant without a meaning is none: its change is not told apart
      auto program = compile(std::move(policy), ignored, pair_->new_version.sets);
      if (!program) return;
      variant_programs_.push_back(std::move(*program));
      const bool is_old = kind == ChangeVariant::Kind::alone;
      versions_.push_back({&variant_programs_.back(), is_old ? a_.on : b_.on, is_old ? 0u : 1u});
      variants_.push_back({kind, versions_.size() - 1, change});
    };
    for (const std::uint32_t i : matter) add(reverter.new_without({parts_[i]}), ChangeVariant::Kind::without, i);
    if (matter.size() + other_day > 1) {
      for (const std::uint32_t i : matter) add(reverter.old_with({parts_[i]}), ChangeVariant::Kind::alone, i);
    }
    if (other_day) {
      versions_.push_back({&pair_->old_version, b_.on, 0});
      variants_.push_back({ChangeVariant::Kind::date, versions_.size() - 1, 0});
      same_day_ = versions_.size() - 1;
    }
    versions_.push_back({&pair_->new_version, b_.on, 0});
    variants_.push_back({ChangeVariant::Kind::others, versions_.size() - 1, 0});
  }

  bool says_something(std::uint32_t change) const {
    const auto kind = diff_.changes[change].kind;
    return kind != StructuralChange::Kind::wording && kind != StructuralChange::Kind::renamed;
  }

  Period days() const {
    return {std::max(a_.policy.in_force_from, b_.policy.in_force_from),
            std::min(a_.policy.in_force_through, b_.policy.in_force_through)};
  }

  void compare() {
    pair_->space =
        std::make_unique<ChangeSpace>(pair_->aligned, versions_, days(), options_.diagram_edges, pair_->decisions);
    ChangeSpace& space = *pair_->space;
    ChangeClasses classes(space, variants_);
    Differences differences = {space.variables_of_difference(same_day_, 1),
                               space.variables_of_difference(0, same_day_)};
    add_whole_rules(differences.by_rules);
    ClassCases cases(space, pair_->old_version, pair_->new_version, a_.on, b_.on, days(), differences);
    ClassWords words(space, pair_->old_version, pair_->new_version, diff_.changes, differences);
    std::vector<DecisionId> asked = differing(space);
    if (!space.refusals_are_same()) asked.insert(asked.begin(), kNoId);
    const std::vector<FoundClass> found = classes.of(asked);
    diff_.complete = space.limit().empty();
    if (diff_.complete) {
      add_classes(found);
      tell_unchanged();
      find_questions(words);
      find_effects(classes);
      // What is said of the classes can need more room than to find them, and takes nothing back of what is proved.
      for (std::size_t i = 0; i < found.size(); ++i) describe(found[i], diff_.classes[i], words);
      show_people(found, cases);
    } else {
      diff_.bound.push_back("The comparison stopped: " + space.limit() + ".");
    }
    assume();
    diff_.figures.tests = space.space().variables().size();
    diff_.figures.nodes = space.diagrams().size();
    diff_.figures.witnesses = cases.decided();
  }

  void tell_unchanged() {
    for (std::size_t i = 0; i < pair_->decisions.size(); ++i) {
      const bool changed = std::any_of(pair_->classes.begin(), pair_->classes.end(),
                                       [&](const ComparedPair::Class& c) { return c.decision == pair_->decisions[i]; });
      if (!changed) diff_.unchanged.push_back(diff_.compared[i]);
    }
  }

  // Those that the first two versions do not compute in the same way.
  std::vector<DecisionId> differing(const ChangeSpace& space) const {
    std::vector<DecisionId> result;
    for (const DecisionId d : pair_->decisions) {
      if (!space.is_same(0, 1, d)) result.push_back(d);
    }
    return result;
  }

  // Of a rule that is new, or gone, the whole test tells whom it is about.
  void add_whole_rules(std::vector<char>& variables) {
    ChangeSpace& space = *pair_->space;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
      const bool is_new = diff_.changes[i].kind == StructuralChange::Kind::inserted;
      if (!is_new && diff_.changes[i].kind != StructuralChange::Kind::repealed) continue;
      const Program& program = is_new ? pair_->new_version : pair_->old_version;
      const auto rule = program.policy.find_rule(diff_.changes[i].name);
      if (!rule) continue;
      for (const NodeId test : program.rules[*rule].tests) {
        const NodeId node = space.versions().of(is_new ? 1 : 0, test);
        if (node == kNoNode || !space.space().reads(node)) continue;
        for (const std::uint32_t v : space.diagrams().support(space.space().holds(node))) variables[v] = 1;
      }
    }
  }

  void add_classes(const std::vector<FoundClass>& found) {
    std::map<DecisionId, std::size_t> numbers;
    for (const FoundClass& f : found) {
      ChangeClass c;
      const bool refusal = f.decision == kNoId;
      const std::string name = refusal ? "record" : names().decisions[f.decision].name;
      c.id = fmt::format("{}-{}", name, ++numbers[f.decision]);
      if (refusal) {
        c.from = f.from == 1 ? "impossible" : "possible";
        c.to = f.to == 1 ? "impossible" : "possible";
      } else {
        const Decision& decision = names().decisions[f.decision];
        c.decision = decision.name;
        c.decision_label = decision.versions.front().heading.label;
        c.from = name_of(decision, f.from);
        c.to = name_of(decision, f.to);
        c.from_label = label_of(decision, f.from);
        c.to_label = label_of(decision, f.to);
      }
      for (std::uint32_t i = 0; i < parts_.size(); ++i) {
        const bool causes =
            says_something(i) && std::any_of(f.causes.begin(), f.causes.end(),
                                             [&](std::uint32_t cause) { return parts_[cause] == parts_[i]; });
        if (causes) c.causes.push_back(i);
      }
      c.by_date = f.by_date;
      c.by_others = f.by_others;
      c.jointly = f.jointly;
      c.mixed = f.mixed;
      pair_->classes.push_back({f.decision, f.who});
      diff_.classes.push_back(std::move(c));
    }
    pair_->finish();
  }

  // A witness for each class: off a path through it, or else from among families, as long as that finds somebody, or
  // else from among people who are made up.
  void show_people(const std::vector<FoundClass>& found, ClassCases& cases) {
    std::optional<ClassSearch> search;
    std::size_t in_vain = 0;
    for (std::uint32_t i = 0; i < found.size(); ++i) {
      FoundClass f = found[i];
      auto witness = cases.witness(f);
      if (!witness && f.somebody.link) {
        f.somebody = pair_->space->somebody_else(f.who);
        witness = cases.witness(f);
      }
      if (!witness && f.decision != kNoId && in_vain < kMaxInVain) {
        if (!search) search.emplace(pair_->old_version, pair_->new_version, pair_->on, found);
        witness = cases.witness_among(search->find(i), f, [&](const Case& c) { return is_in(c, f.decision, i); });
        if (!witness) ++in_vain;
      }
      if (witness) show(i, f, *witness, cases);
    }
    const auto is_open = [&](std::uint32_t i) { return found[i].decision != kNoId && !diff_.classes[i].witness; };
    std::size_t open = 0;
    for (std::uint32_t i = 0; i < found.size(); ++i) open += is_open(i);
    if (open == 0) return;
    const auto go_on = [&] { return open > 0; };
    ClassSample(pair_->old_version, *pair_, days()).run(go_on, is_open, [&](std::uint32_t i, Case c) {
      std::vector<Case> one;
      one.push_back(std::move(c));
      const auto witness = cases.witness_among(std::move(one), found[i], [](const Case&) { return true; });
      if (!witness) return;
      show(i, found[i], *witness, cases);
      --open;
    });
  }

  void show(std::uint32_t i, const FoundClass& f, const ClassCases::Witness& witness, ClassCases& cases) {
    ChangeClass& c = diff_.classes[i];
    c.witness = cases.shown(witness, f.decision);
    c.near_miss = cases.near_miss(witness, f);
    c.decided_before = cases.rules(pair_->old_version, witness.before, f.decision);
    c.decided_after = cases.rules(pair_->new_version, witness.after, f.decision);
  }

  bool is_in(const Case& c, DecisionId decision, std::uint32_t index) const {
    const auto at = std::find(pair_->decisions.begin(), pair_->decisions.end(), decision) - pair_->decisions.begin();
    const auto memberships = pair_->memberships(c);
    const std::vector<std::uint32_t>& classes = memberships[0][static_cast<std::size_t>(at)].classes;
    return std::find(classes.begin(), classes.end(), index) != classes.end();
  }

  void describe(const FoundClass& f, ChangeClass& c, ClassWords& words) {
    words.describe(f, options_.max_boxes, c);
    if (c.when.empty())
      diff_.bound.push_back(
          fmt::format("Who is in the class `{}` takes more than {} boxes to write down.", c.id, options_.max_boxes));
    // Not the words: who relabels a fact does not change who is in the class.
    std::string text = c.decision + "\n" + c.from + "\n" + c.to + "\n";
    for_each_box(c.when, [&](const Box& box) {
      for (const Literal& l : box)
        text += fmt::format("{} {} {} {} {} {} {}\n", l.subject, l.fact, static_cast<int>(l.form),
                            fmt::join(l.values, ","), l.or_none, l.test, l.under);
      text += "\n";
    });
    c.fingerprint = sha256(text).substr(0, 16);
  }

  // -- What each change does
  // ------------------------------------------------------------------------------------------------

  void find_effects(ChangeClasses& classes) {
    std::vector<std::uint32_t> nothing;
    for (std::uint32_t i = 0; i < diff_.changes.size(); ++i) {
      StructuralChange& change = diff_.changes[i];
      for (std::uint32_t c = 0; c < diff_.classes.size(); ++c) {
        const auto& causes = diff_.classes[c].causes;
        if (std::find(causes.begin(), causes.end(), i) != causes.end()) change.classes.push_back(c);
      }
      if (!change.classes.empty()) {
        change.effect = Effect::classes;
      } else if (diff_.complete && is_without_effect(i, classes)) {
        nothing.push_back(i);
      }
    }
    find_shown();
    if (nothing.empty() || !prove_together(nothing)) return;
    for (const std::uint32_t i : nothing) diff_.changes[i].effect = Effect::none;
  }

  // Defines whose value a change changes for somebody.
  void find_shown() {
    ChangeSpace& space = *pair_->space;
    for (const ChangeVariant& variant : variants_) {
      if (variant.kind != ChangeVariant::Kind::without) continue;
      for (DefineId d = 0; d < names().defines.size(); ++d) {
        const bool in_both = pair_->aligned.defines.in_both(d);
        const auto differs = in_both ? space.define_differs(variant.version, d) : std::nullopt;
        if (!differs || space.somebody(*differs).status != Concrete::Answer::Status::found) continue;
        for (std::uint32_t i = 0; i < parts_.size(); ++i) {
          if (parts_[i] == parts_[variant.change] && says_something(i))
            diff_.changes[i].shown.push_back(names().defines[d].name);
        }
      }
    }
  }

  // One by one.
  bool is_without_effect(std::uint32_t change, ChangeClasses& classes) {
    bool known = true;
    for (const ChangeVariant& variant : variants_) {
      if (variant.kind != ChangeVariant::Kind::without || parts_[variant.change] != parts_[change]) continue;
      known = classes.does_nothing(variant, pair_->decisions);
    }
    return known && pair_->space->limit().empty();
  }

  // Together they could do what none of them does alone.
  bool prove_together(const std::vector<std::uint32_t>& changes) {
    std::vector<ChangedPart> parts;
    for (const std::uint32_t i : changes) {
      for (const ChangeVariant& variant : variants_) {
        if (variant.kind == ChangeVariant::Kind::without && variant.change == i) parts.push_back(parts_[i]);
      }
    }
    if (parts.size() < 2) return true;
    const Reverter reverter(pair_->aligned, match_, a_.policy, b_.policy);
    Diagnostics ignored;
    const auto program = compile(reverter.new_without(parts), ignored, pair_->new_version.sets);
    if (!program) return false;
    ChangeSpace space(pair_->aligned, {{&*program, b_.on, 0}, {&pair_->new_version, b_.on, 1}}, days(),
                      options_.diagram_edges, pair_->decisions);
    const std::vector<ChangeVariant> none;
    ChangeClasses classes(space, none);
    return classes.of(differing(space)).empty() && space.limit().empty();
  }

  // -- What is open
  // ------------------------------------------------------------------------------------------------------

  // Facts that decide in one version only, in decisions that change for somebody.
  void find_questions(ClassWords& words) {
    ChangeSpace& space = *pair_->space;
    std::set<std::string> changed;
    for (const ChangeClass& c : diff_.classes) changed.insert(c.decision);
    for (const DecisionId d : pair_->decisions) {
      if (!changed.contains(names().decisions[d].name)) continue;
      const std::vector<FactId> before = words.facts(space.outcome(0, d)), after = words.facts(space.outcome(1, d));
      const auto add = [&](const std::vector<FactId>& in, const std::vector<FactId>& not_in, bool now) {
        for (const FactId f : in) {
          if (std::binary_search(not_in.begin(), not_in.end(), f)) continue;
          const Fact& fact = (now ? pair_->new_version : pair_->old_version).policy.facts[f];
          diff_.questions.push_back(
              {fact.heading.name, fact.heading.label, fact.decided_by, names().decisions[d].name, now});
        }
      };
      add(after, before, true);
      add(before, after, false);
    }
  }

  void assume() {
    diff_.assumptions.emplace_back(
        "Compared are people of whom every fact is known, whose record both versions accept.");
    diff_.assumptions.emplace_back(
        "What is read of family members is part of the comparison: who they are is in the conditions on links.");
    if (!a_.on && !b_.on &&
        (a_.policy.in_force_from != b_.policy.in_force_from ||
         a_.policy.in_force_through != b_.policy.in_force_through)) {
      diff_.assumptions.emplace_back("Compared are the days on which both versions are in force.");
    }
    for (const std::string& assumption : pair_->aligned.assumptions) diff_.assumptions.push_back(assumption);
  }

  CompareInput a_, b_;
  const CompareOptions& options_;
  Diagnostics& diagnostics_;
  PolicyMatch match_;
  VersionDiff diff_;
  std::vector<ChangedPart> parts_;  // by change
  ComparedPair* pair_ = nullptr;
  std::size_t same_day_ = 0;  // the old version on the day of the new one
  std::vector<GraphVersion> versions_;
  std::vector<Program> variant_programs_;
  std::vector<ChangeVariant> variants_;
};

}  // namespace

std::optional<Compared> compare_versions(CompareInput a, CompareInput b, const CompareOptions& options,
                                         Diagnostics& diagnostics) {
  return Comparer(std::move(a), std::move(b), options, diagnostics).run();
}

}  // namespace proviso
