#include "dsl/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "dsl/digest.hpp"
#include "dsl/resolve_versions.hpp"
#include "dsl/resolver.hpp"

namespace proviso {

namespace resolution {

namespace {

// Base text first (kNoId + 1 is 0), by the day from which it is in force; then those of amendments.
template <class Tree>
auto sort_key(const Declared<Tree>& d) {
  const AmendmentId amendment = d.amendment + 1;
  const Span& span = d.tree->span;
  if constexpr (requires { d.tree->test; }) {
    return std::make_tuple(d.tree->name.text, amendment, period_of(*d.tree).from, span.file, span.begin);
  } else {
    return std::make_tuple(d.tree->name.text, amendment, span.file, span.begin);
  }
}

template <class Tree>
void sort_by_name(std::vector<Declared<Tree>>& list) {
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return sort_key(a) < sort_key(b); });
}

// Puts each declaration into the list of its kind.
struct Collector {
  const syntax::Document& document;
  Declarations& to;

  template <class Tree>
  Declared<Tree> declared(const Tree& tree) const {
    return {&document, &tree, nullptr, kNoId};
  }

  void operator()(const syntax::Policy& d) const { to.headers.push_back(declared(d)); }
  void operator()(const syntax::Use&) const {}
  void operator()(const syntax::Source& d) const { to.sources.push_back(declared(d)); }
  void operator()(const syntax::Enumeration& d) const { to.enumerations.push_back(declared(d)); }
  void operator()(const syntax::Fact& d) const { to.facts.push_back(declared(d)); }
  void operator()(const syntax::Relation& d) const { to.relations.push_back(declared(d)); }
  void operator()(const syntax::Set& d) const { to.sets.push_back(declared(d)); }
  void operator()(const syntax::Value& d) const { to.values.push_back(declared(d)); }
  void operator()(const syntax::Define& d) const { to.defines.push_back(declared(d)); }
  void operator()(const syntax::Decision& d) const { to.decisions.push_back(declared(d)); }
  void operator()(const syntax::Rule& d) const { to.rules.push_back(declared(d)); }
  void operator()(const syntax::Impossible& d) const { to.impossibles.push_back(declared(d)); }
  void operator()(const syntax::Amendment& d) const { to.amendments.push_back(declared(d)); }
  void operator()(const syntax::Person& d) const { to.persons.push_back(declared(d)); }
  void operator()(const syntax::Case&) const {}
};

void collect_changes(Declarations& to, const Declared<syntax::Amendment>& amendment, AmendmentId id) {
  for (const syntax::Change& change : amendment.tree->changes) {
    if (!change.body) continue;
    if (const auto* rule = std::get_if<syntax::Rule>(&*change.body)) {
      to.rules.push_back({amendment.document, rule, &change, id});
    } else if (const auto* define = std::get_if<syntax::Define>(&*change.body)) {
      to.defines.push_back({amendment.document, define, &change, id});
    } else {
      to.decisions.push_back({amendment.document, &std::get<syntax::Decision>(*change.body), &change, id});
    }
  }
}

template <class T>
void once(State& state, const std::vector<T>& clauses, std::string_view what) {
  for (std::size_t i = 1; i < clauses.size(); ++i) {
    state.report({Kind::repeated_clause,
                  fmt::format("`{}` is written twice in one declaration", what),
                  {clauses[i].span, "the second one"},
                  {{clauses[0].span, "the first one"}},
                  {"Keep the one that is meant."}});
  }
}

// Two persons of one name would make `like NAME` mean either.
void check_person_names(State& state) {
  const auto& persons = state.declarations.persons;
  for (std::size_t i = 1; i < persons.size(); ++i) {
    if (persons[i].tree->name.text != persons[i - 1].tree->name.text) continue;
    state.report_duplicate("person", persons[i].tree->name, persons[i - 1].tree->name.span);
  }
}

}  // namespace

void collect_declarations(State& state) {
  Declarations& to = state.declarations;
  for (const syntax::Document& document : state.documents) {
    for (const syntax::Declaration& declaration : document.declarations) {
      std::visit(Collector{document, to}, declaration);
    }
  }
  order_amendments(state);
  for (AmendmentId id = 0; id < to.amendments.size(); ++id) collect_changes(to, to.amendments[id], id);
  sort_by_name(to.headers);
  sort_by_name(to.sources);
  sort_by_name(to.enumerations);
  sort_by_name(to.facts);
  sort_by_name(to.sets);
  sort_by_name(to.values);
  sort_by_name(to.defines);
  sort_by_name(to.decisions);
  sort_by_name(to.rules);
  sort_by_name(to.impossibles);
  sort_by_name(to.persons);
  check_person_names(state);
}

void resolve_header(State& state) {
  auto headers = state.declarations.headers;
  if (headers.empty()) {
    if (state.documents.empty()) return;
    const FileId file = state.documents.front().file;
    state.report_unknown({Kind::no_header,
                          "this policy has no header: nothing says what it is called",
                          {{file, 0, 0}, "the policy begins here"},
                          {},
                          {"Write `policy a_short_name \"Its title\"` at the top of one of its files, with "
                           "`in force from` and the first day."}});
    return;
  }
  std::sort(headers.begin(), headers.end(), [](const auto& a, const auto& b) {
    return std::tie(a.tree->span.file, a.tree->span.begin) < std::tie(b.tree->span.file, b.tree->span.begin);
  });
  for (std::size_t i = 1; i < headers.size(); ++i) {
    state.report(
        {Kind::second_header,
         fmt::format("a policy has one header, and this is header number {}", i + 1),
         {headers[i].tree->keyword, "another header"},
         {{headers[0].tree->keyword, "the first one"}},
         {"Files that are read together are one policy. Two policies stand in two folders, and share a file by "
          "`use`; a shared file has no header."}});
  }
  const syntax::Policy& header = *headers.front().tree;
  Policy& policy = state.policy;
  policy.name = header.name.text;
  policy.title = header.title.value;
  for (const auto& text : header.authority) policy.authority.push_back(text.value);
  for (const auto& text : header.basis) policy.basis.push_back(text.value);
  policy.span = header.span;
  policy.accepted = state.accepted(header.notes);
  once(state, header.in_force, "in force");
  once(state, header.month_ends, "month ends round");
  if (!header.in_force.empty()) {
    const Period period = state.period(header.in_force.front());
    policy.in_force_from = period.from;
    policy.in_force_through = period.through;
  }
  if (!header.month_ends.empty()) policy.month_ends = header.month_ends.front().rule;
}

void declare_sources(State& state) {
  for (const auto& [document, tree, change, amendment] : state.declarations.sources) {
    once(state, tree->publisher, "publisher");
    once(state, tree->file, "file");
    once(state, tree->url, "url");
    once(state, tree->dated, "dated");
    SourceDocument source{state.heading(tree->name, tree->title, tree->notes, tree->span), {}, {}, {}, {}};
    if (!tree->publisher.empty()) source.publisher = tree->publisher.front().value;
    if (!tree->file.empty()) source.file = tree->file.front().value;
    if (!tree->url.empty()) source.url = tree->url.front().value;
    if (!tree->dated.empty()) source.dated = tree->dated.front().days;
    const auto id = static_cast<SourceId>(state.policy.sources.size());
    const auto [place, fresh] = state.names.sources.emplace(tree->name.text, id);
    if (!fresh) {
      state.report_duplicate("source", tree->name, state.policy.sources[place->second].heading.name_span);
    }
    state.policy.sources.push_back(std::move(source));
  }
}

void report_consequences(State& state) {
  for (Consequence& consequence : state.consequences) {
    const auto& defines = consequence.defines;
    const bool mere =
        std::any_of(defines.begin(), defines.end(), [&](DefineId id) { return state.astray.contains(id); });
    if (!mere) state.report(std::move(consequence.diagnostic));
  }
}

void declare_impossibles(State& state) {
  auto& impossibles = state.policy.impossibles;
  for (const auto& [document, tree, change, amendment] : state.declarations.impossibles) {
    if (!impossibles.empty() && impossibles.back().heading.name == tree->name.text) {
      state.report_duplicate("impossible", tree->name, impossibles.back().heading.name_span);
    }
    impossibles.push_back({state.heading(tree->name, tree->label, tree->notes, tree->span), kNoId});
  }
}

}  // namespace resolution

std::optional<Policy> resolve(const SourceSet& sources, const std::vector<syntax::Document>& documents,
                              Diagnostics& diagnostics) {
  using namespace resolution;
  State state{sources, documents, diagnostics, {}};
  if (diagnostics.has_errors()) state.unread = find_unread(sources, documents, diagnostics);
  for (const auto step :
       {collect_declarations, resolve_header,     declare_sources,     declare_enumerations,  declare_amendments,
        declare_facts,        declare_relations,  declare_sets,        declare_values,        declare_defines,
        declare_decisions,    declare_rules,      declare_impossibles, check_link_fact_names, resolve_values,
        resolve_facts,        resolve_defines,    resolve_rules,       resolve_impossibles,   resolve_amendments,
        report_consequences,  check_what_is_read, check_month_ends}) {
    step(state);
  }
  if (diagnostics.has_errors() || documents.empty()) return std::nullopt;
  state.policy.digest = policy_digest(sources, documents);
  return std::move(state.policy);
}

}  // namespace proviso
