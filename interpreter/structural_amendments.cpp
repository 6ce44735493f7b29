#include <algorithm>
#include <utility>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/policy_words.hpp"
#include "interpreter/structural_tables.hpp"

// Amendments, and each change that they make.
namespace proviso::structural {

using Item = ChangedPart::Item;
using Kind = StructuralChange::Kind;
using syntax::ChangeKind;

namespace {

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

const std::vector<Change>& changes_of(const Side& side, const std::optional<std::uint32_t>& id) {
  static const std::vector<Change> kNone;
  const bool there = id && side.has(side.policy.amendments[*id]);
  return there ? side.policy.amendments[*id].changes : kNone;
}

MatchTable table_of(Change::Item item) {
  static constexpr MatchTable kTables[] = {MatchTable::set, MatchTable::value, MatchTable::define, MatchTable::decision,
                                           MatchTable::rule};
  return kTables[static_cast<std::size_t>(item)];
}

bool adds_or_removes(const Change& change) {
  return change.kind == ChangeKind::add_to || change.kind == ChangeKind::remove_from;
}

// The members of a set just before the amendment, and just after.
std::pair<Bits, Bits> set_around(const Policy& policy, SetId set, AmendmentId amendment) {
  const auto& versions = policy.sets[set].versions;
  Bits bits = policy.set_constants[versions.front().constant];
  for (const SetVersion& version : versions) {
    if (version.from <= policy.amendments[amendment].from) bits = policy.set_constants[version.constant];
  }
  Bits before;
  for (AmendmentId id = 0; id <= amendment; ++id) {
    if (id == amendment) before = bits;
    for (const Change& change : policy.amendments[id].changes) {
      if (change.item != Change::Item::set || change.ref != set) continue;
      const Bits& members = policy.set_constants[change.constant];
      bits.resize(std::max(bits.size(), members.size()));
      for (std::size_t word = 0; word < members.size(); ++word) {
        if (change.kind == ChangeKind::set_is) bits[word] = members[word];
        if (change.kind == ChangeKind::add_to) bits[word] |= members[word];
        if (change.kind == ChangeKind::remove_from) bits[word] &= ~members[word];
      }
    }
  }
  return {before, bits};
}

Value value_before(const Policy& policy, ValueId value, AmendmentId amendment) {
  Value before = kNone;
  for (const ValueVersion& version : policy.values[value].versions) {
    if (version.from <= policy.amendments[amendment].from) before = version.value;
  }
  for (AmendmentId id = 0; id < amendment; ++id) {
    for (const Change& change : policy.amendments[id].changes) {
      if (change.item == Change::Item::value && change.ref == value) before = change.value;
    }
  }
  return before;
}

template <class Visit>
void visit_version(const Policy& policy, const Change& change, std::uint32_t version, Visit visit) {
  switch (change.item) {
    case Change::Item::define:
      visit(policy.defines[change.ref].versions[version]);
      break;
    case Change::Item::decision:
      visit(policy.decisions[change.ref].versions[version]);
      break;
    case Change::Item::rule:
      visit(policy.rules[change.ref].versions[version]);
      break;
    default:
      break;
  }
}

// What a change that only one of the versions makes does to the text: `made` by the new one, else undone.
Kind kind_of(ChangeKind change, bool made) {
  switch (change) {
    case ChangeKind::insert:
      return made ? Kind::inserted : Kind::repealed;
    case ChangeKind::repeal:
      return made ? Kind::repealed : Kind::inserted;
    case ChangeKind::replace:
      return Kind::replaced;
    case ChangeKind::value_is:
      return Kind::value_changed;
    default:
      return Kind::set_changed;
  }
}

}  // namespace

Facet Comparison::facet_of(const Side& side, AmendmentId id, const Change& change) const {
  const Policy& policy = side.policy;
  const Amendment& amendment = policy.amendments[id];
  const MatchedItem item{table_of(change.item), change.ref};
  static constexpr const char* kWords[] = {"set", "value", "define", "decision", ""};
  Facet facet;
  facet.side = &side;
  facet.item = change.item == Change::Item::rule ? rule_kind_word(policy.rules[change.ref].kind)
                                                 : kWords[static_cast<std::size_t>(change.item)];
  facet.name = name_of(policy, item);
  facet.label = label_of(policy, item);
  facet.body = side.text.change(change);
  facet.in_force.from = amendment.from;
  facet.texts = {{change.span, true}};
  facet.citations = &amendment.heading.citations;
  if (change.version == kNoId) return facet;
  visit_version(policy, change, change.version, [&](const auto& version) {
    if (!version.heading.label.empty()) facet.label = version.heading.label;
    if (!version.heading.citations.empty()) facet.citations = &version.heading.citations;
    facet.wording = side.text.wording(version.heading);
    if constexpr (requires { version.in_force; }) {
      facet.dates = side.text.period(version.in_force);
      facet.in_force.from = std::max(facet.in_force.from, version.in_force.from);
      facet.in_force.through = version.in_force.through;
    }
    if constexpr (requires { version.order; }) {
      facet.body += side.text.text(policy.decisions[change.ref], change.ref, version);
    } else {
      facet.body += side.text.text(version);
    }
  });
  return facet;
}

// What the change puts another text in the place of: that of an amendment before, else the base text.
std::optional<Text> Comparison::text_before(const Side& side, AmendmentId amendment, const Change& change) const {
  const Policy& policy = side.policy;
  if (change.kind == ChangeKind::insert) return std::nullopt;
  for (AmendmentId id = amendment; id-- > 0;) {
    for (const Change& earlier : policy.amendments[id].changes) {
      if (earlier.item == change.item && earlier.ref == change.ref) return Text{earlier.span, true};
    }
  }
  if (change.item == Change::Item::set) return Text{policy.sets[change.ref].heading.span};
  if (change.item == Change::Item::value) return Text{policy.values[change.ref].heading.span};
  std::optional<Text> found;
  const Days day = policy.amendments[amendment].from;
  const auto look = [&](const auto& versions) {
    for (const auto& version : versions) {
      if (version.amendment != kNoId) continue;
      bool in_force = true;
      if constexpr (requires { version.in_force; }) in_force = version.in_force.contains(day);
      if (in_force || !found) found = Text{version.heading.span};
    }
  };
  if (change.item == Change::Item::define) look(policy.defines[change.ref].versions);
  if (change.item == Change::Item::decision) look(policy.decisions[change.ref].versions);
  if (change.item == Change::Item::rule) look(policy.rules[change.ref].versions);
  return found;
}

void Comparison::add_change(const Pair& pair, const Change* old_change, const Change* new_change) {
  ChangedPart changed = part(Item::amendment_change, pair);
  const auto index = [](const Side& side, const std::optional<std::uint32_t>& id, const Change* change) {
    if (change == nullptr) return kNoId;
    return static_cast<std::uint32_t>(change - side.policy.amendments[*id].changes.data());
  };
  changed.change_a = index(a_, pair.a, old_change);
  changed.change_b = index(b_, pair.b, new_change);

  std::optional<Facet> old_facet, new_facet;
  if (old_change != nullptr) old_facet = facet_of(a_, *pair.a, *old_change);
  if (new_change != nullptr) new_facet = facet_of(b_, *pair.b, *new_change);
  const bool one_sided = !old_facet || !new_facet;
  const Side& side = new_facet ? b_ : a_;
  const AmendmentId id = new_facet ? *pair.b : *pair.a;
  const Change& change = new_facet ? *new_change : *old_change;
  if (one_sided) {
    std::optional<Facet>& other = new_facet ? old_facet : new_facet;
    if (const auto before = text_before(side, id, change)) {
      other = facet_of(side, id, change);
      other->texts = {*before};
    }
  }
  FoundChange found;
  found.part = changed;
  if (one_sided) {
    found.change.kind = kind_of(change.kind, new_facet.has_value() && new_change != nullptr);
    finish(found, old_facet ? &*old_facet : nullptr, new_facet ? &*new_facet : nullptr);
  } else {
    auto compared = compare(changed, old_facet, new_facet);
    const bool declares = change.kind == ChangeKind::insert;  // else a new name is told where the item is declared
    if (!compared || (compared->change.kind == Kind::renamed && !declares)) return;
    found = std::move(*compared);
    if (!declares) found.change.old_name.clear();
  }
  StructuralChange& told = found.change;
  told.amendment = side.policy.amendments[id].heading.name;
  told.scope = scope_words(side, side.policy.amendments[id]);
  if (change.item == Change::Item::set) {
    const SetId set = change.ref;
    if (one_sided) {
      const auto [before, after] = set_around(side.policy, set, id);
      const EnumId of = side.policy.sets[set].of;
      const bool made = new_change != nullptr;
      const Members members = members_changed(side, of, made ? before : after, side, of, made ? after : before);
      told.added = members.added;
      told.removed = members.removed;
    } else if (told.kind == Kind::replaced) {
      told.kind = Kind::set_changed;
      const bool same_words = old_change->kind == new_change->kind;
      const Bits x = same_words ? a_.policy.set_constants[old_change->constant]
                                : set_around(a_.policy, old_change->ref, *pair.a).second;
      const Bits y =
          same_words ? b_.policy.set_constants[new_change->constant] : set_around(b_.policy, set, *pair.b).second;
      Members members = members_changed(a_, a_.policy.sets[old_change->ref].of, x, b_, b_.policy.sets[set].of, y);
      if (same_words && change.kind == ChangeKind::remove_from) std::swap(members.added, members.removed);
      told.added = members.added;
      told.removed = members.removed;
    }
  }
  if (change.item == Change::Item::value) {
    told.kind = Kind::value_changed;
    const Type& type = side.policy.values[change.ref].type;
    const auto words = [](const Side& of, const Type& as, Value value) { return format_value(of.policy, as, value); };
    const std::string before = words(side, type, value_before(side.policy, change.ref, id));
    told.old_value =
        old_change != nullptr ? words(a_, a_.policy.values[old_change->ref].type, old_change->value) : before;
    told.new_value = new_change != nullptr ? words(b_, type, new_change->value) : before;
  }
  add(std::move(found), !one_sided && match_.is_likely({table_of(change.item), change.ref}));
}

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
