#include "tools/cli/word_diff.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"

using namespace proviso::cli;

namespace {

std::string side(const std::vector<TextPiece>& pieces, bool is_new) {
  std::string text;
  for (const TextPiece& piece : pieces) text += is_new ? piece.new_text : piece.old_text;
  return text;
}

/// "[-gone-]" and "{+come+}".
std::string marked(const std::vector<TextPiece>& pieces) {
  std::string text;
  for (const TextPiece& piece : pieces) {
    if (piece.in_old && piece.in_new) {
      text += piece.new_text;
    } else {
      text += piece.in_old ? "[-" + piece.old_text + "-]" : "{+" + piece.new_text + "+}";
    }
  }
  return text;
}

std::size_t changed(const std::vector<TextPiece>& pieces) {
  return static_cast<std::size_t>(
      std::count_if(pieces.begin(), pieces.end(), [](const TextPiece& p) { return !(p.in_old && p.in_new); }));
}

}  // namespace

TEST_CASE("Words that are gone and words that have come are told apart") {
  CHECK(marked(diff_words("if a before 2025-01-01", "if a on or before 2025-01-01")) ==
        "if a {+on or +}before 2025-01-01");
  CHECK(marked(diff_words("is { Lviv, Volyn }", "is { Lviv, Rivne, Volyn }")) == "is { Lviv, {+Rivne, +}Volyn }");
  CHECK(marked(diff_words("is { Lviv, Volyn, Kyiv }", "is { Lviv, Rivne, Sumy, Volyn }")) ==
        "is { Lviv, {+Rivne, Sumy, +}Volyn [-, Kyiv -]}");
  CHECK(marked(diff_words("", "all new")) == "{+all new+}");
  CHECK(marked(diff_words("all gone", "")) == "[-all gone-]");
  CHECK(diff_words("", "").empty());
}

TEST_CASE("Spaces and line ends are no words") {
  const auto pieces = diff_words("a if  b\n  and c", "a\n  if b and c\n");
  CHECK(changed(pieces) == 0);
  CHECK(side(pieces, false) == "a if  b\n  and c");
  CHECK(side(pieces, true) == "a\n  if b and c\n");
}

TEST_CASE("Lines are compared as lines") {
  CHECK(marked(diff_lines("one\ntwo\nthree\n", "one\n2\nthree\n")) == "one\n[-two\n-]{+2\n+}three\n");
}

TEST_CASE("Joined again, the pieces are the texts, and no fewer words could be changed") {
  std::mt19937 random(7);
  const auto text_of = [&] {
    std::vector<std::string> words(random() % 9);
    for (std::string& word : words) word = std::string(1, static_cast<char>('a' + random() % 3));
    return words;
  };
  for (int round = 0; round < 500; ++round) {
    const auto a = text_of(), b = text_of();
    std::string old_text, new_text;
    for (const std::string& word : a) old_text += word + " ";
    for (const std::string& word : b) new_text += word + " ";
    const auto pieces = diff_words(old_text, new_text);
    CHECK(side(pieces, false) == old_text);
    CHECK(side(pieces, true) == new_text);
    std::size_t kept = 0;
    for (const TextPiece& piece : pieces) {
      if (piece.in_old && piece.in_new) kept += piece.old_text.size() / 2;
    }
    // The longest common subsequence by trying every subset of the words of `a`.
    std::size_t longest = 0;
    for (unsigned set = 0; set < (1u << a.size()); ++set) {
      std::size_t at = 0, count = 0;
      bool fits = true;
      for (std::size_t i = 0; i < a.size() && fits; ++i) {
        if ((set >> i & 1u) == 0) continue;
        while (at < b.size() && b[at] != a[i]) ++at;
        fits = at++ < b.size();
        ++count;
      }
      if (fits) longest = std::max(longest, count);
    }
    CHECK(kept == longest);
  }
}

TEST_CASE("Texts too long to compare word by word are shown as gone and come, but for what both begin and end with") {
  std::string a, b;
  for (int i = 0; i < 5000; ++i) a += "x" + std::to_string(i) + " ", b += "y" + std::to_string(i) + " ";
  const auto pieces = diff_words("same " + a + "end", "same " + b + "end");
  REQUIRE(pieces.size() == 4);
  CHECK(pieces[0].old_text == "same ");
  CHECK(pieces[1].old_text == a);
  CHECK(pieces[2].new_text == b);
  CHECK(pieces[3].new_text == "end");
}
