#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "interpreter/match_colours.hpp"

// What has another name and another text, and yet is likely the same: most of what it speaks of, and of what reads it,
// is; or its label is; or it stands at the same place of a list.
namespace proviso {

namespace {

constexpr double kLikely = 0.6;
constexpr double kClearly = 0.1;  // by which the best must be better than any other
constexpr double kSameLabel = 0.95;
constexpr double kSamePlace = 0.7;

// What a text speaks of: items that are matched, and constants.
std::vector<std::string> subjects(const std::string& text, const std::vector<std::string>& open) {
  std::vector<std::string> found;
  std::string word;
  for (const char c : text + " ") {
    if (c != ' ' && c != '(' && c != ')' && c != '[' && c != ']') {
      word += c;
      continue;
    }
    const bool item = word.size() > 1 && std::isalpha(static_cast<unsigned char>(word[0])) != 0 && word[0] != 'k' &&
                      std::isdigit(static_cast<unsigned char>(word[1])) != 0;
    const bool constant = word.find(':') != std::string::npos;
    if ((item || constant) && std::find(open.begin(), open.end(), word) == open.end()) found.push_back(word);
    word.clear();
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Of all that one of the two has, the part that both have (Dice 1945).
double common(const std::vector<std::string>& x, const std::vector<std::string>& y) {
  if (x.empty() || y.empty()) return 0;
  std::vector<std::string> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return 2.0 * static_cast<double>(both.size()) / static_cast<double>(x.size() + y.size());
}

// An open item of one side, as it can be compared with one of the other.
struct Candidate {
  MatchedItem item;
  std::string sort;  ///< only what has the same sort can be the same
  std::string label, code;
  std::vector<std::string> says, read_by;
  std::size_t place = 0, places = 0;  ///< of a member, in its list
};

class Candidates {
 public:
  explicit Candidates(const ColouredSide& side) : side_(side), text_(side.policy, side.numbers) {
    for (const MatchedItem& item : side.open) {
      open_.push_back(item.table == MatchTable::leaf ? text_.leaf(item.enumeration, item.id)
                                                     : text_.number(item.table, item.id));
    }
    for (const MatchedItem& item : side.open) all_.push_back(candidate(item));
  }

  const std::vector<Candidate>& all() const { return all_; }

 private:
  Candidate candidate(const MatchedItem& item) const {
    Candidate c{item, sort(item), label_of(side_.policy, item), {}, {}, {}};
    c.says = subjects(text_.whole(item), open_);
    if (const auto found = side_.readers.find(item); found != side_.readers.end()) {
      for (const MatchedItem& reader : found->second) {
        if (reader.table == MatchTable::enumeration || reader.table == MatchTable::relation) continue;
        c.read_by.push_back(reader.table == MatchTable::leaf ? text_.leaf(reader.enumeration, reader.id)
                                                             : text_.number(reader.table, reader.id));
      }
      std::sort(c.read_by.begin(), c.read_by.end());
    }
    if (item.table == MatchTable::leaf) {
      const Enumeration& enumeration = side_.policy.enumerations[item.enumeration];
      c.code = enumeration.leaf(item.id).code;
      c.place = item.id + 1;
      c.places = enumeration.size();
    } else if (item.table == MatchTable::enumeration) {
      for (const EnumMember& member : side_.policy.enumerations[item.id].members) c.says.push_back(member.name);
      std::sort(c.says.begin(), c.says.end());
    }
    return c;
  }

  std::string sort(const MatchedItem& item) const {
    const Policy& policy = side_.policy;
    const std::string table = std::to_string(static_cast<int>(item.table)) + " ";
    switch (item.table) {
      case MatchTable::fact:
        return table + text_.type(policy.facts[item.id].type);
      case MatchTable::link_fact:
        return table + text_.type(policy.link_facts[item.id].type);
      case MatchTable::set:
        return table + text_.set_type(policy.sets[item.id]);
      case MatchTable::value:
        return table + text_.type(policy.values[item.id].type);
      case MatchTable::define:
        return table + text_.define_type(policy.defines[item.id]);
      case MatchTable::decision:
        return table + std::to_string(static_cast<int>(policy.decisions[item.id].yes_no));
      case MatchTable::rule:
        return table + std::to_string(static_cast<int>(policy.rules[item.id].kind));
      case MatchTable::enumeration:
        return table + std::to_string(static_cast<int>(policy.enumerations[item.id].decision != kNoId));
      case MatchTable::leaf:
        return table + text_.number(MatchTable::enumeration, item.enumeration);
      default:
        return table;
    }
  }

  const ColouredSide& side_;
  CanonicalText text_;
  std::vector<std::string> open_;
  std::vector<Candidate> all_;
};

bool is_vocabulary(MatchTable table) { return table == MatchTable::fact || table == MatchTable::link_fact; }

double likeness(const Candidate& x, const Candidate& y) {
  if (x.sort != y.sort) return 0;
  if (!x.label.empty() && x.label == y.label) return kSameLabel;
  if (!x.code.empty() && x.code == y.code) return kSameLabel;
  const double uses = common(x.read_by, y.read_by);
  // A fact says little but its type.
  if (is_vocabulary(x.item.table)) return uses;
  if (x.item.table == MatchTable::leaf) {
    return x.place == y.place && x.places == y.places ? std::max(uses, kSamePlace) : uses;
  }
  return common(x.says, y.says);
}

// For each candidate of `of` the one of `among` that is clearly the best; kNoId: there is none.
std::vector<std::uint32_t> best(const std::vector<Candidate>& of, const std::vector<Candidate>& among) {
  std::vector<std::uint32_t> result;
  for (const Candidate& x : of) {
    double first = 0, second = 0;
    std::uint32_t found = kNoId;
    for (std::uint32_t i = 0; i < among.size(); ++i) {
      const double score = likeness(x, among[i]);
      if (score > first) {
        second = first;
        first = score;
        found = i;
      } else {
        second = std::max(second, score);
      }
    }
    result.push_back(first >= kLikely && first >= second + kClearly ? found : kNoId);
  }
  return result;
}

}  // namespace

bool match_likely(Matching& matching) {
  const Colours colours(matching, true);
  const Candidates a(colours.a()), b(colours.b());
  const std::vector<std::uint32_t> to_b = best(a.all(), b.all()), to_a = best(b.all(), a.all());
  bool any = false;
  for (std::uint32_t i = 0; i < to_b.size(); ++i) {
    if (to_b[i] == kNoId || to_a[to_b[i]] != i) continue;
    const MatchedItem &from = a.all()[i].item, &to = b.all()[to_b[i]].item;
    if (!matching.fits(from, to)) continue;
    matching.add(from, to, true);
    any = true;
  }
  return any;
}

}  // namespace proviso
