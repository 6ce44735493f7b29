#include "dsl/layout.hpp"

#include <utility>

namespace proviso {
namespace {

constexpr std::uint32_t kIndent = 2;

bool ends_line(Gap gap) { return gap == Gap::hard || gap == Gap::paragraph; }
bool may_end_line(Gap gap) { return gap != Gap::tight && gap != Gap::space; }

std::uint32_t flat_width(Gap gap) {
  if (gap == Gap::tight) return 0;
  return gap == Gap::soft_wide ? 2 : 1;
}

bool is_gap(const Layout& layout) { return layout.kind == LayoutKind::gap || layout.kind == LayoutKind::closing_gap; }

}  // namespace

void LayoutPrinter::print(const Layout& layout) {
  stack_.push_back({.layout = &layout, .indent = 0, .flat = false});
  while (!stack_.empty()) {
    const Pending next = stack_.back();
    stack_.pop_back();
    write(next);
  }
}

std::string LayoutPrinter::take() && {
  if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  return std::move(out_);
}

void LayoutPrinter::write(Pending pending) {
  const Layout& layout = *pending.layout;
  switch (layout.kind) {
    case LayoutKind::word:
      out_ += words_.words[layout.index].text;
      column_ += words_.words[layout.index].width;
      return;
    case LayoutKind::gap:
    case LayoutKind::closing_gap:
      write_gap(layout, pending.indent, pending.flat);
      return;
    case LayoutKind::trailing_comma:
      if (pending.flat) return;
      [[fallthrough]];
    case LayoutKind::comma:
      out_ += ',';
      ++column_;
      return;
    case LayoutKind::fill:
      write_fill(pending);
      return;
    case LayoutKind::group:
      if (!pending.flat && !layout.broken) pending.flat = fits({&layout, pending.indent, true});
      break;
    case LayoutKind::indent:
      pending.indent += kIndent;
      break;
    case LayoutKind::sequence:
      break;
  }
  for (auto child = layout.children.rbegin(); child != layout.children.rend(); ++child) {
    stack_.push_back({.layout = &*child, .indent = pending.indent, .flat = pending.flat});
  }
}

// Children with even numbers are the content, the others the gaps between.
void LayoutPrinter::write_fill(Pending fill) {
  const std::vector<Layout>& children = fill.layout->children;
  if (fill.child >= children.size()) return;
  const bool between = fill.child % 2 == 1;
  const Layout& content = children[fill.child + (between ? 1 : 0)];
  Pending next{
      .layout = fill.layout, .indent = fill.indent, .flat = fill.flat, .child = fill.child + (between ? 2 : 1)};
  stack_.push_back(next);
  const Pending flat_content{.layout = &content, .indent = fill.indent, .flat = true};
  if (between) {
    const Layout& gap = children[fill.child];
    const std::uint32_t before = column_;
    column_ += flat_width(gap.gap);
    const bool same_line = fill.flat || (!gap.broken && !content.broken && fits(flat_content));
    column_ = before;
    write_gap(gap, fill.indent, same_line);
  }
  const bool flat = fill.flat || (!content.broken && fits(flat_content));
  stack_.push_back({.layout = &content, .indent = fill.indent, .flat = flat});
}

void LayoutPrinter::write_gap(const Layout& gap, std::uint32_t indent, bool flat) {
  const Word& word = words_.words[gap.index];
  const bool closing = gap.kind == LayoutKind::closing_gap;
  const bool keep_blank = gap.gap == Gap::paragraph && !closing;
  if (word.comment_count == 0 && (!may_end_line(gap.gap) || (flat && !ends_line(gap.gap)))) {
    out_.append(flat_width(gap.gap), ' ');
    column_ += flat_width(gap.gap);
    return;
  }
  // A line end that only a comment makes, in the middle of a phrase, goes two columns in.
  const std::uint32_t comment_indent = indent + (closing || !may_end_line(gap.gap) ? kIndent : 0);
  for (std::uint32_t i = 0; i < word.comment_count; ++i) {
    const Comment& comment = words_.comments[word.first_comment + i];
    if (i > 0 || comment.own_line) {
      new_line(comment_indent, keep_blank && comment.blank_before);
    } else {
      out_ += "  ";
    }
    out_ += comment.text;
  }
  if (word.kind != WordKind::end) new_line(closing ? indent : comment_indent, keep_blank && word.blank_before);
}

void LayoutPrinter::new_line(std::uint32_t indent, bool blank_before) {
  if (!out_.empty()) {
    out_ += '\n';
    if (blank_before) out_ += '\n';
  }
  out_.append(indent, ' ');
  column_ = indent;
}

// Whether `first` and what follows it up to the next possible line end stay within the line.
bool LayoutPrinter::fits(Pending first) const {
  std::vector<Pending> todo{first};
  std::size_t rest = stack_.size();
  std::uint32_t column = column_;
  while (column <= columns_) {
    if (todo.empty()) {
      if (rest == 0) return true;
      todo.push_back(stack_[--rest]);
    }
    const Pending next = todo.back();
    todo.pop_back();
    const Layout& layout = *next.layout;
    if (layout.kind == LayoutKind::word) {
      column += words_.words[layout.index].width;
    } else if (layout.kind == LayoutKind::comma || (layout.kind == LayoutKind::trailing_comma && !next.flat)) {
      ++column;
    } else if (is_gap(layout)) {
      if (layout.broken || (!next.flat && may_end_line(layout.gap))) return true;
      column += flat_width(layout.gap);
    } else if (next.child < layout.children.size()) {
      todo.push_back({.layout = &layout, .indent = 0, .flat = next.flat, .child = next.child + 1});
      todo.push_back({.layout = &layout.children[next.child], .indent = 0, .flat = next.flat});
    }
  }
  return false;
}

}  // namespace proviso
