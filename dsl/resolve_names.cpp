#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "dsl/nearest.hpp"
#include "dsl/resolve_messages.hpp"
#include "dsl/resolver.hpp"

// The helpers of `State`: names, headings, types and periods.
namespace proviso::resolution {

std::optional<std::string> State::guess(std::string_view wrong, const std::vector<std::string_view>& known) {
  if (known.size() > guesses_left) return std::nullopt;
  guesses_left -= known.size();
  return nearest(wrong, known);
}

std::string State::place(Span span) const {
  return fmt::format("{}:{}", sources.path(span.file), sources.position(span.file, span.begin).line);
}

void State::report_duplicate(std::string_view what, const syntax::Name& name, Span other) {
  const bool other_is_later = std::tie(name.span.file, name.span.begin) < std::tie(other.file, other.begin);
  report({Kind::duplicate_name,
          fmt::format("the {} `{}` is declared twice", what, name.text),
          {other_is_later ? other : name.span, "declared again"},
          {{other_is_later ? name.span : other, "first declared here"}},
          {"Give one of them another name, or keep only one."}});
}

void State::declare(Names::Map<Named>& table, const syntax::Name& name, Thing thing, std::uint32_t id) {
  const auto [place, fresh] = table.emplace(name.text, Named{thing, id, name.span});
  if (fresh) return;
  const Named& taken = place->second;
  if (taken.thing == thing) {
    if (taken.id != id) report_duplicate(thing_word(*this, taken), name, taken.span);
    return;
  }
  const Named mine{thing, id, name.span};
  const bool mine_is_later = std::tie(taken.span.file, taken.span.begin) < std::tie(mine.span.file, mine.span.begin);
  const Named& first = mine_is_later ? taken : mine;
  const Named& second = mine_is_later ? mine : taken;
  report({Kind::duplicate_name,
          fmt::format("`{}` is the name of {} and of {}", name.text, with_article(thing_word(*this, first)),
                      with_article(thing_word(*this, second))),
          {second.span, fmt::format("the {}", thing_word(*this, second))},
          {{first.span, fmt::format("the {}", thing_word(*this, first))}},
          {thing == Thing::rule || thing == Thing::amendment
               ? "Rules and amendments share their names, since an exception can name either. Rename one of them."
               : "Facts, sets, values, defines and decisions share their names, so that a bare name is never two "
                 "things. Rename one of them."}});
}

Heading State::heading(const syntax::Name& name, const std::optional<syntax::Text>& label,
                       const std::vector<syntax::Note>& notes, Span span) {
  Heading heading{std::string(name.text), label ? label->value : std::string(), {}, {}, span, name.span};
  for (const syntax::Note& note : notes) {
    if (!note.source) {
      heading.notes.push_back(note.text ? note.text->value : std::string());
      continue;
    }
    const auto source = names.sources.find(note.source->text);
    if (source == names.sources.end()) {
      report_unknown_source(*this, *note.source);
      continue;
    }
    heading.citations.push_back({source->second, note.text ? note.text->value : std::string(), note.span});
  }
  return heading;
}

Type State::type(const syntax::Type& tree) {
  using Base = syntax::BaseType;
  Type result;
  result.or_none = tree.or_none;
  switch (tree.base) {
    case Base::yes_no:
      result.base = BaseType::yes_no;
      return result;
    case Base::date:
      result.base = BaseType::date;
      return result;
    case Base::number:
      result.base = BaseType::number;
      return result;
    case Base::duration:
      result.base = BaseType::duration;
      return result;
    case Base::note:
      result.base = BaseType::note;
      return result;
    case Base::set_of:
      result.base = BaseType::set;
      break;
    case Base::named:
      result.base = BaseType::member;
      break;
  }
  const auto found = names.enumerations.find(tree.name.text);
  if (found != names.enumerations.end()) {
    result.enumeration = found->second;
  } else {
    report_unknown_kind(*this, tree.name);
  }
  return result;
}

Period State::period(const std::optional<syntax::InForce>& in_force) {
  Period period;
  if (!in_force) return period;
  if (in_force->from) period.from = in_force->from->days;
  if (in_force->through) period.through = in_force->through->days;
  if (period.from > period.through) {
    report({Kind::period_reversed,
            fmt::format("this is never in force: {} lies before {}", format_date(period.through),
                        format_date(period.from)),
            {in_force->through->span, "the last day"},
            {{in_force->from->span, "the first day"}},
            {"Both days count: `in force from A to and including B` needs A on or before B."}});
  }
  return period;
}

std::uint32_t State::intern(EnumId enumeration, const Bits& bits) {
  std::string key(reinterpret_cast<const char*>(&enumeration), sizeof enumeration);
  key.append(reinterpret_cast<const char*>(bits.data()), bits.size() * sizeof(bits[0]));
  const auto [place, fresh] =
      interned_sets.emplace(std::move(key), static_cast<std::uint32_t>(policy.set_constants.size()));
  if (fresh) policy.set_constants.push_back(bits);
  return place->second;
}

std::optional<std::uint32_t> State::find_member(EnumId enumeration, std::string_view name) const {
  const auto& members = names.members[enumeration];
  const auto found = members.find(name);
  if (found == members.end()) return std::nullopt;
  return found->second;
}

void State::note_version(const syntax::Change* change, Thing thing, std::uint32_t id, std::size_t version) {
  if (change == nullptr) return;
  versions[change] = static_cast<std::uint32_t>(version);
  if (change->kind == syntax::ChangeKind::insert) inserted_by.emplace(item_key(thing, id), change);
}

Type State::type_of(const Named& item) const {
  switch (item.thing) {
    case Thing::fact:
      return policy.facts[item.id].type;
    case Thing::set:
      return {BaseType::set, policy.sets[item.id].of, false};
    case Thing::value:
      return policy.values[item.id].type;
    case Thing::define:
      return policy.defines[item.id].type;
    case Thing::decision: {
      const Decision& decision = policy.decisions[item.id];
      if (decision.yes_no) return {BaseType::yes_no, kNoId, false};
      return {BaseType::member, decision.enumeration, false};
    }
    case Thing::rule:
    case Thing::amendment:
      break;
  }
  return kBadType;
}

}  // namespace proviso::resolution
