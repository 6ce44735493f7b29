#include "tests/reference/random_conditions.hpp"

#include <algorithm>

namespace proviso::reference {

namespace {

using Strings = std::vector<std::string>;

const Strings kDateOrders = {"before", "after", "on", "on or before", "on or after"};
const Strings kOrders = {"at least", "at most", "more than", "less than"};

}  // namespace

std::string block(const std::string& word, const std::vector<std::string>& parts) {
  std::string text = word + " {\n";
  for (const std::string& part : parts) text += "  " + part + ",\n";
  return text + "}";
}

std::vector<ConditionWriter::Subject> ConditionWriter::subjects(std::size_t relation, bool in_link) const {
  std::vector<Subject> all;
  for (const Named& named : speech_.own) all.push_back({named, false});
  if (!in_link) return all;
  for (const Named& fact : vocabulary_.relations[relation].facts) {
    all.push_back({fact, false});
    all.push_back({fact, false});
  }
  for (const Named& define : vocabulary_.relations[relation].defines) all.push_back({define, false});
  for (const Named& named : speech_.other) all.push_back({named, true});
  return all;
}

std::string ConditionWriter::leaf(Random& random) const {
  if (!speech_.relations.empty() && random.chance(6)) return number_of_links(random);
  return any_test(subjects(0, false), random);
}

std::string ConditionWriter::any_test(const std::vector<Subject>& all, Random& random) const {
  for (int tries = 0; tries < 4; ++tries) {
    const Subject& subject = random.pick(all);
    const std::string text = test_of(subject, all, random);
    if (!text.empty()) return text;
  }
  return "as_of after 2019-01-01";
}

std::string ConditionWriter::test_of(const Subject& s, const std::vector<Subject>& all, Random& random) const {
  const std::string name = s.text();
  if (s.named.may_be_none() && random.chance(25)) return name + (random.chance(50) ? " is none" : " is not none");
  switch (s.named.sort) {
    case Sort::yes_no:
      return random.pick(Strings{name, name, "not " + name, name + " is yes", name + " is no"});
    case Sort::date:
      return date_test(s, all, random);
    case Sort::number: {
      std::string right = std::to_string(random.between(0, 3));
      for (const Subject& other : all) {
        if (other.named.sort == Sort::number && other.text() != name && random.chance(30)) right = other.text();
      }
      if (random.chance(30)) return name + (random.chance(50) ? " is " : " is not ") + right;
      return name + " " + random.pick(kOrders) + " " + right;
    }
    case Sort::duration: {
      const std::string order = random.pick(kOrders);
      return name + " " + order + " " + random.pick(Strings{"1 month", "3 months", "1 year"});
    }
    case Sort::member:
      return member_test(s, all, random);
    case Sort::set:
      return set_test(s, all, random);
  }
  return "";
}

std::string ConditionWriter::date_operand(const Subject& not_this, const std::vector<Subject>& all,
                                          Random& random) const {
  Strings choices = {vocabulary_.date(random), vocabulary_.date(random)};
  if (speech_.as_of) choices.push_back("as_of");
  for (const Subject& other : all) {
    if (other.named.sort == Sort::date && other.text() != not_this.text()) choices.push_back(other.text());
  }
  if (random.chance(12)) return extreme(not_this, choices, random);
  return random.pick(choices);
}

// `the earliest of { … }`, or of links.
std::string ConditionWriter::extreme(const Subject& not_this, Strings dates, Random& random) const {
  const std::string which = random.chance(50) ? "the earliest " : "the latest ";
  if (!speech_.relations.empty() && random.chance(60)) {
    const std::size_t relation = random.pick(speech_.relations);
    const std::string date = link_date(relation, random);
    if (date == not_this.text()) return date;
    const std::string links = links_of(relation, random);
    return which + date + " among " + links + (random.chance(40) ? "" : bracketed(relation, random));
  }
  random.shuffle(dates);
  dates.resize(2);
  return which + block("of", dates);
}

std::string ConditionWriter::number_of_links(Random& random) const {
  const std::size_t relation = random.pick(speech_.relations);
  const std::string links = links_of(relation, random);
  const std::string where = random.chance(40) ? "" : bracketed(relation, random);
  const std::string order = random.pick(kOrders);
  return "number of " + links + where + " " + order + " " + std::to_string(random.between(0, 2));
}

// A relation, or a define about its links.
std::string ConditionWriter::links_of(std::size_t relation, Random& random) const {
  Strings names = vocabulary_.relations[relation].all_names();
  for (const Named& define : vocabulary_.relations[relation].defines) {
    if (define.sort == Sort::yes_no) names.push_back(define.name);
  }
  return random.pick(names);
}

std::string ConditionWriter::bracketed(std::size_t relation, Random& random) const {
  const std::string inside = link_condition(relation, random);
  const auto begins = [&](const char* with) { return inside.rfind(with, 0) == 0; };
  const bool closed = begins("(") || begins("all of {") || begins("any of {");
  return " where " + (closed ? inside : "(" + inside + ")");
}

std::string ConditionWriter::link_date(std::size_t relation, Random& random) const {
  Strings dates = {vocabulary_.date(random)};
  for (const Subject& subject : subjects(relation, true)) {
    if (subject.named.sort == Sort::date) dates.push_back(subject.text());
  }
  return random.pick(dates);
}

std::string ConditionWriter::alike(std::size_t relation, Random& random) const {
  const std::string links = links_of(relation, random);
  const std::string who = random.chance(60) ? " someone" : " no one";
  const std::string test = any_test(subjects(relation, true), random);
  return "is " + links + who + " with the same " + vocabulary_.relations[relation].facts.front().name + " where (" +
         test + ")";
}

std::string ConditionWriter::date_test(const Subject& s, const std::vector<Subject>& all, Random& random) const {
  const std::string right = date_operand(s, all, random);
  const int n = random.between(1, 100);
  if (n <= 55) return s.text() + " " + random.pick(kDateOrders) + " " + right;
  if (n <= 78) {
    Strings durations = {"1 month", "10 days", "2 weeks", "1 year", "3 months"};
    for (const Subject& d : all) {
      if (d.named.sort == Sort::duration && d.named.constant && !d.other && !d.named.may_be_none())
        durations.push_back("the " + d.text());
    }
    const std::string duration = random.pick(durations);
    const std::string moved = duration + (random.chance(50) ? " after " : " before ");
    if (random.chance(50)) return s.text() + " " + random.pick(kDateOrders) + " " + moved + right;
    return moved + s.text() + " " + random.pick(kDateOrders) + " " + right;
  }
  const Strings units = {"days", "months", "years"};
  const Strings lengths = {"20 days", "2 months", "1 year"};
  const std::size_t unit = random.below(units.size());
  const std::string ends = random.chance(50) ? s.text() + " to " + right : right + " to " + s.text();
  return "whole " + units[unit] + " from " + ends + " " + random.pick(kOrders) + " " + lengths[unit];
}

std::string ConditionWriter::member_test(const Subject& s, const std::vector<Subject>& all, Random& random) const {
  const RandomKind& kind = vocabulary_.kinds[s.named.kind];
  Strings rights = kind.leaves;
  rights.insert(rights.end(), kind.groups.begin(), kind.groups.end());
  Strings sets = {members_text(kind, random), members_text(kind, random)};
  for (const Subject& other : all) {
    if (other.named.kind != s.named.kind || other.text() == s.text()) continue;
    if (other.named.sort == Sort::member) rights.push_back(other.text());
    if (other.named.sort == Sort::set && !other.other) sets.insert(sets.end(), 2, other.text());
  }
  const bool is = random.chance(60);
  const bool positive = random.chance(65);
  if (is) return s.text() + (positive ? " is " : " is not ") + random.pick(rights);
  return s.text() + (positive ? " in " : " not in ") + random.pick(sets);
}

std::string ConditionWriter::set_test(const Subject& s, const std::vector<Subject>& all, Random& random) const {
  const RandomKind& kind = vocabulary_.kinds[s.named.kind];
  Strings members = kind.leaves, sets = {members_text(kind, random), members_text(kind, random)};
  for (const Subject& other : all) {
    if (other.named.kind != s.named.kind || other.text() == s.text()) continue;
    if (other.named.sort == Sort::member && !other.other) members.push_back(other.text());
    if (other.named.sort == Sort::set && !other.other) sets.push_back(other.text());
  }
  const std::string name = s.text();
  const int n = random.between(1, 100);
  if (n <= 35) return name + " includes " + random.pick(members);
  if (n <= 75) {
    const std::string which = random.pick(Strings{"any of ", "all of ", "only "});
    return name + " includes " + which + random.pick(sets);
  }
  if (n <= 80) return name + " is " + members_text(kind, random);
  if (n <= 85) {
    const std::string is = random.chance(50) ? " is " : " is not ";
    return name + is + random.pick(sets);
  }
  if (s.other) return name + " includes " + random.pick(members);
  const std::string order = random.pick(kOrders);
  return "number of " + name + " " + order + " " + std::to_string(random.between(0, 2));
}

std::string ConditionWriter::link_condition(std::size_t relation, Random& random) const {
  const std::vector<Subject> all = subjects(relation, true);
  Strings parts;
  for (int i = random.between(1, 2); i > 0; --i) parts.push_back(any_test(all, random));
  if (!vocabulary_.relations[relation].facts.empty() && random.chance(15)) parts.push_back(alike(relation, random));
  if (parts.size() == 1 && parts.front().rfind("not ", 0) != 0 && random.chance(40)) return parts.front();
  if (parts.size() == 1) return "(" + parts.front() + ")";
  return block(random.chance(60) ? "all of" : "any of", parts);
}

std::string ConditionWriter::link(Random& random) const {
  const std::size_t relation = random.pick(speech_.relations);
  const std::string name = links_of(relation, random);
  const std::string who = random.chance(70) ? " someone" : " no one";
  if (random.chance(30)) return "is " + name + who;
  return "is " + name + who + " where " + link_condition(relation, random);
}

std::string ConditionWriter::condition(Random& random, int depth) const {
  const int n = random.between(1, 100);
  if (depth == 0 || n <= 40) return leaf(random);
  if (n <= 58 && !speech_.relations.empty()) return link(random);
  Strings parts;
  for (int i = random.between(2, 3); i > 0; --i) parts.push_back(condition(random, depth - 1));
  if (n <= 70) {
    const std::string joint = random.chance(50) ? "\n  and " : "\n  or ";
    // Where a link's condition would end must be told.
    for (std::string& part : parts) {
      if (part.rfind("is ", 0) == 0) part = "(" + part + ")";
    }
    return "(" + parts[0] + joint + parts[1] + ")";
  }
  const std::string some = "at least " + std::to_string(random.between(1, static_cast<int>(parts.size()))) + " of";
  const std::string text = block(random.pick(Strings{"all of", "any of", "none of", some}), parts);
  return random.chance(12) ? "not " + text : text;
}

std::string ConditionWriter::test(Random& random) const {
  const int n = random.between(1, 100);
  if (n <= 5) return "always";
  if (n <= 12) return "unless " + condition(random, 1);
  if (n <= 25) {
    const std::string holds = condition(random, 1);
    return "if " + holds + "\n  unless " + condition(random, 1);
  }
  return "if " + condition(random);
}

std::string ConditionWriter::operand(const Named& wanted, Random& random) const {
  Strings choices = {literal_text(vocabulary_, wanted, random)};
  Strings dates = {vocabulary_.date(random)};
  for (const Named& named : speech_.own) {
    const bool of_kind = wanted.sort == Sort::member || wanted.sort == Sort::set;
    const bool fits = named.sort == wanted.sort && (!of_kind || named.kind == wanted.kind);
    if (!fits || (named.may_be_none() && !wanted.or_none)) continue;
    choices.push_back(named.name);
    dates.push_back(named.name);
  }
  if (wanted.sort == Sort::date && random.chance(15)) {
    const std::string duration = random.pick(Strings{"1 month", "10 days"});
    const std::string moved = random.chance(50) ? " after " : " before ";
    return duration + moved + random.pick(dates);
  }
  if (wanted.or_none) choices.push_back("none");
  return random.pick(choices);
}

}  // namespace proviso::reference
