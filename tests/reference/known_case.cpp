#include "tests/reference/known_case.hpp"

#include "tests/reference/candidates.hpp"
#include "tests/reference/world.hpp"

namespace proviso::reference {

namespace {

using nlohmann::json;

constexpr int kTries = 60;

// "sets.x", "a.f0", "a.relations[0].l0".
void state(json& c, const std::string& path, const Value& value) {
  const std::size_t dot = path.find('.'), last = path.rfind('.');
  const std::string whose = path.substr(0, dot), name = path.substr(last + 1);
  if (whose == "sets") {
    c["sets"][name] = to_json(value);
    return;
  }
  for (json& person : c["applicants"]) {
    if (person.at("id") != whose) continue;
    if (last == dot) {
      person[name] = to_json(value);
    } else {
      const std::size_t bracket = path.find('[');
      person["relations"][static_cast<std::size_t>(std::stoi(path.substr(bracket + 1)))][name] = to_json(value);
    }
  }
}

// What is left open is filled in, each with one of the values that the reference would try.
std::optional<json> completed(const Book& book, json c, Random& random) {
  const Case read = read_case(book, c);
  const auto tried = candidates(book, read, {});
  const World world(book, read);
  for (int i = 0; i < kTries; ++i) {
    Completion completion;
    for (const auto& values : tried) completion.push_back(random.pick(values));
    if (!world.admissible(completion, world.evaluate(completion))) continue;
    for (std::size_t v = 0; v < completion.size(); ++v) state(c, read.variables[v].path, completion[v]);
    return c;
  }
  return std::nullopt;
}

}  // namespace

std::optional<json> completed(const Files& policy, const json& case_json, Random& random) {
  const Parsed parsed = parse_files(policy);
  const Book book = make_book(parsed.documents);
  try {
    return completed(book, case_json, random);
  } catch (const Refused&) {
    return std::nullopt;
  }
}

std::optional<json> known_case(const RandomPolicy& policy, std::uint64_t seed) {
  Random random(seed);
  return completed({{"random.proviso", policy.text()}}, random_case(policy, seed, 1), random);
}

std::vector<json> known_cases(const RandomPolicy& policy, std::uint64_t seed, std::size_t count) {
  std::vector<json> cases;
  for (std::uint64_t k = 0; k < 2 * count && cases.size() < count; ++k) {
    if (auto c = known_case(policy, seed * 10'000 + k)) cases.push_back(std::move(*c));
  }
  return cases;
}

}  // namespace proviso::reference
