#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/population_count.hpp"
#include "interpreter/sums.hpp"

namespace proviso {

namespace {

using Shown = HeadCount::Shown;
using End = PopulationDiff::Outcome::Kind;

/// The figures of a population and the sums between them.
class Figures {
 public:
  Figures(PopulationDiff& population, std::uint64_t below) : below_(below) {
    const auto people = add(population.people), cases = add(population.cases);
    // So in a table, where each is a case.
    if (population.people.number == population.cases.number) sums_.add_sum(people, {cases});
    add(population.left_out);
    for (PopulationDiff::OfDecision& decision : population.decisions) add(decision, people);
  }

  void suppress() {
    for (std::size_t i = 0; i < counts_.size(); ++i) left_out_[i] = left_out_[i] || is_small(i);
    hide_all();
    // Where the marks themselves give something away, there are none: what is left out is just left out.
    if (given_away_) {
      marks_ = false;
      hide_all();
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] == nullptr || !left_out_[i]) continue;
      counts_[i]->shown = marks_ && is_small(i) ? Shown::small : Shown::hidden;
      counts_[i]->number = 0;
    }
  }

 private:
  using Id = Sums::Id;

  Id add(HeadCount& count) { return add(&count, count.number); }
  Id add(HeadCount* count, std::uint64_t number) {
    counts_.push_back(count);
    numbers_.push_back(number);
    left_out_.push_back(count == nullptr);
    return sums_.add_number();
  }
  std::vector<Id> add(std::vector<HeadCount>& counts) {
    std::vector<Id> ids;
    for (HeadCount& count : counts) ids.push_back(add(count));
    return ids;
  }

  void add(PopulationDiff::OfDecision& decision, Id people) {
    const std::size_t size = decision.outcomes.size();
    std::vector<std::vector<Id>> moved;
    for (auto& row : decision.moved) moved.push_back(add(row));
    const std::vector<Id> before = add(decision.before), after = add(decision.after);
    std::vector<Id> changed, unchanged, open, ruled_out;
    for (std::size_t i = 0; i < size; ++i) {
      std::vector<Id> column;
      for (std::size_t j = 0; j < size; ++j) {
        column.push_back(moved[j][i]);
        const End from = decision.outcomes[i].kind, to = decision.outcomes[j].kind;
        const bool impossible = from == End::impossible || to == End::impossible;
        const bool unsettled = from == End::undetermined || to == End::undetermined;
        (impossible ? ruled_out : unsettled ? open : i == j ? unchanged : changed).push_back(moved[i][j]);
      }
      sums_.add_sum(before[i], moved[i]);
      sums_.add_sum(after[i], column);
    }
    sums_.add_sum(people, before);
    sums_.add_sum(people, after);
    sums_.add_sum(add(decision.changed), changed);
    sums_.add_sum(add(decision.unchanged), unchanged);
    sums_.add_sum(add(decision.open), open);
    sums_.add_sum(add(decision.ruled_out), ruled_out);
    add_classes(decision, moved);
  }

  // Those who change from one outcome to another are the people of the classes from one to the other, and those whose
  // class is open: how many of these is told only for all together.
  void add_classes(PopulationDiff::OfDecision& decision, const std::vector<std::vector<Id>>& moved) {
    std::map<std::pair<std::string, std::string>, std::vector<Id>> classes;
    std::map<std::pair<std::string, std::string>, std::uint64_t> held;
    for (PopulationDiff::OfClass& of : decision.classes) {
      const Id id = add(of.count);
      classes[{of.from, of.to}].push_back(id);
      held[{of.from, of.to}] += of.count.number;
      for (PopulationDiff::Breakdown& by : of.by) {
        std::vector<Id> rows;
        for (PopulationDiff::Row& row : by.rows) rows.push_back(add(row.count));
        sums_.add_sum(id, rows);
      }
    }
    std::vector<Id> open_ones;
    for (std::size_t i = 0; i < decision.outcomes.size(); ++i) {
      for (std::size_t j = 0; j < decision.outcomes.size(); ++j) {
        const std::pair<std::string, std::string> ends{decision.outcomes[i].name, decision.outcomes[j].name};
        if (i == j || (classes.count(ends) == 0 && numbers_[moved[i][j]] == 0)) continue;
        std::vector<Id> parts = classes[ends];
        if (decision.class_open.number != 0) {
          open_ones.push_back(add(nullptr, numbers_[moved[i][j]] - held[ends]));
          parts.push_back(open_ones.back());
        }
        const auto kind = [&](std::size_t k) { return decision.outcomes[k].kind; };
        const bool settled = kind(i) != End::undetermined && kind(j) != End::undetermined &&
                             kind(i) != End::impossible && kind(j) != End::impossible;
        if (settled && !parts.empty()) sums_.add_sum(moved[i][j], parts);
      }
    }
    sums_.add_sum(add(decision.class_open), open_ones);
  }

  bool is_small(std::size_t i) const { return counts_[i] != nullptr && numbers_[i] != 0 && numbers_[i] < below_; }

  void hide_all() {
    given_away_ = false;
    while (const auto next = next_to_hide()) left_out_[*next] = true;
  }

  /// A number without which something small that is left out could be worked out.
  std::optional<Id> next_to_hide() {
    const std::vector<bool> determined = sums_.determined(left_out_);
    for (Id i = 0; i < counts_.size(); ++i) {
      const bool known = counts_[i] != nullptr && left_out_[i] && determined[i];
      if (const auto partner = known ? partner_of(i) : std::nullopt) return partner;
    }
    std::vector<Range> ranges;
    for (Id i = 0; i < counts_.size(); ++i) ranges.push_back(range_of(i));
    tighten(ranges);
    for (Id i = 0; i < counts_.size(); ++i) {
      if (!is_small(i) || !has_one_value(ranges, i)) continue;
      if (const auto partner = partner_of(i)) return partner;
      given_away_ = true;
    }
    return std::nullopt;
  }

  /// What can be told of a number: a small one is not none and less than the bound, another that is left out is not.
  struct Range {
    std::int64_t least, most;
  };
  static constexpr std::int64_t kUnbounded = std::int64_t{1} << 60;

  Range range_of(Id i) const {
    const auto exact = static_cast<std::int64_t>(numbers_[i]), below = static_cast<std::int64_t>(below_);
    if (!left_out_[i]) return {exact, exact};
    if (counts_[i] == nullptr || !marks_) return {0, kUnbounded};
    return is_small(i) ? Range{1, below - 1} : Range{below, kUnbounded};
  }

  /// Whether all values of a small number but one are ruled out.
  bool has_one_value(const std::vector<Range>& ranges, Id i) const {
    constexpr std::int64_t kMostTries = 100;
    const std::int64_t last = std::min(ranges[i].most, ranges[i].least + kMostTries);
    int values = 0;
    for (std::int64_t value = ranges[i].least; value <= last && values < 2; ++value) {
      std::vector<Range> tried = ranges;
      tried[i] = {value, value};
      values += tighten(tried);
    }
    return values < 2;
  }

  // Each sum bounds each of its numbers by the others, again and again until nothing is new. False: nothing fits.
  bool tighten(std::vector<Range>& ranges) const {
    constexpr int kMostRounds = 50;
    bool changed = true;
    for (int round = 0; changed && round < kMostRounds; ++round) {
      changed = false;
      for (const Sums::Equation& equation : sums_.equations()) {
        std::int64_t least = 0, most = 0;
        for (const Sums::Term& term : equation) {
          least += term.sign > 0 ? ranges[term.number].least : -ranges[term.number].most;
          most += term.sign > 0 ? ranges[term.number].most : -ranges[term.number].least;
        }
        if (least > 0 || most < 0) return false;
        for (const Sums::Term& term : equation) {
          Range& range = ranges[term.number];
          const Range before = range;
          const std::int64_t width = range.most - range.least;
          // Of the others, so that all add up to 0.
          const std::int64_t low = term.sign > 0 ? -(most - range.most) : least + range.most;
          const std::int64_t high = term.sign > 0 ? -(least - range.least) : most + range.least;
          range = {std::max(range.least, low), std::min(range.most, high)};
          if (range.least > range.most) return false;
          if (range.most - range.least == width) continue;
          changed = true;
          least += term.sign > 0 ? range.least - before.least : before.most - range.most;
          most += term.sign > 0 ? range.most - before.most : before.least - range.least;
        }
      }
    }
    return true;
  }

  std::optional<Id> smallest_shown(const Sums::Equation& equation) const {
    std::optional<Id> best;
    for (const Sums::Term& term : equation) {
      const Id id = term.number;
      if (left_out_[id] || numbers_[id] == 0) continue;
      if (!best || numbers_[id] < numbers_[*best]) best = id;
    }
    return best;
  }

  /// The smallest number shown that stands in a sum with this one, or with others that stand in a sum with it, and so
  /// on.
  std::optional<Id> partner_of(Id number) const {
    std::vector<char> reached(counts_.size(), 0), done(sums_.equations().size(), 0);
    reached[number] = 1;
    for (bool more = true; more;) {
      more = false;
      std::optional<Id> best;
      std::vector<Id> next;
      for (std::size_t e = 0; e < done.size(); ++e) {
        const Sums::Equation& equation = sums_.equations()[e];
        const bool holds = std::any_of(equation.begin(), equation.end(),
                                       [&](const Sums::Term& term) { return reached[term.number] != 0; });
        if (done[e] != 0 || !holds) continue;
        done[e] = 1;
        more = true;
        const auto shown = smallest_shown(equation);
        if (shown && (!best || numbers_[*shown] < numbers_[*best])) best = shown;
        for (const Sums::Term& term : equation) {
          if (left_out_[term.number]) next.push_back(term.number);
        }
      }
      if (best) return best;
      for (const Id id : next) reached[id] = 1;
    }
    return std::nullopt;
  }

  const std::uint64_t below_;
  Sums sums_;
  std::vector<HeadCount*> counts_;  ///< null: a number that nobody is shown
  std::vector<std::uint64_t> numbers_;
  std::vector<bool> left_out_;
  bool marks_ = true;        ///< it is shown which of the numbers that are left out are small
  bool given_away_ = false;  ///< everything around something small is left out, and still it can be worked out
};

}  // namespace

void suppress_small(PopulationDiff& population, std::uint64_t below) {
  population.suppress_below = below;
  if (below > 1) Figures(population, below).suppress();
  // There are at least as many people as cases.
  if (population.people.shown != Shown::exact) population.cases = {0, Shown::hidden};
}

}  // namespace proviso
