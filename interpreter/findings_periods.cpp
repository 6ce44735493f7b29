#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/date.hpp"
#include "dsl/rule_kind_word.hpp"
#include "interpreter/findings_uses.hpp"

namespace proviso {

namespace {

std::string days_between(const Period& gap) {
  if (gap.from == gap.through) return "on " + format_date(gap.from);
  return fmt::format("from {} to and including {}", format_date(gap.from), format_date(gap.through));
}

class Gaps {
 public:
  Gaps(const Policy& policy, FindingList& list)
      : policy_(policy), whole_{policy.in_force_from, policy.in_force_through}, list_(list) {}

  void run() {
    for (const Define& define : policy_.defines) between("definition", define.name, define.versions);
    for (const Rule& rule : policy_.rules) between(rule_kind_word(rule.kind), rule.name, rule.versions);
    of_policy();
  }

 private:
  // The texts of a rule or definition that no amendment brought, by date.
  template <class Version>
  void between(const char* word, const std::string& name, const std::vector<Version>& versions) {
    std::vector<const Version*> base;
    for (const Version& version : versions) {
      if (version.amendment == kNoId) base.push_back(&version);
    }
    std::sort(base.begin(), base.end(),
              [](const Version* a, const Version* b) { return a->in_force.from < b->in_force.from; });
    for (std::size_t i = 1; i < base.size(); ++i) {
      const Version &before = *base[i - 1], &after = *base[i];
      if (before.in_force.through >= after.in_force.from - 1) continue;
      const Period gap{std::max(before.in_force.through + 1, whole_.from),
                       std::min(after.in_force.from - 1, whole_.through)};
      if (gap.from > gap.through) continue;
      const std::string end = gap.from == before.in_force.through + 1
                                  ? fmt::format("up to and including {}", format_date(before.in_force.through))
                                  : std::string();
      list_.add({Kind::not_in_force,
                 fmt::format("the {} `{}` is not in force {}", word, name, days_between(gap)),
                 {after.heading.name_span, fmt::format("in force from {}", format_date(after.in_force.from))},
                 {{before.heading.name_span, end}},
                 {or_accept("Let the first text run to the day before the second, which counts when it is named",
                            Kind::not_in_force)}},
                {&after.heading.accepted});
    }
  }

  // Days on which no ground and no derivation of the policy is in force, though there are some on other days. What an
  // amendment brings may concern some people only: that is enough.
  void of_policy() {
    std::vector<Period> periods;
    for (const Rule& rule : policy_.rules) {
      if (rule.kind != syntax::RuleKind::ground && rule.kind != syntax::RuleKind::derivation) continue;
      for (const RuleVersion& version : rule.versions) {
        Period period = version.in_force;
        if (version.amendment != kNoId) period.from = std::max(period.from, policy_.amendments[version.amendment].from);
        if (period.overlaps(whole_)) periods.push_back(period);
      }
    }
    if (periods.empty()) return;
    std::sort(periods.begin(), periods.end(), [](const Period& a, const Period& b) { return a.from < b.from; });
    Days next = whole_.from;  // the first day for which nothing has been seen
    for (const Period& period : periods) {
      if (period.from > next) of_policy({next, period.from - 1});
      if (period.through >= whole_.through) return;
      next = std::max(next, period.through + 1);
    }
    of_policy({next, whole_.through});
  }

  void of_policy(const Period& gap) {
    list_.add(
        {Kind::not_in_force,
         gap.through >= kLastDay ? fmt::format("no ground of the policy is in force from {} on", format_date(gap.from))
                                 : fmt::format("no ground of the policy is in force {}", days_between(gap)),
         {policy_.span, fmt::format("in force from {}", format_date(whole_.from))},
         {},
         {"Everybody gets the last outcome of each decision then.",
          or_accept("Let the header say when the policy is in force", Kind::not_in_force)}},
        {&policy_.accepted});
  }

  const Policy& policy_;
  const Period whole_;
  FindingList& list_;
};

}  // namespace

void find_not_in_force(const Policy& policy, FindingList& list) { Gaps(policy, list).run(); }

}  // namespace proviso
