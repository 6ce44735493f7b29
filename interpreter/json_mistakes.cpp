#include "interpreter/json_mistakes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace proviso {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Looks at the text behind the last thing that was understood.
class Mistake {
 public:
  explicit Mistake(const JsonProgress& p) : p_(p), at_(p.at) {}

  Diagnostic find() {
    if (is_broken_number()) return number();
    skip_blanks();
    if (p_.done) return at(1, "there is more text after the end of the case", one_value());
    if (p_.open.empty()) return value();
    if (p_.after_key) return after_key();
    const JsonProgress::Open& open = p_.open.back();
    if (ended()) return not_closed();
    if (open.children == 0) return open.object ? key() : value();
    return after_child(open);
  }

 private:
  bool ended() const { return at_ >= p_.place.end; }
  char here() const { return p_.text[at_]; }
  void skip_blanks() {
    while (!ended() && is_blank(here())) ++at_;
  }
  /// What was read as a number goes on: "2025" of 2025-02-10, "0" of 007. Steps back to its beginning.
  bool is_broken_number() {
    const auto inside = [](char c) { return is_digit(c) || is_letter(c) || c == '.' || c == '+' || c == '-'; };
    if (ended() || at_ == p_.place.begin || !is_digit(p_.text[at_ - 1]) || !inside(here())) return false;
    while (at_ > p_.place.begin && inside(p_.text[at_ - 1])) --at_;
    return true;
  }
  std::string word() const {
    std::uint32_t end = at_;
    while (end < p_.place.end && (is_letter(p_.text[end]) || is_digit(p_.text[end]) || p_.text[end] == '-')) ++end;
    return std::string(p_.text.substr(at_, end - at_));
  }

  Diagnostic at(std::size_t length, std::string message, std::string help) const {
    const auto end = static_cast<std::uint32_t>(at_ + length);
    Diagnostic d{Kind::case_not_json, std::move(message), {{p_.place.file, at_, ended() ? at_ : end}, ""}};
    if (!help.empty()) d.notes.push_back(std::move(help));
    return d;
  }
  std::string one_value() const {
    return p_.unit == "the line" ? "Each line of this file holds one whole case." : "The file holds one case.";
  }

  Diagnostic not_closed() const {
    const JsonProgress::Open& open = p_.open.back();
    const char bracket = open.object ? '{' : '[';
    Diagnostic d = at(1, fmt::format("{} ends before a `{}` is closed", p_.unit, bracket),
                      fmt::format("Write the missing `{}`.", open.object ? '}' : ']'));
    d.primary.text = "the end";
    d.secondary.push_back({{p_.place.file, open.begin, open.begin + 1}, "opened here"});
    return d;
  }

  Diagnostic after_key() {
    if (ended()) return not_closed();
    if (here() != ':') return at(1, "a colon is missing between a key and its value", "Write `\"key\": value`.");
    ++at_;
    skip_blanks();
    return value();
  }

  Diagnostic after_child(const JsonProgress::Open& open) {
    const char closing = open.object ? '}' : ']';
    if (here() == (open.object ? ']' : '}')) return wrong_closing(open);
    if (here() != ',') {
      if (here() == '/' || here() == '#') return comment();
      return at(1, "a comma is missing before this",
                fmt::format("Put a comma between two {}.", open.object ? "keys with their values" : "values"));
    }
    const std::uint32_t comma = at_;
    ++at_;
    skip_blanks();
    if (!ended() && here() == closing) {
      at_ = comma;
      return at(1, fmt::format("there is a comma before the closing `{}`", closing), "Remove the comma.");
    }
    if (ended()) return not_closed();
    return open.object ? key() : value();
  }

  Diagnostic wrong_closing(const JsonProgress::Open& open) const {
    Diagnostic d = at(1, fmt::format("`{}` closes what `{}` opened", here(), open.object ? '{' : '['),
                      fmt::format("Write `{}` here.", open.object ? '}' : ']'));
    d.secondary.push_back({{p_.place.file, open.begin, open.begin + 1}, "opened here"});
    return d;
  }

  Diagnostic comment() const { return at(1, "JSON has no comments", "Remove it, or keep it as the text of a `note`."); }

  Diagnostic key() const {
    if (here() == '"') return text();
    if (here() == ',') return at(1, "a key is missing before this comma", "Remove the comma.");
    if (here() == '\'') return at(1, "a key stands in double quotes", "Write `\"`, not `'`.");
    if (here() == '/' || here() == '#') return comment();
    const std::string name = word();
    if (!name.empty()) return at(name.size(), "a key stands in double quotes", fmt::format("Write `\"{}\"`.", name));
    if (here() == ']') return wrong_closing(p_.open.back());
    return at(1, "a key in double quotes is needed here", "An object is written `{ \"key\": value }`.");
  }

  Diagnostic value() const {
    if (ended()) {
      if (!p_.open.empty()) return not_closed();
      return at(0, fmt::format("{} is empty", p_.unit), "It must hold a case: see `proviso help case-file`.");
    }
    const char c = here();
    if (c == '"') return text();
    if (c == '\'') return at(1, "a text stands in double quotes", "Write `\"`, not `'`.");
    if (c == '/' || c == '#') return comment();
    if (is_digit(c) || c == '-' || c == '+' || c == '.') return number();
    if (is_letter(c)) return bare_word();
    if (c == ',' || c == '}' || c == ']')
      return at(1, fmt::format("a value is missing before this `{}`", c), "Write `null` for what is not known.");
    return at(1, "a value is needed here",
              "Write a text in double quotes, a number, true, false, null, [ … ] or { … }.");
  }

  Diagnostic bare_word() const {
    const std::string name = word();
    const auto says = [&](const char* instead) {
      return at(name.size(), fmt::format("`{}` is not a value of JSON", name), fmt::format("Write {}.", instead));
    };
    if (name == "True" || name == "TRUE") return says("`true`");
    if (name == "False" || name == "FALSE") return says("`false`");
    if (name == "None" || name == "Null" || name == "NULL" || name == "undefined" || name == "NaN" || name == "unknown")
      return says("`null` for what is not known, or `\"none\"` for what is known not to exist");
    return at(name.size(), "a text stands in double quotes", fmt::format("Write `\"{}\"`.", name));
  }

  Diagnostic number() const {
    std::uint32_t end = at_;
    while (end < p_.place.end && (is_letter(p_.text[end]) || is_digit(p_.text[end]) || p_.text[end] == '-' ||
                                  p_.text[end] == '+' || p_.text[end] == '.'))
      ++end;
    const std::string_view written = p_.text.substr(at_, end - at_);
    const bool date = written.size() >= 8 && written.find('-', 1) != std::string_view::npos;
    if (date) return at(written.size(), "a date stands in double quotes", fmt::format("Write `\"{}\"`.", written));
    return at(written.size(), fmt::format("`{}` is not a number that can be read", written),
              "Write a whole number without sign, leading zeros or separators.");
  }

  /// A text that begins with its quote and is broken inside.
  Diagnostic text() const {
    for (std::uint32_t i = at_ + 1; i < p_.place.end; ++i) {
      const char c = p_.text[i];
      if (c == '"') break;
      if (c == '\n' || c == '\r')
        return spot(i, 0, "a text is not closed before the end of the line", "Write the missing `\"`.");
      if (static_cast<unsigned char>(c) < 0x20)
        return spot(i, 1, "a text has a character that cannot be shown", "Write a tab as `\\t`, and remove others.");
      if (c != '\\') continue;
      if (i + 1 < p_.place.end && std::string_view("\"\\/bfnrt").find(p_.text[i + 1]) != std::string_view::npos) {
        ++i;
        continue;
      }
      if (i + 1 < p_.place.end && p_.text[i + 1] == 'u' && is_code(i + 2)) {
        i += 5;
        continue;
      }
      return spot(i, 2, "a `\\` in a text begins something that is not known",
                  "Write `\\\\` for the sign itself, `\\n`, `\\t`, `\\\"`, or `\\u` with four digits 0-9, a-f.");
    }
    return at(1, "a text is not closed, or holds half a character", "Write the missing `\"`.");
  }
  bool is_code(std::uint32_t begin) const {
    for (std::uint32_t i = begin; i < begin + 4; ++i) {
      if (i >= p_.place.end) return false;
      const char c = p_.text[i];
      if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) return false;
    }
    return true;
  }
  Diagnostic spot(std::uint32_t begin, std::uint32_t length, std::string message, std::string help) const {
    return {Kind::case_not_json,
            std::move(message),
            {{p_.place.file, begin, std::min(begin + length, p_.place.end)}, ""},
            {{{p_.place.file, at_, at_ + 1}, "the text begins here"}},
            {std::move(help)}};
  }

  const JsonProgress& p_;
  std::uint32_t at_;
};

}  // namespace

Diagnostic json_mistake(const JsonProgress& progress) { return Mistake(progress).find(); }

}  // namespace proviso
