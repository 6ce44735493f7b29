#include "interpreter/told_apart.hpp"

#include <algorithm>

#include "interpreter/decide.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

using Status = CaseAnswers::Status;

class Answers {
 public:
  Answers(const Program& rules, const Case& c, const Case& other) : policy_(rules.policy), case_(c), other_(other) {}

  // The results of a person that differ; without `b`, those that there are.
  std::vector<ExpectedLine> differing(const PersonAnswers& a, const PersonAnswers* b, std::uint32_t person) const {
    std::vector<ExpectedLine> lines;
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d)
      add(lines, a.decisions[d], b == nullptr ? nullptr : &b->decisions[d], person, {true, d});
    if (!lines.empty()) return lines;
    for (DefineId d = 0; d < policy_.defines.size(); ++d)
      add(lines, a.defines[d], b == nullptr ? nullptr : &b->defines[d], person, {false, d});
    return lines;
  }

  bool same(const Answer& a, const Answer& b, ResultRef result) const {
    if (a.in_force != b.in_force || a.settled != b.settled) return false;
    if (!a.settled || a.value == b.value) return true;
    if (result_type(policy_, result).base != BaseType::set || a.value == kNone || b.value == kNone) return false;
    return case_.sets.bits(a.value) == other_.sets.bits(b.value);
  }

 private:
  void add(std::vector<ExpectedLine>& lines, const Answer& a, const Answer* b, std::uint32_t person,
           ResultRef result) const {
    // What has no text in the rules has no value that a case could expect.
    if (!a.in_force || (b != nullptr && same(a, *b, result))) return;
    lines.push_back({person, result, a.settled ? a.value : kUnknown});
  }

  const Policy& policy_;
  const Case& case_;
  const Case& other_;
};

bool has_impossibles(const CaseAnswers& answers, const std::vector<std::uint32_t>& impossibles) {
  return answers.status == Status::impossible &&
         std::includes(answers.impossibles.begin(), answers.impossibles.end(), impossibles.begin(), impossibles.end());
}

}  // namespace

std::optional<Expected> told_apart(const Program& rules, const Program& mutant, Case& c,
                                   const std::vector<Question>& questions) {
  auto other = rebind(c, rules, mutant);
  if (!other) return std::nullopt;
  CaseAnswers a = decide(rules, c), b = decide(mutant, *other);
  if ((a.status == Status::incomplete || b.status == Status::incomplete) && !questions.empty()) {
    a = decide_only(rules, c, questions);
    b = decide_only(mutant, *other, questions);
  }
  if (a.status == Status::incomplete || b.status == Status::incomplete) return std::nullopt;
  const Answers answers(rules, c, *other);
  if (a.status != b.status || a.impossibles != b.impossibles) {
    Expected expected{{}, a.impossibles};
    if (a.status == Status::decided) expected.lines = answers.differing(a.people.front(), nullptr, 0);
    if (!expected.lines.empty()) expected.lines.resize(1);  // that the case is decided is enough
    return expected;
  }
  for (std::uint32_t p = 0; p < a.people.size(); ++p) {
    auto lines = answers.differing(a.people[p], &b.people[p], p);
    if (!lines.empty()) return Expected{std::move(lines)};
  }
  return std::nullopt;
}

bool still_told_apart(const Program& rules, const Program& mutant, Case& c, const Expected& expected) {
  auto other = rebind(c, rules, mutant);
  if (!other) return false;
  std::vector<Question> questions;
  for (const ExpectedLine& line : expected.lines) questions.push_back({line.person, line.result, false});
  const CaseAnswers a = decide_only(rules, c, questions);
  const CaseAnswers b = decide_only(mutant, *other, questions);
  if (a.status == Status::incomplete || b.status == Status::incomplete) return false;
  if (!expected.impossibles.empty())
    return has_impossibles(a, expected.impossibles) && !has_impossibles(b, expected.impossibles);
  if (a.status != Status::decided) return false;
  const bool as_expected = std::all_of(expected.lines.begin(), expected.lines.end(), [&](const ExpectedLine& line) {
    const Answer& answer = a.answer(line.person, line.result);
    return answer.in_force && (answer.settled ? answer.value : kUnknown) == line.value;
  });
  if (!as_expected) return false;
  const Answers answers(rules, c, *other);
  return b.status != Status::decided ||
         std::any_of(expected.lines.begin(), expected.lines.end(), [&](const ExpectedLine& line) {
           return !answers.same(a.answer(line.person, line.result), b.answer(line.person, line.result), line.result);
         });
}

}  // namespace proviso
