#include "interpreter/expectation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "dsl/nearest.hpp"
#include "interpreter/member_names.hpp"

namespace proviso {

namespace {

std::string did_you_mean(std::string_view wrong, const std::vector<std::string_view>& known) {
  const auto name = nearest(wrong, known);
  return name ? fmt::format("did you mean `{}`?", *name) : std::string();
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

/// "spouse_of[0].since" as its parts.
struct LinkPath {
  std::string_view relation;
  std::uint32_t index = 0;
  std::string_view fact;
};

std::optional<LinkPath> split_link_path(std::string_view text) {
  const std::size_t open = text.find('[');
  const std::size_t close = text.find("].");
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return std::nullopt;
  LinkPath path{text.substr(0, open), 0, text.substr(close + 2)};
  const char* const end = text.data() + close;
  const auto [last, problem] = std::from_chars(text.data() + open + 1, end, path.index);
  if (problem != std::errc() || last != end) return std::nullopt;
  return path;
}

/// The link that a statement became: its own, or the one from the other side that it was merged with.
std::optional<std::uint32_t> link_of(const Policy& policy, const Case& c, const LinkStatement& statement) {
  std::optional<std::uint32_t> other_side;
  for (std::uint32_t l = 0; l < c.links.size(); ++l) {
    const CaseLink& link = c.links[l];
    if (link.from == statement.from && link.index == statement.index) return l;
    const Relation& relation = policy.relations[statement.relation];
    const bool same = relation.mutual ? link.relation == statement.relation : link.relation == relation.inverse;
    if (!other_side && same && link.from == statement.to && link.to == statement.from) other_side = l;
  }
  return other_side;
}

std::optional<Variable> find_link_fact(const Program& program, const BoundCase& c, std::uint32_t person,
                                       const LinkPath& path) {
  const Policy& policy = program.policy;
  std::uint32_t count = 0;
  for (const LinkStatement& statement : c.places.statements) {
    if (statement.from != person) continue;
    const bool by_relation = path.relation != "relations";
    if (by_relation && policy.relations[statement.relation].heading.name != path.relation) continue;
    if ((by_relation ? count++ : statement.index) != path.index) continue;
    const auto link = link_of(policy, c.value, statement);
    const auto& facts = policy.relation_groups[policy.relations[statement.relation].group].facts;
    for (std::uint32_t i = 0; link && i < facts.size(); ++i) {
      if (policy.link_facts[facts[i]].heading.name == path.fact) return Variable{Variable::Kind::link_fact, *link, i};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ResultRef> find_result(const Policy& policy, std::string_view name) {
  if (const auto decision = policy.find_decision(name)) return ResultRef{true, *decision};
  if (const auto define = policy.find_define(name)) return ResultRef{false, *define};
  return std::nullopt;
}

const std::string& result_name(const Policy& policy, ResultRef result) {
  return result.is_decision ? policy.decisions[result.id].name : policy.defines[result.id].name;
}

Type result_type(const Policy& policy, ResultRef result) {
  if (!result.is_decision) return policy.defines[result.id].type;
  const Decision& decision = policy.decisions[result.id];
  if (decision.yes_no) return {BaseType::yes_no, kNoId, false};
  return {BaseType::member, decision.enumeration, false};
}

std::optional<Variable> find_path(const Program& program, const BoundCase& c, std::string_view path) {
  const Policy& policy = program.policy;
  // An id may hold dots itself, so every person is tried.
  for (std::uint32_t p = 0; p < c.value.people.size(); ++p) {
    const std::string& id = c.value.people[p].id;
    if (path.size() <= id.size() || path.compare(0, id.size(), id) != 0 || path[id.size()] != '.') continue;
    const std::string_view rest = path.substr(id.size() + 1);
    if (const auto fact = policy.find_fact(rest)) return Variable{Variable::Kind::fact, p, *fact};
    const auto link = split_link_path(rest);
    if (!link) continue;
    if (const auto variable = find_link_fact(program, c, p, *link)) return variable;
  }
  if (path.compare(0, 5, "sets.") != 0) return std::nullopt;
  for (std::uint32_t slot = 0; slot < program.supplied.size(); ++slot) {
    const SuppliedSlot& item = program.supplied[slot];
    const Heading& heading = item.is_set ? policy.sets[item.ref].heading : policy.values[item.ref].heading;
    if (heading.name == path.substr(5)) return Variable{Variable::Kind::supplied, slot, 0};
  }
  return std::nullopt;
}

Diagnostic unknown_result(const Policy& policy, std::string_view name, Span place) {
  std::vector<std::string_view> known;
  for (const Decision& decision : policy.decisions) known.push_back(decision.name);
  std::vector<std::string_view> decisions = known;
  for (const Define& define : policy.defines) known.push_back(define.name);
  Diagnostic d{Kind::expect_unknown_name,
               fmt::format("`{}` is neither a decision nor a define of the policy", name),
               {place, did_you_mean(name, known)}};
  if (d.primary.text.empty() && !decisions.empty())
    d.notes.push_back(fmt::format("the decisions are {}", listed(strings(decisions))));
  return d;
}

Diagnostic unknown_rule(const Policy& policy, std::string_view name, Span place) {
  std::vector<std::string_view> known;
  for (const Rule& rule : policy.rules) known.push_back(rule.name);
  Diagnostic d{Kind::expect_unknown_rule,
               fmt::format("`{}` is not a rule of the policy", name),
               {place, did_you_mean(name, known)}};
  d.notes.push_back("`because` names grounds, derivations, exclusions and exceptions.");
  return d;
}

Diagnostic unknown_impossible(const Policy& policy, std::string_view name, Span place) {
  std::vector<std::string_view> known;
  for (const Impossible& impossible : policy.impossibles) known.push_back(impossible.heading.name);
  return {Kind::expect_unknown_impossible,
          fmt::format("`{}` is not an `impossible` of the policy", name),
          {place, did_you_mean(name, known)},
          {},
          {known.empty() ? "The policy rules nothing out." : "`expect impossible` names what rules the case out."}};
}

Diagnostic unknown_expected_person(const Case& c, std::string_view id, Span place) {
  std::vector<std::string_view> known;
  for (const CasePerson& person : c.people) known.push_back(person.id);
  return {Kind::expect_unknown_person,
          fmt::format("`{}` is not in the case", id),
          {place, did_you_mean(id, known)},
          {},
          {fmt::format("the people of the case are {}", listed(strings(known)))}};
}

Diagnostic unknown_path(const Program& program, const Case& c, std::string_view path, Span place) {
  Diagnostic d{Kind::expect_path, fmt::format("`{}` is not a fact of this case", path), {place, ""}};
  const std::size_t dot = path.find('.');
  std::vector<std::string_view> people, facts;
  for (const CasePerson& person : c.people) people.push_back(person.id);
  for (const Fact& fact : program.policy.facts) facts.push_back(fact.heading.name);
  const std::string_view id = path.substr(0, dot);
  const bool known_person = std::find(people.begin(), people.end(), id) != people.end();
  const std::string_view rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  if (!known_person) {
    d.primary.text = did_you_mean(id, people);
  } else if (rest.find('[') == std::string_view::npos) {
    d.primary.text = did_you_mean(rest, facts);
  }
  d.notes.push_back("Write `person.fact`, `person.relations[0].fact` for a fact of a link, or `sets.name`.");
  return d;
}

}  // namespace proviso
