#include "tests/reference/answers.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>

namespace proviso::reference {

namespace {

using nlohmann::json;
using NodeKind = Node::Kind;

enum class Certainty : std::uint8_t { never, unknown, always };

class Teller {
 public:
  Teller(const Book& book, const Case& c, const World& world, const Completions& completions)
      : book_(book), case_(c), world_(world), completions_(completions), all_(completions.all()) {}

  json people() const {
    json people = json::object();
    for (int p = 0; p < static_cast<int>(case_.people.size()); ++p) {
      json& answers = people[case_.people[static_cast<std::size_t>(p)].id] = json::object();
      for (const auto& [name, texts] : book_.defines) {
        if (!is_about_links(book_, name)) add_answer(NodeKind::define, name, p, answers);
      }
      for (const auto& [name, texts] : book_.decisions) add_answer(NodeKind::decision, name, p, answers);
    }
    return people;
  }

 private:
  int last() const { return world_.last_stage(); }

  const Value& at(const Possibility& c, const Node& node) const { return c.values[world_.index(node)]; }

  Certainty in(const std::function<bool(const Possibility&)>& test) const {
    const auto count = std::count_if(all_.begin(), all_.end(), test);
    if (count == 0) return Certainty::never;
    return count == static_cast<std::ptrdiff_t>(all_.size()) ? Certainty::always : Certainty::unknown;
  }

  // Nothing if in no completion a text of it governs the person.
  void add_answer(NodeKind kind, std::string_view name, int p, json& answers) const {
    std::vector<Value> x;
    for (const Possibility& c : all_) x.push_back(at(c, {kind, name, {}, p, last()}));
    const auto is_gap = [](const Value& value) { return holds<Gap>(value); };
    if (std::any_of(x.begin(), x.end(), is_gap))
      throw Refused{"`" + std::string(name) + "` needs a text that is not in force"};
    const std::set<Value> possible(x.begin(), x.end());
    if (possible == std::set<Value>{Absent{}}) return;
    const bool settled = possible.size() == 1;
    json answer = {{"value", settled ? to_json(*possible.begin()) : json()},
                   {"status", settled ? "settled" : "undetermined"},
                   {"possible", json::array()},
                   {"because", json::array()},
                   {"derived_from", json::array()},
                   {"amendments", amendments(p)}};
    if (possible.contains(Absent{})) answer["in_force"] = "unknown";
    for (const Value& value : possible) {
      if (!holds<Absent>(value)) answer["possible"].push_back(to_json(value));
    }
    tell_missing(completions_.missing(x), answer);
    if (settled && kind == NodeKind::decision) tell_why(name, p, answer);
    answers[std::string(name)] = std::move(answer);
  }

  void tell_missing(const std::set<std::size_t>& variables, json& answer) const {
    std::set<std::string> missing, judgements;
    for (const std::size_t v : variables) {
      missing.insert(case_.variables[v].path);
      if (case_.variables[v].judgement) judgements.insert(case_.variables[v].path);
    }
    answer["missing"] = missing;
    answer["judgements"] = judgements;
  }

  json amendments(int p) const {
    json active = json::array();
    for (int stage = 1; stage <= last(); ++stage) {
      const auto is_gap = [&](const Possibility& c) { return unusable(at(c, {NodeKind::active, {}, {}, p, stage})); };
      if (std::any_of(all_.begin(), all_.end(), is_gap)) throw Refused{"a scope needs a text that is not in force"};
      const Certainty certainty = in([&](const Possibility& c) {
        return is_true(at(c, {NodeKind::active, {}, {}, p, stage}));
      });
      const std::string name(book_.amendments[static_cast<std::size_t>(stage) - 1]->name.text);
      if (certainty == Certainty::always) active.push_back(name);
      if (certainty == Certainty::unknown) active.push_back({{"name", name}, {"active", "unknown"}});
    }
    return active;
  }

  // The rule's text in force is about the outcome, of one of two sorts, and holds.
  bool speaks(const Possibility& c, std::string_view rule, bool excludes, const Outcome& outcome, int p) const {
    const Text<syntax::Rule>* text = world_.rule(rule, p, c.values);
    if (text == nullptr || ((*text)->kind == syntax::RuleKind::exclusion) != excludes) return false;
    return targets(book_, *text->body, outcome) && is_true(at(c, {NodeKind::holds, rule, {}, p, last()}));
  }

  bool supported(const Possibility& c, const Outcome& outcome, int p) const {
    return std::any_of(book_.rules.begin(), book_.rules.end(),
                       [&](const auto& rule) { return speaks(c, rule.first, false, outcome, p); });
  }

  // The outcomes that come before the one that was chosen.
  std::vector<Outcome> earlier(const Possibility& c, const Outcome& chosen, int p) const {
    const Text<syntax::Decision>* decision = world_.decision(chosen.decision, p, c.values);
    std::vector<Outcome> outcomes;
    if ((*decision)->yes_no && chosen.name == "no") outcomes.push_back({chosen.decision, "yes"});
    for (const syntax::Outcome& outcome : (*decision)->outcomes) {
      if (outcome.name.text == chosen.name) break;
      outcomes.push_back({chosen.decision, outcome.name.text});
    }
    return outcomes;
  }

  void tell_why(std::string_view decision, int p, json& answer) const {
    const Value& value = at(all_.front(), {NodeKind::decision, decision, {}, p, last()});
    const Outcome chosen{decision,
                         holds<bool>(value) ? (std::get<bool>(value) ? "yes" : "no") : std::get<Member>(value).name};
    tell_rules([&](const Possibility& c, std::string_view rule) { return speaks(c, rule, false, chosen, p); }, answer);
    tell_exclusions(chosen, p, answer);
    answer["derived_from"] = derived_from(chosen, p);
  }

  static json use(std::string_view rule, Certainty certainty) {
    return {{"rule", std::string(rule)}, {"holds", certainty == Certainty::always ? "yes" : "unknown"}};
  }

  // The rules that hold in every completion; if none does, those that hold in some.
  void tell_rules(const std::function<bool(const Possibility&, std::string_view)>& holds_for, json& answer) const {
    json always = json::array(), sometimes = json::array();
    for (const auto& [rule, texts] : book_.rules) {
      const Certainty certainty = in([&, name = rule](const Possibility& c) { return holds_for(c, name); });
      if (certainty == Certainty::always) always.push_back(use(rule, certainty));
      if (certainty == Certainty::unknown) sometimes.push_back(use(rule, certainty));
    }
    answer["because"] = always.empty() ? sometimes : always;
  }

  // What kept the person from an outcome that would have come first, if something may support that.
  void tell_exclusions(const Outcome& chosen, int p, json& answer) const {
    std::set<Outcome> before;
    for (const Possibility& c : all_) {
      for (const Outcome& outcome : earlier(c, chosen, p)) before.insert(outcome);
    }
    std::erase_if(before, [&](const Outcome& outcome) {
      return in([&](const Possibility& c) { return supported(c, outcome, p); }) == Certainty::never;
    });
    for (const auto& [rule, texts] : book_.rules) {
      const bool excludes = std::any_of(before.begin(), before.end(), [&, name = rule](const Outcome& outcome) {
        return in([&](const Possibility& c) { return speaks(c, name, true, outcome, p); }) == Certainty::always;
      });
      if (excludes) answer["because"].push_back(use(rule, Certainty::always));
    }
  }

  // Empty if a ground holds in every completion: then the outcome is the person's own.
  json derived_from(const Outcome& outcome, int p) const {
    std::vector<std::string_view> derivations;
    for (const auto& [rule, texts] : book_.rules) {
      const Certainty certainty =
          in([&, name = rule](const Possibility& c) { return speaks(c, name, false, outcome, p); });
      if (certainty == Certainty::never) continue;
      if (texts.front()->kind == syntax::RuleKind::derivation)
        derivations.push_back(rule);
      else if (certainty == Certainty::always)
        return json::array();
    }
    if (derivations.empty()) return json::array();
    std::set<int> people;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const std::set<int> here = derived_from(all_[i], derivations, outcome, p);
      if (i == 0) people = here;
      std::erase_if(people, [&](int q) { return !here.contains(q); });
    }
    json names = json::array();
    for (const int q : people) names.push_back(case_.people[static_cast<std::size_t>(q)].id);
    return names;
  }

  // In one completion: those who have it also when the person is counted as having no outcome.
  std::set<int> derived_from(const Possibility& c, const std::vector<std::string_view>& derivations,
                             const Outcome& outcome, int p) const {
    const std::vector<Value> without = world_.evaluate(c.completion, Held{outcome.decision, p});
    std::set<int> people;
    for (const std::string_view rule : derivations) {
      if (!speaks(c, rule, false, outcome, p)) continue;
      for (const int q : world_.sources(*world_.rule(rule, p, c.values), p, c.completion, c.values, without))
        people.insert(q);
    }
    return people;
  }

  const Book& book_;
  const Case& case_;
  const World& world_;
  const Completions& completions_;
  const std::vector<Possibility>& all_;
};

}  // namespace

json answers(const Book& book, const Case& c, const World& world, const Completions& completions) {
  if (completions.all().empty()) throw Refused{"nothing that could be the case is possible"};
  return Teller(book, c, world, completions).people();
}

}  // namespace proviso::reference
