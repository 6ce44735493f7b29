#include <algorithm>
#include <utility>

#include "interpreter/policy_words.hpp"
#include "interpreter/structural_tables.hpp"

// Amendments, and each change that they make.
namespace proviso::structural {

using Item = ChangedPart::Item;
using syntax::ChangeKind;

// Whom the amendment concerns, in the words of the policy.
std::string scope_words(const Side& side, const Amendment& amendment) {
  if (amendment.scope == kNoId) return {};
  const Term& scope = side.policy.term(amendment.scope);
  const std::string words = words_of(side.sources, scope.span);
  // `unless C` is not C, and has the place of C; `if C unless D` has the place of all of it.
  const bool unless =
      scope.kind == TermKind::negation && side.policy.term(side.policy.child(scope, 0)).span == scope.span;
  if (unless) return "unless " + words;
  return words.starts_with("if ") ? words.substr(3) : words;
}

namespace {

const std::vector<Change>& changes_of(const Side& side, const std::optional<std::uint32_t>& id) {
  static const std::vector<Change> kNone;
  const bool there = id && side.has(side.policy.amendments[*id]);
  return there ? side.policy.amendments[*id].changes : kNone;
}

bool adds_or_removes(const Change& change) {
  return change.kind == ChangeKind::add_to || change.kind == ChangeKind::remove_from;
}

}  // namespace

void Comparison::compare_changes(const Pair& pair) {
  const std::vector<Change>&olds = changes_of(a_, pair.a), &news = changes_of(b_, pair.b);
  std::vector<bool> matched(olds.size());
  std::vector<const Change*> old_of(news.size());
  // First what changes the same item in the same way, then what changes it in another.
  for (const bool same_words : {true, false}) {
    for (std::size_t n = 0; n < news.size(); ++n) {
      for (std::size_t o = 0; o < olds.size() && old_of[n] == nullptr; ++o) {
        if (matched[o] || olds[o].item != news[n].item) continue;
        if (match_.table(table_of(news[n].item))[news[n].ref] != olds[o].ref) continue;
        if (same_words ? olds[o].kind != news[n].kind : adds_or_removes(olds[o]) && adds_or_removes(news[n])) continue;
        old_of[n] = &olds[o];
        matched[o] = true;
      }
    }
  }
  for (std::size_t n = 0; n < news.size(); ++n) add_change(pair, old_of[n], &news[n]);
  for (std::size_t o = 0; o < olds.size(); ++o) {
    if (!matched[o]) add_change(pair, &olds[o], nullptr);
  }
}

void Comparison::compare_amendments() {
  std::vector<Pair> all = pairs(MatchTable::amendment);
  // In the order in which they are applied: by date, then as each version has them, those of the old one first.
  const auto from = [&](const Pair& pair) {
    return pair.b ? b_.policy.amendments[*pair.b].from : a_.policy.amendments[*pair.a].from;
  };
  std::stable_sort(all.begin(), all.end(), [&](const Pair& x, const Pair& y) { return from(x) < from(y); });
  for (const Pair& pair : all) {
    const auto facet = [](const Side& side, const std::optional<std::uint32_t>& id) -> std::optional<Facet> {
      if (!id || !side.has(side.policy.amendments[*id])) return std::nullopt;
      const Amendment& amendment = side.policy.amendments[*id];
      Facet result = with_heading(side, "amendment", amendment.heading);
      result.body = side.text.scope(amendment);
      result.dates = std::to_string(amendment.from);
      result.in_force.from = amendment.from;
      return result;
    };
    const std::optional<Facet> old_facet = facet(a_, pair.a), new_facet = facet(b_, pair.b);
    // One that is there in one version only is told by its changes, if it makes any.
    const bool told_by_changes =
        !old_facet != !new_facet && changes_of(a_, pair.a).size() + changes_of(b_, pair.b).size() > 0;
    if (!told_by_changes) {
      auto found = compare(part(Item::amendment, pair), old_facet, new_facet);
      if (found && new_facet) found->change.scope = scope_words(b_, b_.policy.amendments[*pair.b]);
      if (found && !new_facet) found->change.scope = scope_words(a_, a_.policy.amendments[*pair.a]);
      add(std::move(found), pair.b && match_.is_likely({MatchTable::amendment, *pair.b}));
    }
    compare_changes(pair);
  }
}

}  // namespace proviso::structural
