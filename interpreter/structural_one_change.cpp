#include <algorithm>
#include <utility>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/structural.hpp"

// One change that an amendment makes: what it says, and what it does to the text before it.
namespace proviso::structural {

using Item = ChangedPart::Item;
using Kind = StructuralChange::Kind;
using syntax::ChangeKind;

namespace {

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

// Gives the change what it says of a set: members by name.
void Comparison::tell_members(const Pair& pair, const Change* old_change, const Change* new_change,
                              StructuralChange& told) const {
  Members members;
  if (old_change == nullptr || new_change == nullptr) {
    const bool made = new_change != nullptr;
    const Side& side = made ? b_ : a_;
    const SetId set = made ? new_change->ref : old_change->ref;
    const auto [before, after] = set_around(side.policy, set, made ? *pair.b : *pair.a);
    const EnumId of = side.policy.sets[set].of;
    members = members_changed(side, of, made ? before : after, side, of, made ? after : before);
  } else {
    // Where both do the same, what each lists is compared; else what each leaves behind.
    const bool same_words = old_change->kind == new_change->kind;
    const auto bits = [&](const Policy& policy, const Change& change, AmendmentId id) {
      return same_words ? policy.set_constants[change.constant] : set_around(policy, change.ref, id).second;
    };
    members = members_changed(a_, a_.policy.sets[old_change->ref].of, bits(a_.policy, *old_change, *pair.a), b_,
                              b_.policy.sets[new_change->ref].of, bits(b_.policy, *new_change, *pair.b));
    if (same_words && new_change->kind == ChangeKind::remove_from) std::swap(members.added, members.removed);
  }
  told.kind = Kind::set_changed;
  told.added = std::move(members.added);
  told.removed = std::move(members.removed);
}

void Comparison::tell_value(const Pair& pair, const Change* old_change, const Change* new_change,
                            StructuralChange& told) const {
  const auto words = [](const Side& side, ValueId id, Value value) {
    return format_value(side.policy, side.policy.values[id].type, value);
  };
  told.kind = Kind::value_changed;
  told.old_value = old_change != nullptr
                       ? words(a_, old_change->ref, old_change->value)
                       : words(b_, new_change->ref, value_before(b_.policy, new_change->ref, *pair.b));
  told.new_value = new_change != nullptr
                       ? words(b_, new_change->ref, new_change->value)
                       : words(a_, old_change->ref, value_before(a_.policy, old_change->ref, *pair.a));
}

// A change that one version makes and the other does not.
FoundChange Comparison::one_sided(const Pair& pair, const Change& change, bool made) const {
  const Side& side = made ? b_ : a_;
  const AmendmentId id = made ? *pair.b : *pair.a;
  const Facet with = facet_of(side, id, change);
  std::optional<Facet> without;
  if (const auto before = text_before(side, id, change)) {
    without = with;
    without->texts = {*before};
  }
  FoundChange found;
  found.change.kind = kind_of(change.kind, made);
  const Facet* other = without ? &*without : nullptr;
  finish(found, made ? other : &with, made ? &with : other);
  return found;
}

void Comparison::add_change(const Pair& pair, const Change* old_change, const Change* new_change) {
  const bool made = new_change != nullptr;
  const Side& side = made ? b_ : a_;
  const Change& change = made ? *new_change : *old_change;
  const Amendment& amendment = side.policy.amendments[made ? *pair.b : *pair.a];
  std::optional<FoundChange> found;
  if (old_change == nullptr || new_change == nullptr) {
    found = one_sided(pair, change, made);
  } else {
    found = compare({}, facet_of(a_, *pair.a, *old_change), facet_of(b_, *pair.b, *new_change));
    const bool declares = change.kind == ChangeKind::insert;  // else a new name is told where the item is declared
    if (!found || (found->change.kind == Kind::renamed && !declares)) return;
    if (!declares) found->change.old_name.clear();
  }
  found->part = part(Item::amendment_change, pair);
  const auto index = [](const Side& of, AmendmentId id, const Change* one) {
    return static_cast<std::uint32_t>(one - of.policy.amendments[id].changes.data());
  };
  if (old_change != nullptr) found->part.change_a = index(a_, *pair.a, old_change);
  if (new_change != nullptr) found->part.change_b = index(b_, *pair.b, new_change);
  found->change.amendment = amendment.heading.name;
  found->change.scope = scope_words(side, amendment);
  if (change.item == Change::Item::set) tell_members(pair, old_change, new_change, found->change);
  if (change.item == Change::Item::value) tell_value(pair, old_change, new_change, found->change);
  add(std::move(found), made && match_.is_likely({table_of(change.item), change.ref}));
}

}  // namespace proviso::structural
