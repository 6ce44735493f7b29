#include "interpreter/findings.hpp"

#include "interpreter/compile.hpp"
#include "interpreter/findings_effects.hpp"
#include "interpreter/findings_list.hpp"
#include "interpreter/findings_overlaps.hpp"
#include "interpreter/findings_shown.hpp"
#include "interpreter/findings_uses.hpp"
#include "interpreter/rebind.hpp"
#include "interpreter/suite.hpp"

namespace proviso {

namespace {

// One part beside what bounds the people is the whole policy.
constexpr std::size_t kFewParts = 2;

// The cases as those of a part, with the facts that it has.
std::vector<PreparedCase> cases_of(const std::vector<PreparedCase>& cases, const Program& whole, const Program& part,
                                   const std::vector<FactId>& facts) {
  std::vector<PreparedCase> result;
  for (const PreparedCase& c : cases) {
    if (!is_ready(c)) continue;
    Case own = c.bound->value;
    for (std::size_t person = 0; person < own.people.size(); ++person) {
      const CasePerson& before = c.bound->value.people[person];
      CasePerson& after = own.people[person];
      after.facts.clear();
      after.given.clear();
      for (const FactId fact : facts) {
        after.facts.push_back(before.facts[fact]);
        after.given.push_back(before.given[fact]);
      }
    }
    auto bound = rebind(own, whole, part);
    if (!bound) continue;
    result.push_back(c);
    result.back().bound->value = std::move(*bound);
  }
  return result;
}

// What rules of one part do is nothing to another: so the larger a policy is, the more small ones are examined.
void find_effects(const Program& program, const std::vector<PreparedCase>& cases, const FindingOptions& options,
                  FindingList& list) {
  Efforts efforts{{options.most_work}, {options.most_telling}};
  const PolicyParts parts(program.policy);
  // Whether some text is missing for a person is one question about the whole policy.
  if (parts.size() <= kFewParts || program.gap != kNoNode) {
    Effects(program, nullptr, Shown(program, cases), options, efforts, list).run();
    return;
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    PolicyPart part = parts.part(i);
    Diagnostics diagnostics;  // the whole is legal
    const auto compiled = compile(std::move(part.policy), diagnostics, program.sets);
    if (!compiled) {
      list.add_unexamined(program.policy.span, "rules that could not be taken by themselves");
      continue;
    }
    const std::vector<PreparedCase> own = cases_of(cases, program, *compiled, part.facts);
    Effects(*compiled, &part, Shown(*compiled, own), options, efforts, list).run();
  }
}

}  // namespace

Findings find_findings(const Program& program, const std::vector<PreparedCase>& cases, const FindingOptions& options) {
  FindingList list(program.policy);
  find_unused(program.policy, cases, options.shared, list);
  find_not_in_force(program.policy, list);
  find_effects(program, cases, options, list);
  find_overlaps(program, options, list);
  return list.take();
}

}  // namespace proviso
