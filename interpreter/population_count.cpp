#include "interpreter/population_count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "interpreter/case_refusal.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/population_tally.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

/// The words in a condition that can be names.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const bool inside = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (inside) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

}  // namespace

class PopulationCount::Work {
 public:
  Work(const VersionPair& pair, const VersionDiff& diff, const PopulationOptions& options)
      : pair_(pair), diff_(diff), policy_(pair.old_program().policy) {
    for (FactId f = 0; f < policy_.facts.size(); ++f) {
      const Type& type = policy_.facts[f].type;
      if (type.base == BaseType::member && policy_.enumerations[type.enumeration].regions) facts_.regions.push_back(f);
    }
    find_dates(options);
    for (const DecisionId d : pair.compared()) decisions_.emplace_back(pair, diff, d, facts_);
    decisions_.emplace_back(pair, diff, kNoId, facts_);
  }

  Added add(const BoundCase& c, Diagnostics& diagnostics) {
    Case before = c.value;
    Case moved = c.value;
    if (const auto day = pair_.new_on()) moved.as_of = *day;
    const CaseAnswers old_answers = decide_under(pair_.old_program(), before);
    // What the conditions of the new version rule out is no case of it.
    auto after = rebind(moved, pair_.old_program(), pair_.new_program());
    CaseAnswers new_answers;
    new_answers.status = CaseAnswers::Status::impossible;
    if (after) new_answers = decide_under(pair_.new_program(), *after);
    if (is(old_answers, Status::incomplete) || is(new_answers, Status::incomplete)) {
      left_out_ += c.value.people.size();
      return Added::left_out;
    }
    const bool never = is(old_answers, Status::impossible) && is(new_answers, Status::impossible);
    if (never || is(old_answers, Status::gap)) return refuse(c, pair_.old_program(), old_answers, diagnostics);
    if (is(new_answers, Status::gap)) {
      return refuse({std::move(*after), c.places}, pair_.new_program(), new_answers, diagnostics);
    }
    return count(before, old_answers, new_answers);
  }

  void merge(const Work& other) {
    people_ += other.people_;
    cases_ += other.cases_;
    left_out_ += other.left_out_;
    for (std::size_t d = 0; d < decisions_.size(); ++d) decisions_[d].merge(other.decisions_[d]);
  }

  PopulationDiff finish() const {
    PopulationDiff result;
    result.people.number = people_;
    result.cases.number = cases_;
    result.left_out.number = left_out_;
    for (const DecisionTally& tally : decisions_) {
      if (tally.decision() != kNoId || tally.has_classes() || tally.changes())
        result.decisions.push_back(tally.finish(pair_, diff_, facts_));
    }
    return result;
  }

  std::string contradiction;

 private:
  using Status = CaseAnswers::Status;
  using End = DecisionTally::End;

  // Conditions and changes are texts here: the date facts whose names stand in them are those that they test. Of those
  // that the classes test, the ones that the changes are about tell most.
  void find_dates(const PopulationOptions& options) {
    std::set<FactId> tested, changed;
    for (const std::string& name : options.dates) add_date(name, tested);
    if (options.dates.empty()) {
      for (const ChangeClass& c : diff_.classes) {
        for_each_box(c.when, [&](const Box& box) {
          for (const Literal& literal : box) {
            add_date(literal.fact, tested);
            add_dates(literal.test, tested);
          }
        });
        for (const std::uint32_t i : c.causes) {
          for (const std::string* text :
               {&diff_.changes[i].scope, &diff_.changes[i].old_text, &diff_.changes[i].new_text})
            add_dates(*text, changed);
        }
      }
    }
    for (const FactId f : tested) {
      if (changed.empty() || changed.count(f) != 0) facts_.dates.push_back(f);
    }
  }
  void add_date(std::string_view name, std::set<FactId>& dates) const {
    const auto fact = policy_.find_fact(name);
    if (fact && policy_.facts[*fact].type.base == BaseType::date) dates.insert(*fact);
  }
  void add_dates(std::string_view text, std::set<FactId>& dates) const {
    for (const std::string& word : words_of(text)) add_date(word, dates);
  }

  static bool is(const CaseAnswers& answers, Status status) { return answers.status == status; }

  CaseAnswers decide_under(const Program& program, Case& c) const {
    std::vector<Question> questions;
    for (std::uint32_t p = 0; p < c.people.size(); ++p) {
      for (const DecisionId d : pair_.compared()) questions.push_back({p, {true, d}, false});
    }
    return decide_only(program, c, questions);
  }

  static Added refuse(const BoundCase& c, const Program& program, const CaseAnswers& answers,
                      Diagnostics& diagnostics) {
    report_refusal(program, c, answers, diagnostics);
    return Added::refused;
  }

  Added count(const Case& c, const CaseAnswers& before, const CaseAnswers& after) {
    const bool both = is(before, Status::decided) && is(after, Status::decided);
    const auto memberships = pair_.memberships(c);
    const std::size_t records = decisions_.size() - 1;
    for (std::uint32_t p = 0; p < c.people.size(); ++p) {
      for (std::size_t d = 0; d < records; ++d) {
        DecisionTally& tally = decisions_[d];
        const End old_end = end_of(tally, before, p, false), new_end = end_of(tally, after, p, true);
        if (both && !sort_in(tally, c, p, old_end, new_end, memberships[p][d])) return Added::contradiction;
        tally.count(old_end, new_end);
      }
    }
    if (!count_records(c, is(before, Status::impossible), is(after, Status::impossible), memberships))
      return Added::contradiction;
    people_ += c.people.size();
    ++cases_;
    return Added::counted;
  }

  /// A case that is impossible in one version is ruled out because of somebody in it, and with that person everybody
  /// is.
  bool count_records(const Case& c, bool before, bool after,
                     const std::vector<std::vector<VersionPair::Membership>>& memberships) {
    DecisionTally& tally = decisions_.back();
    const End old_end = before ? 1 : 0, new_end = after ? 1 : 0;
    bool explained = before == after || !diff_.complete;
    for (std::uint32_t p = 0; p < c.people.size(); ++p) {
      const VersionPair::Membership& membership = memberships[p].back();
      explained = explained || membership.open || !membership.classes.empty();
      const bool beside = before != after && !membership.open && membership.classes.empty();
      if (beside) {
        tally.count_open();
      } else if (!sort_in(tally, c, p, old_end, new_end, membership)) {
        return false;
      }
      tally.count(old_end, new_end);
    }
    if (!explained)
      contradiction = fmt::format("the case of `{}` is {} before and {} after, and no class holds anybody in it",
                                  c.people[0].id, tally.name(old_end), tally.name(new_end));
    return explained;
  }

  static End end_of(const DecisionTally& tally, const CaseAnswers& answers, std::uint32_t person, bool is_new) {
    if (!is(answers, Status::decided)) return tally.impossible();
    const Answer& answer = answers.people[person].decisions[tally.decision()];
    if (!answer.in_force) return tally.not_in_force();
    if (!answer.settled) return tally.undetermined();
    return tally.outcome(answer.value, is_new);
  }

  /// Finds the class of a person whose decision changes. False: the decisions say otherwise than the classes.
  bool sort_in(DecisionTally& tally, const Case& c, std::uint32_t person, End before, End after,
               const VersionPair::Membership& membership) {
    const bool settled = tally.settled(before) && tally.settled(after);
    const bool changed = settled && before != after;
    const auto contradicts = [&](const std::string& classes) {
      const std::string of =
          tally.decision() == kNoId ? "the record" : fmt::format("`{}`", policy_.decisions[tally.decision()].name);
      contradiction = fmt::format("{} of `{}` is {} before and {} after, and {}", of, c.people[person].id,
                                  tally.name(before), tally.name(after), classes);
      return false;
    };
    if (membership.open) {
      if (changed) tally.count_open();
      return true;
    }
    if (membership.classes.size() > 1) {
      std::string ids;
      for (const std::uint32_t i : membership.classes) ids += (ids.empty() ? "" : ", ") + diff_.classes[i].id;
      return contradicts(fmt::format("the classes {} all hold the person", ids));
    }
    if (membership.classes.empty()) {
      if (changed && diff_.complete) return contradicts("no class holds the person");
      if (changed) tally.count_open();
      return true;
    }
    const std::uint32_t index = membership.classes.front();
    const ChangeClass& found = diff_.classes[index];
    ClassTally* const members = tally.of_class(index);
    const bool fits = changed && found.from == tally.name(before) && found.to == tally.name(after);
    if (members == nullptr || !fits) {
      return contradicts(fmt::format("the class {} ({} to {}) holds the person", found.id, found.from, found.to));
    }
    members->count(policy_, facts_, c, person);
    return true;
  }

  const VersionPair& pair_;
  const VersionDiff& diff_;
  const Policy& policy_;
  DividingFacts facts_;
  std::uint64_t people_ = 0, cases_ = 0, left_out_ = 0;
  std::vector<DecisionTally> decisions_;  ///< in the order of VersionPair::compared; last, whether the case is possible
};

PopulationCount::PopulationCount(const VersionPair& pair, const VersionDiff& diff, const PopulationOptions& options)
    : work_(std::make_unique<Work>(pair, diff, options)) {}
PopulationCount::PopulationCount(PopulationCount&&) noexcept = default;
PopulationCount::~PopulationCount() = default;

PopulationCount::Added PopulationCount::add(const BoundCase& c, Diagnostics& diagnostics) {
  return work_->add(c, diagnostics);
}
const std::string& PopulationCount::contradiction() const { return work_->contradiction; }
void PopulationCount::merge(const PopulationCount& other) { work_->merge(*other.work_); }
PopulationDiff PopulationCount::finish() const { return work_->finish(); }

}  // namespace proviso
