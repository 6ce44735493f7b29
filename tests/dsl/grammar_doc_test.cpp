#include <algorithm>
#include <filesystem>
#include <random>

#include "dsl/parser.hpp"
#include "dsl/words.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ebnf.hpp"
#include "tests/support/markdown.hpp"

// The grammar in docs/language.md and the parser accept the same texts.

using namespace proviso;
using namespace proviso::testing;

namespace {

std::string language_page() { return read_whole(PROVISO_SOURCE_DIR "/docs/language.md"); }

std::string grammar_text() {
  std::string text;
  int blocks = 0;
  for (const FencedBlock& block : fenced_blocks(language_page())) {
    if (block.info != "ebnf") continue;
    text = block.text;
    ++blocks;
  }
  REQUIRE(blocks == 1);
  return text;
}

const Grammar& grammar() {
  static const std::string text = grammar_text();
  static const Grammar result = GrammarReader(text).read();
  return result;
}

struct Parsed {
  bool accepted;
  std::string first_message;
};

Parsed parsed(const std::string& text) {
  SourceSet sources;
  const FileId file = sources.add("test.proviso", text);
  Diagnostics diagnostics;
  parse(sources, file, Limits{}, diagnostics);
  return {!diagnostics.has_errors(), diagnostics.empty() ? std::string() : diagnostics.all().front().message};
}

// Whether both accept it, where they agree.
bool agreed(const std::string& text) {
  Recogniser recogniser(grammar(), text);
  const bool recognised = recogniser.accepts();
  const Parsed by_parser = parsed(text);
  INFO(text);
  INFO("the grammar reads as far as: " << text.substr(0, recogniser.farthest()));
  INFO("the parser says: " << by_parser.first_message);
  CHECK(recognised == by_parser.accepted);
  return recognised && by_parser.accepted;
}

void collect_phrases(const Piece& piece, std::set<std::string>& phrases) {
  if (piece.kind == Piece::phrase) phrases.insert(piece.text);
  for (const Piece& part : piece.parts) collect_phrases(part, phrases);
}

std::vector<std::string> words_of(const std::string& phrase) {
  std::istringstream in(phrase);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// Sentences of the grammar at random, word by word. Since the grammar is read as a PEG, some are no sentences after
// all.
class SentenceMaker {
 public:
  explicit SentenceMaker(std::mt19937& random) : random_(random) {
    std::set<std::string> phrases;
    for (const auto& [name, piece] : grammar()) {
      if (name != "Reserved") collect_phrases(piece, phrases);
    }
    for (const std::string& phrase : phrases) {
      for (const std::string& word : words_of(phrase)) words_.push_back(word);
    }
    bool grown = true;
    while (grown) {
      grown = false;
      for (const auto& [name, piece] : grammar()) {
        const int height = height_of(piece);
        grown |= heights_.emplace(name, height).second || std::exchange(heights_[name], height) != height;
      }
    }
  }

  std::vector<std::string> declarations(unsigned count) {
    std::vector<std::string> sentence;
    for (; count > 0; --count) make(grammar().at("Declaration"), 12, sentence);
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
        if (grammar().count(piece.text) == 0) return 0;
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
        if (grammar().count(piece.text) == 0) {
          if (piece.text != "EOF") to.push_back(terminal(piece.text));
        } else {
          make(grammar().at(piece.text), depth - 1, to);
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

  std::mt19937& random_;
  std::vector<std::string> words_;
  std::map<std::string, int> heights_;
};

std::string joined(const std::vector<std::string>& words, std::mt19937& random) {
  constexpr const char* kSpaces[] = {" ", " ", " ", "\n", "\t\n ", " # a comment\n"};
  std::string text;
  for (const std::string& word : words) text += word + kSpaces[random() % std::size(kSpaces)];
  return text;
}

std::vector<std::string> with_one_change(std::vector<std::string> words, SentenceMaker& maker, std::mt19937& random) {
  if (words.empty()) return {maker.any_word()};
  const auto at = words.begin() + static_cast<std::ptrdiff_t>(random() % words.size());
  switch (random() % 5) {
    case 0:
      words.erase(at);
      break;
    case 1:
      words.insert(at, std::string(*at));
      break;
    case 2:
      std::swap(*at, words.back() == *at ? words.front() : *(at + 1 == words.end() ? words.begin() : at + 1));
      break;
    case 3:
      *at = maker.any_word();
      break;
    default:
      words.insert(at, maker.any_word());
      break;
  }
  return words;
}

}  // namespace

TEST_CASE("every rule of the grammar is there and is used") {
  std::set<std::string> used = {"Document", "Reserved"};
  const auto collect = [&](const auto& self, const Piece& piece) -> void {
    if (piece.kind == Piece::name) used.insert(piece.text);
    for (const Piece& part : piece.parts) self(self, part);
  };
  for (const auto& [name, piece] : grammar()) collect(collect, piece);
  for (const std::string& name : used) {
    CAPTURE(name);
    const bool terminal = std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isupper(c) != 0; });
    CHECK((terminal || grammar().count(name) != 0));
  }
  for (const auto& [name, piece] : grammar()) {
    CAPTURE(name);
    CHECK(used.count(name) != 0);
  }
}

TEST_CASE("the reserved words are those of the grammar") {
  std::set<std::string> listed, words;
  collect_phrases(grammar().at("Reserved"), listed);
  for (const auto& [name, piece] : grammar()) {
    std::set<std::string> phrases;
    collect_phrases(piece, phrases);
    for (const std::string& phrase : phrases) {
      for (const std::string& word : words_of(phrase)) words.insert(word);
    }
  }
  for (const std::string& word : words) {
    CAPTURE(word);
    CHECK(is_reserved(word) == (listed.count(word) != 0));
  }
}

TEST_CASE("the reserved words are listed for the reader as well") {
  std::set<std::string> listed;
  collect_phrases(grammar().at("Reserved"), listed);
  const std::string page = language_page();
  std::size_t at = page.find("\n## Reserved words");
  REQUIRE(at != std::string::npos);
  std::istringstream lines(page.substr(at, page.find("\n## ", at + 1) - at));
  std::set<std::string> shown;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("> ", 0) != 0) continue;
    for (const std::string& word : words_of(line.substr(2))) shown.insert(word.substr(1, word.size() - 2));
  }
  CHECK(shown == listed);
}

TEST_CASE("grammar and parser accept every policy of the project and every example of the page") {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PROVISO_SOURCE_DIR "/rulesets")) {
    if (entry.path().extension() == ".proviso") paths.push_back(entry.path().string());
  }
  for (const std::string& path : paths) {
    INFO(path);
    CHECK(agreed(read_whole(path)));
  }
  for (const FencedBlock& block : fenced_blocks(language_page())) {
    if (block.info.rfind("proviso", 0) != 0) continue;
    INFO("line " << block.line);
    const bool syntax_error = block.info.find("error P01") != std::string::npos;
    CHECK(agreed(block.text) == !syntax_error);
  }
}

TEST_CASE("grammar and parser agree on random sentences, and on sentences with a mistake") {
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  SentenceMaker maker(random);
  int accepted = 0;
  int accepted_changed = 0;
  constexpr int kSentences = 3000;
  for (int i = 0; i < kSentences; ++i) {
    const std::vector<std::string> words = maker.declarations(1 + random() % 2);
    accepted += agreed(joined(words, random)) ? 1 : 0;
    accepted_changed += agreed(joined(with_one_change(words, maker, random), random)) ? 1 : 0;
  }
  // Both kinds of sentences must occur often enough for the comparison to mean something.
  CHECK(accepted > kSentences / 2);
  CHECK(accepted_changed > kSentences / 100);
  CHECK(accepted_changed < kSentences * 19 / 20);
}
