#include "dsl/format_shaper.hpp"

// The parts of declarations, function by function as in the grammar.
namespace proviso {

// Each on its own line, two columns in.
void Shaper::notes(Layout& to) {
  Layout result{.kind = LayoutKind::indent};
  while (at_note()) {
    result.add(gap(Gap::hard));
    const bool cites = at("cites");
    result.add(words(at("accept") ? 3 : 2));
    if (cites && at_string()) phrase(result, 1);
  }
  to.add(std::move(result));
}

void Shaper::label(Layout& fill) {
  if (!at_string()) return;
  fill.add(gap(Gap::soft));
  fill.add(take());
}

Layout Shaper::type() {
  Layout result = words(at("set") ? 3 : 1);
  if (at("or")) phrase(result, 2);
  return result;
}

Layout Shaper::target() {
  Layout result = words(1);
  if (at("in") && at("decision", 1)) phrase(result, 3);
  return result;
}

// TARGET, TARGET, …, or TARGET or TARGET or …
Layout Shaper::targets() {
  Layout result{.kind = LayoutKind::fill};
  for (;;) {
    Layout item = target();
    const bool comma = word().comma_before;
    if (comma) item.add({.kind = LayoutKind::comma});
    const bool more = comma || at("or");
    if (at("or")) phrase(item, 1);
    result.add(std::move(item));
    if (!more) return result;
    result.add(gap(Gap::soft));
  }
}

// `in force from D to and including D`
Layout Shaper::period() {
  Layout result = words(2);
  if (at("from")) phrase(result, 2);
  if (at("to")) phrase(result, 4);
  return result;
}

Layout Shaper::through() {
  Layout result{.kind = LayoutKind::group};
  result.add(words_then(1, &Shaper::names));
  if (at_any({"always", "if", "unless"})) {
    Layout when{.kind = LayoutKind::indent};
    when.add(gap(Gap::soft_wide));
    when.add(test());
    result.add(std::move(when));
  }
  return result;
}

// A table as soon as members have codes, other names or parts; names alone stand side by side.
Layout Shaper::members_of_kind(Style labelled) {
  Style style = Style::wrapped;
  std::size_t depth = 0;
  for (std::size_t ahead = 0; word(ahead).kind != WordKind::end; ++ahead) {
    if (at("{", ahead) && ++depth > 1) style = Style::table;
    if (at("}", ahead) && --depth == 0) break;
    if (word(ahead).kind != WordKind::string || style == Style::table) continue;
    const bool label = !at_any({"code", "also"}, ahead - 1) || word(ahead - 1).comma_before;
    style = label ? labelled : Style::table;
  }
  return braces(&Shaper::member, style);
}

Layout Shaper::member() {
  Layout heading{.kind = LayoutKind::fill};
  heading.add(take());
  label(heading);
  if (at("code") && !word().comma_before) {
    heading.add(gap(Gap::soft));
    heading.add(words(2));
  }
  if (at("also") && !word().comma_before) aliases(heading);
  Layout result;
  result.add(Layout{.kind = LayoutKind::indent}.add(std::move(heading)));
  if (at("{")) {
    result.add(gap(Gap::space));
    result.add(members_of_kind(Style::table));
  }
  return result;
}

// `also "A", "B" cites SOURCE`
void Shaper::aliases(Layout& fill) {
  for (bool first = true; first || (at_string() && word().comma_before); first = false) {
    if (!first) fill.children.back().add({.kind = LayoutKind::comma});
    fill.add(gap(Gap::soft));
    Layout alias = words(first ? 2 : 1);
    if (at("cites")) phrase(alias, 2);
    fill.add(std::move(alias));
  }
}

Layout Shaper::link_fact() {
  Layout fill{.kind = LayoutKind::fill};
  fill.add(words_then(1, &Shaper::type));
  if (at("default")) clause(fill, &Shaper::literal);
  label(fill);
  return Layout{.kind = LayoutKind::indent}.add(std::move(fill));
}

// `VALUE if CONDITION`, `VALUE otherwise`
Layout Shaper::option() {
  Layout result{.kind = LayoutKind::group};
  result.add(operand());
  Layout end{.kind = LayoutKind::indent};
  end.add(gap(Gap::soft));
  end.add(at("if") ? words_then(1, &Shaper::condition) : take());
  result.add(std::move(end));
  return result;
}

Layout Shaper::outcome() {
  Layout fill{.kind = LayoutKind::fill};
  fill.add(take());
  label(fill);
  if (at("otherwise") && !word().comma_before) {
    fill.add(gap(Gap::soft));
    fill.add(take());
  }
  return Layout{.kind = LayoutKind::indent}.add(std::move(fill));
}

// One outcome a line if any has a label.
Layout Shaper::outcomes() {
  Style style = Style::lines;
  for (std::size_t ahead = 0; !at("}", ahead) && word(ahead).kind != WordKind::end; ++ahead) {
    if (word(ahead).kind == WordKind::string) style = Style::table;
  }
  return braces(&Shaper::outcome, style);
}

// `FACT VALUE`, `FACT unknown`, `RELATION to PERSON { … }`
Layout Shaper::entry() {
  if (!at("to", 1)) return words_then(1, &Shaper::literal);
  Layout result = words(3);
  entries(result);
  return result;
}

void Shaper::entries(Layout& to) {
  if (!at("{")) return;
  to.add(gap(Gap::space));
  to.add(braces(&Shaper::entry, Style::wrapped));
}

// `PERSON.FACT`, `PERSON.RELATION[0].FACT`
Layout Shaper::path() {
  Layout result;
  result.add(take());
  while (at_any({".", "["})) {
    const bool index = at("[");
    for (int i = index ? 3 : 2; i > 0; --i) {
      result.add(gap(Gap::tight));
      result.add(take());
    }
  }
  return result;
}

// After `missing`.
Layout Shaper::paths() {
  Layout fill{.kind = LayoutKind::fill};
  for (bool more = true; more;) {
    if (!fill.children.empty()) fill.add(gap(Gap::soft));
    Layout item = path();
    more = word().comma_before;
    if (more) item.add({.kind = LayoutKind::comma});
    fill.add(std::move(item));
  }
  return fill;
}

// A line-end or a space, one word, and what belongs to it.
void Shaper::clause(Layout& fill, Part content) {
  fill.add(gap(Gap::soft));
  fill.add(words_then(1, content));
}

}  // namespace proviso
