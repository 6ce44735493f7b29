#include "interpreter/what_if.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "interpreter/what_if_facts.hpp"
#include "interpreter/what_if_trial.hpp"
#include "interpreter/what_if_values.hpp"

namespace proviso {

namespace {

/// The ways of so many facts that lead to another settled value.
std::size_t told(const WhatIf& what_if, std::size_t facts) {
  return static_cast<std::size_t>(std::count_if(
      what_if.changes.begin(), what_if.changes.end(),
      [&](const WhatIfRange& range) { return range.value != kUndetermined && range.changes.size() == facts; }));
}

/// Settled values first, the fewest facts first, the person's own facts before those of others.
void sort_ways(std::vector<WhatIfRange>& ways, const std::string& person) {
  const auto key = [&](const WhatIfRange& way) {
    std::string paths;
    for (const FactChange& change : way.changes) paths += change.path + ' ';
    const bool own = paths.starts_with(person + '.');
    return std::tuple(way.value == kUndetermined, way.changes.size(), !own, paths, way.value);
  };
  std::stable_sort(ways.begin(), ways.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
}

class Search {
 public:
  Search(const Program& program, const Case& c, const CaseAnswers& answers, const std::vector<WhatIfRequest>& requests,
         const WhatIfLimits& limits)
      : program_(program),
        policy_(program.policy),
        case_(c),
        answers_(answers),
        requests_(requests),
        limits_(limits),
        trials_(program, c, watched(requests)) {}

  std::vector<std::vector<WhatIf>> run() {
    for (const WhatIfRequest& request : requests_) {
      people_.push_back(nearest_people(case_, request.person, limits_.people));
      WhatIf none;
      none.searched = true;
      none.people = people_.back().size();
      results_.emplace_back(request.decisions.size(), none);
    }
    variables_ = movable_facts(program_, case_, trials_.watched(), people_);
    for (const Variable& variable : variables_) try_single(variable);
    std::vector<std::size_t> order;
    for (std::size_t r = 0; r < requests_.size(); ++r) order.push_back(r);
    const auto id = [&](std::size_t r) -> const std::string& { return case_.people[requests_[r].person].id; };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return id(a) < id(b); });
    for (std::size_t i = 0; i < order.size(); ++i) try_pairs(order[i], order.size() - i);
    for (std::size_t r = 0; r < requests_.size(); ++r) {
      for (WhatIf& result : results_[r]) sort_ways(result.changes, id(r));
    }
    return std::move(results_);
  }

 private:
  static std::vector<Watched> watched(const std::vector<WhatIfRequest>& requests) {
    std::vector<Watched> all;
    for (const WhatIfRequest& request : requests) {
      for (const DecisionId d : request.decisions) all.push_back({request.person, d});
    }
    return all;
  }

  const Answer& answer(const Watched& w) const { return answers_.people[w.person].decisions[w.decision]; }

  /// Calls `visit` with the index of each watched decision, its request, and its place in the request.
  template <class Visit>
  void for_each_watched(Visit visit) const {
    std::size_t w = 0;
    for (std::size_t r = 0; r < requests_.size(); ++r) {
      for (std::size_t i = 0; i < requests_[r].decisions.size(); ++i) visit(w++, r, i);
    }
  }

  bool is_near(std::size_t request, const Variable& variable) const {
    const auto has = [&](std::uint32_t p) {
      return std::find(people_[request].begin(), people_[request].end(), p) != people_[request].end();
    };
    if (variable.kind == Variable::Kind::fact) return has(variable.owner);
    return has(case_.links[variable.owner].from) || has(case_.links[variable.owner].to);
  }

  /// Whether other values of the fact are of interest: for a settled decision, of a known fact; for an open one, of a
  /// fact that is missing.
  bool concerns(std::size_t w, std::size_t request, const Variable& variable) const {
    const Answer& a = answer(trials_.watched()[w]);
    const bool open = trials_.current(variable) == kUnknown;
    if (a.settled) return !open && is_near(request, variable);
    return open && std::find(a.missing.begin(), a.missing.end(), variable) != a.missing.end();
  }

  /// With these facts open, whether the decision may still come out otherwise.
  bool may_change(std::size_t w, const Trials::Result& open) const {
    const Answer& now = answer(trials_.watched()[w]);
    return !now.settled || !open.admissible || open.values[w] != now.value;
  }

  FactValues& values(const Variable& variable) {
    std::unique_ptr<FactValues>& known = values_[variable];
    if (known == nullptr) known = std::make_unique<FactValues>(program_, trials_, variable);
    return *known;
  }

  // -- One fact ------------------------------------------------------------------------------------------------------

  void try_single(const Variable& variable) {
    const Trials::Result open = trials_.run({{variable, kUnknown}});
    bool wanted = false;
    for_each_watched([&](std::size_t w, std::size_t r, std::size_t) {
      wanted = wanted || (concerns(w, r, variable) && may_change(w, open));
    });
    if (!wanted) return;
    bool complete = trials_.work() <= limits_.single;
    FactValues& fact = values(variable);
    std::vector<Cell> cells;
    if (complete) cells = fact.cells({}, limits_.single, complete);
    settle(
        cells, variable, [&](std::size_t w) { return may_change(w, open); }, complete);
    for_each_watched([&](std::size_t w, std::size_t r, std::size_t i) {
      if (!concerns(w, r, variable) || !may_change(w, open)) return;
      if (!complete) results_[r][i].complete = false;
      add_changes(w, fact, variable, cells, results_[r][i].changes);
    });
  }

  /// Decides exactly what the first pass left open in a cell. If there are too many, nothing is told of what is open.
  template <class Matters>
  void settle(std::vector<Cell>& cells, const Variable& variable, Matters matters, bool& complete) {
    std::size_t decided = 0;
    for (Cell& cell : cells) {
      bool open = false;
      for_each_watched([&](std::size_t w, std::size_t r, std::size_t) {
        open = open || (cell.result.values[w] == kUnknown && matters(w) && concerns(w, r, variable));
      });
      if (!open) continue;
      if (++decided > limits_.exact) {
        complete = false;
        for (Cell& other : cells) other.exact = false;
        return;
      }
      Trials::Result exact = trials_.run_exact({{variable, cell.low}});
      cell.exact = exact.admissible;
      if (exact.admissible) cell.result.values = std::move(exact.values);
    }
  }

  /// For each other value of the decision, the values of the fact that lead to it.
  void add_changes(std::size_t w, const FactValues& fact, const Variable& variable, const std::vector<Cell>& cells,
                   std::vector<WhatIfRange>& out) const {
    const Watched& watched = trials_.watched()[w];
    const Answer& now = answer(watched);
    std::map<Value, std::vector<Cell>> by_value;
    for (const Cell& cell : cells) {
      const Value value = cell.result.values[w];
      const bool tells = value != kUnknown ? !now.settled || value != now.value : now.settled && cell.exact;
      if (tells) by_value[value].push_back(cell);
    }
    for (const auto& [value, same] : by_value) {
      WhatIfRange range{{}, kUndetermined, {}};
      if (value != kUnknown) {
        const Outcome& outcome = policy_.decisions[watched.decision].outcomes[static_cast<std::size_t>(value)];
        range.value = outcome.name;
        range.label = outcome.label;
      }
      range.changes.push_back(change(fact, variable, fact.words(same)));
      out.push_back(std::move(range));
    }
  }

  FactChange change(const FactValues& fact, const Variable& variable, std::string to) const {
    return {variable_path(program_, case_, variable), fact.label(), fact.format(fact.current()), std::move(to)};
  }

  // -- Two facts -----------------------------------------------------------------------------------------------------

  /// Settled decisions that no single fact changes.
  std::vector<std::size_t> unchanged(std::size_t request) const {
    std::vector<std::size_t> all;
    for_each_watched([&](std::size_t w, std::size_t r, std::size_t i) {
      if (r == request && answer(trials_.watched()[w]).settled && told(results_[r][i], 1) == 0) all.push_back(w);
    });
    return all;
  }

  WhatIf& result(std::size_t w) {
    WhatIf* found = nullptr;
    for_each_watched([&](std::size_t at, std::size_t r, std::size_t i) {
      if (at == w) found = &results_[r][i];
    });
    return *found;
  }

  void try_pairs(std::size_t request, std::size_t requests_left) {
    std::vector<std::size_t> wanted = unchanged(request);
    std::vector<Variable> own;
    for (const Variable& variable : variables_) {
      const bool is_own = variable.kind == Variable::Kind::fact ? variable.owner == requests_[request].person
                                                                : is_near(request, variable);
      if (is_own && trials_.current(variable) != kUnknown) own.push_back(variable);
    }
    const std::size_t start = std::max(trials_.work(), limits_.single);
    const std::size_t limit =
        start + (limits_.single + limits_.pairs - std::min(start, limits_.single + limits_.pairs)) / requests_left;
    for (const std::size_t w : wanted) result(w).tried_pairs = true;
    for (std::size_t i = 0; i < own.size(); ++i) {
      for (std::size_t j = 0; j < own.size() && !wanted.empty(); ++j) {
        if (i != j) try_pair(own[i], own[j], i < j, limit, wanted);
      }
    }
  }

  /// `first` at a value of each cell, `second` at all of its values. Each pair comes up both ways, since the values of
  /// the first may only exist once the second has changed.
  void try_pair(const Variable& first, const Variable& second, bool forwards, std::size_t limit,
                std::vector<std::size_t>& wanted) {
    if (trials_.work() > limit) {
      for (const std::size_t w : wanted) result(w).complete_pairs = false;
      wanted.clear();
      return;
    }
    const bool dependent = trials_.current(second) == kNone || trials_.current(first) == kNone;
    if (!forwards && !dependent) return;
    const Trials::Result open = trials_.run({{first, kUnknown}, {second, kUnknown}});
    if (std::none_of(wanted.begin(), wanted.end(), [&](std::size_t w) { return may_change(w, open); })) return;
    // Values of the first that go with the same values of the second, for each decision and what it would be.
    std::map<std::tuple<std::size_t, std::string, std::string>, std::vector<Cell>> ways;
    for (const Cell& cell : first_cells(first, limit)) {
      bool complete = true;
      const Value value = nearest(cell, trials_.current(first));
      if (value == trials_.current(first)) continue;
      const std::vector<Cell> cells = values(second).cells({{first, value}}, limit, complete);
      for (const std::size_t w : wanted) {
        if (!complete) result(w).complete_pairs = false;
        std::vector<WhatIfRange> ranges;
        add_changes(w, values(second), second, cells, ranges);
        for (WhatIfRange& range : ranges) ways[{w, range.value, range.changes.front().to}].push_back({value, value});
      }
    }
    for (const auto& [key, cells] : ways) add_way(key, first, second, cells);
    std::erase_if(wanted, [&](std::size_t w) { return told(result(w), 2) >= limits_.pair_results; });
  }

  /// Adds a way of two facts, unless the same two are told the other way round.
  void add_way(const std::tuple<std::size_t, std::string, std::string>& key, const Variable& first,
               const Variable& second, const std::vector<Cell>& cells) {
    const auto& [w, value, to] = key;
    WhatIfRange range;
    range.changes = {change(values(first), first, values(first).words(cells)), change(values(second), second, to)};
    range.value = value;
    for (const Outcome& outcome : policy_.decisions[trials_.watched()[w].decision].outcomes) {
      if (outcome.name == value) range.label = outcome.label;
    }
    std::vector<WhatIfRange>& known = result(w).changes;
    const bool reversed = std::any_of(known.begin(), known.end(), [&](const WhatIfRange& other) {
      return other.value == range.value && other.changes.front().path == range.changes.back().path &&
             other.changes.back().path == range.changes.front().path;
    });
    if (!reversed) known.push_back(std::move(range));
  }

  /// One cell of each kind: values that the tests do not tell apart are tried once.
  const std::vector<Cell>& first_cells(const Variable& variable, std::size_t limit) {
    const auto [it, is_new] = cells_.try_emplace(variable);
    if (!is_new) return it->second;
    bool complete = true;
    for (Cell& cell : values(variable).cells({}, limit, complete)) {
      const bool is_itself_a_test = values(variable).type().base == BaseType::yes_no;
      const bool known = !is_itself_a_test && std::any_of(it->second.begin(), it->second.end(), [&](const Cell& other) {
        return other.result.signature == cell.result.signature;
      });
      if (!known) it->second.push_back(std::move(cell));
    }
    return it->second;
  }

  static Value nearest(const Cell& cell, Value current) {
    if (current == kUnknown || current == kNone) return cell.first && !cell.last ? cell.high : cell.low;
    return std::clamp(current, cell.low, cell.high);
  }

  const Program& program_;
  const Policy& policy_;
  const Case& case_;
  const CaseAnswers& answers_;
  const std::vector<WhatIfRequest>& requests_;
  const WhatIfLimits& limits_;
  Trials trials_;
  std::vector<Variable> variables_;
  std::vector<std::vector<std::uint32_t>> people_;  ///< by request
  std::vector<std::vector<WhatIf>> results_;
  std::map<Variable, std::unique_ptr<FactValues>> values_;
  std::map<Variable, std::vector<Cell>> cells_;
};

}  // namespace

std::vector<std::vector<WhatIf>> what_if(const Program& program, const Case& c, const CaseAnswers& answers,
                                         const std::vector<WhatIfRequest>& requests, const WhatIfLimits& limits) {
  return Search(program, c, answers, requests, limits).run();
}

}  // namespace proviso
