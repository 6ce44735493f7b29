#include "tests/reference/random_policy.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "dsl/date.hpp"
#include "tests/reference/random_conditions.hpp"

namespace proviso::reference {

namespace {

using Strings = std::vector<std::string>;

// A define, as amendments may replace it.
struct Define {
  Named named;
  std::size_t readable = 0;  ///< how many of the items made before it may be read by it
  bool pure = false;         ///< reads no decision
  bool recursive = false;
};

struct Rule {
  std::string name;
  std::string word;     ///< ground, derivation, exclusion, exception
  std::string targets;  ///< as written: `for x`, `to y`
  std::size_t readable = 0;
  bool pure_only = false;  ///< reads no decision, since it limits an amendment
  bool replaceable = false;
};

struct Decision {
  std::string name;
  Strings outcomes;  ///< the last is `otherwise`; empty: yes/no
  std::size_t readable = 0;
  bool derives = false;
  bool yes_no() const { return outcomes.empty(); }
};

class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random_(seed) {}

  RandomPolicy write() {
    out_.push_back(std::string("policy random \"A random policy\"\n  in force from 2020-01-01\n  month ends round ") +
                   (random_.chance(50) ? "down" : "up"));
    vocabulary_ = random_vocabulary(random_, out_);
    const int items = random_.between(2, 4);
    for (int i = 0; i < items; ++i) random_.chance(55) ? write_define() : write_decision();
    if (decisions_.empty()) write_decision();
    if (random_.chance(25)) write_impossible();
    for (int i = random_.between(0, 2); i > 0; --i) write_exception();
    for (int i = random_.between(0, 2); i > 0; --i) write_amendment();
    if (!amendments_.empty() && random_.chance(40)) write_exception_to_amendment();
    return {std::move(out_), std::move(vocabulary_)};
  }

 private:
  // -- What may be read
  // ---------------------------------------------------------------------------------------------------

  struct Item {
    Named named;
    bool pure = true;
  };

  Speech speech(std::size_t readable, bool pure_only) const {
    Speech speech;
    const auto add = [&](const std::vector<Named>& names, bool of_other) {
      speech.own.insert(speech.own.end(), names.begin(), names.end());
      if (of_other) speech.other.insert(speech.other.end(), names.begin(), names.end());
    };
    add(vocabulary_.facts, true);
    add(vocabulary_.sets, true);
    add(vocabulary_.values, true);
    add(vocabulary_.supplied, false);
    for (std::size_t i = 0; i < std::min(readable, items_.size()); ++i) {
      if (pure_only && !items_[i].pure) continue;
      add({items_[i].named, items_[i].named}, true);
    }
    for (std::size_t r = 0; r < vocabulary_.relations.size(); ++r) speech.relations.push_back(r);
    return speech;
  }

  ConditionWriter conditions(std::size_t readable, bool pure_only = false) const {
    return {vocabulary_, speech(readable, pure_only)};
  }

  std::string name(const std::string& prefix) { return prefix + std::to_string(next_name_++); }

  std::string period(int percent) {
    if (!random_.chance(percent)) return "";
    const std::string date = vocabulary_.date(random_);
    return random_.chance(50) ? "\n  in force from " + date : "\n  in force to and including " + date;
  }

  // A text, or two: one that ends, and one that begins the day after.
  void write_texts(int period_percent, const std::function<std::string(const std::string& when)>& text) {
    if (!random_.chance(6)) {
      out_.push_back(text(period(period_percent)));
      return;
    }
    const Days last = *parse_date(vocabulary_.date(random_));
    out_.push_back(text("\n  in force to and including " + format_date(last)));
    out_.push_back(text("\n  in force from " + format_date(last + random_.between(1, 2))));
  }

  void add_item(const Named& named, bool pure) { items_.push_back({named, pure}); }

  // -- Base text
  // ------------------------------------------------------------------------------------------------------------

  void write_impossible() {
    const Speech facts = speech(random_.chance(30) ? items_.size() : 0, true);
    out_.push_back("impossible " + name("never") + "\n  if " +
                   ConditionWriter(vocabulary_, facts).condition(random_, 1));
  }

  void write_define() {
    Define define;
    define.readable = items_.size();
    define.pure = random_.chance(60);
    define.named = {name("d"), Sort::yes_no, random_.below(vocabulary_.kinds.size())};
    if (random_.chance(35)) {
      define.named.sort = random_.pick(
          std::vector<Sort>{Sort::member, Sort::member, Sort::date, Sort::number, Sort::yes_no, Sort::set});
      // A decision's outcomes are no kind that a type could name.
      define.named.kind = 0;
      define.named.or_none = define.named.sort != Sort::set && random_.chance(50);
      out_.push_back("define " + define.named.name + " " + choice(define));
    } else if (!vocabulary_.relations.empty() && random_.chance(25)) {
      define.recursive = true;
      out_.push_back("define " + define.named.name + "\n  if " + recursive(define));
    } else {
      write_texts(
          10, [&](const std::string& when) { return "define " + define.named.name + when + "\n  " + test(define); });
    }
    add_item(define.named, define.pure);
    defines_.push_back(define);
  }

  std::string test(const Define& define) { return conditions(define.readable, define.pure).test(random_); }

  std::string choice(const Define& define) {
    const ConditionWriter writer = conditions(define.readable, define.pure);
    std::string text = "as " + type_text(vocabulary_, define.named) + period(5) + " is ";
    if (random_.chance(20)) return text + writer.operand(define.named, random_);
    text += "the first of {\n";
    for (int i = random_.between(1, 2); i > 0; --i) {
      text += "  " + writer.operand(define.named, random_) + "\n    if " + writer.condition(random_, 1) + ",\n";
    }
    return text + "  " + writer.operand(define.named, random_) + " otherwise,\n}";
  }

  // A person has it of oneself, or over a link to one who has it (along an acyclic relation also: who has it not).
  std::string recursive(const Define& define) {
    const ConditionWriter writer = conditions(define.readable, define.pure);
    const std::size_t r = random_.below(vocabulary_.relations.size());
    const RandomRelation& relation = vocabulary_.relations[r];
    const std::string over = random_.pick(relation.all_names());
    std::string step = "other's " + define.named.name;
    std::string who = " someone where (";
    if (relation.acyclic && random_.chance(60)) {
      if (random_.chance(50)) step = "not " + step;
      if (random_.chance(50)) who = " no one where (";
    }
    if (random_.chance(40)) step += " and " + writer.link_condition(r, random_);
    return block("any of", {writer.leaf(random_), "is " + over + who + step + ")"});
  }

  void write_decision() {
    Decision decision;
    decision.name = name("c");
    decision.readable = items_.size();
    Named named{decision.name, Sort::yes_no};
    if (random_.chance(70)) {
      const std::string prefix = name("o");
      for (int i = random_.between(2, 4); i > 0; --i) decision.outcomes.push_back(prefix + "_" + std::to_string(i));
      named.sort = Sort::member;
      named.kind = vocabulary_.kinds.size();
      vocabulary_.kinds.push_back({decision.name, decision.outcomes, {}});
      out_.push_back("decision " + decision.name + " is " + order(decision.outcomes));
    } else {
      out_.push_back("decision " + decision.name + " yes/no");
    }
    write_rules(decision, named);
    decisions_.push_back(decision);
    add_item(named, false);
  }

  static std::string order(const Strings& outcomes) {
    std::string text = "the first of {\n";
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      text += "  " + outcomes[i] + (i + 1 == outcomes.size() ? " otherwise" : "") + ",\n";
    }
    return text + "}";
  }

  // The outcomes that rules may be for: not the last.
  static Strings targets(const Decision& decision) {
    if (decision.yes_no()) return {decision.name};
    return {decision.outcomes.begin(), decision.outcomes.end() - 1};
  }

  void write_rules(Decision& decision, const Named& named) {
    const Strings outcomes = targets(decision);
    const ConditionWriter writer = conditions(decision.readable);
    for (const std::string& outcome : outcomes) {
      for (int i = random_.chance(30) ? 2 : 1; i > 0; --i) {
        add_rule("ground", "for " + outcome, writer.test(random_), decision.readable, 12);
      }
    }
    if (!vocabulary_.relations.empty() && random_.chance(80)) {
      // Along one direction of an acyclic relation, an outcome may hang on what the other has not; else it may only
      // derive.
      std::size_t acyclic = 0;
      while (acyclic < vocabulary_.relations.size() && !vocabulary_.relations[acyclic].acyclic) ++acyclic;
      if (acyclic < vocabulary_.relations.size() && random_.chance(45)) {
        write_descent(decision, named, acyclic);
      } else {
        write_derivations(decision);
      }
    }
    for (int i = random_.between(0, 2); i > 0; --i) {
      std::string from = random_.pick(outcomes);
      if (outcomes.size() > 1 && random_.chance(25)) from = outcomes[0] + ", " + outcomes[1];
      add_rule("exclusion", "from " + from, writer.test(random_), decision.readable, 12);
    }
  }

  void add_rule(const std::string& word, const std::string& about, const std::string& test, std::size_t readable,
                int period_percent) {
    const Rule rule{name(word.substr(0, 3)), word, about, readable, false, word != "derivation"};
    write_texts(period_percent,
                [&](const std::string& when) { return word + " " + rule.name + " " + about + when + "\n  " + test; });
    rules_.push_back(rule);
  }

  // An outcome derives from itself or from outcomes that come before it: then no cycle passes through a "not
  // available".
  void write_derivations(Decision& decision) {
    decision.derives = true;
    const Strings outcomes = targets(decision);
    for (int i = random_.between(1, 2); i > 0; --i) {
      const std::size_t target = random_.below(outcomes.size());
      std::string about = "of " + outcomes[target];
      if (target > 0 && random_.chance(40)) about += " from " + outcomes[target] + " or " + outcomes[target - 1];
      if (target > 0 && random_.chance(15)) about = "of " + outcomes[target] + " from " + outcomes[target - 1];
      if (!decisions_.empty() && random_.chance(15)) {
        const Decision& earlier = random_.pick(decisions_);
        about = "of " + outcomes[target] + " from " + random_.pick(targets(earlier)) + " in decision " + earlier.name;
      }
      std::string clauses;
      for (int c = random_.between(1, 2); c > 0; --c) clauses += (clauses.empty() ? "" : "\n  ") + through(decision);
      add_rule("derivation", about, clauses, decision.readable, 8);
    }
  }

  std::string through(const Decision& decision) {
    const std::size_t r = random_.below(vocabulary_.relations.size());
    const Strings names = vocabulary_.relations[r].all_names();
    std::string text = "through " + names[0];
    if (names.size() > 1 && random_.chance(40)) text += ", " + names[1];
    if (random_.chance(40)) return text;
    return text + "\n    if " + conditions(decision.readable).link_condition(r, random_);
  }

  void write_descent(Decision& decision, const Named& named, std::size_t r) {
    decision.derives = true;
    const Strings outcomes = targets(decision);
    const RandomRelation& relation = vocabulary_.relations[r];
    const bool up = !relation.inverse.empty() && random_.chance(50);
    const std::string over = up ? relation.inverse : relation.names[0];
    const auto others = [&]() -> std::string {
      if (decision.yes_no()) return random_.chance(50) ? "other's " + named.name : "not other's " + named.name;
      return "other's " + named.name + (random_.chance(60) ? " is " : " is not ") + random_.pick(decision.outcomes);
    };
    const ConditionWriter writer = conditions(decision.readable);
    for (int i = random_.between(1, 2); i > 0; --i) {
      std::string inside = others();
      if (random_.chance(40)) inside += " and " + writer.link_condition(r, random_);
      std::string test = "is " + over + (random_.chance(70) ? " someone" : " no one") + " where (" + inside + ")";
      if (random_.chance(50)) test = block("all of", {test, writer.leaf(random_)});
      const bool ground = random_.chance(60);
      add_rule(ground ? "ground" : "exclusion", (ground ? "for " : "from ") + random_.pick(outcomes), "if " + test,
               decision.readable, 5);
      rules_.back().replaceable = false;
    }
    if (random_.chance(40)) {
      add_rule("derivation", "of " + random_.pick(outcomes), "through " + over, decision.readable, 5);
    }
  }

  void write_exception() {
    if (rules_.empty()) return;
    const Rule& limited = random_.pick(rules_);
    std::string about = "to " + limited.name;
    std::size_t readable = limited.readable;
    const Rule& second = random_.pick(rules_);
    if (second.name != limited.name && random_.chance(25)) {
      about += ", " + second.name;
      readable = std::min(readable, second.readable);
    }
    add_rule("exception", about, conditions(readable).test(random_), readable, 12);
  }

  // -- Amendments
  // -----------------------------------------------------------------------------------------------------------

  void write_amendment() {
    const std::string amendment = name("a");
    Strings dates;
    for (const std::string& date : vocabulary_.dates) {
      if (!used_dates_.contains(date)) dates.push_back(date);
    }
    const std::string date = random_.pick(dates);
    used_dates_.insert(date);
    touched_.clear();
    Strings changes;
    for (int i = random_.between(1, 3); i > 0; --i) {
      const std::string text = change();
      if (!text.empty()) changes.push_back(text);
    }
    if (changes.empty()) return;
    std::string text = "amendment " + amendment + "\n  in force from " + date;
    if (random_.chance(75)) text += "\n  applies " + conditions(items_.size(), true).test(random_);
    text += "\n{\n";
    for (const std::string& c : changes) text += "  " + c + "\n";
    out_.push_back(text + "}");
    amendments_.push_back(amendment);
  }

  bool touch(const std::string& item) { return touched_.insert(item).second; }

  std::string change() {
    switch (random_.between(0, 9)) {
      case 0:
      case 1:
        return change_set();
      case 2:
        return change_value();
      case 3:
      case 4:
        return replace_define();
      case 5:
        return repeal();
      case 6:
        return replace_rule();
      case 7:
        return replace_decision();
      default:
        return insert();
    }
  }

  std::string change_set() {
    if (vocabulary_.sets.empty()) return "";
    const Named& set = random_.pick(vocabulary_.sets);
    if (!touch(set.name)) return "";
    const std::string members = members_text(vocabulary_.kinds[set.kind], random_);
    switch (random_.between(0, 2)) {
      case 0:
        return "set " + set.name + " is " + members;
      case 1:
        return "add to " + set.name + " " + members;
      default:
        return "remove from " + set.name + " " + members;
    }
  }

  std::string change_value() {
    if (vocabulary_.values.empty()) return "";
    const Named& value = random_.pick(vocabulary_.values);
    if (!touch(value.name)) return "";
    return "value " + value.name + " is " + literal_text(vocabulary_, value, random_);
  }

  std::string replace_define() {
    if (defines_.empty()) return "";
    const Define& define = random_.pick(defines_);
    if (!touch(define.named.name)) return "";
    if (random_.chance(8)) return "repeal define " + define.named.name;
    const bool is_choice = define.named.sort != Sort::yes_no || define.named.or_none;
    if (is_choice) return "replace define " + define.named.name + " " + choice(define);
    return "replace define " + define.named.name + "\n    " + test(define);
  }

  std::string repeal() {
    if (rules_.empty()) return "";
    const Rule& rule = random_.pick(rules_);
    return touch(rule.name) ? "repeal " + rule.word + " " + rule.name : "";
  }

  std::string replace_rule() {
    if (rules_.empty()) return "";
    const Rule& rule = random_.pick(rules_);
    if (!rule.replaceable || !touch(rule.name)) return "";
    return "replace " + rule.word + " " + rule.name + " " + rule.targets + period(10) + "\n    " +
           conditions(rule.readable, rule.pure_only).test(random_);
  }

  // Another order of the outcomes; the order means nothing to a recursion only where there is none.
  std::string replace_decision() {
    const Decision& decision = random_.pick(decisions_);
    if (decision.yes_no() || decision.derives || !touch(decision.name)) return "";
    Strings outcomes = targets(decision);
    random_.shuffle(outcomes);
    if (outcomes.size() > 1 && random_.chance(25)) outcomes.pop_back();
    outcomes.push_back(decision.outcomes.back());
    return "replace decision " + decision.name + " is " + order(outcomes);
  }

  // Nothing else reads it: it is there for those whom the amendment concerns.
  std::string insert_decision() {
    const std::string decision = name("c"), outcome = name("o");
    return "insert decision " + decision + " is " + order({outcome + "_1", outcome + "_2"}) + "\n  insert ground " +
           name("gro") + " for " + outcome + "_1\n    " + conditions(items_.size()).test(random_);
  }

  std::string insert() {
    if (random_.chance(8)) return insert_decision();
    if (random_.chance(20)) {
      Define define{{name("d"), Sort::yes_no}, items_.size(), random_.chance(50), false};
      const std::string text = "insert define " + define.named.name + "\n    " + test(define);
      return text;
    }
    const Decision& decision = random_.pick(decisions_);
    const int n = random_.between(1, 100);
    const std::string outcome = random_.pick(targets(decision));
    if (n > 60 && !rules_.empty()) {
      const Rule& limited = random_.pick(rules_);
      const Rule exception{name("exc"), "exception", "to " + limited.name, limited.readable, limited.pure_only, true};
      return "insert exception " + exception.name + " " + exception.targets + period(15) + "\n    " +
             conditions(exception.readable, exception.pure_only).test(random_);
    }
    const std::string word = n <= 35 ? "ground" : "exclusion";
    const Rule rule{name(word.substr(0, 3)), word,  (n <= 35 ? "for " : "from ") + outcome,
                    decision.readable,       false, true};
    return "insert " + word + " " + rule.name + " " + rule.targets + period(15) + "\n    " +
           conditions(decision.readable).test(random_);
  }

  void write_exception_to_amendment() {
    const std::string exception = name("exc");
    out_.push_back("exception " + exception + " to " + random_.pick(amendments_) + period(10) + "\n  " +
                   conditions(items_.size(), true).test(random_));
    if (!random_.chance(40)) return;
    out_.push_back("exception " + name("exc") + " to " + exception + "\n  " +
                   conditions(items_.size(), true).test(random_));
  }

  Random random_;
  Strings out_;
  Vocabulary vocabulary_;
  std::vector<Item> items_;  ///< defines and decisions, each reading only those before it
  std::vector<Define> defines_;
  std::vector<Decision> decisions_;
  std::vector<Rule> rules_;
  Strings amendments_;
  std::set<std::string> used_dates_, touched_;
  int next_name_ = 0;
};

}  // namespace

std::string RandomPolicy::text() const {
  std::string text;
  for (const std::string& declaration : declarations) text += declaration + "\n";
  return text;
}

RandomPolicy random_policy(std::uint64_t seed) { return Writer(seed).write(); }

}  // namespace proviso::reference
