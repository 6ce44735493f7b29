#include "interpreter/told_apart.hpp"

#include "interpreter/decide.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

class Answers {
 public:
  Answers(const Program& rules, const Case& c, const Case& other) : policy_(rules.policy), case_(c), other_(other) {}

  std::vector<ExpectedLine> differing(const PersonAnswers& a, const PersonAnswers& b, std::uint32_t person) const {
    std::vector<ExpectedLine> lines;
    for (DecisionId d = 0; d < policy_.decisions.size(); ++d)
      add(lines, a.decisions[d], b.decisions[d], person, {true, d});
    if (!lines.empty()) return lines;
    for (DefineId d = 0; d < policy_.defines.size(); ++d) add(lines, a.defines[d], b.defines[d], person, {false, d});
    return lines;
  }

 private:
  void add(std::vector<ExpectedLine>& lines, const Answer& a, const Answer& b, std::uint32_t person,
           ResultRef result) const {
    // What has no text in the rules has no value that a case could expect.
    if (same(a, b, result) || !a.in_force) return;
    lines.push_back({person, result, a.settled ? a.value : kUnknown});
  }

  bool same(const Answer& a, const Answer& b, ResultRef result) const {
    if (a.in_force != b.in_force || a.settled != b.settled) return false;
    if (!a.settled || a.value == b.value) return true;
    if (result_type(policy_, result).base != BaseType::set || a.value == kNone || b.value == kNone) return false;
    return case_.sets.bits(a.value) == other_.sets.bits(b.value);
  }

  const Policy& policy_;
  const Case& case_;
  const Case& other_;
};

}  // namespace

std::optional<std::vector<ExpectedLine>> told_apart(const Program& rules, const Program& mutant, Case& c) {
  using Status = CaseAnswers::Status;
  auto other = rebind(c, rules, mutant);
  if (!other) return std::nullopt;
  const CaseAnswers a = decide(rules, c), b = decide(mutant, *other);
  if (a.status == Status::incomplete || b.status == Status::incomplete) return std::nullopt;
  if (a.status != b.status) return std::vector<ExpectedLine>{};
  for (std::uint32_t p = 0; p < a.people.size(); ++p) {
    auto lines = Answers(rules, c, *other).differing(a.people[p], b.people[p], p);
    if (!lines.empty()) return lines;
  }
  return std::nullopt;
}

}  // namespace proviso
