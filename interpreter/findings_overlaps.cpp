#include "interpreter/findings_overlaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/date.hpp"
#include "interpreter/claims.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

// Small words, without signs.
std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  bool inside = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        static_cast<unsigned char>(c) >= 0x80;
    if (letter && !inside) words.emplace_back();
    if (letter) words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    inside = letter;
  }
  return words;
}

// "safe" and "unsafe"; the longer, the fewer words begin like that by chance.
bool is_denial(const std::string& plain, const std::string& denied) {
  struct Prefix {
    std::string_view text;
    std::size_t least;
  };
  constexpr Prefix kPrefixes[] = {{"un", 4}, {"non", 4}, {"not", 4}, {"in", 6}, {"im", 6}, {"ir", 6}, {"dis", 6}};
  return std::any_of(std::begin(kPrefixes), std::end(kPrefixes), [&](const Prefix& prefix) {
    return plain.size() >= prefix.least && denied.size() == prefix.text.size() + plain.size() &&
           denied.starts_with(prefix.text) && denied.ends_with(plain);
  });
}

bool denies(const std::vector<std::string>& plain, const std::vector<std::string>& denied) {
  if (plain.empty()) return false;
  const auto differ = std::mismatch(plain.begin(), plain.end(), denied.begin(), denied.end());
  if (denied.size() == plain.size()) {
    return differ.first != plain.end() && is_denial(*differ.first, *differ.second) &&
           std::equal(differ.first + 1, plain.end(), differ.second + 1, denied.end());
  }
  if (denied.size() != plain.size() + 1 || differ.second == denied.end()) return false;
  const std::string& more = *differ.second;
  return (more == "not" || more == "non" || more == "no") &&
         std::equal(differ.first, plain.end(), differ.second + 1, denied.end());
}

class Overlaps {
 public:
  Overlaps(const Program& program, const FindingOptions& options, FindingList& list)
      : program_(program), policy_(program.policy), options_(options), list_(list) {}

  void run() {
    for (SetId b = 1; b < policy_.sets.size(); ++b) {
      for (SetId a = 0; a < b; ++a) {
        const NamedSet &x = policy_.sets[a], &y = policy_.sets[b];
        const bool opposite =
            are_opposites(x.heading.name, y.heading.name) || are_opposites(x.heading.label, y.heading.label);
        if (opposite && x.of == y.of && !x.supplied && !y.supplied) examine(a, b);
      }
    }
  }

 private:
  void examine(SetId a, SetId b) {
    const NodeId x = program_.sets_in_force[a], y = program_.sets_in_force[b];
    Effort effort;  // there are few such names
    const auto found = find_somebody(program_, {{}, {}, x, y}, options_.search, effort);
    if (!found) return;
    Case c = found->value;
    Evaluation values(program_, c);
    values.run();
    const Bits one = c.sets.bits(values.at(x, found->person)), two = c.sets.bits(values.at(y, found->person));
    std::vector<Value> both;
    const Enumeration& kind = policy_.enumerations[policy_.sets[a].of];
    for (Value member = 0; member < static_cast<Value>(kind.size()); ++member) {
      if (SetPool::contains(one, member) && SetPool::contains(two, member)) both.push_back(member);
    }
    if (!both.empty()) tell(a, b, both, c);
  }

  void tell(SetId a, SetId b, const std::vector<Value>& both, const Case& c) {
    const NamedSet &x = policy_.sets[a], &y = policy_.sets[b];
    const Enumeration& kind = policy_.enumerations[x.of];
    std::string names;
    constexpr std::size_t kMost = 5;
    for (std::size_t i = 0; i < std::min(kMost, both.size()); ++i) {
      names += fmt::format("{}`{}`", i == 0 ? "" : ", ", kind.leaf(both[i]).name);
    }
    if (both.size() > kMost) names += fmt::format(" and {} more", both.size() - kMost);
    Diagnostic d{Kind::sets_overlap,
                 fmt::format("`{}` and `{}` overlap, though one is called the opposite of the other", x.heading.name,
                             y.heading.name),
                 {y.heading.name_span, fmt::format("on {} both have {}", format_date(c.as_of), names)},
                 {{x.heading.name_span, "the other set"}},
                 {}};
    if (const auto example = example_with(both.front(), x.of, c)) d.notes.push_back(*example);
    d.notes.push_back(or_accept("Take the members out of one of them", Kind::sets_overlap));
    list_.add(std::move(d), {&x.heading.accepted, &y.heading.accepted});
  }

  // A person with the member, if that can be.
  std::optional<std::string> example_with(Value member, EnumId kind, Case c) {
    for (FactId f = 0; f < policy_.facts.size(); ++f) {
      const Fact& fact = policy_.facts[f];
      const bool set = fact.type.base == BaseType::set;
      if (fact.type.enumeration != kind || (fact.type.base != BaseType::member && !set)) continue;
      Value value = member;
      if (set) {
        Bits bits((policy_.enumerations[kind].size() + 63) / 64, 0);
        SetPool::insert(bits, member);
        value = c.sets.intern(kind, bits);
      }
      c.people[0].facts[f] = value;
      c.people[0].given[f] = Given::value;
      auto bound = rebind(c, program_, program_);
      if (!bound || decide(program_, *bound).status != CaseAnswers::Status::decided) return std::nullopt;
      return fmt::format("On {} somebody with `{}` {} is in both.", format_date(c.as_of), fact.heading.name,
                         policy_.enumerations[kind].leaf(member).name);
    }
    return std::nullopt;
  }

  const Program& program_;
  const Policy& policy_;
  const FindingOptions& options_;
  FindingList& list_;
};

}  // namespace

bool are_opposites(std::string_view a, std::string_view b) {
  const auto x = words_in(a), y = words_in(b);
  return denies(x, y) || denies(y, x);
}

void find_overlaps(const Program& program, const FindingOptions& options, FindingList& list) {
  Overlaps(program, options, list).run();
}

}  // namespace proviso
