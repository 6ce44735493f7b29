#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/ebnf.hpp"
#include "tests/support/markdown.hpp"

// Random sentences of the language, made from the grammar in docs/language.md.
namespace proviso::testing {

inline std::string language_page() { return read_whole(PROVISO_SOURCE_DIR "/docs/language.md"); }

/// The grammar of the page. Throws std::runtime_error if the page has not exactly one.
inline const Grammar& language_grammar() {
  static const Grammar grammar = [] {
    std::string text;
    for (const FencedBlock& block : fenced_blocks(language_page())) {
      if (block.info != "ebnf") continue;
      if (!text.empty()) throw std::runtime_error("two grammars in docs/language.md");
      text = block.text;
    }
    return GrammarReader(text).read();
  }();
  return grammar;
}

inline void collect_phrases(const Piece& piece, std::set<std::string>& phrases) {
  if (piece.kind == Piece::phrase) phrases.insert(piece.text);
  for (const Piece& part : piece.parts) collect_phrases(part, phrases);
}

inline std::vector<std::string> words_of(const std::string& phrase) {
  std::istringstream in(phrase);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// Sentences of the grammar at random, word by word. Since the grammar is read as a PEG, some are no sentences after
// all.
class SentenceMaker {
 public:
  SentenceMaker(const Grammar& grammar, std::mt19937& random) : grammar_(grammar), random_(random) {
    std::set<std::string> phrases;
    for (const auto& [name, piece] : grammar_) {
      if (name != "Reserved") collect_phrases(piece, phrases);
    }
    for (const std::string& phrase : phrases) {
      for (const std::string& word : words_of(phrase)) words_.push_back(word);
    }
    bool grown = true;
    while (grown) {
      grown = false;
      for (const auto& [name, piece] : grammar_) {
        const int height = height_of(piece);
        grown |= heights_.emplace(name, height).second || std::exchange(heights_[name], height) != height;
      }
    }
  }

  std::vector<std::string> declarations(unsigned count) {
    std::vector<std::string> sentence;
    for (; count > 0; --count) make(grammar_.at("Declaration"), 12, sentence);
    return sentence;
  }

  // Any word of the language, a name, a date, a sign.
  std::string any_word() {
    constexpr const char* kSigns[] = {"{", "}", "(", ")", ",", ".", "[", "]"};
    if (random_() % 4 == 0) return kSigns[random_() % std::size(kSigns)];
    if (random_() % 4 == 0) return terminal(std::vector<std::string>{"NAME", "TEXT", "DATE", "INTEGER"}[random_() % 4]);
    return words_[random_() % words_.size()];
  }

 private:
  static constexpr int kEndless = 1000;

  int height_of(const Piece& piece) const {
    int height = piece.kind == Piece::choice ? kEndless : 0;
    switch (piece.kind) {
      case Piece::name: {
        if (grammar_.count(piece.text) == 0) return 0;
        const auto known = heights_.find(piece.text);
        return known == heights_.end() ? kEndless : std::min(known->second + 1, kEndless);
      }
      case Piece::choice:
        for (const Piece& part : piece.parts) height = std::min(height, height_of(part));
        return height;
      case Piece::sequence:
        for (const Piece& part : piece.parts) height = std::max(height, height_of(part));
        return height;
      default:
        return 0;
    }
  }

  void make(const Piece& piece, int depth, std::vector<std::string>& to) {
    switch (piece.kind) {
      case Piece::cut:
      case Piece::refuse:
        return;
      case Piece::phrase:
        for (const std::string& word : words_of(piece.text)) to.push_back(word);
        return;
      case Piece::name:
        if (grammar_.count(piece.text) == 0) {
          if (piece.text != "EOF") to.push_back(terminal(piece.text));
        } else {
          make(grammar_.at(piece.text), depth - 1, to);
        }
        return;
      case Piece::sequence:
        for (const Piece& part : piece.parts) make(part, depth, to);
        return;
      case Piece::option:
        if (depth > 0 && random_() % 2 == 0) make(piece.parts[0], depth, to);
        return;
      case Piece::repeat:
        for (unsigned n = depth > 0 ? random_() % 3 : 0; n > 0; --n) make(piece.parts[0], depth, to);
        return;
      case Piece::choice:
        break;
    }
    std::vector<const Piece*> possible;
    for (const Piece& part : piece.parts) {
      if (height_of(part) <= std::max(depth, height_of(piece))) possible.push_back(&part);
    }
    make(*possible[random_() % possible.size()], depth, to);
  }

  std::string terminal(const std::string& name) {
    constexpr const char* kNames[] = {"a",       "b",     "Lviv",      "x_1",      "days",    "code",  "first",
                                      "number",  "date",  "other",     "least",    "more",    "month", "file",
                                      "missing", "one",   "acyclic",   "duration", "ground1", "round", "basis",
                                      "year",    "weeks", "authority", "down",     "ends",    "url"};
    constexpr const char* kTexts[] = {"\"\"", "\"A text\"", "\"with # and \\\"quotes\\\" \\\\\"", "\"\u00e5\u5b57\""};
    constexpr const char* kDates[] = {"2025-01-31", "0001-01-01", "9999-12-31", "2024-02-29"};
    constexpr const char* kIntegers[] = {"0", "7", "18", "2025", "0090"};
    if (name == "NAME") return kNames[random_() % std::size(kNames)];
    if (name == "TEXT") return kTexts[random_() % std::size(kTexts)];
    if (name == "DATE") return kDates[random_() % std::size(kDates)];
    return kIntegers[random_() % std::size(kIntegers)];
  }

  const Grammar& grammar_;
  std::mt19937& random_;
  std::vector<std::string> words_;
  std::map<std::string, int> heights_;
};

}  // namespace proviso::testing
