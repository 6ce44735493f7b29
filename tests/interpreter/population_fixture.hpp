#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/compare_versions.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/rebind.hpp"
#include "tests/interpreter/case_fixture.hpp"

namespace proviso::test {

/// Two versions of a small policy, with classes that a test writes by hand.
class HandMadePair : public VersionPair {
 public:
  using Member = std::function<std::vector<Membership>(const HandMadePair&, const Case&, std::uint32_t)>;

  HandMadePair(const std::string& before, const std::string& after, Member member)
      : before_(before), after_(after, before_.program->sets), member_(std::move(member)) {
    for (DecisionId d = 0; d < old_program().policy.decisions.size(); ++d) compared_.push_back(d);
  }

  const Program& old_program() const override { return *before_.program; }
  const Program& new_program() const override { return *after_.program; }
  std::optional<Days> old_on() const override { return on; }
  std::optional<Days> new_on() const override { return on; }
  const std::vector<DecisionId>& compared() const override { return compared_; }
  std::vector<std::vector<Membership>> memberships(const Case& c) const override {
    std::vector<std::vector<Membership>> result;
    for (std::uint32_t p = 0; p < c.people.size(); ++p) {
      result.push_back(member_(*this, c, p));
      result.back().resize(compared_.size() + 1);
    }
    return result;
  }

  std::optional<Days> on;

  const SourceSet& old_sources() const { return before_.sources; }
  const SourceSet& new_sources() const { return after_.sources; }
  Value fact(const Case& c, std::uint32_t person, const std::string& name) const {
    return c.people[person].facts[*old_program().policy.find_fact(name)];
  }

 private:
  CaseFixture before_, after_;
  Member member_;
  std::vector<DecisionId> compared_;
};

/// Who lives outside the town loses the pass on the day the rules change; children keep it.
inline std::string passes(const std::string& homes) {
  return R"(policy passes "Travel passes"
  in force from 2020-01-01
  month ends round down
regions places { Hill, Harbour, Mill, Field }
fact home places
fact birth_date date
fact applied_on date
relation parent_of acyclic { since date }
relation child_of inverse of parent_of
relation spouse_of mutual
impossible unborn if applied_on before birth_date
decision pass "The pass" is the first of { full "A pass", none_given "No pass" otherwise }
ground lives_near for full if home in { )" +
         homes + R"( }
ground child for full if applied_on before 18 years after birth_date
)";
}

inline VersionDiff passes_diff() {
  VersionDiff diff;
  ChangeClass lost;
  lost.id = "pass-1";
  lost.decision = "pass";
  lost.from = "full";
  lost.to = "none_given";
  Literal home, grown;
  home.subject = grown.subject = "person";
  home.fact = "home";
  home.form = Literal::Form::in;
  home.values = {"Mill"};
  grown.form = Literal::Form::test;
  grown.values = {"false"};
  grown.test = "applied_on before 18 years after birth_date";
  lost.when = {{{home, grown}, {}}};
  ChangeClass gained = lost;
  gained.id = "pass-2";
  std::swap(gained.from, gained.to);
  gained.when[0].all[0].values = {"Field"};
  diff.classes = {lost, gained};
  diff.compared = {"pass"};
  diff.complete = true;
  return diff;
}

/// Before: Hill, Harbour and Mill; after: Hill, Harbour and Field.
inline std::unique_ptr<HandMadePair> passes_pair(bool wrong = false) {
  return std::make_unique<HandMadePair>(passes("Hill, Harbour, Mill"), passes("Hill, Harbour, Field"),
                                        [wrong](const HandMadePair& of, const Case& c, std::uint32_t p) {
                                          const Value home = of.fact(c, p, "home"), born = of.fact(c, p, "birth_date"),
                                                      applied = of.fact(c, p, "applied_on");
                                          VersionPair::Membership m;
                                          if (home == kUnknown || born == kUnknown || applied == kUnknown) {
                                            m.open = true;
                                          } else if (applied >= add_months(born, 216, MonthEnds::down)) {
                                            if (home == 2) m.classes = {0};
                                            if (home == 3 && !wrong) m.classes = {1};
                                          }
                                          return std::vector<VersionPair::Membership>{m};
                                        });
}

}  // namespace proviso::test
