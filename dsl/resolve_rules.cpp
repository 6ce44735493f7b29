#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_targets.hpp"
#include "dsl/resolve_terms.hpp"
#include "dsl/resolve_versions.hpp"
#include "dsl/resolver.hpp"

// Grounds, derivations, exclusions and exceptions, and what cannot be.
namespace proviso::resolution {

void declare_rules(State& state) {
  const auto& texts = state.declarations.rules;
  check_versions(state, texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const syntax::Rule& tree = *texts[i].tree;
    const bool first = i == 0 || texts[i - 1].tree->name.text != tree.name.text;
    if (first) {
      const auto id = static_cast<RuleId>(state.policy.rules.size());
      state.policy.rules.push_back({std::string(tree.name.text), tree.kind, {}});
      state.declare(state.names.rules, tree.name, Thing::rule, id);
    }
    Rule& rule = state.policy.rules.back();
    // Without periods, and in an `insert`, the name itself is what clashes.
    const bool another_text =
        texts[i].change == nullptr ? tree.in_force.has_value() : texts[i].change->kind == syntax::ChangeKind::replace;
    if (tree.kind != rule.kind && another_text) {
      state.report({Kind::versions_differ,
                    fmt::format("every text of `{}` must be of one kind: this is {}, the other {}", tree.name.text,
                                with_article(rule_kind_word(tree.kind)), with_article(rule_kind_word(rule.kind))),
                    {tree.keyword, with_article(rule_kind_word(tree.kind))},
                    {{rule.versions.front().heading.name_span, with_article(rule_kind_word(rule.kind))}},
                    {"A rule may be replaced by one of its own kind. Otherwise repeal it, and insert a rule of another "
                     "name."}});
    }
    const auto this_rule = static_cast<RuleId>(state.policy.rules.size() - 1);
    state.note_version(texts[i].change, Thing::rule, this_rule, rule.versions.size());
    RuleVersion version;
    version.in_force = state.period(tree.in_force);
    version.amendment = texts[i].amendment;
    version.heading = state.heading(tree.name, tree.label, tree.notes, tree.span);
    rule.versions.push_back(std::move(version));
  }
}

namespace {

class RuleResolver {
 public:
  RuleResolver(State& state, const Declared<syntax::Rule>& text, RuleId id, RuleVersion& version)
      : state_(state), document_(*text.document), tree_(*text.tree), id_(id), version_(version) {}

  void resolve() {
    resolve_targets();
    resolve_switched_off();
    if (tree_.kind != syntax::RuleKind::derivation) {
      version_.test = TermResolver(state_, document_).test(tree_.test);
    }
    for (const syntax::Through& through : tree_.through) resolve_through(through);
  }

 private:
  void resolve_targets() {
    Seen targets;
    for (const syntax::Target& tree : tree_.targets) {
      if (repeated(targets, tree.outcome, decision_of(tree))) continue;
      const auto target = resolve_target(state_, tree, kNoId);
      if (!target) continue;
      refuse_otherwise(*target, tree);
      version_.targets.push_back(*target);
    }
    if (tree_.kind != syntax::RuleKind::derivation || version_.targets.empty()) return;
    Seen seen;
    for (const syntax::Target& tree : tree_.from) {
      if (repeated(seen, tree.outcome, decision_of(tree))) continue;
      const auto from = resolve_target(state_, tree, version_.targets.front().decision);
      if (from) version_.from.push_back(*from);
    }
    if (tree_.from.empty()) version_.from = version_.targets;
  }

  using Seen = std::unordered_map<std::string, Span>;

  bool repeated(Seen& seen, const syntax::Name& name, std::string_view decision = {}) {
    const auto [first, fresh] = seen.emplace(fmt::format("{} {}", name.text, decision), name.span);
    if (!fresh) report_repeated(state_, name, first->second);
    return !fresh;
  }

  static std::string_view decision_of(const syntax::Target& target) {
    return target.decision ? target.decision->text : std::string_view();
  }

  // What is left when nothing else is available needs no support, and nothing could rule it out.
  void refuse_otherwise(const OutcomeRef& target, const syntax::Target& tree) {
    const Decision& decision = state_.policy.decisions[target.decision];
    const bool always_last = std::all_of(decision.versions.begin(), decision.versions.end(), [&](const auto& version) {
      return !version.order.empty() && version.order.back() == target.outcome;
    });
    if (decision.yes_no || !always_last) return;
    state_.report({Kind::rule_for_otherwise,
                   fmt::format("`{}` is the `otherwise` of {}: it is always available, so no rule is for it or against "
                               "it",
                               tree.outcome.text, decision.name),
                   {tree.outcome.span, "always available"},
                   {{decision.outcomes[target.outcome].span, "`otherwise` here"}},
                   {"It is the outcome where no other one is available. Write the rule for or against the others."}});
  }

  void resolve_switched_off() {
    Seen seen;
    for (const syntax::Name& name : tree_.switched_off) {
      if (repeated(seen, name)) continue;
      const auto found = state_.names.rules.find(name.text);
      if (found == state_.names.rules.end()) {
        report_unknown_rule(state_, name,
                            "An exception names grounds, derivations, exclusions, exceptions or amendments.");
      } else if (found->second.thing == Thing::amendment) {
        version_.spares.push_back(found->second.id);
      } else if (found->second.id == id_) {
        state_.report({Kind::exception_to_itself,
                       fmt::format("the exception `{}` is an exception to itself", name.text),
                       {name.span, "its own name"},
                       {{tree_.name.span, "the exception"}},
                       {"Name the rule that it limits."}});
      } else {
        version_.switches_off.push_back(found->second.id);
      }
    }
    std::sort(version_.switches_off.begin(), version_.switches_off.end());
    std::sort(version_.spares.begin(), version_.spares.end());
  }

  // Relations that do not share their facts are told apart, since the condition reads the facts of one group; so are
  // those of which a define takes some links only.
  void resolve_through(const syntax::Through& tree) {
    struct Meant {
      std::vector<RelationId> relations;
      Span span;
    };
    std::map<std::pair<std::uint32_t, DefineId>, Meant> by_group;
    Seen seen;
    for (const syntax::Name& name : tree.relations) {
      if (repeated(seen, name)) continue;
      const auto links = named_links(state_, name);
      if (!links) continue;
      for (const RelationId id : links->relations) {
        Meant& meant = by_group[{state_.policy.relations[id].group, links->define}];
        meant.relations.push_back(id);
        meant.span = name.span;
      }
    }
    for (auto& [key, meant] : by_group) {
      auto& relations = meant.relations;
      std::sort(relations.begin(), relations.end());
      TermResolver resolver(state_, document_, {relations, key.second});
      Through through;
      if (tree.test) through.condition = resolver.test(*tree.test);
      through.condition = resolver.narrowed({relations, key.second}, through.condition, meant.span);
      through.relations = std::move(relations);
      through.span = tree.span;
      version_.through.push_back(std::move(through));
    }
  }

  State& state_;
  const syntax::Document& document_;
  const syntax::Rule& tree_;
  RuleId id_;
  RuleVersion& version_;
};

}  // namespace

void resolve_rules(State& state) {
  std::size_t next = 0;
  for (RuleId id = 0; id < state.policy.rules.size(); ++id) {
    for (RuleVersion& version : state.policy.rules[id].versions) {
      RuleResolver(state, state.declarations.rules[next++], id, version).resolve();
    }
  }
}

void resolve_impossibles(State& state) {
  for (std::size_t i = 0; i < state.policy.impossibles.size(); ++i) {
    const auto& impossible = state.declarations.impossibles[i];
    state.policy.impossibles[i].condition =
        TermResolver(state, *impossible.document).condition(impossible.tree->condition);
  }
}

}  // namespace proviso::resolution
