#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"
#include "dsl/resolve_versions.hpp"
#include "dsl/resolver.hpp"

// Defines and decisions, with their versions.
namespace proviso::resolution {

namespace {

bool differ(const Type& a, const Type& b) { return !is_bad(a) && !is_bad(b) && !(a == b); }

Type declared_type(State& state, const syntax::Define& tree) {
  if (!tree.type) return {BaseType::yes_no, kNoId, false};
  const Type type = state.type(*tree.type);
  if (type.base != BaseType::note) return type;
  state.report({Kind::type_not_allowed,
                "a define cannot be a note",
                {tree.type->span, "a note is a fact that no rule reads"},
                {},
                {"Give it the type of the value that it has, such as `date` or the name of a kind."}});
  return kBadType;
}

// Reports a text whose type is not that of the first, and gives the type to read the text by.
Type kept_type(State& state, const Declared<syntax::Define>& text, const Type& type,
               const Declared<syntax::Define>& first, const Type& first_type) {
  if (!differ(type, first_type)) return first_type;
  const Span span = text.tree->type ? text.tree->type->span : text.tree->name.span;
  state.report({Kind::versions_differ,
                fmt::format("every text of the define `{}` must have one type: this is {}, the other {}",
                            text.tree->name.text, type_words(state, type), type_words(state, first_type)),
                {span, type_words(state, type)},
                {{first.tree->type ? first.tree->type->span : first.tree->name.span, type_words(state, first_type)}},
                {"What reads the define relies on its type. Declare a define of another name instead."}});
  return kBadType;
}

// The relations that the clauses name.
std::vector<RelationId> links_of(const State& state, const syntax::Define& tree) {
  std::vector<RelationId> links;
  for (const syntax::Through& through : tree.through) {
    for (const syntax::Name& name : through.relations) {
      const auto found = state.names.relations.find(name.text);
      if (found == state.names.relations.end()) continue;
      if (state.policy.relations[found->second].group != kNoId) links.push_back(found->second);
    }
  }
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  return links;
}

bool names_no_relation(const State& state, const syntax::Define& tree) {
  return std::any_of(tree.through.begin(), tree.through.end(), [&](const syntax::Through& through) {
    return std::any_of(through.relations.begin(), through.relations.end(),
                       [&](const syntax::Name& name) { return !state.names.relations.contains(name.text); });
  });
}

void report_unknown_links(State& state, const syntax::Define& tree) {
  for (const syntax::Through& through : tree.through) {
    for (const syntax::Name& name : through.relations) {
      if (!state.names.relations.contains(name.text)) report_unknown_relation(state, name);
    }
  }
}

void report_other_links(State& state, const syntax::Define& tree, const syntax::Define& first, DefineId define) {
  state.report_unless_astray(
      {Kind::versions_differ,
       fmt::format("every text of the define `{}` must be about the same links", tree.name.text),
       {tree.name.span, tree.through.empty() ? "about persons" : "about links of these relations"},
       {{first.name.span, first.through.empty() ? "about persons" : "about links of other relations"}},
       {"What reads the define relies on it. Declare a define of another name instead."}},
      {define});
}

}  // namespace

void declare_defines(State& state) {
  const auto& texts = state.declarations.defines;
  check_versions(state, texts);
  const Declared<syntax::Define>* first_text = nullptr;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto& text = texts[i];
    const bool first = i == 0 || texts[i - 1].tree->name.text != text.tree->name.text;
    const Type type = declared_type(state, *text.tree);
    if (first) {
      const auto id = static_cast<DefineId>(state.policy.defines.size());
      state.policy.defines.push_back({std::string(text.tree->name.text), type, links_of(state, *text.tree), {}});
      state.declare(state.names.items, text.tree->name, Thing::define, id);
      const auto relation = state.names.relations.find(text.tree->name.text);
      if (!text.tree->through.empty() && relation != state.names.relations.end()) {
        const Heading& declared = state.policy.relations[relation->second].heading;
        state.report_two_things(text.tree->name.text, {"relation", declared.name_span},
                                {"define", text.tree->name.span}, "`is NAME someone` would mean either.");
      }
    }
    Define& define = state.policy.defines.back();
    const auto this_define = static_cast<DefineId>(state.policy.defines.size() - 1);
    if (first) {
      first_text = &text;
    } else if (links_of(state, *text.tree) != define.links) {
      report_other_links(state, *text.tree, *first_text->tree, this_define);
    }
    if (names_no_relation(state, *text.tree)) state.astray.insert(this_define);
    const bool comparable = !first && (text.change == nullptr || text.change->kind == syntax::ChangeKind::replace);
    state.define_types.push_back(comparable ? kept_type(state, text, type, *first_text, define.type) : type);
    state.note_version(text.change, Thing::define, this_define, define.versions.size());
    define.versions.push_back({state.period(text.tree->in_force), kNoId, text.amendment,
                               state.heading(text.tree->name, text.tree->label, text.tree->notes, text.tree->span)});
  }
}

void resolve_defines(State& state) {
  std::size_t next = 0;
  for (DefineId id = 0; id < state.policy.defines.size(); ++id) {
    for (std::size_t v = 0; v < state.policy.defines[id].versions.size(); ++v, ++next) {
      const auto& text = state.declarations.defines[next];
      const syntax::Define& tree = *text.tree;
      TermResolver resolver(state, *text.document, {state.policy.defines[id].links}, id);
      report_unknown_links(state, tree);
      const Type type = state.define_types[next];
      TermId body = kBadTerm;
      if (!tree.type && !tree.through.empty()) {
        body = resolver.clauses(tree.through);
      } else if (!tree.type) {
        body = resolver.test(tree.test);
        if (body == kNoId) body = resolver.truth(tree.test.span);
      } else if (tree.value != syntax::kNoExpr) {
        body = resolver.value(tree.value, type, tree.name.text);
      } else {
        body = resolver.choice(tree.options, type, tree.name.text, tree.name.span);
      }
      state.policy.defines[id].versions[v].body = body;
    }
  }
}

namespace {

// Outcomes of every version, the base text's first; an outcome that several versions list is one outcome.
class OutcomeTable {
 public:
  OutcomeTable(State& state, Decision& decision) : state_(state), decision_(decision) {}

  std::vector<std::uint32_t> add_version(const syntax::Decision& tree) {
    if (decision_.yes_no) return {1, 0};
    std::vector<std::uint32_t> order;
    std::unordered_map<std::string_view, Span> listed;
    for (std::size_t i = 0; i < tree.outcomes.size(); ++i) {
      const syntax::Outcome& outcome = tree.outcomes[i];
      const auto [first, fresh] = listed.emplace(outcome.name.text, outcome.name.span);
      if (!fresh) {
        report_repeated(state_, outcome.name, first->second);
        continue;
      }
      const bool last = i + 1 == tree.outcomes.size();
      if (outcome.otherwise != last) report_otherwise(state_, tree.name.text, outcome.span, last);
      order.push_back(index_of(outcome));
    }
    if (tree.outcomes.empty()) report_otherwise(state_, tree.name.text, tree.name.span, true);
    return order;
  }

 private:
  std::uint32_t index_of(const syntax::Outcome& outcome) {
    const auto next = static_cast<std::uint32_t>(decision_.outcomes.size());
    const auto [place, fresh] = indices_.emplace(outcome.name.text, next);
    if (fresh) {
      decision_.outcomes.push_back(
          {std::string(outcome.name.text), outcome.label ? outcome.label->value : std::string(), outcome.name.span});
    } else if (outcome.label && decision_.outcomes[place->second].label.empty()) {
      decision_.outcomes[place->second].label = outcome.label->value;
    }
    return place->second;
  }

  State& state_;
  Decision& decision_;
  std::unordered_map<std::string_view, std::uint32_t> indices_;
};

// The outcomes of a decision are a kind of their own, so that `protection is rejected` reads like any other test.
void declare_outcomes(State& state, DecisionId id) {
  Decision& decision = state.policy.decisions[id];
  if (decision.yes_no) {
    decision.outcomes = {{"no", "No", {}}, {"yes", "Yes", {}}};
    return;
  }
  decision.enumeration = static_cast<EnumId>(state.policy.enumerations.size());
  Enumeration outcomes;
  outcomes.heading = decision.versions.front().heading;
  outcomes.decision = id;
  Names::Map<std::uint32_t> names;
  for (std::uint32_t i = 0; i < decision.outcomes.size(); ++i) {
    const Outcome& outcome = decision.outcomes[i];
    EnumMember member;
    member.name = outcome.name;
    member.label = outcome.label;
    member.leaf = i;
    member.leaves = {i};
    member.span = outcome.span;
    outcomes.members.push_back(std::move(member));
    outcomes.leaf_members.push_back(i);
    const std::string_view name = state.sources.text(outcome.span);  // outlives the table
    names.emplace(name, i);
    state.names.outcomes[name].push_back({id, i});
  }
  state.policy.enumerations.push_back(std::move(outcomes));
  state.names.members.push_back(std::move(names));
}

}  // namespace

void declare_decisions(State& state) {
  const auto& texts = state.declarations.decisions;
  check_versions(state, texts);
  for (std::size_t i = 0; i < texts.size();) {
    const auto id = static_cast<DecisionId>(state.policy.decisions.size());
    const syntax::Decision& first = *texts[i].tree;
    Decision decision;
    decision.name = first.name.text;
    decision.yes_no = first.yes_no;
    OutcomeTable table(state, decision);
    for (; i < texts.size() && texts[i].tree->name.text == first.name.text; ++i) {
      const syntax::Decision& tree = *texts[i].tree;
      if (tree.yes_no != first.yes_no) {
        if (texts[i].change == nullptr) continue;  // declared twice, which is reported
        state.report({Kind::versions_differ,
                      fmt::format("every text of the decision `{}` must be of one form: yes/no, or a list of outcomes",
                                  tree.name.text),
                      {tree.name.span, tree.yes_no ? "yes/no here" : "outcomes here"},
                      {{first.name.span, first.yes_no ? "yes/no" : "outcomes"}},
                      {"What reads the decision relies on its form. Declare a decision of another name instead."}});
        continue;
      }
      state.note_version(texts[i].change, Thing::decision, id, decision.versions.size());
      std::vector<std::uint32_t> order = table.add_version(tree);
      decision.versions.push_back(
          {std::move(order), texts[i].amendment, state.heading(tree.name, tree.label, tree.notes, tree.span)});
    }
    state.policy.decisions.push_back(std::move(decision));
    declare_outcomes(state, id);
    state.declare(state.names.items, first.name, Thing::decision, id);
  }
}

}  // namespace proviso::resolution
