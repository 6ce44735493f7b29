#include "dsl/format_shaper.hpp"

// The layout of each declaration. What is short stands on one line; else each clause has its own, two columns in.
namespace proviso {

Layout Shaper::declaration() {
  if (at("policy")) return policy();
  if (at("source")) return source();
  if (at_any({"regions", "kind"})) return enumeration();
  if (at_any({"fact", "judgement"})) return fact();
  if (at("relation")) return relation();
  if (at_any({"set", "value"})) return set_or_value();
  if (at("define")) return define();
  if (at("decision")) return decision();
  if (at_any({"ground", "exclusion", "exception", "derivation"})) return rule();
  if (at("impossible")) return impossible();
  if (at("amendment")) return amendment();
  if (at("person")) return person();
  if (at("case")) return case_block();
  return words(2);  // `use "path"`
}

// Every clause on its own line: it is the title page.
Layout Shaper::policy() {
  Layout result = words(2);
  Layout clauses{.kind = LayoutKind::indent};
  while (at_string() || at_any({"authority", "basis", "month", "in", "accept"})) {
    clauses.add(gap(Gap::hard));
    if (at("in")) {
      clauses.add(period());
    } else {
      clauses.add(words(at_string() ? 1 : at("month") ? 4 : at("accept") ? 3 : 2));
    }
  }
  result.add(std::move(clauses));
  return result;
}

Layout Shaper::source() {
  Layout main{.kind = LayoutKind::group};
  main.add(heading(2));
  Layout clauses{.kind = LayoutKind::indent};
  clauses.add(gap(Gap::soft_wide));
  Layout fill{.kind = LayoutKind::fill};
  while (at_any({"publisher", "file", "url", "dated"})) {
    if (!fill.children.empty()) fill.add(gap(Gap::soft_wide));
    fill.add(words(2));
  }
  clauses.add(std::move(fill));
  if (!clauses.children.back().children.empty()) main.add(std::move(clauses));
  Layout result;
  result.add(std::move(main));
  notes(result);
  return result;
}

// The words that begin a declaration, `more` of it, and its label, which if it is long has its own line.
Layout Shaper::heading(std::size_t count, Part more) {
  Layout result{.kind = LayoutKind::group};
  Layout first = words(count);
  if (more != nullptr) {
    first.add(gap(Gap::space));
    first.add(indented(indented((this->*more)())));
  }
  result.add(std::move(first));
  Layout rest{.kind = LayoutKind::indent};
  label(rest);
  result.add(std::move(rest));
  return result;
}

Layout Shaper::enumeration() {
  const bool regions = at("regions");
  Layout result;
  result.add(heading(2));
  result.add(gap(Gap::space));
  result.add(members_of_kind(regions ? Style::table : Style::lines));
  notes(result);
  return result;
}

// Facts and judgements: their clauses are short, and stand side by side.
Layout Shaper::fact() {
  Layout fill{.kind = LayoutKind::fill};
  Layout first = words(2);
  if (!at_string() && !at_any({"only", "decided"})) {
    first.add(gap(Gap::space));
    first.add(type());
  }
  fill.add(std::move(first));
  if (at("only")) {
    fill.add(gap(Gap::soft));
    fill.add(words_then(2, &Shaper::condition));
  }
  if (at("default")) clause(fill, &Shaper::literal);
  label(fill);
  if (at("decided")) {
    fill.add(gap(Gap::soft));
    fill.add(words(3));
  }
  Layout result;
  result.add(indented(std::move(fill)));
  notes(result);
  return result;
}

Layout Shaper::relation() {
  Layout fill{.kind = LayoutKind::fill};
  fill.add(words_then(1, &Shaper::names));
  if (at_any({"mutual", "acyclic", "inverse"})) {
    fill.add(gap(Gap::soft));
    fill.add(words(at("inverse") || at("with", 1) ? 3 : 1));
  }
  label(fill);
  Layout result;
  result.add(indented(std::move(fill)));
  if (at("{")) {
    result.add(gap(Gap::space));
    result.add(braces(&Shaper::link_fact, Style::lines));
  }
  notes(result);
  return result;
}

// `set NAME of KIND`, `value NAME TYPE`, then `supplied` or what it is, and from when it is something else.
Layout Shaper::set_or_value() {
  const bool set = at("set");
  Layout result;
  Layout main{.kind = LayoutKind::group};
  const bool typed = at("value") && !at_any({"supplied", "is"}, 2) && word(2).kind != WordKind::string;
  main.add(typed ? heading(2, &Shaper::type) : heading(at("value") ? 2 : 4));
  Layout meaning;
  Layout before = gap(Gap::soft);
  if (at("supplied")) {
    meaning.add(take());
    if (at("default")) clause(meaning, &Shaper::literal);
  } else {
    meaning.add(words_then(1, &Shaper::literal));
  }
  // The versions of a set stand one below the other.
  if (set && at("from")) before = as_line_end(std::move(before));
  main.add(indented(Layout{}.add(std::move(before)).add(std::move(meaning))));
  result.add(std::move(main));
  Layout versions{.kind = LayoutKind::indent};
  while (at("from")) {
    versions.add(gap(Gap::hard));
    versions.add(words_then(3, &Shaper::literal));
  }
  result.add(std::move(versions));
  notes(result);
  return result;
}

}  // namespace proviso
