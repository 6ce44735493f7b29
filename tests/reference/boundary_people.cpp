#include "tests/reference/boundary_people.hpp"

#include <algorithm>
#include <map>
#include <regex>

#include "tests/reference/conditions.hpp"
#include "tests/reference/random.hpp"

namespace proviso::reference {

namespace {

using nlohmann::json;

constexpr int kTries = 200;

class Maker {
 public:
  Maker(const Files& policy, const std::string& as_of, std::uint64_t seed)
      : parsed_(parse_files(policy)), book_(make_book(parsed_.documents)), random_(seed), as_of_(as_of) {
    for (const auto& [name, text] : policy) read_words(text);
    dates_.push_back(*parse_date(as_of));
  }

  json make() {
    json c = {{"as_of", as_of_}, {"sets", json::object()}, {"applicants", json::array()}};
    for (const auto& [name, set] : book_.sets) {
      if (set->supplied) c["sets"][std::string(name)] = members(book_.kinds.at(set->of.text));
    }
    for (const auto& [name, value] : book_.values) {
      if (value->supplied) c["sets"][std::string(name)] = this->value(*value->type);
    }
    const int people = random_.between(1, 3);
    for (int p = 0; p < people; ++p)
      c["applicants"].push_back(person(c, {{"id", std::string(1, static_cast<char>('a' + p))}}));
    for (int i = people > 1 ? random_.between(1, 3) : 0; i > 0; --i) relate(c);
    return c;
  }

  json make_like(json c, bool change) {
    json& people = c["applicants"];
    if (change) {
      json& person = people[random_.below(people.size())];
      std::vector<std::string> stated;
      for (const auto& [key, value] : person.items()) {
        if (key != "id" && key != "relations") stated.push_back(key);
      }
      if (!stated.empty()) person.erase(random_.pick(stated));
    }
    for (const auto& [name, set] : book_.sets) {
      if (set->supplied && !c["sets"].contains(name))
        c["sets"][std::string(name)] = members(book_.kinds.at(set->of.text));
    }
    for (json& person : people) person = this->person(c, person);
    return c;
  }

 private:
  // Every date, and every word as often as it stands there: names of members among them.
  void read_words(const std::string& text) {
    static const std::regex kWord(R"(\d{4}-\d{2}-\d{2}|[A-Za-z_][A-Za-z_0-9]*)");
    for (std::sregex_iterator it(text.begin(), text.end(), kWord), end; it != end; ++it) {
      if (const auto day = parse_date(it->str())) {
        dates_.push_back(*day);
      } else {
        ++words_[it->str()];
      }
    }
  }

  std::string date() {
    Days day = random_.pick(dates_);
    const int n = random_.between(1, 100);
    if (n <= 45) day += random_.between(-1, 1);
    if (n > 45 && n <= 60) day += random_.between(-92, 92);
    if (n > 60 && n <= 75) day = add_months(day, -12 * random_.between(17, 62), MonthEnds::down);
    if (n > 75 && n <= 80) day = add_months(day, random_.between(-3, 3), MonthEnds::down);
    return format_date(day);
  }

  std::string member(const Enumeration& kind) {
    std::vector<std::string> drawn;
    for (const std::string_view leaf : kind.leaves) {
      const auto found = words_.find(std::string(leaf));
      const int weight = found == words_.end() ? 1 : std::min(found->second, 20);
      drawn.insert(drawn.end(), kind.leaves.size() > 40 && weight <= 2 ? 1 : 3 * weight, std::string(leaf));
    }
    return random_.pick(drawn);
  }

  json members(const Enumeration& kind) {
    json list = json::array();
    for (int i = random_.between(0, 3); i > 0; --i) {
      const std::string drawn = member(kind);
      if (std::find(list.begin(), list.end(), drawn) == list.end()) list.push_back(drawn);
    }
    return list;
  }

  json value(const std::optional<syntax::Type>& type) {
    if (type && type->or_none && random_.chance(50)) return "none";
    switch (type ? type->base : syntax::BaseType::yes_no) {
      case syntax::BaseType::date:
        return date();
      case syntax::BaseType::number:
        return random_.pick(std::vector<int>{0, 1, 2, 89, 90, 91, 180});
      case syntax::BaseType::duration:
        return "90 days";
      case syntax::BaseType::named:
        return member(*kind_of(book_, type));
      case syntax::BaseType::set_of:
        return members(*kind_of(book_, type));
      default:
        return random_.chance(yes_);
    }
  }

  // Facts that stand alone, then those with `only if`, then again until nothing impossible is said.
  json person(const json& c, const json& stated) {
    json result;
    for (int tries = 0; tries < kTries; ++tries) {
      yes_ = random_.pick(std::vector<int>{15, 50, 85});
      result = stated;
      for (const auto& [name, fact] : book_.facts) {
        const bool note = fact->type && fact->type->base == syntax::BaseType::note;
        const bool left_out = fact->default_value != syntax::kNoExpr && random_.chance(50);
        if (!note && !left_out && !result.contains(name) && fact->only_if == syntax::kNoExpr)
          result[std::string(name)] = value(fact->type);
      }
      for (const auto& [name, fact] : book_.facts) {
        if (fact->only_if == syntax::kNoExpr || result.contains(name)) continue;
        const bool exists = holds(c, result, {fact.document, fact->only_if});
        result[std::string(name)] = exists ? value(fact->type) : json("none");
      }
      const bool possible = std::none_of(book_.impossibles.begin(), book_.impossibles.end(), [&](const auto& never) {
        return holds(c, result, {never.document, never->condition});
      });
      if (possible) break;
    }
    return result;
  }

  bool holds(const json& c, const json& person, Place condition) const {
    json alone = c, unrelated = person;
    unrelated.erase("relations");
    alone["applicants"] = json::array({unrelated});
    const Case read = read_case(book_, alone);
    const Completion unknown(read.variables.size(), None{});
    const Conditions conditions(book_, read, unknown, [](std::string_view, const Context&) -> Value { return false; });
    return is_true(conditions.condition(condition, {0, static_cast<int>(book_.amendments.size()), nullptr}));
  }

  void relate(json& c) {
    std::vector<std::string_view> names;
    for (const auto& [name, relation] : book_.relations) names.push_back(name);
    json& people = c["applicants"];
    const std::size_t from = random_.below(people.size());
    const std::size_t to = (from + 1 + random_.below(people.size() - 1)) % people.size();
    const std::string_view relation = random_.pick(names);
    json link = {{"to", people[to]["id"]}, {"relation", std::string(relation)}};
    for (const syntax::LinkFact& fact : *book_.relations.at(relation).facts)
      link[std::string(fact.name.text)] = value(fact.type);
    // One link of a relation between two people: what two of them say of one need not agree.
    for (const auto& [one, other] : {std::pair(from, to), std::pair(to, from)}) {
      for (const json& said : people[one].value("relations", json::array())) {
        if (said["to"] == people[other]["id"]) return;
      }
    }
    people[from]["relations"].push_back(std::move(link));
  }

  Parsed parsed_;
  Book book_;
  Random random_;
  std::string as_of_;
  std::vector<Days> dates_;
  std::map<std::string, int> words_;
  int yes_ = 50;
};

}  // namespace

std::vector<json> boundary_people(const Files& policy, std::uint64_t seed, std::size_t count,
                                  const std::string& as_of) {
  Maker maker(policy, as_of, seed);
  std::vector<json> cases;
  while (cases.size() < count) cases.push_back(maker.make());
  return cases;
}

std::vector<json> people_like(const Files& policy, std::uint64_t seed, std::size_t count, const json& like) {
  Maker maker(policy, like.at("as_of"), seed);
  std::vector<json> cases;
  while (cases.size() < count) cases.push_back(maker.make_like(like, cases.size() % 2 == 1));
  return cases;
}

}  // namespace proviso::reference
