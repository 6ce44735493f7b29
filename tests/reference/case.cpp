#include "tests/reference/case.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

namespace proviso::reference {

Duration read_duration(const std::string& text) {
  const std::size_t space = text.find(' ');
  const std::int64_t count = std::atoll(text.c_str());
  const std::string unit = space == std::string::npos ? "" : text.substr(space + 1);
  if (unit.starts_with("day")) return duration(count, syntax::Unit::days);
  if (unit.starts_with("week")) return duration(count, syntax::Unit::weeks);
  if (unit.starts_with("month")) return duration(count, syntax::Unit::months);
  if (unit.starts_with("year")) return duration(count, syntax::Unit::years);
  throw Refused{"`" + text + "` is no duration"};
}

namespace {

using nlohmann::json;

Member read_member(const Enumeration& kind, const std::string& text) {
  const auto found = kind.spellings.find(text);
  if (found == kind.spellings.end()) throw Refused{"`" + text + "` is no member"};
  return {found->second};
}

// One statement of a link, not yet merged with that of the other side.
struct Statement {
  int speaker = 0;
  std::size_t index = 0;  ///< among the `relations` of the speaker
  std::string_view relation;
  int other = 0;
  const json* facts = nullptr;
};

class Reader {
 public:
  Reader(const Book& book, const json& source) : book_(book), json_(source) {}

  Case read() {
    case_.as_of = date(json_.at("as_of"));
    if (case_.as_of < book_.first_day) throw Refused{"as_of lies before the first day of the policy"};
    if (case_.as_of > book_.last_day) throw Refused{"as_of lies after the last day of the policy"};
    read_supplied();
    for (const json& person : json_.at("applicants"))
      case_.people.push_back({person.at("id").get<std::string>(), {}, {}});
    for (std::size_t p = 0; p < case_.people.size(); ++p) read_facts(p);
    read_links();
    refuse_cycles();
    return std::move(case_);
  }

 private:
  static Days date(const json& value) {
    const auto day = value.is_string() ? parse_date(value.get<std::string>()) : std::nullopt;
    if (!day) throw Refused{"no such date"};
    return *day;
  }

  Value convert(const json& value, const std::optional<syntax::Type>& type, bool may_be_none) const {
    if (value == "none" && may_be_none) return None{};
    const auto base = type ? type->base : syntax::BaseType::yes_no;
    const Enumeration* kind = kind_of(book_, type);
    if (base == syntax::BaseType::yes_no && value.is_boolean()) return value.get<bool>();
    if (base == syntax::BaseType::date) return Date{date(value)};
    if (base == syntax::BaseType::number && value.is_number_integer()) return Number{value.get<std::int64_t>()};
    if (base == syntax::BaseType::duration && value.is_string()) return read_duration(value.get<std::string>());
    if (base == syntax::BaseType::named && value.is_string()) return read_member(*kind, value.get<std::string>());
    if (base == syntax::BaseType::set_of && value.is_array()) {
      std::vector<std::string_view> members;
      for (const json& member : value) members.push_back(read_member(*kind, member.get<std::string>()).name);
      return make_set(std::move(members));
    }
    throw Refused{"a value of the wrong type: " + value.dump()};
  }

  // Absent is the default if there is one; absent without default, or null, is unknown.
  Slot slot(const json* stated, Variable variable, Place default_value) {
    if (stated != nullptr && !stated->is_null()) {
      return {convert(*stated, variable.type, variable.may_be_none || variable.only_if), -1, {}};
    }
    if (stated == nullptr && default_value) {
      if (variable.only_if) return {std::nullopt, -1, default_value};
      return {literal(default_value, kind_of(book_, variable.type)), -1, {}};
    }
    case_.variables.push_back(std::move(variable));
    return {std::nullopt, static_cast<int>(case_.variables.size()) - 1, {}};
  }

  static const json* find(const json& object, std::string_view key) {
    const auto found = object.find(std::string(key));
    return found == object.end() ? nullptr : &*found;
  }

  void read_supplied() {
    const json none = json::object();
    const json& stated = json_.contains("sets") ? json_.at("sets") : none;
    std::set<std::string_view> known;
    for (const auto& [name, set] : book_.sets) known.insert(name);
    for (const auto& [name, value] : book_.values) known.insert(name);
    refuse_others(stated, known);
    for (const auto& [name, set] : book_.sets) {
      if (!set->supplied) continue;
      const syntax::Type type{syntax::BaseType::set_of, set->of, false, {}};
      case_.supplied[name] = slot(find(stated, name), {"sets." + std::string(name), name, type}, {});
    }
    for (const auto& [name, value] : book_.values) {
      if (!value->supplied) continue;
      const bool or_none = value->type && value->type->or_none;
      case_.supplied[name] = slot(find(stated, name), {"sets." + std::string(name), name, value->type, or_none},
                                  value.at(value->default_value));
    }
  }

  void read_facts(std::size_t p) {
    const json& stated = json_.at("applicants").at(p);
    std::set<std::string_view> known = {"id", "relations"};
    for (const auto& [name, fact] : book_.facts) known.insert(name);
    refuse_others(stated, known);
    for (const auto& [name, fact] : book_.facts) {
      if (fact->type && fact->type->base == syntax::BaseType::note) continue;
      const Variable variable{case_.people[p].id + "." + std::string(name),
                              name,
                              fact->type,
                              fact->type && fact->type->or_none,
                              fact->only_if != syntax::kNoExpr,
                              fact->judgement};
      case_.people[p].facts[name] = slot(find(stated, name), variable, fact.at(fact->default_value));
    }
  }

  int person(const std::string& id) const {
    const auto found =
        std::find_if(case_.people.begin(), case_.people.end(), [&](const Person& q) { return q.id == id; });
    if (found == case_.people.end()) throw Refused{"a link to `" + id + "`, whom the case does not have"};
    return static_cast<int>(found - case_.people.begin());
  }

  // The two ends of a link, in one order whoever states it.
  using Ends = std::tuple<std::string_view, int, int>;
  Ends ends(const Statement& s) const {
    const Relation& relation = book_.relations.at(s.relation);
    if (relation.inverse) return {relation.base, s.other, s.speaker};
    if (relation.text->form == syntax::RelationForm::mutual) {
      return {relation.base, std::min(s.speaker, s.other), std::max(s.speaker, s.other)};
    }
    return {relation.base, s.speaker, s.other};
  }

  // What is stated of a person, a link or the policy must be declared.
  static void refuse_others(const json& stated, const std::set<std::string_view>& known) {
    for (const auto& [key, value] : stated.items()) {
      if (!known.contains(key)) throw Refused{"`" + key + "` is not declared"};
    }
  }

  void read_links() {
    std::map<Ends, std::vector<Statement>> links;
    for (std::size_t p = 0; p < case_.people.size(); ++p) {
      const json* relations = find(json_.at("applicants").at(p), "relations");
      if (relations == nullptr) continue;
      if (relations->is_null()) throw Refused{"`relations` may not be unknown"};
      for (std::size_t i = 0; i < relations->size(); ++i) {
        const json& link = relations->at(i);
        const auto relation = book_.relations.find(link.at("relation").get_ref<const std::string&>());
        if (relation == book_.relations.end()) throw Refused{"a link of no relation"};
        Statement s{static_cast<int>(p), i, relation->first, person(link.at("to").get<std::string>()), &link};
        std::set<std::string_view> known = {"to", "relation"};
        for (const syntax::LinkFact& fact : *relation->second.facts) known.insert(fact.name.text);
        refuse_others(link, known);
        if (s.other == s.speaker) throw Refused{"a link to oneself"};
        links[ends(s)].push_back(s);
      }
    }
    for (auto& [where, statements] : links) add_records(where, statements);
  }

  // What one side states and what the other states is one link; what one side states twice are two.
  void add_records(const Ends& where, const std::vector<Statement>& statements) {
    std::vector<Statement> mine, theirs;
    for (const Statement& s : statements) (s.speaker == statements.front().speaker ? mine : theirs).push_back(s);
    for (std::size_t i = 0; i < std::max(mine.size(), theirs.size()); ++i) {
      add_record(where, i < mine.size() ? &mine[i] : nullptr, i < theirs.size() ? &theirs[i] : nullptr);
    }
  }

  void add_record(const Ends& where, const Statement* a, const Statement* b) {
    const auto& [base, from, to] = where;
    LinkRecord record{from, base, to, {}};
    const Relation& relation = book_.relations.at(base);
    const Statement& path_of = a != nullptr ? *a : *b;
    for (const syntax::LinkFact& fact : *relation.facts) {
      const json* stated = merge(a, b, fact.name.text);
      const std::string path = case_.people[static_cast<std::size_t>(path_of.speaker)].id + ".relations[" +
                               std::to_string(path_of.index) + "]." + std::string(fact.name.text);
      record.facts[fact.name.text] =
          slot(stated, {path, fact.name.text, fact.type, fact.type.or_none}, relation.text.at(fact.default_value));
    }
    const int number = static_cast<int>(case_.records.size());
    case_.records.push_back(std::move(record));
    see_link(base, from, to, number);
    if (relation.text->form == syntax::RelationForm::mutual) see_link(base, to, from, number);
    for (const auto& [name, other] : book_.relations) {
      if (other.inverse && other.base == base) see_link(name, to, from, number);
    }
  }

  void see_link(std::string_view relation, int person, int other, int record) {
    case_.people[static_cast<std::size_t>(person)].links.push_back({relation, other, record});
  }

  // Unknown and a value make the value; what nobody says anything about is absent.
  static const json* merge(const Statement* a, const Statement* b, std::string_view fact) {
    const json* x = a != nullptr ? find(*a->facts, fact) : nullptr;
    const json* y = b != nullptr ? find(*b->facts, fact) : nullptr;
    if (x == nullptr || y == nullptr) return x == nullptr ? y : x;
    if (x->is_null() || y->is_null()) return x->is_null() ? y : x;
    if (*x != *y) throw Refused{"the two sides of a link state different facts"};
    return x;
  }

  void refuse_cycles() const {
    for (const auto& [name, relation] : book_.relations) {
      if (relation.text->form != syntax::RelationForm::acyclic) continue;
      std::set<std::string_view> together;
      for (const syntax::Name& n : relation.text->names) add_family(n.text, together);
      for (std::size_t p = 0; p < case_.people.size(); ++p) {
        if (leads_back(static_cast<int>(p), static_cast<int>(p), together, case_.people.size())) {
          throw Refused{"people in a circle of acyclic relations"};
        }
      }
    }
  }

  // With those that are declared acyclic with it, or it with them.
  void add_family(std::string_view name, std::set<std::string_view>& family) const {
    if (!family.insert(name).second) return;
    const auto& own = book_.relations.at(name).text;
    if (own->with) add_family(own->with->text, family);
    for (const auto& [other, relation] : book_.relations) {
      if (relation.text->form != syntax::RelationForm::acyclic) continue;
      const bool together =
          relation.text.body == own.body || (relation.text->with && relation.text->with->text == name);
      if (together) add_family(other, family);
    }
  }

  bool leads_back(int from, int to, const std::set<std::string_view>& relations, std::size_t steps) const {
    if (steps == 0) return false;
    return std::any_of(case_.records.begin(), case_.records.end(), [&](const LinkRecord& r) {
      return r.from == from && relations.contains(r.relation) &&
             (r.to == to || leads_back(r.to, to, relations, steps - 1));
    });
  }

  const Book& book_;
  const json& json_;
  Case case_;
};

}  // namespace

Case read_case(const Book& book, const nlohmann::json& json) { return Reader(book, json).read(); }

}  // namespace proviso::reference
