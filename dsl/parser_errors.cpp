#include "dsl/parser_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "dsl/nearest.hpp"
#include "dsl/parser_slips.hpp"
#include "dsl/value.hpp"
#include "dsl/words.hpp"

namespace proviso {
namespace {

std::string said(const TextPlace& place, Span span) { return quoted_text(place.view(span)); }

/// The innermost bracket that is open at `place`, read from the start of the declaration.
std::optional<Span> open_bracket(const TextPlace& place, const Builder& builder) {
  const Span start = builder.in_amendment() ? builder.amendment_keyword() : builder.keyword();
  std::vector<std::uint32_t> open;
  const char* const end = place.text.data() + place.at;
  for (const char* at = place.text.data() + start.begin; (at = skip_space(at, end)) < end;) {
    if (*at == '"') {
      at = skip_quoted(at, end);
      continue;
    }
    if (*at == '{' || *at == '(' || *at == '[') open.push_back(static_cast<std::uint32_t>(at - place.text.data()));
    if ((*at == '}' || *at == ')' || *at == ']') && !open.empty()) open.pop_back();
    ++at;
  }
  if (open.empty()) return std::nullopt;
  return place.span(open.back(), open.back() + 1);
}

Diagnostic unclosed_text(const TextPlace& place, Span opening) {
  if (!place.at_end && place.text[place.at] == '\\') {
    const std::uint32_t end = std::min<std::uint32_t>(place.at + 2, static_cast<std::uint32_t>(place.text.size()));
    return {Kind::unknown_escape,
            fmt::format("`{}` has no meaning in a text", said(place, place.span(place.at, end))),
            {place.span(place.at, end), ""},
            {},
            {"in a text in quotes, write `\\\"` for a quote and `\\\\` for a backslash"}};
  }
  return {Kind::unclosed_text,
          "this text in quotes is not closed on its line",
          {opening, "begins here"},
          {},
          {"close it with `\"` on the same line; a text cannot go on over the end of a line"}};
}

/// Where the quote that is not closed opens: the text was read from there to `place`.
Span opening_quote(const TextPlace& place) {
  const std::size_t line = place.text.substr(0, place.at).rfind('\n');
  const char* at = place.text.data() + (line == std::string_view::npos ? 0 : line + 1);
  const char* const end = place.text.data() + place.at;
  const char* quote = at;
  while (at < end) {
    if (*at == '"') quote = at;
    at = *at == '"' ? skip_quoted(at, end) : at + 1;
  }
  const auto begin = static_cast<std::uint32_t>(quote - place.text.data());
  return place.span(begin, place.at);
}

bool begins_next(const TextPlace& place, const Builder& builder) {
  if (!place.first_on_line) return false;
  return begins_declaration(place.word) || (builder.in_amendment() && begins_change(place.word));
}

bool is_closer(const TextPlace& place) {
  return !place.at_end && (place.text[place.at] == '}' || place.text[place.at] == ')' || place.text[place.at] == ']');
}

std::string after_what(const TextPlace& place) {
  const Span last = place.last_token();
  if (last.begin == last.end) return "";
  return fmt::format(" after `{}`", said(place, last));
}

std::vector<std::string> advice(const Expectation& expected) {
  if (expected.write.empty()) return {};
  return {std::string(expected.write)};
}

Diagnostic something_missing(const TextPlace& place, const Expectation& expected) {
  const Span where = place.on_new_line || place.at_end ? place.gap() : place.token();
  return {expected.kind,
          fmt::format("{} is missing{}", expected.what, after_what(place)),
          {where, "here"},
          {},
          advice(expected)};
}

Diagnostic something_else(const TextPlace& place, const Expectation& expected) {
  return {expected.kind,
          fmt::format("`{}` stands where {} should stand", said(place, place.token()), expected.what),
          {place.token(), fmt::format("{} should stand here", expected.what)},
          {},
          advice(expected)};
}

Diagnostic reserved_word(const TextPlace& place, const Expectation& expected) {
  Diagnostic diagnostic{
      Kind::reserved_name,
      fmt::format("`{}` is a word of the language, and stands where {} should stand", place.word, expected.what),
      {place.word_span(), "not a name"}};
  diagnostic.notes.push_back(
      fmt::format("if `{0}` is meant as a name, choose a longer one, such as `the_{0}`", place.word));
  if (!expected.write.empty()) diagnostic.notes.push_back("if the name was left out: " + std::string(expected.write));
  return diagnostic;
}

Diagnostic bracket_missing(const TextPlace& place, const Expectation& expected, const Builder& builder) {
  const auto opener = open_bracket(place, builder);
  const bool next = place.at_end || place.on_new_line;
  Diagnostic diagnostic{Kind::unclosed_bracket,
                        fmt::format("{} is missing{}", expected.what, after_what(place)),
                        {next ? place.gap() : place.token(), fmt::format("{} is expected here", expected.what)}};
  if (opener) {
    diagnostic.secondary.push_back({*opener, fmt::format("this `{}` is never closed", said(place, *opener))});
  }
  static constexpr std::array<std::string_view, 6> kRules = {"ground",    "derivation", "exclusion",
                                                             "exception", "define",     "decision"};
  if (builder.in_amendment() && !builder.active() &&
      std::find(kRules.begin(), kRules.end(), place.word) != kRules.end()) {
    diagnostic.notes.push_back(
        fmt::format("if the amendment is to bring in this {0}, write `insert {0} …`", place.word));
  }
  return diagnostic;
}

Diagnostic wrong_closer(const TextPlace& place, Span opener) {
  return {Kind::stray_bracket,
          fmt::format("`{}` cannot close a `{}`", said(place, place.token()), said(place, opener)),
          {place.token(), fmt::format("`{}` is expected here", place.view(opener) == "("   ? ")"
                                                               : place.view(opener) == "[" ? "]"
                                                                                           : "}")},
          {{opener, "opened here"}},
          {}};
}

/// In lists of names and of conditions, what follows without a comma.
Diagnostic comma_missing(const TextPlace& place, const Expectation& expected, const Builder& builder) {
  Diagnostic diagnostic{Kind::missing_comma,
                        fmt::format("`,` or {} is missing before `{}`", expected.what, said(place, place.token())),
                        {place.token(), "begins something new"}};
  if (const auto opener = open_bracket(place, builder)) diagnostic.secondary.push_back({*opener, "in this list"});
  diagnostic.notes.push_back("the members of a list are separated by commas");
  return diagnostic;
}

Diagnostic closing_expected(const TextPlace& place, const Expectation& expected, const Builder& builder) {
  if (is_closer(place)) {
    if (const auto opener = open_bracket(place, builder)) return wrong_closer(place, *opener);
  }
  if (builder.in_amendment() && !builder.active() && !place.word.empty() && !begins_declaration(place.word)) {
    Diagnostic diagnostic{
        Kind::misspelt_word, fmt::format("`{}` does not begin a change", place.word), {place.word_span(), ""}};
    if (const auto meant = nearest(place.word, change_words())) {
      diagnostic.primary.text = fmt::format("did you mean `{}`?", *meant);
    }
    diagnostic.notes.push_back(
        "the changes of an amendment begin with `insert`, `replace`, `repeal`, `set`, `add to`, `remove from` or "
        "`value`");
    return diagnostic;
  }
  const bool new_thing = place.word.empty() || !is_reserved(place.word) || place.word == "not" || place.word == "is";
  if (!place.at_end && new_thing && expected.commas) return comma_missing(place, expected, builder);
  if (place.at_end || is_reserved(place.word)) return bracket_missing(place, expected, builder);
  return something_else(place, expected);
}

Diagnostic no_declaration(const TextPlace& place, const Builder& builder) {
  Diagnostic diagnostic{Kind::expected_declaration, {}, {place.token(), ""}};
  if (is_closer(place)) {
    diagnostic.kind = Kind::stray_bracket;
    diagnostic.message = fmt::format("this `{}` closes nothing", said(place, place.token()));
    diagnostic.notes.push_back("delete it, or open the bracket where it was meant to begin");
    return diagnostic;
  }
  if (begins_change(place.word)) {
    diagnostic.kind = Kind::change_outside_amendment;
    diagnostic.message = fmt::format("`{}` stands outside an amendment", place.word);
    diagnostic.notes.push_back("write it in the braces of an amendment: `amendment NAME in force from DATE { … }`");
    return diagnostic;
  }
  if (place.first_on_line && !place.word.empty() && !is_reserved(place.word)) {
    diagnostic.message = fmt::format("`{}` does not begin a declaration", place.word);
  } else {
    diagnostic.message = fmt::format("`{}` cannot stand here", said(place, place.token()));
    if (const Span keyword = builder.keyword(); keyword.end != 0) {
      diagnostic.secondary.push_back({keyword, "what is declared here is complete before that"});
    }
  }
  const auto& known = place.first_on_line ? declaration_words() : clause_words();
  auto meant = is_reserved(place.word) ? std::nullopt : nearest(place.word, known);
  if (!meant && !is_reserved(place.word)) meant = nearest(place.word, clause_words());
  if (place.word == "not") {
    diagnostic.notes.push_back(
        "write `is not`, `not in`, or `not` before the whole test: `not citizenships includes UA`");
  } else if (place.rest().starts_with(',')) {
    diagnostic.notes.push_back("several conditions are joined by `and` or `or`, or stand in `all of { one, two }`");
  } else if (meant) {
    diagnostic.primary.text = fmt::format("did you mean `{}`?", *meant);
  } else {
    diagnostic.notes.push_back("a declaration begins with a word such as `fact`, `define`, `ground` or `exception`");
  }
  return diagnostic;
}

}  // namespace

Diagnostic explain(const Unmet& unmet, std::string_view text, const Builder& builder) {
  const Expectation& expected = unmet.expected;
  const TextPlace place = TextPlace::of(text, builder.file(), builder.end, unmet.at);
  if (expected.kind == Kind::unclosed_text) return unclosed_text(place, opening_quote(place));
  const bool ends = place.at_end || begins_next(place, builder);
  if (ends && expected.closes) return bracket_missing(place, expected, builder);
  if (ends && expected.kind != Kind::expected_declaration) return something_missing(place, expected);
  if (auto slip = slip_of_date(place, expected)) return *slip;
  if (auto slip = slip_of_phrase(place, expected, builder)) return *slip;
  if (auto slip = slip_of_character(place, expected)) return *slip;
  if (auto slip = slip_of_word(place, expected, builder)) return *slip;
  if (expected.closes) return closing_expected(place, expected, builder);
  if (expected.kind == Kind::expected_declaration) return no_declaration(place, builder);
  if (is_closer(place)) return something_missing(place, expected);
  if (expected.kind == Kind::expected_name && is_reserved(place.word)) return reserved_word(place, expected);
  return something_else(place, expected);
}

Diagnostic number_too_large(Span span) {
  return {Kind::number_too_large,
          "this number is too large",
          {span, ""},
          {},
          {fmt::format("the largest number is {}", kMaxNumber)}};
}

Diagnostic nested_too_deep(Span span, std::size_t depth) {
  return {Kind::nested_too_deep,
          fmt::format("brackets are nested more than {} deep here", depth),
          {span, ""},
          {},
          {"give parts of it names of their own with `define`"}};
}

Diagnostic too_many_declarations(Span span, std::size_t limit) {
  return {Kind::too_many,
          fmt::format("there are more than {} declarations", limit),
          {span, "reading stopped here"},
          {},
          {"the limit is for all files together"}};
}

Diagnostic too_many_errors(Span span, std::size_t limit) {
  return {Kind::too_many,
          fmt::format("this file has {} errors or more, and was not read any further", limit),
          {span, ""},
          {},
          {"correct the first errors, and check again"}};
}

}  // namespace proviso
