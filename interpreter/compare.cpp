#include "interpreter/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace proviso {

namespace {

using Of = Difference::Of;

std::string joined(const std::vector<std::string>& parts, const char* if_empty) {
  if (parts.empty()) return if_empty;
  std::string result;
  for (const std::string& part : parts) result += (result.empty() ? "" : ", ") + part;
  return result;
}

/// Compares the answers of a case with what is expected.
class Comparer {
 public:
  Comparer(const Program& program, const PreparedCase& prepared, const CaseAnswers& answers)
      : program_(program), policy_(program.policy), prepared_(prepared), answers_(answers) {}

  ComparedCase run() {
    ComparedCase outcome;
    if (prepared_.readings.empty()) {
      outcome.differences = compare(nullptr);
    } else {
      // Which reading is told even if only the first one's details fail.
      for (const ExpectedReading& reading : prepared_.readings) {
        std::vector<Difference> differences = compare(&reading);
        const bool first = &reading == &prepared_.readings.front();
        if (first || differences.empty()) outcome.differences = std::move(differences);
        if (!outcome.differences.empty()) continue;
        outcome.reading = reading.name;
        outcome.other_reading = !first;
        break;
      }
    }
    for (const ExpectedPerson& expected : prepared_.people) {
      for (const ExpectedValue& value : expected.values) {
        if (!value.has_value) continue;
        outcome.values.push_back({the_case().people[expected.person].id, result_name(policy_, value.result),
                                  words(value.result, value.value), actual_words(expected.person, value.result)});
      }
    }
    return outcome;
  }

 private:
  const Case& the_case() const { return prepared_.bound->value; }

  std::string words(ResultRef result, Value value) const {
    if (value == kUnknown) return "undetermined";
    const Type type = result_type(policy_, result);
    const bool is_set = type.base == BaseType::set && value != kNone;
    return format_value(policy_, type, value, is_set ? &the_case().sets.bits(value) : nullptr);
  }
  std::string actual_words(std::uint32_t person, ResultRef result) const {
    const Answer& a = answers_.answer(person, result);
    if (!a.in_force) return "not in force";
    return words(result, a.settled ? a.value : kUnknown);
  }
  bool has_value(std::uint32_t person, ResultRef result, Value value) const {
    const Answer& a = answers_.answer(person, result);
    return a.in_force && (a.settled ? a.value : kUnknown) == value;
  }

  /// The people for whom a reading gives another value than the first reading.
  std::vector<std::uint32_t> departing(const ExpectedReading& reading) const {
    std::vector<std::uint32_t> people;
    for (const auto& item : reading.items) {
      const auto& first = prepared_.readings.front().items;
      const bool same = std::any_of(first.begin(), first.end(), [&](const auto& f) {
        return f.person == item.person && f.result == item.result && f.value == item.value;
      });
      if (!same) people.push_back(item.person);
    }
    return people;
  }

  std::vector<Difference> compare(const ExpectedReading* reading) const {
    std::vector<Difference> found;
    std::vector<std::uint32_t> value_only;
    if (reading != nullptr) {
      value_only = departing(*reading);
      for (const auto& item : reading->items) compare_value(item.person, item.result, item.value, found);
    }
    for (const ExpectedPerson& expected : prepared_.people) {
      if (std::find(value_only.begin(), value_only.end(), expected.person) == value_only.end())
        compare_person(expected, found);
    }
    return found;
  }

  std::string subject(std::uint32_t person, ResultRef result) const {
    return fmt::format("{} {}", the_case().people[person].id, result_name(policy_, result));
  }

  void add(std::vector<Difference>& found, Difference difference) const {
    const bool known = std::any_of(found.begin(), found.end(), [&](const Difference& d) {
      return d.subject == difference.subject && d.expected == difference.expected;
    });
    if (!known) found.push_back(std::move(difference));
  }

  void compare_value(std::uint32_t person, ResultRef result, Value value, std::vector<Difference>& found) const {
    if (has_value(person, result, value)) return;
    Difference d{
        subject(person, result), words(result, value), actual_words(person, result), Of::value, person, result};
    d.value = value;
    add(found, std::move(d));
  }

  void compare_person(const ExpectedPerson& expected, std::vector<Difference>& found) const {
    for (const ExpectedValue& value : expected.values) {
      if (value.has_value) compare_value(expected.person, value.result, value.value, found);
      compare_missing(expected.person, value, found);
      compare_possible(expected.person, value, found);
    }
    compare_because(expected, found);
    compare_derived_from(expected, found);
  }

  void compare_missing(std::uint32_t person, const ExpectedValue& expected, std::vector<Difference>& found) const {
    if (!expected.missing) return;
    std::vector<Variable> actual = answers_.answer(person, expected.result).missing;
    std::sort(actual.begin(), actual.end());
    if (actual == *expected.missing) return;
    Difference d{subject(person, expected.result) + " missing",
                 paths(*expected.missing),
                 paths(actual),
                 Of::missing,
                 person,
                 expected.result};
    d.missing = *expected.missing;
    add(found, std::move(d));
  }
  std::string paths(const std::vector<Variable>& variables) const {
    std::vector<std::string> parts;
    for (const Variable& variable : variables) parts.push_back(variable_path(program_, the_case(), variable));
    return joined(parts, "nothing");
  }

  void compare_possible(std::uint32_t person, const ExpectedValue& expected, std::vector<Difference>& found) const {
    if (!expected.possible) return;
    const Answer& a = answers_.answer(person, expected.result);
    std::vector<Value> actual = a.settled ? std::vector<Value>{a.value} : a.possible;
    std::sort(actual.begin(), actual.end());
    if (actual == *expected.possible) return;
    const auto list = [&](const std::vector<Value>& values) {
      std::vector<std::string> parts;
      for (const Value value : values) parts.push_back(words(expected.result, value));
      return joined(parts, "values that are not listed");
    };
    add(found, {subject(person, expected.result) + " possible", list(*expected.possible), list(actual), Of::possible,
                person, expected.result});
  }

  /// The decisions of which `because` and `derived_from` tell.
  std::vector<DecisionId> decisions_of(const ExpectedPerson& expected) const {
    std::vector<DecisionId> decisions;
    for (const ExpectedValue& value : expected.values) {
      if (value.result.is_decision) decisions.push_back(value.result.id);
    }
    for (DecisionId d = 0; expected.values.empty() && d < policy_.decisions.size(); ++d) decisions.push_back(d);
    return decisions;
  }

  void compare_because(const ExpectedPerson& expected, std::vector<Difference>& found) const {
    if (expected.because.empty()) return;
    std::vector<RuleId> actual;
    std::vector<RuleId> absent;
    std::vector<std::string> wanted_names, names;
    for (const DecisionId decision : decisions_of(expected)) {
      for (const RuleUse& use : answers_.answer(expected.person, {true, decision}).because) {
        actual.push_back(use.rule);
        names.push_back(policy_.rules[use.rule].name);
      }
    }
    for (const RuleId rule : expected.because) {
      wanted_names.push_back(policy_.rules[rule].name);
      if (std::find(actual.begin(), actual.end(), rule) == actual.end()) absent.push_back(rule);
    }
    if (absent.empty()) return;
    Difference d{fmt::format("{} because", the_case().people[expected.person].id), joined(wanted_names, ""),
                 joined(names, "no rule"), Of::because, expected.person};
    d.rules = std::move(absent);
    add(found, std::move(d));
  }

  void compare_derived_from(const ExpectedPerson& expected, std::vector<Difference>& found) const {
    if (!expected.derived_from) return;
    std::vector<std::uint32_t> actual;
    for (const DecisionId decision : decisions_of(expected)) {
      const auto& from = answers_.answer(expected.person, {true, decision}).derived_from;
      actual.insert(actual.end(), from.begin(), from.end());
    }
    std::sort(actual.begin(), actual.end());
    actual.erase(std::unique(actual.begin(), actual.end()), actual.end());
    if (actual == *expected.derived_from) return;
    const auto list = [&](const std::vector<std::uint32_t>& people) {
      std::vector<std::string> ids;
      for (const std::uint32_t person : people) ids.push_back(the_case().people[person].id);
      return joined(ids, "nobody");
    };
    add(found, {fmt::format("{} derived from", the_case().people[expected.person].id), list(*expected.derived_from),
                list(actual), Of::derived_from, expected.person});
  }

  const Program& program_;
  const Policy& policy_;
  const PreparedCase& prepared_;
  const CaseAnswers& answers_;
};

}  // namespace

ComparedCase compare(const Program& program, const PreparedCase& prepared, const CaseAnswers& answers) {
  return Comparer(program, prepared, answers).run();
}

}  // namespace proviso
