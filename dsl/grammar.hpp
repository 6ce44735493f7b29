#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze_traits.hpp>

#include "dsl/syntax.hpp"
#include "dsl/words.hpp"

// The grammar of Proviso, rule by rule as in docs/language.md. It needs no look-ahead beyond the next words: what has
// been read is never read again another way, so that actions need no undoing. `must` stands where the EBNF has `^`.
// Space and comments are read after each word or sign. A rule whose name begins with `refused_` matches text that means
// two things, so that the message can show both; its action reports it.
namespace proviso::grammar {

namespace p = tao::pegtl;

/// `Head` and then, without going back, the rest: what fails there is an error at that place. (`^` in the EBNF.)
template <typename Rule>
struct required {
  using type = p::must<Rule>;
};
template <typename... Rules>
struct required<p::opt<Rules...>> {
  using type = p::opt<Rules...>;
};
template <typename... Rules>
struct required<p::star<Rules...>> {
  using type = p::star<Rules...>;
};
template <typename Head, typename... Rest>
struct cut : p::seq<Head, typename required<Rest>::type...> {};

// -- Words and signs
// ---------------------------------------------------------------------------------------------------

struct space {
  using rule_t = space;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    in.bump(static_cast<std::size_t>(skip_space(in.current(), in.end()) - in.current()));
    return true;
  }
};

template <std::size_t N>
struct Phrase {
  char text[N];
  consteval Phrase(const char (&words)[N]) { std::copy_n(words, N, text); }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

/// The words of `P`, with any space between them.
template <Phrase P>
struct phrase {
  using rule_t = phrase;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    if (in.empty() || *in.current() != P.text[0]) return false;
    const char* end = match_phrase(in.current(), in.end(), P.view());
    if (end == nullptr) return false;
    in.bump(static_cast<std::size_t>(end - in.current()));
    return true;
  }
};

/// A name: a word that is not reserved.
struct name_token {
  using rule_t = name_token;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const char* end = word_end(in.current(), in.end());
    const auto size = static_cast<std::size_t>(end - in.current());
    if (size == 0 || is_reserved({in.current(), size})) return false;
    in.bump(size);
    return true;
  }
};

struct word_char : p::sor<p::alnum, p::one<'_'>> {};
struct text_characters : p::star<p::sor<p::not_one<'"', '\\', '\n'>, p::seq<p::one<'\\'>, p::one<'"', '\\'>>>> {};
struct text_end : p::one<'"'> {};
struct text_token : p::seq<p::one<'"'>, text_characters, p::must<text_end>> {};
struct date_token : p::seq<p::rep<4, p::digit>, p::one<'-'>, p::rep<2, p::digit>, p::one<'-'>, p::rep<2, p::digit>,
                           p::not_at<word_char>> {};
struct integer_token : p::seq<p::not_at<date_token>, p::plus<p::digit>, p::not_at<word_char>> {};
template <char C>
struct sign_token : p::one<C> {};

template <Phrase P>
struct word : p::seq<phrase<P>, space> {};
template <char C>
struct sign : p::seq<sign_token<C>, space> {};
struct name : p::seq<name_token, space> {};
struct text : p::seq<text_token, space> {};
struct date : p::seq<date_token, space> {};
struct integer : p::seq<integer_token, space> {};
struct comma : p::opt<sign<','>> {};

/// Words that carry their meaning.
template <Phrase P, typename Declared>
struct declares : word<P> {};
template <Phrase P, syntax::ChangeKind K>
struct changes : word<P> {};
template <Phrase P, syntax::Compare C>
struct compares : word<P> {};
template <Phrase P, syntax::ExprKind K>
struct opens : word<P> {};
template <Phrase P, syntax::Unit U>
struct measures : word<P> {};

/// Rules inside brackets and the like; the parser bounds how deep they nest.
template <typename... Rules>
struct nested {
  using rule_t = nested;
  using subs_t = p::type_list<Rules...>;
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control, typename Input, typename Builder>
  static bool match(Input& in, Builder& builder) {
    const auto level = builder.enter(in.current());
    return Control<p::seq<Rules...>>::template match<A, M, Action, Control>(in, builder);
  }
};

template <typename... Rules>
struct required<nested<p::star<Rules...>>> {
  using type = nested<p::star<Rules...>>;
};

// -- Parts that many declarations share
// --------------------------------------------------------------------------------

struct condition;
struct operand;
struct literal;

struct heading_name : p::seq<name> {};
struct heading_names : p::list_must<heading_name, sign<','>> {};
struct label : p::seq<text> {};
struct listed_name : p::seq<name> {};
struct names : p::list_must<listed_name, sign<','>> {};

struct target_outcome : p::seq<name> {};
struct target_decision : p::seq<name> {};
struct target : p::seq<target_outcome, p::opt<cut<word<"in decision">, target_decision>>> {};
struct targets : p::list_must<target, sign<','>> {};

struct set_type_name : p::seq<name> {};
struct yes_no_type : word<"yes/no"> {};
struct date_type : word<"date"> {};
struct number_type : word<"number"> {};
struct duration_type : word<"duration"> {};
struct note_type : word<"note"> {};
struct set_type : cut<word<"set of">, set_type_name> {};
struct named_type : p::seq<name> {};
struct type_or_none : word<"or none"> {};
struct base_type : p::sor<yes_no_type, date_type, number_type, duration_type, note_type, set_type, named_type> {};
struct type : p::seq<base_type, p::opt<type_or_none>> {};

struct period_from : p::seq<date> {};
struct period_end : p::seq<date> {};
struct up_to : cut<word<"to and including">, period_end> {};
struct period : p::sor<p::seq<word<"from">, p::must<period_from>, p::opt<up_to>>, up_to> {};
struct in_force_words : word<"in force"> {};
struct in_force : cut<in_force_words, period> {};

struct cited_source : p::seq<name> {};
struct cited_words : p::seq<text> {};
struct note_text : p::seq<text> {};
struct cites_note : cut<word<"cites">, cited_source, p::opt<cited_words>> {};
struct plain_note : cut<word<"note">, note_text> {};
/// A finding of `check` that is known, and why it stays.
struct accepted_finding : p::seq<name> {};
struct accepted_reason : p::seq<text> {};
struct accept : cut<word<"accept">, accepted_finding, accepted_reason> {};
struct accept_note : p::seq<accept> {};
struct note : p::sor<cites_note, plain_note, accept_note> {};
using notes = p::star<note>;
using accepts = p::star<accept_note>;

struct if_condition : p::seq<condition> {};
struct unless_condition : p::seq<condition> {};
struct always : word<"always"> {};
struct unless : cut<word<"unless">, unless_condition> {};
struct test : p::sor<always, p::seq<word<"if">, p::must<if_condition>, p::opt<unless>>, unless> {};
struct through_names : p::seq<names> {};
struct through_test : p::seq<test> {};
struct through : cut<word<"through">, through_names, p::opt<through_test>> {};
struct only_if : cut<word<"only if">, if_condition> {};
struct default_literal : p::seq<literal> {};
struct default_value : cut<word<"default">, default_literal> {};

// -- Conditions
// --------------------------------------------------------------------------------------------------------

struct member_name : p::seq<name> {};
struct members_open : sign<'{'> {};
struct members_close : sign<'}'> {};
struct members : p::seq<members_open, p::opt<p::list_tail<member_name, sign<','>>>, p::must<members_close>> {};

struct unit : p::sor<measures<"days", syntax::Unit::days>, measures<"day", syntax::Unit::days>,
                     measures<"weeks", syntax::Unit::weeks>, measures<"week", syntax::Unit::weeks>,
                     measures<"months", syntax::Unit::months>, measures<"month", syntax::Unit::months>,
                     measures<"years", syntax::Unit::years>, measures<"year", syntax::Unit::years>> {};
struct span_unit : p::sor<measures<"days", syntax::Unit::days>, measures<"months", syntax::Unit::months>,
                          measures<"years", syntax::Unit::years>> {};

struct date_value : p::seq<date> {};
struct duration_value : p::seq<integer, unit> {};
struct number_value : p::seq<integer> {};
struct yes_value : word<"yes"> {};
struct no_value : word<"no"> {};
struct none_value : word<"none"> {};
struct name_value : p::seq<name> {};
struct literal
    : p::sor<date_value, duration_value, number_value, yes_value, no_value, none_value, members, name_value> {};

struct after_word : word<"after"> {};
struct before_word : word<"before"> {};
struct shift_word : p::sor<after_word, before_word> {};
struct shift_end : p::seq<nested<operand>> {};
struct shift : cut<shift_word, shift_end> {};
struct shift_name : p::seq<name> {};
struct shifted_duration : p::seq<duration_value, p::opt<shift>> {};
struct shifted_name : cut<word<"the">, shift_name, shift> {};

struct span_from_word : word<"from"> {};
struct span_to_word : word<"to"> {};
struct span_from : p::seq<nested<operand>> {};
struct span_to : p::seq<nested<operand>> {};
using span_words = opens<"whole", syntax::ExprKind::span>;
struct span : cut<span_words, span_unit, span_from_word, span_from, span_to_word, span_to> {};

struct group;
struct block;
/// Which links count. An operand goes on after it, so that it stands in brackets.
struct among_where_body : p::sor<group, block> {};
struct among_where : cut<word<"where">, among_where_body> {};
struct counted_name : p::seq<name> {};
struct number_of : cut<opens<"number of", syntax::ExprKind::number_of>, counted_name, p::opt<among_where>> {};
struct the_earliest : word<"the earliest"> {};
struct the_latest : word<"the latest"> {};
/// Before `after` and `before`, `earliest` is the name of a duration.
struct at_extreme : p::at<p::sor<the_earliest, the_latest>, p::not_at<shift_word>> {};
struct extreme_open : sign<'{'> {};
struct extreme_close : sign<'}'> {};
struct extreme_body : nested<p::list_tail<operand, sign<','>>> {};
struct extreme_listed : cut<word<"of">, extreme_open, extreme_body, extreme_close> {};
struct among_words : word<"among"> {};
struct among_name : p::seq<name> {};
struct extreme_among : p::seq<nested<operand>, p::must<among_words, among_name>, p::opt<among_where>> {};
struct extreme_rest : p::sor<extreme_listed, extreme_among> {};
struct extreme : p::seq<at_extreme, p::sor<the_earliest, the_latest>, p::must<extreme_rest>> {};
struct others_fact : p::seq<name> {};
struct others_words
    : p::sor<opens<"other's", syntax::ExprKind::others_name>, opens<"other\u2019s", syntax::ExprKind::others_name>> {};
struct others_name : cut<others_words, others_fact> {};
struct as_of : word<"as_of"> {};

struct operand : p::sor<date_value, shifted_duration, number_value, extreme, shifted_name, span, number_of, others_name,
                        as_of, yes_value, no_value, none_value, members, name_value> {};

struct order
    : p::sor<compares<"on or before", syntax::Compare::on_or_before>,
             compares<"on or after", syntax::Compare::on_or_after>, compares<"on", syntax::Compare::on>,
             compares<"before", syntax::Compare::before>, compares<"after", syntax::Compare::after>,
             compares<"at least", syntax::Compare::at_least>, compares<"at most", syntax::Compare::at_most>,
             compares<"more than", syntax::Compare::more_than>, compares<"less than", syntax::Compare::less_than>> {};
struct order_operand : p::seq<operand> {};
struct order_test : cut<order, order_operand> {};

struct is_operand : p::seq<operand> {};
struct set_operand : p::sor<members, name_value> {};
struct included_member : p::seq<name_value> {};
struct is_words : p::sor<compares<"is not", syntax::Compare::is_not>, compares<"is", syntax::Compare::is>> {};
struct in_words : p::sor<compares<"not in", syntax::Compare::not_in>,
                         p::seq<p::not_at<phrase<"in force">>, compares<"in", syntax::Compare::in>>> {};
struct includes_set_words : p::sor<compares<"includes any of", syntax::Compare::includes_any_of>,
                                   compares<"includes all of", syntax::Compare::includes_all_of>,
                                   compares<"includes only", syntax::Compare::includes_only>,
                                   compares<"include any of", syntax::Compare::includes_any_of>,
                                   compares<"include all of", syntax::Compare::includes_all_of>,
                                   compares<"include only", syntax::Compare::includes_only>> {};
struct includes_words
    : p::sor<compares<"includes", syntax::Compare::includes>, compares<"include", syntax::Compare::includes>> {};
/// The tests that `not` may stand before.
struct match_test : p::sor<cut<is_words, is_operand>, cut<in_words, set_operand>, cut<includes_set_words, set_operand>,
                           cut<includes_words, included_member>> {};
struct compare_test : p::sor<order_test, match_test> {};
struct comparison : p::seq<operand, p::opt<compare_test>> {};

struct group_open : sign<'('> {};
struct group_close : sign<')'> {};
struct group_body : nested<condition> {};
struct group : cut<group_open, group_body, group_close> {};

struct block_open : sign<'{'> {};
struct block_close : sign<'}'> {};
struct block_body : nested<p::list_tail<condition, sign<','>>> {};
struct block_count : p::seq<integer> {};
struct block_of : word<"of"> {};
struct counted_block_words : cut<opens<"at least", syntax::ExprKind::at_least_of>, block_count, block_of> {};
struct block_words : p::sor<opens<"all of", syntax::ExprKind::all_of>, opens<"any of", syntax::ExprKind::any_of>,
                            opens<"none of", syntax::ExprKind::none_of>, counted_block_words> {};
struct block : cut<block_words, block_open, block_body, block_close> {};

struct negation;
struct mixed_and : word<"and"> {};
struct mixed_or : word<"or"> {};
struct mixed_operand : p::seq<negation> {};
struct mixed_rest : p::plus<p::sor<mixed_and, mixed_or>, p::must<mixed_operand>> {};

using link_words = opens<"is", syntax::ExprKind::link>;
struct link_relation : p::seq<name> {};
struct link_someone : word<"someone"> {};
struct link_no_one : word<"no one"> {};
struct link_quantifier : p::sor<link_someone, link_no_one> {};
struct refused_where : p::seq<mixed_rest> {};
struct where_start : p::success {};
struct where_comparison : p::seq<where_start, comparison, p::opt<refused_where>> {};
struct where_body : p::sor<group, block, where_comparison> {};
struct where : cut<word<"where">, where_body> {};
struct same_fact : p::seq<name> {};
struct with_the_same : cut<word<"with the same">, same_fact> {};
struct link : p::seq<link_words, p::must<link_relation, link_quantifier>, p::opt<with_the_same>, p::opt<where>> {};

struct refused_order : p::seq<order_test> {};
struct negated_comparison : p::seq<operand, p::opt<p::sor<refused_order, match_test>>> {};
struct negated : p::sor<group, block, link, negated_comparison> {};
using not_words = opens<"not", syntax::ExprKind::negation>;
struct not_test : cut<not_words, negated> {};
struct primary : p::sor<group, block, link, comparison> {};
struct negation : p::sor<not_test, primary> {};

struct connected_operand : p::seq<negation> {};
struct first_and : word<"and"> {};
struct first_or : word<"or"> {};
struct refused_mixture : p::seq<mixed_rest> {};
struct and_chain : p::seq<first_and, p::must<connected_operand>, p::star<word<"and">, p::must<connected_operand>>,
                          p::opt<refused_mixture>> {};
struct or_chain : p::seq<first_or, p::must<connected_operand>, p::star<word<"or">, p::must<connected_operand>>,
                         p::opt<refused_mixture>> {};
struct condition : p::seq<negation, p::opt<p::sor<and_chain, or_chain>>> {};

// -- Declarations: what a policy is about
// -------------------------------------------------------------------------------

struct title : p::seq<text> {};
struct authority : p::seq<text> {};
struct basis : p::seq<text> {};
struct round_down : word<"down"> {};
struct round_up : word<"up"> {};
struct rounding : p::sor<round_down, round_up> {};
struct month_ends_words : word<"month ends round"> {};
struct month_ends : cut<month_ends_words, rounding> {};
struct policy_period : p::seq<in_force> {};
struct policy_clause
    : p::sor<cut<word<"authority">, authority>, cut<word<"basis">, basis>, month_ends, policy_period, accept_note> {};
struct policy : cut<declares<"policy", syntax::Policy>, heading_name, title, p::star<policy_clause>> {};

struct used_path : p::seq<text> {};
struct use : cut<declares<"use", syntax::Use>, used_path> {};

struct publisher : p::seq<text> {};
struct file : p::seq<text> {};
struct url : p::seq<text> {};
struct dated : p::seq<date> {};
struct source_clause : p::sor<cut<word<"publisher">, publisher>, cut<word<"file">, file>, cut<word<"url">, url>,
                              cut<word<"dated">, dated>> {};
struct source : cut<declares<"source", syntax::Source>, heading_name, title, p::star<source_clause>, accepts> {};

struct member;
struct item_name : p::seq<name> {};
struct item_label : p::seq<text> {};
struct item_code : p::seq<text> {};
struct alias_text : p::seq<text> {};
struct alias_source : p::seq<name> {};
struct alias : p::seq<alias_text, p::opt<cut<word<"cites">, alias_source>>> {};
struct parts_open : sign<'{'> {};
struct parts_close : sign<'}'> {};
using parts_body = nested<p::star<member, comma>>;
struct parts : p::seq<parts_open, parts_body, p::must<parts_close>> {};
// After a comma, a text is one more alias, and a name is the next member.
struct another_alias : p::at<p::one<','>, space, p::one<'"'>> {};
struct aliases : p::seq<alias, p::star<another_alias, sign<','>, alias>> {};
struct member : p::seq<item_name, p::opt<item_label>, p::opt<cut<word<"code">, item_code>>,
                       p::opt<cut<word<"also">, aliases>>, p::opt<parts>> {};
struct enumeration_open : sign<'{'> {};
struct enumeration : cut<p::sor<declares<"regions", syntax::Enumeration>, declares<"kind", syntax::Enumeration>>,
                         heading_name, p::opt<label>, enumeration_open, parts_body, parts_close, accepts> {};

struct fact_type : p::seq<type> {};
struct fact : cut<declares<"fact", syntax::Fact>, heading_name, fact_type, p::opt<only_if>, p::opt<default_value>,
                  p::opt<label>, notes> {};
struct decided_by_words : word<"decided by"> {};
struct decided_by : p::seq<text> {};
struct judgement : cut<declares<"judgement", syntax::Fact>, heading_name, p::opt<fact_type>, p::opt<only_if>,
                       p::opt<label>, decided_by_words, decided_by, notes> {};

struct inverse_name : p::seq<name> {};
struct mutual : word<"mutual"> {};
struct acyclic_word : word<"acyclic"> {};
struct acyclic_with : p::seq<name> {};
struct acyclic : p::seq<acyclic_word, p::opt<cut<word<"with">, acyclic_with>>> {};
struct inverse : cut<word<"inverse of">, inverse_name> {};
struct link_fact_name : p::seq<name> {};
struct link_fact_type : p::seq<type> {};
struct link_fact_label : p::seq<text> {};
struct link_fact
    : p::seq<link_fact_name, p::must<link_fact_type>, p::opt<default_value>, p::opt<link_fact_label>, comma> {};
struct link_facts_open : sign<'{'> {};
struct link_facts_close : sign<'}'> {};
struct link_facts : cut<link_facts_open, p::star<link_fact>, link_facts_close> {};
struct relation : cut<declares<"relation", syntax::Relation>, heading_names, p::opt<p::sor<mutual, acyclic, inverse>>,
                      p::opt<label>, p::opt<link_facts>, accepts> {};

struct set_of : word<"of"> {};
struct set_kind : p::seq<name> {};
struct supplied : word<"supplied"> {};
struct is_word : word<"is"> {};
struct version_date : p::seq<date> {};
struct first_members : p::seq<members> {};
struct next_members : p::seq<members> {};
struct set_versions : cut<is_word, first_members, p::star<cut<word<"from">, version_date, is_word, next_members>>> {};
struct set_meaning : p::sor<supplied, set_versions> {};
struct set : cut<declares<"set", syntax::Set>, heading_name, set_of, set_kind, p::opt<label>, set_meaning, notes> {};

struct value_type : p::seq<type> {};
struct first_literal : p::seq<literal> {};
struct next_literal : p::seq<literal> {};
struct value_versions : cut<is_word, first_literal, p::star<cut<word<"from">, version_date, is_word, next_literal>>> {};
struct value_meaning : p::sor<p::seq<supplied, p::opt<default_value>>, value_versions> {};
struct value
    : cut<declares<"value", syntax::Value>, heading_name, p::opt<value_type>, p::opt<label>, value_meaning, notes> {};

// -- Declarations: what is decided
// --------------------------------------------------------------------------------------

struct option_value : p::seq<operand> {};
struct option_otherwise : word<"otherwise"> {};
struct option_condition : p::seq<condition> {};
struct option_end : p::sor<option_otherwise, cut<word<"if">, option_condition>> {};
struct option : p::seq<option_value, p::must<option_end>, comma> {};
struct choice_open : sign<'{'> {};
struct choice_close : sign<'}'> {};
struct choice : cut<word<"the first of">, choice_open, p::star<option>, choice_close> {};
struct define_type : p::seq<type> {};
struct define_operand : p::seq<operand> {};
struct define_is : p::sor<choice, define_operand> {};
struct define_test : p::seq<test> {};
struct define_through : cut<word<"through">, through_names> {};
struct define_value
    : cut<word<"as">, define_type, p::opt<label>, p::opt<in_force>, p::opt<define_through>, is_word, define_is> {};
struct define_links : p::seq<through, p::star<through>> {};
struct define_body : p::sor<define_links, define_test> {};
struct define_condition : p::seq<p::opt<label>, p::opt<in_force>, p::must<define_body>> {};
struct define_meaning : p::sor<define_value, define_condition> {};
struct define : cut<declares<"define", syntax::Define>, heading_name, define_meaning, notes> {};

struct outcome_name : p::seq<name> {};
struct outcome_label : p::seq<text> {};
struct outcome_otherwise : word<"otherwise"> {};
struct outcome : p::seq<outcome_name, p::opt<outcome_label>, p::opt<outcome_otherwise>> {};
struct outcomes_words : word<"is the first of"> {};
struct outcomes_open : sign<'{'> {};
struct outcomes_close : sign<'}'> {};
struct yes_no_decision : word<"yes/no"> {};
struct outcomes : cut<outcomes_words, outcomes_open, p::star<outcome, comma>, outcomes_close> {};
struct decision_meaning : p::sor<p::seq<yes_no_decision, p::opt<label>>, p::seq<p::opt<label>, p::must<outcomes>>> {};
struct decision : cut<declares<"decision", syntax::Decision>, heading_name, decision_meaning, notes> {};

struct for_word : word<"for"> {};
struct from_word : word<"from"> {};
struct to_word : word<"to"> {};
struct of_word : word<"of"> {};
struct rule_target : p::seq<target> {};
struct rule_targets : p::seq<targets> {};
struct rule_names : p::seq<names> {};
struct rule_test : p::seq<test> {};
struct ground : cut<declares<"ground", syntax::Rule>, heading_name, for_word, rule_target, p::opt<label>,
                    p::opt<in_force>, rule_test, notes> {};
struct exclusion : cut<declares<"exclusion", syntax::Rule>, heading_name, from_word, rule_targets, p::opt<label>,
                       p::opt<in_force>, rule_test, notes> {};
struct exception : cut<declares<"exception", syntax::Rule>, heading_name, to_word, rule_names, p::opt<label>,
                       p::opt<in_force>, rule_test, notes> {};
struct from_target : p::seq<target> {};
struct from_list : p::list_must<from_target, word<"or">> {};
struct from_targets : cut<word<"from">, from_list> {};
struct derivation : cut<declares<"derivation", syntax::Rule>, heading_name, of_word, rule_target, p::opt<from_targets>,
                        p::opt<label>, p::opt<in_force>, through, p::star<through>, notes> {};

struct impossible_if : word<"if"> {};
struct impossible_condition : p::seq<condition> {};
struct impossible : cut<declares<"impossible", syntax::Impossible>, heading_name, p::opt<label>, impossible_if,
                        impossible_condition, accepts> {};

// -- Amendments
// ---------------------------------------------------------------------------------------------------------

struct rule : p::sor<ground, derivation, exclusion, exception, define, decision> {};
struct repealed_word : p::sor<word<"ground">, word<"derivation">, word<"exclusion">, word<"exception">, word<"define">,
                              word<"set">, word<"value">> {};
struct changed_name : p::seq<name> {};
struct changed_members : p::seq<members> {};
struct changed_literal : p::seq<literal> {};
struct insertion : cut<changes<"insert", syntax::ChangeKind::insert>, rule> {};
struct replacement : cut<changes<"replace", syntax::ChangeKind::replace>, rule> {};
struct repeal : cut<changes<"repeal", syntax::ChangeKind::repeal>, repealed_word, changed_name> {};
struct set_change : cut<changes<"set", syntax::ChangeKind::set_is>, changed_name, is_word, changed_members> {};
struct addition : cut<changes<"add to", syntax::ChangeKind::add_to>, changed_name, changed_members> {};
struct removal : cut<changes<"remove from", syntax::ChangeKind::remove_from>, changed_name, changed_members> {};
struct value_change : cut<changes<"value", syntax::ChangeKind::value_is>, changed_name, is_word, changed_literal> {};
struct accept_change : p::seq<accept> {};
struct plain_change : p::seq<p::sor<repeal, set_change, addition, removal, value_change>, p::star<accept_change>> {};
struct change : p::sor<insertion, replacement, plain_change> {};

struct amendment_in_force : word<"in force"> {};
struct amendment_from_word : word<"from"> {};
struct amendment_from : p::seq<date> {};
struct amendment_after : p::seq<names> {};
struct amendment_test : p::seq<test> {};
struct amendment_open : sign<'{'> {};
struct amendment_close : sign<'}'> {};
struct amendment_heading
    : cut<declares<"amendment", syntax::Amendment>, heading_name, p::opt<label>, amendment_in_force,
          amendment_from_word, amendment_from, p::opt<cut<word<"after">, amendment_after>>,
          p::opt<cut<word<"applies">, amendment_test>>, notes, amendment_open> {};
/// Also where reading goes on after an error inside an amendment.
struct amendment_rest : p::seq<p::star<change>, p::must<amendment_close>> {};
struct amendment : p::seq<amendment_heading, amendment_rest> {};

// -- Persons and cases
// --------------------------------------------------------------------------------------------------

struct entry;
struct entry_name : p::seq<name> {};
struct entry_unknown : word<"unknown"> {};
struct entry_to : p::seq<name> {};
struct entry_literal : p::seq<literal> {};
struct facts_open : sign<'{'> {};
struct facts_close : sign<'}'> {};
using facts_body = nested<p::star<entry, comma>>;
struct facts : cut<facts_open, facts_body, facts_close> {};
struct entry_link : cut<word<"to">, entry_to, p::opt<facts>> {};
struct entry_value : p::sor<entry_unknown, entry_link, entry_literal> {};
struct entry : p::seq<entry_name, p::must<entry_value>> {};
struct person_facts : p::seq<facts> {};
struct person : cut<declares<"person", syntax::Person>, heading_name, p::opt<label>, person_facts> {};

struct path_person : p::seq<name> {};
struct path_name : p::seq<name> {};
struct path_dot : sign<'.'> {};
struct path_index : p::seq<integer> {};
struct path_index_close : sign<']'> {};
struct path_fact : p::seq<name> {};
struct path : p::seq<path_person, p::must<path_dot, path_name>,
                     p::opt<cut<sign<'['>, path_index, path_index_close, path_dot, path_fact>>> {};
struct paths : p::list_must<path, sign<','>> {};

struct expect_person : p::seq<name> {};
struct expect_decision : p::seq<name> {};
struct expect_undetermined : word<"undetermined"> {};
struct expect_missing : cut<word<"missing">, paths> {};
struct expect_literal : p::seq<literal> {};
struct expect_value : p::sor<p::seq<expect_undetermined, p::opt<expect_missing>>, expect_literal> {};
struct because_names : p::seq<names> {};
struct derived_names : p::seq<names> {};
struct expect_words : word<"expect"> {};
struct impossible_names : p::seq<names> {};
struct expect_impossible : cut<word<"impossible">, impossible_names> {};
struct expect_result
    : p::seq<p::must<expect_person, expect_decision, expect_value>, p::opt<cut<word<"because">, because_names>>,
             p::opt<cut<word<"derived from">, derived_names>>> {};
struct expect : p::seq<expect_words, p::sor<expect_impossible, expect_result>> {};

struct given_words : word<"given"> {};
struct given_name : p::seq<name> {};
struct given_literal : p::seq<literal> {};
struct given : cut<given_words, given_name, given_literal> {};
struct case_note : p::seq<text> {};
struct like_name : p::seq<name> {};
struct case_person_name : p::seq<name> {};
struct case_person_facts : p::seq<facts> {};
struct like : cut<word<"like">, like_name, p::opt<case_person_facts>> {};
struct case_person_body : p::sor<like, case_person_facts> {};
struct case_person : p::seq<case_person_name, p::must<case_person_body>> {};
struct case_title : p::seq<text> {};
struct case_on : word<"on"> {};
struct case_date : p::seq<date> {};
struct case_clause : p::sor<cut<word<"note">, case_note>, given, expect, case_person> {};
struct case_ : cut<declares<"case", syntax::Case>, case_title, case_on, case_date, p::star<case_clause>> {};

// -- The whole
// ----------------------------------------------------------------------------------------------------------

struct declaration : p::sor<policy, use, source, enumeration, fact, judgement, relation, set, value, define, decision,
                            ground, derivation, exclusion, exception, amendment, impossible, person, case_> {};
struct end_of_file : p::eof {};
struct document : p::seq<p::star<declaration>, p::must<end_of_file>> {};

}  // namespace proviso::grammar

namespace tao::pegtl {

template <typename Name>
struct analyze_traits<Name, proviso::grammar::space> : analyze_opt_traits<> {};
template <typename Name, proviso::grammar::Phrase P>
struct analyze_traits<Name, proviso::grammar::phrase<P>> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, proviso::grammar::name_token> : analyze_any_traits<> {};
template <typename Name, typename... Rules>
struct analyze_traits<Name, proviso::grammar::nested<Rules...>> : analyze_traits<Name, typename seq<Rules...>::rule_t> {
};

}  // namespace tao::pegtl
