#pragma once

#include "dsl/grammar.hpp"
#include "dsl/parser_errors.hpp"

// What each rule that must match is called in messages. A rule under `must` without an entry here does not compile.
namespace proviso {

template <typename Rule>
struct ExpectationOf;  // undefined: say below what the rule stands for

template <typename Rule>
inline constexpr Expectation expected = ExpectationOf<Rule>::value;

#define PROVISO_EXPECTED(rule, ...)                  \
  template <>                                        \
  struct ExpectationOf<grammar::rule> {              \
    static constexpr Expectation value{__VA_ARGS__}; \
  };

// Lexis
PROVISO_EXPECTED(text_end, Kind::unclosed_text, "the closing quote")
PROVISO_EXPECTED(end_of_file, Kind::expected_declaration, "a declaration")

// Names
PROVISO_EXPECTED(heading_name, Kind::expected_name, "a name")
PROVISO_EXPECTED(heading_names, Kind::expected_name, "the name of the relation")
PROVISO_EXPECTED(listed_name, Kind::expected_name, "another name", "a list of names is written `one, two, three`")
PROVISO_EXPECTED(target, Kind::expected_name, "the name of an outcome")
PROVISO_EXPECTED(target_decision, Kind::expected_name, "the name of a decision", "write `OUTCOME in decision DECISION`")
PROVISO_EXPECTED(set_type_name, Kind::expected_name, "the name of a kind or of regions", "write `set of country`")
PROVISO_EXPECTED(cited_source, Kind::expected_name, "the name of a source", "write `cites SOURCE \"the words quoted\"`")
PROVISO_EXPECTED(accepted_finding, Kind::expected_name, "the finding that is accepted",
                 "write `accept FINDING \"why it stays\"`, with the finding as `proviso check` names it")
PROVISO_EXPECTED(shift_name, Kind::expected_name, "the name of a duration", "write `the waiting_time after DATE`")
PROVISO_EXPECTED(counted_name, Kind::expected_name, "the name of a set or of a relation",
                 "write `number of citizenships`, or `number of child_of where (…)`")
PROVISO_EXPECTED(among_name, Kind::expected_name, "the name of a relation",
                 "write `the earliest since among partner_of where (…)`")
PROVISO_EXPECTED(same_fact, Kind::expected_name, "the name of a fact of the link",
                 "write `is adopted_by someone with the same adopted_on where …`")
PROVISO_EXPECTED(acyclic_with, Kind::expected_name, "the name of a relation",
                 "write `relation adopted_by acyclic with born_to`")
PROVISO_EXPECTED(others_fact, Kind::expected_name, "the name of a fact, define, decision, set or value",
                 "write `other's application_date`; give what is longer than one name a name with `define`")
PROVISO_EXPECTED(included_member, Kind::expected_name, "one member of a kind",
                 "for several members write `includes any of { … }` or `includes all of { … }`")
PROVISO_EXPECTED(link_relation, Kind::expected_name, "the name of a relation", "write `is parent_of someone`")
PROVISO_EXPECTED(alias_source, Kind::expected_name, "the name of a source", "write `also \"Torn\" cites SOURCE`")
PROVISO_EXPECTED(inverse_name, Kind::expected_name, "the name of a relation",
                 "write `relation child_of inverse of parent_of`")
PROVISO_EXPECTED(set_kind, Kind::expected_name, "the name of a kind or of regions", "write `set NAME of KIND is { … }`")
PROVISO_EXPECTED(rule_target, Kind::expected_name, "the name of an outcome")
PROVISO_EXPECTED(rule_targets, Kind::expected_name, "the name of an outcome",
                 "write `exclusion NAME from OUTCOME if …`")
PROVISO_EXPECTED(rule_names, Kind::expected_name, "the name of a rule or an amendment",
                 "write `exception NAME to RULE if …`")
PROVISO_EXPECTED(from_list, Kind::expected_name, "the name of an outcome")
PROVISO_EXPECTED(from_target, Kind::expected_name, "the name of an outcome")
PROVISO_EXPECTED(through_names, Kind::expected_name, "the name of a relation", "write `through spouse_of, child_of`")
PROVISO_EXPECTED(changed_name, Kind::expected_name, "the name of what is changed")
PROVISO_EXPECTED(amendment_after, Kind::expected_name, "the name of an amendment")
PROVISO_EXPECTED(entry_to, Kind::expected_name, "the name of the other person", "write `spouse_of to petro`")
PROVISO_EXPECTED(path, Kind::expected_name, "what is missing", "write `missing PERSON.FACT`")
PROVISO_EXPECTED(paths, Kind::expected_name, "what is missing", "write `missing PERSON.FACT`")
PROVISO_EXPECTED(path_name, Kind::expected_name, "the name of a fact or a relation", "write `PERSON.FACT`")
PROVISO_EXPECTED(path_fact, Kind::expected_name, "the name of a fact of the link", "write `PERSON.RELATION[0].FACT`")
PROVISO_EXPECTED(expect_person, Kind::expected_name, "the name of a person", "write `expect PERSON DECISION VALUE`")
PROVISO_EXPECTED(expect_decision, Kind::expected_name, "the name of a decision or a definition",
                 "write `expect PERSON DECISION VALUE`")
PROVISO_EXPECTED(impossible_names, Kind::expected_name, "the name of an `impossible` of the policy",
                 "write `expect impossible NAME`")
PROVISO_EXPECTED(because_names, Kind::expected_name, "the name of a rule")
PROVISO_EXPECTED(derived_names, Kind::expected_name, "the name of a person")
PROVISO_EXPECTED(given_name, Kind::expected_name, "the name of something supplied", "write `given NAME VALUE`")
PROVISO_EXPECTED(like_name, Kind::expected_name, "the name of a person", "write `olena like PERSON { … }`")

// Texts
PROVISO_EXPECTED(title, Kind::expected_text, "a title in quotes", "write `\"the title\"`")
PROVISO_EXPECTED(authority, Kind::expected_text, "the authority in quotes")
PROVISO_EXPECTED(basis, Kind::expected_text, "the legal basis in quotes")
PROVISO_EXPECTED(used_path, Kind::expected_text, "the path of a file in quotes",
                 "write `use \"../vocabulary/ukraine.proviso\"`")
PROVISO_EXPECTED(publisher, Kind::expected_text, "the publisher in quotes")
PROVISO_EXPECTED(file, Kind::expected_text, "a file name in quotes")
PROVISO_EXPECTED(url, Kind::expected_text, "an address in quotes")
PROVISO_EXPECTED(item_code, Kind::expected_text, "a code in quotes", "write `code \"UA-56\"`")
PROVISO_EXPECTED(aliases, Kind::expected_text, "another name in quotes", "write `also \"Rovno\", \"Rivnenska\"`")
PROVISO_EXPECTED(note_text, Kind::expected_text, "the text of the note in quotes")
PROVISO_EXPECTED(accepted_reason, Kind::expected_text, "the reason in quotes",
                 "write `accept FINDING \"why it stays\"`")
PROVISO_EXPECTED(decided_by, Kind::expected_text, "who decides, in quotes", "write `decided by \"caseworker\"`")
PROVISO_EXPECTED(case_note, Kind::expected_text, "the text of the note in quotes")
PROVISO_EXPECTED(case_title, Kind::expected_text, "the title of the case in quotes",
                 "write `case \"what it shows\" on DATE`")

// Dates and numbers
PROVISO_EXPECTED(period_from, Kind::expected_date, "a date")
PROVISO_EXPECTED(period_end, Kind::expected_date, "a date")
PROVISO_EXPECTED(dated, Kind::expected_date, "a date")
PROVISO_EXPECTED(version_date, Kind::expected_date, "a date")
PROVISO_EXPECTED(amendment_from, Kind::expected_date, "a date")
PROVISO_EXPECTED(case_date, Kind::expected_date, "a date")
PROVISO_EXPECTED(block_count, Kind::expected_number, "a number", "write `at least 2 of { … }`")
PROVISO_EXPECTED(path_index, Kind::expected_number, "a number")
PROVISO_EXPECTED(period, Kind::expected_words, "`from` or `to and including`",
                 "write `in force from DATE`, `in force to and including DATE`, or both")

// Types
PROVISO_EXPECTED(fact_type, Kind::expected_type, "the kind of value of the fact",
                 "write `yes/no`, `date`, `number`, `duration`, `note`, `set of KIND`, or the name of a kind")
PROVISO_EXPECTED(link_fact_type, Kind::expected_type, "the kind of value of the link's fact",
                 "write `yes/no`, `date`, `number`, `duration`, `note`, `set of KIND`, or the name of a kind")
PROVISO_EXPECTED(define_type, Kind::expected_type, "the kind of value",
                 "write `yes/no`, `date`, `number`, `duration`, `set of KIND`, or the name of a kind")

// Conditions
PROVISO_EXPECTED(if_condition, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(unless_condition, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(option_condition, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(impossible_condition, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(connected_operand, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(mixed_operand, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(group_body, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(block_body, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(negated, Kind::expected_condition, "a condition")
PROVISO_EXPECTED(where_body, Kind::expected_condition, "a condition about the link or the other person",
                 "write one test, or several in parentheses: `where (since before 2022-02-24 and other's resident)`")
PROVISO_EXPECTED(rule_test, Kind::expected_condition, "`if` with a condition, `unless` with a condition, or `always`")
PROVISO_EXPECTED(define_meaning, Kind::expected_condition, "`if` with a condition")
PROVISO_EXPECTED(define_body, Kind::expected_condition, "`if` with a condition, or `as` with a kind of value",
                 "write `define NAME if CONDITION`, or `define NAME as TYPE is VALUE`")
PROVISO_EXPECTED(amendment_test, Kind::expected_condition,
                 "`if` with a condition, `unless` with a condition, or `always`", "write `applies if CONDITION`")
PROVISO_EXPECTED(link_quantifier, Kind::expected_words, "`someone` or `no one`",
                 "a test of a relation is written `is parent_of someone`; a comparison begins with what is compared: "
                 "`status is granted`")

// Values
PROVISO_EXPECTED(among_where_body, Kind::expected_words, "`(` with a condition about the link or the other person",
                 "write `where (…)`; the brackets show where the condition ends and the comparison goes on")
PROVISO_EXPECTED(among_words, Kind::expected_words, "`among` with a relation",
                 "write `the earliest of { one, two }`, or `the earliest since among partner_of`")
PROVISO_EXPECTED(extreme_rest, Kind::expected_words, "`of` with dates in braces, or a date of a link",
                 "write `the earliest of { one, two }`, or `the earliest since among partner_of`")
PROVISO_EXPECTED(extreme_body, Kind::expected_value, "a date, or what has one")
PROVISO_EXPECTED(default_literal, Kind::expected_value, "a value")
PROVISO_EXPECTED(shift_end, Kind::expected_value, "a date, or what has one")
PROVISO_EXPECTED(span_from, Kind::expected_value, "the first date")
PROVISO_EXPECTED(span_to, Kind::expected_value, "the last date")
PROVISO_EXPECTED(order_operand, Kind::expected_value, "what to compare with")
PROVISO_EXPECTED(is_operand, Kind::expected_value, "what to compare with")
PROVISO_EXPECTED(set_operand, Kind::expected_value, "the name of a set, or members in braces",
                 "write `in { one, two }`, or `in SET`")
PROVISO_EXPECTED(first_members, Kind::expected_value, "the members in braces",
                 "write `is { one, two }`; `{ }` has none")
PROVISO_EXPECTED(next_members, Kind::expected_value, "the members in braces", "write `is { one, two }`; `{ }` has none")
PROVISO_EXPECTED(changed_members, Kind::expected_value, "the members in braces", "write `{ one, two }`; `{ }` has none")
PROVISO_EXPECTED(first_literal, Kind::expected_value, "a value")
PROVISO_EXPECTED(next_literal, Kind::expected_value, "a value")
PROVISO_EXPECTED(changed_literal, Kind::expected_value, "a value")
PROVISO_EXPECTED(define_is, Kind::expected_value, "a value, or `the first of { … }`")
PROVISO_EXPECTED(entry_value, Kind::expected_value, "the value of the fact",
                 "write a value or `unknown`; a relation is written `spouse_of to petro`")
PROVISO_EXPECTED(expect_value, Kind::expected_value, "the value that is expected",
                 "write `expect PERSON DECISION VALUE`")
PROVISO_EXPECTED(given_literal, Kind::expected_value, "a value", "write `given NAME VALUE`")

// Words of the language
PROVISO_EXPECTED(shift, Kind::expected_words, "`after` or `before`",
                 "write `the waiting_time after DATE`, or the name without `the`")
PROVISO_EXPECTED(span_unit, Kind::expected_words, "`days`, `months` or `years`",
                 "write `whole years from DATE to DATE`")
PROVISO_EXPECTED(span_from_word, Kind::expected_words, "`from`", "write `whole years from DATE to DATE`")
PROVISO_EXPECTED(span_to_word, Kind::expected_words, "`to`", "write `whole years from DATE to DATE`")
PROVISO_EXPECTED(block_of, Kind::expected_words, "`of`", "write `at least 2 of { … }`")
PROVISO_EXPECTED(rounding, Kind::expected_words, "`down` or `up`",
                 "write `month ends round down` or `month ends round up`")
PROVISO_EXPECTED(decided_by_words, Kind::expected_words, "`decided by` with who decides",
                 "end the judgement with `decided by \"caseworker\"`")
PROVISO_EXPECTED(set_of, Kind::expected_words, "`of` with the name of a kind", "write `set NAME of KIND is { … }`")
PROVISO_EXPECTED(set_meaning, Kind::expected_words, "`is` with the members, or `supplied`",
                 "write `set NAME of KIND is { … }` or `set NAME of KIND supplied`")
PROVISO_EXPECTED(is_word, Kind::expected_words, "`is`")
PROVISO_EXPECTED(value_meaning, Kind::expected_words, "`is` with a value, or `supplied`",
                 "write `value NAME is VALUE` or `value NAME TYPE supplied`")
PROVISO_EXPECTED(option_end, Kind::expected_words, "`if` with a condition, or `otherwise`",
                 "write `VALUE if CONDITION`, and for the last one `VALUE otherwise`; the first of several dates is "
                 "`the earliest of { one, two }`")
PROVISO_EXPECTED(decision_meaning, Kind::expected_words, "`yes/no`, or `is the first of { … }`")
PROVISO_EXPECTED(outcomes, Kind::expected_words, "`yes/no`, or `is the first of { … }`",
                 "write `decision NAME yes/no`, or `decision NAME is the first of { one, two otherwise }`")
PROVISO_EXPECTED(for_word, Kind::expected_words, "`for` with an outcome", "write `ground NAME for OUTCOME if …`")
PROVISO_EXPECTED(from_word, Kind::expected_words, "`from` with an outcome", "write `exclusion NAME from OUTCOME if …`")
PROVISO_EXPECTED(to_word, Kind::expected_words, "`to` with the name of a rule", "write `exception NAME to RULE if …`")
PROVISO_EXPECTED(of_word, Kind::expected_words, "`of` with an outcome",
                 "write `derivation NAME of OUTCOME through RELATION`")
PROVISO_EXPECTED(through, Kind::expected_words, "`through` with a relation",
                 "write `derivation NAME of OUTCOME through RELATION`")
PROVISO_EXPECTED(impossible_if, Kind::expected_words, "`if` with a condition", "write `impossible NAME if CONDITION`")
PROVISO_EXPECTED(
    rule, Kind::expected_words, "the whole rule",
    "write the whole text: `insert exclusion NAME from OUTCOME if …`; what can be inserted or replaced are "
    "grounds, derivations, exclusions, exceptions, definitions and decisions")
PROVISO_EXPECTED(repealed_word, Kind::expected_words, "the word for what is repealed",
                 "write `repeal exclusion NAME`; what can be repealed are a ground, derivation, exclusion, exception, "
                 "define, set or value")
PROVISO_EXPECTED(amendment_in_force, Kind::expected_words, "`in force from` with a date",
                 "write `amendment NAME in force from DATE { … }`")
PROVISO_EXPECTED(amendment_from_word, Kind::expected_words, "`from` with a date",
                 "write `amendment NAME in force from DATE { … }`; an amendment has a first day, and no last one")
PROVISO_EXPECTED(case_on, Kind::expected_words, "`on` with the date of the assessment",
                 "write `case \"title\" on DATE`")
PROVISO_EXPECTED(case_person_body, Kind::expected_words, "`{` with facts, or `like` and a person",
                 "write `olena { … }` or `olena like PERSON { … }`; a person without facts is `olena { }`")
PROVISO_EXPECTED(path_dot, Kind::expected_words, "`.` with the name of a fact", "write `PERSON.FACT`")

// Brackets
PROVISO_EXPECTED(members_close, Kind::unclosed_bracket, "`}`", {}, true, true)
PROVISO_EXPECTED(group_close, Kind::unclosed_bracket, "`)`", {}, true)
PROVISO_EXPECTED(block_close, Kind::unclosed_bracket, "`}`", {}, true, true)
PROVISO_EXPECTED(parts_close, Kind::unclosed_bracket, "`}`", {}, true)
PROVISO_EXPECTED(link_facts_close, Kind::unclosed_bracket, "`}`", {}, true)
PROVISO_EXPECTED(choice_close, Kind::unclosed_bracket, "`}`", {}, true)
PROVISO_EXPECTED(outcomes_close, Kind::unclosed_bracket, "`}`", {}, true)
PROVISO_EXPECTED(amendment_close, Kind::unclosed_bracket, "`}`", {}, true)
PROVISO_EXPECTED(facts_close, Kind::unclosed_bracket, "`}`", {}, true)
PROVISO_EXPECTED(path_index_close, Kind::unclosed_bracket, "`]`", {}, true)
PROVISO_EXPECTED(block_open, Kind::expected_words, "`{` with the conditions", "write `all of { one, two }`")
PROVISO_EXPECTED(extreme_close, Kind::unclosed_bracket, "`}`", {}, true, true)
PROVISO_EXPECTED(extreme_open, Kind::expected_words, "`{` with the dates", "write `the earliest of { one, two }`")
PROVISO_EXPECTED(enumeration_open, Kind::expected_words, "`{` with the members", "write `kind NAME { one, two }`")
PROVISO_EXPECTED(choice_open, Kind::expected_words, "`{` with the values",
                 "write `is the first of { VALUE if CONDITION, VALUE otherwise }`")
PROVISO_EXPECTED(outcomes_open, Kind::expected_words, "`{` with the outcomes",
                 "write `is the first of { one, two otherwise }`")
PROVISO_EXPECTED(amendment_open, Kind::expected_words, "`{` with the changes",
                 "write the changes in braces: `{ repeal exclusion NAME }`")
PROVISO_EXPECTED(person_facts, Kind::expected_words, "`{` with the facts", "write `person NAME { FACT VALUE }`")

#undef PROVISO_EXPECTED

}  // namespace proviso
