#include "tests/reference/shuffle.hpp"

#include <algorithm>
#include <numeric>

#include "tests/reference/compare.hpp"
#include "tests/reference/real.hpp"

namespace proviso::reference {

namespace {

using nlohmann::json;

Files in_two_files(std::vector<std::string> declarations, Random& random) {
  random.shuffle(declarations);
  Files files = {{"first.proviso", ""}, {"second.proviso", ""}};
  for (const std::string& declaration : declarations) files[random.below(2)].second += declaration + "\n";
  return files;
}

json with_relations_shuffled(json person, Random& random, Paths& back) {
  if (!person.contains("relations")) return person;
  const json before = person["relations"];
  std::vector<std::size_t> order(before.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  const std::string start = person["id"].get<std::string>() + ".relations[";
  for (std::size_t i = 0; i < order.size(); ++i) {
    person["relations"][i] = before[order[i]];
    back[start + std::to_string(i) + "]"] = start + std::to_string(order[i]) + "]";
  }
  return person;
}

bool speaks_of(const json& person, const json& other) {
  if (!person.contains("relations")) return false;
  const json& links = person["relations"];
  return std::any_of(links.begin(), links.end(), [&](const json& link) { return link["to"] == other["id"]; });
}

}  // namespace

Shuffled shuffle(const RandomPolicy& policy, const json& case_json, Random& random) {
  Shuffled result{in_two_files(policy.declarations, random), case_json, {}};
  std::vector<json> people;
  for (const json& person : case_json["applicants"]) {
    people.push_back(with_relations_shuffled(person, random, result.back));
  }
  random.shuffle(people);
  result.case_json["applicants"] = people;
  return result;
}

bool states_a_link_twice(const json& case_json) {
  const json& people = case_json["applicants"];
  return std::any_of(people.begin(), people.end(), [&](const json& p) {
    return std::any_of(people.begin(), people.end(), [&](const json& q) { return speaks_of(p, q) && speaks_of(q, p); });
  });
}

json decide(const Files& files, const json& case_json) {
  const RealPolicy real(files);
  if (!real.errors().empty()) return {{"error", real.errors()}};
  return essence(json::parse(real.decide_json(case_json.dump())));
}

json with_paths(json essence, const Paths& back, bool keep_links) {
  if (!essence.contains("people")) return essence;
  for (json& person : essence["people"]) {
    for (json& answer : person) {
      json missing = json::array();
      for (const json& path : answer["missing"]) {
        std::string text = path.get<std::string>();
        const std::size_t end = text.find(']');
        if (end != std::string::npos) {
          if (!keep_links) continue;
          if (const auto found = back.find(text.substr(0, end + 1)); found != back.end()) {
            text = found->second + text.substr(end + 1);
          }
        }
        missing.push_back(text);
      }
      std::sort(missing.begin(), missing.end());
      answer["missing"] = missing;
    }
  }
  return essence;
}

}  // namespace proviso::reference
