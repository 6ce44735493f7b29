#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "dsl/resolve_messages.hpp"
#include "dsl/resolver.hpp"

// What defines, decisions and rules have in common: several texts of one name. Private to dsl/resolve*.cpp.
namespace proviso::resolution {

/// Decisions have no `in force` of their own.
template <class Tree>
std::optional<syntax::InForce> in_force_of(const Tree& tree) {
  if constexpr (std::is_same_v<Tree, syntax::Decision>) {
    return std::nullopt;
  } else {
    return tree.in_force;
  }
}

inline std::string_view word_of(const syntax::Define&) { return "define"; }
inline std::string_view word_of(const syntax::Decision&) { return "decision"; }
inline std::string_view word_of(const syntax::Rule& rule) { return rule_kind_word(rule.kind); }

template <class Tree>
Period period_of(const Tree& tree) {
  Period period;
  const auto in_force = in_force_of(tree);
  if (in_force && in_force->from) period.from = in_force->from->days;
  if (in_force && in_force->through) period.through = in_force->through->days;
  return period;
}

/// Base texts of one name: an error if two may be in force on one day. `texts` are those of one name.
template <class Tree>
void check_base_texts(State& state, std::vector<Declared<Tree>> texts) {
  std::sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(period_of(*a.tree).from, a.tree->span.file, a.tree->span.begin) <
           std::make_tuple(period_of(*b.tree).from, b.tree->span.file, b.tree->span.begin);
  });
  for (std::size_t i = 1; i < texts.size(); ++i) {
    const Tree& before = *texts[i - 1].tree;
    const Tree& after = *texts[i].tree;
    const Period a = period_of(before);
    const Period b = period_of(after);
    if (a.from > a.through || b.from > b.through || !a.overlaps(b)) continue;
    const auto a_in_force = in_force_of(before);
    const auto b_in_force = in_force_of(after);
    if (!a_in_force && !b_in_force) {
      if (word_of(before) != word_of(after)) {
        state.report_two_things(after.name.text, {word_of(before), before.name.span}, {word_of(after), after.name.span},
                                "Rules share their names, since an exception can name any of them.");
        continue;
      }
      state.report_duplicate(word_of(after), after.name, before.name.span);
      continue;
    }
    const Days last = std::min(a.through, b.through);
    const Days day = std::max({a.from, b.from, std::min(state.policy.in_force_from, last)});
    state.report(
        {Kind::versions_overlap,
         fmt::format("two texts of the {} `{}` are in force on {}", word_of(after), after.name.text, format_date(day)),
         {b_in_force ? b_in_force->span : after.name.span, "this text"},
         {{a_in_force ? a_in_force->span : before.name.span, "and this text"}},
         {"Both days of a period count. End the older text with `to and including` and the day before the newer "
          "one begins."}});
  }
}

/// The first text of a name that an amendment brings in must say `insert`, and only the first may.
template <class Tree>
void check_versions(State& state, const std::vector<Declared<Tree>>& texts) {
  for (std::size_t begin = 0; begin < texts.size();) {
    std::size_t end = begin;
    while (end < texts.size() && texts[end].tree->name.text == texts[begin].tree->name.text) ++end;
    std::size_t base_end = begin;
    while (base_end < end && texts[base_end].change == nullptr) ++base_end;
    const auto at = [&](std::size_t i) { return texts.begin() + static_cast<std::ptrdiff_t>(i); };
    if (base_end - begin > 1) check_base_texts(state, std::vector<Declared<Tree>>(at(begin), at(base_end)));
    const Declared<Tree>* first = base_end > begin ? &texts[begin] : nullptr;
    for (std::size_t i = base_end; i < end; ++i) {
      if (texts[i].change->kind != syntax::ChangeKind::insert) continue;
      if (first == nullptr) {
        first = &texts[i];
        continue;
      }
      const std::string_view word = word_of(*first->tree);
      state.report({Kind::inserted_name_exists,
                    fmt::format("`insert` brings in the {} `{}`, but that name is already taken",
                                word_of(*texts[i].tree), texts[i].tree->name.text),
                    {texts[i].tree->name.span, "inserted here"},
                    {{first->tree->name.span, first->change == nullptr ? "declared here" : "first inserted here"}},
                    {fmt::format("To change the {}, write `replace {} {} …`; for a new one, choose another name.", word,
                                 word, texts[i].tree->name.text)}});
    }
    begin = end;
  }
}

}  // namespace proviso::resolution
