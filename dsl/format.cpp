#include "dsl/format.hpp"

#include <algorithm>

#include "dsl/format_shaper.hpp"
#include "dsl/parser.hpp"

namespace proviso {

const Word& Shaper::word(std::size_t ahead) const {
  return words_.words[std::min(at_ + ahead, words_.words.size() - 1)];
}

bool Shaper::at_any(std::initializer_list<std::string_view> texts, std::size_t ahead) const {
  return std::any_of(texts.begin(), texts.end(), [&](std::string_view text) { return at(text, ahead); });
}

Layout Shaper::gap(Gap gap) const {
  const bool ends_line = gap == Gap::hard || gap == Gap::paragraph;
  return {.kind = LayoutKind::gap, .gap = gap, .broken = ends_line || word().comment_count > 0, .index = at_};
}

Layout Shaper::closing_gap(Gap kind) const {
  Layout result = gap(kind);
  result.kind = LayoutKind::closing_gap;
  return result;
}

Layout Shaper::as_line_end(Layout gap) {
  gap.gap = Gap::hard;
  gap.broken = true;
  return gap;
}

Layout Shaper::take() {
  Layout result{.kind = LayoutKind::word, .index = at_};
  if (!done()) ++at_;
  return result;
}

void Shaper::phrase(Layout& to, std::size_t count) {
  for (; count > 0; --count) {
    to.add(gap(Gap::space));
    to.add(take());
  }
}

Layout Shaper::words(std::size_t count) {
  Layout result;
  result.add(take());
  phrase(result, count - 1);
  return result;
}

Layout Shaper::words_then(std::size_t count, Part content) {
  Layout result = words(count);
  result.add(gap(Gap::space));
  result.add((this->*content)());
  return result;
}

Layout Shaper::next_line() { return gap(Gap::paragraph); }

// NAME, NAME, …: goes on as long as there are commas.
Layout Shaper::names() {
  Layout result{.kind = LayoutKind::fill};
  for (bool more = true; more;) {
    Layout item;
    item.add(take());
    more = word().comma_before;
    if (more) item.add({.kind = LayoutKind::comma});
    result.add(std::move(item));
    if (more) result.add(gap(Gap::soft));
  }
  return result;
}

// `{ … }`, the commas between its items put in order.
Layout Shaper::braces(Part item, Style style) {
  Layout result{.kind = LayoutKind::group};
  result.add(take());
  if (at("}")) {
    result.add(closing_gap(Gap::space));
    result.add(take());
    return result;
  }
  Layout list{.kind = style == Style::wrapped ? LayoutKind::fill : LayoutKind::sequence};
  Layout inner{.kind = LayoutKind::indent};
  inner.add(gap(style == Style::table ? Gap::hard : Gap::soft));
  while (!done() && !at("}")) {
    if (!list.children.empty()) list.add(gap(style == Style::table ? Gap::paragraph : Gap::soft));
    Layout one;
    one.add((this->*item)());
    if (!at("}")) one.add({.kind = LayoutKind::comma});
    list.add(std::move(one));
  }
  inner.add(std::move(list));
  result.add(std::move(inner));
  result.add({.kind = LayoutKind::trailing_comma});
  result.add(closing_gap(style == Style::table ? Gap::hard : Gap::soft));
  result.add(take());
  return result;
}

std::optional<std::string> format_text(const SourceSet& sources, FileId file, Diagnostics& diagnostics) {
  Diagnostics found;
  parse(sources, file, Limits{}, found);
  for (const Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
  if (found.has_errors()) return std::nullopt;

  const Words words = read_words(sources.text(file));
  Shaper shaper(words);
  LayoutPrinter printer(words, kFormatColumns);
  printer.print(shaper.next_line());
  while (!shaper.done()) {
    printer.print(shaper.declaration());
    printer.print(shaper.next_line());
  }
  return std::move(printer).take();
}

namespace {

std::string format_alone(std::string_view text, Layout (Shaper::*shape)()) {
  Words words = read_words(text);
  for (Word& word : words.words) {
    word.comment_count = 0;
    word.blank_before = false;
  }
  Shaper shaper(words);
  LayoutPrinter printer(words, kFormatColumns);
  printer.print((shaper.*shape)());
  std::string result = std::move(printer).take();
  while (result.ends_with('\n')) result.pop_back();
  return result;
}

}  // namespace

std::string format_declaration(std::string_view text) { return format_alone(text, &Shaper::declaration); }
std::string format_change(std::string_view text) { return format_alone(text, &Shaper::change); }

}  // namespace proviso
