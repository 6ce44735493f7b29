#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "dsl/nearest.hpp"
#include "dsl/parser_slips.hpp"
#include "dsl/words.hpp"

// Phrases of English for what the language says in other words: whose fact is meant, and the first or last of days.
namespace proviso {
namespace {

using syntax::Compare;
using syntax::Expr;
using syntax::ExprKind;

constexpr std::string_view kWhatOthersNames =
    "`other's` stands before one name, that of a fact, judgement, define, decision, set or value, and means the other "
    "person of a link";

/// What the grammar says it expected behind `other's`.
constexpr std::string_view kNameBehindOthers = "the name of a fact, define, decision, set or value";

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool means_other(std::string_view word) { return one_of(word, {"other", "others", "Other", "Others"}); }

/// What was read before the word or sign at `token`.
Span token_before(const TextPlace& place, Span token) {
  TextPlace earlier = place;
  earlier.before = token.begin;
  while (earlier.before > 0 && one_of(place.text.substr(earlier.before - 1, 1), {" ", "\n", "\t", "\r"})) {
    --earlier.before;
  }
  return earlier.last_token();
}

/// The word that begins at or after `at`; empty if something else stands there.
Span word_from(const TextPlace& place, std::uint32_t at) {
  const char* const end = place.text.data() + place.text.size();
  const char* begin = skip_space(place.text.data() + at, end);
  const char* past = word_end(begin, end);
  return place.span(static_cast<std::uint32_t>(begin - place.text.data()),
                    static_cast<std::uint32_t>(past - place.text.data()));
}

bool is_name(std::string_view word) { return !word.empty() && is_letter(word.front()) && !is_reserved(word); }

/// The name that was read last, if it is an operand and not a member in braces.
const Expr* name_read(const TextPlace& place, const Builder& builder) {
  if (builder.innermost() != nullptr && builder.innermost()->kind == ExprKind::members) return nullptr;
  return builder.last_expr(ExprKind::name, place.before);
}

Diagnostic written(Span where, std::string message, std::string label, std::string_view note) {
  return {Kind::foreign_word, std::move(message), {where, std::move(label)}, {}, {std::string(note)}};
}

// -- Whose fact is meant
// ------------------------------------------------------------------------------------------------

/// How long `'s`, or the apostrophe behind an s, is; 0 if `rest` begins otherwise.
std::size_t possessive_size(std::string_view owner, std::string_view rest) {
  for (const std::string_view mark : {"'", "\u2019", "\u2018", "\u00B4", "`"}) {
    if (!rest.starts_with(mark)) continue;
    const bool with_s = rest.substr(mark.size()).starts_with('s');
    const std::size_t size = mark.size() + (with_s ? 1 : 0);
    const bool ends = size == rest.size() || !is_word_char(rest[size]);
    return ends && (with_s || owner.ends_with('s')) ? size : 0;
  }
  return 0;
}

/// `home in other's places`, `citizenships includes other's citizenship`: `other's` is the left side of a test alone.
Diagnostic right_of_set_test(const TextPlace& place, const Builder& builder, Span others, std::string_view name) {
  Diagnostic diagnostic =
      written(others, fmt::format("`{}` cannot stand on this side of the test", place.view(others)), "", {});
  diagnostic.notes.clear();
  const Expr* test = builder.last_expr(ExprKind::comparison, place.before);
  if (test != nullptr && is_name(name)) {
    const std::string left = quoted_text(builder.view(builder.expr(builder.child(*test, 0)).span));
    const bool in = test->compare == Compare::in || test->compare == Compare::not_in;
    const std::string_view negation = test->compare == Compare::not_in ? "not " : "";
    if (in || test->compare == Compare::includes) {
      diagnostic.primary.span = cover(test->span, word_from(place, others.end));
      diagnostic.primary.text = fmt::format("write `{}other's {} {} {}`", negation, name, in ? "includes" : "in", left);
    }
  }
  diagnostic.notes.push_back(fmt::format(
      "`in` and `includes` have a name or members in braces on their right; `other's {}` stands on the left",
      is_name(name) ? name : "NAME"));
  return diagnostic;
}

/// `the other's NAME`, `others' NAME`, `spouse's NAME`.
std::optional<Diagnostic> possessive(const TextPlace& place, const Builder& builder) {
  const Span owner = place.last_token();
  const std::string_view owner_word = place.view(owner);
  if (place.before != place.at || !is_name(owner_word)) return std::nullopt;
  const std::size_t size = possessive_size(owner_word, place.rest());
  if (size == 0) return std::nullopt;
  const Span words = place.span(owner.begin, static_cast<std::uint32_t>(place.at + size));
  const Span named = word_from(place, words.end);
  const std::string_view name = is_name(place.view(named)) ? place.view(named) : "NAME";
  const Span article = token_before(place, owner);
  const bool has_article = place.view(article) == "the";
  if (!has_article && one_of(place.view(words), {"other's", "other\u2019s"})) {
    return right_of_set_test(place, builder, words, place.view(named));
  }
  const Span whole = has_article ? cover(article, words) : words;
  if (means_other(owner_word)) {
    return written(whole, fmt::format("`{}` is written `other's`", quoted_text(place.view(whole))),
                   fmt::format("write `other's {}`", name), kWhatOthersNames);
  }
  return written(whole, fmt::format("`{}` does not say whose `{}` is meant", quoted_text(place.view(whole)), name),
                 fmt::format("write `other's {0}`, or `{0}` alone", name),
                 "`other's` means the other person of a link; what is true of the person in question stands alone");
}

/// `NAME of the other person`, and `NAME of` whatever else.
std::optional<Diagnostic> of_somebody(const TextPlace& place, const Expr& read) {
  if (place.word != "of") return std::nullopt;
  const std::string_view name = read.name.text;
  Span end = word_from(place, place.at + 2);
  if (one_of(place.view(end), {"the", "an", "another"})) end = word_from(place, end.end);
  if (means_other(place.view(end))) {
    if (const Span noun = word_from(place, end.end); one_of(place.view(noun), {"person", "one"})) end = noun;
    return written(cover(read.span, end), fmt::format("what is true of the other person is written `other's {}`", name),
                   fmt::format("write `other's {}`", name), kWhatOthersNames);
  }
  if (one_of(name, {"number", "count", "amount", "size"})) {
    return written(cover(read.span, place.word_span()), "how many there are is told by `number of`, without `the`",
                   "write `number of`", "write `number of citizenships`, or `number of child_of where (…)`");
  }
  return written(place.word_span(), fmt::format("`of` cannot stand behind `{}`", name), "not a word of conditions",
                 fmt::format("what is true of the other person of a link is written `other's {0}`, and of the person "
                             "in question `{0}` alone",
                             name));
}

/// `others NAME`, `the other NAME`, `the other person's NAME`.
std::optional<Diagnostic> without_apostrophe(const TextPlace& place, const Expectation& expected, const Expr& read) {
  Span owner = place.last_token();
  Span named = place.word_span();
  if (!means_other(place.view(owner)) && expected.what.starts_with("`if` with a condition, or `otherwise`")) {
    named = owner;  // in `the first of { … }` the name was read as the next value
    owner = token_before(place, owner);
  }
  if (!means_other(place.view(owner)) || named.begin == named.end) return std::nullopt;
  if (const std::size_t size = possessive_size(place.view(named), place.text.substr(named.end)); size != 0) {
    named = word_from(place, static_cast<std::uint32_t>(named.end + size));
  }
  if (!is_name(place.view(named))) return std::nullopt;
  const Span before = token_before(place, owner);
  const bool may_be_member = one_of(place.view(before), {"is", "not", "in", "includes", "include"});
  if (may_be_member && nearest(place.view(named), clause_words())) return std::nullopt;
  const Span from = place.view(before) == "the" ? before : owner;
  return written(cover(cover(from, read.span), named),
                 fmt::format("`{}` is written `other's`", quoted_text(place.view(cover(from, owner)))),
                 fmt::format("write `other's {}`", place.view(named)), kWhatOthersNames);
}

/// `other's number of …`.
std::optional<Diagnostic> number_behind_others(const TextPlace& place, const Builder& builder) {
  const Expr* read = builder.last_expr(ExprKind::others_name, place.before);
  if (read == nullptr || place.word != "of" || read->name.text != "number") return std::nullopt;
  Diagnostic diagnostic = written(cover(read->span, place.word_span()), "`number of` cannot stand behind `other's`", "",
                                  "give it a name with `define`: `define children as number is number of parent_of`");
  diagnostic.notes.push_back("then write `other's children`");
  return diagnostic;
}

/// `other's as_of`, `other's the earliest …`: words of the language where one name stands.
std::optional<Diagnostic> no_name_behind_others(const TextPlace& place, const Expectation& expected) {
  if (expected.what != kNameBehindOthers || !is_reserved(place.word)) return std::nullopt;
  if (place.word == "as_of") {
    return written(cover(token_before(place, place.word_span()), place.word_span()),
                   "`as_of` is the same day for everybody", "write `as_of` alone", kWhatOthersNames);
  }
  Diagnostic diagnostic{Kind::reserved_name,
                        fmt::format("`{}` cannot stand behind `other's`", place.word),
                        {place.word_span(), "not a name"},
                        {},
                        {std::string(kWhatOthersNames)}};
  diagnostic.notes.push_back("give what is longer than one name a name of its own with `define`, and read that");
  return diagnostic;
}

// -- The first or last of several days
// ----------------------------------------------------------------------------------

struct Order {
  std::string_view word;
  bool latest;
};

constexpr auto kOrders = std::to_array<Order>({
    {"first", false},
    {"earliest", false},
    {"earlier", false},
    {"oldest", false},
    {"soonest", false},
    {"minimum", false},
    {"last", true},
    {"latest", true},
    {"later", true},
    {"newest", true},
    {"maximum", true},
});

Diagnostic order_of_days(const TextPlace& place, Span words, bool latest) {
  const std::string_view meant = latest ? "the latest" : "the earliest";
  return written(words, fmt::format("`{}` is written `{}`", quoted_text(place.view(words)), meant),
                 fmt::format("write `{}`", meant),
                 fmt::format("`{0} DATE among RELATION where (…)` chooses among the days of several links, "
                             "`{0} of {{ one, two }}` among several dates",
                             meant));
}

bool begins_date(const TextPlace& place) {
  return is_name(place.word) || place.word == "the" || is_digit(place.rest().front());
}

/// `the first DATE among`, `the last of { … }`, `earliest DATE among`, `the most recent DATE`.
std::optional<Diagnostic> extreme(const TextPlace& place, const Expr& read) {
  if (read.name.text == "most" && place.word == "recent") {
    return order_of_days(place, cover(read.span, place.word_span()), true);
  }
  const auto order =
      std::find_if(kOrders.begin(), kOrders.end(), [&](const Order& o) { return o.word == read.name.text; });
  if (order == kOrders.end() || (!begins_date(place) && place.word != "of")) return std::nullopt;
  const bool article = read.span.end - read.span.begin > read.name.text.size();
  const bool sure = article || one_of(order->word, {"earliest", "latest"}) ||
                    place.rest_of_item().find(" among ") != std::string_view::npos;
  return sure ? std::optional(order_of_days(place, read.span, order->latest)) : std::nullopt;
}

/// `is the first of DATE among RELATION`.
std::optional<Diagnostic> first_of_links(const TextPlace& place, const Expectation& expected) {
  const bool choice = expected.what == "`{` with the values" && begins_date(place);
  if (!choice || place.rest_of_item().find(" among ") == std::string_view::npos) return std::nullopt;
  const Span of = place.last_token();
  return order_of_days(place, cover(token_before(place, token_before(place, of)), of), false);
}

}  // namespace

std::optional<Diagnostic> slip_of_phrase(const TextPlace& place, const Expectation& expected, const Builder& builder) {
  if (place.at_end) return std::nullopt;
  if (auto slip = possessive(place, builder)) return slip;
  if (auto slip = no_name_behind_others(place, expected)) return slip;
  if (auto slip = number_behind_others(place, builder)) return slip;
  if (auto slip = first_of_links(place, expected)) return slip;
  const Expr* read = name_read(place, builder);
  if (read == nullptr) return std::nullopt;
  if (auto slip = extreme(place, *read)) return slip;
  if (auto slip = of_somebody(place, *read)) return slip;
  return without_apostrophe(place, expected, *read);
}

}  // namespace proviso
