#include "dsl/resolve_messages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/fold.hpp"
#include "dsl/nearest.hpp"

namespace proviso::resolution {

std::string with_article(std::string_view word) {
  const bool vowel = !word.empty() && std::string_view("aeiou").find(word.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", word);
}

std::string listed(const std::vector<std::string>& names, std::string_view last) {
  constexpr std::size_t kMost = 12;
  if (names.size() > kMost + 1) {
    std::string text;
    for (std::size_t i = 0; i < kMost; ++i) text += fmt::format("`{}`, ", names[i]);
    return text + fmt::format("… and {} more", names.size() - kMost);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? fmt::format(" {} ", last) : ", ";
    text += fmt::format("`{}`", names[i]);
  }
  return text;
}

std::string type_words(const State& state, const Type& type) {
  switch (type.base) {
    case BaseType::yes_no: return "yes or no";
    case BaseType::date: return "a date";
    case BaseType::number: return "a number";
    case BaseType::duration: return "a duration";
    case BaseType::note: return "a note";
    case BaseType::none: return "none";
    case BaseType::member:
    case BaseType::set: break;
  }
  if (type.enumeration == kNoId) return "of an unknown kind";
  if (type.base == BaseType::member) return with_article(member_words(state, type.enumeration));
  return fmt::format("a set of {}", state.policy.enumerations[type.enumeration].heading.name);
}

std::string member_words(const State& state, EnumId id) {
  const Enumeration& enumeration = state.policy.enumerations[id];
  const std::string_view word = enumeration.decision != kNoId ? "outcome" : enumeration.regions ? "region" : "member";
  return fmt::format("{} of {}", word, enumeration.heading.name);
}

std::string_view rule_word(syntax::RuleKind kind) {
  switch (kind) {
    case syntax::RuleKind::ground: return "ground";
    case syntax::RuleKind::derivation: return "derivation";
    case syntax::RuleKind::exclusion: return "exclusion";
    case syntax::RuleKind::exception: break;
  }
  return "exception";
}

std::string_view thing_word(const State& state, const Named& named) {
  switch (named.thing) {
    case Thing::fact:
      return named.id < state.policy.facts.size() && state.policy.facts[named.id].judgement ? "judgement" : "fact";
    case Thing::set: return "set";
    case Thing::value: return "value";
    case Thing::define: return "define";
    case Thing::decision: return "decision";
    case Thing::rule:
      return named.id < state.policy.rules.size() ? rule_word(state.policy.rules[named.id].kind) : "rule";
    case Thing::amendment: break;
  }
  return "amendment";
}

std::vector<std::string> leaf_names(const Enumeration& enumeration, const EnumMember& group) {
  std::vector<std::string> names;
  for (const Value leaf : group.leaves) names.push_back(enumeration.leaf(leaf).name);
  return names;
}

namespace {

std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known, std::string_view otherwise) {
  const auto near = nearest(name, known);
  return near ? fmt::format("did you mean `{}`?", *near) : std::string(otherwise);
}

template <class T>
std::vector<std::string_view> keys(const Names::Map<T>& map) {
  std::vector<std::string_view> result;
  result.reserve(map.size());
  for (const auto& [name, value] : map) result.push_back(name);
  return result;
}

// Members are also looked for by what a person may call them: code, label, alias, or the beginning of the name.
std::vector<std::string> members_called(const Enumeration& enumeration, std::string_view name) {
  const std::string wanted = fold(name);
  std::vector<std::string> result;
  for (const EnumMember& member : enumeration.members) {
    const std::string folded = fold(member.name);
    const auto begins = [&] {
      return folded.size() > wanted.size() && folded.compare(0, wanted.size(), wanted) == 0 &&
             folded[wanted.size()] == ' ';
    };
    const bool called =
        folded == wanted || fold(member.code) == wanted || fold(member.label) == wanted || begins() ||
        std::any_of(member.aliases.begin(), member.aliases.end(), [&](const auto& a) { return fold(a.text) == wanted; });
    if (called && !wanted.empty()) result.push_back(member.name);
  }
  return result;
}

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

// What the name is, if it is something that a condition cannot read by its bare name.
std::optional<std::pair<std::string, std::string>> other_meaning(State& state, std::string_view name,
                                                                 std::uint32_t link_group) {
  using Meaning = std::pair<std::string, std::string>;
  if (const auto link_facts = state.names.link_facts.find(name); link_facts != state.names.link_facts.end()) {
    std::vector<std::string> relations;
    for (const RelationGroup& group : state.policy.relation_groups) {
      for (const LinkFactId id : link_facts->second) {
        if (std::find(group.facts.begin(), group.facts.end(), id) == group.facts.end()) continue;
        for (const RelationId relation : group.relations) {
          relations.push_back(state.policy.relations[relation].heading.name);
        }
      }
    }
    if (relations.empty()) return std::nullopt;
    if (link_group != kNoId) {
      return Meaning{"a fact of other links", fmt::format("`{}` is a fact of links of {}. Relations with different link "
                                                          "facts need a `through` or a link condition each.",
                                                          name, listed(relations))};
    }
    return Meaning{"a fact of a link",
                   fmt::format("`{}` is a fact of links of {}: it can be read behind `is {} someone where` or, in a "
                               "derivation, behind `through {} if`.",
                               name, listed(relations), relations.front(), relations.front())};
  }
  if (state.names.relations.count(name) != 0) {
    return Meaning{"a relation", fmt::format("To ask whether there is such a link, write `is {} someone`.", name)};
  }
  if (const auto outcomes = state.names.outcomes.find(name); outcomes != state.names.outcomes.end()) {
    const std::string& decision = state.policy.decisions[outcomes->second.front().decision].name;
    return Meaning{"an outcome", fmt::format("`{}` is an outcome of {}: write `{} is {}`.", name, decision, decision, name)};
  }
  if (const auto rule = state.names.rules.find(name); rule != state.names.rules.end()) {
    const std::string_view word = thing_word(state, rule->second);
    return Meaning{with_article(word),
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

void report_unknown_source(State& state, const syntax::Name& name) {
  state.report_unknown({Kind::unknown_source,
                        fmt::format("there is no source `{}`", name.text),
                        {name.span, did_you_mean(name.text, keys(state.names.sources), "declared nowhere")},
                        {},
                        {fmt::format("Declare it once: `source {} \"Its title\" publisher \"…\" file \"…\"`.", name.text)}});
}

void report_unknown_kind(State& state, const syntax::Name& name) {
  static constexpr std::pair<std::string_view, std::string_view> kForeign[] = {
      {"bool", "yes/no"},   {"boolean", "yes/no"}, {"yesno", "yes/no"},  {"int", "number"},     {"integer", "number"},
      {"num", "number"},    {"decimal", "number"}, {"money", "number"},  {"amount", "number"},  {"string", "note"},
      {"text", "note"},     {"str", "note"},       {"datetime", "date"}, {"day", "date"},       {"period", "duration"},
      {"interval", "duration"}};
  Diagnostic d{Kind::unknown_kind,
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
    d.primary.text = did_you_mean(name.text, known, "unknown");
  }
  state.report_unknown(std::move(d));
}

void report_unknown_relation(State& state, const syntax::Name& name) {
  Diagnostic d{Kind::unknown_relation,
               fmt::format("there is no relation `{}`", name.text),
               {name.span, did_you_mean(name.text, keys(state.names.relations), "declared nowhere")},
               {},
               {}};
  if (const auto item = state.names.items.find(name.text); item != state.names.items.end()) {
    d.notes.push_back(fmt::format("`{}` is {}, declared in {}.", name.text,
                                  with_article(thing_word(state, item->second)), state.place(item->second.span)));
  } else if (!state.policy.relations.empty()) {
    std::vector<std::string> relations;
    for (const Relation& relation : state.policy.relations) relations.push_back(relation.heading.name);
    std::sort(relations.begin(), relations.end());
    d.notes.push_back(fmt::format("The relations are {}.", listed(relations)));
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
               {name.span, did_you_mean(name.text, known, "not a decision")},
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
               {name.span, did_you_mean(name.text, keys(state.names.rules), "declared nowhere")},
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

void report_unknown_name(State& state, const syntax::Name& name, std::uint32_t link_group) {
  if (const auto meaning = other_meaning(state, name.text, link_group)) {
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
  Diagnostic d{Kind::unknown_name,
               fmt::format("nothing is called `{}`", name.text),
               {name.span, "declared nowhere"},
               {},
               {}};
  if (const auto near = nearest(name.text, known)) {
    d.primary.text = fmt::format("did you mean `{}`?", *near);
    if (const auto item = state.names.items.find(*near); item != state.names.items.end()) {
      d.notes.push_back(fmt::format("The {} `{}` is declared in {}.", thing_word(state, item->second), *near,
                                    state.place(item->second.span)));
    }
  } else {
    d.notes.push_back("A condition reads facts, judgements, sets, values, defines and decisions. Declare it with `fact` "
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
  const auto called = members_called(enumeration, name.text);
  if (called.size() > 1) {
    d.message = fmt::format("`{}` could be {}", name.text, listed(called, "or"));
    d.primary.text = "which one?";
    d.notes.push_back("Write the name of the one that is meant; nothing is guessed.");
  } else if (called.size() == 1) {
    d.primary.text = fmt::format("write `{}`", called.front());
    d.notes.push_back("Rules name members by their names. Codes, labels and aliases are for case files.");
  } else {
    d.primary.text = did_you_mean(name.text, keys(state.names.members[id]), "unknown");
    const auto item = state.names.items.find(name.text);
    if (item != state.names.items.end()) {
      d.notes.push_back(fmt::format("`{}` is {}, declared in {}.", name.text,
                                    with_article(thing_word(state, item->second)), state.place(item->second.span)));
    }
  }
  d.notes.push_back(fmt::format(
      "{} {} are declared in {}",
      enumeration.decision != kNoId ? "outcomes of" : enumeration.regions ? "regions of" : "members of",
      enumeration.heading.name, state.place(enumeration.heading.name_span)));
  state.report_unknown(std::move(d));
}

void report_ambiguous_name(State& state, EnumId id, std::uint32_t member, const syntax::Name& name) {
  std::vector<Label> places = {
      {state.policy.enumerations[id].members[member].span, fmt::format("the {}", member_words(state, id))}};
  std::string other = "fact of the link";
  if (const auto item = state.names.items.find(name.text); item != state.names.items.end()) {
    other = thing_word(state, item->second);
    places.push_back({item->second.span, fmt::format("the {}", other)});
  }
  state.report({Kind::ambiguous_name,
                fmt::format("`{}` could be the {} or the {} of that name", name.text, member_words(state, id), other),
                {name.span, "two meanings"},
                std::move(places),
                {fmt::format("Rename the {}, so that the reader need not guess.", other)}});
}

void report_repeated(State& state, const syntax::Name& name, Span first) {
  state.report({Kind::repeated_name,
                fmt::format("`{}` is listed twice", name.text),
                {name.span, "again"},
                {{first, "the first time"}},
                {"Take one out, or write the name that was meant."}});
}

void report_note_tested(State& state, const syntax::Name& name, Span declared) {
  state.report({Kind::note_tested,
                fmt::format("`{}` is a note, and no rule can read a note", name.text),
                {name.span, "a note"},
                {{declared, "declared as `note`"}},
                {"A note is kept and shown only. Declare a fact of another type for what the rule needs to know."}});
}

void report_none_not_allowed(State& state, const Type& type, Span span, std::string_view owner) {
  state.report({Kind::none_not_allowed,
                fmt::format("`{}` is declared as {} without `or none`, so it cannot be none", owner,
                            type_words(state, type)),
                {span, "not allowed by its type"},
                {},
                {fmt::format("Write `or none` behind the type of `{}` if it may not exist.", owner)}});
}

void report_otherwise(State& state, std::string_view owner, Span span, bool missing) {
  state.report({Kind::otherwise_misplaced,
                missing ? fmt::format("the last line of `{}` must say `otherwise`", owner)
                        : fmt::format("only the last line of `{}` may say `otherwise`", owner),
                {span, missing ? "no `otherwise` here" : "lines below this one would never count"},
                {},
                {"The first line that applies counts; `otherwise` on the last one says what is left, so that there is always "
                 "an answer."}});
}

void report_group_as_value(State& state, EnumId id, std::uint32_t member, const syntax::Name& name) {
  const Enumeration& enumeration = state.policy.enumerations[id];
  state.report({Kind::group_as_value,
                fmt::format("`{}` has parts: it is a name for all of them, not one {}", name.text,
                            member_words(state, id)),
                {name.span, "a group"},
                {{enumeration.members[member].span, "declared with parts"}},
                {fmt::format("Write one of its parts: {}.",
                             listed(leaf_names(enumeration, enumeration.members[member]), "or"))}});
}

}  // namespace proviso::resolution
