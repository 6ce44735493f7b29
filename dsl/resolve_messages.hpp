#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/resolve_terms.hpp"
#include "dsl/resolver.hpp"
#include "dsl/rule_kind_word.hpp"

// How the resolver speaks: words for types and things, and the messages about names that lead nowhere, each with the
// nearest name and with where such names are declared. Private to dsl/resolve*.cpp.
namespace proviso::resolution {

/// "a date", "a member of ukraine", "yes or no", "a set of country".
std::string type_words(const State& state, const Type& type);
/// "region of ukraine", "member of country", "outcome of protection".
std::string member_words(const State& state, EnumId enumeration);
/// "fact", "judgement", "define", "ground", "amendment", …
std::string_view thing_word(const State& state, const Named& named);
/// "a" or "an", and the word.
std::string with_article(std::string_view word);
/// "`a`", "`a` and `b`", "`a`, `b` and `c`", "`a`, `b`, … and 12 more".
std::string listed(const std::vector<std::string>& names, std::string_view last = "and");
/// The names of the parts of a group that are values.
std::vector<std::string> leaf_names(const Enumeration& enumeration, const EnumMember& group);

/// The kinds that have a member of this name, the first by name in front; null if there is none.
const std::vector<EnumId>* enumerations_with(State& state, std::string_view name);

void report_unknown_source(State& state, const syntax::Name& name);
void report_unknown_kind(State& state, const syntax::Name& name);
void report_unknown_relation(State& state, const syntax::Name& name);
void report_unknown_decision(State& state, const syntax::Name& name);
void report_unknown_rule(State& state, const syntax::Name& name, std::string_view wanted);
/// The relations whose links have a fact of this name.
std::vector<RelationId> relations_with_fact(const State& state, std::string_view fact);
/// A fact of links of `meant` that a condition on `links`, which do not all have it, reads; or one on no links.
void report_link_fact(State& state, const syntax::Name& name, const std::vector<RelationId>& meant,
                      const NamedLinks& links);
/// A bare name of a condition. `link_group`: the facts of which relations may be named here, or kNoId.
void report_unknown_name(State& state, const syntax::Name& name, std::uint32_t link_group);
/// A name that should be a member; also one that fits members by code, alias or beginning.
void report_unknown_member(State& state, EnumId enumeration, const syntax::Name& name);
/// A name that is a member of the expected kind and also an item.
void report_ambiguous_name(State& state, EnumId enumeration, std::uint32_t member, const syntax::Name& name);
/// A name written twice in one list.
void report_repeated(State& state, const syntax::Name& name, Span first);
void report_note_tested(State& state, const syntax::Name& name, Span declared);
/// `none` as a value of a type that does not say `or none`.
void report_none_not_allowed(State& state, const Type& type, Span span, std::string_view owner);
/// `otherwise` is missing at the end of a list (`missing`), or stands before it.
void report_otherwise(State& state, std::string_view owner, Span span, bool missing);
void report_group_as_value(State& state, EnumId enumeration, std::uint32_t member, const syntax::Name& name);

}  // namespace proviso::resolution
