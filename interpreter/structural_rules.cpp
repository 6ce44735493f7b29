#include <algorithm>
#include <utility>

#include "dsl/rule_kind_word.hpp"
#include "interpreter/structural_tables.hpp"

// Defines, decisions, rules, and what is impossible: their base texts. The texts of amendments are their changes.
namespace proviso::structural {

using Item = ChangedPart::Item;

namespace {

// Adds a base text to what is said of the item; the first, by date, gives name and label.
template <class Version>
void add_text(const Side& side, Facet& facet, bool first, const Version& version, const Period& period,
              const std::string& body) {
  const Heading& heading = version.heading;
  const std::string wording = side.text.wording(heading);
  facet.name = heading.name;
  facet.label = heading.label;
  facet.citations = &heading.citations;
  facet.content += body + " ";
  facet.dates += side.text.period(period) + " ";
  facet.wording += wording + " ";
  facet.texts.push_back({heading.span, false, true, body + side.text.period(period) + wording});
  facet.in_force =
      first ? period
            : Period{std::min(facet.in_force.from, period.from), std::max(facet.in_force.through, period.through)};
}

template <class Item, class Body>
std::optional<Facet> base_texts(const Side& side, std::string word, const Item& item, Body body) {
  Facet facet;
  facet.side = &side;
  facet.item = std::move(word);
  for (const auto& version : item.versions) {
    Period period;
    if constexpr (requires { version.in_force; }) period = version.in_force;
    if (version.amendment != kNoId || !side.has(period)) continue;
    add_text(side, facet, facet.texts.empty(), version, period, body(version));
  }
  return facet.texts.empty() ? std::nullopt : std::optional(std::move(facet));
}

}  // namespace

void Comparison::compare_rules() {
  compare_table(Item::define, MatchTable::define, [](const Side& side, std::uint32_t id) {
    const Define& define = side.policy.defines[id];
    auto facet =
        base_texts(side, "define", define, [&](const DefineVersion& version) { return side.text.text(version); });
    if (facet) facet->body = side.text.define_type(define);
    return facet;
  });
  compare_table(Item::decision, MatchTable::decision, [](const Side& side, std::uint32_t id) {
    const Decision& decision = side.policy.decisions[id];
    auto facet = base_texts(side, "decision", decision,
                            [&](const DecisionVersion& version) { return side.text.text(decision, id, version); });
    if (!facet || decision.yes_no) return facet;
    for (const DecisionVersion& version : decision.versions) {
      if (version.amendment != kNoId) continue;
      for (const std::uint32_t o : version.order) facet->wording += "\"" + decision.outcomes[o].label + "\"";
    }
    return facet;
  });
  compare_table(Item::rule, MatchTable::rule, [](const Side& side, std::uint32_t id) {
    const Rule& rule = side.policy.rules[id];
    return base_texts(side, rule_kind_word(rule.kind), rule,
                      [&](const RuleVersion& version) { return side.text.text(version); });
  });
  compare_table(Item::impossible, MatchTable::impossible, [](const Side& side, std::uint32_t id) {
    const Impossible& impossible = side.policy.impossibles[id];
    Facet facet = with_heading(side, "impossible", impossible.heading);
    facet.body = side.text.term(impossible.condition);
    return facet;
  });
}

}  // namespace proviso::structural
