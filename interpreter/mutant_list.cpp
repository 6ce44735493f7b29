#include "interpreter/mutant_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/date.hpp"
#include "interpreter/set_pool.hpp"

namespace proviso {

namespace {

// Of a kind with more members than this, those that no text tells apart are tried once.
constexpr std::size_t kManyMembers = 40;
constexpr std::size_t kLongestQuote = 60;

}  // namespace

const char* words(MutantKind kind) {
  switch (kind) {
    case MutantKind::date:
      return "dates";
    case MutantKind::threshold:
      return "thresholds";
    case MutantKind::comparison:
      return "comparisons";
    case MutantKind::member:
      return "members of sets";
    case MutantKind::drop:
      return "conditions dropped";
    case MutantKind::negate:
      return "conditions negated";
    case MutantKind::join:
      return "and, or";
    case MutantKind::rule:
      return "rules removed";
    case MutantKind::target:
      return "what rules are for";
    case MutantKind::relation:
      return "relations";
    case MutantKind::order:
      return "order of outcomes";
  }
  return "";
}

MutantList::MutantList(const Policy& policy, const SourceSet& sources) : policy_(policy), sources_(sources) {}

void MutantList::add(MutantKind kind, Span span, std::string change, std::function<void(Policy&)> apply) {
  mutants_.push_back({kind, item_, std::move(change), span, std::move(apply)});
}

void MutantList::add_days(Span span, Days day, const std::function<void(Policy&, Days)>& set) {
  for (const Days moved : {day - 1, day + 1}) {
    // A day outside the policy's own period is never the date of a case.
    if (moved < policy_.in_force_from || moved > policy_.in_force_through) continue;
    add(MutantKind::date, span, fmt::format("{} becomes {}", format_date(day), format_date(moved)),
        [set, moved](Policy& policy) { set(policy, moved); });
  }
}

void MutantList::add_neighbours(Span span, const Type& type, Value value,
                                const std::function<void(Policy&, Value)>& set) {
  if (value == kNone) return;
  const bool duration = type.base == BaseType::duration;
  for (const int step : {-1, 1}) {
    const std::int64_t count = (duration ? duration_count(value) : value) + step;
    const std::int64_t least = type.base == BaseType::date ? kFirstDay : 0;
    const std::int64_t most = type.base == BaseType::date ? kLastDay : kMaxNumber;
    if (count < least || count > most) continue;
    const Value moved = duration ? make_duration(count, duration_unit(value)) : count;
    add(type.base == BaseType::date ? MutantKind::date : MutantKind::threshold, span,
        fmt::format("{} becomes {}", format_value(policy_, type, value), format_value(policy_, type, moved)),
        [set, moved](Policy& policy) { set(policy, moved); });
  }
}

std::vector<Value> MutantList::distinct_members(EnumId kind) const {
  const Enumeration& enumeration = policy_.enumerations[kind];
  std::vector<Value> members;
  if (enumeration.regions || enumeration.size() <= kManyMembers) {
    for (std::size_t m = 0; m < enumeration.size(); ++m) members.push_back(static_cast<Value>(m));
    return members;
  }
  std::vector<std::vector<char>> seen(enumeration.size());
  for (const Term& term : policy_.terms) {
    if (term.kind != TermKind::constant || term.type.enumeration != kind || term.value == kNone) continue;
    for (std::size_t m = 0; m < seen.size(); ++m) {
      const auto member = static_cast<Value>(m);
      seen[m].push_back(term.type.base == BaseType::set
                            ? SetPool::contains(policy_.set_constants[static_cast<std::size_t>(term.value)], member)
                            : term.value == member);
    }
  }
  const auto see_set = [&](std::uint32_t constant) {
    for (std::size_t m = 0; m < seen.size(); ++m) {
      seen[m].push_back(SetPool::contains(policy_.set_constants[constant], static_cast<Value>(m)));
    }
  };
  for (const NamedSet& set : policy_.sets) {
    for (const SetVersion& version : set.versions) {
      if (set.of == kind) see_set(version.constant);
    }
  }
  for (const Amendment& amendment : policy_.amendments) {
    for (const Change& change : amendment.changes) {
      if (change.item == Change::Item::set && change.constant != kNoId && policy_.sets[change.ref].of == kind) {
        see_set(change.constant);
      }
    }
  }
  std::map<std::vector<char>, Value> first;
  for (std::size_t m = 0; m < seen.size(); ++m) first.emplace(seen[m], static_cast<Value>(m));
  for (const auto& [memberships, member] : first) members.push_back(member);
  std::sort(members.begin(), members.end());
  return members;
}

void MutantList::add_members(Span span, EnumId kind, std::uint32_t constant,
                             const std::function<void(Policy&, std::uint32_t)>& set) {
  const Bits& bits = policy_.set_constants[constant];
  const Enumeration& enumeration = policy_.enumerations[kind];
  std::vector<Value> members = distinct_members(kind);
  for (std::size_t m = 0; m < enumeration.size(); ++m) {
    if (SetPool::contains(bits, static_cast<Value>(m))) members.push_back(static_cast<Value>(m));
  }
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  for (const Value member : members) {
    const bool inside = SetPool::contains(bits, member);
    Bits changed = bits;
    if (inside) {
      changed[static_cast<std::size_t>(member) >> 6] &= ~(std::uint64_t{1} << (member & 63));
    } else {
      SetPool::insert(changed, member);
    }
    add(MutantKind::member, span, fmt::format("{} {}", inside ? "without" : "with", enumeration.leaf(member).name),
        [set, changed](Policy& policy) {
          policy.set_constants.push_back(changed);
          set(policy, static_cast<std::uint32_t>(policy.set_constants.size() - 1));
        });
  }
}

std::string MutantList::quoted(Span span) const {
  std::string text = "`";
  bool space = false;
  for (const char c : sources_.text(span)) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      space = text.size() > 1;
      continue;
    }
    if (space) text += ' ';
    space = false;
    text += c;
  }
  if (text.size() > kLongestQuote) {
    std::size_t end = kLongestQuote;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end) + "…";
  }
  return text + "`";
}

}  // namespace proviso
