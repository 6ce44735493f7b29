#include "interpreter/case_refusal.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "dsl/date.hpp"
#include "interpreter/member_names.hpp"

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
  const std::vector<std::string> ids = ids_of(c, answers.refused_people);
  const std::string who = ids.empty() ? "the case" : listed(ids);
  diagnostics.add(
      {Kind::case_gap,
       fmt::format("the policy has no text in force on {} for something that the rules for {} need",
                   format_date(c.value.as_of), who),
       {first_place(c, answers.refused_people), ""},
       {{program.policy.span, "the policy"}},
       {"A set, value, define or decision has days without a text: look at the ends of its `in force` periods."}});
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
