#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "dsl/date.hpp"
#include "dsl/nearest.hpp"
#include "dsl/parser_slips.hpp"
#include "dsl/words.hpp"

// Words that English or another language has for something that Proviso says otherwise.
namespace proviso {
namespace {

struct Other {
  std::string_view word;
  std::string_view advice;
};

constexpr auto kOthers = std::to_array<Other>({
    {"equals", "write `is`"},
    {"equal", "write `is`"},
    {"null", "write `none` for what does not exist; in a case, `unknown` for what is not known"},
    {"when", "write `if`"},
    {"then", "write no word here; what follows from a rule stands in its heading, before `if`"},
    {"else", "write `otherwise` in `is the first of { … }`"},
    {"elsif", "write one line for each condition in `is the first of { VALUE if CONDITION, … }`"},
    {"elseif", "write one line for each condition in `is the first of { VALUE if CONDITION, … }`"},
    {"contains", "write `includes`"},
    {"has", "write `includes`, or the name of a fact"},
    {"does", "write `not` before the whole test: `not citizenships includes UA`"},
    {"isnt", "write `is not`"},
    {"exceeds", "write `more than`"},
    {"over", "write `more than`"},
    {"under", "write `less than`"},
    {"greater", "write `more than`"},
    {"larger", "write `more than`"},
    {"older", "compare dates: `as_of on or after 18 years after birth_date`"},
    {"younger", "compare dates: `as_of before 18 years after birth_date`"},
    {"smaller", "write `less than`"},
    {"fewer", "write `less than`"},
    {"earlier", "write `before`"},
    {"later", "write `after`"},
    {"since", "write `on or after`"},
    {"prior", "write `before`"},
    {"except", "write `unless`, or an `exception` with a name of its own"},
    {"but", "write `and`, or `unless`"},
    {"nor", "write `none of { … }`"},
    {"either", "write `any of { … }`"},
    {"both", "write `all of { … }`"},
});

std::string lower(std::string_view word) {
  std::string small(word);
  for (char& c : small) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return small;
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_clause_word(std::string_view word) {
  return std::find(clause_words().begin(), clause_words().end(), word) != clause_words().end();
}

/// What follows the word at `at`, up to the end of the item.
std::string_view after_word(const TextPlace& place) {
  std::string_view rest = place.rest_of_item();
  rest.remove_prefix(std::min(rest.size(), place.word.size()));
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return rest;
}

Diagnostic unclear_end(const TextPlace& place, Span word, std::string_view end) {
  std::string_view date = end.substr(0, std::min(end.find(' '), end.size()));
  Diagnostic diagnostic{Kind::unclear_period_end,
                        fmt::format("`{}` does not say whether the last day counts", place.view(word)),
                        {word, ""}};
  if (const auto days = parse_date(date)) {
    diagnostic.primary.span.end = static_cast<std::uint32_t>(date.data() + date.size() - place.text.data());
    diagnostic.notes.push_back(fmt::format("if {0} still counts, write `to and including {0}`", date));
    diagnostic.notes.push_back(
        fmt::format("if it does not, write `to and including {}`", format_date(add_days(*days, -1))));
  } else {
    diagnostic.notes.push_back("write `to and including DATE`, with the last day that counts");
  }
  return diagnostic;
}

/// `from D until E`, `from D through E`, `from D to E`.
std::optional<Diagnostic> period_end(const TextPlace& place) {
  const std::string_view next = after_word(place);
  const bool date_follows = !next.empty() && is_digit(next.front());
  if (place.word == "until" || (date_follows && one_of(place.word, {"till", "til", "thru", "through", "to"}))) {
    return unclear_end(place, place.word_span(), next);
  }
  const Span last = place.last_token();
  if (place.view(last) == "through" && is_digit(place.rest().front())) {
    return unclear_end(place, last, place.rest_of_item());
  }
  return std::nullopt;
}

Diagnostic between(const TextPlace& place, const Builder& builder) {
  std::string subject = "VALUE";
  if (const syntax::Expr* last = builder.last_expr(); last != nullptr && last->span.end == place.before) {
    subject = quoted_text(builder.view(last->span));
  }
  const std::string_view rest = after_word(place);
  const std::size_t joint = rest.find(" and ");
  std::string low = "A";
  std::string high = "B";
  Span whole = place.word_span();
  if (joint != std::string_view::npos) {
    std::string_view last = rest.substr(joint + 5);
    last = last.substr(0, std::min({last.find(" and "), last.find(" or "), last.size()}));
    low = quoted_text(rest.substr(0, joint));
    high = quoted_text(last);
    whole.end = static_cast<std::uint32_t>(last.data() + last.size() - place.text.data());
  }
  const bool numbers = is_digit(low.front()) && !parse_date(low);
  const auto write = [&](std::string_view from, std::string_view to) {
    return fmt::format("`({0} {1} {2} and {0} {3} {4})`", subject, from, low, to, high);
  };
  Diagnostic diagnostic{Kind::unclear_between, "`between` does not say whether the ends count", {whole, ""}};
  diagnostic.notes.push_back("if both count, write " +
                             (numbers ? write("at least", "at most") : write("on or after", "on or before")));
  diagnostic.notes.push_back("if neither counts, write " +
                             (numbers ? write("more than", "less than") : write("after", "before")));
  return diagnostic;
}

struct Opposite {
  std::string_view order, contrary;
};

constexpr auto kOpposites = std::to_array<Opposite>({
    {"on or before", "after"},
    {"on or after", "before"},
    {"before", "on or after"},
    {"after", "on or before"},
    {"at least", "less than"},
    {"at most", "more than"},
    {"more than", "at most"},
    {"less than", "at least"},
});

/// `x is before D`, `x is in { … }`, `x is not at least 3`.
std::optional<Diagnostic> superfluous_is(const TextPlace& place, const Builder& builder) {
  if (!one_of(place.word, {"in", "before", "after", "on", "at", "more", "less", "includes", "include"})) {
    return std::nullopt;
  }
  const Span words = builder.opening().op;
  const bool negated = builder.opening().compare == syntax::Compare::is_not;
  const std::string subject = quoted_text(builder.view(builder.expr(builder.parts_so_far().front()).span));
  std::string test = quoted_text(place.rest_of_item());
  if (negated) {
    const auto opposite = std::find_if(kOpposites.begin(), kOpposites.end(),
                                       [&](const Opposite& o) { return test.starts_with(o.order); });
    if (opposite != kOpposites.end()) {
      test.replace(0, opposite->order.size(), opposite->contrary);
    } else {
      test.insert(0, "not ");
    }
  }
  return Diagnostic{Kind::superfluous_is,
                    fmt::format("`{}` cannot stand before `{}`", quoted_text(builder.view(words)), place.word),
                    {words, ""},
                    {},
                    {fmt::format("write `{} {}`", subject, test)}};
}

std::optional<Diagnostic> misspelt(const TextPlace& place, Span word, const std::vector<std::string_view>& known) {
  const auto meant = nearest(place.view(word), known);
  if (!meant || *meant == place.view(word)) return std::nullopt;
  return Diagnostic{Kind::misspelt_word,
                    fmt::format("`{}` is not a word of the language", place.view(word)),
                    {word, fmt::format("did you mean `{}`?", *meant)},
                    {},
                    {}};
}

Diagnostic truth(const TextPlace& place) {
  return {Kind::true_or_false,
          fmt::format("`{}` is not a word of the language", place.word),
          {place.word_span(), fmt::format("write `{}`", place.word == "true" ? "yes" : "no")},
          {},
          {"a yes/no fact can stand alone as a condition: `medical_evacuation`, `not medical_evacuation`"}};
}

}  // namespace

std::optional<Diagnostic> slip_of_word(const TextPlace& place, const Expectation& expected, const Builder& builder) {
  if (place.at_end) return std::nullopt;
  if (auto slip = period_end(place)) return slip;
  if (place.word.empty()) return std::nullopt;
  if (place.word == "between") return between(place, builder);
  if (place.word == "true" || place.word == "false") return truth(place);
  const bool name_wanted = expected.kind == Kind::expected_name;
  const auto other = std::find_if(kOthers.begin(), kOthers.end(), [&](const Other& o) { return o.word == place.word; });
  if (other != kOthers.end() && (!name_wanted || is_refused(place.word)) && !place.first_on_line) {
    return Diagnostic{Kind::foreign_word,
                      fmt::format("`{}` is not a word of the language", place.word),
                      {place.word_span(), std::string(other->advice)},
                      {},
                      {}};
  }
  if (const std::string small = lower(place.word); small != place.word && is_clause_word(small)) {
    return Diagnostic{Kind::word_case,
                      fmt::format("`{}` must be written in small letters", place.word),
                      {place.word_span(), fmt::format("write `{}`", small)},
                      {},
                      {"capital letters are for names and texts; the words of the language have none"}};
  }
  if (expected.what == "what to compare with" && one_of(place.view(place.last_token()), {"is", "not"})) {
    if (auto slip = superfluous_is(place, builder)) return slip;
  }
  if (expected.kind == Kind::expected_words && !place.on_new_line && expected.what.starts_with("`{` with facts")) {
    std::vector<std::string_view> known = {"expect", "given", "note"};
    known.insert(known.end(), declaration_words().begin(), declaration_words().end());
    if (auto slip = misspelt(place, place.last_token(), known)) return slip;
  }
  const bool words_wanted =
      expected.kind == Kind::expected_words || expected.what.find("`if`") != std::string_view::npos;
  if (words_wanted && !is_reserved(place.word)) return misspelt(place, place.word_span(), clause_words());
  return std::nullopt;
}

}  // namespace proviso
