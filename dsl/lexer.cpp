#include "dsl/lexer.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "dsl/words.hpp"

namespace proviso {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Words read() {
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    for (;;) {
      skip_gap();
      const std::size_t begin = at_;
      const WordKind kind = take();
      add(kind, begin);
      if (kind == WordKind::end) return std::move(result_);
      line_ends_ = 0;
      line_has_word_ = true;
    }
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool done() const { return at_ >= text_.size(); }
  bool follows(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  // Spaces, commas and comments up to the next word.
  void skip_gap() {
    for (; !done(); ++at_) {
      const char c = peek();
      if (c == '\n') {
        ++line_ends_;
        line_has_word_ = false;
      } else if (c == ',') {
        comma_ = true;
        line_ends_ = 0;
        line_has_word_ = true;
      } else if (c == '#') {
        take_comment();
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
    }
  }

  // Ends on the last character of the comment, before the line end.
  void take_comment() {
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    std::string_view comment = text_.substr(at_, line_end - at_);
    comment.remove_suffix(comment.size() - 1 - comment.find_last_not_of(" \t\r"));
    result_.comments.push_back({.text = comment, .own_line = !line_has_word_, .blank_before = line_ends_ > 1});
    ++comments_;
    line_ends_ = 0;
    at_ = line_end - 1;
  }

  WordKind take() {
    if (done()) return WordKind::end;
    if (peek() == '"') return take_string();
    if (is_digit(peek())) return take_digits();
    if (is_word_char(peek())) return take_name();
    const auto size = utf8proc_utf8class[static_cast<unsigned char>(peek())];
    at_ = std::min(at_ + static_cast<std::size_t>(std::max<int>(size, 1)), text_.size());
    return WordKind::mark;
  }

  WordKind take_string() {
    for (++at_; !done() && peek() != '\n' && peek() != '"'; ++at_) {
      if (peek() == '\\' && peek(1) != '\n' && peek(1) != '\0') ++at_;
    }
    if (peek() == '"') ++at_;
    return WordKind::string;
  }

  WordKind take_digits() {
    constexpr std::string_view kDate = "dddd-dd-dd";
    std::size_t matched = 0;
    while (matched < kDate.size() && (kDate[matched] == 'd' ? is_digit(peek(matched)) : peek(matched) == '-'))
      ++matched;
    if (matched == kDate.size()) {
      at_ += matched;
      return WordKind::date;
    }
    while (is_digit(peek())) ++at_;
    return WordKind::integer;
  }

  WordKind take_name() {
    const std::size_t begin = at_;
    while (is_word_char(peek())) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (name == "yes" && follows("/no") && !is_word_char(peek(3))) at_ += 3;
    if (name == "other") {
      for (const std::string_view s : {"'s", "\u2019s"}) {
        if (follows(s)) at_ += s.size();
      }
    }
    return WordKind::name;
  }

  void add(WordKind kind, std::size_t begin) {
    const std::string_view text = text_.substr(begin, at_ - begin);
    const auto first = static_cast<std::uint32_t>(result_.comments.size()) - comments_;
    result_.words.push_back({.kind = kind,
                             .comma_before = comma_,
                             .blank_before = line_ends_ > 1,
                             .width = display_width(text),
                             .offset = static_cast<std::uint32_t>(begin),
                             .first_comment = first,
                             .comment_count = comments_,
                             .text = text});
    comma_ = false;
    comments_ = 0;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Words result_;
  // Since the last word:
  bool comma_ = false;
  std::uint32_t comments_ = 0;
  std::uint32_t line_ends_ = 0;  // since the last word, comma or comment
  bool line_has_word_ = false;   // a word or comma stands before on this line
};

}  // namespace

Words read_words(std::string_view text) { return Lexer(text).read(); }

std::uint32_t display_width(std::string_view text) {
  std::uint32_t width = 0;
  while (!text.empty()) {
    utf8proc_int32_t point = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (size <= 0) {  // not UTF-8: one byte, one column
      text.remove_prefix(1);
      ++width;
      continue;
    }
    text.remove_prefix(static_cast<std::size_t>(size));
    width += static_cast<std::uint32_t>(std::max(utf8proc_charwidth(point), 0));
  }
  return width;
}

}  // namespace proviso
