#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "dsl/fold.hpp"
#include "dsl/resolve_messages.hpp"

// Names that lead nowhere: what the writer may have meant, and where such names are declared.
namespace proviso::resolution {

namespace {

std::string did_you_mean(State& state, std::string_view name, const std::vector<std::string_view>& known,
                         std::string_view otherwise) {
  const auto near = state.guess(name, known);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string(otherwise);
}

template <class T>
std::vector<std::string_view> keys(const Names::Map<T>& map) {
  std::vector<std::string_view> result;
  result.reserve(map.size());
  for (const auto& [name, value] : map) result.push_back(name);
  return result;
}

std::vector<Called> called_names(const Enumeration& enumeration) {
  std::vector<Called> result;
  for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
    const EnumMember& member = enumeration.members[i];
    result.push_back({fold(member.name), i, true});
    result.push_back({fold(member.code), i, false});
    result.push_back({fold(member.label), i, false});
    for (const auto& alias : member.aliases) result.push_back({fold(alias.text), i, false});
  }
  std::sort(result.begin(), result.end(), [](const Called& a, const Called& b) { return a.text < b.text; });
  return result;
}

// Members are also looked for by what a person may call them: code, label, alias, or the beginning of the name.
std::vector<std::string> members_called(State& state, EnumId id, std::string_view name) {
  const Enumeration& enumeration = state.policy.enumerations[id];
  const auto [place, fresh] = state.called.try_emplace(id);
  if (fresh) place->second = called_names(enumeration);
  const std::string wanted = fold(name);
  std::vector<std::uint32_t> members;
  auto at = std::lower_bound(place->second.begin(), place->second.end(), wanted,
                             [](const Called& called, const std::string& text) { return called.text < text; });
  for (; at != place->second.end() && at->text.compare(0, wanted.size(), wanted) == 0; ++at) {
    const bool whole = at->text.size() == wanted.size();
    if (whole || (at->is_name && at->text[wanted.size()] == ' ')) members.push_back(at->member);
  }
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  std::vector<std::string> result;
  for (const std::uint32_t member : members) result.push_back(enumeration.members[member].name);
  return result;
}

std::vector<std::string> names_of(const State& state, const std::vector<RelationId>& relations) {
  std::vector<std::string> names;
  for (const RelationId id : relations) names.push_back(state.policy.relations[id].heading.name);
  return names;
}

// What the name is, if it is something that a condition cannot read by its bare name.
std::optional<std::pair<std::string, std::string>> other_meaning(State& state, std::string_view name) {
  using Meaning = std::pair<std::string, std::string>;
  if (state.names.relations.count(name) != 0) {
    return Meaning{"a relation", fmt::format("To ask whether there is such a link, write `is {} someone`.", name)};
  }
  if (const auto outcomes = state.names.outcomes.find(name); outcomes != state.names.outcomes.end()) {
    const std::string& decision = state.policy.decisions[outcomes->second.front().decision].name;
    return Meaning{"an outcome",
                   fmt::format("`{}` is an outcome of {}: write `{} is {}`.", name, decision, decision, name)};
  }
  if (const auto rule = state.names.rules.find(name); rule != state.names.rules.end()) {
    const std::string_view word = thing_word(state, rule->second);
    return Meaning{
        with_article(word),
        fmt::format("`{}` is {}, and conditions do not read rules. Give its condition a name with `define`, and "
                    "use that name in both places.",
                    name, with_article(word))};
  }
  if (const auto* kinds = enumerations_with(state, name)) {
    return Meaning{with_article(member_words(state, kinds->front())),
                   fmt::format("`{}` is {}. A member stands on the right: `NAME is {}`, `NAME includes {}`.", name,
                               with_article(member_words(state, kinds->front())), name, name)};
  }
  if (state.names.enumerations.count(name) != 0) {
    return Meaning{"a kind", fmt::format("`{}` is a kind. A condition reads facts of that kind.", name)};
  }
  return std::nullopt;
}

}  // namespace

const std::vector<EnumId>* enumerations_with(State& state, std::string_view name) {
  auto& table = state.enumerations_of_member;
  if (table.empty()) {
    for (EnumId id = 0; id < state.names.members.size(); ++id) {
      for (const auto& [member, index] : state.names.members[id]) table[member].push_back(id);
    }
  }
  const auto found = table.find(name);
  return found == table.end() ? nullptr : &found->second;
}

void report_unknown_source(State& state, const syntax::Name& name) {
  state.report_unknown(
      {Kind::unknown_source,
       fmt::format("there is no source `{}`", name.text),
       {name.span, did_you_mean(state, name.text, keys(state.names.sources), "declared nowhere")},
       {},
       {fmt::format("Declare it once: `source {} \"Its title\" publisher \"…\" file \"…\"`.", name.text)}});
}

void report_unknown_kind(State& state, const syntax::Name& name) {
  static constexpr std::pair<std::string_view, std::string_view> kForeign[] = {
      {"bool", "yes/no"},    {"boolean", "yes/no"}, {"yesno", "yes/no"},    {"int", "number"},
      {"integer", "number"}, {"num", "number"},     {"decimal", "number"},  {"money", "number"},
      {"amount", "number"},  {"string", "note"},    {"text", "note"},       {"str", "note"},
      {"datetime", "date"},  {"day", "date"},       {"period", "duration"}, {"interval", "duration"}};
  Diagnostic d{
      Kind::unknown_kind,
      fmt::format("`{}` is not a type, nor a kind that is declared", name.text),
      {name.span, "unknown"},
      {},
      {"A type is `yes/no`, `date`, `number`, `duration`, `note`, or the name of a `kind` or `regions`, alone or "
       "behind `set of`."}};
  const std::string folded = fold(name.text);
  const auto foreign =
      std::find_if(std::begin(kForeign), std::end(kForeign), [&](const auto& f) { return f.first == folded; });
  if (foreign != std::end(kForeign)) {
    d.primary.text = fmt::format("write `{}`", foreign->second);
  } else {
    std::vector<std::string_view> known = keys(state.names.enumerations);
    known.insert(known.end(), {"date", "number", "duration", "note"});
    d.primary.text = did_you_mean(state, name.text, known, "unknown");
  }
  state.report_unknown(std::move(d));
}

void report_unknown_relation(State& state, const syntax::Name& name) {
  Diagnostic d{Kind::unknown_relation,
               fmt::format("there is no relation `{}`", name.text),
               {name.span, did_you_mean(state, name.text, keys(state.names.relations), "declared nowhere")},
               {},
               {}};
  if (const auto item = state.names.items.find(name.text); item != state.names.items.end()) {
    d.notes.push_back(fmt::format("`{}` is {}, declared in {}.", name.text,
                                  with_article(thing_word(state, item->second)), state.place(item->second.span)));
  } else if (!state.policy.relations.empty()) {
    std::vector<std::string> relations;
    for (const Relation& relation : state.policy.relations) relations.push_back(relation.heading.name);
    std::sort(relations.begin(), relations.end());
    d.notes.push_back(
        fmt::format("The {} {}.", relations.size() == 1 ? "only relation is" : "relations are", listed(relations)));
  }
  state.report_unknown(std::move(d));
}

void report_unknown_decision(State& state, const syntax::Name& name) {
  std::vector<std::string_view> known;
  for (const auto& [other, named] : state.names.items) {
    if (named.thing == Thing::decision) known.push_back(other);
  }
  Diagnostic d{Kind::unknown_decision,
               fmt::format("there is no decision `{}`", name.text),
               {name.span, did_you_mean(state, name.text, known, "not a decision")},
               {},
               {}};
  if (const auto item = state.names.items.find(name.text); item != state.names.items.end()) {
    d.notes.push_back(fmt::format("`{}` is {}, declared in {}.", name.text,
                                  with_article(thing_word(state, item->second)), state.place(item->second.span)));
  }
  state.report_unknown(std::move(d));
}

void report_unknown_rule(State& state, const syntax::Name& name, std::string_view wanted) {
  Diagnostic d{Kind::unknown_rule,
               fmt::format("there is no rule or amendment `{}`", name.text),
               {name.span, did_you_mean(state, name.text, keys(state.names.rules), "declared nowhere")},
               {},
               {std::string(wanted)}};
  if (const auto item = state.names.items.find(name.text); item != state.names.items.end()) {
    d.message = fmt::format("`{}` is {}, and an exception cannot switch it off", name.text,
                            with_article(thing_word(state, item->second)));
    d.primary.text = with_article(thing_word(state, item->second));
    d.secondary.push_back({item->second.span, "declared here"});
  } else if (state.names.outcomes.count(name.text) != 0) {
    d.message = fmt::format("`{}` is an outcome, and an exception cannot switch it off", name.text);
    d.primary.text = "an outcome";
    d.notes.push_back(fmt::format("To rule an outcome out, write `exclusion NAME from {} if …`.", name.text));
  }
  state.report_unknown(std::move(d));
}

std::vector<RelationId> relations_with_fact(const State& state, std::string_view fact) {
  std::vector<RelationId> relations;
  const auto found = state.names.link_facts.find(fact);
  if (found == state.names.link_facts.end()) return relations;
  for (const RelationGroup& group : state.policy.relation_groups) {
    for (const LinkFactId id : found->second) {
      if (std::find(group.facts.begin(), group.facts.end(), id) == group.facts.end()) continue;
      relations.insert(relations.end(), group.relations.begin(), group.relations.end());
    }
  }
  return relations;
}

void report_link_fact(State& state, const syntax::Name& name, const std::vector<RelationId>& meant,
                      const NamedLinks& links) {
  const std::vector<std::string> owners = names_of(state, meant);
  std::string note = fmt::format("`{}` is a fact of links of {}", name.text, listed(owners));
  if (links.relations.empty()) {
    state.report({Kind::unknown_name,
                  fmt::format("`{}` cannot be read here: it is a fact of a link", name.text),
                  {name.span, "a fact of a link"},
                  {},
                  {fmt::format("{}: it can be read behind `is {} someone where` or behind `through {} if`.", note,
                               owners.front(), owners.front())}});
    return;
  }
  std::vector<RelationId> without;
  std::copy_if(links.relations.begin(), links.relations.end(), std::back_inserter(without),
               [&](RelationId link) { return std::find(meant.begin(), meant.end(), link) == meant.end(); });
  const std::string lacking = listed(names_of(state, without));
  const bool some_have = without.size() < links.relations.size();
  if (some_have) {
    note += fmt::format(": give {} a `through`, or a condition on links, of its own.", lacking);
  } else {
    note += fmt::format(": name that relation, or read a fact that links of {} have.", lacking);
  }
  std::vector<std::string> notes{std::move(note)};
  if (!some_have) notes.push_back("Relations with different link facts need a `through` or a link condition each.");
  state.report_unless_astray({Kind::unknown_name,
                              fmt::format("`{}` cannot be read here: links of {} do not have it", name.text, lacking),
                              {name.span, some_have ? "a fact of some of these links only" : "a fact of other links"},
                              {},
                              std::move(notes)},
                             {links.define});
}

void report_unknown_name(State& state, const syntax::Name& name, std::uint32_t link_group) {
  if (const auto meaning = other_meaning(state, name.text)) {
    state.report({Kind::unknown_name,
                  fmt::format("`{}` cannot be read here: it is {}", name.text, meaning->first),
                  {name.span, meaning->first},
                  {},
                  {meaning->second}});
    return;
  }
  std::vector<std::string_view> known = keys(state.names.items);
  if (link_group != kNoId) {
    for (const LinkFactId id : state.policy.relation_groups[link_group].facts) {
      known.push_back(state.policy.link_facts[id].heading.name);
    }
  }
  Diagnostic d{
      Kind::unknown_name, fmt::format("nothing is called `{}`", name.text), {name.span, "declared nowhere"}, {}, {}};
  if (const auto near = state.guess(name.text, known)) {
    d.primary.text = fmt::format("did you mean `{}`?", *near);
    if (const auto item = state.names.items.find(*near); item != state.names.items.end()) {
      d.notes.push_back(fmt::format("The {} `{}` is declared in {}.", thing_word(state, item->second), *near,
                                    state.place(item->second.span)));
    }
  } else {
    d.notes.push_back(
        "A condition reads facts, judgements, sets, values, defines and decisions. Declare it with `fact` "
        "if cases are to supply it, or with `define` if it follows from other facts.");
  }
  state.report_unknown(std::move(d));
}

void report_unknown_member(State& state, EnumId id, const syntax::Name& name) {
  const Enumeration& enumeration = state.policy.enumerations[id];
  Diagnostic d{Kind::unknown_member,
               fmt::format("`{}` is not {}", name.text, with_article(member_words(state, id))),
               {name.span, "unknown"},
               {},
               {}};
  bool meant = true;  // what it should be is clear, so that nothing else that could not be read has this name
  const auto called = members_called(state, id, name.text);
  if (called.size() > 1) {
    d.message = fmt::format("`{}` could be {}", name.text, listed(called, "or"));
    d.primary.text = "which one?";
    d.notes.push_back("Write the name of the one that is meant; nothing is guessed.");
  } else if (called.size() == 1) {
    d.primary.text = fmt::format("write `{}`", called.front());
    d.notes.push_back("Rules name members by their names. Codes, labels and aliases are for case files.");
  } else {
    const auto near = state.guess(name.text, keys(state.names.members[id]));
    d.primary.text = near ? fmt::format("did you mean `{}`?", *near) : "unknown";
    meant = near.has_value();
    const auto item = state.names.items.find(name.text);
    if (item != state.names.items.end()) {
      d.notes.push_back(fmt::format("`{}` is {}, declared in {}.", name.text,
                                    with_article(thing_word(state, item->second)), state.place(item->second.span)));
    } else if (const auto* kinds = enumerations_with(state, name.text)) {
      d.notes.push_back(fmt::format("`{}` is {}.", name.text, with_article(member_words(state, kinds->front()))));
    }
  }
  d.notes.push_back(fmt::format("{} {} are declared in {}",
                                enumeration.decision != kNoId ? "outcomes of"
                                : enumeration.regions         ? "regions of"
                                                              : "members of",
                                enumeration.heading.name, state.place(enumeration.heading.name_span)));
  if (meant) {
    state.report(std::move(d));
  } else {
    state.report_unknown(std::move(d));
  }
}

}  // namespace proviso::resolution
