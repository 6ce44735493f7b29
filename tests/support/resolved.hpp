#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/parser.hpp"
#include "dsl/policy.hpp"
#include "dsl/resolve.hpp"
#include "dsl/source.hpp"

// Policies from texts, and resolved terms as texts, for tests.
namespace proviso::test {

struct Resolved {
  SourceSet sources;
  std::vector<syntax::Document> documents;
  Diagnostics diagnostics;
  std::optional<Policy> policy;

  /// The messages in the order of the text, one on each line: "P0204 `x` is not a region of y".
  std::string messages() const {
    std::string result;
    for (const Diagnostic& d : diagnostics.sorted()) result += code(d.kind) + " " + d.message + "\n";
    return result;
  }
};

/// Each text is one file: "a.proviso", "b.proviso", …
inline Resolved resolve_files(const std::vector<std::string>& texts) {
  Resolved result;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    result.sources.add(std::string(1, static_cast<char>('a' + i)) + ".proviso", texts[i]);
  }
  for (FileId file = 0; file < result.sources.size(); ++file) {
    result.documents.push_back(parse(result.sources, file, {}, result.diagnostics));
  }
  result.policy = resolve(result.sources, result.documents, result.diagnostics);
  return result;
}

inline constexpr std::string_view kHeader =
    "policy p \"A policy\"\n  in force from 2020-01-01\n  month ends round down\n";

/// A policy in one file, behind a header that is in force from 2020-01-01 and rounds months down.
inline Resolved resolve_text(std::string_view text) {
  return resolve_files({std::string(kHeader) + std::string(text)});
}

inline std::string_view comparison_text(Comparison comparison) {
  static constexpr std::string_view kTexts[] = {"<",
                                                "<=",
                                                "=",
                                                ">=",
                                                ">",
                                                "is",
                                                "is not",
                                                "in",
                                                "not in",
                                                "includes",
                                                "includes any",
                                                "includes all",
                                                "includes only"};
  return kTexts[static_cast<std::size_t>(comparison)];
}

/// A term as one unambiguous line: "(and f (home in { a, b }))". kNoId is "always".
inline std::string term_text(const Policy& policy, TermId id) {
  if (id == kNoId) return "always";
  const Term& term = policy.term(id);
  const auto child = [&](std::uint32_t i) { return term_text(policy, policy.child(term, i)); };
  const auto all = [&](std::string text) {
    for (std::uint32_t i = 0; i < term.child_count; ++i) text += " " + child(i);
    return "(" + text + ")";
  };
  const auto named = [&](const std::string& name) { return (term.other ? "other's " : "") + name; };
  switch (term.kind) {
    case TermKind::constant:
      return format_value(policy, term.type, term.value);
    case TermKind::fact:
      return named(policy.facts[term.ref].heading.name);
    case TermKind::link_fact:
      return "link's " + policy.link_facts[term.ref].heading.name;
    case TermKind::set:
      return named(policy.sets[term.ref].heading.name);
    case TermKind::value:
      return named(policy.values[term.ref].heading.name);
    case TermKind::define:
      return named(policy.defines[term.ref].name);
    case TermKind::decision:
      return named(policy.decisions[term.ref].name);
    case TermKind::as_of:
      return "as_of";
    case TermKind::conjunction:
      return all("and");
    case TermKind::disjunction:
      return all("or");
    case TermKind::negation:
      return all("not");
    case TermKind::at_least_of:
      return all("at least " + std::to_string(term.value) + " of");
    case TermKind::link: {
      std::string text = term.value != 0 ? "some link" : "no link";
      for (const RelationId relation : policy.relation_lists[term.relations]) {
        text += " " + policy.relations[relation].heading.name;
      }
      if (term.ref != kNoId) text += " alike in " + policy.link_facts[term.ref].heading.name;
      return all(text);
    }
    case TermKind::link_is:
    case TermKind::link_count:
    case TermKind::link_extreme: {
      std::string text = term.kind == TermKind::link_is      ? "link is"
                         : term.kind == TermKind::link_count ? "number of"
                         : term.value > 0                    ? "latest of"
                                                             : "earliest of";
      for (const RelationId relation : policy.relation_lists[term.relations]) {
        text += " " + policy.relations[relation].heading.name;
      }
      return all(text);
    }
    case TermKind::extreme:
      return all(term.value > 0 ? "latest" : "earliest");
    case TermKind::comparison:
      return "(" + child(0) + " " + std::string(comparison_text(term.comparison)) + " " + child(1) + ")";
    case TermKind::count:
      return all("number of");
    case TermKind::shift:
      return "(" + child(0) + (term.value > 0 ? " after " : " before ") + child(1) + ")";
    case TermKind::span: {
      static constexpr std::string_view kUnits[] = {"days", "weeks", "months", "years"};
      return "(whole " + std::string(kUnits[static_cast<std::size_t>(term.unit)]) + " from " + child(0) + " to " +
             child(1) + ")";
    }
    case TermKind::choice:
      return all("choice");
  }
  return "?";
}

}  // namespace proviso::test
