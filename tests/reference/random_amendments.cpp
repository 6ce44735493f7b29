#include <set>

#include "tests/reference/random_draft.hpp"

namespace proviso::reference {

namespace {

class AmendmentWriter {
 public:
  explicit AmendmentWriter(Draft& draft) : draft_(draft), random_(draft.random) {}

  void write() {
    for (int i = random_.between(0, 2); i > 0; --i) write_amendment();
    if (!amendments_.empty() && random_.chance(40)) write_exception();
  }

 private:
  void write_amendment() {
    const std::string amendment = draft_.name("a");
    Strings dates;
    for (const std::string& date : draft_.vocabulary.dates) {
      if (!used_dates_.contains(date)) dates.push_back(date);
    }
    date_ = random_.pick(dates);
    used_dates_.insert(date_);
    touched_.clear();
    inserted_.clear();
    Strings changes;
    for (int i = random_.between(1, 3); i > 0; --i) {
      const std::string text = change();
      if (!text.empty()) changes.push_back(text);
    }
    if (changes.empty()) return;
    std::string text = "amendment " + amendment + "\n  in force from " + date_;
    if (random_.chance(75)) text += "\n  applies " + conditions(true).test(random_);
    text += "\n{\n";
    for (const std::string& c : changes) text += "  " + c + "\n";
    draft_.add(text + "}");
    amendments_.push_back(amendment);
    draft_.rules.insert(draft_.rules.end(), inserted_.begin(), inserted_.end());
  }

  ConditionWriter conditions(bool pure_only) const { return draft_.conditions(draft_.items.size(), pure_only); }

  // An amendment changes an item once.
  bool touch(const std::string& item) { return touched_.insert(item).second; }

  // One of the rules that are there when this amendment begins; null if it is none of them.
  const DraftRule* rule() {
    if (draft_.rules.empty()) return nullptr;
    const DraftRule& rule = random_.pick(draft_.rules);
    return rule.since < date_ ? &rule : nullptr;
  }

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
        return repeal_rule();
      case 6:
        return replace_rule();
      case 7:
        return replace_decision();
      default:
        return insert();
    }
  }

  std::string change_set() {
    if (draft_.vocabulary.sets.empty()) return "";
    const Named& set = random_.pick(draft_.vocabulary.sets);
    if (!touch(set.name)) return "";
    const std::string members = members_text(draft_.vocabulary.kinds[set.kind], random_);
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
    if (draft_.vocabulary.values.empty()) return "";
    const Named& value = random_.pick(draft_.vocabulary.values);
    if (!touch(value.name)) return "";
    return "value " + value.name + " is " + literal_text(draft_.vocabulary, value, random_);
  }

  std::string replace_define() {
    if (draft_.defines.empty()) return "";
    const DraftDefine& define = random_.pick(draft_.defines);
    if (!touch(define.named.name)) return "";
    if (random_.chance(8)) return "repeal define " + define.named.name;
    if (define.relation >= 0) return "replace define " + define.named.name + " " + draft_.of_links(define);
    const bool is_choice = define.named.sort != Sort::yes_no || define.named.or_none;
    return "replace define " + define.named.name +
           (is_choice ? " " + draft_.choice(define) : "\n    " + draft_.test(define));
  }

  std::string repeal_rule() {
    const DraftRule* repealed = rule();
    return repealed != nullptr && touch(repealed->name) ? "repeal " + repealed->word + " " + repealed->name : "";
  }

  std::string replace_rule() {
    const DraftRule* replaced = rule();
    if (replaced == nullptr || !replaced->replaceable || !touch(replaced->name)) return "";
    return "replace " + rule_text(*replaced, 10);
  }

  std::string rule_text(const DraftRule& rule, int period_percent) {
    const std::string when = draft_.period(period_percent);
    const std::string test = draft_.conditions(rule.readable, rule.pure_only).test(random_);
    return rule.word + " " + rule.name + " " + rule.targets + when + "\n    " + test;
  }

  // Another order of the outcomes; where the decision derives, the order is part of what makes it legal.
  std::string replace_decision() {
    const DraftDecision& decision = random_.pick(draft_.decisions);
    if (decision.yes_no() || decision.derives || !touch(decision.name)) return "";
    Strings outcomes = targets(decision);
    random_.shuffle(outcomes);
    if (outcomes.size() > 1 && random_.chance(25)) outcomes.pop_back();
    outcomes.push_back(decision.outcomes.back());
    return "replace decision " + decision.name + " is " + order_text(outcomes);
  }

  std::string insert() {
    if (random_.chance(8)) return insert_decision();
    if (random_.chance(20)) {
      const DraftDefine define{{draft_.name("d"), Sort::yes_no}, draft_.items.size(), random_.chance(50)};
      return "insert define " + define.named.name + "\n    " + draft_.test(define);
    }
    return insert_rule();
  }

  // Nothing else reads it: it is there for those whom the amendment concerns.
  std::string insert_decision() {
    const std::string decision = draft_.name("c");
    const std::string outcome = draft_.name("o");
    const std::string ground = draft_.name("gro");
    const std::string test = conditions(false).test(random_);
    return "insert decision " + decision + " is " + order_text({outcome + "_1", outcome + "_2"}) +
           "\n  insert ground " + ground + " for " + outcome + "_1\n    " + test;
  }

  std::string insert_rule() {
    const DraftDecision& decision = random_.pick(draft_.decisions);
    const int n = random_.between(1, 100);
    const std::string outcome = random_.pick(targets(decision));
    DraftRule inserted;
    inserted.readable = decision.readable;
    if (const DraftRule* limited = n > 60 ? rule() : nullptr) {
      inserted.word = "exception";
      inserted.targets = "to " + limited->name;
      inserted.readable = limited->readable;
      inserted.pure_only = limited->pure_only;
    } else {
      inserted.word = n <= 35 ? "ground" : "exclusion";
      inserted.targets = (n <= 35 ? "for " : "from ") + outcome;
    }
    inserted.name = draft_.name(inserted.word.substr(0, 3));
    inserted.replaceable = true;
    inserted.since = date_;
    inserted_.push_back(inserted);
    return "insert " + rule_text(inserted, 15);
  }

  // To an amendment; and, at times, one to that exception.
  void write_exception() {
    const std::string exception = draft_.name("exc");
    const std::string amendment = random_.pick(amendments_);
    const std::string when = draft_.period(10);
    std::string test = conditions(true).test(random_);
    draft_.add("exception " + exception + " to " + amendment + when + "\n  " + test);
    if (!random_.chance(40)) return;
    const std::string second = draft_.name("exc");
    test = conditions(true).test(random_);
    draft_.add("exception " + second + " to " + exception + "\n  " + test);
  }

  Draft& draft_;
  Random& random_;
  Strings amendments_;
  std::string date_;  ///< of the amendment being written
  std::set<std::string> used_dates_, touched_;
  std::vector<DraftRule> inserted_;  ///< by the amendment being written
};

}  // namespace

void write_amendments(Draft& draft) { AmendmentWriter(draft).write(); }

}  // namespace proviso::reference
