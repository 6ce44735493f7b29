#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Source text and places in it. Every message, citation and explanation of Proviso points into a `SourceSet`.
namespace proviso {

using FileId = std::uint32_t;

/// A half-open range of bytes `[begin, end)` of one file. `begin == end` is a place between two characters.
struct Span {
  FileId file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// The smallest span that covers both. REQUIRES: both are of one file.
Span cover(Span a, Span b);

/// A place as a person counts it: lines and columns from 1; a column is one code point, a tab is one column.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// Owns the text of every file that was read, for as long as anything points into it. Text is never changed or moved
/// once added, so that a `std::string_view` into it stays valid until the set is destroyed.
class SourceSet {
 public:
  SourceSet();
  SourceSet(SourceSet&&) noexcept;
  SourceSet& operator=(SourceSet&&) noexcept;
  ~SourceSet();

  /// A set that begins with the same files, which it shares, and to which more may be added.
  SourceSet extended() const;

  /// Adds a file under the name by which messages call it. Of a file that is read piece by piece, `text` is a piece
  /// that begins on its line `first_line`.
  FileId add(std::string path, std::string text, std::uint32_t first_line = 1);

  std::size_t size() const;
  const std::string& path(FileId file) const;
  std::string_view text(FileId file) const;
  std::string_view text(Span span) const;

  Position position(FileId file, std::uint32_t offset) const;
  /// The number of the last line.
  std::uint32_t line_count(FileId file) const;
  /// The text of a line (counted from 1) without its line end.
  std::string_view line(FileId file, std::uint32_t line) const;

 private:
  struct File;
  std::vector<std::shared_ptr<const File>> files_;  // pointers so that texts never move
};

}  // namespace proviso
