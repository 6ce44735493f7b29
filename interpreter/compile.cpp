#include "interpreter/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "interpreter/compiler.hpp"
#include "interpreter/graph.hpp"

namespace proviso {

namespace {

// Each definition that leans on another takes a little of the machine's stack while the graph is made.
constexpr std::size_t kMaxDepth = 1000;

}  // namespace

Compiler::Compiler(Program& program, Diagnostics& diagnostics, std::optional<TextItem> gap_of)
    : program_(program),
      policy_(program.policy),
      diagnostics_(diagnostics),
      gap_of_(gap_of),
      build_(program),
      final_(static_cast<Stage>(program.policy.amendments.size())),
      exceptions_to_(program.policy.rules.size()) {
  for (AmendmentId a = 0; a < policy_.amendments.size(); ++a) {
    for (const Change& change : policy_.amendments[a].changes) {
      touches_[{change.item, change.ref}].push_back({a, &change});
    }
  }
  for (RuleId r = 0; r < policy_.rules.size(); ++r) {
    std::vector<OutcomeRef> outcomes;
    std::vector<RuleId> limited;
    for (const RuleVersion& version : policy_.rules[r].versions) {
      outcomes.insert(outcomes.end(), version.targets.begin(), version.targets.end());
      limited.insert(limited.end(), version.switches_off.begin(), version.switches_off.end());
    }
    for (const OutcomeRef& o : outcomes) {
      auto& rules = rules_for_[{o.decision, o.outcome}];
      if (rules.empty() || rules.back() != r) rules.push_back(r);
    }
    for (const RuleId target : limited) {
      auto& exceptions = exceptions_to_[target];
      if (exceptions.empty() || exceptions.back() != r) exceptions.push_back(r);
    }
  }
}

const std::vector<Compiler::Touch>& Compiler::touches(Change::Item item, std::uint32_t ref) const {
  static const std::vector<Touch> kUntouched;
  const auto found = touches_.find({item, ref});
  return found == touches_.end() ? kUntouched : found->second;
}

NodeId Compiler::begin(const Key& key, BaseType type, const Origin& origin, Level level) {
  const bool of_other = std::exchange(of_other_, false);
  const auto [it, is_new] = entries_.try_emplace(key);
  Entry& entry = it->second;
  if (entry.done) return entry.node;
  if (!is_new) {  // it is being made: the item needs itself
    if (entry.placeholder == kNoNode) {
      entry.placeholder = build_.placeholder(type, level);
      origins_.of.emplace(entry.placeholder, origin);
      const auto start = std::find(making_entries_.begin(), making_entries_.end(), &entry) - making_entries_.begin();
      std::vector<Step>& walk = origins_.walks[entry.placeholder];
      walk.assign(making_.begin() + start, making_.end());
      walk.front().of_other = of_other;
    }
    return entry.placeholder;
  }
  if (making_.size() < kMaxDepth) {
    making_.push_back({origin, of_other});
    making_entries_.push_back(&entry);
    return kNoNode;
  }
  if (!std::exchange(too_deep_, true)) {
    diagnostics_.add({Kind::leans_too_deep,
                      fmt::format("more than {} definitions lean on each other in a row", kMaxDepth),
                      {origin.span, "here the limit is reached"},
                      {},
                      {"name fewer intermediate definitions, or write some conditions out where they are used"}});
  }
  entry.done = true;
  return entry.node = build_.constant(type, 0);
}

NodeId Compiler::finish(const Key& key, const Origin& origin, NodeId node) {
  making_.pop_back();
  making_entries_.pop_back();
  Entry& entry = entries_.find(key)->second;
  if (entry.placeholder != kNoNode) build_.resolve(entry.placeholder, node);
  if (!build_.is_constant(node)) origins_.of.emplace(node, origin);
  entry.done = true;
  return entry.node = node;
}

NodeId Compiler::in_force(const Period& period) {
  if (period.through < period.from) return build_.truth(false);
  const NodeId today = build_.leaf(Op::as_of, BaseType::date, 0);
  std::vector<NodeId> parts;
  if (period.from > kFirstDay) {
    parts.push_back(
        build_.binary(Op::less_or_equal, BaseType::yes_no, build_.constant(BaseType::date, period.from), today));
  }
  if (period.through < kLastDay) {
    parts.push_back(
        build_.binary(Op::less_or_equal, BaseType::yes_no, today, build_.constant(BaseType::date, period.through)));
  }
  return build_.all(std::move(parts));
}

NodeId Compiler::set(SetId id, Stage stage) {
  const NamedSet& s = policy_.sets[id];
  return once({What::set, id, 0, stage, {}, 0, 0}, BaseType::set,
              {fmt::format("set `{}`", s.heading.name), s.heading.name_span}, [&] {
                const Type type{BaseType::set, s.of, false};
                NodeId node = kNoNode;
                if (s.supplied) {
                  const auto slot = std::find_if(program_.supplied.begin(), program_.supplied.end(),
                                                 [&](const SuppliedSlot& x) { return x.is_set && x.ref == id; });
                  node = build_.leaf(Op::supplied, BaseType::set, slot - program_.supplied.begin());
                }
                for (const SetVersion& version : s.versions) {
                  const NodeId text = constant(type, version.constant);
                  node = node == kNoNode ? text : build_.choose(in_force({version.from, kLastDay}), text, node);
                }
                for (const auto& [amendment, change] : touches(Change::Item::set, id)) {
                  if (amendment >= stage) break;
                  const NodeId members = constant(type, change->constant);
                  NodeId changed = members;
                  if (change->kind == syntax::ChangeKind::add_to)
                    changed = build_.binary(Op::set_union, BaseType::set, node, members);
                  if (change->kind == syntax::ChangeKind::remove_from) {
                    changed = build_.binary(Op::set_difference, BaseType::set, node, members);
                  }
                  node = build_.choose(active(amendment), changed, node);
                }
                return node;
              });
}

NodeId Compiler::value(ValueId id, Stage stage) {
  const NamedValue& v = policy_.values[id];
  return once({What::value, id, 0, stage, {}, 0, 0}, v.type.base,
              {fmt::format("value `{}`", v.heading.name), v.heading.name_span}, [&] {
                NodeId node = kNoNode;
                if (v.supplied) {
                  const auto slot = std::find_if(program_.supplied.begin(), program_.supplied.end(),
                                                 [&](const SuppliedSlot& x) { return !x.is_set && x.ref == id; });
                  node = build_.leaf(Op::supplied, v.type.base, slot - program_.supplied.begin());
                }
                for (const ValueVersion& version : v.versions) {
                  const NodeId text = constant(v.type, version.value);
                  node = node == kNoNode ? text : build_.choose(in_force({version.from, kLastDay}), text, node);
                }
                for (const auto& [amendment, change] : touches(Change::Item::value, id)) {
                  if (amendment >= stage) break;
                  node = build_.choose(active(amendment), constant(v.type, change->value), node);
                }
                return node;
              });
}

NodeId Compiler::define_exists(DefineId id, Stage stage) {
  const Define& d = policy_.defines[id];
  const Origin origin{fmt::format("define `{}`", d.name), d.versions.front().heading.name_span};
  return once({What::define_exists, id, 0, stage, {}, 0, 0}, BaseType::yes_no, origin, [&] {
    std::vector<NodeId> base;
    for (const DefineVersion& version : d.versions) {
      if (version.amendment == kNoId) base.push_back(in_force(version.in_force));
    }
    NodeId present = build_.any(std::move(base));
    for (const auto& [amendment, change] : touches(Change::Item::define, id)) {
      if (amendment >= stage) break;
      const NodeId act = active(amendment);
      if (change->kind == syntax::ChangeKind::repeal) {
        present = build_.all({present, build_.negation(act)});
        continue;
      }
      const NodeId applies = change->kind == syntax::ChangeKind::insert ? act : build_.all({act, present});
      present = build_.choose(applies, in_force(d.versions[change->version].in_force), present);
    }
    return present;
  });
}

NodeId Compiler::define(DefineId id, Stage stage) {
  const Define& d = policy_.defines[id];
  const Origin origin{fmt::format("define `{}`", d.name), d.versions.front().heading.name_span};
  return once(
      {What::define, id, 0, stage, {}, 0, 0}, d.type.base, origin,
      [&] {
        const auto body = [&](const DefineVersion& version) {
          const bool truth = d.type.base == BaseType::yes_no && !d.type.or_none;
          return truth ? condition(version.body, stage) : term(version.body, stage);
        };
        NodeId node = kNoNode;
        NodeId present = build_.truth(false);
        for (const DefineVersion& version : d.versions) {
          if (version.amendment != kNoId) continue;
          const NodeId text = body(version);
          const NodeId now = in_force(version.in_force);
          node = node == kNoNode ? text : build_.choose(now, text, node);
          present = build_.any({present, now});
        }
        for (const auto& [amendment, change] : touches(Change::Item::define, id)) {
          if (amendment >= stage) break;
          const NodeId act = active(amendment);
          if (change->kind == syntax::ChangeKind::repeal) {
            present = build_.all({present, build_.negation(act)});
            continue;
          }
          const NodeId text = body(d.versions[change->version]);
          const NodeId applies = change->kind == syntax::ChangeKind::insert ? act : build_.all({act, present});
          node = node == kNoNode ? text : build_.choose(applies, text, node);
          present = build_.any({present, act});
        }
        // Before the amendment that inserts it, a define has no text: `gaps.hpp` refuses the case that needs it.
        return node == kNoNode ? build_.constant(d.type.base, 0) : node;
      },
      d.links.empty() ? Level::person : Level::link);
}

NodeId Compiler::active(AmendmentId id) {
  const Amendment& amendment = policy_.amendments[id];
  const Origin origin{fmt::format("amendment `{}`", amendment.heading.name), amendment.heading.name_span};
  return once({What::active, id, 0, 0, {}, 0, 0}, BaseType::yes_no, origin, [&] {
    const Stage before = id;
    std::vector<NodeId> parts = {in_force({amendment.from, kLastDay})};
    if (amendment.scope != kNoId) parts.push_back(condition(amendment.scope, before));
    for (const RuleId exception : amendment.exceptions) {
      parts.push_back(build_.negation(rule(exception, before, {Filter::Kind::amendment, id, 0})));
    }
    return build_.all(std::move(parts));
  });
}

void Compiler::run() {
  for (SetId s = 0; s < policy_.sets.size(); ++s) {
    if (policy_.sets[s].supplied) program_.supplied.push_back({true, s});
  }
  for (ValueId v = 0; v < policy_.values.size(); ++v) {
    if (policy_.values[v].supplied) program_.supplied.push_back({false, v});
  }
  program_.terms.assign(policy_.terms.size(), kNoNode);
  fill_tables();
  if (may_have_gaps()) program_.gap = gap_anywhere();
  fill_earlier_terms();
}

std::optional<Program> compile(Policy policy, Diagnostics& diagnostics, SetPool sets, std::optional<TextItem> gap_of) {
  Program program;
  program.policy = std::move(policy);
  program.sets = std::move(sets);
  const std::size_t errors = diagnostics.error_count();
  Compiler compiler(program, diagnostics, gap_of);
  compiler.run();
  if (diagnostics.error_count() != errors) return std::nullopt;
  if (!order_graph(program, compiler.origins(), diagnostics)) return std::nullopt;
  return program;
}

}  // namespace proviso
