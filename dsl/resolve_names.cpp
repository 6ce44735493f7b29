#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "dsl/nearest.hpp"
#include "dsl/resolve_messages.hpp"
#include "dsl/resolver.hpp"

// The helpers of `State`: names, headings, types and periods.
namespace proviso::resolution {

namespace {

/// How a name may rightly be declared a second time; empty: in no way.
std::string in_one_declaration(std::string_view what, std::string_view name) {
  if (what == "set")
    return fmt::format("From a day on it has other members by `set {} of … is … from DATE is …`.", name);
  if (what == "value")
    return fmt::format("From a day on it has another value by `value {} is … from DATE is …`.", name);
  if (what == "kind" || what == "regions") return "If these are the members of one, list them all in one declaration.";
  if (what == "decision") {
    return fmt::format("If one text follows the other in time, write `replace decision {} …` in an amendment.", name);
  }
  for (const std::string_view text : {"define", "ground", "derivation", "exclusion", "exception"}) {
    if (what != text) continue;
    return fmt::format(
        "If one text follows the other in time, give each its `in force`, or write `replace {} {} …` in an "
        "amendment.",
        what, name);
  }
  return {};
}

}  // namespace

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
  Diagnostic d{
      Kind::duplicate_name,
      fmt::format("the {} `{}` is declared twice", what, name.text),
      {other_is_later ? other : name.span, "declared again"},
      {{other_is_later ? name.span : other, "first declared here"}},
      {fmt::format("If both mean the same, delete one{}. If not, give one another name, and write that where it "
                   "is meant.",
                   name.span.file == other.file ? "" : ": all files of a policy are read together")}};
  if (std::string note = in_one_declaration(what, name.text); !note.empty()) d.notes.push_back(std::move(note));
  report(std::move(d));
}

void State::report_two_things(std::string_view name, const NamedThing& a, const NamedThing& b, std::string_view why) {
  const bool b_is_later = std::tie(a.span.file, a.span.begin) < std::tie(b.span.file, b.span.begin);
  const NamedThing& first = b_is_later ? a : b;
  const NamedThing& second = b_is_later ? b : a;
  report({Kind::duplicate_name,
          fmt::format("`{}` is the name of {} and of {}", name, with_article(first.word), with_article(second.word)),
          {second.span, fmt::format("the {}", second.word)},
          {{first.span, fmt::format("the {}", first.word)}},
          {std::string(why), fmt::format("Give the {} or the {} another name, and write that where it is meant.",
                                         first.word, second.word)}});
}

void State::declare(Names::Map<Named>& table, const syntax::Name& name, Thing thing, std::uint32_t id) {
  const auto [place, fresh] = table.emplace(name.text, Named{thing, id, name.span});
  if (fresh) return;
  const Named& taken = place->second;
  const Named mine{thing, id, name.span};
  if (taken.thing == thing && thing_word(*this, taken) == thing_word(*this, mine)) {
    if (taken.id != id) report_duplicate(thing_word(*this, taken), name, taken.span);
    return;
  }
  report_two_things(
      name.text, {thing_word(*this, taken), taken.span}, {thing_word(*this, mine), mine.span},
      thing == Thing::rule || thing == Thing::amendment
          ? "Rules and amendments share their names, since an exception can name either."
          : "Facts, sets, values, defines and decisions share their names, so that a bare name is never two "
            "things.");
}

Heading State::heading(const syntax::Name& name, const std::optional<syntax::Text>& label,
                       const std::vector<syntax::Note>& notes, Span span) {
  Heading heading{std::string(name.text), label ? label->value : std::string(), {}, {}, span, name.span};
  heading.accepted = accepted(notes);
  for (const syntax::Note& note : notes) {
    if (note.accepts) continue;
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

std::vector<Acceptance> State::accepted(const std::vector<syntax::Note>& notes) {
  std::vector<Acceptance> result;
  for (const syntax::Note& note : notes) {
    if (!note.accepts) continue;
    if (is_finding(note.accepts->text)) {
      result.push_back({std::string(note.accepts->text), note.text ? note.text->value : std::string(), note.span});
      continue;
    }
    const std::vector<std::string_view> known = finding_names();
    Diagnostic d{Kind::unknown_finding,
                 fmt::format("there is no finding `{}`", note.accepts->text),
                 {note.accepts->span, "not a finding"},
                 {},
                 {}};
    if (const auto near = guess(note.accepts->text, known)) d.notes.push_back(fmt::format("Did you mean `{}`?", *near));
    d.notes.push_back(fmt::format("The findings are: {}.", fmt::join(known, ", ")));
    report(std::move(d));
  }
  return result;
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
