#pragma once

#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The grammar of docs/language.md as a parsing expression grammar: read, and used to recognise texts. Slow and plain,
// and written apart from the parser that it is compared with.
namespace proviso::testing {

/// A piece of a grammar rule.
struct Piece {
  enum Kind { choice, sequence, repeat, option, refuse, cut, phrase, name } kind = sequence;
  std::string text = {};  // phrase: its words; name: of a rule, or NAME, TEXT, DATE, INTEGER, EOF
  std::vector<Piece> parts = {};
};

using Grammar = std::map<std::string, Piece>;

/// Reads the notation; throws std::runtime_error where it cannot.
class GrammarReader {
 public:
  explicit GrammarReader(std::string_view text) : text_(text) {}

  Grammar read() {
    Grammar grammar;
    for (next(); !token_.empty(); next()) {
      const std::string rule = token_;
      next();
      expect("=");
      if (!grammar.emplace(rule, choice()).second) throw std::runtime_error("two rules " + rule);
      if (token_ != ";") throw std::runtime_error("no ; after rule " + rule);
    }
    return grammar;
  }

 private:
  void next() {
    skip_comments();
    const std::size_t begin = at_;
    if (at_ == text_.size()) {
      token_.clear();
      return;
    }
    if (text_[at_] == '"') {
      at_ = text_.find('"', at_ + 1) + 1;
    } else if (std::isalpha(static_cast<unsigned char>(text_[at_]))) {
      while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_]))) ++at_;
    } else {
      ++at_;
    }
    token_ = text_.substr(begin, at_ - begin);
  }

  void skip_comments() {
    for (;;) {
      while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
      if (text_.substr(at_, 2) != "(*") return;
      at_ = text_.find("*)", at_) + 2;
    }
  }

  void expect(std::string_view token) {
    if (token_ != token) throw std::runtime_error("no " + std::string(token) + " but " + token_);
    next();
  }

  Piece choice() {
    Piece result{Piece::choice};
    result.parts.push_back(sequence());
    while (token_ == "|") {
      next();
      result.parts.push_back(sequence());
    }
    return result.parts.size() == 1 ? result.parts.front() : result;
  }

  Piece sequence() {
    Piece result{Piece::sequence};
    while (!token_.empty() && std::string_view("|;)]}").find(token_[0]) == std::string_view::npos) {
      result.parts.push_back(single());
    }
    return result;
  }

  Piece single() {
    const std::string token = token_;
    next();
    if (token == "^") return {Piece::cut};
    if (token == "!") return {Piece::refuse, {}, {single()}};
    if (token == "(") return closed(choice(), ")");
    if (token == "[") return {Piece::option, {}, {closed(choice(), "]")}};
    if (token == "{") return {Piece::repeat, {}, {closed(choice(), "}")}};
    if (token[0] == '"') return {Piece::phrase, token.substr(1, token.size() - 2)};
    return {Piece::name, token};
  }

  Piece closed(Piece piece, std::string_view close) {
    expect(close);
    return piece;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string token_;
};

/// Whether a text is a sentence of the grammar.
class Recogniser {
 public:
  Recogniser(const Grammar& grammar, std::string_view text) : grammar_(grammar), text_(text) {
    for (const Piece& word : grammar.at("Reserved").parts) reserved_.insert(word.parts.at(0).text);
  }

  bool accepts() { return rule("Document", 0).has_value(); }
  /// How far the words were read that fitted.
  std::size_t farthest() const { return farthest_; }

 private:
  using End = std::optional<std::size_t>;

  End rule(const std::string& name, std::size_t at) {
    const auto known = memory_.find({name, at});
    if (known != memory_.end()) return known->second;
    const End end = match(grammar_.at(name), at);
    memory_.emplace(std::make_pair(name, at), end);
    return end;
  }

  End match(const Piece& piece, std::size_t at) {
    if (refused_) return std::nullopt;
    switch (piece.kind) {
      case Piece::cut:
        return at;
      case Piece::phrase:
        return phrase(piece.text, at);
      case Piece::name:
        return grammar_.count(piece.text) != 0 ? rule(piece.text, at) : terminal(piece.text, at);
      case Piece::refuse:
        return match(piece.parts[0], at) ? End() : End(at);
      case Piece::sequence:
        return sequence(piece, at);
      case Piece::option: {
        const End end = match(piece.parts[0], at);
        return refused_ ? End() : end ? end : End(at);
      }
      case Piece::choice:
        for (const Piece& part : piece.parts) {
          if (const End end = match(part, at)) return end;
        }
        return std::nullopt;
      case Piece::repeat:
        break;
    }
    for (End end = at; (end = match(piece.parts[0], at)) && *end != at;) at = *end;
    return refused_ ? End() : End(at);
  }

  End sequence(const Piece& piece, std::size_t at) {
    bool no_way_back = false;
    for (const Piece& part : piece.parts) {
      no_way_back |= part.kind == Piece::cut;
      const End end = match(part, at);
      if (!end) {
        refused_ |= no_way_back;
        return std::nullopt;
      }
      at = *end;
    }
    return at;
  }

  End phrase(std::string_view words, std::size_t at) {
    at = after_space(at);
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      if (!word_at(words.substr(0, end), at)) return std::nullopt;
      words.remove_prefix(end);
      if (words.empty()) break;
      words.remove_prefix(1);
      const std::size_t next = after_space(at);
      if (next == at) return std::nullopt;
      at = next;
    }
    return is_word_char(at) && is_word_char(at - 1) ? End() : reached(at);
  }

  bool word_at(std::string_view word, std::size_t& at) {
    for (const char c : word) {
      if (c == '\'' && text_.substr(at, 3) == "\u2019") {
        at += 3;
      } else if (at < text_.size() && text_[at] == c) {
        ++at;
      } else {
        return false;
      }
    }
    return true;
  }

  End terminal(const std::string& name, std::size_t at) {
    at = after_space(at);
    if (name == "EOF") return at == text_.size() ? End(at) : End();
    if (name == "TEXT") return text(at);
    if (name == "DATE") return date(at);
    std::size_t end = at;
    while (is_word_char(end)) ++end;
    if (end == at) return std::nullopt;
    const std::string word(text_.substr(at, end - at));
    const bool digit = std::isdigit(static_cast<unsigned char>(word[0])) != 0;
    if (name == "NAME") return digit || word[0] == '_' || reserved_.count(word) != 0 ? End() : reached(end);
    if (name != "INTEGER") throw std::runtime_error("no rule " + name);
    for (const char c : word) {
      if (!std::isdigit(static_cast<unsigned char>(c))) return std::nullopt;
    }
    return date(at) ? End() : reached(end);
  }

  End text(std::size_t at) {
    if (at == text_.size() || text_[at] != '"') return std::nullopt;
    for (++at; at < text_.size() && text_[at] != '"' && text_[at] != '\n'; ++at) {
      if (text_[at] == '\\' && at + 1 < text_.size() && text_[at + 1] != '"' && text_[at + 1] != '\\')
        return std::nullopt;
      if (text_[at] == '\\') ++at;
    }
    return at < text_.size() && text_[at] == '"' ? reached(at + 1) : End();
  }

  End date(std::size_t at) {
    for (const char c : std::string_view("dddd-dd-dd")) {
      if (at == text_.size()) return std::nullopt;
      if (c == 'd' ? !std::isdigit(static_cast<unsigned char>(text_[at])) : text_[at] != c) return std::nullopt;
      ++at;
    }
    return is_word_char(at) ? End() : reached(at);
  }

  std::size_t after_space(std::size_t at) const {
    for (; at < text_.size(); ++at) {
      if (text_[at] == '#') {
        at = std::min(text_.find('\n', at), text_.size() - 1);
      } else if (std::string_view(" \t\r\n").find(text_[at]) == std::string_view::npos) {
        break;
      }
    }
    return at;
  }

  bool is_word_char(std::size_t at) const {
    return at < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at])) != 0 || text_[at] == '_');
  }

  End reached(std::size_t at) {
    farthest_ = std::max(farthest_, at);
    return at;
  }

  const Grammar& grammar_;
  std::string_view text_;
  std::set<std::string> reserved_;
  std::map<std::pair<std::string, std::size_t>, End> memory_;
  std::size_t farthest_ = 0;
  bool refused_ = false;
};

}  // namespace proviso::testing
