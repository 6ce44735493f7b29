#include "interpreter/missing_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/date.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/decide.hpp"

namespace proviso {

namespace {

bool is_of(const Change& change, const TextItem& item) {
  const auto kind = item.is_decision ? Change::Item::decision : Change::Item::define;
  return change.item == kind && change.ref == item.ref;
}

bool may_be_missing(const Policy& policy, const TextItem& item, Days day) {
  for (const Amendment& amendment : policy.amendments) {
    for (const Change& change : amendment.changes) {
      if (is_of(change, item) && change.kind != syntax::ChangeKind::replace) return true;
    }
  }
  if (item.is_decision) return false;
  const auto& texts = policy.defines[item.ref].versions;
  return std::any_of(texts.begin(), texts.end(), [&](const DefineVersion& v) { return !v.in_force.contains(day); });
}

std::string when_in_force(const Period& period) {
  const bool from = period.from != kFirstDay;
  const bool to = period.through != kLastDay;
  std::string words = "in force";
  if (from) words += " from " + format_date(period.from);
  if (to) words += " to and including " + format_date(period.through);
  return from || to ? words : "its text";
}

Label text_label(const Policy& policy, const Heading& heading, const Period& period, AmendmentId amendment) {
  if (amendment == kNoId) return {heading.name_span, when_in_force(period)};
  const Amendment& by = policy.amendments[amendment];
  return {heading.name_span, fmt::format("by the amendment `{}` of {}", by.heading.name, format_date(by.from))};
}

/// Collects where the item is read.
class Readers {
 public:
  Readers(const Policy& policy, const TextItem& item) : policy_(policy), item_(item) {}

  void look(TermId id) {
    if (id == kNoId) return;
    const Term& term = policy_.term(id);
    const auto kind = item_.is_decision ? TermKind::decision : TermKind::define;
    if (term.kind == kind && term.ref == item_.ref) places_.push_back({term.span, "needed here"});
    for (std::uint32_t i = 0; i < term.child_count; ++i) look(policy_.child(term, i));
  }

  std::vector<Label> take() {
    const auto key = [](const Label& label) { return std::pair(label.span.file, label.span.begin); };
    std::sort(places_.begin(), places_.end(), [&](const Label& a, const Label& b) { return key(a) < key(b); });
    return std::move(places_);
  }

 private:
  const Policy& policy_;
  const TextItem& item_;
  std::vector<Label> places_;
};

}  // namespace

std::vector<TextItem> missing_texts(const Program& program, const Case& c) {
  std::vector<TextItem> items;
  for (DefineId d = 0; d < program.policy.defines.size(); ++d) items.push_back({false, d});
  for (DecisionId d = 0; d < program.policy.decisions.size(); ++d) items.push_back({true, d});
  std::erase_if(items, [&](const TextItem& item) {
    if (!may_be_missing(program.policy, item, c.as_of)) return true;
    Diagnostics ignored;
    const auto only = compile(program.policy, ignored, program.sets, item);
    Case again = c;
    return !only || decide(*only, again).status != CaseAnswers::Status::gap;
  });
  return items;
}

std::vector<Label> texts_of(const Policy& policy, const TextItem& item) {
  std::vector<Label> places;
  if (item.is_decision) {
    for (const DecisionVersion& v : policy.decisions[item.ref].versions) {
      places.push_back(text_label(policy, v.heading, {}, v.amendment));
    }
  } else {
    for (const DefineVersion& v : policy.defines[item.ref].versions) {
      places.push_back(text_label(policy, v.heading, v.in_force, v.amendment));
    }
  }
  for (const Amendment& amendment : policy.amendments) {
    for (const Change& change : amendment.changes) {
      if (!is_of(change, item) || change.kind != syntax::ChangeKind::repeal) continue;
      places.push_back({change.span, fmt::format("repealed by the amendment `{}` of {}", amendment.heading.name,
                                                 format_date(amendment.from))});
    }
  }
  return places;
}

std::vector<Label> readers_of(const Policy& policy, const TextItem& item, Days day, std::size_t most) {
  Readers readers(policy, item);
  const auto come = [&](AmendmentId id) { return id == kNoId || policy.amendments[id].from <= day; };
  for (const Define& define : policy.defines) {
    for (const DefineVersion& v : define.versions) {
      if (come(v.amendment) && v.in_force.contains(day)) readers.look(v.body);
    }
  }
  for (const Rule& rule : policy.rules) {
    for (const RuleVersion& v : rule.versions) {
      if (!come(v.amendment) || !v.in_force.contains(day)) continue;
      readers.look(v.test);
      for (const Through& through : v.through) readers.look(through.condition);
    }
  }
  for (const Impossible& impossible : policy.impossibles) readers.look(impossible.condition);
  for (const Amendment& amendment : policy.amendments) {
    if (amendment.from <= day) readers.look(amendment.scope);
  }
  std::vector<Label> places = readers.take();
  if (places.size() > most) places.resize(most);
  return places;
}

}  // namespace proviso
