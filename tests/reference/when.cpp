#include "tests/reference/when.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/resolve.hpp"
#include "tests/reference/when_literals.hpp"
#include "tests/reference/world.hpp"

namespace proviso::reference {

using nlohmann::json;

// A version with the conditions as defines, and the case that is looked at.
class When::Side {
 public:
  explicit Side(const VersionText& version) : version_(version), plain_(parse_files(version.files)) {
    plain_book_ = make_book(plain_.documents);
  }

  /// Adds the defines that are ones of the language in this version; of the others it is told why not.
  void add(const std::map<std::string, std::string>& text_by_name) {
    std::string all;
    for (const auto& [name, text] : text_by_name) all += text;
    if (wrong_with(all).empty()) {
      for (const auto& [name, text] : text_by_name) added_.insert(name);
    } else {
      all.clear();
      for (const auto& [name, text] : text_by_name) {
        const std::string wrong = wrong_with(text);
        if (wrong.empty()) {
          added_.insert(name);
          all += text;
        } else {
          wrong_[name] = wrong;
        }
      }
    }
    Files files = version_.files;
    files.emplace_back("when.proviso", all);
    parsed_ = parse_files(files);
    book_ = make_book(parsed_.documents);
  }

  bool has(const std::string& define) const { return added_.contains(define); }
  const std::string& wrong(const std::string& define) const { return wrong_.at(define); }
  bool declares(const std::string& subject, const std::string& fact) const {
    if (subject == "case")
      return fact == "as_of" || plain_book_.sets.contains(fact) || plain_book_.values.contains(fact);
    return plain_book_.facts.contains(fact);
  }

  json case_under(json c) const {
    if (version_.on) c["as_of"] = *version_.on;
    const auto leave = [](json& object, const auto& is_declared) {
      for (auto it = object.begin(); it != object.end();) it = is_declared(it.key()) ? std::next(it) : object.erase(it);
    };
    if (c.contains("sets")) leave(c["sets"], [&](const std::string& name) { return declares("case", name); });
    for (json& person : c["applicants"]) {
      leave(person,
            [&](const std::string& key) { return key == "id" || key == "relations" || declares("person", key); });
      if (!person.contains("relations")) continue;
      json links = json::array();
      for (const json& link : person["relations"]) {
        if (plain_book_.relations.contains(link.at("relation").get_ref<const std::string&>())) links.push_back(link);
      }
      person["relations"] = links;
    }
    return c;
  }

  void look_at(const json& c) {
    read_ = read_case(book_, case_under(c));
    std::vector<Node> roots;
    for (int p = 0; p < static_cast<int>(read_.people.size()); ++p) {
      for (const std::string& name : added_) roots.push_back(node(name, p));
    }
    world_.emplace(book_, read_, roots);
    values_ = world_->evaluate(Completion(read_.variables.size(), Gap{}));
  }

  int people() const { return static_cast<int>(read_.people.size()); }
  Value define(const std::string& name, int person) const { return values_[world_->index(node(name, person))]; }
  Value fact(const std::string& subject, const std::string& name, int person) const {
    const Completion unknown(read_.variables.size(), Gap{});
    const ReadNode read = [&](const Node&) -> Value { return Gap{}; };
    const Equations equations(book_, read_, unknown, read);
    if (subject == "person") return equations.conditions().fact(person, book_.facts.find(name)->first);
    if (name == "as_of") return Date{read_.as_of};
    return equations.conditions().slot(read_.supplied.at(name));
  }

 private:
  Node node(const std::string& define, int person) const {
    const std::string_view name = book_.defines.find(define)->first;
    return {Node::Kind::define, name, {}, person, static_cast<int>(book_.amendments.size())};
  }

  std::string wrong_with(const std::string& text) const {
    Files files = version_.files;
    files.emplace_back("when.proviso", text);
    Parsed parsed = parse_files(files);
    if (resolve(parsed.sources, parsed.documents, parsed.diagnostics)) return {};
    std::string all;
    for (const Diagnostic& d : parsed.diagnostics.sorted()) all += code(d.kind) + " " + d.message + "; ";
    return all.empty() ? "no policy" : all;
  }

  VersionText version_;
  Parsed plain_, parsed_;
  Book plain_book_, book_;
  std::set<std::string> added_;
  std::map<std::string, std::string> wrong_;
  Case read_;
  std::optional<World> world_;
  std::vector<Value> values_;
};

When::When(const VersionText& old_version, const VersionText& new_version, const json& classes)
    : sides_{std::make_unique<Side>(old_version), std::make_unique<Side>(new_version)} {
  for (const json& c : classes) {
    Class& mine = classes_.emplace_back();
    mine.id = c.at("id");
    if (c.contains("when")) {
      mine.boxes.emplace();
      for (const json& box : c.at("when")) mine.boxes->push_back(read_box(box));
    }
    for (const json& conditions : c.at("conditions")) mine.conditions.push_back(read_conditions(conditions));
  }
  add_defines();
  find_faults();
}

When::~When() = default;

const std::vector<std::string>& When::faults() const { return faults_; }

When::Box When::read_box(const json& box) {
  Box indices;
  for (json literal : box) {
    literal.erase("words");
    const auto [it, is_new] = known_.emplace(literal.dump(), literals_.size());
    if (is_new) literals_.push_back({literal, ""});
    indices.push_back(it->second);
  }
  return indices;
}

When::Conditions When::read_conditions(const json& conditions) {
  Conditions result;
  if (conditions.is_array()) {
    result.all = read_box(conditions);
    return result;
  }
  result.all = read_box(conditions.at("all"));
  for (const json& ways : conditions.at("any")) result.any.push_back(read_ways(ways));
  if (conditions.contains("none")) result.none = read_ways(conditions.at("none"));
  return result;
}

std::vector<When::Conditions> When::read_ways(const json& ways) {
  std::vector<Conditions> result;
  for (const json& way : ways) result.push_back(read_conditions(way));
  return result;
}

bool When::is_unreadable(std::size_t number) const {
  const Class& c = classes_[number];
  const auto unreadable = [&](const auto& part) { return is_unreadable(part); };
  return (c.boxes && std::any_of(c.boxes->begin(), c.boxes->end(), unreadable)) ||
         std::any_of(c.conditions.begin(), c.conditions.end(), unreadable);
}

bool When::is_unreadable(const Box& box) const {
  return std::any_of(box.begin(), box.end(), [&](std::size_t i) { return !literals_[i].readable; });
}

bool When::is_unreadable(const Conditions& conditions) const {
  const auto in_one = [&](const std::vector<Conditions>& ways) {
    return std::any_of(ways.begin(), ways.end(), [&](const Conditions& way) { return is_unreadable(way); });
  };
  return is_unreadable(conditions.all) || in_one(conditions.none) ||
         std::any_of(conditions.any.begin(), conditions.any.end(), in_one);
}

bool When::holds(const Conditions& conditions, const std::vector<bool>& truths) {
  for (const std::size_t literal : conditions.all) {
    if (!truths[literal]) return false;
  }
  const auto one_holds = [&](const std::vector<Conditions>& ways) {
    return std::any_of(ways.begin(), ways.end(), [&](const Conditions& way) { return holds(way, truths); });
  };
  return std::all_of(conditions.any.begin(), conditions.any.end(), one_holds) && !one_holds(conditions.none);
}

json When::case_under(std::size_t version, json case_json) const {
  return sides_[version]->case_under(std::move(case_json));
}

void When::add_defines() {
  std::map<std::string, std::string> names;  // by text
  std::array<std::map<std::string, std::string>, 2> texts;
  for (Literal& literal : literals_) {
    const auto condition = define_text(literal.json, [&](const std::string& subject, const std::string& fact) {
      return sides_[0]->declares(subject, fact) || sides_[1]->declares(subject, fact);
    });
    if (!condition) continue;
    literal.define = names.emplace(*condition, fmt::format("when_{}", names.size())).first->second;
    const std::string text = fmt::format(fmt::runtime("define {} {}\n"), literal.define, *condition);
    const std::string under = literal.json.value("under", "");
    if (under != "new") texts[0][literal.define] = text;
    if (under != "old") texts[1][literal.define] = text;
  }
  for (std::size_t s = 0; s < 2; ++s) sides_[s]->add(texts[s]);
}

void When::find_faults() {
  for (Literal& literal : literals_) {
    if (literal.define.empty()) continue;
    const std::string under = literal.json.value("under", "");
    literal.readable =
        (under != "new" && sides_[0]->has(literal.define)) || (under != "old" && sides_[1]->has(literal.define));
    if (!literal.readable) {
      faults_.push_back(literal.json.dump() + ": " + sides_[under == "old" ? 0 : 1]->wrong(literal.define));
    }
  }
}

std::optional<std::vector<bool>> When::holds(const Literal& literal, Members& members) const {
  std::string& fault = members.fault;
  const std::string under = literal.json.value("under", ""), subject = literal.json.at("subject");
  std::vector<bool> result;
  for (int p = 0; p < sides_[0]->people(); ++p) {
    std::optional<bool> truth;
    for (std::size_t s = 0; s < 2; ++s) {
      if (under == (s == 0 ? "new" : "old")) continue;
      const std::string fact = literal.json.value("fact", "");
      const bool has = literal.define.empty() ? sides_[s]->declares(subject, fact) : sides_[s]->has(literal.define);
      if (!has) continue;
      const Value value =
          literal.define.empty() ? sides_[s]->fact(subject, fact, p) : sides_[s]->define(literal.define, p);
      const auto here = literal_holds(literal.json, value);
      members.gap = members.gap || unusable(value);
      if (!here) fault = literal.json.dump() + " cannot be told of " + to_json(value).dump();
      if (truth && truth != here) fault = literal.json.dump() + " is not the same under both versions";
      truth = here;
    }
    if (!fault.empty()) return std::nullopt;
    result.push_back(*truth);
  }
  return result;
}

When::Members When::members(const json& case_json) {
  Members members;
  for (const auto& side : sides_) side->look_at(case_json);
  std::vector<std::vector<bool>> truths;
  for (const Literal& literal : literals_) {
    if (!literal.readable) {
      truths.emplace_back(sides_[0]->people(), false);
      continue;
    }
    auto truth = holds(literal, members);
    if (!truth) return members;
    truths.push_back(std::move(*truth));
  }
  for (std::size_t p = 0; p < static_cast<std::size_t>(sides_[0]->people()); ++p) {
    std::vector<bool> mine;
    for (const auto& of : truths) mine.push_back(of[p]);
    members.of.emplace_back();
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      const Class& one = classes_[c];
      const bool meant = std::any_of(one.conditions.begin(), one.conditions.end(),
                                     [&](const Conditions& conditions) { return holds(conditions, mine); });
      const bool in_box = one.boxes && std::any_of(one.boxes->begin(), one.boxes->end(), [&](const Box& box) {
                            return std::all_of(box.begin(), box.end(), [&](std::size_t i) { return mine[i]; });
                          });
      const bool readable = !is_unreadable(c);
      if (readable && one.boxes && in_box != meant)
        members.fault = one.id + ": `when` says " + (in_box ? "yes" : "no") + ", and `conditions` the opposite";
      members.of.back().push_back(readable && meant);
    }
  }
  return members;
}

}  // namespace proviso::reference
