#include "interpreter/population_tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "dsl/date.hpp"

namespace proviso {

namespace {

/// Dates that fall into more months are told apart by years.
constexpr std::size_t kMostMonths = 36;
constexpr const char* kNoRelations = "no relations";

/// Keys of rows for what has no value: they come last.
constexpr std::int64_t kNoneKey = std::int64_t{1} << 62, kUnknownKey = kNoneKey + 1;

using Rows = std::map<std::int64_t, std::uint64_t>;
using By = PopulationDiff::Breakdown::By;

HeadCount head_count(std::uint64_t number) { return {number, HeadCount::Shown::exact}; }

template <class Key>
void add_rows(std::map<Key, std::uint64_t>& to, const std::map<Key, std::uint64_t>& from) {
  for (const auto& [key, count] : from) to[key] += count;
}

std::int64_t month_of(Days day) {
  const CivilDate date = civil_from_days(day);
  return std::int64_t{date.year} * 12 + date.month - 1;
}

std::string role_of(const Policy& policy, const Case& c, std::uint32_t person) {
  std::set<RelationId> relations;
  for (std::uint32_t l = c.first_directed[person]; l < c.first_directed[person + 1]; ++l)
    relations.insert(c.directed[l].relation);
  std::string role;
  for (const RelationId id : relations) role += (role.empty() ? "" : ", ") + policy.relations[id].heading.name;
  return role.empty() ? kNoRelations : role;
}

PopulationDiff::Row last_row(std::int64_t key, std::uint64_t count) {
  return {key == kNoneKey ? "none" : "unknown", "", head_count(count)};
}

PopulationDiff::Breakdown by_region(const Policy& policy, FactId f, const Rows& rows) {
  const Fact& fact = policy.facts[f];
  PopulationDiff::Breakdown result{By::region, fact.heading.name, fact.heading.label, {}};
  for (const auto& [key, count] : rows) {
    if (key >= kNoneKey) {
      result.rows.push_back(last_row(key, count));
      continue;
    }
    const EnumMember& member = policy.enumerations[fact.type.enumeration].leaf(key);
    result.rows.push_back({member.name, member.label, head_count(count)});
  }
  return result;
}

PopulationDiff::Breakdown by_date(const Policy& policy, FactId f, const Rows& months) {
  const Fact& fact = policy.facts[f];
  PopulationDiff::Breakdown result{By::month, fact.heading.name, fact.heading.label, {}};
  const auto last = std::count_if(months.begin(), months.end(), [](const auto& row) { return row.first >= kNoneKey; });
  const bool years = months.size() - static_cast<std::size_t>(last) > kMostMonths;
  Rows rows = months;
  if (years) {
    result.by = By::year;
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

}  // namespace

// -- A class
// --------------------------------------------------------------------------------------------------------------

void ClassTally::count(const Policy& policy, const DividingFacts& facts, const Case& c, std::uint32_t person) {
  ++count_;
  const auto key = [&](FactId f, auto of_value) {
    const Value value = c.people[person].facts[f];
    return value == kNone ? kNoneKey : value == kUnknown ? kUnknownKey : of_value(value);
  };
  for (std::size_t i = 0; i < regions_.size(); ++i)
    ++regions_[i][key(facts.regions[i], [](Value value) { return value; })];
  for (std::size_t i = 0; i < dates_.size(); ++i) ++dates_[i][key(facts.dates[i], month_of)];
  if (!policy.relations.empty()) ++roles_[role_of(policy, c, person)];
}

void ClassTally::merge(const ClassTally& other) {
  count_ += other.count_;
  for (std::size_t i = 0; i < regions_.size(); ++i) add_rows(regions_[i], other.regions_[i]);
  for (std::size_t i = 0; i < dates_.size(); ++i) add_rows(dates_[i], other.dates_[i]);
  add_rows(roles_, other.roles_);
}

PopulationDiff::OfClass ClassTally::finish(const Policy& policy, const DividingFacts& facts,
                                           const ChangeClass& of) const {
  PopulationDiff::OfClass result{of.id, of.from, of.to, head_count(count_), {}};
  if (count_ == 0) return result;
  // A fact that none of them has divides nobody.
  const auto divides = [](const Rows& rows) { return rows.begin()->first < kNoneKey || rows.size() > 1; };
  for (std::size_t i = 0; i < regions_.size(); ++i) {
    if (divides(regions_[i])) result.by.push_back(by_region(policy, facts.regions[i], regions_[i]));
  }
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    if (divides(dates_[i])) result.by.push_back(by_date(policy, facts.dates[i], dates_[i]));
  }
  if (roles_.empty()) return result;
  PopulationDiff::Breakdown roles{By::role, "", "", {}};
  for (const auto& [role, count] : roles_) roles.rows.push_back({role, "", head_count(count)});
  result.by.push_back(std::move(roles));
  return result;
}

// -- A decision
// --------------------------------------------------------------------------------------------------------------

DecisionTally::DecisionTally(const VersionPair& pair, const VersionDiff& diff, DecisionId decision,
                             const DividingFacts& facts)
    : decision_(decision) {
  std::string name;
  if (decision == kNoId) {
    outcomes_ = {"possible", "impossible"};
    of_new_ = {0, 1};
  } else {
    const Decision& old_one = pair.old_program().policy.decisions[decision];
    name = pair.new_program().policy.decisions[decision].name;  // as the classes have it
    for (const Outcome& outcome : old_one.outcomes) outcomes_.push_back(outcome.name);
    for (const Outcome& outcome : pair.new_program().policy.decisions[decision].outcomes) {
      const auto known = std::find(outcomes_.begin(), outcomes_.end(), outcome.name);
      of_new_.push_back(static_cast<End>(known - outcomes_.begin()));
      if (known == outcomes_.end()) outcomes_.push_back(outcome.name);
    }
  }
  moved_.assign(std::size_t{ends()} * ends(), 0);
  for (std::uint32_t i = 0; i < diff.classes.size(); ++i) {
    if (diff.classes[i].decision == name) classes_.emplace(i, ClassTally(facts));
  }
}

bool DecisionTally::changes() const {
  for (End before = 0; before < ends(); ++before) {
    for (End after = 0; after < ends(); ++after) {
      if (before != after && settled(before) && settled(after) && moved_[cell(before, after)] != 0) return true;
    }
  }
  return false;
}

DecisionTally::End DecisionTally::outcome(Value value, bool is_new) const {
  const auto index = static_cast<End>(value);
  return is_new ? of_new_[index] : index;
}

std::string DecisionTally::name(End end) const {
  if (end < outcomes_.size()) return outcomes_[end];
  return end == undetermined() ? "undetermined" : end == not_in_force() ? "not_in_force" : "impossible";
}

ClassTally* DecisionTally::of_class(std::uint32_t index) {
  const auto found = classes_.find(index);
  return found == classes_.end() ? nullptr : &found->second;
}

void DecisionTally::merge(const DecisionTally& other) {
  for (std::size_t i = 0; i < moved_.size(); ++i) moved_[i] += other.moved_[i];
  class_open_ += other.class_open_;
  for (auto& [index, tally] : classes_) tally.merge(other.classes_.at(index));
}

bool DecisionTally::occurs(End end) const {
  for (End other = 0; other < ends(); ++other) {
    if (moved_[cell(end, other)] != 0 || moved_[cell(other, end)] != 0) return true;
  }
  return false;
}

PopulationDiff::OfDecision DecisionTally::finish(const VersionPair& pair, const VersionDiff& diff,
                                                 const DividingFacts& facts) const {
  const Policy& policy = pair.old_program().policy;
  PopulationDiff::OfDecision result;
  if (decision_ != kNoId) {
    result.name = policy.decisions[decision_].name;
    result.label = policy.decisions[decision_].versions.front().heading.label;
  }
  std::vector<End> used;
  for (End end = 0; end < ends(); ++end) {
    if (occurs(end)) used.push_back(end);
  }
  std::uint64_t changed = 0, unchanged = 0, open = 0, ruled_out = 0;
  for (const End before : used) {
    result.outcomes.push_back(described(pair, before));
    result.moved.emplace_back();
    std::uint64_t row = 0, column = 0;
    for (const End after : used) {
      const std::uint64_t number = moved_[cell(before, after)];
      result.moved.back().push_back(head_count(number));
      row += number;
      column += moved_[cell(after, before)];
      const bool never = before == impossible() || after == impossible();
      const bool both_settled = settled(before) && settled(after);
      (never ? ruled_out : !both_settled ? open : before == after ? unchanged : changed) += number;
    }
    result.before.push_back(head_count(row));
    result.after.push_back(head_count(column));
  }
  result.changed = head_count(changed);
  result.unchanged = head_count(unchanged);
  result.open = head_count(open);
  result.ruled_out = head_count(ruled_out);
  result.class_open = head_count(class_open_);
  for (const auto& [index, tally] : classes_)
    result.classes.push_back(tally.finish(policy, facts, diff.classes[index]));
  return result;
}

PopulationDiff::Outcome DecisionTally::described(const VersionPair& pair, End end) const {
  using Sort = PopulationDiff::Outcome::Kind;
  if (end == undetermined()) return {Sort::undetermined, name(end), ""};
  if (end == not_in_force()) return {Sort::not_in_force, name(end), ""};
  if (end == impossible()) return {Sort::impossible, name(end), ""};
  if (decision_ == kNoId) return {Sort::outcome, name(end), ""};
  for (const Program* program : {&pair.new_program(), &pair.old_program()}) {
    for (const Outcome& known : program->policy.decisions[decision_].outcomes) {
      if (known.name == name(end) && !known.label.empty()) return {Sort::outcome, known.name, known.label};
    }
  }
  return {Sort::outcome, name(end), ""};
}

}  // namespace proviso
