#include "interpreter/case_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/nearest.hpp"
#include "interpreter/member_names.hpp"

namespace proviso {

namespace {

template <class Table>
std::vector<std::string_view> names_of(const Table& table) {
  std::vector<std::string_view> names;
  for (const auto& item : table) names.push_back(item.heading.name);
  return names;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string_view>& known) {
  const auto name = nearest(wrong, known);
  return name ? fmt::format("did you mean `{}`?", *name) : std::string();
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

}  // namespace

CaseBuilder::CaseBuilder(const Program& program, const JsonValue* root, Diagnostics& diagnostics)
    : program_(program), root_(root), diagnostics_(diagnostics), errors_before_(diagnostics.error_count()) {
  case_.sets = SetPool(&program.sets);
  case_.supplied.assign(program.supplied.size(), kUnknown);
  supplied_given_.assign(program.supplied.size(), 0);
}

void CaseBuilder::set_names(std::string id, std::string title) {
  case_.id = std::move(id);
  case_.title = std::move(title);
}

void CaseBuilder::set_date(Days as_of, Span place) {
  case_.as_of = as_of;
  places_.as_of = place;
}

void CaseBuilder::report(Diagnostic diagnostic) {
  if (root_ != nullptr) add_pointer(diagnostic, *root_);
  diagnostics_.add(std::move(diagnostic));
}

// -- People and facts
// ----------------------------------------------------------------------------------------------------

std::optional<std::uint32_t> CaseBuilder::add_person(std::string_view id, Span place) {
  const auto next = static_cast<std::uint32_t>(case_.people.size());
  const auto [known, fresh] = by_id_.emplace(id, next);
  if (!fresh) {
    report({Kind::case_repeated_person,
            fmt::format("two people of this case are called `{}`", id),
            {place, "again"},
            {{places_.people[known->second], "first here"}},
            {"Give everyone an id of their own: relations and results name people by it."}});
    return std::nullopt;
  }
  const std::size_t facts = program_.policy.facts.size();
  CasePerson person{std::string(id), std::vector<Value>(facts, kUnknown), std::vector<Given>(facts, Given::absent)};
  for (FactId f = 0; f < facts; ++f) {
    if (program_.policy.facts[f].type.base == BaseType::note) person.facts[f] = kNone;
  }
  case_.people.push_back(std::move(person));
  places_.people.push_back(place);
  fact_places_.emplace_back();
  return next;
}

std::optional<std::uint32_t> CaseBuilder::find_person(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::optional<FactId> CaseBuilder::find_fact(std::string_view name, Span place, bool quiet) {
  const auto fact = program_.policy.find_fact(name);
  if (!fact && !quiet) report_unknown_fact(name, place);
  return fact;
}

void CaseBuilder::report_unknown_fact(std::string_view name, Span place) {
  const Policy& policy = program_.policy;
  const auto worked_out = [&](const char* what, Span declared) {
    report({Kind::case_worked_out,
            fmt::format("`{}` is a {}: the rules work it out", name, what),
            {place, ""},
            {{declared, fmt::format("the {}", what)}},
            {"A case gives facts only. Give the facts on which it rests."}});
  };
  if (const auto id = policy.find_decision(name)) {
    return worked_out("decision", policy.decisions[*id].versions.front().heading.name_span);
  }
  if (const auto id = policy.find_define(name)) {
    return worked_out("define", policy.defines[*id].versions.front().heading.name_span);
  }
  Diagnostic d{Kind::case_unknown_fact, fmt::format("`{}` is not a fact of the policy", name), {place, ""}};
  const auto relation = policy.find_relation(name);
  const auto set = policy.find_set(name);
  const auto value = policy.find_value(name);
  if (relation) {
    d.message = fmt::format("`{}` is a relation, not a fact", name);
    d.notes.push_back(
        root_ == nullptr ? fmt::format("Write `{} to NAME`.", name)
                         : fmt::format("Write `\"relations\": [ {{ \"to\": \"ID\", \"relation\": \"{}\" }} ]`.", name));
  } else if (set || value) {
    d.message = fmt::format("`{}` is not a fact of a person", name);
    const bool supplied = set ? policy.sets[*set].supplied : policy.values[*value].supplied;
    d.notes.push_back(!supplied          ? "The policy itself says what it is."
                      : root_ == nullptr ? fmt::format("It is the same for everyone: write `given {} …`.", name)
                                         : "It is the same for everyone: put it under `sets`.");
  } else {
    d.primary.text = did_you_mean(name, names_of(policy.facts));
    if (d.primary.text.empty() && root_ != nullptr)
      d.notes.push_back("Remove it, declare it in the policy, or use `--allow-extra` to ignore what is not declared.");
    if (d.primary.text.empty() && root_ == nullptr) d.notes.push_back("Remove it, or declare it in the policy.");
  }
  report(std::move(d));
}

void CaseBuilder::give(std::uint32_t person, FactId fact, Value value, Span place) {
  CasePerson& p = case_.people[person];
  p.facts[fact] = value;
  p.given[fact] = value == kUnknown ? Given::unknown : Given::value;
  fact_places_[person].emplace_back(fact, place);
}

void CaseBuilder::give_note(std::uint32_t person, FactId fact, std::string text) {
  case_.people[person].notes[fact] = std::move(text);
}

Span CaseBuilder::fact_place(std::uint32_t person, FactId fact) const {
  // The last one counts: a person `like` another may say a fact anew.
  const auto& places = fact_places_[person];
  const auto found = std::find_if(places.rbegin(), places.rend(), [fact](const auto& p) { return p.first == fact; });
  return found == places.rend() ? places_.people[person] : found->second;
}

// Links that two sides tell are merged when a case is finished, so a link is known by its statement, not its index.
Span CaseBuilder::statement_place(const CaseLink& link) const {
  const auto found = std::find_if(link_places_.begin(), link_places_.end(),
                                  [&](const LinkPlaces& p) { return p.from == link.from && p.index == link.index; });
  return found->statement;
}

// -- Links
// ---------------------------------------------------------------------------------------------------------------

const RelationGroup& CaseBuilder::group(RelationId relation) const {
  return program_.policy.relation_groups[program_.policy.relations[relation].group];
}

std::optional<RelationId> CaseBuilder::find_relation(std::string_view name, Span place) {
  const auto relation = program_.policy.find_relation(name);
  if (relation) return relation;
  const auto known = names_of(program_.policy.relations);
  Diagnostic d{Kind::case_unknown_relation,
               fmt::format("`{}` is not a relation of the policy", name),
               {place, did_you_mean(name, known)}};
  d.notes.push_back(known.empty() ? std::string("the policy declares no relations")
                                  : fmt::format("the relations are {}", listed(strings(known))));
  report(std::move(d));
  return std::nullopt;
}

std::optional<std::uint32_t> CaseBuilder::add_link(std::uint32_t from, RelationId relation, std::string_view to,
                                                   std::uint32_t index, Span place, Span to_place) {
  const auto other = find_person(to);
  const std::string& name = program_.policy.relations[relation].heading.name;
  if (!other) {
    std::vector<std::string_view> ids;
    for (const CasePerson& person : case_.people) {
      if (person.id != case_.people[from].id) ids.push_back(person.id);
    }
    report({Kind::case_unknown_person,
            fmt::format("`{}` is `{}` to `{}`, who is not in the case", case_.people[from].id, name, to),
            {to_place, did_you_mean(to, ids)},
            {},
            {"The people of a case are all there are: add them, with what is known of them."}});
    return std::nullopt;
  }
  if (*other == from) {
    report({Kind::case_self_link,
            fmt::format("`{0}` is `{1}` to `{0}`: a relation to oneself", to, name),
            {to_place, ""},
            {},
            {"Name the other person."}});
    return std::nullopt;
  }
  CaseLink link{from, relation, *other, index, {}, {}};
  link.facts.assign(group(relation).facts.size(), kUnknown);
  link.given.assign(link.facts.size(), Given::absent);
  link_places_.push_back({from, index, place, std::vector<Span>(link.facts.size(), place)});
  places_.statements.push_back({from, index, relation, *other});
  case_.links.push_back(std::move(link));
  return static_cast<std::uint32_t>(case_.links.size() - 1);
}

std::optional<std::uint32_t> CaseBuilder::find_link_fact(RelationId relation, std::string_view name, Span place,
                                                         bool quiet) {
  const auto& facts = group(relation).facts;
  std::vector<std::string_view> known;
  for (std::uint32_t i = 0; i < facts.size(); ++i) {
    known.push_back(program_.policy.link_facts[facts[i]].heading.name);
    if (known.back() == name) return i;
  }
  if (quiet) return std::nullopt;
  const std::string& relation_name = program_.policy.relations[relation].heading.name;
  Diagnostic d{Kind::case_unknown_link_fact,
               fmt::format("`{}` is not a fact of a `{}` link", name, relation_name),
               {place, did_you_mean(name, known)},
               {{group(relation).span, "the relation is declared here"}}};
  d.notes.push_back(known.empty() ? fmt::format("a `{}` link has no facts of its own", relation_name)
                                  : fmt::format("its facts are {}", listed(strings(known))));
  report(std::move(d));
  return std::nullopt;
}

const Type& CaseBuilder::link_fact_type(RelationId relation, std::uint32_t position) const {
  return program_.policy.link_facts[group(relation).facts[position]].type;
}

void CaseBuilder::give_link_fact(std::uint32_t link, std::uint32_t position, Value value, Span place) {
  case_.links[link].facts[position] = value;
  case_.links[link].given[position] = value == kUnknown ? Given::unknown : Given::value;
  link_places_[link].facts[position] = place;
}

// -- Supplied items
// ------------------------------------------------------------------------------------------------------

std::optional<std::uint32_t> CaseBuilder::find_supplied(std::string_view name, Span place) {
  const Policy& policy = program_.policy;
  std::vector<std::string_view> known;
  for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot) {
    const SuppliedSlot& item = program_.supplied[slot];
    known.push_back(item.is_set ? policy.sets[item.ref].heading.name : policy.values[item.ref].heading.name);
    if (known.back() == name) return slot;
  }
  Diagnostic d{Kind::case_unknown_item,
               fmt::format("`{}` is not an item that comes with the case", name),
               {place, did_you_mean(name, known)}};
  if (const auto set = policy.find_set(name)) {
    d.secondary.push_back({policy.sets[*set].heading.name_span, "the policy itself says what it is"});
  } else if (const auto value = policy.find_value(name)) {
    d.secondary.push_back({policy.values[*value].heading.name_span, "the policy itself says what it is"});
  } else if (policy.find_fact(name)) {
    d.primary.text = "this is a fact of a person";
  }
  d.notes.push_back(known.empty() ? std::string("the policy declares nothing `supplied`")
                                  : fmt::format("supplied are {}", listed(strings(known))));
  report(std::move(d));
  return std::nullopt;
}

Type CaseBuilder::supplied_type(std::uint32_t slot) const { return proviso::supplied_type(program_, slot); }

void CaseBuilder::give_supplied(std::uint32_t slot, Value value) {
  case_.supplied[slot] = value;
  supplied_given_[slot] = 1;
}

// -- The whole
// -----------------------------------------------------------------------------------------------------------

std::optional<BoundCase> CaseBuilder::finish(Span whole) {
  if (diagnostics_.error_count() != errors_before_) return std::nullopt;
  const Policy& policy = program_.policy;
  for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot) {
    const SuppliedSlot& item = program_.supplied[slot];
    if (supplied_given_[slot] != 0 || item.is_set) continue;
    const NamedValue& value = policy.values[item.ref];
    if (!value.default_value) continue;
    const bool is_set = value.type.base == BaseType::set && *value.default_value != kNone;
    case_.supplied[slot] = is_set
                               ? case_.sets.intern(value.type.enumeration,
                                                   policy.set_constants[static_cast<std::size_t>(*value.default_value)])
                               : *value.default_value;
  }
  places_.whole = whole;
  for (const CaseProblem& problem : finish_case(program_, case_)) report_problem(problem);
  if (diagnostics_.error_count() != errors_before_) return std::nullopt;
  return BoundCase{std::move(case_), std::move(places_)};
}

void CaseBuilder::report_problem(const CaseProblem& problem) {
  const Policy& policy = program_.policy;
  using Problem = CaseProblem::Kind;
  switch (problem.kind) {
    case Problem::outside_policy: {
      const bool before = case_.as_of < policy.in_force_from;
      return report(
          {Kind::case_outside_policy,
           fmt::format("the case is dated {}, {} the policy's {} day", format_date(case_.as_of),
                       before ? "before" : "after", before ? "first" : "last"),
           {places_.as_of, ""},
           {{policy.span, before ? fmt::format("in force from {}", format_date(policy.in_force_from))
                                 : fmt::format("in force to and including {}", format_date(policy.in_force_through))}},
           {fmt::format("This policy says nothing about {} days. Check the date, or use the rules of that time.",
                        before ? "earlier" : "later")}});
    }
    case Problem::value_without_condition:
    case Problem::none_with_condition: {
      const Fact& fact = policy.facts[problem.fact];
      const bool has_value = problem.kind == Problem::value_without_condition;
      return report(
          {Kind::case_value_without_condition,
           fmt::format("`{}` {} for `{}`, though its condition is {}", fact.heading.name,
                       has_value ? "has a value" : "is none", case_.people[problem.person].id, !has_value),
           {fact_place(problem.person, problem.fact), ""},
           {{policy.term(fact.only_if).span, "it exists only if this is true"}},
           {has_value ? "Leave the fact out, or correct what the condition rests on."
                      : "Give its value, or `null` if it is not known; or correct what the condition rests on."}});
    }
    case Problem::relation_cycle:
      return report_cycle(problem);
    case Problem::contradicting_link:
      return report_contradiction(problem);
  }
}

void CaseBuilder::report_cycle(const CaseProblem& problem) {
  std::string walk;
  for (const std::uint32_t person : problem.people) walk += fmt::format("`{}` → ", case_.people[person].id);
  walk += fmt::format("`{}`", case_.people[problem.people.front()].id);
  Diagnostic d{Kind::case_relation_cycle,
               fmt::format("these people form a circle: {}", walk),
               {places_.people[problem.people.front()], "the circle begins and ends with this person"}};
  for (std::size_t i = 0; i < problem.people.size(); ++i) {
    const std::uint32_t from = problem.people[i];
    const std::uint32_t to = problem.people[(i + 1) % problem.people.size()];
    for (const CaseLink& link : case_.links) {
      const bool one_of_them = (link.from == from && link.to == to) || (link.from == to && link.to == from);
      if (!one_of_them || !group(link.relation).acyclic) continue;
      d.secondary.push_back({statement_place(link), "a link of it"});
      if (d.secondary.size() == 1) d.secondary.push_back({group(link.relation).span, "the policy rules circles out"});
      break;
    }
  }
  d.notes.push_back("One of these links is wrong.");
  report(std::move(d));
}

void CaseBuilder::report_contradiction(const CaseProblem& problem) {
  const CaseLink& link = case_.links[problem.link];
  const std::string& name = program_.policy.link_facts[group(link.relation).facts[problem.link_fact]].heading.name;
  const Type& type = link_fact_type(link.relation, problem.link_fact);
  const auto words = [&](std::uint32_t l) {
    const Value value = case_.links[l].facts[problem.link_fact];
    const bool is_set = type.base == BaseType::set && value != kNone;
    return format_value(program_.policy, type, value, is_set ? &case_.sets.bits(value) : nullptr);
  };
  report({Kind::case_contradicting_link,
          fmt::format("`{}` and `{}` tell `{}` of their link differently", case_.people[link.from].id,
                      case_.people[link.to].id, name),
          {link_places_[problem.other_link].facts[problem.link_fact], words(problem.other_link)},
          {{link_places_[problem.link].facts[problem.link_fact], words(problem.link)}},
          {"It is one link, told from both sides: correct one, or write `null` where it is not known."}});
}

}  // namespace proviso
