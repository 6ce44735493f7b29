#pragma once

#include <type_traits>
#include <utility>

#include "dsl/grammar.hpp"
#include "dsl/parser_builder.hpp"
#include "dsl/parser_errors.hpp"
#include "dsl/value.hpp"

// What each rule of the grammar adds to the tree. Only parser.cpp includes this.
namespace proviso::actions {

using namespace syntax;
namespace g = grammar;

template <typename R>
struct action : tao::pegtl::nothing<R> {};

/// An action that needs only what the builder holds.
#define PROVISO_ACTION(rule)                   \
  template <>                                  \
  struct action<g::rule> {                     \
    static void apply0(Builder& b) { run(b); } \
    static void run(Builder& b);               \
  };                                           \
  inline void action<g::rule>::run([[maybe_unused]] Builder& b)

// -- Words and signs
// ---------------------------------------------------------------------------------------------------

template <g::Phrase P>
struct action<g::phrase<P>> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.word = b.token(in.begin(), in.end());
  }
};
template <char C>
struct action<g::sign_token<C>> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.word = b.token(in.begin(), in.end());
  }
};
template <>
struct action<g::name_token> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = b.token(in.begin(), in.end());
    b.name = {b.view(span), span};
  }
};
template <>
struct action<g::text_token> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.text.span = b.token(in.begin(), in.end());
    b.text.value.clear();
    for (const char* at = in.begin() + 1; at != in.end() - 1; ++at) {
      if (*at == '\\') ++at;
      b.text.value.push_back(*at);
    }
  }
};
template <>
struct action<g::date_token> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.date.span = b.token(in.begin(), in.end());
    const auto days = parse_date(b.view(b.date.span));
    if (!days) throw Refused{no_such_day(b.date.span, b.view(b.date.span))};
    b.date.days = *days;
  }
};
template <>
struct action<g::integer_token> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = b.token(in.begin(), in.end());
    b.word = span;
    b.number = 0;
    for (const char c : b.view(span)) {
      b.number = b.number * 10 + (c - '0');
      if (b.number > kMaxNumber) throw Refused{number_too_large(span)};
    }
  }
};

template <g::Phrase P, typename Declared>
struct action<g::declares<P, Declared>> {
  static void apply0(Builder& b) { b.begin<Declared>(b.word); }
};
template <g::Phrase P, ChangeKind K>
struct action<g::changes<P, K>> {
  static void apply0(Builder& b) { b.begin_change(K, b.word); }
};
template <g::Phrase P, Compare C>
struct action<g::compares<P, C>> {
  static void apply0(Builder& b) { b.open(ExprKind::comparison, b.word, 1).compare = C; }
};
template <g::Phrase P, ExprKind K>
struct action<g::opens<P, K>> {
  static void apply0(Builder& b) { b.open(K, b.word); }
};
template <g::Phrase P, Unit U>
struct action<g::measures<P, U>> {
  static void apply0(Builder& b) { b.unit = U; }
};

// -- Shared parts
// ------------------------------------------------------------------------------------------------------

PROVISO_ACTION(heading_name) {
  b.visit([&b](auto& declared) {
    if constexpr (requires { declared.names; }) {
      declared.names.push_back(b.name);
    } else if constexpr (requires { declared.name; }) {
      declared.name = b.name;
    }
  });
}
PROVISO_ACTION(label) {
  b.visit([&b](auto& declared) {
    if constexpr (requires { declared.label; }) declared.label = std::move(b.text);
  });
}
PROVISO_ACTION(title) {
  b.visit([&b](auto& declared) {
    if constexpr (std::is_same_v<std::decay_t<decltype(declared)>, Policy> ||
                  std::is_same_v<std::decay_t<decltype(declared)>, Source>) {
      declared.title = std::move(b.text);
    }
  });
}
PROVISO_ACTION(listed_name) { b.names.push_back(b.name); }
PROVISO_ACTION(target_outcome) { b.targets.push_back({b.name, std::nullopt}); }
PROVISO_ACTION(target_decision) { b.targets.back().decision = b.name; }

inline void set_type(Builder& b, BaseType base, Span span) {
  b.type = {};
  b.type.base = base;
  b.type.span = span;
}
PROVISO_ACTION(yes_no_type) { set_type(b, BaseType::yes_no, b.word); }
PROVISO_ACTION(date_type) { set_type(b, BaseType::date, b.word); }
PROVISO_ACTION(number_type) { set_type(b, BaseType::number, b.word); }
PROVISO_ACTION(duration_type) { set_type(b, BaseType::duration, b.word); }
PROVISO_ACTION(note_type) { set_type(b, BaseType::note, b.word); }
PROVISO_ACTION(set_type_name) {
  set_type(b, BaseType::set_of, cover(b.word, b.name.span));
  b.type.name = b.name;
}
PROVISO_ACTION(named_type) {
  set_type(b, BaseType::named, b.name.span);
  b.type.name = b.name;
}
PROVISO_ACTION(type_or_none) {
  b.type.or_none = true;
  b.type.span.end = b.end;
}

PROVISO_ACTION(in_force_words) {
  b.in_force = {};
  b.part = b.word;
}
PROVISO_ACTION(period_from) { b.in_force.from = b.date; }
PROVISO_ACTION(period_end) { b.in_force.through = b.date; }
PROVISO_ACTION(in_force) {
  b.in_force.span = b.from_part();
  b.visit([&b](auto& declared) {
    if constexpr (std::is_same_v<std::decay_t<decltype(declared)>, Define> ||
                  std::is_same_v<std::decay_t<decltype(declared)>, Rule>) {
      declared.in_force = b.in_force;
    } else if constexpr (std::is_same_v<std::decay_t<decltype(declared)>, Policy>) {
      declared.in_force.push_back(b.in_force);
    }
  });
}

inline void add_note(Builder& b) {
  b.note.span.end = b.end;
  b.visit([&b](auto& declared) {
    if constexpr (requires { declared.notes; }) {
      if constexpr (std::is_same_v<std::decay_t<decltype(declared.notes)>, std::vector<Note>>) {
        declared.notes.push_back(std::move(b.note));
      }
    }
  });
}
PROVISO_ACTION(cited_source) {
  b.note = {};
  b.note.span = b.word;
  b.note.source = b.name;
}
PROVISO_ACTION(cited_words) { b.note.text = std::move(b.text); }
PROVISO_ACTION(cites_note) { add_note(b); }
PROVISO_ACTION(note_text) {
  b.note = {};
  b.note.span = b.word;
  b.note.text = std::move(b.text);
}
PROVISO_ACTION(plain_note) { add_note(b); }
PROVISO_ACTION(accepted_finding) {
  b.note = {};
  b.note.span = b.word;
  b.note.accepts = b.name;
}
PROVISO_ACTION(accepted_reason) { b.note.text = std::move(b.text); }
PROVISO_ACTION(accept_note) { add_note(b); }

PROVISO_ACTION(if_condition) { b.if_condition = b.pop(); }
PROVISO_ACTION(unless_condition) { b.unless_condition = b.pop(); }
PROVISO_ACTION(always) { b.test.always = true; }
template <>
struct action<g::test> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.test.condition = std::exchange(b.if_condition, kNoExpr);
    b.test.unless = std::exchange(b.unless_condition, kNoExpr);
    b.test.span = b.span(in.begin(), in.begin());
    b.test.span.end = b.end;
  }
};
inline Test take_test(Builder& b) { return std::exchange(b.test, Test{}); }

/// Of a derivation, or of a define about links.
inline std::vector<Through>& through_of(Builder& b) {
  std::vector<Through>* list = nullptr;
  b.visit([&list](auto& declared) {
    if constexpr (requires { declared.through; }) list = &declared.through;
  });
  return *list;
}
PROVISO_ACTION(through_names) {
  Through through{};
  through.relations = b.take_names();
  through.span = cover(through.relations.front().span, through.relations.back().span);
  through_of(b).push_back(std::move(through));
}
PROVISO_ACTION(through_test) { through_of(b).back().test = take_test(b); }
template <>
struct action<g::through> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    Span span = b.span(in.begin(), in.begin());
    span.end = b.end;
    through_of(b).back().span = span;
  }
};
PROVISO_ACTION(default_literal) { b.default_value = b.pop(); }

// -- Conditions
// --------------------------------------------------------------------------------------------------------

PROVISO_ACTION(member_name) { b.name_leaf(ExprKind::name, b.name.span.begin); }
PROVISO_ACTION(members_open) { b.open(ExprKind::members, b.word); }
PROVISO_ACTION(members) { b.close(); }
PROVISO_ACTION(date_value) { b.leaf(ExprKind::date, b.date.span, b.date.days); }
template <>
struct action<g::duration_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    Span span = b.span(in.begin(), in.begin());
    span.end = b.end;
    b.leaf_duration(span);
  }
};
PROVISO_ACTION(number_value) { b.leaf(ExprKind::number, b.word, b.number); }
PROVISO_ACTION(yes_value) { b.leaf(ExprKind::yes, b.word); }
PROVISO_ACTION(no_value) { b.leaf(ExprKind::no, b.word); }
PROVISO_ACTION(none_value) { b.leaf(ExprKind::none, b.word); }
PROVISO_ACTION(as_of) { b.leaf(ExprKind::as_of, b.word); }
PROVISO_ACTION(name_value) { b.name_leaf(ExprKind::name, b.name.span.begin); }
PROVISO_ACTION(after_word) { b.open(ExprKind::shift, b.word, 1).after = true; }
PROVISO_ACTION(before_word) { b.open(ExprKind::shift, b.word, 1).after = false; }
PROVISO_ACTION(shift) { b.close(); }
PROVISO_ACTION(shift_name) { b.name_leaf(ExprKind::name, b.word.begin); }
PROVISO_ACTION(span_unit) { b.opened().unit = b.unit; }
PROVISO_ACTION(span) { b.close(); }
PROVISO_ACTION(counted_name) { b.opened().name = b.name; }
PROVISO_ACTION(number_of) { b.close(); }
PROVISO_ACTION(the_earliest) { b.open(ExprKind::extreme, b.word); }
PROVISO_ACTION(the_latest) { b.open(ExprKind::extreme, b.word).latest = true; }
PROVISO_ACTION(among_name) {
  b.opened().kind = ExprKind::extreme_of_links;
  b.opened().name = b.name;
}
PROVISO_ACTION(extreme) { b.close(); }
PROVISO_ACTION(others_fact) { b.opened().name = b.name; }
PROVISO_ACTION(others_name) { b.close(); }
PROVISO_ACTION(order_test) { b.close(); }
PROVISO_ACTION(match_test) { b.close(); }
PROVISO_ACTION(group_open) { b.open(ExprKind::group, b.word); }
PROVISO_ACTION(group) { b.close(); }
PROVISO_ACTION(block_count) { b.opened().number = b.number; }
PROVISO_ACTION(block) { b.close(); }
PROVISO_ACTION(link_relation) { b.opened().name = b.name; }
PROVISO_ACTION(link_someone) { b.opened().someone = true; }
PROVISO_ACTION(link_no_one) { b.opened().someone = false; }
PROVISO_ACTION(same_fact) { b.opened().same = b.name; }
PROVISO_ACTION(link) { b.close(); }
PROVISO_ACTION(not_test) { b.close(); }
PROVISO_ACTION(first_and) { b.open(ExprKind::conjunction, b.word, 1); }
PROVISO_ACTION(first_or) { b.open(ExprKind::disjunction, b.word, 1); }
PROVISO_ACTION(and_chain) { b.close(); }
PROVISO_ACTION(or_chain) { b.close(); }
PROVISO_ACTION(where_start) { b.where_height = b.finished(); }
PROVISO_ACTION(mixed_and) { b.mixed.push_back(true); }
PROVISO_ACTION(mixed_or) { b.mixed.push_back(false); }
PROVISO_ACTION(refused_mixture) { throw Refused{mixed_connectives(b)}; }
PROVISO_ACTION(refused_where) { throw Refused{unclear_where(b)}; }
PROVISO_ACTION(refused_order) { throw Refused{not_before_order(b)}; }

// -- Declarations
// ------------------------------------------------------------------------------------------------------

PROVISO_ACTION(authority) { b.as<Policy>().authority.push_back(std::move(b.text)); }
PROVISO_ACTION(basis) { b.as<Policy>().basis.push_back(std::move(b.text)); }
PROVISO_ACTION(month_ends_words) { b.part = b.word; }
PROVISO_ACTION(round_down) { b.as<Policy>().month_ends.push_back({MonthEnds::down, b.from_part()}); }
PROVISO_ACTION(round_up) { b.as<Policy>().month_ends.push_back({MonthEnds::up, b.from_part()}); }
PROVISO_ACTION(policy) { b.finish(); }

PROVISO_ACTION(used_path) { b.as<Use>().path = std::move(b.text); }
PROVISO_ACTION(use) { b.finish(); }

PROVISO_ACTION(publisher) { b.as<Source>().publisher.push_back(std::move(b.text)); }
PROVISO_ACTION(file) { b.as<Source>().file.push_back(std::move(b.text)); }
PROVISO_ACTION(url) { b.as<Source>().url.push_back(std::move(b.text)); }
PROVISO_ACTION(dated) { b.as<Source>().dated.push_back(b.date); }
PROVISO_ACTION(source) { b.finish(); }

PROVISO_ACTION(enumeration_open) { b.members.emplace_back(); }
PROVISO_ACTION(parts_open) {
  b.members.back().back().has_parts = true;
  b.members.emplace_back();
}
PROVISO_ACTION(item_name) {
  Member member{};
  member.name = b.name;
  b.members.back().push_back(std::move(member));
}
PROVISO_ACTION(item_label) { b.members.back().back().label = std::move(b.text); }
PROVISO_ACTION(item_code) { b.members.back().back().code = std::move(b.text); }
PROVISO_ACTION(alias_text) { b.members.back().back().aliases.push_back({std::move(b.text), std::nullopt}); }
PROVISO_ACTION(alias_source) { b.members.back().back().aliases.back().cites = b.name; }
PROVISO_ACTION(parts) {
  std::vector<Member> parts = std::move(b.members.back());
  b.members.pop_back();
  b.members.back().back().parts = std::move(parts);
}
PROVISO_ACTION(member) {
  Member& member = b.members.back().back();
  member.span = {member.name.span.file, member.name.span.begin, b.end};
}
PROVISO_ACTION(enumeration) {
  auto& enumeration = b.as<Enumeration>();
  enumeration.regions = b.view(enumeration.keyword) == "regions";
  enumeration.members = std::move(b.members.back());
  b.members.pop_back();
  b.finish();
}

PROVISO_ACTION(fact_type) { b.as<Fact>().type = b.type; }
inline void finish_fact(Builder& b, bool judgement) {
  auto& fact = b.as<Fact>();
  fact.judgement = judgement;
  fact.only_if = std::exchange(b.if_condition, kNoExpr);
  fact.default_value = b.take_default();
  b.finish();
}
PROVISO_ACTION(fact) { finish_fact(b, false); }
PROVISO_ACTION(decided_by) { b.as<Fact>().decided_by = std::move(b.text); }
PROVISO_ACTION(judgement) { finish_fact(b, true); }

PROVISO_ACTION(mutual) { b.as<Relation>().form = RelationForm::mutual; }
PROVISO_ACTION(acyclic_word) { b.as<Relation>().form = RelationForm::acyclic; }
PROVISO_ACTION(acyclic_with) { b.as<Relation>().with = b.name; }
PROVISO_ACTION(inverse_name) {
  b.as<Relation>().form = RelationForm::inverse;
  b.as<Relation>().inverse_of = b.name;
}
PROVISO_ACTION(link_fact_name) {
  LinkFact fact{};
  fact.name = b.name;
  b.as<Relation>().facts.push_back(std::move(fact));
}
PROVISO_ACTION(link_fact_type) { b.as<Relation>().facts.back().type = b.type; }
PROVISO_ACTION(link_fact_label) { b.as<Relation>().facts.back().label = std::move(b.text); }
PROVISO_ACTION(link_fact) {
  LinkFact& fact = b.as<Relation>().facts.back();
  fact.default_value = b.take_default();
  fact.span = {fact.name.span.file, fact.name.span.begin, b.end};
}
PROVISO_ACTION(relation) { b.finish(); }

PROVISO_ACTION(set_kind) { b.as<Set>().of = b.name; }
PROVISO_ACTION(supplied) {
  b.visit([](auto& declared) {
    if constexpr (requires { declared.supplied; }) declared.supplied = true;
  });
}
PROVISO_ACTION(first_members) { b.as<Set>().versions.push_back({std::nullopt, b.pop()}); }
PROVISO_ACTION(next_members) { b.as<Set>().versions.push_back({b.version_date, b.pop()}); }
PROVISO_ACTION(set) { b.finish(); }

PROVISO_ACTION(value_type) { b.as<syntax::Value>().type = b.type; }
PROVISO_ACTION(version_date) { b.version_date = b.date; }
PROVISO_ACTION(first_literal) { b.as<syntax::Value>().versions.push_back({std::nullopt, b.pop()}); }
PROVISO_ACTION(next_literal) { b.as<syntax::Value>().versions.push_back({b.version_date, b.pop()}); }
PROVISO_ACTION(value) {
  b.as<syntax::Value>().default_value = b.take_default();
  b.finish();
}

PROVISO_ACTION(define_type) { b.as<Define>().type = b.type; }
PROVISO_ACTION(option_value) {
  Option option{};
  option.value = b.pop();
  option.span = b.expr(option.value).span;
  b.as<Define>().options.push_back(option);
}
PROVISO_ACTION(option_condition) { b.as<Define>().options.back().condition = b.pop(); }
PROVISO_ACTION(option_end) { b.as<Define>().options.back().span.end = b.end; }
PROVISO_ACTION(define_operand) { b.as<Define>().value = b.pop(); }
PROVISO_ACTION(define_test) { b.as<Define>().test = take_test(b); }
PROVISO_ACTION(define) { b.finish(); }

PROVISO_ACTION(yes_no_decision) { b.as<Decision>().yes_no = true; }
PROVISO_ACTION(outcome_name) {
  Outcome outcome{};
  outcome.name = b.name;
  b.as<Decision>().outcomes.push_back(std::move(outcome));
}
PROVISO_ACTION(outcome_label) { b.as<Decision>().outcomes.back().label = std::move(b.text); }
PROVISO_ACTION(outcome_otherwise) { b.as<Decision>().outcomes.back().otherwise = true; }
PROVISO_ACTION(outcome) {
  Outcome& outcome = b.as<Decision>().outcomes.back();
  outcome.span = {outcome.name.span.file, outcome.name.span.begin, b.end};
}
PROVISO_ACTION(decision) { b.finish(); }

PROVISO_ACTION(rule_target) { b.as<Rule>().targets = std::exchange(b.targets, {}); }
PROVISO_ACTION(rule_targets) { b.as<Rule>().targets = std::exchange(b.targets, {}); }
PROVISO_ACTION(rule_names) { b.as<Rule>().switched_off = b.take_names(); }
PROVISO_ACTION(rule_test) { b.as<Rule>().test = take_test(b); }
PROVISO_ACTION(from_target) { b.as<Rule>().from = b.targets; }
PROVISO_ACTION(from_targets) { b.targets.clear(); }
inline void finish_rule(Builder& b, RuleKind kind) {
  b.as<Rule>().kind = kind;
  b.finish();
}
PROVISO_ACTION(ground) { finish_rule(b, RuleKind::ground); }
PROVISO_ACTION(exclusion) { finish_rule(b, RuleKind::exclusion); }
PROVISO_ACTION(exception) { finish_rule(b, RuleKind::exception); }
PROVISO_ACTION(derivation) { finish_rule(b, RuleKind::derivation); }

PROVISO_ACTION(impossible_condition) { b.as<Impossible>().condition = b.pop(); }
PROVISO_ACTION(impossible) { b.finish(); }

// -- Amendments
// --------------------------------------------------------------------------------------------------------

PROVISO_ACTION(amendment_from) { b.as<Amendment>().from = b.date; }
PROVISO_ACTION(amendment_after) { b.as<Amendment>().after = b.take_names(); }
PROVISO_ACTION(amendment_test) { b.as<Amendment>().applies = take_test(b); }
PROVISO_ACTION(amendment_heading) { b.open_amendment(); }
PROVISO_ACTION(amendment_rest) { b.finish_amendment(); }
PROVISO_ACTION(repealed_word) { b.change().word = Name{b.view(b.word), b.word}; }
PROVISO_ACTION(changed_name) { b.change().name = b.name; }
PROVISO_ACTION(changed_members) { b.change().value = b.pop(); }
PROVISO_ACTION(changed_literal) { b.change().value = b.pop(); }
PROVISO_ACTION(accept_change) {
  b.note.span.end = b.end;
  b.change().notes.push_back(std::move(b.note));
}
PROVISO_ACTION(change) { b.finish_change(); }

// -- Persons and cases
// -------------------------------------------------------------------------------------------------

PROVISO_ACTION(facts_open) { b.entries.emplace_back(); }
PROVISO_ACTION(entry_name) {
  Entry entry{};
  entry.name = b.name;
  b.entries.back().push_back(std::move(entry));
}
PROVISO_ACTION(entry_unknown) { b.entries.back().back().unknown = true; }
PROVISO_ACTION(entry_to) { b.entries.back().back().to = b.name; }
PROVISO_ACTION(entry_literal) { b.entries.back().back().value = b.pop(); }
PROVISO_ACTION(entry_link) {
  if (!b.link_entries) return;
  b.entries.back().back().link_facts = std::move(*b.link_entries);
  b.link_entries.reset();
}
PROVISO_ACTION(facts) {
  b.link_entries = std::move(b.entries.back());
  b.entries.pop_back();
}
PROVISO_ACTION(entry) {
  Entry& entry = b.entries.back().back();
  entry.span = {entry.name.span.file, entry.name.span.begin, b.end};
}
PROVISO_ACTION(person_facts) { b.as<Person>().entries = *std::exchange(b.link_entries, std::nullopt); }
PROVISO_ACTION(person) { b.finish(); }

PROVISO_ACTION(path_person) {
  Path path{};
  path.person = b.name;
  b.expect.missing.push_back(path);
}
PROVISO_ACTION(path_name) { b.expect.missing.back().name = b.name; }
PROVISO_ACTION(path_index) { b.expect.missing.back().index = b.number; }
PROVISO_ACTION(path_fact) { b.expect.missing.back().link_fact = b.name; }
PROVISO_ACTION(path) {
  Path& path = b.expect.missing.back();
  path.span = {path.person.span.file, path.person.span.begin, b.end};
}
PROVISO_ACTION(expect_words) {
  b.expect = {};
  b.part = b.word;
}
PROVISO_ACTION(expect_person) { b.expect.person = b.name; }
PROVISO_ACTION(expect_decision) { b.expect.decision = b.name; }
PROVISO_ACTION(expect_undetermined) { b.expect.undetermined = true; }
PROVISO_ACTION(expect_missing) { b.expect.has_missing = true; }
PROVISO_ACTION(expect_literal) { b.expect.value = b.pop(); }
PROVISO_ACTION(impossible_names) { b.expect.impossible = b.take_names(); }
PROVISO_ACTION(because_names) { b.expect.because = b.take_names(); }
PROVISO_ACTION(derived_names) { b.expect.derived_from = b.take_names(); }
PROVISO_ACTION(expect) {
  b.expect.span = b.from_part();
  b.as<Case>().expectations.push_back(std::move(b.expect));
}
PROVISO_ACTION(given_words) { b.part = b.word; }
PROVISO_ACTION(given_name) { b.given.name = b.name; }
PROVISO_ACTION(given_literal) { b.given.value = b.pop(); }
PROVISO_ACTION(given) {
  b.given.span = b.from_part();
  b.as<Case>().given.push_back(b.given);
}
PROVISO_ACTION(case_note) { b.as<Case>().notes.push_back(std::move(b.text)); }
PROVISO_ACTION(case_person_name) {
  b.case_person = {};
  b.case_person.name = b.name;
  b.part = b.name.span;
}
PROVISO_ACTION(like_name) { b.case_person.like = b.name; }
PROVISO_ACTION(case_person_facts) { b.case_person.entries = *std::exchange(b.link_entries, std::nullopt); }
PROVISO_ACTION(case_person) {
  b.case_person.span = b.from_part();
  b.as<Case>().persons.push_back(std::move(b.case_person));
}
PROVISO_ACTION(case_title) { b.as<Case>().title = std::move(b.text); }
PROVISO_ACTION(case_date) { b.as<Case>().on = b.date; }
PROVISO_ACTION(case_) { b.finish(); }

#undef PROVISO_ACTION

}  // namespace proviso::actions
