#include "dsl/resolve_messages.hpp"

#include <fmt/format.h>

#include "dsl/type_words.hpp"

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
  if (const char* words = scalar_words(type.base)) return words;
  if (type.enumeration == kNoId) return "of an unknown kind";
  if (type.base == BaseType::member) return with_article(member_words(state, type.enumeration));
  return fmt::format("a set of {}", state.policy.enumerations[type.enumeration].heading.name);
}

std::string member_words(const State& state, EnumId id) {
  const Enumeration& enumeration = state.policy.enumerations[id];
  const std::string_view word = enumeration.decision != kNoId ? "outcome" : enumeration.regions ? "region" : "member";
  return fmt::format("{} of {}", word, enumeration.heading.name);
}

std::string_view thing_word(const State& state, const Named& named) {
  switch (named.thing) {
    case Thing::fact:
      return named.id < state.policy.facts.size() && state.policy.facts[named.id].judgement ? "judgement" : "fact";
    case Thing::set:
      return "set";
    case Thing::value:
      return "value";
    case Thing::define:
      return "define";
    case Thing::decision:
      return "decision";
    case Thing::rule:
      return named.id < state.policy.rules.size() ? rule_kind_word(state.policy.rules[named.id].kind) : "rule";
    case Thing::amendment:
      break;
  }
  return "amendment";
}

std::vector<std::string> leaf_names(const Enumeration& enumeration, const EnumMember& group) {
  std::vector<std::string> names;
  for (const Value leaf : group.leaves) names.push_back(enumeration.leaf(leaf).name);
  return names;
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
  state.report(
      {Kind::none_not_allowed,
       fmt::format("`{}` is declared as {} without `or none`, so it cannot be none", owner, type_words(state, type)),
       {span, "not allowed by its type"},
       {},
       {fmt::format("Write `or none` behind the type of `{}` if it may not exist.", owner)}});
}

void report_otherwise(State& state, std::string_view owner, Span span, bool missing) {
  state.report(
      {Kind::otherwise_misplaced,
       missing ? fmt::format("the last line of `{}` must say `otherwise`", owner)
               : fmt::format("only the last line of `{}` may say `otherwise`", owner),
       {span, missing ? "no `otherwise` here" : "lines below this one would never count"},
       {},
       {"The first line that applies counts; `otherwise` on the last one says what is left, so that there is always "
        "an answer."}});
}

void report_group_as_value(State& state, EnumId id, std::uint32_t member, const syntax::Name& name) {
  const Enumeration& enumeration = state.policy.enumerations[id];
  state.report(
      {Kind::group_as_value,
       fmt::format("`{}` has parts: it is a name for all of them, not one {}", name.text, member_words(state, id)),
       {name.span, "a group"},
       {{enumeration.members[member].span, "declared with parts"}},
       {fmt::format("Write one of its parts: {}.",
                    listed(leaf_names(enumeration, enumeration.members[member]), "or"))}});
}

}  // namespace proviso::resolution
