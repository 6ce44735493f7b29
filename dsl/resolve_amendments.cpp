#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/resolve_amendment_order.hpp"
#include "dsl/resolve_messages.hpp"
#include "dsl/resolve_terms.hpp"
#include "dsl/resolver.hpp"

// Amendments: their scopes, and what they change.
namespace proviso::resolution {

using syntax::ChangeKind;

void declare_amendments(State& state) {
  for (AmendmentId id = 0; id < state.declarations.amendments.size(); ++id) {
    const syntax::Amendment& tree = *state.declarations.amendments[id].tree;
    state.policy.amendments[id].heading = state.heading(tree.name, tree.label, tree.notes, tree.span);
    state.declare(state.names.rules, tree.name, Thing::amendment, id);
    if (tree.from.days < state.policy.in_force_from) {
      const auto& first_day = state.declarations.headers.front().tree->in_force.front().from;
      state.report({Kind::amendment_before_policy,
                    fmt::format("the amendment `{}` takes effect before the policy does", tree.name.text),
                    {tree.from.span, "before the policy's first day"},
                    {{first_day->span, "the policy's first day"}},
                    {"What holds from the first day on is base text: write it outside an amendment."}});
    }
  }
}

namespace {

Change::Item item_of(Thing thing) {
  switch (thing) {
    case Thing::set:
      return Change::Item::set;
    case Thing::value:
      return Change::Item::value;
    case Thing::define:
      return Change::Item::define;
    case Thing::decision:
      return Change::Item::decision;
    default:
      return Change::Item::rule;
  }
}

class ChangeResolver {
 public:
  ChangeResolver(State& state, AmendmentId id)
      : state_(state), document_(*state.declarations.amendments[id].document), id_(id) {}

  void resolve(const syntax::Change& change) {
    switch (change.kind) {
      case ChangeKind::insert:
      case ChangeKind::replace:
        body(change);
        break;
      case ChangeKind::repeal:
        repeal(change);
        break;
      case ChangeKind::set_is:
      case ChangeKind::add_to:
      case ChangeKind::remove_from:
        set(change);
        break;
      case ChangeKind::value_is:
        value(change);
        break;
    }
  }

 private:
  Change& add(const syntax::Change& change, Thing thing, std::uint32_t ref) {
    Change result;
    result.kind = change.kind;
    result.item = item_of(thing);
    result.ref = ref;
    result.span = change.span;
    result.accepted = state_.accepted(change.notes);
    auto& changes = state_.policy.amendments[id_].changes;
    changes.push_back(result);
    return changes.back();
  }

  void body(const syntax::Change& change) {
    const auto* rule = std::get_if<syntax::Rule>(&*change.body);
    const auto* define = std::get_if<syntax::Define>(&*change.body);
    const syntax::Name& name = rule     ? rule->name
                               : define ? define->name
                                        : std::get<syntax::Decision>(*change.body).name;
    const Thing thing = rule ? Thing::rule : define ? Thing::define : Thing::decision;
    const auto& table = rule ? state_.names.rules : state_.names.items;
    const auto found = table.find(name.text);
    // Under another kind of thing the clash of names has been told already.
    if (found == table.end() || found->second.thing != thing) return;
    const auto version = state_.versions.find(&change);
    if (version == state_.versions.end()) return;
    if (change.kind == ChangeKind::replace && !exists(found->second, name, "replace")) return;
    add(change, thing, found->second.id).version = version->second;
  }

  void repeal(const syntax::Change& change) {
    const std::string_view word = change.word ? change.word->text : std::string_view();
    if (word == "set" || word == "value") {
      state_.report({Kind::repeal_of_set_or_value,
                     fmt::format("a {} cannot be repealed: what reads it would have nothing to read", word),
                     {change.span, fmt::format("repeals a {}", word)},
                     {},
                     {word == "set" ? fmt::format("To empty it, write `set {} is {{ }}`.", change.name.text)
                                    : fmt::format("Write what it is from now on: `value {} is …`, or `is none` if its "
                                                  "type says `or none`.",
                                                  change.name.text)}});
      return;
    }
    const bool is_define = word == "define";
    const auto& table = is_define ? state_.names.items : state_.names.rules;
    const auto found = table.find(change.name.text);
    const Thing wanted = is_define ? Thing::define : Thing::rule;
    if (found == table.end()) {
      report_unknown(
          change.name, word, [&](const Named& named) { return named.thing == wanted; }, table);
      return;
    }
    const std::string_view actual = thing_word(state_, found->second);
    if (actual != word) {
      state_.report({Kind::wrong_kind_of_change,
                     fmt::format("`{}` is {}, not {}", change.name.text, with_article(actual), with_article(word)),
                     {change.word->span, fmt::format("it is {}", with_article(actual))},
                     {{found->second.span, "declared here"}},
                     {found->second.thing == Thing::rule || found->second.thing == Thing::define
                          ? fmt::format("Write `repeal {} {}`.", actual, change.name.text)
                          : "Grounds, derivations, exclusions, exceptions and defines can be repealed."}});
      return;
    }
    if (exists(found->second, change.name, "repeal")) add(change, wanted, found->second.id);
  }

  void set(const syntax::Change& change) {
    const auto found = item(change, Thing::set, "set");
    if (!found) return;
    const NamedSet& set = state_.policy.sets[*found];
    if (refuse_supplied(change, set.supplied, set.heading.name_span, "set") || set.of == kNoId) return;
    const auto members = literal(state_, document_, change.value, {BaseType::set, set.of, false}, change.name.text);
    if (members) add(change, Thing::set, *found).constant = static_cast<std::uint32_t>(*members);
  }

  void value(const syntax::Change& change) {
    const auto found = item(change, Thing::value, "value");
    if (!found) return;
    const NamedValue& value = state_.policy.values[*found];
    if (refuse_supplied(change, value.supplied, value.heading.name_span, "value")) return;
    const auto constant = literal(state_, document_, change.value, value.type, change.name.text);
    if (constant) add(change, Thing::value, *found).value = *constant;
  }

  bool refuse_supplied(const syntax::Change& change, bool supplied, Span declared, std::string_view word) {
    if (!supplied) return false;
    state_.report({Kind::change_of_supplied,
                   fmt::format("the {} `{}` comes with each case: no amendment can change it", word, change.name.text),
                   {change.name.span, "supplied with the case"},
                   {{declared, "declared `supplied`"}},
                   {fmt::format("Supply another {} with the case, or declare it with `is` in the text.", word)}});
    return true;
  }

  // The set or value that a change names.
  std::optional<std::uint32_t> item(const syntax::Change& change, Thing wanted, std::string_view word) {
    const auto found = state_.names.items.find(change.name.text);
    if (found == state_.names.items.end()) {
      report_unknown(
          change.name, word, [&](const Named& named) { return named.thing == wanted; }, state_.names.items);
      return std::nullopt;
    }
    if (found->second.thing == wanted) return found->second.id;
    state_.report({Kind::wrong_kind_of_change,
                   fmt::format("`{}` is {}, not {}", change.name.text, with_article(thing_word(state_, found->second)),
                               with_article(word)),
                   {change.name.span, fmt::format("not {}", with_article(word))},
                   {{found->second.span, "declared here"}},
                   {found->second.thing == Thing::define || found->second.thing == Thing::decision
                        ? fmt::format("Write `replace {} {} …` with its new text.", thing_word(state_, found->second),
                                      change.name.text)
                        : "An amendment changes sets, values, defines, decisions and rules."}});
    return std::nullopt;
  }

  template <class Wanted>
  void report_unknown(const syntax::Name& name, std::string_view word, Wanted wanted, const Names::Map<Named>& table) {
    std::vector<std::string_view> known;
    for (const auto& [other, named] : table) {
      if (wanted(named) && thing_word(state_, named) == word) known.push_back(other);
    }
    const auto near = state_.guess(name.text, known);
    state_.report_unknown({Kind::changed_item_unknown,
                           fmt::format("there is no {} `{}` to change", word, name.text),
                           {name.span, near ? fmt::format("did you mean `{}`?", *near) : "declared nowhere"},
                           {},
                           {}});
  }

  // Whether the item is there before this amendment: in the base text, or inserted by an earlier amendment.
  bool exists(const Named& named, const syntax::Name& name, std::string_view doing) {
    const std::string_view word = thing_word(state_, named);
    if (in_base_text(named)) return true;
    const auto inserted = state_.inserted_by.find(item_key(named.thing, named.id));
    if (inserted == state_.inserted_by.end()) {
      const auto& table = named.thing == Thing::rule ? state_.names.rules : state_.names.items;
      report_unknown(
          name, word,
          [&](const Named& other) {
            return other.thing == named.thing &&
                   (in_base_text(other) || state_.inserted_by.count(item_key(other.thing, other.id)) != 0);
          },
          table);
      return false;
    }
    const AmendmentId by = inserting_amendment(named);
    if (by <= id_) return true;  // of the same amendment: told where changes of one item are compared
    const Amendment& other = state_.policy.amendments[by];
    const bool tie = other.from == state_.policy.amendments[id_].from && !is_ordered_after(state_.policy, by, id_);
    if (tie) return true;  // told as amendments of one day without an order
    state_.report({Kind::changed_item_later,
                   fmt::format("there is no {} `{}` to {} yet: `{}` inserts it later", word, name.text, doing,
                               other.heading.name),
                   {name.span, fmt::format("not there on {}", format_date(state_.policy.amendments[id_].from))},
                   {{inserted->second->span, fmt::format("inserted from {}", format_date(other.from))}},
                   {"An amendment changes the text as it stands just before it."}});
    return false;
  }

  bool in_base_text(const Named& named) const {
    const auto base = [](const auto& version) { return version.amendment == kNoId; };
    const auto any = [&](const auto& versions) { return std::any_of(versions.begin(), versions.end(), base); };
    if (named.thing == Thing::define) return any(state_.policy.defines[named.id].versions);
    if (named.thing == Thing::decision) return any(state_.policy.decisions[named.id].versions);
    if (named.thing == Thing::rule) return any(state_.policy.rules[named.id].versions);
    return true;
  }

  AmendmentId inserting_amendment(const Named& named) const {
    const std::uint32_t version = state_.versions.at(state_.inserted_by.at(item_key(named.thing, named.id)));
    if (named.thing == Thing::define) return state_.policy.defines[named.id].versions[version].amendment;
    if (named.thing == Thing::decision) return state_.policy.decisions[named.id].versions[version].amendment;
    return state_.policy.rules[named.id].versions[version].amendment;
  }

  State& state_;
  const syntax::Document& document_;
  AmendmentId id_;
};

std::string item_name(const Policy& policy, const Change& change) {
  switch (change.item) {
    case Change::Item::set:
      return policy.sets[change.ref].heading.name;
    case Change::Item::value:
      return policy.values[change.ref].heading.name;
    case Change::Item::define:
      return policy.defines[change.ref].name;
    case Change::Item::decision:
      return policy.decisions[change.ref].name;
    case Change::Item::rule:
      break;
  }
  return policy.rules[change.ref].name;
}

struct Touch {
  AmendmentId amendment;
  const Change* change;
};

bool adds_or_removes(const Change& change) {
  return change.kind == ChangeKind::add_to || change.kind == ChangeKind::remove_from;
}

bool overlap(const Bits& a, const Bits& b) {
  for (std::size_t word = 0; word < std::min(a.size(), b.size()); ++word) {
    if ((a[word] & b[word]) != 0) return true;
  }
  return false;
}

// The changes that one amendment makes to one item. Adding some members and removing others says the same in any order;
// no other two changes do. Reports the first that does not go with those before it.
void check_one_amendment(State& state, const Touch* begin, const Touch* end) {
  const Policy& policy = state.policy;
  Bits added, removed;
  for (const Touch* touch = begin; touch != end; ++touch) {
    const Change& change = *touch->change;
    bool clashes = touch != begin && (!adds_or_removes(change) || !adds_or_removes(*begin->change));
    const Touch* other = begin;
    if (adds_or_removes(change)) {
      const Bits& bits = policy.set_constants[change.constant];
      const bool adds = change.kind == ChangeKind::add_to;
      if (!clashes && overlap(bits, adds ? removed : added)) {
        clashes = true;
        other = std::find_if(begin, touch, [&](const Touch& t) {
          return t.change->kind != change.kind && overlap(bits, policy.set_constants[t.change->constant]);
        });
      }
      Bits& all = adds ? added : removed;
      all.resize(bits.size());
      for (std::size_t word = 0; word < bits.size(); ++word) all[word] |= bits[word];
    }
    if (!clashes) continue;
    state.report({Kind::changed_twice,
                  fmt::format("the amendment `{}` changes `{}` twice", policy.amendments[touch->amendment].heading.name,
                              item_name(policy, change)),
                  {change.span, "changed again"},
                  {{other->change->span, "changed here"}},
                  {"Write the text that the amendment leaves behind, once."}});
    return;
  }
}

void check_order(State& state, const Touch& before, const Touch& after) {
  const Policy& policy = state.policy;
  const Amendment& a = policy.amendments[before.amendment];
  const Amendment& b = policy.amendments[after.amendment];
  if (a.from != b.from || is_ordered_after(policy, after.amendment, before.amendment)) return;
  const std::string name = item_name(policy, *after.change);
  state.report({Kind::unordered_amendments,
                fmt::format("`{}` and `{}` both change `{}` on {}: which comes first?", a.heading.name, b.heading.name,
                            name, format_date(a.from)),
                {b.heading.name_span, fmt::format("changes `{}`", name)},
                {{a.heading.name_span, fmt::format("changes `{}` too", name)}},
                {fmt::format("Write `in force from {} after {}` in `{}`, or the other way round.", format_date(b.from),
                             a.heading.name, b.heading.name)}});
}

void check_touches(State& state) {
  std::map<std::pair<Change::Item, std::uint32_t>, std::vector<Touch>> touches;
  for (AmendmentId id = 0; id < state.policy.amendments.size(); ++id) {
    for (const Change& change : state.policy.amendments[id].changes) {
      touches[{change.item, change.ref}].push_back({id, &change});
    }
  }
  // Amendments that are in order pair by pair are in order altogether, so neighbours suffice.
  for (const auto& [item, list] : touches) {
    const Touch* const end = list.data() + list.size();
    for (const Touch* first = list.data(); first != end;) {
      const Touch* const next =
          std::find_if(first, end, [&](const Touch& touch) { return touch.amendment != first->amendment; });
      check_one_amendment(state, first, next);
      if (next != end) check_order(state, *first, *next);
      first = next;
    }
  }
}

}  // namespace

void resolve_amendments(State& state) {
  Policy& policy = state.policy;
  for (AmendmentId id = 0; id < policy.amendments.size(); ++id) {
    const auto& declared = state.declarations.amendments[id];
    if (declared.tree->applies) {
      const TermId scope = TermResolver(state, *declared.document).test(*declared.tree->applies);
      policy.amendments[id].scope = scope;
    }
    ChangeResolver resolver(state, id);
    for (const syntax::Change& change : declared.tree->changes) resolver.resolve(change);
  }
  check_touches(state);
  for (RuleId id = 0; id < policy.rules.size(); ++id) {
    for (const RuleVersion& version : policy.rules[id].versions) {
      for (const AmendmentId spared : version.spares) {
        auto& exceptions = policy.amendments[spared].exceptions;
        if (exceptions.empty() || exceptions.back() != id) exceptions.push_back(id);
      }
    }
  }
}

}  // namespace proviso::resolution
