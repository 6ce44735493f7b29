#include <algorithm>
#include <filesystem>
#include <random>

#include "dsl/parser.hpp"
#include "dsl/words.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/ebnf.hpp"
#include "tests/support/markdown.hpp"
#include "tests/support/sentences.hpp"

// The grammar in docs/language.md and the parser accept the same texts.

using namespace proviso;
using namespace proviso::testing;

namespace {

const Grammar& grammar() { return language_grammar(); }

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
  SentenceMaker maker(grammar(), random);
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
