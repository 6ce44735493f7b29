#include "interpreter/change_classes.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace proviso {

namespace {

// Beyond so many parts of one transition, causes are not told apart.
constexpr std::size_t kMaxParts = 12;

using Does = ChangeVariant::Kind;

}  // namespace

ChangeClasses::ChangeClasses(ChangeSpace& space, const std::vector<ChangeVariant>& variants)
    : space_(space), variants_(variants) {}

Diagram ChangeClasses::differ(Diagram a, Diagram b) {
  if (a == b) return space_.diagrams().terminal(0);
  return space_.diagrams().apply({a, b}, [](const Value* v) -> Value { return v[0] != v[1]; });
}

bool ChangeClasses::is_nobody(Diagram who) { return space_.diagrams().is(who, 0); }

std::vector<FoundClass> ChangeClasses::of(const std::vector<DecisionId>& decisions) {
  std::vector<FoundClass> found, result;
  for (const DecisionId decision : decisions) find(decision, found);
  // Who changes only because others do, changes for the reasons of the others.
  std::set<std::uint32_t> reasons;
  for (const FoundClass& c : found) reasons.insert(c.causes.begin(), c.causes.end());
  for (FoundClass& c : found) {
    c.own = c.by_others ? space_.diagrams().terminal(0) : c.who;
    if (c.by_others) c.causes.assign(reasons.begin(), reasons.end());
    if (c.causes.empty() && !c.by_date) name_all(c);
    c.jointly = c.jointly && c.causes.size() > 1;
    c.mixed = c.mixed && !c.jointly && c.causes.size() > 1;
    const auto same = std::find_if(result.begin(), result.end(), [&](const FoundClass& r) {
      return std::tie(r.decision, r.from, r.to, r.causes, r.by_date, r.jointly, r.mixed) ==
             std::tie(c.decision, c.from, c.to, c.causes, c.by_date, c.jointly, c.mixed);
    });
    if (same == result.end()) {
      result.push_back(std::move(c));
      continue;
    }
    same->who = space_.diagrams().any(same->who, c.who);
    same->own = space_.diagrams().any(same->own, c.own);
    same->by_others = same->by_others || c.by_others;
    if (same->somebody.status != Concrete::Answer::Status::found) same->somebody = std::move(c.somebody);
  }
  // Of each decision, first those whom a change of the rules concerns.
  const auto place = [&](const FoundClass& c) {
    return std::pair(std::find(decisions.begin(), decisions.end(), c.decision), c.causes.empty());
  };
  std::stable_sort(result.begin(), result.end(),
                   [&](const FoundClass& a, const FoundClass& b) { return place(a) < place(b); });
  return result;
}

// Where no change is the one, it takes all of them.
void ChangeClasses::name_all(FoundClass& c) const {
  for (const ChangeVariant& variant : variants_) {
    if (variant.kind == Does::without) c.causes.push_back(variant.change);
  }
  c.jointly = c.causes.size() > 1;
}

void ChangeClasses::find(DecisionId decision, std::vector<FoundClass>& into) {
  Diagrams& d = space_.diagrams();
  const Diagram refused[] = {space_.refuses(0), space_.refuses(1)};
  const bool refusals = decision == kNoId;
  const Diagram from = refusals ? refused[0] : space_.outcome(0, decision);
  const Diagram to = refusals ? refused[1] : space_.outcome(1, decision);
  const Diagram decided = refusals ? d.terminal(1) : d.all(d.negation(refused[0]), d.negation(refused[1]));
  const Diagram changed = d.all(decided, differ(from, to));
  if (is_nobody(changed)) return;
  for (const Value x : d.values(from)) {
    const Diagram was = d.all(changed, d.equals(from, x));
    if (is_nobody(was)) continue;
    for (const Value y : d.values(to)) {
      FoundClass whole;
      whole.decision = decision;
      whole.from = x;
      whole.to = y;
      whole.who = d.all(was, d.equals(to, y));
      if (x == y || is_nobody(whole.who)) continue;
      for (FoundClass& part : split(whole)) {
        if (is_somebody(part)) into.push_back(std::move(part));
      }
    }
  }
}

// Parts people into those for whom a variant matters, and the others.
std::vector<FoundClass> ChangeClasses::part_by(const ChangeVariant& variant, Diagram matters,
                                               const std::vector<FoundClass>& parts) {
  Diagrams& d = space_.diagrams();
  std::vector<FoundClass> result;
  for (const FoundClass& part : parts) {
    FoundClass with = part, without = part;
    with.who = d.all(part.who, matters);
    without.who = d.all(part.who, d.negation(matters));
    if (variant.kind == Does::date) with.by_date = true;
    if (variant.kind == Does::others) with.by_others = true;
    if (variant.kind == Does::without || variant.kind == Does::alone) with.causes.push_back(variant.change);
    with.jointly = with.jointly || variant.kind == Does::alone;
    if (!is_nobody(with.who)) result.push_back(std::move(with));
    if (!is_nobody(without.who)) result.push_back(std::move(without));
  }
  return result;
}

// Parts people by which of the variants of a kind matter for them: by each of them, or if that makes many parts, by
// whether any does.
std::vector<FoundClass> ChangeClasses::part_by_kind(Does kind, Diagram compared, const FoundClass& whole) {
  Diagrams& d = space_.diagrams();
  std::vector<std::pair<const ChangeVariant*, Diagram>> matters;
  for (const ChangeVariant& variant : variants_) {
    if (variant.kind != kind) continue;
    const Diagram where = d.all(whole.who, differ(space_.outcome(variant.version, whole.decision), compared));
    if (!is_nobody(where)) matters.emplace_back(&variant, where);
  }
  std::vector<FoundClass> parts = {whole};
  for (const auto& [variant, where] : matters) {
    parts = part_by(*variant, where, parts);
    if (parts.size() > kMaxParts) break;
  }
  if (parts.size() <= kMaxParts) return parts;
  Diagram any = d.terminal(0);
  for (const auto& [variant, where] : matters) any = d.any(any, where);
  parts = part_by(*matters.front().first, any, {whole});
  if (d.exhausted()) return {whole};  // results mean nothing then, and there may be no part at all
  FoundClass& with = parts.front();
  with.causes.clear();
  with.mixed = true;
  for (const auto& [variant, where] : matters) {
    if (space_.somebody(where).status != Concrete::Answer::Status::impossible) with.causes.push_back(variant->change);
  }
  if (with.causes.empty()) parts.erase(parts.begin());  // nobody can be among them
  return parts;
}

// By causes: the changes without which the person would be decided otherwise than now. Of those who have none: whether
// the day alone does it, or others, or else which changes would be enough alone.
std::vector<FoundClass> ChangeClasses::split(const FoundClass& whole) {
  if (whole.decision == kNoId) return {whole};
  const Diagram now = space_.outcome(1, whole.decision), before = space_.outcome(0, whole.decision);
  std::vector<FoundClass> result;
  std::optional<FoundClass> open = whole;
  for (const Does kind : {Does::without, Does::date, Does::others, Does::alone}) {
    const bool to_now = kind == Does::without || kind == Does::others;
    if (!open) break;
    std::vector<FoundClass> parts = part_by_kind(kind, to_now ? now : before, *open);
    open.reset();
    for (FoundClass& part : parts) {
      const bool known = !part.causes.empty() || part.by_date || part.by_others;
      if (known) {
        result.push_back(std::move(part));
      } else {
        open = std::move(part);  // no more than one: for whom nothing of the kind matters
      }
    }
  }
  if (open) result.push_back(std::move(*open));
  return result;
}

bool ChangeClasses::is_somebody(FoundClass& found) {
  found.somebody = space_.somebody(found.who);
  return found.somebody.status != Concrete::Answer::Status::impossible;
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
