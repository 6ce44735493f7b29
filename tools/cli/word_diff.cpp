#include "tools/cli/word_diff.hpp"

#include <algorithm>
#include <cstdint>

namespace proviso::cli {

namespace {

/// A word and the spaces behind it.
struct Token {
  std::string_view word, space;
};
using Tokens = std::vector<Token>;

// Texts beyond this are compared as wholes where they differ: the table has a cell for each pair of words.
constexpr std::size_t kMostPairs = 4'000'000;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_part_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}

/// Words, and signs one by one. Spaces at the beginning stand behind an empty word.
Tokens words_of(std::string_view text) {
  Tokens tokens;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_part_of_word(text[end])) ++end;
    if (end == at && !is_space(text[at])) ++end;
    std::size_t next = end;
    while (next < text.size() && is_space(text[next])) ++next;
    tokens.push_back({text.substr(at, end - at), text.substr(end, next - end)});
    at = next;
  }
  return tokens;
}

Tokens lines_of(std::string_view text) {
  Tokens tokens;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t next = std::min(end + 1, text.size());
    tokens.push_back({text.substr(at, end - at), text.substr(end, next - end)});
    at = next;
  }
  return tokens;
}

class Comparison {
 public:
  Comparison(Tokens a, Tokens b) : a_(std::move(a)), b_(std::move(b)) {}

  std::vector<TextPiece> run() {
    std::size_t begin = 0, end_a = a_.size(), end_b = b_.size();
    while (begin < end_a && begin < end_b && same(begin, begin)) keep(begin, begin), ++begin;
    std::size_t tail = 0;
    while (end_a > begin && end_b > begin && same(end_a - 1, end_b - 1)) --end_a, --end_b, ++tail;
    middle(begin, end_a, end_b);
    for (std::size_t i = 0; i < tail; ++i) keep(end_a + i, end_b + i);
    return std::move(pieces_);
  }

 private:
  bool same(std::size_t i, std::size_t j) const { return a_[i].word == b_[j].word; }

  // Signs stand everywhere: that a comma stays says less than that a word does.
  static std::uint32_t weight(const Token& token) {
    return !token.word.empty() && is_part_of_word(token.word[0]) ? 3 : 1;
  }

  // The heaviest common subsequence: `at(i, j)` is that of what follows both.
  void middle(std::size_t begin, std::size_t end_a, std::size_t end_b) {
    const std::size_t n = end_a - begin, m = end_b - begin;
    if (n * m > kMostPairs) {
      for (std::size_t i = begin; i < end_a; ++i) drop(i);
      for (std::size_t j = begin; j < end_b; ++j) add(j);
      return;
    }
    std::vector<std::uint32_t> heaviest((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return heaviest[i * (m + 1) + j]; };
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t j = m; j-- > 0;)
        at(i, j) = std::max(
            {at(i + 1, j), at(i, j + 1), same(begin + i, begin + j) ? at(i + 1, j + 1) + weight(a_[begin + i]) : 0});
    }
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
      const bool kept =
          i < n && j < m && same(begin + i, begin + j) && at(i, j) == at(i + 1, j + 1) + weight(a_[begin + i]);
      if (kept) {
        keep(begin + i++, begin + j++);
      } else if (i < n && (j == m || at(i + 1, j) >= at(i, j + 1))) {
        drop(begin + i++);
      } else {
        add(begin + j++);
      }
    }
  }

  TextPiece& last(bool in_old, bool in_new) {
    if (pieces_.empty() || pieces_.back().in_old != in_old || pieces_.back().in_new != in_new)
      pieces_.push_back({in_old, in_new, {}, {}});
    return pieces_.back();
  }
  static void append(std::string& text, const Token& token) { text.append(token.word).append(token.space); }
  void keep(std::size_t i, std::size_t j) {
    TextPiece& piece = last(true, true);
    append(piece.old_text, a_[i]);
    append(piece.new_text, b_[j]);
  }
  void drop(std::size_t i) { append(last(true, false).old_text, a_[i]); }
  void add(std::size_t j) { append(last(false, true).new_text, b_[j]); }

  Tokens a_, b_;
  std::vector<TextPiece> pieces_;
};

}  // namespace

std::vector<TextPiece> diff_words(std::string_view old_text, std::string_view new_text) {
  return Comparison(words_of(old_text), words_of(new_text)).run();
}

std::vector<TextPiece> diff_lines(std::string_view old_text, std::string_view new_text) {
  return Comparison(lines_of(old_text), lines_of(new_text)).run();
}

}  // namespace proviso::cli
