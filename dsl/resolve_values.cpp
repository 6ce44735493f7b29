#include <fmt/format.h>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"
#include "dsl/resolver.hpp"

// Named sets and values, and their versions.
namespace proviso::resolution {

namespace {

// The type of a value that declares none is that of its literals.
Type inferred_type(State& state, const syntax::Document& document, const syntax::Value& tree) {
  const auto needs_type = [&](Span span, std::string label, std::string advice) {
    state.report({Kind::value_needs_type,
                  fmt::format("the type of the value `{}` cannot be told from its text", tree.name.text),
                  {span, std::move(label)},
                  {},
                  {std::move(advice)}});
    return kBadType;
  };
  const std::string with_date = fmt::format("Write the type behind the name, such as `value {} date or none{}`.",
                                            tree.name.text, tree.supplied ? " supplied" : " is none");
  const syntax::ExprId first = tree.supplied           ? tree.default_value
                               : tree.versions.empty() ? syntax::kNoExpr
                                                       : tree.versions.front().value;
  if (first == syntax::kNoExpr) {
    return needs_type(tree.name.span, "it comes with the case, so it needs a type", with_date);
  }
  const syntax::Expr& expr = document.expr(first);
  switch (expr.kind) {
    case syntax::ExprKind::date:
      return {BaseType::date, kNoId, false};
    case syntax::ExprKind::number:
      return {BaseType::number, kNoId, false};
    case syntax::ExprKind::duration:
      return {BaseType::duration, kNoId, false};
    case syntax::ExprKind::yes:
    case syntax::ExprKind::no:
      return {BaseType::yes_no, kNoId, false};
    case syntax::ExprKind::none:
      return needs_type(expr.span, "`none` can stand for any type", with_date);
    case syntax::ExprKind::members:
      return needs_type(expr.span, "a set", fmt::format("Write `set {} of KIND is {{ … }}`.", tree.name.text));
    default: {
      const auto* kinds = enumerations_with(state, expr.name.text);
      const std::string kind = kinds != nullptr ? state.policy.enumerations[kinds->front()].heading.name : "KIND";
      return needs_type(
          expr.span, "a name: of which kind?",
          fmt::format("Write the kind behind the name: `value {} {} is {}`.", tree.name.text, kind, expr.name.text));
    }
  }
}

Type value_type(State& state, const syntax::Document& document, const syntax::Value& tree) {
  if (!tree.type) return inferred_type(state, document, tree);
  const Type type = state.type(*tree.type);
  if (type.base != BaseType::note && type.base != BaseType::set) return type;
  const bool note = type.base == BaseType::note;
  state.report({Kind::type_not_allowed,
                fmt::format("a value cannot be a {}", note ? "note" : "set"),
                {tree.type->span, note ? "a note is a fact that no rule reads" : "a set"},
                {},
                {note ? std::string("Write `fact … note` for something that is only kept and shown.")
                      : fmt::format("Write `set {} of {} is {{ … }}`.", tree.name.text, tree.type->name.text)}});
  return kBadType;
}

// Durations of days and of months do not compare, so a condition wants to know which a value is. Nothing if that
// depends.
std::vector<std::optional<DurationUnit>> families(const State& state) {
  const auto& values = state.policy.values;
  std::vector<std::optional<DurationUnit>> result(values.size());
  std::vector<bool> mixed(values.size(), false);
  const auto meet = [&](ValueId id, Value duration) {
    if (duration == kNone) return;
    if (result[id] && *result[id] != duration_unit(duration)) mixed[id] = true;
    result[id] = duration_unit(duration);
  };
  for (ValueId id = 0; id < values.size(); ++id) {
    if (values[id].type.base != BaseType::duration) continue;
    mixed[id] = values[id].supplied;
    for (const ValueVersion& version : values[id].versions) meet(id, version.value);
  }
  for (const auto& [document, tree, change_, id_] : state.declarations.amendments) {
    for (const syntax::Change& change : tree->changes) {
      if (change.kind != syntax::ChangeKind::value_is) continue;
      const auto found = state.names.items.find(change.name.text);
      const syntax::Expr& literal = document->expr(change.value);
      if (found != state.names.items.end() && found->second.thing == Thing::value &&
          literal.kind == syntax::ExprKind::duration) {
        meet(found->second.id, duration_value(literal));
      }
    }
  }
  for (ValueId id = 0; id < values.size(); ++id) {
    if (mixed[id]) result[id].reset();
  }
  return result;
}

// Versions run forward in time, one for each day.
template <class Tree>
void check_versions(State& state, const Tree& tree) {
  const syntax::Version* last = nullptr;
  for (const syntax::Version& version : tree.versions) {
    if (!version.from) continue;
    if (last != nullptr && version.from->days <= last->from->days) {
      const bool same = version.from->days == last->from->days;
      state.report({Kind::version_order,
                    same ? fmt::format("`{}` has two versions from {}", tree.name.text, format_date(version.from->days))
                         : fmt::format("the versions of `{}` are not in the order of their dates", tree.name.text),
                    {version.from->span, same ? "the same day again" : "earlier than the version above"},
                    {{last->from->span, "the version above"}},
                    {"Write the versions from the oldest to the newest, each from its own day."}});
    }
    last = &version;
  }
}

}  // namespace

void declare_sets(State& state) {
  for (const auto& [document, tree, change, amendment] : state.declarations.sets) {
    const auto id = static_cast<SetId>(state.policy.sets.size());
    NamedSet set;
    set.heading = state.heading(tree->name, tree->label, tree->notes, tree->span);
    set.supplied = tree->supplied;
    const auto of = state.names.enumerations.find(tree->of.text);
    if (of != state.names.enumerations.end()) {
      set.of = of->second;
    } else {
      report_unknown_kind(state, tree->of);
    }
    state.policy.sets.push_back(std::move(set));
    state.declare(state.names.items, tree->name, Thing::set, id);
  }
}

void declare_values(State& state) {
  for (const auto& [document, tree, change, amendment] : state.declarations.values) {
    const auto id = static_cast<ValueId>(state.policy.values.size());
    NamedValue value;
    value.heading = state.heading(tree->name, tree->label, tree->notes, tree->span);
    value.type = value_type(state, *document, *tree);
    value.supplied = tree->supplied;
    state.policy.values.push_back(std::move(value));
    state.declare(state.names.items, tree->name, Thing::value, id);
  }
}

void resolve_values(State& state) {
  for (SetId id = 0; id < state.policy.sets.size(); ++id) {
    const auto& [document, tree, change, amendment] = state.declarations.sets[id];
    NamedSet& set = state.policy.sets[id];
    check_versions(state, *tree);
    for (const syntax::Version& version : tree->versions) {
      const Type type{BaseType::set, set.of, false};
      const auto constant = literal(state, *document, version.value, type, tree->name.text);
      const Days from = version.from ? version.from->days : kFirstDay;
      if (constant) set.versions.push_back({from, static_cast<std::uint32_t>(*constant)});
    }
  }
  for (ValueId id = 0; id < state.policy.values.size(); ++id) {
    const auto& [document, tree, change, amendment] = state.declarations.values[id];
    NamedValue& value = state.policy.values[id];
    check_versions(state, *tree);
    for (const syntax::Version& version : tree->versions) {
      const auto constant = literal(state, *document, version.value, value.type, tree->name.text);
      if (constant) value.versions.push_back({version.from ? version.from->days : kFirstDay, *constant});
    }
    if (tree->default_value != syntax::kNoExpr) {
      value.default_value = literal(state, *document, tree->default_value, value.type, tree->name.text);
    }
  }
  state.value_families = families(state);
}

}  // namespace proviso::resolution
