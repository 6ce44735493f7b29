#include "interpreter/population_count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "interpreter/case_refusal.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

/// Dates that fall into more months are told apart by years.
constexpr std::size_t kMostMonths = 36;
constexpr const char* kNoRelations = "no relations";

/// Keys of rows, in their order. A value that is none or unknown comes last.
constexpr std::int64_t kNoneKey = std::int64_t{1} << 62, kUnknownKey = kNoneKey + 1;

using Rows = std::map<std::int64_t, std::uint64_t>;
using RoleRows = std::map<std::string, std::uint64_t>;

template <class Key>
void add_rows(std::map<Key, std::uint64_t>& to, const std::map<Key, std::uint64_t>& from) {
  for (const auto& [key, count] : from) to[key] += count;
}

std::int64_t month_of(Days day) {
  const CivilDate date = civil_from_days(day);
  return std::int64_t{date.year} * 12 + date.month - 1;
}

/// What one person's decision came to, as an index: an outcome, or one of the three after them.
struct Ends {
  std::uint32_t before = 0, after = 0;
};

HeadCount head_count(std::uint64_t number) { return {number, HeadCount::Shown::exact}; }

}  // namespace

class PopulationCount::Work {
 public:
  Work(const VersionPair& pair, const VersionDiff& diff, const PopulationOptions& options)
      : pair_(pair), diff_(diff), policy_(pair.old_program().policy) {
    for (FactId f = 0; f < policy_.facts.size(); ++f) {
      const Type& type = policy_.facts[f].type;
      if (type.base == BaseType::member && policy_.enumerations[type.enumeration].regions) regions_.push_back(f);
    }
    find_dates(options);
    for (const DecisionId d : pair.compared()) decisions_.push_back(make_tally(d));
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
    for (std::size_t d = 0; d < decisions_.size(); ++d) {
      Tally& tally = decisions_[d];
      const Tally& theirs = other.decisions_[d];
      for (std::size_t i = 0; i < tally.moved.size(); ++i) tally.moved[i] += theirs.moved[i];
      tally.class_open += theirs.class_open;
      for (auto& [index, members] : tally.classes) members.add(theirs.classes.at(index));
    }
  }

  PopulationDiff finish() const {
    PopulationDiff result;
    result.people = head_count(people_);
    result.cases = head_count(cases_);
    result.left_out = head_count(left_out_);
    for (const Tally& tally : decisions_) result.decisions.push_back(finish(tally));
    return result;
  }

  std::string contradiction;

 private:
  using Status = CaseAnswers::Status;

  /// The people of one class.
  struct Members {
    std::uint64_t count = 0;
    std::vector<Rows> regions, dates;  ///< by position in `regions_`, `dates_`
    RoleRows roles;

    void add(const Members& other) {
      count += other.count;
      for (std::size_t i = 0; i < regions.size(); ++i) add_rows(regions[i], other.regions[i]);
      for (std::size_t i = 0; i < dates.size(); ++i) add_rows(dates[i], other.dates[i]);
      add_rows(roles, other.roles);
    }
  };

  /// One decision that is compared.
  struct Tally {
    DecisionId decision = kNoId;
    std::vector<std::string> outcomes;  ///< by name; after them undetermined, not in force, impossible
    std::vector<std::uint32_t> of_new;  ///< an outcome of the new version -> index into `outcomes`
    std::vector<std::uint64_t> moved;   ///< [before * ends() + after]
    std::uint64_t class_open = 0;
    std::map<std::uint32_t, Members> classes;  ///< by index into VersionDiff::classes

    std::uint32_t undetermined() const { return static_cast<std::uint32_t>(outcomes.size()); }
    std::uint32_t not_in_force() const { return undetermined() + 1; }
    std::uint32_t impossible() const { return undetermined() + 2; }
    std::uint32_t ends() const { return undetermined() + 3; }
    bool settled(std::uint32_t end) const { return end < undetermined() || end == not_in_force(); }
    std::string name(std::uint32_t end) const {
      if (end < outcomes.size()) return outcomes[end];
      return end == undetermined() ? "undetermined" : end == not_in_force() ? "not_in_force" : "impossible";
    }
  };

  // -- What is counted
  // ------------------------------------------------------------------------------------------------------------

  // A condition is a text here; the date facts that it names are those that it tests.
  void find_dates(const PopulationOptions& options) {
    std::set<FactId> dates;
    const auto add = [&](std::string_view name) {
      const auto fact = policy_.find_fact(name);
      if (fact && policy_.facts[*fact].type.base == BaseType::date) dates.insert(*fact);
    };
    for (const std::string& name : options.dates) add(name);
    if (options.dates.empty()) {
      for (const ChangeClass& c : diff_.classes) {
        for (const Box& box : c.when) {
          for (const Literal& literal : box) {
            add(literal.fact);
            for (const std::string& word : words_of(literal.test)) add(word);
          }
        }
      }
    }
    dates_.assign(dates.begin(), dates.end());
  }

  static std::vector<std::string> words_of(std::string_view text) {
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

  Tally make_tally(DecisionId d) const {
    Tally tally;
    tally.decision = d;
    for (const Outcome& outcome : policy_.decisions[d].outcomes) tally.outcomes.push_back(outcome.name);
    for (const Outcome& outcome : pair_.new_program().policy.decisions[d].outcomes) {
      const auto known = std::find(tally.outcomes.begin(), tally.outcomes.end(), outcome.name);
      tally.of_new.push_back(static_cast<std::uint32_t>(known - tally.outcomes.begin()));
      if (known == tally.outcomes.end()) tally.outcomes.push_back(outcome.name);
    }
    tally.moved.assign(std::size_t{tally.ends()} * tally.ends(), 0);
    Members none;
    none.regions.resize(regions_.size());
    none.dates.resize(dates_.size());
    for (std::uint32_t i = 0; i < diff_.classes.size(); ++i) {
      if (diff_.classes[i].decision == policy_.decisions[d].name) tally.classes.emplace(i, none);
    }
    return tally;
  }

  // -- One case
  // ------------------------------------------------------------------------------------------------------------

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
    const auto memberships = both ? pair_.memberships(c) : std::vector<std::vector<VersionPair::Membership>>();
    for (std::uint32_t p = 0; p < c.people.size(); ++p) {
      for (std::size_t d = 0; d < decisions_.size(); ++d) {
        Tally& tally = decisions_[d];
        const Ends ends{end_of(tally, before, p, false), end_of(tally, after, p, true)};
        if (both && !sort_in(tally, c, p, ends, memberships[p][d])) return Added::contradiction;
        ++tally.moved[std::size_t{ends.before} * tally.ends() + ends.after];
      }
    }
    people_ += c.people.size();
    ++cases_;
    return Added::counted;
  }

  static std::uint32_t end_of(const Tally& tally, const CaseAnswers& answers, std::uint32_t person, bool is_new) {
    if (!is(answers, Status::decided)) return tally.impossible();
    const Answer& answer = answers.people[person].decisions[tally.decision];
    if (!answer.in_force) return tally.not_in_force();
    if (!answer.settled) return tally.undetermined();
    const auto value = static_cast<std::uint32_t>(answer.value);
    return is_new ? tally.of_new[value] : value;
  }

  /// Finds the class of a person whose decision changes. False: the decisions say otherwise than the classes.
  bool sort_in(Tally& tally, const Case& c, std::uint32_t person, const Ends& ends,
               const VersionPair::Membership& membership) {
    const bool settled = tally.settled(ends.before) && tally.settled(ends.after);
    const bool changed = settled && ends.before != ends.after;
    const auto contradicts = [&](const std::string& classes) {
      contradiction =
          fmt::format("`{}` of `{}` is {} before and {} after, and {}", policy_.decisions[tally.decision].name,
                      c.people[person].id, tally.name(ends.before), tally.name(ends.after), classes);
      return false;
    };
    if (membership.open) {
      tally.class_open += changed;
      return true;
    }
    if (membership.classes.size() > 1) {
      std::string ids;
      for (const std::uint32_t i : membership.classes) ids += (ids.empty() ? "" : ", ") + diff_.classes[i].id;
      return contradicts(fmt::format("the classes {} all hold the person", ids));
    }
    if (membership.classes.empty()) {
      if (changed && diff_.complete) return contradicts("no class holds the person");
      tally.class_open += changed;
      return true;
    }
    const std::uint32_t index = membership.classes.front();
    const ChangeClass& found = diff_.classes[index];
    const auto members = tally.classes.find(index);
    const bool fits = changed && found.from == tally.name(ends.before) && found.to == tally.name(ends.after);
    if (members == tally.classes.end() || !fits) {
      return contradicts(fmt::format("the class {} ({} to {}) holds the person", found.id, found.from, found.to));
    }
    add_member(members->second, c, person);
    return true;
  }

  void add_member(Members& members, const Case& c, std::uint32_t person) const {
    ++members.count;
    const auto key = [&](FactId f, auto of_value) {
      const Value value = c.people[person].facts[f];
      return value == kNone ? kNoneKey : value == kUnknown ? kUnknownKey : of_value(value);
    };
    for (std::size_t i = 0; i < regions_.size(); ++i)
      ++members.regions[i][key(regions_[i], [](Value value) { return value; })];
    for (std::size_t i = 0; i < dates_.size(); ++i) ++members.dates[i][key(dates_[i], month_of)];
    std::set<RelationId> relations;
    for (std::uint32_t l = c.first_directed[person]; l < c.first_directed[person + 1]; ++l)
      relations.insert(c.directed[l].relation);
    std::string role;
    for (const RelationId id : relations) role += (role.empty() ? "" : ", ") + policy_.relations[id].heading.name;
    ++members.roles[role.empty() ? kNoRelations : role];
  }

  // -- The figures
  // ------------------------------------------------------------------------------------------------------------

  PopulationDiff::OfDecision finish(const Tally& tally) const {
    PopulationDiff::OfDecision result;
    result.name = policy_.decisions[tally.decision].name;
    result.label = policy_.decisions[tally.decision].versions.front().heading.label;
    std::vector<std::uint32_t> used;
    for (std::uint32_t end = 0; end < tally.ends(); ++end) {
      std::uint64_t sum = 0;
      for (std::uint32_t other = 0; other < tally.ends(); ++other)
        sum += moved(tally, end, other) + moved(tally, other, end);
      if (sum != 0) used.push_back(end);
    }
    std::uint64_t changed = 0, unchanged = 0, open = 0, ruled_out = 0;
    for (const std::uint32_t before : used) {
      result.outcomes.push_back(outcome(tally, before));
      result.moved.emplace_back();
      std::uint64_t row = 0, column = 0;
      for (const std::uint32_t after : used) {
        const std::uint64_t number = moved(tally, before, after);
        result.moved.back().push_back(head_count(number));
        row += number;
        column += moved(tally, after, before);
        const bool impossible = before == tally.impossible() || after == tally.impossible();
        const bool settled = tally.settled(before) && tally.settled(after);
        (impossible ? ruled_out : !settled ? open : before == after ? unchanged : changed) += number;
      }
      result.before.push_back(head_count(row));
      result.after.push_back(head_count(column));
    }
    result.changed = head_count(changed);
    result.unchanged = head_count(unchanged);
    result.open = head_count(open);
    result.ruled_out = head_count(ruled_out);
    result.class_open = head_count(tally.class_open);
    for (const auto& [index, members] : tally.classes) result.classes.push_back(finish(index, members));
    return result;
  }

  static std::uint64_t moved(const Tally& tally, std::uint32_t before, std::uint32_t after) {
    return tally.moved[std::size_t{before} * tally.ends() + after];
  }

  PopulationDiff::Outcome outcome(const Tally& tally, std::uint32_t end) const {
    using End = PopulationDiff::Outcome::Kind;
    if (end >= tally.outcomes.size()) {
      const End kind = end == tally.undetermined()   ? End::undetermined
                       : end == tally.not_in_force() ? End::not_in_force
                                                     : End::impossible;
      return {kind, tally.name(end), ""};
    }
    for (const Policy* policy : {&pair_.new_program().policy, &policy_}) {
      for (const Outcome& known : policy->decisions[tally.decision].outcomes) {
        if (known.name == tally.name(end) && !known.label.empty()) return {End::outcome, known.name, known.label};
      }
    }
    return {End::outcome, tally.name(end), ""};
  }

  PopulationDiff::OfClass finish(std::uint32_t index, const Members& members) const {
    PopulationDiff::OfClass result{index, head_count(members.count), {}};
    if (members.count == 0) return result;
    for (std::size_t i = 0; i < regions_.size(); ++i) result.by.push_back(by_region(regions_[i], members.regions[i]));
    for (std::size_t i = 0; i < dates_.size(); ++i) result.by.push_back(by_date(dates_[i], members.dates[i]));
    if (!policy_.relations.empty()) {
      PopulationDiff::Breakdown roles{PopulationDiff::Breakdown::By::role, "", "", {}};
      for (const auto& [role, count] : members.roles) roles.rows.push_back({role, "", head_count(count)});
      result.by.push_back(std::move(roles));
    }
    return result;
  }

  static PopulationDiff::Row last_row(std::int64_t key, std::uint64_t count) {
    return {key == kNoneKey ? "none" : "unknown", "", head_count(count)};
  }

  PopulationDiff::Breakdown by_region(FactId f, const Rows& rows) const {
    const Fact& fact = policy_.facts[f];
    PopulationDiff::Breakdown result{PopulationDiff::Breakdown::By::region, fact.heading.name, fact.heading.label, {}};
    for (const auto& [key, count] : rows) {
      if (key >= kNoneKey) {
        result.rows.push_back(last_row(key, count));
        continue;
      }
      const EnumMember& member = policy_.enumerations[fact.type.enumeration].leaf(key);
      result.rows.push_back({member.name, member.label, head_count(count)});
    }
    return result;
  }

  PopulationDiff::Breakdown by_date(FactId f, const Rows& months) const {
    const Fact& fact = policy_.facts[f];
    PopulationDiff::Breakdown result{PopulationDiff::Breakdown::By::month, fact.heading.name, fact.heading.label, {}};
    const auto is_last = [](const auto& row) { return row.first >= kNoneKey; };
    const auto last = std::count_if(months.begin(), months.end(), is_last);
    const bool years = months.size() - static_cast<std::size_t>(last) > kMostMonths;
    Rows rows = months;
    if (years) {
      result.by = PopulationDiff::Breakdown::By::year;
      rows.clear();
      for (const auto& [key, count] : months) rows[key >= kNoneKey ? key : key / 12] += count;
    }
    for (const auto& [key, count] : rows) {
      if (key >= kNoneKey) {
        result.rows.push_back(last_row(key, count));
      } else {
        const std::string name = years ? fmt::format("{:04}", key) : fmt::format("{:04}-{:02}", key / 12, key % 12 + 1);
        result.rows.push_back({name, "", head_count(count)});
      }
    }
    return result;
  }

  const VersionPair& pair_;
  const VersionDiff& diff_;
  const Policy& policy_;
  std::vector<FactId> regions_, dates_;
  std::uint64_t people_ = 0, cases_ = 0, left_out_ = 0;
  std::vector<Tally> decisions_;  ///< in the order of VersionPair::compared
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
