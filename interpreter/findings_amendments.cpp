#include <fmt/format.h>

#include "interpreter/findings_effects.hpp"

// Amendments without effect, and changes in one.
namespace proviso {

void Effects::find_amendments() {
  for (AmendmentId id = 0; id < policy_.amendments.size(); ++id) {
    if (!examines(&PolicyPart::amendments, id)) continue;
    const Amendment& amendment = policy_.amendments[id];
    const std::string words = fmt::format("the amendment `{}`", amendment.heading.name);
    const Verdict verdict = without_effect({Removal::What::amendment, id, 0}, program_.amendments[id].active);
    if (verdict == Verdict::stopped) {
      list_.add_unexamined(amendment.heading.name_span, fmt::format("whether {} has any effect", words));
    }
    if (verdict != Verdict::proved) {
      find_changes(id);
      continue;
    }
    idle_amendments_[id] = 1;
    const bool applies = prove({{{program_.amendments[id].active}}}).front() != Verdict::proved;
    list_.add({Kind::no_effect,
               fmt::format("{} has no effect: everybody is decided alike without it", words),
               {amendment.heading.name_span, kProved},
               {},
               {applies ? "None of its changes makes a difference to those to whom it applies."
                        : "It applies to nobody, on no day of the policy.",
                or_accept("Check its date, to whom it applies, and what it changes", Kind::no_effect)}},
              {&amendment.heading.accepted});
  }
}

// Of what it inserts the texts themselves are examined.
void Effects::find_changes(AmendmentId id) {
  const Amendment& amendment = policy_.amendments[id];
  if (amendment.changes.size() < 2) return;
  for (std::uint32_t i = 0; i < amendment.changes.size(); ++i) {
    const Change& change = amendment.changes[i];
    if (change.kind == syntax::ChangeKind::insert) continue;
    const Verdict verdict = without_effect({Removal::What::change, id, i}, program_.amendments[id].active);
    if (verdict == Verdict::stopped) {
      list_.add_unexamined(
          change.span, fmt::format("whether each change of the amendment `{}` has an effect", amendment.heading.name));
    }
    if (verdict != Verdict::proved) continue;
    Accepted accepted = {&amendment.heading.accepted, &change.accepted};
    if (change.version != kNoId) {
      switch (change.item) {
        case Change::Item::define:
          accepted.push_back(&policy_.defines[change.ref].versions[change.version].heading.accepted);
          break;
        case Change::Item::decision:
          accepted.push_back(&policy_.decisions[change.ref].versions[change.version].heading.accepted);
          break;
        case Change::Item::rule:
          accepted.push_back(&policy_.rules[change.ref].versions[change.version].heading.accepted);
          break;
        default:
          break;
      }
    }
    list_.add({Kind::no_effect,
               fmt::format("this change of the amendment `{}` has no effect", amendment.heading.name),
               {change.span, "everybody is decided alike without it"},
               {{amendment.heading.name_span, "in this amendment"}},
               {fmt::format("This is {}.", kProved),
                or_accept("Check the names and the members, and what else changes them", Kind::no_effect)}},
              accepted);
  }
}

}  // namespace proviso
