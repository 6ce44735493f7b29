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
    const auto people = add(population.people, Worth::most), cases = add(population.cases, Worth::most);
    // So in a table, where each is a case.
    if (population.people.number == population.cases.number) sums_.add_sum(people, {cases});
    add(population.left_out, Worth::most);
    for (PopulationDiff::OfDecision& decision : population.decisions) add(decision, people);
  }

  void suppress() {
    for (std::size_t i = 0; i < counts_.size(); ++i) left_out_[i] = left_out_[i] || is_small(i);
    for (std::size_t i = 0; i < counts_.size(); ++i) marked_.push_back(is_small(i));
    while (step()) {
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] == nullptr || !left_out_[i]) continue;
      counts_[i]->shown = marked_[i] ? Shown::small : Shown::hidden;
      counts_[i]->number = 0;
    }
  }

 private:
  using Id = Sums::Id;

  /// How much a reader loses without a number: what is left out first is worth least.
  enum class Worth : std::uint8_t { sum, part, most };

  Id add(HeadCount& count, Worth worth = Worth::part) { return add(&count, count.number, worth); }
  Id add(HeadCount* count, std::uint64_t number, Worth worth = Worth::part) {
    worth_.push_back(worth);
    counts_.push_back(count);
    numbers_.push_back(number);
    left_out_.push_back(count == nullptr);
    return sums_.add_number();
  }
  std::vector<Id> add(std::vector<HeadCount>& counts, Worth worth = Worth::part) {
    std::vector<Id> ids;
    for (HeadCount& count : counts) ids.push_back(add(count, worth));
    return ids;
  }

  void add(PopulationDiff::OfDecision& decision, Id people) {
    const std::size_t size = decision.outcomes.size();
    std::vector<std::vector<Id>> moved;
    for (auto& row : decision.moved) moved.push_back(add(row));
    const std::vector<Id> before = add(decision.before, Worth::sum), after = add(decision.after, Worth::sum);
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
    sums_.add_sum(add(decision.changed, Worth::most), changed);
    sums_.add_sum(add(decision.unchanged, Worth::most), unchanged);
    sums_.add_sum(add(decision.open, Worth::most), open);
    sums_.add_sum(add(decision.ruled_out, Worth::most), ruled_out);
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

  // Something small that could be worked out is protected: a number beside it is left out, or, where the mark of what
  // is small gives it away, the marks around it are. False: there is no such thing.
  bool step() {
    const std::vector<bool> determined = sums_.determined(left_out_);
    for (Id i = 0; i < counts_.size(); ++i) {
      if (counts_[i] != nullptr && left_out_[i] && determined[i] && hide_beside(i)) return true;
    }
    std::vector<Range> ranges;
    for (Id i = 0; i < counts_.size(); ++i) ranges.push_back(range_of(i));
    tighten(ranges);
    for (Id i = 0; i < counts_.size(); ++i) {
      if (is_small(i) && has_one_value(ranges, i) && (unmark_around(i) || hide_beside(i))) return true;
    }
    return false;
  }

  bool hide_beside(Id i) {
    const auto partner = partner_of(i);
    if (partner) left_out_[*partner] = true;
    return partner.has_value();
  }

  bool unmark_around(Id i) {
    bool changed = false;
    for (const Sums::Equation& equation : sums_.equations()) {
      const bool holds =
          std::any_of(equation.begin(), equation.end(), [i](const Sums::Term& term) { return term.number == i; });
      if (!holds) continue;
      for (const Sums::Term& term : equation) {
        changed = changed || marked_[term.number];
        marked_[term.number] = false;
      }
    }
    return changed;
  }

  /// What can be told of a number: one that is marked is less than the bound; nothing that is left out is none.
  struct Range {
    std::int64_t least, most;
  };
  static constexpr std::int64_t kUnbounded = std::int64_t{1} << 60;

  Range range_of(Id i) const {
    const auto exact = static_cast<std::int64_t>(numbers_[i]);
    if (!left_out_[i]) return {exact, exact};
    if (counts_[i] == nullptr) return {0, kUnbounded};
    return {1, marked_[i] ? static_cast<std::int64_t>(below_) - 1 : kUnbounded};
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

  std::optional<Id> least_shown(const Sums::Equation& equation) const {
    std::optional<Id> best;
    for (const Sums::Term& term : equation) {
      const Id id = term.number;
      if (left_out_[id] || numbers_[id] == 0) continue;
      if (!best || is_worth_less(id, *best)) best = id;
    }
    return best;
  }
  bool is_worth_less(Id a, Id b) const { return std::pair(worth_[a], numbers_[a]) < std::pair(worth_[b], numbers_[b]); }

  /// The number shown that is worth least and stands in a sum with this one, or with others that stand in a sum with
  /// it, and so on.
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
        const auto shown = least_shown(equation);
        if (shown && (!best || is_worth_less(*shown, *best))) best = shown;
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
  std::vector<Worth> worth_;
  std::vector<HeadCount*> counts_;  ///< null: a number that nobody is shown
  std::vector<std::uint64_t> numbers_;
  std::vector<bool> left_out_;
  std::vector<bool> marked_;  ///< it is shown that the number is small
};

}  // namespace

void suppress_small(PopulationDiff& population, std::uint64_t below) {
  population.suppress_below = below;
  if (below > 1) Figures(population, below).suppress();
  // There are at least as many people as cases.
  if (population.people.shown != Shown::exact) population.cases = {0, Shown::hidden};
}

}  // namespace proviso
