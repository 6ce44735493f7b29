#include "interpreter/case_refusal.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "dsl/date.hpp"
#include "interpreter/member_names.hpp"
#include "interpreter/missing_texts.hpp"

namespace proviso {

namespace {

std::vector<std::string> ids_of(const BoundCase& c, const std::vector<std::uint32_t>& people) {
  std::vector<std::string> ids;
  for (const std::uint32_t person : people) ids.push_back(c.value.people[person].id);
  return ids;
}

Span first_place(const BoundCase& c, const std::vector<std::uint32_t>& people) {
  const Span whole = c.places.whole;
  return people.empty() ? Span{whole.file, whole.begin, whole.begin + 1} : c.places.people[people.front()];
}

void report_impossible(const Program& program, const BoundCase& c, const CaseAnswers& answers,
                       Diagnostics& diagnostics) {
  const std::vector<std::string> ids = ids_of(c, answers.refused_people);
  std::vector<std::string> names;
  Diagnostic d{Kind::case_impossible, "", {first_place(c, answers.refused_people), ""}};
  for (const std::uint32_t index : answers.impossibles) {
    const Impossible& impossible = program.policy.impossibles[index];
    names.push_back(impossible.heading.name);
    d.secondary.push_back({impossible.heading.span, impossible.heading.label});
  }
  d.message = fmt::format("the facts{} cannot all be true", ids.empty() ? "" : " of " + listed(ids));
  if (!names.empty()) d.message += fmt::format(": the policy rules out {}", listed(names));
  d.notes.push_back(names.empty()
                        ? "No values of the unknown facts fit the conditions (`only if`) of the policy."
                        : "Correct the facts that these conditions name; if they are right, correct the policy.");
  diagnostics.add(std::move(d));
}

void report_gap(const Program& program, const BoundCase& c, const CaseAnswers& answers, Diagnostics& diagnostics) {
  constexpr std::size_t kMostReaders = 3;
  const std::vector<std::string> ids = ids_of(c, answers.refused_people);
  const std::string who = ids.empty() ? "the case" : listed(ids);
  Diagnostic d{Kind::case_gap, {}, {first_place(c, answers.refused_people), ""}};
  std::vector<std::string> names;
  for (const TextItem& item : missing_texts(program, c.value)) {
    const Policy& policy = program.policy;
    names.push_back(item.is_decision ? policy.decisions[item.ref].name : policy.defines[item.ref].name);
    for (Label& place : texts_of(policy, item)) d.secondary.push_back(std::move(place));
    for (Label& place : readers_of(policy, item, c.value.as_of, kMostReaders)) d.secondary.push_back(std::move(place));
  }
  const bool one = names.size() == 1;
  const std::string day = format_date(c.value.as_of);
  if (names.empty()) {  // which it is was too much to find out
    d.message = fmt::format("a define or decision has no text in force on {}, and the rules for {} need it", day, who);
    d.notes.push_back("Look at the days on which `in force` periods end, and at what amendments insert and repeal.");
  } else {
    d.message = fmt::format("{} {} no text in force on {}, and the rules for {} need {}", listed(names),
                            one ? "has" : "have", day, who, one ? "it" : "them");
    d.notes.push_back(fmt::format("Give {} a text for that day, or let what reads {} end where {} ends.", listed(names),
                                  one ? "it" : "them", one ? "it" : "each"));
  }
  diagnostics.add(std::move(d));
}

}  // namespace

void report_refusal(const Program& program, const BoundCase& c, const CaseAnswers& answers, Diagnostics& diagnostics) {
  switch (answers.status) {
    case CaseAnswers::Status::decided:
      return;
    case CaseAnswers::Status::impossible:
      return report_impossible(program, c, answers, diagnostics);
    case CaseAnswers::Status::gap:
      return report_gap(program, c, answers, diagnostics);
    case CaseAnswers::Status::incomplete:
      diagnostics.add({Kind::case_incomplete,
                       fmt::format("the case is too large to answer exactly: {}", answers.limit),
                       {{c.places.whole.file, c.places.whole.begin, c.places.whole.begin + 1}, "the case begins here"},
                       {},
                       {"Nothing is said about the open answers. Give one of the unknown facts, or decide fewer people "
                        "together."}});
      return;
  }
}

}  // namespace proviso
