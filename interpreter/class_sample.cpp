#include "interpreter/class_sample.hpp"

#include <utility>

#include "interpreter/sample.hpp"

namespace proviso {

namespace {

constexpr std::size_t kCases = 4000;
constexpr std::size_t kMostPeople = 4;
constexpr const char* kNames[kMostPeople] = {"anna", "bo", "clara", "david"};
constexpr std::uint32_t kFamilies = 800'000;  // in a million: who is alone is found otherwise

}  // namespace

ClassSample::ClassSample(const Program& old_program, const VersionPair& pair, Period days)
    : old_(old_program), pair_(pair), days_(days) {}

// The same people, with another one as the first.
std::optional<Case> ClassSample::with_first(const Case& c, std::uint32_t person) const {
  const auto place = [&](std::uint32_t p) { return p == person ? 0 : p == 0 ? person : p; };
  Case result;
  result.as_of = c.as_of;
  result.people = c.people;
  result.links = c.links;
  result.supplied = c.supplied;
  result.sets = c.sets;
  std::swap(result.people[0], result.people[person]);
  for (std::size_t p = 0; p < result.people.size(); ++p) result.people[p].id = kNames[p];
  for (CaseLink& link : result.links) {
    link.from = place(link.from);
    link.to = place(link.to);
  }
  if (!finish_case(old_, result).empty()) return std::nullopt;
  return result;
}

void ClassSample::run(const std::function<bool()>& go_on, const std::function<bool(std::uint32_t index)>& is_open,
                      const std::function<void(std::uint32_t index, Case c)>& show) const {
  SampleOptions options;
  options.on = pair_.old_on();
  options.family_millionths = old_.policy.relations.empty() ? 0 : kFamilies;
  Sampler sampler(old_, options);
  for (std::size_t n = 0; n < kCases && go_on(); ++n) {
    const auto c = sampler.next(kMostPeople);
    if (!c) return;
    if (!pair_.old_on() && !days_.contains(c->as_of)) continue;
    const auto memberships = pair_.memberships(*c);
    for (std::uint32_t p = 0; p < memberships.size(); ++p) {
      for (const VersionPair::Membership& membership : memberships[p]) {
        for (const std::uint32_t index : membership.classes) {
          if (!is_open(index)) continue;
          if (auto first = with_first(*c, p)) show(index, std::move(*first));
        }
      }
    }
  }
}

}  // namespace proviso
