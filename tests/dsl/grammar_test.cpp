#include "dsl/grammar.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <tao/pegtl/contrib/analyze.hpp>

#include "dsl/words.hpp"
#include "tests/support/catch.hpp"

namespace {

std::string grammar_text() {
  std::ifstream in(PROVISO_SOURCE_DIR "/docs/language.md");
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("no rule can loop without reading anything") {
  CHECK(tao::pegtl::analyze<proviso::grammar::document>() == 0);
  CHECK(tao::pegtl::analyze<proviso::grammar::amendment_rest>() == 0);
}

TEST_CASE("the documented reserved words are those of the program") {
  const std::string text = grammar_text();
  const std::size_t begin = text.find("\nReserved ");
  REQUIRE(begin != std::string::npos);
  const std::string rule = text.substr(begin, text.find(';', begin) - begin);
  std::set<std::string> documented;
  for (std::size_t at = 0; (at = rule.find('"', at)) != std::string::npos;) {
    const std::size_t end = rule.find('"', at + 1);
    documented.insert(rule.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  for (const std::string& word : documented) CHECK(proviso::is_reserved(word));
  CHECK(documented.size() == proviso::reserved_word_count());
}

TEST_CASE("a phrase allows space and comments between its words, and no longer last word") {
  const auto matches = [](std::string_view text, std::string_view phrase) {
    return proviso::match_phrase(text.data(), text.data() + text.size(), phrase) != nullptr;
  };
  CHECK(matches("in force", "in force"));
  CHECK(matches("in  # why\n\tforce", "in force"));
  CHECK(!matches("inforce", "in force"));
  CHECK(!matches("in forces", "in force"));
  CHECK(!matches("in", "in force"));
}
