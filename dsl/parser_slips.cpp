#include "dsl/parser_slips.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "dsl/words.hpp"

// Characters that the language has no use for outside quotes, and what was meant by them.
namespace proviso {
namespace {

struct Sign {
  std::string_view text;
  std::string_view advice;
};

/// Longer signs first.
constexpr auto kSigns = std::to_array<Sign>({
    {"===", "write `is`"},
    {"!==", "write `is not`"},
    {"<=>", "write `is`, `at least`, `at most`, `before` or `after`"},
    {"==", "write `is`"},
    {"!=", "write `is not`"},
    {"<>", "write `is not`"},
    {"<=", "write `at most`; for dates `on or before`"},
    {">=", "write `at least`; for dates `on or after`"},
    {"&&", "write `and`"},
    {"||", "write `or`"},
    {"->", "write the words of the language; a link is written `spouse_of to petro`"},
    {"=>", "write the words of the language, such as `if`"},
    {":=", "write `is`"},
    {"=", "write `is`"},
    {"<", "write `less than`; for dates `before`"},
    {">", "write `more than`; for dates `after`"},
    {"!", "write `not`"},
    {"&", "write `and`"},
    {"|", "write `or`"},
    {"≤", "write `at most`; for dates `on or before`"},
    {"≥", "write `at least`; for dates `on or after`"},
    {"≠", "write `is not`"},
    {"+", "write `2 months after DATE`; numbers are not added"},
    {"*", "numbers are not multiplied; write `all of { … }` or `any of { … }` for several conditions"},
    {"%", "percentages are not part of the language"},
});

constexpr std::array<std::string_view, 10> kQuotes = {"'", "`", "‘", "’", "‚", "“", "”", "„", "«", "»"};

std::optional<std::string_view> quote_at(std::string_view text) {
  for (const std::string_view quote : kQuotes) {
    if (text.starts_with(quote)) return quote;
  }
  return std::nullopt;
}

Span from(const TextPlace& place, std::size_t size) {
  return place.span(place.at, static_cast<std::uint32_t>(place.at + size));
}

std::optional<Diagnostic> other_quotes(const TextPlace& place) {
  const auto opening = quote_at(place.rest());
  if (!opening) return std::nullopt;
  std::size_t end = opening->size();
  while (end < place.rest().size() && place.rest()[end] != '\n' && !quote_at(place.rest().substr(end)) &&
         place.rest()[end] != '"') {
    ++end;
  }
  const std::string inside(place.rest().substr(opening->size(), end - opening->size()));
  const auto closing = quote_at(place.rest().substr(std::min(end, place.rest().size())));
  Diagnostic diagnostic{
      Kind::wrong_quotes, fmt::format("`{}` does not open a text", *opening), {from(place, opening->size()), ""}};
  if (closing) {
    diagnostic.primary.span = from(place, end + closing->size());
    diagnostic.primary.text = fmt::format("write `\"{}\"`", inside);
  }
  diagnostic.notes.push_back("texts stand in straight double quotes: `\"…\"`");
  return diagnostic;
}

std::optional<Diagnostic> foreign_comment(const TextPlace& place) {
  for (const std::string_view sign : {"//", "/*", "*/", "--", "<!--"}) {
    if (!place.rest().starts_with(sign)) continue;
    return Diagnostic{Kind::foreign_comment,
                      fmt::format("`{}` does not begin a comment", sign),
                      {from(place, sign.size()), "write `#`"},
                      {},
                      {"a comment begins with `#` and ends with its line"}};
  }
  return std::nullopt;
}

std::optional<Diagnostic> foreign_sign(const TextPlace& place) {
  for (const Sign& sign : kSigns) {
    if (!place.rest().starts_with(sign.text)) continue;
    return Diagnostic{Kind::foreign_sign,
                      fmt::format("the sign `{}` is not part of the language", sign.text),
                      {from(place, sign.text.size()), std::string(sign.advice)},
                      {},
                      {"conditions are written in words, so that they can be read aloud"}};
  }
  return std::nullopt;
}

bool is_name_char(unsigned char c) { return is_word_char(static_cast<char>(c)) || c >= 0x80; }

/// A name that the language could take: accents and hyphens gone.
std::string as_name(std::string_view text) {
  std::string source(text);
  for (const auto& [letter, plain] : std::to_array<std::pair<std::string_view, std::string_view>>(
           {{"æ", "ae"}, {"ø", "o"}, {"å", "a"}, {"Æ", "Ae"}, {"Ø", "O"}, {"Å", "A"}, {"ß", "ss"}, {"ł", "l"}})) {
    for (std::size_t at; (at = source.find(letter)) != std::string::npos;) source.replace(at, letter.size(), plain);
  }
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(source.data()),
                                 static_cast<utf8proc_ssize_t>(source.size()), &mapped,
                                 static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK));
  std::string name;
  for (utf8proc_ssize_t i = 0; i < size; ++i) {
    const char c = static_cast<char>(mapped[i]);
    if (is_word_char(c)) name += c;
    if (c == '-') name += '_';
  }
  std::free(mapped);
  while (!name.empty() && name.front() == '_') name.erase(0, 1);
  return name.empty() || !is_letter(name.front()) || is_reserved(name) ? std::string() : name;
}

/// `safe-areas`, `område`, `2nd_home`, `_x`: the whole word around the place.
std::optional<Diagnostic> other_name(const TextPlace& place, const Expectation& expected) {
  const auto byte = [&](std::uint32_t at) { return static_cast<unsigned char>(place.text[at]); };
  std::uint32_t begin = place.at;
  if (place.before == place.at) {
    while (begin > 0 && is_name_char(byte(begin - 1))) --begin;
  }
  std::uint32_t end = place.at;
  const auto goes_on = [&](std::uint32_t at) {
    if (at >= place.text.size()) return false;
    const bool hyphen = byte(at) == '-' && at > begin && at + 1 < place.text.size() && is_name_char(byte(at + 1));
    return is_name_char(byte(at)) || hyphen;
  };
  while (goes_on(end)) ++end;
  const std::string_view word = place.text.substr(begin, end - begin);
  if (word.empty() || end <= place.at) return std::nullopt;
  const char first = place.text[place.at];
  const bool digits_first = is_digit(word.front());
  const bool other = first == '-' || first == '_' || static_cast<unsigned char>(first) >= 0x80 ||
                     (digits_first && expected.kind == Kind::expected_name && word.size() > 1 &&
                      std::any_of(word.begin(), word.end(), is_letter));
  if (!other || (digits_first && expected.kind != Kind::expected_name)) return std::nullopt;
  if (static_cast<unsigned char>(first) >= 0x80) {  // a letter of an alphabet, else some sign
    utf8proc_int32_t point = 0;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(place.text.data()) + place.at,
                     static_cast<utf8proc_ssize_t>(place.text.size() - place.at), &point);
    const auto category = utf8proc_category(point);
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_MC) return std::nullopt;
  }
  Diagnostic diagnostic{
      Kind::name_characters, fmt::format("`{}` cannot be a name", word), {place.span(begin, end), ""}};
  if (const std::string name = as_name(word); !name.empty()) diagnostic.primary.text = fmt::format("write `{}`", name);
  diagnostic.notes.push_back("a name begins with a letter and has only the letters a to z, digits and `_`");
  diagnostic.notes.push_back("how people see it is told by its label, in quotes behind the name");
  return diagnostic;
}

/// `90days`, `1.5`, `-3`.
std::optional<Diagnostic> other_number(const TextPlace& place) {
  const std::string_view rest = place.rest();
  std::uint32_t begin = place.at;
  if (place.before == place.at) {
    while (begin > 0 && is_digit(place.text[begin - 1])) --begin;
  }
  std::size_t digits = 0;
  const std::string_view run = place.text.substr(begin);
  while (digits < run.size() && is_digit(run[digits])) ++digits;
  const auto whole = [&](std::size_t size) { return place.span(begin, static_cast<std::uint32_t>(begin + size)); };
  const auto wrong = [&](std::size_t size, std::string message, std::string label) {
    return Diagnostic{Kind::number_form, std::move(message), {whole(size), std::move(label)}, {}, {}};
  };
  if (digits != 0 && digits < run.size() && is_letter(run[digits])) {
    const char* end = run.data() + run.size();
    const auto letters = static_cast<std::size_t>(word_end(run.data() + digits, end) - (run.data() + digits));
    const std::string_view unit = run.substr(digits, letters);
    return wrong(digits + letters, fmt::format("a space is missing in `{}`", run.substr(0, digits + letters)),
                 fmt::format("write `{} {}`", run.substr(0, digits), unit));
  }
  if (digits != 0 && digits + 1 < run.size() && (run[digits] == '.' || run[digits] == ',') &&
      is_digit(run[digits + 1])) {
    std::size_t end = digits + 1;
    while (end < run.size() && is_digit(run[end])) ++end;
    return wrong(end, fmt::format("`{}` is not a whole number", run.substr(0, end)),
                 "write digits only, without `.` and `,`");
  }
  if (rest.size() > 1 && rest[0] == '-' && is_digit(rest[1])) {
    std::size_t end = 1;
    while (end < rest.size() && is_digit(rest[end])) ++end;
    return Diagnostic{Kind::number_form,
                      "numbers begin at 0",
                      {from(place, end), ""},
                      {},
                      {"an earlier day is written `30 days before DATE`"}};
  }
  return std::nullopt;
}

std::optional<Diagnostic> unusual_character(const TextPlace& place) {
  const std::string_view rest = place.rest();
  if (is_word_char(rest[0]) || std::string_view("\"{}()[],.").find(rest[0]) != std::string_view::npos)
    return std::nullopt;
  const std::string_view shown = place.view(place.token());
  utf8proc_int32_t point = 0;
  utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()), static_cast<utf8proc_ssize_t>(rest.size()),
                   &point);
  if (utf8proc_category(point) == UTF8PROC_CATEGORY_ZS) {
    return Diagnostic{Kind::unusual_character,
                      fmt::format("this space is not an ordinary one (U+{:04X})", point),
                      {place.token(), "write an ordinary space"},
                      {},
                      {"such spaces come in when text is copied from a word processor or a web page"}};
  }
  Diagnostic diagnostic{
      Kind::unusual_character, fmt::format("`{}` has no meaning outside quotes", shown), {place.token(), ""}};
  if (rest[0] == ':') diagnostic.primary.text = "delete it";
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> slip_of_character(const TextPlace& place, const Expectation& expected) {
  if (place.at_end) return std::nullopt;
  if (place.rest()[0] == ';') {
    return Diagnostic{Kind::stray_semicolon,
                      "`;` is not part of the language",
                      {from(place, 1), "delete it"},
                      {},
                      {"a declaration ends where the next begins; members of a list are separated by `,`"}};
  }
  if (auto slip = other_quotes(place)) return slip;
  if (auto slip = foreign_comment(place)) return slip;
  if (auto slip = other_name(place, expected)) return slip;
  if (auto slip = other_number(place)) return slip;
  if (auto slip = foreign_sign(place)) return slip;
  return unusual_character(place);
}

}  // namespace proviso
