#include "interpreter/change_classes.hpp"

#include <algorithm>

namespace proviso {

namespace {

// Beyond so many classes of one transition, causes are not told apart.
constexpr std::size_t kMaxSplit = 24;

}  // namespace

ChangeClasses::ChangeClasses(ChangeSpace& space, const std::vector<ChangeVariant>& variants)
    : space_(space), variants_(variants) {}

Diagram ChangeClasses::differ(Diagram a, Diagram b) {
  if (a == b) return space_.diagrams().terminal(0);
  return space_.diagrams().apply({a, b}, [](const Value* v) -> Value { return v[0] != v[1]; });
}

bool ChangeClasses::is_nobody(Diagram who) {
  Diagrams& d = space_.diagrams();
  return d.is_terminal(who) && d.value(who) == 0;
}

std::vector<FoundClass> ChangeClasses::of(DecisionId decision) {
  std::vector<FoundClass> result;
  Diagrams& d = space_.diagrams();
  const Diagram refused[] = {space_.refuses(0), space_.refuses(1)};
  const bool refusals = decision == kNoId;
  const Diagram from = refusals ? refused[0] : space_.outcome(0, decision);
  const Diagram to = refusals ? refused[1] : space_.outcome(1, decision);
  const Diagram decided = refusals ? d.terminal(1) : d.all(d.negation(refused[0]), d.negation(refused[1]));
  const Diagram changed = space_.possible(d.all(decided, differ(from, to)));
  if (is_nobody(changed)) return result;
  for (const Value x : d.values(from)) {
    const Diagram was = d.all(changed, d.equals(from, x));
    if (is_nobody(was)) continue;
    for (const Value y : d.values(to)) {
      if (x == y) continue;
      FoundClass whole;
      whole.decision = decision;
      whole.from = x;
      whole.to = y;
      whole.who = d.all(was, d.equals(to, y));
      if (!is_nobody(whole.who)) split(std::move(whole), decision, result);
    }
  }
  return result;
}

// Parts a transition by its causes: the changes without which the person would be decided otherwise than now. Where
// there is none such, those that would be enough alone.
void ChangeClasses::split(FoundClass whole, DecisionId decision, std::vector<FoundClass>& into) {
  Diagrams& d = space_.diagrams();
  std::vector<FoundClass> parts = {whole};
  const auto part_by = [&](const ChangeVariant& variant, Diagram matters, auto mark) {
    (void)variant;
    std::vector<FoundClass> next;
    for (FoundClass& part : parts) {
      FoundClass with = part, without = part;
      with.who = d.all(part.who, matters);
      without.who = d.all(part.who, d.negation(matters));
      mark(with);
      if (!is_nobody(with.who)) next.push_back(std::move(with));
      if (!is_nobody(without.who)) next.push_back(std::move(without));
    }
    parts = std::move(next);
  };
  const auto has_cause = [](const FoundClass& c) { return !c.causes.empty() || c.by_date || c.by_others; };
  if (decision != kNoId) {
    const Diagram now = space_.outcome(1, decision), before = space_.outcome(0, decision);
    for (const ChangeVariant& variant : variants_) {
      if (variant.kind == ChangeVariant::Kind::alone || parts.size() > kMaxSplit) continue;
      const Diagram matters = differ(space_.outcome(variant.version, decision), now);
      if (is_nobody(matters)) continue;
      part_by(variant, matters, [&](FoundClass& c) {
        if (variant.kind == ChangeVariant::Kind::without) c.causes.push_back(variant.change);
        c.by_date = c.by_date || variant.kind == ChangeVariant::Kind::date;
        c.by_others = c.by_others || variant.kind == ChangeVariant::Kind::others;
      });
    }
    std::vector<FoundClass> known;
    std::vector<FoundClass> open;
    for (FoundClass& part : parts) (has_cause(part) ? known : open).push_back(std::move(part));
    parts = std::move(open);
    for (const ChangeVariant& variant : variants_) {
      if (variant.kind != ChangeVariant::Kind::alone || parts.empty() || parts.size() > kMaxSplit) continue;
      const Diagram matters = differ(space_.outcome(variant.version, decision), before);
      if (is_nobody(matters)) continue;
      part_by(variant, matters, [&](FoundClass& c) {
        c.causes.push_back(variant.change);
        c.jointly = true;
      });
    }
    parts.insert(parts.begin(), known.begin(), known.end());
  }
  for (FoundClass& part : parts) keep(std::move(part), into);
}

void ChangeClasses::keep(FoundClass found, std::vector<FoundClass>& into) {
  found.somebody = space_.somebody(found.who);
  if (found.somebody.status == Concrete::Answer::Status::impossible) return;
  found.who = space_.possible(found.who);
  into.push_back(std::move(found));
}

bool ChangeClasses::does_nothing(const ChangeVariant& variant, const std::vector<DecisionId>& decisions) {
  for (const DecisionId decision : decisions) {
    if (space_.is_same(1, variant.version, decision)) continue;
    const Diagram who = differ(space_.outcome(variant.version, decision), space_.outcome(1, decision));
    if (space_.somebody(who).status != Concrete::Answer::Status::impossible) return false;
  }
  return true;
}

}  // namespace proviso
