#include "dsl/words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace proviso {
namespace {

constexpr std::array kReserved = std::to_array<std::string_view>({
    "add",      "after",   "all",      "also",      "always",    "amendment",    "and",        "any",
    "applies",  "as",      "as_of",    "at",        "because",   "before",       "between",    "by",
    "case",     "cites",   "decided",  "decision",  "default",   "define",       "derivation", "derived",
    "else",     "elseif",  "elsif",    "equals",    "exception", "exclusion",    "expect",     "fact",
    "false",    "for",     "force",    "from",      "given",     "ground",       "if",         "impossible",
    "in",       "include", "includes", "including", "insert",    "inverse",      "is",         "judgement",
    "kind",     "like",    "mutual",   "no",        "none",      "not",          "note",       "null",
    "of",       "on",      "only",     "or",        "otherwise", "person",       "policy",     "regions",
    "relation", "remove",  "repeal",   "replace",   "set",       "someone",      "source",     "supplied",
    "the",      "then",    "through",  "to",        "true",      "undetermined", "unknown",    "unless",
    "until",    "use",     "value",    "when",      "where",     "whole",        "yes",
});

constexpr std::array kRefused = std::to_array<std::string_view>(
    {"between", "else", "elseif", "elsif", "equals", "false", "null", "then", "true", "until", "when"});

/// Where the words of each first letter begin, so that a look-up compares two or three of them.
constexpr auto kFirst = [] {
  std::array<std::uint8_t, 27> first{};
  std::size_t i = 0;
  for (int letter = 0; letter < 27; ++letter) {
    while (i < kReserved.size() && kReserved[i][0] < 'a' + letter) ++i;
    first[static_cast<std::size_t>(letter)] = static_cast<std::uint8_t>(i);
  }
  return first;
}();

static_assert(std::is_sorted(kReserved.begin(), kReserved.end()));
static_assert(std::is_sorted(kRefused.begin(), kRefused.end()));

bool contains(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_reserved(std::string_view word) {
  if (word.empty() || word[0] < 'a' || word[0] > 'z') return false;
  const auto letter = static_cast<std::size_t>(word[0] - 'a');
  const auto begin = kReserved.begin() + kFirst[letter];
  const auto end = kReserved.begin() + kFirst[letter + 1];
  return std::find(begin, end, word) != end;
}

std::size_t reserved_word_count() { return kReserved.size(); }

bool is_refused(std::string_view word) { return std::binary_search(kRefused.begin(), kRefused.end(), word); }

const std::vector<std::string_view>& declaration_words() {
  static const std::vector<std::string_view> words = {"policy",    "use",       "source",     "regions",    "kind",
                                                      "fact",      "judgement", "relation",   "set",        "value",
                                                      "define",    "decision",  "ground",     "derivation", "exclusion",
                                                      "exception", "amendment", "impossible", "person",     "case"};
  return words;
}

const std::vector<std::string_view>& change_words() {
  static const std::vector<std::string_view> words = {"insert", "replace", "repeal", "set", "add", "remove", "value"};
  return words;
}

const std::vector<std::string_view>& clause_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all = {"authority", "basis", "month",   "publisher", "file",  "url",
                                         "dated",     "code",  "missing", "acyclic",   "accept"};
    for (const std::string_view word : kReserved) {
      if (!is_refused(word)) all.push_back(word);
    }
    return all;
  }();
  return words;
}

bool begins_declaration(std::string_view word) { return contains(declaration_words(), word); }

bool begins_change(std::string_view word) { return contains(change_words(), word); }

const char* skip_space(const char* at, const char* end) {
  while (at != end) {
    if (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') {
      ++at;
    } else if (*at == '#') {
      at = std::find(at, end, '\n');
    } else {
      break;
    }
  }
  return at;
}

const char* skip_quoted(const char* at, const char* end) {
  for (++at; at != end && *at != '\n' && *at != '"'; ++at) {
    if (*at == '\\' && at + 1 != end && at[1] != '\n') ++at;
  }
  return at != end && *at == '"' ? at + 1 : at;
}

const char* word_end(const char* at, const char* end) {
  if (at == end || !is_letter(*at)) return at;
  return std::find_if_not(at, end, is_word_char);
}

const char* match_phrase(const char* at, const char* end, std::string_view phrase) {
  for (const char c : phrase) {
    if (c == ' ') {
      const char* next = skip_space(at, end);
      if (next == at) return nullptr;
      at = next;
    } else if (at == end || *at++ != c) {
      return nullptr;
    }
  }
  return at != end && is_word_char(*at) ? nullptr : at;
}

}  // namespace proviso
