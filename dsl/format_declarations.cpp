#include "dsl/format_shaper.hpp"
#include "dsl/words.hpp"

// The layout of each declaration. What is short stands on one line; else each clause has its own, two columns in.
namespace proviso {

namespace {

Layout indented(Layout layout) { return Layout{.kind = LayoutKind::indent}.add(std::move(layout)); }

}  // namespace

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
  while (at_string() || at_any({"authority", "basis", "month", "in"})) {
    clauses.add(gap(Gap::hard));
    if (at("in")) {
      clauses.add(period());
    } else {
      clauses.add(words(at_string() ? 1 : at("month") ? 4 : 2));
    }
  }
  result.add(std::move(clauses));
  return result;
}

Layout Shaper::source() {
  Layout result{.kind = LayoutKind::group};
  result.add(heading(2));
  if (!at_any({"publisher", "file", "url", "dated"})) return result;
  Layout clauses{.kind = LayoutKind::indent};
  clauses.add(gap(Gap::soft_wide));
  Layout fill{.kind = LayoutKind::fill};
  while (at_any({"publisher", "file", "url", "dated"})) {
    if (!fill.children.empty()) fill.add(gap(Gap::soft_wide));
    fill.add(words(2));
  }
  clauses.add(std::move(fill));
  result.add(std::move(clauses));
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
    Layout only_if = words(2);
    only_if.add(gap(Gap::space));
    only_if.add(condition());
    fill.add(std::move(only_if));
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
  Layout first = words(1);
  first.add(gap(Gap::space));
  first.add(names());
  fill.add(std::move(first));
  if (at_any({"mutual", "acyclic", "inverse"})) {
    fill.add(gap(Gap::soft));
    fill.add(words(at("inverse") ? 3 : 1));
  }
  label(fill);
  Layout result;
  result.add(indented(std::move(fill)));
  if (at("{")) {
    result.add(gap(Gap::space));
    result.add(braces(&Shaper::link_fact, Style::lines));
  }
  return result;
}

// `set NAME of KIND`, `value NAME TYPE`, then `supplied` or what it is, and from when it is something else.
Layout Shaper::set_or_value() {
  Layout result;
  Layout main{.kind = LayoutKind::group};
  const bool typed = at("value") && !at_any({"supplied", "is"}, 2) && word(2).kind != WordKind::string;
  main.add(typed ? heading(2, &Shaper::type) : heading(at("value") ? 2 : 4));
  Layout meaning{.kind = LayoutKind::indent};
  meaning.add(gap(Gap::soft));
  const bool supplied = at("supplied");
  meaning.add(take());
  if (!supplied) {
    meaning.add(gap(Gap::space));
    meaning.add(literal());
  } else if (at("default")) {
    clause(meaning, &Shaper::literal);
  }
  main.add(std::move(meaning));
  result.add(std::move(main));
  Layout versions{.kind = LayoutKind::indent};
  while (at("from")) {
    versions.add(gap(Gap::hard));
    Layout version = words(3);
    version.add(gap(Gap::space));
    version.add(literal());
    versions.add(std::move(version));
  }
  result.add(std::move(versions));
  notes(result);
  return result;
}

Layout Shaper::define() {
  if (!at("as", 2)) return with_test(heading(2));
  Layout result;
  Layout main{.kind = LayoutKind::group};
  main.add(heading(3, &Shaper::type));
  Layout clauses{.kind = LayoutKind::indent};
  if (at("in")) {
    clauses.add(gap(Gap::soft_wide));
    clauses.add(period());
  }
  clauses.add(gap(Gap::soft));
  const bool choice = at("the", 1) && at("first", 2) && at("of", 3);
  if (choice) {
    clauses.add(words(4));
  } else {
    clauses.add(take());
    clauses.add(gap(Gap::space));
    clauses.add(operand());
  }
  main.add(std::move(clauses));
  result.add(std::move(main));
  if (choice) {
    result.add(gap(Gap::space));
    result.add(braces(&Shaper::option, Style::table));
  }
  notes(result);
  return result;
}

Layout Shaper::decision() {
  Layout result;
  if (at("yes/no", 2)) {
    result.add(heading(3));
  } else {
    Layout main{.kind = LayoutKind::group};
    main.add(heading(2));
    Layout is{.kind = LayoutKind::indent};
    is.add(gap(Gap::soft));
    is.add(words(4));
    main.add(std::move(is));
    result.add(std::move(main));
    result.add(gap(Gap::space));
    result.add(outcomes());
  }
  notes(result);
  return result;
}

// `ground NAME for TARGET`, and the like.
Layout Shaper::rule() {
  if (at("derivation")) return derivation();
  return with_test(heading(3, &Shaper::targets));
}

Layout Shaper::impossible() { return with_test(heading(2)); }

// The period and the test follow the heading on its line if there is room, and no label or no note that makes more
// lines.
Layout Shaper::with_test(Layout heading) {
  const bool labelled = words_.words[at_ - 1].kind == WordKind::string;
  Layout before = gap(Gap::soft_wide);
  Layout clauses{.kind = LayoutKind::group};
  if (at("in")) {
    clauses.add(period());
    clauses.add(gap(Gap::soft_wide));
  }
  clauses.add(test());
  if (labelled && at_note()) {
    before.gap = Gap::hard;
    before.broken = true;
  }
  Layout main{.kind = LayoutKind::group};
  main.add(std::move(heading));
  main.add(indented(Layout{}.add(std::move(before)).add(std::move(clauses))));
  Layout result;
  result.add(std::move(main));
  notes(result);
  return result;
}

Layout Shaper::derivation() {
  Layout heading{.kind = LayoutKind::group};
  heading.add(words(3));
  heading.add(gap(Gap::space));
  heading.add(target());
  Layout more{.kind = LayoutKind::indent};
  if (at("from")) clause(more, &Shaper::targets);
  label(more);
  heading.add(std::move(more));
  Layout clauses{.kind = LayoutKind::indent};
  if (at("in")) {
    clauses.add(gap(Gap::hard));
    clauses.add(period());
  }
  while (at("through")) {
    clauses.add(gap(Gap::hard));
    clauses.add(through());
  }
  Layout result;
  result.add(std::move(heading));
  result.add(std::move(clauses));
  notes(result);
  return result;
}

// The braces stand at the margin, so that the heading and the changes are told apart at a glance.
Layout Shaper::amendment() {
  Layout clauses{.kind = LayoutKind::indent};
  Layout result;
  result.add(heading(2));
  clauses.add(gap(Gap::hard));
  clauses.add(words(4));
  if (at("after")) {
    clauses.add(gap(Gap::hard));
    clauses.add(take());
    clauses.add(gap(Gap::space));
    clauses.add(names());
  }
  if (at("applies")) {
    clauses.add(gap(Gap::hard));
    clauses.add(take());
    clauses.add(gap(Gap::space));
    clauses.add(test());
  }
  result.add(std::move(clauses));
  notes(result);
  result.add(gap(Gap::hard));
  result.add(take());
  Layout changes{.kind = LayoutKind::indent};
  bool first = true;
  while (!done() && !at("}")) {
    changes.add(gap(first ? Gap::hard : Gap::paragraph));
    changes.add(change());
    first = false;
  }
  result.add(std::move(changes));
  result.add(closing_gap(Gap::hard));
  result.add(take());
  return result;
}

Layout Shaper::change() {
  Layout result;
  if (at("repeal")) return words(3);
  if (at_any({"insert", "replace"})) {
    result = words(1);
    result.add(gap(Gap::space));
    result.add(declaration());
    return result;
  }
  result = words(3);  // `set NAME is`, `value NAME is`, `add to NAME`, `remove from NAME`
  result.add(gap(Gap::space));
  result.add(literal());
  return result;
}

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
  Layout result;
  if (at("given")) {
    result = words(2);
    result.add(gap(Gap::space));
    result.add(literal());
    return result;
  }
  result = words(at("like", 1) ? 3 : 1);
  entries(result);
  return result;
}

// `expect PERSON DECISION VALUE`, and on the same line, or each on its own: why, and what is missing.
Layout Shaper::expect() {
  Layout result{.kind = LayoutKind::group};
  result.add(words(3));
  result.add(gap(Gap::space));
  result.add(literal());
  Layout clauses{.kind = LayoutKind::indent};
  if (at("missing")) clause(clauses, &Shaper::paths);
  if (at("because")) clause(clauses, &Shaper::names);
  if (at("derived")) {
    clauses.add(gap(Gap::soft));
    clauses.add(words(2));
    clauses.add(gap(Gap::space));
    clauses.add(names());
  }
  result.add(std::move(clauses));
  return result;
}

}  // namespace proviso
