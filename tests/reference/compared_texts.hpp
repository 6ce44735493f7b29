#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "dsl/resolve.hpp"
#include "interpreter/compare_versions.hpp"
#include "tests/reference/real.hpp"
#include "tests/reference/when.hpp"
#include "tools/cli/diff_report.hpp"

// Two versions, what `proviso diff` says of them, and the decisions of both, for tests that hold the one against the
// other.
namespace proviso::reference {

/// What a version decides of a case, by person and decision; refused: the case cannot be.
struct Decided {
  bool refused = false;
  std::string why;
  std::vector<std::map<std::string, std::string>> people;

  std::string of(std::size_t person, const std::string& decision) const {
    const auto found = people[person].find(decision);
    return found == people[person].end() ? "not_in_force" : found->second;
  }
};

class ComparedTexts {
 public:
  /// Nothing if a version is none, or the two cannot be compared.
  static std::unique_ptr<ComparedTexts> compare(const VersionText& a, const VersionText& b,
                                                const CompareOptions& options = {}) {
    auto result = std::unique_ptr<ComparedTexts>(new ComparedTexts(a, b));
    auto x = input_of(result->parsed_[0], a), y = input_of(result->parsed_[1], b);
    if (!x || !y || !result->real_[0].errors().empty() || !result->real_[1].errors().empty()) return nullptr;
    Diagnostics problems;
    auto compared = compare_versions(std::move(*x), std::move(*y), options, problems);
    if (!compared) return nullptr;
    const std::vector<cli::Waiver> nobody;
    result->json_ = nlohmann::json::parse(cli::diff_json({compared->diff, nobody}));
    result->diff_ = std::move(compared->diff);
    result->when_.emplace(a, b, result->json_.at("classes"));
    return result;
  }

  const VersionDiff& diff() const { return diff_; }
  When& when() { return *when_; }
  /// Some class is too long to be written out: then nothing can be held against it.
  bool too_long() const {
    for (const ChangeClass& c : diff_.classes) {
      if (c.when.empty()) return true;
    }
    return false;
  }

  Decided decide(std::size_t version, const nlohmann::json& case_json) const {
    const nlohmann::json under = when_->case_under(version, case_json);
    const auto result = nlohmann::json::parse(real_[version].decide_json(under.dump()));
    Decided decided;
    decided.refused = result.contains("error");
    decided.why = result.value("why", "");
    for (const auto& person : under.at("applicants")) {
      auto& mine = decided.people.emplace_back();
      if (decided.refused) continue;
      for (const auto& [name, answer] : result.at("people").at(person.at("id").get<std::string>()).items())
        mine[name] = outcome(answer);
    }
    return decided;
  }

  /// Every class of the decision (empty: of records) can be read.
  bool is_readable(const std::string& decision) const {
    for (std::size_t c = 0; c < diff_.classes.size(); ++c) {
      if (diff_.classes[c].decision == decision && when_->is_unreadable(c)) return false;
    }
    return true;
  }

  /// Empty: each person is in the classes that what is decided of them says. `differing`: how often it differs.
  std::string wrong_with(const nlohmann::json& case_json, std::size_t& differing) {
    const Decided before = decide(0, case_json), after = decide(1, case_json);
    const When::Members members = when_->members(case_json);
    // What is said of people for whom a text is missing is not looked at.
    if (members.gap) return {};
    if (!members.fault.empty()) return members.fault;
    if (before.refused || after.refused) {
      if (before.refused != after.refused) ++differing;
      return is_readable("") ? wrong_with_refusal(before, after, members) : "";
    }
    for (std::size_t p = 0; p < before.people.size(); ++p) {
      for (const std::string& decision : diff_.compared) {
        if (!is_readable(decision)) continue;
        const std::string x = before.of(p, decision), y = after.of(p, decision);
        differing += x != y;
        std::string wrong = wrong_with_person(decision, x, y, members.of[p]);
        if (!wrong.empty()) return "person " + std::to_string(p + 1) + ": " + wrong;
      }
      if (!classes_of("", members.of[p]).empty()) return "can be in both versions, and is in a class of records";
    }
    return {};
  }

  /// Of a decision; empty: of records that can be in one version only.
  std::vector<std::size_t> classes_of(const std::string& decision, const std::vector<bool>& members) const {
    std::vector<std::size_t> result;
    for (std::size_t c = 0; c < diff_.classes.size(); ++c) {
      if (diff_.classes[c].decision == decision && members[c]) result.push_back(c);
    }
    return result;
  }

 private:
  ComparedTexts(const VersionText& a, const VersionText& b)
      : parsed_{parse_files(a.files), parse_files(b.files)}, real_{RealPolicy(a.files), RealPolicy(b.files)} {}

  static std::optional<CompareInput> input_of(Parsed& parsed, const VersionText& version) {
    auto policy = resolve(parsed.sources, parsed.documents, parsed.diagnostics);
    if (!policy) return std::nullopt;
    const auto on = version.on ? parse_date(*version.on) : std::nullopt;
    return CompareInput{std::move(*policy), &parsed.sources, version.on.value_or("a version"), on};
  }

  static std::string outcome(const nlohmann::json& answer) {
    if (answer.at("status") != "settled") return "undetermined";
    const auto& value = answer.at("value");
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    return value.is_string() ? value.get<std::string>() : value.dump();
  }

  std::string wrong_with_person(const std::string& decision, const std::string& before, const std::string& after,
                                const std::vector<bool>& members) const {
    const std::string what = decision + ": " + before + " -> " + after;
    if (before == "undetermined" || after == "undetermined") return what + ", though everything is known";
    const auto classes = classes_of(decision, members);
    if (before == after) return classes.empty() ? "" : what + ", and in the class " + diff_.classes[classes[0]].id;
    if (classes.size() != 1) return what + ", and in " + std::to_string(classes.size()) + " classes";
    const ChangeClass& c = diff_.classes[classes[0]];
    return c.from == before && c.to == after ? "" : what + ", and in the class " + c.id + ": " + c.from + " -> " + c.to;
  }

  // A case is refused because of somebody in it.
  std::string wrong_with_refusal(const Decided& before, const Decided& after, const When::Members& members) const {
    if (before.refused && after.refused) return {};
    const std::string to = after.refused ? "impossible" : "possible";
    for (const auto& person : members.of) {
      for (const std::size_t c : classes_of("", person)) {
        if (diff_.classes[c].to == to) return {};
      }
    }
    return "refused by one version, and nobody is in a class of records: " + before.why + after.why;
  }

  Parsed parsed_[2];
  RealPolicy real_[2];
  VersionDiff diff_;
  nlohmann::json json_;
  std::optional<When> when_;
};

}  // namespace proviso::reference
