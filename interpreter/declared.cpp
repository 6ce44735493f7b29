#include "interpreter/declared.hpp"

#include <algorithm>
#include <tuple>

#include "dsl/nearest.hpp"
#include "dsl/rule_kind_word.hpp"

namespace proviso {

DeclaredNames::DeclaredNames(const Policy& policy) {
  add("policy", policy.name, policy.span, false);
  for (const SourceDocument& item : policy.sources) add("source", item.heading.name, item.heading.name_span, false);
  for (const Enumeration& item : policy.enumerations) {
    // The outcomes of a decision are no declaration of their own.
    if (item.decision == kNoId)
      add(item.regions ? "regions" : "kind", item.heading.name, item.heading.name_span, false);
  }
  for (const Fact& item : policy.facts)
    add(item.judgement ? "judgement" : "fact", item.heading.name, item.heading.name_span, item.judgement);
  for (const Relation& item : policy.relations) add("relation", item.heading.name, item.heading.name_span, false);
  for (const NamedSet& item : policy.sets) add("set", item.heading.name, item.heading.name_span, true);
  for (const NamedValue& item : policy.values) add("value", item.heading.name, item.heading.name_span, true);
  for (const Define& item : policy.defines) add("define", item.name, item.versions.front().heading.name_span, true);
  for (const Decision& item : policy.decisions)
    add("decision", item.name, item.versions.front().heading.name_span, true);
  for (const Rule& item : policy.rules)
    add(rule_kind_word(item.kind), item.name, item.versions.front().heading.name_span, true);
  for (const Amendment& item : policy.amendments) add("amendment", item.heading.name, item.heading.name_span, true);
  for (const Impossible& item : policy.impossibles) add("impossible", item.heading.name, item.heading.name_span, false);
  std::sort(all_.begin(), all_.end(),
            [](const Declared& a, const Declared& b) { return std::tie(a.word, a.name) < std::tie(b.word, b.name); });
}

void DeclaredNames::add(std::string_view word, const std::string& name, Span place, bool says_a_rule) {
  all_.push_back({std::string(word), name, place, says_a_rule});
}

std::vector<std::size_t> DeclaredNames::find(std::string_view reference) const {
  const std::size_t space = reference.find(' ');
  const std::string_view word = space == std::string_view::npos ? std::string_view() : reference.substr(0, space);
  const std::string_view name = space == std::string_view::npos ? reference : reference.substr(space + 1);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (all_[i].name == name && (word.empty() || all_[i].word == word)) found.push_back(i);
  }
  return found;
}

std::optional<std::string> DeclaredNames::nearest_to(std::string_view reference) const {
  const std::size_t space = reference.find(' ');
  std::vector<std::string_view> known;
  for (const Declared& item : all_) known.push_back(item.name);
  return nearest(space == std::string_view::npos ? reference : reference.substr(space + 1), known);
}

}  // namespace proviso
