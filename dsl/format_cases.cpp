#include "dsl/format_shaper.hpp"
#include "dsl/words.hpp"

// The layout of persons and cases.
namespace proviso {

Layout Shaper::person() {
  Layout result;
  result.add(heading(2));
  entries(result);
  return result;
}

Layout Shaper::case_block() {
  Layout result = words(2);
  Layout clauses{.kind = LayoutKind::indent};
  clauses.add(gap(Gap::hard));
  clauses.add(words(2));
  while (!done() && !begins_declaration(word().text)) {
    clauses.add(gap(Gap::paragraph));
    clauses.add(case_clause());
  }
  result.add(std::move(clauses));
  return result;
}

Layout Shaper::case_clause() {
  if (at("note")) return words(2);
  if (at("expect")) return expect();
  if (at("given")) return words_then(2, &Shaper::literal);
  Layout result = words(at("like", 1) ? 3 : 1);
  entries(result);
  return result;
}

// `expect impossible NAME, NAME`; or `expect PERSON DECISION VALUE`, and on the same line, or each on its own: why, and
// what is missing.
Layout Shaper::expect() {
  if (at("impossible", 1)) return words_then(2, &Shaper::names);
  Layout result{.kind = LayoutKind::group};
  result.add(words_then(3, &Shaper::literal));
  Layout clauses{.kind = LayoutKind::indent};
  if (at("missing")) clause(clauses, &Shaper::paths);
  if (at("because")) clause(clauses, &Shaper::names);
  if (at("derived")) {
    clauses.add(gap(Gap::soft));
    clauses.add(words_then(2, &Shaper::names));
  }
  result.add(std::move(clauses));
  return result;
}

}  // namespace proviso
