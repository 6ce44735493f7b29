#include "interpreter/case_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/date.hpp"
#include "dsl/words.hpp"

namespace proviso {

namespace {

class Block {
 public:
  Block(const Program& program, const Case& c) : program_(program), policy_(program.policy), case_(c) { name_people(); }

  std::string write(const std::string& title, const std::string& note, const Expected& expected) {
    std::string text = fmt::format("case {}\n  on {}\n", quoted(title), format_date(case_.as_of));
    if (!note.empty()) text += fmt::format("  note {}\n", quoted(note));
    for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot) text += given(slot);
    for (std::uint32_t p = 0; p < case_.people.size(); ++p) text += person(p);
    for (const std::uint32_t i : expected.impossibles) {
      text += fmt::format("  expect impossible {}\n", policy_.impossibles[i].heading.name);
    }
    for (const ExpectedLine& line : expected.lines) {
      text +=
          fmt::format("  expect {} {} {}\n", names_[line.person], result_name(policy_, line.result),
                      line.value == kUnknown ? "undetermined" : words(result_type(policy_, line.result), line.value));
    }
    return text;
  }

 private:
  void name_people() {
    std::set<std::string> taken;
    for (const CasePerson& person : case_.people) {
      std::string name;
      for (const char c : person.id) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool later = (c >= '0' && c <= '9') || c == '_';
        if (name.empty() && !letter) name = "person_";
        name += letter || later ? c : '_';
      }
      if (name.empty() || is_reserved(name)) name = "person_" + name;
      while (!taken.insert(name).second) name += "_";
      names_.push_back(name);
    }
  }

  static std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
    return result + "\"";
  }

  std::string words(const Type& type, Value value) const {
    if (value == kUnknown) return "unknown";
    const bool is_set = type.base == BaseType::set && value != kNone;
    return format_value(policy_, type, value, is_set ? &case_.sets.bits(value) : nullptr);
  }

  std::string given(std::uint32_t slot) const {
    const SuppliedSlot& s = program_.supplied[slot];
    const Value value = case_.supplied[slot];
    const bool has_default = !s.is_set && policy_.values[s.ref].default_value == value;
    if (value == kUnknown || has_default) return "";
    const std::string& name = s.is_set ? policy_.sets[s.ref].heading.name : policy_.values[s.ref].heading.name;
    return fmt::format("  given {} {}\n", name, words(supplied_type(program_, slot), value));
  }

  // What was said to be unknown is said only where a default would step in.
  std::string person(std::uint32_t p) const {
    std::vector<std::string> entries;
    const CasePerson& person = case_.people[p];
    for (FactId f = 0; f < policy_.facts.size(); ++f) {
      const Fact& fact = policy_.facts[f];
      if (fact.type.base == BaseType::note || person.given[f] == Given::absent) continue;
      const bool settled_none = person.facts[f] == kNone && fact.only_if != kNoId && !fact.none_declared;
      const bool plainly_unknown = person.given[f] == Given::unknown && !fact.default_value;
      if (settled_none || plainly_unknown) continue;
      const Value value = person.given[f] == Given::unknown ? kUnknown : person.facts[f];
      entries.push_back(fmt::format("{} {}", fact.heading.name, words(fact.type, value)));
    }
    for (const CaseLink& link : case_.links) {
      if (link.from == p) entries.push_back(link_text(link));
    }
    std::string text = fmt::format("  {} {{", names_[p]);
    std::size_t width = 100;  // begin a new line for the first
    for (const std::string& entry : entries) {
      if (width + entry.size() > 96) {
        text += "\n   ";
        width = 3;
      }
      text += " " + entry + ",";
      width += entry.size() + 2;
    }
    return text + (entries.empty() ? " }\n" : "\n  }\n");
  }

  std::string link_text(const CaseLink& link) const {
    const Relation& relation = policy_.relations[link.relation];
    const auto& facts = policy_.relation_groups[relation.group].facts;
    std::string inside;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const LinkFact& fact = policy_.link_facts[facts[i]];
      if (!link.given.empty() && link.given[i] == Given::absent) continue;
      if (link.facts[i] == kUnknown && !fact.default_value) continue;
      inside += fmt::format("{} {} {}", inside.empty() ? "" : ",", fact.heading.name, words(fact.type, link.facts[i]));
    }
    return fmt::format("{} to {}{}", relation.heading.name, names_[link.to],
                       inside.empty() ? "" : " {" + inside + " }");
  }

  const Program& program_;
  const Policy& policy_;
  const Case& case_;
  std::vector<std::string> names_;
};

}  // namespace

std::string case_block(const Program& program, const Case& c, const std::string& title, const std::string& note,
                       const Expected& expected) {
  return Block(program, c).write(title, note, expected);
}

}  // namespace proviso
