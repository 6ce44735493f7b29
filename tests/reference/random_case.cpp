#include <algorithm>
#include <map>
#include <tuple>

#include "dsl/date.hpp"
#include "tests/reference/parsed.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/reference/reference.hpp"

namespace proviso::reference {

namespace {

using nlohmann::json;

class CaseWriter {
 public:
  CaseWriter(const Vocabulary& vocabulary, Random& random, int known_percent)
      : vocabulary_(vocabulary), random_(random), known_percent_(known_percent) {}

  json write() {
    json result = {{"as_of", date_near()}, {"sets", json::object()}};
    const int people = random_.chance(20) ? 1 : random_.between(2, 3);
    for (const Named& item : vocabulary_.supplied) state(result["sets"], item);
    result["applicants"] = json::array();
    for (int p = 0; p < people; ++p) {
      json person = {{"id", id(p)}};
      for (const Named& fact : vocabulary_.facts) state(person, fact);
      result["applicants"].push_back(std::move(person));
    }
    if (!vocabulary_.relations.empty() && people > 1) {
      for (int i = random_.between(1, 2 * people - 1); i > 0; --i) add_link(result, people);
    }
    return result;
  }

 private:
  static std::string id(int p) { return std::string(1, static_cast<char>('a' + p)); }

  // A date of the policy, or a day or a month from one.
  std::string date_near() {
    Days day = *parse_date(vocabulary_.date(random_));
    const int n = random_.between(1, 100);
    if (n <= 40) day += random_.between(-1, 1);
    if (n > 40 && n <= 60) day = add_months(day, random_.between(-3, 12), MonthEnds::down);
    return format_date(day);
  }

  json value(const Named& named) {
    if (named.or_none && random_.chance(35)) return "none";
    switch (named.sort) {
      case Sort::yes_no:
        return random_.chance(50);
      case Sort::date:
        return date_near();
      case Sort::number:
        return random_.between(0, 4);
      case Sort::duration:
        return random_.pick(std::vector<std::string>{"1 month", "3 months", "30 days", "2 years"});
      case Sort::member:
        return random_.pick(vocabulary_.kinds[named.kind].leaves);
      case Sort::set:
        break;
    }
    json members = json::array();
    for (const std::string& leaf : vocabulary_.kinds[named.kind].leaves) {
      if (random_.chance(45)) members.push_back(leaf);
    }
    return members;
  }

  // A value, null, or nothing. What has a condition is more often left open: a value may contradict the condition.
  void state(json& to, const Named& named) {
    const int known = named.only_if ? known_percent_ / 3 : known_percent_;
    if (random_.chance(known)) {
      to[named.name] = value(named);
    } else if (random_.chance(50)) {
      to[named.name] = nullptr;
    }
  }

  void add_link(json& result, int people) {
    const RandomRelation& relation = random_.pick(vocabulary_.relations);
    const std::string name = random_.pick(relation.all_names());
    const int from = random_.between(0, people - 1);
    int to = random_.between(0, people - 2);
    if (to >= from) ++to;
    // Two sides may state one link; one side may state several, but then which is which the other cannot say.
    std::vector<int>& speakers = stated_[{relation.names[0], std::min(from, to), std::max(from, to)}];
    const bool other_spoke = std::find(speakers.begin(), speakers.end(), to) != speakers.end();
    const bool both = other_spoke && speakers.size() > 1;
    const bool own_and_other = other_spoke && std::find(speakers.begin(), speakers.end(), from) != speakers.end();
    if (both || own_and_other) return;
    speakers.push_back(from);
    json link = {{"to", id(to)}, {"relation", name}};
    for (const Named& fact : relation.facts) {
      if (random_.chance(60)) state(link, fact);
    }
    json& relations = result["applicants"][static_cast<std::size_t>(from)]["relations"];
    if (relations.is_null()) relations = json::array();
    relations.push_back(std::move(link));
  }

  const Vocabulary& vocabulary_;
  Random& random_;
  int known_percent_;
  std::map<std::tuple<std::string, int, int>, std::vector<int>> stated_;  ///< who spoke of links of two people
};

}  // namespace

json random_case(const RandomPolicy& policy, std::uint64_t seed, std::size_t max_completions) {
  const Parsed parsed = parse_files({{"random.proviso", policy.text()}});
  Random random(seed);
  json result;
  int known = random.between(40, 90);
  for (int tries = 0; tries < 8 && known <= 100; ++tries) {
    result = CaseWriter(policy.vocabulary, random, known).write();
    const json answers = reference_decide(parsed.documents, result, {{}, max_completions});
    const std::string error = answers.value("error", "");
    // What is refused is tried too, but not often.
    if (error.empty() || (error == "refused" && random.chance(20))) break;
    if (error == "too many") known += 10;
  }
  return result;
}

}  // namespace proviso::reference
