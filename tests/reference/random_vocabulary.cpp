#include "tests/reference/random_vocabulary.hpp"

#include <algorithm>

#include "tests/reference/random_conditions.hpp"

namespace proviso::reference {

namespace {

// Where months end, and days beside each other.
const std::vector<std::string> kDates = {"2024-01-31", "2024-02-29", "2024-03-01", "2023-12-31", "2024-06-15",
                                         "2022-07-01", "2023-02-28", "2024-01-01", "2025-03-31"};

Sort random_sort(Random& random) {
  const int n = random.between(1, 100);
  if (n <= 42) return Sort::yes_no;
  if (n <= 62) return Sort::member;
  if (n <= 80) return Sort::date;
  if (n <= 88) return Sort::number;
  return n <= 96 ? Sort::set : Sort::duration;
}

class Declarer {
 public:
  Declarer(Random& random, std::vector<std::string>& out) : random_(random), out_(out) {}

  Vocabulary declare() {
    vocabulary_.dates = kDates;
    random_.shuffle(vocabulary_.dates);
    vocabulary_.dates.resize(3);
    for (int i = random_.between(1, 2); i > 0; --i) declare_kind();
    for (int i = random_.between(3, 5); i > 0; --i) declare_fact();
    for (int i = random_.chance(15) ? 0 : random_.between(1, 2); i > 0; --i) declare_relation();
    if (random_.chance(50)) declare_set();
    for (int i = random_.between(0, 2); i > 0; --i) declare_value();
    return std::move(vocabulary_);
  }

 private:
  void declare_kind() {
    RandomKind kind{"k" + std::to_string(vocabulary_.kinds.size()), {}, {}};
    const std::string prefix = "m" + std::to_string(vocabulary_.kinds.size());
    const int leaves = random_.between(2, 3);
    for (int i = 0; i < leaves; ++i) kind.leaves.push_back(prefix + "_" + std::to_string(i));
    const bool grouped = leaves == 3 && random_.chance(40);
    std::string text = (grouped ? "regions " : "kind ") + kind.name + " {\n";
    if (grouped) {
      kind.groups.push_back(prefix + "_g");
      text += "  " + prefix + "_g { " + kind.leaves[0] + ", " + kind.leaves[1] + " },\n  " + kind.leaves[2] + ",\n";
    } else {
      for (const std::string& leaf : kind.leaves) text += "  " + leaf + ",\n";
    }
    out_.push_back(text + "}");
    vocabulary_.kinds.push_back(std::move(kind));
  }

  Named named(const std::string& name, int or_none_percent) {
    Named result{name, random_sort(random_), random_.below(vocabulary_.kinds.size())};
    result.or_none = result.sort != Sort::set && random_.chance(or_none_percent);
    return result;
  }

  std::string default_text(Named& fact, int percent) {
    if (!random_.chance(percent)) return "";
    fact.has_default = true;
    const bool none = fact.or_none && random_.chance(50);
    return "\n  default " + (none ? "none" : literal_text(vocabulary_, fact, random_));
  }

  void declare_fact() {
    Named fact = named("f" + std::to_string(vocabulary_.facts.size()), 20);
    const bool judgement = random_.chance(12);
    std::string text = (judgement ? "judgement " : "fact ") + fact.name + " " + type_text(vocabulary_, fact);
    // A condition on facts declared before, which have none themselves too often: chains are tried as well.
    if (!vocabulary_.facts.empty() && random_.chance(25)) {
      fact.only_if = true;
      const ConditionWriter writer(vocabulary_, {vocabulary_.facts, {}, {}, false});
      text += "\n  only if " + writer.leaf(random_);
    }
    if (!judgement) text += default_text(fact, 15);
    if (judgement) text += "\n  decided by \"The caseworker\"";
    out_.push_back(text);
    vocabulary_.facts.push_back(fact);
  }

  void declare_relation() {
    RandomRelation relation;
    const std::string number = std::to_string(vocabulary_.relations.size());
    relation.names.push_back("r" + number);
    if (random_.chance(25)) relation.names.push_back("r" + number + "b");
    const int form = random_.between(1, 100);
    relation.mutual = form <= 35;
    relation.acyclic = form > 35 && form <= 75;
    if (!relation.mutual && random_.chance(60)) relation.inverse = "i" + number;
    std::string text = "relation " + relation.names[0];
    if (relation.names.size() > 1) text += ", " + relation.names[1];
    if (relation.mutual) text += " mutual";
    if (relation.acyclic) text += " acyclic";
    if (relation.acyclic && number == "1" && vocabulary_.relations[0].acyclic && random_.chance(70)) {
      relation.with_first = true;
      text += " with r0";
    }
    if (random_.chance(70)) {
      Named fact = named("l" + number, 15);
      if (fact.sort == Sort::set || fact.sort == Sort::duration) fact = {fact.name, Sort::yes_no};
      text += " {\n  " + fact.name + " " + type_text(vocabulary_, fact) + default_text(fact, 15) + ",\n}";
      relation.facts.push_back(fact);
    }
    out_.push_back(text);
    if (!relation.inverse.empty()) out_.push_back("relation " + relation.inverse + " inverse of " + relation.names[0]);
    vocabulary_.relations.push_back(std::move(relation));
  }

  void declare_set() {
    const std::size_t kind = random_.below(vocabulary_.kinds.size());
    const Named set{"s" + std::to_string(kind), Sort::set, kind};
    std::string text = "set " + set.name + " of " + vocabulary_.kinds[kind].name;
    if (random_.chance(25)) {
      out_.push_back(text + " supplied");
      vocabulary_.supplied.push_back(set);
      return;
    }
    text += "\n  is " + members_text(vocabulary_.kinds[kind], random_);
    if (random_.chance(40)) {
      text += "\n  from " + vocabulary_.date(random_);
      text += " is " + members_text(vocabulary_.kinds[kind], random_);
    }
    out_.push_back(text);
    vocabulary_.sets.push_back(set);
  }

  void declare_value() {
    Named value = named("v" + std::to_string(vocabulary_.values.size() + vocabulary_.supplied.size()), 10);
    if (value.sort == Sort::set) value.sort = Sort::duration;
    value.constant = true;
    std::string text = "value " + value.name + " " + type_text(vocabulary_, value);
    if (value.sort != Sort::duration && random_.chance(30)) {
      text += " supplied";
      out_.push_back(text + default_text(value, 20));
      vocabulary_.supplied.push_back(value);
      return;
    }
    text += "\n  is " + literal_text(vocabulary_, value, random_);
    if (random_.chance(40)) {
      text += "\n  from " + vocabulary_.date(random_);
      text += " is " + literal_text(vocabulary_, value, random_);
    }
    out_.push_back(text);
    vocabulary_.values.push_back(value);
  }

  Random& random_;
  std::vector<std::string>& out_;
  Vocabulary vocabulary_;
};

}  // namespace

std::vector<std::string> RandomRelation::all_names() const {
  std::vector<std::string> all = names;
  if (!inverse.empty()) all.push_back(inverse);
  return all;
}

Vocabulary random_vocabulary(Random& random, std::vector<std::string>& declarations) {
  return Declarer(random, declarations).declare();
}

std::string type_text(const Vocabulary& vocabulary, const Named& named) {
  static const char* const kWords[] = {"yes/no", "date", "number", "duration"};
  const std::string none = named.or_none ? " or none" : "";
  if (named.sort == Sort::member) return vocabulary.kinds[named.kind].name + none;
  if (named.sort == Sort::set) return "set of " + vocabulary.kinds[named.kind].name + none;
  return kWords[static_cast<int>(named.sort)] + none;
}

std::string literal_text(const Vocabulary& vocabulary, const Named& named, Random& random) {
  switch (named.sort) {
    case Sort::yes_no:
      return random.chance(50) ? "yes" : "no";
    case Sort::date:
      return vocabulary.date(random);
    case Sort::number:
      return std::to_string(random.between(0, 3));
    case Sort::duration:
      return random.pick(std::vector<std::string>{"1 month", "2 months", "1 year"});
    case Sort::member:
      return random.pick(vocabulary.kinds[named.kind].leaves);
    case Sort::set:
      return members_text({"", vocabulary.kinds[named.kind].leaves, {}}, random);
  }
  return "none";
}

std::string members_text(const RandomKind& kind, Random& random) {
  std::vector<std::string> chosen;
  for (const std::string& leaf : kind.leaves) {
    if (random.chance(45)) chosen.push_back(leaf);
  }
  if (!kind.groups.empty() && random.chance(30)) {
    // A group beside its own leaves would name them twice.
    chosen = {kind.groups.front()};
    if (random.chance(30)) chosen.push_back(kind.leaves.back());
  }
  std::string text = "{";
  for (std::size_t i = 0; i < chosen.size(); ++i) text += (i == 0 ? " " : ", ") + chosen[i];
  return text + " }";
}

}  // namespace proviso::reference
