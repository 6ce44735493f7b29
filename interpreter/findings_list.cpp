#include "interpreter/findings_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace proviso {

namespace {

constexpr std::size_t kMostNamed = 12;

std::pair<FileId, std::uint32_t> place(const Acceptance& acceptance) {
  return {acceptance.span.file, acceptance.span.begin};
}

template <class Visit>
void each_acceptance(const Policy& policy, const Visit& visit) {
  const auto all = [&](const std::vector<Acceptance>& accepted) {
    for (const Acceptance& acceptance : accepted) visit(acceptance);
  };
  all(policy.accepted);
  for (const SourceDocument& item : policy.sources) all(item.heading.accepted);
  for (const Enumeration& item : policy.enumerations) {
    if (item.decision == kNoId) all(item.heading.accepted);
  }
  for (const Fact& item : policy.facts) all(item.heading.accepted);
  for (const Relation& item : policy.relations) all(item.heading.accepted);
  for (const NamedSet& item : policy.sets) all(item.heading.accepted);
  for (const NamedValue& item : policy.values) all(item.heading.accepted);
  for (const Define& item : policy.defines) {
    for (const DefineVersion& version : item.versions) all(version.heading.accepted);
  }
  for (const Decision& item : policy.decisions) {
    for (const DecisionVersion& version : item.versions) all(version.heading.accepted);
  }
  for (const Rule& item : policy.rules) {
    for (const RuleVersion& version : item.versions) all(version.heading.accepted);
  }
  for (const Amendment& item : policy.amendments) {
    all(item.heading.accepted);
    for (const Change& change : item.changes) all(change.accepted);
  }
  for (const Impossible& item : policy.impossibles) all(item.heading.accepted);
}

}  // namespace

void FindingList::add(Diagnostic diagnostic, const Accepted& accepted) {
  if (is_accepted(diagnostic.kind, accepted)) {
    ++findings_.accepted;
  } else {
    findings_.diagnostics.add(std::move(diagnostic));
  }
}

bool FindingList::is_accepted(Kind kind, const Accepted& accepted) {
  bool found = false;
  for (const std::vector<Acceptance>* list : accepted) {
    for (const Acceptance& acceptance : *list) {
      if (acceptance.finding != info(kind).name) continue;
      used_.insert(place(acceptance));
      found = true;
    }
  }
  return found;
}

void FindingList::add_unexamined(Span name, std::string words) { unexamined_.push_back({name, std::move(words)}); }

Findings FindingList::take() {
  if (!unexamined_.empty()) {
    Diagnostic d{Kind::not_examined,
                 fmt::format("{} of the policy could not be examined within the bounds",
                             unexamined_.size() == 1 ? "one thing" : fmt::format("{} things", unexamined_.size())),
                 {policy_.span, "nothing is proved of them"},
                 {},
                 {}};
    d.primary.span = unexamined_.front().name;
    for (std::size_t i = 0; i < std::min(kMostNamed, unexamined_.size()); ++i) d.notes.push_back(unexamined_[i].words);
    if (unexamined_.size() > kMostNamed) d.notes.push_back(fmt::format("and {} more", unexamined_.size() - kMostNamed));
    d.notes.push_back("If that is good enough, say so in the header: `accept not_examined \"why\"`.");
    add(std::move(d), {&policy_.accepted});
  } else {
    // What was not examined may be what is accepted.
    add_not_needed();
  }
  return std::move(findings_);
}

void FindingList::add_not_needed() {
  std::set<std::pair<FileId, std::uint32_t>> told;
  each_acceptance(policy_, [&](const Acceptance& acceptance) {
    if (used_.contains(place(acceptance)) || !told.insert(place(acceptance)).second) return;
    findings_.diagnostics.add({Kind::acceptance_not_needed,
                               fmt::format("the finding `{}` is accepted here, and does not occur", acceptance.finding),
                               {acceptance.span, "not needed"},
                               {},
                               {"Delete the clause, so that the finding is told when it comes back."}});
  });
}

std::string or_accept(const char* advice, Kind kind) {
  return fmt::format("{}; or say why it stays: `accept {} \"why\"`.", advice, info(kind).name);
}

}  // namespace proviso
