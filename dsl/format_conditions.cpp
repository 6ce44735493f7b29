#include "dsl/format_shaper.hpp"

// Conditions and operands, function by function as in the grammar.
namespace proviso {

// `a`, or `a and b and c`, which if it is long stands with one test a line, the connective first.
Layout Shaper::condition() {
  Layout result{.kind = LayoutKind::group};
  result.add(negation());
  Layout others{.kind = LayoutKind::indent};
  while (at_any({"and", "or"})) {
    others.add(gap(Gap::soft));
    others.add(words_then(1, &Shaper::negation));
  }
  result.add(std::move(others));
  return result;
}

Layout Shaper::negation() { return at("not") ? words_then(1, &Shaper::primary) : primary(); }

Layout Shaper::primary() {
  Layout result;
  if (at("(")) {
    result.add(take());
    result.add(gap(Gap::tight));
    result.add(condition());
    result.add(closing_gap(Gap::tight));
    result.add(take());
    return result;
  }
  if (at("is")) return link();
  const bool counted = at("at") && at("least", 1);
  if (!counted && !(at_any({"all", "any", "none"}) && at("of", 1))) return comparison();
  result.add(words(counted ? 4 : 2));
  result.add(gap(Gap::space));
  result.add(braces(&Shaper::condition, Style::lines));
  return result;
}

// `is child_of someone where …`
Layout Shaper::link() {
  Layout result;
  const bool no_one = at("no", 2);
  result.add(words(no_one ? 4 : 3));
  if (at("with")) phrase(result, 4);  // with the same NAME
  where(result);
  return result;
}

void Shaper::where(Layout& to) {
  if (!at("where")) return;
  to.add(gap(Gap::space));
  to.add(words_then(1, &Shaper::primary));
}

// `the earliest of { … }`, `the earliest since among partner_of where (…)`
Layout Shaper::extreme() {
  Layout result;
  if (at("of", 2)) {
    result.add(words(3));
    result.add(gap(Gap::space));
    result.add(braces(&Shaper::operand, Style::lines));
    return result;
  }
  result.add(words_then(2, &Shaper::operand));
  phrase(result, 2);
  where(result);
  return result;
}

Layout Shaper::comparison() {
  Layout result{.kind = LayoutKind::group};
  result.add(operand());
  if (!at_compare()) return result;
  // A list is broken inside its braces, not before the word that compares.
  const bool list = at_any({"in", "not", "includes", "include"});
  Layout other{.kind = list ? LayoutKind::sequence : LayoutKind::indent};
  other.add(gap(list ? Gap::space : Gap::soft));
  other.add(compare());
  result.add(std::move(other));
  return result;
}

bool Shaper::at_compare() const {
  if (word().comma_before) return false;
  if (at("at")) return at_any({"least", "most"}, 1);
  if (at_any({"more", "less"})) return at("than", 1);
  if (at("not")) return at("in", 1);
  if (at("in")) return !at("force", 1);
  return at_any({"on", "before", "after", "is", "includes", "include"});
}

// The words that compare, and the right side.
Layout Shaper::compare() {
  if (at_any({"in", "not"})) return words_then(at("not") ? 2 : 1, &Shaper::list_or_name);
  if (at_any({"includes", "include"})) {
    const bool of_list = at_any({"any", "all"}, 1) && at("of", 2);
    return words_then(of_list ? 3 : at("only", 1) ? 2 : 1, &Shaper::list_or_name);
  }
  if (at("is")) return words_then(at("not", 1) ? 2 : 1, &Shaper::operand);
  if (at("on") && at("or", 1) && at_any({"before", "after"}, 2)) return words_then(3, &Shaper::operand);
  return words_then(at_any({"on", "before", "after"}) ? 1 : 2, &Shaper::operand);
}

Layout Shaper::list_or_name() { return at("{") ? members() : take(); }

// Here `first`, `days` and their like are names unless what must follow them does.
Layout Shaper::operand() {
  if (at("number") && at("of", 1)) {
    Layout result = words(3);
    where(result);
    return result;
  }
  if (at("the") && at_any({"earliest", "latest"}, 1) && !at_any({"after", "before"}, 2)) return extreme();
  if (at_any({"other's", "other\u2019s"})) return words(2);
  if (at("whole")) return shifted(words_then(3, &Shaper::operand));  // whole years from … to …
  const bool duration = at("the") || at_unit(1);
  Layout result = at("the") ? words(2) : literal();
  return duration && at_any({"after", "before"}) ? shifted(std::move(result)) : result;
}

// Goes on with a word and another operand.
Layout Shaper::shifted(Layout first) {
  first.add(gap(Gap::space));
  first.add(words_then(1, &Shaper::operand));
  return first;
}

// A date, a number, a duration, a list, a name, or a word such as `yes`.
Layout Shaper::literal() {
  if (at("{")) return members();
  return words(at_unit(1) ? 2 : 1);
}

// After a number: `{ age 5, days 3 }` has no duration in it.
bool Shaper::at_unit(std::size_t ahead) const {
  return word(ahead - 1).kind == WordKind::integer && !word(ahead).comma_before &&
         at_any({"day", "days", "week", "weeks", "month", "months", "year", "years"}, ahead);
}

// `always`, `if C`, `if C unless D`, `unless D`.
Layout Shaper::test() {
  Layout result{.kind = LayoutKind::group};
  while (at_any({"always", "if", "unless"})) {
    if (!result.children.empty()) result.add(gap(Gap::soft_wide));
    if (at("always")) return std::move(result.add(take()));
    result.add(words_then(1, &Shaper::condition));
  }
  return result;
}

}  // namespace proviso
