#include "dsl/render_text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

#include "dsl/text_checks.hpp"

namespace proviso {
namespace {

constexpr std::size_t kTab = 4;

struct Character {
  std::string text;
  std::size_t width;
  std::size_t bytes;
};

/// The character at the front of `text`, as it is shown.
Character first_character(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text.front());
  if (byte >= 0x20 && byte < 0x7F) return {std::string(1, text.front()), 1, 1};
  utf8proc_int32_t point = 0;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &point);
  if (size <= 0) {
    std::string shown = fmt::format("<{:02X}>", byte);
    return {shown, shown.size(), 1};
  }
  const auto bytes = static_cast<std::size_t>(size);
  if (is_unseen(point)) {
    std::string shown = fmt::format("<U+{:04X}>", point);
    return {shown, shown.size(), bytes};
  }
  return {std::string(text.substr(0, bytes)), static_cast<std::size_t>(std::max(utf8proc_charwidth(point), 0)), bytes};
}

}  // namespace

std::string visible(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    Character character = first_character(text);
    shown += character.text;
    text.remove_prefix(character.bytes);
  }
  return shown;
}

ShownLine::ShownLine(std::string_view line) {
  std::size_t column = 0;
  while (!line.empty()) {
    Character character = first_character(line);
    if (line.front() == '\t') {
      character.width = kTab - column % kTab;
      character.text.assign(character.width, ' ');
    }
    columns_.insert(columns_.end(), character.bytes, column);
    if (character.width == 0 && !pieces_.empty()) {
      pieces_.back().text += character.text;  // a combining mark belongs to its letter
    } else {
      pieces_.push_back({std::move(character.text), column, character.width});
    }
    column += character.width;
    line.remove_prefix(character.bytes);
  }
  columns_.push_back(column);
}

std::size_t ShownLine::column(std::size_t byte) const { return columns_[std::min(byte, columns_.size() - 1)]; }

std::string ShownLine::cells(std::size_t begin, std::size_t end) const {
  std::string shown;
  if (begin > 0) shown = "…";
  const std::size_t first = begin > 0 ? begin + 1 : 0;
  const std::size_t last = end < width() ? end - 1 : end;
  std::size_t at = first;
  for (const Piece& piece : pieces_) {
    if (piece.column < first || piece.column + piece.width > last) continue;
    shown.append(piece.column - at, ' ');  // half of a wide character that was cut
    shown += piece.text;
    at = piece.column + piece.width;
  }
  if (end < width()) shown.append(last > at ? last - at : 0, ' ').append("…");
  return shown;
}

}  // namespace proviso
