#include "dsl/text_checks.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <optional>
#include <string>

namespace proviso {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_bidirectional(std::int32_t point) {
  return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0x200E ||
         point == 0x200F || point == 0x061C;
}

/// Joiners that writing systems such as Persian's need; they are let through inside such text.
bool is_joiner(std::int32_t point) { return point == 0x200C || point == 0x200D; }

/// Code points that Unicode promises never to make a character. XML may not hold the last two of the first plane.
bool is_noncharacter(std::int32_t point) { return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF); }

/// Counts one kind of trouble, and keeps its first place.
struct Trouble {
  std::optional<Span> first;
  std::int32_t point = 0;
  std::size_t count = 0;

  void add(Span place, std::int32_t code_point) {
    if (!first) {
      first = place;
      point = code_point;
    }
    ++count;
  }

  void report(Kind kind, std::string message, std::string note, Diagnostics& diagnostics) const {
    if (!first) return;
    Diagnostic diagnostic{kind, std::move(message), {*first, ""}};
    if (count > 1) diagnostic.notes.push_back(fmt::format("this file has {} of them; this is the first", count));
    diagnostic.notes.push_back(std::move(note));
    diagnostics.add(std::move(diagnostic));
  }
};

class TextCheck {
 public:
  TextCheck(std::string_view text, FileId file) : text_(text), file_(file) {}

  bool run(Diagnostics& diagnostics) {
    for (std::size_t at = body_start(text_); at < text_.size();) {
      const auto byte = static_cast<unsigned char>(text_[at]);
      if (byte >= 0x20 && byte < 0x7F) {
        ++at;
        previous_ascii_ = true;
      } else if (byte < 0x80) {
        control(at++);
      } else if (!wide(at)) {
        break;
      }
    }
    return report(diagnostics);
  }

 private:
  Span place(std::size_t at, std::size_t size) const {
    return {file_, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)};
  }

  void control(std::size_t at) {
    const char c = text_[at];
    previous_ascii_ = true;
    if (c == '\n' || c == '\t') return;
    if (c == '\0') {
      nul_.add(place(at, 1), 0);
    } else if (c != '\r') {
      unseen_.add(place(at, 1), c);
    } else if (at + 1 >= text_.size() || text_[at + 1] != '\n') {
      carriage_return_.add(place(at, 1), c);
    }
  }

  /// Moves `at` past one character beyond ASCII; false if there is none.
  bool wide(std::size_t& at) {
    utf8proc_int32_t point = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text_.data()) + at,
                                       static_cast<utf8proc_ssize_t>(text_.size() - at), &point);
    if (size <= 0) {
      invalid_.add(place(at, 1), static_cast<unsigned char>(text_[at]));
      return false;
    }
    const auto length = static_cast<std::size_t>(size);
    const bool between_letters =
        !previous_ascii_ && at + length < text_.size() && static_cast<unsigned char>(text_[at + length]) >= 0x80;
    if (is_bidirectional(point)) {
      bidirectional_.add(place(at, length), point);
    } else if (is_unseen(point) && !(is_joiner(point) && between_letters)) {
      unseen_.add(place(at, length), point);
    }
    previous_ascii_ = false;
    at += length;
    return true;
  }

  bool report(Diagnostics& diagnostics) {
    const std::size_t before = diagnostics.error_count();
    nul_.report(Kind::nul_byte, "this file has a NUL byte, so it is not plain text",
                "save the rules as plain text in UTF-8", diagnostics);
    invalid_.report(Kind::invalid_utf8,
                    fmt::format("this file is not UTF-8 text: the byte {:02X} cannot stand here", invalid_.point),
                    encoding_advice(), diagnostics);
    bidirectional_.report(
        Kind::bidirectional_control,
        fmt::format("the hidden character U+{:04X} changes the direction in which text is shown", bidirectional_.point),
        "a reader would see other words than the program reads; delete the character", diagnostics);
    unseen_.report(Kind::invisible_character,
                   fmt::format("the character U+{:04X} cannot be seen{}", unseen_.point,
                               unseen_.point == 0xFEFF ? " (a byte order mark may only begin a file)" : ""),
                   "delete the character, or write an ordinary space", diagnostics);
    carriage_return_.report(Kind::lone_carriage_return, "a line ends here for some programs and goes on for others",
                            "this is a carriage return without a line feed; save the file with the line ends of "
                            "Linux (LF) or Windows (CR LF)",
                            diagnostics);
    return diagnostics.error_count() == before;
  }

  std::string encoding_advice() const {
    if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF")) {
      return "it looks like UTF-16; save it again as UTF-8";
    }
    return "save the file again as UTF-8; letters such as å and é are often what was saved otherwise";
  }

  std::string_view text_;
  FileId file_;
  bool previous_ascii_ = true;
  Trouble nul_, invalid_, bidirectional_, unseen_, carriage_return_;
};

}  // namespace

std::uint32_t body_start(std::string_view text) {
  return text.starts_with(kByteOrderMark) ? static_cast<std::uint32_t>(kByteOrderMark.size()) : 0;
}

bool is_unseen(std::int32_t point) {
  if (is_noncharacter(point)) return true;
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

bool check_text(const SourceSet& sources, FileId file, Diagnostics& diagnostics) {
  return TextCheck(sources.text(file), file).run(diagnostics);
}

}  // namespace proviso
