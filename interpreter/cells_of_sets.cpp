#include "interpreter/cells_of_sets.hpp"

#include <algorithm>
#include <set>

namespace proviso {

namespace {

constexpr std::size_t kMaxSets = 4096;

class SetFinder {
 public:
  SetFinder(const Program& program, Case& c, const Evaluation& first_pass, const OpenPart& open,
            const std::vector<Type>& types, const std::map<std::uint32_t, Value>& counts,
            std::vector<std::vector<Value>>& values)
      : program_(program),
        case_(c),
        first_pass_(first_pass),
        open_(open),
        types_(types),
        counts_(counts),
        values_(values) {}

  std::string run() {
    std::vector<Instance> arguments;
    for (const Instance& instance : open_.instances) {
      const Node& node = program_.nodes[instance.node];
      const bool test = node.op == Op::in || node.op == Op::includes_any || node.op == Op::includes_all ||
                        node.op == Op::includes_only || node.op == Op::is;
      if (!test) continue;
      arguments_of(program_, case_, instance, arguments);
      Leaves leaves;
      for (const Instance& argument : arguments) collect(argument, leaves);
      note(leaves);
    }
    for (std::uint32_t v = 0; v < types_.size(); ++v) {
      if (types_[v].base == BaseType::set) fill(v);
    }
    return why_;
  }

 private:
  // What a test of sets reads, whatever the conditions in between.
  struct Leaves {
    std::set<std::uint32_t> variables;  // sets and members
    std::set<Value> sets;
    std::set<Value> members;
    std::set<Instance> seen;
  };

  void collect(Instance instance, Leaves& leaves) {
    if (!leaves.seen.insert(instance).second) return;
    const Node& node = program_.nodes[instance.node];
    if (node.type != BaseType::set && node.type != BaseType::member) return;
    const Value known = first_pass_.at(instance.node, instance.index);
    if (known == kNone) return;
    if (known != kUnknown) {
      if (node.type == BaseType::set) leaves.sets.insert(known);
      if (node.type == BaseType::member) leaves.members.insert(known);
      return;
    }
    if (is_conditional_default(program_, case_, instance)) {
      const Fact& fact = program_.policy.facts[static_cast<std::size_t>(node.value)];
      const Value value = default_value_of(program_, case_, fact);
      if (value == kNone) return;
      if (node.type == BaseType::set) {
        leaves.sets.insert(value);
      } else {
        leaves.members.insert(value);
      }
      return;
    }
    if (node.op == Op::fact || node.op == Op::link_fact || node.op == Op::supplied) {
      const std::uint32_t v = open_.number.at(variable_of(program_, case_, instance));
      leaves.variables.insert(v);
      return;
    }
    std::vector<Instance> arguments;
    arguments_of(program_, case_, instance, arguments);
    for (const Instance& argument : arguments) collect(argument, leaves);
  }

  void note(const Leaves& leaves) {
    for (const std::uint32_t v : leaves.variables) {
      Tested& tested = tested_[v];
      tested.sets.insert(leaves.sets.begin(), leaves.sets.end());
      tested.members.insert(leaves.members.begin(), leaves.members.end());
      if (leaves.variables.size() > 1) tested.with.insert(leaves.variables.begin(), leaves.variables.end());
    }
  }

  struct Tested {
    std::set<Value> sets, members;
    std::set<std::uint32_t> with;  // the variables that it is tested against, and itself
  };

  // Everything that the variable, or one that it is tested against, is tested with.
  Tested reach(std::uint32_t v) const {
    Tested all;
    std::vector<std::uint32_t> open = {v};
    std::set<std::uint32_t> seen = {v};
    while (!open.empty()) {
      const auto found = tested_.find(open.back());
      open.pop_back();
      if (found == tested_.end()) continue;
      all.sets.insert(found->second.sets.begin(), found->second.sets.end());
      all.members.insert(found->second.members.begin(), found->second.members.end());
      for (const std::uint32_t w : found->second.with) {
        if (seen.insert(w).second) open.push_back(w);
      }
    }
    all.with = std::move(seen);
    return all;
  }

  // Members of the enumeration that no test tells apart, as lists.
  std::vector<std::vector<Value>> parts(const Tested& tested, std::size_t size) const {
    std::map<std::vector<bool>, std::vector<Value>> by_signature;
    for (Value m = 0; m < static_cast<Value>(size); ++m) {
      std::vector<bool> signature;
      for (const Value set : tested.sets) signature.push_back(SetPool::contains(case_.sets.bits(set), m));
      for (const Value member : tested.members) signature.push_back(member == m);
      by_signature[signature].push_back(m);
    }
    std::vector<std::vector<Value>> result;
    for (auto& [signature, members] : by_signature) result.push_back(std::move(members));
    std::sort(result.begin(), result.end());
    return result;
  }

  void fill(std::uint32_t v) {
    const EnumId enumeration = types_[v].enumeration;
    const Tested tested = reach(v);
    // Unknown members may be in the set or not, and differ from each other: so many members must be told apart.
    std::size_t counts = 1, members = 0;
    for (const std::uint32_t w : tested.with) {
      members += types_[w].base == BaseType::member;
      if (const auto c = counts_.find(w); c != counts_.end()) {
        counts = std::max(counts, static_cast<std::size_t>(c->second));
      }
    }
    counts = std::max(counts, members);
    const bool meets_sets = tested.with.size() - members > 1;
    std::vector<Bits> sets = {{}};
    for (const auto& part : parts(tested, program_.policy.enumerations[enumeration].size())) {
      std::vector<Bits> grown;
      for (const Bits& choice : choices(part, counts, meets_sets)) {
        for (const Bits& set : sets) grown.push_back(united(set, choice));
      }
      if (grown.size() > kMaxSets) {
        why_ = "an unknown set is tested in too many ways";
        return;
      }
      sets = std::move(grown);
    }
    std::set<Value> found;
    for (const Bits& set : sets) found.insert(case_.sets.intern(enumeration, set));
    values_[v].assign(found.begin(), found.end());
  }

  // Subsets of one part: by size where the variable meets constants alone; by the members that stand for the part where
  // it meets other unknown sets, which may share some of them or none.
  std::vector<Bits> choices(const std::vector<Value>& part, std::size_t counts, bool meets_sets) const {
    std::vector<Bits> result;
    if (!meets_sets) {
      for (std::size_t n = 0; n <= std::min(part.size(), counts); ++n) result.push_back(first(part, n));
      if (part.size() > counts) result.push_back(first(part, part.size()));
      return result;
    }
    const std::size_t stand_ins = std::min({part.size(), 2 * counts + 1, std::size_t{12}});
    for (std::size_t subset = 0; subset < (std::size_t{1} << stand_ins); ++subset) {
      Bits bits;
      for (std::size_t i = 0; i < stand_ins; ++i) {
        if ((subset >> i) & 1) SetPool::insert(bits, part[i]);
      }
      result.push_back(std::move(bits));
    }
    if (part.size() > stand_ins) result.push_back(first(part, part.size()));
    return result;
  }

  static Bits first(const std::vector<Value>& part, std::size_t n) {
    Bits bits;
    for (std::size_t i = 0; i < n; ++i) SetPool::insert(bits, part[i]);
    return bits;
  }

  static Bits united(Bits a, const Bits& b) {
    if (a.size() < b.size()) a.resize(b.size());
    for (std::size_t i = 0; i < b.size(); ++i) a[i] |= b[i];
    return a;
  }

  const Program& program_;
  Case& case_;
  const Evaluation& first_pass_;
  const OpenPart& open_;
  const std::vector<Type>& types_;
  const std::map<std::uint32_t, Value>& counts_;
  std::vector<std::vector<Value>>& values_;
  std::map<std::uint32_t, Tested> tested_;
  std::string why_;
};

}  // namespace

std::string fill_set_cells(const Program& program, Case& c, const Evaluation& first_pass, const OpenPart& open,
                           const std::vector<Type>& types, const std::map<std::uint32_t, Value>& counts,
                           std::vector<std::vector<Value>>& values) {
  return SetFinder(program, c, first_pass, open, types, counts, values).run();
}

}  // namespace proviso
