#include "dsl/format_shaper.hpp"

// The layout of what is decided, and of amendments.
namespace proviso {

Layout Shaper::define() {
  if (!at("as", 2)) {
    Layout first = heading(2);
    const bool of_links = at("through") || (at("in") && through_follows());
    return of_links ? with_throughs(std::move(first)) : with_test(std::move(first));
  }
  Layout result;
  Layout main{.kind = LayoutKind::group};
  main.add(heading(3, &Shaper::type));
  Layout clauses{.kind = LayoutKind::indent};
  if (at("in")) {
    clauses.add(gap(Gap::soft_wide));
    clauses.add(period());
  }
  const bool of_links = at("through");
  if (of_links) {
    clauses.add(gap(Gap::hard));
    clauses.add(through());
  }
  clauses.add(gap(of_links ? Gap::hard : Gap::soft));
  const bool choice = at("the", 1) && at("first", 2) && at("of", 3);
  if (choice) {
    clauses.add(words(4));
    if (of_links) {
      clauses.add(gap(Gap::space));
      clauses.add(braces(&Shaper::option, Style::table));
    }
  } else {
    clauses.add(words_then(1, &Shaper::operand));
  }
  main.add(std::move(clauses));
  result.add(std::move(main));
  if (choice && !of_links) {
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

// The period and the test follow the heading on its line if there is room, unless it has a label and notes follow.
Layout Shaper::with_test(Layout heading) {
  const bool labelled = words_.words[at_ - 1].kind == WordKind::string;
  Layout before = gap(Gap::soft_wide);
  Layout clauses{.kind = LayoutKind::group};
  if (at("in")) {
    clauses.add(period());
    clauses.add(gap(Gap::soft_wide));
  }
  clauses.add(test());
  if (labelled && at_note()) before = as_line_end(std::move(before));
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
  heading.add(words_then(3, &Shaper::target));
  Layout more{.kind = LayoutKind::indent};
  if (at("from")) clause(more, &Shaper::targets);
  label(more);
  heading.add(std::move(more));
  return with_throughs(std::move(heading));
}

// Whether `through` stands behind the period that begins here.
bool Shaper::through_follows() const {
  std::size_t next = 2;
  if (at("from", next)) next += 2;
  if (at("to", next)) next += 4;
  return at("through", next);
}

// After the heading one clause a line.
Layout Shaper::with_throughs(Layout heading) {
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
  Layout from{.kind = LayoutKind::group};
  from.add(words(4));
  Layout after{.kind = LayoutKind::indent};
  if (at("after")) clause(after, &Shaper::names);
  from.add(std::move(after));
  clauses.add(std::move(from));
  if (at("applies")) {
    clauses.add(gap(Gap::hard));
    clauses.add(words_then(1, &Shaper::test));
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
  if (at_any({"insert", "replace"})) return words_then(1, &Shaper::declaration);
  Layout result;
  // `set NAME is`, `value NAME is`, `add to NAME`, `remove from NAME`
  result.add(at("repeal") ? words(3) : words_then(3, &Shaper::literal));
  notes(result);
  return result;
}

}  // namespace proviso
