#include "tests/reference/random_policy.hpp"

#include <algorithm>
#include <functional>

#include "dsl/date.hpp"
#include "tests/reference/random_draft.hpp"

namespace proviso::reference {

namespace {

class BaseWriter {
 public:
  explicit BaseWriter(Draft& draft) : draft_(draft) {}

  /// The header, and what conditions may speak of.
  void write_vocabulary() {
    const std::string month_ends = draft_.random.chance(50) ? "down" : "up";
    draft_.add("policy random \"A random policy\"\n  in force from 2020-01-01\n  month ends round " + month_ends);
    draft_.vocabulary = random_vocabulary(draft_.random, draft_.declarations);
  }

  void write_items() {
    for (std::size_t r = 0; r < draft_.vocabulary.relations.size(); ++r) {
      while (draft_.random.chance(35)) write_define_of_links(r);
    }
    for (int i = draft_.random.between(2, 4); i > 0; --i) draft_.random.chance(55) ? write_define() : write_decision();
    if (draft_.decisions.empty()) write_decision();
    if (draft_.random.chance(25)) write_impossible();
    for (int i = draft_.random.between(0, 2); i > 0; --i) write_exception();
  }

 private:
  // A text, or two: one that ends, and one that begins the day after.
  void write_texts(int period_percent, const std::function<std::string(const std::string& when)>& text) {
    if (!draft_.random.chance(6)) {
      draft_.add(text(draft_.period(period_percent)));
      return;
    }
    const Days last = *parse_date(draft_.vocabulary.date(draft_.random));
    draft_.add(text("\n  in force to and including " + format_date(last)));
    draft_.add(text("\n  in force from " + format_date(last + draft_.random.between(1, 2))));
  }

  void write_impossible() {
    const Speech facts = draft_.speech(draft_.random.chance(30) ? draft_.items.size() : 0, true);
    const std::string name = draft_.name("never");
    const std::string condition = ConditionWriter(draft_.vocabulary, facts).condition(draft_.random, 1);
    draft_.add("impossible " + name + "\n  if " + condition);
  }

  void write_define() {
    DraftDefine define;
    define.readable = draft_.items.size();
    define.pure = draft_.random.chance(60);
    define.named = {draft_.name("d"), Sort::yes_no, draft_.random.below(draft_.vocabulary.kinds.size())};
    if (draft_.random.chance(35)) {
      define.named.sort = draft_.random.pick(
          std::vector<Sort>{Sort::member, Sort::member, Sort::date, Sort::number, Sort::yes_no, Sort::set});
      // A decision's outcomes are no kind that a type could name.
      define.named.kind = 0;
      define.named.or_none = define.named.sort != Sort::set && draft_.random.chance(50);
      draft_.add("define " + define.named.name + " " + draft_.choice(define));
    } else if (!draft_.vocabulary.relations.empty() && draft_.random.chance(25)) {
      draft_.add("define " + define.named.name + "\n  if " + recursive(define));
    } else {
      write_texts(10, [&](const std::string& when) {
        return "define " + define.named.name + when + "\n  " + draft_.test(define);
      });
    }
    draft_.items.push_back({define.named, define.pure});
    draft_.defines.push_back(define);
  }

  void write_define_of_links(std::size_t relation) {
    DraftDefine define;
    define.pure = true;
    define.relation = static_cast<int>(relation);
    define.named = {draft_.name("ld"), draft_.random.chance(70) ? Sort::yes_no : Sort::date};
    define.named.or_none = define.named.sort == Sort::date;
    draft_.add("define " + define.named.name + " " + draft_.of_links(define));
    draft_.vocabulary.relations[relation].defines.push_back(define.named);
    draft_.defines.push_back(define);
  }

  // A person has it of oneself, or over a link to one who has it (along an acyclic relation also: who has it not).
  std::string recursive(const DraftDefine& define) {
    const ConditionWriter writer = draft_.conditions(define.readable, define.pure);
    const std::size_t r = draft_.random.below(draft_.vocabulary.relations.size());
    const RandomRelation& relation = draft_.vocabulary.relations[r];
    const std::string over = draft_.random.pick(relation.all_names());
    std::string step = "other's " + define.named.name;
    std::string who = " someone where (";
    if (relation.acyclic && draft_.random.chance(60)) {
      if (draft_.random.chance(50)) step = "not " + step;
      if (draft_.random.chance(50)) who = " no one where (";
    }
    if (draft_.random.chance(40)) step += " and " + writer.link_condition(r, draft_.random);
    Strings ways = {writer.leaf(draft_.random), "is " + over + who + step + ")"};
    const bool together = draft_.vocabulary.relations.size() > 1 && draft_.vocabulary.relations[1].with_first;
    if (together && over == relation.names.front() && draft_.random.chance(60)) {
      const std::string& beside = draft_.vocabulary.relations[1 - r].names.front();
      ways.push_back("is " + beside + " someone where other's " + define.named.name);
    }
    return block("any of", ways);
  }

  void write_decision() {
    DraftDecision decision;
    decision.name = draft_.name("c");
    decision.readable = draft_.items.size();
    Named named{decision.name, Sort::yes_no};
    if (draft_.random.chance(70)) {
      const std::string prefix = draft_.name("o");
      for (int i = draft_.random.between(2, 4); i > 0; --i)
        decision.outcomes.push_back(prefix + "_" + std::to_string(i));
      named.sort = Sort::member;
      named.kind = draft_.vocabulary.kinds.size();
      draft_.vocabulary.kinds.push_back({decision.name, decision.outcomes, {}});
      draft_.add("decision " + decision.name + " is " + order_text(decision.outcomes));
    } else {
      draft_.add("decision " + decision.name + " yes/no");
    }
    write_rules(decision, named);
    draft_.decisions.push_back(decision);
    draft_.items.push_back({named, false});
  }

  void write_rules(DraftDecision& decision, const Named& named) {
    const Strings outcomes = targets(decision);
    const ConditionWriter writer = draft_.conditions(decision.readable);
    for (const std::string& outcome : outcomes) {
      for (int i = draft_.random.chance(30) ? 2 : 1; i > 0; --i) {
        add_rule("ground", "for " + outcome, writer.test(draft_.random), decision.readable, 12);
      }
    }
    if (!draft_.vocabulary.relations.empty() && draft_.random.chance(80)) {
      // Along one direction of an acyclic relation, an outcome may hang on what the other has not; else it may only
      // derive.
      std::size_t acyclic = 0;
      while (acyclic < draft_.vocabulary.relations.size() && !draft_.vocabulary.relations[acyclic].acyclic) ++acyclic;
      if (acyclic < draft_.vocabulary.relations.size() && draft_.random.chance(45)) {
        write_descent(decision, named, acyclic);
      } else {
        write_derivations(decision);
      }
    }
    for (int i = draft_.random.between(0, 2); i > 0; --i) {
      std::string from = draft_.random.pick(outcomes);
      if (outcomes.size() > 1 && draft_.random.chance(25)) from = outcomes[0] + ", " + outcomes[1];
      add_rule("exclusion", "from " + from, writer.test(draft_.random), decision.readable, 12);
    }
  }

  void add_rule(const std::string& word, const std::string& about, const std::string& test, std::size_t readable,
                int period_percent) {
    const DraftRule rule{draft_.name(word.substr(0, 3)), word, about, readable, false, word != "derivation", ""};
    write_texts(period_percent,
                [&](const std::string& when) { return word + " " + rule.name + " " + about + when + "\n  " + test; });
    draft_.rules.push_back(rule);
  }

  // An outcome derives from itself or from outcomes that come before it: then no cycle passes through a "not
  // available".
  void write_derivations(DraftDecision& decision) {
    decision.derives = true;
    const Strings outcomes = targets(decision);
    for (int i = draft_.random.between(1, 2); i > 0; --i) {
      const std::size_t target = draft_.random.below(outcomes.size());
      std::string about = "of " + outcomes[target];
      if (target > 0 && draft_.random.chance(40)) about += " from " + outcomes[target] + " or " + outcomes[target - 1];
      if (target > 0 && draft_.random.chance(15)) about = "of " + outcomes[target] + " from " + outcomes[target - 1];
      if (!draft_.decisions.empty() && draft_.random.chance(15)) {
        const DraftDecision& earlier = draft_.random.pick(draft_.decisions);
        about =
            "of " + outcomes[target] + " from " + draft_.random.pick(targets(earlier)) + " in decision " + earlier.name;
      }
      std::string clauses;
      for (int c = draft_.random.between(1, 2); c > 0; --c)
        clauses += (clauses.empty() ? "" : "\n  ") + through(decision);
      add_rule("derivation", about, clauses, decision.readable, 8);
    }
  }

  std::string through(const DraftDecision& decision) {
    const std::size_t r = draft_.random.below(draft_.vocabulary.relations.size());
    const Strings names = draft_.vocabulary.relations[r].all_names();
    std::string text = "through " + names[0];
    if (names.size() > 1 && draft_.random.chance(40)) text += ", " + names[1];
    const auto& defines = draft_.vocabulary.relations[r].defines;
    if (!defines.empty() && defines.front().sort == Sort::yes_no && draft_.random.chance(40)) {
      text = "through " + defines.front().name;
    }
    if (draft_.random.chance(40)) return text;
    return text + "\n    if " + draft_.conditions(decision.readable).link_condition(r, draft_.random);
  }

  void write_descent(DraftDecision& decision, const Named& named, std::size_t r) {
    decision.derives = true;
    const Strings outcomes = targets(decision);
    const RandomRelation& relation = draft_.vocabulary.relations[r];
    const bool up = !relation.inverse.empty() && draft_.random.chance(50);
    const std::string over = up ? relation.inverse : relation.names[0];
    const auto others = [&]() -> std::string {
      if (decision.yes_no()) return draft_.random.chance(50) ? "other's " + named.name : "not other's " + named.name;
      const std::string is = draft_.random.chance(60) ? " is " : " is not ";
      return "other's " + named.name + is + draft_.random.pick(decision.outcomes);
    };
    const ConditionWriter writer = draft_.conditions(decision.readable);
    for (int i = draft_.random.between(1, 2); i > 0; --i) {
      std::string inside = others();
      if (draft_.random.chance(40)) inside += " and " + writer.link_condition(r, draft_.random);
      std::string test = "is " + over + (draft_.random.chance(70) ? " someone" : " no one") + " where (" + inside + ")";
      if (draft_.random.chance(50)) test = block("all of", {test, writer.leaf(draft_.random)});
      const bool ground = draft_.random.chance(60);
      add_rule(ground ? "ground" : "exclusion", (ground ? "for " : "from ") + draft_.random.pick(outcomes),
               "if " + test, decision.readable, 5);
      draft_.rules.back().replaceable = false;
    }
    if (draft_.random.chance(40)) {
      add_rule("derivation", "of " + draft_.random.pick(outcomes), "through " + over, decision.readable, 5);
    }
  }

  void write_exception() {
    if (draft_.rules.empty()) return;
    const DraftRule& limited = draft_.random.pick(draft_.rules);
    std::string about = "to " + limited.name;
    std::size_t readable = limited.readable;
    const DraftRule& second = draft_.random.pick(draft_.rules);
    if (second.name != limited.name && draft_.random.chance(25)) {
      about += ", " + second.name;
      readable = std::min(readable, second.readable);
    }
    add_rule("exception", about, draft_.conditions(readable).test(draft_.random), readable, 12);
  }

  Draft& draft_;
};

}  // namespace

std::string RandomPolicy::text() const {
  std::string text;
  for (const std::string& declaration : declarations) text += declaration + "\n";
  return text;
}

RandomPolicy random_policy(std::uint64_t seed) {
  Draft draft(seed);
  BaseWriter writer(draft);
  writer.write_vocabulary();
  writer.write_items();
  write_amendments(draft);
  return {std::move(draft.declarations), std::move(draft.vocabulary)};
}

RandomPolicy random_policy(std::uint64_t seed, std::uint64_t rules_seed) {
  Draft draft(seed);
  BaseWriter writer(draft);
  writer.write_vocabulary();
  draft.random = Random(rules_seed);
  writer.write_items();
  write_amendments(draft);
  return {std::move(draft.declarations), std::move(draft.vocabulary)};
}

}  // namespace proviso::reference
