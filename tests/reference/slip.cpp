#include "tests/reference/slip.hpp"

#include <algorithm>
#include <regex>

#include "dsl/date.hpp"

namespace proviso::reference {

namespace {

using Strings = std::vector<std::string>;

struct Words {
  const char* pattern;
  Strings instead;  ///< one of these
};

const std::vector<Words>& exchanged() {
  static const std::vector<Words> kWords = {
      {R"(\band\b)", {"or"}},
      {R"(\bor\b)", {"and"}},
      {R"(\bon or before\b)", {"before", "on or after"}},
      {R"(\bon or after\b)", {"after", "on or before"}},
      {R"(\b(before|after)\b)", {"on or before", "on or after", "before", "after"}},
      {R"(\b(at least|at most|more than|less than)\b)", {"at least", "at most", "more than", "less than"}},
      {R"(\bis not\b)", {"is"}},
      {R"(\bnot in\b)", {"in"}},
      {R"(\bin\b)", {"not in"}},
      {R"(\bnot )", {""}},
      {R"(\bif )", {"if not "}},
      {R"(\b(all|any|none) of\b)", {"all of", "any of", "none of"}},
      {R"(\bsomeone\b)", {"no one"}},
      {R"(\bno one\b)", {"someone"}},
      {R"(\bunless\b)", {"if"}},
      {R"(\bearliest\b)", {"latest"}},
      {R"(\n[^\n]*,(?=\n))", {""}},  // a part of a block, or an option
  };
  return kWords;
}

struct Match {
  std::size_t at = 0, size = 0;
};

std::vector<Match> matches(const std::string& text, const std::regex& pattern) {
  std::vector<Match> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    found.push_back({static_cast<std::size_t>(it->position()), static_cast<std::size_t>(it->length())});
  }
  return found;
}

bool is_rule(const std::string& declaration) {
  static const std::regex kRule("^(ground|derivation|exclusion|exception|amendment|impossible) ");
  return std::regex_search(declaration, kRule);
}
bool may_change(const std::string& declaration) {
  static const std::regex kOther("^(define|decision|set|value) ");
  return is_rule(declaration) || std::regex_search(declaration, kOther);
}

class Slip {
 public:
  Slip(const Vocabulary& vocabulary, Random& random) : vocabulary_(vocabulary), random_(random) {}

  std::string date(const std::string& text) {
    static const std::regex kDate(R"(\d{4}-\d{2}-\d{2})");
    return with(text, kDate, [&](const std::string& old) {
      const Days day = *parse_date(old);
      if (random_.chance(30)) return vocabulary_.date(random_);
      return format_date(random_.chance(50) ? day + 1 : day - 1);
    });
  }

  std::string number(const std::string& text) {
    static const std::regex kNumber(R"((^|[ {])\d+(?=[ ,\n}]|$))");
    return with(text, kNumber, [&](const std::string& old) {
      const bool spaced = old.front() < '0' || old.front() > '9';
      const int count = std::stoi(old.substr(spaced ? 1 : 0)) + (random_.chance(60) ? 1 : -1);
      return (spaced ? old.substr(0, 1) : "") + std::to_string(std::max(count, 0));
    });
  }

  std::string member(const std::string& text) {
    const RandomKind& kind = random_.pick(vocabulary_.kinds);
    return with(text, std::regex("\\b" + random_.pick(kind.leaves) + "\\b"),
                [&](const std::string&) { return random_.pick(kind.leaves); });
  }

  std::string words(const std::string& text) {
    const Words& words = random_.pick(exchanged());
    return with(text, std::regex(words.pattern), [&](const std::string&) { return random_.pick(words.instead); });
  }

 private:
  template <class Instead>
  std::string with(const std::string& text, const std::regex& pattern, const Instead& instead) {
    const auto found = matches(text, pattern);
    if (found.empty()) return text;
    const Match& m = random_.pick(found);
    std::string result = text;
    return result.replace(m.at, m.size, instead(text.substr(m.at, m.size)));
  }

  const Vocabulary& vocabulary_;
  Random& random_;
};

}  // namespace

std::vector<std::string> with_slip(std::vector<std::string> declarations, const Vocabulary& vocabulary, Random& random,
                                   std::string& what) {
  for (int tries = 0; tries < 200; ++tries) {
    std::string& text = declarations[random.below(declarations.size())];
    if (!may_change(text)) continue;
    const std::string before = text;
    if (is_rule(text) && random.chance(8)) {
      what += "without " + before + "\n";
      text.clear();
      return declarations;
    }
    Slip slip(vocabulary, random);
    const int n = random.between(1, 100);
    text = n <= 20 ? slip.date(text) : n <= 30 ? slip.number(text) : n <= 45 ? slip.member(text) : slip.words(text);
    if (text == before) continue;
    what += before + "\n=>\n" + text + "\n";
    return declarations;
  }
  return declarations;
}

}  // namespace proviso::reference
