#include "interpreter/align.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <utility>

#include "dsl/name_of.hpp"
#include "dsl/type_words.hpp"

namespace proviso {

namespace {

using Ids = Aligned::Ids;

// Where the items of one version stand in the common tables.
struct Places {
  std::vector<std::uint32_t> enumerations, facts, relations, link_facts, groups, sets, values, defines, decisions,
      rules, impossibles;
  std::vector<std::vector<Value>> leaves;  // by enumeration of the version, then leaf
  TermId first_term = 0;
  std::uint32_t first_list = 0;
};

// A table of both versions, by the names that the items have in the new one.
template <class T>
Ids merge(const std::vector<T>& a, const std::vector<T>& b, const std::vector<std::uint32_t>& match,
          std::vector<std::uint32_t>& place_a, std::vector<std::uint32_t>& place_b,
          const std::function<bool(const T&)>& last = nullptr) {
  struct Entry {
    bool at_end;
    const std::string* name;
    std::uint32_t in_old, in_new;
  };
  std::vector<char> matched(a.size(), 0);
  std::vector<Entry> entries;
  for (std::uint32_t i = 0; i < b.size(); ++i) {
    entries.push_back({last && last(b[i]), &name_of(b[i]), match[i], i});
    if (match[i] != kNoId) matched[match[i]] = 1;
  }
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    if (matched[i] == 0) entries.push_back({last && last(a[i]), &name_of(a[i]), i, kNoId});
  }
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& x, const Entry& y) { return x.at_end != y.at_end ? y.at_end : *x.name < *y.name; });
  Ids ids;
  place_a.assign(a.size(), kNoId);
  place_b.assign(b.size(), kNoId);
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    ids.in_old.push_back(entries[i].in_old);
    ids.in_new.push_back(entries[i].in_new);
    if (entries[i].in_old != kNoId) place_a[entries[i].in_old] = i;
    if (entries[i].in_new != kNoId) place_b[entries[i].in_new] = i;
  }
  return ids;
}

// No day at all: what it is in force in never is.
constexpr Period kNever{kLastDay, kFirstDay};

// Takes the items of one version over into the common tables.
class Taker {
 public:
  Taker(const Policy& from, const Places& places, Policy& into) : from_(from), places_(places), into_(into) {}

  Type type(Type t) const {
    if (t.enumeration != kNoId) t.enumeration = places_.enumerations[t.enumeration];
    return t;
  }
  Value value(const Type& t, Value v) {
    if (v == kNone || v == kUnknown) return v;
    if (t.base == BaseType::member && t.enumeration != kNoId)
      return places_.leaves[t.enumeration][static_cast<std::size_t>(v)];
    if (t.base == BaseType::set) return constant(t.enumeration, static_cast<std::uint32_t>(v));
    return v;
  }
  std::uint32_t constant(EnumId enumeration, std::uint32_t index) {
    const auto [known, is_new] = constants_.try_emplace({enumeration, index}, 0);
    if (!is_new) return known->second;
    Bits bits;
    const Bits& old = from_.set_constants[index];
    for (std::size_t leaf = 0; leaf < from_.enumerations[enumeration].size(); ++leaf) {
      if (leaf / 64 >= old.size() || ((old[leaf / 64] >> (leaf % 64)) & 1) == 0) continue;
      const auto to = static_cast<std::size_t>(places_.leaves[enumeration][leaf]);
      if (bits.size() <= to / 64) bits.resize(to / 64 + 1);
      bits[to / 64] |= std::uint64_t{1} << (to % 64);
    }
    into_.set_constants.push_back(std::move(bits));
    return known->second = static_cast<std::uint32_t>(into_.set_constants.size() - 1);
  }
  TermId term(TermId id) const { return id == kNoId ? kNoId : places_.first_term + id; }
  std::vector<RelationId> relations(const std::vector<RelationId>& ids) const {
    std::vector<RelationId> result;
    for (const RelationId id : ids) result.push_back(places_.relations[id]);
    std::sort(result.begin(), result.end());
    return result;
  }
  std::vector<RuleId> rules(std::vector<RuleId> ids) const {
    for (RuleId& id : ids) id = places_.rules[id];
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  std::uint32_t outcome(DecisionId decision, std::uint32_t o) const {
    const EnumId e = from_.decisions[decision].enumeration;
    return e == kNoId ? o : static_cast<std::uint32_t>(places_.leaves[e][o]);
  }
  std::vector<OutcomeRef> outcomes(const std::vector<OutcomeRef>& refs) const {
    std::vector<OutcomeRef> result;
    for (const OutcomeRef& ref : refs)
      result.push_back({places_.decisions[ref.decision], outcome(ref.decision, ref.outcome)});
    return result;
  }

  void terms() {
    for (const auto& list : from_.relation_lists) into_.relation_lists.push_back(relations(list));
    const auto first_child = static_cast<std::uint32_t>(into_.term_children.size());
    for (const TermId child : from_.term_children) into_.term_children.push_back(term(child));
    for (Term t : from_.terms) {
      t.first_child += first_child;
      if (t.relations != kNoId) t.relations += places_.first_list;
      if (t.kind == TermKind::constant) t.value = value(t.type, t.value);
      t.type = type(t.type);
      t.ref = ref(t);
      into_.terms.push_back(std::move(t));
    }
  }

  /// The sets that items hold.
  void constants() {
    for (FactId f = 0; f < from_.facts.size(); ++f) fact(f);
    for (LinkFactId f = 0; f < from_.link_facts.size(); ++f) link_fact(f);
    for (SetId s = 0; s < from_.sets.size(); ++s) set(s);
    for (ValueId v = 0; v < from_.values.size(); ++v) named_value(v);
    for (Amendment a : from_.amendments) {
      for (Change& c : a.changes) take(c);
    }
  }

  Fact fact(FactId id) {
    Fact f = from_.facts[id];
    if (f.default_value) f.default_value = value(f.type, *f.default_value);
    f.type = type(f.type);
    f.only_if = term(f.only_if);
    return f;
  }
  LinkFact link_fact(LinkFactId id) {
    LinkFact f = from_.link_facts[id];
    if (f.default_value) f.default_value = value(f.type, *f.default_value);
    f.type = type(f.type);
    return f;
  }
  NamedSet set(SetId id) {
    NamedSet s = from_.sets[id];
    for (SetVersion& v : s.versions) v.constant = constant(s.of, v.constant);
    s.of = places_.enumerations[s.of];
    return s;
  }
  NamedValue named_value(ValueId id) {
    NamedValue v = from_.values[id];
    if (v.default_value) v.default_value = value(v.type, *v.default_value);
    for (ValueVersion& version : v.versions) version.value = value(v.type, version.value);
    v.type = type(v.type);
    return v;
  }
  Define define(DefineId id) {
    Define d = from_.defines[id];
    d.type = type(d.type);
    d.links = relations(d.links);
    for (DefineVersion& v : d.versions) v.body = term(v.body);
    return d;
  }
  Decision decision(DecisionId id) {
    Decision d = from_.decisions[id];
    for (DecisionVersion& v : d.versions) {
      for (std::uint32_t& o : v.order) o = outcome(id, o);
    }
    return d;
  }
  Rule rule(RuleId id) {
    Rule r = from_.rules[id];
    for (RuleVersion& v : r.versions) {
      v.targets = outcomes(v.targets);
      v.from = outcomes(v.from);
      v.switches_off = rules(std::move(v.switches_off));
      v.test = term(v.test);
      for (Through& clause : v.through) {
        clause.relations = relations(clause.relations);
        clause.condition = term(clause.condition);
      }
    }
    return r;
  }
  Impossible impossible(std::uint32_t id) {
    Impossible i = from_.impossibles[id];
    i.condition = term(i.condition);
    return i;
  }
  void amendments() {
    for (Amendment a : from_.amendments) {
      a.scope = term(a.scope);
      a.exceptions = rules(std::move(a.exceptions));
      for (Change& c : a.changes) take(c);
      into_.amendments.push_back(std::move(a));
    }
  }

 private:
  void take(Change& c) {
    switch (c.item) {
      case Change::Item::set:
        c.constant = constant(from_.sets[c.ref].of, c.constant);
        c.ref = places_.sets[c.ref];
        break;
      case Change::Item::value:
        c.value = value(from_.values[c.ref].type, c.value);
        c.ref = places_.values[c.ref];
        break;
      case Change::Item::define:
        c.ref = places_.defines[c.ref];
        break;
      case Change::Item::decision:
        c.ref = places_.decisions[c.ref];
        break;
      case Change::Item::rule:
        c.ref = places_.rules[c.ref];
        break;
    }
  }

  std::uint32_t ref(const Term& t) const {
    switch (t.kind) {
      case TermKind::fact:
        return places_.facts[t.ref];
      case TermKind::link_fact:
        return places_.link_facts[t.ref];
      case TermKind::set:
        return places_.sets[t.ref];
      case TermKind::value:
        return places_.values[t.ref];
      case TermKind::define:
        return places_.defines[t.ref];
      case TermKind::decision:
        return places_.decisions[t.ref];
      case TermKind::link:
        return t.ref == kNoId ? kNoId : places_.link_facts[t.ref];
      default:
        return t.ref;
    }
  }

  const Policy& from_;
  const Places& places_;
  Policy& into_;
  std::map<std::pair<EnumId, std::uint32_t>, std::uint32_t> constants_;
};

class Aligner {
 public:
  Aligner(const Policy& a, const Policy& b, const PolicyMatch& match, Diagnostics& diagnostics)
      : a_(a), b_(b), match_(match), diagnostics_(diagnostics) {}

  std::optional<Aligned> run() {
    const std::size_t errors = diagnostics_.error_count();
    place_tables();
    check();
    if (diagnostics_.error_count() != errors) return std::nullopt;
    fill();
    return std::move(aligned_);
  }

 private:
  void place_tables() {
    const std::function<bool(const Enumeration&)> outcomes = [](const Enumeration& e) { return e.decision != kNoId; };
    aligned_.enumerations =
        merge(a_.enumerations, b_.enumerations, match_.enumerations, in_a_.enumerations, in_b_.enumerations, outcomes);
    aligned_.facts = merge(a_.facts, b_.facts, match_.facts, in_a_.facts, in_b_.facts);
    aligned_.relations = merge(a_.relations, b_.relations, match_.relations, in_a_.relations, in_b_.relations);
    aligned_.link_facts = merge(a_.link_facts, b_.link_facts, match_.link_facts, in_a_.link_facts, in_b_.link_facts);
    aligned_.sets =
        merge(a_.sets, b_.sets, without_other_supply(a_.sets, b_.sets, match_.sets), in_a_.sets, in_b_.sets);
    aligned_.values = merge(a_.values, b_.values, without_other_supply(a_.values, b_.values, match_.values),
                            in_a_.values, in_b_.values);
    aligned_.defines = merge(a_.defines, b_.defines, match_.defines, in_a_.defines, in_b_.defines);
    aligned_.decisions = merge(a_.decisions, b_.decisions, match_.decisions, in_a_.decisions, in_b_.decisions);
    aligned_.rules = merge(a_.rules, b_.rules, match_.rules, in_a_.rules, in_b_.rules);
    aligned_.impossibles =
        merge(a_.impossibles, b_.impossibles, match_.impossibles, in_a_.impossibles, in_b_.impossibles);
    place_leaves();
    in_b_.first_term = static_cast<TermId>(a_.terms.size());
    in_b_.first_list = static_cast<std::uint32_t>(a_.relation_lists.size());
  }

  // An item that comes with the case in one version, and is fixed in the other, is two items.
  template <class T>
  static std::vector<std::uint32_t> without_other_supply(const std::vector<T>& a, const std::vector<T>& b,
                                                         std::vector<std::uint32_t> match) {
    for (std::uint32_t i = 0; i < b.size(); ++i) {
      if (match[i] != kNoId && a[match[i]].supplied != b[i].supplied) match[i] = kNoId;
    }
    return match;
  }

  // The values of a kind: those of the new version, then those that only the old one has.
  void place_leaves() {
    in_a_.leaves.resize(a_.enumerations.size());
    in_b_.leaves.resize(b_.enumerations.size());
    for (std::size_t e = 0; e < aligned_.enumerations.in_old.size(); ++e) {
      const EnumId old_id = aligned_.enumerations.in_old[e], new_id = aligned_.enumerations.in_new[e];
      std::size_t next = 0;
      if (old_id != kNoId) in_a_.leaves[old_id].assign(a_.enumerations[old_id].size(), -1);
      if (new_id != kNoId) {
        for (std::size_t leaf = 0; leaf < b_.enumerations[new_id].size(); ++leaf) {
          const std::uint32_t before = old_id == kNoId ? kNoId : match_.leaves[new_id][leaf];
          if (before != kNoId) in_a_.leaves[old_id][before] = static_cast<Value>(next);
          in_b_.leaves[new_id].push_back(static_cast<Value>(next++));
        }
      }
      if (old_id != kNoId) {
        for (Value& place : in_a_.leaves[old_id]) {
          if (place < 0) place = static_cast<Value>(next++);
        }
      }
      aligned_.value_in_both.emplace_back(next, old_id == kNoId || new_id == kNoId);
      if (old_id == kNoId || new_id == kNoId) continue;
      for (std::size_t leaf = 0; leaf < b_.enumerations[new_id].size(); ++leaf)
        aligned_.value_in_both.back()[leaf] = match_.leaves[new_id][leaf] != kNoId;
    }
  }

  // -- What cannot be compared
  // ------------------------------------------------------------------------------------------

  void check() {
    std::size_t decisions = 0;
    for (DecisionId d = 0; d < aligned_.decisions.in_old.size(); ++d) decisions += aligned_.decisions.in_both(d);
    if (decisions == 0 || (a_.name != b_.name && 2 * decisions < std::max(a_.decisions.size(), b_.decisions.size()))) {
      diagnostics_.add(
          {Kind::compared_other_policy,
           fmt::format("`{}` and `{}` are not two versions of one policy: of {} and {} decisions they have "
                       "{} in common",
                       a_.name, b_.name, a_.decisions.size(), b_.decisions.size(), decisions),
           {b_.span, "the one"},
           {{a_.span, "the other"}},
           {"compare two versions of the same policy"}});
      return;
    }
    check_types(aligned_.facts, a_.facts, b_.facts, "fact");
    check_types(aligned_.link_facts, a_.link_facts, b_.link_facts, "fact of a relation");
    check_types(aligned_.defines, a_.defines, b_.defines, "define");
    for (ValueId v = 0; v < aligned_.values.in_old.size(); ++v) {
      const ValueId x = aligned_.values.in_old[v], y = aligned_.values.in_new[v];
      if (x != kNoId && y != kNoId && a_.values[x].supplied)
        check_type(a_.values[x], b_.values[y], "value that comes with the case");
    }
    for (SetId s = 0; s < aligned_.sets.in_old.size(); ++s) {
      if (!aligned_.sets.in_both(s)) continue;
      const NamedSet &x = a_.sets[aligned_.sets.in_old[s]], &y = b_.sets[aligned_.sets.in_new[s]];
      if (in_a_.enumerations[x.of] != in_b_.enumerations[y.of])
        report_type("set", x.heading, y.heading, "members of `" + a_.enumerations[x.of].heading.name + "`",
                    "members of `" + b_.enumerations[y.of].heading.name + "`");
    }
    for (DecisionId d = 0; d < aligned_.decisions.in_old.size(); ++d) {
      if (!aligned_.decisions.in_both(d)) continue;
      const Decision &x = a_.decisions[aligned_.decisions.in_old[d]], &y = b_.decisions[aligned_.decisions.in_new[d]];
      if (x.yes_no != y.yes_no)
        report_type("decision", x.versions.front().heading, y.versions.front().heading,
                    x.yes_no ? "yes/no" : "one of several outcomes", y.yes_no ? "yes/no" : "one of several outcomes");
    }
    check_relations();
    if (a_.month_ends != b_.month_ends) {
      diagnostics_.add({Kind::compared_months,
                        "`month ends` is not the same in the two versions",
                        {b_.span, "the new version"},
                        {{a_.span, "the old version"}},
                        {"compare them with the same `month ends`"}});
    }
  }

  template <class T>
  void check_types(const Ids& ids, const std::vector<T>& a, const std::vector<T>& b, const char* what) {
    for (std::uint32_t i = 0; i < ids.in_old.size(); ++i) {
      if (ids.in_both(i)) check_type(a[ids.in_old[i]], b[ids.in_new[i]], what);
    }
  }

  template <class T>
  void check_type(const T& x, const T& y, const char* what) {
    const bool same_kind = (x.type.enumeration == kNoId) == (y.type.enumeration == kNoId) &&
                           (x.type.enumeration == kNoId ||
                            in_a_.enumerations[x.type.enumeration] == in_b_.enumerations[y.type.enumeration]);
    if (x.type.base == y.type.base && same_kind) return;
    report_type(what, heading_of(x), heading_of(y), type_words(a_, x.type), type_words(b_, y.type));
  }

  static const Heading& heading_of(const Define& d) { return d.versions.front().heading; }
  template <class T>
  static const Heading& heading_of(const T& item) {
    return item.heading;
  }

  static std::string type_words(const Policy& policy, const Type& type) {
    if (const char* words = scalar_words(type.base)) return words;
    return fmt::format("{} of `{}`", type.base == BaseType::set ? "a set" : "one",
                       policy.enumerations[type.enumeration].heading.name);
  }

  void report_type(const char* what, const Heading& x, const Heading& y, const std::string& before,
                   const std::string& after) {
    diagnostics_.add(
        {Kind::compared_type,
         fmt::format("the {} `{}` is {} in the old version and {} in the new one", what, y.name, before, after),
         {y.name_span, "new: " + after},
         {{x.name_span, "old: " + before}},
         {"what is recorded under one cannot be read under the other, so nobody can be decided under both",
          "give it another name in the new version; then the two can be compared"}});
  }

  void check_relations() {
    std::map<std::uint32_t, std::uint32_t> group_of;  // of the new version -> of the old
    for (RelationId r = 0; r < aligned_.relations.in_old.size(); ++r) {
      if (!aligned_.relations.in_both(r)) continue;
      const Relation &x = a_.relations[aligned_.relations.in_old[r]], &y = b_.relations[aligned_.relations.in_new[r]];
      const bool inverse = (x.inverse == kNoId) == (y.inverse == kNoId) &&
                           (x.inverse == kNoId || in_a_.relations[x.inverse] == in_b_.relations[y.inverse]);
      const bool group = group_of.try_emplace(y.group, x.group).first->second == x.group;
      const bool acyclic = a_.relation_groups[x.group].acyclic == b_.relation_groups[y.group].acyclic;
      if (x.mutual == y.mutual && inverse && group && acyclic) continue;
      const char* how = !group                 ? "shares its facts with other relations"
                        : x.mutual != y.mutual ? (y.mutual ? "has become mutual" : "is mutual no longer")
                        : !acyclic
                            ? (b_.relation_groups[y.group].acyclic ? "has become acyclic" : "is acyclic no longer")
                            : "has another inverse";
      diagnostics_.add(
          {Kind::compared_relation,
           fmt::format("the relation `{}` {} in the new version", y.heading.name, how),
           {y.heading.name_span, "new"},
           {{x.heading.name_span, "old"}},
           {"the links of a case would mean other things under each version; give it another name in the new "
            "version, then the two can be compared"}});
    }
  }

  // -- The common tables
  // ------------------------------------------------------------------------------------------------

  void fill() {
    place_groups();
    for (Policy* policy : {&aligned_.old_policy, &aligned_.new_policy}) {
      const Policy& own = policy == &aligned_.old_policy ? a_ : b_;
      header(own, *policy);
      enumerations(*policy);
      groups(*policy);
      Taker from_a(a_, in_a_, *policy), from_b(b_, in_b_, *policy);
      // In one order for both, so that what one of them has can stand in the other.
      from_a.terms();
      from_b.terms();
      from_a.constants();
      from_b.constants();
      Term never;
      never.type = {BaseType::yes_no, kNoId, false};
      policy->terms.push_back(never);
      items(*policy, from_a, from_b, policy == &aligned_.old_policy);
      (policy == &aligned_.old_policy ? from_a : from_b).amendments();
    }
  }

  static void header(const Policy& from, Policy& to) {
    to.name = from.name;
    to.title = from.title;
    to.authority = from.authority;
    to.basis = from.basis;
    to.in_force_from = from.in_force_from;
    to.in_force_through = from.in_force_through;
    to.month_ends = from.month_ends;
    to.span = from.span;
    to.sources = from.sources;
    to.digest = from.digest;
  }

  void enumerations(Policy& into) const {
    for (std::size_t e = 0; e < aligned_.enumerations.in_old.size(); ++e) {
      const EnumId old_id = aligned_.enumerations.in_old[e], new_id = aligned_.enumerations.in_new[e];
      Enumeration result = new_id != kNoId ? b_.enumerations[new_id] : a_.enumerations[old_id];
      if (old_id != kNoId && new_id != kNoId) add_old_members(a_.enumerations[old_id], in_a_.leaves[old_id], result);
      if (result.decision != kNoId)
        result.decision = new_id != kNoId ? in_b_.decisions[result.decision] : in_a_.decisions[result.decision];
      into.enumerations.push_back(std::move(result));
    }
  }

  static void add_old_members(const Enumeration& old, const std::vector<Value>& places, Enumeration& into) {
    const std::size_t known = into.size();
    for (std::size_t leaf = 0; leaf < old.size(); ++leaf) {
      if (places[leaf] < static_cast<Value>(known)) continue;
      EnumMember member = old.leaf(static_cast<Value>(leaf));
      member.parent = kNoId;
      member.parts.clear();
      member.leaf = places[leaf];
      member.leaves = {places[leaf]};
      into.leaf_members.push_back(static_cast<std::uint32_t>(into.members.size()));
      into.members.push_back(std::move(member));
    }
  }

  // A group of relations is one group if any relation of it is in both.
  void place_groups() {
    in_a_.groups.resize(a_.relation_groups.size());
    std::iota(in_a_.groups.begin(), in_a_.groups.end(), 0u);
    in_b_.groups.assign(b_.relation_groups.size(), kNoId);
    for (RelationId r = 0; r < b_.relations.size(); ++r) {
      if (match_.relations[r] != kNoId) in_b_.groups[b_.relations[r].group] = a_.relations[match_.relations[r]].group;
    }
    auto next = static_cast<std::uint32_t>(a_.relation_groups.size());
    for (std::uint32_t& place : in_b_.groups) {
      if (place == kNoId) place = next++;
    }
    group_count_ = next;
  }

  void groups(Policy& into) const {
    into.relation_groups.resize(group_count_);
    const auto add = [&](const Policy& from, const Places& places) {
      for (std::uint32_t g = 0; g < from.relation_groups.size(); ++g) {
        const RelationGroup& group = from.relation_groups[g];
        RelationGroup& to = into.relation_groups[places.groups[g]];
        for (const LinkFactId f : group.facts) insert(to.facts, places.link_facts[f]);
        for (const RelationId r : group.relations) insert(to.relations, places.relations[r]);
        to.acyclic = to.acyclic || group.acyclic;
        if (to.family == kNoId && group.family != kNoId) to.family = places.groups[group.family];
        if (to.span.end == 0) to.span = group.span;
      }
    };
    add(a_, in_a_);
    add(b_, in_b_);
    for (RelationId r = 0; r < aligned_.relations.in_old.size(); ++r) {
      const bool is_new = aligned_.relations.in_new[r] != kNoId;
      const Places& places = is_new ? in_b_ : in_a_;
      Relation relation =
          is_new ? b_.relations[aligned_.relations.in_new[r]] : a_.relations[aligned_.relations.in_old[r]];
      relation.group = places.groups[relation.group];
      if (relation.inverse != kNoId) relation.inverse = places.relations[relation.inverse];
      into.relations.push_back(std::move(relation));
    }
  }

  static void insert(std::vector<std::uint32_t>& list, std::uint32_t id) {
    if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
  }

  // Each item as the version has it; one that it does not have, as the other has it, and never in force.
  void items(Policy& into, Taker& from_a, Taker& from_b, bool is_old) {
    const auto each = [&](const Ids& ids, const auto& take) {
      for (std::uint32_t i = 0; i < ids.in_old.size(); ++i) {
        const std::uint32_t own = is_old ? ids.in_old[i] : ids.in_new[i];
        const bool has = own != kNoId;
        const bool from_old = has == is_old;
        take(from_old ? from_a : from_b, from_old ? ids.in_old[i] : ids.in_new[i], has);
      }
    };
    each(aligned_.facts, [&](Taker& from, FactId id, bool has) {
      into.facts.push_back(from.fact(id));
      if (!has) into.facts.back().only_if = kNoId;
    });
    each(aligned_.link_facts, [&](Taker& from, LinkFactId id, bool) { into.link_facts.push_back(from.link_fact(id)); });
    each(aligned_.sets, [&](Taker& from, SetId id, bool) { into.sets.push_back(from.set(id)); });
    each(aligned_.values, [&](Taker& from, ValueId id, bool) { into.values.push_back(from.named_value(id)); });
    each(aligned_.defines, [&](Taker& from, DefineId id, bool has) {
      into.defines.push_back(from.define(id));
      if (!has) silence(into.defines.back().versions);
    });
    each(aligned_.decisions, [&](Taker& from, DecisionId id, bool has) {
      into.decisions.push_back(from.decision(id));
      Decision& d = into.decisions.back();
      if (!has) d.versions.resize(1);
      if (!has) d.versions.front().amendment = kNoId;
    });
    each(aligned_.rules, [&](Taker& from, RuleId id, bool has) {
      into.rules.push_back(from.rule(id));
      if (!has) silence(into.rules.back().versions);
    });
    each(aligned_.impossibles, [&](Taker& from, std::uint32_t id, bool has) {
      into.impossibles.push_back(from.impossible(id));
      if (!has) into.impossibles.back().condition = static_cast<TermId>(into.terms.size() - 1);
    });
    decisions(into);
  }

  // The outcomes of a decision are those of its enumeration.
  void decisions(Policy& into) const {
    for (DecisionId d = 0; d < into.decisions.size(); ++d) {
      Decision& decision = into.decisions[d];
      const DecisionId old_id = aligned_.decisions.in_old[d], new_id = aligned_.decisions.in_new[d];
      if (decision.yes_no) continue;
      decision.enumeration = new_id != kNoId ? in_b_.enumerations[b_.decisions[new_id].enumeration]
                                             : in_a_.enumerations[a_.decisions[old_id].enumeration];
      const Enumeration& e = into.enumerations[decision.enumeration];
      decision.outcomes.clear();
      for (const std::uint32_t member : e.leaf_members)
        decision.outcomes.push_back({e.members[member].name, e.members[member].label, e.members[member].span});
    }
  }

  template <class V>
  static void silence(std::vector<V>& versions) {
    versions.resize(1);
    versions.front().in_force = kNever;
    versions.front().amendment = kNoId;
    if constexpr (requires { versions.front().targets; }) {
      versions.front().targets.clear();
      versions.front().switches_off.clear();
      versions.front().spares.clear();
    }
  }

  const Policy& a_;
  const Policy& b_;
  const PolicyMatch& match_;
  Diagnostics& diagnostics_;
  Aligned aligned_;
  Places in_a_, in_b_;
  std::uint32_t group_count_ = 0;
};

}  // namespace

std::optional<Aligned> align(const Policy& a, const Policy& b, const PolicyMatch& match, Diagnostics& diagnostics) {
  return Aligner(a, b, match, diagnostics).run();
}

}  // namespace proviso
