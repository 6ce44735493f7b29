#include "interpreter/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "interpreter/cells_of_sets.hpp"
#include "interpreter/change_points.hpp"
#include "interpreter/operations.hpp"

namespace proviso {

namespace {

constexpr std::size_t kMaxAlternatives = 256;
constexpr Value kMaxDurationDays = 4'000'000;
constexpr Value kMaxDurationMonths = 120'000;

// A value of a date, number or duration without conditions: `choose` has been resolved one way.
struct Expression {
  enum class Kind : std::uint8_t { constant, variable, function } kind;
  Op op = Op::constant;
  Value value = 0;  // of the constant; the immediate of the function
  std::uint32_t variable = 0;
  std::int32_t args[2] = {-1, -1};
};

struct Test {
  std::int32_t left, right;  // expressions
  std::vector<std::uint32_t> variables;
};

// The values from which a variable's cells are sought, apart for durations in days and in months.
struct Range {
  Value first, last, step;
};

class Finder {
 public:
  Finder(const Program& program, Case& c, const Evaluation& first_pass, const OpenPart& open,
         const DecideOptions& options)
      : program_(program), case_(c), first_pass_(first_pass), open_(open), options_(options) {}

  Cells run() {
    cells_.values.resize(open_.variables.size());
    for (std::uint32_t v = 0; v < open_.variables.size(); ++v) types_.push_back(type_of(open_.variables[v]));
    collect_tests();
    fill_finite();
    fill_sets();
    fill_ordered();
    for (std::uint32_t v = 0; v < open_.variables.size(); ++v) {
      if (can_be_none(v)) cells_.values[v].push_back(kNone);
      if (cells_.values[v].size() > options_.samples) limit("an unknown fact has too many cells");
    }
    return std::move(cells_);
  }

 private:
  void limit(std::string why) {
    if (cells_.limit.empty()) cells_.limit = std::move(why);
  }

  const Type& type_of(const Variable& v) const {
    const Policy& policy = program_.policy;
    if (v.kind == Variable::Kind::fact) return policy.facts[v.fact].type;
    if (v.kind == Variable::Kind::link_fact) {
      const auto& group = policy.relation_groups[policy.relations[case_.links[v.owner].relation].group];
      return policy.link_facts[group.facts[v.fact]].type;
    }
    const SuppliedSlot& slot = program_.supplied[v.owner];
    if (!slot.is_set) return policy.values[slot.ref].type;
    set_types_[slot.ref] = {BaseType::set, policy.sets[slot.ref].of, false};
    return set_types_[slot.ref];
  }

  bool can_be_none(std::uint32_t v) const {
    const Variable& variable = open_.variables[v];
    if (variable.kind != Variable::Kind::fact) return types_[v].or_none;
    const Fact& fact = program_.policy.facts[variable.fact];
    if (fact.none_declared) return true;
    const NodeId condition = program_.only_if[variable.fact];
    return condition != kNoNode && first_pass_.at(condition, variable.owner) == kUnknown;
  }

  bool is_ordered(std::uint32_t v) const {
    const BaseType base = types_[v].base;
    return base == BaseType::date || base == BaseType::number || base == BaseType::duration;
  }

  void fill_finite() {
    for (std::uint32_t v = 0; v < types_.size(); ++v) {
      if (types_[v].base == BaseType::yes_no) cells_.values[v] = {0, 1};
      if (types_[v].base != BaseType::member) continue;
      for (std::size_t m = 0; m < program_.policy.enumerations[types_[v].enumeration].size(); ++m) {
        cells_.values[v].push_back(static_cast<Value>(m));
      }
    }
  }

  void fill_sets() {
    const std::string why = fill_set_cells(program_, case_, first_pass_, open_, types_, counts_, cells_.values);
    if (!why.empty()) limit(why);
  }

  // -- Tests between ordered values
  // ---------------------------------------------------------------------------------------

  void collect_tests() {
    std::vector<Instance> arguments;
    for (const Instance& instance : open_.instances) {
      const Node& node = program_.nodes[instance.node];
      if (node.op == Op::alike_link) {
        arguments_of(program_, case_, instance, arguments);
        for (std::size_t i = 2; i < arguments.size(); i += 2) add_tests(arguments[0], arguments[i]);
        continue;
      }
      const bool order = node.op == Op::less || node.op == Op::less_or_equal || node.op == Op::equal_order;
      if (!order && node.op != Op::is) continue;
      arguments_of(program_, case_, instance, arguments);
      add_tests(arguments[0], arguments[1]);
    }
  }

  void add_tests(Instance one, Instance other) {
    const BaseType type = program_.nodes[one.node].type;
    if (type != BaseType::date && type != BaseType::number && type != BaseType::duration) return;
    if (one == other) return;
    const std::vector<std::int32_t> left = alternatives(one);
    const std::vector<std::int32_t> right = alternatives(other);
    for (const std::int32_t a : left) {
      for (const std::int32_t b : right) add_test(a, b);
    }
  }

  void add_test(std::int32_t a, std::int32_t b) {
    Test test{a, b, {}};
    collect_variables(a, test.variables);
    collect_variables(b, test.variables);
    if (test.variables.empty()) return;
    std::sort(test.variables.begin(), test.variables.end());
    const auto repeated = std::unique(test.variables.begin(), test.variables.end());
    if (repeated != test.variables.end()) {
      test.variables.erase(repeated, test.variables.end());
      if (test.variables.size() > 1 || !settled_between_the_ends(a, b)) {
        limit("a test uses one unknown fact on both of its sides");
        return;
      }
    }
    note_counts(a, b);
    note_counts(b, a);
    tests_.push_back(std::move(test));
  }

  // A fact compared with itself, moved once by a constant at most: the same all over the calendar, but for the ends,
  // where there is nowhere to move it. (Moved twice, by a month and by 30 days say, it may come out differently every
  // month.)
  bool settled_between_the_ends(std::int32_t a, std::int32_t b) const {
    std::size_t shifts = 0, spans = 0;
    for (const std::int32_t e : {a, b}) count_functions(e, shifts, spans);
    if (shifts == 0 || (shifts == 1 && spans == 0)) return true;
    // However often it is moved: one side stays the later one if it is moved so much further that months of 28 and of
    // 31 days make no difference.
    const auto left = moved_by(a), right = moved_by(b);
    return left && right && (left->second < right->first || right->second < left->first);
  }

  // By how many days, at least and at most, a date is moved by constants; nothing if something else is done with it.
  std::optional<std::pair<Value, Value>> moved_by(std::int32_t e) const {
    const Expression& x = pool_[static_cast<std::size_t>(e)];
    if (x.kind == Expression::Kind::variable) return {{0, 0}};
    if (x.kind != Expression::Kind::function || x.op != Op::shift) return std::nullopt;
    const Expression& by = pool_[static_cast<std::size_t>(x.args[0])];
    const auto rest = moved_by(x.args[1]);
    if (!rest || by.kind != Expression::Kind::constant || by.value == kNone) return std::nullopt;
    const bool months = duration_unit(by.value) == DurationUnit::months;
    const Value n = duration_count(by.value) * x.value;
    const std::pair<Value, Value> days = std::minmax(n * (months ? 28 : 1), n * (months ? 31 : 1));
    return {{rest->first + days.first, rest->second + days.second}};
  }

  void count_functions(std::int32_t e, std::size_t& shifts, std::size_t& spans) const {
    const Expression& x = pool_[static_cast<std::size_t>(e)];
    if (x.kind == Expression::Kind::function) ++(x.op == Op::span ? spans : shifts);
    for (const std::int32_t arg : x.args) {
      if (arg >= 0) count_functions(arg, shifts, spans);
    }
  }

  // `number of S` against a constant: how far the cells of S must count.
  void note_counts(std::int32_t a, std::int32_t b) {
    const Expression& e = pool_[static_cast<std::size_t>(a)];
    const Expression& other = pool_[static_cast<std::size_t>(b)];
    if (e.kind != Expression::Kind::function || e.op != Op::count) return;
    std::vector<std::uint32_t> sets;
    collect_variables(e.args[0], sets);
    if (other.kind != Expression::Kind::constant) {
      limit("the number of an unknown set is compared with another unknown fact");
    } else if (other.value != kNone) {
      for (const std::uint32_t set : sets) counts_[set] = std::max(counts_[set], other.value + 1);
    }
  }

  void collect_variables(std::int32_t e, std::vector<std::uint32_t>& variables) const {
    const Expression& x = pool_[static_cast<std::size_t>(e)];
    if (x.kind == Expression::Kind::variable) variables.push_back(x.variable);
    for (const std::int32_t arg : x.args) {
      if (arg >= 0) collect_variables(arg, variables);
    }
  }

  std::int32_t add(Expression e) {
    pool_.push_back(e);
    return static_cast<std::int32_t>(pool_.size() - 1);
  }

  // Every expression without conditions that the instance's value may be.
  const std::vector<std::int32_t>& alternatives(Instance instance) {
    if (const auto known = alternatives_.find(instance); known != alternatives_.end()) return known->second;
    std::vector<std::int32_t> result = find_alternatives(instance);
    if (result.size() > kMaxAlternatives) {
      limit("a value depends on too many conditions at once");
      result.resize(kMaxAlternatives);
    }
    return alternatives_[instance] = std::move(result);
  }

  std::vector<std::int32_t> find_alternatives(Instance instance) {
    const Node& node = program_.nodes[instance.node];
    const Value known = first_pass_.at(instance.node, instance.index);
    if (known != kUnknown) return {add({Expression::Kind::constant, Op::constant, known})};
    std::vector<Instance> arguments;
    arguments_of(program_, case_, instance, arguments);
    switch (node.op) {
      case Op::fact:
        if (is_conditional_default(program_, case_, instance)) return conditional_default(instance);
        [[fallthrough]];
      case Op::link_fact:
      case Op::supplied: {
        const std::uint32_t v = open_.number.at(variable_of(program_, case_, instance));
        return {add({Expression::Kind::variable, Op::constant, 0, v})};
      }
      case Op::other:
      case Op::copy:
      case Op::value_use:
        return alternatives(arguments[0]);
      case Op::extreme:
      case Op::extreme_link: {  // one of them; which, the tests of each tell, since what is computed from dates keeps
                                // order
        std::vector<std::int32_t> result = {add({Expression::Kind::constant, Op::constant, kNone})};
        for (const Instance& argument : arguments) {
          const auto& one = alternatives(argument);
          result.insert(result.end(), one.begin(), one.end());
        }
        return result;
      }
      case Op::count_links: {
        std::vector<std::int32_t> result;
        for (std::size_t n = 0; n <= arguments.size(); ++n) {
          result.push_back(add({Expression::Kind::constant, Op::constant, static_cast<Value>(n)}));
        }
        return result;
      }
      case Op::choose: {
        std::vector<std::int32_t> result = alternatives(arguments[1]);
        const auto& otherwise = alternatives(arguments[2]);
        result.insert(result.end(), otherwise.begin(), otherwise.end());
        return result;
      }
      case Op::count:
      case Op::set_union:
      case Op::set_difference:
      case Op::shift:
      case Op::span:
        return functions(node, arguments);
      default:
        limit("a value is computed in a way whose cells are not known");
        return {};
    }
  }

  std::vector<std::int32_t> conditional_default(Instance instance) {
    const Fact& fact = program_.policy.facts[static_cast<std::size_t>(program_.nodes[instance.node].value)];
    return {add({Expression::Kind::constant, Op::constant, default_value_of(program_, case_, fact)}),
            add({Expression::Kind::constant, Op::constant, kNone})};
  }

  std::vector<std::int32_t> functions(const Node& node, const std::vector<Instance>& arguments) {
    std::vector<std::int32_t> result;
    const std::vector<std::int32_t> first = alternatives(arguments[0]);
    const std::vector<std::int32_t> second =
        arguments.size() > 1 ? alternatives(arguments[1]) : std::vector<std::int32_t>{-1};
    for (const std::int32_t a : first) {
      for (const std::int32_t b : second) {
        Expression e{Expression::Kind::function, node.op, node.value};
        e.args[0] = a;
        e.args[1] = b;
        result.push_back(add(e));
      }
    }
    return result;
  }

  Value evaluate(std::int32_t e) const {
    const Expression& x = pool_[static_cast<std::size_t>(e)];
    if (x.kind == Expression::Kind::constant) return x.value;
    if (x.kind == Expression::Kind::variable) return assignment_[x.variable];
    const Value values[] = {evaluate(x.args[0]), x.args[1] < 0 ? kNone : evaluate(x.args[1])};
    return apply(x.op, x.value, values, case_.sets, program_.policy.month_ends);
  }

  // -1, 0, 1: left before, equal to, after right; 2 where they do not compare.
  int compare(const Test& test) const {
    const Value a = evaluate(test.left), b = evaluate(test.right);
    if (a == kNone || b == kNone) return 2;
    return a < b ? -1 : a == b ? 0 : 1;
  }

  // -- Dates, numbers, durations
  // -----------------------------------------------------------------------------------------

  std::vector<Range> ranges(std::uint32_t v) const {
    switch (types_[v].base) {
      case BaseType::date:
        return {{kFirstDay, kLastDay, 1}};
      case BaseType::number:
        return {{0, kMaxNumber, 1}};
      default:
        return {{make_duration(0, DurationUnit::days), make_duration(kMaxDurationDays, DurationUnit::days), 2},
                {make_duration(0, DurationUnit::months), make_duration(kMaxDurationMonths, DurationUnit::months), 2}};
    }
  }

  void fill_ordered() {
    std::vector<std::set<Value>> found(types_.size());
    for (std::uint32_t v = 0; v < types_.size(); ++v) {
      if (!is_ordered(v)) continue;
      for (const Range& range : ranges(v)) {
        found[v].insert({range.first, range.last});
      }
    }
    assignment_.assign(types_.size(), kNone);
    std::size_t rounds = longest_chain() + 1;
    for (bool changed = true; changed && rounds > 0; --rounds) {
      changed = false;
      const std::vector<std::set<Value>> before = found;
      for (const Test& test : tests_) {
        for (const std::uint32_t v : test.variables) {
          if (is_ordered(v)) changed = cut(test, v, 0, before, found[v]) || changed;
        }
      }
      for (std::uint32_t v = 0; v < types_.size(); ++v) {
        if (found[v].size() > options_.samples) {
          limit("an unknown fact has too many cells");
          return;
        }
      }
    }
    for (std::uint32_t v = 0; v < types_.size(); ++v) {
      if (is_ordered(v)) cells_.values[v].assign(found[v].begin(), found[v].end());
    }
  }

  // The number of variables of the largest part that tests hold together.
  std::size_t longest_chain() const {
    std::vector<std::uint32_t> part(types_.size());
    std::iota(part.begin(), part.end(), 0u);
    const auto root = [&](std::uint32_t v) {
      while (part[v] != v) v = part[v];
      return v;
    };
    for (const Test& test : tests_) {
      for (const std::uint32_t v : test.variables) part[root(v)] = root(test.variables.front());
    }
    std::vector<std::size_t> sizes(types_.size(), 0);
    for (std::uint32_t v = 0; v < types_.size(); ++v) ++sizes[root(v)];
    return sizes.empty() ? 0 : *std::max_element(sizes.begin(), sizes.end());
  }

  // For all listed values of the test's other variables: the points of `v` at which the test changes.
  bool cut(const Test& test, std::uint32_t v, std::size_t next, const std::vector<std::set<Value>>& values,
           std::set<Value>& points) {
    if (next == test.variables.size()) return bisect(test, v, points);
    const std::uint32_t other = test.variables[next];
    if (other == v) return cut(test, v, next + 1, values, points);
    bool changed = false;
    const auto with = [&](Value value) {
      assignment_[other] = value;
      changed = cut(test, v, next + 1, values, points) || changed;
    };
    if (is_ordered(other)) {
      for (const Value value : values[other]) with(value);
    } else {
      for (const Value value : cells_.values[other]) with(value);
    }
    return changed;
  }

  bool bisect(const Test& test, std::uint32_t v, std::set<Value>& points) {
    bool changed = false;
    for (const Range& range : ranges(v)) {
      const auto at = [&](Value n) {
        assignment_[v] = range.first + n * range.step;
        return compare(test);
      };
      for_change_points((range.last - range.first) / range.step, at, [&](Value low, Value high) {
        changed = points.insert(range.first + low * range.step).second || changed;
        changed = points.insert(range.first + high * range.step).second || changed;
      });
    }
    return changed;
  }

  const Program& program_;
  Case& case_;
  const Evaluation& first_pass_;
  const OpenPart& open_;
  const DecideOptions& options_;
  Cells cells_;
  std::vector<Type> types_;
  mutable std::map<SetId, Type> set_types_;
  std::vector<Expression> pool_;
  std::vector<Test> tests_;
  std::map<Instance, std::vector<std::int32_t>> alternatives_;
  std::map<std::uint32_t, Value> counts_;  // set variable -> how far the tests count
  std::vector<Value> assignment_;
};

}  // namespace

Cells find_cells(const Program& program, Case& c, const Evaluation& first_pass, const OpenPart& open,
                 const DecideOptions& options) {
  return Finder(program, c, first_pass, open, options).run();
}

}  // namespace proviso
