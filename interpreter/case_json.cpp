#include "interpreter/case_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/date.hpp"

namespace proviso {

namespace {

bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 127 && c != '"' && c != '\\'; });
}

std::string quoted(const std::string& text) {
  if (is_plain(text)) return '"' + text + '"';
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string entry(const std::string& name, const std::string& value, CaseLayout layout) {
  return quoted(name) + (layout == CaseLayout::line ? ":" : ": ") + value;
}

/// Entries between brackets: in the indented layout each on a line of its own, `depth` steps in; depth 0: on one line.
std::string enclosed(char open, const std::vector<std::string>& entries, char close, CaseLayout layout,
                     std::size_t depth) {
  const bool indented = layout == CaseLayout::indented && !entries.empty();
  const bool lines = indented && depth > 0;
  const std::string before = lines ? "\n" + std::string(2 * depth, ' ') : "";
  const char* const divider = indented && !lines ? ", " : ",";
  std::string text(1, open);
  for (std::size_t i = 0; i < entries.size(); ++i) text += (i == 0 ? "" : divider) + before + entries[i];
  if (lines) text += "\n" + std::string(2 * (depth - 1), ' ');
  return text + close;
}

}  // namespace

CaseJsonWriter::CaseJsonWriter(const Program& program) : program_(program), members_(program.policy) {}

std::string CaseJsonWriter::write(const Case& c, CaseLayout layout) {
  std::vector<std::vector<const CaseLink*>> links(c.people.size());
  for (const CaseLink& link : c.links) links[link.from].push_back(&link);
  std::vector<std::string> people;
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    std::stable_sort(links[p].begin(), links[p].end(),
                     [](const CaseLink* a, const CaseLink* b) { return a->index < b->index; });
    people.push_back(person(c, p, links[p], layout));
  }
  std::vector<std::string> entries;
  if (!c.id.empty()) entries.push_back(entry("id", quoted(c.id), layout));
  if (!c.title.empty()) entries.push_back(entry("title", quoted(c.title), layout));
  entries.push_back(entry("as_of", quoted(format_date(c.as_of)), layout));
  const std::string sets = supplied(c, layout);
  if (!sets.empty()) entries.push_back(entry("sets", sets, layout));
  entries.push_back(entry("applicants", enclosed('[', people, ']', layout, 2), layout));
  return enclosed('{', entries, '}', layout, 1) + (layout == CaseLayout::indented ? "\n" : "");
}

// A value that is the default need not be said; one that is unknown must be said only where there is a default.
std::string CaseJsonWriter::supplied(const Case& c, CaseLayout layout) {
  const Policy& policy = program_.policy;
  std::vector<std::string> entries;
  for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot) {
    const SuppliedSlot& item = program_.supplied[slot];
    const bool has_default = !item.is_set && policy.values[item.ref].default_value.has_value();
    if (c.supplied[slot] == kUnknown && !has_default) continue;
    const std::string& name = item.is_set ? policy.sets[item.ref].heading.name : policy.values[item.ref].heading.name;
    entries.push_back(entry(name, value(c, supplied_type(program_, slot), c.supplied[slot], layout), layout));
  }
  return entries.empty() ? "" : enclosed('{', entries, '}', layout, 2);
}

std::string CaseJsonWriter::person(const Case& c, std::uint32_t p, const std::vector<const CaseLink*>& links,
                                   CaseLayout layout) {
  const Policy& policy = program_.policy;
  const CasePerson& person = c.people[p];
  std::vector<std::string> entries = {entry("id", quoted(person.id), layout)};
  for (FactId f = 0; f < policy.facts.size(); ++f) {
    const Fact& fact = policy.facts[f];
    if (fact.type.base == BaseType::note) {
      const auto note = person.notes.find(f);
      if (note != person.notes.end()) entries.push_back(entry(fact.heading.name, note->second, layout));
    } else if (person.given[f] != Given::absent) {
      const Value said = person.given[f] == Given::unknown ? kUnknown : person.facts[f];
      entries.push_back(entry(fact.heading.name, value(c, fact.type, said, layout), layout));
    }
  }
  if (!links.empty()) {
    std::vector<std::string> statements;
    for (const CaseLink* l : links) statements.push_back(link(c, *l, layout));
    entries.push_back(entry("relations", enclosed('[', statements, ']', layout, 4), layout));
  }
  return enclosed('{', entries, '}', layout, 3);
}

std::string CaseJsonWriter::link(const Case& c, const CaseLink& link, CaseLayout layout) {
  const Policy& policy = program_.policy;
  const Relation& relation = policy.relations[link.relation];
  const auto& facts = policy.relation_groups[relation.group].facts;
  std::vector<std::string> entries = {entry("to", quoted(c.people[link.to].id), layout),
                                      entry("relation", quoted(relation.heading.name), layout)};
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const LinkFact& fact = policy.link_facts[facts[i]];
    if (!link.given.empty() && link.given[i] == Given::absent) continue;
    const bool unknown = !link.given.empty() && link.given[i] == Given::unknown;
    entries.push_back(
        entry(fact.heading.name, value(c, fact.type, unknown ? kUnknown : link.facts[i], layout), layout));
  }
  return enclosed('{', entries, '}', layout, 0);
}

std::string CaseJsonWriter::value(const Case& c, const Type& type, Value value, CaseLayout layout) {
  if (value == kUnknown) return "null";
  if (value == kNone) return "\"none\"";
  switch (type.base) {
    case BaseType::yes_no:
      return value != 0 ? "true" : "false";
    case BaseType::member:
      return quoted(members_.of(type.enumeration, value));
    case BaseType::set: {
      const Bits& bits = c.sets.bits(value);
      const auto size = static_cast<Value>(program_.policy.enumerations[type.enumeration].size());
      std::vector<std::string> members;
      for (Value leaf = 0; leaf < size; ++leaf) {
        if (SetPool::contains(bits, leaf)) members.push_back(quoted(members_.of(type.enumeration, leaf)));
      }
      return enclosed('[', members, ']', layout, 0);
    }
    case BaseType::number:
      return fmt::format("{}", value);
    case BaseType::date:
    case BaseType::duration:
    case BaseType::note:
    case BaseType::none:
      break;
  }
  return quoted(format_value(program_.policy, type, value));
}

std::string case_json(const Program& program, const Case& c, CaseLayout layout) {
  return CaseJsonWriter(program).write(c, layout);
}

}  // namespace proviso
