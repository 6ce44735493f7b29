#include "interpreter/shrink_case.hpp"

#include <algorithm>
#include <vector>

#include "interpreter/rebind.hpp"

namespace proviso {

namespace {

// Something that a case says.
struct Said {
  enum class Kind : std::uint8_t { fact, link_fact, supplied, link, person } kind;
  std::uint32_t owner = 0;  // person, link or slot
  std::uint32_t fact = 0;
};

class Shrinker {
 public:
  Shrinker(const Program& program, Case c, std::uint32_t people, const std::function<bool(Case&)>& keep)
      : program_(program), case_(std::move(c)), people_(people), keep_(keep) {}

  Case run() {
    move_days();
    // The later a link or person, the fewer others change their places.
    for (std::uint32_t link = static_cast<std::uint32_t>(case_.links.size()); link-- > 0;)
      try_without({{Said::Kind::link, link}});
    for (std::uint32_t p = static_cast<std::uint32_t>(case_.people.size()); p-- > people_;)
      try_without({{Said::Kind::person, p}});
    halves(all_said());
    return std::move(case_);
  }

 private:
  std::vector<Said> all_said() const {
    std::vector<Said> said;
    for (std::uint32_t p = 0; p < case_.people.size(); ++p) {
      for (FactId f = 0; f < program_.policy.facts.size(); ++f) {
        if (case_.people[p].given[f] != Given::absent) said.push_back({Said::Kind::fact, p, f});
      }
    }
    for (std::uint32_t l = 0; l < case_.links.size(); ++l) {
      for (std::uint32_t f = 0; f < case_.links[l].facts.size(); ++f) said.push_back({Said::Kind::link_fact, l, f});
    }
    for (std::uint32_t s = 0; s < case_.supplied.size(); ++s) {
      if (case_.supplied[s] != kUnknown) said.push_back({Said::Kind::supplied, s});
    }
    return said;
  }

  void halves(const std::vector<Said>& said) {
    if (said.empty() || try_without(said) || said.size() == 1) return;
    const auto middle = said.begin() + static_cast<std::ptrdiff_t>(said.size() / 2);
    halves({said.begin(), middle});
    halves({middle, said.end()});
  }

  bool try_without(const std::vector<Said>& said) {
    Case less = case_;
    for (const Said& what : said) {
      if (!remove(less, what)) return false;
    }
    return take(less);
  }

  bool take(const Case& c) {
    auto finished = rebind(c, program_, program_);
    if (!finished || !keep_(*finished)) return false;
    case_ = std::move(*finished);
    return true;
  }

  // All of those at one end together: what lies between them stays.
  void move_days() {
    constexpr Days kNear = 400;
    const auto move = [&](const auto& at_end, Days by) {
      Case moved = case_;
      for (CasePerson& person : moved.people) {
        for (FactId f = 0; f < person.facts.size(); ++f) {
          const bool day = program_.policy.facts[f].type.base == BaseType::date && person.given[f] == Given::value;
          if (day && person.facts[f] != kNone && at_end(person.facts[f])) person.facts[f] += by;
        }
      }
      for (CaseLink& link : moved.links) {
        const auto& facts = program_.policy.relation_groups[program_.policy.relations[link.relation].group].facts;
        for (std::size_t i = 0; i < link.facts.size(); ++i) {
          const bool day = program_.policy.link_facts[facts[i]].type.base == BaseType::date;
          const bool known = link.facts[i] != kUnknown && link.facts[i] != kNone;
          if (day && known && at_end(link.facts[i])) link.facts[i] += by;
        }
      }
      return take(moved);
    };
    const auto first = [](Value day) { return day < kFirstDay + kNear; };
    const auto last = [](Value day) { return day > kLastDay - kNear; };
    for (const Days before : {20 * kNear, 2 * kNear, Days{0}}) {
      if (move(first, case_.as_of - before - kFirstDay)) break;
    }
    move(last, case_.as_of + 2 * kNear - kLastDay);
  }

  bool remove(Case& c, const Said& what) const {
    switch (what.kind) {
      case Said::Kind::fact:
        c.people[what.owner].facts[what.fact] = kUnknown;
        c.people[what.owner].given[what.fact] = Given::absent;
        return true;
      case Said::Kind::link_fact: {
        CaseLink& link = c.links[what.owner];
        link.facts[what.fact] = kUnknown;
        if (link.given.empty()) link.given.assign(link.facts.size(), Given::value);
        link.given[what.fact] = Given::absent;
        return true;
      }
      case Said::Kind::supplied: {
        const SuppliedSlot& slot = program_.supplied[what.owner];
        const auto usual = slot.is_set ? std::nullopt : program_.policy.values[slot.ref].default_value;
        c.supplied[what.owner] = usual.value_or(kUnknown);
        return true;
      }
      case Said::Kind::link:
        c.links.erase(c.links.begin() + what.owner);
        return true;
      case Said::Kind::person:
        break;
    }
    const auto touches = [&](const CaseLink& link) { return link.from == what.owner || link.to == what.owner; };
    if (std::any_of(c.links.begin(), c.links.end(), touches)) return false;
    c.people.erase(c.people.begin() + what.owner);
    for (CaseLink& link : c.links) {
      if (link.from > what.owner) --link.from;
      if (link.to > what.owner) --link.to;
    }
    return true;
  }

  const Program& program_;
  Case case_;
  std::uint32_t people_;
  const std::function<bool(Case&)>& keep_;
};

}  // namespace

Case shrink_case(const Program& program, Case c, std::uint32_t people, const std::function<bool(Case&)>& keep) {
  return Shrinker(program, std::move(c), people, keep).run();
}

}  // namespace proviso
