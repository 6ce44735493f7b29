#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"
#include "dsl/resolver.hpp"

// Facts, judgements, relations and the facts of links.
namespace proviso::resolution {

namespace {

// A note is kept and shown; whatever would make it take part in a decision is refused.
void check_note(State& state, const syntax::Fact& tree, const syntax::Document& document) {
  const auto refuse = [&](Span span, std::string_view what) {
    state.report(
        {Kind::note_tested,
         fmt::format("`{}` is a note, and a note has no {}", tree.name.text, what),
         {span, "not for a note"},
         {},
         {"A note holds any text, is kept and shown, and no rule reads it. Give the fact another type if rules "
          "are to read it."}});
  };
  if (tree.type->or_none) refuse(tree.type->span, "`or none`");
  if (tree.only_if != syntax::kNoExpr) refuse(document.expr(tree.only_if).span, "`only if`");
  if (tree.default_value != syntax::kNoExpr) refuse(document.expr(tree.default_value).span, "`default`");
}

// In a case file the facts of a person stand beside these two.
void check_case_file_word(State& state, const syntax::Name& name) {
  if (name.text != "id" && name.text != "relations") return;
  state.report(
      {Kind::case_file_word,
       fmt::format("a fact cannot be called `{}`: case files use that word", name.text),
       {name.span, name.text == "id" ? "it names the person" : "it holds the links of the person"},
       {},
       {fmt::format("Choose a longer name, such as `{}`.", name.text == "id" ? "id_number" : "family_relations")}});
}

}  // namespace

void declare_facts(State& state) {
  for (const auto& [document, tree, change, amendment] : state.declarations.facts) {
    const auto id = static_cast<FactId>(state.policy.facts.size());
    check_case_file_word(state, tree->name);
    Fact fact;
    fact.heading = state.heading(tree->name, tree->label, tree->notes, tree->span);
    if (tree->type) fact.type = state.type(*tree->type);
    fact.none_declared = fact.type.or_none;
    fact.judgement = tree->judgement;
    if (tree->decided_by) fact.decided_by = tree->decided_by->value;
    if (fact.type.base == BaseType::note) {
      check_note(state, *tree, *document);
    } else if (tree->only_if != syntax::kNoExpr) {
      fact.type.or_none = true;
    }
    state.policy.facts.push_back(std::move(fact));
    state.declare(state.names.items, tree->name, Thing::fact, id);
  }
}

void resolve_facts(State& state) {
  for (FactId id = 0; id < state.policy.facts.size(); ++id) {
    const auto& [document, tree, change, amendment] = state.declarations.facts[id];
    if (state.policy.facts[id].type.base == BaseType::note) continue;
    if (tree->only_if != syntax::kNoExpr) {
      const TermId only_if = TermResolver(state, *document).condition(tree->only_if);
      state.policy.facts[id].only_if = only_if;
    }
    if (tree->default_value != syntax::kNoExpr) {
      Fact& fact = state.policy.facts[id];
      Type type = fact.type;
      type.or_none = fact.none_declared;  // `only if` alone gives none no place as a default
      fact.default_value = literal(state, *document, tree->default_value, type, tree->name.text);
    }
  }
}

namespace {

// The declarations that make a group come first, by their first name; `inverse of` joins the group that it inverts.
void declare_group(State& state, const Declared<syntax::Relation>& declared) {
  const syntax::Relation& tree = *declared.tree;
  Policy& policy = state.policy;
  const auto group = static_cast<std::uint32_t>(policy.relation_groups.size());
  policy.relation_groups.push_back({{}, {}, tree.form == syntax::RelationForm::acyclic, kNoId, tree.span});

  std::vector<const syntax::LinkFact*> facts;
  for (const syntax::LinkFact& fact : tree.facts) facts.push_back(&fact);
  std::stable_sort(facts.begin(), facts.end(), [](auto* a, auto* b) { return a->name.text < b->name.text; });
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const syntax::LinkFact& fact = *facts[i];
    if (i > 0 && facts[i - 1]->name.text == fact.name.text) {
      state.report_duplicate("link fact", fact.name, facts[i - 1]->name.span);
      continue;
    }
    const auto id = static_cast<LinkFactId>(policy.link_facts.size());
    LinkFact link_fact{state.heading(fact.name, fact.label, {}, fact.span), state.type(fact.type), {}};
    if (fact.default_value != syntax::kNoExpr) {
      link_fact.default_value = literal(state, *declared.document, fact.default_value, link_fact.type, fact.name.text);
    }
    policy.link_facts.push_back(std::move(link_fact));
    policy.relation_groups[group].facts.push_back(id);
    state.names.link_facts[fact.name.text].push_back(id);
  }
  for (const syntax::Name& name : tree.names) {
    const auto id = static_cast<RelationId>(policy.relations.size());
    const auto [place, fresh] = state.names.relations.emplace(name.text, id);
    if (!fresh) {
      state.report_duplicate("relation", name, policy.relations[place->second].heading.name_span);
      continue;
    }
    Relation relation;
    relation.heading = state.heading(name, tree.label, tree.notes, tree.span);
    relation.group = group;
    relation.mutual = tree.form == syntax::RelationForm::mutual;
    policy.relations.push_back(std::move(relation));
  }
}

// The name of an inverse; what it inverts is looked up when all names are there.
void declare_inverse(State& state, const syntax::Relation& tree) {
  Policy& policy = state.policy;
  const syntax::Name& name = tree.names.front();
  const auto refuse = [&](Span span, std::string message, std::string label, std::string note) {
    state.report({Kind::bad_inverse, std::move(message), {span, std::move(label)}, {}, {std::move(note)}});
  };
  if (tree.names.size() > 1) {
    refuse(tree.names[1].span, "`inverse of` declares one relation at a time", "a second name",
           fmt::format("A relation has one inverse. Declare `{}` by itself.", tree.names[1].text));
  }
  if (!tree.facts.empty()) {
    refuse(cover(tree.facts.front().span, tree.facts.back().span),
           fmt::format("an inverse shares the link facts of the relation that it inverts: `{}` has none of its own",
                       name.text),
           "not here", fmt::format("Write these facts in the declaration of `{}`.", tree.inverse_of->text));
  }
  const auto id = static_cast<RelationId>(policy.relations.size());
  const auto [place, fresh] = state.names.relations.emplace(name.text, id);
  if (!fresh) {
    state.report_duplicate("relation", name, policy.relations[place->second].heading.name_span);
    return;
  }
  Relation relation;
  relation.heading = state.heading(name, tree.label, tree.notes, tree.span);
  relation.is_inverse = true;
  policy.relations.push_back(std::move(relation));
}

void join_inverse(State& state, const syntax::Relation& tree) {
  Policy& policy = state.policy;
  const syntax::Name& name = tree.names.front();
  const syntax::Name& target = *tree.inverse_of;
  const auto refuse = [&](std::string message, std::string label, std::string note) {
    state.report({Kind::bad_inverse, std::move(message), {target.span, std::move(label)}, {}, {std::move(note)}});
  };
  if (target.text == name.text) {
    refuse(fmt::format("`{}` cannot be the inverse of itself", name.text), "itself",
           "If the relation is the same from both sides, declare it `mutual`.");
    return;
  }
  const auto found = state.names.relations.find(target.text);
  if (found == state.names.relations.end()) {
    report_unknown_relation(state, target);
    return;
  }
  const RelationId id = state.names.relations.at(name.text);
  Relation& relation = policy.relations[id];
  Relation& other = policy.relations[found->second];
  if (!relation.is_inverse) return;  // a name declared twice
  relation.group = other.group;
  if (other.is_inverse) {
    refuse(fmt::format("`{}` is itself an inverse", target.text), "an inverse",
           fmt::format("`{}` would be a second name of the relation that `{}` inverts.", name.text, target.text));
  } else if (other.mutual) {
    refuse(fmt::format("`{}` is mutual: it is its own inverse", target.text), "mutual",
           fmt::format("Use `{}` for both directions.", target.text));
  } else if (other.inverse != kNoId) {
    refuse(fmt::format("`{}` already has the inverse `{}`", target.text, policy.relations[other.inverse].heading.name),
           "inverted a second time", "A relation has one inverse. Use the name that it has.");
  } else {
    relation.inverse = found->second;
    other.inverse = id;
  }
}

void report_bad_family(State& state, const syntax::Name& name, const Relation& other, bool itself) {
  const std::string_view what = itself             ? "is declared here itself"
                                : other.is_inverse ? "is an inverse"
                                                   : "is not declared `acyclic`";
  state.report(
      {Kind::bad_acyclic,
       fmt::format("`acyclic with` names another acyclic relation, and `{}` {}", name.text, what),
       {name.span, std::string(what)},
       {{other.heading.name_span, "declared here"}},
       {"Relations that are acyclic together form no circle, whichever of them its steps take. Name a relation "
        "that leads the same way and is declared `acyclic`."}});
}

// Puts the relations into the order of their names, wherever they were declared.
void sort_relations(State& state) {
  Policy& policy = state.policy;
  std::vector<RelationId> order(policy.relations.size());
  for (RelationId i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](RelationId a, RelationId b) {
    return policy.relations[a].heading.name < policy.relations[b].heading.name;
  });
  std::vector<RelationId> moved(order.size());
  for (RelationId i = 0; i < order.size(); ++i) moved[order[i]] = i;
  std::vector<Relation> sorted;
  sorted.reserve(order.size());
  for (const RelationId old : order) sorted.push_back(std::move(policy.relations[old]));
  policy.relations = std::move(sorted);
  for (RelationId i = 0; i < policy.relations.size(); ++i) {
    Relation& relation = policy.relations[i];
    if (relation.inverse != kNoId) relation.inverse = moved[relation.inverse];
    if (relation.group != kNoId) policy.relation_groups[relation.group].relations.push_back(i);
  }
  for (auto& [name, id] : state.names.relations) id = moved[id];
}

// `acyclic with R`: no circle can be made of both, so that they count as one family.
void join_families(State& state, const std::vector<Declared<syntax::Relation>>& declared) {
  Policy& policy = state.policy;
  auto& groups = policy.relation_groups;
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    if (groups[g].acyclic) groups[g].family = g;
  }
  for (const auto& d : declared) {
    if (!d.tree->with) continue;
    const syntax::Name& name = *d.tree->with;
    const auto found = state.names.relations.find(name.text);
    if (found == state.names.relations.end()) {
      report_unknown_relation(state, name);
      continue;
    }
    const Relation& other = policy.relations[found->second];
    const std::uint32_t own = policy.relations[state.names.relations.at(d.tree->names.front().text)].group;
    if (other.group == kNoId || own == kNoId) continue;
    if (!groups[other.group].acyclic || other.is_inverse || other.group == own) {
      report_bad_family(state, name, other, other.group == own);
      continue;
    }
    const std::uint32_t from = std::max(groups[own].family, groups[other.group].family);
    const std::uint32_t to = std::min(groups[own].family, groups[other.group].family);
    for (RelationGroup& group : groups) {
      if (group.family == from) group.family = to;
    }
  }
}

}  // namespace

void declare_relations(State& state) {
  auto declared = state.declarations.relations;
  const auto key = [](const Declared<syntax::Relation>& d) {
    const auto smallest = std::min_element(d.tree->names.begin(), d.tree->names.end(),
                                           [](const auto& a, const auto& b) { return a.text < b.text; });
    return std::make_tuple(smallest->text, d.tree->span.file, d.tree->span.begin);
  };
  std::sort(declared.begin(), declared.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  for (const auto& d : declared) {
    if (d.tree->form != syntax::RelationForm::inverse) declare_group(state, d);
  }
  for (const auto& d : declared) {
    if (d.tree->form == syntax::RelationForm::inverse) declare_inverse(state, *d.tree);
  }
  for (const auto& d : declared) {
    if (d.tree->form == syntax::RelationForm::inverse) join_inverse(state, *d.tree);
  }
  sort_relations(state);
  join_families(state, declared);
}

void check_link_fact_names(State& state) {
  for (const LinkFact& link_fact : state.policy.link_facts) {
    const auto found = state.names.items.find(link_fact.heading.name);
    if (found == state.names.items.end()) continue;
    state.report({Kind::link_fact_clash,
                  fmt::format("`{}` is a fact of a link and also a {}", link_fact.heading.name,
                              thing_word(state, found->second)),
                  {link_fact.heading.name_span, "the fact of the link"},
                  {{found->second.span, fmt::format("the {}", thing_word(state, found->second))}},
                  {"Inside a link's condition a bare name would mean either. Rename one of them."}});
  }
}

}  // namespace proviso::resolution
