#include "interpreter/what_if.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include "interpreter/evaluate.hpp"
#include "interpreter/what_if_trial.hpp"
#include "interpreter/what_if_values.hpp"

namespace proviso {

namespace {

/// The person, and those who are reached by the fewest links, nearest first.
std::vector<std::uint32_t> nearest_people(const Case& c, std::uint32_t person, std::size_t most) {
  std::vector<std::uint32_t> people = {person};
  for (std::size_t next = 0; next < people.size() && people.size() < most; ++next) {
    for (const CaseLink& link : c.links) {
      if (link.from != people[next] && link.to != people[next]) continue;
      const std::uint32_t other = link.from == people[next] ? link.to : link.from;
      if (std::find(people.begin(), people.end(), other) == people.end() && people.size() < most)
        people.push_back(other);
    }
  }
  return people;
}

/// The ways of so many facts that lead to another settled value.
std::size_t told(const WhatIf& what_if, std::size_t facts) {
  return static_cast<std::size_t>(std::count_if(
      what_if.changes.begin(), what_if.changes.end(),
      [&](const WhatIfRange& range) { return range.value != kUndetermined && range.changes.size() == facts; }));
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
    for (const Variable& variable : variables()) try_single(variable);
    for (std::size_t r = 0; r < requests_.size(); ++r) try_pairs(r);
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

  /// Facts that some decision needs, of everyone near enough. What no rule reads is never suggested.
  std::vector<Variable> variables() const {
    std::vector<NodeId> roots;
    for (const Watched& w : trials_.watched()) roots.push_back(program_.decisions[w.decision].value);
    std::vector<char> fact(policy_.facts.size(), 0), link_fact(policy_.link_facts.size(), 0);
    const std::vector<char> needed = mark_needed(program_, roots);
    for (NodeId id = 0; id < program_.nodes.size(); ++id) {
      const Node& node = program_.nodes[id];
      if (needed[id] == 0) continue;
      if (node.op == Op::fact) fact[static_cast<std::size_t>(node.value)] = 1;
      if (node.op == Op::link_fact) link_fact[static_cast<std::size_t>(node.value)] = 1;
    }
    // A fact that only decides whether another exists moves decisions through it.
    for (bool changed = true; changed;) {
      changed = false;
      for (FactId f = 0; f < fact.size(); ++f) {
        if (fact[f] == 0 || program_.only_if[f] == kNoNode) continue;
        const std::vector<char> condition = mark_needed(program_, {program_.only_if[f]});
        for (NodeId id = 0; id < program_.nodes.size(); ++id) {
          const Node& node = program_.nodes[id];
          if (condition[id] == 0 || node.op != Op::fact || fact[static_cast<std::size_t>(node.value)] != 0) continue;
          fact[static_cast<std::size_t>(node.value)] = 1;
          changed = true;
        }
      }
    }
    std::vector<char> near(case_.people.size(), 0);
    for (const auto& people : people_) {
      for (const std::uint32_t p : people) near[p] = 1;
    }
    std::vector<Variable> all;
    for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
      for (FactId f = 0; f < fact.size() && near[p] != 0; ++f) {
        if (fact[f] != 0) all.push_back({Variable::Kind::fact, p, f});
      }
    }
    for (std::uint32_t l = 0; l < case_.links.size(); ++l) {
      const CaseLink& link = case_.links[l];
      if (near[link.from] == 0 && near[link.to] == 0) continue;
      const auto& facts = policy_.relation_groups[policy_.relations[link.relation].group].facts;
      for (std::uint32_t i = 0; i < facts.size(); ++i) {
        if (link_fact[facts[i]] != 0) all.push_back({Variable::Kind::link_fact, l, i});
      }
    }
    return all;
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

  /// Decides exactly what the first pass left open in a cell.
  template <class Matters>
  void settle(std::vector<Cell>& cells, const Variable& variable, Matters matters, bool& complete) {
    for (Cell& cell : cells) {
      bool open = false;
      for_each_watched([&](std::size_t w, std::size_t r, std::size_t) {
        open = open || (cell.result.values[w] == kUnknown && matters(w) && concerns(w, r, variable));
      });
      if (!open) continue;
      if (exact_ == limits_.exact) {
        complete = false;
        return;
      }
      ++exact_;
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

  void try_pairs(std::size_t request) {
    std::vector<std::size_t> wanted = unchanged(request);
    std::vector<Variable> own;
    for (const Variable& variable : variables()) {
      const bool is_own = variable.kind == Variable::Kind::fact ? variable.owner == requests_[request].person
                                                                : is_near(request, variable);
      if (is_own && trials_.current(variable) != kUnknown) own.push_back(variable);
    }
    const std::size_t start = std::max(trials_.work(), limits_.single);
    const std::size_t limit =
        start + (limits_.single + limits_.pairs - std::min(start, limits_.single + limits_.pairs)) /
                    (requests_.size() - request);
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
      return other.value == value && other.changes.front().path == range.changes.back().path &&
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
  std::vector<std::vector<std::uint32_t>> people_;  ///< by request
  std::vector<std::vector<WhatIf>> results_;
  std::map<Variable, std::unique_ptr<FactValues>> values_;
  std::map<Variable, std::vector<Cell>> cells_;
  std::size_t exact_ = 0;
};

}  // namespace

std::vector<std::vector<WhatIf>> what_if(const Program& program, const Case& c, const CaseAnswers& answers,
                                         const std::vector<WhatIfRequest>& requests, const WhatIfLimits& limits) {
  return Search(program, c, answers, requests, limits).run();
}

}  // namespace proviso
